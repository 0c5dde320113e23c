package analytics

import "context"

// UnitTasks lists the tasks of the commune f.Unit with what its report of
// f.Period says of each (METHOD.md 2.3). overdue is the number of days past the
// due day, null when the task is not overdue. Without a unit there are no rows.
func UnitTasks(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nhiem-vu-don-vi", Method: "2.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "label", Kind: Label, Format: Text},
		{Key: "text", Kind: Label, Format: Text},
		{Key: "town_task", Kind: Label, Format: Text},
		{Key: "status", Kind: Fact, Format: Code},
		{Key: "progress", Kind: Fact, Format: Share},
		{Key: "target", Kind: Fact, Format: Decimal},
		{Key: "actual", Kind: Fact, Format: Decimal},
		{Key: "measure", Kind: Label, Format: Text},
		{Key: "value", Kind: Estimate, Format: Share},
		{Key: "starts_on", Kind: Label, Format: Date},
		{Key: "due_on", Kind: Label, Format: Date},
		{Key: "overdue", Kind: Fact, Format: Days},
		{Key: "note", Kind: Label, Format: Text},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, taskParams(f), taskSteps("unit_tasks.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, oneTask(f, f.Unit))
}
