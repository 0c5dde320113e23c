package analytics

import "context"

// ElementProfile gives the score of every unit in each of the six elements, from
// 0 to 100, beside the median of its set (METHOD.md 3.4, 3.5). A score is null
// when the indicators that have one carry too little of the element's weight.
func ElementProfile(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "ho-so-thanh-to", Method: "3.4", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "element", Kind: Label, Format: Code},
		{Key: "score", Kind: Judgement, Format: Score},
		{Key: "available_weight", Kind: Estimate, Format: Share},
		{Key: "n_available", Kind: Estimate, Format: Integer},
		{Key: "n_indicators", Kind: Label, Format: Integer},
		{Key: "set_median", Kind: Judgement, Format: Score},
	}}
	f.Indicator = "" // a score stands on all of its element
	return t, t.compare(ctx, db, f, []string{"set_median"}, scoreSteps("element_profile.sql")...)
}
