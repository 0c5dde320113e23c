package analytics

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"danbiet/data"
)

// evidenceTasks lists the tasks that a number of completion stands on, each with
// the place that says how it stands (or, when nothing is said, where the plan
// sets it).
//
// A count of tasks is the number of rows. A count of communes (a column of
// TownTasks) is the number of different units. A number of one task is the value
// of its one row. Over the rows that have a weight w, with value v (null: not
// known) and plan_expected e:
//
//	weight_applicable   sum of w
//	coverage            sum of w where v is known / sum of w
//	lower, upper        sum of w·v, an unknown v as 0 or as 1 / sum of w
//	point               sum of w·v / sum of w where v is known
//	completed_share     sum of w where the state is done / sum of w
//	plan_expected       sum of w·e / sum of w, where both v and e are known
//	plan_progress       sum of w·v / sum of w, where both v and e are known
//	gap_points          plan_progress − plan_expected
//
// milestones are those that a task's plan_expected steps along, with their place;
// none where it is linear.
//
// Sơ kết → tổng kết counts different labels by the row of the year's period; a
// share of specificity is the mean of what=has_target and so on over all rows.
func evidenceTasks(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	return taskEvidenceTable(ctx, db, f, q, "2.3",
		slices.Insert(slices.Clone(evidenceColumns), 4,
			Column{Key: "weight_applicable", Kind: Fact, Format: Decimal},
			Column{Key: "plan_expected", Kind: Estimate, Format: Share},
			Column{Key: "milestones", Kind: Label, Format: Text}),
		"milestone", "expected_progress", "task_cell", "evidence_tasks.sql")
}

// evidenceAps lists what each ấp reported of a task: value is the actual, beside
// its target. ap_applicable is the number of rows whose state does not set the
// ấp aside, the sums are over those rows, and an ấp has reached its target when
// its value is at least that.
func evidenceAps(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	return taskEvidenceTable(ctx, db, f, q, "2.4",
		slices.Insert(slices.Clone(evidenceColumns), 4,
			Column{Key: "target", Kind: Fact, Format: Decimal}),
		"evidence_aps.sql")
}

// evidenceLinks lists the links of a unit's tasks to the superior plan. The
// coverage is the sum over the different tasks of the superior plan (what) of
// their best value, divided by their number.
func evidenceLinks(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	return taskEvidenceTable(ctx, db, f, q, "2.7", evidenceColumns,
		"town_task_owed", "evidence_links.sql")
}

func taskEvidenceTable(ctx context.Context, db DB, f Filter, q url.Values, method string, columns []Column, steps ...string) (*Table, error) {
	if on, err := data.ParseDay(q.Get("as_of")); err == nil {
		f.AsOf = on
	}
	f.Period, f.Unit = q.Get("period"), q.Get("unit")
	t := &Table{Name: "can-cu", Method: method, AsOf: f.AsOf, Columns: columns}
	params := taskParams(f, strings.Split(f.Period, ",")...)
	for _, name := range []string{"town_task", "label", "status", "cell", "only", "what"} {
		params[name] = q.Get(name)
	}
	rows, err := ask(ctx, db, params, taskSteps(steps...)...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
