package analytics

import "context"

// TaskGrid gives the status of every unit with every task of the superior plan
// (METHOD.md 2.3, 2.7). status is one of the six statuses of a report, or
// chua_bao_cao (a report, but nothing said of this task; or a report that does
// not count yet), chua_nop (nothing was sent), ngoai_ke_hoach (the unit's report
// links none of its tasks to this one). value is how far the linked tasks are,
// null while one of them is unknown.
func TaskGrid(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "luoi-nhiem-vu", Method: "2.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "town_task", Kind: Label, Format: Text},
		{Key: "title", Kind: Label, Format: Text},
		{Key: "status", Kind: Fact, Format: Code},
		{Key: "progress", Kind: Fact, Format: Share},
		{Key: "value", Kind: Estimate, Format: Share},
		{Key: "n_tasks", Kind: Fact, Format: Integer},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, taskParams(f), taskSteps("task_cell", "task_grid.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := taskEvidence{Period: f.Period, Unit: word(of("unit")), Town: word(of("town_task"))}
		if key == "progress" {
			e.What = key
		}
		return e.Evidence()
	})
}
