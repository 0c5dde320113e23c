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
		if g.name != sheetLists { // our own lists; no cell of them is kept
			dropPersonal(g)
		}
		x.hints.correct(g)
	}
	meta := metaOf(grids)
	if meta != nil && !x.templateFits(meta) {
		return
	}
	var forms []*grid
	var tables []*table
	var keyed map[*grid]*table
	complete := false
	if meta != nil {
		keyed, complete = keyedTables(grids)
	}
	for _, g := range headFirst(grids, meta != nil) {
		switch g.name {
		case sheetLists, sheetMeta, sheetGuide:
			continue
		}
		t := keyed[g]
		if t == nil && !complete {
			t = x.ownTable(g, meta)
		}
		if t != nil {
			if g.hidden {
				x.add("hidden_content", data.Inform, data.Place{Sheet: g.name}, "what", "Sheet "+g.name)
				continue
			}
			x.dropHiddenColumns(t)
			x.dropUnclear(t)
			tables, g = append(tables, t), t.grid
		} else if g.hidden && meta == nil && g.holdsFigures() {
			x.add("hidden_content", data.Inform, data.Place{Sheet: g.name}, "what", "Sheet "+g.name)
			continue
		}
		forms = append(forms, g)
	}
	x.recognise(meta, forms, tables)
}

// headFirst puts the template's own sheet BaoCao before what a clerk put in
// front of it: the first field of a name counts.
func headFirst(grids []*grid, template bool) []*grid {
	i := slices.IndexFunc(grids, func(g *grid) bool { return g.name == sheetHead })
	if !template || i < 0 {
		return grids
	}
	return append([]*grid{grids[i]}, slices.Delete(slices.Clone(grids), i, i+1)...)
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

// figureColumns are those whose cells count for their own row alone.
var figureColumns = []string{"target", "actual", "progress", "value"}

// dropUnclear takes out what pasting left behind and no row may have: figures
// merged over several rows, codes that are errors (#REF!), and, in our own
// template, figures beside no code at all. Each is said; what hangs on an error
// is said where its row is read.
func (x *recogniser) dropUnclear(t *table) {
	cells := maps.Clone(t.grid.cells)
	drop := func(c *gridCell) { delete(cells, cellKey(c.col, c.row)) }
	said := map[data.Place]bool{}
	for _, key := range figureColumns {
		col, has := t.cols[key]
		for row := t.first; has && row <= t.rows; row++ {
			c := t.cell(col, row)
			if c == nil || !c.merged || blank(c.text) || c.at == t.placeAt(col, row) {
				continue
			}
			first, _, _ := cellAt([]byte(c.at.Cell))
			if drop(c); (first == col || c.kind == 'n') && !said[c.at] {
				said[c.at] = true
				x.addAt("merged_figure", data.Block, c.at, "got", short(c.text))
			}
		}
	}
	for key := range identifying {
		for row := t.first; row <= t.rows; row++ {
			if c := t.of(key, row); c != nil && c.kind == 'e' {
				drop(c)
			}
		}
	}
	seen := *t.grid
	seen.cells = cells
	t.grid = &seen
	if t.keyed && t.schema == &indicatorSheet {
		x.strayFigures(t)
	}
}

func (t *table) placeAt(col, row int) data.Place {
	return data.Place{Sheet: t.name, Cell: at(col, row)}
}

// strayFigures says which figures stand beside no indicator: a paste that was
// one row too long, or one row too low.
func (x *recogniser) strayFigures(t *table) {
	for row := t.first; row <= t.rows; row++ {
		c := t.of("value", row)
		if c != nil && !c.merged && !blank(c.text) && t.textOf("code", row) == "" && t.textOf("name", row) == "" {
			x.addAt("missing_required", data.Block, c.at, "what", "mã và tên chỉ tiêu của dòng này")
		}
	}
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
