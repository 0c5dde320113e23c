package dashboards

import (
	"fmt"

	"danbiet/analytics"
	"danbiet/dashboards/chart"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// tasksBody is which task is stuck where.
type tasksBody struct {
	Figures                                                []figure
	Grid, Bounds, Overdue, Coverage, Specificity, Progress card
}

// taskBody is one task of the superior plan: every unit with its own words.
type taskBody struct {
	Label, Text string
	Counts      []figure
	Units       []taskUnit
	Table       card
	Back        string
}

type taskUnit struct {
	Name, Href   string
	Status, Mark string
	State        string
	Tasks        []taskWords
}

type taskWords struct {
	Label, Text, Figures, Note string
	Status, Mark, State        string
	Place, Href                string
}

func (s *Server) tasks(r *request) (*page, error) {
	if label := r.Query.Get("nv"); label != "" {
		return s.task(r, label)
	}
	ctx, f := r.Context(), r.Filter()
	var err error
	ask := func(question func() (*analytics.Table, error)) *analytics.Table {
		if err != nil {
			return nil
		}
		var t *analytics.Table
		t, err = question()
		return t
	}
	grid := ask(func() (*analytics.Table, error) { return analytics.TaskGrid(ctx, s.DB, f) })
	town := ask(func() (*analytics.Table, error) { return analytics.TownTasks(ctx, s.DB, f) })
	bounds := ask(func() (*analytics.Table, error) { return analytics.Completion(ctx, s.DB, f) })
	totals := ask(func() (*analytics.Table, error) { return analytics.CompletionTotals(ctx, s.DB, f) })
	overdue := ask(func() (*analytics.Table, error) { return analytics.OverdueTasks(ctx, s.DB, f) })
	coverage := ask(func() (*analytics.Table, error) { return analytics.PlanCoverage(ctx, s.DB, f) })
	specific := ask(func() (*analytics.Table, error) { return analytics.PlanSpecificity(ctx, s.DB, f) })
	progress := ask(func() (*analytics.Table, error) { return analytics.PeriodProgress(ctx, s.DB, f) })
	if err != nil {
		return nil, err
	}
	p := &page{file: "tasks.html", Title: r.tasksTitle(totals),
		Tables: []*analytics.Table{grid, town, bounds, totals, overdue, coverage, specific, progress}}
	p.Lede = append(p.Lede, words.Sentence{{Text: r.T("page.tasks_lede", "period", r.Printer.Period(r.Reporting.ID), "day", r.Date(r.AsOf))}})
	body := tasksBody{
		Figures:     r.statusFigures(totals),
		Overdue:     r.listCard("qua-han", overdue, "overdue", "none_overdue", "submission"),
		Coverage:    r.listCard("bao-phu", coverage, "coverage", "no_links"),
		Specificity: r.listCard("do-cu-the", specific, "specificity", "no_tasks", "with_target", "with_unit", "with_due", "with_responsible", "with_evidence"),
		Progress:    r.listCard("so-ket-tong-ket", progress, "progress", "no_progress"),
	}
	if !anyProgress(progress) {
		body.Progress.Table, body.Progress.Empty = nil, r.T("page.no_progress")
	}
	if body.Grid, err = s.taskGridCard(r, grid, town, "luoi-nhiem-vu"); err != nil {
		return nil, err
	}
	if body.Bounds, err = s.boundsCard(r, bounds); err != nil {
		return nil, err
	}
	p.Body = body
	return p, nil
}

// anyProgress tells whether the year's second report speaks of any task; before
// that a table of "not reported" would read like a fault.
func anyProgress(t *analytics.Table) bool {
	for i := range t.Rows {
		if count(t, i, "planned_not_reported") < count(t, i, "planned") {
			return true
		}
	}
	return false
}

func (r *request) tasksTitle(totals *analytics.Table) string {
	now, _ := r.thisAndLast(totals)
	return r.TasksTitle(words.Tasks{Total: count(totals, now, "applicable"), Done: count(totals, now, "done"), Unknown: count(totals, now, "unknown")})
}

// boundsCard draws how far each unit's plan is: a dot where it is known, a bar
// from "nothing of the unknown is done" to "all of it is".
func (s *Server) boundsCard(r *request, t *analytics.Table) (card, error) {
	c := r.newCard("muc-do", t, "bounds")
	if len(t.Rows) == 0 {
		c.Empty = r.T("page.no_tasks")
		return c, nil
	}
	c.Table, c.Folded = r.tableView(t, "weight_applicable", "n_invalid", "submission", "plan_expected", "plan_progress"), true
	return c, s.drawing(r, &c, func(w chart.Words, p chart.Picture) (chart.Option, error) { return chart.Bounds(t, w, p) }, true)
}

// listCard is a card whose picture is its table.
func (r *request) listCard(id string, t *analytics.Table, key, empty string, hide ...string) card {
	c := r.newCard(id, t, key)
	if len(t.Rows) == 0 {
		c.Empty = r.T("page." + empty)
		return c
	}
	c.Table = r.tableView(t, hide...)
	return c
}

// task is one task of the superior plan, all units with their own words side by
// side.
func (s *Server) task(r *request, label string) (*page, error) {
	ctx, f := r.Context(), r.Filter()
	f.Task = label
	town, err := analytics.TownTasks(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	at := -1
	for i := range town.Rows {
		if textAt(town, i, "town_task") == label {
			at = i
		}
	}
	if at < 0 {
		return nil, fmt.Errorf("%w: task %q of the superior plan", data.ErrNotFound, label)
	}
	detail, err := analytics.TaskDetail(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	one := &analytics.Table{Name: town.Name, Method: town.Method, Columns: town.Columns, Rows: town.Rows[at : at+1], N: 1, AsOf: town.AsOf, Policy: town.Policy, Sources: town.Sources}
	p := &page{file: "task.html", Title: r.taskTitle(town, at), Tables: []*analytics.Table{detail, one}}
	p.Lede = append(p.Lede, words.Sentence{{Text: r.T("page.tasks_lede", "period", r.Printer.Period(r.Reporting.ID), "day", r.Date(r.AsOf))}})
	body := taskBody{Label: label, Text: textAt(town, at, "text"), Back: r.Link(pathOf("nhiem-vu"))}
	body.Units = r.taskUnits(detail)
	for _, key := range []string{"done", "in_progress", "not_started", "not_reported", "no_report", "overdue"} {
		body.Counts = append(body.Counts, figure{Label: r.T("col." + key), Value: r.Int(count(town, at, key)), Href: r.evidenceAt(town, at, key)})
	}
	body.Table = r.newCard("bang", detail, "task_table")
	body.Table.Table = r.tableView(detail, "submission")
	p.Body = body
	return p, nil
}

func (r *request) taskTitle(town *analytics.Table, at int) string {
	n := int64(0)
	for _, key := range []string{"done", "in_progress", "not_started", "not_reported", "no_report"} {
		n += count(town, at, key)
	}
	return r.TaskTitle(textAt(town, at, "town_task"), textAt(town, at, "title"), count(town, at, "done"), n)
}

// taskUnits gathers the rows of a task by unit: a unit may carry out one task
// of the superior plan by several of its own.
func (r *request) taskUnits(t *analytics.Table) []taskUnit {
	var list []taskUnit
	at := map[string]int{}
	for i := range t.Rows {
		unit, status := textAt(t, i, "unit"), textAt(t, i, "status")
		k, ok := at[unit]
		if !ok {
			k = len(list)
			at[unit] = k
			list = append(list, taskUnit{Name: words.Upper(r.Printer.Unit(unit)), Href: r.UnitLink(unit), Status: r.Code(status), Mark: markOf(status), State: status})
		}
		if textAt(t, i, "label") == "" {
			continue
		}
		w := taskWords{Label: textAt(t, i, "label"), Text: textAt(t, i, "text"), Note: textAt(t, i, "note"), Place: textAt(t, i, "place"),
			Status: r.Code(status), Mark: markOf(status), State: status, Figures: r.taskNumbers(t, i), Href: r.taskEvidence(unit, textAt(t, i, "label"))}
		list[k].Tasks = append(list[k].Tasks, w)
	}
	return list
}

// taskEvidence is the page of what a report says of one task of a unit.
func (r *request) taskEvidence(unit, label string) string {
	return r.EvidenceLink(evidenceQuery("tasks", "period", r.Reporting.ID, "unit", unit, "label", label))
}

// taskNumbers writes what a task was to reach and has reached: "8/12 hộ", or
// the progress alone.
func (r *request) taskNumbers(t *analytics.Table, i int) string {
	actual, hasActual := floatAt(t, i, "actual")
	target, hasTarget := floatAt(t, i, "target")
	measure := textAt(t, i, "measure")
	switch {
	case hasActual && hasTarget:
		return r.Number(actual, 2) + "/" + r.Number(target, 2) + " " + measure
	case hasActual:
		return r.Number(actual, 2) + " " + measure
	}
	if progress, ok := floatAt(t, i, "progress"); ok {
		return r.Percent(progress)
	}
	return ""
}
