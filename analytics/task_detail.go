package analytics

import "context"

// taskWhat are the numbers of a task that evidence can be asked for by name.
var taskWhat = map[string]string{
	"progress": "progress", "target": "target", "actual": "actual",
	"overdue": "days_overdue", "days_overdue": "days_overdue",
}

// oneTask names a number of one task of a unit.
func oneTask(f Filter, unit string) evidenceOf {
	return func(key string, of func(string) any) Evidence {
		e := taskEvidence{Period: f.Period, Unit: unit, Label: word(of("label")), What: taskWhat[key]}
		if unit == "" {
			e.Unit = word(of("unit"))
		}
		return e.Evidence()
	}
}

// TaskDetail lists what every unit says of the task f.Task of the superior plan,
// with the place in its report; a unit without a task for it has one row whose
// status says why (METHOD.md 2.3, 2.7). N is the number of tasks.
func TaskDetail(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nhiem-vu-chi-tiet", Method: "2.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "label", Kind: Label, Format: Text},
		{Key: "text", Kind: Label, Format: Text},
		{Key: "status", Kind: Fact, Format: Code},
		{Key: "progress", Kind: Fact, Format: Share},
		{Key: "target", Kind: Fact, Format: Decimal},
		{Key: "actual", Kind: Fact, Format: Decimal},
		{Key: "measure", Kind: Label, Format: Text},
		{Key: "note", Kind: Label, Format: Text},
		{Key: "place", Kind: Label, Format: Text},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, taskParams(f), taskSteps("task_cell", "task_detail.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, oneTask(f, ""))
}
