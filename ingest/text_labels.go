package ingest

import (
	"regexp"
	"strings"
)

// labelKind orders the kinds of label from the outermost inwards.
type labelKind int

const (
	noLabel labelKind = iota
	capitalLabel
	romanLabel
	arabicLabel
	multiLabel // 1.1, 1.1.1
	letterLabel
	parenLabel // (1)
	dashLabel
	plusLabel
)

// A label is the number or sign at the head of a paragraph.
type label struct {
	kind    labelKind
	printed string // without the sign after it: "II", "1.2", "a"
	ordinal int    // value among its siblings, 0 for signs
	prefix  string // of 1.2: "1"
	depth   int    // for outlines: smaller is further out
	rest    int    // byte offset in the canonical line at which the text begins
}

var labelPatterns = []struct {
	kind labelKind
	re   *regexp.Regexp
}{
	// A part that says so needs no sign behind its number, and its title may stand
	// on the next line.
	{romanLabel, regexp.MustCompile(`^(?i:phần(?:\s+thứ)?)\s+([IVXL]{1,6}|[1-9])(?:\s*[./):-])?(?:\s+([\p{Lu}"“‘(])|$)`)},
	{romanLabel, regexp.MustCompile(`^(?i:phần\s+thứ)\s+((?i:nhất|hai|ba|tư|bốn|năm|sáu))(?:\s*[./):-])?(?:\s+([\p{Lu}"“‘(])|$)`)},
	{romanLabel, regexp.MustCompile(`^(?:(?i:phần|mục)\s+)?([IVXL]{1,6})\s*[./):-]\s*([\p{Lu}"“‘(])`)},
	{capitalLabel, regexp.MustCompile(`^(?:(?i:phần)\s+)?([A-HĐ])\s*[./):-]\s+([\p{Lu}"“‘(])`)},
	{multiLabel, regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){1,3})\s*[./):-]?\s+([\p{L}"“‘(])`)},
	{arabicLabel, regexp.MustCompile(`^(\d{1,2})\s*(?:\.\s*|[/):-]\s+)([\p{L}"“‘(]|\d+\s+\p{L})`)},
	{arabicLabel, regexp.MustCompile(`^(\d{1,2})[/):-]()(?:\p{Lu}\p{Ll})`)},
	{letterLabel, regexp.MustCompile(`^([a-zđ])\s*(?:\)\s*|[./-]\s+)([\p{L}\d"“‘(])`)},
	{parenLabel, regexp.MustCompile(`^\((\d{1,2}|[a-zđ])\)\s*([\p{L}\d"“‘])`)},
	{arabicLabel, regexp.MustCompile(`^(\d)\x{FE0F}?\x{20E3}\s*([\p{L}\d"“‘(])`)},
	{dashLabel, regexp.MustCompile(`^([\p{So}\x{2139}\x{2192}\x{203A}\x{00BB}✓✔](?:[\p{So}\p{Sk}\x{FE0F}\x{200D}\s]*))([\p{L}\d"“‘(])`)},
	{dashLabel, regexp.MustCompile(`^(-|•|●|▪|◦|·|■|►|❖|✓)\s*([\p{L}\d"“‘(])`)},
	{plusLabel, regexp.MustCompile(`^(\+|\*|○|o)\s+([\p{L}\d"“‘(])`)},
	{plusLabel, regexp.MustCompile(`^(\+)([\p{L}\d"“‘(])`)},
}

// labelsOf are the readings of what a line begins with, outermost first: "C." is
// a letter of a part and a hundred in Roman numbers.
func labelsOf(canon string) []label {
	var out []label
	for _, p := range labelPatterns {
		m := p.re.FindStringSubmatchIndex(canon)
		if m == nil {
			continue
		}
		l := label{kind: p.kind, printed: canon[m[2]:m[3]], rest: m[4]}
		switch {
		case m[4] < 0: // a part whose title stands on the next line
			l.rest = len(canon)
		case m[4] == m[5]: // the empty group stands after the sign
			l.rest = m[5]
		}
		l.depth = int(l.kind) * 10
		switch l.kind {
		case romanLabel:
			if n, worded := partOrdinals[strings.ToLower(l.printed)]; worded {
				l.printed = roman(n)
			}
			if l.ordinal = romanValue(l.printed); l.ordinal == 0 {
				continue
			}
		case capitalLabel:
			l.ordinal = strings.IndexByte("ABCDEFGH", l.printed[0]) + 1
		case arabicLabel:
			l.ordinal = atoi(l.printed)
		case multiLabel:
			dot := strings.LastIndexByte(l.printed, '.')
			l.prefix, l.ordinal = l.printed[:dot], atoi(l.printed[dot+1:])
			l.depth += strings.Count(l.printed, ".")
		case letterLabel, parenLabel:
			if l.ordinal = atoi(l.printed); l.ordinal == 0 {
				l.ordinal = strings.Index(vietLetters, l.printed) + 1
			}
		}
		out = append(out, l)
	}
	return out
}

// partOrdinals number parts in words and Arabic figures.
var partOrdinals = map[string]int{
	"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
	"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9,
}

// vietLetters are the letters that lists are labelled with; đ is written by
// some and left out by others, so its place is checked by follows.
const vietLetters = "abcdeghiklmnopqrstuvxy"

// follows tells whether a label comes right after another of its kind.
func (l label) follows(before label) bool {
	if l.kind == letterLabel {
		switch {
		case l.printed == "đ":
			return before.printed == "d"
		case before.printed == "đ":
			return l.printed == "e"
		case before.printed == "e" && l.printed == "f", before.printed == "f" && l.printed == "g":
			return true
		}
	}
	return l.prefix == before.prefix && l.ordinal == before.ordinal+1
}

var romanDigits = map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50}

// romanValue is the value of a Roman number up to 39, 0 when it is none.
func romanValue(s string) int {
	n := 0
	for i := range len(s) {
		d := romanDigits[s[i]]
		if i+1 < len(s) && d < romanDigits[s[i+1]] {
			n -= d
		} else {
			n += d
		}
	}
	if n < 1 || n > 39 || roman(n) != s {
		return 0
	}
	return n
}

// roman writes 1 to 39.
func roman(n int) string {
	tens, ones := n/10, n%10
	return strings.Repeat("X", tens) + [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[ones]
}
