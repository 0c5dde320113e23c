package analytics

import (
	"context"
	"fmt"
	"strings"
)

// PeriodProgress compares the reports of the year of f.Period, mid-year and
// year's end, unit by unit (METHOD.md 2.6). The last three columns list labels
// of tasks, joined by ", ". Units merged within the year have a row each, with
// the reports that each owed.
func PeriodProgress(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "so-ket-tong-ket", Method: "2.6", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "planned", Kind: Fact, Format: Integer},
		{Key: "planned_done", Kind: Fact, Format: Integer},
		{Key: "planned_not_done", Kind: Fact, Format: Integer},
		{Key: "planned_not_reported", Kind: Fact, Format: Integer},
		{Key: "plan_done_lower", Kind: Fact, Format: Share},
		{Key: "plan_done_upper", Kind: Fact, Format: Share},
		{Key: "unplanned_done", Kind: Fact, Format: Integer},
		{Key: "newly_done", Kind: Fact, Format: Text},
		{Key: "went_backwards", Kind: Fact, Format: Text},
		{Key: "lost_report", Kind: Fact, Format: Text},
	}}
	periods, err := yearPeriods(ctx, db, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, taskParams(f, periods...),
		taskSteps("task_pair", "period_progress", "period_progress.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := taskEvidence{Period: strings.Join(periods, ","), Unit: word(of("unit")), Only: "planned"}
		if key == "unplanned_done" {
			e.Only = "unplanned"
		}
		return e.Evidence()
	})
}

// yearPeriods are the keys of the periods of the year of f.Period.
func yearPeriods(ctx context.Context, db DB, f Filter) ([]string, error) {
	rows, err := ask(ctx, db, f.params(), "year_periods.sql")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	periods := []string{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("periods of the year of %s: %w", f.Period, err)
		}
		periods = append(periods, id)
	}
	if len(periods) == 0 {
		periods = append(periods, f.Period)
	}
	return periods, rows.Err()
}
