package analytics

import "context"

// townCounts says which cells of the grid each count of communes counts.
var townCounts = map[string]string{
	"done":           doneStatuses,
	"in_progress":    "dang_thuc_hien",
	"not_started":    "chua_thuc_hien",
	"not_applicable": notApplicableStatuses,
	"not_reported":   "chua_bao_cao",
	"not_in_plan":    "ngoai_ke_hoach",
	"no_report":      "chua_nop",
}

// TownTasks counts, for every task of the superior plan, the communes by how
// they stand with it (METHOD.md 2.3). The counts but overdue add up to the
// communes.
func TownTasks(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nhiem-vu-chung", Method: "2.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "town_task", Kind: Label, Format: Text},
		{Key: "title", Kind: Label, Format: Text},
		{Key: "text", Kind: Label, Format: Text},
		{Key: "done", Kind: Fact, Format: Integer},
		{Key: "in_progress", Kind: Fact, Format: Integer},
		{Key: "not_started", Kind: Fact, Format: Integer},
		{Key: "not_applicable", Kind: Fact, Format: Integer},
		{Key: "not_reported", Kind: Fact, Format: Integer},
		{Key: "not_in_plan", Kind: Fact, Format: Integer},
		{Key: "no_report", Kind: Fact, Format: Integer},
		{Key: "overdue", Kind: Fact, Format: Integer},
	}}
	rows, err := ask(ctx, db, taskParams(f), taskSteps("task_cell", "town_tasks.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := taskEvidence{Period: f.Period, Unit: f.Unit, Town: word(of("town_task")), Cell: townCounts[key]}
		if key == "overdue" {
			e.Only = key
		}
		return e.Evidence()
	})
}
