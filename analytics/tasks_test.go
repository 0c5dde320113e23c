package analytics

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// taskQuestions are the questions of sections 2.1 to 2.7.
var taskQuestions = map[string]func(context.Context, DB, Filter) (*Table, error){
	"Completion": Completion, "CompletionTotals": CompletionTotals, "TaskGrid": TaskGrid,
	"TownTasks": TownTasks, "TaskDetail": TaskDetail, "UnitTasks": UnitTasks,
	"OverdueTasks": OverdueTasks, "ApRollup": ApRollup, "PeriodProgress": PeriodProgress,
	"PlanCoverage": PlanCoverage, "PlanSpecificity": PlanSpecificity,
}

func TestCompletionOfTheTown(t *testing.T) {
	w := taskWorld(t)
	table := answer(t, w, inTown(t, "2024-6T", "2024-05-17"), Completion)
	// xa-tan-an: 1 done, 4 of 8, 60 %, in progress without a figure, ấp of which
	// one did not report, 1 done: (1+.5+.6+1)/6 at least, two open
	wantRows(t, printedRows(table, "unit", "n_tasks", "coverage", "lower", "upper", "point", "completed_share",
		"n_done", "n_in_progress", "n_not_reported", "n_overdue", "submission"), `
		xa-tan-an | 6 | 0.6667 | 0.5167 | 0.85 | — | 0.3333 | 2 | 4 | 0 | 1 | 5
		xa-chau-phong | 4 | 0.5 | 0.5 | 1 | — | 0.5 | 2 | 1 | 1 | 1 | 11
		xa-le-chanh | 2 | 0 | 0 | 1 | — | — | 0 | 0 | 2 | 0 | —
		xa-long-an | 4 | 0 | 0 | 1 | — | — | 0 | 0 | 4 | 0 | —
		xa-phu-loc | 4 | 0 | 0 | 1 | — | — | 0 | 0 | 4 | 0 | —
		xa-tan-thanh | 4 | 0 | 0 | 1 | — | — | 0 | 0 | 4 | 0 | —
		`)
	if table.N != 24 || table.Sources != 2 || fmt.Sprint(table.Policy) != "[hoan-thanh-2022]" {
		t.Errorf("got n %d, sources %d, policy %v, want 24 tasks of 2 reports by hoan-thanh-2022", table.N, table.Sources, table.Policy)
	}
}

func TestAPointAppearsWhenEnoughIsKnown(t *testing.T) {
	w := taskWorld(t)
	f := inTown(t, "2024-N", "2024-10-25")
	f.Unit = "xa-tan-an"
	// 90 %, 8 of 8, nothing arose, not reported, done above: 2.9 of 3 known of 4
	wantRows(t, printedRows(answer(t, w, f, Completion), "coverage", "lower", "upper", "point", "n_not_applicable"), `
		0.75 | 0.725 | 0.975 | 0.9667 | 1
		`)
	insert(t, w.db, `update policy set body = replace(body, '0.7', '0.8')`)
	if got := answer(t, w, f, Completion).Value(0, "point"); got != nil {
		t.Errorf("got point %v though the policy asks for more coverage", got)
	}
	insert(t, w.db, `delete from policy`)
	if got := answer(t, w, f, Completion).Value(0, "point"); got != nil {
		t.Errorf("got point %v without a policy", got)
	}
}

func TestTheGridSaysWhyACellIsOpen(t *testing.T) {
	w := taskWorld(t)
	f := inTown(t, "2024-6T", "2024-05-17")
	wantRows(t, printedRows(answer(t, w, f, TaskGrid), "unit", "town_task", "status", "progress", "value", "n_tasks"), `
		xa-chau-phong | II.1 | chua_bao_cao | — | — | 0
		xa-chau-phong | II.2 | chua_bao_cao | — | — | 0
		xa-chau-phong | II.3 | chua_bao_cao | — | — | 0
		xa-chau-phong | II.4 | chua_bao_cao | — | — | 0
		xa-le-chanh | II.1 | chua_nop | — | — | 0
		xa-le-chanh | II.2 | chua_nop | — | — | 0
		xa-le-chanh | II.3 | chua_nop | — | — | 0
		xa-le-chanh | II.4 | chua_nop | — | — | 0
		xa-long-an | II.1 | chua_nop | — | — | 0
		xa-long-an | II.2 | chua_nop | — | — | 0
		xa-long-an | II.3 | chua_nop | — | — | 0
		xa-long-an | II.4 | chua_nop | — | — | 0
		xa-phu-loc | II.1 | chua_bao_cao | — | — | 0
		xa-phu-loc | II.2 | chua_bao_cao | — | — | 0
		xa-phu-loc | II.3 | chua_bao_cao | — | — | 0
		xa-phu-loc | II.4 | chua_bao_cao | — | — | 0
		xa-tan-an | II.1 | hoan_thanh | — | 1 | 1
		xa-tan-an | II.2 | dang_thuc_hien | — | — | 2
		xa-tan-an | II.3 | dang_thuc_hien | 0.6 | 0.6 | 1
		xa-tan-an | II.4 | ngoai_ke_hoach | — | — | 0
		xa-tan-thanh | II.1 | chua_bao_cao | — | — | 0
		xa-tan-thanh | II.2 | chua_bao_cao | — | — | 0
		xa-tan-thanh | II.3 | chua_bao_cao | — | — | 0
		xa-tan-thanh | II.4 | chua_bao_cao | — | — | 0
		`)
	wantRows(t, printedRows(answer(t, w, f, TownTasks), "town_task", "done", "in_progress", "not_started", "not_applicable",
		"not_reported", "not_in_plan", "no_report", "overdue"), `
		II.1 | 1 | 0 | 0 | 0 | 3 | 0 | 2 | 0
		II.2 | 0 | 1 | 0 | 0 | 3 | 0 | 2 | 1
		II.3 | 0 | 1 | 0 | 0 | 3 | 0 | 2 | 0
		II.4 | 0 | 0 | 0 | 0 | 3 | 1 | 2 | 0
		`)
	f.Task = "II.2"
	wantRows(t, printedRows(answer(t, w, f, TaskDetail), "unit", "label", "status", "target", "actual", "measure", "place", "submission"), `
		xa-chau-phong |  | chua_bao_cao | — | — |  |  | 11
		xa-le-chanh |  | chua_nop | — | — |  |  | —
		xa-long-an |  | chua_nop | — | — |  |  | —
		xa-phu-loc |  | chua_bao_cao | — | — |  |  | —
		xa-tan-an | 2 | dang_thuc_hien | 8 | 4 | cuộc | NhiemVu!A2 | 5
		xa-tan-an | 4 | dang_thuc_hien | — | — |  | NhiemVu!A4 | 5
		xa-tan-thanh |  | chua_bao_cao | — | — |  |  | —
		`)
}

// One task of the superior plan carried out by several: the word that holds
// whatever the missing statuses are.
func TestTheWordOfACellOfSeveralTasks(t *testing.T) {
	cases := []struct{ statuses, want string }{
		{"hoan_thanh hoan_thanh", "hoan_thanh"},
		{"hoan_thanh_vuot hoan_thanh", "hoan_thanh"},
		{"hoan_thanh_vuot hoan_thanh_vuot", "hoan_thanh_vuot"},
		{"hoan_thanh khong_phat_sinh", "hoan_thanh"},
		{"hoan_thanh chua_thuc_hien", "dang_thuc_hien"},
		{"chua_thuc_hien chua_thuc_hien", "chua_thuc_hien"},
		{"dang_thuc_hien null", "dang_thuc_hien"},
		{"hoan_thanh chua_thuc_hien null", "dang_thuc_hien"},
		{"hoan_thanh null", "chua_bao_cao"},
		{"chua_thuc_hien null", "chua_bao_cao"},
		{"null null", "chua_bao_cao"},
		{"khong_phat_sinh khong_ap_dung", "khong_phat_sinh"},
		{"khong_ap_dung khong_ap_dung", "khong_ap_dung"},
		{"khong_ap_dung null", "chua_bao_cao"},
	}
	w := taskWorld(t)
	for nth, c := range cases { // each in a commune of its own
		unit := fmt.Sprintf("xa-o-%d", nth)
		w.unit(unit, "commune", unit, "tx-tan-chau", "2009-08-24", "2025-07-01")
		s := w.sheet(w.accepted(unit, "2024-6T", "2024-05-08", "2024-05-09"))
		for i, status := range strings.Fields(c.statuses) {
			s.row(taskRow{label: fmt.Sprint(i + 1), town: "II.1", status: strings.TrimPrefix(status, "null")})
		}
	}
	table := answer(t, w, inTown(t, "2024-6T", "2024-05-17"), TaskGrid)
	cells := map[string]int{} // of II.1, by unit
	for row := range table.Rows {
		if table.Value(row, "town_task") == "II.1" {
			cells[word(table.Value(row, "unit"))] = row
		}
	}
	for nth, c := range cases {
		t.Run(c.statuses, func(t *testing.T) {
			row, ok := cells[fmt.Sprintf("xa-o-%d", nth)]
			if !ok {
				t.Fatal("it has no cell")
			}
			if got := table.Value(row, "status"); got != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
			if got, want := table.Value(row, "n_tasks"), int64(len(strings.Fields(c.statuses))); got != want {
				t.Errorf("got %v tasks, want %d", got, want)
			}
		})
	}
}

func TestTasksOfOneUnit(t *testing.T) {
	w := taskWorld(t)
	f := inTown(t, "2024-6T", "2024-05-17")
	if got := answer(t, w, f, UnitTasks); len(got.Rows) != 0 {
		t.Errorf("without a unit: got %d rows, want none", len(got.Rows))
	}
	f.Unit = "xa-tan-an"
	wantRows(t, printedRows(answer(t, w, f, UnitTasks), "label", "town_task", "status", "progress", "target", "actual", "value", "due_on", "overdue"), `
		1 | II.1 | hoan_thanh | — | — | — | 1 | — | —
		2 | II.2 | dang_thuc_hien | — | 8 | 4 | 0.5 | 2024-12-31 | —
		3 | II.3 | dang_thuc_hien | 0.6 | — | — | 0.6 | 2024-12-31 | —
		4 | II.2 | dang_thuc_hien | — | — | — | — | 2024-04-30 | 17
		5 |  | dang_thuc_hien | — | 16 | — | — | — | —
		6 |  | hoan_thanh | — | — | — | 1 | — | —
		`)
	wantRows(t, printedRows(answer(t, w, f, ApRollup), "label", "ap_applicable", "ap_reported", "sum_actual", "sum_target",
		"volume_raw_lower", "volume_capped_per_ap_lower", "share_ap_reached_lower", "share_ap_reached_upper"), `
		5 | 4 | 3 | 14 | 16 | 0.875 | 0.5625 | 0.5 | 0.75
		`)
}

func TestANarrativeIsJoinedWithTheUnitsOwnPlan(t *testing.T) {
	w := taskWorld(t)
	f := inTown(t, "2024-6T", "2024-05-17")
	f.Unit = "xa-chau-phong"
	wantRows(t, printedRows(answer(t, w, f, UnitTasks), "label", "status", "due_on", "overdue"), `
		II.1 | hoan_thanh | — | —
		II.2 | dang_thuc_hien | 2024-04-30 | 17
		II.3 | chua_bao_cao | — | —
		9 | hoan_thanh | — | —
		`)
}

// A second file of the same sending repeats the task: it is one task still.
func TestATaskInTwoFilesOfOneSendingCountsOnce(t *testing.T) {
	w := taskWorld(t)
	id := w.accepted("xa-long-an", "2024-6T", "2024-05-08", "2024-05-09")
	w.sheet(id).says(taskRow{label: "1", status: "dang_thuc_hien"}).says(taskRow{label: "II.9", status: "hoan_thanh"})
	annex := w.sheet(id)
	annex.fileNo = 2
	annex.row(taskRow{label: "1", kind: "higher", target: 8.0, actual: 6.0, status: "dang_thuc_hien"})
	f := inTown(t, "2024-6T", "2024-05-17")
	f.Unit = "xa-long-an"
	wantRows(t, printedRows(answer(t, w, f, UnitTasks), "label", "status", "target", "actual", "value"), `
		1 | dang_thuc_hien | 8 | 6 | 0.75
		`)
}

func TestOverdueTasks(t *testing.T) {
	w := taskWorld(t)
	for _, c := range []struct{ name, period, asOf, want string }{
		{"the day after the report", "2024-6T", "2024-05-17", `
		xa-chau-phong | II.2 | 2024-04-30 | 17
		xa-tan-an | 4 | 2024-04-30 | 17
		`},
		{"on the due day itself nothing is overdue", "2024-6T", "2024-04-30", ""},
		{"looked back at, the year's data date is the last day that counts", "2024-6T", "2026-05-17", `
		xa-chau-phong | II.2 | 2024-04-30 | 158
		xa-tan-an | 4 | 2024-04-30 | 158
		`},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantRows(t, printedRows(answer(t, w, inTown(t, c.period, c.asOf), OverdueTasks), "unit", "label", "due_on", "days_overdue"), c.want)
		})
	}
	// figures without a word: short of the target is overdue, reached is not
	w.sheet(w.accepted("xa-le-chanh", "2024-6T", "2024-05-08", "2024-05-09")).
		row(taskRow{label: "1", kind: "higher", target: 8.0, actual: 4.0, due: "2024-04-30"}).
		row(taskRow{label: "2", kind: "higher", target: 8.0, actual: 8.0, due: "2024-04-30"}).
		row(taskRow{label: "3", due: "2024-04-30"})
	f := inTown(t, "2024-6T", "2024-05-17")
	f.Unit = "xa-le-chanh"
	wantRows(t, printedRows(answer(t, w, f, OverdueTasks), "label"), "1\n")
	// "Chính quyền thân thiện" to 31/12/2024 is never overdue at the year's report
	s := w.sheet(w.accepted("xa-long-an", "2024-N", "2024-10-08", "2024-10-09"))
	s.row(taskRow{label: "3", status: "dang_thuc_hien", progress: 0.66, start: "2024-05-01", due: "2024-12-31"})
	for _, asOf := range []string{"2024-10-17", "2025-02-01"} {
		f := inTown(t, "2024-N", asOf)
		f.Unit = "xa-long-an"
		if got := printedRows(answer(t, w, f, OverdueTasks), "label"); got != "" {
			t.Errorf("%s: got %q overdue, want none", asOf, got)
		}
	}
}

func TestPaceAtTheDataDate(t *testing.T) {
	w := taskWorld(t)
	for _, c := range []struct {
		progress any
		want     string
	}{
		{0.66, "0.6449 | theo_tien_do"},
		{0.75, "0.6449 | som"},
		{0.50, "0.6449 | cham"},
		{nil, "— | —"},
	} {
		clear(t, w.db, "task_target", "task_status")
		s := w.sheet(w.accepted("xa-long-an", "2024-N", "2024-10-08", "2024-10-09"))
		s.row(taskRow{label: "3", status: "dang_thuc_hien", progress: c.progress, start: "2024-05-01", due: "2024-12-31"})
		f := inTown(t, "2024-N", "2024-10-17")
		f.Unit = "xa-long-an"
		wantRows(t, printedRows(answer(t, w, f, Completion), "plan_expected", "pace"), c.want+"\n")
	}
}

func TestFromMidYearToYearsEnd(t *testing.T) {
	w := taskWorld(t)
	f := inTown(t, "2024-6T", "2024-10-25")
	f.Unit = "xa-tan-an"
	keys := []string{"planned", "planned_done", "planned_not_done", "planned_not_reported", "plan_done_lower",
		"plan_done_upper", "unplanned_done", "newly_done", "went_backwards", "lost_report"}
	// 1 reopened, 2 newly done, 3 left the plan, 4 not reported any more, 5 no
	// longer in the list; 6 was never planned
	wantRows(t, printedRows(answer(t, w, f, PeriodProgress), keys...), `
		4 | 1 | 1 | 2 | 0.25 | 0.75 | 1 | 2 | 1 | 4, 5
		`)
	f.AsOf = day(t, "2024-05-17")
	wantRows(t, printedRows(answer(t, w, f, PeriodProgress), keys...), `
		5 | 0 | 0 | 5 | 0 | 1 | 0 |  |  | 
		`)
}

func TestCoverageOfTheTownsPlan(t *testing.T) {
	w := taskWorld(t)
	wantRows(t, printedRows(answer(t, w, inTown(t, "2024-6T", "2024-05-17"), PlanCoverage), "unit", "coverage", "uncovered", "local_initiatives"), `
		xa-chau-phong | — |  | 
		xa-le-chanh | — |  | 
		xa-long-an | — |  | 
		xa-phu-loc | — |  | 
		xa-tan-an | 0.625 | II.4 | 5, 6
		xa-tan-thanh | — |  | 
		`)
	// at the year's end II.3 did not arise, but the plan still covers it; were it
	// not applicable, it would leave
	f := inTown(t, "2024-N", "2024-10-25")
	f.Unit = "xa-tan-an"
	wantRows(t, printedRows(answer(t, w, f, PlanCoverage), "coverage", "uncovered"), "0.75 | II.4\n")
	insert(t, w.db, `update task_status set status = 'khong_ap_dung' where status = 'khong_phat_sinh'`)
	wantRows(t, printedRows(answer(t, w, f, PlanCoverage), "coverage", "uncovered"), "0.6667 | II.4\n")
}

func TestSpecificityOfThePlans(t *testing.T) {
	w := taskWorld(t)
	wantRows(t, printedRows(answer(t, w, inTown(t, "2024-6T", "2024-05-17"), PlanSpecificity), "unit", "tasks", "with_target",
		"with_unit", "with_due", "with_responsible", "target", "quantitative"), `
		xa-chau-phong | 4 | 0 | 0 | 1 | 0 | 0 | no
		xa-le-chanh | 2 | 0 | 0 | 0 | 0 | 0 | no
		xa-tan-an | 6 | 2 | 1 | 3 | 1 | 0.3333 | yes
		`)
}

// What a plan's table says of a task counts for its plan, and is no evidence that
// the task was done (METHOD.md 2.1, 5.8).
func TestAPlanNamesItsEvidence(t *testing.T) {
	w := taskWorld(t)
	w.catalogueRows()
	insert(t, w.db, `update plan_task set responsible = 'UBND xã', evidence = 'Quyết định số 5/QĐ-UBND ngày 01/02/2024' where submission_id in (
		select submission_id from submission_reading where kind = 'plan' and unit_id = 'xa-chau-phong') and label like '%.1'`)
	f := inTown(t, "2024-6T", "2024-05-17")
	wantRows(t, printedRows(answer(t, w, f, PlanSpecificity), "unit", "tasks", "with_responsible", "responsible", "with_evidence", "evidence"), `
		xa-chau-phong | 4 | 1 | 0.25 | 1 | 0.25
		xa-le-chanh | 2 | 0 | 0 | 0 | 0
		xa-tan-an | 6 | 1 | 0.1667 | 0 | 0
		`)
	f.Unit = "xa-chau-phong"
	wantRows(t, printedRows(answer(t, w, f, EvidenceScore), "unit", "n_claimed", "n_without", "evidence_score"), `
		xa-chau-phong | 2 | 2 | 0
		`)
}

func TestTotalsBesideThoseOfAYearBefore(t *testing.T) {
	w := taskWorld(t)
	w.sheet(w.accepted("xa-long-an", "2023-6T", "2023-05-08", "2023-05-09")).
		row(taskRow{label: "1", status: "hoan_thanh"}).
		row(taskRow{label: "2", status: "chua_thuc_hien"})
	// a year ago nothing of it was known yet at this distance from the last day
	w.sheet(w.accepted("xa-tan-an", "2023-6T", "2023-06-08", "2023-06-09")).
		row(taskRow{label: "1", status: "hoan_thanh"})
	keys := []string{"period", "tasks", "applicable", "done", "in_progress", "not_started", "unknown", "overdue", "completed_share"}
	wantRows(t, printedRows(answer(t, w, inTown(t, "2024-6T", "2024-05-17"), CompletionTotals), keys...), `
		2024-6T | 24 | 24 | 4 | 5 | 0 | 15 | 2 | 0.1667
		2023-6T | 2 | 2 | 1 | 0 | 1 | 0 | 0 | 0.5
		`)
}

func TestWeightsAreAllOrNone(t *testing.T) {
	for _, c := range []struct {
		name    string
		weights []any
		want    string // weight_applicable, lower, n_invalid; the first task is done, the second not started
	}{
		{"none given weigh one each", []any{nil, nil}, "2 | 0.5 | 0"},
		{"all given count as given", []any{3.0, 1.0}, "4 | 0.75 | 0"},
		{"one missing refuses them all and is the defect", []any{3.0, nil}, "2 | 0.5 | 1"},
		{"a negative one refuses them all and is the defect", []any{3.0, -1.0}, "2 | 0.5 | 1"},
		{"zero is tracked only", []any{0.0, 1.0}, "1 | 0 | 0"},
		{"nothing but zeros has no share", []any{0.0, 0.0}, "0 | — | 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := tasksHouse(t)
			done, not := "hoan_thanh", "chua_thuc_hien"
			tasks := []caseTask{{Status: &done}, {Status: &not}}
			for i, weight := range c.weights {
				if w, ok := weight.(float64); ok {
					tasks[i].Weight = &w
				}
			}
			stated(t, db, "", tasks)
			row := oneRow(t, db, "achievement", "ap_rollup", "task_value", "completion")
			table := &Table{Columns: []Column{{Key: "w"}, {Key: "l"}, {Key: "n"}},
				Rows: []Row{{Values: []any{row["weight_applicable"], row["lower"], row["n_invalid"]}}}}
			wantRows(t, printedRows(table, "w", "l", "n"), c.want+"\n")
		})
	}
}

func TestATaskIsValuedByItsFigures(t *testing.T) {
	of := func(v float64) *float64 { return &v }
	text := func(s string) *string { return &s }
	for _, c := range []struct {
		name  string
		task  caseTask
		value any
		state any
		bad   bool
	}{
		{"the figure beats the word", caseTask{Type: "higher", Target: of(10), Actual: of(5), Status: text("hoan_thanh")}, 0.5, "hoan_thanh", false},
		{"a figure alone is work in progress", caseTask{Type: "higher", Target: of(10), Actual: of(12)}, 1.0, "dang_thuc_hien", false},
		{"no target to divide by", caseTask{Type: "higher", Actual: of(5), Status: text("dang_thuc_hien")}, nil, "dang_thuc_hien", true},
		{"no target and no word is not reported", caseTask{Type: "higher", Actual: of(5)}, nil, nil, true},
		{"without a figure the word counts", caseTask{Type: "higher", Target: of(10), Status: text("hoan_thanh")}, 1.0, "hoan_thanh", false},
		{"in progress without a figure has no value", caseTask{Status: text("dang_thuc_hien")}, nil, "dang_thuc_hien", false},
		{"a progress above one is one", caseTask{Status: text("dang_thuc_hien"), Progress: of(1.4)}, 1.0, "dang_thuc_hien", false},
		{"binary", caseTask{Type: "binary", Actual: of(0), Status: text("hoan_thanh")}, 0.0, "hoan_thanh", false},
		{"binary neither yes nor no", caseTask{Type: "binary", Actual: of(7)}, nil, nil, true},
		{"nothing arose, whatever the figure", caseTask{Type: "higher", Target: of(10), Actual: of(5), Status: text("khong_phat_sinh")}, nil, "khong_phat_sinh", false},
		{"range below a bound of zero", caseTask{Type: "range", Lo: of(0), Hi: of(5), Actual: of(-1)}, nil, nil, true},
		{"fewer than the target without a baseline", caseTask{Type: "lower", Target: of(2), Actual: of(-1)}, 1.0, "dang_thuc_hien", false},
		{"lower without a target", caseTask{Type: "lower", Actual: of(1)}, nil, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := tasksHouse(t)
			stated(t, db, "", []caseTask{c.task})
			row := oneRow(t, db, "achievement", "ap_rollup", "task_value")
			if row["value"] != c.value || row["state"] != c.state || row["invalid"] != c.bad {
				t.Errorf("got value %v, state %v, invalid %v, want %v, %v, %v",
					row["value"], row["state"], row["invalid"], c.value, c.state, c.bad)
			}
		})
	}
}

func TestRollupsOverAp(t *testing.T) {
	for _, c := range []struct {
		rollup, kind string
		rows         []string // target actual status households, "-" for null
		want         string   // rolled_lower rolled_upper
	}{
		{"sum_capped_per_ap", "higher", []string{"4 9 - -", "4 4 - -", "4 1 - -", "4 - - -", "4 - khong_phat_sinh -"}, "0.5625 | 0.8125"},
		{"", "higher", []string{"4 9 - -", "4 1 - -"}, "0.625 | 0.625"},
		{"share_reached", "higher", []string{"4 9 - -", "4 1 - -", "4 - - -"}, "0.3333 | 0.6667"},
		{"share_reached", "lower", []string{"2 1 - -", "2 4 - -"}, "0.5 | 0.5"},
		{"share_reached", "higher", []string{"4 - hoan_thanh -", "4 - chua_thuc_hien -", "- - - -"}, "0.3333 | 0.6667"},
		{"min", "higher", []string{"4 2 - -", "4 4 - -"}, "0.5 | 0.5"},
		{"min", "higher", []string{"4 2 - -", "4 - - -"}, "0 | 0.5"},
		{"mean_by_households", "higher", []string{"4 4 - 300", "4 0 - 100"}, "0.75 | 0.75"},
		{"mean_by_households", "higher", []string{"4 4 - 300", "4 - - 100"}, "0.75 | 1"},
		{"mean_by_households", "higher", []string{"4 4 - 300", "4 0 - -"}, "— | —"},
		{"sum_capped_per_ap", "higher", []string{"4 4 - -", "- 3 - -"}, "— | —"},
	} {
		t.Run(c.rollup+" "+strings.Join(c.rows, "; "), func(t *testing.T) {
			db := tasksHouse(t)
			for i, row := range c.rows {
				v := strings.Fields(row)
				insert(t, db, `insert into ap_stated values ('u', 'p', '1', $1, $2, $3,
					try_cast($4 as double), try_cast($5 as double), nullif($6, '-'), try_cast($7 as integer))`,
					c.kind, c.rollup, fmt.Sprint(i), v[0], v[1], v[2], v[3])
			}
			row := oneRow(t, db, "ap_rollup")
			table := &Table{Columns: []Column{{Key: "lo"}, {Key: "hi"}},
				Rows: []Row{{Values: []any{row["rolled_lower"], row["rolled_upper"]}}}}
			wantRows(t, printedRows(table, "lo", "hi"), c.want+"\n")
		})
	}
}

func TestHouseholdsOfAnApComeFromTheCatalogue(t *testing.T) {
	w := taskWorld(t)
	insert(t, w.db, `update unit_version set type = 'ấp' where unit_id = 'xa-tan-an.1'`)
	insert(t, w.db, `insert into unit_measure values ('xa-tan-an.1', date '2024-01-01', 321, 1200, null, 'test')`)
	w.sheet(w.accepted("xa-tan-an", "2023-6T", "2023-05-08", "2023-05-09"))
	id := w.accepted("xa-tan-an", "2025-6T", "2025-05-08", "2025-05-09")
	w.sheet(id).row(taskRow{label: "1", kind: "higher", rollup: "mean_by_households"}).
		ap("1", "Ấp Tân Hòa", 4.0, 1.0, "")
	f := inTown(t, "2025-6T", "2025-05-17")
	f.Unit = "xa-tan-an"
	wantRows(t, printedRows(answer(t, w, f, UnitTasks), "label", "value"), "1 | 0.25\n")
}

func TestWhichPlanCounts(t *testing.T) {
	w := taskWorld(t)
	f := inTown(t, "2024-6T", "2024-05-17")
	f.Unit = "xa-le-chanh"
	tasks := func(want string) {
		t.Helper()
		if got := strings.ReplaceAll(printedRows(answer(t, w, f, UnitTasks), "label"), "\n", " "); got != want {
			t.Errorf("got tasks %q, want %q", got, want)
		}
	}
	tasks("II.1 II.2 ")
	newer := w.plan("xa-le-chanh", 2024, "2024-05-02").sets("A")
	tasks("A ")
	w.reviewed(newer.submission, "2024-05-03", "returned", "formal")
	tasks("II.1 II.2 ")
	first := w.plan("xa-le-chanh", 2024, "2024-04-25").sets("B")
	w.reviewed(first.submission, "2024-04-26", "accepted", "")
	w.plan("xa-le-chanh", 2024, "2024-05-10").sets("C")
	tasks("B ")
	f.AsOf = day(t, "2024-04-25")
	tasks("B ") // received that day, the newest read; not yet accepted
	f.AsOf = day(t, "2024-04-24")
	tasks("II.1 II.2 ")
}

func TestSuccessorsAreComparedWithTheirFormerTownsPlan(t *testing.T) {
	w := taskWorld(t)
	w.unit("xa-tan-an-2025", "commune", "Tân An", "tinh-an-giang-2025", "2025-07-01", "")
	w.edge("xa-tan-an", "xa-tan-an-2025", "2025-07-01", 1)
	w.edge("xa-long-an", "xa-tan-an-2025", "2025-07-01", 1)
	w.plan("tx-tan-chau", 2025, "2025-03-01").sets("II.1", "II.2")
	w.sheet(w.accepted("xa-tan-an-2025", "2025-N", "2025-10-08", "2025-10-09")).
		row(taskRow{label: "1", town: "II.1", status: "hoan_thanh"})
	f := inTown(t, "2025-N", "2025-10-17")
	wantRows(t, printedRows(answer(t, w, f, TaskGrid), "unit", "town_task", "status"), `
		xa-tan-an-2025 | II.1 | hoan_thanh
		xa-tan-an-2025 | II.2 | ngoai_ke_hoach
		`)
}

func TestAnOldDayGivesTheOldFigures(t *testing.T) {
	w := taskWorld(t)
	f := inTown(t, "2024-N", "2024-10-15")
	f.Unit = "xa-tan-an"
	want := "dang_thuc_hien\n"
	wantRows(t, printedRows(rowsOf(answer(t, w, f, UnitTasks), "label", "2"), "status"), want)
	f.AsOf = day(t, "2024-10-25")
	wantRows(t, printedRows(rowsOf(answer(t, w, f, UnitTasks), "label", "2"), "status"), "hoan_thanh\n")
	f.AsOf = day(t, "2024-10-21") // received, not accepted yet
	wantRows(t, printedRows(rowsOf(answer(t, w, f, UnitTasks), "label", "2"), "status"), want)
	f.AsOf = day(t, "2024-10-07")
	wantRows(t, printedRows(rowsOf(answer(t, w, f, UnitTasks), "label", "2"), "status"), "chua_nop\n")
}

// rowsOf is a table with the rows that have a value in a column.
func rowsOf(table *Table, key string, value any) *Table {
	out := *table
	out.Rows = nil
	for i, row := range table.Rows {
		if table.Value(i, key) == value {
			out.Rows = append(out.Rows, row)
		}
	}
	return &out
}

func TestTasksAreSeenWithinTheScopeAlone(t *testing.T) {
	w := taskWorld(t)
	for name, question := range taskQuestions {
		t.Run(name, func(t *testing.T) {
			f := inTown(t, "2024-6T", "2024-05-17")
			f.Task = "II.2"
			f.Scope = Scope{}
			for _, f.Unit = range []string{"", "xa-tan-an"} {
				if got := answer(t, w, f, question); len(got.Rows) != 0 || got.N != 0 || got.Sources != 0 {
					t.Errorf("no scope, unit %q: got %d rows, n %d, sources %d, want none", f.Unit, len(got.Rows), got.N, got.Sources)
				}
			}
			f.Scope = ScopeOf("xa-tan-an")
			for _, f.Unit = range []string{"", "xa-tan-an", "xa-chau-phong", "tx-tan-chau"} {
				table := answer(t, w, f, question)
				if f.Unit == "xa-chau-phong" && len(table.Rows) != 0 {
					t.Errorf("another commune: got %d rows, want none", len(table.Rows))
				}
				for i := range table.Rows {
					if unit := table.Value(i, "unit"); unit != nil && unit != "xa-tan-an" {
						t.Errorf("unit %q: got a row of %v", f.Unit, unit)
					}
				}
			}
		})
	}
	for _, kind := range []string{"tasks", "aps", "links"} {
		q := url.Values{"q": {kind}, "period": {"2024-6T"}}
		if got := evidenceOfTasks(t, w, Filter{AsOf: day(t, "2024-05-17")}, q); len(got.Rows) != 0 {
			t.Errorf("evidence %s without scope: got %d rows, want none", kind, len(got.Rows))
		}
	}
}

func evidenceOfTasks(t testing.TB, w *world, f Filter, q url.Values) *Table {
	t.Helper()
	table, err := EvidenceOf(context.Background(), w.asked(), f, q)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// Every number of every question comes out of the rows that its evidence names,
// by the formulas written at evidenceTasks, evidenceAps and evidenceLinks.
func TestEvidenceGivesTheNumber(t *testing.T) {
	w := taskWorld(t)
	w.sheet(w.accepted("xa-long-an", "2023-6T", "2023-05-08", "2023-05-09")).
		row(taskRow{label: "1", kind: "higher", target: 0.0, actual: 3.0, status: "dang_thuc_hien"}).
		row(taskRow{label: "2", status: "chua_thuc_hien", due: "2023-04-30"})
	w.sheet(w.accepted("xa-le-chanh", "2024-N", "2024-10-08", "2024-10-09")).
		row(taskRow{label: "II.1", town: "II.1", kind: "higher", unit: "cuộc", target: 8.0, actual: 4.0, weight: 3.0, status: "dang_thuc_hien", start: "2024-01-01", due: "2024-12-31", responsible: "UBND"}).
		row(taskRow{label: "II.2", town: "II.2", status: "chua_thuc_hien", progress: 0.0, weight: 1.0, start: "2024-01-01", due: "2024-06-30"})
	for name, question := range taskQuestions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checked, seen := map[string]int{}, map[string]*Table{}
			for _, on := range []struct{ period, asOf, unit string }{
				{"2024-6T", "2024-05-17", ""}, {"2024-6T", "2024-05-17", "xa-tan-an"},
				{"2024-N", "2024-10-25", "xa-tan-an"}, {"2024-N", "2024-10-25", "xa-le-chanh"},
			} {
				f := inTown(t, on.period, on.asOf)
				f.Unit, f.Task = on.unit, "II.2"
				table := answer(t, w, f, question)
				for _, c := range table.Columns {
					if c.number() {
						checked[c.Key] += 0
					}
				}
				for i, row := range table.Rows {
					for j, column := range table.Columns {
						if !column.number() || row.Values[j] == nil {
							continue
						}
						checked[column.Key]++
						q, err := url.ParseQuery(string(row.Evidence[j]))
						if err != nil || q.Get("q") == "" {
							t.Errorf("row %d, %s: no evidence (%q, %v)", i, column.Key, row.Evidence[j], err)
							continue
						}
						key := f.AsOf.String() + " " + string(row.Evidence[j])
						if seen[key] == nil {
							seen[key] = evidenceOfTasks(t, w, f, q)
							hasPlaces(t, key, seen[key])
						}
						want := numberOr(row.Values[j])
						got, made := recomputed(table, i, j, seen[key], q)
						if !made || math.IsNaN(got) || math.Abs(got-want) > 1e-9 {
							t.Errorf("%v, %s: the rows of %s give %v, the table says %v\n%s", row.Values[0], column.Key, key, got, want,
								printedRows(seen[key], "what", "value", "weight_applicable", "plan_expected", "state"))
						}
					}
				}
			}
			for key, n := range checked {
				if n == 0 {
					t.Errorf("%s: no number was checked", key)
				}
			}
		})
	}
}

// hasPlaces holds that every row of evidence leads to a cell of a file.
func hasPlaces(t *testing.T, name string, rows *Table) {
	t.Helper()
	for i := range rows.Rows {
		if rows.Value(i, "submission") == nil || rows.Value(i, "place") == "" || rows.Value(i, "printed") == "" {
			t.Errorf("%s: row %d of the evidence has no place", name, i)
		}
	}
}

// numberOr is a number of an answer, NaN when it is not known.
func numberOr(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return math.NaN()
}

// Whatever a report says, the point lies between its bounds and these between 0
// and 1; what is known and what is open make up the whole.
func TestBoundsHold(outer *testing.T) {
	db := tasksHouse(outer)
	word := rapid.SampledFrom([]string{"", "chua_thuc_hien", "dang_thuc_hien", "hoan_thanh", "hoan_thanh_vuot", "khong_phat_sinh", "khong_ap_dung"})
	kind := rapid.SampledFrom([]string{"status", "higher", "lower", "range", "binary"})
	figure := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(-3, 30), rapid.Map(rapid.IntRange(0, 20), func(n int) float64 { return float64(n) }))
	weight := rapid.OneOf(rapid.Float64Range(0, 5), rapid.Float64Range(0, 1e-9), rapid.Just(0.1))
	rapid.Check(outer, func(t *rapid.T) {
		maybe := func(g *rapid.Generator[float64], name string) *float64 {
			if !rapid.Bool().Draw(t, "has "+name) {
				return nil
			}
			v := g.Draw(t, name)
			return &v
		}
		weighted := rapid.Bool().Draw(t, "weighted")
		tasks := make([]caseTask, rapid.IntRange(1, 7).Draw(t, "tasks"))
		for i := range tasks {
			c := caseTask{Type: kind.Draw(t, "type"), Target: maybe(figure, "target"), Baseline: maybe(figure, "baseline"),
				Lo: maybe(figure, "lo"), Hi: maybe(figure, "hi"), Actual: maybe(figure, "actual"), Progress: maybe(figure, "progress")}
			if s := word.Draw(t, "status"); s != "" {
				c.Status = &s
			}
			if weighted {
				v := weight.Draw(t, "weight")
				c.Weight = &v
			}
			tasks[i] = c
		}
		if _, err := db.Exec("delete from task_stated"); err != nil {
			t.Fatal(err)
		}
		stated(outer, db, "2024-05-17", tasks)
		row := oneRow(outer, db, "achievement", "ap_rollup", "task_value", "completion")
		if row["weight_applicable"] == 0.0 {
			for _, key := range []string{"coverage", "lower", "upper", "point", "completed_share"} {
				if row[key] != nil {
					t.Fatalf("%s of nothing: got %v, want null", key, row[key])
				}
			}
			return
		}
		lower, upper := row["lower"].(float64), row["upper"].(float64)
		if !(0 <= lower && lower <= upper && upper <= 1) {
			t.Fatalf("got bounds %v to %v", lower, upper)
		}
		if point, ok := row["point"].(float64); ok && !(lower <= point && point <= upper) {
			t.Fatalf("got point %v outside %v to %v", point, lower, upper)
		}
		counts := 0.0
		for _, key := range []string{"n_done", "n_in_progress", "n_not_started", "n_not_applicable", "n_not_reported"} {
			counts += row[key].(float64)
		}
		if counts != row["n_tasks"] {
			t.Fatalf("the counts add up to %v of %v tasks", counts, row["n_tasks"])
		}
	})
}
