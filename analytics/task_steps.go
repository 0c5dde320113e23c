package analytics

import (
	"net/url"
	"strings"

	"danbiet/data"
)

// taskSteps are the steps up to the value of every task and the links to the
// superior plan, over the periods of taskParams.
func taskSteps(more ...string) []string {
	steps := obligationSteps("counted_report", "task_period", "completion_policy",
		"plan_counted", "superior_unit", "plan_superior", "task_scope", "plan_line", "town_task",
		"task_stated", "achievement", "ap_stated", "ap_rollup", "task_value",
		"link_counted", "unit_order")
	return append(steps, more...)
}

// taskParams are the parameters of taskSteps: those of the filter, and the
// periods, f.Period when none is given.
func taskParams(f Filter, periods ...string) map[string]any {
	if len(periods) == 0 {
		periods = []string{f.Period}
	}
	joined := strings.Join(periods, ",")
	return with(with(f.params(), "periods", joined), "of_periods", joined)
}

// taskEvidence is a choice of tasks, ấp or links, and which number of each is
// added up: the query that EvidenceOf answers with the kinds "tasks", "aps" and
// "links". Empty fields choose everything.
type taskEvidence struct {
	Kind   string // tasks, aps, links
	Period string // a period, or two joined by a comma
	Unit   string
	AsOf   data.Day // of the filter when zero
	Town   string   // label of a task of the superior plan
	Label  string   // label of the unit's own task
	Status string   // statuses of tasks, joined by commas
	Cell   string   // statuses of a unit with a task of the superior plan
	Only   string   // applicable, defect, overdue, settled (done or overdue), planned, unplanned, or a thing given: target, measure, due, responsible
	What   string   // the number of a task: value when empty, progress, target, actual, days_overdue, has_target and its like
}

// Evidence is the query string; keys in alphabetical order, so that equal
// choices are equal strings.
func (e taskEvidence) Evidence() Evidence {
	q := url.Values{"q": {e.Kind}}
	if e.Kind == "" {
		q.Set("q", "tasks")
	}
	for key, value := range map[string]string{
		"period": e.Period, "unit": e.Unit, "as_of": e.AsOf.String(), "town_task": e.Town,
		"label": e.Label, "status": e.Status, "cell": e.Cell, "only": e.Only,
		"what": e.What,
	} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return Evidence(strings.ReplaceAll(q.Encode(), "%2C", ","))
}

// word is a value of an SQL row as text, "" when it is null.
func word(v any) string {
	s, _ := v.(string)
	return s
}

// Statuses of tasks, as groups (METHOD.md 2.3).
const (
	doneStatuses          = "hoan_thanh,hoan_thanh_vuot"
	notApplicableStatuses = "khong_phat_sinh,khong_ap_dung"
	unknownStatuses       = "chua_bao_cao,chua_nop"
)

// statusCounts says which tasks each count of tasks counts.
var statusCounts = map[string]taskEvidence{
	"done":             {Status: doneStatuses},
	"in_progress":      {Status: "dang_thuc_hien"},
	"not_started":      {Status: "chua_thuc_hien"},
	"not_applicable":   {Status: notApplicableStatuses},
	"not_reported":     {Status: unknownStatuses},
	"unknown":          {Status: unknownStatuses},
	"applicable":       {Only: "applicable"},
	"invalid":          {Only: "defect"},
	"overdue":          {Only: "overdue"},
	"with_target":      {Only: "target"},
	"with_unit":        {Only: "measure"},
	"with_due":         {Only: "due"},
	"with_responsible": {Only: "responsible"},
	"with_evidence":    {Only: "evidence"},
}
