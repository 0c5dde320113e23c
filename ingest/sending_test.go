package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"danbiet/data"
)

// report is a small report of figures as offices type it.
func report(unit, period, number string, figures ...string) []byte {
	var b strings.Builder
	if unit != "" {
		fmt.Fprintf(&b, "don_vi;%s\n", unit)
	}
	if period != "" {
		fmt.Fprintf(&b, "ky;%s\n", period)
	}
	if number != "" {
		fmt.Fprintf(&b, "so_hieu;%s\n", number)
	}
	b.WriteString("Mã;Kỳ này\n")
	for _, f := range figures {
		b.WriteString(strings.Replace(f, "=", ";", 1) + "\n")
	}
	return []byte(b.String())
}

func dropped(files ...any) Drop {
	var d Drop
	for i := 0; i < len(files); i += 2 {
		d.Files = append(d.Files, DropFile{Name: files[i].(string), Body: bytes.NewReader(files[i+1].([]byte))})
	}
	return d
}

func received(t *testing.T, im *Importer, d Drop) []Sent {
	t.Helper()
	sent, err := im.Receive(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	checked(t, im)
	return sent
}

func checked(t *testing.T, im *Importer) {
	t.Helper()
	r, err := im.Store.Check(context.Background())
	if err != nil || len(r.Faults) > 0 {
		t.Fatalf("check: %v, %v", r, err)
	}
}

func zipFile(t *testing.T, files ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i].(string))
		if err != nil {
			t.Fatal(err)
		}
		w.Write(files[i+1].([]byte))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func storedFigures(t *testing.T, im *Importer, submission int64) string {
	t.Helper()
	rows, err := im.Store.QueryContext(context.Background(), `select f.indicator || f.part || '=' || f.value::bigint || ' ' || c.place || ' ' || f.printed
		from fact f join cell c using (submission_id, file_no, cell_no) where submission_id = $1 order by f.indicator, f.part`, submission)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

// Through the page nothing counts before it is confirmed; then it counts from
// the instant it came.
func TestWhatIsSentCountsWhenItIsConfirmed(t *testing.T) {
	im, ctx := importer(t), context.Background()
	d := dropped("mot.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=28"))
	d.Sender = "xa-tan-thanh"
	sent := received(t, im, d)
	if len(sent) != 1 || sent[0].State != FileWaiting || len(sent[0].Questions) != 0 || sent[0].UnitID != "xa-tan-thanh" {
		t.Fatalf("got %+v", sent)
	}
	id := sent[0].Submission
	if got := storedFigures(t, im, id); got != "" {
		t.Errorf("figures before confirming: %s", got)
	}
	if versions, err := im.Store.CountingSendings(ctx, "xa-tan-thanh", "2024-6T", 2024); err != nil || len(versions) != 0 {
		t.Errorf("counting before confirming: %v, %v", versions, err)
	}
	if err := im.Confirm(ctx, id, data.Explanation{FileNo: 1, Problem: "không có", Text: "vì thế"}); !errors.Is(err, data.ErrInvalid) {
		t.Errorf("an explanation of no warning: %v", err)
	}
	if err := im.Confirm(ctx, id); err != nil {
		t.Fatal(err)
	}
	checked(t, im)
	if got := storedFigures(t, im, id); got != "QC42=28 dòng 5!Kỳ này 28" {
		t.Errorf("figures: %s", got)
	}
	x, err := im.Store.Sending(ctx, id)
	if err != nil || x.Outcome != data.OutcomeRead || !x.Confirmed || !x.ReceivedAt.Equal(importDay) {
		t.Errorf("got %+v, %v", x, err)
	}
	for what, err := range map[string]error{
		"confirm again": im.Confirm(ctx, id), "withdraw": im.Withdraw(ctx, id, ""), "answer": im.Answer(ctx, id, []data.Answer{{FileNo: 1, Key: "unit", Value: "xa-tan-an"}}, nil),
	} {
		if !errors.Is(err, data.ErrConflict) {
			t.Errorf("%s: got %v, want ErrConflict", what, err)
		}
	}
}

func TestWithdrawnBytesCanBeSentAgain(t *testing.T) {
	im, ctx := importer(t), context.Background()
	d := func() Drop { return dropped("mot.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=28")) }
	first := received(t, im, d())[0].Submission
	if again := received(t, im, d())[0]; again.State != FileDuplicate || again.Submission != first {
		t.Errorf("while it waits: got %+v", again)
	}
	if err := im.Withdraw(ctx, first, "gửi nhầm"); err != nil {
		t.Fatal(err)
	}
	if err := im.Confirm(ctx, first); !errors.Is(err, data.ErrConflict) {
		t.Errorf("confirming what was withdrawn: %v", err)
	}
	again := received(t, im, d())[0]
	if again.State != FileWaiting || again.Submission == first {
		t.Errorf("after it was withdrawn: got %+v", again)
	}
}

// Which of two numbers was meant is asked, with both; the answer is a
// correction: the figure is the answer, the cell keeps what the file has.
func TestAnAmbiguousNumberIsAnswered(t *testing.T) {
	im, ctx := importer(t), context.Background()
	sent := received(t, im, dropped("mot.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC29=1.234", "QC42=12.5", "QC04=3")))[0]
	if len(sent.Questions) != 1 || sent.Questions[0].Key != "number:dòng 6!Kỳ này" || len(sent.Questions[0].Candidates) != 2 {
		t.Fatalf("questions: %+v", sent.Questions)
	}
	if err := im.Confirm(ctx, sent.Submission); !errors.Is(err, data.ErrInvalid) {
		t.Errorf("confirming with an open question: %v", err)
	}
	answer := func(value string) error {
		return im.Answer(ctx, sent.Submission, []data.Answer{{FileNo: 1, Key: sent.Questions[0].Key, Value: value}}, nil)
	}
	if err := answer("mười hai"); !errors.Is(err, data.ErrInvalid) {
		t.Errorf("an answer that is no number: %v", err)
	}
	if err := answer("125"); err != nil {
		t.Fatal(err)
	}
	// A correction of a figure that was not asked about.
	fix := data.FileCorrection{FileNo: 1, Correction: data.Correction{At: data.Place{Row: 7, Column: "Kỳ này"}, Value: "1.030"}}
	if err := im.Answer(ctx, sent.Submission, nil, []data.FileCorrection{fix}); err != nil {
		t.Fatal(err)
	}
	if err := im.Confirm(ctx, sent.Submission); err != nil {
		t.Fatal(err)
	}
	checked(t, im)
	if got := storedFigures(t, im, sent.Submission); got != "QC04=1030 dòng 7!Kỳ này 3; QC29=1234 dòng 5!Kỳ này 1.234; QC42=125 dòng 6!Kỳ này 12.5" {
		t.Errorf("figures: %s", got)
	}
	corrections, err := im.Store.Corrections(ctx, sent.Submission)
	if err != nil || len(corrections) != 2 || corrections[0].Was != "12.5" || corrections[0].Value != "125" || corrections[1].Was != "3" {
		t.Errorf("corrections: %+v, %v", corrections, err)
	}
	// Reading again applies them again.
	again, err := im.Compare(ctx, sent.Submission)
	if err != nil || again.Changes != 0 {
		t.Errorf("read again: %+v, %v", again, err)
	}
}

// A narrative and its annexes are one sending, in an archive of several
// communes, too. A figure that both state counts once; the annex wins and a
// difference is told with both places.
func TestAnArchiveOfTwoCommunesIsTwoSendings(t *testing.T) {
	im := importer(t)
	archive := zipFile(t,
		"Tân Thạnh/bao cao.txt", reportInWords("Tân Thạnh", "52", "Đã tổ chức 12 cuộc họp dân."), "Tân Thạnh/phu luc.csv", report("", "", "", "QC42=28"),
		"Tân An/bao cao.txt", reportInWords("Tân An", "31", "Đã tổ chức 9 cuộc họp dân."), "Tân An/phu luc.csv", report("", "", "", "QC42=9"),
		"__MACOSX/Tân An/._phu luc.csv", []byte("x"))
	d := dropped("bao-cao.zip", archive)
	d.Confirm = true
	sent := received(t, im, d)
	var lines []string
	for _, s := range sent {
		var names []string
		for _, f := range s.Files {
			names = append(names, f.Path)
		}
		lines = append(lines, fmt.Sprint(s.UnitID, " ", s.PeriodID, " ", s.State, " ", strings.Join(names, " + ")))
	}
	slices.Sort(lines)
	want := []string{
		"xa-tan-an 2024-6T accepted bao-cao.zip/Tân An/bao cao.txt + bao-cao.zip/Tân An/phu luc.csv",
		"xa-tan-thanh 2024-6T accepted bao-cao.zip/Tân Thạnh/bao cao.txt + bao-cao.zip/Tân Thạnh/phu luc.csv",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
		for _, s := range sent {
			for _, f := range s.Files {
				t.Log(f.Path, f.State, codes(f.Problems), f.Questions)
			}
		}
	}
	for _, s := range received(t, im, dropped("bao-cao.zip", archive)) {
		if s.State != FileDuplicate {
			t.Errorf("again: %+v", s)
		}
	}
}

// reportInWords is a narrative with one figure in a sentence.
func reportInWords(unit, number, sentence string) []byte {
	return []byte("ỦY BAN NHÂN DÂN\nXÃ " + strings.ToUpper(unit) + "\nSố: " + number + "/BC-UBND\n" + unit + ", ngày 06 tháng 5 năm 2024\n\nBÁO CÁO\n" +
		"Sơ kết 6 tháng thực hiện Quy chế dân chủ ở cơ sở năm 2024\n\nI. KẾT QUẢ THỰC HIỆN\n1. " + sentence + "\n\nII. PHƯƠNG HƯỚNG\n1. Tiếp tục quán triệt.\n")
}

func TestTheAnnexWinsOverTheSentence(t *testing.T) {
	im := importer(t)
	d := dropped(
		"bao cao.txt", reportInWords("Tân Thạnh", "52", "Trong kỳ đã tiếp nhận 30 đơn thư khiếu nại, tố cáo, kiến nghị, phản ánh."),
		"phu luc.csv", report("xã Tân Thạnh", "2024-6T", "", "QC42=28", "QC04=3"))
	d.Confirm = true
	sent := received(t, im, d)
	if len(sent) != 1 || len(sent[0].Files) != 2 || sent[0].State != FileAccepted {
		t.Fatalf("got %+v", sent)
	}
	if got := storedFigures(t, im, sent[0].Submission); got != "QC04=3 dòng 5!Kỳ này 3; QC42=28 dòng 4!Kỳ này 28" {
		t.Errorf("figures: %s", got)
	}
	var told string
	for _, f := range sent[0].Files {
		for _, p := range f.Problems {
			if p.Code == "contradiction" {
				told += p.Text
			}
		}
	}
	for _, want := range []string{"bao cao.txt", "phu luc.csv", "30", "28"} {
		if !strings.Contains(told, want) {
			t.Errorf("the difference is told without %q: %s", want, told)
		}
	}
}

// Two narratives of one unit and period are two versions, the earlier signed
// first, whatever their names.
func TestTwoNarrativesAreTwoVersions(t *testing.T) {
	im := importer(t)
	say := "Trong kỳ đã tiếp nhận %s đơn thư khiếu nại, tố cáo, kiến nghị, phản ánh."
	d := dropped(
		"a.txt", reportInWords("Tân Thạnh", "60", strings.Replace(say, "%s", "30", 1)),
		"b.txt", reportInWords("Tân Thạnh", "52", strings.Replace(say, "%s", "28", 1)))
	d.Confirm = true
	sent := received(t, im, d)
	if len(sent) != 2 || sent[0].Files[0].Path != "a.txt" || sent[0].Submission < sent[1].Submission {
		t.Fatalf("got %+v", sent)
	}
	changes, err := im.Changes(context.Background(), sent[0].Submission)
	if err != nil || changes.Before != sent[1].Submission || len(changes.Changes) != 1 || changes.Changes[0].String() != "QC42: 28 → 30" {
		t.Errorf("changes: %+v, %v", changes, err)
	}
}

// What changed against the version before is known before confirming; the same
// content again is told and makes no version.
func TestAResubmissionShowsWhatChanged(t *testing.T) {
	im, ctx := importer(t), context.Background()
	first := received(t, im, dropped("mot.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=28", "QC04=3", "QC05=100")))[0].Submission
	if err := im.Confirm(ctx, first); err != nil {
		t.Fatal(err)
	}
	second := received(t, im, dropped("hai.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=30", "QC05=100", "QC19=7")))[0]
	changes, err := im.Changes(ctx, second.Submission)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, c := range changes.Changes {
		lines = append(lines, c.String())
	}
	if got := strings.Join(lines, "; "); changes.Before != first || changes.Same != 1 || got != "QC42: 28 → 30; QC19: — → 7; QC04: 3 → —" {
		t.Errorf("against %d, %d the same: %s", changes.Before, changes.Same, got)
	}
	if err := im.Confirm(ctx, second.Submission); err != nil {
		t.Fatal(err)
	}
	// Saved again with another layout: other bytes, the same content.
	again := received(t, im, dropped("ba.csv", report("Xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC19=7", "QC05=100", "QC42=30")))[0]
	if again.State != FileUnchanged || again.Submission != second.Submission || !strings.Contains(codes(again.Files[0].Problems), "same_content") {
		t.Errorf("the same content: %+v", again)
	}
	versions, err := im.Store.CountingSendings(ctx, "xa-tan-thanh", "2024-6T", 2024)
	if err != nil || len(versions) != 2 {
		t.Errorf("versions: %d, %v", len(versions), err)
	}
}

// What a newer reader reads otherwise is listed before it changes, and changes
// only when a person says so; answers and decisions stand.
func TestReadingAgainListsBeforeItChanges(t *testing.T) {
	im, ctx := importer(t), context.Background()
	info, err := im.Store.Keep(ctx, "mot.csv", bytes.NewReader(report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=28", "QC04=3")))
	if err != nil {
		t.Fatal(err)
	}
	// What an older reader made of it: another figure, one too few.
	old := Read("mot.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=28", "QC04=3"), catalogue(t))
	old.Report.Indicators = slices.DeleteFunc(old.Report.Indicators, func(v data.IndicatorValue) bool { return v.Code == "QC04" })
	old.Report.Indicators[0].Value = 82
	hash, err := im.Store.KeepReading(ctx, old)
	if err != nil {
		t.Fatal(err)
	}
	var id int64
	_, err = im.Store.RecordTogether(ctx, func(first int64) []data.Signed {
		id = first
		return []data.Signed{{Actor: "x", Event: &data.SubmissionReceived{ReceivedAt: importDay, ClockKnown: true, Files: []data.FileInfo{info}}},
			{Actor: "x", Event: &data.SubmissionRead{Submission: id, Outcome: data.OutcomeRead, Document: data.KindReport, UnitID: "xa-tan-thanh", PeriodID: "2024-6T", Year: 2024, Readings: []string{hash}, Reader: "1"}},
			{Actor: "y", Event: &data.ReviewRecorded{Submission: id, DecidedOn: data.DayOf(importDay), Decision: data.Accepted}}}
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := im.Compare(ctx)
	if err != nil {
		t.Fatal(err)
	}
	show := func(s *string) string {
		if s == nil {
			return "—"
		}
		return *s
	}
	var lines []string
	for _, c := range again.Submissions[0].Changes {
		lines = append(lines, c.What+" "+c.Place+": "+show(c.Was)+" → "+show(c.Now))
	}
	if got := strings.Join(lines, "; "); again.Submissions[0].Reader != "1" || got != "QC42 dòng 5!Kỳ này: 82 → 28; QC04 dòng 6!Kỳ này: — → 3" {
		t.Errorf("would change: %s", got)
	}
	if got := storedFigures(t, im, id); got != "QC42=82 dòng 5!Kỳ này 28" {
		t.Errorf("before it was applied: %s", got)
	}
	if err := im.Apply(ctx, again); err != nil {
		t.Fatal(err)
	}
	checked(t, im)
	if got := storedFigures(t, im, id); got != "QC04=3 dòng 6!Kỳ này 3; QC42=28 dòng 5!Kỳ này 28" {
		t.Errorf("after: %s", got)
	}
	versions, err := im.Store.CountingSendings(ctx, "xa-tan-thanh", "2024-6T", 2024)
	if err != nil || len(versions) != 1 || versions[0].Reader != ReaderVersion {
		t.Errorf("its acceptance: %v, %v", versions, err)
	}
	if err := im.Apply(ctx, again); !errors.Is(err, data.ErrConflict) {
		t.Errorf("applying an old comparison: %v", err)
	}
}

// An answer about a sender's words is remembered for that sender alone.
func TestAnAnswerIsRememberedForItsSender(t *testing.T) {
	im, ctx := importer(t), context.Background()
	send := func(sender, number string) Sent {
		d := dropped("mot.csv", report("Xã Tân Thành", "2024-6T", number, "QC42=28"))
		d.Sender = sender
		return received(t, im, d)[0]
	}
	first := send("xa-tan-thanh", "52/BC-UBND")
	if len(first.Questions) != 1 || first.Questions[0].Kind != data.AskUnit || first.Questions[0].Candidates[0].Value != "xa-tan-thanh" || !strings.Contains(first.Questions[0].Candidates[0].Note, "thị xã Tân Châu") {
		t.Fatalf("questions: %+v", first.Questions)
	}
	if err := im.Answer(ctx, first.Submission, []data.Answer{{FileNo: 1, Key: "unit", Value: "xa-tan-thanh"}}, nil); err != nil {
		t.Fatal(err)
	}
	if err := im.Confirm(ctx, first.Submission); err != nil {
		t.Fatal(err)
	}
	checked(t, im)
	if next := send("xa-tan-thanh", "53/BC-UBND"); len(next.Questions) != 0 || next.UnitID != "xa-tan-thanh" {
		t.Errorf("the next of that sender: %+v", next.Questions)
	}
	if other := send("tx-tan-chau", "54/BC-UBND"); len(other.Questions) != 1 {
		t.Errorf("another sender's: %+v", other.Questions)
	}
	r := Read("x.csv", report("Xã Tân Thành", "2024-6T", "52/BC-UBND", "QC42=28"), catalogue(t))
	if r.UnitID != "" {
		t.Errorf("without a sender: %s", r.UnitID)
	}
}

func TestAnotherUnitsFileIsStopped(t *testing.T) {
	im := importer(t)
	d := dropped("mot.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=28"))
	d.Sender, d.Confirm = "xa-tan-an", true
	sent := received(t, im, d)[0]
	if sent.State != FileRefused || !strings.Contains(codes(sent.Files[0].Problems), "unit_mismatch") {
		t.Errorf("got %+v", sent)
	}
	if err := im.Confirm(context.Background(), sent.Submission); !errors.Is(err, data.ErrConflict) {
		t.Errorf("confirming it: %v", err)
	}
	d = dropped("hai.csv", report("xã Tân Thạnh", "2024-6T", "53/BC-UBND", "QC42=28"))
	d.Sender, d.Confirm = "tx-tan-chau", true
	if sent := received(t, im, d)[0]; sent.State != FileAccepted {
		t.Errorf("sent by the town for its commune: %+v", sent)
	}
}

// Two people send the same bytes at once: one receipt, and both are told.
func TestTheSameBytesAtOnceAreOneSending(t *testing.T) {
	im := importer(t)
	results := make(chan []Sent, 8)
	for i := range cap(results) {
		go func() {
			sent, err := im.Receive(context.Background(), dropped("mot.csv", report("xã Tân Thạnh", "2024-6T", "52/BC-UBND", "QC42=28"),
				fmt.Sprint(i, ".csv"), report("xã Tân An", "2024-6T", fmt.Sprint(i, "/BC-UBND"), "QC42=9")))
			if err != nil {
				t.Error(err)
			}
			results <- sent
		}()
	}
	first, again := 0, 0
	for range cap(results) {
		for _, s := range <-results {
			switch {
			case s.Files[0].Path == "mot.csv" && s.State == FileWaiting:
				first++
			case s.Files[0].Path == "mot.csv" && s.State == FileDuplicate && s.Submission != 0:
				again++
			case s.State != FileWaiting:
				t.Errorf("%s: %s", s.Files[0].Path, s.State)
			}
		}
	}
	if first != 1 || again != cap(results)-1 {
		t.Errorf("%d sendings and %d duplicates of the same bytes", first, again)
	}
	checked(t, im)
}

// Two answers at once to one reading: the later one is told, nothing is lost.
func TestAnswersToAnOlderReadingAreTold(t *testing.T) {
	im, ctx := importer(t), context.Background()
	id := received(t, im, dropped("mot.csv", report("Xã Tân Thành", "2024-6T", "52/BC-UBND", "QC42=12.5")))[0].Submission
	errs := make(chan error, 2)
	for _, a := range []data.Answer{{FileNo: 1, Key: "unit", Value: "xa-tan-thanh"}, {FileNo: 1, Key: "number:dòng 5!Kỳ này", Value: "125"}} {
		go func() { errs <- im.Answer(ctx, id, []data.Answer{a}, nil) }()
	}
	for range 2 {
		if err := <-errs; err != nil && !errors.Is(err, data.ErrConflict) {
			t.Error(err)
		}
	}
	checked(t, im)
	answers, err := im.Store.Answers(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	qs, err := im.Questions(ctx, id)
	if err != nil || len(qs)+len(answers) != 2 {
		t.Errorf("%d answers and %d open questions of 2, %v", len(answers), len(qs), err)
	}
}

// A row that is no indicator for sure is offered the likely ones. It may stay
// open; the answer is remembered for the sender.
func TestARowIsNamedByItsSender(t *testing.T) {
	im, ctx := importer(t), context.Background()
	send := func(number string) Sent {
		b := []byte("don_vi;xã Tân Thạnh\nky;2024-6T\nso_hieu;" + number + "\nChỉ tiêu;Đơn vị tính;Kỳ này\nSố cuộc họp dân;cuộc;" + number[:2] + "\nĐơn kiến nghị các loại;đơn;28\n")
		d := dropped(strings.ReplaceAll(number, "/", "-")+".csv", b)
		d.Sender = "xa-tan-thanh"
		return received(t, im, d)[0]
	}
	first := send("52/BC-UBND")
	i := slices.IndexFunc(first.Questions, func(q data.Question) bool {
		return q.Kind == data.AskIndicator && strings.HasSuffix(q.Got, "các loại")
	})
	if i < 0 || !first.Questions[i].Optional || len(first.Questions[i].Candidates) == 0 {
		t.Fatalf("questions: %+v, problems %v", first.Questions, first.Files[0].Problems)
	}
	if err := im.Answer(ctx, first.Submission, []data.Answer{{FileNo: 1, Key: first.Questions[i].Key, Value: "QC42"}}, nil); err != nil {
		t.Fatal(err)
	}
	if err := im.Confirm(ctx, first.Submission); err != nil {
		t.Fatal(err)
	}
	checked(t, im)
	if got := storedFigures(t, im, first.Submission); !strings.Contains(got, "QC42=28") {
		t.Errorf("figures: %s", got)
	}
	second := send("53/BC-UBND")
	for _, q := range second.Questions {
		if q.Kind == data.AskIndicator && strings.HasSuffix(q.Got, "các loại") {
			t.Errorf("asked again: %+v", q)
		}
	}
	if err := im.Confirm(ctx, second.Submission); err != nil {
		t.Fatal(err)
	}
	if got := storedFigures(t, im, second.Submission); !strings.Contains(got, "QC42=28") {
		t.Errorf("figures of the next: %s", got)
	}
}
