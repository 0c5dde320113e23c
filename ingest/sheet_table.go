package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"danbiet/data"
)

// table is a grid with the columns of one schema found in it.
type table struct {
	*grid
	source *grid // the grid it was found in, hidden rows and all
	schema *sheetSchema
	header int                  // row of the headers
	first  int                  // first row of data
	cols   map[string]int       // column key → column
	keyed  bool                 // found by machine keys: this is our own template
	head   map[string]*gridCell // fields of the head that stand in columns (csv)
}

// of is the cell of a column in a row, nil when there is none.
func (t *table) of(key string, row int) *gridCell {
	col, ok := t.cols[key]
	if !ok {
		return nil
	}
	return t.cell(col, row)
}

func (t *table) textOf(key string, row int) string {
	if c := t.of(key, row); c != nil {
		return c.text
	}
	return ""
}

// ours tells a table of our form, or one typed by hand with its codes, from a
// free layout that happens to have a column of one of its names.
func (t *table) ours(cat *data.Catalogue) bool {
	if t.keyed || t.schema != &indicatorSheet {
		return true
	}
	for row := t.first; row <= t.rows; row++ {
		if _, ok := indicatorOf(cat, t.textOf("code", row)); ok {
			return true
		}
	}
	return false
}

// headerRows is how far down a header is looked for: letterheads are long.
const headerRows = 40

// findTable finds the table of a grid, nil when it has none of ours. Machine
// keys decide; without them the headers do, and where they fit two tables the
// sheet's name, then whether the rows name indicators, then how many fit.
func findTable(g *grid, cat *data.Catalogue, names func() map[string]data.Indicator) *table {
	t := anyTable(g, cat, names)
	if t == nil || !t.ours(cat) {
		return nil
	}
	t.source = g
	return t
}

// keyedTable finds the machine keys of our template in a grid.
func keyedTable(g *grid) *table {
	for row := 1; row <= min(g.rows, headerRows); row++ {
		if t := keyedRow(g, row); t != nil {
			t.source = g
			return t
		}
	}
	return nil
}

// keyedTables are the tables of our template, by grid; complete tells that all
// are there, so that no other grid needs to be searched for headers.
func keyedTables(grids []*grid) (found map[*grid]*table, complete bool) {
	found = map[*grid]*table{}
	schemas := map[*sheetSchema]bool{}
	for _, g := range grids {
		if t := keyedTable(g); t != nil {
			found[g] = t
			schemas[t.schema] = true
		}
	}
	return found, len(schemas) == len(tableSheets)
}

func anyTable(g *grid, cat *data.Catalogue, names func() map[string]data.Indicator) *table {
	if t := keyedTable(g); t != nil {
		return t
	}
	candidates := map[*sheetSchema]*table{}
	for row := 1; row <= min(g.rows, headerRows) && len(candidates) < len(tableSheets); row++ {
		headers := foldRow(g, row)
		for _, s := range tableSheets {
			if t := matchHeaders(g, s, row, headers); t != nil && candidates[s] == nil {
				candidates[s] = t
			}
		}
	}
	var best *table
	bestScore := 0
	for _, s := range tableSheets {
		t := candidates[s]
		if t == nil {
			continue
		}
		score := len(t.cols)
		if g.name == s.name {
			score += 100
		}
		if s == &indicatorSheet && len(candidates) > 1 && holdsIndicators(t, cat, names) {
			score += 25
		}
		if score > bestScore {
			best, bestScore = t, score
		}
	}
	return best
}

// keyedRow reads a row as machine keys; the headers for people follow it.
func keyedRow(g *grid, row int) *table {
	if g.text(1, row) == "" {
		return nil
	}
	var best *table
	for _, s := range tableSheets {
		t := &table{grid: g, schema: s, header: row + 1, first: row + 2, cols: map[string]int{}, keyed: true}
		for col := 1; col <= g.cols; col++ {
			if key := g.text(col, row); key != "" && s.column(key) >= 0 && t.cols[key] == 0 {
				t.cols[key] = col
			}
		}
		if t.complete() && (best == nil || len(t.cols) > len(best.cols)) {
			best = t
		}
	}
	return best
}

// A header as it is compared: folded with its marks, and without them when it
// was typed without any.
type foldedHeader struct {
	col         int
	exact, bare string
}

const longestHeader = 80

func foldRow(g *grid, row int) []foldedHeader {
	var headers []foldedHeader
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c == nil || c.merged || c.text == "" || c.kind == 'n' || len([]rune(c.text)) > longestHeader {
			continue
		}
		h := foldedHeader{col: col, exact: "=" + headerKey(c.text)}
		if bare := data.SearchKey(c.text); bare == strings.ToLower(strings.TrimSpace(c.text)) {
			h.bare = bare
		}
		headers = append(headers, h)
	}
	return headers
}

func matchHeaders(g *grid, s *sheetSchema, row int, headers []foldedHeader) *table {
	t := &table{grid: g, schema: s, header: row, first: row + 1, cols: map[string]int{}}
	for _, h := range headers {
		key := headerKeys[s][h.exact]
		if key == "" && h.bare != "" {
			key = headerKeys[s][h.bare]
		}
		if _, taken := t.cols[key]; key != "" && !taken {
			t.cols[key] = h.col
		}
	}
	if !t.complete() {
		return nil
	}
	return t
}

func (t *table) complete() bool {
	for _, group := range t.schema.needs {
		found := false
		for _, key := range group {
			_, has := t.cols[key]
			found = found || has
		}
		if !found {
			return false
		}
	}
	return len(t.cols) >= 2
}

// headerKeys has, for each schema, what its headers and their synonyms fold to:
// once with the marks of Vietnamese ("=" in front), once without, for headers
// typed without any; "Mã" is not "Ma".
var headerKeys = func() map[*sheetSchema]map[string]string {
	all := map[*sheetSchema]map[string]string{}
	for _, s := range tableSheets {
		keys := map[string]string{}
		for _, c := range s.columns {
			for _, name := range append([]string{c.key, c.title}, c.synonyms...) {
				for _, key := range []string{"=" + headerKey(name), data.SearchKey(name)} {
					if keys[key] == "" {
						keys[key] = c.key
					}
				}
			}
		}
		all[s] = keys
	}
	return all
}()

// headerKey folds a header: placing of tones, case, punctuation, line breaks.
func headerKey(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '%' {
			return r
		}
		return ' '
	}, s)
	return data.ToneKey(s)
}

var indicatorCode = regexp.MustCompile(`^(?i:QC)\s*(\d{1,2})\s*([a-cA-C]?)$`)

// indicatorOf finds the indicator that a code names.
func indicatorOf(cat *data.Catalogue, code string) (data.Indicator, bool) {
	m := indicatorCode.FindStringSubmatch(strings.TrimSpace(code))
	if m == nil {
		return data.Indicator{}, false
	}
	number := m[1]
	if len(number) == 1 {
		number = "0" + number
	}
	return cat.IndicatorByCode("QC"+number, strings.ToLower(m[2]))
}

// holdsIndicators tells whether the table's first rows name indicators.
func holdsIndicators(t *table, cat *data.Catalogue, names func() map[string]data.Indicator) bool {
	for row := t.first; row <= min(t.rows, t.first+20); row++ {
		if _, ok := indicatorOf(cat, t.textOf("code", row)); ok {
			return true
		}
	}
	for row := t.first; row <= min(t.rows, t.first+20); row++ {
		if name := t.textOf("name", row); name != "" {
			if _, ok := names()[nameKey(name)]; ok {
				return true
			}
		}
	}
	return false
}

// namesOf maps names and synonyms of indicators to them; a name that two share
// is nobody's.
func namesOf(cat *data.Catalogue) map[string]data.Indicator {
	names := make(map[string]data.Indicator, 6*len(cat.Indicators))
	shared := map[string]bool{}
	for _, in := range cat.Indicators {
		for _, n := range append([]string{in.NameVi}, in.Synonyms...) {
			key := nameKey(n)
			if other, taken := names[key]; taken && indicatorID(other) != indicatorID(in) {
				shared[key] = true
			}
			names[key] = in
		}
	}
	for key := range shared {
		delete(names, key)
	}
	delete(names, "")
	return names
}

// nameKey folds the name of an indicator; a number or dash in front is dropped.
func nameKey(s string) string {
	return headerKey(strings.TrimLeft(s, "0123456789.-–+*… )"))
}
