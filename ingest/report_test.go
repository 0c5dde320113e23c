package ingest

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// Each case is one thing that offices do to the form, with what must be said
// about it, where, and how firmly.
func TestMistakesInTheForm(t *testing.T) {
	v := func(id string) string { return cellOf(t, id, "value") }
	type mistake struct {
		name   string
		change func(tpl *Template)
		edit   func(f *excelize.File)
		code   string
		level  data.Level
		sheet  string
		cell   string
		says   string // a part of the sentence
	}
	values := func(pairs ...any) func(*Template) {
		return func(tpl *Template) {
			for i := 0; i < len(pairs); i += 2 {
				tpl.Values[pairs[i].(string)] = pairs[i+1]
			}
		}
	}
	task := func(n int, change func(*TemplateTask)) func(*Template) {
		return func(tpl *Template) { change(&tpl.Tasks[n]) }
	}
	for _, c := range []mistake{
		{name: "12.5 typed as text", change: values("QC42", "12.5"), code: "ambiguous_number", level: data.Block, sheet: "ChiTieu", cell: v("QC42"), says: "12,5 hoặc 125"},
		{name: "words in a number cell", change: values("QC42", "khoảng 28"), code: "not_a_number", level: data.Block, sheet: "ChiTieu", cell: v("QC42"), says: "khoảng 28"},
		{name: "the letter O for nought", change: values("QC42", "1O"), code: "not_a_number", level: data.Block, cell: v("QC42")},
		{name: "a negative count", change: values("QC34", -150), code: "negative", level: data.Block, cell: v("QC34"), says: "-150"},
		{name: "a date in a number cell", change: values("QC03", data.Date(2024, 5, 1)), edit: func(f *excelize.File) {
			id, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
			f.SetCellStyle("ChiTieu", v("QC03"), v("QC03"), id)
		}, code: "not_a_number", level: data.Block, cell: v("QC03"), says: "01/05/2024"},
		{name: "half a meeting", change: values("QC04", 2.5, "QC05", 100), code: "not_whole", level: data.Warn, cell: v("QC04")},
		{name: "settled more than there was", change: values("QC43", 31), code: "part_over_whole", level: data.Block, cell: v("QC43"), says: "(31) lớn hơn"},
		{name: "settled more than received, but there was a remainder", change: values("QC43", 30, "QC44", 0), code: "", cell: ""},
		{name: "remainder does not add up", change: values("QC44", 5), code: "sum_mismatch", level: data.Warn, cell: v("QC44")},
		{name: "sources do not add up", change: values("QC29", 140_000_000), code: "sum_mismatch", level: data.Warn, cell: v("QC29"), says: "138.500.000"},
		{name: "a source above the total", change: values("QC31", 175_000_000), code: "part_over_whole", level: data.Block, cell: v("QC31")},
		{name: "million for đồng", change: values("QC30", 63.5, "QC31", 75, "QC29", 138.5), code: "unit_suspect", level: data.Warn, cell: v("QC29")},
		{name: "a thousand times too much", change: values("QC30", 63_500_000_000_000.0, "QC29", 63_575_000_000_000.0), code: "unit_suspect", level: data.Warn, cell: v("QC29")},
		{name: "far more documents than usual", change: values("QC01", 40), code: "out_of_range", level: data.Warn, cell: v("QC01"), says: "2–12"},
		{name: "with a reason it is information", change: values("QC01", 40), edit: func(f *excelize.File) {
			f.SetCellStr("ChiTieu", cellOf(t, "QC01", "note"), "Có 30 văn bản về bầu trưởng ấp")
		}, code: "out_of_range", level: data.Inform, cell: v("QC01")},
		{name: "participants without a class", change: values("QC04", 0), code: "contradiction", level: data.Warn, cell: v("QC05")},
		{name: "persons in a household", change: values("QC60b", 16152), code: "out_of_range", level: data.Warn, cell: v("QC60b"), says: "2,5–5,5"},
		{name: "carried over otherwise than left", change: values("QC41", 1, "QC44", 0), code: "contradiction", level: data.Warn, cell: v("QC41"), says: "kỳ trước"},
		{name: "six equal figures", change: func(tpl *Template) {
			tpl.Previous = map[string]float64{"QC01": 4, "QC04": 3, "QC05": 150, "QC08": 18, "QC09": 18, "QC10": 17, "QC44": 2}
		}, code: "copied_from_previous", level: data.Warn, sheet: "ChiTieu", says: "6 trong 6"},
		{name: "a plan that is neither there nor not", change: values("QC02", "hình như có"), code: "unknown_word", level: data.Block, cell: v("QC02")},
		{name: "hectares in an m² cell", change: values("QC34", "12 cuộc"), code: "not_a_number", level: data.Block, cell: v("QC34")},
		{name: "a formula that was never computed", change: values("QC42", nil), edit: func(f *excelize.File) {
			f.SetCellFormula("ChiTieu", v("QC42"), "10+18")
		}, code: "not_computed", level: data.Block, cell: v("QC42")},
		{name: "an error of Excel", edit: func(f *excelize.File) { f.SetCellStr("ChiTieu", v("QC42"), "#REF!") }, code: "not_a_number", level: data.Block, cell: v("QC42"), says: "#REF!"},
		{name: "a ratio typed over that its figures contradict", change: values("QC45", 55.0), code: "contradiction", level: data.Warn, cell: v("QC45"), says: "96,7%"},
		{name: "a code nobody knows", edit: func(f *excelize.File) { f.SetCellStr("ChiTieu", cellOf(t, "QC42", "code"), "QC99") }, code: "unknown_row", level: data.Warn, cell: cellOf(t, "QC42", "code"), says: "QC99"},
		{name: "an indicator twice", edit: func(f *excelize.File) { f.SetCellStr("ChiTieu", cellOf(t, "QC43", "code"), "QC42") }, code: "duplicate_row", level: data.Block, cell: v("QC43"), says: v("QC42")},
		{name: "figures in a column of the clerk's own", edit: func(f *excelize.File) {
			f.SetCellStr("ChiTieu", at(7, rowHeaders), "Kỳ sau")
			f.SetCellInt("ChiTieu", at(7, rowFirst), 5)
		}, code: "unmapped_column", level: data.Warn, sheet: "ChiTieu", cell: at(7, rowHeaders), says: "Kỳ sau"},

		{name: "done, but half", change: task(0, func(x *TemplateTask) { x.Status = "Hoàn thành" }), code: "status_contradiction", level: data.Warn, sheet: "NhiemVu", cell: taskCell("status", 0), says: "51,1%"},
		{name: "not started, but figures", change: task(0, func(x *TemplateTask) { x.Status = "Chưa thực hiện" }), code: "status_contradiction", level: data.Warn, cell: taskCell("status", 0)},
		{name: "above plan, but not", change: task(2, func(x *TemplateTask) { x.Status = "Hoàn thành vượt" }), code: "status_contradiction", level: data.Warn, cell: taskCell("status", 2)},
		{name: "lower is better and it is above", change: task(4, func(x *TemplateTask) { x.Actual = 6 }), code: "status_contradiction", level: data.Warn, cell: taskCell("status", 4), says: "50%"},
		{name: "nothing arose, without a reason", change: task(3, func(x *TemplateTask) { x.Note = "" }), code: "reason_missing", level: data.Warn, cell: taskCell("status", 3)},
		{name: "a status of the clerk's own", change: task(1, func(x *TemplateTask) { x.Status = "Cơ bản xong" }), code: "unknown_word", level: data.Block, cell: taskCell("status", 1), says: "Đang thực hiện"},
		{name: "progress of 0,6", change: task(1, func(x *TemplateTask) { x.Progress = 0.6 }), code: "ambiguous_number", level: data.Block, cell: taskCell("progress", 1), says: "60%"},
		{name: "progress of 160", change: task(1, func(x *TemplateTask) { x.Progress = 160 }), code: "out_of_range", level: data.Warn, cell: taskCell("progress", 1)},
		{name: "a task twice", change: task(1, func(x *TemplateTask) { x.Label = "II.1." }), code: "duplicate_row", level: data.Block, cell: taskCell("task_code", 1), says: taskCell("task_code", 0)},
		{name: "figures without a code", change: task(1, func(x *TemplateTask) { x.Label = "" }), code: "missing_required", level: data.Block, cell: taskCell("status", 1), says: "mã nhiệm vụ"},
		{name: "some weights", change: task(0, func(x *TemplateTask) { x.Weight = 2 }), code: "missing_required", level: data.Warn, sheet: "NhiemVu", says: "trọng số"},
		{name: "a negative weight", change: task(0, func(x *TemplateTask) { x.Weight = -1 }), code: "negative", level: data.Block, cell: taskCell("weight", 0)},
		{name: "due before it starts", change: task(0, func(x *TemplateTask) { x.Due = data.Date(2024, 4, 1) }), code: "date_suspect", level: data.Warn, cell: taskCell("due", 0), says: "22/04/2024"},
		{name: "a link without a coverage", change: task(0, func(x *TemplateTask) { x.Coverage = "" }), code: "missing_required", level: data.Warn, cell: taskCell("town_task", 0), says: "mức bao phủ"},
		{name: "a date that does not exist", edit: func(f *excelize.File) { f.SetCellStr("NhiemVu", taskCell("due", 0), "30/02/2024") }, code: "date_suspect", level: data.Block, cell: taskCell("due", 0), says: "30/02/2024"},
		{name: "a date that lost its format", edit: func(f *excelize.File) {
			f.SetCellInt("NhiemVu", taskCell("due", 5), 45422)
			f.SetCellStyle("NhiemVu", taskCell("due", 5), taskCell("due", 5), 0)
		}, code: "date_suspect", level: data.Block, cell: taskCell("due", 5), says: "45422"},
		{name: "ấp of another commune", change: func(tpl *Template) { tpl.Aps[0].Ap = "Ấp Vĩnh Tường" }, code: "unknown_unit", level: data.Warn, sheet: "NhiemVuAp", cell: "B5", says: "Tân Thạnh"},
		{name: "ấp that do not add up", change: func(tpl *Template) { tpl.Aps[0].Actual = 300 }, code: "sum_mismatch", level: data.Warn, cell: taskCell("status", 0), says: "800"},
		{name: "ấp of a task that is not there", change: func(tpl *Template) { tpl.Aps[0].Label = "II.9" }, code: "unknown_row", level: data.Warn, cell: "A5", says: "II.9"},
		{name: "an ấp twice", change: func(tpl *Template) { tpl.Aps[1].Ap = "hoà tân" }, code: "duplicate_row", level: data.Block, cell: "B6", says: "B5"},

		{name: "no cut-off date", change: func(tpl *Template) { tpl.DataTo = 0 }, code: "missing_required", level: data.Warn, sheet: "BaoCao", says: "ngày chốt số liệu"},
		{name: "cut off after the period", change: func(tpl *Template) { tpl.DataTo, tpl.SignedOn = data.Date(2024, 6, 30), data.Date(2024, 7, 1) }, code: "date_suspect", level: data.Warn, sheet: "BaoCao", says: "sau ngày chốt số liệu của kỳ"},
		{name: "signed before the cut-off", change: func(tpl *Template) { tpl.SignedOn = data.Date(2024, 5, 1) }, code: "date_suspect", level: data.Warn, sheet: "BaoCao", says: "05/05/2024"},
		{name: "the form of another period", edit: func(f *excelize.File) { f.SetCellStr("BaoCao", "C6", "Tổng kết năm 2023") }, code: "contradiction", level: data.Warn, sheet: "BaoCao", cell: "C6"},
		{name: "the name of another unit", edit: func(f *excelize.File) { f.SetCellStr("BaoCao", "C5", "UBND xã Tân An") }, code: "contradiction", level: data.Warn, sheet: "BaoCao", cell: "C5"},
		{name: "a unit that is not in the list", change: func(tpl *Template) { tpl.Unit.UnitID = "xa-khong-co" }, code: "unknown_unit", level: data.Block},
		{name: "a period that is not in the list", change: func(tpl *Template) { tpl.Period.ID = "2019-6T" }, code: "unknown_period", level: data.Block},
		{name: "a template of another version", edit: func(f *excelize.File) { f.SetCellStr("_meta", "B2", "0") }, code: "wrong_template", level: data.Block, says: "phiên bản 0"},
		{name: "a blank form", change: func(tpl *Template) { tpl.Tasks, tpl.Aps, tpl.Values = nil, nil, nil }, code: "missing_required", level: data.Block, says: "biểu còn trống"},
		{name: "a sheet thrown away", edit: func(f *excelize.File) { f.DeleteSheet("NhiemVuAp") }, code: "missing_required", level: data.Warn, sheet: "NhiemVuAp"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tpl := filled(t)
			if c.change != nil {
				c.change(&tpl)
			}
			b := workbook(t, tpl)
			if c.edit != nil {
				b = edited(t, b, c.edit)
			}
			r := Read("bao-cao.xlsx", b, catalogue(t))
			if c.code == "" {
				if len(r.Problems) > 0 {
					t.Errorf("nothing is wrong, yet:%s", summary(r.Problems))
				}
				return
			}
			p := problemAt(r.Problems, c.code, c.sheet, c.cell)
			if p == nil {
				t.Fatalf("no %s at %s!%s in:%s", c.code, c.sheet, c.cell, summary(r.Problems))
			}
			if p.Level != c.level || !strings.Contains(p.Text, c.says) {
				t.Errorf("got %s %q, want %s … %q", p.Level, p.Text, c.level, c.says)
			}
			if strings.Contains(p.Text+p.Sentence("en"), "{") {
				t.Errorf("a placeholder is left: %q %q", p.Text, p.Sentence("en"))
			}
			if c.cell != "" && !strings.Contains(p.Text, c.cell) && c.code != "unknown_unit" {
				t.Errorf("the sentence does not name %s: %q", c.cell, p.Text)
			}
			if c.level == data.Block && c.code != "duplicate_row" && c.sheet == "ChiTieu" {
				if _, ok := value(r, "QC42"); ok && c.cell == v("QC42") {
					t.Error("the refused figure was read all the same")
				}
			}
		})
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	tpl := filled(t)
	tpl.Values["QC42"], tpl.Values["QC34"], tpl.Values["QC01"] = "1O", -150, 40
	tpl.Tasks[0].Status, tpl.Tasks[3].Note, tpl.DataTo = "Xong rồi", "", 0
	r := Read("bao-cao.xlsx", workbook(t, tpl), catalogue(t))
	for _, code := range []string{"not_a_number", "negative", "out_of_range", "unknown_word", "reason_missing", "missing_required"} {
		if problemAt(r.Problems, code, "", "") == nil {
			t.Errorf("%s is missing in:%s", code, summary(r.Problems))
		}
	}
}

func TestWaysOfWritingNothingAreNotNought(t *testing.T) {
	for _, text := range []string{"", "x", "X", "-", "–", "...", "Không phát sinh", " "} {
		tpl := filled(t)
		tpl.Values["QC53"] = text
		r := Read("bao-cao.xlsx", workbook(t, tpl), catalogue(t))
		if v, ok := value(r, "QC53"); ok || len(r.Problems) > 0 {
			t.Errorf("%q is read as %+v, problems:%s", text, v, summary(r.Problems))
		}
	}
}

func TestFiguresAsOfficesTypeThem(t *testing.T) {
	for text, want := range map[string]float64{
		"02": 2, "2 cuộc": 2, "2,0": 2,
	} {
		tpl := filled(t)
		tpl.Values["QC53"] = text
		r := Read("bao-cao.xlsx", workbook(t, tpl), catalogue(t))
		if v, ok := value(r, "QC53"); !ok || v.Value != want || v.Printed != text || len(r.Problems) > 0 {
			t.Errorf("%q: got %+v, problems:%s", text, v, summary(r.Problems))
		}
	}
	tpl := filled(t)
	tpl.Values["QC30"], tpl.Values["QC31"], tpl.Values["QC29"], tpl.Values["QC34"] = "63,5 triệu đồng", "0,075 tỷ", "138.500.000đ", "0,12 ha"
	r := Read("bao-cao.xlsx", workbook(t, tpl), catalogue(t))
	for id, want := range map[string]float64{"QC30": 63_500_000, "QC31": 75_000_000, "QC29": 138_500_000, "QC34": 1200} {
		if v, _ := value(r, id); v.Value != want {
			t.Errorf("%s: got %+v, want %v", id, v, want)
		}
	}
	if len(r.Problems) > 0 {
		t.Errorf("problems:%s", summary(r.Problems))
	}
}

// A rule that names an indicator the catalogue does not have would never speak.
func TestRulesNameIndicatorsOfTheCatalogue(t *testing.T) {
	for _, r := range figureRules {
		for _, id := range strings.Split(r.a+"+"+r.b+"+"+r.minus, "+") {
			if id == "" {
				continue
			}
			if _, ok := indicatorOf(catalogue(t), id); !ok {
				t.Errorf("rule %+v: no indicator %s", r, id)
			}
		}
	}
}
