package dashboards

import (
	"strings"

	"danbiet/analytics"
	"danbiet/dashboards/chart"
	"danbiet/dashboards/words"
)

// reportsBody is who has reported, who has not, and whether it gets better.
type reportsBody struct {
	Grid, Curve, Late, Trend card
	Unexpected               card // without a table where every report was owed
	Missing                  []reminder
	MissingSource            string
}

// reminder is a unit that has not reported, with a text to copy and send.
type reminder struct {
	Name, Href, Text, State string
	Mark                    string
	Overdue                 string
	ID                      string
}

// curveFrom is the least number of obligations for which a curve is drawn;
// under it the dots alone are shown (METHOD.md 1.6).
const curveFrom = 8

func (s *Server) reports(r *request) (*page, error) {
	ctx, f := r.Context(), r.Filter()
	owed, rates, err := s.timeliness(r)
	if err != nil {
		return nil, err
	}
	grid, err := analytics.TimelinessGrid(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	curve, err := analytics.SubmissionCurve(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	trend, err := analytics.PeriodRates(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	found := s.finding(r, owed, rates)
	p := &page{file: "reports.html", Title: r.Words.Title(found, words.Tasks{}), Tables: []*analytics.Table{owed, rates, grid, curve, trend}}
	for _, sentence := range []words.Sentence{r.When(r.Reporting, r.AsOf), r.Compared(found), r.Behind(found, words.Tasks{})} {
		if len(sentence) > 0 {
			p.Lede = append(p.Lede, sentence)
		}
	}
	if note := r.Sensitivity(found); note != "" {
		p.Foot = append(p.Foot, note)
	}
	p.Source = r.receivedSource(owed)
	body := reportsBody{
		Late:    s.lateCard(r, owed),
		Missing: s.reminders(r, owed), MissingSource: r.receivedSource(owed),
	}
	if body.Grid, err = s.statusGridCard(r, grid); err != nil {
		return nil, err
	}
	if body.Curve, err = s.curveCard(r, curve, owed); err != nil {
		return nil, err
	}
	if body.Trend, err = s.trendCard(r, trend); err != nil {
		return nil, err
	}
	unexpected, err := analytics.UnexpectedReports(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	if len(unexpected.Rows) > 0 {
		p.Tables = append(p.Tables, unexpected)
		body.Unexpected = r.newCard("ngoai-nghia-vu", unexpected, "unexpected")
		body.Unexpected.Table = r.tableView(unexpected)
	}
	p.Body = body
	return p, nil
}

// statusGridCard lays units × periods, how each report came in every cell.
func (s *Server) statusGridCard(r *request, t *analytics.Table) (card, error) {
	c := r.newCard("luoi", t, "status_grid")
	if len(t.Rows) == 0 {
		c.Empty = r.T("page.no_obligations")
		return c, nil
	}
	g := &htmlGrid{Caption: c.Heading, Corner: r.T("col.unit")}
	breaks := map[string]chart.Break{}
	for _, b := range s.breaks(r.Scope) {
		breaks[b.Period] = b
	}
	column := map[string]int{}
	present := map[string]bool{}
	for i := range t.Rows {
		present[textAt(t, i, "period")] = true
	}
	for _, p := range sortedPeriods(s.Catalogue) {
		if present[p.ID] {
			column[p.ID] = len(g.Heads)
			head := gridHead{Text: r.PeriodShort(p.ID), Note: r.Printer.Period(p.ID),
				Href: r.Link(pathOf("nop-bao-cao"), "ky", p.ID, "ngay", s.defaultAsOf(p).String())}
			if b, broken := breaks[p.ID]; broken && len(g.Heads) > 0 {
				head.Class = "break"
				c.Note = strings.TrimSpace(c.Note + " " + r.T("page.grid_break", "day", r.Date(b.On), "before", r.Int(int64(b.Before)), "after", r.Int(int64(b.After))))
			}
			g.Heads = append(g.Heads, head)
		}
	}
	rowOf := map[string]int{}
	for i := range t.Rows {
		unit, state := textAt(t, i, "unit"), textAt(t, i, "state")
		at, ok := rowOf[unit]
		if !ok {
			at = len(g.Rows)
			rowOf[unit] = at
			g.Rows = append(g.Rows, gridRow{Name: r.UnitShort(unit), Href: r.UnitLink(unit), Cells: make([]htmlCell, len(g.Heads))})
		}
		g.Rows[at].Cells[column[textAt(t, i, "period")]] = r.stateCell(t, i, state)
	}
	for _, row := range g.Rows {
		for i := range row.Cells {
			row.Cells[i].Class = g.Heads[i].Class
		}
	}
	for _, state := range []string{"on_time", "late", "missing_none", "pending_on_time", "not_yet_due", "exempt"} {
		g.Legend = append(g.Legend, htmlCell{Text: r.Code(state), State: state, Mark: markOf(state)})
	}
	c.Grid = g
	return c, s.drawing(r, &c, func(w chart.Words, p chart.Picture) (chart.Option, error) {
		return chart.StatusGridPicture(t, w, p)
	}, false)
}

// stateCell writes one obligation: its mark, its words and its evidence.
func (r *request) stateCell(t *analytics.Table, i int, state string) htmlCell {
	diff, known := int64At(t, i, "day_diff")
	text := r.dayWords(state, diff, known && state != "exempt")
	note := r.Code(state)
	if on := dayAt(t, i, "received_on"); on != 0 {
		note += ", " + r.T("ui.received_on", "day", r.Date(on))
	}
	return htmlCell{Text: text, State: state, Mark: markOf(state), Href: r.EvidenceLink(evidenceQuery("obligations", "period", textAt(t, i, "period"), "unit", textAt(t, i, "unit"))), Note: note}
}

// curveCard draws by which day what share had sent; with few obligations a
// curve would pretend to know more than the dots.
func (s *Server) curveCard(r *request, curve, owed *analytics.Table) (card, error) {
	c := r.newCard("duong-nop", curve, "curve", "last", r.Date(r.Reporting.LastDay))
	c.Source = r.receivedSource(owed)
	c.Table, c.Folded = r.tableView(curve), true
	if len(curve.Rows) == 0 {
		c.Empty = r.T("page.no_arrivals")
		return c, nil
	}
	if curve.N < curveFrom {
		c.Line = r.T("page.curve_few", "n", r.Int(int64(curve.N)))
		return c, s.drawArrivals(r, &c, owed)
	}
	if median := analytics.CurveMedian(curve); median != nil {
		c.Note = r.T("page.curve_median", "day", r.relativeDay(*median))
	}
	return c, s.drawing(r, &c, func(w chart.Words, p chart.Picture) (chart.Option, error) {
		return chart.Curve(curve, r.Reporting.LastDay, w, p)
	}, true)
}

// relativeDay writes a day counted from the last day.
func (r *request) relativeDay(n int64) string {
	switch {
	case n < 0:
		return r.T("ui.days_before", "days", r.Words.Days(-n))
	case n > 0:
		return r.T("ui.days_after", "days", r.Words.Days(n))
	}
	return r.T("ui.on_the_last_day")
}

// lateCard lists who was late and by how much, in calendar and working days.
func (s *Server) lateCard(r *request, owed *analytics.Table) card {
	c := r.newCard("muon", owed, "late")
	c.Source = r.receivedSource(owed)
	late := &analytics.Table{Name: owed.Name, Method: owed.Method, Columns: owed.Columns, AsOf: owed.AsOf, Policy: owed.Policy, Sources: owed.Sources}
	for i, row := range owed.Rows {
		switch textAt(owed, i, "state") {
		case "late", "pending_late":
			late.Rows = append(late.Rows, row)
		}
	}
	if len(late.Rows) == 0 {
		c.Empty = r.T("page.none_late")
		return c
	}
	c.Table = r.tableView(late, "last_day", "day_diff", "days_overdue_calendar", "days_overdue_working", "versions_received", "versions_returned", "corrections", "cured", "figures_from")
	return c
}

func (s *Server) trendCard(r *request, t *analytics.Table) (card, error) {
	c := r.newCard("qua-cac-ky", t, "trend")
	if len(t.Rows) == 0 {
		c.Empty = r.T("page.no_obligations")
		return c, nil
	}
	c.Table, c.Folded = r.tableView(t), true
	return c, s.drawTrend(r, &c, t)
}

// reminders are the units that have not reported, the longest overdue first as
// the question sorts them.
func (s *Server) reminders(r *request, owed *analytics.Table) []reminder {
	var list []reminder
	for i := range owed.Rows {
		unit, state := textAt(owed, i, "unit"), textAt(owed, i, "state")
		if state != "missing_none" && state != "missing_returned" && state != "not_yet_due" {
			continue
		}
		overdue := count(owed, i, "days_overdue_calendar")
		name := r.Printer.Unit(unit)
		m := reminder{Name: words.Upper(name), Href: r.UnitLink(unit), State: state, Mark: markOf(state), ID: "loi-nhac-" + unit,
			Text: r.Reminder(name, r.Reporting, overdue), Overdue: r.Code(state)}
		if overdue > 0 {
			m.Overdue = r.T("ui.overdue", "days", r.Words.Days(overdue))
		}
		list = append(list, m)
	}
	return list
}
