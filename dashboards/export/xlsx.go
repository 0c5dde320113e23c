package export

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// XLSX writes a workbook with a sheet a Table, in words, and last the sheet
// "Nguồn": what was asked, as of when, under which policy, on what it stands.
// The demo's banner stands above every sheet.
func XLSX(w io.Writer, p words.Printer, about About, tables []*analytics.Table) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	st, err := newStyles(f)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	used := map[string]bool{}
	for i, t := range tables {
		name := sheetName(p.T("table."+t.Name), used)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = writeTable(f, st, p, about, name, t)
		}
		if err != nil {
			return fmt.Errorf("xlsx sheet %q: %w", name, err)
		}
	}
	if err := writeSource(f, st, p, about, sheetName(p.T("ui.sheet_source"), used), tables); err != nil {
		return fmt.Errorf("xlsx source: %w", err)
	}
	// The same answer gives the same workbook: no time of making in it.
	day := about.AsOf.Time().Format("2006-01-02T15:04:05Z")
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "danbiet", Title: about.Title, Created: day, Modified: day, Language: p.Lang()}); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

type styles struct{ banner, title, head, text, integer, decimal, percent, points, date int }

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	var err error
	add := func(to *int, style excelize.Style) {
		if err == nil {
			style.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
			*to, err = f.NewStyle(&style)
		}
	}
	custom := func(s string) *string { return &s }
	add(&s.banner, excelize.Style{Font: &excelize.Font{Bold: true, Color: "8C2D19"}})
	add(&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 13}})
	add(&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3EEF8"}}})
	add(&s.text, excelize.Style{})
	add(&s.integer, excelize.Style{NumFmt: 3})
	add(&s.decimal, excelize.Style{CustomNumFmt: custom("#,##0.##")})
	add(&s.percent, excelize.Style{CustomNumFmt: custom("0.0%")})
	add(&s.points, excelize.Style{CustomNumFmt: custom("+0.0;-0.0;0")})
	add(&s.date, excelize.Style{CustomNumFmt: custom("dd/mm/yyyy")})
	return s, err
}

func writeTable(f *excelize.File, st styles, p words.Printer, about About, sheet string, t *analytics.Table) error {
	at := 1
	put := func(col int, v any, style int) error {
		cell, err := excelize.CoordinatesToCellName(col, at)
		if err != nil {
			return err
		}
		if v != nil {
			if err := f.SetCellValue(sheet, cell, v); err != nil {
				return err
			}
		}
		return f.SetCellStyle(sheet, cell, cell, style)
	}
	if about.Banner != "" {
		if err := put(1, about.Banner, st.banner); err != nil {
			return err
		}
		at++
	}
	for i := range t.Columns {
		if err := put(i+1, p.Heading(t, i), st.head); err != nil {
			return err
		}
		if err := f.SetColWidth(sheet, column(i+1), column(i+1), width(p, t, i)); err != nil {
			return err
		}
	}
	head := at
	for _, row := range t.Rows {
		at++
		for i, c := range t.Columns {
			v, style := cellValue(p, c, row.Values[i], st)
			if err := put(i+1, v, style); err != nil {
				return err
			}
		}
	}
	if err := f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: "A" + strconv.Itoa(head+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if len(t.Columns) > 0 && len(t.Rows) > 0 {
		if err := f.AutoFilter(sheet, fmt.Sprintf("A%d:%s%d", head, column(len(t.Columns)), at), nil); err != nil {
			return err
		}
	}
	return printSetup(f, sheet, head)
}

// printSetup lays the sheet on A4 across with its head repeated.
func printSetup(f *excelize.File, sheet string, head int) error {
	size, orientation, fit, tall := 9, "landscape", 1, 0
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &fit, FitToHeight: &tall}); err != nil {
		return err
	}
	yes := true
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", strings.ReplaceAll(sheet, "'", "''"), head, head),
	})
}

// cellValue is a typed value for a cell: numbers stay numbers, days dates, keys
// become words, and what is missing stays empty.
func cellValue(p words.Printer, c analytics.Column, v any, st styles) (any, int) {
	if v == nil {
		return nil, st.text
	}
	if n, ok := number(v); ok {
		switch c.Format {
		case analytics.Share:
			return n, st.percent
		case analytics.Points:
			return n * 100, st.points
		case analytics.Integer, analytics.Days, analytics.Score:
			return n, st.integer
		}
		return n, st.decimal
	}
	if day, ok := v.(data.Day); ok {
		if day == 0 {
			return nil, st.text
		}
		return day.Time(), st.date
	}
	if s, ok := v.(string); ok && s == "" {
		return nil, st.text
	}
	return p.Value(c, v), st.text
}

func writeSource(f *excelize.File, st styles, p words.Printer, about About, sheet string, tables []*analytics.Table) error {
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	lines := [][2]string{
		{p.T("ui.source_title"), about.Title},
		{p.T("ui.source_page"), p.T("page." + about.Slug)},
		{p.T("ui.source_unit"), about.ScopeName},
		{p.T("ui.source_period"), about.PeriodName},
		{p.T("ui.source_as_of"), p.Date(about.AsOf)},
		{p.T("ui.source_policy"), policies(p, tables)},
		{p.T("ui.source_method"), methods(tables)},
		{p.T("ui.source_sources"), about.Source},
		{p.T("ui.source_url"), about.URL},
	}
	if about.Banner != "" {
		lines = append([][2]string{{about.Banner, ""}}, lines...)
	}
	for i, line := range lines {
		row := strconv.Itoa(i + 1)
		for j, text := range line {
			cell := column(j+1) + row
			style := st.text
			switch {
			case j == 0 && text == about.Banner && text != "":
				style = st.banner
			case j == 0:
				style = st.head
			}
			if err := f.SetCellStr(sheet, cell, text); err != nil {
				return err
			}
			if err := f.SetCellStyle(sheet, cell, cell, style); err != nil {
				return err
			}
		}
	}
	if err := f.SetColWidth(sheet, "A", "A", 26); err != nil {
		return err
	}
	return f.SetColWidth(sheet, "B", "B", 90)
}

func policies(p words.Printer, tables []*analytics.Table) string {
	var list []string
	seen := map[string]bool{}
	for _, t := range tables {
		for _, id := range t.Policy {
			if seen[id] {
				continue
			}
			seen[id] = true
			text := id
			if p.Catalogue != nil {
				for _, pol := range p.Catalogue.Policies {
					if pol.ID == id {
						text += ": " + pol.Document
					}
				}
			}
			list = append(list, text)
		}
	}
	return strings.Join(list, "\n")
}

func methods(tables []*analytics.Table) string {
	var list []string
	seen := map[string]bool{}
	for _, t := range tables {
		if t.Method != "" && !seen[t.Method] {
			seen[t.Method] = true
			list = append(list, t.Method)
		}
	}
	return strings.Join(list, ", ")
}

// sheetName is a name that Excel takes: at most 31 characters, none of its
// forbidden ones, no second one of the same name.
func sheetName(name string, used map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(name, "' ")
	base := cut(name, 31)
	name = base
	for i := 2; used[strings.ToLower(name)]; i++ {
		tail := " " + strconv.Itoa(i)
		name = cut(base, 31-len(tail)) + tail
	}
	used[strings.ToLower(name)] = true
	return name
}

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:n]), " ")
}

func column(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		panic(err) // a Table with more than 16,384 columns is a broken program
	}
	return name
}

// width is a column's width in characters: its longest value, within bounds.
func width(p words.Printer, t *analytics.Table, col int) float64 {
	n := utf8.RuneCountInString(p.Heading(t, col))
	n = min(n, 18)
	for i := range t.Rows {
		n = max(n, utf8.RuneCountInString(p.Value(t.Columns[col], t.Rows[i].Values[col])))
	}
	return float64(min(max(n+2, 8), 60))
}

func number(v any) (float64, bool) {
	var f float64
	switch n := v.(type) {
	case int64:
		f = float64(n)
	case int:
		f = float64(n)
	case int32:
		f = float64(n)
	case float64:
		f = n
	default:
		return 0, false
	}
	return settledNumber(f), !math.IsNaN(f) && !math.IsInf(f, 0)
}

func decimal(p words.Printer, f float64) string {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if p.Lang() != "en" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
