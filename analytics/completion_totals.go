package analytics

import (
	"context"
	"database/sql"
)

// CompletionTotals counts the communes' tasks of f.Period and, beneath, of the
// same report type a year before, seen at the same distance from its last day
// (METHOD.md 2.3). completed_share is done over applicable: a lower bound while
// anything is unknown.
func CompletionTotals(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "tong-nhiem-vu", Method: "2.3", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "period", Kind: Label, Format: PeriodID},
		{Key: "tasks", Kind: Fact, Format: Integer},
		{Key: "applicable", Kind: Fact, Format: Integer},
		{Key: "done", Kind: Fact, Format: Integer},
		{Key: "in_progress", Kind: Fact, Format: Integer},
		{Key: "not_started", Kind: Fact, Format: Integer},
		{Key: "unknown", Kind: Fact, Format: Integer},
		{Key: "overdue", Kind: Fact, Format: Integer},
		{Key: "completed_share", Kind: Fact, Format: Share},
	}}
	views, err := periodViews(ctx, db, f)
	if err != nil {
		return nil, err
	}
	return t, t.fillEach(views, func(view Filter) (*sql.Rows, error) {
		return ask(ctx, db, taskParams(view), taskSteps("completion", "completion_totals.sql")...)
	}, func(view Filter) evidenceOf {
		return func(key string, of func(string) any) Evidence {
			e := statusCounts[key]
			if key == "completed_share" {
				e.Only = "applicable"
			}
			e.Period, e.Unit = view.Period, f.Unit
			if view.AsOf != f.AsOf {
				e.AsOf = view.AsOf
			}
			return e.Evidence()
		}
	})
}
