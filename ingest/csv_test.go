package ingest

import (
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

func TestCSVInItsForms(t *testing.T) {
	for name, text := range map[string]string{
		"semicolons, unit and period above": "Đơn vị báo cáo: UBND xã Tân Thạnh, thị xã Tân Châu;;\nKỳ báo cáo: 6 tháng đầu năm 2024 (từ 06/10/2023 đến 05/05/2024);;\n\nMã;Chỉ tiêu;Kỳ này\nQC42;Đơn thư tiếp nhận;28\nQC29;Tổng giá trị huy động;138.500.000\n",
		"commas, key and value":             "don_vi,xã Tân Thạnh\nky,2024-6T\nMã,Chỉ tiêu,Kỳ này\nQC42,Đơn thư tiếp nhận,28\nQC29,Tổng giá trị huy động,138.500.000\n",
		"tabs, byte order mark, CRLF":       "\ufeffdon_vi\txã Tân Thạnh\r\nky\t2024-6T\r\nMã\tĐVT\tSố liệu\r\nQC42\tđơn\t28\r\nQC29\ttriệu đồng\t138,5\r\n",
		"unit and period in columns":        "don_vi;ky;Mã;Kỳ này\nxã Tân Thạnh;2024-6T;QC42;28\nxã Tân Thạnh;2024-6T;QC29;138.500.000\n",
		"without codes, without marks":      "don_vi;xa Tân Thạnh\nky;2024-6T\nChi tieu;Ket qua\nĐơn thư tiếp nhận trong kỳ;28\nTổng vốn huy động;138.500.000\n",
		"bars":                              "don_vi|xã Tân Thạnh\nky|2024-6T\nMã|Kỳ này\nQC42|28\nQC29|138.500.000\n",
		"the separator named":               "sep=,\r\ndon_vi,xã Tân Thạnh\r\nky,2024-6T\r\nMã,Kỳ này\r\nQC42,28\r\nQC29,138.500.000\r\n",
		"decomposed letters":                "don_vi;xa\u0303 Ta\u0302n Tha\u0323nh\nky;2024-6T\nMa\u0303;Ky\u0300 na\u0300y\nQC42;28\nQC29;138.500.000\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := Read("so-lieu.csv", []byte(text), catalogue(t))
			if r.Kind != data.KindReport || r.File.Format != "csv" || r.Period != "2024-6T" {
				t.Fatalf("got %s %s %q, problems:%s", r.Kind, r.File.Format, r.Period, summary(r.Problems))
			}
			if name != "without codes, without marks" && r.UnitID != "xa-tan-thanh" {
				t.Errorf("unit %q, problems:%s", r.UnitID, summary(r.Problems))
			}
			for id, want := range map[string]float64{"QC42": 28, "QC29": 138_500_000} {
				v, ok := value(r, id)
				if !ok || v.Value != want {
					t.Errorf("%s: got %+v %v", id, v, ok)
				}
				line := strings.Split(text, "\n")[max(0, v.At.Row-1)]
				if !strings.Contains(line, v.Printed) || v.At.Column == "" {
					t.Errorf("%s stands at %+v, where the file has %q", id, v.At, line)
				}
			}
		})
	}
}

// A csv of an office without Unicode, from the "CSV (MS-DOS)" of Excel or typed
// with the keys of the old fonts.
func TestCSVInOldEncodings(t *testing.T) {
	const text = "Đơn vị báo cáo: UBND xã Tân Thạnh;;\nKỳ báo cáo: 6 tháng đầu năm 2024;;\nMã;Chỉ tiêu;Kỳ này\nQC42;Đơn thư tiếp nhận;28\nQC29;Tổng giá trị huy động;138.500.000\n"
	var utf16le []byte
	for _, u := range utf16.Encode([]rune(text)) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	for name, c := range map[string]struct {
		b    []byte
		told bool
	}{
		"TCVN3":        {windows1252Bytes(t, toTCVN3(text)), true},
		"VNI":          {windows1252Bytes(t, toVNI(text)), true},
		"windows-1258": {windows1252Bytes(t, toWindows1258(text)), true},
		"UTF-16":       {append([]byte{0xFF, 0xFE}, utf16le...), false},
	} {
		t.Run(name, func(t *testing.T) {
			r := Read("so-lieu.csv", c.b, catalogue(t))
			if r.File.Format != "csv" || r.UnitID != "xa-tan-thanh" || r.Period != "2024-6T" {
				t.Fatalf("got %s %s %q, problems:%s", r.File.Format, r.UnitID, r.Period, summary(r.Problems))
			}
			if v, ok := value(r, "QC29"); !ok || v.Value != 138_500_000 {
				t.Errorf("QC29: got %+v %v", v, ok)
			}
			if told := problemAt(r.Problems, "legacy_encoding", "", "") != nil; told != c.told {
				t.Errorf("the clerk is told of an old encoding: %v, want %v", told, c.told)
			}
		})
	}
}

func TestCSVComma(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want rune
	}{
		"a layout of the office's own":  {"Nội dung,6T 2023,6T 2024\nHọp dân,3,4\nĐối thoại,1,1\nHòa giải,5,2\n", ','},
		"commas inside quotes":          {"Nội dung;6T;Năm\n\"Họp, đối thoại\";3;4\nĐối thoại;1,5;1\nHòa giải;5;2\n", ';'},
		"title lines above":             {"BIỂU SỐ LIỆU\n\nNội dung|6T|Năm\nHọp|3|4\nĐối thoại|1|1\nHòa giải|5|2\nTổng|9|7\n", '|'},
		"the separator named":           {"sep=;\nA;B\n", ';'},
		"the separator named in quotes": {"\"sep=,\"\nA,B\n", ','},
		"a tab named":                   {"sep=\t\nA\tB\n", '\t'},
		"prose":                         {"Thực hiện Quy chế, các ngành đã họp, bàn.\nNăm 2024, xã có 4 ấp.\nTrên đây là báo cáo.\n- Nơi nhận: UBND; HĐND;\n", 0},
		"a list":                        {"- VP. UBND thị xã;\n- TT. Đảng ủy, HĐND xã;\n- Các ngành, đoàn thể xã;\n- 4 ấp;\n- Lưu: VT;\n", 0},
		"prose that wraps where a header could stand": {strings.Repeat("Xã họp dân.\n", headerRows-1) + "mô hình; đăng ký xong trước ngày 31/3/2024.\n\nNơi nhận:\n- UBND thị xã;\n- Các ấp;\n- Lưu: VT.\n", 0},
		"the same higher up":                          {"Mỗi ấp có 02\nmô hình; đăng ký xong trước ngày 31/3/2024.\n- UBND thị xã;\n- Các ấp;\n- Lưu: VT.\n", 0},
		"nothing":                                     {"", 0},
	} {
		if got := csvComma(c.text); got != c.want {
			t.Errorf("%s: separator %q, want %q", name, got, c.want)
		}
	}
}

func TestRowsOfAGridAreLinesOfTheFile(t *testing.T) {
	g, problems := csvGrid("a.csv", "sep=;\nNội dung;Kết quả\n\n\"hai\ndòng\";4\nHòa giải;2\n")
	if problems != nil || g.text(1, 2) != "Nội dung" || g.text(2, 4) != "4" || g.text(2, 6) != "2" {
		t.Errorf("grid of %d rows, problems %v: %q %q %q", g.rows, problems, g.text(1, 2), g.text(2, 4), g.text(2, 6))
	}
}

func TestTasksInACSV(t *testing.T) {
	r := Read("nv.csv", []byte("don_vi;xã Tân Thạnh\nky;2024-6T\nden_ngay;05/05/2024\nMã nhiệm vụ;Nội dung;Kế hoạch;Thực hiện;Trạng thái;Ghi chú\nII.1;Quán triệt;10;6;Đang thực hiện;\nII.2;Bầu;;;Không phát sinh;\nII.2;Bầu;;;Hoàn thành;\n"), catalogue(t))
	if len(r.Report.Tasks) != 2 || *r.Report.Tasks[0].Actual != 6 || r.Report.Tasks[0].At != (data.Place{Row: 5, Column: "Trạng thái"}) || r.Report.DataTo != data.Date(2024, 5, 5) {
		t.Errorf("tasks: %+v, to %s", r.Report.Tasks, r.Report.DataTo)
	}
	for _, code := range []string{"reason_missing", "duplicate_row"} {
		p := problemAt(r.Problems, code, "", "")
		if p == nil || !strings.HasPrefix(p.Text, "Dòng ") {
			t.Errorf("%s in:%s", code, summary(r.Problems))
		}
	}
}

func TestFaultsOfACSV(t *testing.T) {
	for name, c := range map[string]struct{ text, code, says string }{
		"no unit":                {"ky;2024-6T\nMã;Kỳ này\nQC42;28\n", "missing_required", "tên đơn vị"},
		"no period":              {"don_vi;xã Tân Thạnh\nMã;Kỳ này\nQC42;28\n", "missing_required", "kỳ báo cáo"},
		"a period nobody has":    {"don_vi;xã Tân Thạnh\nky;2019-6T\nMã;Kỳ này\nQC42;28\n", "unknown_period", "2024-6T"},
		"a misspelt unit":        {"don_vi;UBND phường Long Hương\nky;2024-6T\nMã;Kỳ này\nQC42;28\n", "unknown_unit", "phường Long Hưng"},
		"a figure in a sentence": {"don_vi;xã Tân Thạnh\nky;2024-6T\nMã;Kỳ này\nQC42;khoảng 240\n", "not_a_number", "Dòng 4, cột “Kỳ này”"},
		"12.5":                   {"don_vi;xã Tân Thạnh\nky;2024-6T\nMã;Kỳ này\nQC42;12.5\n", "ambiguous_number", "125"},
		"too many rows":          {"Mã;Kỳ này\n" + strings.Repeat("QC42;28\n", 20_001), "too_large", "20.000"},
		"one row without end":    {strings.Repeat("1;", 2_000) + "\n", "too_large", "100 cột"},
		"zero bytes":             {"Mã;Kỳ này\nQC42;2\x008\n", "not_supported", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := Read("a.csv", []byte(c.text), catalogue(t))
			p := problemAt(r.Problems, c.code, "", "")
			if p == nil || p.Level != data.Block || !strings.Contains(p.Text, c.says) {
				t.Errorf("want %s … %q in:%s", c.code, c.says, summary(r.Problems))
			}
		})
	}
}

func TestProseIsNotTakenForATable(t *testing.T) {
	plan := "KẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2024\n\nCăn cứ Kế hoạch số 142-KH/BTC; kết quả thực hiện năm 2023; Ủy ban nhân dân xã ban hành kế hoạch.\n"
	if r := Read("plan.csv", []byte(plan), catalogue(t)); r.File.Format != "txt" || r.Kind != data.KindPlan {
		t.Errorf("got %s %s", r.File.Format, r.Kind)
	}
}

// A workbook typed by hand, with our columns but none of our keys.
func handMade(t testing.TB, change func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must(t, f.SetSheetName("Sheet1", "Thông tin"))
	for i, row := range [][]any{{"Đơn vị báo cáo", "UBND xã Tân Thạnh"}, {"Kỳ báo cáo", "Sơ kết 6 tháng năm 2024"}, {"Ngày chốt số liệu:", "05/5/2024"}, {"Số: 52/BC-UBND"}, {"Người ký", "Nguyễn Văn Mẫu"}} {
		must(t, f.SetSheetRow("Thông tin", at(1, i+1), &row))
	}
	f.NewSheet("Số liệu")
	for i, row := range [][]any{{"BIỂU SỐ LIỆU"}, {}, {"STT", "Chỉ tiêu", "ĐVT", "Kết quả", "Giải trình"}, {1, "Đơn thư tiếp nhận", "đơn", 28}, {2, "Tổng vốn huy động", "triệu đồng", 138.5}, {3, "Số hộ", "hộ", "1.762"}} {
		must(t, f.SetSheetRow("Số liệu", at(1, i+1), &row))
	}
	f.NewSheet("Nhiệm vụ")
	for i, row := range [][]any{{"Mã số", "Nhiệm vụ", "Hạn hoàn thành", "Kế hoạch", "Kết quả", "Tình trạng", "Lý do"}, {"II.1", "Quán triệt", "10/10/2024", 10, 10, "Đã hoàn thành"}, {"II.2", "Bầu Ban TTND", "", nil, nil, "không phát sinh", "chưa hết nhiệm kỳ"}} {
		must(t, f.SetSheetRow("Nhiệm vụ", at(1, i+1), &row))
	}
	if change != nil {
		change(f)
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	return b.Bytes()
}

func TestHandMadeWorkbookWithOurColumnsIsRead(t *testing.T) {
	r := Read("phu-luc.xlsx", handMade(t, nil), catalogue(t))
	if data.Blocks(r.Problems) || r.UnitID != "xa-tan-thanh" || r.Period != "2024-6T" || r.Report.DataTo != data.Date(2024, 5, 5) || r.Head.Number == nil || *r.Head.Number != "52/BC-UBND" {
		t.Fatalf("unit %q period %q to %s number %v, problems:%s", r.UnitID, r.Period, r.Report.DataTo, r.Head.Number, summary(r.Problems))
	}
	for id, want := range map[string]float64{"QC42": 28, "QC29": 138_500_000, "QC60a": 1762} {
		if v, ok := value(r, id); !ok || v.Value != want || v.At.Sheet != "Số liệu" {
			t.Errorf("%s: got %+v", id, v)
		}
	}
	if len(r.Report.Tasks) != 2 || r.Report.Tasks[0].Status != data.StatusDone || r.Report.Tasks[1].Status != data.StatusNothingArose || r.Targets[0].Due != data.Date(2024, 10, 10) {
		t.Errorf("tasks: %+v %+v", r.Report.Tasks, r.Targets)
	}
}

func TestHandMadeWorkbookThatStatesNoUnit(t *testing.T) {
	r := Read("phu-luc.xlsx", handMade(t, func(f *excelize.File) { f.DeleteSheet("Thông tin") }), catalogue(t))
	for _, says := range []string{"tên đơn vị báo cáo", "kỳ báo cáo"} {
		found := false
		for _, p := range r.Problems {
			found = found || p.Code == "missing_required" && p.Level == data.Block && strings.Contains(p.Text, says)
		}
		if !found {
			t.Errorf("no word of %q in:%s", says, summary(r.Problems))
		}
	}
}

func TestAFreeLayoutIsSaidNotToBeUnderstood(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetCellStr("Sheet1", "A1", "Danh sách hộ nghèo")
	f.SetCellStr("Sheet1", "A2", "Họ tên")
	b, err := f.WriteToBuffer()
	must(t, err)
	r := Read("ds.xlsx", b.Bytes(), catalogue(t))
	if r.Kind != data.KindUnknown || problemAt(r.Problems, "no_kind", "", "") == nil || len(r.Cells) != 2 {
		t.Errorf("kind %s, %d cells, problems:%s", r.Kind, len(r.Cells), summary(r.Problems))
	}
}

func TestDatesByTheSystemOf1904(t *testing.T) {
	b := handMade(t, func(f *excelize.File) {
		yes := true
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		id, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		must(t, f.SetCellInt("Nhiệm vụ", "C2", int64(data.Date(2024, 10, 9))+excelEpoch-1462))
		must(t, f.SetCellStyle("Nhiệm vụ", "C2", "C2", id))
	})
	if r := Read("a.xlsx", b, catalogue(t)); r.Targets[0].Due != data.Date(2024, 10, 9) {
		t.Errorf("due on %s, problems:%s", r.Targets[0].Due, summary(r.Problems))
	}
}

func TestATaskMergedOverItsHamlets(t *testing.T) {
	b := handMade(t, func(f *excelize.File) {
		f.NewSheet("Theo ấp")
		for i, row := range [][]any{{"Mã nhiệm vụ", "Ấp", "Thực hiện"}, {"II.1", "Hòa Tân", 4}, {nil, "Hòa Thạnh", 6}} {
			must(t, f.SetSheetRow("Theo ấp", at(1, i+1), &row))
		}
		must(t, f.MergeCell("Theo ấp", "A2", "A3"))
	})
	r := Read("a.xlsx", b, catalogue(t))
	if aps := r.Report.Tasks[0].Aps; len(aps) != 2 || aps[1].Name != "Hòa Thạnh" || *aps[1].Actual != 6 {
		t.Errorf("ấp: %+v, problems:%s", aps, summary(r.Problems))
	}
	n := 0
	for _, c := range r.Cells {
		if c.Sheet == "Theo ấp" && c.Text == "II.1" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the merged cell is kept %d times", n)
	}
}

func TestHiddenRowsAreMarked(t *testing.T) {
	b := handMade(t, func(f *excelize.File) { must(t, f.SetRowVisible("Số liệu", 5, false)) })
	r := Read("a.xlsx", b, catalogue(t))
	for _, c := range r.Cells {
		if c.Sheet == "Số liệu" && c.Hidden != (c.Row == 5) {
			t.Errorf("%+v", c)
		}
	}
	if p := problemAt(r.Problems, "hidden_content", "Số liệu", ""); p == nil {
		t.Errorf("the hidden figure is not mentioned:%s", summary(r.Problems))
	}
	if _, ok := value(r, "QC29"); ok {
		t.Error("a hidden figure counts")
	}
}

// The labelled csv was written by somebody else; it is not part of the project.
func TestLabelledCSV(t *testing.T) {
	b, err := os.ReadFile("../../shared/inputs/labelled/so-lieu-6t-2025-phuong-long-huong.csv")
	if err != nil {
		t.Skip("the labelled csv is not beside the module; nothing to accept")
	}
	r := Read("so-lieu-6t-2025-phuong-long-huong.csv", b, catalogue(t))
	for id, want := range map[string]float64{"QC01": 5, "QC04": 3, "QC05": 1048, "QC16": 4, "QC20": 645, "QC08": 18, "QC09": 18, "QC30": 128_500_000, "QC31": 75_000_000, "QC32": 212.5, "QC41": 3, "QC42": 6, "QC43": 8, "QC44": 1, "QC54": 5, "QC55": 5} {
		if v, ok := value(r, id); !ok || v.Value != want || v.At.Column != "Kết quả" {
			t.Errorf("%s: got %+v %v", id, v, ok)
		}
	}
	for _, want := range []struct {
		code string
		row  int
	}{{"unknown_unit", 0}, {"not_a_number", 9}, {"negative", 15}} {
		found := false
		for _, p := range r.Problems {
			found = found || p.Code == want.code && (want.row == 0 || p.At.Row == want.row)
		}
		if !found {
			t.Errorf("no %s at row %d in:%s", want.code, want.row, summary(r.Problems))
		}
	}
	if r.Report.DataTo != data.Date(2025, 5, 31) || r.Report.Report != "sơ kết 6 tháng" {
		t.Errorf("report %q to %s", r.Report.Report, r.Report.DataTo)
	}
}
