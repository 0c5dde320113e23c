package ingest

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// readWorkbook reads an xlsx: guard, cells, recogniser. A file that the guard
// refuses has its faults and nothing else.
func readWorkbook(name string, b []byte, cat *data.Catalogue, h Hints) *data.Reading {
	r := newReading(name, b, "xlsx")
	book, faults := guardWorkbook(name, b)
	if len(faults) > 0 {
		r.Problems = append(r.Problems, faults...)
		return r
	}
	grids, faults := readGrids(name, b, book)
	if len(faults) > 0 {
		r.Problems = append(r.Problems, faults...)
		return r
	}
	x := &recogniser{cat: cat, r: r, name: name, date1904: book.date1904, hints: h}
	x.workbook(grids)
	return r
}

// readGrids takes the cells from the library and compares them with what the
// guard saw: the library is known to stop silently in a damaged sheet.
func readGrids(name string, b []byte, book *guardedBook) ([]*grid, []data.Problem) {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: true, UnzipSizeLimit: 2 * maxUnzipped, UnzipXMLSizeLimit: 2 * maxUnzipped})
	if err != nil {
		return nil, []data.Problem{data.NewProblem("damaged", data.Block, data.Place{}, "name", name, "where", "toàn tệp", "why", "cấu trúc tệp không đúng với tệp Excel")}
	}
	defer f.Close()
	var grids []*grid
	var faults []data.Problem
	for _, s := range book.sheets {
		g, err := readGrid(f, book, s)
		if err != nil {
			faults = append(faults, data.NewProblem("damaged", data.Block, data.Place{Sheet: s.name}, "name", name, "where", "sheet "+s.name, "why", err.Error()))
			continue
		}
		grids = append(grids, g)
	}
	return grids, faults
}

func readGrid(f *excelize.File, book *guardedBook, s *guardedSheet) (*grid, error) {
	g := &grid{name: s.name, hidden: s.hidden, cells: make(map[int32]*gridCell, len(s.cells))}
	rows, err := f.Rows(s.name)
	if err != nil {
		return nil, fmt.Errorf("không đọc được nội dung")
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
		values, err := rows.Columns()
		if err != nil {
			return nil, fmt.Errorf("dòng %d không đọc được", n)
		}
		for i, raw := range values {
			seen, known := s.cells[cellKey(i+1, n)]
			if !known {
				if raw != "" {
					return nil, fmt.Errorf("ô %s đọc hai cách cho hai kết quả", at(i+1, n))
				}
				continue
			}
			c := &gridCell{row: n, col: i + 1, kind: seen.kind, raw: raw, formula: seen.formula, value: seen.value,
				hidden: s.hidden || s.hide[n], at: data.Place{Sheet: s.name, Cell: at(i+1, n)}}
			if int(seen.style) < len(book.formats) {
				c.format = book.formats[seen.style]
			}
			c.show(book.date1904)
			g.put(c)
		}
	}
	if err := rows.Error(); err != nil || n != s.rows {
		return nil, fmt.Errorf("chỉ đọc được %d trong %d dòng", n, s.rows)
	}
	g.spread(s.merges)
	return g, nil
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
			tables = append(tables, t)
		} else if g.hidden && meta == nil && g.holdsFigures() {
			x.add("hidden_content", data.Inform, data.Place{Sheet: g.name}, "what", "Sheet "+g.name)
			continue
		}
		forms = append(forms, g)
	}
	x.recognise(meta, forms, tables)
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
