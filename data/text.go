package data

import (
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Three keys of a Vietnamese string, one a purpose: SearchKey finds, SortKey
// orders, ToneKey tells whether two spellings are the same word.

// SearchKey is what a person types who skips the marks: no accents, đ as d,
// lower case, single spaces ("Tân Thạnh" → "tan thanh"). Composed and
// decomposed input give the same key.
func SearchKey(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	plain := knownRunes(s)
	if !plain {
		s = apart(s)
	}
	space := false
	for _, r := range s {
		if plain {
			r = knownRune(r).bare // no mark stands alone among them
		}
		switch {
		case !plain && unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		r = lower(r)
		if r == 'đ' {
			r = 'd'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// apart is a text with its letters and marks apart.
func apart(s string) string { return norm.NFD.String(valid(s)) }

// valid has a replacement rune where a text is not UTF-8: the rules of
// composition leave a letter after such a byte as it is, so that making the key
// of a key would give another.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// SortKey is a string whose binary order is the Vietnamese alphabet (a ă â …
// d đ …), with runs of digits compared by their value ("Ấp 2" before "Ấp 10").
// It is the collation key in hexadecimal, so that any database orders by it
// without knowing Vietnamese.
func SortKey(s string) string {
	// A collator is not safe for concurrent use, and keys are made when the
	// catalogue loads, not per request: a fresh one each time is cheap enough.
	var buf collate.Buffer
	c := collate.New(language.Vietnamese, collate.Numeric)
	return hex.EncodeToString(c.KeyFromString(&buf, strings.Join(strings.Fields(norm.NFC.String(valid(s))), " ")))
}

// tones are the combining marks of the five written tones with the digits of
// the VNI keyboard.
var tones = map[rune]byte{
	'\u0301': '1', // sắc
	'\u0300': '2', // huyền
	'\u0309': '3', // hỏi
	'\u0303': '4', // ngã
	'\u0323': '5', // nặng
}

// ToneKey is the same for two spellings of one word that differ only in where
// the tone mark is put (hòa, hoà, "Kế họach"), in i or y after h k l m s t qu
// (mĩ, mỹ), in case, in composition or in white space. The tone stands as a
// digit at the end of its syllable: "hoa2". Words with other tones stay apart:
// "Tân" is not "Tấn".
func ToneKey(s string) string {
	plain := knownRunes(s)
	if !plain {
		s = apart(s)
	}
	return toneKey(s, plain)
}

// toneKey is the key of a text in NFD, or of one whose runes are all known.
func toneKey(s string, plain bool) string {
	var out strings.Builder
	out.Grow(len(s) + 8)
	var room [16]rune
	syllable := room[:0] // letters without tone, vowel marks composed
	var tone byte
	flush := func() {
		for i, r := range syllable {
			if r == 'y' && i > 0 && foldsY(syllable[:i]) {
				r = 'i'
			}
			out.WriteRune(r)
		}
		if tone != 0 {
			out.WriteByte(tone)
		}
		syllable, tone = syllable[:0], 0
	}
	space := false
	for _, r := range s {
		if plain {
			k := knownRune(r)
			if r = k.letter; k.tone != 0 {
				tone = k.tone
			}
		} else if t, ok := tones[r]; ok && len(syllable) > 0 {
			tone = t
			continue
		} else if unicode.Is(unicode.Mn, r) && len(syllable) > 0 {
			last := len(syllable) - 1
			composed := []rune(norm.NFC.String(string([]rune{syllable[last], r})))
			syllable = append(syllable[:last], composed...)
			continue
		}
		if unicode.IsLetter(r) {
			if space && out.Len() > 0 {
				out.WriteByte(' ')
			}
			space = false
			syllable = append(syllable, lower(r))
			continue
		}
		flush()
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && out.Len() > 0 {
			out.WriteByte(' ')
		}
		space = false
		out.WriteRune(r)
	}
	flush()
	return out.String()
}

// foldsY tells whether y after these letters is a spelling of i.
func foldsY(before []rune) bool {
	switch before[len(before)-1] {
	case 'h', 'k', 'l', 'm', 's', 't':
		return true
	case 'u':
		return len(before) >= 2 && before[len(before)-2] == 'q'
	}
	return false
}

// lower is the lower case of a letter, with the look-alikes of đ (eth, African
// d) that old converters left in Vietnamese texts made into đ.
func lower(r rune) rune {
	switch r {
	case 'Đ', 'Ð', 'ð', 'Ɖ', 'ɖ':
		return 'đ'
	}
	return unicode.ToLower(r)
}
