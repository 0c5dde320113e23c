package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// The names of the old encodings, as legacyRun and legacyText return them.
const (
	tcvn3       = "TCVN3"
	vni         = "VNI"
	windows1258 = "windows-1258"
)

// A legacyTable turns the characters that an old text shows without its font
// ("Uû ban nh©n d©n": its bytes taken for windows-1252) into Vietnamese. ok is
// false when a character has no place in the encoding; it is then left as it is.
type legacyTable struct {
	name   string
	decode func(s string) (text string, ok bool)
}

var legacyTables = []legacyTable{{tcvn3, fromTCVN3}, {vni, fromVNI}, {windows1258, fromWindows1258}}

func legacyTableOf(name string) legacyTable {
	for _, t := range legacyTables {
		if t.name == name {
			return t
		}
	}
	return legacyTable{}
}

// tcvn3Letters are the 74 letters of TCVN3 (TCVN 5712:1993, VN3), the encoding
// of the .Vn fonts, from byte 0xA1; a space is a code without a letter. Vowels
// with a tone are there in lower case only.
const tcvn3Letters = "ĂÂÊÔƠƯĐăâêôơưđ" + // A1–AE
	"      àảãáạ ằẳẵắ" + // AF–BE
	"       ặầẩẫấậè ẻẽéẹềểễếệìỉ" + // BF–D8
	"   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ" // D9–FE

var tcvn3Of = tcvn3Table()

func tcvn3Table() map[rune]rune {
	of := map[rune]rune{}
	code := rune(0xA1)
	for _, letter := range tcvn3Letters {
		if letter != ' ' {
			of[code] = letter
		}
		code++
	}
	return of
}

func fromTCVN3(s string) (string, bool) {
	var out strings.Builder
	out.Grow(len(s) + len(s)/2)
	ok := true
	for _, r := range s {
		if r >= 0x80 {
			if to, is := tcvn3Of[r]; is {
				r = to
			} else if !typographic(r) {
				ok = false
			}
		}
		out.WriteRune(r)
	}
	return out.String(), ok
}

// VNI-Windows writes a letter and, after it, a character for its marks; i, ơ, ư,
// đ and ỵ have codes of their own, and ơ and ư take marks of tone after them.
var (
	vniSingle = map[rune]rune{'ì': 'ì', 'í': 'í', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'ô': 'ơ', 'ö': 'ư', 'ñ': 'đ', 'î': 'ỵ'}
	vniMarks  = map[rune]string{ // the combining marks that a character stands for
		'ù': "\u0301", 'ø': "\u0300", 'û': "\u0309", 'õ': "\u0303", 'ï': "\u0323",
		'â': "\u0302", 'á': "\u0302\u0301", 'à': "\u0302\u0300", 'å': "\u0302\u0309", 'ã': "\u0302\u0303", 'ä': "\u0302\u0323",
		'ê': "\u0306", 'é': "\u0306\u0301", 'è': "\u0306\u0300", 'ú': "\u0306\u0309", 'ü': "\u0306\u0303", 'ë': "\u0306\u0323",
	}
	vniPair = vniPairs()
)

// vniPairs has the letter for each letter with a mark after it, in both cases;
// the case is that of the letter.
func vniPairs() map[[2]rune]rune {
	of := map[[2]rune]rune{}
	for lower, to := range vniSingle {
		of[[2]rune{lower}] = to
		of[[2]rune{unicode.ToUpper(lower)}] = unicode.ToUpper(to)
	}
	for _, base := range "aeoôuöy" {
		for mark, marks := range vniMarks {
			letter := base
			if to, is := vniSingle[base]; is {
				letter = to
			}
			to := []rune(norm.NFC.String(string(letter) + marks))
			if len(to) != 1 { // no such letter: y with a circumflex
				continue
			}
			for _, m := range []rune{mark, unicode.ToUpper(mark)} {
				of[[2]rune{base, m}] = to[0]
				of[[2]rune{unicode.ToUpper(base), m}] = unicode.ToUpper(to[0])
			}
		}
	}
	return of
}

func fromVNI(s string) (string, bool) {
	var out strings.Builder
	out.Grow(len(s))
	ok := true
	var before rune // waits for its mark; 0 for none
	end := func() {
		if before == 0 {
			return
		}
		if to, is := vniPair[[2]rune{before}]; is {
			before = to
		} else if before >= 0x80 && !typographic(before) {
			ok = false
		}
		out.WriteRune(before)
		before = 0
	}
	for _, r := range s {
		if r >= 0x80 && before != 0 {
			if to, is := vniPair[[2]rune{before, r}]; is {
				out.WriteRune(to)
				before = 0
				continue
			}
		}
		end()
		before = r
	}
	end()
	return out.String(), ok
}

// windows1258Of has the character that a character of windows-1252 is in
// windows-1258.
var windows1258Of = windows1258Table()

func windows1258Table() map[rune]rune {
	of := map[rune]rune{}
	for b := 0x80; b < 0x100; b++ {
		of[charmap.Windows1252.DecodeByte(byte(b))] = charmap.Windows1258.DecodeByte(byte(b))
	}
	return of
}

func fromWindows1258(s string) (string, bool) {
	var out strings.Builder
	out.Grow(len(s))
	ok := true
	for _, r := range s {
		if r >= 0x80 {
			if to, is := windows1258Of[r]; is && to != unicode.ReplacementChar {
				r = to
			} else if !typographic(r) {
				ok = false
			}
		}
		out.WriteRune(r)
	}
	return norm.NFC.String(out.String()), ok
}

// typographic tells the dashes, quotes, spaces and signs of measure (m², °C) that
// stand in any text, whatever its letters are.
func typographic(r rune) bool {
	return r == '\u00a0' || r >= '°' && r <= '³' || r >= 0x2000 && r <= 0x2bff || r >= 0xf000 && r <= 0xf0ff // and the bullets of symbol fonts
}

// unicodeVietnamese tells a text that is Unicode already: one ơ, ư, đ or ă, or
// one letter of the Vietnamese block, settles it, because no old text shows
// these characters.
func unicodeVietnamese(s string) bool {
	for _, r := range s {
		if r < 0x100 {
			continue
		}
		switch r {
		case 'ă', 'Ă', 'đ', 'Đ', 'ơ', 'Ơ', 'ư', 'Ư', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			return true
		}
		if r >= 0x1EA0 && r <= 0x1EF9 {
			return true
		}
	}
	return false
}

// legacyRun is the text of one run of characters with the name of its font. The
// fonts .Vn… hold TCVN3 (those that end in H show capitals only), the fonts VNI-…
// hold VNI. The name is strong evidence but not final: the text may be Unicode
// that only kept the font's name. encoding is what was converted, "" for nothing.
func legacyRun(font, s string) (text, encoding string) {
	encoding, capitals := fontEncoding(font)
	if encoding == "" || unicodeVietnamese(s) {
		return s, ""
	}
	if isASCII(s) {
		if capitals {
			s = strings.ToUpper(s)
		}
		return s, ""
	}
	t := legacyTableOf(encoding)
	if as := scoreOf(s, t.decode); as.share() < scoreOf(s, asIs).share() {
		return s, ""
	}
	if text, _ = t.decode(s); text == s {
		return s, ""
	}
	switch {
	case capitals:
		text = strings.ToUpper(text)
	case encoding == tcvn3:
		text = restoreCapitals(text)
	}
	return text, encoding
}

// fontEncoding is the encoding that the name of a font promises, and whether it
// shows small letters as capitals.
func fontEncoding(font string) (encoding string, capitals bool) {
	font = strings.TrimSpace(strings.Trim(font, `"'`))
	lower := strings.ToLower(font)
	switch {
	case strings.HasPrefix(lower, ".vn"):
		return tcvn3, strings.HasSuffix(font, "H")
	case strings.HasPrefix(lower, "vni-"), strings.HasPrefix(lower, "vni "):
		return vni, false
	}
	return "", false
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// legacyText decides for the lines of a whole document, or the cells of a whole
// column, whether they show an old encoding without its font. It is sure or
// says nothing: encoding "" and a decode that changes nothing. One cell alone is
// never asked: it says too little. decode leaves alone what is Unicode among the
// rest.
func legacyText(lines []string) (encoding string, decode func(string) string) {
	same := func(s string) string { return s }
	now, best, second := score{}, score{}, score{}
	left := maxScored
	var scores [3]score
	for _, s := range lines {
		if isASCII(s) || unicodeVietnamese(s) {
			continue
		}
		now.add(scoreOf(s, asIs))
		for i, t := range legacyTables {
			scores[i].add(scoreOf(s, t.decode))
		}
		if left -= len(s); left < 0 {
			break
		}
	}
	at := 0
	for i, s := range scores {
		switch {
		case s.better(best):
			at, best, second = i, s, best
		case s.better(second):
			second = s
		}
	}
	if !best.sure(now) || !best.sure(second) {
		return "", same
	}
	t := legacyTables[at]
	return t.name, func(s string) string {
		if isASCII(s) || unicodeVietnamese(s) || scoreOf(s, t.decode).share() < scoreOf(s, asIs).share() {
			return s
		}
		text, _ := t.decode(s)
		if t.name == tcvn3 {
			text = restoreCapitals(text)
		}
		return text
	}
}

// maxScored is how many bytes of a text are scored; a page says enough.
const maxScored = 64 << 10

// A score counts the words that hold marks, and those of them that can be
// syllables.
type score struct{ words, syllables int }

func (s *score) add(t score) { s.words += t.words; s.syllables += t.syllables }

// share is the part of the words that can be syllables; a text without words
// has nothing against it.
func (s score) share() float64 {
	if s.words == 0 {
		return 0
	}
	return float64(s.syllables) / float64(s.words)
}

func (s score) better(t score) bool {
	if a, b := s.share(), t.share(); a != b {
		return a > b
	}
	return s.syllables > t.syllables
}

// sure tells that a reading of a text is right and another one wrong: at least
// three words in four are syllables, by two words and a fifth of all more than
// under the other.
func (s score) sure(other score) bool {
	return s.syllables*4 >= s.words*3 && s.syllables >= other.syllables+2 && s.share() >= other.share()+0.2
}

func asIs(s string) (string, bool) { return s, true }

// scoreOf scores a text under a table. Words are cut in the text as it stands,
// at spaces and at what is neither letter nor beyond ASCII: the characters that
// an old text shows inside its words can be signs (©, ®, ¬).
func scoreOf(s string, decode func(string) (string, bool)) score {
	var out score
	from, marked := -1, false
	end := func(to int) {
		if from >= 0 && marked {
			out.count(s[from:to], decode)
		}
		from, marked = -1, false
	}
	for i, r := range s {
		if r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') || typographic(r) {
			end(i)
			continue
		}
		if from < 0 {
			from = i
		}
		marked = marked || r >= 0x80
	}
	end(len(s))
	return out
}

// count counts one word; one of whose signs the table makes letters ("nh©n")
// counts twice, because no other text has such.
func (s *score) count(word string, decode func(string) (string, bool)) {
	text, ok := decode(word)
	if ok && (isAbbreviation(text) || strings.IndexFunc(text, unicode.IsLetter) < 0) {
		return
	}
	weight := 1
	switch {
	case !ok || !possibleSyllable(text):
		s.words++
		return
	case strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0:
		weight = 2
	}
	s.words += weight
	s.syllables += weight
}

// isAbbreviation tells "HĐND", "NĐ", "đ)": Vietnamese consonants only.
func isAbbreviation(word string) bool {
	for _, r := range word {
		switch r = unicode.ToLower(r); {
		case r == 'đ', r >= 'a' && r <= 'z' && !isVowel(r):
		default:
			return false
		}
	}
	return word != ""
}

// legacyProblem tells the clerk that a file, or a part of it, was converted.
// Where TCVN3 had no capitals with a tone, it says so.
func legacyProblem(encoding string, at data.Place, lostCapitals bool) data.Problem {
	got, gotEn := encoding, encoding
	if encoding == tcvn3 {
		got, gotEn = "TCVN3 (ABC)", "TCVN3 (ABC)"
	}
	if lostCapitals {
		got += ", chữ hoa có dấu không còn trong tệp gốc"
		gotEn += ", whose capital letters with a tone are lost in the file"
	}
	return data.NewProblem("legacy_encoding", data.Inform, at, "got", got, "got_en", gotEn)
}
