package dashboards

import (
	"cmp"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// changedBody is what changed since a day.
type changedBody struct {
	Since            string // as it is typed, 10/05/2024
	Hidden           []fact // the view, for the form
	Reports, Figures card
}

// sinceDays is how far back the page looks when the URL does not say.
const sinceDays = 7

// changed answers /thay-doi: which reports and figures differ from those of a day
// before, old and new, by what.
func (s *Server) changed(r *request) (*page, error) {
	f := r.Filter()
	f.Since = r.AsOf - sinceDays
	if on := r.Query.Get("tu-ngay"); on != "" {
		day, err := parseDay(on)
		if err != nil {
			return nil, faults{{"err.day", []string{"got", on}, "tu-ngay"}}
		}
		if day >= r.AsOf {
			return nil, faults{{"err.since_order", []string{"got", r.Date(day), "day", r.Date(r.AsOf)}, "tu-ngay"}}
		}
		f.Since = day
	}
	reports, err := analytics.ReportsChangedSince(r.Context(), s.DB, f)
	if err != nil {
		return nil, err
	}
	figures, err := analytics.ChangedSince(r.Context(), s.DB, f)
	if err != nil {
		return nil, err
	}
	body := changedBody{Since: f.Since.Time().Format("02/01/2006"), Hidden: []fact{
		{Label: "don-vi", Value: r.Scope}, {Label: "ky", Value: r.Reporting.ID}, {Label: "ngay", Value: r.AsOf.String()}}}
	if r.Lang == "en" {
		body.Hidden = append(body.Hidden, fact{Label: "lang", Value: r.Lang})
	}
	body.Reports = r.newCard("bao-cao", reports, "changed_reports")
	if len(reports.Rows) == 0 {
		body.Reports.Empty = r.T("page.changed_quiet")
	} else {
		body.Reports.Table = r.tableView(reports, "period")
		for _, row := range body.Reports.Table.Rows {
			for j := range row.Cells {
				r.plainWords(&row.Cells[j], "report")
			}
		}
	}
	body.Figures = r.changedFigures(figures)
	p := &page{file: "changed.html", Title: r.changedTitle(f.Since, reports, figures), Tables: []*analytics.Table{figures, reports}, Body: body}
	p.Lede = []words.Sentence{{{Text: r.T("page.changed_lede", "period", r.Printer.Period(r.Reporting.ID), "since", r.Date(f.Since), "day", r.Date(r.AsOf))}}}
	return p, nil
}

func (r *request) changedTitle(since data.Day, reports, figures *analytics.Table) string {
	key := "page.changed_title"
	if len(reports.Rows) == 0 && len(figures.Rows) == 0 {
		key = "page.changed_title_none"
	}
	return r.T(key, "since", r.Date(since), "day", r.Date(r.AsOf),
		"reports", r.Int(int64(len(reports.Rows))), "figures", r.Int(int64(len(figures.Rows))))
}

// changedFigures writes the figures that stood and changed one by one. A report
// that counts for the first time brings some sixty figures of which nothing was
// known: the page says how many, the files have them.
func (r *request) changedFigures(t *analytics.Table) card {
	c := r.newCard("so-lieu", t, "changed_figures")
	stood := *t
	stood.Rows = nil
	first := map[string]bool{}
	for i, row := range t.Rows {
		if textAt(t, i, "cause") != "reread" && unknownBefore(t, i) {
			first[textAt(t, i, "unit")] = true
			continue
		}
		stood.Rows = append(stood.Rows, row)
	}
	if n := len(t.Rows) - len(stood.Rows); n > 0 {
		c.Note = r.T("page.changed_new", "reports", r.Int(int64(len(first))), "figures", r.Int(int64(n)))
	}
	if len(stood.Rows) == 0 {
		c.Empty = r.T("page.changed_none")
		return c
	}
	c.Table = r.tableView(&stood, "period")
	for i, row := range c.Table.Rows {
		for j := range row.Cells {
			r.plainWords(&row.Cells[j], textAt(&stood, i, "change"))
		}
	}
	return c
}

// unknownBefore tells that nothing was known of a figure or task on the day before.
func unknownBefore(t *analytics.Table, i int) bool {
	switch textAt(t, i, "change") {
	case "figure", "task":
	default:
		return false
	}
	_, known := floatAt(t, i, "value_before")
	state := textAt(t, i, "state_before")
	return !known && (state == "" || state == "chua_nop" || state == "chua_bao_cao")
}

// plainWords names indicators, and draws as a state only what has a mark: kinds
// and causes are words, and a reading made anew and a catalogue have words of
// their own.
func (r *request) plainWords(c *htmlCell, change string) {
	if !marks[c.State] || c.Label == r.T("col.cause") {
		c.State, c.Mark = "", ""
	}
	if change == "figure" && len(c.Text) >= 4 {
		if ind, ok := r.Catalogue.IndicatorByCode(c.Text[:4], c.Text[4:]); ok {
			name := ind.NameVi
			if r.Lang == "en" {
				name = ind.NameEn
			}
			c.Text, c.Class = c.Text+" "+name, cmp.Or(c.Class, "words")
		}
	}
}

// ChangedLink is the page of what changed in the last days of this view, for the
// pages that show how things stand; "" elsewhere.
func (p *page) ChangedLink() string {
	switch p.Route {
	case "tong-quan", "nop-bao-cao", "nhiem-vu", "don-vi":
		return p.Link(pathOf("thay-doi"), "tu-ngay", (p.AsOf - sinceDays).String())
	}
	return ""
}

// ChangedWords are the words of that link.
func (p *page) ChangedWords() string {
	return p.T("page.changed_link", "day", p.Date(p.AsOf-sinceDays))
}
