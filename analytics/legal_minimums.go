package analytics

import "context"

// LegalMinimums says whether every commune keeps what the law sets as the least
// on what it reports for f.Period (METHOD.md 3.8): what is not met first. It
// stands beside every score and rank and is in none of them, so that a minimum
// that is not met cannot be averaged away.
func LegalMinimums(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "toi-thieu-luat", Method: "3.8", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "rule", Kind: Label, Format: Code},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "seen", Kind: Fact, Format: Decimal},
		{Key: "least", Kind: Label, Format: Decimal}, // of the law, or its share of another figure
		{Key: "verdict", Kind: Judgement, Format: Code},
		{Key: "basis", Kind: Label, Format: Text},
	}}
	params := with(f.params(), "periods", f.Period)
	rows, err := ask(ctx, db, params, obligationSteps("counted_report", "figure", "legal_rule", "unit_order", "legal_minimums.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(_ string, of func(string) any) Evidence {
		return figureChoice{Period: f.Period, Unit: word(of("unit")), Num: word(of("indicator"))}.Evidence()
	})
}
