package ingest

import (
	"strings"

	"danbiet/data"
)

// The names of the old encodings, as legacyRun and legacyText return them.
const (
	tcvn3       = "TCVN3"
	vni         = "VNI"
	windows1258 = "windows-1258"
)

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
	if betterAsIs(s, t) {
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
		if isASCII(s) || unicodeVietnamese(s) || betterAsIs(s, t) {
			return s
		}
		text, _ := t.decode(s)
		if t.name == tcvn3 {
			text = restoreCapitals(text)
		}
		return text
	}
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
