package analytics

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"danbiet/data"
)

// CheckEvidence asks every question that the pages ask, for every period that
// somebody has reported for, and holds each number against its evidence: it
// names what it stands on, that is there, every row of it leads to a place, and
// a number of reports is the sum (a rate: the mean) of its rows, a fact of
// indicators is what its figures make. It returns how
// many numbers it held and, in Vietnamese, those that do not hold.
func CheckEvidence(ctx context.Context, db DB, c *data.Catalogue, scope Scope, today data.Day) (int, []string, error) {
	f := Filter{Scope: scope, AsOf: today}
	sent, err := SubmissionList(ctx, db, f)
	if err != nil {
		return 0, nil, err
	}
	reported := map[any]bool{}
	for i := range sent.Rows {
		reported[sent.Value(i, "period")] = true
	}
	k := evidenceChecker{answers: map[Evidence]*Table{}, chosen: map[Evidence]*Table{}, byFigure: map[*Table]map[figureAt][]int{}}
	var tables []checkedTable
	for _, p := range c.Periods {
		if !reported[p.ID] {
			continue
		}
		f.Period = p.ID
		for _, question := range pageQuestions {
			t, err := question(ctx, db, f)
			if err != nil {
				return 0, nil, err
			}
			tables = append(tables, checkedTable{t, f})
		}
	}
	if err := k.ask(ctx, db, tables); err != nil {
		return 0, nil, err
	}
	for _, t := range tables {
		k.table(t)
	}
	return k.held, k.faults, nil
}

type checkedTable struct {
	*Table
	filter Filter
}

// pageQuestions are the questions whose numbers stand on pages for one period.
var pageQuestions = []func(context.Context, DB, Filter) (*Table, error){
	Obligations, TimelinessRates, PeriodRates, SubmissionCurve,
	TownTasks, TaskGrid, Completion, CompletionTotals, OverdueTasks, PeriodProgress, PlanCoverage, PlanSpecificity,
	IndicatorValues, ElementProfile, Composite, Intervals, Shrinkage, RankGroups, Funnel, PeerReference, Changes, Bridged,
	RuleFindings, Signals, Outliers, TextLikeness, EvidenceScore, BulkArrival,
}

type evidenceChecker struct {
	answers map[Evidence]*Table // by evidence: many numbers stand on the same rows
	chosen  map[Evidence]*Table // of figures: the rows of a choice among all
	// byFigure finds rows of a Table of all figures: looking through some
	// thousand rows for each of a hundred thousand numbers took minutes
	byFigure map[*Table]map[figureAt][]int
	held     int
	faults   []string
}

// ask gets the answers of all evidence, each once, two at a time.
func (k *evidenceChecker) ask(ctx context.Context, db DB, tables []checkedTable) error {
	var mu sync.Mutex
	var failed error
	type question struct {
		evidence Evidence
		filter   Filter
	}
	questions := make(chan question)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for q := range questions {
				values, err := url.ParseQuery(string(q.evidence))
				var t *Table
				if err == nil {
					t, err = EvidenceOf(ctx, db, q.filter, values)
				}
				mu.Lock()
				if k.answers[q.evidence] = t; err != nil && failed == nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	seen := map[Evidence]bool{"": true}
	for _, t := range tables {
		for _, row := range t.Rows {
			for _, e := range row.Evidence {
				e, _ = figuresOf(e)
				if !seen[e] {
					seen[e] = true
					questions <- question{e, t.filter}
				}
			}
		}
	}
	close(questions)
	workers.Wait()
	return failed
}

func (k *evidenceChecker) table(t checkedTable) {
	for i, row := range t.Rows {
		for j, column := range t.Columns {
			if !column.number() || row.Values[j] == nil {
				continue
			}
			k.held++
			fault := func(format string, args ...any) {
				k.faults = append(k.faults, fmt.Sprintf("kỳ %s, bảng %s, dòng %d, cột %s: ", t.filter.Period, t.Name, i+1, column.Key)+fmt.Sprintf(format, args...))
			}
			if row.Evidence[j] == "" {
				fault("con số không có căn cứ")
				continue
			}
			wide, chosen := figuresOf(row.Evidence[j])
			if chosen == nil {
				k.number(column, row.Values[j], k.answers[wide], addsUp(wide), fault)
				continue
			}
			rows := k.chosen[row.Evidence[j]]
			if rows == nil {
				rows = chosen.among(k.answers[wide], k.index(k.answers[wide]))
				k.chosen[row.Evidence[j]] = rows
			}
			k.number(column, row.Values[j], rows, false, fault)
			if want, ok := chosen.gives(rows); ok && column.Kind == Fact && math.Abs(want-toFloat(row.Values[j])) > 1e-9*max(1, math.Abs(want)) {
				fault("con số là %v, căn cứ cho %v", row.Values[j], want)
			}
		}
	}
}

// addsUp tells evidence whose rows add up to the number: a report each, worth 1
// where it is counted.
func addsUp(e Evidence) bool {
	return strings.Contains(string(e), "q=obligations") || strings.Contains(string(e), "kind=don_nop")
}

// number holds one number against its rows. Numbers of reports are sums or
// means of them; the formulas of the others stand at evidenceTasks.
func (k *evidenceChecker) number(column Column, value any, rows *Table, ofReports bool, fault func(string, ...any)) {
	got := toFloat(value)
	if len(rows.Rows) == 0 && got != 0 {
		fault("căn cứ không có dòng nào, con số là %v", value)
	}
	for i := range rows.Rows {
		if rows.Value(i, "submission") != nil && nothing(rows.Value(i, "place")) && nothing(rows.Value(i, "printed")) {
			fault("dòng căn cứ %d không dẫn đến chỗ nào", i+1)
		}
	}
	if ofReports && column.Kind != Estimate {
		if want := weight(rows, column.Format == Share); math.Abs(want-got) > 1e-9 {
			fault("con số là %v, căn cứ cho %v", value, want)
		}
	}
}

func nothing(v any) bool { return v == nil || v == "" }

// weight is the sum of the rows' values, or their mean over those that have one.
func weight(evidence *Table, mean bool) float64 {
	sum, n := 0.0, 0.0
	for i := range evidence.Rows {
		if v, ok := evidence.Value(i, "value").(float64); ok {
			sum += v
			n++
		}
	}
	if mean {
		return sum / n
	}
	return sum
}

func toFloat(v any) float64 {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	f, _ := v.(float64)
	return f
}

// figuresOf splits the evidence of figures of indicators into a question for all
// figures of its period, asked once, and the choice among them: there are some
// thousand choices a period, and each would be a question of its own. Any other
// evidence is its own question.
func figuresOf(e Evidence) (Evidence, *figureChoice) {
	q, err := url.ParseQuery(string(e))
	if err != nil || q.Get("q") != "facts" || q.Get("num") == "" {
		return e, nil
	}
	c := &figureChoice{Period: q.Get("period"), Unit: q.Get("unit"), Units: q.Get("units"), Num: q.Get("num"), Den: q.Get("den"), Per: 1}
	if on, err := data.ParseDay(q.Get("as_of")); err == nil {
		c.AsOf = on
	}
	if per, err := strconv.ParseFloat(q.Get("per"), 64); err == nil {
		c.Per = per
	}
	return figureChoice{Period: c.Period, Num: "*", AsOf: c.AsOf}.Evidence(), c
}

// figureAt is an indicator of a unit; of any unit when that is "".
type figureAt struct{ unit, code string }

// index finds the rows of all figures by unit and indicator, and by indicator.
func (k *evidenceChecker) index(all *Table) map[figureAt][]int {
	if at, ok := k.byFigure[all]; ok {
		return at
	}
	at := map[figureAt][]int{}
	for i := range all.Rows {
		unit, code := word(all.Value(i, "unit")), word(all.Value(i, "what"))
		at[figureAt{unit, code}] = append(at[figureAt{unit, code}], i)
		at[figureAt{"", code}] = append(at[figureAt{"", code}], i)
	}
	k.byFigure[all] = at
	return at
}

// among are the rows of the figures chosen, in their order.
func (e figureChoice) among(all *Table, at map[figureAt][]int) *Table {
	var places []int
	units := []string{e.Unit}
	if e.Units != "" {
		units = strings.Split(e.Units, ",")
	}
	for _, code := range strings.Split(codeList(e.Num+","+e.Den), ",") {
		for _, unit := range units {
			places = append(places, at[figureAt{unit, code}]...)
		}
	}
	slices.Sort(places)
	t := &Table{Name: all.Name, Columns: all.Columns}
	for _, i := range places {
		t.Rows = append(t.Rows, all.Rows[i])
	}
	return t
}

// gives is the number that the rows make: the sum of the numerator's, or that per
// the sum of the denominator's. Rows of several units make none.
func (e figureChoice) gives(rows *Table) (float64, bool) {
	if e.Unit == "" || strings.Contains(e.Period, ",") {
		return 0, false
	}
	num, den := 0.0, 0.0
	for i := range rows.Rows {
		v, _ := rows.Value(i, "value").(float64)
		what := word(rows.Value(i, "what"))
		if slices.Contains(strings.Split(e.Num, ","), what) {
			num += v
		}
		if slices.Contains(strings.Split(e.Den, ","), what) {
			den += v
		}
	}
	if e.Den == "" {
		return num, true
	}
	return num * e.Per / den, true
}
