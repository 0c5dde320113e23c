package ingest

import (
	"encoding/csv"
	"io"
	"strings"

	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// maxCSVRows bounds a csv as maxRow bounds a sheet.
const maxCSVRows = maxRow

// readTextOrCSV tells a table from prose: a csv has a line, near its top, that
// holds headers of ours.
func readTextOrCSV(name string, b []byte, cat *data.Catalogue) *data.Reading {
	if text, problems := decodeText(name, b); !data.Blocks(problems) && csvComma(text) != 0 {
		return readCSV(name, b, cat)
	}
	return readText(name, b, cat)
}

// csvComma is the separator under which one of the first lines holds headers of
// one of our tables, 0 when none does.
func csvComma(text string) rune {
	lines := strings.SplitN(text, "\n", headerRows+1)
	for _, comma := range []rune{';', '\t', ','} {
		for _, line := range lines[:min(len(lines), headerRows)] {
			if !strings.ContainsRune(line, comma) {
				continue
			}
			fields, err := csvReader(strings.NewReader(line), comma).Read()
			if err != nil || len(fields) > maxColumn {
				continue
			}
			g := &grid{cells: map[int32]*gridCell{}}
			for i, f := range fields {
				g.put(&gridCell{row: 1, col: i + 1, kind: 's', text: csvText(f)})
			}
			headers := foldRow(g, 1)
			for _, s := range tableSheets {
				if matchHeaders(g, s, 1, headers) != nil {
					return comma
				}
			}
		}
	}
	return 0
}

func csvReader(r io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = comma, -1, true
	return c
}

func csvText(s string) string {
	return strings.TrimSpace(norm.NFC.String(strings.NewReplacer("\u00a0", " ", "\ufeff", "").Replace(s)))
}

// readCSV reads the columns of ChiTieu or NhiemVu as text with separators. Unit
// and period stand in the lines above the headers ("Đơn vị báo cáo: …",
// "don_vi;…") or in columns don_vi and ky. A place is the line of the file and
// the header of the column.
func readCSV(name string, b []byte, cat *data.Catalogue) *data.Reading {
	r := newReading(name, b, "csv")
	text, problems := decodeText(name, b)
	r.Problems = append(r.Problems, problems...)
	if data.Blocks(problems) {
		return r
	}
	g, ok := readCSVGrid(r, name, text)
	if !ok {
		return r
	}
	dropPersonal(g)
	x := &recogniser{cat: cat, r: r, name: name}
	t := findTable(g, cat, x.names)
	if t != nil {
		t.placeByHeader()
		g.headFromColumns(t)
	} else {
		x.placeByRegions(g)
	}
	defer x.keepCells(g)
	var tables []*table
	if t != nil {
		tables = append(tables, t)
	}
	x.recognise(nil, []*grid{g}, tables)
	return r
}

func readCSVGrid(r *data.Reading, name, text string) (*grid, bool) {
	comma := csvComma(text)
	if comma == 0 {
		comma = ';'
	}
	g := &grid{cells: map[int32]*gridCell{}}
	in := csvReader(strings.NewReader(text), comma)
	cells := 0
	for {
		fields, err := in.Read()
		if err == io.EOF {
			return g, true
		}
		if err != nil {
			r.Problems = append(r.Problems, data.NewProblem("damaged", data.Block, data.Place{}, "name", name, "where", "toàn tệp", "why", "dấu ngăn cột hoặc dấu ngoặc kép không khớp"))
			return g, false
		}
		line, _ := in.FieldPos(0)
		cells += len(fields)
		if line > maxCSVRows || len(fields) > maxColumn || cells > maxCells {
			r.Problems = append(r.Problems, data.NewProblem("too_large", data.Block, data.Place{Row: line}, "name", name, "got", "hơn "+FormatNumber(maxCSVRows)+" dòng hoặc "+FormatNumber(maxColumn)+" cột", "want", FormatNumber(maxCSVRows)+" dòng, "+FormatNumber(maxColumn)+" cột"))
			return g, false
		}
		for i, f := range fields {
			if text := csvText(f); text != "" {
				g.put(&gridCell{row: line, col: i + 1, kind: 's', raw: f, text: text, value: true, at: data.Place{Row: line}})
			}
		}
	}
}

// placeByHeader names the columns of the table in the places of its cells.
func (t *table) placeByHeader() {
	for _, c := range t.cells {
		if c.row >= t.header {
			if h := t.cell(c.col, t.header); h != nil {
				c.at.Column = h.text
			}
		}
	}
}

// placeByRegions names the columns of free tables in the places of their cells.
func (x *recogniser) placeByRegions(g *grid) {
	for _, r := range x.regionsOf(g) {
		for _, col := range r.cols {
			for row := r.first; row <= r.last; row++ {
				if c := g.cell(col.col, row); c != nil {
					c.at.Column = col.leaf
				}
			}
		}
	}
}

// headFromColumns puts unit, period and other fields of the head that stand in
// columns of their own ("don_vi;ky;Mã;Kỳ này") above the table, where the head
// is looked for.
func (g *grid) headFromColumns(t *table) {
	taken := map[int]bool{}
	for _, col := range t.cols {
		taken[col] = true
	}
	for col := 1; col <= g.cols; col++ {
		h := g.cell(col, t.header)
		if h == nil || taken[col] || headKeys[headerKey(h.text)] == "" {
			continue
		}
		for row := t.first; row <= g.rows; row++ {
			if c := g.cell(col, row); c != nil {
				if t.head == nil {
					t.head = map[string]*gridCell{}
				}
				t.head[headKeys[headerKey(h.text)]] = c
				break
			}
		}
	}
}
