package ingest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// tcvn3Codes are the codes of TCVN 5712-1 for the 74 letters, byte by byte, set
// down from the standard apart from the table of the program.
var tcvn3Codes = map[byte]string{
	0xA1: "Ă", 0xA2: "Â", 0xA3: "Ê", 0xA4: "Ô", 0xA5: "Ơ", 0xA6: "Ư", 0xA7: "Đ", 0xA8: "ă", 0xA9: "â", 0xAA: "ê", 0xAB: "ô", 0xAC: "ơ", 0xAD: "ư", 0xAE: "đ",
	0xB5: "à", 0xB6: "ả", 0xB7: "ã", 0xB8: "á", 0xB9: "ạ", 0xBB: "ằ", 0xBC: "ẳ", 0xBD: "ẵ", 0xBE: "ắ",
	0xC6: "ặ", 0xC7: "ầ", 0xC8: "ẩ", 0xC9: "ẫ", 0xCA: "ấ", 0xCB: "ậ", 0xCC: "è", 0xCE: "ẻ", 0xCF: "ẽ", 0xD0: "é", 0xD1: "ẹ", 0xD2: "ề", 0xD3: "ể", 0xD4: "ễ", 0xD5: "ế", 0xD6: "ệ", 0xD7: "ì", 0xD8: "ỉ",
	0xDC: "ĩ", 0xDD: "í", 0xDE: "ị", 0xDF: "ò", 0xE1: "ỏ", 0xE2: "õ", 0xE3: "ó", 0xE4: "ọ", 0xE5: "ồ", 0xE6: "ổ", 0xE7: "ỗ", 0xE8: "ố", 0xE9: "ộ", 0xEA: "ờ", 0xEB: "ở", 0xEC: "ỡ", 0xED: "ớ", 0xEE: "ợ",
	0xEF: "ù", 0xF1: "ủ", 0xF2: "ũ", 0xF3: "ú", 0xF4: "ụ", 0xF5: "ừ", 0xF6: "ử", 0xF7: "ữ", 0xF8: "ứ", 0xF9: "ự", 0xFA: "ỳ", 0xFB: "ỷ", 0xFC: "ỹ", 0xFD: "ý", 0xFE: "ỵ",
}

func TestTCVN3Table(t *testing.T) {
	if len(tcvn3Codes) != 74 || len(tcvn3Of) != 74 {
		t.Fatalf("tables have %d and %d letters, want 74", len(tcvn3Codes), len(tcvn3Of))
	}
	for b, want := range tcvn3Codes {
		if got, ok := fromTCVN3(windows1252Text([]byte{b})); got != want || !ok {
			t.Errorf("byte %#x is %q (%v), want %q", b, got, ok, want)
		}
	}
}

// glibc has a table of its own, made by other people.
func TestTCVN3TableAgreesWithIconv(t *testing.T) {
	iconv, err := exec.LookPath("iconv")
	if err != nil {
		t.Skip("no iconv here")
	}
	for b, want := range tcvn3Codes {
		cmd := exec.Command(iconv, "-f", "TCVN5712-1", "-t", "UTF-8")
		cmd.Stdin = strings.NewReader(string([]byte{b, '\n'})) // a letter is held back for a mark that may follow
		out, err := cmd.Output()
		if err != nil {
			t.Skipf("this iconv does not know TCVN5712-1: %v", err)
		}
		if got := norm.NFC.String(strings.TrimSpace(string(out))); got != want {
			t.Errorf("byte %#x is %q to iconv, want %q", b, got, want)
		}
	}
}

// toTCVN3, toVNI and toWindows1258 write Unicode text in an old encoding, as it
// shows without its font. Capitals with a tone are lost in TCVN3.
func toTCVN3(s string) string {
	back := map[rune]rune{}
	for code, letter := range tcvn3Of {
		back[letter] = code
	}
	return strings.Map(func(r rune) rune {
		if v, is := toned[r]; is && unicode.IsUpper(v.letter) {
			r = unicode.ToLower(r)
		}
		if code, is := back[r]; is {
			return code
		}
		return r
	}, norm.NFC.String(s))
}

func toVNI(s string) string {
	back := map[rune]string{}
	for pair, letter := range vniPair {
		if unicode.IsUpper(letter) != unicode.IsUpper(pair[1]) && pair[1] != 0 {
			continue // marks take the case of their letter
		}
		back[letter] = strings.TrimRight(string(pair[:]), "\x00")
	}
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		if raw, is := back[r]; is {
			out.WriteString(raw)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

func toWindows1258(s string) string {
	var out []byte
	for _, r := range norm.NFC.String(s) {
		letters := []rune{r}
		if v, is := toned[r]; is {
			letters = []rune{v.letter, v.tone}
		}
		for _, l := range letters {
			b, ok := charmap.Windows1258.EncodeRune(l)
			if !ok {
				b = '?'
			}
			out = append(out, b)
		}
	}
	return windows1252Text(out)
}

func TestLegacyTables(t *testing.T) {
	for _, c := range []struct{ name, table, in, want string }{
		{"TCVN3", tcvn3, "Uû ban nh©n d©n x· Phó Léc, ngµy 24 th¸ng 02 n¨m 2023", "Uỷ ban nhân dân xã Phú Lộc, ngày 24 tháng 02 năm 2023"},
		{"TCVN3 with the ư that is a soft hyphen", tcvn3, "ng\u00adêi d©n ®\u00adîc biÕt", "người dân được biết"},
		{"VNI", vni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{"VNI capitals", vni, "ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"},
		{"VNI all letters of i, ơ, ư, y", vni, "thò xaõ, lyù do, kyø, nghæ, ñöôïc, ngöôøi, môùi, quyõ, kyû, Myî, tyî", "thị xã, lý do, kỳ, nghỉ, được, người, mới, quỹ, kỷ, Myỵ, tyỵ"},
		{"VNI marks in the other case", vni, "Aùp moät", "Áp một"},
		{"windows-1258", windows1258, "Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam, ðýõòc", "Cộng hòa xã hội chủ nghĩa Việt Nam, được"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := legacyTableOf(c.table).decode(c.in); got != c.want || !ok {
				t.Errorf("decode(%q) = %q (%v), want %q", c.in, got, ok, c.want)
			}
		})
	}
}

func TestPossibleSyllable(t *testing.T) {
	for _, w := range strings.Fields("nghiêng nghiễng người quốc quyết quý gì giếng giường già ủy uỷ Họach hoạch khuỷu xoong KỲ ở ấp Đắk" +
		" thuở khuya huýt yến ý nghĩa chếch ghế kể quỹ quân ngoằn thoắt Rượu được") {
		if w == "Đắk" { // a name of the highlands, no syllable of the grammar
			continue
		}
		if !possibleSyllable(w) {
			t.Errorf("%q is not possible, want possible", w)
		}
	}
	for _, w := range strings.Fields("Café Nestlé Société générale Müller cế kà ngế ghá tâp tàp các̀ cọở bb ộtộ nghiêngg Đ n nghie\u0323̂̂ng São\u0301 gíi ơơ qáu") {
		if possibleSyllable(norm.NFC.String(w)) {
			t.Errorf("%q is possible, want not", w)
		}
	}
}

// Every ordinary word of the plans in testdata is a possible syllable.
func TestPossibleSyllableKnowsEveryWordOfThePlans(t *testing.T) {
	words, strange := 0, 0
	for w := range planWords(t) {
		words++
		if !possibleSyllable(w) {
			strange++
			t.Logf("not a syllable: %s", w)
		}
	}
	if words < 400 || strange*100 > words {
		t.Errorf("%d of %d words are no syllables, want at most one in a hundred", strange, words)
	}
}

// planTexts are the plans of testdata as Unicode text.
func planTexts(tb testing.TB) []string {
	tb.Helper()
	names, err := filepath.Glob("testdata/plans/*.txt")
	if err != nil || len(names) == 0 {
		tb.Fatalf("no plans: %v", err)
	}
	var out []string
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		text, problems := decodeText(name, b)
		if problems != nil {
			tb.Fatalf("%s: %v", name, problems)
		}
		out = append(out, text)
	}
	return out
}

// planWords are the words with marks of the plans, with how often each stands
// there, abbreviations apart.
func planWords(tb testing.TB) map[string]int {
	out := map[string]int{}
	for _, text := range planTexts(tb) {
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if !isASCII(w) && !isAbbreviation(w) {
				out[w]++
			}
		}
	}
	return out
}

func TestLegacyRun(t *testing.T) {
	for _, c := range []struct{ name, font, in, want, encoding string }{
		{"TCVN3", ".VnTime", "Céng hoµ x· héi chñ nghÜa", "Cộng hoà xã hội chủ nghĩa", tcvn3},
		{"capitals by the font", ".VnTimeH", "Céng hoµ", "CỘNG HOÀ", tcvn3},
		{"capitals by the font, another face", ".VnArialH", "kÕ ho¹ch", "KẾ HOẠCH", tcvn3},
		{"capitals by the font, plain letters", ".VnTimeH", "ban 2", "BAN 2", ""},
		{"Unicode that kept the font's name", ".VnTime", "Cộng hòa xã hội", "Cộng hòa xã hội", ""},
		{"Unicode without a letter that settles it", ".VnTime", "là có", "là có", ""},
		{"one word", ".VnTime", "x·", "xã", tcvn3},
		{"capitals typed in the small font", ".VnTime", "Uû BAN NH¢N D¢N", "UỶ BAN NHÂN DÂN", tcvn3},
		{"VNI", "VNI-Times", "Coäng hoøa", "Cộng hòa", vni},
		{"VNI, no ASCII case", "vni-helve", "xaõ", "xã", vni},
		{"Unicode in VNI", "VNI-Times", "Cộng hòa", "Cộng hòa", ""},
		{"any other font", "Times New Roman", "x·", "x·", ""},
		{"plain letters", ".VnTime", "UBND 12/2024", "UBND 12/2024", ""},
		{"an abbreviation", ".VnTime", "H§ND", "HĐND", tcvn3},
		{"half a word", ".VnTime", "®", "đ", tcvn3},
		{"typographic signs only", ".VnTime", "– “”", "– “”", ""},
		{"nothing", ".VnTime", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, encoding := legacyRun(c.font, c.in)
			if got != c.want || encoding != c.encoding {
				t.Errorf("legacyRun(%q, %q) = %q, %q, want %q, %q", c.font, c.in, got, encoding, c.want, c.encoding)
			}
		})
	}
}

func TestLegacyTextLeavesOtherLanguagesAlone(t *testing.T) {
	for _, c := range [][]string{
		{"Café Nestlé", "Société générale", "Müller"},
		{"Thaï", "Haïti", "naïf", "maïs", "Noël"},
		{"à la carte, déjà vu, thé, né, été, où, là, très"},
		{"São Tomé", "El Niño", "señor", "mañana", "año", "Perú"},
		{"für Öl und Süd, groß, Größe, Tür, schön"},
		{"© 2024 Nhà xuất bản", "® 5 §"},
		{"là", "có", "và", "bà", "cá", "thì", "mà"},
		{"Kế hoạch số 12"},
		{""},
		nil,
	} {
		encoding, decode := legacyText(c)
		if encoding != "" {
			t.Errorf("legacyText(%q) is %s, want nothing", c, encoding)
		}
		for _, s := range c {
			if got := decode(s); got != s {
				t.Errorf("decode(%q) = %q, want it unchanged", s, got)
			}
		}
	}
}

func TestLegacyTextDecidesForTheWhole(t *testing.T) {
	column := []string{"Nội dung", "x· T©n An", "là", "Hòa giải cơ sở", "hßa gi¶i", "12", "«ng"}
	encoding, decode := legacyText(column)
	if encoding != tcvn3 {
		t.Fatalf("encoding is %q, want %s", encoding, tcvn3)
	}
	want := []string{"Nội dung", "xã Tân An", "là", "Hòa giải cơ sở", "hòa giải", "12", "ông"}
	for i, s := range column {
		if got := decode(s); got != want[i] {
			t.Errorf("decode(%q) = %q, want %q", s, got, want[i])
		}
	}
}

func TestRestoreCapitals(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"CộNG HOà Xã HộI CHủ NGHĩA VIệT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{"Kế HOạCH", "KẾ HOẠCH"},
		{"II. NHIệM Vụ Cụ THể", "II. NHIỆM VỤ CỤ THỂ"},
		{"III. Tổ CHứC THựC HIệN", "III. TỔ CHỨC THỰC HIỆN"},
		{"THựC HIệN DÂN CHủ ở CƠ Sở", "THỰC HIỆN DÂN CHỦ Ở CƠ SỞ"},
		{"Số: 15/KH-UBND", "Số: 15/KH-UBND"},
		{"Uỷ ban nhân dân xã Phú Lộc", "Uỷ ban nhân dân xã Phú Lộc"},
		{"Sở NN&PTNT tỉnh", "Sở NN&PTNT tỉnh"},
		{"Tổ ANTT ấp 4", "Tổ ANTT ấp 4"},
		{"Kế hoạch của UBND TỉNH", "Kế hoạch của UBND TỈNH"},
		{"KT. CHủ TịCH\nLâm Quốc Tỷ", "KT. CHỦ TỊCH\nLâm Quốc Tỷ"},
		{"TM. Uỷ BAN NHÂN DÂN", "TM. UỶ BAN NHÂN DÂN"},
		{"Về việc", "Về việc"},
		{"Ý kiến; CHủ TịCH", "Ý kiến; CHỦ TỊCH"},
	} {
		if got := restoreCapitals(c.in); got != c.want {
			t.Errorf("restoreCapitals(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// A stretch of words with marks is put into each encoding and decided on: how
// often the right answer comes, and that no wrong one does.
func TestLegacyTextOnStretchesOfWords(t *testing.T) {
	var words []string
	for _, text := range planTexts(t) {
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if !isASCII(w) && !isAbbreviation(w) {
				words = append(words, w)
			}
		}
	}
	encodings := []struct {
		name   string
		encode func(string) string
		want   string
	}{
		{"Unicode", func(s string) string { return s }, ""},
		{"NFD", norm.NFD.String, ""},
		{tcvn3, toTCVN3, tcvn3},
		{vni, toVNI, vni},
		{windows1258, toWindows1258, windows1258},
	}
	least := map[string]map[int]float64{ // share of right answers, by number of words
		tcvn3: {5: 1, 8: 1}, vni: {5: 0.98, 8: 1}, windows1258: {5: 0.98, 8: 1}, "Unicode": {1: 1, 2: 1, 3: 1, 5: 1, 8: 1}, "NFD": {1: 1, 2: 1, 3: 1, 5: 1, 8: 1},
	}
	for _, e := range encodings {
		for _, n := range []int{1, 2, 3, 5, 8} {
			right, wrong, all := 0, 0, 0
			var misread []string
			for i := 0; i+n <= len(words); i += n {
				s := strings.Join(words[i:i+n], " ")
				got, _ := legacyText([]string{e.encode(s)})
				all++
				switch {
				case got == e.want:
					right++
				case got != "":
					wrong++
					misread = append(misread, s+" as "+got)
				case n >= 5:
					misread = append(misread, s+" undecided")
				}
			}
			t.Logf("%-12s %d words: %5.1f%% right, %d of %d wrong %v", e.name, n, 100*float64(right)/float64(all), wrong, all, misread)
			if n >= 3 && wrong > 0 {
				t.Errorf("%s: %d of %d stretches of %d words are sure and wrong, want none", e.name, wrong, all, n)
			}
			if want := least[e.name][n]; float64(right) < want*float64(all) {
				t.Errorf("%s: %d of %d stretches of %d words are right, want %.1f%%", e.name, right, all, n, 100*want)
			}
		}
	}
}

func TestDecodeTextOfOldEncodings(t *testing.T) {
	const text = "ỦY BAN NHÂN DÂN\nXÃ PHÚ LỘC\nSố: 15/KH-UBND\nKế hoạch thực hiện Quy chế dân chủ ở cơ sở năm 2023\nNgười dân được biết – “bàn”, kiểm tra.\nẤp 1\n"
	for _, c := range []struct{ name, in, want, got string }{
		{"TCVN3", toTCVN3(text), strings.NewReplacer("Ấp", "ấp").Replace(text), "TCVN3 (ABC), chữ hoa có dấu không còn trong tệp gốc"},
		{"VNI", toVNI(text), text, "VNI"},
		{"windows-1258", toWindows1258(text), text, "windows-1258"},
	} {
		for as, b := range map[string][]byte{"bytes": windows1252Bytes(t, c.in), "UTF-8": []byte(c.in)} {
			t.Run(c.name+" as "+as, func(t *testing.T) {
				got, problems := decodeText("f.txt", b)
				if got != c.want {
					t.Errorf("text is %q, want %q", got, c.want)
				}
				if len(problems) != 1 || problems[0].Code != "legacy_encoding" || problems[0].Level != "inform" || problems[0].Args["got"] != c.got {
					t.Errorf("problems are %v, want legacy_encoding of %q", problems, c.got)
				}
			})
		}
	}
	for name, b := range map[string][]byte{"windows-1252": windows1252Bytes(t, "Café Nestlé, Société générale, Müller"), "noise": {0x80, 0xff, 0xfe, 0x41, 0xc0, 0xc1}} {
		if _, problems := decodeText("f.txt", b); len(problems) != 1 || problems[0].Code != "not_supported" {
			t.Errorf("%s: problems are %v, want not_supported", name, problems)
		}
	}
}

func windows1252Bytes(tb testing.TB, s string) []byte {
	tb.Helper()
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}
