package ingest

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/data"
)

// maxUnitBytes bounds a file of a list of units: the country's has three megabytes.
const maxUnitBytes = 64 << 20

// unitTables are the files of a list of units, told by the columns of their first
// line: by the first column that no other has.
var unitTables = []struct {
	table, tell string
	columns     []string
}{
	{data.UnitsTable, "level", []string{"unit", "level", "valid_from", "valid_to", "name", "type", "code", "parent", "border", "source"}},
	{data.EdgesTable, "share", []string{"from", "to", "on", "share", "share_basis", "document"}},
	{data.MeasuresTable, "population", []string{"unit", "as_of", "households", "population", "ap_count", "source"}},
}

// unitReader reads the files of one list: what they say, where each row stands,
// and everything that is wrong in a row.
type unitReader struct {
	list     data.UnitList
	problems []data.Problem
	rows     map[data.UnitKey]unitPlace
	lost     map[string]bool // units of rows that could not be taken
	lostOut  map[string]bool // units of which an edge could not be taken
}

type unitPlace struct {
	file string
	line int
}

func (p unitPlace) where(column string) string {
	where := fmt.Sprintf("%s, dòng %d", p.file, p.line)
	if column != "" {
		where += ", cột " + column
	}
	return where
}

// ReadUnits reads files of a list of units, in any encoding and with any separator
// that a csv may have, and holds the list against the catalogue: the list, and
// every fault of it at once, each with its file, line and column. A list with a
// blocking problem cannot be taken in. cat is not changed.
func ReadUnits(files []NamedBytes, cat *data.Catalogue) (*data.UnitList, []data.Problem) {
	r, faults := readUnits(files, cat)
	return &r.list, append(r.problems, r.tell(faults)...)
}

// NamedBytes is a file in memory.
type NamedBytes struct {
	Name  string
	Bytes []byte
}

func readUnits(files []NamedBytes, cat *data.Catalogue) (*unitReader, []data.UnitFault) {
	r := &unitReader{rows: map[data.UnitKey]unitPlace{}, lost: map[string]bool{}, lostOut: map[string]bool{}}
	for _, f := range files {
		r.file(f)
	}
	_, faults := cat.CheckUnits(&r.list, "")
	return r, faults
}

// tell turns faults of the whole into problems with their places. What only
// follows from a row that could not be taken is not told twice.
func (r *unitReader) tell(faults []data.UnitFault) []data.Problem {
	var all []data.Problem
	for _, f := range faults {
		if r.follows(f) {
			continue
		}
		place, ok := r.rows[f.Row]
		if !ok {
			all = append(all, f.Problem(data.Place{}, "danh mục đang dùng, "+f.Where()))
			continue
		}
		all = append(all, f.Problem(data.Place{Row: place.line, Column: f.Column}, place.where(f.Column)))
	}
	return all
}

func (r *unitReader) follows(f data.UnitFault) bool {
	if r.lost[f.Row.Unit] || r.lost[f.Row.To] {
		return true
	}
	if r.lostOut[f.Row.Unit] && (f.Code == "edge_sum" || f.Code == "edge_none") {
		return true
	}
	for i := 0; i+1 < len(f.Args); i += 2 {
		if (f.Args[i] == "got" || f.Args[i] == "unit") && r.lost[f.Args[i+1]] {
			return true
		}
	}
	return false
}

func (r *unitReader) add(code string, level data.Level, p unitPlace, column string, args ...string) {
	r.problems = append(r.problems, data.NewProblem(code, level, data.Place{Row: p.line, Column: column}, append([]string{"where", p.where(column)}, args...)...))
}

// file reads one file into the list.
func (r *unitReader) file(f NamedBytes) {
	text, problems := decodeUpTo(f.Name, f.Bytes, maxUnitBytes)
	r.problems = append(r.problems, problems...)
	if data.Blocks(problems) {
		return
	}
	table, comma, above, text := unitHeader(text)
	if table < 0 {
		r.add("unit_file", data.Block, unitPlace{f.Name, 1}, "", "what", "unit, from hoặc share",
			"want", "của units.csv ("+strings.Join(unitTables[0].columns, ", ")+"), unit_edges.csv ("+strings.Join(unitTables[1].columns, ", ")+") hoặc unit_measures.csv ("+strings.Join(unitTables[2].columns, ", ")+")")
		return
	}
	in := csvReader(strings.NewReader(text), comma)
	var header []string
	for {
		fields, err := in.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			r.problems = append(r.problems, data.NewProblem("damaged", data.Block, data.Place{}, "name", f.Name, "where", "toàn tệp", "where_en", "the whole file",
				"why", "dấu ngăn cột hoặc dấu ngoặc kép không khớp", "why_en", "separators or quotes do not match"))
			return
		}
		line, _ := in.FieldPos(0)
		at := unitPlace{f.Name, line + above}
		for i := range fields {
			fields[i] = csvText(fields[i])
		}
		switch {
		case strings.Join(fields, "") == "":
		case header == nil:
			if header = fields; !r.header(at, unitTables[table].columns, header) {
				return
			}
		default:
			r.row(unitTables[table].table, &unitFields{r: r, at: at, header: header, fields: fields})
		}
	}
}

// unitHeader tells which table a text is and by what its columns are separated:
// the first line decides. -1 when it is none.
func unitHeader(text string) (table int, comma rune, above int, rest string) {
	if _, after := namedComma(text); len(after) != len(text) {
		text, above = after, 1
	}
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	for _, comma := range separators {
		names, err := csvReader(strings.NewReader(line), comma).Read()
		if err != nil || len(names) < 2 {
			continue
		}
		for i := range names {
			names[i] = columnName(names[i])
		}
		for i, t := range unitTables {
			if slices.Contains(names, t.tell) {
				return i, comma, above, text
			}
		}
	}
	return -1, 0, above, text
}

func columnName(s string) string { return strings.ToLower(csvText(s)) }

// header holds the first line against the columns that a table has.
func (r *unitReader) header(at unitPlace, columns, header []string) bool {
	ok := true
	for i := range header {
		header[i] = columnName(header[i])
	}
	for _, c := range columns {
		if !slices.Contains(header, c) {
			r.add("unit_file", data.Block, at, "", "what", c, "want", strings.Join(columns, ", "))
			ok = false
		}
	}
	for _, h := range header {
		if h != "" && !slices.Contains(columns, h) {
			r.add("unmapped_column", data.Inform, at, h, "got", h)
		}
	}
	return ok
}

// row takes in one row. One that lacks what names it is not taken.
func (r *unitReader) row(table string, f *unitFields) {
	switch table {
	case data.UnitsTable:
		v := data.UnitRow{Level: f.oneOf("level", data.LevelProvince, data.LevelTown, data.LevelCommune, data.LevelAp),
			UnitVersion: data.UnitVersion{UnitID: f.key("unit"), ValidFrom: f.day("valid_from"), ValidTo: f.optDay("valid_to"),
				Name: f.must("name"), Type: f.must("type"), Code: f.code("code"), ParentID: f.text("parent"), Border: f.yes("border"), Source: f.must("source")}}
		v.SearchKey, v.SortKey = data.SearchKey(v.Name), data.SortKey(v.Name)
		r.lost[v.UnitID] = r.lost[v.UnitID] || f.lost
		if r.take(v.Key(), f) {
			r.list.Units = append(r.list.Units, v)
		}
	case data.EdgesTable:
		e := data.UnitEdge{From: f.key("from"), To: f.key("to"), On: f.day("on"), Share: f.share("share"), ShareBasis: f.must("share_basis"), Document: f.must("document")}
		r.lostOut[e.From] = r.lostOut[e.From] || f.lost
		if r.take(e.Key(), f) {
			r.list.Edges = append(r.list.Edges, e)
		}
	case data.MeasuresTable:
		m := data.UnitMeasure{UnitID: f.key("unit"), AsOf: f.day("as_of"), Households: f.count("households"), Population: f.count("population"), ApCount: f.count("ap_count"), Source: f.must("source")}
		if r.take(m.Key(), f) {
			r.list.Measures = append(r.list.Measures, m)
		}
	}
}

// take says whether a row is taken: it is whole and stands once.
func (r *unitReader) take(key data.UnitKey, f *unitFields) bool {
	if f.lost {
		return false
	}
	if other, twice := r.rows[key]; twice {
		r.add("unit_row_twice", data.Block, f.at, "", "other", other.where(""))
		return false
	}
	r.rows[key] = f.at
	return true
}

// unitFields are the fields of one row, read by column; every fault is told. lost
// means that the row cannot be taken.
type unitFields struct {
	r              *unitReader
	at             unitPlace
	header, fields []string
	lost           bool
}

func (f *unitFields) text(column string) string {
	if i := slices.Index(f.header, column); i >= 0 && i < len(f.fields) {
		return f.fields[i]
	}
	return ""
}

func (f *unitFields) wrong(code, column string, args ...string) {
	f.lost = true
	f.r.add(code, data.Block, f.at, column, args...)
}

func (f *unitFields) must(column string) string {
	s := f.text(column)
	if s == "" {
		f.wrong("missing_required", column, "what", column)
	}
	return s
}

var unitKeyForm = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

func (f *unitFields) key(column string) string {
	s := f.must(column)
	if s != "" && !unitKeyForm.MatchString(s) {
		f.wrong("unit_key", column, "got", s)
	}
	return s
}

// code is an official code; a spreadsheet eats the zeros at its front, which
// nobody can put back for sure, so that is for the sender to look at.
func (f *unitFields) code(column string) string {
	s := f.text(column)
	if s != "" && !officialCode.MatchString(s) {
		f.wrong("unknown_word", column, "got", s, "want", "2 đến 5 chữ số, hoặc để trống")
	}
	return s
}

func (f *unitFields) oneOf(column string, allowed ...string) string {
	s := f.must(column)
	if s != "" && !slices.Contains(allowed, s) {
		f.wrong("unknown_word", column, "got", s, "want", strings.Join(allowed, ", "))
	}
	return s
}

func (f *unitFields) day(column string) data.Day {
	s := f.must(column)
	if s == "" {
		return 0
	}
	if t, err := time.Parse("2/1/2006", s); err == nil {
		return data.Date(t.Date())
	}
	d, err := data.ParseDay(s)
	if err != nil {
		f.wrong("date_suspect", column, "got", s, "why", "không phải là ngày", "why_en", "is no date")
	}
	return d
}

func (f *unitFields) optDay(column string) data.Day {
	if f.text(column) == "" {
		return 0
	}
	return f.day(column)
}

func (f *unitFields) yes(column string) bool {
	switch s := data.SearchKey(f.text(column)); s {
	case "true", "1", "co", "x":
		return true
	case "", "false", "0", "khong":
	default:
		f.wrong("unknown_word", column, "got", s, "want", "true, false")
	}
	return false
}

func (f *unitFields) share(column string) float64 {
	s := f.must(column)
	n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if s != "" && err != nil {
		f.wrong("not_a_number", column, "got", s)
	}
	return n
}

// grouped is a whole number with its thousands set apart.
var grouped = regexp.MustCompile(`^\d{1,3}([. ]\d{3})+$`)

func (f *unitFields) count(column string) *int {
	s := f.text(column)
	if s == "" {
		return nil
	}
	if grouped.MatchString(s) {
		s = strings.NewReplacer(".", "", " ", "").Replace(s)
	}
	n, err := strconv.Atoi(s)
	switch {
	case err != nil:
		f.wrong("not_a_number", column, "got", s)
		return nil
	case n < 0:
		f.wrong("negative", column, "what", column, "got", s)
	}
	return &n
}
