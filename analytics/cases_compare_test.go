package analytics

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// compareCases are the measures of sections 4.2 to 4.8.
var compareCases = map[string]measured{
	"interval":          intervalCase,
	"shrink_proportion": shrinkProportionCase,
	"shrink_rate":       shrinkRateCase,
	"rank_interval":     rankIntervalCase,
	"expected_rank":     expectedRankCase,
	"funnel":            funnelCase,
	"change":            changeCase,
	"bridge":            bridgeCase,
	"peer_group":        peerGroupCase,
}

// compareHouse is a DuckDB with the relations that the steps of comparison read,
// empty, but for the policy of the program without its least denominator: cases
// compare every unit that they name.
func compareHouse(t testing.TB) *sql.DB {
	t.Helper()
	db := emptyHouse(t)
	insert(t, db, `
		create table comparison_policy as
			select 'p' as period_id, 'so-sanh' as policy_id, 0.95 as level, 0.998 as alarm_level,
			       0.1 as winsor, 0 as min_set, 4 as min_peers, 0.0 as min_denominator,
			       0.001 as share_tolerance, 0.1 as max_missing, 0.2 as max_split, 0.1 as max_length_difference;
		create table measured (
			unit_id varchar, period_id varchar, set_id varchar, named boolean, indicator varchar,
			ordinal integer, direction varchar, kind varchar, per double, x double, n double);
		create table peer_unit (
			unit_id varchar, period_id varchar, set_id varchar, named boolean,
			type varchar, border boolean, size varchar);
		create table bridge_target (
			unit_id varchar, period_id varchar, indicator varchar, kind varchar,
			definition_before varchar, definition_after varchar, days_before bigint, days_after bigint);
		create table bridge_edge (from_unit varchar, to_unit varchar, share double);
		create table bridge_part (unit_id varchar, indicator varchar, population double, x double, n double)`)
	return db
}

// caseUnits are cases of cases, or counts of households, of one set.
type caseUnits struct {
	Units []struct {
		X          *float64 `json:"x"`
		N          *float64 `json:"n"`
		Count      *float64 `json:"count"`
		Households *float64 `json:"households"`
	} `json:"units"`
	Level  *float64 `json:"level"`
	Winsor *float64 `json:"winsor"`
}

func (c caseUnits) fill(t testing.TB, db *sql.DB) {
	t.Helper()
	for i, u := range c.Units {
		if u.Count != nil {
			u.X, u.N = u.Count, u.Households
		}
		kind, per := "proportion", 1.0
		if u.Count != nil {
			kind, per = "rate", 1000
		}
		insert(t, db, `insert into measured values ($1, 'p', 's', true, 'i', 1, 'higher', $2, $3, $4, $5)`, fmt.Sprint(i), kind, per, u.X, u.N)
	}
	if c.Winsor != nil {
		insert(t, db, `update comparison_policy set winsor = $1`, *c.Winsor)
	}
}

// params are the quantiles that the steps name, at the case's level.
func (c caseUnits) params() map[string]any {
	level := 0.95
	if c.Level != nil {
		level = *c.Level
	}
	return quantiles(level, 0.998, len(c.Units))
}

func intervalCase(t *testing.T, in caseInput) any {
	list, ok := in.value.([]any)
	if !ok {
		list = []any{in.value}
	}
	out := each(list, func(v any) any {
		var c struct {
			X     *float64 `json:"x"`
			N     *float64 `json:"n"`
			Level *float64 `json:"level"`
		}
		into(t, v, &c)
		level := 0.95
		if c.Level != nil {
			level = *c.Level
		}
		db := compareHouse(t)
		insert(t, db, `insert into measured values ('u', 'p', 's', true, 'i', 1, 'higher', 'proportion', 1, $1, $2)`, c.X, c.N)
		row := map[string]any{"wilson": nil, "jeffreys": nil}
		for _, r := range askRows(t, db, quantiles(level, 0.998, 1), jointSteps("interval")...) {
			row["wilson"] = []any{r["lo"], r["hi"]}
			if i, ok := jeffreys(r["x"].(float64), r["n"].(float64), level); ok {
				row["jeffreys"] = []any{i.lo, i.hi}
			}
		}
		return row
	})
	if !ok {
		return out.([]any)[0]
	}
	return out
}

// shrinkCase works out what is left of the differences of units; keys name the
// columns as the case does, per is what a rate is printed against.
func shrinkCase(t *testing.T, in caseInput, per float64, pooled, raw, shrunk string) any {
	var c caseUnits
	into(t, in.value, &c)
	db := compareHouse(t)
	c.fill(t, db)
	out, rows := map[string]any{}, []any{}
	for _, r := range inUnitOrder(askRows(t, db, nil, "comparable", "shrunk"), len(c.Units)) {
		times := func(key string) any {
			if v, ok := r[key].(float64); ok {
				return v * per
			}
			return nil
		}
		rows = append(rows, map[string]any{raw: times("raw"), "weight": r["weight"], shrunk: times("shrunk")})
		out[pooled], out["A"] = times("pooled"), r["a"]
	}
	out["rows"] = rows
	return out
}

func shrinkProportionCase(t *testing.T, in caseInput) any {
	return shrinkCase(t, in, 1, "pooled", "raw", "shrunk")
}

func shrinkRateCase(t *testing.T, in caseInput) any {
	return shrinkCase(t, in, 1000, "pooled_per_1000", "raw_per_1000", "shrunk_per_1000")
}

func rankIntervalCase(t *testing.T, in caseInput) any {
	var c caseUnits
	into(t, in.value, &c)
	db := compareHouse(t)
	c.fill(t, db)
	var z any
	var intervals, ranks, naive, leading []any
	for i, r := range inUnitOrder(askRows(t, db, c.params(), jointSteps("rank_interval")...), len(c.Units)) {
		z = r["z"]
		intervals = append(intervals, []any{r["lo"], r["hi"]})
		ranks = append(ranks, []any{r["best"], r["worst"]})
		naive = append(naive, r["naive_rank"])
		if r["best"] == 1.0 {
			leading = append(leading, i)
		}
	}
	return map[string]any{"z": z, "intervals": intervals, "rank_intervals": ranks, "naive_ranks": naive, "leading_group": leading}
}

func expectedRankCase(t *testing.T, in caseInput) any {
	var c caseUnits
	into(t, in.value, &c)
	db := compareHouse(t)
	c.fill(t, db)
	var units []counted
	for _, r := range inUnitOrder(askRows(t, db, c.params(), "comparable", "rankable"), len(c.Units)) {
		units = append(units, counted{r["x"].(float64), r["n"].(float64)})
	}
	return expectedRanks(units)
}

func funnelCase(t *testing.T, in caseInput) any {
	var c caseUnits
	into(t, in.value, &c)
	db := compareHouse(t)
	c.fill(t, db)
	rows := inUnitOrder(askRows(t, db, c.params(), "comparable", "funnel"), len(c.Units))
	return map[string]any{"p0": rows[0]["p0"], "phi": rows[0]["phi"], "rows": rows}
}

func changeCase(t *testing.T, in caseInput) any {
	return each(in.value, func(v any) any {
		var c struct {
			Before []float64 `json:"before"`
			After  []float64 `json:"after"`
			Level  *float64  `json:"level"`
		}
		into(t, v, &c)
		db := compareHouse(t)
		for period, counts := range map[string][]float64{"b": c.Before, "p": c.After} {
			insert(t, db, `insert into measured values ('u', $1, 's', true, 'i', 1, 'higher', 'proportion', 1, $2, $3)`, period, counts[0], counts[1])
		}
		params := caseUnits{Level: c.Level}.params()
		params["period"], params["before"] = "p", "b"
		row := map[string]any{"diff": nil, "lo": nil, "hi": nil, "verdict": nil}
		for _, r := range askRows(t, db, params, jointSteps("change")...) {
			maps.Copy(row, r)
		}
		return row
	})
}

// caseBridge is a succession with the figures before it.
type caseBridge struct {
	Target string `json:"target"`
	Edges  []struct {
		From  string  `json:"from"`
		To    string  `json:"to"`
		Share float64 `json:"share"`
	} `json:"edges"`
	Predecessors []struct {
		ID         string   `json:"id"`
		Population *float64 `json:"population"`
		Num        *float64 `json:"num"`
		Den        *float64 `json:"den"`
	} `json:"predecessors"`
	DefinitionBefore string `json:"definition_before"`
	DefinitionAfter  string `json:"definition_after"`
	Kind             string `json:"kind"`
	DaysBefore       *int   `json:"days_before"`
	DaysAfter        *int   `json:"days_after"`
}

func (c caseBridge) bridged(t *testing.T) any {
	db := compareHouse(t)
	if c.Kind == "" {
		c.Kind = "ratio"
	}
	insert(t, db, `insert into bridge_target values ($1, 'p', 'i', $2, $3, $4, $5, $6)`,
		c.Target, c.Kind, c.DefinitionBefore, c.DefinitionAfter, c.DaysBefore, c.DaysAfter)
	for _, e := range c.Edges {
		insert(t, db, `insert into bridge_edge values ($1, $2, $3)`, e.From, e.To, e.Share)
	}
	for _, p := range c.Predecessors {
		insert(t, db, `insert into bridge_part values ($1, 'i', $2, $3, $4)`, p.ID, p.Population, p.Num, p.Den)
	}
	row := oneRow(t, db, "bridge")
	row["num"], row["den"] = row["x"], row["n"]
	reasons := []any{}
	for _, r := range strings.FieldsFunc(word(row["reasons"]), func(r rune) bool { return r == ',' }) {
		reasons = append(reasons, r)
	}
	row["reasons"] = reasons
	return row
}

// bridgeCase is one bridge, or several by name.
func bridgeCase(t *testing.T, in caseInput) any {
	if m, ok := in.value.(map[string]any); ok && m["target"] == nil {
		var all map[string]caseBridge
		into(t, in.value, &all)
		out := map[string]any{}
		for name, c := range all {
			out[name] = c.bridged(t)
		}
		return out
	}
	return each(in.value, func(v any) any {
		var c caseBridge
		into(t, v, &c)
		return c.bridged(t)
	})
}

func peerGroupCase(t *testing.T, in caseInput) any {
	var c struct {
		Units []struct {
			ID     string `json:"id"`
			Type   string `json:"type"`
			Size   string `json:"size"`
			Border bool   `json:"border"`
		} `json:"units"`
		MinSize *int     `json:"min_size"`
		For     []string `json:"for"`
	}
	into(t, in.value, &c)
	db := compareHouse(t)
	if c.MinSize != nil {
		insert(t, db, `update comparison_policy set min_peers = $1`, *c.MinSize)
	}
	order := map[string]int{}
	for i, u := range c.Units {
		order[u.ID] = i
		insert(t, db, `insert into peer_unit values ($1, 'p', 's', true, $2, $3, $4)`, u.ID, u.Type, u.Border, u.Size)
	}
	members, level := map[string][]string{}, map[string]any{}
	for _, r := range askRows(t, db, nil, "peer_group") {
		unit := r["unit_id"].(string)
		members[unit], level[unit] = append(members[unit], r["member_id"].(string)), r["level"]
	}
	out := map[string]any{}
	for _, unit := range c.For {
		slices.SortFunc(members[unit], func(a, b string) int { return order[a] - order[b] })
		out[unit] = map[string]any{"level": level[unit], "members": members[unit]}
	}
	return out
}
