package ingest

import (
	"bytes"
	"errors"
	"testing"

	"danbiet/data"
)

func formTemplate(t *testing.T) (*data.Catalogue, Template) {
	t.Helper()
	cat := catalogue(t)
	template, err := TemplateFor(t.Context(), cat, nil, "xa-tan-thanh", "2024-6T")
	if err != nil {
		t.Fatal(err)
	}
	template.Tasks = []TemplateTask{{Label: "II.1", Text: "Họp dân", Type: "higher", Unit: "cuộc", Target: 12}}
	template.Previous = map[string]float64{"QC42": 7}
	return cat, template
}

// formField finds the field of a row and column.
func formField(t *testing.T, sheets []FormSheet, sheet, row, column string) FormCell {
	t.Helper()
	for _, s := range sheets {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				if s.Name == sheet && (r.Label == row || r.Cells[0].Text == row) && c.Column == column {
					return c
				}
			}
		}
	}
	t.Fatalf("no field %s of %s in %s", column, row, sheet)
	return FormCell{}
}

// What is typed into the form is read from its workbook as from any other.
func TestFormIsReadAsAWorkbook(t *testing.T) {
	cat, template := formTemplate(t)
	sheets, err := Form(cat, template)
	if err != nil {
		t.Fatal(err)
	}
	if c := formField(t, sheets, sheetIndicators, "QC42", "previous"); c.Text != "7" || c.Kind != FormLocked {
		t.Errorf("last period's figure stands as %+v", c)
	}
	if c := formField(t, sheets, sheetTasks, "II.1", "status"); c.Kind != FormList || len(c.Options) != len(statusWords) {
		t.Errorf("the status is %+v", c)
	}
	typed := map[string]string{
		formField(t, sheets, sheetHead, "Số, ký hiệu báo cáo", "number").ID: "52/BC-UBND",
		formField(t, sheets, sheetHead, "Ngày ký", "signed_on").ID:          "7/5/2024",
		formField(t, sheets, sheetTasks, "II.1", "actual").ID:               "5",
		formField(t, sheets, sheetTasks, "II.1", "status").ID:               "Đang thực hiện",
		formField(t, sheets, sheetIndicators, "QC42", "value").ID:           "11",
		formField(t, sheets, sheetIndicators, "QC29", "value").ID:           "845.600.000",
		formField(t, sheets, sheetIndicators, "QC26", "value").ID:           "khoảng 240",
		formField(t, sheets, sheetIndicators, "QC02", "value").ID:           "Có",
	}
	var book bytes.Buffer
	if err := WriteForm(&book, cat, template, typed); err != nil {
		t.Fatal(err)
	}
	r := Read("bieu-mau.xlsx", book.Bytes(), cat)
	if r.UnitID != "xa-tan-thanh" || r.Period != "2024-6T" || r.Head.Date != data.Date(2024, 5, 7) {
		t.Errorf("unit %q, period %q, signed %s", r.UnitID, r.Period, r.Head.Date)
	}
	got := map[string]float64{}
	for _, v := range r.Report.Indicators {
		got[v.Code+v.Part] = v.Value
	}
	if got["QC42"] != 11 || got["QC29"] != 845_600_000 || got["QC02"] != 1 {
		t.Errorf("figures read: %v", got)
	}
	if len(r.Report.Tasks) != 1 || r.Report.Tasks[0].Status != data.StatusInProgress || *r.Report.Tasks[0].Actual != 5 {
		t.Errorf("tasks read: %+v", r.Report.Tasks)
	}
	asked := false
	for _, p := range r.Problems {
		asked = asked || p.Code == "not_a_number" && p.At.Sheet == sheetIndicators
	}
	if !asked {
		t.Errorf("“khoảng 240” is not asked about: %+v", r.Problems)
	}
}

func TestFormTakesItsOwnFieldsOnly(t *testing.T) {
	cat, template := formTemplate(t)
	for name, id := range map[string]string{"a locked cell": "ChiTieu!A5", "another sheet": "_meta!B3", "no cell": "x", "below the sheet": "ChiTieu!E9999"} {
		if err := WriteForm(&bytes.Buffer{}, cat, template, map[string]string{id: "1"}); !errors.Is(err, data.ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
}
