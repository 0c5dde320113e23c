package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"danbiet/data"
)

// readWorkbook reads an xlsx: guard, recogniser. A file that the guard
// refuses has its faults and nothing else.
func readWorkbook(name string, b []byte, cat *data.Catalogue, h Hints) *data.Reading {
	r := newReading(name, b, "xlsx")
	book, faults := guardWorkbook(name, b)
	if len(faults) > 0 {
		r.Problems = append(r.Problems, faults...)
		return r
	}
	grids := make([]*grid, len(book.sheets))
	for i, s := range book.sheets {
		grids[i] = s.grid
	}
	if p := book.old.problem(); p != nil {
		r.Problems = append(r.Problems, *p)
	}
	x := &recogniser{cat: cat, r: r, name: name, date1904: book.date1904, hints: h}
	x.workbook(grids)
	return r
}

// spread shows the text of a merged range in all its cells: a task merged over
// the rows of its ấp is the task of each.
func (g *grid) spread(merges []cellRange) {
	for _, m := range merges {
		first := g.cell(m.col1, m.row1)
		if first == nil {
			continue
		}
		for row := m.row1; row <= m.row2; row++ {
			for col := m.col1; col <= m.col2; col++ {
				if g.cell(col, row) == nil {
					c := *first
					c.row, c.col, c.merged = row, col, true
					g.put(&c)
				}
			}
		}
	}
}

// meta is what the hidden sheet of our own template says.
func metaOf(grids []*grid) map[string]string {
	for _, g := range grids {
		if g.name != sheetMeta {
			continue
		}
		meta := map[string]string{}
		for row := 1; row <= min(g.rows, 50); row++ {
			if key := g.text(1, row); key != "" {
				meta[key] = g.text(2, row)
			}
		}
		return meta
	}
	return nil
}

// workbook recognises the sheets of a book.
func (x *recogniser) workbook(grids []*grid) {
	// At the end, because a ratio that no program computed is shown then.
	defer func() {
		n := 0
		for _, g := range grids {
			n += len(g.cells)
		}
		x.r.Cells = slices.Grow(x.r.Cells, n)
		for _, g := range grids {
			if g.name != sheetLists {
				x.keepCells(g)
			}
		}
	}()
	for _, g := range grids {
		dropPersonal(g)
		x.hints.correct(g)
	}
	meta := metaOf(grids)
	if meta != nil && !x.templateFits(meta) {
		return
	}
	var forms []*grid
	var tables []*table
	for _, g := range grids {
		switch g.name {
		case sheetLists, sheetMeta, sheetGuide:
			continue
		}
		if t := x.ownTable(g, meta); t != nil {
			if g.hidden {
				x.add("hidden_content", data.Inform, data.Place{Sheet: g.name}, "what", "Sheet "+g.name)
				continue
			}
			x.dropHiddenColumns(t)
			tables = append(tables, t)
		} else if g.hidden && meta == nil && g.holdsFigures() {
			x.add("hidden_content", data.Inform, data.Place{Sheet: g.name}, "what", "Sheet "+g.name)
			continue
		}
		forms = append(forms, g)
	}
	x.recognise(meta, forms, tables)
}

// identifying are the columns that say which row is which: many an office hides
// the codes and keeps the names. No figures stand in them.
var identifying = map[string]bool{"code": true, "task_code": true}

// dropHiddenColumns takes the columns that nobody sees out of a table and says
// so once a column, as dropHiddenRows does with rows.
func (x *recogniser) dropHiddenColumns(t *table) {
	key := map[int]string{}
	for k, col := range t.cols {
		key[col] = k
	}
	seen := *t.grid
	seen.cells = nil
	for col := 1; col <= t.grid.cols; col++ {
		if !t.hideCol[col] {
			continue
		}
		if seen.cells == nil {
			seen.cells = maps.Clone(t.grid.cells)
		}
		if said := x.dropColumn(t, seen.cells, col, identifying[key[col]]); said {
			place := data.Place{Sheet: t.name, Cell: at(col, t.header)}
			x.add("hidden_content", data.Warn, place, "what", fmt.Sprintf("Sheet %s, cột %s (%s)", t.name, appendColumn(nil, col), t.text(col, t.header)))
		}
	}
	if seen.cells != nil {
		t.grid = &seen
	}
}

// dropColumn takes the cells of a column out, or shows them when keep is true;
// it tells whether something was lost.
func (x *recogniser) dropColumn(t *table, cells map[int32]*gridCell, col int, keep bool) (said bool) {
	for row := t.first; row <= t.rows; row++ {
		c := t.cell(col, row)
		switch {
		case c == nil || t.hideRow[row] || t.hidden:
		case keep:
			shown := *c
			shown.hidden = false
			cells[cellKey(col, row)] = &shown
		default:
			delete(cells, cellKey(col, row))
			said = said || !c.merged && c.text != ""
		}
	}
	return said
}

// templateFits refuses a template of another program version.
func (x *recogniser) templateFits(meta map[string]string) bool {
	if meta["template"] == TemplateName && meta["version"] == TemplateVersion && meta["schema"] == schemaHash {
		return true
	}
	got := strings.TrimSpace(meta["template"] + " phiên bản " + meta["version"])
	if meta["template"] == TemplateName && meta["version"] == TemplateVersion {
		got += " (đã bị sửa cấu trúc)"
	}
	x.add("wrong_template", data.Block, data.Place{Sheet: sheetMeta}, "got", got, "want", TemplateName+" phiên bản "+TemplateVersion)
	x.r.Kind = data.KindReport
	return false
}
