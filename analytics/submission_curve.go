package analytics

import "context"

// SubmissionCurve says by each day around the last day of f.Period what share
// had sent, with a 95 % interval: a Kaplan-Meier step curve (METHOD.md 1.6).
// Day 0 is the last day; days without an arrival or a drop-out have no row. N
// is the number of obligations: under 8 the curve is not to be drawn, only its
// dots.
func SubmissionCurve(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "duong-nop", Method: "1.6", AsOf: f.AsOf, Columns: curveColumns}
	rows, err := ask(ctx, db, with(f.params(), "of_periods", f.Period), obligationSteps("curve_time", "survival", "curve_source", "submission_curve.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		day, _ := of("day").(int64)
		e := obligationEvidence{Period: f.Period, Unit: f.Unit}
		switch key {
		case "at_risk":
			e.FromDay = &day
		case "events":
			e.OnDay, e.Event = &day, "1"
		case "censored":
			e.OnDay, e.Event = &day, "0"
		case "share_submitted", "lo", "hi": // an estimate: what it was worked out from
			e.ToDay = &day
		default:
			return ""
		}
		return e.Evidence()
	})
}

var curveColumns = []Column{
	{Key: "day", Kind: Label, Format: Days},
	{Key: "at_risk", Kind: Fact, Format: Integer},
	{Key: "events", Kind: Fact, Format: Integer},
	{Key: "censored", Kind: Fact, Format: Integer},
	{Key: "share_submitted", Kind: Estimate, Format: Share},
	{Key: "lo", Kind: Estimate, Format: Share},
	{Key: "hi", Kind: Estimate, Format: Share},
}

// CurveMedian is the first day by which half had sent, nil when that is not
// known yet (METHOD.md 1.6).
func CurveMedian(t *Table) *int64 {
	for i := range t.Rows {
		share, _ := t.Value(i, "share_submitted").(float64)
		if day, ok := t.Value(i, "day").(int64); ok && share >= 0.5 {
			return &day
		}
	}
	return nil
}
