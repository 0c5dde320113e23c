package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// rezip rewrites a workbook part by part; change returns the new content, or
// nil to drop the part.
func rezip(t testing.TB, b []byte, change func(name string, content []byte) []byte, extra ...string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	must(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	write := func(name string, content []byte) {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write(content)
		must(t, err)
	}
	for _, f := range in.File {
		r, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(r)
		must(t, err)
		if change != nil {
			content = change(f.Name, content)
		}
		if content != nil {
			write(f.Name, content)
		}
	}
	for i := 0; i < len(extra); i += 2 {
		write(extra[i], []byte(extra[i+1]))
	}
	must(t, z.Close())
	return out.Bytes()
}

// sheetPart is the part of a sheet of the template, by its place in the book.
func sheetPart(name string) string {
	for i, n := range []string{sheetGuide, sheetHead, sheetTasks, sheetAps, sheetIndicators, sheetLists, sheetMeta} {
		if n == name {
			return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
		}
	}
	return ""
}

func replaceIn(part, old, new string) func(string, []byte) []byte {
	return func(name string, content []byte) []byte {
		if name == part {
			if !bytes.Contains(content, []byte(old)) {
				panic("the template has no " + old)
			}
			return bytes.Replace(content, []byte(old), []byte(new), 1)
		}
		return content
	}
}

// bomb is a workbook whose one sheet unpacks to n bytes. Made in a stream: the
// test that measures memory must not use it itself.
func bomb(t testing.TB, b []byte, part string, n int64) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	must(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		if f.Name != part {
			must(t, z.Copy(f))
		}
	}
	w, err := z.Create(part)
	must(t, err)
	head := `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	_, err = io.WriteString(w, head)
	must(t, err)
	_, err = io.CopyN(w, spaces{}, n)
	must(t, err)
	_, err = io.WriteString(w, `</sheetData></worksheet>`)
	must(t, err)
	must(t, z.Close())
	return out.Bytes()
}

type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// wide is a workbook with one cell in column XFD of each of 20,000 rows: 327
// million cells to a reader that fills the rows.
func wide(t testing.TB, b []byte) []byte {
	t.Helper()
	var rows strings.Builder
	for row := 1; row <= 20_000; row++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, row, row)
	}
	return rezip(t, b, func(name string, content []byte) []byte {
		if name == sheetPart(sheetGuide) {
			return []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows.String() + `</sheetData></worksheet>`)
		}
		return content
	})
}

type hostile struct {
	name string
	file string
	make func(t testing.TB, good []byte) []byte
	code string
	// place and words of the sentence
	sheet, cell, says string
}

var hostileFiles = []hostile{
	{name: "an empty file", make: func(testing.TB, []byte) []byte { return nil }, code: "empty", says: "0 byte"},
	{name: "a file of spaces", make: func(testing.TB, []byte) []byte { return []byte("  \r\n ") }, code: "empty"},
	{name: "a download that stopped half way", make: func(_ testing.TB, b []byte) []byte { return b[:len(b)/2] }, code: "damaged", says: "chưa xong"},
	{name: "a sheet cut in half", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == sheetPart(sheetTasks) {
				return c[:len(c)/2]
			}
			return c
		})
	}, code: "damaged", sheet: "NhiemVu", says: "bị đứt"},
	{name: "two sheets cut in half", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == sheetPart(sheetTasks) || name == sheetPart(sheetIndicators) {
				return c[:len(c)/2]
			}
			return c
		})
	}, code: "damaged", sheet: "ChiTieu"},
	{name: "shared strings cut in half", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == "xl/sharedStrings.xml" {
				return c[:len(c)/2]
			}
			return c
		})
	}, code: "damaged", says: "sharedStrings"},
	{name: "a password", make: func(t testing.TB, b []byte) []byte {
		f, err := excelize.OpenReader(bytes.NewReader(b))
		must(t, err)
		defer f.Close()
		var out bytes.Buffer
		_, err = f.WriteTo(&out, excelize.Options{Password: "bi mat"})
		must(t, err)
		return out.Bytes()
	}, code: "encrypted", says: "bỏ mật khẩu"},
	{name: "an .xls", file: "bao-cao.xls", make: func(t testing.TB, _ []byte) []byte { return ole("Workbook") }, code: "not_supported", says: ".xlsx"},
	{name: "an .xls renamed .xlsx", make: func(t testing.TB, _ []byte) []byte { return ole("Workbook") }, code: "wrong_extension", says: ".xls)"},
	{name: "a .doc renamed .xlsx", make: func(t testing.TB, _ []byte) []byte { return ole("WordDocument") }, code: "not_supported", says: ".docx"},
	{name: "a web page renamed .xlsx", make: func(testing.TB, []byte) []byte {
		return []byte("<html><body><table><tr><td>1</td></tr></table></body></html>")
	}, code: "not_supported", says: "HTML"},
	{name: "a csv renamed .xlsx", make: func(testing.TB, []byte) []byte {
		return []byte("don_vi;xã Tân Thạnh\nky;2024-6T\nMã;Chỉ tiêu;Kỳ này\nQC42;Đơn thư;28\n")
	}, code: "wrong_extension", says: ".csv"},
	{name: "a PDF renamed .xlsx", make: func(testing.TB, []byte) []byte { return []byte("%PDF-1.7\n...") }, code: "damaged", says: "PDF"},
	{name: "a photograph", file: "bao-cao.jpg", make: func(testing.TB, []byte) []byte { return []byte("\xff\xd8\xff\xe0 JFIF") }, code: "scan"},
	{name: "an archive", file: "ho-so.zip", make: func(t testing.TB, b []byte) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		w, _ := z.Create("bao-cao.xlsx")
		w.Write(b)
		must(t, z.Close())
		return out.Bytes()
	}, code: "not_supported", says: "giải nén"},
	{name: "a docx without content", file: "bao-cao.docx", make: func(t testing.TB, _ []byte) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		z.Create("word/document.xml")
		must(t, z.Close())
		return out.Bytes()
	}, code: "damaged", says: "không có nội dung"},
	{name: "300 MB when unpacked", make: func(t testing.TB, b []byte) []byte { return bomb(t, b, sheetPart(sheetGuide), 300<<20) }, code: "too_large", says: "MB sau khi giải nén"},
	{name: "strings of 60 MB when unpacked", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == "xl/sharedStrings.xml" {
				return append(append([]byte{}, c...), bytes.Repeat([]byte(" "), 60<<20)...)
			}
			return c
		})
	}, code: "too_large"},
	{name: "a cell in column XFD", make: wide, code: "too_large", sheet: "HuongDan", cell: "XFD1", says: "100 cột"},
	{name: "row 1,048,576", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetIndicators), "</sheetData>", `<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>`))
	}, code: "too_large", sheet: "ChiTieu", says: "20.000 dòng"},
	{name: "more cells than a report has", make: func(t testing.TB, b []byte) []byte {
		var rows strings.Builder
		for row := 1; row <= 4000; row++ {
			fmt.Fprintf(&rows, `<row r="%d">`, row)
			for col := 1; col <= 60; col++ {
				rows.WriteString("<c><v>" + strconv.Itoa(row*col*7919%100003) + "</v></c>")
			}
			rows.WriteString("</row>")
		}
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == sheetPart(sheetGuide) {
				return []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows.String() + `</sheetData></worksheet>`)
			}
			return c
		})
	}, code: "too_large", sheet: "HuongDan", says: "200.000 ô"},
	{name: "an entity bomb", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == sheetPart(sheetIndicators) {
				return []byte(`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&lol2;</v></c></row></sheetData></worksheet>`)
			}
			return c
		})
	}, code: "damaged", sheet: "ChiTieu", says: "DTD"},
	{name: "an external entity in a part nobody reads", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, nil, "xl/extra.xml", `<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>`)
	}, code: "damaged", says: "xl/extra.xml"},
	{name: "an entity nobody declared", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetTasks), "<sheetData>", "<sheetData>&nope;"))
	}, code: "damaged", sheet: "NhiemVu"},
	{name: "a shared string that is not there", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetTasks), `t="s"><v>`, `t="s"><v>9999`))
	}, code: "damaged", sheet: "NhiemVu", cell: "A1", says: "đã mất"},
	{name: "a negative shared string", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetTasks), `t="s"><v>`, `t="s"><v>-`))
	}, code: "damaged", sheet: "NhiemVu", cell: "A1"},
	{name: "a path that leaves the archive", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, nil, "../../etc/cron.d/x", "x")
	}, code: "damaged", says: "không hợp lệ"},
	{name: "an absolute path", make: func(t testing.TB, b []byte) []byte { return rezip(t, b, nil, "/etc/passwd", "x") }, code: "damaged", says: "không hợp lệ"},
	{name: "a backslash path", make: func(t testing.TB, b []byte) []byte { return rezip(t, b, nil, `xl\x.xml`, "x") }, code: "damaged", says: "không hợp lệ"},
	{name: "a part twice", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, nil, "xl/Workbook.xml", "<workbook/>")
	}, code: "damaged", says: "trùng"},
	{name: "an archive inside", make: func(t testing.TB, b []byte) []byte { return rezip(t, b, nil, "xl/embeddings/a.xlsx", string(b)) }, code: "damaged", says: "bên trong"},
	{name: "3,000 parts", make: func(t testing.TB, b []byte) []byte {
		var extra []string
		for i := range 3000 {
			extra = append(extra, fmt.Sprintf("xl/media/%d.txt", i), "x")
		}
		return rezip(t, b, nil, extra...)
	}, code: "too_large", says: "2.000"},
	{name: "elements 100 deep", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, nil, "xl/deep.xml", strings.Repeat("<a>", 100)+strings.Repeat("</a>", 100))
	}, code: "damaged", says: "64 tầng"},
	{name: "a cell of two million letters", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetTasks), "<sheetData>", `<sheetData><row r="1"><c r="A1" t="str"><v>`+strings.Repeat("abcdefghij klmnop qrstuv wxyz 0123456789", 50_000)+`</v></c></row>`))
	}, code: "too_large"},
	{name: "rows out of order", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetTasks), `<row r="5"`, `<row r="1"`))
	}, code: "damaged", sheet: "NhiemVu", says: "đứng sau"},
	{name: "a cell in another row than its own", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetTasks), `r="B5"`, `r="B7"`))
	}, code: "damaged", sheet: "NhiemVu", says: "B7"},
	{name: "words in a cell of type number", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, replaceIn(sheetPart(sheetIndicators), `<v>138500000</v>`, `<v>NaN</v>`))
	}, code: "damaged", sheet: "ChiTieu", says: "NaN"},
	{name: "no content of a sheet", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == sheetPart(sheetAps) {
				return nil
			}
			return c
		})
	}, code: "damaged", sheet: "NhiemVuAp"},
	{name: "no list of sheets", make: func(t testing.TB, b []byte) []byte {
		return rezip(t, b, func(name string, c []byte) []byte {
			if name == "xl/workbook.xml" {
				return nil
			}
			return c
		})
	}, code: "damaged", says: "xl/workbook.xml"},
}

// ole is the smallest compound file with one stream of a name.
func ole(stream string) []byte {
	b := make([]byte, 512*3)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	put16 := func(o int, v uint16) { b[o], b[o+1] = byte(v), byte(v>>8) }
	put32 := func(o int, v uint32) { put16(o, uint16(v)); put16(o+2, uint16(v>>16)) }
	put16(24, 0x3e)
	put16(26, 3)
	put16(28, 0xfffe)
	put16(30, 9)
	put16(32, 6)
	put32(44, 1) // one FAT sector
	put32(48, 1) // directory in sector 1
	put32(56, 0x1000)
	put32(60, 0xfffffffe)
	put32(68, 0xfffffffe)
	for i := range 109 {
		put32(76+4*i, 0xffffffff)
	}
	put32(76, 0) // FAT in sector 0
	for i := range 128 {
		put32(512+4*i, 0xffffffff)
	}
	put32(512, 0xfffffffd)
	put32(516, 0xfffffffe)
	entry := func(o int, name string, kind byte, child uint32) {
		for i, r := range name {
			put16(o+2*i, uint16(r))
		}
		put16(o+64, uint16(2*len(name)+2))
		b[o+66], b[o+67] = kind, 1
		put32(o+68, 0xffffffff)
		put32(o+72, 0xffffffff)
		put32(o+76, child)
		put32(o+116, 0xfffffffe)
	}
	entry(1024, "Root Entry", 5, 1)
	entry(1152, stream, 2, 0xffffffff)
	for _, o := range []int{1280, 1408} {
		put32(o+68, 0xffffffff)
		put32(o+72, 0xffffffff)
		put32(o+76, 0xffffffff)
	}
	return b
}

func TestHostileFilesAreRefusedWithPlaceAndSentence(t *testing.T) {
	good := workbook(t, filled(t))
	for _, h := range hostileFiles {
		t.Run(h.name, func(t *testing.T) {
			name := h.file
			if name == "" {
				name = "bao-cao.xlsx"
			}
			r := Read(name, h.make(t, good), catalogue(t))
			p := problemAt(r.Problems, h.code, h.sheet, h.cell)
			if p == nil {
				t.Fatalf("no %s at %s!%s in:%s", h.code, h.sheet, h.cell, summary(r.Problems))
			}
			if !strings.Contains(p.Text, h.says) || strings.Contains(p.Text+p.Sentence("en"), "{") {
				t.Errorf("got %q / %q, want … %q", p.Text, p.Sentence("en"), h.says)
			}
			if h.code == "wrong_extension" {
				return
			}
			if !data.Blocks(r.Problems) || r.Report != nil {
				t.Errorf("not refused: report %v, problems:%s", r.Report != nil, summary(r.Problems))
			}
		})
	}
}

func TestAWorkbookUnderAnotherNameIsRead(t *testing.T) {
	r := Read("bao-cao.csv", workbook(t, filled(t)), catalogue(t))
	if len(r.Problems) != 1 || r.Problems[0].Code != "wrong_extension" || r.Problems[0].Level != data.Inform || len(r.Report.Indicators) == 0 {
		t.Errorf("problems:%s", summary(r.Problems))
	}
}

func TestAllDamagedSheetsAreNamed(t *testing.T) {
	b := rezip(t, workbook(t, filled(t)), func(name string, c []byte) []byte {
		if name == sheetPart(sheetTasks) || name == sheetPart(sheetIndicators) {
			return c[:len(c)/2]
		}
		return c
	})
	r := Read("bao-cao.xlsx", b, catalogue(t))
	for _, sheet := range []string{"NhiemVu", "ChiTieu"} {
		if problemAt(r.Problems, "damaged", sheet, "") == nil {
			t.Errorf("%s is not named in:%s", sheet, summary(r.Problems))
		}
	}
}

// Cutting a good file anywhere may refuse it, but never loses figures in
// silence.
func TestAFileCutAnywhereIsRefused(t *testing.T) {
	good := workbook(t, filled(t))
	for n := 2; n < len(good); n += len(good) / 40 { // one byte is the letter P
		if r := Read("a.xlsx", good[:n], catalogue(t)); !data.Blocks(r.Problems) {
			t.Errorf("cut at %d of %d bytes: not refused", n, len(good))
		}
	}
}

const peakLimit = 300 << 20

// The peak is that of a process of its own: what the operating system counts,
// not what the garbage collector admits.
func TestHostileFilesStayUnder300MB(t *testing.T) {
	if path := os.Getenv("DANBIET_READ_FILE"); path != "" {
		b, err := os.ReadFile(path)
		must(t, err)
		r := Read("bao-cao.xlsx", b, catalogue(t))
		status, err := os.ReadFile("/proc/self/status")
		must(t, err)
		for _, line := range strings.Split(string(status), "\n") {
			if strings.HasPrefix(line, "VmHWM:") {
				fmt.Printf("peak %s problems %d\n", strings.Fields(line)[1], len(r.Problems))
			}
		}
		return
	}
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Log("no /proc here: the peak is measured on Linux only")
		return
	}
	good := workbook(t, filled(t))
	files := map[string][]byte{
		"bomb of 300 MB":           bomb(t, good, sheetPart(sheetGuide), 300<<20),
		"column XFD":               wide(t, good),
		"as large as is let in":    largest(t, good),
		"as many strings as fit":   manyStrings(t, good),
		"as many elements as fit":  manyStyles(t, good),
		"one attribute of 30 MB":   rezip(t, good, nil, "xl/a.xml", `<a b="`+strings.Repeat("x", 30<<20)+`"/>`),
		"a comment of 30 MB":       rezip(t, good, nil, "xl/a.xml", `<!--`+strings.Repeat("x", 30<<20)+`--><a/>`),
		"merged over the whole":    rezip(t, good, replaceIn(sheetPart(sheetTasks), "<sheetProtection", `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetProtection`)),
		"a csv of eight megabytes": []byte("Mã;Chỉ tiêu;Kỳ này\n" + strings.Repeat("QC42;Đơn;28\n", 600_000)),
	}
	for name, b := range files {
		t.Run(name, func(t *testing.T) {
			path := t.TempDir() + "/f"
			must(t, os.WriteFile(path, b, 0o600))
			cmd := exec.Command(os.Args[0], "-test.run=^TestHostileFilesStayUnder300MB$", "-test.v")
			cmd.Env = append(os.Environ(), "DANBIET_READ_FILE="+path)
			out, err := cmd.CombinedOutput()
			must(t, err)
			_, rest, ok := strings.Cut(string(out), "peak ")
			kb, err := strconv.Atoi(strings.SplitN(rest, " ", 2)[0])
			if !ok || err != nil {
				t.Fatalf("no peak in %q", out)
			}
			t.Logf("%d bytes in, peak %d MB", len(b), kb>>10)
			if kb<<10 > peakLimit {
				t.Errorf("peak %d MB, limit %d MB", kb>>10, peakLimit>>20)
			}
		})
	}
}

// largest fills a sheet to the limits of rows, columns and cells.
func largest(t testing.TB, b []byte) []byte {
	var rows strings.Builder
	n := 0
	for row := 1; row <= 20_000 && n < 190_000; row++ {
		fmt.Fprintf(&rows, `<row r="%d">`, row)
		for col := 1; col <= 10; col++ {
			n++
			fmt.Fprintf(&rows, `<c r="%s" t="str"><v>%x</v></c>`, at(col, row), uint64(n)*0x9e3779b97f4a7c15)
		}
		rows.WriteString("</row>")
	}
	return rezip(t, b, func(name string, c []byte) []byte {
		if name == sheetPart(sheetGuide) {
			return []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows.String() + `</sheetData></worksheet>`)
		}
		return c
	})
}

func manyStrings(t testing.TB, b []byte) []byte {
	var s strings.Builder
	for i := range 190_000 {
		fmt.Fprintf(&s, "<si><r><t>%x</t></r></si>", uint64(i)*0x9e3779b97f4a7c15)
	}
	return rezip(t, b, replaceIn("xl/sharedStrings.xml", "</sst>", s.String()+"</sst>"))
}

func manyStyles(t testing.TB, b []byte) []byte {
	var s strings.Builder
	for i := range 190_000 {
		fmt.Fprintf(&s, `<xf numFmtId="%d" fontId="%d"/>`, i*7919%1000, i*104729%977)
	}
	return rezip(t, b, replaceIn("xl/styles.xml", "</cellXfs>", s.String()+"</cellXfs>"))
}

func FuzzRead(f *testing.F) {
	cat, err := data.LoadCatalogue()
	must(f, err)
	f.Add(workbook(f, filled(f)))
	f.Add(ole("Workbook"))
	f.Add([]byte("Mã;Chỉ tiêu;Kỳ này\nQC42;Đơn;28\n"))
	f.Add([]byte("<html>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := Read("a", b, cat)
		for _, p := range r.Problems {
			if p.Text == "" || strings.Contains(p.Text, "{name}") {
				t.Errorf("problem %+v", p)
			}
		}
	})
}

// What stands in a sheet may be anything; the zip around it is whole, so that
// the fuzzer gets past the first door.
func FuzzSheet(f *testing.F) {
	cat, err := data.LoadCatalogue()
	must(f, err)
	good := workbook(f, filled(f))
	for _, rows := range []string{
		`<row r="4"><c r="A4" t="str"><v>Mã</v></c><c r="B4" t="str"><v>Kỳ này</v></c></row><row r="5"><c r="A5" t="inlineStr"><is><t>QC42</t></is></c><c r="B5"><v>28</v></c></row>`,
		`<row><c t="s"><v>0</v></c><c s="3"><v>45000.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2024-05-10</v></c><c><f>1+1</f></c></row>`,
		`<row r="1" hidden="1"><c r="A1"/></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetData>`,
	} {
		f.Add(rows)
	}
	f.Fuzz(func(t *testing.T, rows string) {
		b := rezip(t, good, func(name string, c []byte) []byte {
			if name == sheetPart(sheetIndicators) {
				return []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`)
			}
			return c
		})
		r := Read("a.xlsx", b, cat)
		if p := problemAt(r.Problems, "damaged", "", ""); p != nil && strings.Contains(p.Text, "cấu trúc bên trong") {
			t.Errorf("a parser panicked")
		}
	})
}

func FuzzCSV(f *testing.F) {
	cat, err := data.LoadCatalogue()
	must(f, err)
	f.Add("don_vi;xã Tân Thạnh\nky;2024-6T\nMã;Kỳ này\nQC42;28\n")
	f.Add("Mã nhiệm vụ,Kế hoạch,Thực hiện,Trạng thái\nII.1,10,\"6\nlượt\",Hoàn thành\n")
	f.Fuzz(func(t *testing.T, text string) {
		r := readCSV("a.csv", []byte(text), cat, Hints{})
		for _, c := range r.Cells {
			if c.At.Row < 1 || c.At.Row > strings.Count(text, "\n")+strings.Count(text, "\r")+1 {
				t.Errorf("cell outside the file: %+v", c)
			}
		}
	})
}
