package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// What clerks paste into a form: drop-downs and locks stop the hand, not the
// clipboard. Each is said at its place or read right; nothing is silently wrong.
func TestPastedJunk(t *testing.T) {
	set := func(sheet, cell string, v any) func(t *testing.T, f *excelize.File) {
		return func(t *testing.T, f *excelize.File) { must(t, f.SetCellValue(sheet, cell, v)) }
	}
	value := func(id string) string { return cellOf(t, id, "value") }
	task := taskCell
	for name, c := range map[string]struct {
		paste func(t *testing.T, f *excelize.File)
		want  []string           // "code sheet!cell" of what is said, all of it
		reads map[string]float64 // indicators
	}{
		"words where a number belongs":      {paste: set("ChiTieu", value("QC42"), "hai mươi tám"), want: []string{"not_a_number ChiTieu!" + value("QC42")}},
		"a figure with its unit":            {paste: set("ChiTieu", value("QC42"), "28 đơn"), reads: map[string]float64{"QC42": 28}},
		"money in millions":                 {paste: set("ChiTieu", value("QC29"), "138,5 triệu đồng"), reads: map[string]float64{"QC29": 138_500_000}},
		"a number kept as text":             {paste: set("ChiTieu", value("QC42"), "28"), reads: map[string]float64{"QC42": 28}},
		"a number with an apostrophe":       {paste: set("ChiTieu", value("QC42"), "'28"), reads: map[string]float64{"QC42": 28}},
		"thousands the other way":           {paste: set("ChiTieu", value("QC34"), "1,200"), want: []string{"ambiguous_number ChiTieu!" + value("QC34")}},
		"an error":                          {paste: junk("ChiTieu", value("QC42"), "#REF!"), want: []string{"not_a_number ChiTieu!" + value("QC42")}},
		"a date for a number":               {paste: dated("ChiTieu", value("QC42")), want: []string{"not_a_number ChiTieu!" + value("QC42")}},
		"yes where a number belongs":        {paste: set("ChiTieu", value("QC42"), "Có"), want: []string{"not_a_number ChiTieu!" + value("QC42")}},
		"a number where yes belongs":        {paste: set("ChiTieu", value("QC02"), 3), want: []string{"unknown_word ChiTieu!" + value("QC02")}},
		"a minus":                           {paste: set("ChiTieu", value("QC42"), -28), want: []string{"negative ChiTieu!" + value("QC42")}},
		"a ratio typed over its formula":    {paste: set("ChiTieu", value("QC45"), 50), want: []string{"contradiction ChiTieu!" + value("QC45")}, reads: map[string]float64{"QC45": 96.666667}},
		"a dash for nothing":                {paste: set("ChiTieu", value("QC12"), "-"), reads: map[string]float64{"QC42": 28}},
		"a code that is an error":           {paste: junk("ChiTieu", cellOf(t, "QC42", "code"), "#REF!"), reads: map[string]float64{"QC42": 28}},
		"another unit of measure":           {paste: set("ChiTieu", cellOf(t, "QC29", "unit"), "triệu đồng"), want: []string{"unit_suspect", "sum_mismatch"}},
		"a status of the clerk's own":       {paste: set("NhiemVu", task("status", 2), "Xong rồi"), want: []string{"unknown_word NhiemVu!" + task("status", 2)}},
		"a status as people write it":       {paste: set("NhiemVu", task("status", 2), " đã hoàn  thành. ")},
		"an error for a status":             {paste: junk("NhiemVu", task("status", 2), "#N/A"), want: []string{"unknown_word NhiemVu!" + task("status", 2)}},
		"the other order of day and month":  {paste: set("NhiemVu", task("due", 0), "10/25/2024"), want: []string{"date_suspect NhiemVu!" + task("due", 0)}},
		"a date that lost its format":       {paste: junk("NhiemVu", task("due", 0), "45574"), want: []string{"date_suspect NhiemVu!" + task("due", 0)}},
		"an error for a date":               {paste: junk("NhiemVu", task("due", 0), "#VALUE!"), want: []string{"date_suspect NhiemVu!" + task("due", 0)}},
		"a date as text":                    {paste: set("NhiemVu", task("due", 0), "9.10.2024")},
		"more than all":                     {paste: set("NhiemVu", task("progress", 1), 160), want: []string{"out_of_range NhiemVu!" + task("progress", 1)}},
		"a task code that is an error":      {paste: junk("NhiemVu", task("task_code", 2), "#REF!"), want: []string{"missing_required NhiemVu!"}},
		"a task twice":                      {paste: set("NhiemVu", task("task_code", 2), "II.2"), want: []string{"duplicate_row NhiemVu!" + task("task_code", 2)}},
		"a task without a code":             {paste: set("NhiemVu", task("actual", 8), 5), want: []string{"missing_required NhiemVu!" + task("actual", 8)}},
		"an ấp of another commune":          {paste: set("NhiemVuAp", "B5", "Ấp Vĩnh Lợi"), want: []string{"unknown_unit NhiemVuAp!B5"}},
		"a task that is not in the plan":    {paste: set("NhiemVuAp", "A6", "IX.9"), want: []string{"unknown_row NhiemVuAp!A6", "sum_mismatch NhiemVu!"}},
		"the unit's name overwritten":       {paste: set("BaoCao", "C5", "Ủy ban nhân dân phường Long Thạnh"), want: []string{"contradiction BaoCao!C5"}},
		"the period overwritten":            {paste: set("BaoCao", "C6", "Tổng kết năm 2024"), want: []string{"contradiction BaoCao!C6"}},
		"a header overwritten":              {paste: set("ChiTieu", "E4", "Số liệu quý II"), reads: map[string]float64{"QC42": 28}},
		"keys and headers overwritten":      {paste: overwritten, want: []string{"missing_required ChiTieu!"}},
		"figures merged over rows":          {paste: mergedCells("ChiTieu", value("QC42"), value("QC43")), want: []string{"merged_figure ChiTieu!" + value("QC42")}},
		"a heading merged over the columns": {paste: mergedCells("NhiemVu", task("task_code", 7), task("note", 7))},
		"figures one row too low":           {paste: shifted, want: []string{"missing_required ChiTieu!E"}},
		"rows put in between":               {paste: func(t *testing.T, f *excelize.File) { must(t, f.InsertRows("ChiTieu", 20, 3)) }, reads: map[string]float64{"QC42": 28, "QC01": 4}},
		"a column put in between":           {paste: func(t *testing.T, f *excelize.File) { must(t, f.InsertCols("ChiTieu", "C", 1)) }, reads: map[string]float64{"QC42": 28}},
		"the column of notes deleted":       {paste: func(t *testing.T, f *excelize.File) { must(t, f.RemoveCol("ChiTieu", "F")) }, want: []string{"missing_required ChiTieu!"}, reads: map[string]float64{"QC42": 28}},
		"the column of figures deleted":     {paste: func(t *testing.T, f *excelize.File) { must(t, f.RemoveCol("ChiTieu", "E")) }, want: []string{"missing_required ChiTieu!"}},
		"the sheet of figures deleted":      {paste: func(t *testing.T, f *excelize.File) { must(t, f.DeleteSheet("ChiTieu")) }, want: []string{"missing_required ChiTieu!"}},
		"a sheet of the clerk's in front":   {paste: inFront, reads: map[string]float64{"QC42": 28}},
		"the sheet of figures twice":        {paste: sheetTwice, want: []string{"duplicate_row ChiTieu (2)!"}, reads: map[string]float64{"QC42": 28}},
		"figures in a column of their own":  {paste: beside, want: []string{"unmapped_column ChiTieu!G4"}, reads: map[string]float64{"QC42": 28}},
	} {
		t.Run(name, func(t *testing.T) {
			r := Read("a.xlsx", withErrors(t, edited(t, workbook(t, filled(t)), func(f *excelize.File) { c.paste(t, f) })), catalogue(t))
			checkSaid(t, r.Problems, c.want)
			if r.Report == nil {
				t.Fatal("no report")
			}
			for id, want := range c.reads {
				if v, ok := valueOf(r, id); !ok || v-want > 1e-5 || want-v > 1e-5 {
					t.Errorf("%s reads %v %v, want %v", id, v, ok, want)
				}
			}
			for _, v := range r.Report.Indicators { // what is refused is not read as well
				if p := problemAt(r.Problems, "not_a_number", v.At.Sheet, v.At.Cell); p != nil {
					t.Errorf("%s is read and refused", v.Code)
				}
			}
		})
	}
}

// checkSaid holds the problems against what they should be: each problem is one
// of the wanted, each wanted is there.
func checkSaid(t *testing.T, problems []data.Problem, want []string) {
	t.Helper()
	met := map[string]bool{}
	for _, p := range problems {
		said := fmt.Sprintf("%s %s!%s", p.Code, p.At.Sheet, p.At.Cell)
		i := slices.IndexFunc(want, func(w string) bool { return strings.HasPrefix(said, w) })
		if i < 0 {
			t.Errorf("said: %s: %s", said, p.Text)
			continue
		}
		met[want[i]] = true
	}
	for _, w := range want {
		if !met[w] {
			t.Errorf("nobody said %s in:%s", w, summary(problems))
		}
	}
}

func valueOf(r *data.Reading, id string) (float64, bool) {
	v, ok := value(r, id)
	return v.Value, ok
}

// junk writes a cell as a paste of values leaves it: a number without its
// format, an error without its formula.
func junk(sheet, cell, raw string) func(t *testing.T, f *excelize.File) {
	return func(t *testing.T, f *excelize.File) {
		must(t, f.SetCellStyle(sheet, cell, cell, 0))
		must(t, f.SetCellDefault(sheet, cell, raw))
	}
}

var inlineError = regexp.MustCompile(`t="inlineStr"><is><t>(#[A-Z/]+[!?A]?)</t></is>`)

// withErrors makes cells of errors of texts like #REF!: the library writes none.
func withErrors(t *testing.T, b []byte) []byte {
	return rezip(t, b, func(_ string, content []byte) []byte {
		return inlineError.ReplaceAll(content, []byte(`t="e"><v>$1</v>`))
	})
}

func dated(sheet, cell string) func(t *testing.T, f *excelize.File) {
	return func(t *testing.T, f *excelize.File) {
		format := "dd/mm/yyyy"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(t, err)
		must(t, f.SetCellStyle(sheet, cell, cell, style))
		must(t, f.SetCellInt(sheet, cell, 45420))
	}
}

func mergedCells(sheet, from, to string) func(t *testing.T, f *excelize.File) {
	return func(t *testing.T, f *excelize.File) {
		must(t, f.MergeCell(sheet, from, to))
	}
}

func overwritten(t *testing.T, f *excelize.File) {
	for _, cell := range []string{"E3", "E4"} {
		must(t, f.SetCellStr("ChiTieu", cell, "Cột của tôi"))
	}
}

// shifted moves the figures of the sheet one row down, over the last.
func shifted(t *testing.T, f *excelize.File) {
	last := rowFirst + len(catalogue(t).Indicators)
	must(t, f.SetCellInt("ChiTieu", fmt.Sprintf("E%d", last), 7))
}

func inFront(t *testing.T, f *excelize.File) {
	_, err := f.NewSheet("Nháp")
	must(t, err)
	for cell, s := range map[string]string{"A1": "Ngày ký", "B1": "01/01/2020", "A2": "Đơn vị báo cáo", "B2": "UBND phường Long Thạnh", "A3": "Số", "B3": "99/BC"} {
		must(t, f.SetCellStr("Nháp", cell, s))
	}
	must(t, f.MoveSheet("Nháp", "HuongDan"))
}

func sheetTwice(t *testing.T, f *excelize.File) {
	from, err := f.GetSheetIndex("ChiTieu")
	must(t, err)
	to, err := f.NewSheet("ChiTieu (2)")
	must(t, err)
	must(t, f.CopySheet(from, to))
}

func beside(t *testing.T, f *excelize.File) {
	must(t, f.SetCellStr("ChiTieu", "G4", "Số sửa lại"))
	must(t, f.SetCellInt("ChiTieu", "G10", 5))
}

// A clerk who pasted many wrong things learns of all of them at once.
func TestAllJunkIsSaidAtOnce(t *testing.T) {
	value := func(id string) string { return cellOf(t, id, "value") }
	r := Read("a.xlsx", edited(t, workbook(t, filled(t)), func(f *excelize.File) {
		must(t, f.SetCellStr("ChiTieu", value("QC01"), "bốn"))
		must(t, f.SetCellInt("ChiTieu", value("QC42"), -1))
		must(t, f.SetCellStr("ChiTieu", value("QC34"), "1,200"))
		must(t, f.SetCellStr("NhiemVu", taskCell("status", 0), "tạm ổn"))
		must(t, f.SetCellStr("NhiemVu", taskCell("due", 0), "31/02/2024"))
		must(t, f.SetCellStr("BaoCao", "C9", "hôm qua"))
	}), catalogue(t))
	checkSaid(t, r.Problems, []string{
		"not_a_number ChiTieu!" + value("QC01"), "negative ChiTieu!" + value("QC42"), "ambiguous_number ChiTieu!" + value("QC34"),
		"unknown_word NhiemVu!" + taskCell("status", 0), "date_suspect NhiemVu!" + taskCell("due", 0), "date_suspect BaoCao!C9",
	})
}
