package ingest

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// sheetGuard walks one worksheet.
type sheetGuard struct {
	g     *guard
	book  *guardedBook
	s     *guardedSheet
	row   int
	col   int
	cell  guardedCell
	value strings.Builder
	text  int
	area  int
}

// sheet streams one worksheet to its end: places, numbers of rows, columns and
// cells, indexes of shared strings, merged ranges.
func (g *guard) sheet(book *guardedBook, s *guardedSheet) {
	w := &sheetGuard{g: g, book: book, s: s}
	g.part(s.part, "sheet "+s.name, data.Place{Sheet: s.name}, maxPart, maxSheetTokens, w.visit)
}

func (w *sheetGuard) visit(open []string, t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		return w.start(open, e)
	case xml.CharData:
		if len(open) > 4 && open[2] == "row" {
			switch open[4] {
			case "v":
				w.value.Write(e)
			case "is":
				w.cell.value = true
				w.text += len(e)
			}
			if w.value.Len() > maxText*4 || w.text > maxText*4 {
				return fatal{fmt.Sprintf("ô %s có quá %s ký tự", at(w.col, w.row), FormatNumber(maxText))}
			}
		}
	case xml.EndElement:
		if len(open) == 4 && e.Name.Local == "c" && open[2] == "row" {
			w.endCell()
		}
	}
	return nil
}

func (w *sheetGuard) start(open []string, e xml.StartElement) error {
	switch depth := len(open); {
	case depth == 3 && e.Name.Local == "row" && open[1] == "sheetData":
		return w.startRow(e)
	case depth == 4 && e.Name.Local == "c" && open[2] == "row":
		return w.startCell(e)
	case depth == 5 && e.Name.Local == "f" && open[3] == "c":
		w.cell.formula = true
	case depth == 3 && e.Name.Local == "mergeCell":
		return w.merge(attr(e, "ref"))
	}
	return nil
}

func (w *sheetGuard) startRow(e xml.StartElement) error {
	row := w.row + 1
	if r := attr(e, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < 1 {
			return fatal{fmt.Sprintf("số thứ tự dòng %q không hợp lệ", short(r))}
		}
		row = n
	}
	if row <= w.row {
		return fatal{fmt.Sprintf("dòng %d đứng sau dòng %d", row, w.row)}
	}
	if row > maxRow {
		w.g.tooLarge(data.Place{Sheet: w.s.name, Cell: at(1, min(row, excelize.TotalRows))}, fmt.Sprintf("sheet %s có đến dòng %s", w.s.name, FormatNumber(float64(row))), FormatNumber(maxRow)+" dòng")
		return errStop
	}
	w.row, w.col, w.s.rows = row, 0, row
	if h := attr(e, "hidden"); h == "1" || h == "true" {
		w.s.hide[row] = true
	}
	return nil
}

func (w *sheetGuard) startCell(e xml.StartElement) error {
	col := w.col + 1
	if ref := attr(e, "r"); ref != "" {
		c, r, err := excelize.CellNameToCoordinates(ref)
		if err != nil || r != w.row {
			return fatal{fmt.Sprintf("dòng %d có ô mang địa chỉ %q", w.row, short(ref))}
		}
		col = c
	}
	if col <= w.col {
		return fatal{fmt.Sprintf("ô %s bị lặp hoặc sai thứ tự", at(col, w.row))}
	}
	w.g.cells++
	switch {
	case col > maxColumn:
		w.g.tooLarge(data.Place{Sheet: w.s.name, Cell: at(col, w.row)}, fmt.Sprintf("sheet %s có ô %s", w.s.name, at(col, w.row)), fmt.Sprintf("%d cột", maxColumn))
		return errStop
	case w.g.cells > maxCells:
		w.g.tooLarge(data.Place{Sheet: w.s.name, Cell: at(col, w.row)}, fmt.Sprintf("hơn %s ô", FormatNumber(maxCells)), FormatNumber(maxCells)+" ô")
		return errStop
	}
	w.col, w.text = col, 0
	w.value.Reset()
	style, _ := strconv.ParseUint(attr(e, "s"), 10, 16)
	w.cell = guardedCell{style: uint16(style), kind: 'n'}
	switch attr(e, "t") {
	case "s":
		w.cell.kind = 'i'
	case "str", "inlineStr":
		w.cell.kind = 's'
	case "b":
		w.cell.kind = 'b'
	case "e":
		w.cell.kind = 'e'
	case "d":
		w.cell.kind = 'd'
	}
	return nil
}

// endCell checks what a cell holds against its type. These faults do not end
// the reading: a clerk learns of all of them at once.
func (w *sheetGuard) endCell() {
	value := strings.TrimSpace(w.value.String())
	w.cell.value = w.cell.value || value != ""
	place := data.Place{Sheet: w.s.name, Cell: at(w.col, w.row)}
	where := "sheet " + w.s.name + ", ô " + place.Cell
	switch w.cell.kind {
	case 'i':
		if n, err := strconv.Atoi(value); value != "" && (err != nil || n < 0 || n >= w.book.strings) {
			w.g.damaged(place, where, "ô trỏ đến chuỗi số %s không có trong tệp, nội dung ô đã mất", short(value))
		}
		w.cell.kind = 's'
	case 'n':
		if v, err := strconv.ParseFloat(value, 64); value != "" && (err != nil || v-v != 0) {
			w.g.damaged(place, where, "ô kiểu số chứa %q", short(value))
		}
	}
	if w.cell.value || w.cell.formula {
		w.s.cells[cellKey(w.col, w.row)] = w.cell
	}
}

func (w *sheetGuard) merge(ref string) error {
	from, to, ok := strings.Cut(ref, ":")
	col1, row1, err1 := excelize.CellNameToCoordinates(from)
	col2, row2, err2 := excelize.CellNameToCoordinates(to)
	if !ok || err1 != nil || err2 != nil || col2 < col1 || row2 < row1 {
		return fatal{fmt.Sprintf("vùng gộp ô %q không hợp lệ", short(ref))}
	}
	// A title merged over whole rows or columns is common and harmless.
	col2, row2 = min(col2, maxColumn), min(row2, w.s.rows)
	if col2 < col1 || row2 < row1 {
		return nil
	}
	w.area += (col2 - col1 + 1) * (row2 - row1 + 1)
	if w.area > maxMergedCells {
		return fatal{"các vùng gộp ô quá lớn"}
	}
	w.s.merges = append(w.s.merges, cellRange{col1, row1, col2, row2})
	return nil
}

// short keeps hostile text from filling a sentence.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
