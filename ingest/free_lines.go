package ingest

import (
	"slices"
	"strings"

	"danbiet/data"
)

// A text file and the text of a PDF hold tables too, as lines whose columns are
// kept apart by white space. They are put on a grid by the columns of their
// header, and read like any other; what is in a table is no sentence.

// fewestLines is how many rows such a table has at least: two columns that
// happen to stand side by side are no table.
const fewestLines = 3

// tablesOfLines takes the tables out of the lines of a text.
func (x *recogniser) tablesOfLines(d *document) (tables []*grid, rest []line) {
	for i := 0; i < len(d.lines); i++ {
		g, n := x.tableOfLines(d, i)
		if g == nil {
			rest = append(rest, d.lines[i])
			continue
		}
		tables = append(tables, g)
		i += n - 1
	}
	return tables, rest
}

// tableOfLines reads a table that begins with a header in line i, and tells how
// many lines it takes.
func (x *recogniser) tableOfLines(d *document, i int) (*grid, int) {
	head := d.lines[i]
	if len(head.cells) < 3 && !pairsBelow(d, i) {
		return nil, 0
	}
	anchors := x.captionsApart(head.cells, d.lines[i+1:])
	g := &grid{cells: map[int32]*gridCell{}}
	if i > 0 {
		g.after = d.lines[i-1].no
	}
	for col, c := range anchors {
		g.put(lineCell(d, head, col+1, 1, c.text))
	}
	g.cols = len(anchors)
	if len(head.cells) >= 3 && !x.captions(g, 1) && !headsPlanTable(g) {
		return nil, 0
	}
	row, end := 1, i+1
	for j := i + 1; j < len(d.lines); j++ {
		l := x.cellsApart(d.lines[j], anchors)
		cols := anchored(l, anchors)
		switch {
		case cols == nil:
			return x.finished(g, row, end-i)
		case wrapped(l, cols, anchors, row):
			for k, c := range l.cells {
				if cell := g.cell(cols[k], row); cell != nil {
					cell.text += " " + c.text
					cell.raw = cell.text
					continue
				}
				g.put(lineCell(d, l, cols[k], row, c.text))
			}
		case len(l.cells) == 1 && (j+1 == len(d.lines) || len(d.lines[j+1].cells) < 3 && !short1(d, j+1)):
			return x.finished(g, row, end-i)
		default:
			row++
			for k, c := range l.cells {
				g.put(lineCell(d, l, cols[k], row, c.text))
			}
		}
		end = j + 1
	}
	return x.finished(g, row, end-i)
}

// pairsBelow tells a header of two captions, names and figures, over three
// lines or more that are a name and a figure, one below the other. A head or a
// signature in two columns has no figures.
func pairsBelow(d *document, i int) bool {
	head := d.lines[i].cells
	if len(head) != 2 || columnOf(head[1].text, head[1].text).role != roleValue || !lettered(head[0].text) || startsWithDigit(head[1].text) {
		return false
	}
	pairs := 0
	for _, l := range d.lines[i+1:] {
		if len(l.cells) != 2 || !lettered(l.cells[0].text) {
			break
		}
		if _, _, problem := ParseQuantity(l.cells[1].text); problem != "" {
			break
		}
		pairs++
	}
	return pairs >= fewestLines
}

// captionsApart cuts a caption that stands over two columns of the rows below:
// captions are often nearer to each other than figures are.
func (x *recogniser) captionsApart(head []textCell, below []line) []textCell {
	var widest []textCell
	for _, l := range below[:min(len(below), 12)] {
		if len(l.cells) > len(widest) {
			widest = l.cells
		}
	}
	if len(widest) <= len(head) {
		return slices.Clone(head)
	}
	var out []textCell
	for i, c := range head {
		next := 1 << 30
		if i+1 < len(head) {
			next = head[i+1].col
		}
		var starts []int
		for _, w := range widest {
			if w.col >= c.col-2 && w.col < next-2 {
				starts = append(starts, w.col)
			}
		}
		out = append(out, x.cutCaption(c, starts)...)
	}
	return out
}

// cutCaption cuts a caption into as many as there are columns below it, where
// both parts are captions that are known.
func (x *recogniser) cutCaption(c textCell, starts []int) []textCell {
	words := strings.Fields(c.text)
	if len(starts) < 2 || len(words) < 2 {
		return []textCell{c}
	}
	for n := len(words) - 1; n >= 1; n-- {
		first, rest := strings.Join(words[:n], " "), strings.Join(words[n:], " ")
		if x.captionRole(first) == "" {
			continue
		}
		others := x.cutCaption(textCell{starts[1], rest}, starts[1:])
		if len(others) == len(starts)-1 && x.captionRole(others[0].text) != "" {
			return append([]textCell{{c.col, first}}, others...)
		}
	}
	return []textCell{c}
}

// short1 tells that the line after a heading of two lines is a row again.
func short1(d *document, j int) bool {
	return j+1 < len(d.lines) && len(d.lines[j].cells) == 1 && len(d.lines[j+1].cells) >= 3
}

func (x *recogniser) finished(g *grid, rows, lines int) (*grid, int) {
	if rows-1 < fewestLines || !headsPlanTable(g) && len(x.ofUse(x.regionsOf(g))) == 0 {
		return nil, 0
	}
	return g, lines
}

// anchored gives each cell of a line the column whose header it stands under;
// nil when two would share one.
func anchored(l line, anchors []textCell) []int {
	var cols []int
	last := 0
	for _, c := range l.cells {
		from, to := c.col, c.col+len([]rune(c.text))
		best, bestOverlap := 0, -1<<30
		for i, a := range anchors {
			width := len([]rune(a.text))
			overlap := min(to, a.col+width) - max(from, a.col)
			if overlap > bestOverlap {
				best, bestOverlap = i+1, overlap
			}
		}
		if best <= last {
			return nil
		}
		cols, last = append(cols, best), best
	}
	return cols
}

// cellsApart cuts a unit of measure from the figure that stands close behind it,
// when the figure's column would be empty otherwise.
func (x *recogniser) cellsApart(l line, anchors []textCell) line {
	cols := anchored(l, anchors)
	if cols == nil || len(l.cells) >= len(anchors) {
		return l
	}
	var out []textCell
	for i, c := range l.cells {
		out = append(out, c)
		col := cols[i]
		if col >= len(anchors) || i+1 < len(cols) && cols[i+1] == col+1 || x.captionRole(anchors[col-1].text) != roleUnit {
			continue
		}
		if space := strings.LastIndexByte(c.text, ' '); space > 0 {
			if _, problem := ParseNumber(c.text[space+1:]); problem == "" {
				out[len(out)-1].text = strings.TrimSpace(c.text[:space])
				out = append(out, textCell{anchors[col].col, c.text[space+1:]})
			}
		}
	}
	l.cells = out
	return l
}

// wrapped tells that a line is the rest of the row before it: it has nothing in
// the first column and no figure.
func wrapped(l line, cols []int, anchors []textCell, row int) bool {
	if cols[0] == 1 || len(l.cells) > 2 && row > 1 || len(l.cells) == len(anchors) {
		return false
	}
	for i, c := range l.cells {
		if c.col < anchors[cols[i]-1].col-2 && c.col <= anchors[0].col+1 {
			return false // begins at the margin
		}
		if _, problem := ParseNumber(c.text); problem == "" && !(row == 1 && len(c.text) == 4) {
			return false
		}
	}
	return true
}

func lineCell(d *document, l line, col, row int, text string) *gridCell {
	place := data.Place{Lines: [2]int{l.no, l.no}}
	if d.places != nil && l.no < len(d.places) {
		place = d.places[l.no]
	}
	return &gridCell{row: row, col: col, kind: 's', raw: text, text: strings.TrimSpace(text), value: true, at: place}
}
