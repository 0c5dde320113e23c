package ingest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

var importDay = time.Date(2024, 5, 20, 3, 0, 0, 0, time.UTC)

func importer(t *testing.T) *Importer {
	t.Helper()
	now := func() time.Time { return importDay }
	store, err := data.Open(context.Background(), data.Options{Dir: t.TempDir(), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return &Importer{Store: store, Actor: "văn thư", Now: now}
}

// folderOf writes files by name.
func folderOf(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func workbookOf(t *testing.T, change func(*Template)) []byte {
	t.Helper()
	template := filled(t)
	change(&template)
	var b bytes.Buffer
	if err := WriteTemplate(&b, catalogue(t), template); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func imported(t *testing.T, im *Importer, paths ...string) map[string]ImportedFile {
	t.Helper()
	sum, err := im.Import(context.Background(), paths...)
	if err != nil {
		t.Fatal(err)
	}
	report, err := im.Store.Check(context.Background())
	if err != nil || len(report.Faults) > 0 {
		t.Fatalf("check: %v, %v", report, err)
	}
	files := map[string]ImportedFile{}
	for _, f := range sum.Files {
		files[filepath.Base(f.Path)] = f
	}
	return files
}

func codes(ps []data.Problem) string {
	var all []string
	for _, p := range ps {
		all = append(all, p.Code)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

func TestAFolderWithItsRegister(t *testing.T) {
	im := importer(t)
	dir := folderOf(t, map[string][]byte{
		"mot.xlsx":   workbookOf(t, func(*Template) {}),
		"tra.xlsx":   workbookOf(t, func(p *Template) { p.Number = "53/BC-UBND" }),
		"cho.xlsx":   workbookOf(t, func(p *Template) { p.Number = "54/BC-UBND" }),
		"ngoai.xlsx": workbookOf(t, func(p *Template) { p.Number = "55/BC-UBND" }),
		"sai.xlsx":   workbookOf(t, func(p *Template) { p.Values["QC43"] = 99 }),
		"giong.xlsx": workbookOf(t, func(*Template) {}),
		"rong.xlsx":  {},
		"~$mot.xlsx": []byte("khóa của Excel"),
		".an":        []byte("ẩn"),
		RegisterName: []byte("tep;nhan_luc;quyet_dinh;ngay_quyet_dinh;loai_ly_do;ly_do\n" +
			"mot.xlsx;09/05/2024 16:59;chấp nhận;10/05/2024;;\n" +
			"tra.xlsx;08/05/2024;trả lại;09/05/2024;hình thức;Chưa ký\n" +
			"cho.xlsx;10/05/2024 08:00;;;;\n" +
			"sai.xlsx;07/05/2024 08:00;chấp nhận;08/05/2024;;\n"),
	})
	var receipts []int64
	im.Received = func(n int64, _ string) { receipts = append(receipts, n) }
	files := imported(t, im, dir)
	for name, want := range map[string]FileState{
		"mot.xlsx": FileDuplicate, "giong.xlsx": FileAccepted, // the same bytes: the first by name is the report
		"tra.xlsx": FileReturned, "cho.xlsx": FilePending, "ngoai.xlsx": FileAccepted, "sai.xlsx": FileRefused, "rong.xlsx": FileRefused,
	} {
		if got := files[name]; got.State != want {
			t.Errorf("%s: got %s (%s), want %s", name, got.State, codes(got.Problems), want)
		}
	}
	if len(files) != 7 || len(receipts) != 6 {
		t.Errorf("got %d files and %d receipts, want 7 and 6: %v", len(files), len(receipts), files)
	}
	if got := codes(files["sai.xlsx"].Problems); !strings.Contains(got, "part_over_whole") {
		t.Errorf("sai.xlsx: got %s", got)
	}
	r, err := im.Store.Receipt(context.Background(), files["cho.xlsx"].Submission)
	if err != nil || !r.ClockKnown || !r.ReceivedAt.Equal(time.Date(2024, 5, 10, 1, 0, 0, 0, time.UTC)) {
		t.Errorf("the register's time of cho.xlsx: got %+v, %v", r, err)
	}
	if r, err := im.Store.Receipt(context.Background(), files["ngoai.xlsx"].Submission); err != nil || !r.ReceivedAt.Equal(importDay) {
		t.Errorf("a file that the register does not know: got %+v, %v; want the clock's time", r, err)
	}
}

func TestTheSameFileTwiceIsOneReport(t *testing.T) {
	im := importer(t)
	dir := folderOf(t, map[string][]byte{"mot.xlsx": workbookOf(t, func(*Template) {}), "rong.txt": {}})
	first := imported(t, im, dir)
	second := imported(t, im, dir)
	for name, f := range second {
		if f.State != FileDuplicate || f.Submission != first[name].Submission || len(f.Problems) != 1 ||
			!strings.Contains(f.Problems[0].Text, "đã nhận lúc 10:00 20/05/2024") {
			t.Errorf("%s again: got %+v", name, f)
		}
	}
	lines, err := im.Store.LedgerLines("")
	if err != nil || len(lines) != 5 { // two received, two read, one accepted
		t.Errorf("got %d ledger lines, %v; want 5", len(lines), err)
	}
}

// A crash between the receipt and the reading leaves a receipt without a
// reading: the next start reads it and takes the register's decision.
func TestResumeReadsWhatACrashLeft(t *testing.T) {
	im := importer(t)
	ctx := context.Background()
	keep := func(name string, b []byte) data.FileInfo {
		info, err := im.Store.Keep(ctx, name, bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	register := keep(RegisterName, []byte("tep;nhan_luc;quyet_dinh;ngay_quyet_dinh;loai_ly_do;ly_do\nmot.xlsx;08/05/2024;trả lại;09/05/2024;nội dung;Thiếu bảng\n"))
	listed := &data.SubmissionReceived{ReceivedAt: importDay, Files: []data.FileInfo{keep("mot.xlsx", workbookOf(t, func(*Template) {}))}, RegisterSHA256: register.SHA256, RegisterRow: 1}
	alone := &data.SubmissionReceived{ReceivedAt: importDay, Files: []data.FileInfo{keep("hai.xlsx", workbookOf(t, func(p *Template) { p.Number = "60/BC-UBND" }))}}
	if _, err := im.Store.Record(ctx, "văn thư", listed, alone); err != nil {
		t.Fatal(err)
	}
	n, err := im.Resume(ctx)
	if err != nil || n != 2 {
		t.Fatalf("got %d, %v; want 2 submissions read", n, err)
	}
	if n, err := im.Resume(ctx); err != nil || n != 0 {
		t.Errorf("again: got %d, %v", n, err)
	}
	lines, err := im.Store.LedgerLines("")
	if err != nil {
		t.Fatal(err)
	}
	var reviews []string
	for _, l := range lines {
		if l.Kind == "review.recorded" {
			reviews = append(reviews, l.Actor+" "+l.About+" "+string(l.Body))
		}
	}
	if len(reviews) != 2 || !strings.Contains(reviews[0], "Thiếu bảng") || !strings.HasPrefix(reviews[1], autoReviewer+" submission/2") {
		t.Errorf("reviews: %q", reviews)
	}
}

// What cannot be filed under a unit and a period waits with a question, and
// never stops the import of the files beside it.
func TestWhatCannotBeFiledIsAskedAbout(t *testing.T) {
	im := importer(t)
	head := "ỦY BAN NHÂN DÂN\nXÃ TÂN THẠNH\nSố: 12/BC-UBND\nTân Thạnh, ngày 06 tháng 5 năm 2024\n\n"
	files := imported(t, im, folderOf(t, map[string][]byte{
		"bao-cao.txt":  []byte(head + "BÁO CÁO\nSơ kết 6 tháng thực hiện Quy chế dân chủ ở cơ sở năm 2024\n\nI. KẾT QUẢ\n1. Đã tổ chức 12 cuộc họp dân.\n"),
		"thu.txt":      []byte("Kính gửi anh Ba, mai họp lúc 8 giờ nhé."),
		"khong-ai.txt": []byte("KẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2024\n\nI. NHIỆM VỤ TRỌNG TÂM\n1. Quán triệt Luật.\n"),
		"gop.xlsx":     workbookOf(t, func(p *Template) { p.Period, _ = catalogue(t).PeriodByID("2025-N") }),
		"tot.xlsx":     workbookOf(t, func(*Template) {}),
	}))
	for name, want := range map[string]string{
		"thu.txt": "no_kind", "khong-ai.txt": "missing_required", "gop.xlsx": "unknown_unit",
	} {
		// A person can say what it is, or whose.
		if f := files[name]; f.State != FileWaiting || !strings.Contains(codes(f.Problems), want) || len(f.Questions) == 0 {
			t.Errorf("%s: got %s (%s) with %v, want a question for %s", name, f.State, codes(f.Problems), f.Questions, want)
		}
	}
	for _, name := range []string{"tot.xlsx", "bao-cao.txt"} {
		if f := files[name]; f.State != FileAccepted {
			t.Errorf("the good file beside them, %s: %s (%s)", name, f.State, codes(f.Problems))
		}
	}
	if files["tot.xlsx"].Submission != files["bao-cao.txt"].Submission {
		t.Errorf("the narrative and the figures of one report are two sendings: %d and %d", files["bao-cao.txt"].Submission, files["tot.xlsx"].Submission)
	}
}

func TestFiguresOfTheLastPeriodAreAskedAbout(t *testing.T) {
	im := importer(t)
	values := map[string]any{}
	for _, code := range []string{"QC04", "QC05", "QC07", "QC08", "QC09", "QC10", "QC12", "QC13", "QC14", "QC15", "QC19", "QC20"} {
		values[code] = 20
	}
	values["QC05"] = 400
	period := func(id string) func(*Template) {
		return func(p *Template) {
			p.Period, _ = catalogue(t).PeriodByID(id)
			p.DataFrom, p.DataTo = p.Period.DataFrom, p.Period.DataTo
			p.SignedOn = p.DataTo + 1
			p.Values, p.Previous, p.Tasks, p.Aps = values, nil, p.Tasks[2:3], nil
			p.Tasks[0].Start, p.Tasks[0].Due = 0, 0
		}
	}
	before := imported(t, im, folderOf(t, map[string][]byte{"2023-N.xlsx": workbookOf(t, period("2023-N"))}))
	if f := before["2023-N.xlsx"]; f.State != FileAccepted || strings.Contains(codes(f.Problems), "copied") {
		t.Fatalf("the first: %s (%v)", f.State, f.Problems)
	}
	now := imported(t, im, folderOf(t, map[string][]byte{"2024-6T.xlsx": workbookOf(t, period("2024-6T"))}))
	if f := now["2024-6T.xlsx"]; f.State != FileAccepted || !strings.Contains(codes(f.Problems), "copied_from_previous") {
		t.Errorf("the same figures again: %s (%s), want a question", f.State, codes(f.Problems))
	}
}

// The form of a later period saves the clerk what the earlier report and the
// plan have said already; what comes back unchanged reads as it was.
func TestTheNextFormIsPrefilled(t *testing.T) {
	im := importer(t)
	ctx := context.Background()
	plan := "ỦY BAN NHÂN DÂN\nXÃ TÂN THẠNH\nSố: 12/KH-UBND\nTân Thạnh, ngày 22 tháng 4 năm 2024\n\nKẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2024\n\n" +
		"I. NHIỆM VỤ TRỌNG TÂM\n1. Quán triệt Luật Thực hiện dân chủ ở cơ sở.\n2. Tổ chức đối thoại với Nhân dân.\n"
	imported(t, im, folderOf(t, map[string][]byte{"ke-hoach.txt": []byte(plan)}))
	first, err := TemplateFor(ctx, catalogue(t), im.Store, "xa-tan-thanh", "2024-6T")
	if err != nil || len(first.Tasks) != 2 || first.Tasks[1].Label != "I.2" || !strings.Contains(first.Tasks[1].Text, "đối thoại") {
		t.Fatalf("from the plan: got %+v, %v", first.Tasks, err)
	}
	sent := filled(t)
	sent.Tasks = append(sent.Tasks, TemplateTask{Label: "II.7", Text: "Công khai vừa sức", Type: "range", Unit: "nội dung", Target: "8-12", Actual: 9, Status: "Hoàn thành"})
	var b bytes.Buffer
	if err := WriteTemplate(&b, catalogue(t), sent); err != nil {
		t.Fatal(err)
	}
	if f := imported(t, im, folderOf(t, map[string][]byte{"mot.xlsx": b.Bytes()}))["mot.xlsx"]; f.State != FileAccepted {
		t.Fatalf("%s: %v", f.State, f.Problems)
	}
	next, err := TemplateFor(ctx, catalogue(t), im.Store, "xa-tan-thanh", "2024-N")
	if err != nil || len(next.Tasks) != 7 || next.Previous["QC42"] != 28 {
		t.Fatalf("from the report: got %d tasks, %v, %v", len(next.Tasks), next.Previous, err)
	}
	for i, want := range sent.Tasks {
		want.Actual, want.Progress, want.Status, want.Evidence, want.Note = nil, nil, "", "", ""
		got := next.Tasks[i]
		if got.Label != want.Label || got.Text != want.Text || got.TownLabel != want.TownLabel || got.Coverage != want.Coverage ||
			got.Unit != want.Unit || got.Start != want.Start || got.Due != want.Due || got.Status != "" || got.Actual != nil {
			t.Errorf("task %d: got %+v, want %+v", i, got, want)
		}
	}
	if next.Tasks[0].Target != 1762.0 || next.Tasks[6].Target != "8-12" {
		t.Errorf("targets: got %v and %v", next.Tasks[0].Target, next.Tasks[6].Target)
	}
	if len(next.Aps) != 2 || next.Aps[0] != (TemplateAp{Label: "II.1", Ap: "Ấp Hòa Tân", Target: 900.0}) || next.Aps[1].Ap != "Ấp Hòa Thạnh" {
		t.Errorf("by ấp: got %+v", next.Aps)
	}
	b.Reset()
	if err := WriteTemplate(&b, catalogue(t), next); err != nil {
		t.Fatal(err)
	}
	if r := Read("nam.xlsx", b.Bytes(), catalogue(t)); len(r.Targets) != 7 || r.Targets[6].Lo == nil || *r.Targets[6].Hi != 12 {
		t.Errorf("read back: %+v", r.Targets)
	}
}
