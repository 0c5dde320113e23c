package analytics

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// taskCases are the measures of sections 2.1 to 2.7. Each fills by hand the
// relation that a step reads and runs the steps that the pages run.
var taskCases = map[string]measured{
	"achievement":       achievementCase,
	"completion":        completionCase,
	"ap_rollup":         apRollupCase,
	"expected_progress": expectedProgressCase,
	"schedule_gap":      scheduleGapCase,
	"plan_coverage":     planCoverageCase,
	"period_progress":   periodProgressCase,
	"plan_specificity":  planSpecificityCase,
}

// caseTask is a task as cases write it.
type caseTask struct {
	ID          any      `json:"id"`
	Type        string   `json:"type"`
	Status      *string  `json:"status"`
	Progress    *float64 `json:"progress"`
	Target      *float64 `json:"target"`
	Baseline    *float64 `json:"baseline"`
	Lo          *float64 `json:"lo"`
	Hi          *float64 `json:"hi"`
	Actual      *float64 `json:"actual"`
	Weight      *float64 `json:"weight"`
	Start       string   `json:"start"`
	Due         string   `json:"due"`
	Unit        string   `json:"unit"`
	Responsible string   `json:"responsible"`
	Evidence    string   `json:"evidence"`
	Rollup      string   `json:"rollup"`

	Milestones []caseMilestone `json:"milestones"`
}

type caseMilestone struct {
	On    string  `json:"on"`
	Share float64 `json:"share"`
}

// label is the task's id as text, its place in the list when it has none.
func (c caseTask) label(at int) string {
	if c.ID == nil {
		return fmt.Sprint(at + 1)
	}
	return fmt.Sprint(c.ID)
}

// tasksHouse is a DuckDB with the relations that the steps of tasks read, empty,
// but for the policy of the program.
func tasksHouse(t testing.TB) *sql.DB {
	t.Helper()
	db := emptyHouse(t)
	insert(t, db, `
		create table completion_policy as
			select 'p' as period_id, 'hoan-thanh' as policy_id, 0.7 as min_coverage, true as cap,
			       1.0 as default_weight, 0.1 as pace_ahead, -0.1 as pace_behind,
			       1.0 as coverage_full, 0.5 as coverage_partial, 0.0 as coverage_none;
		create table task_stated (
			unit_id varchar, period_id varchar, year integer, judged_on date, data_to date,
			unsent boolean, report_id bigint, source varchar, ordinal integer, label varchar,
			title varchar, text varchar, type varchar, unit varchar, target double,
			baseline double, lo double, hi double, weight double, starts_on date, due_on date,
			responsible varchar, evidence varchar, rollup varchar, status varchar,
			progress double, actual double, note varchar, submission_id bigint,
			file_no integer, cell_no integer, planned boolean);
		create table ap_stated (
			unit_id varchar, period_id varchar, label varchar, type varchar, rollup varchar,
			ap varchar, target double, actual double, status varchar, households integer);
		create table milestone (
			unit_id varchar, period_id varchar, label varchar, due_on date, share double,
			submission_id bigint, file_no integer, cell_no integer);
		create table town_task_owed (
			unit_id varchar, period_id varchar, town_label varchar, ordinal integer,
			weight double, applicable boolean, links_stated boolean);
		create table link_counted (
			unit_id varchar, period_id varchar, label varchar, town_label varchar, coverage varchar);
		create table task_pair (
			unit_id varchar, label varchar, ordinal integer, planned boolean,
			sk varchar, tk varchar, year_reported boolean)`)
	return db
}

// stated writes the tasks of the unit "u" in the period "p", judged on asOf.
func stated(t testing.TB, db *sql.DB, asOf string, tasks []caseTask) {
	t.Helper()
	for i, c := range tasks {
		insert(t, db, `insert into task_stated values (
			'u', 'p', 2024, cast(nullif($1, '') as date), cast(nullif($1, '') as date), false, 1,
			'report', $2, $3, $3, $3, case when $4 = '' then 'status' else $4 end, $5, $6, $7, $8, $9, $10,
			cast(nullif($11, '') as date), cast(nullif($12, '') as date), $13, $18, $14,
			$15, $16, $17, '', 1, 1, $2, true)`,
			asOf, i, c.label(i), c.Type, c.Unit, c.Target, c.Baseline, c.Lo, c.Hi, c.Weight,
			c.Start, c.Due, c.Responsible, c.Rollup, c.Status, c.Progress, c.Actual, c.Evidence)
		for _, m := range c.Milestones {
			insert(t, db, `insert into milestone values ('u', 'p', $1, cast($2 as date), $3, 1, 1, 1)`, c.label(i), m.On, m.Share)
		}
	}
}

// oneRow is the only row of steps, or a row of nulls.
func oneRow(t testing.TB, db DB, steps ...string) map[string]any {
	t.Helper()
	rows := askRows(t, db, nil, steps...)
	switch len(rows) {
	case 0:
		return map[string]any{}
	case 1:
		return rows[0]
	}
	t.Fatalf("%s: got %d rows, want one", steps[len(steps)-1], len(rows))
	return nil
}

func achievementCase(t *testing.T, in caseInput) any {
	var c struct {
		Tasks []caseTask `json:"tasks"`
	}
	into(t, in.value, &c)
	db := tasksHouse(t)
	stated(t, db, "", c.Tasks)
	out := []any{}
	for _, row := range inOrder(askRows(t, db, nil, "achievement")) {
		out = append(out, map[string]any{
			"id": c.Tasks[len(out)].ID, "raw": row["raw"], "capped": row["capped"]})
	}
	return out
}

// inOrder puts rows in the order in which their tasks were written.
func inOrder(rows []map[string]any) []map[string]any {
	sorted := make([]map[string]any, len(rows))
	for _, row := range rows {
		sorted[int(row["ordinal"].(float64))] = row
	}
	return sorted
}

func completionCase(t *testing.T, in caseInput) any {
	var c struct {
		Tasks       []caseTask `json:"tasks"`
		AsOf        string     `json:"as_of"`
		MinCoverage *float64   `json:"min_coverage"`
	}
	into(t, in.value, &c)
	db := tasksHouse(t)
	stated(t, db, c.AsOf, c.Tasks)
	if c.MinCoverage != nil {
		insert(t, db, `update completion_policy set min_coverage = $1`, *c.MinCoverage)
	}
	steps := []string{"achievement", "ap_rollup", "task_value", "completion"}
	out := oneRow(t, db, steps...)
	out["capped"] = out["point"]
	insert(t, db, `update completion_policy set cap = false`)
	out["uncapped"] = oneRow(t, db, steps...)["point"]
	return out
}

func apRollupCase(t *testing.T, in caseInput) any {
	var c struct {
		Rows []struct {
			Ap         string   `json:"ap"`
			Target     *float64 `json:"target"`
			Actual     *float64 `json:"actual"`
			Status     *string  `json:"status"`
			Households *int     `json:"households"`
		} `json:"rows"`
		Rollup string `json:"rollup"`
		Type   string `json:"type"`
	}
	into(t, in.value, &c)
	if c.Type == "" {
		c.Type = "higher"
	}
	db := tasksHouse(t)
	for _, r := range c.Rows {
		insert(t, db, `insert into ap_stated values ('u', 'p', '1', $1, $2, $3, $4, $5, $6, $7)`,
			c.Type, c.Rollup, r.Ap, r.Target, r.Actual, r.Status, r.Households)
	}
	return oneRow(t, db, "ap_rollup")
}

func expectedProgressCase(t *testing.T, in caseInput) any {
	return each(in.value, func(v any) any {
		var c struct {
			Start      string          `json:"start"`
			Due        string          `json:"due"`
			AsOf       string          `json:"as_of"`
			Milestones []caseMilestone `json:"milestones"`
		}
		into(t, v, &c)
		db := tasksHouse(t)
		stated(t, db, c.AsOf, []caseTask{{Start: c.Start, Due: c.Due, Milestones: c.Milestones}})
		return oneRow(t, db, "expected_progress")["expected"]
	})
}

func scheduleGapCase(t *testing.T, in caseInput) any {
	var c struct {
		Tasks       []caseTask `json:"tasks"`
		AsOf        string     `json:"as_of"`
		MinCoverage *float64   `json:"min_coverage"`
	}
	into(t, in.value, &c)
	db := tasksHouse(t)
	stated(t, db, c.AsOf, c.Tasks)
	if c.MinCoverage != nil {
		insert(t, db, `update completion_policy set min_coverage = $1`, *c.MinCoverage)
	}
	out := oneRow(t, db, "achievement", "ap_rollup", "task_value", "expected_progress", "schedule_gap")
	of := map[any]any{}
	for _, row := range askRows(t, db, nil, "expected_progress") {
		of[row["label"]] = row["expected"]
	}
	expected := []any{}
	for i, task := range c.Tasks {
		expected = append(expected, of[task.label(i)])
	}
	out["expected"] = expected
	return out
}

// labels are a list of labels as the steps write it, with each label as the
// case's own id.
func labels(list any, ids map[string]any) []any {
	out := []any{}
	if text := word(list); text != "" {
		for _, label := range strings.Split(text, ", ") {
			out = append(out, ids[label])
		}
	}
	return out
}

func planCoverageCase(t *testing.T, in caseInput) any {
	var c struct {
		TownTasks []struct {
			ID         string   `json:"id"`
			Weight     *float64 `json:"weight"`
			Applicable *bool    `json:"applicable"`
		} `json:"town_tasks"`
		Edges []struct {
			TownTask    string `json:"town_task"`
			CommuneTask string `json:"commune_task"`
			Coverage    string `json:"coverage"`
		} `json:"edges"`
		CommuneTasks []any `json:"commune_tasks"`
	}
	into(t, in.value, &c)
	db := tasksHouse(t)
	ids := map[string]any{}
	for i, task := range c.TownTasks {
		ids[task.ID] = task.ID
		insert(t, db, `insert into town_task_owed values ('u', 'p', $1, $2, coalesce($3, 1), coalesce($4, true), true)`,
			task.ID, i, task.Weight, task.Applicable)
	}
	for _, e := range c.Edges {
		insert(t, db, `insert into link_counted values ('u', 'p', $1, $2, $3)`, e.CommuneTask, e.TownTask, e.Coverage)
	}
	var own []caseTask
	for _, id := range c.CommuneTasks {
		ids[fmt.Sprint(id)] = id
		own = append(own, caseTask{ID: id})
	}
	stated(t, db, "", own)
	out := oneRow(t, db, "plan_coverage")
	out["uncovered"] = labels(out["uncovered"], ids)
	out["local_initiatives"] = labels(out["local_initiatives"], ids)
	return out
}

func periodProgressCase(t *testing.T, in caseInput) any {
	var c struct {
		Planned []struct {
			ID any     `json:"id"`
			Sk *string `json:"sk"`
			Tk *string `json:"tk"`
		} `json:"planned"`
		UnplannedDone int `json:"unplanned_done"`
	}
	into(t, in.value, &c)
	db := tasksHouse(t)
	ids := map[string]any{}
	for i, task := range c.Planned {
		label := fmt.Sprint(task.ID)
		ids[label] = task.ID
		insert(t, db, `insert into task_pair values ('u', $1, $2, true, $3, $4, true)`, label, i, task.Sk, task.Tk)
	}
	for i := range c.UnplannedDone {
		insert(t, db, `insert into task_pair values ('u', $1, $2, false, 'hoan_thanh', 'hoan_thanh', true)`,
			fmt.Sprintf("unplanned %d", i), 100+i)
	}
	out := oneRow(t, db, "period_progress")
	for _, key := range []string{"newly_done", "went_backwards", "lost_report"} {
		out[key] = labels(out[key], ids)
	}
	return out
}

// planSpecificityCase writes as many tasks as the case counts, the first of them
// with a target, a unit of measure and so on.
func planSpecificityCase(t *testing.T, in caseInput) any {
	var c struct {
		Tasks           int `json:"tasks"`
		WithTarget      int `json:"with_target"`
		WithUnit        int `json:"with_unit"`
		WithDue         int `json:"with_due"`
		WithResponsible int `json:"with_responsible"`
		WithEvidence    int `json:"with_evidence"`
	}
	into(t, in.value, &c)
	tasks := make([]caseTask, c.Tasks)
	for i := range tasks {
		if i < c.WithTarget {
			eight := 8.0
			tasks[i].Target = &eight
		}
		if i < c.WithUnit {
			tasks[i].Unit = "cuộc"
		}
		if i < c.WithDue {
			tasks[i].Due = "2024-12-31"
		}
		if i < c.WithResponsible {
			tasks[i].Responsible = "UBND xã"
		}
		if i < c.WithEvidence {
			tasks[i].Evidence = "Quyết định"
		}
	}
	db := tasksHouse(t)
	stated(t, db, "", tasks)
	out := oneRow(t, db, "plan_specificity")
	out["unit"], out["quantitative_completion_available"] = out["measure"], out["quantitative"]
	return out
}
