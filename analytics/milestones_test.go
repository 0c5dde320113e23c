package analytics

import (
	"net/url"
	"testing"
)

// stones gives a task of a sending milestones, in one cell.
func (s *sheet) stones(label, text string, list ...any) {
	s.w.Helper()
	at := s.cell(text)
	for i := 0; i < len(list); i += 2 {
		insert(s.w, s.w.db, `insert into task_milestone values ($1, $2, $3, $4, cast($5 as date), $6)`,
			s.submission, s.fileNo, at, label, list[i], list[i+1])
	}
}

// The plan's milestones step; the report's stand before them; a task without any
// goes on by days (METHOD.md 2.5).
func TestMilestonesStepTheExpectedProgress(t *testing.T) {
	w := newWorld(t)
	insert(t, w.db, `insert into policy values ('hoan-thanh', 'completion', date '2022-01-01', null,
		'{"min_coverage":0.7,"cap":true,"default_weight":1,"pace_ahead":0.1,"pace_behind":-0.1,"coverage":{"full":1,"partial":0.5,"none":0}}', 't', 't')`)
	w.unit("xa-1", "commune", "xa-1", "tx-tan-chau", "2003-01-01", "2025-07-01")
	plan := w.sent("xa-1", "", "2024-01-10", "plan", "read")
	insert(t, w.db, `update submission_reading set year = 2024 where submission_id = $1`, plan)
	w.sheet(plan).sets("1 2024-01-01 2024-12-31", "2 2024-01-01 2024-12-31").
		stones("1", "31/3: 20%; 30/6: 80%", "2024-03-31", 0.2, "2024-06-30", 0.8)
	f := w.filter("2024-6T", "2024-05-20")
	f.Unit = "xa-1"

	report := w.accepted("xa-1", "2024-6T", "2024-05-08", "2024-05-09") // figures up to 5/5
	w.sheet(report).
		row(taskRow{label: "1", status: "dang_thuc_hien", progress: 0.5, start: "2024-01-01", due: "2024-12-31"}).
		row(taskRow{label: "2", status: "dang_thuc_hien", progress: 0.5, start: "2024-01-01", due: "2024-12-31"})
	gap := func() (string, string) {
		table := answer(t, w, f, Completion)
		q, err := url.ParseQuery(string(table.Rows[0].Evidence[table.Col("gap_points")]))
		if err != nil {
			t.Fatal(err)
		}
		rows := must(t)(EvidenceOf(t.Context(), w.asked(), f, q))
		return printedRows(table, "plan_expected"), printedRows(rows, "what", "plan_expected", "milestones")
	}
	// 126 of 366 days have gone: 0.3443
	expected, rows := gap()
	wantRows(t, expected, `
		0.2721
		`)
	wantRows(t, rows, `
		1 | 0.2 | NhiemVu!A3: 31/03/2024 20 %; 30/06/2024 80 %
		2 | 0.3443 | —
		`)
	s := w.sheet(report)
	s.cellNo = 10
	s.stones("1", "5/5: 70%; 31/12: 30%", "2024-05-05", 0.7, "2024-12-31", 0.3)
	expected, rows = gap()
	wantRows(t, expected, `
		0.5221
		`)
	wantRows(t, rows, `
		1 | 0.7 | NhiemVu!A11: 05/05/2024 70 %; 31/12/2024 30 %
		2 | 0.3443 | —
		`)
}
