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

// separators are what stands between the columns of a csv, the likelier first:
// Excel writes semicolons where the comma is decimal.
var separators = []rune{';', '\t', ',', '|'}

// readTextOrCSV tells a table from prose: a csv names its separator, or has a
// line near its top that holds headers of ours, or lines of equal columns.
func readTextOrCSV(name string, b []byte, cat *data.Catalogue, h Hints) *data.Reading {
	if text, problems := decodeText(name, b); !data.Blocks(problems) {
		if csvComma(text) != 0 {
			return readCSV(name, b, cat, h)
		}
		if line := tooWide(text); line > 0 {
			r := newReading(name, b, "csv")
			r.Problems = append(r.Problems, problems...)
			r.Problems = append(r.Problems, csvTooLarge(name, line))
			return r
		}
	}
	return readText(name, b, cat, h)
}

// tooWide is the number of the first line that is a row of ten times as many
// columns as a table may have, 0 for none. Commas do not count: a long paragraph
// has many.
func tooWide(text string) int {
	no := 0
	for line := range strings.SplitSeq(text, "\n") {
		no++
		for _, comma := range []string{";", "\t", "|"} {
			if len(line) > 10*maxColumn && strings.Count(line, comma) > 10*maxColumn {
				return no
			}
		}
	}
	return 0
}

func csvTooLarge(name string, line int) data.Problem {
	return data.NewProblem("too_large", data.Block, data.Place{Row: line}, "name", name,
		"got", "hơn "+FormatNumber(maxCSVRows)+" dòng hoặc "+FormatNumber(maxColumn)+" cột", "want", FormatNumber(maxCSVRows)+" dòng, "+FormatNumber(maxColumn)+" cột")
}

// csvComma is the separator of a text, 0 when it is none of columns: the one its
// first line names ("sep=;", which Excel reads), else the one under which one of
// the first lines holds headers of one of our tables, else the one that cuts the
// lines into equal columns.
func csvComma(text string) rune {
	if comma, _ := namedComma(text); comma != 0 {
		return comma
	}
	// Two rows more than a header may stand in, for the rows below it; the rest of
	// the text is no row.
	lines := strings.SplitN(text, "\n", headerRows+3)
	lines = lines[:min(len(lines), headerRows+2)]
	for _, comma := range separators {
		for _, line := range lines[:min(len(lines), headerRows)] {
			if holdsHeaders(line, comma) {
				return comma
			}
		}
	}
	if comma := regularComma(text); comma != 0 {
		return comma
	}
	for _, comma := range separators {
		for i := range lines[:min(len(lines), headerRows)] {
			if holdsFreeHeaders(lines[i:], comma) {
				return comma
			}
		}
	}
	return 0
}

// holdsFreeHeaders tells the headers of a free layout in the first line: what is
// counted or done, and how much, with two rows of as many columns below. Prose
// has commas and semicolons too, but no such words alone between them.
func holdsFreeHeaders(lines []string, comma rune) bool {
	columns := strings.Count(strings.TrimRight(lines[0], "\r"+string(comma)), string(comma))
	if columns < 1 || comma == ',' && columns < 2 || strings.Count(strings.Join(lines[1:min(len(lines), 3)], ""), string(comma)) < 2*columns {
		return false
	}
	fields, err := csvReader(strings.NewReader(lines[0]), comma).Read()
	if err != nil || len(fields) > maxColumn {
		return false
	}
	named, held := false, false
	for _, f := range fields {
		f = csvText(f)
		switch role := columnOf(f, f).role; {
		case f == "":
		case endsSentence(f):
			return false
		case len([]rune(f)) > longestCaption/2:
			return false
		case role == roleName, role == roleTask, role == roleModel, role == rolePerson, equals(folded(f), placeNames):
			named = true
		default:
			held = true
		}
	}
	return named && held
}

// endsSentence tells prose from a header: a stop behind three words or more.
func endsSentence(s string) bool {
	return strings.HasSuffix(s, ".") && len(strings.Fields(s)) > 2
}

// namedComma is the separator that the first line names, with the rest of the
// text.
func namedComma(text string) (comma rune, rest string) {
	line, rest, found := strings.Cut(text, "\n")
	line = strings.ToLower(strings.Trim(strings.TrimRight(line, "\r;,|"), `"`))
	if name, is := strings.CutPrefix(line, "sep="); found && is {
		if name == "" { // sep=; and the rest was taken for empty columns
			name = strings.TrimLeft(text[strings.Index(text, "=")+1:], `"`)
		}
		for _, comma := range separators {
			if strings.HasPrefix(name, string(comma)) {
				return comma, rest
			}
		}
	}
	return 0, text
}

func holdsHeaders(line string, comma rune) bool {
	if !strings.ContainsRune(line, comma) {
		return false
	}
	fields, err := csvReader(strings.NewReader(line), comma).Read()
	if err != nil || len(fields) > maxColumn {
		return false
	}
	g := &grid{cells: map[int32]*gridCell{}}
	for i, f := range fields {
		g.put(&gridCell{row: 1, col: i + 1, kind: 's', text: csvText(f)})
	}
	headers := foldRow(g, 1)
	for _, s := range tableSheets {
		if matchHeaders(g, s, 1, headers) != nil {
			return true
		}
	}
	return false
}

// regularRows is how many rows are looked at for equal columns.
const regularRows = 60

// regularComma is the separator that cuts three rows in four, and at least four,
// into the same number of columns, three or more (two where all rows agree):
// prose has commas too, but never so evenly. The one with most columns wins.
func regularComma(text string) rune {
	best, most := rune(0), 0
	for _, comma := range separators {
		if !strings.ContainsRune(text, comma) {
			continue
		}
		widths, rows := map[int]int{}, 0
		in := csvReader(strings.NewReader(text), comma)
		for rows < regularRows {
			fields, err := in.Read()
			if err != nil {
				break
			}
			switch width := len(fields); {
			case strings.TrimSpace(strings.Join(fields, "")) == "":
				continue
			case width == 2 && (csvText(fields[0]) == "" || csvText(fields[1]) == ""):
				widths[1]++ // a list whose lines end in semicolons
			default:
				widths[width]++
			}
			rows++
		}
		for width, n := range widths {
			if n >= 4 && width > most && (width >= 3 && n*4 >= rows*3 || width == 2 && n == rows) {
				best, most = comma, width
			}
		}
	}
	return best
}

func csvReader(r io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = comma, -1, true
	return c
}

var csvCleaner = strings.NewReplacer("\u00a0", " ", "\ufeff", "")

func csvText(s string) string { return strings.TrimSpace(norm.NFC.String(csvCleaner.Replace(s))) }

// readCSV reads the columns of ChiTieu or NhiemVu as text with separators. Unit
// and period stand in the lines above the headers ("Đơn vị báo cáo: …",
// "don_vi;…") or in columns don_vi and ky. A place is the line of the file and
// the header of the column.
func readCSV(name string, b []byte, cat *data.Catalogue, h Hints) *data.Reading {
	r := newReading(name, b, "csv")
	text, problems := decodeText(name, b)
	r.Problems = append(r.Problems, problems...)
	if data.Blocks(problems) {
		return r
	}
	g, problems := csvGrid(name, text)
	r.Problems = append(r.Problems, problems...)
	if data.Blocks(problems) {
		return r
	}
	dropPersonal(g)
	x := &recogniser{cat: cat, r: r, name: name, hints: h}
	t := x.ownTable(g, nil)
	if t != nil {
		t.placeByHeader()
		g.headFromColumns(t)
	} else {
		x.placeByRegions(g)
	}
	h.correct(g)
	defer x.keepCells(g)
	var tables []*table
	if t != nil {
		tables = append(tables, t)
	}
	x.recognise(nil, []*grid{g}, tables)
	return r
}

// csvGrid is the grid of a text of columns, in any layout. The row of a cell is
// the line of the file.
func csvGrid(name, text string) (*grid, []data.Problem) {
	comma := csvComma(text)
	if comma == 0 {
		comma = ';'
	}
	above := 0 // lines before the table
	if named, rest := namedComma(text); named != 0 {
		text, above = rest, 1
	}
	g := &grid{cells: map[int32]*gridCell{}}
	refuse := func(code string, at data.Place, args ...string) (*grid, []data.Problem) {
		return g, []data.Problem{data.NewProblem(code, data.Block, at, append([]string{"name", name}, args...)...)}
	}
	in := csvReader(strings.NewReader(text), comma)
	cells := 0
	for {
		fields, err := in.Read()
		if err == io.EOF {
			return g, nil
		}
		if err != nil {
			return refuse("damaged", data.Place{}, "where", "toàn tệp", "why", "dấu ngăn cột hoặc dấu ngoặc kép không khớp")
		}
		line, _ := in.FieldPos(0)
		line += above
		cells += len(fields)
		if line > maxCSVRows || len(fields) > maxColumn || cells > maxCells {
			return g, []data.Problem{csvTooLarge(name, line)}
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
