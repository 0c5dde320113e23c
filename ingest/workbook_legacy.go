package ingest

import (
	"fmt"
	"strings"

	"danbiet/data"
)

// oldLetters counts the cells of a book that were converted from an old
// encoding.
type oldLetters struct {
	encodings []string // in the order they were met
	cells     int
	first     data.Place
}

func (o *oldLetters) add(encoding string, at data.Place) {
	if o.cells == 0 {
		o.first = at
	}
	o.cells++
	for _, e := range o.encodings {
		if e == encoding {
			return
		}
	}
	o.encodings = append(o.encodings, encoding)
}

// problem tells the clerk once a file, nil when nothing was converted.
func (o *oldLetters) problem() *data.Problem {
	if o.cells == 0 {
		return nil
	}
	names := strings.ReplaceAll(strings.Join(o.encodings, ", "), tcvn3, "TCVN3 (ABC)")
	p := data.NewProblem("legacy_encoding", data.Inform, o.first,
		"got", fmt.Sprintf("%s ở %s ô, đầu tiên là %s", names, FormatNumber(float64(o.cells)), where(o.first)),
		"got_en", fmt.Sprintf("%s in %d cells, the first of them %s!%s", names, o.cells, o.first.Sheet, o.first.Cell))
	return &p
}

// byFont converts the text of a cell whose font, or the font of one of its
// runs, promises an old encoding, and tells whether it did.
func (r *sheetReader) byFont(c *gridCell, runs []textRun) bool {
	own := ""
	if r.style < len(r.book.styles) {
		own = r.book.styles[r.style].font
	}
	if runs == nil {
		runs = []textRun{{text: c.raw}}
	}
	var text strings.Builder
	encoding := ""
	for _, run := range runs {
		font := run.font
		if font == "" {
			font = own
		}
		s, was := legacyRun(font, run.text)
		if text.WriteString(s); was != "" {
			encoding = was
		}
	}
	c.text = cellText(text.String())
	if encoding != "" {
		r.book.old.add(encoding, c.at)
	}
	return encoding != ""
}

// strangeIn tells a text with a character of Latin-1 that no Vietnamese word
// has: in an old encoding no sheet does without (ø and ï of VNI, µ and © of
// TCVN3), in Unicode hardly one has any. It is asked first, because it is cheap.
func strangeIn(s string) bool {
	for _, c := range s {
		if c >= 0xA1 && c <= 0xFF && !latinOfVietnamese[c] && !typographic(c) {
			return true
		}
	}
	return false
}

var latinOfVietnamese = func() (is [0x100]bool) {
	for _, c := range "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý" {
		is[c] = true
	}
	return is
}()

// byColumn converts the texts that no font explains, when a whole column, or
// else the whole sheet, shows an old encoding: one cell alone says too little.
func (r *sheetReader) byColumn() {
	if !r.strange {
		return
	}
	columns := map[int][]*gridCell{}
	last := 0
	for _, c := range r.odd {
		columns[c.col] = append(columns[c.col], c)
		last = max(last, c.col)
	}
	var left []*gridCell
	for col := 1; col <= last; col++ {
		if !r.convert(columns[col], columns[col]) {
			left = append(left, columns[col]...)
		}
	}
	r.convert(left, r.odd)
}

// convert decodes cells when the texts of all cells show one old encoding.
func (r *sheetReader) convert(cells, all []*gridCell) bool {
	if len(cells) == 0 {
		return false
	}
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = c.raw
	}
	if !sayEnough(lines) {
		return false
	}
	encoding, decode := legacyText(lines)
	if encoding == "" {
		return false
	}
	for _, c := range cells {
		if text := cellText(decode(c.raw)); text != c.text {
			c.text = text
			r.book.old.add(encoding, c.at)
		}
	}
	return true
}

// enoughWords is how many different words with marks are asked before texts are
// converted without a font's word for it: "5 µm · 6 µm" is not Vietnamese.
const enoughWords = 4

func sayEnough(lines []string) bool {
	words := map[string]bool{}
	for _, line := range lines {
		for _, word := range strings.Fields(line) {
			if !isASCII(word) {
				words[word] = true
			}
		}
		if len(words) >= enoughWords {
			return true
		}
	}
	return false
}
