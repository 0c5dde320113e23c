package analytics

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"strings"
	"sync"

	"danbiet/data"
)

// CheckEvidence asks every question that the pages ask, for every period that
// somebody has reported for, and holds each number against its evidence: it
// names what it stands on, that is there, every row of it leads to a place, and
// a number of reports is the sum (a rate: the mean) of its rows. It returns how
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
	k := evidenceChecker{answers: map[Evidence]*Table{}}
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
}

type evidenceChecker struct {
	answers map[Evidence]*Table // by evidence: many numbers stand on the same rows
	held    int
	faults  []string
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
			k.number(column, row.Values[j], k.answers[row.Evidence[j]], strings.Contains(string(row.Evidence[j]), "q=obligations"), fault)
		}
	}
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
