package analytics

import (
	"context"
	"net/url"
)

// evidenceFacts lists the numbers of indicators in the reports that count at
// f.AsOf, one row a number with the cell it stands in: q=facts&period=…, and
// where they narrow it unit=…, indicator=QC01, part=a, submission=17. A total is
// the sum of the values.
func evidenceFacts(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	t := &Table{Name: "can-cu", Method: "1.4", AsOf: f.AsOf, Columns: evidenceColumns}
	params := f.params()
	for _, name := range []string{"period", "unit", "indicator", "part", "submission"} {
		params[name] = q.Get(name)
	}
	rows, err := ask(ctx, db, params, obligationSteps("counted_report", "unit_order", "evidence_facts.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
