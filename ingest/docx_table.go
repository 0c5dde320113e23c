package ingest

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"danbiet/data"
)

// A docxTable is a table as it is read: cells on a grid of columns and rows.
type docxTable struct {
	no    int // from 1 in the order in which tables begin, all of them counted
	rows  int
	cols  int
	cells []*docxCell
	inner []*docxTable // that stand in its cells
}

// A docxCell is one cell; one that is merged over others is the first of them.
type docxCell struct {
	cellRange
	paragraphs []*docxParagraph
	joined     string // text, once it was asked for
	asked      bool
}

// text is what the cell says, a line a paragraph. Numbers of lists count also
// where nothing stands after them: they fill the first column of many tables.
func (c *docxCell) text() string {
	if c.asked {
		return c.joined
	}
	var lines []string
	for _, p := range c.paragraphs {
		shown := p.shown()
		if strings.TrimSpace(shown) == "" {
			shown = p.label
		}
		for _, l := range strings.FieldsFunc(shown, func(r rune) bool { return r == '\n' || r == '\f' }) {
			if l = oneSpaced(l); l != "" {
				lines = append(lines, l)
			}
		}
	}
	c.joined, c.asked = strings.Join(lines, "\n"), true
	return c.joined
}

// says tells whether the cell holds any text. It may be asked before old fonts
// are converted.
func (c *docxCell) says() bool {
	for _, p := range c.paragraphs {
		if strings.TrimSpace(p.text) != "" {
			return true
		}
	}
	return false
}

// raw is the text as it is stored, where an old encoding was converted.
func (c *docxCell) raw(text string) string {
	var lines []string
	converted := false
	for _, p := range c.paragraphs {
		if p.raw == "" {
			lines = append(lines, p.shown())
			continue
		}
		lines, converted = append(lines, p.raw), true
	}
	if !converted {
		return text
	}
	return strings.Join(lines, "\n")
}

// An openTable is a table that is being read.
type openTable struct {
	*docxTable
	row    int
	col    int  // the column after the last cell of the row
	gone   bool // the row is deleted
	unseen bool // the row is hidden
	cell   *docxCell
	merge  string            // of the open cell: "restart", "continue", "" for none
	beside string            // as merge, to the side
	lost   bool              // the open cell is deleted
	above  map[int]*docxCell // the last cell that begins a merge downwards, by column
}

// table is the innermost table whose cells, or the rows between them, are read.
func (b *docxBody) table() *openTable {
	f := b.flow()
	if n := len(f.tables); n > 0 {
		return f.tables[n-1]
	}
	if f.kind == cellFlow {
		outer := b.flows[len(b.flows)-2]
		if n := len(outer.tables); n > 0 {
			return outer.tables[n-1]
		}
	}
	return nil
}

func (b *docxBody) startTable() {
	f := b.flow()
	b.endFlow(f) // a paragraph whose mark is gone cannot go on in a table
	b.tables++
	f.tables = append(f.tables, &openTable{docxTable: &docxTable{no: b.tables}, above: map[int]*docxCell{}})
}

func (b *docxBody) endTable() {
	f := b.flow()
	t := f.tables[len(f.tables)-1]
	f.tables = f.tables[:len(f.tables)-1]
	f.blocks = append(f.blocks, docxBlock{t: t.docxTable})
}

func (b *docxBody) startRow() {
	f := b.flow()
	if len(f.tables) == 0 {
		return
	}
	t := f.tables[len(f.tables)-1]
	t.row++
	t.rows = max(t.rows, t.row)
	t.col, t.gone, t.unseen = 0, false, false
	if t.row > maxRow {
		most := FormatNumber(maxRow) + " dòng"
		b.tooLong(fmt.Sprintf("bảng %d có hơn %s", t.no, most), most)
	}
}

// endRow takes a deleted row back out of the count.
func (b *docxBody) endRow() {
	f := b.flow()
	if n := len(f.tables); n > 0 && f.tables[n-1].gone {
		t := f.tables[n-1]
		t.row--
		t.rows = t.row
	}
}

func (b *docxBody) rowPlace() data.Place {
	t := b.table()
	if t == nil {
		return b.flow().at
	}
	return data.Place{Table: t.no, Cell: at(1, max(1, t.row))}
}

func (b *docxBody) rowProperty(e xml.StartElement) {
	t := b.table()
	if t == nil {
		return
	}
	switch e.Name.Local {
	case "gridBefore":
		if n, err := strconv.Atoi(attr(e, "val")); err == nil && n > 0 {
			t.col += min(n, maxColumn)
		}
	case "hidden":
		if t.unseen = toggleOf(e) == on; t.unseen {
			b.hidden.add(b.rowPlace())
		}
	}
}

// startCell begins a cell, unless its row is deleted or hidden.
func (b *docxBody) startCell() act {
	f := b.flow()
	if len(f.tables) == 0 {
		return nothing
	}
	t := f.tables[len(f.tables)-1]
	if t.row == 0 {
		b.startRow()
	}
	if t.gone {
		return skipped
	}
	b.unit()
	from := t.col + 1
	t.cell, t.merge, t.beside, t.lost = &docxCell{cellRange: cellRange{from, t.row, from, t.row}}, "", "", t.unseen
	if from > maxColumn {
		b.tooManyColumns(t)
		return skipped
	}
	b.push(docxFlow{kind: cellFlow, at: data.Place{Table: t.no, Cell: at(from, t.row)}})
	return endsCell
}

func (b *docxBody) tooManyColumns(t *openTable) {
	most := fmt.Sprintf("%d cột", maxColumn)
	b.tooLong(fmt.Sprintf("bảng %d có hơn %s", t.no, most), most)
}

func (b *docxBody) dropCell() {
	if t := b.table(); t != nil {
		t.lost = true
	}
}

func (b *docxBody) cellProperty(e xml.StartElement) {
	t := b.table()
	if t == nil || t.cell == nil {
		return
	}
	merge := func() string {
		if v := attr(e, "val"); v != "" {
			return v
		}
		return "continue"
	}
	switch e.Name.Local {
	case "gridSpan":
		n, err := strconv.Atoi(attr(e, "val"))
		if err != nil || n < 1 {
			return
		}
		if t.cell.col1+n-1 > maxColumn {
			b.tooManyColumns(t)
			return
		}
		t.cell.col2 = t.cell.col1 + n - 1
	case "vMerge":
		t.merge = merge()
	case "hMerge":
		t.beside = merge()
	}
}

// endCell puts the cell into its table. A cell that goes on with the one above
// or beside it makes that one larger.
func (b *docxBody) endCell() {
	f := b.flow()
	b.endFlow(f)
	b.flows = b.flows[:len(b.flows)-1]
	outer := b.flow()
	t := outer.tables[len(outer.tables)-1]
	c := t.cell
	t.cell = nil
	if c == nil { // a cell inside a cell without a table between: its text counts
		outer.blocks = append(outer.blocks, f.blocks...)
		b.spare = append(b.spare, f)
		return
	}
	if !t.lost {
		t.takeBlocks(c, f.blocks)
	}
	defer func() { b.spare = append(b.spare, f) }()
	t.col = c.col2
	t.cols = max(t.cols, c.col2)
	if over := t.above[c.col1]; t.merge == "continue" && over != nil && over.row2 == c.row1-1 && over.col2 == c.col2 {
		if c.says() { // Word does not show what stands there
			b.hidden.add(f.at)
		}
		over.row2 = c.row1
	} else if n := len(t.cells); t.beside == "continue" && n > 0 && t.cells[n-1].row1 == c.row1 {
		t.cells[n-1].col2 = c.col2
	} else {
		t.cells = append(t.cells, c)
		t.above[c.col1] = nil
		if t.merge == "restart" {
			t.above[c.col1] = c
		}
	}
	if b.area += c.col2 - c.col1 + 1; b.area > maxCells {
		most := FormatNumber(maxCells) + " ô"
		b.tooLong(fmt.Sprintf("bảng %d có hơn %s", t.no, most), most)
	}
}

// takeBlocks gives the paragraphs to the cell and the tables in it to the table.
func (t *openTable) takeBlocks(c *docxCell, blocks []docxBlock) {
	for _, block := range blocks {
		if block.t != nil {
			t.inner = append(t.inner, block.t)
			continue
		}
		c.paragraphs = append(c.paragraphs, block.p)
	}
}

// grid is the table as the recognisers take it.
func (t *docxTable) grid(after int) *grid {
	g := &grid{name: "Bảng " + strconv.Itoa(t.no), rows: t.rows, cols: t.cols, after: after, cells: make(map[int32]*gridCell, len(t.cells))}
	var merges []cellRange
	for _, c := range t.cells {
		text := c.text()
		if text == "" {
			continue
		}
		g.put(&gridCell{row: c.row1, col: c.col1, kind: 's', raw: c.raw(text), text: text, value: true,
			at: data.Place{Table: t.no, Cell: at(c.col1, c.row1)}})
		if c.row1 != c.row2 || c.col1 != c.col2 {
			merges = append(merges, c.cellRange)
		}
	}
	g.spread(merges)
	return g
}
