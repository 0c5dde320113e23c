package analytics

import "context"

// PlanSpecificity says what share of each unit's tasks has a target, a unit of
// measure, a due date, a responsible body, and says by what it will be shown
// (METHOD.md 2.1). Where no task has a
// target, quantitative is "no": percent of target must not be shown for it.
func PlanSpecificity(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "do-cu-the", Method: "2.1", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "tasks", Kind: Fact, Format: Integer},
		{Key: "with_target", Kind: Fact, Format: Integer},
		{Key: "with_unit", Kind: Fact, Format: Integer},
		{Key: "with_due", Kind: Fact, Format: Integer},
		{Key: "with_responsible", Kind: Fact, Format: Integer},
		{Key: "with_evidence", Kind: Fact, Format: Integer},
		{Key: "target", Kind: Fact, Format: Share},
		{Key: "measure", Kind: Fact, Format: Share},
		{Key: "due", Kind: Fact, Format: Share},
		{Key: "responsible", Kind: Fact, Format: Share},
		{Key: "evidence", Kind: Fact, Format: Share},
		{Key: "quantitative", Kind: Fact, Format: Code},
	}}
	rows, err := ask(ctx, db, taskParams(f), taskSteps("plan_specificity", "plan_specificity.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := statusCounts[key]
		e.Period, e.Unit = f.Period, word(of("unit"))
		if given[key] {
			e.What = "has_" + key
		}
		return e.Evidence()
	})
}

// given are the shares of tasks that have a thing; their evidence is every task,
// worth 1 where it has it.
var given = map[string]bool{"target": true, "measure": true, "due": true, "responsible": true, "evidence": true}
