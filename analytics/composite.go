package analytics

import (
	"context"
	"fmt"
	"slices"
)

// Composite gives every unit with a full profile its composite, geometric with
// the arithmetic beside it, and how far its rank moves when the weights do: over
// the 26 scenarios and over the draws of the simulation (METHOD.md 3.5, 3.6). A
// rank stands only where both spreads are within the policy's; rank_verdict says
// so. Where the policy wants no composite, as it does unless decided otherwise,
// there are no rows.
func Composite(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "diem-chung", Method: "3.5", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "composite", Kind: Judgement, Format: Score},
		{Key: "arithmetic", Kind: Judgement, Format: Score},
		{Key: "best", Kind: Estimate, Format: Integer},
		{Key: "worst", Kind: Estimate, Format: Integer},
		{Key: "share_rank1", Kind: Estimate, Format: Share},
		{Key: "scenarios", Kind: Label, Format: Integer},
		{Key: "mean_rank", Kind: Estimate, Format: Decimal},
		{Key: "p05", Kind: Estimate, Format: Integer},
		{Key: "p95", Kind: Estimate, Format: Integer},
		{Key: "rank", Kind: Judgement, Format: Integer},
		{Key: "rank_verdict", Kind: Judgement, Format: Code},
	}}
	f.Indicator = "" // a score stands on all of its element
	wide := []string{"best", "worst", "share_rank1", "mean_rank", "p05", "p95", "rank"}
	all := &Table{Name: t.Name, Columns: append(slices.Clone(t.Columns),
		Column{Key: "base_rank", Kind: Label, Format: Integer},
		Column{Key: "max_rank_spread", Kind: Label, Format: Integer})}
	steps := scoreSteps("complete_profile", "scenario_weight", "composite", "rank_scenarios", "composite.sql")
	if err := all.compare(ctx, db, f, wide, steps...); err != nil {
		return nil, err
	}
	t.Rows, t.N, t.Policy, t.Sources = all.Rows, all.N, all.Policy, all.Sources
	if len(t.Rows) == 0 {
		return t, nil
	}
	params, err := comparisonParams(ctx, db, f)
	if err != nil {
		return nil, err
	}
	simulated, err := simulateComposites(ctx, db, params, comparisonSteps(scoreSteps("complete_profile", "simulated_profile")...)...)
	if err != nil {
		return nil, err
	}
	for i := range all.Rows {
		all.judgeRank(i, simulated[place{all.Value(i, "unit").(string), f.Period}])
		n := len(t.Columns)
		t.Rows[i] = Row{Values: all.Rows[i].Values[:n:n], Evidence: all.Rows[i].Evidence[:n:n]}
	}
	return t, nil
}

// judgeRank adds what the simulation found and says whether the rank holds. A
// set too small for reference figures has no ranks at all.
func (t *Table) judgeRank(row int, s simulatedRank) {
	best, ok := t.Value(row, "best").(int64)
	if !ok {
		return
	}
	worst, _ := t.Value(row, "worst").(int64)
	most, _ := t.Value(row, "max_rank_spread").(int64)
	t.estimate(row, "mean_rank", s.mean, "best")
	t.estimate(row, "p05", int64(s.p05), "best")
	t.estimate(row, "p95", int64(s.p95), "best")
	verdict := "khong_xep_hang_duoc"
	if worst-best <= most && int64(s.p95-s.p05) <= most {
		verdict = "xep_hang_duoc"
		t.estimate(row, "rank", t.Value(row, "base_rank"), "best")
	}
	t.estimate(row, "rank_verdict", verdict, "rank_verdict")
}

// place is a unit in a period.
type place struct{ unit, period string }

// simulateComposites draws weights for the units with a complete profile, set by
// set, as the policy says (METHOD.md 3.6). The steps end in simulated_profile.
func simulateComposites(ctx context.Context, db DB, params map[string]any, steps ...string) (map[place]simulatedRank, error) {
	rows, err := ask(ctx, db, params, steps...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	type profiles struct {
		places []place
		scores [][]float64
		floor  float64
		seed   int64
		draws  int
	}
	sets := map[[2]string]*profiles{}
	for rows.Next() {
		var at place
		var set string
		var score, floor float64
		var seed int64
		var draws int
		if err := rows.Scan(&at.unit, &at.period, &set, &score, &floor, &seed, &draws); err != nil {
			return nil, fmt.Errorf("simulated profile: %w", err)
		}
		key := [2]string{at.period, set}
		p := sets[key]
		if p == nil {
			p = &profiles{floor: floor, seed: seed, draws: draws}
			sets[key] = p
		}
		if n := len(p.places); n == 0 || p.places[n-1] != at {
			p.places, p.scores = append(p.places, at), append(p.scores, nil)
		}
		last := len(p.scores) - 1
		p.scores[last] = append(p.scores[last], score)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("simulated profile: %w", err)
	}
	out := map[place]simulatedRank{}
	for _, p := range sets {
		for i, rank := range simulateRanks(p.scores, uint64(p.seed), p.draws, p.floor) {
			out[p.places[i]] = rank
		}
	}
	return out, nil
}
