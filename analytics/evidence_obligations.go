package analytics

import (
	"context"
	"net/url"

	"danbiet/data"
)

// evidenceColumns are the columns of every evidence table.
var evidenceColumns = []Column{
	{Key: "unit", Kind: Label, Format: UnitName},
	{Key: "period", Kind: Label, Format: PeriodID},
	{Key: "what", Kind: Label, Format: Text},
	{Key: "value", Kind: Fact, Format: Decimal},
	{Key: "printed", Kind: Label, Format: Text},
	{Key: "state", Kind: Label, Format: Code},
	{Key: "submission", Kind: Label, Format: Integer},
	{Key: "file_no", Kind: Label, Format: Integer},
	{Key: "cell_no", Kind: Label, Format: Integer},
	{Key: "place", Kind: Label, Format: Text},
	{Key: "text", Kind: Label, Format: Text},
}

// evidenceObligations lists the obligations that a number of timeliness counts,
// one row each, in the order of Obligations. A count and a number of days are
// the sum of the values; a rate is their mean, over the rows that have one. An
// estimate (METHOD.md 1.6) is neither: the rows are what it was worked out from.
// printed is the day of receipt, place the row of the incoming register, text
// the name of the file.
func evidenceObligations(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	if on, err := data.ParseDay(q.Get("as_of")); err == nil {
		f.AsOf = on
	}
	t := &Table{Name: "can-cu", Method: "1.5", AsOf: f.AsOf, Columns: evidenceColumns}
	params := f.params()
	params["period"] = q.Get("period")
	params["unit"] = q.Get("unit")
	for _, name := range []string{"parent", "state", "count", "what", "year", "due", "rolled", "by", "event", "day", "from_day", "to_day"} {
		params[name] = q.Get(name)
	}
	rows, err := ask(ctx, db, params, obligationSteps("curve_time", "unit_order", "evidence_obligations.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
