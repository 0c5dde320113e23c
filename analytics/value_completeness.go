package analytics

import "context"

// ValueCompleteness says how many of the figures that the form asks for each
// report that counts gives, the emptiest first (METHOD.md 1.7). It looks into
// reports, which no rate of submission does: on time and empty is on time there.
func ValueCompleteness(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "du-so-lieu", Method: "1.7", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "n_filled", Kind: Fact, Format: Integer},
		{Key: "n_asked", Kind: Label, Format: Integer}, // of the catalogue
		{Key: "share_filled", Kind: Fact, Format: Share},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	params := with(f.params(), "periods", f.Period)
	rows, err := ask(ctx, db, params, obligationSteps("counted_report", "figure", "unit_order", "value_completeness.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(_ string, of func(string) any) Evidence {
		return figureChoice{Period: f.Period, Unit: word(of("unit")), Num: "*"}.Evidence()
	})
}
