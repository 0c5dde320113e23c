package analytics

import "context"

// Bridged gives what the figures of every new unit would have been a year before,
// when its predecessors were there instead: their numerators and denominators
// carried over with the share of their people, and the verdict (bridged_exact,
// bridged_estimate, bridged_partial, or bridge_refused for a reason, then without
// figures) (METHOD.md 4.8). One succession is bridged, not a chain of them.
func Bridged(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "bac-cau", Method: "4.8", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "bridged_counted", Kind: Estimate, Format: Decimal},
		{Key: "bridged_out_of", Kind: Estimate, Format: Decimal},
		{Key: "bridged_share", Kind: Estimate, Format: Share},
		{Key: "bridged_per_base", Kind: Estimate, Format: Decimal},
		// of the catalogue's population, not of a report
		{Key: "share_missing", Kind: Label, Format: Share},
		{Key: "share_split", Kind: Label, Format: Share},
		{Key: "verdict", Kind: Judgement, Format: Code},
		{Key: "refusal", Kind: Judgement, Format: Code},
	}}
	before, params, err := sinceLastYear(ctx, db, f)
	if err != nil || before == "" {
		return t, err
	}
	rows, err := ask(ctx, db, params, comparisonSteps("bridge_target", "bridge_edge", "bridge_part", "bridge", "bridged.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		// what predecessors left: those that the asker may see
		e := figureChoice{Period: before, Num: word(of("x_of")), Den: word(of("n_of"))}
		return e.Evidence()
	})
}
