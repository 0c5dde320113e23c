package dashboards

import (
	"sort"

	"danbiet/analytics"
	"danbiet/dashboards/chart"
	"danbiet/dashboards/words"
)

// overviewBody is what a leader must know before the meeting.
type overviewBody struct {
	Figures        []figure
	Arrivals, Grid card
}

// A figure is one large number with what stands beside it.
type figure struct {
	Label, Value, Of string
	Href             string
	Beside           []figurePart
}

type figurePart struct{ Text, Href string }

func (s *Server) overview(r *request) (*page, error) {
	ctx, f := r.Context(), r.Filter()
	owed, err := analytics.Obligations(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	rates, err := analytics.TimelinessRates(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	grid, err := analytics.TaskGrid(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	town, err := analytics.TownTasks(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	totals, err := analytics.CompletionTotals(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	found := r.finding(owed, rates)
	done := r.taskFinding(totals, grid)
	p := &page{file: "overview.html", Title: r.Words.Title(found, done),
		Tables: []*analytics.Table{owed, rates, grid, town, totals}}
	p.Lede = append(p.Lede, r.When(r.Reporting, r.AsOf))
	for _, sentence := range []words.Sentence{r.Compared(found), r.Behind(found, done)} {
		if len(sentence) > 0 {
			p.Lede = append(p.Lede, sentence)
		}
	}
	if note := r.Sensitivity(found); note != "" {
		p.Foot = append(p.Foot, note)
	}
	p.Source = r.receivedSource(owed)
	arrivals, err := s.arrivalsCard(r, owed)
	if err != nil {
		return nil, err
	}
	tasks, err := s.taskGridCard(r, grid, town, "ai-vuong")
	if err != nil {
		return nil, err
	}
	p.Body = overviewBody{Figures: append(r.reportFigures(rates), r.taskFigures(totals)...), Arrivals: arrivals, Grid: tasks}
	return p, nil
}

// finding gathers what the sentence says of reports.
func (r *request) finding(owed, rates *analytics.Table) words.Reports {
	f := words.Reports{Due: r.AsOf > r.Reporting.LastDay, RolledDay: r.Reporting.LastDayRolled}
	for i := range owed.Rows {
		unit, state := textAt(owed, i, "unit"), textAt(owed, i, "state")
		if state == "exempt" {
			continue
		}
		f.Owing++
		if v, ok := r.Version(unit); ok {
			f.Kinds = append(f.Kinds, v.Type)
		}
		if unit == r.Scope {
			f.One = r.Printer.Unit(unit)
		}
		switch state {
		case "on_time", "pending_on_time":
			f.OnTime++
		case "late", "pending_late":
			f.Late = append(f.Late, r.unitName(unit, count(owed, i, "days_late_calendar")))
		case "missing_none", "missing_returned":
			f.Missing = append(f.Missing, r.unitName(unit, count(owed, i, "days_overdue_calendar")))
		case "not_yet_due":
			f.NotDue++
		}
	}
	sort.SliceStable(f.Late, func(i, j int) bool { return f.Late[i].Days < f.Late[j].Days })
	if len(rates.Rows) > 0 {
		f.Rolled = count(rates, 0, "extra_on_time_if_rolled")
	}
	if len(rates.Rows) > 1 {
		f.Previous = words.PreviousReports{Known: true, OnTime: count(rates, 1, "on_time"), Owing: count(rates, 1, "expected")}
		if p, ok := r.Catalogue.PeriodByID(textAt(rates, 1, "period")); ok {
			f.Previous.Year = p.Year
		}
	}
	return f
}

// taskFinding gathers what the sentence says of tasks. The grid tells which of
// the unknown ones have no report at all.
func (r *request) taskFinding(totals, grid *analytics.Table) words.Tasks {
	var t words.Tasks
	if len(totals.Rows) == 0 {
		return t
	}
	t.Total, t.Done, t.Unknown = count(totals, 0, "applicable"), count(totals, 0, "done"), count(totals, 0, "unknown")
	silent := map[string]bool{} // units of which nothing is known
	for i := range grid.Rows {
		if textAt(grid, i, "status") == "chua_nop" {
			silent[textAt(grid, i, "unit")] = true
		}
	}
	if len(silent) > 0 && !hasStatus(grid, "chua_bao_cao") {
		t.UnknownNoReport = t.Unknown
	}
	return t
}

func hasStatus(grid *analytics.Table, status string) bool {
	for i := range grid.Rows {
		if textAt(grid, i, "status") == status {
			return true
		}
	}
	return false
}

// lastYear is the same count a year before, "" where there is none.
func (r *request) lastYear(t *analytics.Table, num, den string) (figurePart, bool) {
	if len(t.Rows) < 2 || count(t, 1, den) == 0 {
		return figurePart{}, false
	}
	return figurePart{
		Text: r.T("ui.last_year", "value", r.Share(count(t, 1, num), count(t, 1, den)), "period", r.PeriodShort(textAt(t, 1, "period"))),
		Href: r.evidenceAt(t, 1, num),
	}, true
}

func (r *request) reportFigures(rates *analytics.Table) []figure {
	if len(rates.Rows) == 0 {
		return nil
	}
	expected := count(rates, 0, "expected")
	of := ""
	if expected > 0 {
		of = "/" + r.Int(expected)
	}
	value := func(key string) string {
		if expected == 0 {
			return "—"
		}
		return r.Int(count(rates, 0, key))
	}
	onTime := figure{Label: r.T("page.figure_on_time"), Value: value("on_time"), Of: of, Href: r.evidenceAt(rates, 0, "on_time")}
	if part, ok := r.lastYear(rates, "on_time", "expected"); ok {
		onTime.Beside = append(onTime.Beside, part)
	}
	sent := figure{Label: r.T("page.figure_submitted"), Value: value("submitted"), Of: of, Href: r.evidenceAt(rates, 0, "submitted")}
	for _, key := range []string{"late", "missing"} {
		sent.Beside = append(sent.Beside, figurePart{r.T("page.figure_"+key, "n", r.Int(count(rates, 0, key))), r.evidenceAt(rates, 0, key)})
	}
	if part, ok := r.lastYear(rates, "submitted", "expected"); ok {
		sent.Beside = append(sent.Beside, part)
	}
	return []figure{onTime, sent}
}

func (r *request) taskFigures(totals *analytics.Table) []figure {
	if len(totals.Rows) == 0 {
		return nil
	}
	applicable := count(totals, 0, "applicable")
	done := figure{Label: r.T("page.figure_done"), Value: "—", Href: r.evidenceAt(totals, 0, "done")}
	if applicable > 0 {
		done.Value, done.Of = r.Int(count(totals, 0, "done")), "/"+r.Int(applicable)
	}
	for _, key := range []string{"in_progress", "not_started"} {
		done.Beside = append(done.Beside, figurePart{r.T("page.figure_"+key, "n", r.Int(count(totals, 0, key))), r.evidenceAt(totals, 0, key)})
	}
	if part, ok := r.lastYear(totals, "done", "applicable"); ok {
		done.Beside = append(done.Beside, part)
	}
	unknown := figure{Label: r.T("page.figure_unknown"), Value: "—", Href: r.evidenceAt(totals, 0, "unknown")}
	if applicable > 0 {
		unknown.Value, unknown.Of = r.Int(count(totals, 0, "unknown")), "/"+r.Int(applicable)
	}
	unknown.Beside = append(unknown.Beside, figurePart{r.T("page.figure_overdue", "n", r.Int(count(totals, 0, "overdue"))), r.evidenceAt(totals, 0, "overdue")})
	if part, ok := r.lastYear(totals, "unknown", "applicable"); ok {
		unknown.Beside = append(unknown.Beside, part)
	}
	return []figure{done, unknown}
}

// statusFigures are the four counts of the page of tasks.
func (r *request) statusFigures(totals *analytics.Table) []figure {
	if len(totals.Rows) == 0 {
		return nil
	}
	applicable := count(totals, 0, "applicable")
	var list []figure
	for _, key := range []string{"done", "in_progress", "not_started", "unknown"} {
		f := figure{Label: r.T("page.tasks_" + key), Value: "—", Href: r.evidenceAt(totals, 0, key)}
		if applicable > 0 {
			f.Value, f.Of = r.Int(count(totals, 0, key)), "/"+r.Int(applicable)
		}
		if part, ok := r.lastYear(totals, key, "applicable"); ok {
			f.Beside = append(f.Beside, part)
		}
		list = append(list, f)
	}
	return list
}

// arrivalsCard draws who sent when, each unit's day against the last day.
func (s *Server) arrivalsCard(r *request, owed *analytics.Table) (card, error) {
	c := r.newCard("ai-nop", owed, "arrivals", "last", r.Date(r.Reporting.LastDay))
	c.Source = r.receivedSource(owed)
	c.Table, c.Folded = r.tableView(owed, arrivalHidden...), true
	if len(owed.Rows) == 0 {
		c.Empty = r.T("page.no_obligations")
		return c, nil
	}
	return c, s.drawArrivals(r, &c, owed)
}

// arrivalHidden are columns of the obligations that the folded table leaves to
// the exports.
var arrivalHidden = []string{"submission", "figures_from", "day_diff", "last_day", "days_overdue_working", "versions_returned", "corrections", "cured"}

// taskGridCard lays units × tasks of the town's plan, those with most undone
// tasks first.
func (s *Server) taskGridCard(r *request, grid, town *analytics.Table, id string) (card, error) {
	c := r.newCard(id, grid, "task_grid")
	if len(grid.Rows) == 0 {
		c.Empty = r.T("page.no_tasks")
		return c, nil
	}
	g := &htmlGrid{Caption: c.Heading, Corner: r.T("col.unit")}
	column := map[string]int{}
	for i := range town.Rows {
		label := textAt(town, i, "town_task")
		column[label] = len(g.Heads)
		g.Heads = append(g.Heads, gridHead{
			Text: textAt(town, i, "title"), Note: label + ". " + textAt(town, i, "text"),
			Href: r.Link(pathOf("nhiem-vu"), "nv", label),
		})
	}
	type line struct {
		gridRow
		stuck int
		sort  string
	}
	byUnit := map[string]*line{}
	var lines []*line
	for i := range grid.Rows {
		col, ok := column[textAt(grid, i, "town_task")]
		if !ok {
			continue
		}
		unit := textAt(grid, i, "unit")
		l := byUnit[unit]
		if l == nil {
			l = &line{gridRow: gridRow{Name: r.UnitShort(unit), Href: r.UnitLink(unit), Cells: make([]htmlCell, len(g.Heads))}}
			if v, known := r.Version(unit); known {
				l.sort = v.SortKey
			}
			byUnit[unit] = l
			lines = append(lines, l)
		}
		l.Cells[col] = r.taskCell(grid, i)
		l.stuck += stuck(textAt(grid, i, "status"))
	}
	sort.SliceStable(lines, func(i, j int) bool {
		if lines[i].stuck != lines[j].stuck {
			return lines[i].stuck > lines[j].stuck
		}
		return lines[i].sort < lines[j].sort
	})
	for _, l := range lines {
		g.Rows = append(g.Rows, l.gridRow)
	}
	c.Grid = g
	return c, s.drawing(r, &c, func(w chart.Words, p chart.Picture) (chart.Option, error) {
		return chart.TaskGridPicture(grid, w, p)
	}, false)
}

// stuck weighs a status for the order of the grid: tasks known not to be done
// come before tasks of which nothing is known.
func stuck(status string) int {
	switch status {
	case "chua_thuc_hien":
		return 300
	case "dang_thuc_hien":
		return 200
	case "chua_bao_cao":
		return 10
	case "chua_nop":
		return 1
	}
	return 0
}

func (r *request) taskCell(grid *analytics.Table, i int) htmlCell {
	status := textAt(grid, i, "status")
	cell := htmlCell{Text: r.T("code.grid." + status), State: status, Mark: markOf(status), Href: r.evidenceAt(grid, i, "status"),
		Note: r.Code(status)}
	if progress, ok := floatAt(grid, i, "progress"); ok && status == "dang_thuc_hien" {
		cell.Text += " " + r.Percent(progress)
	}
	return cell
}

// dayWords writes how a receipt stands to its last day: "sớm 4 ngày", "đúng
// hạn", "muộn 3 ngày".
func (r *request) dayWords(state string, diff int64, known bool) string {
	switch {
	case !known:
		return r.T("code.grid." + state)
	case diff < 0:
		return r.T("ui.early", "days", r.Words.Days(-diff))
	case diff > 0:
		return r.T("ui.late", "days", r.Words.Days(diff))
	}
	return r.T("ui.on_last_day")
}

// receivedSource says how many units have reported and in how many sendings: a
// report sent again is another sending and not another report.
func (r *request) receivedSource(owed *analytics.Table) string {
	var reported, sent int64
	for i := range owed.Rows {
		n := count(owed, i, "versions_received")
		sent += n
		switch textAt(owed, i, "state") {
		case "on_time", "late", "pending_on_time", "pending_late":
			reported++
		}
	}
	key := "ui.reported"
	if sent > reported {
		key = "ui.reported_again"
	}
	return r.T(key, "n", r.Int(reported), "sent", r.Int(sent), "day", r.Date(r.AsOf))
}
