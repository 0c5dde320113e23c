package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is one visual line of a text. Two visual lines can have the same
// number: a form feed breaks a line, only a line feed counts one.
type line struct {
	no     int    // from 1, as an editor counts
	text   string // trimmed, as printed
	canon  string // text with one placing of tones; the same runes
	indent int    // columns before the text
	blanks int    // blank lines before it
	first  bool   // begins a paragraph for sure: the file itself says so
	page   bool   // begins a page: the file itself says so
	cells  []textCell
}

// A textCell is one run of text of a line, cut at wide gaps.
type textCell struct {
	col  int // column at which it begins
	text string
}

var (
	visualBreak = regexp.MustCompile(`[\r\f\v\x{0085}\x{2028}\x{2029}]`)
	pageNumber  = regexp.MustCompile(`^(?:-\s*(\d{1,3})\s*-|\[\s*(\d{1,3})\s*\]|(?i:trang)\s+(\d{1,3})(?:\s*/\s*\d{1,3})?|(\d{1,3}))$`)
)

// splitLines cuts a text into its non-blank visual lines. Page numbers are taken
// out, wherever the extraction put them.
func splitLines(text string) []line {
	var lines []line
	blanks := 0
	for i, raw := range strings.Split(text, "\n") {
		blank := true
		for _, visual := range visualBreak.Split(raw, -1) {
			printed := strings.Join(strings.Fields(visual), " ")
			if printed == "" {
				continue
			}
			blank = false
			l := line{no: i + 1, text: printed, canon: string(canonTone([]rune(printed))), blanks: blanks, cells: cellsOf(visual)}
			l.indent = l.cells[0].col
			lines = append(lines, l)
			blanks = 0
		}
		if blank {
			blanks++
		}
	}
	return withoutPageNumbers(lines)
}

// cellsOf cuts a line at tabs and at gaps of three spaces or more.
func cellsOf(visual string) []textCell {
	var cells []textCell
	var text []byte // of the open cell
	from, col, gap := 0, 0, 3
	end := func() {
		if len(text) > 0 {
			cells = append(cells, textCell{from, string(text)})
		}
		text = text[:0]
	}
	for _, r := range visual {
		switch {
		case r == '\t':
			col, gap = (col/8+1)*8, 3
			continue
		case unicode.IsSpace(r):
			gap++
		case gap >= 3:
			end()
			from, gap = col, 0
			text = utf8.AppendRune(text, r)
		default:
			if gap > 0 {
				text = append(text, ' ')
			}
			gap = 0
			text = utf8.AppendRune(text, r)
		}
		col++
	}
	end()
	return cells
}

// withoutPageNumbers drops the lines that are page numbers: numbers alone on a
// line that go up by one from 1 or 2. Any other lone number is text.
func withoutPageNumbers(lines []line) []line {
	kept := lines[:0:0]
	page := 0
	for _, l := range lines {
		if m := pageNumber.FindStringSubmatch(l.canon); m != nil {
			n := atoi(m[1] + m[2] + m[3] + m[4])
			if n == page+1 || page == 0 && n == 2 {
				page = n
				continue
			}
		}
		kept = append(kept, l)
	}
	return kept
}

// atoi is the number of a short run of digits, 0 for anything else.
func atoi(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 1e8 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// doubleSpaced tells that most lines are followed by a blank one, so that blank
// lines say nothing of paragraphs.
func doubleSpaced(lines []line) bool {
	spaced := 0
	for _, l := range lines {
		if l.blanks > 0 {
			spaced++
		}
	}
	return spaced*10 > len(lines)*6
}

// fitWidth is the room of a line: a line and the next word that together are
// shorter than this would have stood on one line, so the break was meant. Lines
// that go on in the next one (it begins in lower case) measure it; it is low
// among them, because letters differ in width.
func fitWidth(lines []line) int {
	var counts [256]int
	n := 0
	for i := 1; i < len(lines); i++ {
		if !startsLower(lines[i].canon) {
			continue
		}
		over := utf8.RuneCountInString(lines[i-1].text) + 1 + firstWordLen(lines[i].text)
		counts[min(over, 255)]++
		n++
	}
	if n < 4 {
		longest := 0
		for _, l := range lines {
			longest = max(longest, utf8.RuneCountInString(l.text))
		}
		return longest
	}
	left := n / 7
	for w, c := range counts {
		if left -= c; left < 0 {
			return w
		}
	}
	return 255
}

func firstWordLen(s string) int {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[:i]
	}
	return utf8.RuneCountInString(s)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"“‘'(«`))
	return unicode.IsUpper(r)
}

// allCaps tells a run of at least two capital letters and no small one.
func allCaps(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}
