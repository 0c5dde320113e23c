package dashboards

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// A card asks one question: heading, one line on what is drawn, the picture,
// its table beneath, and where it comes from.
type card struct {
	ID, Heading, Line string
	Chart             *chartBox
	Note              string // beneath the picture
	Table             *htmlTable
	Folded            bool // the table stands beneath a picture of itself
	Grid              *htmlGrid
	Source, Method    string
	Downloads         []twin
	Empty             string // said in place of the picture when there is nothing to show
}

// htmlTable is a Table as HTML: every cell written, linked and marked.
type htmlTable struct {
	Caption  string
	Heads    []htmlHead
	Rows     []htmlRow
	Formulas []fact // of its rates, under FormulasName
	// FormulasName is what opens them.
	FormulasName string
}

type htmlHead struct {
	Text    string
	Numeric bool
}

type htmlRow struct {
	Cells []htmlCell
	Class string
}

type htmlCell struct {
	Text    string
	Label   string // the column's heading, shown beside the cell on a phone
	Href    string
	Unit    bool // the link is to a unit's page
	Class   string
	State   string // code of a state or status; drawn as its mark beside the word
	Mark    string // symbol of icons.svg, "" for none
	Sort    string // what the script sorts by
	Note    string // said to those who hear the page, and on hover
	Numeric bool
}

// htmlGrid is units × something, a state in every cell.
type htmlGrid struct {
	Caption string
	Corner  string
	Heads   []gridHead
	Rows    []gridRow
	Legend  []htmlCell
}

type gridHead struct{ Text, Note, Href, Class string }

type gridRow struct {
	Name, Href string
	Cells      []htmlCell
}

// marks are the states and statuses that have a shape in icons.svg, under their
// own name; the shape never stands without its word (screens: state is never
// hue alone).
var marks = func() map[string]bool {
	in := map[string]bool{}
	for _, code := range strings.Fields(`on_time late pending_on_time pending_late missing_none missing_returned not_yet_due exempt
		accepted returned refused received read waiting withdrawn
		hoan_thanh hoan_thanh_vuot dang_thuc_hien chua_thuc_hien khong_phat_sinh khong_ap_dung chua_bao_cao chua_nop ngoai_ke_hoach qua_han
		som theo_tien_do cham block warn inform`) {
		in[code] = true
	}
	return in
}()

func markOf(code string) string {
	if marks[code] {
		return code
	}
	return ""
}

// tableView writes a Table for the page. Columns named in hide are left out:
// they hold what another cell links to.
func (r *request) tableView(t *analytics.Table, hide ...string) *htmlTable {
	hidden := map[string]bool{}
	for _, key := range hide {
		hidden[key] = true
	}
	for i, c := range t.Columns { // a column of dashes tells nothing; the exports have it
		hidden[c.Key] = hidden[c.Key] || i > 0 && empty(t, i)
	}
	out := &htmlTable{Caption: r.T("table." + t.Name), Formulas: r.formulasOf(t, hidden), FormulasName: r.T("page.formulas")}
	for i, c := range t.Columns {
		if hidden[c.Key] {
			continue
		}
		out.Heads = append(out.Heads, htmlHead{Text: r.Heading(t, i), Numeric: numeric(c)})
	}
	for i := range t.Rows {
		var row htmlRow
		for j, c := range t.Columns {
			if !hidden[c.Key] {
				row.Cells = append(row.Cells, r.cellView(t, i, j))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func empty(t *analytics.Table, col int) bool {
	for i := range t.Rows {
		if v := t.Rows[i].Values[col]; v != nil && v != "" {
			return false
		}
	}
	return true
}

func numeric(c analytics.Column) bool {
	switch c.Format {
	case analytics.Integer, analytics.Decimal, analytics.Share, analytics.Points, analytics.Days, analytics.Score, analytics.Chance:
		return true
	}
	return false
}

func (r *request) cellView(t *analytics.Table, row, col int) htmlCell {
	c, v := t.Columns[col], t.Rows[row].Values[col]
	cell := htmlCell{Text: r.Cell(t, row, col), Label: r.Heading(t, col), Numeric: numeric(c), Sort: sortKey(v)}
	switch {
	case cell.Numeric:
		cell.Class = "num"
	case c.Format == analytics.Date:
		cell.Class = "nowrap"
	case c.Format == analytics.PeriodID:
		cell.Class = "nowrap"
		if id, ok := v.(string); ok && id != "" {
			cell.Text = r.PeriodShort(id)
		}
	case len(cell.Text) > 120:
		cell.Class = "long"
	case len(cell.Text) > 30:
		cell.Class = "words"
	}
	if v == nil {
		cell.Class = strings.TrimSpace(cell.Class + " none")
	}
	if s, ok := v.(string); ok && s != "" {
		if c.Key == "received_at" {
			cell.Text, cell.Class = r.instant(s), "nowrap"
		}
		switch c.Format {
		case analytics.UnitName:
			cell.Href, cell.Unit = r.UnitLink(s), true
			if version, known := r.Version(s); known {
				cell.Sort = version.SortKey
			}
		case analytics.Code:
			cell.State, cell.Mark = s, markOf(s)
		}
	}
	if v != nil && cell.Href == "" {
		cell.Href = r.numberLink(t, row, col)
	}
	if v != nil && c.Format != analytics.UnitName && (c.Key == "submission" || c.Key == "figures_from") {
		cell.Href = r.ReportLink(v, "")
	}
	return cell
}

// instant writes an ISO instant as the clock of the office showed it; where only
// the day is known, the day.
func (r *request) instant(iso string) string {
	if t, err := time.Parse(time.RFC3339, iso); err == nil {
		return t.In(data.Saigon).Format("15:04") + ", " + r.Date(data.DayOf(t))
	}
	if d, err := data.ParseDay(iso); err == nil {
		return r.Date(d)
	}
	return iso
}

func sortKey(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case data.Day:
		return x.String()
	case float64: // without the noise of a sum's order, or the page would never be the same twice
		return strconv.FormatFloat(x, 'g', 12, 64)
	}
	return fmt.Sprint(v)
}

// evidenceAt is the page of what a cell stands on.
func (r *request) evidenceAt(t *analytics.Table, row int, key string) string {
	col := t.Col(key)
	if col < 0 || row < 0 || row >= len(t.Rows) {
		return ""
	}
	return r.numberLink(t, row, col)
}

// int64At and its like read a cell, with false for a missing value.
func int64At(t *analytics.Table, row int, key string) (int64, bool) {
	switch n := t.Value(row, key).(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case int32:
		return int64(n), true
	}
	return 0, false
}

func count(t *analytics.Table, row int, key string) int64 {
	n, _ := int64At(t, row, key)
	return n
}

func floatAt(t *analytics.Table, row int, key string) (float64, bool) {
	f, ok := t.Value(row, key).(float64)
	return f, ok
}

func textAt(t *analytics.Table, row int, key string) string {
	s, _ := t.Value(row, key).(string)
	return s
}

func dayAt(t *analytics.Table, row int, key string) data.Day {
	d, _ := t.Value(row, key).(data.Day)
	return d
}

// downloads are the files of one card: pictures where there is one, and its
// Table; all of them give what the screen shows.
func (r *request) downloads(t *analytics.Table) []twin {
	return []twin{
		{"XLSX", r.Here("as", "xlsx", "table", t.Name)},
		{"CSV", r.Here("as", "csv", "table", t.Name)},
	}
}

// newCard fills what every card of a Table has.
func (r *request) newCard(id string, t *analytics.Table, key string, args ...string) card {
	c := card{ID: id, Heading: r.T("page."+key, args...), Line: r.T("page."+key+"_line", args...),
		Source: source(r.Printer, []*analytics.Table{t}, r.AsOf), Downloads: r.downloads(t)}
	if t.Method != "" {
		c.Method = r.Link(pathOf("cach-tinh")) + "#" + sectionID(t.Method)
	}
	return c
}

// sectionID is the anchor of a section of the method: "1.5" is #muc-1-5. Of
// several sections the first is meant.
func sectionID(section string) string {
	section, _, _ = strings.Cut(section, ",")
	return "muc-" + strings.ReplaceAll(strings.TrimSpace(section), ".", "-")
}

func sortedPeriods(cat *data.Catalogue) []data.Period {
	list := append([]data.Period(nil), cat.Periods...)
	sort.SliceStable(list, func(i, j int) bool { return list[i].LastDay < list[j].LastDay })
	return list
}

// sortedVersions has, for every unit, the version valid on a day, else its last
// one; in the Vietnamese alphabet.
func sortedVersions(cat *data.Catalogue, on data.Day) []data.UnitVersion {
	var list []data.UnitVersion
	for _, u := range cat.Units {
		v, ok := cat.UnitOn(u.ID, on)
		if !ok {
			v, ok = cat.UnitOn(u.ID, 0)
		}
		if ok {
			list = append(list, v)
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].SortKey != list[j].SortKey {
			return list[i].SortKey < list[j].SortKey
		}
		return list[i].UnitID < list[j].UnitID
	})
	return list
}

// unitName is a unit in a sentence, with its page.
func (r *request) unitName(unit string, days int64) words.Name {
	return words.Name{Text: r.Printer.Unit(unit), Days: days, Href: r.UnitLink(unit)}
}
