package analytics

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"danbiet/data"
)

// States of an obligation, as groups that add up: those submitted and those
// missing are all that was due (METHOD.md 1.5).
const (
	onTimeStates    = "on_time,pending_on_time"
	lateStates      = "late,pending_late"
	acceptedStates  = "on_time,late"
	submittedStates = "on_time,pending_on_time,late,pending_late"
	missingStates   = "missing_none,missing_returned"
	owedStates      = submittedStates + "," + missingStates
)

// Obligations says how every unit that owes a report of f.Period stands at the
// end of f.AsOf, what needs a leader first: missing, late, waiting for review,
// on time, not yet due, exempt; by name within each (METHOD.md 1.3).
func Obligations(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nghia-vu", Method: "1.3", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "state", Kind: Fact, Format: Code},
		{Key: "last_day", Kind: Label, Format: Date},
		{Key: "received_on", Kind: Fact, Format: Date},
		{Key: "day_diff", Kind: Fact, Format: Days},
		{Key: "days_late_calendar", Kind: Fact, Format: Days},
		{Key: "days_late_working", Kind: Fact, Format: Days},
		{Key: "days_overdue_calendar", Kind: Fact, Format: Days},
		{Key: "days_overdue_working", Kind: Fact, Format: Days},
		{Key: "versions_received", Kind: Fact, Format: Integer},
		{Key: "versions_returned", Kind: Fact, Format: Integer},
		{Key: "corrections", Kind: Fact, Format: Integer},
		{Key: "cured", Kind: Fact, Format: Code},
		{Key: "submission", Kind: Label, Format: Integer},
		{Key: "figures_from", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, with(f.params(), "of_periods", f.Period), obligationSteps("unit_order", "obligations.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		unit, _ := of("unit").(string)
		return obligationEvidence{Period: f.Period, Unit: unit, What: key}.Evidence()
	})
}

// obligationEvidence is a choice of obligations, and what is added up over
// them: the query that EvidenceOf answers with kind "obligations".
type obligationEvidence struct {
	Period, Unit  string
	Parent        string   // only obligations of this parent's units
	AsOf          data.Day // of the filter when zero
	State, Count  string   // states shown; of these, states that count as 1 (all when empty)
	What          string   // a number of the obligation instead of 1
	Year          int      // all periods of a year instead of one
	Due           bool     // only those due
	Rolled        bool     // only those on time by the rolled last day
	By            string   // of those shown, only what came by this day counts as 1
	Event         string   // "1": arrived, "0": dropped out of sight (METHOD.md 1.6)
	OnDay, ToDay  *int64   // day counted from the last day
	FromDay       *int64
	NotYetDueOnly bool
}

// Evidence is the query string; keys in alphabetical order, so that equal
// choices are equal strings.
func (o obligationEvidence) Evidence() Evidence {
	q := url.Values{"q": {"obligations"}}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	flag := func(key string, on bool) {
		if on {
			q.Set(key, "1")
		}
	}
	day := func(key string, d *int64) {
		if d != nil {
			q.Set(key, strconv.FormatInt(*d, 10))
		}
	}
	set("period", o.Period)
	set("unit", o.Unit)
	set("parent", o.Parent)
	set("as_of", o.AsOf.String())
	set("state", o.State)
	set("count", o.Count)
	set("what", o.What)
	set("event", o.Event)
	set("by", o.By)
	if o.Year != 0 {
		set("year", strconv.Itoa(o.Year))
	}
	flag("due", o.Due)
	flag("rolled", o.Rolled)
	if o.NotYetDueOnly {
		q.Set("due", "0")
	}
	day("day", o.OnDay)
	day("from_day", o.FromDay)
	day("to_day", o.ToDay)
	return Evidence(strings.ReplaceAll(q.Encode(), "%2C", ","))
}
