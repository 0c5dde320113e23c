package analytics

import "context"

// OverdueTasks lists the tasks past their due day that a report calls neither
// finished nor set aside, the longest overdue first (METHOD.md 2.3). Tasks of
// which nothing is reported are not in it: they are not known to be late.
func OverdueTasks(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nhiem-vu-qua-han", Method: "2.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "label", Kind: Label, Format: Text},
		{Key: "title", Kind: Label, Format: Text},
		{Key: "due_on", Kind: Label, Format: Date},
		{Key: "days_overdue", Kind: Fact, Format: Days},
		{Key: "status", Kind: Fact, Format: Code},
		{Key: "progress", Kind: Fact, Format: Share},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, taskParams(f), taskSteps("overdue_tasks.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, oneTask(f, ""))
}
