package analytics

import "context"

// Shrinkage gives every unit's share or rate drawn to that of its set, the more
// the fewer its cases (METHOD.md 4.3). own_weight is what is left of its own
// figure; differs is no where no difference between the units is seen. Of a
// share the columns end in share, of a rate in per_base.
func Shrinkage(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "uoc-luong-keo", Method: "4.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "per_base", Kind: Fact, Format: Decimal},
		{Key: "own_weight", Kind: Estimate, Format: Share},
		{Key: "shrunk_share", Kind: Estimate, Format: Share},
		{Key: "shrunk_per_base", Kind: Estimate, Format: Decimal},
		{Key: "pooled_share", Kind: Estimate, Format: Share},
		{Key: "pooled_per_base", Kind: Estimate, Format: Decimal},
		{Key: "differs", Kind: Judgement, Format: Code},
	}}
	return t, t.compare(ctx, db, f, []string{"own_weight", "shrunk_share", "shrunk_per_base", "pooled_share", "pooled_per_base"},
		"comparable", "shrunk", "shrinkage.sql")
}
