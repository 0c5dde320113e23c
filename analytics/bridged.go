package analytics

import (
	"context"
	"encoding/json"
	"fmt"
)

// Bridged gives what the figures of every new unit would have been a year before,
// when its predecessors were there instead: their numerators and denominators
// carried over with the share of their people, by as many reorganisations as there
// were, and the verdict (bridged_exact, bridged_estimate, bridged_partial, or
// bridge_refused for a reason, then without figures) (METHOD.md 4.8). Where it is
// refused for splits, super_unit says with which others the unit makes up an area
// that can be compared: see Amalgamated.
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
		{Key: "super_unit", Kind: Label, Format: Text},
	}}
	before, params, err := sinceLastYear(ctx, db, f)
	if err != nil || before == "" {
		return t, err
	}
	if err := grouped(ctx, db, with(params, "map_on", "")); err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, bridgeSteps("bridged.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		// what predecessors left: those that the asker may see
		return figureChoice{Period: before, Units: word(of("from_units")), Num: word(of("x_of")), Den: word(of("n_of"))}.Evidence()
	})
}

// Amalgamated gives, for every unit of which Bridged refuses a figure because too
// many of its people came by splits, the smallest area around it that no
// reorganisation cut through, and what that area reported a year before and now:
// whole units added up (METHOD.md 4.8).
func Amalgamated(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "gop-chung", Method: "4.8", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "super_unit", Kind: Label, Format: Text},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "bridged_counted", Kind: Estimate, Format: Decimal},
		{Key: "bridged_out_of", Kind: Estimate, Format: Decimal},
		{Key: "bridged_share", Kind: Estimate, Format: Share},
		{Key: "bridged_per_base", Kind: Estimate, Format: Decimal},
		{Key: "counted_after", Kind: Estimate, Format: Decimal},
		{Key: "out_of_after", Kind: Estimate, Format: Decimal},
		{Key: "share_after", Kind: Estimate, Format: Share},
		{Key: "per_base_after", Kind: Estimate, Format: Decimal},
		{Key: "share_missing", Kind: Label, Format: Share},
		{Key: "verdict", Kind: Judgement, Format: Code},
		{Key: "refusal", Kind: Judgement, Format: Code},
	}}
	before, params, err := sinceLastYear(ctx, db, f)
	if err != nil || before == "" {
		return t, err
	}
	if err := grouped(ctx, db, with(params, "map_on", "")); err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, bridgeSteps("amalgamated.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := figureChoice{Period: before, Units: word(of("units")), Num: word(of("x_of")), Den: word(of("n_of"))}
		switch key {
		case "counted_after", "out_of_after", "share_after", "per_base_after":
			e.Period = f.Period
		}
		return e.Evidence()
	})
}

// bridgeSteps are the steps up to carried-over figures, with $groups of grouped.
func bridgeSteps(more ...string) []string {
	return comparisonSteps(append([]string{"bridge_span", "bridge_target", "bridge_edge", "bridge_part", "bridge", "bridge_group", "super_unit"}, more...)...)
}

// groupMember is a unit of one of the areas that no reorganisation cut through.
type groupMember struct {
	No   int    `json:"group_no"`
	Side string `json:"side"` // before, after
	Unit string `json:"unit_id"`
}

// grouped adds $groups: the smallest areas that hold whole units both before and
// after. Two units are of one area when people of one went to the other, or both
// had people of a third.
func grouped(ctx context.Context, db DB, params map[string]any) error {
	rows, err := ask(ctx, db, params, comparisonSteps("bridge_span", "bridge_target", "bridge_edge", "bridge_edges.sql")...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var nodes []groupMember // in the order of the rows
	at := map[groupMember]int{}
	parent := []int{}
	node := func(side, unit string) int {
		key := groupMember{Side: side, Unit: unit}
		i, known := at[key]
		if !known {
			i = len(nodes)
			at[key], nodes, parent = i, append(nodes, key), append(parent, i)
		}
		return i
	}
	var root func(int) int
	root = func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for rows.Next() {
		var from, to string
		if err := rows.Scan(&from, &to); err != nil {
			return fmt.Errorf("bridge: %w", err)
		}
		a, b := root(node("before", from)), root(node("after", to))
		parent[max(a, b)] = min(a, b)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("bridge: %w", err)
	}
	for i := range nodes {
		nodes[i].No = root(i)
	}
	if nodes == nil {
		nodes = []groupMember{}
	}
	b, err := json.Marshal(nodes)
	params["groups"] = string(b)
	return err
}
