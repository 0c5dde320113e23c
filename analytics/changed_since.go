package analytics

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"danbiet/data"
)

// ChangedSince lists every figure that differs at f.AsOf from what it was at the
// end of f.Since, old and new, with what changed it and when: a new report, a new
// version, a correction, a return, a new plan, a reading made anew, a list of
// units, a policy (METHOD.md 4.10). Of f.Period, of all periods when that is "".
//
// A value of a figure is the figure, of a task how far it is (0 to 1); states are
// those of tasks, and the words of what has no number.
func ChangedSince(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "so-lieu-thay-doi", Method: "4.10", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "period", Kind: Label, Format: PeriodID},
		{Key: "change", Kind: Label, Format: Code},
		{Key: "what", Kind: Label, Format: Text},
		{Key: "value_before", Kind: Fact, Format: Decimal},
		{Key: "value_after", Kind: Fact, Format: Decimal},
		{Key: "state_before", Kind: Fact, Format: Code},
		{Key: "state_after", Kind: Fact, Format: Code},
		{Key: "cause", Kind: Label, Format: Code},
		{Key: "changed_on", Kind: Label, Format: Date},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	then, params, err := sinceThen(ctx, db, f)
	if err != nil || params == nil {
		return t, err
	}
	changed, err := changedReports(ctx, db, params)
	if err != nil {
		return nil, err
	}
	then["changed"] = changed
	if params["figures_then"], err = handed(ctx, db, then, taskSteps("figure", "figures_then.sql")...); err != nil {
		return nil, err
	}
	if params["tasks_then"], err = handed(ctx, db, then, taskSteps("tasks_then.sql")...); err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, taskSteps("figure", "report_standing", "standing_then", "report_change", "changed_since.sql")...)
	if err != nil {
		return nil, err
	}
	since, _ := data.ParseDay(then["as_of"].(string))
	return t, t.fill(rows, changedEvidence(since))
}

// changedEvidence is what a figure stands on now and what it stood on then.
func changedEvidence(since data.Day) evidenceOf {
	return func(key string, of func(string) any) Evidence {
		on := data.Day(0)
		if key == "value_before" {
			on = since
		}
		if word(of("change")) == "task" {
			return taskEvidence{Period: word(of("period")), Unit: word(of("unit")), Label: word(of("what")), AsOf: on}.Evidence()
		}
		return figureChoice{Period: word(of("period")), Unit: word(of("unit")), Num: word(of("what")), AsOf: on}.Evidence()
	}
}

// ReportsChangedSince lists every report of f.Period (of all periods when that is
// "") that stands otherwise at f.AsOf than at the end of f.Since: its state then
// and now, by what, when, and by which sending (METHOD.md 4.10).
func ReportsChangedSince(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "bao-cao-thay-doi", Method: "4.10", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "period", Kind: Label, Format: PeriodID},
		{Key: "state_before", Kind: Fact, Format: Code},
		{Key: "state_after", Kind: Fact, Format: Code},
		{Key: "cause", Kind: Label, Format: Code},
		{Key: "changed_on", Kind: Label, Format: Date},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	_, params, err := sinceThen(ctx, db, f)
	if err != nil || params == nil {
		return t, err
	}
	rows, err := ask(ctx, db, params, taskSteps("report_standing", "standing_then", "report_change", "reports_changed_since.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}

// beforeAll is a day on which nothing was known.
var beforeAll = data.Date(1900, 1, 1)

// sinceThen are the parameters of both days of f, those of now with how reports
// stood then; nil when f.Since is not before f.AsOf.
func sinceThen(ctx context.Context, db DB, f Filter) (then, now map[string]any, err error) {
	before := f
	if before.AsOf = f.Since; f.Since == 0 {
		before.AsOf = beforeAll
	}
	if before.AsOf >= f.AsOf {
		return nil, nil, nil
	}
	periods := []string{f.Period}
	if f.Period == "" {
		if periods, err = texts(ctx, db, nil, "every_period.sql"); err != nil {
			return nil, nil, err
		}
	}
	then = taskParams(before, periods...)
	standing, err := handed(ctx, db, then, taskSteps("report_standing", "standing.sql")...)
	if err != nil {
		return nil, nil, err
	}
	now = with(taskParams(f, periods...), "standing_then", standing)
	return then, with(now, "since", before.AsOf.String()), nil
}

// changedReports are the reports whose figures or plan changed, as the parameter
// $changed.
func changedReports(ctx context.Context, db DB, params map[string]any) (string, error) {
	list, err := texts(ctx, db, params, taskSteps("report_standing", "standing_then", "report_change", "changed_reports.sql")...)
	return strings.Join(list, ","), err
}

// texts are the answers of a question of one column of text.
func texts(ctx context.Context, db DB, params map[string]any, steps ...string) ([]string, error) {
	rows, err := ask(ctx, db, params, steps...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("%s: %w", steps[len(steps)-1], err)
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// handed is the answer to a question of one day as JSON, to be compared with
// another day's.
func handed(ctx context.Context, db DB, params map[string]any, steps ...string) (string, error) {
	rows, err := ask(ctx, db, params, steps...)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	list, err := rowMaps(rows)
	if err != nil {
		return "", fmt.Errorf("%s: %w", steps[len(steps)-1], err)
	}
	b, err := json.Marshal(list)
	return string(b), err
}

func rowMaps(rows *sql.Rows) ([]map[string]any, error) {
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	list := []map[string]any{}
	for rows.Next() {
		raw, into := make([]any, len(names)), make([]any, len(names))
		for i := range raw {
			into[i] = &raw[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		row := make(map[string]any, len(names))
		for i, name := range names {
			row[name] = plain(raw[i])
		}
		list = append(list, row)
	}
	return list, rows.Err()
}
