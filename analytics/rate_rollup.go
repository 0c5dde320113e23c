package analytics

import "context"

// RateRollup gives the on-time rate of f.Period's year by parent unit, and the
// whole in a last row without a part: counts are added, then divided
// (METHOD.md 1.5). An obligation belongs to the parent its unit had on the last
// day. mean_of_rates is what averaging the parts' rates would say; it stands
// there to be told from the right figure and is shown on no page.
func RateRollup(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "gop-ty-le", Method: "1.5", AsOf: f.AsOf, Columns: []Column{
		{Key: "part", Kind: Label, Format: UnitName},
		{Key: "expected", Kind: Fact, Format: Integer},
		{Key: "on_time", Kind: Fact, Format: Integer},
		{Key: "on_time_rate", Kind: Fact, Format: Share},
		{Key: "mean_of_rates", Kind: Label, Format: Share},
	}}
	rows, err := ask(ctx, db, f.params(), obligationSteps("rolled_part", "rate_rollup.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		part, _ := of("part").(string)
		year, _ := of("_year").(int64)
		e := obligationEvidence{Year: int(year), Unit: f.Unit, Parent: part, Due: true, State: owedStates}
		switch key {
		case "on_time":
			e.State = onTimeStates
		case "on_time_rate":
			e.Count = onTimeStates
		}
		return e.Evidence()
	})
}
