package analytics

import "context"

// PeriodRates gives the rates of every period that was due at f.AsOf, up to
// f.Period's year, in order of the last day (METHOD.md 1.5). The last row of a
// year has the share of units that reported every time, where any of them was
// due more than once.
func PeriodRates(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "qua-cac-ky", Method: "1.5", AsOf: f.AsOf, Columns: []Column{
		{Key: "period", Kind: Label, Format: PeriodID},
		{Key: "expected", Kind: Fact, Format: Integer},
		{Key: "submitted", Kind: Fact, Format: Integer},
		{Key: "on_time", Kind: Fact, Format: Integer},
		{Key: "late", Kind: Fact, Format: Integer},
		{Key: "missing", Kind: Fact, Format: Integer},
		{Key: "on_time_rate", Kind: Fact, Format: Share},
		{Key: "submitted_rate", Kind: Fact, Format: Share},
		{Key: "consistent", Kind: Fact, Format: Share},
	}}
	rows, err := ask(ctx, db, f.params(), obligationSteps("rated", "rate_group", "rates", "reporting", "consistent_reporting", "period_rates.sql")...)
	if err != nil {
		return nil, err
	}
	rates := rateEvidence(f, f.AsOf)
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		if key != "consistent" {
			return rates(key, of)
		}
		year, _ := of("_year").(int64)
		return obligationEvidence{Unit: f.Unit, Year: int(year), Due: true, State: owedStates, What: "consistent"}.Evidence()
	})
}
