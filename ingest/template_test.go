package ingest

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

func opened(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func TestSameInputGivesTheSameBytes(t *testing.T) {
	first := workbook(t, filled(t))
	for range 5 {
		if !bytes.Equal(first, workbook(t, filled(t))) {
			t.Fatal("the second workbook differs from the first")
		}
	}
	other := filled(t)
	other.Values["QC42"] = 27
	if bytes.Equal(first, workbook(t, other)) {
		t.Fatal("another figure gives the same bytes")
	}
}

func TestWhatTheClerkFindsInTheWorkbook(t *testing.T) {
	tpl := filled(t)
	tpl.Banner = "SỐ LIỆU MINH HỌA"
	f := opened(t, workbook(t, tpl))
	if got, want := f.GetSheetList(), []string{"HuongDan", "BaoCao", "NhiemVu", "NhiemVuAp", "ChiTieu", "_dm", "_meta"}; !slices.Equal(got, want) {
		t.Errorf("sheets: got %v, want %v", got, want)
	}
	for sheet, want := range map[string]bool{"HuongDan": true, "ChiTieu": true, "_dm": false, "_meta": false} {
		if got, err := f.GetSheetVisible(sheet); err != nil || got != want {
			t.Errorf("%s is visible: %v %v", sheet, got, err)
		}
	}
	headers := func(sheet string) []string {
		rows, err := f.GetRows(sheet)
		must(t, err)
		return rows[rowHeaders-1]
	}
	for sheet, want := range map[string]string{
		"NhiemVu":   "Mã nhiệm vụ|Nội dung|Nhiệm vụ cấp trên|Mức bao phủ|Chủ trì|Loại|Đơn vị tính|Bắt đầu|Hạn|Kế hoạch|Thực hiện|Tiến độ (%)|Tỷ lệ|Trạng thái|Trọng số|Căn cứ|Ghi chú|Mốc tiến độ",
		"NhiemVuAp": "Mã nhiệm vụ|Ấp/khóm|Kế hoạch|Thực hiện|Trạng thái",
		"ChiTieu":   "Mã|Chỉ tiêu|Đơn vị tính|Kỳ trước|Kỳ này|Ghi chú",
	} {
		if got := strings.Join(headers(sheet), "|"); got != want {
			t.Errorf("%s: got %s", sheet, got)
		}
	}
	for _, sheet := range []string{"HuongDan", "BaoCao", "NhiemVu", "NhiemVuAp", "ChiTieu"} {
		rows, err := f.GetRows(sheet)
		must(t, err)
		if !strings.Contains(strings.Join(rows[rowSubtitle-1], ""), "SỐ LIỆU MINH HỌA") {
			t.Errorf("%s has no banner", sheet)
		}
		if h, err := f.GetHeaderFooter(sheet); err != nil || !strings.Contains(h.OddHeader, "SỐ LIỆU MINH HỌA") {
			t.Errorf("%s prints no banner: %v", sheet, err)
		}
		if p, err := f.GetPageLayout(sheet); err != nil || *p.Size != 9 || *p.Orientation != "landscape" || *p.FitToWidth != 1 {
			t.Errorf("%s prints otherwise than A4 landscape: %+v %v", sheet, p, err)
		}
	}
	if props, err := f.GetCustomProps(); err != nil || len(props) != 1 || !strings.Contains(props[0].Value.(string), "unit=xa-tan-thanh") {
		t.Errorf("custom property: %v %v", props, err)
	}
}

func TestAllIndicatorsStandInTheWorkbook(t *testing.T) {
	f := opened(t, workbook(t, filled(t)))
	for _, in := range catalogue(t).Indicators {
		id := indicatorID(in)
		for key, want := range map[string]string{"code": id, "name": in.NameVi, "unit": in.Unit} {
			if got, _ := f.GetCellValue("ChiTieu", cellOf(t, id, key)); got != want {
				t.Errorf("%s %s: got %q, want %q", id, key, got, want)
			}
		}
		formula, _ := f.GetCellFormula("ChiTieu", cellOf(t, id, "value"))
		if derived(in) != (formula != "") {
			t.Errorf("%s: formula %q", id, formula)
		}
	}
	if got, err := f.CalcCellValue("ChiTieu", cellOf(t, "QC45", "value"), excelize.Options{RawCellValue: true}); err != nil || !strings.HasPrefix(got, "96.66") {
		t.Errorf("the ratio is computed as %q, %v", got, err)
	}
	if got, err := f.CalcCellValue("NhiemVu", taskCell("ratio", 0)); err != nil || got != "51%" {
		t.Errorf("the task's ratio is computed as %q, %v", got, err)
	}
	if got, err := f.CalcCellValue("NhiemVu", taskCell("ratio", 1)); err != nil || got != "" {
		t.Errorf("a task without figures has the ratio %q, %v", got, err)
	}
}

func TestOnlyWhatIsToBeFilledIsUnlocked(t *testing.T) {
	f := opened(t, workbook(t, filled(t)))
	locked := func(sheet, cell string) bool {
		id, err := f.GetCellStyle(sheet, cell)
		must(t, err)
		s, err := f.GetStyle(id)
		must(t, err)
		return s.Protection == nil || s.Protection.Locked
	}
	for _, s := range tableSheets {
		if p, err := f.GetSheetProtection(s.name); err != nil || p.Password != "" {
			t.Errorf("%s: protection %+v %v", s.name, p, err)
		}
		for i, c := range s.columns {
			if !locked(s.name, at(i+1, rowHeaders)) || !locked(s.name, at(i+1, rowKeys)) {
				t.Errorf("%s: the header of %s can be changed", s.name, c.key)
			}
			if got, want := locked(s.name, at(i+1, rowFirst)), c.kind == kindLocked || c.kind == kindRatio; got != want {
				t.Errorf("%s, %s: locked is %v", s.name, c.key, got)
			}
		}
	}
	if !locked("ChiTieu", cellOf(t, "QC11", "value")) || locked("ChiTieu", cellOf(t, "QC10", "value")) {
		t.Error("of the indicators the derived are locked and the others are not")
	}
	if !locked("BaoCao", "C5") || locked("BaoCao", "C8") {
		t.Error("the unit is locked, the number is not")
	}
}

func TestRulesOfTheCells(t *testing.T) {
	f := opened(t, workbook(t, filled(t)))
	rules, err := f.GetDataValidations("NhiemVu")
	must(t, err)
	lists := map[string]string{}
	for _, r := range rules {
		if r.Type == "list" {
			lists[strings.SplitN(r.Sqref, ":", 2)[0]] = r.Formula1
		}
		if r.Error != nil && (strings.TrimSpace(*r.Error) == "" || len([]rune(*r.Error)) > 225 || len([]rune(*r.ErrorTitle)) > 32) {
			t.Errorf("%s: Excel shows no such text: %q %q", r.Sqref, *r.ErrorTitle, *r.Error)
		}
	}
	messages := 0
	for _, sheet := range []string{"BaoCao", "NhiemVu", "NhiemVuAp", "ChiTieu"} {
		rules, err := f.GetDataValidations(sheet)
		must(t, err)
		for _, r := range rules {
			if r.Prompt == nil && r.Type != "list" {
				t.Errorf("%s %s: no message when the cell is entered", sheet, r.Sqref)
			}
			if r.Prompt != nil {
				messages++
				if len([]rune(*r.Prompt)) > 255 || len([]rune(*r.PromptTitle)) > 32 {
					t.Errorf("%s %s: Excel shows no such message: %q", sheet, r.Sqref, *r.Prompt)
				}
			}
		}
	}
	if messages < 10 {
		t.Errorf("%d messages", messages)
	}
	for _, sheet := range []string{"NhiemVu", "NhiemVuAp", "ChiTieu"} {
		if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != rowHeaders || p.XSplit != 2 {
			t.Errorf("%s: panes %+v %v", sheet, p, err)
		}
	}
	if got := lists[taskCell("status", 0)]; !strings.Contains(got, "_dm") {
		t.Errorf("the status has no list: %v", lists)
	}
	words, err := f.GetRows("_dm")
	must(t, err)
	var statuses, aps []string
	for _, row := range words[1:] {
		if row[0] != "" {
			statuses = append(statuses, row[0])
		}
		if len(row) > 4 && row[4] != "" {
			aps = append(aps, row[4])
		}
	}
	if got := strings.Join(statuses, ", "); got != "Hoàn thành, Hoàn thành vượt, Đang thực hiện, Chưa thực hiện, Không phát sinh, Không áp dụng" {
		t.Errorf("statuses: %s", got)
	}
	if len(aps) != 6 || !slices.Contains(aps, "Ấp Hòa Tân") && !slices.Contains(aps, "Ấp Hoà Tân") {
		t.Errorf("ấp: %v", aps)
	}
}

func TestAnEmptyTemplateIsWritten(t *testing.T) {
	b := workbook(t, Template{})
	r := Read("bao-cao.xlsx", b, catalogue(t))
	if !data.Blocks(r.Problems) {
		t.Errorf("a form of nobody for no period is accepted:%s", summary(r.Problems))
	}
}

func BenchmarkWriteTemplate(b *testing.B) {
	cat, tpl := catalogue(b), filled(b)
	for b.Loop() {
		if err := WriteTemplate(io.Discard, cat, tpl); err != nil {
			b.Fatal(err)
		}
	}
}
