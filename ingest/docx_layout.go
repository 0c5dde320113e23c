package ingest

import (
	"regexp"
	"strings"

	"danbiet/data"
)

// Twips of one column of text (a letter of 12 points is about half as wide),
// and an indent that stands for the right edge.
const (
	twipsAColumn = 120
	rightEdge    = 40 * twipsAColumn
)

// A layouter makes a document of blocks: lines of what is text, grids of what
// is a table.
type layouter struct {
	document
	blanks int
	page   bool
}

func layOut(blocks []docxBlock) *document {
	l := &layouter{document: document{places: []data.Place{{}}}}
	l.blocks(blocks)
	return &l.document
}

func (l *layouter) blocks(blocks []docxBlock) {
	for _, b := range blocks {
		switch {
		case b.t != nil:
			l.table(b.t)
		case b.p.toc:
			l.blanks++
		default:
			l.paragraph(b.p, 0)
		}
	}
}

// paragraph adds the lines of a paragraph: one, or more where it is broken by
// hand. Its text begins col columns from the left.
func (l *layouter) paragraph(p *docxParagraph, col int) {
	l.page = l.page || p.page
	first := true
	empty := true
	for i, text := 0, p.shown(); i <= len(text); {
		n := strings.IndexAny(text[i:], "\n\f")
		if n < 0 {
			n = len(text) - i
		}
		if l.line(text[i:i+n], p.at, col+p.indent/twipsAColumn, first) {
			first, empty = false, false
		}
		if i += n; i < len(text) && text[i] == '\f' {
			l.page = true
		}
		i++
	}
	if empty {
		l.blanks++
	}
}

// line adds one visual line, unless it is blank.
func (l *layouter) line(visual string, at data.Place, col int, first bool) bool {
	printed := oneSpaced(visual)
	switch {
	case printed == "":
		return false
	case len(l.lines) > maxDocxLines: // it is refused anyway
		return true
	}
	n := line{no: len(l.lines) + 1, text: printed, canon: string(canonTone([]rune(printed))), blanks: l.blanks, first: first, page: l.page, cells: cellsOf(visual)}
	for i := range n.cells {
		n.cells[i].col += col
	}
	n.indent = n.cells[0].col
	l.lines, l.places = append(l.lines, n), append(l.places, at)
	l.blanks, l.page = 0, false
	return true
}

// table adds a table: as lines when it only arranges text, else as a grid. The
// tables inside it come after it.
func (l *layouter) table(t *docxTable) {
	if t.layout() {
		l.unfold(t)
	} else if len(t.cells) > 0 {
		l.tables = append(l.tables, t.grid(len(l.lines)))
	}
	for _, inner := range t.inner {
		l.table(inner)
	}
	l.blanks++
}

// columnWidth is how far apart the columns of an unfolded table stand: the
// reader of the closing takes what begins beyond the middle for the right side.
const columnWidth = 40

// unfold adds the cells of a table as lines, column by column: so a name that
// wraps under itself stays together. Rows that run over all columns part it.
func (l *layouter) unfold(t *docxTable) {
	for from := 0; from < len(t.cells); {
		to := from
		for to < len(t.cells) && !t.whole(t.cells[to]) {
			to++
		}
		if to == from {
			to++
		}
		band := t.cells[from:to]
		for col, column := range columnsOf(band) {
			for _, c := range band {
				if c.col1 != column {
					continue
				}
				for _, p := range c.mended() {
					if strings.TrimSpace(p.text) == "" {
						l.blanks++
						continue
					}
					l.paragraph(p.within(columnWidth), col*columnWidth)
				}
			}
		}
		from = to
	}
}

// mended are the paragraphs of a cell with the motto, where it was cut to fit
// its column, on one line.
func (c *docxCell) mended() []*docxParagraph {
	out := make([]*docxParagraph, 0, len(c.paragraphs))
	for _, p := range c.paragraphs {
		if n := len(out); n > 0 && mottoCut(out[n-1].text, p.text) {
			whole := *out[n-1]
			whole.text += " " + p.text
			out[n-1] = &whole
			continue
		}
		if i := strings.IndexByte(p.text, '\n'); i > 0 && mottoCut(p.text[:i], p.text[i:]) {
			whole := *p
			whole.text = p.text[:i] + " " + p.text[i+1:]
			p = &whole
		}
		out = append(out, p)
	}
	return out
}

func mottoCut(before, after string) bool {
	if len(before) > 100 || len(after) > 100 {
		return false
	}
	one := func(s string) string { return string(canonTone([]rune(strings.Join(strings.Fields(s), " ")))) }
	before, after = one(before), one(after)
	at := motto.FindStringIndex(before + " " + after)
	return at != nil && at[0] < len(before) && at[1] > len(before)+1 && !motto.MatchString(before)
}

// within is the paragraph with no more indent than leaves it in its column.
func (p *docxParagraph) within(columns int) *docxParagraph {
	in := *p
	in.indent = min(in.indent, (columns/4)*twipsAColumn)
	return &in
}

func (t *docxTable) whole(c *docxCell) bool { return c.col1 == 1 && c.col2 >= t.cols }

// columnsOf are the columns, from the left, in which cells with text begin.
func columnsOf(cells []*docxCell) []int {
	var has [maxColumn + 1]bool
	for _, c := range cells {
		if c.col1 <= maxColumn && c.text() != "" {
			has[c.col1] = true
		}
	}
	var out []int
	for col, is := range has {
		if is {
			out = append(out, col)
		}
	}
	return out
}

// Limits of a table that only arranges text: more is data, or a text of its own.
const (
	layoutRows    = 12
	layoutColumns = 4
	layoutRunes   = 3_000
)

var (
	recipientsTitle = regexp.MustCompile(`^(?i:nơi nhận)\s*(?:\([^)]*\)\s*)?(:|$)`)
	anySignTitle    = regexp.MustCompile(`^(?:` + titleWords + `|(?:NGƯỜI|CÁN BỘ|CÔNG CHỨC|KẾ TOÁN|THƯ KÝ|THỦ TRƯỞNG|PHỤ TRÁCH|TRƯỞNG|XÁC NHẬN)(?:\s|$))[\p{Lu}\s,./-]*$`)
)

// layout tells a table that only arranges text: a frame of one column, the head
// of the document, its recipients and signature. Borders say nothing of it:
// many are drawn by hand, and many tables of data have none.
func (t *docxTable) layout() bool {
	columns := columnsOf(t.cells)
	if len(columns) <= 1 && t.cols > 0 {
		return len(columns) == 1 && t.frame()
	}
	if t.rows > layoutRows || len(columns) > layoutColumns {
		return false
	}
	runes := 0
	var cells []layoutCell
	for _, c := range t.cells {
		text := c.text()
		runes += len(text) // bytes: enough here
		if text != "" {
			cells = append(cells, layoutCell{c, strings.Split(string(canonTone([]rune(text))), "\n")})
		}
	}
	return runes <= 2*layoutRunes && (headTable(cells) || signatureTable(cells))
}

// frame tells a table of one column that is drawn around text. A list of rows
// with a number each is data all the same.
func (t *docxTable) frame() bool {
	numbers := 0
	for _, c := range t.cells {
		if text := c.text(); text != "" && strings.Trim(text, "0123456789.,%") == "" {
			numbers++
		}
	}
	return numbers == 0
}

type layoutCell struct {
	*docxCell
	lines []string // in the canonical spelling
}

// headTable: the motto of the state or the name of the Party, or else a number
// of a document beside a place and a day.
func headTable(cells []layoutCell) bool {
	number, day := false, false
	for _, c := range cells {
		all := strings.Join(c.lines, " ")
		if motto.MatchString(all) {
			return true
		}
		for _, l := range c.lines {
			m := ownNumber.FindStringSubmatch(l)
			number = number || m != nil && m[2] != ""
			if at := placeDate.FindStringIndex(l); at != nil && at[0] == 0 {
				day = true
			}
		}
	}
	return number && day
}

// signatureTable: the recipients, or an authority (TM., KT.), or the title of an
// office with a name under it.
func signatureTable(cells []layoutCell) bool {
	for i, c := range cells {
		for k, l := range c.lines {
			m := recipientsTitle.FindStringSubmatch(l)
			switch {
			case m != nil && (m[1] != "" || k+1 < len(c.lines) && listItem.MatchString(c.lines[k+1])):
				return true
			case authorityLine.MatchString(l) && allCaps(l):
				return true
			case anySignTitle.MatchString(l) && named(cells, i, k):
				return true
			}
		}
	}
	return false
}

// named tells that a name stands under a title: later in its cell, or in the
// next cell of its column.
func named(cells []layoutCell, i, k int) bool {
	for _, l := range cells[i].lines[k+1:] {
		if signedName.MatchString(l) && !allCaps(l) {
			return true
		}
	}
	for _, c := range cells[i+1:] {
		if c.col1 == cells[i].col1 {
			last := c.lines[len(c.lines)-1]
			return signedName.MatchString(last) && !allCaps(last)
		}
	}
	return false
}
