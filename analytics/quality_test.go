package analytics

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"danbiet/data"
)

// qualityQuestions are the questions of section 5 about one period.
var qualityQuestions = map[string]func(context.Context, DB, Filter) (*Table, error){
	"RuleFindings": RuleFindings, "Signals": Signals, "Outliers": Outliers,
	"TextLikeness": TextLikeness, "EvidenceScore": EvidenceScore, "BulkArrival": BulkArrival,
}

// lines writes the lines of a narrative into file 2 of a submission.
func (w *world) lines(submission int64, lines ...string) {
	w.Helper()
	insert(w, w.db, `insert into submission_file values ($1, 2, 'loi-van.docx', 'cd', 10, 'docx')`, submission)
	for i, line := range lines {
		insert(w, w.db, `insert into cell values ($1, 2, $2, '', $2, 1, $3, $4, false)`,
			submission, i+1, fmt.Sprintf("dòng %d", i+1), line)
	}
}

// passage is so many different words from a seed on, with a figure in every tenth.
func passage(seed, words, figure int) string {
	var b strings.Builder
	for i := range words {
		if i%10 == 5 {
			fmt.Fprintf(&b, "%d ", figure)
			continue
		}
		fmt.Fprintf(&b, "từ%c%c ", 'a'+rune((seed*31+i)%26), 'a'+rune((seed*7+i/26+i)%26))
	}
	return b.String()
}

// qualityWorld is a town of eight communes with ordinary reports of 2024-6T, but:
//
//	xa-1  breaks rules: parts over wholes, a sum, a rate, days, a number used twice
//	xa-2  has three times the disputes of the others
//	xa-3  repeats the report before
//	xa-4  has round numbers alone, and every share full
//	xa-5  and xa-6 have one section in common, xa-7 the same with other figures
//	xa-8  reported tasks, late in the year more of them; nothing else
func qualityWorld(t testing.TB) *world {
	w := newWorld(t)
	w.catalogueRows()
	insert(w, w.db, `insert into policy values ('hoan-thanh-2022', 'completion', date '2022-01-01', null, $1, 'test', 'test')`,
		strings.Replace(completionPolicy, `"cap"`, `"na_share_question":0.3,"cap"`, 1))
	w.lines(w.plan("tx-tan-chau", 2024, "2024-03-01").submission, passage(99, 80, 1))
	for i := 1; i <= 8; i++ {
		id := fmt.Sprintf("xa-%d", i)
		w.unit(id, "commune", id, "tx-tan-chau", "2009-08-24", "2025-07-01")
		w.unit(id+".1", "ap", "Tân Hòa", id, "2009-08-24", "")
		insert(w, w.db, `update unit_version set type = 'ấp' where unit_id = $1`, id+".1")
		insert(w, w.db, `insert into unit_measure values ($1, date '2019-04-01', 2000, 8000, 4, 'niên giám')`, id)
		usual := fmt.Sprintf("QC54=%d QC55=%d QC59a=%d QC59b=1000 QC08=20 QC09=%d QC26=40 QC27=%d QC42=%d QC04=%d QC05=%d QC19=%d QC20=%d",
			10+i%3, 8+i%3, 930+i, 17+i%2, 30+i, 10+i%2, 4+i%2, 301+7*i, 11+i%3, 901+11*i)
		before := w.accepted(id, "2023-N", "2023-10-04", "2023-10-06")
		now := w.accepted(id, "2024-6T", fmt.Sprintf("2024-05-09T%02d:10:00+07:00", 8+i), "2024-05-10")
		insert(w, w.db, `update submission_reading set number = $2, signed_on = date '2024-05-08', data_from = date '2023-10-10', data_to = date '2024-05-05' where submission_id = $1`,
			now, fmt.Sprintf("%d/BC-UBND", i))
		switch i {
		case 1:
			w.gives(now, "QC54=10 QC55=12 QC29=100 QC30=50 QC31=30 QC33=10 QC10=9 QC08=10 QC11=96 QC09=9 QC41=1 QC42=10 QC43=8 QC44=3")
			insert(w, w.db, `update submission_reading set signed_on = date '2024-05-01', data_to = date '2024-06-30' where submission_id = $1`, now)
			insert(w, w.db, `update submission_reading set number = '1/bc-ubnd', signed_on = date '2024-02-01' where submission_id = $1`, before)
		case 2:
			w.gives(now, strings.Replace(usual, "QC54=12", "QC54=36", 1))
		case 3:
			w.gives(now, usual)
			w.gives(before, usual)
			continue
		case 4:
			figures := "QC54=20 QC55=20 QC59a=1000 QC59b=1000 QC08=20 QC09=20 QC26=40 QC27=40 QC48a=10 QC48b=10 QC61=20 QC62=20"
			w.gives(now, figures)
			s := w.sheet(now)
			s.cellNo = 50
			for n := range 20 {
				s.says(taskRow{label: fmt.Sprint(n), status: "dang_thuc_hien", actual: 20 + 5*n})
			}
		case 5, 6, 7:
			w.gives(now, usual)
			figure := 15
			if i == 7 {
				figure = 77
			}
			w.lines(now, "BÁO CÁO", passage(99, 80, 1), "I. Tình hình chung", passage(i, 90, 3), "II. Kết quả", passage(50, 120, figure))
		case 8:
			w.sheet(now).
				row(taskRow{label: "1", kind: "higher", target: 8.0, actual: 4.0, status: "hoan_thanh"}).
				row(taskRow{label: "2", status: "hoan_thanh"}).
				row(taskRow{label: "3", status: "khong_phat_sinh"}).
				row(taskRow{label: "4", status: "khong_ap_dung", start: "2024-05-01", due: "2024-04-01"}).
				ap("2", "Ấp Tân Hòa", 1.0, 1.0, "").ap("2", "tân hoà", 1.0, 1.0, "").ap("2", "Phú Yên", 1.0, 1.0, "")
			insert(w, w.db, `update task_target set evidence = 'Biên bản số 12/BB-UBND ngày 05/03/2024' where label = '1'`)
			insert(w, w.db, `insert into problem values ($1, 1, 1, 'status_contradiction', 'warn', 'NhiemVu!A1: …', '{}')`, now)
			insert(w, w.db, `insert into problem values ($1, 1, 2, 'spelling', 'inform', 'NhiemVu!A2: …', '{}')`, now)
			insert(w, w.db, `insert into problem values ($1, 1, 3, 'contradiction', 'warn', 'NhiemVu!A3: …', '{"what":"x"}')`, now)
		}
		w.gives(before, "QC54=8 QC42=3 QC04=5 QC05=200 QC19=9 QC20=600 QC59b=800")
	}
	return w
}

func answering(f Filter) Filter {
	f.Scope = f.Scope.Answering()
	return f
}

// One town serves the tests that only ask: it takes longer to make than to ask.
func TestFindingsOfATown(t *testing.T) {
	t.Parallel()
	w := qualityWorld(t)
	for name, test := range map[string]func(*testing.T, *world){
		"signals that survive the batch": signalsThatSurvive,
		"values far from the others":     valuesFarFromOthers,
		"sections that say the same":     sectionsThatSayTheSame,
		"evidence and arrivals":          evidenceAndArrivals,
		"who sees findings":              whoSeesFindings,
		"each number has its evidence":   findingsHaveEvidence,
	} {
		t.Run(name, func(t *testing.T) { test(t, w) })
	}
	// these two change the town
	t.Run("rules that reports break", func(t *testing.T) { rulesThatReportsBreak(t, w) })
	t.Run("findings change no other answer", func(t *testing.T) { findingsChangeNoOther(t, w) })
}

func rulesThatReportsBreak(t *testing.T, w *world) {
	table := answer(t, w, inTown(t, "2024-6T", "2024-05-20"), RuleFindings)
	wantRows(t, printedRows(table, "unit", "rule", "subject", "seen", "wanted", "seen_on", "wanted_on", "place", "code"), `
		xa-1 | QC-DATE | data_to | — | — | 2024-06-30 | 2024-05-05 | — | —
		xa-1 | QC-DATE | signed_on | — | — | 2024-05-01 | 2024-06-30 | — | —
		xa-1 | QC-DUP | number | — | — | 2024-05-01 | — | — | —
		xa-1 | QC-FUT | data_to | — | — | 2024-06-30 | 2024-05-09 | — | —
		xa-1 | QC-PART | QC55 | 12 | 10 | — | — | NhiemVu!A2 | —
		xa-1 | QC-RATE | QC11 | 96 | 90 | — | — | NhiemVu!A9 | —
		xa-1 | QC-SUM | QC29 | 90 | 100 | — | — | NhiemVu!A4 | —
		xa-8 | QC-DATE | 4 | — | — | 2024-05-01 | 2024-04-01 | NhiemVu!A4 | —
		xa-8 | QC-NA | not_applicable | 0.5 | 0.3 | — | — | — | —
		xa-8 | QC-SRC | contradiction | — | — | — | — | NhiemVu!A3 | contradiction
		xa-8 | QC-STATUS | status_contradiction | — | — | — | — | NhiemVu!A1 | status_contradiction
		xa-8 | QC-UNIT | Phú Yên | — | — | — | — | NhiemVu!A7 | —
	`)
	if got := strings.Join(table.Policy, " "); got != "chat-luong-2022" {
		t.Errorf("policy %q", got)
	}
	// what reading asked at the figure's own cell stands once
	insert(w, w.db, `insert into problem select submission_id, 1, 2, 'part_over_whole', 'warn', 'x', '{}' from submission_reading where unit_id = 'xa-1' and period_id = '2024-6T'`)
	table = answer(t, w, inTown(t, "2024-6T", "2024-05-20"), RuleFindings)
	n := strings.Count(printedRows(table, "rule"), "QC-PART")
	if n != 1 || !strings.Contains(printedRows(table, "code"), "part_over_whole") {
		t.Errorf("QC-PART stands %d times, want once, in reading's words", n)
	}
}

func TestACumulativeFigureDoesNotFallWithinTheYear(t *testing.T) {
	w := qualityWorld(t)
	w.gives(w.accepted("xa-1", "2024-N", "2024-10-08", "2024-10-09"), "QC54=9 QC42=12")
	table := answer(t, w, inTown(t, "2024-N", "2024-10-20"), RuleFindings)
	wantRows(t, printedRows(table, "unit", "rule", "subject", "seen", "wanted", "place"), `
		xa-1 | QC-CUM | QC54 | 9 | 10 | NhiemVu!A1
	`)
}

func signalsThatSurvive(t *testing.T, w *world) {
	f := answering(inTown(t, "2024-6T", "2024-05-20"))
	table := answer(t, w, f, Signals)
	got := map[string]string{}
	for i := range table.Rows {
		key := fmt.Sprint(table.Value(i, "unit"), " ", table.Value(i, "kind"), " ", table.Value(i, "subject"))
		got[key] = fmt.Sprint(table.Value(i, "seen"), " of ", table.Value(i, "out_of"), " ", table.Value(i, "survives"), " ", table.Value(i, "explained_by"))
		if p, adjusted := table.Value(i, "chance").(float64), table.Value(i, "adjusted_chance").(float64); p > adjusted || adjusted > 1 {
			t.Errorf("%s: p %v, adjusted %v", key, p, adjusted)
		}
	}
	for key, want := range map[string]string{
		"xa-2 so_dem QC54":          "36 of <nil> yes explain_so_dem",
		"xa-3 lap_lai <nil>":        "13 of 13 yes explain_lap_lai",
		"xa-4 tron_ven QC59a":       "1000 of 1000 yes explain_tron_ven",
		"xa-4 nhieu_tron_ven <nil>": "6 of 6 yes explain_nhieu_tron_ven",
		"xa-4 so_tron <nil>":        "30 of 30 yes explain_so_tron",
	} {
		if got[key] != want {
			t.Errorf("%s: got %q, want %q\nall: %s", key, got[key], want, printedRows(table, "unit", "kind", "subject", "seen", "out_of", "usual", "chance", "adjusted_chance", "survives"))
		}
	}
	// ordinary reports are left in peace
	for key := range got {
		if unit := key[:4]; unit != "xa-2" && unit != "xa-3" && unit != "xa-4" {
			t.Errorf("an ordinary report has %s: %s", key, got[key])
		}
	}
}

func valuesFarFromOthers(t *testing.T, w *world) {
	table := answer(t, w, answering(inTown(t, "2024-6T", "2024-05-20")), Outliers)
	found := false
	for i := range table.Rows {
		if table.Value(i, "unit") == "xa-2" && table.Value(i, "indicator") == "QC54" {
			found = true
			if table.Value(i, "per_base") != 18.0 || table.Value(i, "far_by_z") != "yes" || table.Value(i, "far_by_fence") != "yes" {
				t.Errorf("got %v", table.Rows[i].Values)
			}
		}
	}
	if !found {
		t.Errorf("xa-2 is not far off:\n%s", printedRows(table, "unit", "indicator", "per_base", "modified_z"))
	}
}

func sectionsThatSayTheSame(t *testing.T, w *world) {
	f := answering(inTown(t, "2024-6T", "2024-05-20"))
	table := answer(t, w, f, TextLikeness)
	wantRows(t, printedRows(table, "unit", "heading", "other_unit", "share_alike", "share_alike_masked", "likeness", "form_likeness"), `
		xa-5 | II. Kết quả | xa-6 | 1 | 1 | gan_nhu_trung | gan_nhu_trung
		xa-6 | II. Kết quả | xa-5 | 1 | 1 | gan_nhu_trung | gan_nhu_trung
		xa-5 | II. Kết quả | xa-7 | 0.3296 | 1 | — | gan_nhu_trung
		xa-6 | II. Kết quả | xa-7 | 0.3296 | 1 | — | gan_nhu_trung
		xa-7 | II. Kết quả | xa-5 | 0.3296 | 1 | — | gan_nhu_trung
		xa-7 | II. Kết quả | xa-6 | 0.3296 | 1 | — | gan_nhu_trung
	`)
	f.Scope = ScopeOf("xa-5").Answering()
	table = answer(t, w, f, TextLikeness)
	wantRows(t, printedRows(table, "unit", "other_unit", "likeness"), `
		xa-5 | — | gan_nhu_trung
		xa-5 | — | —
	`)
}

func evidenceAndArrivals(t *testing.T, w *world) {
	f := inTown(t, "2024-6T", "2024-05-20")
	wantRows(t, printedRows(answer(t, w, f, EvidenceScore), "unit", "n_claimed", "n_without", "evidence_score", "share_without"), `
		xa-8 | 2 | 1 | 0.25 | 0.5
	`)
	wantRows(t, printedRows(answer(t, w, f, BulkArrival), "n_received", "n_on_time", "n_last_day", "share_last_day", "most_in_an_hour"), `
		8 | 8 | 8 | 1 | 2
	`)
}

// Signals are for the commune and the reviewing officer; rules for whoever sees
// the report. A commune is held against its whole set and sees itself alone.
func whoSeesFindings(t *testing.T, w *world) {
	f := inTown(t, "2024-6T", "2024-05-20")
	all := map[string]*Table{}
	for name, question := range qualityQuestions {
		all[name] = answer(t, w, answering(f), question)
		plain := answer(t, w, f, question)
		if hidden := name == "Signals" || name == "Outliers" || name == "TextLikeness"; hidden != (len(plain.Rows) == 0) {
			t.Errorf("%s for who does not answer: %d rows", name, len(plain.Rows))
		}
		nobody := f
		nobody.Scope = Scope{}.Answering()
		if table := answer(t, w, nobody, question); len(table.Rows) > 0 {
			t.Errorf("%s for nobody: %v", name, table.Rows)
		}
	}
	for _, unit := range []string{"xa-2", "xa-3", "xa-4"} {
		own := f
		own.Scope = ScopeOf(unit).Answering()
		table := answer(t, w, own, Signals)
		want := 0
		for i := range all["Signals"].Rows {
			if all["Signals"].Value(i, "unit") != unit {
				continue
			}
			for _, key := range []string{"kind", "chance", "adjusted_chance", "survives", "n_tests"} {
				if got := table.Value(want, key); got != all["Signals"].Value(i, key) {
					t.Errorf("%s, %s: alone %v, in the town %v", unit, key, got, all["Signals"].Value(i, key))
				}
			}
			want++
		}
		if len(table.Rows) != want || want == 0 {
			t.Errorf("%s: %d rows alone, %d in the town", unit, len(table.Rows), want)
		}
	}
	for name, question := range qualityQuestions {
		for _, unit := range []string{"xa-1", "xa-4", "xa-5", "xa-8"} {
			own := f
			own.Scope = ScopeOf(unit).Answering()
			namesOnly(t, w, own, name, unit, answer(t, w, own, question))
		}
	}
	q := url.Values{"q": {"findings"}, "kind": {"lap_lai"}, "period": {"2024-6T"}, "unit": {"xa-3"}}
	for want, asked := range map[int]Filter{0: f, 13: answering(f)} {
		table, err := EvidenceOf(t.Context(), w.asked(), asked, q)
		if err != nil {
			t.Fatal(err)
		}
		if len(table.Rows) != want {
			t.Errorf("evidence of a signal: %d rows, want %d", len(table.Rows), want)
		}
	}
}

// A finding changes no score: the same figures give the same completion with
// and without a policy of quality.
func findingsChangeNoOther(t *testing.T, w *world) {
	f := answering(inTown(t, "2024-6T", "2024-05-20"))
	before := printedRows(answer(t, w, f, Completion), "unit", "lower", "upper", "point")
	values := printedRows(answer(t, w, f, IndicatorValues), "unit", "indicator", "counted", "share", "per_base")
	insert(w, w.db, `delete from policy where kind = 'quality'`)
	if after := printedRows(answer(t, w, f, Completion), "unit", "lower", "upper", "point"); after != before {
		t.Errorf("got\n%swant\n%s", after, before)
	}
	if after := printedRows(answer(t, w, f, IndicatorValues), "unit", "indicator", "counted", "share", "per_base"); after != values {
		t.Error("values of indicators changed")
	}
	for name, question := range qualityQuestions {
		if table := answer(t, w, f, question); name != "BulkArrival" && len(table.Rows) > 0 {
			t.Errorf("%s without a policy: %v", name, table.Rows)
		}
	}
}

func findingsHaveEvidence(t *testing.T, w *world) {
	c := &data.Catalogue{Periods: []data.Period{{ID: "2024-6T"}}}
	held, faults, err := CheckEvidence(t.Context(), w.asked(), c, ScopeOf("tx-tan-chau").Answering(), day(t, "2024-05-20"))
	if err != nil {
		t.Fatal(err)
	}
	ours := []string{}
	for _, fault := range faults {
		for _, table := range []string{"quy-tac", "dau-hieu", "ngoai-le", "giong-nhau", "minh-chung", "don-nop"} {
			if strings.Contains(fault, "bảng "+table) {
				ours = append(ours, fault)
			}
		}
	}
	if held < 100 || len(ours) > 0 {
		t.Errorf("held %d numbers, faults %v", held, ours)
	}
}

// namesOnly holds that a table and the evidence of all its numbers name one unit.
func namesOnly(t *testing.T, w *world, f Filter, name, unit string, table *Table) {
	t.Helper()
	seen := map[Evidence]bool{"": true}
	for i, row := range table.Rows {
		for _, key := range []string{"unit", "other_unit"} {
			if v := table.Value(i, key); v != nil && v != unit {
				t.Errorf("%s as %s names %v", name, unit, v)
			}
		}
		for _, e := range row.Evidence {
			if seen[e] {
				continue
			}
			seen[e] = true
			q, err := url.ParseQuery(string(e))
			if err != nil {
				t.Fatal(err)
			}
			rows, err := EvidenceOf(t.Context(), w.asked(), f, q)
			if err != nil {
				t.Fatal(err)
			}
			for j := range rows.Rows {
				if v := rows.Value(j, "unit"); v != unit {
					t.Errorf("%s as %s: the evidence %s names %v", name, unit, e, v)
				}
			}
			q.Del("unit") // what is not narrowed names no more
			if rows, err = EvidenceOf(t.Context(), w.asked(), f, q); err != nil {
				t.Fatal(err)
			}
			for j := range rows.Rows {
				if v := rows.Value(j, "unit"); v != unit {
					t.Errorf("%s as %s: the evidence %s without its unit names %v", name, unit, e, v)
				}
			}
		}
	}
}
