package analytics

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A comparison is asked over whole sets of communes and names only those of the
// filter: what a commune is held against is worked out over all that stand under
// its parent, whoever asks (METHOD.md 4.1).
//
// comparisonParams are the parameters of comparisonSteps: the sets of the units
// that f may name, and the quantiles that SQL has no function for, at the levels
// of the policy of f.Period. An f that names nobody sees no set.
func comparisonParams(ctx context.Context, db DB, f Filter, periods ...string) (map[string]any, error) {
	params := with(f.params(), "periods", strings.Join(append([]string{f.Period}, periods...), ","))
	rows, err := ask(ctx, db, params, "scope_unit", "asked_unit", "owed", "commune_set", "comparison.sql")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	named, sets, largest := map[string]bool{}, map[string]bool{}, 1
	for rows.Next() {
		var unit, set string
		var size int
		var byName bool
		if err := rows.Scan(&unit, &set, &size, &byName); err != nil {
			return nil, fmt.Errorf("comparison: %w", err)
		}
		if byName {
			named[unit] = true
		}
		sets[set], largest = true, max(largest, size)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("comparison: %w", err)
	}
	level, alarm, err := levels(ctx, db, params)
	if err != nil {
		return nil, err
	}
	maps.Copy(params, quantiles(level, alarm, largest))
	params["scope"], params["unit"] = listed(sets), ""
	params["named"], params["level"] = listed(named), level
	params["of_periods"] = params["periods"]
	if f.Indicator != "" { // no step looks from one indicator to another but scores
		params["of_indicators"] = f.Indicator
		figures, err := texts(ctx, db, params, "asked_indicator", "asked_figures.sql")
		if err != nil {
			return nil, err
		}
		params["of_figures"] = strings.Join(figures, ",")
	}
	return params, nil
}

func listed(keys map[string]bool) string {
	return strings.Join(slices.Sorted(maps.Keys(keys)), ",")
}

// levels are those of the policy of the first period, 95 % and 99.8 % where
// there is none: nothing is compared then.
func levels(ctx context.Context, db DB, params map[string]any) (level, alarm float64, err error) {
	rows, err := ask(ctx, db, params, "period_policy", "comparison_policy", "comparison_levels.sql")
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	level, alarm = 0.95, 0.998
	if rows.Next() {
		err = rows.Scan(&level, &alarm)
	}
	if err == nil {
		err = rows.Err()
	}
	if err == nil && !(level > 0 && level < 1 && alarm > 0 && alarm < 1) {
		err = fmt.Errorf("levels %v and %v are no shares between 0 and 1", level, alarm)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("comparison policy: %w", err)
	}
	return level, alarm, nil
}

// quantiles are the z of the steps at the given levels, the joint ones for up to
// most units.
func quantiles(level, alarm float64, most int) map[string]any {
	joint := make([]string, most)
	for i := range joint {
		joint[i] = strconv.FormatFloat(jointZ(level, i+1), 'g', -1, 64)
	}
	return map[string]any{
		"z": twoSidedZ(level), "z_alarm": twoSidedZ(alarm), "joint_z": strings.Join(joint, ","),
	}
}

// comparisonSteps are the steps up to the value of every indicator in every unit
// of the sets.
func comparisonSteps(more ...string) []string {
	return append(obligationSteps("counted_report", "period_policy", "comparison_policy", "compared_unit", "figure",
		"asked_indicator", "measure_part", "measured", "unit_order"), more...)
}

// jointSteps are the steps from values to intervals, alone and joint.
func jointSteps(more ...string) []string {
	return append([]string{"comparable", "rankable", "joint_z", "proportion", "wilson"}, more...)
}

// scoreSteps are the steps from values to the scores of elements.
func scoreSteps(more ...string) []string {
	return append([]string{"score_policy", "element_weight", "goalpost", "scored", "element_score"}, more...)
}

// compare fills a Table from comparisonSteps. wide are the columns that stand on
// the whole set: their evidence is that of every unit that f may see.
func (t *Table) compare(ctx context.Context, db DB, f Filter, wide []string, steps ...string) error {
	params, err := comparisonParams(ctx, db, f)
	if err != nil {
		return err
	}
	rows, err := ask(ctx, db, params, comparisonSteps(steps...)...)
	if err != nil {
		return err
	}
	return t.fill(rows, figureEvidence(f.Period, wide...))
}
