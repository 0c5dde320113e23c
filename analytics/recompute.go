package analytics

import (
	"math"
	"net/url"
	"slices"
	"strings"
)

// recomputed works a number out of the rows that its evidence names, without the
// question that gave it; false where the rows alone do not make it: an estimate
// that stands on more than them (METHOD.md 0, R10). The formulas are those written
// at evidenceObligations, evidenceTasks, evidenceAps, evidenceLinks, evidenceFacts
// and evidenceFindings.
func recomputed(t *Table, row, col int, rows *Table, q url.Values) (float64, bool) {
	key, kind := t.Columns[col].Key, q.Get("q")
	if t.Columns[col].Kind == Estimate && kind != "tasks" || t.Columns[col].Kind == Judgement && kind == "facts" {
		return 0, false
	}
	switch kind {
	case "obligations", "unexpected", "answers", "outside":
		return weight(rows, t.Columns[col].Format == Share), true
	case "aps":
		return apsGive(key, rows), true
	case "links":
		return linksGive(rows), true
	case "facts":
		if c := figuresChosen(q); c != nil {
			return c.gives(rows)
		}
	case "findings":
		return findingGives(t, row, key, rows)
	case "tasks":
		return tasksGive(t, row, key, rows, q)
	}
	return 0, false
}

// numberAt is a number of a row, NaN when it is not known.
func numberAt(t *Table, row int, key string) float64 {
	switch v := t.Value(row, key).(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return math.NaN()
}

func oneOf(list string, v any) bool { return slices.Contains(strings.Split(list, ","), word(v)) }

// tasksGive counts or weighs tasks, as the Table's column asks.
func tasksGive(t *Table, row int, key string, rows *Table, q url.Values) (float64, bool) {
	n := float64(len(rows.Rows))
	switch t.Name {
	case "nhiem-vu-chung":
		units := map[any]bool{}
		for i := range rows.Rows {
			units[rows.Value(i, "unit")] = true
		}
		return float64(len(units)), true
	case "so-ket-tong-ket":
		return periodsGive(key, rows, q.Get("period")), true
	case "do-cu-the":
		if q.Get("what") != "" {
			return weight(rows, true), true
		}
		return n, true
	case "nhiem-vu-chi-tiet", "nhiem-vu-don-vi", "nhiem-vu-qua-han", "so-lieu-thay-doi":
		return numberAt(rows, 0, "value"), n == 1
	case "quy-tac":
		switch rule := word(t.Value(row, "rule")); {
		case key != "seen": // the limit is the policy's, or the whole
			return 0, false
		case rule == "QC-NA":
			return shareOf(rows, notApplicableStatuses), true
		}
		return numberAt(rows, 0, "value"), n == 1
	case "tong-nhiem-vu", "cach-chia":
		if key == "completed_share" || key == "share" { // counts, without weights
			return shareOf(rows, doneStatuses), true
		}
		return n, true
	}
	return weighed(key, rows), true
}

func shareOf(rows *Table, states string) float64 {
	n := 0.0
	for i := range rows.Rows {
		if oneOf(states, rows.Value(i, "state")) {
			n++
		}
	}
	return n / float64(len(rows.Rows))
}

// weighed is a number of a plan: sums of the weights of its applicable tasks, and
// of what is known of them.
func weighed(key string, rows *Table) float64 {
	var all, known, value, done, both, dueOf, valueBoth float64
	for i := range rows.Rows {
		w, v, e := numberAt(rows, i, "weight_applicable"), numberAt(rows, i, "value"), numberAt(rows, i, "plan_expected")
		if math.IsNaN(w) {
			continue
		}
		all += w
		if oneOf(doneStatuses, rows.Value(i, "state")) {
			done += w
		}
		if math.IsNaN(v) {
			continue
		}
		known += w
		value += w * v
		if !math.IsNaN(e) {
			both += w
			valueBoth += w * v
			dueOf += w * e
		}
	}
	switch key {
	case "weight_applicable":
		return all
	case "coverage":
		return known / all
	case "lower", "progress", "value": // the last two of a cell of the grid
		return value / all
	case "upper":
		return (value + all - known) / all
	case "point":
		return value / known
	case "completed_share":
		return done / all
	case "plan_expected":
		return dueOf / both
	case "plan_progress":
		return valueBoth / both
	case "gap_points":
		return (valueBoth - dueOf) / both
	}
	return float64(len(rows.Rows))
}

// periodsGive counts the labels of a year's reports by how the last one says they
// stand; a label that it does not have is not reported.
func periodsGive(key string, rows *Table, periods string) float64 {
	last := periods[strings.LastIndex(periods, ",")+1:]
	states := map[string]string{}
	for i := range rows.Rows {
		label := word(rows.Value(i, "what"))
		states[label] += "" // every label stands
		if word(rows.Value(i, "period")) == last {
			states[label] = word(rows.Value(i, "state"))
		}
	}
	count := func(list string) (n float64) {
		for _, state := range states {
			if oneOf(list, state) {
				n++
			}
		}
		return n
	}
	planned := float64(len(states)) - count(notApplicableStatuses)
	unknown, done := count(unknownStatuses+","), count(doneStatuses)
	switch key {
	case "planned":
		return planned
	case "planned_done", "unplanned_done":
		return done
	case "planned_not_reported":
		return unknown
	case "planned_not_done":
		return planned - done - unknown
	case "plan_done_lower":
		return done / planned
	}
	return (done + unknown) / planned // plan_done_upper
}

// apsGive is a number of a task by ấp: one without a figure keeps its target.
func apsGive(key string, rows *Table) float64 {
	var n, reported, reached, open, sum, target, capped float64
	for i := range rows.Rows {
		if oneOf(notApplicableStatuses, rows.Value(i, "state")) {
			continue
		}
		n++
		v, wanted := numberAt(rows, i, "value"), numberAt(rows, i, "target")
		target += wanted
		if math.IsNaN(v) {
			open++
			continue
		}
		reported++
		sum += v
		capped += min(v, wanted)
		if v >= wanted {
			reached++
		}
	}
	return map[string]float64{
		"ap_applicable": n, "ap_reported": reported, "sum_actual": sum, "sum_target": target,
		"volume_raw_lower": sum / target, "volume_capped_per_ap_lower": capped / target,
		"share_ap_reached_lower": reached / n, "share_ap_reached_upper": (reached + open) / n,
	}[key]
}

// linksGive is the coverage of the superior plan: the best link of each task.
func linksGive(rows *Table) float64 {
	best, sum := map[string]float64{}, 0.0
	for i := range rows.Rows {
		what := word(rows.Value(i, "what"))
		best[what] = max(best[what], numberAt(rows, i, "value"))
	}
	for _, v := range best {
		sum += v
	}
	return sum / float64(len(best))
}

// findingGives is a number of a rule, a signal, an outlier or the evidence that
// tasks are shown with.
func findingGives(t *Table, row int, key string, rows *Table) (float64, bool) {
	n := float64(len(rows.Rows))
	switch t.Name {
	case "don-nop":
		return weight(rows, t.Columns[t.Col(key)].Format == Share), true
	case "minh-chung":
		switch key {
		case "evidence_score":
			return meanBy(rows, "value"), true
		case "share_without":
			return meanBy(rows, ""), true
		}
		return n, true
	case "quy-tac":
		if key == "seen" {
			return side(rows, "left"), true
		}
		wanted := side(rows, "right")
		if under := side(rows, "under"); under != 0 { // a rate, printed in hundredths
			wanted *= 100 / under
		}
		return wanted, true
	case "dau-hieu":
		count, of := "counted", "counted,not_counted"
		if kind := t.Value(row, "kind"); kind == "so_dem" || kind == "tron_ven" {
			if key == "seen" {
				return side(rows, "left"), true
			}
			return side(rows, "right"), true
		}
		if key == "seen" {
			of = count
		}
		for i := range rows.Rows {
			if !oneOf(of, rows.Value(i, "state")) {
				n--
			}
		}
		return n, true
	case "ngoai-le": // per one, or per the base of a thousand households
		per := side(rows, "left") / side(rows, "right")
		if v := numberAt(t, row, key); math.Abs(v) > 10*math.Abs(per) {
			per *= 1000
		}
		return per, true
	}
	return 0, false
}

// side adds up the figures on one side of a rule or a share.
func side(rows *Table, name string) (sum float64) {
	for i := range rows.Rows {
		if rows.Value(i, "state") == name {
			sum += numberAt(rows, i, "value")
		}
	}
	return sum
}

// meanBy is the mean of a value by the tasks' weights; without a value, the share
// of those shown with nothing.
func meanBy(rows *Table, key string) float64 {
	var sum, all float64
	for i := range rows.Rows {
		w := numberAt(rows, i, "weight_applicable")
		all += w
		switch {
		case key != "":
			sum += w * numberAt(rows, i, key)
		case rows.Value(i, "state") == "evidence_none":
			sum += w
		}
	}
	return sum / all
}
