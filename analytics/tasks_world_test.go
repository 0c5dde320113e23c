package analytics

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// A sheet is the task rows of one file; its cells are written beside them.
type sheet struct {
	w          *world
	submission int64
	fileNo     int
	cellNo     int
}

// plan writes the plan of a unit for a year, received at an instant.
func (w *world) plan(unit string, year int, at string) *sheet {
	w.Helper()
	id := w.sent(unit, "", at, "plan", "read")
	insert(w, w.db, `update submission_reading set year = $2 where submission_id = $1`, id, year)
	return &sheet{w: w, submission: id, fileNo: 1}
}

// sheet writes into file 1 of a submission.
func (w *world) sheet(submission int64) *sheet {
	return &sheet{w: w, submission: submission, fileNo: 1}
}

// cell writes one cell with a text and moves on to it.
func (s *sheet) cell(text string) int {
	s.w.Helper()
	s.cellNo++
	insert(s.w, s.w.db, `insert into cell values ($1, $2, $3, 'NhiemVu', $3, 1, $4, $5, false)`,
		s.submission, s.fileNo, s.cellNo, fmt.Sprintf("NhiemVu!A%d", s.cellNo), text)
	return s.cellNo
}

// sets writes tasks of a plan: "II.1" or "II.1 2024-05-01 2024-12-31".
func (s *sheet) sets(tasks ...string) *sheet {
	s.w.Helper()
	for i, task := range tasks {
		f := append(strings.Fields(task), "", "")
		insert(s.w, s.w.db, `insert into plan_task values ($1, $2, $3, $4, $5, $6, $7, cast(nullif($8, '') as date), cast(nullif($9, '') as date), null, null)`,
			s.submission, s.fileNo, s.cell(f[0]+". Nhiệm vụ"), i+1, f[0], "Nhiệm vụ "+f[0], "Nội dung "+f[0], f[1], f[2])
	}
	return s
}

// a row of a report's task sheet; "" and nil are not stated.
type taskRow struct {
	label, town, coverage, kind, unit, start, due, responsible, rollup, status string
	target, actual, progress, weight                                           any
}

// row writes the target, the status and the link of one task.
func (s *sheet) row(r taskRow) *sheet {
	s.w.Helper()
	at := s.cell(strings.Join([]string{r.label, r.status}, " "))
	insert(s.w, s.w.db, `insert into task_target values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, null, null, null, $10,
		cast(nullif($11, '') as date), cast(nullif($12, '') as date), $13, '', $14)`,
		s.submission, s.fileNo, at, r.label, "Nhiệm vụ "+r.label, "Nội dung "+r.label, r.kind, r.unit, r.target,
		r.weight, r.start, r.due, r.responsible, r.rollup)
	s.status(at, r)
	if r.town != "" {
		if r.coverage == "" {
			r.coverage = "full"
		}
		insert(s.w, s.w.db, `insert into task_link values ($1, $2, $3, $4, $5, $6)`,
			s.submission, s.fileNo, at, r.label, r.town, r.coverage)
	}
	return s
}

// says writes the status of a task alone, as a narrative does.
func (s *sheet) says(r taskRow) *sheet {
	s.w.Helper()
	s.status(s.cell(r.label+" "+r.status), r)
	return s
}

func (s *sheet) status(at int, r taskRow) {
	s.w.Helper()
	insert(s.w, s.w.db, `insert into task_status values ($1, $2, $3, $4, nullif($5, ''), $6, $7, $8, '')`,
		s.submission, s.fileNo, at, r.label, r.status, r.progress, r.target, r.actual)
}

// ap writes the row of one ấp in a task.
func (s *sheet) ap(label, ap string, target, actual any, status string) *sheet {
	s.w.Helper()
	insert(s.w, s.w.db, `insert into task_status_ap values ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''))`,
		s.submission, s.fileNo, s.cell(ap), label, ap, target, actual, status)
	return s
}

const completionPolicy = `{"min_coverage":0.7,"cap":true,"default_weight":1,"pace_ahead":0.1,"pace_behind":-0.1,"coverage":{"full":1,"partial":0.5,"none":0}}`

// taskWorld is the town of 2024 with a plan of four tasks and its communes:
//
//	xa-tan-an      reports at mid-year and at the year's end, with links, ấp and
//	               all kinds of status; a correction of the year's report
//	xa-chau-phong  a narrative without a sheet, beside a plan of its own
//	xa-tan-thanh   a report that waits for review
//	xa-le-chanh    its plan alone
//	xa-long-an     nothing at all
//	xa-phu-loc     exempt
func taskWorld(t testing.TB) *world {
	w := newWorld(t)
	insert(w, w.db, `insert into policy values ('hoan-thanh-2022', 'completion', date '2022-01-01', null, $1, 'test', 'test')`, completionPolicy)
	for _, name := range []string{"xa-tan-an", "xa-chau-phong", "xa-tan-thanh", "xa-le-chanh", "xa-long-an", "xa-phu-loc"} {
		w.unit(name, "commune", name, "tx-tan-chau", "2009-08-24", "2025-07-01")
	}
	w.unit("xa-tan-an.1", "ap", "Tân Hòa", "xa-tan-an", "2009-08-24", "")
	w.plan("tx-tan-chau", 2024, "2024-03-01").sets("II.1", "II.2", "II.3 2024-05-01 2024-12-31", "II.4")
	w.plan("xa-tan-an", 2024, "2024-04-20").sets("1", "2", "3", "4", "5")
	w.plan("xa-chau-phong", 2024, "2024-04-20").sets("II.1", "II.2 2024-01-01 2024-04-30", "II.3")
	w.plan("xa-le-chanh", 2024, "2024-04-20").sets("II.1", "II.2")
	w.exempted("xa-phu-loc", "2024-6T", "2024-04-01")

	w.sheet(w.accepted("xa-tan-an", "2024-6T", "2024-05-08", "2024-05-09")).
		row(taskRow{label: "1", town: "II.1", status: "hoan_thanh", responsible: "UBND xã"}).
		row(taskRow{label: "2", town: "II.2", kind: "higher", unit: "cuộc", target: 8.0, actual: 4.0, status: "dang_thuc_hien", start: "2024-01-01", due: "2024-12-31"}).
		row(taskRow{label: "3", town: "II.3", coverage: "partial", status: "dang_thuc_hien", progress: 0.6, start: "2024-05-01", due: "2024-12-31"}).
		row(taskRow{label: "4", town: "II.2", coverage: "partial", status: "dang_thuc_hien", due: "2024-04-30"}).
		row(taskRow{label: "5", kind: "higher", target: 16.0}).
		ap("5", "Ấp 1", 4.0, 9.0, "").ap("5", "Ấp 2", 4.0, 4.0, "").ap("5", "Ấp 3", 4.0, 1.0, "").
		ap("5", "Ấp 4", 4.0, nil, "").ap("5", "Ấp 5", 4.0, nil, "khong_phat_sinh").
		row(taskRow{label: "6", status: "hoan_thanh"})
	year := func(id int64, two string) {
		w.sheet(id).
			row(taskRow{label: "1", town: "II.1", status: "dang_thuc_hien", progress: 0.9}).
			row(taskRow{label: "2", town: "II.2", kind: "higher", target: 8.0, actual: 8.0, status: two}).
			row(taskRow{label: "3", town: "II.3", status: "khong_phat_sinh"}).
			row(taskRow{label: "4", status: ""}).
			row(taskRow{label: "6", status: "hoan_thanh_vuot"})
	}
	year(w.accepted("xa-tan-an", "2024-N", "2024-10-08", "2024-10-09"), "dang_thuc_hien")
	year(w.accepted("xa-tan-an", "2024-N", "2024-10-20", "2024-10-22"), "hoan_thanh")

	w.sheet(w.accepted("xa-chau-phong", "2024-6T", "2024-05-10", "2024-05-13")).
		says(taskRow{label: "II.1", status: "hoan_thanh"}).
		says(taskRow{label: "II.2", status: "dang_thuc_hien"}).
		says(taskRow{label: "9", status: "hoan_thanh"})
	w.sheet(w.received("xa-tan-thanh", "2024-6T", "2024-05-09")).
		row(taskRow{label: "1", town: "II.1", status: "hoan_thanh"})
	return w
}

// inTown is the filter of the whole town.
func inTown(t testing.TB, period, asOf string) Filter {
	return Filter{Scope: ScopeOf("tx-tan-chau"), Period: period, AsOf: day(t, asOf)}
}

// answer asks one question that must succeed.
func answer(t testing.TB, w *world, f Filter, question func(context.Context, DB, Filter) (*Table, error)) *Table {
	t.Helper()
	table, err := question(context.Background(), w.asked(), f)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// printedRows prints the chosen columns of a table, one line a row, "—" for null.
func printedRows(table *Table, keys ...string) string {
	var b strings.Builder
	for i := range table.Rows {
		for j, key := range keys {
			if j > 0 {
				b.WriteString(" | ")
			}
			switch v := table.Value(i, key).(type) {
			case nil:
				b.WriteString("—")
			case float64:
				fmt.Fprintf(&b, "%.4g", v)
			default:
				fmt.Fprint(&b, v)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func wantRows(t *testing.T, got, want string) {
	t.Helper()
	want = strings.ReplaceAll(strings.TrimLeft(want, "\n"), "\t", "")
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
