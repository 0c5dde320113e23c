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

// CheckEvidence asks every question of the program, for every period that
// somebody has reported for, and holds each number against its evidence: it
// names what it stands on, that is there, every row of it leads to a place, and
// the number comes out of those rows again (recomputed); of an estimate that
// stands on more than its rows, only that they are there. It returns how many
// numbers it held and, in Vietnamese, those that do not hold.
func CheckEvidence(ctx context.Context, db DB, c *data.Catalogue, scope Scope, today data.Day) (int, []string, error) {
	k, err := checkEvidence(ctx, db, c, scope, today)
	if err != nil {
		return 0, nil, err
	}
	return k.held, k.faults, nil
}

func checkEvidence(ctx context.Context, db DB, c *data.Catalogue, scope Scope, today data.Day) (*evidenceChecker, error) {
	f := Filter{Scope: scope, AsOf: today}
	sent, err := SubmissionList(ctx, db, f)
	if err != nil {
		return nil, err
	}
	reported := map[any]bool{}
	for i := range sent.Rows {
		reported[sent.Value(i, "period")] = true
	}
	k := &evidenceChecker{answers: map[Evidence]*Table{}, chosen: map[Evidence]*Table{}, byFigure: map[*Table]map[figureAt][]int{},
		made: map[string]int{}, stood: map[string]int{}}
	var tables []checkedTable
	for _, p := range c.Periods {
		if !reported[p.ID] {
			continue
		}
		f.Period = p.ID
		asked, err := everyQuestion(ctx, db, f)
		if err != nil {
			return nil, err
		}
		tables = append(tables, asked...)
	}
	if err := k.ask(ctx, db, tables); err != nil {
		return nil, err
	}
	for _, t := range tables {
		k.table(t)
	}
	return k, nil
}

type checkedTable struct {
	*Table
	filter Filter
}

// everyQuestion asks all questions of one period; those about one unit or one
// task of every unit that owes a report and every task of the superior plan.
func everyQuestion(ctx context.Context, db DB, f Filter) ([]checkedTable, error) {
	var all []checkedTable
	ask := func(q Question, f Filter) error {
		t, err := q.Ask(ctx, db, f)
		all = append(all, checkedTable{t, f})
		return err
	}
	keys := func(q func(context.Context, DB, Filter) (*Table, error), column string) ([]string, error) {
		t, err := q(ctx, db, f)
		if err != nil {
			return nil, err
		}
		var list []string
		for i := range t.Rows {
			list = append(list, word(t.Value(i, column)))
		}
		return list, nil
	}
	units, err := keys(Obligations, "unit")
	if err != nil {
		return nil, err
	}
	tasks, err := keys(TownTasks, "town_task")
	if err != nil {
		return nil, err
	}
	for _, q := range Questions() {
		each := []Filter{f}
		switch q.About {
		case AboutUnit:
			each = each[:0]
			for _, unit := range units {
				f := f
				f.Unit = unit
				each = append(each, f)
			}
		case AboutTask:
			each = each[:0]
			for _, task := range tasks {
				f := f
				f.Task = task
				each = append(each, f)
			}
		}
		for _, f := range each {
			if err := ask(q, f); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

type evidenceChecker struct {
	answers map[Evidence]*Table // by evidence: many numbers stand on the same rows
	chosen  map[Evidence]*Table // the rows of a choice among all
	// byFigure finds rows of a wide Table: looking through some
	// thousand rows for each of a hundred thousand numbers took minutes
	byFigure map[*Table]map[figureAt][]int
	held     int
	faults   []string
	// how many numbers of a column ("TABLE.COLUMN") came out of their rows again,
	// and how many stood on more than those
	made, stood map[string]int
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
				e, _ = widened(e)
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
			wide, chosen := widened(row.Evidence[j])
			rows := k.answers[wide]
			if chosen != nil {
				if rows = k.chosen[row.Evidence[j]]; rows == nil {
					rows = chosen.among(k.answers[wide], k.index(k.answers[wide]))
					k.chosen[row.Evidence[j]] = rows
				}
			}
			k.number(t.Table, i, j, rows, fault)
		}
	}
}

// number holds one number against its rows.
func (k *evidenceChecker) number(t *Table, row, col int, rows *Table, fault func(string, ...any)) {
	value := t.Rows[row].Values[col]
	got := toFloat(value)
	if len(rows.Rows) == 0 && got != 0 {
		fault("căn cứ không có dòng nào, con số là %v", value)
		return
	}
	for i := range rows.Rows {
		if rows.Value(i, "submission") != nil && nothing(rows.Value(i, "place")) && nothing(rows.Value(i, "printed")) {
			fault("dòng căn cứ %d không dẫn đến chỗ nào", i+1)
		}
	}
	q, err := url.ParseQuery(string(t.Rows[row].Evidence[col]))
	if err != nil {
		fault("căn cứ không đọc được: %v", err)
		return
	}
	want, ok := recomputed(t, row, col, rows, q)
	if at := t.Name + "." + t.Columns[col].Key; ok {
		k.made[at]++
	} else {
		k.stood[at]++
	}
	if ok && !(math.Abs(want-got) <= 1e-9*max(1, math.Abs(got))) {
		fault("con số là %v, căn cứ cho %v", value, want)
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

// A rowChoice chooses the rows of one evidence among those of a wider one.
type rowChoice struct {
	unit, label string
	figures     *figureChoice
}

// widened splits evidence into a question asked once for all units, figures and
// tasks, and the choice among its rows: there are some thousand choices a period,
// and each would be a question of its own. nil where evidence is its own question:
// what names no unit, the busiest hour of one unit's arrivals, and the tasks of a
// unit that stand for one of the superior plan.
func widened(e Evidence) (Evidence, *rowChoice) {
	q, err := url.ParseQuery(string(e))
	if err != nil {
		return e, nil
	}
	if c := figuresChosen(q); c != nil {
		return figureChoice{Period: c.Period, Less: c.Less, Num: "*", AsOf: c.AsOf}.Evidence(), &rowChoice{figures: c}
	}
	c := &rowChoice{unit: q.Get("unit")}
	if c.unit == "" || q.Get("kind") == "don_nop" {
		return e, nil
	}
	q.Del("unit")
	if q.Get("q") == "tasks" {
		c.label = q.Get("label")
		q.Del("label")
	}
	return Evidence(strings.ReplaceAll(q.Encode(), "%2C", ",")), c
}

// among are the rows chosen, in their order.
func (c *rowChoice) among(all *Table, at map[figureAt][]int) *Table {
	if c.figures != nil {
		return c.figures.among(all, at)
	}
	t := &Table{Name: all.Name, Columns: all.Columns}
	for _, i := range at[figureAt{c.unit, c.label}] {
		t.Rows = append(t.Rows, all.Rows[i])
	}
	return t
}

// figuresChosen is the choice of figures that a query names, nil for any other.
func figuresChosen(q url.Values) *figureChoice {
	if q.Get("q") != "facts" || q.Get("num") == "" {
		return nil
	}
	c := &figureChoice{Period: q.Get("period"), Less: q.Get("less"), Unit: q.Get("unit"), Units: q.Get("units"), Num: q.Get("num"), Den: q.Get("den"), Per: 1}
	if on, err := data.ParseDay(q.Get("as_of")); err == nil {
		c.AsOf = on
	}
	if per, err := strconv.ParseFloat(q.Get("per"), 64); err == nil {
		c.Per = per
	}
	return c
}

// figureAt is an indicator or a task of a unit; of any unit, or anything of a
// unit, where that is "".
type figureAt struct{ unit, code string }

// index finds the rows of a Table by unit and what they are about, and by either.
func (k *evidenceChecker) index(all *Table) map[figureAt][]int {
	if at, ok := k.byFigure[all]; ok {
		return at
	}
	at := map[figureAt][]int{}
	for i := range all.Rows {
		unit, code := word(all.Value(i, "unit")), word(all.Value(i, "what"))
		at[figureAt{unit, code}] = append(at[figureAt{unit, code}], i)
		at[figureAt{"", code}] = append(at[figureAt{"", code}], i)
		at[figureAt{unit, ""}] = append(at[figureAt{unit, ""}], i)
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
	codes := strings.Split(codeList(e.Num+","+e.Den), ",")
	if e.Num == "*" {
		codes = []string{""} // anything of the unit
	}
	for _, code := range codes {
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
// the sum of the denominator's. Rows of several units, or of all figures, make none.
func (e figureChoice) gives(rows *Table) (float64, bool) {
	if e.Unit == "" || e.Num == "*" || strings.Contains(e.Period, ",") {
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
