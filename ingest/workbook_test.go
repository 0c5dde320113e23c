package ingest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

var loadCatalogue = sync.OnceValues(data.LoadCatalogue)

// filled is a template as a careful clerk fills it: nothing to ask about.
func filled(t testing.TB) Template {
	t.Helper()
	cat := catalogue(t)
	unit, ok := cat.UnitOn("xa-tan-thanh", data.Date(2024, 5, 5))
	period, ok2 := cat.PeriodByID("2024-6T")
	if !ok || !ok2 {
		t.Fatal("the catalogue lost xã Tân Thạnh or 2024-6T")
	}
	return Template{
		Unit: unit, Period: period,
		Number: "52/BC-UBND", SignedOn: data.Date(2024, 5, 7), DataFrom: period.DataFrom, DataTo: period.DataTo, Signer: "Nguyễn Văn Mẫu",
		Tasks: []TemplateTask{
			{Label: "II.1", Text: "Quán triệt Luật Thực hiện dân chủ ở cơ sở đến cán bộ, đảng viên và Nhân dân", TownLabel: "II.1", Coverage: "full", Responsible: "Công chức Văn hóa - Xã hội", Type: "higher", Unit: "hộ", Start: data.Date(2024, 4, 22), Due: data.Date(2024, 10, 9), Target: 1762, Actual: 900, Status: "Đang thực hiện"},
			{Label: "II.2", Text: "Công khai các nội dung theo Điều 11", TownLabel: "II.3", Coverage: "partial", Type: "status", Status: "Đang thực hiện", Progress: 60, Evidence: "Kế hoạch 45/KH-UBND"},
			{Label: "II.3", Text: "Đối thoại với Nhân dân", Type: "higher", Unit: "cuộc", Target: 1, Actual: 1, Status: "Hoàn thành"},
			{Label: "II.4", Text: "Bầu Ban Thanh tra nhân dân", Type: "status", Status: "Không phát sinh", Note: "Nhiệm kỳ đến năm 2025"},
			{Label: "II.5", Text: "Giữ số đơn thư tồn không quá 3", Type: "lower", Unit: "đơn", Target: 3, Actual: 2, Status: "Hoàn thành"},
			{Label: "II.6", Text: "Chính quyền thân thiện", Start: data.Date(2024, 5, 1), Due: data.Date(2024, 12, 31)},
		},
		Aps: []TemplateAp{
			{Label: "II.1", Ap: "Ấp Hòa Tân", Target: 900, Actual: 400, Status: "Đang thực hiện"},
			{Label: "II.1", Ap: "Hoà Thạnh", Target: 862, Actual: 500},
		},
		Values: map[string]any{
			"QC01": 4, "QC02": "Có", "QC04": 3, "QC05": 150, "QC08": 18, "QC09": 18, "QC10": 17,
			"QC29": 138_500_000, "QC30": 63_500_000, "QC31": 75_000_000, "QC33": 0, "QC32": 212.5, "QC34": 1200,
			"QC41": 2, "QC42": 28, "QC43": 29, "QC44": 1, "QC60a": 1762, "QC60b": 6152,
		},
		Previous: map[string]float64{"QC42": 20, "QC44": 2, "QC29": 120_000_000, "QC02": 1},
	}
}

func workbook(t testing.TB, tpl Template) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTemplate(&b, catalogue(t), tpl); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// edited opens a workbook, changes it and gives its new bytes.
func edited(t testing.TB, b []byte, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// cellOf is the address of an indicator's column.
func cellOf(t testing.TB, id, key string) string {
	t.Helper()
	for i, in := range catalogue(t).Indicators {
		if indicatorID(in) == id {
			return at(indicatorSheet.column(key)+1, rowFirst+i)
		}
	}
	t.Fatalf("no indicator %s", id)
	return ""
}

// taskCell is the address of a column in the row of the nth task, from 0.
func taskCell(key string, n int) string { return at(taskSheet.column(key)+1, rowFirst+n) }

func summary(ps []data.Problem) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "\n  %s %s %s!%s%s: %s", p.Level, p.Code, p.At.Sheet, p.At.Cell, p.At.Column, p.Text)
	}
	return b.String()
}

func problemAt(ps []data.Problem, code, sheet, cell string) *data.Problem {
	for i, p := range ps {
		if p.Code == code && (sheet == "" || p.At.Sheet == sheet) && (cell == "" || p.At.Cell == cell) {
			return &ps[i]
		}
	}
	return nil
}

func value(r *data.Reading, id string) (data.IndicatorValue, bool) {
	for _, v := range r.Report.Indicators {
		if v.Code+v.Part == id {
			return v, true
		}
	}
	return data.IndicatorValue{}, false
}

func TestFilledTemplateIsReadWithoutAQuestion(t *testing.T) {
	tpl := filled(t)
	b := workbook(t, tpl)
	r := Read("bao-cao.xlsx", b, catalogue(t))
	if len(r.Problems) != 0 {
		t.Fatalf("problems:%s", summary(r.Problems))
	}
	if r.Kind != data.KindReport || r.UnitID != "xa-tan-thanh" || r.Period != "2024-6T" || r.File.Format != "xlsx" || len(r.File.SHA256) != 64 || r.File.Bytes != int64(len(b)) {
		t.Errorf("got %s %s %s %+v", r.Kind, r.UnitID, r.Period, r.File)
	}
	if r.Report.Report != "sơ kết 6 tháng" || r.Report.Year != 2024 || r.Report.DataFrom != tpl.DataFrom || r.Report.DataTo != tpl.DataTo {
		t.Errorf("report head: %+v", r.Report)
	}
	if *r.Head.Number != "52/BC-UBND" || r.Head.Date != tpl.SignedOn || *r.Head.Issuer != "Ủy ban nhân dân xã Tân Thạnh" || *r.Head.IssuerState != data.StateRead || *r.Head.Unit != (data.UnitName{Name: "Tân Thạnh", Type: "xã"}) || *r.Head.Year != 2024 || *r.Head.Type != "BÁO CÁO" {
		t.Errorf("head: %+v", r.Head)
	}
	if r.Signer == nil || r.Signer.Name != "Nguyễn Văn Mẫu" {
		t.Errorf("signer: %+v", r.Signer)
	}
}

func TestFiguresOfTheTemplateKeepTheirPlaces(t *testing.T) {
	r := Read("bao-cao.xlsx", workbook(t, filled(t)), catalogue(t))
	for id, want := range map[string]struct {
		v       float64
		printed string
	}{
		"QC42": {28, "28"}, "QC29": {138_500_000, "138.500.000"}, "QC32": {212.5, "212,5"}, "QC02": {1, "Có"}, "QC33": {0, "0"},
		"QC11": {100 * 17.0 / 18, "94,4"}, "QC45": {100 * 29.0 / 30, "96,7"}, "QC60b": {6152, "6152"},
	} {
		got, ok := value(r, id)
		if !ok || got.Value-want.v > 1e-6 || want.v-got.Value > 1e-6 || got.Printed != want.printed || got.At != (data.Place{Sheet: "ChiTieu", Cell: cellOf(t, id, "value")}) {
			t.Errorf("%s: got %+v %v, want %+v", id, got, ok, want)
		}
	}
	for _, id := range []string{"QC03", "QC12", "QC58a"} {
		if v, ok := value(r, id); ok {
			t.Errorf("%s was left empty and is read as %+v", id, v)
		}
	}
	for _, v := range r.Report.Indicators {
		if !slices.ContainsFunc(r.Cells, func(c data.Cell) bool { return c.At == v.At && c.Text == v.Printed }) {
			t.Errorf("%s%s stands at %v, where no cell is kept", v.Code, v.Part, v.At)
		}
	}
}

func TestTasksOfTheTemplate(t *testing.T) {
	r := Read("bao-cao.xlsx", workbook(t, filled(t)), catalogue(t))
	if len(r.Report.Tasks) != 6 || len(r.Targets) != 6 {
		t.Fatalf("got %d tasks, %d targets", len(r.Report.Tasks), len(r.Targets))
	}
	one, two, four, six := r.Report.Tasks[0], r.Report.Tasks[1], r.Report.Tasks[3], r.Report.Tasks[5]
	if one.Label != "II.1" || one.Status != data.StatusInProgress || *one.Target != 1762 || *one.Actual != 900 || one.Progress != nil || one.At.Cell != taskCell("status", 0) {
		t.Errorf("first: %+v", one)
	}
	if len(one.Aps) != 2 || one.Aps[0].Name != "Ấp Hòa Tân" || *one.Aps[0].Actual != 400 || one.Aps[0].Status != data.StatusInProgress || one.Aps[1].Status != "" {
		t.Errorf("ấp: %+v", one.Aps)
	}
	if *two.Progress != 0.6 || two.Status != data.StatusInProgress || two.Actual != nil {
		t.Errorf("second: %+v", two)
	}
	if four.Status != data.StatusNothingArose || four.Note != "Nhiệm kỳ đến năm 2025" {
		t.Errorf("fourth: %+v", four)
	}
	if six.Status != "" || six.At.Cell != taskCell("task_code", 5) {
		t.Errorf("a task that was not reported: %+v", six)
	}
	g := r.Targets[0]
	if g.Type != "higher" || g.Unit != "hộ" || g.Start != data.Date(2024, 4, 22) || g.Due != data.Date(2024, 10, 9) || g.Responsible != "Công chức Văn hóa - Xã hội" || *g.Target != 1762 {
		t.Errorf("target: %+v", g)
	}
	if r.Targets[5].Type != "status" || r.Targets[4].Type != "lower" {
		t.Errorf("types: %q %q", r.Targets[5].Type, r.Targets[4].Type)
	}
	want := []data.TaskLink{
		{Label: "II.1", TownLabel: "II.1", Coverage: "full", At: data.Place{Sheet: "NhiemVu", Cell: taskCell("town_task", 0)}},
		{Label: "II.2", TownLabel: "II.3", Coverage: "partial", At: data.Place{Sheet: "NhiemVu", Cell: taskCell("town_task", 1)}},
	}
	if !slices.Equal(r.Links, want) {
		t.Errorf("links: %+v", r.Links)
	}
}

func TestCellsAreKeptButForTheLists(t *testing.T) {
	r := Read("bao-cao.xlsx", workbook(t, filled(t)), catalogue(t))
	sheets := map[string]int{}
	for _, c := range r.Cells {
		sheets[c.Sheet]++
		if c.Text == "" || c.Row < 1 || c.Col < 1 || c.At.Sheet != c.Sheet || c.At.Cell != at(c.Col, c.Row) {
			t.Fatalf("cell %+v", c)
		}
		if c.Hidden != (c.Sheet == "_meta" || c.Row == rowKeys && c.Sheet != "HuongDan" || c.Sheet == "BaoCao" && c.Col == 1) {
			t.Fatalf("hidden is %v: %+v", c.Hidden, c)
		}
	}
	if sheets["_dm"] != 0 || sheets["_meta"] == 0 || sheets["ChiTieu"] < 200 || sheets["NhiemVu"] == 0 || sheets["BaoCao"] == 0 {
		t.Errorf("cells by sheet: %v", sheets)
	}
	if !slices.ContainsFunc(r.Cells, func(c data.Cell) bool { return c.Text == "07/05/2024" && c.Sheet == "BaoCao" }) {
		t.Error("the signing date is not shown as offices write dates")
	}
}

func TestAWorkbookSavedByAnotherProgramReadsTheSame(t *testing.T) {
	b := workbook(t, filled(t))
	again := edited(t, b, func(f *excelize.File) {
		must(t, f.SetCellValue("HuongDan", "A60", "Đã in ngày 7/5"))
	})
	if bytes.Equal(b, again) {
		t.Fatal("the copy is the same file")
	}
	first, second := Read("a.xlsx", b, catalogue(t)), Read("a.xlsx", again, catalogue(t))
	if len(second.Problems) != 0 {
		t.Fatalf("problems:%s", summary(second.Problems))
	}
	if !slices.EqualFunc(first.Report.Indicators, second.Report.Indicators, func(a, b data.IndicatorValue) bool { return a == b }) {
		t.Error("the figures differ")
	}
}
