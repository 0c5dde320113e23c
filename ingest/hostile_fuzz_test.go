package ingest

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"danbiet/data"
)

// Fuzz targets of what the other files' targets do not reach by themselves. A
// short run of each is part of .ci/run; what one finds goes to testdata/fuzz and
// is a test from then on.

func FuzzParseQuantity(f *testing.F) {
	for _, s := range []string{"1.234,5 triệu đồng", "12 cuộc", "-", "1,234.56", "−3 %", "1.000.000đ", "٣", "1e9 ha"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, unit, problem := ParseQuantity(s)
		if problem == "" && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Errorf("%q is read as %v %s", s, v, unit)
		}
		if problem == "" && !strings.ContainsAny(s, "0123456789") {
			t.Errorf("%q has no digit and is read as %v", s, v)
		}
	})
}

func FuzzDatesIn(f *testing.F) {
	for _, s := range []string{"ngày 14 tháng 8 năm 2023", "14/8/2023", "30/02/2024, 1-1-24", "tháng 13 năm 9999", "ngày … tháng … năm 2024"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range datesIn(s) {
			if d, problem := w.day(); problem == "" && (d.Time().Year() < 1000 || d.Time().Year() > 9999) {
				t.Errorf("%q has the date %v", s, d)
			}
		}
	})
}

func FuzzRecogniseFile(f *testing.F) {
	f.Add([]byte("%PDF-1.4"))
	f.Add(oleOf([]uint32{0xfffffffd, 0xfffffffe}, "WordDocument", "Workbook"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if kind := recogniseFile(b); kind.name == "" || kind.format == "" && kind.problem("a").Text == "" {
			t.Errorf("got %+v", kind)
		}
		conversionOf(b)
		mayBeArchive(b)
	})
}

func FuzzLegacyText(f *testing.F) {
	f.Add("Uû ban nh©n d©n x· T©n An\nB¸o c¸o kÕt qu¶")
	f.Add("UÛY BAN NHAÂN DAÂN\nBaùo caùo keát quaû")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		_, decode := legacyText(strings.Split(s, "\n"))
		if got := decode(s); !utf8.ValidString(got) {
			t.Errorf("%q becomes %q", s, got)
		}
		for _, font := range []string{".VnTime", ".VnTimeH", "VNI-Times"} {
			legacyRun(font, s)
		}
	})
}

// vocabulary is what recognisers look for; a fuzzer that had to find these words
// letter by letter would not get anywhere.
var vocabulary = []string{"BÁO CÁO", "KẾ HOẠCH", "6 tháng đầu năm 2024", "xã Tân An", "UBND", "Mã", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Kỳ này", "Kỳ trước", "QC19", "QC42", "Cuộc họp dân",
	"Đơn thư tiếp nhận trong kỳ", "cuộc", "đơn", "triệu đồng", "Mã nhiệm vụ", "Nội dung", "Kế hoạch", "Thực hiện", "Trạng thái", "Hoàn thành", "II.1", "I. NHIỆM VỤ", "1. Tuyên truyền", "12", "1.234,5", "-3",
	"đạt 83,3%", "trước ngày 10/5/2024", "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;", "Nơi nhận:", "- Lưu: VT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "STT", "Tổng cộng", "Ấp 1", "x", "", "\u0301", "(1)", "21-", "KL/TW"}

// FuzzRecogniser has the recognisers of tables read grids of their own words.
func FuzzRecogniser(f *testing.F) {
	cat := catalogue(f)
	f.Add([]byte{0, 2, 255, 3, 255, 5, 6, 7, 8, 255, 11, 13, 15, 27})
	f.Add([]byte{18, 20, 21, 22, 255, 24, 27, 28, 23})
	f.Fuzz(func(t *testing.T, tokens []byte) {
		readVocabulary(t, "a.csv", "BÁO CÁO;x\n", ";", tokens, cat)
	})
}

// FuzzDocument has the recognisers of running text read lines of their own words.
func FuzzDocument(f *testing.F) {
	cat := catalogue(f)
	f.Add([]byte{1, 255, 3, 255, 25, 255, 26, 255, 31, 255, 33, 255, 35})
	f.Add([]byte{0, 255, 2, 255, 13, 27, 15, 30})
	f.Fuzz(func(t *testing.T, tokens []byte) {
		readVocabulary(t, "a.txt", "", " ", tokens, cat)
	})
}

// readVocabulary reads the words of the tokens, 255 for a new line.
func readVocabulary(t *testing.T, name, head, between string, tokens []byte, cat *data.Catalogue) {
	if len(tokens) > 4096 {
		return
	}
	var s strings.Builder
	s.WriteString(head)
	for _, token := range tokens {
		if token == 255 {
			s.WriteString("\n")
			continue
		}
		s.WriteString(vocabulary[int(token)%len(vocabulary)] + between)
	}
	r := Read(name, []byte(s.String()), cat)
	for _, p := range r.Problems {
		if p.Text == "" || p.Code == "damaged" {
			t.Errorf("%q: %+v", s.String(), p)
		}
	}
}

// FuzzPDFPage has a whole PDF around what its page draws and its font says.
func FuzzPDFPage(f *testing.F) {
	cat := catalogue(f)
	f.Add(pageContent, "1 beginbfchar <41> <0041> endbfchar")
	f.Add("q 1 0 0 1 0 0 cm BT /F1 12 Tf [(a) -200 (b)] TJ T* (x) ' ET Q", "1 beginbfrange <00> <FF> [<0041>] endbfrange")
	f.Fuzz(func(t *testing.T, content, cmap string) {
		notPanicked(t, Read("a.pdf", objectsPDF(catalogObject, pagesObject, pageObject, streamObject(content), strings.Replace(fontObject, ">>", "/ToUnicode 6 0 R >>", 1), streamObject(cmap)), cat))
	})
}

// notPanicked fails when a parser met what its author did not think of.
func notPanicked(t *testing.T, r *data.Reading) {
	for _, p := range r.Problems {
		if strings.Contains(p.Text, "cấu trúc bên trong không đọc được") {
			t.Errorf("a parser panicked: %+v", p)
		}
	}
}
