package analytics

import "context"

// Intervals gives the shares and counts that are compatible with what every unit
// reported: Wilson's and Jeffreys' intervals of a share, the exact Poisson
// interval of a count of events, per the same base as the count
// (METHOD.md 4.2).
func Intervals(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "khoang-tin-cay", Method: "4.2", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "kind", Kind: Label, Format: Code},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "per_base", Kind: Fact, Format: Decimal},
		{Key: "wilson_lo", Kind: Estimate, Format: Share},
		{Key: "wilson_hi", Kind: Estimate, Format: Share},
		{Key: "jeffreys_lo", Kind: Estimate, Format: Share},
		{Key: "jeffreys_hi", Kind: Estimate, Format: Share},
		{Key: "poisson_lo", Kind: Estimate, Format: Decimal},
		{Key: "poisson_hi", Kind: Estimate, Format: Decimal},
	}}
	params, err := comparisonParams(ctx, db, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, comparisonSteps(jointSteps("interval", "intervals.sql")...)...)
	if err != nil {
		return nil, err
	}
	t.Columns = append(t.Columns, Column{Key: "per", Kind: Label, Format: Decimal}) // for the ends of a rate
	if err := t.fill(rows, figureEvidence(f.Period)); err != nil {
		return nil, err
	}
	n := len(t.Columns) - 1
	for row := range t.Rows {
		t.exactIntervals(row, params["level"].(float64))
		t.Rows[row].Values, t.Rows[row].Evidence = t.Rows[row].Values[:n:n], t.Rows[row].Evidence[:n:n]
	}
	t.Columns = t.Columns[:n:n]
	return t, nil
}

// exactIntervals fills in what SQL has no function for.
func (t *Table) exactIntervals(row int, level float64) {
	x, _ := t.Value(row, "counted").(float64)
	n, _ := t.Value(row, "out_of").(float64)
	switch t.Value(row, "kind") {
	case "proportion":
		if i, ok := jeffreys(x, n, level); ok {
			t.estimate(row, "jeffreys_lo", i.lo, "share")
			t.estimate(row, "jeffreys_hi", i.hi, "share")
		}
	case "rate":
		i, ok := poisson(x, level)
		if !ok || !(n > 0) {
			return
		}
		per, _ := t.Value(row, "per").(float64)
		per /= n
		t.estimate(row, "poisson_lo", i.lo*per, "per_base")
		t.estimate(row, "poisson_hi", i.hi*per, "per_base")
	}
}

// estimate sets a value that stands on the same rows as the column beside.
func (t *Table) estimate(row int, key string, value any, beside string) {
	t.Rows[row].Values[t.Col(key)] = value
	t.Rows[row].Evidence[t.Col(key)] = t.Rows[row].Evidence[t.Col(beside)]
}
