package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

var about = About{Slug: "nop-bao-cao", Title: "11 trong 14 đơn vị", Scope: "tx-tan-chau", ScopeName: "Thị xã Tân Châu", Period: "2024-6T",
	PeriodName: "Sơ kết 6 tháng năm 2024", AsOf: data.Date(2024, time.May, 17), Source: "13 báo cáo đã nhận", URL: "/nop-bao-cao?ky=2024-6T", Banner: "SỐ LIỆU MINH HỌA"}

// odd is a Table with everything that a file could have smuggled in.
func odd() *analytics.Table {
	return &analytics.Table{Name: "nghia-vu", Method: "1.3", AsOf: about.AsOf, Policy: []string{"han-nop-2024"}, Sources: 13, N: 3,
		Columns: []analytics.Column{
			{Key: "unit", Kind: analytics.Label, Format: analytics.Text},
			{Key: "state", Kind: analytics.Fact, Format: analytics.Code},
			{Key: "received_on", Kind: analytics.Fact, Format: analytics.Date},
			{Key: "day_diff", Kind: analytics.Fact, Format: analytics.Days},
			{Key: "on_time_rate", Kind: analytics.Fact, Format: analytics.Share},
		},
		Rows: []analytics.Row{
			{Values: []any{`=HYPERLINK("http://xa.vn")`, "on_time", data.Date(2024, time.May, 6), int64(-3), 0.125}},
			{Values: []any{"Xã \"A\"; B, C\n=1+1", "late", data.Day(0), int64(4), 1.0}},
			{Values: []any{"@SUM(A1)", "missing_none", nil, nil, nil}},
		}}
}

func printer(lang string) words.Printer { return words.Printer{Words: words.Of(lang)} }

func TestCSVIsReadBackAndRunsNothing(t *testing.T) {
	var buf bytes.Buffer
	if err := CSV(&buf, printer("vi"), about, odd()); err != nil {
		t.Fatal(err)
	}
	text := buf.String()
	if !strings.HasPrefix(text, "\ufeff") {
		t.Error("no byte order mark: Excel would misread the letters")
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.Comma, r.FieldsPerRecord = ';', -1
	got, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"SỐ LIỆU MINH HỌA"},
		{"Đơn vị", "Tình trạng", "Ngày nhận", "So với ngày cuối", "Tỷ lệ đúng hạn"},
		{`'=HYPERLINK("http://xa.vn")`, "Đúng hạn", "06/05/2024", "-3", "0,125"},
		{"Xã \"A\"; B, C\n=1+1", "Trễ hạn", "", "4", "1"},
		{"'@SUM(A1)", "Chưa nộp", "", "", ""},
	}
	if len(got) != len(want) {
		t.Fatalf("got %d lines, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		if strings.Join(got[i], "|") != strings.Join(want[i], "|") {
			t.Errorf("line %d\n got %q\nwant %q", i, got[i], want[i])
		}
	}
}

// A reader with the other separator must not meet a formula at a field's start.
func TestCSVIsSafeForTheOtherSeparator(t *testing.T) {
	table := odd()
	table.Rows = table.Rows[:1]
	table.Rows[0].Values[0] = "a,=1+1"
	var buf bytes.Buffer
	if err := CSV(&buf, printer("vi"), about, table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(buf.String(), `"a,=1+1"`) {
		t.Errorf("the text is not in quotes: %s", buf.String())
	}
}

func TestWorkbook(t *testing.T) {
	var buf bytes.Buffer
	if err := XLSX(&buf, printer("vi"), about, []*analytics.Table{odd(), odd()}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := strings.Join(f.GetSheetList(), "|"), "Tình trạng nộp|Tình trạng nộp 2|Nguồn"; got != want {
		t.Errorf("sheets %q, want %q", got, want)
	}
	for cell, want := range map[string]string{"A1": "SỐ LIỆU MINH HỌA", "A2": "Đơn vị", "A3": `=HYPERLINK("http://xa.vn")`, "C3": "06/05/2024", "E3": "12.5%", "C5": "", "D5": "", "E5": ""} {
		if got, _ := f.GetCellValue("Tình trạng nộp", cell); got != want {
			t.Errorf("%s = %q, want %q", cell, got, want)
		}
		if formula, _ := f.GetCellFormula("Tình trạng nộp", cell); formula != "" {
			t.Errorf("%s is a formula: %s", cell, formula)
		}
	}
	var source []string
	rows, err := f.GetRows("Nguồn")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		source = append(source, strings.Join(row, ": "))
	}
	all := strings.Join(source, "\n")
	for _, want := range []string{"SỐ LIỆU MINH HỌA", "Thị xã Tân Châu", "Sơ kết 6 tháng năm 2024", "17/05/2024", "han-nop-2024", "13 báo cáo đã nhận", "/nop-bao-cao?ky=2024-6T", "1.3"} {
		if !strings.Contains(all, want) {
			t.Errorf("the sheet of sources does not say %q:\n%s", want, all)
		}
	}
	var again bytes.Buffer
	if err := XLSX(&again, printer("vi"), about, []*analytics.Table{odd(), odd()}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(buf.Bytes(), again.Bytes()) {
		t.Error("the same answer gives another workbook")
	}
}

func TestJSONKeepsCodesAndMissingValues(t *testing.T) {
	var buf bytes.Buffer
	if err := JSON(&buf, about, []*analytics.Table{odd()}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Banner string `json:"banner"`
		Tables []struct {
			Rows []struct {
				Values []any `json:"values"`
			} `json:"rows"`
		} `json:"tables"`
	}
	if err := json.Unmarshal(buf.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Banner != about.Banner || got.Tables[0].Rows[0].Values[1] != "on_time" || got.Tables[0].Rows[2].Values[4] != nil {
		t.Errorf("got %+v", got)
	}
}

func TestSheetNames(t *testing.T) {
	used := map[string]bool{}
	for _, c := range [][2]string{
		{"Nhiệm vụ / đơn vị", "Nhiệm vụ   đơn vị"}, {"nhiệm vụ   đơn vị", "nhiệm vụ   đơn vị 2"},
		{strings.Repeat("dài ", 20), "dài dài dài dài dài dài dài dài"}, {"'a'", "a"},
	} {
		if got := sheetName(c[0], used); got != c[1] {
			t.Errorf("sheetName(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}
