package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// bookOf is a workbook of one sheet with given XML in its worksheet, and shared
// strings (elements si) and styles by the change of f.
func bookOf(t testing.TB, worksheet, strings string, styles func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must(t, f.SetCellStr("Sheet1", "A1", "x")) // so that there are shared strings
	if styles != nil {
		styles(f)
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	const ns = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	return rezip(t, b.Bytes(), func(name string, content []byte) []byte {
		switch name {
		case "xl/worksheets/sheet1.xml":
			return []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet` + ns + `>` + worksheet + `</worksheet>`)
		case "xl/sharedStrings.xml":
			return []byte(`<sst` + ns + `>` + strings + `</sst>`)
		}
		return content
	})
}

func gridOf(t testing.TB, b []byte) *grid {
	t.Helper()
	book, faults := guardWorkbook("a.xlsx", b)
	if len(faults) > 0 {
		t.Fatalf("faults:%s", summary(faults))
	}
	return book.sheets[0].grid
}

func numberStyle(t testing.TB, f *excelize.File, format string) {
	t.Helper()
	_, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(t, err)
}

func TestEveryKindOfCell(t *testing.T) {
	b := bookOf(t, `<sheetData><row r="1">`+
		`<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>Ấp </t></is></c><c r="E1" t="inlineStr"><is><r><t>Hòa</t></r><r><rPr><b/></rPr><t xml:space="preserve"> Tân</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>`+
		`<c r="F1"><v>28</v></c><c r="G1"><v>1E+05</v></c><c r="H1"><v>212.5</v></c><c r="I1" s="1"><v>45422</v></c><c r="J1" s="2"><v>0.945</v></c><c r="K1" s="3"><v>138500000</v></c>`+
		`<c r="L1" t="b"><v>1</v></c><c r="M1" t="e"><v>#REF!</v></c><c r="N1" t="d"><v>2024-05-10T00:00:00</v></c><c r="O1"><f>1+1</f><v>2</v></c><c r="P1"><f>1+1</f></c><c r="Q1" t="str"><f>"a"</f><v>a&amp;b</v></c>`+
		`<c r="R1" t="s"><v>3</v></c><c r="S1" t="s"><v>4</v></c><c r="T1" s="1"/><c r="U1" t="s"/><c r="V1"><v><![CDATA[ 7 ]]></v></c><c r="W1" t="str"><v>1.234,5</v></c></row></sheetData>`,
		`<si><t>Đơn thư</t></si><si><r><t>Tổng </t></r><r><rPr><rFont val="Arial"/></rPr><t>số</t></r><rPh sb="0" eb="1"><t>TONG</t></rPh><phoneticPr fontId="1"/></si><si><t>`+"Xa\u0303"+`</t></si><si><t>hai_x000D_&#10;dòng _x005F_x0041_ _xZZZZ_ _xD83D__xDE00_</t></si><si><t>'0987</t></si>`,
		func(f *excelize.File) {
			numberStyle(t, f, "dd/mm/yyyy")
			numberStyle(t, f, "0.0%")
			numberStyle(t, f, "#,##0")
		})
	g := gridOf(t, b)
	for cell, want := range map[string]gridCell{
		"A1": {kind: 's', raw: "Đơn thư", text: "Đơn thư", value: true},
		"B1": {kind: 's', raw: "Tổng số", text: "Tổng số", value: true},
		"D1": {kind: 's', raw: "Ấp ", text: "Ấp", value: true},
		"E1": {kind: 's', raw: "Hòa Tân", text: "Hòa Tân", value: true},
		"F1": {kind: 'n', raw: "28", text: "28", value: true},
		"G1": {kind: 'n', raw: "1E+05", text: "100000", value: true},
		"H1": {kind: 'n', raw: "212.5", text: "212,5", value: true},
		"I1": {kind: 'n', raw: "45422", text: "10/05/2024", format: "dd/mm/yyyy", value: true},
		"J1": {kind: 'n', raw: "0.945", text: "94,5%", format: "0.0%", value: true},
		"K1": {kind: 'n', raw: "138500000", text: "138.500.000", format: "#,##0", value: true},
		"L1": {kind: 'b', raw: "1", text: "TRUE", value: true},
		"M1": {kind: 'e', raw: "#REF!", text: "#REF!", value: true},
		"N1": {kind: 'd', raw: "2024-05-10T00:00:00", text: "10/05/2024", value: true},
		"O1": {kind: 'n', raw: "2", text: "2", formula: true, value: true},
		"P1": {kind: 'n', formula: true},
		"Q1": {kind: 's', raw: "a&b", text: "a&b", formula: true, value: true},
		"R1": {kind: 's', raw: "hai\ndòng _x0041_ _xZZZZ_ 😀", text: "hai\ndòng _x0041_ _xZZZZ_ 😀", value: true},
		"S1": {kind: 's', raw: "'0987", text: "0987", value: true},
		"V1": {kind: 'n', raw: "7", text: "7", value: true},
		"W1": {kind: 's', raw: "1.234,5", text: "1.234,5", value: true},
	} {
		col, row, _ := cellAt([]byte(cell))
		got := g.cell(col, row)
		if got == nil {
			t.Errorf("%s is not there", cell)
			continue
		}
		want.row, want.col, want.at = row, col, data.Place{Sheet: "Sheet1", Cell: cell}
		if *got != want {
			t.Errorf("%s: got %+v\nwant %+v", cell, *got, want)
		}
	}
	for _, cell := range []string{"T1", "U1"} {
		if col, row, _ := cellAt([]byte(cell)); g.cell(col, row) != nil {
			t.Errorf("%s has no value, but stands in the grid", cell)
		}
	}
	if got := g.text(3, 1); got != "Xã" {
		t.Errorf("a decomposed letter reads %q", got)
	}
}

// The library's raw values of a whole template are ours.
func TestValuesAreThoseOfTheLibrary(t *testing.T) {
	b := workbook(t, filled(t))
	book, faults := guardWorkbook("a.xlsx", b)
	if len(faults) > 0 {
		t.Fatal(summary(faults))
	}
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: true})
	must(t, err)
	defer f.Close()
	for _, s := range book.sheets {
		g, n := s.grid, 0
		rows, err := f.GetRows(g.name)
		must(t, err)
		for row, cells := range rows {
			for col, want := range cells {
				c := g.cell(col+1, row+1)
				switch {
				case want == "" && (c == nil || c.formula):
				case c == nil || c.raw != want || c.at.Cell != at(col+1, row+1):
					t.Errorf("%s %s: got %+v, want %q", g.name, at(col+1, row+1), c, want)
				default:
					n++
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: nothing was compared", g.name)
		}
	}
}

func TestDaysOfTheOtherCalendar(t *testing.T) {
	b := bookOf(t, `<sheetData><row r="1"><c r="A1" s="1"><v>43960</v></c></row></sheetData>`, `<si><t>x</t></si>`, func(f *excelize.File) {
		numberStyle(t, f, "dd/mm/yyyy")
		yes := true
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	})
	if got := gridOf(t, b).text(1, 1); got != "10/05/2024" {
		t.Errorf("got %s", got)
	}
}

// Strict OOXML has other name spaces, and some programs give every element a
// prefix.
func TestOtherNameSpaces(t *testing.T) {
	b := rezip(t, workbook(t, filled(t)), func(name string, c []byte) []byte {
		for from, to := range map[string]string{
			"http://schemas.openxmlformats.org/spreadsheetml/2006/main":           "http://purl.oclc.org/ooxml/spreadsheetml/main",
			"http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
		} {
			c = bytes.ReplaceAll(c, []byte(from), []byte(to))
		}
		if name == sheetPart(sheetIndicators) {
			for _, e := range []string{"worksheet", "sheetData", "row", "c", "v", "f"} {
				for _, end := range []string{" ", ">", "/>"} {
					c = bytes.ReplaceAll(c, []byte("<"+e+end), []byte("<x:"+e+end))
				}
				c = bytes.ReplaceAll(c, []byte("</"+e+">"), []byte("</x:"+e+">"))
			}
		}
		return c
	})
	r := Read("a.xlsx", b, catalogue(t))
	if len(r.Problems) != 0 || len(r.Report.Indicators) < 20 {
		t.Errorf("problems:%s", summary(r.Problems))
	}
}

func TestSheetsThatAreNoTables(t *testing.T) {
	b := rezip(t, workbook(t, filled(t)), func(name string, c []byte) []byte {
		switch name {
		case "xl/workbook.xml":
			return bytes.Replace(c, []byte("</sheets>"), []byte(`<sheet name="Biểu đồ" sheetId="90" r:id="rId900" xmlns:r="u"/><sheet name="Macro1" sheetId="91" r:id="rId901" xmlns:r="u"/></sheets>`), 1)
		case "xl/_rels/workbook.xml.rels":
			return bytes.Replace(c, []byte("</Relationships>"), []byte(`<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId901" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet1.xml"/></Relationships>`), 1)
		}
		return c
	}, "xl/chartsheets/sheet1.xml", "<chartsheet/>", "xl/macrosheets/sheet1.xml", `<xm:macrosheet xmlns:xm="u"><sheetData><row><c t="str"><v>=HALT()</v></c></row></sheetData></xm:macrosheet>`,
		"xl/externalLinks/externalLink1.xml", `<externalLink><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1"><v>5</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>`,
		"xl/comments9.xml", `<comments><commentList><comment ref="A1"><text><t>đừng đọc</t></text></comment></commentList></comments>`)
	r := Read("a.xlsx", b, catalogue(t))
	if len(r.Problems) != 0 {
		t.Errorf("problems:%s", summary(r.Problems))
	}
	for _, c := range r.Cells {
		if c.Text == "=HALT()" || c.Text == "đừng đọc" || c.Text == "5" && c.Sheet == "" {
			t.Errorf("kept %+v", c)
		}
	}
}

func TestAWorkbookWithMacrosIsRefused(t *testing.T) {
	for _, name := range []string{"bao-cao.xlsm", "bao-cao.xlsx"} {
		r := Read(name, rezip(t, workbook(t, filled(t)), nil, "xl/vbaProject.bin", "\xd0\xcf\x11\xe0"), catalogue(t))
		p := problemAt(r.Problems, "not_supported", "", "")
		if p == nil || p.Level != data.Block || !strings.Contains(p.Text, "macro") || !strings.Contains(p.Text, ".xlsx") || !strings.Contains(p.Sentence("en"), "macros") || r.Report != nil {
			t.Errorf("%s: problems:%s", name, summary(r.Problems))
		}
	}
	if r := Read("bao-cao.xlsm", workbook(t, filled(t)), catalogue(t)); len(r.Problems) != 0 {
		t.Errorf("an .xlsm without macros:%s", summary(r.Problems))
	}
}

// What nobody sees is not taken for a figure, and the clerk is told once a
// column; codes may be hidden.
func TestHiddenColumns(t *testing.T) {
	b := edited(t, workbook(t, filled(t)), func(f *excelize.File) {
		must(t, f.SetColVisible("ChiTieu", "A", false))
		must(t, f.SetColVisible("ChiTieu", "D", false))
		must(t, f.SetColVisible("NhiemVu", "K", false))
	})
	r := Read("a.xlsx", b, catalogue(t))
	for _, p := range r.Problems {
		if p.Code == "status_contradiction" || p.Code == "hidden_content" && (p.At.Cell == "D4" || p.At.Cell == "K4") {
			continue
		}
		t.Errorf("%s", summary([]data.Problem{p}))
	}
	if p := problemAt(r.Problems, "hidden_content", "NhiemVu", "K4"); p == nil || !strings.Contains(p.Text, "cột K (Thực hiện)") {
		t.Errorf("problems:%s", summary(r.Problems))
	}
	if len(r.Report.Indicators) < 20 || r.Report.Tasks[0].Actual != nil {
		t.Errorf("got %d indicators, %+v", len(r.Report.Indicators), r.Report.Tasks[0])
	}
	for _, c := range r.Cells {
		if want := c.Sheet == "ChiTieu" && (c.Col == 1 || c.Col == 4) || c.Sheet == "NhiemVu" && c.Col == 11; want && !c.Hidden {
			t.Errorf("%+v is not marked as hidden", c)
		}
	}
}

func TestLettersOfOldFonts(t *testing.T) {
	const unit, head = "UBND xã Tân Thạnh, thị xã Tân Châu", "Đơn thư tiếp nhận"
	font := func(f *excelize.File, cell, face string) {
		id, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: face}})
		must(t, err)
		must(t, f.SetCellStyle("Sheet1", cell, cell, id))
	}
	made := func(change func(f *excelize.File)) []byte {
		f := excelize.NewFile()
		defer f.Close()
		change(f)
		b, err := f.WriteToBuffer()
		must(t, err)
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		file  []byte
		want  map[string]string
		says  string
		first string
	}{
		"fonts of the cells": {made(func(f *excelize.File) {
			for cell, s := range map[string]string{"A1": toTCVN3(unit), "A2": "Ấp Hòa Tân", "A3": "28"} {
				must(t, f.SetCellStr("Sheet1", cell, s))
				font(f, cell, ".VnTime")
			}
			must(t, f.SetCellStr("Sheet1", "B2", toVNI(head)))
			font(f, "B2", "VNI-Times")
			must(t, f.SetCellStr("Sheet1", "C1", "Café"))
		}), map[string]string{"A1": unit, "A2": "Ấp Hòa Tân", "A3": "28", "B2": head, "C1": "Café"}, "TCVN3 (ABC), VNI ở 2 ô", "A1"},
		"a capitals' font": {made(func(f *excelize.File) {
			must(t, f.SetCellStr("Sheet1", "B3", toTCVN3("báo cáo kết quả")))
			font(f, "B3", ".VnTimeH")
		}), map[string]string{"B3": "BÁO CÁO KẾT QUẢ"}, "TCVN3 (ABC) ở 1 ô", "B3"},
		"fonts of the runs": {made(func(f *excelize.File) {
			must(t, f.SetCellRichText("Sheet1", "A1", []excelize.RichTextRun{
				{Text: toTCVN3("Tổng số "), Font: &excelize.Font{Family: ".VnTime"}}, {Text: "vụ việc đã giải quyết", Font: &excelize.Font{Family: "Times New Roman"}},
			}))
			font(f, "A1", ".VnTime")
		}), map[string]string{"A1": "Tổng số vụ việc đã giải quyết"}, "TCVN3 (ABC) ở 1 ô", "A1"},
		"no font says so": {made(func(f *excelize.File) {
			for i, s := range []string{unit, head, "Hòa giải ở cơ sở", "Số cuộc đối thoại với Nhân dân", "Tiếp công dân định kỳ"} {
				must(t, f.SetCellStr("Sheet1", at(2, i+1), toTCVN3(s)))
			}
			must(t, f.SetCellStr("Sheet1", "A4", toTCVN3("Số liệu")))
			must(t, f.SetCellStr("Sheet1", "C2", "Đã đối chiếu"))
		}), map[string]string{"B1": unit, "B2": head, "A4": "Số liệu", "C2": "Đã đối chiếu"}, "TCVN3 (ABC) ở 6 ô", ""},
	} {
		t.Run(name, func(t *testing.T) {
			book, faults := guardWorkbook("a.xlsx", c.file)
			if len(faults) > 0 {
				t.Fatal(summary(faults))
			}
			g := book.sheets[0].grid
			for cell, want := range c.want {
				if col, row, _ := cellAt([]byte(cell)); g.text(col, row) != want {
					t.Errorf("%s: got %q, want %q", cell, g.text(col, row), want)
				}
			}
			p := book.old.problem()
			if p == nil || p.Level != data.Inform || !strings.Contains(p.Text, c.says) || c.first != "" && p.At.Cell != c.first {
				t.Errorf("the clerk is told %+v", p)
			}
			r := Read("a.xlsx", c.file, catalogue(t))
			n := 0
			for _, p := range r.Problems {
				if p.Code == "legacy_encoding" {
					n++
				}
			}
			if n != 1 {
				t.Errorf("told %d times", n)
			}
		})
	}
}

func TestOrdinaryTextIsLeftAlone(t *testing.T) {
	b := bookOf(t, `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row></sheetData>`,
		`<si><t>Société générale, Müller</t></si><si><t>Bùi Hà</t></si><si><t>200 m² · 5 µm</t></si>`, nil)
	book, _ := guardWorkbook("a.xlsx", b)
	g := book.sheets[0].grid
	if g.text(1, 1) != "Société générale, Müller" || g.text(2, 1) != "Bùi Hà" || g.text(3, 1) != "200 m² · 5 µm" || book.old.problem() != nil {
		t.Errorf("got %q %q %q", g.text(1, 1), g.text(2, 1), g.text(3, 1))
	}
}

func TestAddresses(t *testing.T) {
	for ref, want := range map[string]string{"A1": "1 1", "Z9": "26 9", "AA10": "27 10", "XFD1048576": "16384 1048576", "b2": "2 2"} {
		if col, row, ok := cellAt([]byte(ref)); !ok || fmt.Sprint(col, row) != want || at(col, row) != strings.ToUpper(ref) {
			t.Errorf("%s: %d %d %v, %s", ref, col, row, ok, at(col, row))
		}
	}
	for _, ref := range []string{"", "A", "1", "A0", "XFE1", "A1048577", "A1B", "A-1", "ZZZZZZZZZZZZ1", "A99999999999999999999", "Đ1"} {
		if _, _, ok := cellAt([]byte(ref)); ok {
			t.Errorf("%q is an address", ref)
		}
	}
	for col := 1; col <= lastColumn; col += 13 {
		want, err := excelize.CoordinatesToCellName(col, 7)
		must(t, err)
		if got := at(col, 7); got != want {
			t.Errorf("column %d: got %s, want %s", col, got, want)
		}
	}
}
