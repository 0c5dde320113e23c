package analytics

import (
	"context"
	"strconv"
)

// DHIS2Compare sets the submitted rate of f.Period's year beside the one DHIS2
// would print (METHOD.md 1.5): it divides by all reports expected in the range,
// due or not. unexpected counts the reports that nobody owed: DHIS2 adds them
// to those received and cuts the rate off at 100 % (METHOD.md 1.7). One row.
func DHIS2Compare(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "so-voi-dhis2", Method: "1.5", AsOf: f.AsOf, Columns: []Column{
		{Key: "submitted", Kind: Fact, Format: Integer},
		{Key: "expected", Kind: Fact, Format: Integer},
		{Key: "submitted_rate", Kind: Fact, Format: Share},
		{Key: "dhis2_rate", Kind: Fact, Format: Share},
		{Key: "unexpected", Kind: Fact, Format: Integer},
		{Key: "reported_any", Kind: Fact, Format: Integer},
		{Key: "consistent", Kind: Fact, Format: Share},
	}}
	rows, err := ask(ctx, db, f.params(), obligationSteps("unexpected_report", "reporting", "consistent_reporting", "dhis2_compare.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		year, _ := of("_year").(int64)
		e := obligationEvidence{Year: int(year), Unit: f.Unit, Due: true, State: owedStates}
		switch key {
		case "submitted":
			e.State = submittedStates
		case "submitted_rate":
			e.Count = submittedStates
		case "dhis2_rate":
			e.Due, e.State, e.Count = false, "", submittedStates
		case "unexpected":
			return unexpectedEvidence{Year: strconv.Itoa(int(year)), Unit: f.Unit}.Evidence()
		case "reported_any":
			e.What = "reported"
		case "consistent":
			e.What = "consistent"
		}
		return e.Evidence()
	})
}
