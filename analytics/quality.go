package analytics

import (
	"context"
	"fmt"
	"net/url"
	"slices"
)

// The questions of METHOD.md 5. What is certain (rules) is held within one
// report; what is probable (signals) is held against the whole comparison set,
// and named only to those who answer for it.

// qualityPeriods are the periods that the checks of f.Period look back to.
func qualityPeriods(ctx context.Context, db DB, f Filter) ([]string, error) {
	rows, err := ask(ctx, db, f.params(), "quality_periods.sql")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var periods []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("periods before %s: %w", f.Period, err)
		}
		periods = append(periods, id)
	}
	return periods, rows.Err()
}

// signalParams are those of a comparison over f.Period and what came before it.
// A scope that does not answer for its units names none.
func signalParams(ctx context.Context, db DB, f Filter) (map[string]any, error) {
	before, err := qualityPeriods(ctx, db, f)
	if err != nil {
		return nil, err
	}
	params, err := comparisonParams(ctx, db, f, before...)
	if err == nil {
		params["of_periods"] = "" // some look at all that a unit sent
	}
	if err == nil && !f.Scope.answering {
		params["named"] = ""
	}
	return params, err
}

// signalSteps are the steps up to what the tests of one period read.
func signalSteps(more ...string) []string {
	return append(comparisonSteps("quality_policy", "previous_period", "outlier_value", "poisson_test",
		"counted_number", "proportion_value", "figure_pair"), more...)
}

// ruleParams are those of ruleSteps, over f.Period and what came before it.
func ruleParams(ctx context.Context, db DB, f Filter) (map[string]any, error) {
	before, err := qualityPeriods(ctx, db, f)
	return with(taskParams(f, append([]string{f.Period}, before...)...), "of_periods", ""), err
}

// ruleSteps are the steps up to what each rule of arithmetic holds together.
func ruleSteps(more ...string) []string {
	return append(taskSteps("period_policy", "quality_policy", "figure", "quality_rule", "earlier_period", "rule_term"), more...)
}

// sectionSteps are the steps up to the lines of every section.
func sectionSteps(more ...string) []string {
	return append(obligationSteps("counted_report", "task_period", "plan_counted", "superior_unit", "plan_superior", "compared_unit",
		"period_policy", "quality_policy", "previous_period", "unit_order", "section_line"), more...)
}

// findingEvidence is what a finding stands on.
type findingEvidence struct {
	Kind    string // QC-SUM and so on, a kind of signal, ngoai_le, giong_nhau, minh_chung, don_nop
	Period  string
	Unit    string
	Subject string
}

// Evidence is the query string, of the kind "findings".
func (e findingEvidence) Evidence() Evidence {
	q := url.Values{"q": {"findings"}, "kind": {e.Kind}}
	for key, value := range map[string]string{"period": e.Period, "unit": e.Unit, "subject": e.Subject} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return Evidence(q.Encode())
}

// evidenceFindings lists what a finding stands on, one row a figure, line, task
// or receipt: q=findings&kind=…&period=…, and unit=…, subject=….
//
//   - a rule (QC-…): the figures that it holds together; state says on which side
//   - a signal: the figures that it looks at, seen by those who may see the
//     signal; state says which it counted, or on which side of a share one stands
//   - ngoai_le: the figures of an outlier, as a signal
//   - giong_nhau: the lines of a section, as a signal
//   - minh_chung: the tasks claimed done with their weights, value is what they
//     are shown with; subject=none chooses those shown with nothing
//   - don_nop: the receipts of the period, on time where subject is last_day;
//     value is 1 for one that is counted, so that a count is the sum, a share the
//     mean
func evidenceFindings(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	f.Period, f.Unit = q.Get("period"), q.Get("unit")
	kind := q.Get("kind")
	t := &Table{Name: "can-cu", Method: "5", AsOf: f.AsOf, Columns: evidenceColumns}
	var params map[string]any
	var steps []string
	var err error
	switch kind {
	case "minh_chung":
		t.Columns = slices.Insert(slices.Clone(evidenceColumns), 4, Column{Key: "weight_applicable", Kind: Fact, Format: Decimal})
		params, steps = taskParams(f), taskSteps("period_policy", "quality_policy", "task_evidence", "evidence_worth.sql")
	case "don_nop":
		params, steps = f.params(), obligationSteps("arrival", "unit_order", "evidence_arrivals.sql")
	case "giong_nhau":
		params, err = signalParams(ctx, db, f)
		steps = sectionSteps("evidence_sections.sql")
	case "so_dem", "tron_ven", "nhieu_tron_ven", "so_tron", "lap_lai", "ngoai_le":
		params, err = signalParams(ctx, db, f)
		steps = signalSteps("printed_figure", "signal_cell", "evidence_signals.sql")
	default:
		params, err = ruleParams(ctx, db, f)
		steps = ruleSteps("printed_figure", "evidence_rules.sql")
	}
	if err != nil {
		return nil, err
	}
	params["kind"], params["subject"] = kind, q.Get("subject")
	rows, err := ask(ctx, db, params, steps...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}

// found is the evidence of every number of a row under one kind; subject is the
// column that tells the row from others of its unit.
func found(f Filter, kind, subject string) evidenceOf {
	return func(_ string, of func(string) any) Evidence {
		e := findingEvidence{Kind: kind, Period: f.Period, Unit: word(of("unit")), Subject: word(of(subject))}
		if kind == "" {
			e.Kind = word(of("kind"))
		}
		return e.Evidence()
	}
}
