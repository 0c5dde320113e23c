package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// headLines is how far down the first page a head can reach.
const headLines = 16

// joinHeadColumns puts the motto, and place and date, together again where the
// right column of the head was too narrow for them: "… CHỦ NGHĨA VIỆT", under it
// "NAM" beside the next line of the left column. What is left of the lower line
// stays where it is.
func joinHeadColumns(out []pdfLine) {
	for i := range min(len(out), headLines) {
		for j := i + 1; j < min(len(out), i+4); j++ {
			if strings.TrimSpace(out[j].text) == "" {
				continue
			}
			upper, lower, joined := joinColumn(out[i].text, out[j].text)
			if !joined {
				break
			}
			out[i].text, out[j].text = upper, lower
		}
	}
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
func withoutSignatureNotes(out []pdfLine) {
	for i := range out {
		for _, c := range cellsOf(out[i].text) {
			if !signatureNote.MatchString(canonText(c.text)) {
				continue
			}
			out[i].text = blankCell(out[i].text, c)
			last := i
			for j := i + 1; j < min(len(out), i+6); j++ {
				if d, ok := cellUnder(out[j].text, c); ok && (signatureMore.MatchString(canonText(d.text)) || signatureNote.MatchString(canonText(d.text))) {
					last = j
				}
			}
			for j := i + 1; j <= last; j++ {
				if d, ok := cellUnder(out[j].text, c); ok {
					out[j].text = blankCell(out[j].text, d)
				}
			}
		}
	}
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

// leftColumn is how far from the margin what stands in the left column begins,
// in letters.
const leftColumn = 16

// splitRecipients mends "Nơi      nhận:", which a justified cell spreads.
var splitRecipients = regexp.MustCompile(`(?i)(nơi)\s{2,}(nhận)`)

// endOfItem is what can only be the end of a recipient that a justified cell has
// spread: a word or two of small letters.
var endOfItem = regexp.MustCompile(`^\p{Ll}+(?: \p{Ll}+)?[;,.]?$`)

// closingColumns puts the two columns of the end of a document one after the
// other, recipients first, from the line on where they begin. Lines of the two
// that stand at different heights are otherwise read as one list. A document
// whose end is one column is left as it is.
func closingColumns(lines []pdfLine) []pdfLine {
	from := -1
	for i, l := range lines {
		for _, c := range cellsOf(l.text) {
			if closingLine.MatchString(canonText(c.text)) && from < 0 {
				from = i
			}
		}
	}
	if from < 0 {
		return lines
	}
	var left, right []pdfLine
	for _, l := range lines[from:] {
		l.text = apartFromRecipients(splitRecipients.ReplaceAllString(l.text, "$1 $2"))
		cells := cellsOf(l.text)
		at := len(cells)
		for i, c := range cells {
			if c.col >= leftColumn && !(i > 0 && endOfItem.MatchString(c.text)) {
				at = i
				break
			}
		}
		if at > 0 {
			left = append(left, pdfLine{text: cutCells(l.text, cells, 0, at), end: l.end, on: l.on})
		}
		if at < len(cells) {
			right = append(right, pdfLine{text: "        " + cutCells(l.text, cells, at, len(cells)), end: l.end, on: l.on})
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return lines
	}
	return append(append(slices.Clone(lines[:from]), left...), joinTitles(right)...)
}

// apartFromRecipients opens a gap behind "Nơi nhận:" before words that belong to
// the signature: the left column was full, and its neighbour follows closely.
func apartFromRecipients(l string) string {
	text := strings.TrimLeft(l, " ")
	m := recipientsHead.FindStringIndex(text)
	if m == nil {
		return l
	}
	rest := canonText(text[m[1]:])
	if !authorityLine.MatchString(rest) && !signTitle.MatchString(strings.TrimPrefix(rest, "kiêm ")) {
		return l
	}
	return text[:m[1]] + strings.Repeat(" ", 2*leftColumn) + text[m[1]:]
}

// cutCells is a line with the cells from one to another only, in their places.
func cutCells(l string, cells []textCell, from, to int) string {
	runes := []rune(l)
	end := len(runes)
	if to < len(cells) {
		end = min(end, cells[to].col)
	}
	start := min(cells[from].col, end)
	return strings.TrimRight(strings.Repeat(" ", start)+string(runes[start:end]), " ")
}

// joinTitles puts a title together whose last word did not fit in the column
// ("PHÓ TRƯỞNG BAN THƯỜNG", under it "TRỰC").
func joinTitles(lines []pdfLine) []pdfLine {
	var out []pdfLine
	for _, l := range lines {
		text := strings.TrimSpace(l.text)
		if n := len(out) - 1; n >= 0 && allCaps(text) && len(strings.Fields(text)) == 1 && l.on-out[n].on <= 3 && allCaps(out[n].text) {
			out[n].text += " " + text
			continue
		}
		out = append(out, l)
	}
	return out
}

// paragraphSlack is by how many letters a line must have ended early to be sure
// that it ends a paragraph.
const paragraphSlack = 3

// markParagraphs marks the lines that begin a paragraph for sure: the first word
// would have stood on the line before, which ends early all the same. Lines that
// go on in lower case are not marked; some clerks break lines by hand.
func markParagraphs(lines []line, from []pdfLine) {
	if len(from) == 0 {
		return
	}
	var ends []float64
	for _, l := range from {
		ends = append(ends, l.end)
	}
	slices.Sort(ends)
	margin := ends[len(ends)-1-len(ends)/10]
	for i := 1; i < len(lines); i++ {
		before := from[lines[i-1].no-1]
		early := before.end+1+float64(firstWordLen(lines[i].text))+paragraphSlack < margin
		lines[i].first = early && (!startsLower(lines[i].canon) || itemLabel.MatchString(lines[i].canon))
	}
}

// itemLabel is a letter that numbers an item.
var itemLabel = regexp.MustCompile(`^\p{Ll}[).]\s`)
