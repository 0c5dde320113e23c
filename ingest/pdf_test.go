package ingest

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"danbiet/data"
)

// The PDFs of testdata/pdf are plans of testdata/plans, set as Word would (head
// and signature in tables of two columns) and printed by the maker that the
// name says. The one of two fonts is set in a font that lacks letters, so that
// words are drawn in pieces.
func pdfSamples(tb testing.TB) []string {
	tb.Helper()
	names, err := filepath.Glob("testdata/pdf/*.pdf")
	if err != nil || len(names) < 4 {
		tb.Fatalf("samples: %v, %v", names, err)
	}
	return names
}

func planOf(sample string) string {
	name, _, _ := strings.Cut(filepath.Base(sample), ".")
	return filepath.Join("testdata/plans", name+".txt")
}

func readFile(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func wordCounts(s string) map[string]int {
	words := map[string]int{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words[w]++
	}
	return words
}

// common is how many of the words of a stand in b too, and how many there are.
func common(a, b map[string]int) (n, all int) {
	for w, k := range a {
		n += min(k, b[w])
		all += k
	}
	return n, all
}

func TestWordsOfAPdf(t *testing.T) {
	for _, sample := range pdfSamples(t) {
		t.Run(filepath.Base(sample), func(t *testing.T) {
			d, problems := pdfDocument(sample, readFile(t, sample), Tools{})
			if len(problems) > 0 {
				t.Fatalf("problems: %v", problems)
			}
			var text strings.Builder
			for _, l := range d.lines {
				text.WriteString(l.text + "\n")
			}
			plan, _ := decodeText("", readFile(t, planOf(sample)))
			got, want := wordCounts(text.String()), wordCounts(plan)
			found, all := common(want, got)
			right, read := common(got, want)
			t.Logf("recall %d/%d, precision %d/%d", found, all, right, read)
			if found*1000 < all*995 || right*1000 < read*995 {
				t.Errorf("recall %d/%d, precision %d/%d, want 99.5%%; text:\n%s", found, all, right, read, text.String())
			}
		})
	}
}

// A plan says the same, whether it comes as text or as a PDF.
func TestPlanAsPdf(t *testing.T) {
	for _, sample := range pdfSamples(t) {
		t.Run(filepath.Base(sample), func(t *testing.T) {
			name := filepath.Base(sample)
			got := Read(name, readFile(t, sample), catalogue(t))
			want := Read(name, readFile(t, planOf(sample)), catalogue(t))
			if got.File.Format != "pdf" || data.Blocks(got.Problems) {
				t.Fatalf("format %q, problems:%s", got.File.Format, summary(got.Problems))
			}
			for _, c := range got.Citations {
				if c.At.Page == 0 || c.At.Line == 0 {
					t.Errorf("citation %v stands at %+v, want a page and a line", c.Number, c.At)
				}
			}
			if g, w := placeless(t, got), placeless(t, want); g != w {
				t.Errorf("the PDF says, the text does not:\n%s\nthe text says, the PDF does not:\n%s", linesNotIn(g, w), linesNotIn(w, g))
			}
		})
	}
}

func linesNotIn(a, b string) string {
	var out []string
	for l := range strings.SplitSeq(a, "\n") {
		if !strings.Contains("\n"+b, "\n"+l+"\n") {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// placeless is what a reading says, without where, one value a line; dashes, and
// places of tone, are one of each.
func placeless(tb testing.TB, r *data.Reading) string {
	tb.Helper()
	for i := range r.Tasks {
		r.Tasks[i].At = data.Place{}
	}
	for i := range r.Obligations {
		r.Obligations[i].At = data.Place{}
	}
	for i := range r.Citations {
		r.Citations[i].At = data.Place{}
	}
	var out strings.Builder
	for _, v := range []any{r.Kind, r.Head, r.Tasks, r.Obligations, r.Citations, r.Recipients, r.Signer} {
		b, err := json.MarshalIndent(v, "", " ")
		if err != nil {
			tb.Fatal(err)
		}
		out.WriteString(canonText(string(b)) + "\n")
	}
	return out.String()
}

// pdfOf makes a PDF of the contents of pages, each drawn in Helvetica with
// windows-1252. It can be broken at will.
func pdfOf(pages ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
	}
	b.WriteString("%PDF-1.4\n")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), strings.Join(kids, " ")))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for i, content := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /.VnTime /Encoding /WinAnsiEncoding >> >> >> /Contents %d 0 R >>", 5+2*i))
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		w.Write([]byte(content))
		w.Close()
		object(fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", z.Len(), z.String()))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// drawn is a page of lines; each begins with its x, y and font ("70 700 F1 text").
func drawn(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		f := strings.SplitN(l, " ", 4)
		fmt.Fprintf(&b, "BT /%s 12 Tf 1 0 0 1 %s %s Tm (%s) Tj ET\n", f[2], f[0], f[1], f[3])
	}
	return b.String()
}

const plainPage = "KE HOACH dan chu o co so nam nay, cac ap hop dan ban bac va cong khai theo quy che cua xa"

func linesOf(tb testing.TB, b []byte) []string {
	tb.Helper()
	d, problems := pdfDocument("a.pdf", b, Tools{})
	if data.Blocks(problems) {
		tb.Fatalf("problems:%s", summary(problems))
	}
	var out []string
	for _, l := range d.lines {
		out = append(out, l.text)
	}
	return out
}

func TestLayoutOfAPdf(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"lines out of order", drawn("70 680 F1 hai "+plainPage, "70 700 F1 mot"), "mot|hai " + plainPage},
		{"columns", drawn("70 700 F1 Noi nhan:", "330 700 F1 CHU TICH", "70 680 F1 "+plainPage), "Noi nhan: CHU TICH|" + plainPage},
		{"a head of two columns, the second wrapped", string(windows1252Bytes(t, drawn("90 700 F1 UY BAN NHAN DAN", "85 680 F1 XA TAN AN", "250 700 F1 DANG CONG SAN VIET", "300 680 F1 NAM", "70 640 F1 "+plainPage))), "UY BAN NHAN DAN DANG CONG SAN VIET|XA TAN AN NAM|" + plainPage},
		{"drawn twice for boldness", drawn("70 700 F1 "+plainPage, "70.3 700 F1 "+plainPage), plainPage},
		{"a small figure above the level", drawn("70 700 F1 "+plainPage+" m") + "BT /F1 7 Tf 1 0 0 1 630 705 Tm (2) Tj ET", plainPage + " m 2"},
		{"slanted stamp", drawn("70 700 F1 "+plainPage) + "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (BAN SAO) Tj ET", plainPage},
		{"an inline image", drawn("70 700 F1 mot") + "BI /W 2 /H 2 /BPC 8 /CS /G ID (\x00<[( EI\n" + drawn("70 680 F1 "+plainPage), "mot|" + plainPage},
		{"strings in pieces", "BT /F1 12 Tf 1 0 0 1 70 700 Tm [(" + plainPage[:20] + ") -10 (" + plainPage[20:] + ")] TJ ET", plainPage},
		{"escapes", drawn(`70 700 F1 a\)\(\\ \101 ` + plainPage), `a)(\ A ` + plainPage},
		{"TCVN3 in a .Vn font", drawn("70 700 F2 Uû ban nh©n d©n x· x©y dùng kÕ ho¹ch n¨m 2024 nh\xad sau ®©y ®Ó thùc hiÖn") + drawn("70 680 F2 sè 5"), "Uỷ ban nhân dân xã xây dựng kế hoạch năm 2024 như sau đây để thực hiện|số 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := c.content
			if strings.Contains(c.name, "TCVN3") {
				content = string(windows1252Bytes(t, strings.ReplaceAll(content, "\xad", "\u00ad")))
			}
			if got := strings.Join(linesOf(t, pdfOf(content)), "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// The gap between two columns is one, whatever was drawn before its second side;
// the gaps of a justified line are none.
func TestGapsOfAPdf(t *testing.T) {
	for _, c := range []struct {
		name, content string
		cells         int
	}{
		{"columns", drawn("90 700 F1 UY BAN NHAN DAN", "85 680 F1 XA TAN AN", "240 700 F1 CONG HOA XA HOI", "300 680 F1 NAM"), 2},
		{"a justified line", drawn("90 700 F1 - Phong") + drawn("140 700 F1  ", "180 700 F1 Noi") + drawn("205 700 F1  ", "246 700 F1 vu"), 1},
	} {
		r, err := openPdf(pdfOf(c.content))
		if err != nil {
			t.Fatal(err)
		}
		d := newPdfDrawing()
		lines := layoutPage(stretchesOf(d.page(pdfPages(r)[0]), map[string]bool{}))
		if got := cellsOf(lines[0].text); len(got) != c.cells {
			t.Errorf("%s: cells of %q are %v, want %d", c.name, lines[0].text, got, c.cells)
		}
	}
}

func TestRunningHeadsAndPageNumbersAreTakenOut(t *testing.T) {
	var pages []string
	for i := 1; i <= 4; i++ {
		pages = append(pages, drawn("200 780 F1 UBND xa Tan Thanh", fmt.Sprintf("70 700 F1 trang so %s %s", strings.Repeat("x", i), plainPage), fmt.Sprintf("300 40 F1 %d", i)))
	}
	for _, l := range linesOf(t, pdfOf(pages...)) {
		if !strings.Contains(l, plainPage) {
			t.Errorf("line %q is still there", l)
		}
	}
}

func TestPlacesOfAPdf(t *testing.T) {
	d, _ := pdfDocument("a.pdf", pdfOf(drawn("70 700 F1 "+plainPage, "70 680 F1 hai"), drawn("70 700 F1 ba "+plainPage)), Tools{})
	var got []data.Place
	for _, l := range d.lines {
		got = append(got, d.places[l.no])
	}
	if want := []data.Place{{Page: 1, Line: 1}, {Page: 1, Line: 2}, {Page: 2, Line: 1}}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("places %v, want %v", got, want)
	}
}

func TestRefusedPdfs(t *testing.T) {
	whole := pdfOf(drawn("70 700 F1 " + plainPage))
	replace := func(old, by string) []byte { return bytes.Replace(whole, []byte(old), []byte(by), 1) }
	many := make([]string, maxPdfPages+1)
	for _, c := range []struct {
		name string
		b    []byte
		code string
	}{
		{"cut in half", whole[:len(whole)/2], "damaged"},
		{"the end is missing", whole[:len(whole)-40], "damaged"},
		{"nothing but a head", []byte("%PDF-1.4\n"), "damaged"},
		{"a picture only", pdfOf("q 500 0 0 700 0 0 cm /Im1 Do Q"), "scan"},
		{"a page number on a picture", pdfOf(drawn("300 40 F1 trang 1")), "scan"},
		{"pages in a circle", replace("/Kids [4 0 R]", "/Kids [2 0 R]"), "too_large"},
		{"a page that is not there", replace("/Kids [4 0 R]", "/Kids [9 0 R]"), "damaged"},
		{"too many pages", pdfOf(many...), "too_large"},
		{"a table larger than memory", replace("/Size 6", "/Size 99999999999"), "damaged"},
		{"a password", replace("/Root 1 0 R", "/Root 1 0 R /ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (01234567890123456789012345678901) /U (01234567890123456789012345678901) >>"), "encrypted"},
		{"an encryption of today", replace("/Root 1 0 R", "/Root 1 0 R /ID [(a) (b)] /Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 >>"), "encrypted"},
		{"a page that unpacks without end", pdfOf(strings.Repeat(" ", maxPdfDecoded+1)), "too_large"},
		{"a content that is no stream", replace("/FlateDecode", "/JBIG2Decode"), "damaged"},
		{"xref in a circle", bytes.Replace(whole, []byte("/Size 6"), []byte(fmt.Sprintf("/Size 6 /Prev %d", bytes.Index(whole, []byte("xref\n")))), 1), "too_large"},
		{"words in pieces", pdfOf(drawn("70 700 F1 th uc hi en qu y ch e d an ch u o c o s o n am n ay c ua x a t an th anh b ao c ao k et q ua")), "split_font"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Read("a.pdf", c.b, catalogue(t))
			if len(r.Problems) != 1 || r.Problems[0].Code != c.code || r.Problems[0].Level != data.Block || strings.Contains(r.Problems[0].Text+r.Problems[0].Sentence("en"), "{") {
				t.Errorf("problems:%s, want one blocking %q", summary(r.Problems), c.code)
			}
		})
	}
}

func TestDoubtfulPdfs(t *testing.T) {
	picture := "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q\n"
	for _, c := range []struct {
		name string
		b    []byte
		code string
	}{
		{"some words in pieces", pdfOf(drawn("70 700 F1 "+plainPage, "70 680 F1 "+plainPage, "70 660 F1 th uc hi en tot")), "split_font"},
		{"text under a scanned page", pdfOf(picture + "3 Tr\n" + drawn("70 700 F1 "+plainPage)), "ocr_text"},
		{"one page of two scanned", pdfOf(drawn("70 700 F1 "+plainPage, "70 680 F1 "+plainPage), picture), "scanned_pages"},
		{"TCVN3", pdfOf(string(windows1252Bytes(t, drawn("70 700 F2 Uû ban nh©n d©n x· x©y dùng kÕ ho¹ch n¨m 2024 nh\u00ad sau ®©y ®Ó thùc hiÖn")))), "legacy_encoding"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := pdfDocument("a.pdf", c.b, Tools{})
			if p := problemAt(problems, c.code, "", ""); p == nil || data.Blocks(problems) {
				t.Errorf("problems:%s, want %q", summary(problems), c.code)
			}
		})
	}
}

func TestStrangeHeadsAndTailsOfAPdf(t *testing.T) {
	whole := pdfOf(drawn("70 700 F1 " + plainPage))
	for name, b := range map[string][]byte{
		"version 2.0":       bytes.Replace(whole, []byte("%PDF-1.4"), []byte("%PDF-2.0"), 1),
		"bytes after it":    append(bytes.Clone(whole), "\r\n<!-- sent by a server -->\n"...),
		"spaces at the end": append(bytes.TrimRight(whole, "\n"), ' ', ' '),
	} {
		if got := strings.Join(linesOf(t, b), "|"); got != plainPage {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func pdfLines(s string) []pdfLine {
	var out []pdfLine
	for i, l := range strings.Split(s, "\n") {
		out = append(out, pdfLine{text: l, end: float64(len([]rune(l))), on: i + 1})
	}
	return out
}

func textOf(lines []pdfLine) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.text)
	}
	return strings.Join(out, "\n")
}

func TestColumnsOfAClosing(t *testing.T) {
	in := "Trên đây là kế hoạch./.\n                          TM. ỦY BAN NHÂN DÂN\nNơi      nhận:\n                          PHÓ TRƯỞNG BAN THƯỜNG\n- 4 ấp;                    TRỰC\n- Lưu: VT.\n\n                          Lê Văn Mẫu"
	want := "Trên đây là kế hoạch./.\nNơi nhận:\n- 4 ấp;\n- Lưu: VT.\n                                  TM. ỦY BAN NHÂN DÂN\n                                  PHÓ TRƯỞNG BAN THƯỜNG TRỰC\n                                  Lê Văn Mẫu"
	if got := textOf(closingColumns(pdfLines(in))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	one := "Nơi nhận:\n- 4 ấp.\nTM. ỦY BAN NHÂN DÂN\nLê Văn Mẫu"
	if got := textOf(closingColumns(pdfLines(one))); got != one {
		t.Errorf("one column became\n%s", got)
	}
}

func TestHeadWrappedBesideTheOtherColumn(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"the motto", "ỦY BAN NHÂN DÂN       CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT\nXÃ TÂN AN                         NAM", "ỦY BAN NHÂN DÂN       CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ TÂN AN"},
		{"the motto on three lines", "UBND          CỘNG HÒA XÃ HỘI\nXÃ TÂN AN      CHỦ NGHĨA VIỆT\n                 NAM", "UBND          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ TÂN AN\n"},
		{"the second motto", "XÃ A            Độc lập - Tự do - Hạnh\nSố: 1/KH-UBND          phúc", "XÃ A            Độc lập - Tự do - Hạnh phúc\nSố: 1/KH-UBND"},
		{"place and date", "Số: 1/KH-UBND      Long Thạnh, ngày 06 tháng 6\n                        năm 2022", "Số: 1/KH-UBND      Long Thạnh, ngày 06 tháng 6 năm 2022\n"},
		{"a column of one name", "ỦY BAN NHÂN DÂN       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ VIỆT NAM", "ỦY BAN NHÂN DÂN       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ VIỆT NAM"},
	} {
		lines := pdfLines(c.in)
		joinHeadColumns(lines)
		if got := textOf(lines); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestWordsOfSigningProgramsAreTakenOut(t *testing.T) {
	in := "Nơi nhận:                 TM. ỦY BAN NHÂN DÂN\n- 4 ấp;                         CHỦ TỊCH\n- Lưu: VT.              Ký bởi: Ủy ban nhân dân\n                        xã Tân An\n                        Thời gian ký: 24/02/2023 10:22:11 +07:00\n                             Lê Văn Mẫu"
	want := "Nơi nhận:                 TM. ỦY BAN NHÂN DÂN\n- 4 ấp;                         CHỦ TỊCH\n- Lưu: VT.\n\n\n                             Lê Văn Mẫu"
	lines := pdfLines(in)
	withoutSignatureNotes(lines)
	if got := textOf(lines); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	_, signer := closingOf(splitLines(want))
	if signer == nil || signer.Name != "Lê Văn Mẫu" {
		t.Errorf("signer %+v", signer)
	}
}

// pdftotext gives the same document where it is there, and is not asked when our
// own text leaves no doubt.
func TestPdfTool(t *testing.T) {
	tools := FindTools()
	if tools.PDFToText == "" {
		t.Skip("no pdftotext here")
	}
	for _, sample := range pdfSamples(t) {
		text, err := tools.pdfText(readFile(t, sample))
		if err != nil {
			t.Fatal(err)
		}
		d, problems := text.document(sample)
		if len(problems) > 0 || len(d.lines) < 20 {
			t.Errorf("%s: %d lines, problems:%s", sample, len(d.lines), summary(problems))
		}
	}
	if _, err := tools.pdfText([]byte("%PDF-1.4 nothing")); err == nil {
		t.Error("pdftotext read nothing without an error")
	}
	// An object that our library cannot load, and poppler mends.
	mended := bytes.Replace(pdfOf(drawn("70 700 F1 "+plainPage)), []byte("startxref\n"), []byte("startxref\n1"), 1)
	if r := Read("a.pdf", mended, catalogue(t)); !data.Blocks(r.Problems) {
		t.Fatal("the file is not broken enough")
	}
	if r := tools.Read("a.pdf", mended, catalogue(t)); data.Blocks(r.Problems) || len(r.Cells) != 1 {
		t.Errorf("with pdftotext: %d lines, problems:%s", len(r.Cells), summary(r.Problems))
	}
	never := Tools{PDFToText: filepath.Join(t.TempDir(), "no such program")}
	if r := never.Read("a.pdf", readFile(t, pdfSamples(t)[0]), catalogue(t)); data.Blocks(r.Problems) {
		t.Errorf("a program that is gone: %s", summary(r.Problems))
	}
}

// A program that prints without end is ended.
func TestPdfToolThatPrintsWithoutEnd(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh here")
	}
	script := filepath.Join(t.TempDir(), "pdftotext")
	if err := os.WriteFile(script, []byte("#!"+sh+"\nwhile :; do echo mot dong chu khong bao gio het; done\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := (Tools{PDFToText: script}).pdfText(nil); err == nil {
		t.Error("no error, want one")
	}
}
