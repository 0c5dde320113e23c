package analytics

import "context"

// PlanCoverage says how much of the superior plan each unit's plan takes up, by
// the links that its report states (METHOD.md 2.7): the labels left uncovered,
// and the unit's own tasks without a link, which are initiatives and no fault.
func PlanCoverage(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "bao-phu", Method: "2.7", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "coverage", Kind: Fact, Format: Share},
		{Key: "uncovered", Kind: Fact, Format: Text},
		{Key: "local_initiatives", Kind: Fact, Format: Text},
	}}
	rows, err := ask(ctx, db, taskParams(f),
		taskSteps("town_task_owed", "plan_coverage", "plan_coverage.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		return taskEvidence{Kind: "links", Period: f.Period, Unit: word(of("unit"))}.Evidence()
	})
}
