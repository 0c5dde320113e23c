package analytics

import (
	"context"
	"fmt"
	"math"
	"net/url"

	"danbiet/data"
)

// CheckEvidence asks every question that the pages ask, for every period that
// somebody has reported for, and holds each number against its evidence: it names what
// it stands on, that is there, every row of it leads to a place, and a number of
// reports is the sum (a rate: the mean) of its rows. It returns how many numbers
// it held and, in Vietnamese, those that do not hold.
func CheckEvidence(ctx context.Context, db DB, c *data.Catalogue, scope Scope, today data.Day) (int, []string, error) {
	k := evidenceChecker{ctx: ctx, db: db, seen: map[string]*Table{}}
	k.filter = Filter{Scope: scope, AsOf: today}
	sent, err := SubmissionList(ctx, db, k.filter)
	if err != nil {
		return 0, nil, err
	}
	reported := map[any]bool{}
	for i := range sent.Rows {
		reported[sent.Value(i, "period")] = true
	}
	for _, p := range c.Periods {
		if !reported[p.ID] {
			continue
		}
		k.filter = Filter{Scope: scope, Period: p.ID, AsOf: today}
		for _, question := range pageQuestions {
			t, err := question(ctx, db, k.filter)
			if err != nil {
				return k.held, nil, err
			}
			if err := k.table(t); err != nil {
				return k.held, nil, err
			}
		}
	}
	return k.held, k.faults, nil
}

// pageQuestions are the questions whose numbers stand on pages for one period.
var pageQuestions = []func(context.Context, DB, Filter) (*Table, error){
	Obligations, TimelinessRates, PeriodRates, SubmissionCurve,
	TownTasks, TaskGrid, Completion, CompletionTotals, OverdueTasks, PeriodProgress, PlanCoverage, PlanSpecificity,
}

type evidenceChecker struct {
	ctx    context.Context
	db     DB
	filter Filter
	seen   map[string]*Table // answers by evidence; many numbers stand on the same rows
	held   int
	faults []string
}

func (k *evidenceChecker) table(t *Table) error {
	for i, row := range t.Rows {
		for j, column := range t.Columns {
			if !column.number() || row.Values[j] == nil {
				continue
			}
			k.held++
			if err := k.number(t, column, row.Values[j], row.Evidence[j], i); err != nil {
				return err
			}
		}
	}
	return nil
}

func (k *evidenceChecker) number(t *Table, column Column, value any, evidence Evidence, row int) error {
	fault := func(format string, args ...any) {
		k.faults = append(k.faults, fmt.Sprintf("kỳ %s, bảng %s, dòng %d, cột %s: ", k.filter.Period, t.Name, row+1, column.Key)+fmt.Sprintf(format, args...))
	}
	q, err := url.ParseQuery(string(evidence))
	if err != nil || q.Get("q") == "" {
		fault("con số không có căn cứ")
		return nil
	}
	rows := k.seen[string(evidence)]
	if rows == nil {
		if rows, err = EvidenceOf(k.ctx, k.db, k.filter, q); err != nil {
			return err
		}
		k.seen[string(evidence)] = rows
	}
	got := toFloat(value)
	if len(rows.Rows) == 0 && got != 0 {
		fault("căn cứ không có dòng nào, con số là %v", value)
	}
	for i := range rows.Rows {
		if rows.Value(i, "submission") != nil && rows.Value(i, "place") == nil && rows.Value(i, "printed") == nil {
			fault("dòng căn cứ %d không dẫn đến chỗ nào", i+1)
		}
	}
	if q.Get("q") == "obligations" && column.Kind != Estimate {
		if want := weight(rows, column.Format == Share); math.Abs(want-got) > 1e-9 {
			fault("con số là %v, căn cứ cho %v", value, want)
		}
	}
	return nil
}

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
