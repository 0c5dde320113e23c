package analytics

import (
	"context"
	"strings"
)

// Completion says how far every unit's plan is at its report of f.Period:
// coverage, bounds, a point value where enough is known, the counts of statuses,
// and the pace at the report's data date (METHOD.md 2.3, 2.5). Counts of
// statuses add up to n_tasks; n_invalid and n_overdue stand beside them.
func Completion(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "hoan-thanh", Method: "2.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "n_tasks", Kind: Fact, Format: Integer},
		{Key: "weight_applicable", Kind: Fact, Format: Decimal},
		{Key: "coverage", Kind: Fact, Format: Share},
		{Key: "lower", Kind: Fact, Format: Share},
		{Key: "upper", Kind: Fact, Format: Share},
		{Key: "point", Kind: Estimate, Format: Share},
		{Key: "completed_share", Kind: Fact, Format: Share},
		{Key: "n_done", Kind: Fact, Format: Integer},
		{Key: "n_in_progress", Kind: Fact, Format: Integer},
		{Key: "n_not_started", Kind: Fact, Format: Integer},
		{Key: "n_not_applicable", Kind: Fact, Format: Integer},
		{Key: "n_not_reported", Kind: Fact, Format: Integer},
		{Key: "n_invalid", Kind: Fact, Format: Integer},
		{Key: "n_overdue", Kind: Fact, Format: Integer},
		{Key: "plan_expected", Kind: Estimate, Format: Share},
		{Key: "plan_progress", Kind: Estimate, Format: Share},
		{Key: "gap_points", Kind: Estimate, Format: Points},
		{Key: "pace", Kind: Judgement, Format: Code},
		{Key: "data_to", Kind: Fact, Format: Date},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, taskParams(f),
		taskSteps("completion", "milestone", "expected_progress", "schedule_gap", "completion.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := statusCounts[strings.TrimPrefix(key, "n_")]
		e.Period, e.Unit = f.Period, word(of("unit"))
		return e.Evidence()
	})
}
