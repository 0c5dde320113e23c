package ingest

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"danbiet/data"

	"golang.org/x/text/unicode/norm"
)

func catalogue(tb testing.TB) *data.Catalogue {
	tb.Helper()
	cat, err := loadCatalogue()
	if err != nil {
		tb.Fatal(err)
	}
	return cat
}

func TestCanonTone(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"open oa, oe, uy", "hoà khoẻ uỷ Thuý HOÀ UỶ", "hòa khỏe ủy Thúy HÒA ỦY"},
		{"closed syllables keep the second vowel", "hoạch toán quyết huỳnh", "hoạch toán quyết huỳnh"},
		{"a mark on the wrong letter", "họach hóat qúy gía", "hoạch hoát quý giá"},
		{"qu and gi", "quá quý già giếng gì", "quá quý già giếng gì"},
		{"marked vowels", "thuế người rượu khuyến nghĩa", "thuế người rượu khuyến nghĩa"},
		{"three vowels", "ngoài xoáy khuỷu", "ngoài xoáy khuỷu"},
		{"what is not Vietnamese", "Café Málaga résumé", "Café Málaga résumé"},
		{"dashes", "142–KH/BTC — 5", "142-KH/BTC - 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := canonTone([]rune(c.in))
			if string(got) != c.want {
				t.Errorf("canonTone(%q) = %q, want %q", c.in, string(got), c.want)
			}
			if len(got) != len([]rune(c.in)) {
				t.Errorf("canonTone(%q) has %d runes, want %d", c.in, len(got), len([]rune(c.in)))
			}
		})
	}
}

func TestMisplacedTone(t *testing.T) {
	for word, want := range map[string]bool{"hoà": false, "hòa": false, "uỷ": false, "ủy": false, "họach": true, "hoạch": false, "hóat": true, "qúy": true, "quý": false, "Minh": false} {
		if got := misplacedTone([]rune(word)); got != want {
			t.Errorf("misplacedTone(%q) = %v, want %v", word, got, want)
		}
	}
}

const shortPlan = "KẾ HOẠCH\nThực hiện dân chủ ở cơ sở năm 2024\n\nI. MỤC ĐÍCH\nGiữ nền nếp.\n\nII. NHIỆM VỤ\n1. Họp dân 02 lần.\n2. Công khai ngân sách.\n"

func TestDecodeText(t *testing.T) {
	utf16le := func(bom bool) []byte {
		var b bytes.Buffer
		if bom {
			b.Write([]byte{0xFF, 0xFE})
		}
		for _, u := range utf16.Encode([]rune(shortPlan)) {
			binary.Write(&b, binary.LittleEndian, u)
		}
		return b.Bytes()
	}
	big := utf16le(true)
	for i := 0; i+1 < len(big); i += 2 {
		big[i], big[i+1] = big[i+1], big[i]
	}
	for name, b := range map[string][]byte{
		"UTF-8":                        []byte(shortPlan),
		"UTF-8 with a mark":            append([]byte{0xEF, 0xBB, 0xBF}, shortPlan...),
		"decomposed":                   norm.NFD.Bytes([]byte(shortPlan)),
		"carriage returns":             []byte(strings.ReplaceAll(shortPlan, "\n", "\r\n")),
		"UTF-16 little-endian":         utf16le(true),
		"UTF-16 big-endian":            big,
		"UTF-16 without a mark":        utf16le(false),
		"look-alikes of Đ, hard space": []byte(strings.NewReplacer("MỤC ĐÍCH", "MỤC\u00a0ÐÍCH").Replace(shortPlan)),
	} {
		t.Run(name, func(t *testing.T) {
			r := readText("kh.txt", b, catalogue(t), Hints{})
			if len(r.Tasks) != 2 || r.Tasks[1].Label != "II.2" || r.Tasks[1].At.Lines != [2]int{9, 9} || r.Tasks[1].Text != "Công khai ngân sách." {
				t.Errorf("tasks = %+v, want II.1 and II.2 on lines 8 and 9", r.Tasks)
			}
		})
	}
}

func TestRefusedText(t *testing.T) {
	for _, c := range []struct{ name, in, code string }{
		{"nothing", "", "empty"},
		{"white space only", " \n\t\n", "empty"},
		{"bytes of no known encoding", "K\xd5 ho\x81ch\nTh\xff hi\xffn", "not_supported"},
		{"lines without end", shortPlan + strings.Repeat("I.\n", 50_001), "too_large"},
		{"a binary file", "\x7fELF\x00\x01\x00\x02garbage\x00\x00\x01", "not_supported"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readText("kh.txt", []byte(c.in), catalogue(t), Hints{})
			if len(r.Problems) != 1 || r.Problems[0].Code != c.code || r.Problems[0].Level != data.Block {
				t.Fatalf("problems = %+v, want one blocking %q", r.Problems, c.code)
			}
			if r.Kind != data.KindUnknown || len(r.Cells)+len(r.Tasks)+len(r.Citations) != 0 || strings.Contains(r.Problems[0].Text, "{") {
				t.Errorf("a refused file still gave %+v", r)
			}
		})
	}
}

// paragraphsOf joins a body as readText does.
func paragraphsOf(body string) []string {
	lines := splitLines(cleanText(body))
	var out []string
	for _, p := range joinParagraphs(lines, doubleSpaced(lines)) {
		out = append(out, p.String())
	}
	return out
}

func TestJoinParagraphs(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"a number cut after its hyphen", "thực hiện Kết luận số 96-\n\nKH/BCĐ của Ban\n", []string{"thực hiện Kết luận số 96-KH/BCĐ của Ban"}},
		{"a number cut before its hyphen", "thực hiện Kế hoạch số 96\n-KH/BCĐ của Ban\n", []string{"thực hiện Kế hoạch số 96-KH/BCĐ của Ban"}},
		{"a page number inside a citation", "theo Kế hoạch số\n\n2\n\n 18/KH-UBND ngày 14/02/2023\n", []string{"theo Kế hoạch số 18/KH-UBND ngày 14/02/2023"}},
		{"page numbers between dashes", "một hai\n- 2 -\nba bốn\n- 3 -\nnăm\n", []string{"một hai ba bốn năm"}},
		{"a form feed", "Giữ gìn nền\n\fnếp làng xóm.\n", []string{"Giữ gìn nền nếp làng xóm."}},
		{"a year alone is no heading", "1. Họp dân năm\n2024.\n2. Công khai.\n", []string{"1. Họp dân năm 2024.", "2. Công khai."}},
		{"a quantity is no label", "1. Làm đường dài\n1.200 m qua ấp.\n2. Công khai.\n", []string{"1. Làm đường dài 1.200 m qua ấp.", "2. Công khai."}},
		{"a heading of two lines", "II. NHIỆM VỤ VÀ GIẢI\nPHÁP\n1. Họp dân.\n", []string{"II. NHIỆM VỤ VÀ GIẢI PHÁP", "1. Họp dân."}},
		{"a hyphen inside a sentence is no item", "phát triển kinh tế\n- xã hội của xã.\n", []string{"phát triển kinh tế - xã hội của xã."}},
		{"a part and its title below", "PHẦN I\nMỤC ĐÍCH\n1. Họp dân.\nPHẦN II\n\nNHIỆM VỤ\n1. Công khai.\n", []string{"PHẦN I MỤC ĐÍCH", "1. Họp dân.", "PHẦN II NHIỆM VỤ", "1. Công khai."}},
		{"parts numbered in words", "Phần thứ nhất\nMỤC ĐÍCH\n1. Họp dân.\nPhần thứ hai: NHIỆM VỤ\n1. Công khai.\n", []string{"Phần thứ nhất MỤC ĐÍCH", "1. Họp dân.", "Phần thứ hai: NHIỆM VỤ", "1. Công khai."}},
		{"a part of a sentence", "1. Thực hiện phần\nII của kế hoạch.\n2. Theo nội dung\nphần I nêu trên.\n", []string{"1. Thực hiện phần II của kế hoạch.", "2. Theo nội dung phần I nêu trên."}},
		{"letters with đ", "a) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nđ) Năm;\ne) Sáu.\n", []string{"a) Một;", "b) Hai;", "c) Ba;", "d) Bốn;", "đ) Năm;", "e) Sáu."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := paragraphsOf(c.in)
			if strings.Join(got, "¶") != strings.Join(c.want, "¶") {
				t.Errorf("paragraphs\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

func FuzzJoinParagraphs(f *testing.F) {
	for _, s := range []string{shortPlan, "I.\nII\n1)\na\n- \n+ x", "số 21-\n\nKL/TW", "\f\v\r\u2028x", "1.1.1.1 A\n1.1.1.2 B", "ÐÐ\u0301 họach"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lines := splitLines(cleanText(s))
		letters := 0
		for _, l := range lines {
			if len([]rune(l.text)) != len([]rune(l.canon)) {
				t.Fatalf("line %d: %q and %q differ in length", l.no, l.text, l.canon)
			}
			letters += strings.Count(l.text, "a")
		}
		count := strings.Count(s, "\n") + 1
		for _, p := range joinParagraphs(lines, doubleSpaced(lines)) {
			at := p.place().Lines
			if len(p.text) > 0 && (at[0] < 1 || at[1] > count || at[0] > at[1]) {
				t.Fatalf("%q: paragraph %q stands on lines %v of %d", s, p, at, count)
			}
			letters -= strings.Count(p.String(), "a")
		}
		if letters != 0 {
			t.Fatalf("%q: %d letters lost in joining", s, letters)
		}
	})
}

func FuzzReadText(f *testing.F) {
	cat := catalogue(f)
	f.Add([]byte(shortPlan))
	f.Add([]byte("KẾ HOẠCH\nCăn cứ Luật số 10/2022/QH15, của (khóa\n1. báo cáo năm trước ngày 20 của tháng cuối quý"))
	f.Add([]byte("UBND XÃ TÂN AN\nSố: 1/KH-\nKẾ HOẠCH\nNơi nhận: KT. CHỦ TỊCH PHÓ CHỦ TỊCH"))
	f.Add([]byte{0xFF, 0xFE, 'K', 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := readText("f.txt", b, cat, Hints{})
		text, _ := decodeText("f.txt", b)
		last := strings.Count(text, "\n") + 1
		check := func(what string, at data.Place) {
			if at.Lines[0] < 0 || at.Lines[1] > last || at.Lines[0] > at.Lines[1] {
				t.Fatalf("%q: %s on lines %v of %d", b, what, at.Lines, last)
			}
		}
		for _, x := range r.Tasks {
			check("task "+x.Label, x.At)
		}
		for _, x := range r.Obligations {
			check("duty "+x.Report, x.At)
		}
		for _, x := range r.Citations {
			check("citation", x.At)
		}
		for _, x := range r.Problems {
			check("problem "+x.Code, x.At)
		}
		for _, x := range r.Cells {
			check("cell", x.At)
		}
		if err := JSON(&bytes.Buffer{}, r); err != nil {
			t.Fatalf("%q: %v", b, err)
		}
		Show(&bytes.Buffer{}, r, "vi")
	})
}
