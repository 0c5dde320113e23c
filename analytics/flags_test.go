package analytics

import (
	"net/url"
	"testing"
)

// answered writes an answer to a flag, a minute after the one before, in May 2024.
func (w *world) answered(unit, period, kind, subject, answer string) {
	w.Helper()
	w.seq++
	insert(w, w.db, `insert into flag_answer values ($1, $2, $3, $4, $5, $6, 'unit', 'văn thư',
		timestamp '2024-05-15 03:00:00' + to_minutes($7), date '2024-05-15', $7)`,
		unit, period, kind, subject, answer, "lời của "+unit, w.seq)
}

func TestFlagsStandWithTheirAnswers(t *testing.T) {
	w := qualityWorld(t)
	f := inTown(t, "2024-6T", "2024-05-20")
	f.Scope = f.Scope.Answering()
	rules := answer(t, w, f, RuleFindings)
	open := answer(t, w, f, FlagAnswers)
	if len(open.Rows) == 0 || open.Value(0, "answer") != "open" {
		t.Fatalf("nothing is open: %v", open.Rows)
	}
	unit, kind, subject := word(rules.Value(0, "unit")), word(rules.Value(0, "rule")), word(rules.Value(0, "subject"))
	w.answered(unit, "2024-6T", kind, subject, "explained")
	w.answered(unit, "2024-6T", kind, subject, "corrected")
	w.answered("xa-3", "2024-6T", "QC-RATE", "QC11", "corrected") // no longer raised

	table := answer(t, w, f, FlagAnswers)
	if got, want := len(table.Rows), len(open.Rows)+1; got != want {
		t.Errorf("%d flags, want %d", got, want)
	}
	n := len(table.Rows)
	wantRows(t, printedRows(&Table{Columns: table.Columns, Rows: table.Rows[n-2:]}, "unit", "kind", "raised", "answer", "side", "answers"), `
		`+unit+` | `+kind+` | yes | corrected | unit | 2
		xa-3 | QC-RATE | no | corrected | unit | 1
		`)
	// all answers to it stand behind the number of them
	q, err := url.ParseQuery(string(table.Rows[n-2].Evidence[table.Col("answers")]))
	if err != nil {
		t.Fatal(err)
	}
	wantRows(t, printedRows(must(t)(EvidenceOf(t.Context(), w.asked(), f, q)), "unit", "state", "value", "text"), `
		`+unit+` | explained | 1 | lời của `+unit+`
		`+unit+` | corrected | 1 | lời của `+unit+`
		`)
	// a day before, nothing was answered
	f.AsOf = day(t, "2024-05-14")
	for i, row := range answer(t, w, f, FlagAnswers).Rows {
		if row.Values[table.Col("answer")] != "open" {
			t.Errorf("before it was answered, row %d: %v", i, row.Values)
		}
	}
}

// Fewer than half corrected over two periods: the threshold should go up.
func TestWhatCameOfTheFlags(t *testing.T) {
	w := qualityWorld(t)
	for _, a := range []struct{ unit, period, kind, answer string }{
		{"xa-1", "2023-N", "so_dem", "explained"}, {"xa-2", "2024-6T", "so_dem", "corrected"}, {"xa-3", "2024-6T", "so_dem", "not_a_fault"},
		{"xa-1", "2023-N", "QC-SUM", "corrected"}, {"xa-2", "2024-6T", "QC-SUM", "explained"},
		{"xa-1", "2024-6T", "lap_lai", "explained"},
		{"xa-1", "2022-N", "tron_ven", "explained"}, // two periods before
	} {
		w.answered(a.unit, a.period, a.kind, "QC42", a.answer)
	}
	table := answer(t, w, inTown(t, "2024-6T", "2024-05-20"), FlagYield)
	wantRows(t, printedRows(table, "kind", "n_answered", "n_corrected", "n_explained", "n_not_a_fault", "share_corrected", "verdict"), `
		QC-SUM | 2 | 1 | 1 | 0 | 0.5 | threshold_stands
		lap_lai | 1 | 0 | 1 | 0 | 0 | two_periods_wanted
		so_dem | 3 | 1 | 1 | 1 | 0.3333 | raise_threshold
		`)
}
