package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2024, 5, 8, 5, 0, 0, 0, time.UTC)

func openTest(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(context.Background(), Options{Dir: dir, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// readingOf is a report of one unit with one task, one figure and a problem.
func readingOf(unit, period string, value float64) *Reading {
	year, number := 2024, "52/BC-UBND"
	half := 0.5
	cell := func(ref string, row, col int, text string) Cell {
		return Cell{At: Place{Sheet: "ChiTieu", Cell: ref}, Sheet: "ChiTieu", Row: row, Col: col, Text: text}
	}
	r := &Reading{Kind: KindReport, UnitID: unit, Period: period, Head: Head{Year: &year, Number: &number},
		Cells: []Cell{cell("A5", 5, 1, "QC42"), cell("E5", 5, 5, fmt.Sprint(value)), cell("J5", 5, 10, "60")},
		Targets: []TaskTarget{{Label: "II.1", Text: "Quán triệt: học", Type: "status", At: Place{Sheet: "ChiTieu", Cell: "A5"},
			Milestones: []Milestone{{On: Date(2024, 6, 30), Share: 0.4, At: Place{Sheet: "ChiTieu", Cell: "J5"}}, {On: Date(2024, 12, 31), Share: 0.6, At: Place{Sheet: "ChiTieu", Cell: "J5"}}}}},
		Report: &ReportValues{Report: "sơ kết 6 tháng", Year: 2024, DataTo: Date(2024, 5, 5),
			Tasks:      []TaskStatus{{Label: "II.1", Status: StatusInProgress, Progress: &half, Note: "đang làm", At: Place{Sheet: "ChiTieu", Cell: "J5"}}},
			Indicators: []IndicatorValue{{Code: "QC42", Value: value, Unit: "đơn", Printed: fmt.Sprint(value), At: Place{Sheet: "ChiTieu", Cell: "E5"}}}},
		Problems: []Problem{NewProblem("negative", Warn, Place{Sheet: "ChiTieu", Cell: "E5"}, "where", "E5", "what", "Đơn thư", "got", "-1")}}
	return r
}

// send puts one made-up report through: kept, received, read, accepted.
func send(t *testing.T, s *Store, text, unit, period string, value float64) int64 {
	t.Helper()
	ctx := context.Background()
	info, err := s.Keep(ctx, text+".xlsx", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	seqs, err := s.Record(ctx, "xã", &SubmissionReceived{ReceivedAt: noon, ClockKnown: true, Files: []FileInfo{info}})
	if err != nil {
		t.Fatal(err)
	}
	hash, err := s.KeepReading(ctx, readingOf(unit, period, value))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Record(ctx, "xã",
		&SubmissionRead{Submission: seqs[0], Outcome: OutcomeRead, Document: KindReport, UnitID: unit, PeriodID: period, Year: 2024, Readings: []string{hash}, Reader: "1"},
		&ReviewRecorded{Submission: seqs[0], DecidedOn: Date(2024, 5, 9), Decision: Accepted})
	if err != nil {
		t.Fatal(err)
	}
	return seqs[0]
}

// dump is every row of every table that events write, in a fixed order.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	var out strings.Builder
	for _, table := range []string{"submission", "submission_file", "submission_reading", "review", "exemption", "cell", "fact",
		"plan_task", "task_target", "task_status", "task_status_ap", "task_link", "task_milestone", "flag_answer", "outside_figure", "plan_duty", "problem", "applied",
		"submission_origin", "submission_sent", "submission_content", "file_reading", "answer", "correction", "confirmation", "explanation", "withdrawal", "alias", "reread_change",
		"reread", "unit_import", "unit_change", "unit", "unit_version", "unit_edge", "unit_measure"} {
		rows, err := s.QueryContext(context.Background(), "select x::varchar from "+table+" x order by 1")
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&out, table, row)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return out.String()
}

func clean(t *testing.T, s *Store) {
	t.Helper()
	report, err := s.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Faults) > 0 {
		t.Fatalf("check: %s", strings.Join(report.Faults, "\n"))
	}
}

func TestWhatWasRecordedIsThereAfterReopening(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	id := send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	before := dump(t, s)
	for _, want := range []string{"QC42", "xa-tan-an", "dang_thuc_hien", "đang làm", "accepted", "ChiTieu!E5"} {
		if !strings.Contains(before, want) {
			t.Errorf("no %q in the rows:\n%s", want, before)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, dir)
	if got := dump(t, s); got != before {
		t.Errorf("rows after reopening:\n%s\nwant\n%s", got, before)
	}
	if got := s.SubmissionOf(sha(t, s, "một")); got != id {
		t.Errorf("the file belongs to submission %d, want %d", got, id)
	}
	clean(t, s)
}

func sha(t *testing.T, s *Store, text string) string {
	t.Helper()
	info, err := s.Keep(context.Background(), text, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return info.SHA256
}

func TestAnEventThatIsRefusedLeavesNothing(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := context.Background()
	id := send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	before := dump(t, s)
	ledger, _ := os.ReadFile(filepath.Join(s.o.Dir, "ledger.jsonl"))
	good := &ReviewRecorded{Submission: id, DecidedOn: Date(2024, 5, 10), Decision: Returned, ReasonKind: Formal}
	hash, _ := s.KeepReading(ctx, readingOf("xa-tan-an", "2024-6T", 1))
	lost := readingOf("xa-tan-an", "2024-6T", 1)
	lost.Report.Indicators[0].At.Cell = "Z99"
	lostHash, _ := s.KeepReading(ctx, lost)
	info, _ := s.Keep(ctx, "hai", strings.NewReader("hai"))
	for name, c := range map[string]struct {
		bad  Event
		want error
	}{
		"review of nothing":        {&ReviewRecorded{Submission: 999, DecidedOn: 1, Decision: Accepted}, ErrNotFound},
		"review without a day":     {&ReviewRecorded{Submission: id, Decision: Accepted}, ErrInvalid},
		"return without a reason":  {&ReviewRecorded{Submission: id, DecidedOn: 1, Decision: Returned}, ErrInvalid},
		"read twice":               {&SubmissionRead{Submission: id, Readings: []string{hash}}, ErrConflict},
		"no files":                 {&SubmissionReceived{ReceivedAt: noon}, ErrInvalid},
		"same bytes":               {&SubmissionReceived{ReceivedAt: noon, Files: []FileInfo{{Name: "một", SHA256: sha(t, s, "một")}}}, ErrDuplicate},
		"exemption without reason": {&ExemptionGranted{UnitID: "xa-tan-an", PeriodID: "2024-6T", GrantedOn: 1}, ErrInvalid},
		"exemption of nobody":      {&ExemptionGranted{UnitID: "xa-khong-co", PeriodID: "2024-6T", GrantedOn: 1, GrantedBy: "a", Reason: "b", Document: "c"}, ErrInvalid},
	} {
		if _, err := s.Record(ctx, "xã", good, c.bad); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if got := dump(t, s); got != before {
		t.Errorf("rows changed:\n%s\nwant\n%s", got, before)
	}
	if after, _ := os.ReadFile(filepath.Join(s.o.Dir, "ledger.jsonl")); !bytes.Equal(after, ledger) {
		t.Error("the ledger changed")
	}
	// A figure that stands in no cell is refused when it is read.
	seqs, err := s.Record(ctx, "xã", &SubmissionReceived{ReceivedAt: noon, Files: []FileInfo{info}})
	if err != nil {
		t.Fatal(err)
	}
	read := &SubmissionRead{Submission: seqs[0], Outcome: OutcomeRead, Document: KindReport, UnitID: "xa-tan-an", PeriodID: "2024-6T", Readings: []string{lostHash}}
	if _, err := s.Record(ctx, "xã", read); !errors.Is(err, ErrInvalid) {
		t.Errorf("a figure without a cell: got %v, want ErrInvalid", err)
	}
	unread, err := s.Unread(ctx)
	if err != nil || len(unread) != 1 || unread[0].Submission != seqs[0] {
		t.Errorf("unread: got %v, %v; want submission %d", unread, err, seqs[0])
	}
	clean(t, s)
}

// The process dies after the ledger's sync and before DuckDB's commit.
func TestTheLedgersTailIsReplayed(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	ctx := context.Background()
	info, _ := s.Keep(ctx, "hai", strings.NewReader("hai"))
	tx, err := begin(ctx, s.writer, s.Catalogue(), s.Reading, &s.memory)
	if err != nil {
		t.Fatal(err)
	}
	lines, sealed, err := s.stage(tx, []Signed{{"xã", &SubmissionReceived{ReceivedAt: noon, Files: []FileInfo{info}}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ledger.append(lines, sealed); err != nil {
		t.Fatal(err)
	}
	tx.rollback()
	s.Close()
	s = openTest(t, dir)
	if got := s.SubmissionOf(info.SHA256); got != lines[0].Seq {
		t.Errorf("submission %d, want %d", got, lines[0].Seq)
	}
	if r, err := s.Receipt(ctx, lines[0].Seq); err != nil || !r.ReceivedAt.Equal(noon) {
		t.Errorf("receipt %v, %v", r, err)
	}
	clean(t, s)
}

func TestDuckDBIsOnlyAnIndex(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, path string){
		"deleted": func(t *testing.T, path string) { must(t, os.Remove(path)) },
		"garbage": func(t *testing.T, path string) { must(t, os.WriteFile(path, []byte("không phải DuckDB"), 0o600)) },
		"cut":     func(t *testing.T, path string) { must(t, os.Truncate(path, 5000)) },
		"bad WAL": func(t *testing.T, path string) {
			must(t, os.WriteFile(path+".wal", bytes.Repeat([]byte{7}, 4096), 0o600))
		},
		"old copy": func(t *testing.T, path string) {
			b, err := os.ReadFile(path + ".old")
			must(t, err)
			must(t, os.WriteFile(path, b, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "danbiet.duckdb")
			s := openTest(t, dir)
			send(t, s, "một", "xa-tan-an", "2024-6T", 28)
			must(t, s.Close())
			b, err := os.ReadFile(path)
			must(t, err)
			must(t, os.WriteFile(path+".old", b, 0o600))
			s = openTest(t, dir)
			send(t, s, "hai", "xa-long-an", "2024-6T", 7)
			want := dump(t, s)
			must(t, s.Close())
			damage(t, path)
			s = openTest(t, dir)
			if got := dump(t, s); got != want {
				t.Errorf("rows:\n%s\nwant\n%s", got, want)
			}
			clean(t, s)
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRebuildGivesTheSameRows(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	send(t, s, "hai", "xa-long-an", "2024-6T", 0.1+0.2)
	want := dump(t, s)
	must(t, s.Close())
	s, err := Rebuild(context.Background(), Options{Dir: dir, Now: func() time.Time { return noon.AddDate(1, 0, 0) }})
	must(t, err)
	defer s.Close()
	if got := dump(t, s); got != want {
		t.Errorf("rows:\n%s\nwant\n%s", got, want)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "quarantine", "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestALostLedgerIsNotOpened(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	must(t, s.Close())
	path := filepath.Join(dir, "ledger.jsonl")
	b, err := os.ReadFile(path)
	must(t, err)
	first := b[:bytes.IndexByte(b, '\n')+1]
	must(t, os.WriteFile(path, first, 0o600))
	_, err = Open(context.Background(), Options{Dir: dir, Now: time.Now})
	if !errors.Is(err, ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt: receipts were given for lines that are gone", err)
	}
}

// A ledger written anew from end to end has a whole chain, but it is not the one
// that DuckDB was built from.
func TestARewrittenLedgerIsNotOpened(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	lines, err := s.LedgerLines("")
	must(t, err)
	must(t, s.Close())
	var forged []byte
	prev := ""
	for _, l := range lines {
		l.Actor, l.Prev = "người khác", prev
		b, err := l.seal()
		must(t, err)
		forged, prev = append(forged, b...), l.Hash
	}
	must(t, os.WriteFile(filepath.Join(dir, "ledger.jsonl"), forged, 0o600))
	_, err = Open(context.Background(), Options{Dir: dir, Now: time.Now})
	if !errors.Is(err, ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt", err)
	}
}

func TestOneProcessAtATime(t *testing.T) {
	dir := t.TempDir()
	openTest(t, dir)
	if _, err := Open(context.Background(), Options{Dir: dir, Now: time.Now}); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
}

// Who asks a store that was closed is turned away: it must not open again behind
// the back of the process that has the folder now.
func TestAClosedStoreStaysClosed(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.QueryContext(t.Context(), "select 1"); !errors.Is(err, ErrUnavailable) {
		t.Errorf("asked after closing: got %v, want ErrUnavailable", err)
	}
	if _, err := s.Record(t.Context(), "x", &ReviewRecorded{Submission: 1}); !errors.Is(err, ErrUnavailable) {
		t.Errorf("told after closing: got %v, want ErrUnavailable", err)
	}
	openTest(t, dir)
}

// A write that fails half-way (here: the ledger's handle is gone) gives no
// receipt, and the next one works.
func TestAFailedLedgerWriteIsNotAReceipt(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := context.Background()
	send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	before := dump(t, s)
	info, _ := s.Keep(ctx, "hai", strings.NewReader("hai"))
	e := &SubmissionReceived{ReceivedAt: noon, Files: []FileInfo{info}}
	s.ledger.file.Close()
	if _, err := s.Record(ctx, "xã", e); !errors.Is(err, ErrUnavailable) {
		t.Fatalf("got %v, want ErrUnavailable", err)
	}
	if got := dump(t, s); got != before {
		t.Errorf("rows changed:\n%s", got)
	}
	if _, err := s.Record(ctx, "xã", e); err != nil {
		t.Fatalf("after the failure: %v", err)
	}
	clean(t, s)
}

func TestCheckFindsDamage(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, s *Store){
		"an original changed": func(t *testing.T, s *Store) {
			must(t, os.WriteFile(s.originals.path(sha(t, s, "một")), []byte("khác"), 0o600))
		},
		"a reading lost": func(t *testing.T, s *Store) {
			files, _ := filepath.Glob(filepath.Join(s.o.Dir, "readings", "*", "*"))
			must(t, os.Remove(files[0]))
		},
		"cells lost": func(t *testing.T, s *Store) {
			_, err := s.writer.ExecContext(context.Background(), "delete from cell where cell_no = 2")
			must(t, err)
		},
		"a ledger line changed": func(t *testing.T, s *Store) {
			path := filepath.Join(s.o.Dir, "ledger.jsonl")
			b, err := os.ReadFile(path)
			must(t, err)
			must(t, os.WriteFile(path, bytes.Replace(b, []byte("accepted"), []byte("returned"), 1), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := openTest(t, t.TempDir())
			send(t, s, "một", "xa-tan-an", "2024-6T", 28)
			clean(t, s)
			damage(t, s)
			report, err := s.Check(context.Background())
			must(t, err)
			if len(report.Faults) == 0 {
				t.Error("nobody noticed")
			}
		})
	}
}

// The instance may not reach outside its folder, load extensions or be talked
// into other settings.
func TestDuckDBIsHardened(t *testing.T) {
	s := openTest(t, t.TempDir())
	secret := filepath.Join(t.TempDir(), "mat.txt")
	must(t, os.WriteFile(secret, []byte("bí mật"), 0o600))
	for _, q := range []string{
		"select * from read_text('" + secret + "')",
		"attach '" + secret + ".db' as other",
		"copy (select 1) to '" + secret + ".csv'",
		"install httpfs", "load httpfs",
		"set memory_limit = '8GB'", "set enable_external_access = true",
	} {
		rows, err := s.QueryContext(context.Background(), q)
		if err == nil {
			rows.Close()
			t.Errorf("%s: was allowed", q)
		}
	}
}

func TestReadersSeeWholeTransactionsOnly(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := context.Background()
	done := make(chan error, 1)
	go func() {
		var err error
		for i := range 20 {
			info, kerr := s.Keep(ctx, "x", strings.NewReader(fmt.Sprint("tệp ", i)))
			_, rerr := s.Record(ctx, "xã", &SubmissionReceived{ReceivedAt: noon, Files: []FileInfo{info}})
			err = errors.Join(err, kerr, rerr)
		}
		done <- err
	}()
	for {
		var submissions, files int
		must(t, s.one(ctx, &submissions, "select (select count(*) from submission) - (select count(*) from submission_file)"))
		must(t, s.one(ctx, &files, "select count(*) from submission_file"))
		if submissions != 0 {
			t.Fatalf("a reader saw %d submissions without their files", submissions)
		}
		select {
		case err := <-done:
			must(t, err)
			return
		default:
		}
	}
}

// The state of a table is another one when its rows are, and only then.
func TestStateOfATable(t *testing.T) {
	s := openTest(t, t.TempDir())
	tables := []string{"submission", "submission_reading", "exemption", "unit_version", "period", "fact"}
	states := func() (all []int64) {
		for _, table := range tables {
			all = append(all, s.StateOf(table))
		}
		return all
	}
	before := states()
	id := send(t, s, "báo cáo", "xa-tan-an", "2024-6T", 5)
	sent := states()
	if sent[0] == before[0] || sent[1] == before[1] {
		t.Errorf("a report leaves the states of sendings and readings as they were: %v", sent)
	}
	if !slices.Equal(sent[2:], before[2:]) {
		t.Errorf("a report changes the states of other tables: %v, then %v", before, sent)
	}
	if _, err := s.Record(t.Context(), "x", &ReviewRecorded{Submission: id + 100}); err == nil {
		t.Fatal("recorded")
	}
	if !slices.Equal(states(), sent) {
		t.Error("what was refused changes a state")
	}
	hash, err := s.KeepReading(t.Context(), readingOf("xa-tan-an", "2024-6T", 6))
	must(t, err)
	_, err = s.Record(t.Context(), "x", &SubmissionReread{Submissions: []int64{id}, Reader: "2"},
		&SubmissionRead{Submission: id, Outcome: OutcomeRead, Document: KindReport, UnitID: "xa-tan-an", PeriodID: "2024-6T", Year: 2024, Readings: []string{hash}, Reader: "2"})
	must(t, err)
	if again := states(); again[5] == sent[5] {
		t.Error("figures that went leave the state of figures as it was")
	}
}

// A form of the next report is filled with what the last one set out.
func TestStatedTasksHaveTheirMilestones(t *testing.T) {
	s := openTest(t, t.TempDir())
	defer s.Close()
	send(t, s, "một", "xa-tan-an", "2024-6T", 1)
	tasks, err := s.StatedTasks(context.Background(), "xa-tan-an", 2024)
	if err != nil || len(tasks) != 1 {
		t.Fatalf("%d tasks, %v", len(tasks), err)
	}
	if got, want := tasks[0].MilestoneText, "30/06/2024: 40%; 31/12/2024: 60%"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
