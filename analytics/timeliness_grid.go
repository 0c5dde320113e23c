package analytics

import "context"

// TimelinessGrid gives the state of every obligation of the periods up to
// f.Period's year that end within a year of f.AsOf: one row a unit and period,
// units by name, periods in order (METHOD.md 1.3). Units stand only where they
// owe.
func TimelinessGrid(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "luoi-nop", Method: "1.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "period", Kind: Label, Format: PeriodID},
		{Key: "state", Kind: Fact, Format: Code},
		{Key: "last_day", Kind: Label, Format: Date},
		{Key: "received_on", Kind: Fact, Format: Date},
		{Key: "day_diff", Kind: Fact, Format: Days},
		{Key: "days_late_calendar", Kind: Fact, Format: Days},
		{Key: "days_late_working", Kind: Fact, Format: Days},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, f.params(), obligationSteps("unit_order", "timeliness_grid.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		unit, _ := of("unit").(string)
		period, _ := of("period").(string)
		return obligationEvidence{Period: period, Unit: unit, What: key}.Evidence()
	})
}
