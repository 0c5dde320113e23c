package analytics

import "context"

// BulkArrival says how the reports of f.Period came in: how many of those on
// time on their last day, and how many at most within one hour (METHOD.md 5.7).
// It is a fact about the receiving office's work and no fault of anybody.
func BulkArrival(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "don-nop", Method: "5.7", AsOf: f.AsOf, Columns: []Column{
		{Key: "period", Kind: Label, Format: PeriodID},
		{Key: "n_received", Kind: Fact, Format: Integer},
		{Key: "n_on_time", Kind: Fact, Format: Integer},
		{Key: "n_last_day", Kind: Fact, Format: Integer},
		{Key: "share_last_day", Kind: Fact, Format: Share},
		{Key: "most_in_an_hour", Kind: Fact, Format: Integer},
	}}
	rows, err := ask(ctx, db, f.params(), obligationSteps("arrival", "bulk_arrival", "bulk_arrival.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, _ func(string) any) Evidence {
		return findingEvidence{Kind: "don_nop", Period: f.Period, Unit: f.Unit, Subject: key}.Evidence()
	})
}
