package analytics

import "context"

// IndicatorValues gives what every unit reported of every indicator, and that
// per its denominator or base (METHOD.md 3.1): share where it is a part of a
// whole, per_base where it is a count per 1,000 households, ấp or meeting.
func IndicatorValues(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "chi-tieu", Method: "3.1", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "element", Kind: Label, Format: Code},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "direction", Kind: Label, Format: Code},
		{Key: "kind", Kind: Label, Format: Code},
		{Key: "base", Kind: Label, Format: Code},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "per_base", Kind: Fact, Format: Decimal},
	}}
	return t, t.compare(ctx, db, f, nil, "indicator_values.sql")
}
