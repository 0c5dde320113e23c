package dashboards

import (
	"net/url"
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
	owed, rates, err := s.timeliness(r)
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
	found := s.finding(r, owed, rates)
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

// timeliness is what every finding about reports stands on.
func (s *Server) timeliness(r *request) (owed, rates *analytics.Table, err error) {
	if owed, err = analytics.Obligations(r.Context(), s.DB, r.Filter()); err != nil {
		return nil, nil, err
	}
	rates, err = analytics.TimelinessRates(r.Context(), s.DB, r.Filter())
	return owed, rates, err
}

// finding gathers what the sentence says of reports.
func (s *Server) finding(r *request, owed, rates *analytics.Table) words.Reports {
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
	now, before := r.thisAndLast(rates)
	f.Rolled = count(rates, now, "extra_on_time_if_rolled")
	if before >= 0 {
		f.Previous = words.PreviousReports{Known: true, OnTime: count(rates, before, "on_time"), Owing: count(rates, before, "expected")}
		if p, ok := r.Catalogue.PeriodByID(textAt(rates, before, "period")); ok {
			f.Previous.Year = p.Year
			f.Previous.OtherUnits = s.broken(r.Scope, p, r.Reporting)
		}
	}
	return f
}

// taskFinding gathers what the sentence says of tasks. The grid tells which of
// the unknown ones have no report at all.
func (r *request) taskFinding(totals, grid *analytics.Table) words.Tasks {
	var t words.Tasks
	now, _ := r.thisAndLast(totals)
	t.Total, t.Done, t.Unknown = count(totals, now, "applicable"), count(totals, now, "done"), count(totals, now, "unknown")
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
	_, before := r.thisAndLast(t)
	if before < 0 || count(t, before, den) == 0 {
		return figurePart{}, false
	}
	return figurePart{
		Text: r.T("ui.last_year", "value", r.Share(count(t, before, num), count(t, before, den)), "period", r.PeriodShort(textAt(t, before, "period"))),
		Href: r.evidenceAt(t, before, num),
	}, true
}

func (r *request) reportFigures(rates *analytics.Table) []figure {
	now, _ := r.thisAndLast(rates)
	expected := count(rates, now, "expected")
	of := ""
	if expected > 0 {
		of = "/" + r.Int(expected)
	}
	value := func(key string) string {
		if expected == 0 {
			return "—"
		}
		return r.Int(count(rates, now, key))
	}
	onTime := figure{Label: r.T("page.figure_on_time"), Value: value("on_time"), Of: of, Href: r.evidenceAt(rates, now, "on_time")}
	if part, ok := r.lastYear(rates, "on_time", "expected"); ok {
		onTime.Beside = append(onTime.Beside, part)
	}
	sent := figure{Label: r.T("page.figure_submitted"), Value: value("submitted"), Of: of, Href: r.evidenceAt(rates, now, "submitted")}
	for _, key := range []string{"late", "missing"} {
		sent.Beside = append(sent.Beside, figurePart{r.T("page.figure_"+key, "n", r.Int(count(rates, now, key))), r.evidenceAt(rates, now, key)})
	}
	if part, ok := r.lastYear(rates, "submitted", "expected"); ok {
		sent.Beside = append(sent.Beside, part)
	}
	return []figure{onTime, sent}
}

func (r *request) taskFigures(totals *analytics.Table) []figure {
	now, _ := r.thisAndLast(totals)
	applicable := count(totals, now, "applicable")
	done := figure{Label: r.T("page.figure_done"), Value: "—", Href: r.evidenceAt(totals, now, "done")}
	if applicable > 0 {
		done.Value, done.Of = r.Int(count(totals, now, "done")), "/"+r.Int(applicable)
	}
	for _, key := range []string{"in_progress", "not_started"} {
		done.Beside = append(done.Beside, figurePart{r.T("page.figure_"+key, "n", r.Int(count(totals, now, key))), r.evidenceAt(totals, now, key)})
	}
	if part, ok := r.lastYear(totals, "done", "applicable"); ok {
		done.Beside = append(done.Beside, part)
	}
	unknown := figure{Label: r.T("page.figure_unknown"), Value: "—", Href: r.evidenceAt(totals, now, "unknown")}
	if applicable > 0 {
		unknown.Value, unknown.Of = r.Int(count(totals, now, "unknown")), "/"+r.Int(applicable)
	}
	unknown.Beside = append(unknown.Beside, figurePart{r.T("page.figure_overdue", "n", r.Int(count(totals, now, "overdue"))), r.evidenceAt(totals, now, "overdue")})
	if part, ok := r.lastYear(totals, "unknown", "applicable"); ok {
		unknown.Beside = append(unknown.Beside, part)
	}
	return []figure{done, unknown}
}

// statusFigures are the four counts of the page of tasks.
func (r *request) statusFigures(totals *analytics.Table) []figure {
	now, _ := r.thisAndLast(totals)
	applicable := count(totals, now, "applicable")
	var list []figure
	for _, key := range []string{"done", "in_progress", "not_started", "unknown"} {
		f := figure{Label: r.T("page.tasks_" + key), Value: "—", Href: r.evidenceAt(totals, now, key)}
		if applicable > 0 {
			f.Value, f.Of = r.Int(count(totals, now, key)), "/"+r.Int(applicable)
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
	cell := htmlCell{Text: r.T("code.grid." + status), State: status, Mark: markOf(status), Href: r.cellEvidence(grid, i),
		Note: r.Code(status)}
	if progress, ok := floatAt(grid, i, "progress"); ok && status == "dang_thuc_hien" {
		cell.Text += " " + r.Percent(progress)
	}
	return cell
}

// cellEvidence is what a cell of the grid stands on: the unit's tasks for that
// task of the superior plan, or that task itself where the unit has none.
func (r *request) cellEvidence(grid *analytics.Table, i int) string {
	return r.EvidenceLink(evidenceQuery("tasks", "period", r.Reporting.ID, "unit", textAt(grid, i, "unit"),
		"town_task", textAt(grid, i, "town_task"), "cell", textAt(grid, i, "status")))
}

// evidenceQuery is an evidence of a kind with pairs of name and value.
func evidenceQuery(kind string, pairs ...string) analytics.Evidence {
	q := url.Values{"q": {kind}}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return analytics.Evidence(q.Encode())
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

// thisAndLast are the rows of the period shown and of the same a year before;
// -1 where there is none: a period of which nothing is known has no row.
func (r *request) thisAndLast(t *analytics.Table) (now, before int) {
	now, before = -1, -1
	for i := range t.Rows {
		if textAt(t, i, "period") == r.Reporting.ID {
			now = i
		} else {
			before = i
		}
	}
	return now, before
}
