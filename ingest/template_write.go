package ingest

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// WriteTemplate writes the workbook that a commune fills for one period: how to
// fill it, the head of the report, the tasks of its plan, the figures by ấp and
// the 62 indicators. The same input gives the same bytes, so that a workbook
// sent twice is known by its hash. Typed values are written as given: a string
// becomes text, even where a number belongs.
func WriteTemplate(w io.Writer, cat *data.Catalogue, t Template) error {
	b := &templateBuilder{f: excelize.NewFile(), cat: cat, t: t, lists: map[string]string{}}
	defer b.f.Close()
	b.makeStyles()
	// _dm first: the other sheets name its ranges.
	for _, name := range []string{sheetGuide, sheetHead, sheetTasks, sheetAps, sheetIndicators, sheetLists, sheetMeta} {
		b.sheet(name)
	}
	b.writeLists()
	b.writeGuide()
	b.writeHead()
	b.writeTasks()
	b.writeAps()
	b.writeIndicators()
	b.writeMeta()
	b.finish()
	if b.err != nil {
		return fmt.Errorf("write template: %w", b.err)
	}
	if _, err := b.f.WriteTo(w); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

// templateBuilder keeps the first error, so that the sheets read as a list of
// what stands in them.
type templateBuilder struct {
	f     *excelize.File
	cat   *data.Catalogue
	t     Template
	err   error
	made  bool
	style templateStyles
	lists map[string]string // list name → range in _dm
}

func (b *templateBuilder) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *templateBuilder) sheet(name string) {
	if !b.made {
		b.made = true
		b.do(b.f.SetSheetName("Sheet1", name))
		return
	}
	_, err := b.f.NewSheet(name)
	b.do(err)
}

// put writes a typed value; a nil leaves the cell empty.
func (b *templateBuilder) put(sheet string, col, row int, v any) {
	cell := at(col, row)
	switch v := v.(type) {
	case nil:
	case string:
		if v != "" {
			b.do(b.f.SetCellStr(sheet, cell, v))
		}
	case data.Day:
		if v != 0 {
			b.do(b.f.SetCellInt(sheet, cell, int64(v)+excelEpoch))
		}
	default:
		b.do(b.f.SetCellValue(sheet, cell, v))
	}
}

func (b *templateBuilder) fill(sheet string, style, col1, row1, col2, row2 int) {
	b.do(b.f.SetCellStyle(sheet, at(col1, row1), at(col2, row2), style))
}

// excelEpoch is 1970-01-01 as Excel counts days in its 1900 system.
const excelEpoch = 25569

func (b *templateBuilder) writeLists() {
	list := func(col int, name string, values []string) {
		b.put(sheetLists, col, 1, name)
		for i, v := range values {
			b.put(sheetLists, col, i+2, v)
		}
		if len(values) > 0 {
			letter, _ := excelize.ColumnNumberToName(col)
			b.lists[name] = fmt.Sprintf("'%s'!$%s$2:$%s$%d", sheetLists, letter, letter, len(values)+1)
		}
	}
	shown := func(ws []word) []string { return strings.Split(wordsShown(ws), ", ") }
	list(1, "status", shown(statusWords))
	list(2, "type", shown(typeWords))
	list(3, "coverage", shown(coverageWords))
	list(4, "yes_no", shown(yesNoWords))
	list(5, "ap", apNames(b.cat, b.t.Unit.UnitID, b.t.Period.DataTo))
}

// apNames are the ấp and khóm of a unit as the catalogue knows them.
func apNames(cat *data.Catalogue, unitID string, on data.Day) []string {
	var names []string
	for _, v := range cat.Children(unitID, on) {
		if v.Type == "ấp" || v.Type == "khóm" {
			names = append(names, apTitle(v))
		}
	}
	return names
}

// apTitle is how a form lists an ấp: "Ấp Hòa Tân".
func apTitle(v data.UnitVersion) string {
	if strings.HasPrefix(strings.ToLower(v.Name), v.Type) {
		return v.Name
	}
	r := []rune(v.Type)
	return strings.ToUpper(string(r[:1])) + string(r[1:]) + " " + v.Name
}

func (b *templateBuilder) writeMeta() {
	rows := [][2]string{
		{"template", TemplateName}, {"version", TemplateVersion},
		{"unit", b.t.Unit.UnitID}, {"unit_code", b.t.Unit.Code},
		{"period", b.t.Period.ID}, {"kind", string(data.KindReport)},
		{"schema", schemaHash},
	}
	var all []string
	for i, r := range rows {
		b.put(sheetMeta, 1, i+1, r[0])
		b.put(sheetMeta, 2, i+1, r[1])
		all = append(all, r[0]+"="+r[1])
	}
	b.do(b.f.SetCustomProps(excelize.CustomProperty{Name: TemplateName, Value: strings.Join(all, "; ")}))
}

// heading writes rows 1 and 2 of a sheet from a column: what it is, whose and
// for when.
func (b *templateBuilder) heading(sheet string, col int, title string) {
	b.put(sheet, col, rowTitle, title)
	b.fill(sheet, b.style.title, col, rowTitle, col, rowTitle)
	style, line := b.style.subtitle, b.unitTitle()
	if p := periodTitle(b.cat, b.t.Period); p != "" {
		line += " · " + p
	}
	if b.t.Banner != "" {
		style, line = b.style.banner, b.t.Banner+" · "+line
	}
	b.put(sheet, col, rowSubtitle, strings.Trim(line, " ·"))
	b.fill(sheet, style, col, rowSubtitle, col, rowSubtitle)
	b.do(b.f.SetRowHeight(sheet, rowTitle, 22))
	b.do(b.f.SetRowHeight(sheet, rowSubtitle, 18))
}

// unitTitle is the sender as it signs: Ủy ban nhân dân xã Tân Thạnh.
func (b *templateBuilder) unitTitle() string {
	if b.t.Unit.Name == "" {
		return ""
	}
	return "Ủy ban nhân dân " + b.t.Unit.Type + " " + b.t.Unit.Name
}

func (b *templateBuilder) writeHead() {
	b.heading(sheetHead, 2, "THÔNG TIN BÁO CÁO")
	b.put(sheetHead, 1, rowKeys, "key")
	b.put(sheetHead, 2, rowKeys, "label")
	b.put(sheetHead, 3, rowKeys, "value")
	values := map[string]any{
		"unit": b.unitTitle(), "period": periodTitle(b.cat, b.t.Period), "last_day": b.t.Period.LastDay,
		"number": b.t.Number, "signed_on": b.t.SignedOn, "data_from": b.t.DataFrom, "data_to": b.t.DataTo,
		"signer": b.t.Signer,
	}
	for i, label := range []string{"", "Mục", "Nội dung", "Cách ghi"} {
		if i > 0 {
			b.put(sheetHead, i+1, rowHeaders, label)
		}
	}
	b.fill(sheetHead, b.style.header, 2, rowHeaders, 4, rowHeaders)
	for i, f := range headFields {
		row := rowFirst + i
		b.put(sheetHead, 1, row, f.key)
		b.put(sheetHead, 2, row, f.label)
		b.put(sheetHead, 3, row, values[f.key])
		b.put(sheetHead, 4, row, f.hint)
		b.fill(sheetHead, b.style.label, 2, row, 2, row)
		b.fill(sheetHead, b.style.hint, 4, row, 4, row)
		style := b.style.text
		switch {
		case f.key == "last_day":
			style = b.style.locked
			if b.t.Period.LastDay != 0 {
				b.put(sheetHead, 3, row, dayVi(b.t.Period.LastDay))
			}
		case f.kind == kindLocked:
			style = b.style.locked
		case f.kind == kindDate:
			style = b.style.date
			b.validate(sheetHead, 3, row, row, column{kind: kindDate, title: f.label})
		}
		b.fill(sheetHead, style, 3, row, 3, row)
		b.do(b.f.SetRowHeight(sheetHead, row, 26))
	}
	b.widths(sheetHead, 3, 38, 46, 44)
	b.do(b.f.SetColVisible(sheetHead, "A", false))
	b.do(b.f.SetRowVisible(sheetHead, rowKeys, false))
}

func (b *templateBuilder) widths(sheet string, widths ...float64) {
	for i, w := range widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		b.do(b.f.SetColWidth(sheet, col, col, w))
	}
}

// table writes keys, headers, styles and rules of a table sheet for n rows.
func (b *templateBuilder) table(s *sheetSchema, n int) {
	b.heading(s.name, 1, s.title)
	last := rowFirst + n - 1
	for i, c := range s.columns {
		col := i + 1
		b.put(s.name, col, rowKeys, c.key)
		b.put(s.name, col, rowHeaders, c.title)
		b.fill(s.name, b.styleOf(c), col, rowFirst, col, last)
		if s != &indicatorSheet { // there the rule differs row by row
			b.validate(s.name, col, rowFirst, last, c)
		}
		letter, _ := excelize.ColumnNumberToName(col)
		b.do(b.f.SetColWidth(s.name, letter, letter, c.width))
	}
	b.fill(s.name, b.style.header, 1, rowHeaders, len(s.columns), rowHeaders)
	b.do(b.f.SetRowHeight(s.name, rowHeaders, 36))
	b.do(b.f.SetRowVisible(s.name, rowKeys, false))
	b.do(b.f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s.name, rowHeaders, rowHeaders), Scope: s.name,
	}))
}

// rowHeight gives a wrapped text the lines it needs: programs do not agree on
// whether they make room by themselves.
func (b *templateBuilder) rowHeight(sheet string, row int, s *sheetSchema, texts map[string]string) {
	lines := 1.0
	for key, text := range texts {
		width := s.columns[s.column(key)].width
		need := 0.0
		for _, part := range strings.Split(text, "\n") {
			need += math.Max(1, math.Ceil(float64(len([]rune(part)))*1.15/width))
		}
		lines = math.Max(lines, need)
	}
	if lines > 1 {
		b.do(b.f.SetRowHeight(sheet, row, 16*lines+2))
	}
}

func (b *templateBuilder) writeTasks() {
	s := &taskSheet
	n := len(b.t.Tasks) + s.spare
	b.table(s, n)
	for i, task := range b.t.Tasks {
		row := rowFirst + i
		values := map[string]any{
			"task_code": task.Label, "text": task.Text, "town_task": task.TownLabel,
			"coverage": wordOf(coverageWords, task.Coverage), "responsible": task.Responsible,
			"type": wordOf(typeWords, task.Type), "unit": task.Unit, "start": task.Start, "due": task.Due,
			"target": task.Target, "actual": task.Actual, "progress": task.Progress, "status": task.Status,
			"weight": task.Weight, "evidence": task.Evidence, "note": task.Note, "milestones": task.Milestones,
		}
		for j, c := range s.columns {
			b.put(s.name, j+1, row, values[c.key])
		}
		b.rowHeight(s.name, row, s, map[string]string{"text": task.Text, "responsible": task.Responsible, "evidence": task.Evidence, "note": task.Note, "type": wordOf(typeWords, task.Type)})
	}
	target, actual, ratio := s.column("target")+1, s.column("actual")+1, s.column("ratio")+1
	for row := rowFirst; row < rowFirst+n; row++ {
		t, a := at(target, row), at(actual, row)
		b.do(b.f.SetCellFormula(s.name, at(ratio, row), fmt.Sprintf(`IF(AND(ISNUMBER(%s),ISNUMBER(%s)),IF(%s>0,%s/%s,""),"")`, t, a, t, a, t)))
	}
}

func (b *templateBuilder) writeAps() {
	s := &apSheet
	n := len(b.t.Aps) + s.spare
	b.table(s, n)
	for i, ap := range b.t.Aps {
		values := map[string]any{"task_code": ap.Label, "ap": ap.Ap, "target": ap.Target, "actual": ap.Actual, "status": ap.Status}
		for j, c := range s.columns {
			b.put(s.name, j+1, rowFirst+i, values[c.key])
		}
	}
}

// dayVi is a date as offices write it: 09/05/2024.
func dayVi(d data.Day) string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("02/01/2006")
}
