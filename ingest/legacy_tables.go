package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
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
