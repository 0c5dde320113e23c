package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"danbiet/data"
)

// recogniser makes a reading of grids: who, when, tasks, figures, and what is
// wrong with them. It does not know what kind of file the grids came in.
type recogniser struct {
	cat      *data.Catalogue
	r        *data.Reading
	name     string
	date1904 bool
	hints    Hints

	period    data.Period
	hasPeriod bool
	unit      data.UnitVersion
	hasUnit   bool
	aps       map[string]bool // keys of the unit's ấp, when the catalogue knows them

	// of free layouts
	free         bool   // no form of ours: what an annex need not state is not missed
	moneyAbove   string // unit of money said in the text above the tables
	linesBefore  map[*grid]string
	implied      []*figure // wholes of "11/12"
	captionRoles map[string]columnRole
	identified   map[rowName]identity
	folds        map[string]*foldedText
	columns      map[[2]string]freeColumn
	nouns        map[string]string
	hiddenSaid   map[data.Place]bool
	tableTasks   map[string]bool // labels read from tables
}

// A catalogueIndex is one of the indexes of names that readers make of a
// catalogue, once for all files.
type catalogueIndex string

const (
	indexOfNames  catalogueIndex = "names"
	indexOfFolded catalogueIndex = "folded"
	indexOfBare   catalogueIndex = "bare" // typed without marks
)

func newReading(name string, b []byte, format string) *data.Reading {
	return &data.Reading{
		File: fileInfo(name, b, format), Kind: data.KindUnknown,
		Tasks: []data.PlanTask{}, Obligations: []data.ReportDuty{}, Citations: []data.Citation{},
		Recipients: []string{}, Problems: []data.Problem{},
	}
}

func (x *recogniser) add(code string, level data.Level, at data.Place, args ...string) {
	x.r.Problems = append(x.r.Problems, data.NewProblem(code, level, at, args...))
}

// addAt is add for the codes whose sentence begins with the place.
func (x *recogniser) addAt(code string, level data.Level, at data.Place, args ...string) {
	x.add(code, level, at, append([]string{"where", where(at)}, args...)...)
}

func (x *recogniser) names() map[string]data.Indicator {
	return x.cat.WorkedOut(indexOfNames, func() any { return namesOf(x.cat) }).(map[string]data.Indicator)
}

// keepCells records every non-empty cell of a grid as it stands.
func (x *recogniser) keepCells(g *grid) {
	x.r.Cells = slices.Grow(x.r.Cells, len(g.cells))
	for row := 1; row <= g.rows; row++ {
		for col := 1; col <= g.cols; col++ {
			if c := g.cell(col, row); c != nil && !c.merged && (c.text != "" || c.was != nil) {
				x.r.Cells = append(x.r.Cells, data.Cell{At: c.at, Sheet: g.name, Row: row, Col: col, Text: c.printed(), Hidden: c.hidden})
			}
		}
	}
}

// recognise reads the head, then the tables, then how they fit together. Grids
// without a table of ours are looked through for free layouts.
func (x *recogniser) recognise(meta map[string]string, forms []*grid, tables []*table) {
	var regions []*region
	if meta == nil {
		regions = x.ofUse(x.regionsIn(without(forms, tables)))
		x.free = len(tables) == 0 || len(regions) > 0
	}
	if meta == nil && len(tables) == 0 && len(regions) == 0 {
		x.add("no_kind", data.Block, data.Place{}, "name", x.name)
		return
	}
	x.r.Kind = data.KindReport
	x.r.Report = &data.ReportValues{Tasks: []data.TaskStatus{}, Indicators: []data.IndicatorValue{}, Exemplars: []data.ExemplarNamed{}}
	head := findHead(forms, tables, regions)
	if meta == nil {
		x.freePeriod(forms, regions, head)
	}
	head = x.hintedHead(meta, head)
	x.readPeriod(meta, head)
	if meta == nil {
		x.freeHead(forms, regions, head)
		head = x.hintedHead(meta, head)
	}
	x.readUnit(meta, head)
	if meta == nil {
		x.windowAround(forms, regions)
	}
	x.readHead(head)
	if meta == nil && x.r.Signer == nil {
		x.signerAround(forms, regions)
	}
	figures := newFigures()
	x.readForm(meta, tables, figures)
	x.readRegions(regions, figures)
	x.finishFigures(figures)
	if !data.Blocks(x.r.Problems) && len(x.r.Report.Indicators) == 0 && len(x.r.Report.Exemplars) == 0 && !anyStatus(x.r.Report.Tasks) {
		x.addAt("missing_required", data.Block, data.Place{}, "what", "số liệu (biểu còn trống)")
	}
}

// without are the grids that have no table of ours.
func without(forms []*grid, tables []*table) []*grid {
	var out []*grid
	for _, g := range forms {
		own := false
		for _, t := range tables {
			own = own || t.source == g || t.grid == g
		}
		if !own {
			out = append(out, g)
		}
	}
	return out
}

// readForm reads the tables of our own form, or of one like it.
func (x *recogniser) readForm(meta map[string]string, tables []*table, figures *figureSet) {
	read := map[*sheetSchema]*table{}
	for _, t := range tables {
		if first := read[t.schema]; first != nil {
			x.addAt("duplicate_row", data.Warn, data.Place{Sheet: t.name}, "what", "bảng "+t.schema.title, "other", "sheet "+first.name)
			continue
		}
		read[t.schema] = t
		x.checkColumns(t)
		x.dropHiddenRows(t)
	}
	if t := read[&taskSheet]; t != nil {
		x.readTasks(t)
	}
	if t := read[&apSheet]; t != nil {
		x.readAps(t)
	}
	if t := read[&indicatorSheet]; t != nil {
		x.figuresOfTable(t, figures)
	}
	if meta != nil {
		for _, s := range tableSheets {
			if read[s] == nil {
				x.addAt("missing_required", data.Warn, data.Place{Sheet: s.name}, "what", "sheet này của biểu mẫu")
			}
		}
	}
}

// dropHiddenRows takes the rows that nobody sees out of a table and says so: an
// old figure is often hidden rather than deleted.
func (x *recogniser) dropHiddenRows(t *table) {
	seen := *t.grid
	seen.cells = make(map[int32]*gridCell, len(t.cells))
	hidden := map[int]bool{}
	for key, c := range t.cells {
		if c.row >= t.first && c.hidden {
			hidden[c.row] = hidden[c.row] || !c.merged && c.text != ""
			continue
		}
		seen.cells[key] = c
	}
	t.grid = &seen
	for row := t.first; row <= t.rows; row++ {
		if hidden[row] {
			x.add("hidden_content", data.Warn, data.Place{Sheet: t.name, Cell: at(1, row)}, "what", fmt.Sprintf("Sheet %s, dòng %d", t.name, row))
		}
	}
}

func anyStatus(tasks []data.TaskStatus) bool {
	for _, t := range tasks {
		if t.Status != "" || t.Actual != nil || t.Progress != nil {
			return true
		}
	}
	return false
}

// checkColumns says which columns with figures are not read, and which are
// missing from our own template.
func (x *recogniser) checkColumns(t *table) {
	taken := map[int]bool{}
	for _, col := range t.cols {
		taken[col] = true
	}
	for col := 1; col <= t.grid.cols; col++ {
		h := t.cell(col, t.header)
		if taken[col] || h == nil || h.merged || ordinalHeader(h.text) || t.head[headKeys[headerKey(h.text)]] != nil {
			continue
		}
		for row := t.first; row <= t.rows; row++ {
			if c := t.cell(col, row); c != nil && !c.merged && c.text != "" {
				x.addAt("unmapped_column", data.Warn, h.at, "got", h.text)
				break
			}
		}
	}
	if !t.keyed {
		return
	}
	for _, c := range t.schema.columns {
		if _, ok := t.cols[c.key]; !ok {
			x.addAt("missing_required", data.Warn, data.Place{Sheet: t.name}, "what", "cột “"+c.title+"” của biểu mẫu")
		}
	}
}

func ordinalHeader(s string) bool {
	switch headerKey(s) {
	case "stt", "tt", headerKey("Số TT"), headerKey("Số thứ tự"):
		return true
	}
	return false
}

// headerOf has the folded labels of the head's fields.
var headKeys = func() map[string]string {
	keys := map[string]string{}
	for _, f := range headFields {
		for _, name := range append([]string{f.label, f.key}, f.synonyms...) {
			if k := headerKey(name); keys[k] == "" {
				keys[k] = f.key
			}
		}
	}
	return keys
}()

// findHead finds the fields of the head: beside machine keys or labels, or after
// a colon in the same cell, above the first table's header.
func findHead(forms []*grid, tables []*table, regions []*region) map[string]*gridCell {
	head := map[string]*gridCell{}
	for _, g := range forms {
		last := g.rows
		for _, t := range tables {
			if t.grid == g {
				last = t.header - 1
			}
		}
		for _, r := range regions {
			if r.g == g {
				last = min(last, r.head-1)
			}
		}
		for row := 1; row <= min(last, 60); row++ {
			headRow(g, row, head)
		}
	}
	for _, t := range tables {
		for key, c := range t.head {
			if head[key] == nil {
				head[key] = c
			}
		}
	}
	return head
}

// longestLabel is the longest label of a field, in runes.
const longestLabel = 60

// headKey is the field that a label announces, "" for none.
func headKey(label string) string {
	if len(label) > 4*longestLabel || len([]rune(label)) >= longestLabel {
		return "" // the template explains itself in long texts
	}
	return headKeys[headerKey(label)]
}

func headRow(g *grid, row int, head map[string]*gridCell) {
	field := ""
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c == nil || c.merged || c.text == "" && !c.formula {
			continue
		}
		label, value, inside := strings.Cut(c.text, ":")
		if key := headKey(label); key != "" {
			field = key
			if value = strings.TrimSpace(value); inside && value != "" && head[key] == nil {
				v := *c
				v.text, v.kind = value, 's'
				head[key] = &v
			}
			continue
		}
		if field != "" && isHint(field, c.text) {
			return // the value's cell is empty
		}
		if field != "" && head[field] == nil {
			head[field] = c
		}
		if field != "" {
			return // the rest of the row explains
		}
	}
}

// isHint tells the template's own words of how to fill a field.
func isHint(key, text string) bool {
	for _, f := range headFields {
		if f.key == key {
			return f.hint == text
		}
	}
	return false
}

var (
	yearSaid   = regexp.MustCompile(`(?i)năm\s*(20\d\d)`)
	yearAlone  = regexp.MustCompile(`20\d\d`)
	dateWindow = regexp.MustCompile(`(?i)từ\s*(?:ngày\s*)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*(?:đến|-|–)\s*(?:hết\s*)?(?:ngày\s*)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})`)
)

// periodNamed finds the period that a text names: its key, or report type and
// year in words.
func periodNamed(cat *data.Catalogue, s string) (data.Period, bool) {
	if p, ok := cat.PeriodByID(strings.ToUpper(strings.TrimSpace(s))); ok {
		return p, true
	}
	key := data.SearchKey(s)
	reportType := ""
	switch {
	case strings.Contains(key, "6 thang"), strings.Contains(key, "sau thang"), strings.Contains(key, "so ket"):
		reportType = "so-ket-6t"
	case strings.Contains(key, "tong ket"), strings.Contains(key, "ca nam"), strings.HasPrefix(key, "nam "):
		reportType = "tong-ket-nam"
	}
	year := ""
	if m := yearSaid.FindStringSubmatch(s); m != nil {
		year = m[1]
	} else {
		year = yearAlone.FindString(s)
	}
	for _, p := range cat.Periods {
		if p.ReportType == reportType && fmt.Sprint(p.Year) == year {
			return p, true
		}
	}
	return data.Period{}, false
}

func (x *recogniser) readPeriod(meta map[string]string, head map[string]*gridCell) {
	cell := head["period"]
	place, got := data.Place{}, ""
	if cell != nil {
		place, got = cell.at, cell.text
	}
	if id := meta["period"]; id != "" {
		got = id
		x.period, x.hasPeriod = x.cat.PeriodByID(id)
		if cell != nil && x.hasPeriod {
			if p, ok := periodNamed(x.cat, cell.text); ok && p.ID != x.period.ID {
				x.addAt("contradiction", data.Warn, place, "what", "kỳ báo cáo", "got", cell.text, "other", "khóa của biểu mẫu", "want", periodTitle(x.cat, x.period))
			}
		}
	} else if got != "" {
		x.period, x.hasPeriod = periodNamed(x.cat, got)
	}
	switch {
	case x.hasPeriod:
		x.r.Period = x.period.ID
		year := x.period.Year
		x.r.Head.Year = &year
		x.r.Report.Year, x.r.Report.Report = year, reportName(x.cat, x.period.ReportType)
	case got == "":
		x.addAt("missing_required", data.Block, place, "what", "kỳ báo cáo")
	default:
		var known []string
		for _, p := range x.cat.Periods {
			known = append(known, p.ID)
		}
		x.add("unknown_period", data.Block, place, "got", short(got), "want", strings.Join(known, ", "))
	}
	if cell != nil {
		if m := dateWindow.FindStringSubmatch(cell.printed()); m != nil {
			from, _ := ParseDate(m[1], 0)
			to, _ := ParseDate(m[2], 0)
			x.r.Report.DataFrom, x.r.Report.DataTo = from, to
		}
	}
}

// day on which the unit must exist: the end of the data window.
func (x *recogniser) onDay() data.Day {
	if x.hasPeriod {
		return x.period.DataTo
	}
	return 0
}

// committee tells a text that names the People's Committee itself.
var committee = regexp.MustCompile(`(?i)^\s*(?:ubnd|(?:ủy|uỷ) ban nhân dân)`)

// unitCalled finds the unit that a text names; alone tells that exactly one has
// that name.
func unitCalled(cat *data.Catalogue, s string, on data.Day) (v data.UnitVersion, name string, ok bool) {
	name = unitSaid(s).String()
	id, _ := Match(cat, s, on, nil)
	if id == "" {
		return v, name, false
	}
	v, ok = cat.UnitOn(id, on)
	return v, name, ok
}

// nearUnits are units with nearly that name: to be offered, never taken.
func nearUnits(cat *data.Catalogue, name string, on data.Day) []string {
	_, candidates := Match(cat, name, on, nil)
	var near []string
	for _, c := range candidates {
		near = append(near, c.Label)
	}
	return near
}

func (x *recogniser) readUnit(meta map[string]string, head map[string]*gridCell) {
	cell := head["unit"]
	place, got := data.Place{}, ""
	if cell != nil {
		place, got = cell.at, cell.text
	}
	if id := meta["unit"]; id != "" {
		x.unit, x.hasUnit = x.cat.UnitOn(id, x.onDay())
		if cell != nil && x.hasUnit {
			if v, name, ok := unitCalled(x.cat, cell.text, x.onDay()); !ok || v.UnitID != id {
				x.addAt("contradiction", data.Warn, place, "what", "đơn vị báo cáo", "got", name, "other", "khóa của biểu mẫu", "want", x.unit.Type+" "+x.unit.Name)
			}
		}
		if !x.hasUnit {
			got = id
		}
	} else if got != "" {
		var name string
		if x.unit, name, x.hasUnit = unitCalled(x.cat, got, x.onDay()); !x.hasUnit {
			got = name
		}
	}
	switch {
	case x.hasUnit:
		x.takeUnit(cell)
	case got == "":
		x.addAt("missing_required", data.Block, place, "what", "tên đơn vị báo cáo")
	default:
		advice, adviceEn := "Đề nghị ghi đúng tên đơn vị như trong danh sách.", "Write the unit's name as in the list."
		if near := nearUnits(x.cat, got, x.onDay()); len(near) > 0 {
			advice = "Có thể là " + strings.Join(near, " hoặc ") + "; đề nghị người gửi chọn đúng đơn vị."
			adviceEn = "It may be " + strings.Join(near, " or ") + "; the sender should choose the right unit."
		}
		on := "hiện nay"
		if day := x.onDay(); day != 0 {
			on = dayVi(day)
		}
		x.add("unknown_unit", data.Block, place, "got", short(got), "on", on, "advice", advice, "advice_en", adviceEn)
	}
}

func (x *recogniser) takeUnit(cell *gridCell) {
	x.r.UnitID = x.unit.UnitID
	x.r.Head.Unit = &data.UnitName{Name: x.unit.Name, Type: x.unit.Type}
	issuer, state := "Ủy ban nhân dân "+x.unit.Type+" "+x.unit.Name, data.StateInferred
	switch {
	case cell != nil && !x.free && cell.printed() != "":
		issuer, state = cell.printed(), data.StateRead
	case cell != nil && committee.MatchString(cell.printed()):
		state = data.StateRead
	}
	x.r.Head.Issuer, x.r.Head.IssuerState = &issuer, &state
	for _, v := range x.cat.Children(x.unit.UnitID, x.onDay()) {
		if x.aps == nil {
			x.aps = map[string]bool{}
		}
		x.aps[apKey(v.Name)] = true
	}
}

// apKey folds the name of an ấp: "Ấp Hoà Tân" is "Hòa Tân".
func apKey(s string) string {
	s = strings.TrimSpace(s)
	for _, prefix := range []string{"ấp ", "khóm ", "Ấp ", "Khóm ", "ẤP ", "KHÓM "} {
		if rest, ok := strings.CutPrefix(s, prefix); ok && !startsWithDigit(rest) {
			s = rest
		}
	}
	return headerKey(s)
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
