package ingest

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"danbiet/data"
)

// sheetReader walks one worksheet, checks it and makes a grid of it.
type sheetReader struct {
	g       *guard
	book    *guardedBook
	s       *guardedSheet
	max     bookLimits
	row     int
	col     int
	hideRow bool
	area    int // of merged ranges

	// The cell that is being read.
	style   int
	kind    byte // as in gridCell, or i for the number of a shared string
	formula bool
	value   []byte // of element v
	text    []byte // of an inline string
	length  int    // of all its letters, read or not
	font    string // of the run
	from    int    // where the run begins in text
	runs    []textRun

	odd     []*gridCell // texts whose letters may be of an old encoding
	strange bool        // one of them shows it
	cells   []gridCell  // made, not used yet
	words   textArena
	at      []byte
}

// sheet streams one worksheet to its end: places, numbers of rows, columns and
// cells, indexes of shared strings, merged ranges, values.
func (g *guard) sheet(book *guardedBook, s *guardedSheet) {
	r := &sheetReader{g: g, book: book, s: s, max: *g.limits}
	s.grid.cells = make(map[int32]*gridCell, min(g.parts[s.part].UncompressedSize64/bytesPerCell, maxCells))
	g.scan(s.part, "sheet "+s.grid.name, data.Place{Sheet: s.grid.name}, r.max.part, r.max.elements, r.visit)
	r.byColumn()
	s.grid.spread(s.merges)
}

// bytesPerCell is how many bytes of a sheet there are to one cell with a value,
// about: many cells have only a style.
const bytesPerCell = 100

func (r *sheetReader) visit(open []string, x *xmlTokens) error {
	switch depth := len(open); x.kind {
	case tokenText:
		if depth > 4 && open[3] == "c" && open[2] == "row" {
			return r.letters(open, x)
		}
	case tokenStart:
		return r.start(open, x)
	case tokenEnd:
		switch {
		case depth == 4 && x.name == "c" && open[2] == "row":
			r.endCell()
		case depth == 6 && x.name == "r" && open[4] == "is":
			r.runs = append(r.runs, textRun{r.font, unescaped(string(r.text[r.from:]))})
		}
	}
	return nil
}

func (r *sheetReader) letters(open []string, x *xmlTokens) error {
	switch open[4] {
	case "v":
		r.value = append(r.value, x.text...)
	case "is":
		r.length += len(x.text)
		if isRunText(open, 5) {
			r.text = append(r.text, x.text...)
		}
	}
	if len(r.value) > maxText*4 || r.length > maxText*4 {
		return fatal{fmt.Sprintf("ô %s có quá %s ký tự", at(r.col, r.row), FormatNumber(maxText))}
	}
	return nil
}

func (r *sheetReader) start(open []string, x *xmlTokens) error {
	switch depth := len(open); {
	case depth == 4 && x.name == "c" && open[2] == "row":
		return r.startCell(x)
	case depth == 5 && x.name == "f" && open[3] == "c":
		r.formula = true
	case depth == 3 && x.name == "row" && open[1] == "sheetData":
		return r.startRow(x)
	case depth == 6 && x.name == "r" && open[4] == "is":
		r.font, r.from = "", len(r.text)
	case depth == 8 && x.name == "rFont" && open[4] == "is":
		r.font = string(x.attr("val"))
		r.book.noteFont(r.font)
	case depth == 3 && x.name == "col" && open[1] == "cols":
		r.hideColumns(x)
	case depth == 3 && x.name == "mergeCell":
		return r.merge(string(x.attr("ref")))
	}
	return nil
}

func (r *sheetReader) hideColumns(x *xmlTokens) {
	if !isTrue(x.attr("hidden")) {
		return
	}
	g := r.s.grid
	if g.hideCol == nil {
		g.hideCol = map[int]bool{}
	}
	for col := number(x.attr("min")); col <= min(number(x.attr("max")), r.max.columns); col++ {
		g.hideCol[col] = true
	}
}

func (r *sheetReader) startRow(x *xmlTokens) error {
	row := r.row + 1
	if given := x.attr("r"); len(given) > 0 {
		if row = number(given); row < 1 {
			return fatal{fmt.Sprintf("số thứ tự dòng %q không hợp lệ", short(string(given)))}
		}
	}
	name := r.s.grid.name
	if row <= r.row {
		return fatal{fmt.Sprintf("dòng %d đứng sau dòng %d", row, r.row)}
	}
	if row > r.max.rows {
		r.g.tooLarge(data.Place{Sheet: name, Cell: at(1, row)}, fmt.Sprintf("sheet %s có đến dòng %s", name, FormatNumber(float64(row))), FormatNumber(float64(r.max.rows))+" dòng")
		return errStop
	}
	r.row, r.col, r.s.rows = row, 0, row
	if r.hideRow = isTrue(x.attr("hidden")); r.hideRow {
		if r.s.grid.hideRow == nil {
			r.s.grid.hideRow = map[int]bool{}
		}
		r.s.grid.hideRow[row] = true
	}
	return nil
}

func (r *sheetReader) startCell(x *xmlTokens) error {
	col := r.col + 1
	if ref := x.attr("r"); len(ref) > 0 {
		c, row, ok := cellAt(ref)
		if !ok || row != r.row {
			return fatal{fmt.Sprintf("dòng %d có ô mang địa chỉ %q", r.row, short(string(ref)))}
		}
		col = c
	}
	if col <= r.col {
		return fatal{fmt.Sprintf("ô %s bị lặp hoặc sai thứ tự", at(col, r.row))}
	}
	r.g.cells++
	name := r.s.grid.name
	switch {
	case col > r.max.columns:
		r.g.tooLarge(data.Place{Sheet: name, Cell: at(col, r.row)}, fmt.Sprintf("sheet %s có ô %s", name, at(col, r.row)), fmt.Sprintf("%d cột", r.max.columns))
		return errStop
	case r.g.cells > r.max.cells:
		r.g.tooLarge(data.Place{Sheet: name, Cell: at(col, r.row)}, fmt.Sprintf("hơn %s ô", FormatNumber(float64(r.max.cells))), FormatNumber(float64(r.max.cells))+" ô")
		return errStop
	}
	r.col, r.style, r.kind, r.formula = col, number(x.attr("s")), kindOfCell(x.attr("t")), false
	r.value, r.text, r.length, r.runs = r.value[:0], r.text[:0], 0, nil
	return nil
}

// kindOfCell is the kind of cell that an attribute names; a cell is a number where
// it names none.
func kindOfCell(t []byte) byte {
	switch string(t) {
	case "s":
		return 'i'
	case "str", "inlineStr":
		return 's'
	case "b":
		return 'b'
	case "e":
		return 'e'
	case "d":
		return 'd'
	}
	return 'n'
}

// cellAt reads an address: B12 is column 2, row 12.
func cellAt(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z'; i++ {
		if col = col*26 + int(ref[i]|0x20-'a') + 1; col > lastColumn {
			return 0, 0, false
		}
	}
	row = number(ref[i:])
	return col, row, col > 0 && row > 0 && row <= lastRow
}

// The last cell of a sheet is XFD1048576.
const (
	lastColumn = 16_384
	lastRow    = 1_048_576
)

// endCell checks what a cell holds against its type and keeps it. These faults
// do not end the reading: a clerk learns of all of them at once.
func (r *sheetReader) endCell() {
	value := bytes.TrimSpace(r.value)
	stored := len(value) > 0 || len(r.text) > 0
	if !stored && !r.formula {
		return
	}
	c := r.newCell()
	c.kind, c.value, c.formula = r.kind, stored, r.formula
	if r.style < len(r.book.styles) {
		c.format = r.book.styles[r.style].format
	}
	switch r.kind {
	case 'i':
		r.shared(c, value)
	case 's':
		r.own(c)
	default:
		c.raw = r.words.keep(value)
		r.plain(c)
	}
	r.s.grid.put(c)
}

func (r *sheetReader) newCell() *gridCell {
	if len(r.cells) == 0 {
		r.cells = make([]gridCell, 128)
	}
	c := &r.cells[0]
	r.cells = r.cells[1:]
	r.at = strconv.AppendInt(appendColumn(r.at[:0], r.col), int64(r.row), 10)
	c.row, c.col = r.row, r.col
	c.hidden = r.s.grid.hidden || r.hideRow || r.s.grid.hideCol[r.col]
	c.at = data.Place{Sheet: r.s.grid.name, Cell: r.words.keep(r.at)}
	return c
}

// shared takes the shared string that a cell points to.
func (r *sheetReader) shared(c *gridCell, value []byte) {
	c.kind = 's'
	if len(value) == 0 {
		return
	}
	n := number(value)
	if n == 0 && string(value) != "0" || n >= len(r.book.strings) {
		r.damaged(c, "ô trỏ đến chuỗi số %s không có trong tệp, nội dung ô đã mất", short(string(value)))
		return
	}
	t := &r.book.strings[n]
	if t.shown == "" {
		t.shown = cellText(t.text)
	}
	c.raw, c.text = t.text, t.shown
	r.asLetters(c, t.runs)
}

// own takes the text that stands in the cell: that of a formula, or an inline
// string.
func (r *sheetReader) own(c *gridCell) {
	text := r.text
	if len(text) == 0 {
		text = r.value
	}
	c.raw = unescaped(r.words.keep(text))
	c.text = cellText(c.raw)
	r.asLetters(c, fontRuns(r.runs))
}

// asLetters sees to it that the text of a cell is Unicode.
func (r *sheetReader) asLetters(c *gridCell, runs []textRun) {
	if r.book.legacy && r.byFont(c, runs) {
		return
	}
	if !isASCII(c.text) && !unicodeVietnamese(c.text) {
		r.odd = append(r.odd, c)
		r.strange = r.strange || strangeIn(c.text)
	}
}

// plain checks and shows a value that is not text.
func (r *sheetReader) plain(c *gridCell) {
	if c.kind != 'n' {
		c.show(r.book.date1904)
		return
	}
	shows := shownPlain
	if r.style < len(r.book.styles) {
		shows = r.book.styles[r.style].shows
	}
	if shows == shownPlain && isCount(c.raw) {
		c.text = c.raw
		return
	}
	v, err := strconv.ParseFloat(c.raw, 64)
	switch {
	case c.raw == "":
	case err != nil || v-v != 0:
		r.damaged(c, "ô kiểu số chứa %q", short(c.raw))
	default:
		c.text = shows.number(v, r.book.date1904)
	}
}

func (r *sheetReader) damaged(c *gridCell, format string, args ...any) {
	r.g.damaged(c.at, "sheet "+c.at.Sheet+", ô "+c.at.Cell, format, args...)
}

func (r *sheetReader) merge(ref string) error {
	from, to, ok := strings.Cut(ref, ":")
	col1, row1, ok1 := cellAt([]byte(from))
	col2, row2, ok2 := cellAt([]byte(to))
	if !ok || !ok1 || !ok2 || col2 < col1 || row2 < row1 {
		return fatal{fmt.Sprintf("vùng gộp ô %q không hợp lệ", short(ref))}
	}
	// A title merged over whole rows or columns is common and harmless.
	col2, row2 = min(col2, r.max.columns), min(row2, r.s.rows)
	if col2 < col1 || row2 < row1 {
		return nil
	}
	r.area += (col2 - col1 + 1) * (row2 - row1 + 1)
	if r.area > maxMergedCells {
		return fatal{"các vùng gộp ô quá lớn"}
	}
	r.s.merges = append(r.s.merges, cellRange{col1, row1, col2, row2})
	return nil
}

// short keeps hostile text from filling a sentence.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// textArena keeps many short strings in few pieces of memory.
type textArena struct{ b strings.Builder }

const arenaPiece = 8 << 10

func (a *textArena) keep(p []byte) string {
	if len(p) > arenaPiece/8 {
		return string(p)
	}
	if a.b.Cap()-a.b.Len() < len(p) {
		a.b = strings.Builder{}
		a.b.Grow(arenaPiece)
	}
	from := a.b.Len()
	a.b.Write(p)
	return a.b.String()[from:]
}
