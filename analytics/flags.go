package analytics

import (
	"context"
	"fmt"
	"net/url"
	"strings"
)

// flagSteps are the steps up to the last answer to each flag of $periods.
func flagSteps(more ...string) []string {
	return append([]string{"scope_unit", "asked_unit", "period_policy", "quality_policy", "unit_order", "flag_counted"}, more...)
}

// flagKey tells one flag from another.
type flagKey struct{ unit, kind, subject string }

// FlagAnswers lists the rules and signals about the reports of f.Period with what
// was answered to each (METHOD.md 5.9, 5.10): first those that nobody answered
// (answer open), then those answered, raised or no longer so. A signal that nobody
// answered is there for whom Signals names it to.
func FlagAnswers(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "tra-loi-cau-hoi", Method: "5.9", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "kind", Kind: Label, Format: Code},
		{Key: "subject", Kind: Label, Format: Code},
		{Key: "raised", Kind: Fact, Format: Code},
		{Key: "answer", Kind: Fact, Format: Code},
		{Key: "answer_text", Kind: Label, Format: Text},
		{Key: "side", Kind: Label, Format: Code},
		{Key: "answered_by", Kind: Label, Format: Text},
		{Key: "answered_on", Kind: Fact, Format: Date},
		{Key: "answers", Kind: Fact, Format: Integer},
	}}
	rows, err := ask(ctx, db, with(f.params(), "periods", f.Period), flagSteps("flag_answers.sql")...)
	if err != nil {
		return nil, err
	}
	err = t.fill(rows, func(_ string, of func(string) any) Evidence {
		return answerEvidence{Period: f.Period, Unit: word(of("unit")), Kind: word(of("kind")), Subject: word(of("subject")), Every: true}.Evidence()
	})
	if err != nil {
		return nil, err
	}
	return t, t.openFlags(ctx, db, f)
}

// openFlags puts the flags that nobody answered before those answered, and marks
// of these what is still raised.
func (t *Table) openFlags(ctx context.Context, db DB, f Filter) error {
	answered := map[flagKey]int{}
	for i := range t.Rows {
		answered[flagKey{word(t.Value(i, "unit")), word(t.Value(i, "kind")), word(t.Value(i, "subject"))}] = i
	}
	raised, err := raisedFlags(ctx, db, f)
	if err != nil {
		return err
	}
	var open []Row
	for _, r := range raised {
		if i, ok := answered[r]; ok {
			t.Rows[i].Values[t.Col("raised")] = "yes"
			continue
		}
		row := Row{Values: make([]any, len(t.Columns)), Evidence: make([]Evidence, len(t.Columns))}
		row.Values[t.Col("unit")], row.Values[t.Col("kind")] = r.unit, r.kind
		if r.subject != "" {
			row.Values[t.Col("subject")] = r.subject
		}
		row.Values[t.Col("raised")], row.Values[t.Col("answer")] = "yes", "open"
		open = append(open, row)
	}
	t.Rows, t.N = append(open, t.Rows...), t.N+len(open)
	return nil
}

// raisedFlags are the rules broken and the signals that survive, each once, in
// their order.
func raisedFlags(ctx context.Context, db DB, f Filter) ([]flagKey, error) {
	rules, err := RuleFindings(ctx, db, f)
	if err != nil {
		return nil, fmt.Errorf("flags: %w", err)
	}
	signals, err := Signals(ctx, db, f)
	if err != nil {
		return nil, fmt.Errorf("flags: %w", err)
	}
	var list []flagKey
	seen := map[flagKey]bool{}
	add := func(t *Table, i int, kind string) {
		r := flagKey{word(t.Value(i, "unit")), word(t.Value(i, kind)), word(t.Value(i, "subject"))}
		if !seen[r] {
			seen[r] = true
			list = append(list, r)
		}
	}
	for i := range rules.Rows {
		add(rules, i, "rule")
	}
	for i := range signals.Rows {
		if signals.Value(i, "survives") == "yes" {
			add(signals, i, "kind")
		}
	}
	return list, nil
}

// FlagYield says how many of the flags of each kind, among those answered in
// f.Period and the period whose figures were closed before it, led to a correction
// (METHOD.md 5.9). verdict is raise_threshold where fewer than the policy's share
// did over both periods; it changes nothing by itself. Flags that nobody answered
// are not counted: it is not known what they would lead to.
func FlagYield(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "ket-qua-cau-hoi", Method: "5.9", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "kind", Kind: Label, Format: Code},
		{Key: "n_answered", Kind: Fact, Format: Integer},
		{Key: "n_corrected", Kind: Fact, Format: Integer},
		{Key: "n_explained", Kind: Fact, Format: Integer},
		{Key: "n_not_a_fault", Kind: Fact, Format: Integer},
		{Key: "share_corrected", Kind: Fact, Format: Share},
		{Key: "verdict", Kind: Judgement, Format: Code},
	}}
	periods, err := withPrevious(ctx, db, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, with(f.params(), "periods", periods), flagSteps("flag_yield.sql")...)
	if err != nil {
		return nil, err
	}
	counts := map[string]string{"n_corrected": "corrected", "n_explained": "explained", "n_not_a_fault": "not_a_fault", "share_corrected": "corrected"}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		return answerEvidence{Period: periods, Unit: f.Unit, Kind: word(of("kind")), Count: counts[key]}.Evidence()
	})
}

// withPrevious is f.Period and the period whose figures were closed before its
// own, joined by a comma.
func withPrevious(ctx context.Context, db DB, f Filter) (string, error) {
	rows, err := ask(ctx, db, with(f.params(), "periods", f.Period), "previous_period", "previous_periods.sql")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	periods := f.Period
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return "", err
		}
		periods += "," + id
	}
	return periods, rows.Err()
}

// answerEvidence is a choice of answers to flags: the query that EvidenceOf
// answers with kind "answers".
type answerEvidence struct {
	Period  string // one, or two joined by a comma
	Unit    string
	Kind    string
	Subject string
	Count   string // the answer that counts as 1; all when empty
	Every   bool   // every answer to the flag of Subject instead of the last to each
}

// Evidence is the query string.
func (e answerEvidence) Evidence() Evidence {
	q := url.Values{"q": {"answers"}, "kind": {e.Kind}}
	for key, value := range map[string]string{"period": e.Period, "unit": e.Unit, "subject": e.Subject, "count": e.Count} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if e.Every {
		q.Set("every", "1")
	}
	return Evidence(strings.ReplaceAll(q.Encode(), "%2C", ","))
}

// evidenceAnswers lists answers to flags, worth 1 each where they count: a count
// is the sum, a share the mean. printed is the day and who answered, text what
// was answered, place the line of the ledger.
func evidenceAnswers(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	f.Unit = q.Get("unit")
	t := &Table{Name: "can-cu", Method: "5.9", AsOf: f.AsOf, Columns: evidenceColumns}
	params := with(f.params(), "periods", q.Get("period"))
	for _, name := range []string{"kind", "subject", "count", "every"} {
		params[name] = q.Get(name)
	}
	rows, err := ask(ctx, db, params, flagSteps("evidence_answers.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
