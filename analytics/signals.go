package analytics

import "context"

// Signals lists the tests of f.Period that are small, alone or in their batch:
// what was seen of how many, what was to be expected, the chance of it, and
// whether that is still small among all that was looked at in the comparison set
// (METHOD.md 5.3–5.6, 5.9). explained_by says what would explain it. Only a scope
// that answers for its units is answered.
func Signals(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "dau-hieu", Method: "5.9", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "kind", Kind: Label, Format: Code},
		{Key: "subject", Kind: Label, Format: Code},
		{Key: "seen", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "usual", Kind: Estimate, Format: Decimal},
		{Key: "chance", Kind: Estimate, Format: Chance},
		{Key: "adjusted_chance", Kind: Estimate, Format: Chance},
		{Key: "n_tests", Kind: Label, Format: Integer},
		{Key: "survives", Kind: Judgement, Format: Code},
		{Key: "explained_by", Kind: Label, Format: Code},
	}}
	params, err := signalParams(ctx, db, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, signalSteps("poisson_tail", "heaping", "perfect_value", "many_perfect",
		"copied_value", "binomial_test", "binomial_tail", "signal_test", "signal", "signals.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, found(f, "", "subject"))
}
