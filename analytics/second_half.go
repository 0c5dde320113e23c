package analytics

import (
	"context"
	"strings"
)

// SecondHalf gives the figures of the second half of a year alone, of the year
// report f.Period (METHOD.md 4.7): what it counts less what the half-year report
// counts, which it holds, beside the same of the year before. So the half years
// of two years, or of one, can be compared without counting anything twice. own
// is null, and state says why, where one of the two reports gives no figure
// (half_missing, year_missing) or the count falls (count_falls, QC-CUM). A share
// is that of the own figures. A period that holds no earlier one has no rows.
func SecondHalf(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nua-cuoi-nam", Method: "4.7", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "at_half", Kind: Fact, Format: Decimal},
		{Key: "at_year", Kind: Fact, Format: Decimal},
		{Key: "own", Kind: Fact, Format: Decimal},
		{Key: "own_before", Kind: Fact, Format: Decimal},
		{Key: "own_out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "share_before", Kind: Fact, Format: Share},
		{Key: "state", Kind: Fact, Format: Code},
	}}
	views, err := periodViews(ctx, db, f)
	if err != nil || len(views) == 0 {
		return t, err
	}
	years, before := f.Period, ""
	if len(views) > 1 {
		before = views[1].Period
		years += "," + before
	}
	params := with(with(f.params(), "periods", years), "before", before)
	halves, err := earlierPeriods(ctx, db, params)
	if err != nil || halves == "" {
		return t, err
	}
	params["periods"] = years + "," + halves
	params["of_periods"] = params["periods"]
	rows, err := ask(ctx, db, params, obligationSteps("counted_report", "figure", "earlier_period", "unit_order", "second_half", "second_half.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, halfEvidence(f.Period))
}

// earlierPeriods are the keys of the periods that those of $periods hold, joined
// by commas.
func earlierPeriods(ctx context.Context, db DB, params map[string]any) (string, error) {
	rows, err := ask(ctx, db, params, "earlier_period", "earlier_periods.sql")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var keys []string
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return "", err
		}
		keys = append(keys, key)
	}
	return strings.Join(keys, ","), rows.Err()
}

// halfEvidence are the figures of one report, or of the later one less those of
// the earlier.
func halfEvidence(year string) evidenceOf {
	return func(key string, of func(string) any) Evidence {
		e := figureChoice{Period: year, Less: word(of("_half")), Unit: word(of("unit")), Num: word(of("indicator"))}
		switch key {
		case "at_half":
			e.Period, e.Less = e.Less, ""
		case "at_year":
			e.Less = ""
		case "own_out_of":
			e.Num = word(of("_whole"))
		case "share":
			e.Den = word(of("_whole"))
		case "own_before", "share_before":
			e.Period, e.Less = word(of("_year_before")), word(of("_half_before"))
			if key == "share_before" {
				e.Den = word(of("_whole"))
			}
		}
		return e.Evidence()
	}
}
