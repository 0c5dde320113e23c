package analytics

import (
	"context"
	"fmt"
)

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
