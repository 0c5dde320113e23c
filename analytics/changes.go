package analytics

import "context"

// Changes says which shares of every unit rose or fell since the same report a
// year before (METHOD.md 4.7): the difference in points with Newcombe's interval,
// and up or down only where that leaves out 0. A unit that was not there then has
// no rows (see Bridged).
func Changes(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "thay-doi", Method: "4.7", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "direction", Kind: Label, Format: Code},
		{Key: "counted_before", Kind: Fact, Format: Decimal},
		{Key: "out_of_before", Kind: Fact, Format: Decimal},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "change_points", Kind: Estimate, Format: Points},
		{Key: "change_lo", Kind: Estimate, Format: Points},
		{Key: "change_hi", Kind: Estimate, Format: Points},
		{Key: "verdict", Kind: Judgement, Format: Code},
	}}
	before, params, err := sinceLastYear(ctx, db, f)
	if err != nil || before == "" {
		return t, err
	}
	rows, err := ask(ctx, db, params, comparisonSteps(jointSteps("change", "changes.sql")...)...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		switch key {
		case "counted_before":
			return figureEvidence(before)("counted", of)
		case "out_of_before":
			return figureEvidence(before)("out_of", of)
		case "change_points", "change_lo", "change_hi":
			return figureEvidence(before+","+f.Period)(key, of)
		}
		return figureEvidence(f.Period)(key, of)
	})
}

// sinceLastYear are the parameters of a comparison of f.Period with the same
// report a year before, both as known on f.AsOf, and that period's key; "" when
// the catalogue has none.
func sinceLastYear(ctx context.Context, db DB, f Filter) (string, map[string]any, error) {
	views, err := periodViews(ctx, db, f)
	if err != nil || len(views) < 2 {
		return "", nil, err
	}
	before := views[1].Period
	params, err := comparisonParams(ctx, db, f, before)
	if err != nil {
		return "", nil, err
	}
	return before, with(params, "before", before), nil
}
