package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"danbiet/data"
)

// TimelinessRates gives the rates of f.Period and, beneath, of the same report
// type a year before, seen at the same distance from its last day
// (METHOD.md 1.5). The last column says how many late reports would be on time
// if the last day were rolled over days off (METHOD.md 1.2).
func TimelinessRates(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "ty-le-nop", Method: "1.5", AsOf: f.AsOf, Rows: []Row{}, Columns: append([]Column{
		{Key: "period", Kind: Label, Format: PeriodID}}, rateColumns...)}
	views, err := periodViews(ctx, db, f)
	if err != nil {
		return nil, err
	}
	return t, t.fillEach(views, func(view Filter) (*sql.Rows, error) {
		return ask(ctx, db, with(view.params(), "of_periods", view.Period), obligationSteps("rated", "rate_group", "rates", "timeliness_rates.sql")...)
	}, func(view Filter) evidenceOf { return rateEvidence(view, f.AsOf) })
}

var rateColumns = []Column{
	{Key: "expected", Kind: Fact, Format: Integer},
	{Key: "submitted", Kind: Fact, Format: Integer},
	{Key: "accepted", Kind: Fact, Format: Integer},
	{Key: "on_time", Kind: Fact, Format: Integer},
	{Key: "late", Kind: Fact, Format: Integer},
	{Key: "missing", Kind: Fact, Format: Integer},
	{Key: "exempt", Kind: Fact, Format: Integer},
	{Key: "not_yet_due", Kind: Fact, Format: Integer},
	{Key: "submitted_rate", Kind: Fact, Format: Share},
	{Key: "accepted_rate", Kind: Fact, Format: Share},
	{Key: "on_time_rate", Kind: Fact, Format: Share},
	{Key: "missing_rate", Kind: Fact, Format: Share},
	{Key: "on_time_given_submitted", Kind: Fact, Format: Share},
	{Key: "extra_on_time_if_rolled", Kind: Fact, Format: Integer},
}

// rateEvidence names the obligations behind a count, and behind a rate those of
// its denominator, of which its numerator counts as 1.
func rateEvidence(f Filter, asked data.Day) evidenceOf {
	return func(key string, of func(string) any) Evidence {
		period, _ := of("period").(string)
		e := obligationEvidence{Period: period, Unit: f.Unit, Due: true}
		if f.AsOf != asked {
			e.AsOf = f.AsOf
		}
		switch key {
		case "expected":
			e.State = owedStates
		case "submitted":
			e.State = submittedStates
		case "accepted":
			e.State = acceptedStates
		case "on_time":
			e.State = onTimeStates
		case "late":
			e.State = lateStates
		case "missing":
			e.State = missingStates
		case "exempt":
			e.State, e.Due = "exempt", false
		case "not_yet_due":
			e.State, e.Due, e.NotYetDueOnly = submittedStates+",not_yet_due", false, true
		case "submitted_rate":
			e.State, e.Count = owedStates, submittedStates
		case "accepted_rate":
			e.State, e.Count = owedStates, acceptedStates
		case "on_time_rate":
			e.State, e.Count = owedStates, onTimeStates
		case "missing_rate":
			e.State, e.Count = owedStates, missingStates
		case "on_time_given_submitted":
			e.State, e.Count = submittedStates, onTimeStates
		case "extra_on_time_if_rolled":
			e.State, e.Rolled = lateStates, true
		default:
			return ""
		}
		return e.Evidence()
	}
}

// periodViews are the filters of f.Period and of the same report type a year
// before, as of the same distance from its last day. A period that is not in
// the catalogue gives none.
func periodViews(ctx context.Context, db DB, f Filter) ([]Filter, error) {
	rows, err := ask(ctx, db, f.params(), "period_before.sql")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var views []Filter
	var asked data.Day
	for rows.Next() {
		view := f
		var last time.Time
		if err := rows.Scan(&view.Period, &last); err != nil {
			return nil, fmt.Errorf("period %s: %w", f.Period, err)
		}
		lastDay := data.Date(last.Date())
		if len(views) == 0 {
			asked = lastDay
		}
		view.AsOf = lastDay + f.AsOf - asked
		views = append(views, view)
	}
	return views, rows.Err()
}
