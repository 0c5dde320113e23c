package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// headLines is how far down the first page a head can reach.
const headLines = 16

// joinHeadColumns puts the motto, and place and date, together again where the
// right column of the head was too narrow for them: "… CHỦ NGHĨA VIỆT", under it
// "NAM" beside the next line of the left column. What is left of the lower line
// stays where it is.
func joinHeadColumns(lines []string) []string {
	out := append([]string{}, lines...)
	for i := range min(len(out), headLines) {
		for j := i + 1; j < min(len(out), i+4); j++ {
			if strings.TrimSpace(out[j]) == "" {
				continue
			}
			upper, lower, joined := joinColumn(out[i], out[j])
			if !joined {
				break
			}
			out[i], out[j] = upper, lower
		}
	}
	return out
}

// wholeMottos are what stands at the right of a head, in lower case.
var wholeMottos = []string{"cộng hòa xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc", "đảng cộng sản việt nam"}

var (
	dateBegun = regexp.MustCompile(`(?i:,\s*ngày)\s*[\d.…_ ]*(?:(?i:tháng)\s*[\d.…_ ]*(?:(?i:năm))?)?\s*$`)
	dateRest  = regexp.MustCompile(`^(?i:ngày|tháng|năm|\d{1,2}\s|(?:19|20)\d\d)`)
)

func joinColumn(upper, lower string) (string, string, bool) {
	above, below := cellsOf(upper), cellsOf(lower)
	if len(above) == 0 || len(below) == 0 {
		return upper, lower, false
	}
	a, b := above[len(above)-1], below[len(below)-1]
	if b.col+utf8.RuneCountInString(b.text) < a.col || b.col > a.col+utf8.RuneCountInString(a.text) || len(above) < 2 && len(below) > 1 && b.col > a.col+40 {
		return upper, lower, false
	}
	if !begunMotto(a.text, b.text) && !(dateBegun.MatchString(canonText(a.text)) && dateRest.MatchString(b.text)) {
		return upper, lower, false
	}
	rest := string([]rune(lower)[:b.col])
	return strings.TrimRight(upper, " ") + " " + b.text, strings.TrimRight(rest, " "), true
}

// begunMotto tells that two cells are the beginning of a motto and what comes
// next of it.
func begunMotto(a, b string) bool {
	a, b = strings.ToLower(canonText(a)), strings.ToLower(canonText(b))
	for _, whole := range wholeMottos {
		if len(a) > 8 && b != "" && strings.HasPrefix(whole, a) && strings.HasPrefix(strings.TrimLeft(whole[len(a):], " "), b) {
			return true
		}
	}
	return false
}

func canonText(s string) string { return string(canonTone([]rune(s))) }

var (
	// signatureNote begins what a signing program prints on a page.
	signatureNote = regexp.MustCompile(`(?i:^(?:người ký|ký bởi|được ký bởi|ký số bởi|thời gian ký|ngày ký|digitally signed|signature valid|signature not verified|đã ký số))`)
	// signatureMore goes on with it.
	signatureMore = regexp.MustCompile(`(?i:^(?:email|cơ quan|tổ chức|chức vụ|đơn vị|thời gian|ngày|date|reason|location|lý do|dn|cn|ou|[+-]\d\d:?\d\d|\d{1,2}:\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:)\s*[:=.]?)`)
)

// withoutSignatureNotes takes out the words that signing programs print beside a
// signature ("Ký bởi: …", "Thời gian ký: …"), down to the last of them in their
// column: who signed for the body stands under them as before.
func withoutSignatureNotes(lines []string) []string {
	out := append([]string{}, lines...)
	for i := range out {
		for _, c := range cellsOf(out[i]) {
			if !signatureNote.MatchString(canonText(c.text)) {
				continue
			}
			out[i] = blankCell(out[i], c)
			last := i
			for j := i + 1; j < min(len(out), i+6); j++ {
				if d, ok := cellUnder(out[j], c); ok && (signatureMore.MatchString(canonText(d.text)) || signatureNote.MatchString(canonText(d.text))) {
					last = j
				}
			}
			for j := i + 1; j <= last; j++ {
				if d, ok := cellUnder(out[j], c); ok {
					out[j] = blankCell(out[j], d)
				}
			}
		}
	}
	return out
}

// cellUnder is the cell of a line that begins about where another one does.
func cellUnder(l string, c textCell) (textCell, bool) {
	for _, d := range cellsOf(l) {
		if d.col >= c.col-6 && d.col <= c.col+6 {
			return d, true
		}
	}
	return textCell{}, false
}

// blankCell puts spaces in the place of a cell.
func blankCell(l string, c textCell) string {
	runes := []rune(l)
	from := c.col
	to := len(runes)
	for _, d := range cellsOf(l) {
		if d.col > c.col {
			to = min(to, d.col)
		}
	}
	for i := min(from, len(runes)); i < to; i++ {
		runes[i] = ' '
	}
	return strings.TrimRight(string(runes), " ")
}
