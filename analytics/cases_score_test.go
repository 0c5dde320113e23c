package analytics

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// scoreCases are the measures of sections 3.1 to 3.7.
var scoreCases = map[string]measured{
	"per_base":        perBaseCase,
	"goalpost_score":  goalpostCase,
	"element_score":   elementCase,
	"composite":       compositeCase,
	"rank_scenarios":  scenariosCase,
	"rank_montecarlo": monteCarloCase,
	"score_766":       score766Case,
}

// scoreHouse is a DuckDB with the relations that the steps of scores read, empty,
// but for the policy of the program.
func scoreHouse(t testing.TB) *sql.DB {
	t.Helper()
	db := emptyHouse(t)
	insert(t, db, `
		create table score_policy as
			select 'p' as period_id, 'cham-diem' as policy_id, 2.0 / 3 as need, true as composite,
			       1.0 as floor, [0.5, 1.5] as factors, ['arith', 'geom'] as aggregations;
		create table compared_unit (unit_id varchar, period_id varchar, set_id varchar, named boolean);
		create table measure_part (
			unit_id varchar, period_id varchar, set_id varchar, named boolean, indicator varchar,
			x_of varchar, n_of varchar, per double, x double, n double);
		create table measured (
			unit_id varchar, period_id varchar, set_id varchar, named boolean, indicator varchar,
			x_of varchar, n_of varchar, value double);
		create table goalpost (
			period_id varchar, indicator varchar, element varchar, direction varchar,
			lo double, hi double, weight double);
		create table scored (
			unit_id varchar, period_id varchar, indicator varchar, x_of varchar, n_of varchar,
			element varchar, weight double, score double);
		create table element_weight (period_id varchar, element varchar, weight double, ordinal bigint);
		create table element_score (
			unit_id varchar, period_id varchar, set_id varchar, named boolean, element varchar,
			ordinal bigint, score double);
		create table group_rate (unit_id varchar, group_id varchar, most_points double, rate double)`)
	return db
}

// byUnit are rows by their unit.
func byUnit(rows []map[string]any) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, r := range rows {
		out[r["unit_id"].(string)] = r
	}
	return out
}

// inUnitOrder puts one row a unit back into the order of a case's list, whose
// units are numbered from 0; a unit without a row has an empty one.
func inUnitOrder(rows []map[string]any, n int) []map[string]any {
	of, out := byUnit(rows), make([]map[string]any, n)
	for i := range out {
		if out[i] = of[fmt.Sprint(i)]; out[i] == nil {
			out[i] = map[string]any{}
		}
	}
	return out
}

func perBaseCase(t *testing.T, in caseInput) any {
	return each(in.value, func(v any) any {
		var c struct {
			Count      *float64 `json:"count"`
			Households *float64 `json:"households"`
			Ap         *float64 `json:"ap"`
		}
		into(t, v, &c)
		db := scoreHouse(t)
		for name, base := range map[string]struct {
			per float64
			n   *float64
		}{"per_1000_households": {1000, c.Households}, "per_ap": {1, c.Ap}} {
			insert(t, db, `insert into measure_part values ($1, 'p', 's', true, 'i', 'i', 'base', $2, $3, $4)`, name, base.per, c.Count, base.n)
		}
		out := map[string]any{}
		for unit, row := range byUnit(askRows(t, db, nil, "measured")) {
			out[unit] = row["value"]
		}
		return out
	})
}

func goalpostCase(t *testing.T, in caseInput) any {
	return each(in.value, func(v any) any {
		var c struct {
			X         *float64 `json:"x"`
			Lo        *float64 `json:"lo"`
			Hi        *float64 `json:"hi"`
			Direction string   `json:"direction"`
		}
		into(t, v, &c)
		db := scoreHouse(t)
		insert(t, db, `drop table goalpost`)
		insert(t, db, `alter table score_policy add column indicators json`)
		insert(t, db, `insert into indicator (code, part, ordinal, element, name_vi, name_en, unit, aggregation, numerator, denominator, base, direction, lo, hi, basis, synonyms)
			values ('i', '', 1, 'e', '', '', '', '', '', '', '', $1, $2, $3, '', '')`, c.Direction, c.Lo, c.Hi)
		insert(t, db, `insert into measured values ('u', 'p', 's', true, 'i', 'i', '', $1)`, c.X)
		return oneRow(t, db, "goalpost", "scored")["score"]
	})
}

func elementCase(t *testing.T, in caseInput) any {
	var c struct {
		Need any `json:"need"`
		Rows []struct {
			Scores  []*float64 `json:"scores"`
			Weights []float64  `json:"weights"`
		} `json:"rows"`
	}
	into(t, in.value, &c)
	db := scoreHouse(t)
	insert(t, db, `insert into element_weight values ('p', 'e', 1, 0)`)
	if c.Need != nil {
		insert(t, db, `update score_policy set need = $1`, fraction(t, c.Need))
	}
	for i, row := range c.Rows {
		insert(t, db, `insert into compared_unit values ($1, 'p', 's', true)`, fmt.Sprint(i))
		for j, s := range row.Scores {
			weight := 1.0
			if row.Weights != nil {
				weight = row.Weights[j]
			}
			insert(t, db, `insert into scored values ($1, 'p', $2, $2, '', 'e', $3, $4)`, fmt.Sprint(i), fmt.Sprint(j), weight, s)
		}
	}
	return inUnitOrder(askRows(t, db, nil, "element_score"), len(c.Rows))
}

// fraction is a number, or text like "2/3".
func fraction(t testing.TB, v any) float64 {
	t.Helper()
	if f, ok := v.(float64); ok {
		return f
	}
	over, under, is := strings.Cut(fmt.Sprint(v), "/")
	a, err := strconv.ParseFloat(over, 64)
	b := 1.0
	if err == nil && is {
		b, err = strconv.ParseFloat(under, 64)
	}
	if err != nil {
		t.Fatalf("%v is no fraction: %v", v, err)
	}
	return a / b
}

// caseProfiles are the scores of units in their elements as cases write them.
type caseProfiles struct {
	Elements       map[string][]*float64 `json:"elements"`
	Weights        []float64             `json:"weights"`
	NominalWeights []float64             `json:"nominal_weights"`
	Floor          *float64              `json:"floor"`
	Factors        []float64             `json:"factors"`
	Aggregations   []string              `json:"aggregations"`
	Seed           uint64                `json:"seed"`
	N              int                   `json:"N"`
}

// fill writes the profiles and what the case decides instead of the policy.
func (c caseProfiles) fill(t testing.TB, db *sql.DB) {
	t.Helper()
	weights, n := append(c.Weights, c.NominalWeights...), 0
	for unit, scores := range c.Elements {
		n = len(scores)
		for i, s := range scores {
			insert(t, db, `insert into element_score values ($1, 'p', 's', true, $2, $3, $4)`, unit, fmt.Sprint(i), i, s)
		}
	}
	for i := range n {
		weight := 1.0
		if len(weights) > 0 {
			weight = weights[i]
		}
		insert(t, db, `insert into element_weight values ('p', $1, $2, $3)`, fmt.Sprint(i), weight, i)
	}
	if c.Floor != nil {
		insert(t, db, `update score_policy set floor = $1`, *c.Floor)
	}
	if c.Factors != nil {
		insert(t, db, `update score_policy set factors = from_json($1, '["DOUBLE"]')`, printed(c.Factors))
	}
	if c.Aggregations != nil {
		insert(t, db, `update score_policy set aggregations = from_json($1, '["VARCHAR"]')`, printed(c.Aggregations))
	}
}

// perUnit are the rows of the last step by unit; a unit of the case without one
// has nulls.
func (c caseProfiles) perUnit(t testing.TB, rows []map[string]any, keys ...string) any {
	out := map[string]any{}
	for unit := range c.Elements {
		nulls := map[string]any{}
		for _, key := range keys {
			nulls[key] = nil
		}
		out[unit] = nulls
	}
	for unit, row := range byUnit(rows) {
		out[unit] = row
	}
	return out
}

func compositeCase(t *testing.T, in caseInput) any {
	var c caseProfiles
	into(t, in.value, &c)
	db := scoreHouse(t)
	c.fill(t, db)
	insert(t, db, `update score_policy set factors = []`) // the policy's weights alone
	return c.perUnit(t, askRows(t, db, nil, "complete_profile", "scenario_weight", "composite"), "arith", "geom")
}

func scenariosCase(t *testing.T, in caseInput) any {
	var c caseProfiles
	into(t, in.value, &c)
	db := scoreHouse(t)
	c.fill(t, db)
	rows := askRows(t, db, nil, "complete_profile", "scenario_weight", "composite", "rank_scenarios")
	return c.perUnit(t, rows, "best", "worst", "share_rank1", "scenarios")
}

func monteCarloCase(t *testing.T, in caseInput) any {
	var c caseProfiles
	into(t, in.value, &c)
	db := scoreHouse(t)
	c.fill(t, db)
	insert(t, db, `alter table score_policy add column seed bigint`)
	insert(t, db, `alter table score_policy add column draws bigint`)
	insert(t, db, `update score_policy set seed = $1, draws = $2`, int64(c.Seed), c.N)
	simulated, err := simulateComposites(t.Context(), db, nil, "complete_profile", "simulated_profile")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	for at, s := range simulated {
		out[at.unit] = map[string]any{"count_rank1": s.first, "p05": s.p05, "p95": s.p95, "mean_rank": s.mean}
	}
	return out
}

func score766Case(t *testing.T, in caseInput) any {
	var c struct {
		Groups map[string]struct {
			Max  float64  `json:"max"`
			Rate *float64 `json:"rate"`
		} `json:"groups"`
	}
	into(t, in.value, &c)
	db := scoreHouse(t)
	for _, name := range slices.Sorted(maps.Keys(c.Groups)) {
		insert(t, db, `insert into group_rate values ('u', $1, $2, $3)`, name, c.Groups[name].Max, c.Groups[name].Rate)
	}
	points, total := map[string]any{}, any(nil)
	for _, row := range askRows(t, db, nil, "score_766") {
		points[row["group_id"].(string)], total = row["points"], row["total"]
	}
	return map[string]any{"points": points, "total": total}
}
