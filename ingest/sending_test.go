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
	narrative := func(unit, number string) []byte {
		return []byte("ỦY BAN NHÂN DÂN\nXÃ " + strings.ToUpper(unit) + "\nSố: " + number + "/BC-UBND\n" + unit + ", ngày 06 tháng 5 năm 2024\n\nBÁO CÁO\nSơ kết 6 tháng thực hiện Quy chế dân chủ ở cơ sở năm 2024\n\nI. KẾT QUẢ THỰC HIỆN\n1. Đã tổ chức 12 cuộc họp dân.\n\nII. PHƯƠNG HƯỚNG\n1. Tiếp tục quán triệt.\n")
	}
	archive := zipFile(t,
		"Tân Thạnh/bao cao.txt", narrative("Tân Thạnh", "52"), "Tân Thạnh/phu luc.csv", report("", "", "", "QC42=28"),
		"Tân An/bao cao.txt", narrative("Tân An", "31"), "Tân An/phu luc.csv", report("", "", "", "QC42=9"),
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
