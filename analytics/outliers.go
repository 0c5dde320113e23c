package analytics

import "context"

// Outliers lists the values per base of f.Period that stand far from those of
// the comparison set, by the modified z or by the fences of the quartiles
// (METHOD.md 5.3). They have no chance and are in no batch; they are seen as
// signals are.
func Outliers(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "ngoai-le", Method: "5.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "per_base", Kind: Fact, Format: Decimal},
		{Key: "median", Kind: Estimate, Format: Decimal},
		{Key: "modified_z", Kind: Estimate, Format: Decimal},
		{Key: "method", Kind: Label, Format: Code},
		{Key: "fence_lo", Kind: Estimate, Format: Decimal},
		{Key: "fence_hi", Kind: Estimate, Format: Decimal},
		{Key: "n_values", Kind: Label, Format: Integer},
		{Key: "far_by_z", Kind: Judgement, Format: Code},
		{Key: "far_by_fence", Kind: Judgement, Format: Code},
	}}
	params, err := signalParams(ctx, db, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, signalSteps("outlier", "outliers.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, found(f, "ngoai_le", "indicator"))
}
