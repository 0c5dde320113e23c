package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// What was planted, and must not be found again: names of petitioners, numbers
// of identity papers and telephones in the ways that people write them.
var (
	plantedNames   = []string{"Trần Văn Khiếu", "Lý Thị Nại", "Huỳnh Tố Cáo"}
	plantedNumbers = []string{"089084001234", "351234567", "089 084 005 678", "0918123456", "0918.222.333", "0919 444 555", "+84 918 666 777", "84918777888", "(0296) 3822 999", "0296.3822.111", "089-123-4567"}
)

// digitsOf are the planted numbers as digits alone, the form in which a search
// finds them however they are written.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// holdsNone asks a reading and its JSON.
func holdsNone(t *testing.T, r *data.Reading, secrets []string) {
	t.Helper()
	printed, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	all := string(printed) + fmt.Sprintf("%+v", *r)
	for _, p := range r.Problems {
		all += p.Text + fmt.Sprint(p.Args)
	}
	for _, c := range r.Cells {
		all += "\n" + c.Text
	}
	for _, s := range secrets {
		if strings.Contains(all, s) {
			t.Errorf("%q is in the reading", s)
		}
		for _, c := range r.Cells {
			if d := digitsOf(s); d != "" && strings.Contains(digitsOf(c.Text), d) {
				t.Errorf("the digits of %q are in the cell %q", s, c.Text)
			}
		}
	}
}

// petitions are the rows of a register of petitions.
func petitions() [][]any {
	rows := [][]any{{"STT", "Họ và tên người gửi đơn", "Số CCCD/CMND", "Số điện thoại", "Địa chỉ", "Nội dung đơn", "Kết quả"}}
	for i, name := range plantedNames {
		rows = append(rows, []any{i + 1, name, plantedNumbers[i], plantedNumbers[3+i], "Số 12, ấp Hòa Tân", "Tranh chấp ranh đất; liên hệ " + plantedNumbers[6+i], "Đã giải quyết"})
	}
	return rows
}

func figuresOf(unit string) [][]any {
	return [][]any{{"UBND " + unit}, {"BIỂU SỐ LIỆU QCDC 6 THÁNG ĐẦU NĂM 2024"}, {}, {"STT", "Nội dung", "ĐVT", "Số liệu"},
		{1, "Đơn thư tiếp nhận", "đơn", 3}, {2, "Đơn thư đã giải quyết", "đơn", 3}, {3, "Tổng giá trị huy động", "đồng", "351.234.568"}, {4, "Nhân dân đóng góp", "đồng", 351234569}, {}}
}

func sheetWith(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		must(t, f.SetSheetRow("Sheet1", at(1, i+1), &row))
	}
	must(t, f.SetCellInt("Sheet1", at(3, len(rows)+1), 351234567)) // an identity number typed as a number, below its header
	b, err := f.WriteToBuffer()
	must(t, err)
	return b.Bytes()
}

func csvWith(rows [][]any) []byte {
	var b strings.Builder
	for _, row := range rows {
		for i, v := range row {
			if i > 0 {
				b.WriteByte(';')
			}
			fmt.Fprintf(&b, "%q", fmt.Sprint(v))
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}

// docxWith is a Word report with lines and one table.
func docxWith(t *testing.T, lines []string, rows [][]any) []byte {
	t.Helper()
	var body strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&body, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", l)
	}
	body.WriteString("<w:tbl>")
	for _, row := range rows {
		body.WriteString("<w:tr>")
		for _, v := range row {
			fmt.Fprintf(&body, "<w:tc><w:p><w:r><w:t>%v</w:t></w:r></w:p></w:tc>", v)
		}
		body.WriteString("</w:tr>")
	}
	body.WriteString("</w:tbl>")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`,
	} {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

// narrativeLines are lines of a report that name numbers of petitioners.
func narrativeLines() []string {
	lines := []string{"ỦY BAN NHÂN DÂN XÃ TÂN THẠNH", "Số: 52/BC-UBND", "Tân Thạnh, ngày 07 tháng 5 năm 2024", "BÁO CÁO", "Sơ kết 6 tháng đầu năm 2024 thực hiện Quy chế dân chủ ở cơ sở", "I. KẾT QUẢ",
		"Trong kỳ đã tiếp nhận 03 đơn, đã giải quyết 03 đơn; Nhân dân đóng góp 351.234.569 đồng."}
	for i, n := range plantedNumbers {
		lines = append(lines, []string{"Ông A, số CCCD %s, ngụ ấp Hòa Tân, gửi đơn.", "Bà B (%s) phản ánh việc lấn chiếm.", "Liên hệ %s để biết thêm.", "Ông C, CMND %s, khiếu nại."}[i%4])
		lines[len(lines)-1] = fmt.Sprintf(lines[len(lines)-1], n)
	}
	return append(lines, "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Lê Quốc Hải")
}

func TestPersonalDataStayInTheOriginal(t *testing.T) {
	annex := append(figuresOf("XÃ TÂN THẠNH"), petitions()...)
	secrets := append(append([]string{}, plantedNames...), plantedNumbers...)
	for _, c := range []struct {
		name, file string
		b          []byte
		secrets    []string
		figures    map[string]float64
	}{
		{"a sheet", "phu-luc.xlsx", sheetWith(t, annex), secrets, map[string]float64{"QC42": 3, "QC29": 351234568, "QC30": 351234569}},
		{"a csv", "phu-luc.csv", csvWith(annex), secrets, map[string]float64{"QC42": 3, "QC29": 351234568, "QC30": 351234569}},
		{"tables and lines of a Word report", "bao-cao.docx", docxWith(t, narrativeLines(), petitions()), secrets, map[string]float64{"QC30": 351234569}},
		{"lines of a text", "bao-cao.txt", []byte(strings.Join(narrativeLines(), "\n")), plantedNumbers, map[string]float64{"QC30": 351234569}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Read(c.file, c.b, catalogue(t))
			holdsNone(t, r, c.secrets)
			for id, want := range c.figures {
				if v, ok := value(r, id); !ok || v.Value != want {
					t.Errorf("%s: got %+v %v in%s", id, v, ok, summary(r.Problems))
				}
			}
			found := false
			for _, cell := range r.Cells {
				found = found || strings.Contains(cell.Text, string(mask))
			}
			if !found {
				t.Error("nothing was masked: the case proves nothing")
			}
		})
	}
}

func TestNamesThatArePublicStay(t *testing.T) {
	rows := [][]any{{"STT", "Họ và tên", "Chức vụ", "Số điện thoại"}, {1, "Lê Quốc Hải", "Trưởng ban", "0918123456"}, {2, "Trần Văn Mẫu", "Phó ban", "0918123457"}}
	r := Read("ds.xlsx", sheetWith(t, append(figuresOf("XÃ TÂN THẠNH"), rows...)), catalogue(t))
	var texts []string
	for _, c := range r.Cells {
		texts = append(texts, c.Text)
	}
	all := strings.Join(texts, "\n")
	if !strings.Contains(all, "Lê Quốc Hải") || strings.Contains(all, "0918123456") {
		t.Errorf("kept:\n%s", all)
	}
}

// A table of figures stands above and below one of petitions, and speaks of
// citizens and of Zalo: its figures are all there.
func TestFiguresAroundPersonalDataStay(t *testing.T) {
	more := [][]any{{"STT", "Nội dung", "ĐVT", "Số liệu"}, {1, "Số công dân được tiếp", "người", 9}, {2, "Trang tin, Zalo, hình thức khác", "lượt", 16}, {3, "Tin, bài đăng Zalo", "tin", 40}, {4, "Số cuộc họp dân", "cuộc", 12}}
	rows := append(append(append(figuresOf("XÃ TÂN THẠNH"), petitions()...), []any{}), more...)
	r := Read("phu-luc.csv", csvWith(rows), catalogue(t))
	holdsNone(t, r, plantedNames)
	for id, want := range map[string]float64{"QC42": 3, "QC40b": 9, "QC15": 16, "QC07": 40, "QC19": 12} {
		if v, ok := value(r, id); !ok || v.Value != want {
			t.Errorf("%s: got %+v %v in%s", id, v, ok, summary(r.Problems))
		}
	}
}

func TestMaskPersonal(t *testing.T) {
	for in, want := range map[string]string{
		"Nhân dân đóng góp 845.600.000 đồng":     "",
		"kinh phí 385500000 đồng":                "",
		"Tổng 1.234.567.890 đồng":                "",
		"Số: 131/BC-UBND ngày 11/10/2024":        "",
		"từ ngày 15/12/2023 đến ngày 05/05/2024": "",
		"845600000":                         "",
		"QC42; 28; 1.146":                   "",
		"điện thoại 0918123456":             "điện thoại ••••••••••",
		"gọi +84 918 123 456.":              "gọi +•• ••• ••• •••.",
		"CCCD: 089084001234, ấp 1":          "CCCD: ••••••••••••, ấp 1",
		"ông Khiếu, 351234567, ấp 1":        "ông Khiếu, •••••••••, ấp 1",
		"CMND số 351 234 567":               "CMND số ••• ••• •••",
		"0296.3822.111":                     "••••.••••.•••",
		"m² đất số thửa 123, tờ 4, 0,12 ha": "",
	} {
		if want == "" {
			want = in
		}
		if got := maskPersonal(in, !strings.Contains(in, " ")); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// The files are imported; then everything that the data folder holds beside
// the originals is searched: every column of every table, the stored readings,
// the ledger.
func TestPersonalDataNeverReachTheDatabase(t *testing.T) {
	annex := append(figuresOf("XÃ TÂN THẠNH"), petitions()...)
	dir, now := t.TempDir(), func() time.Time { return importDay }
	store, err := data.Open(context.Background(), data.Options{Dir: dir, Now: now})
	must(t, err)
	t.Cleanup(func() { store.Close() })
	im := &Importer{Store: store, Actor: "văn thư", Now: now}
	imported(t, im, folderOf(t, map[string][]byte{"a.xlsx": sheetWith(t, annex), "b.csv": csvWith(annex), "c.docx": docxWith(t, narrativeLines(), petitions())}))
	all := everything(t, im, dir)
	if !strings.Contains(all, "351.234.568") || !strings.Contains(all, string(mask)) {
		t.Fatal("the files did not reach the database: the case proves nothing")
	}
	for _, s := range append(append([]string{}, plantedNames...), plantedNumbers...) {
		if strings.Contains(all, s) {
			t.Errorf("%q is in the data folder", s)
		}
	}
}

// everything is all text that a data folder keeps of its files.
func everything(t *testing.T, im *Importer, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, table := range columnOfAll(t, im, "select table_name from information_schema.tables where table_schema = 'main' order by 1") {
		all.WriteString(strings.Join(columnOfAll(t, im, fmt.Sprintf("select cast(t as varchar) from %q t", table)), "\n"))
	}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "originals") || strings.Contains(d.Name(), ".duckdb") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if z, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
			if b, err = io.ReadAll(z); err != nil {
				return err
			}
		}
		all.Write(b)
		return nil
	})
	must(t, err)
	return all.String()
}

func columnOfAll(t *testing.T, im *Importer, query string) []string {
	t.Helper()
	rows, err := im.Store.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var v string
		must(t, rows.Scan(&v))
		out = append(out, v)
	}
	must(t, rows.Err())
	return out
}

// The cheap looks before the careful ones must let through whatever the careful
// ones would take.
func TestCheapLooksMissNothing(t *testing.T) {
	for _, written := range strings.Split(privateNamesAsked+"|"+privateNumberAsked+"|"+headerOfNamesAsked, "|") {
		for _, s := range []string{written, strings.ToUpper(written), "(" + written + ")", "- " + written + ":", strings.ReplaceAll(written, " ", "\n"), strings.ReplaceAll(written, " ", "  "), strings.ReplaceAll(written, " ", " / "), written + " người có đơn"} {
			if f := folded(s); (privateCaption(f) || privateNameCaption(f)) && !mayBeCaption(s) {
				t.Errorf("%q is not looked at", s)
			}
		}
	}
	for _, s := range []string{"Bà con", "Người dân", "NHÂN DÂN"} {
		if privateNameCaption(folded(s)) && !mayBeCaption(s) {
			t.Errorf("%q is not looked at", s)
		}
	}
	for _, s := range []string{"0912345678", "0912 345 678", "(0296) 3 822 111", "+84 912.345.678", "số 089 203 001 234", "CMND 35 123 45 67"} {
		if !longRun(s) {
			t.Errorf("%q has no long run", s)
		}
	}
	for _, s := range []string{"Từ ngày 06/10/2023 đến ngày 05/05/2024", "61/2023/NĐ-CP, 59/2023/NĐ-CP", "12 tháng 5 năm 2024, 30 người, 12 cuộc"} {
		if longRun(s) {
			t.Errorf("%q has a long run", s)
		}
	}
}
