package analytics

import (
	"context"
	"net/url"
)

// UnexpectedReports lists the reports of f.Period that came from units that do
// not owe them, with the reason (METHOD.md 1.4): a report too many stands here
// and not in a rate above 100 %.
func UnexpectedReports(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "ngoai-nghia-vu", Method: "1.7", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "result", Kind: Fact, Format: Code},
		{Key: "received_on", Kind: Fact, Format: Date},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	rows, err := ask(ctx, db, f.params(), unexpectedSteps("unit_order", "unexpected_reports.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}

// unexpectedSteps are the steps up to the reports that nobody owed.
func unexpectedSteps(more ...string) []string {
	return append([]string{"scope_unit", "asked_unit", "owed", "expected", "submission_version", "unexpected_report"}, more...)
}

// unexpectedEvidence chooses the reports of a year that nobody owed.
type unexpectedEvidence struct {
	Year string
	Unit string
}

// Evidence is the query string, of the kind "unexpected".
func (e unexpectedEvidence) Evidence() Evidence {
	q := url.Values{"q": {"unexpected"}, "year": {e.Year}}
	if e.Unit != "" {
		q.Set("unit", e.Unit)
	}
	return Evidence(q.Encode())
}

// evidenceUnexpected lists reports that nobody owed, one row each, worth 1:
// q=unexpected&year=…, and unit=….
func evidenceUnexpected(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	f.Unit = q.Get("unit")
	t := &Table{Name: "can-cu", Method: "1.7", AsOf: f.AsOf, Columns: evidenceColumns}
	params := with(f.params(), "year", q.Get("year"))
	rows, err := ask(ctx, db, params, unexpectedSteps("unit_order", "evidence_unexpected.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
