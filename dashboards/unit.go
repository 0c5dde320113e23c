package dashboards

import (
	"fmt"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// unitBody is how one unit is doing, before and after reorganisation.
type unitBody struct {
	Facts                                                     []fact
	Before, After                                             []kin
	Refused                                                   string // why figures are not set beside those of kin
	Obligations, Tasks, Aps, Progress, Received, Legal, Below card
	Children                                                  []option // units below, for a town or a province
	Bounds                                                    string
	Pace                                                      htmlCell
	PaceFacts                                                 []fact
}

type fact struct{ Label, Value, Href string }

// kin is a unit before or after a reorganisation.
type kin struct{ Name, Href, Note string }

// reader is the scope of a reader of this server: everything it shows.
func (s *Server) reader() analytics.Scope { return analytics.ScopeOf(s.Defaults.Unit) }

func (s *Server) unit(r *request) (*page, error) {
	code := r.Var("code")
	if !s.reach[code] {
		return nil, fmt.Errorf("%w: unit %q", data.ErrNotFound, code)
	}
	version, _ := r.Version(code)
	body := unitBody{Facts: s.unitFacts(r, version)}
	body.Before, body.After, body.Refused = s.kinOf(r, code)
	p := &page{file: "unit.html", Title: words.Upper(r.Named(version))}
	if s.levelOf(code) != "commune" {
		return s.unitAbove(r, p, body, code)
	}
	ctx := r.Context()
	f := r.Filter()
	f.Scope, f.Unit = s.reader(), code
	questions := []struct {
		to  *card
		ask func() (*analytics.Table, error)
		id  string
		key string
		say string
	}{
		{&body.Obligations, func() (*analytics.Table, error) { return analytics.TimelinessGrid(ctx, s.DB, f) }, "nghia-vu", "unit_obligations", "no_obligations"},
		{&body.Tasks, func() (*analytics.Table, error) { return analytics.UnitTasks(ctx, s.DB, f) }, "nhiem-vu", "unit_tasks", "no_tasks"},
		{&body.Aps, func() (*analytics.Table, error) { return analytics.ApRollup(ctx, s.DB, f) }, "theo-ap", "unit_aps", "no_aps"},
		{&body.Progress, func() (*analytics.Table, error) { return analytics.Completion(ctx, s.DB, f) }, "tien-do", "unit_progress", "no_progress_unit"},
		{&body.Received, func() (*analytics.Table, error) { return analytics.SubmissionList(ctx, s.DB, f) }, "da-nhan", "unit_received", "no_received"},
		{&body.Legal, func() (*analytics.Table, error) { return analytics.LegalMinimums(ctx, s.DB, f) }, "toi-thieu-luat", "unit_legal", "no_legal"},
	}
	var asked []*analytics.Table
	for _, q := range questions {
		t, err := q.ask()
		if err != nil {
			return nil, err
		}
		asked = append(asked, t)
		*q.to = r.newCard(q.id, t, q.key)
		if len(t.Rows) == 0 {
			q.to.Empty = r.T("page." + q.say)
			continue
		}
		p.Tables = append(p.Tables, t)
	}
	r.fillUnit(&body, asked)
	body.Bounds, body.Pace = r.unitBounds(asked[3])
	body.PaceFacts = r.paceFacts(asked[3])
	p.Title = r.unitTitle(version, asked[0], asked[3])
	p.Lede = append(p.Lede, r.When(r.Reporting, r.AsOf))
	if body.Bounds != "" {
		p.Lede = append(p.Lede, words.Sentence{{Text: body.Bounds}})
	}
	p.Body = body
	return p, nil
}

// fillUnit writes the tables of a unit's cards; the unit's own name is left out
// of them, it is the title.
func (r *request) fillUnit(body *unitBody, asked []*analytics.Table) {
	cards := []*card{&body.Obligations, &body.Tasks, &body.Aps, &body.Progress, &body.Received, &body.Legal}
	hide := [][]string{
		{"unit", "day_diff"},
		{"value", "submission"},
		{},
		{},
		{"unit", "reason_kind"},
		{"unit", "indicator"},
	}
	for i, c := range cards {
		if len(asked[i].Rows) > 0 && c != &body.Progress {
			c.Table = r.tableView(asked[i], hide[i]...)
		}
	}
}

// unitBounds writes how far a unit's plan is and how that stands to the
// expected pace.
func (r *request) unitBounds(t *analytics.Table) (bounds string, pace htmlCell) {
	if len(t.Rows) == 0 {
		return "", pace
	}
	lower, okL := floatAt(t, 0, "lower")
	upper, okU := floatAt(t, 0, "upper")
	if !okL || !okU {
		return "", pace
	}
	total := count(t, 0, "n_tasks") - count(t, 0, "n_not_applicable")
	bounds = words.Upper(r.Bounds(count(t, 0, "n_done"), total, count(t, 0, "n_not_reported")+count(t, 0, "n_invalid"), lower, upper)) + "."
	if state := textAt(t, 0, "pace"); state != "" {
		pace = htmlCell{Text: r.Code(state), State: state, Mark: markOf(state)}
	}
	return bounds, pace
}

// paceFacts are the figures behind a unit's pace: one unit has one row, which
// reads better downwards.
func (r *request) paceFacts(t *analytics.Table) []fact {
	if len(t.Rows) == 0 {
		return nil
	}
	var list []fact
	for i, c := range t.Columns {
		switch c.Key {
		case "unit", "pace", "weight_applicable", "n_invalid", "submission":
			continue
		}
		if t.Rows[0].Values[i] == nil {
			continue
		}
		list = append(list, fact{r.Heading(t, i), r.Cell(t, 0, i), r.evidenceAt(t, 0, c.Key)})
	}
	return list
}

// unitTitle is the unit's finding for the period shown.
func (r *request) unitTitle(v data.UnitVersion, grid, done *analytics.Table) string {
	found := words.Reports{Due: r.AsOf > r.Reporting.LastDay, One: r.Named(v), Kinds: []string{v.Type}}
	for i := range grid.Rows {
		if textAt(grid, i, "period") != r.Reporting.ID {
			continue
		}
		found.Owing = 1
		switch textAt(grid, i, "state") {
		case "on_time", "pending_on_time":
			found.OnTime = 1
		case "late", "pending_late":
			found.Late = []words.Name{{Days: count(grid, i, "days_late_calendar")}}
		case "missing_none", "missing_returned":
			found.Missing = []words.Name{{}}
		case "exempt":
			found.Owing = 0
		}
	}
	if found.Owing == 0 {
		return words.Upper(r.Named(v))
	}
	t := words.Tasks{}
	if len(done.Rows) > 0 {
		t.Total = count(done, 0, "n_tasks") - count(done, 0, "n_not_applicable")
		t.Done = count(done, 0, "n_done")
		t.Unknown = count(done, 0, "n_not_reported")
	}
	return r.Words.Title(found, t)
}

// unitAbove is the page of a town or a province: what stands below it and what
// it sent itself.
func (s *Server) unitAbove(r *request, p *page, body unitBody, code string) (*page, error) {
	on := r.Reporting.LastDay
	for _, v := range sortedVersions(s.Catalogue, on) {
		if v.ParentID == code && s.reach[v.UnitID] {
			body.Children = append(body.Children, option{Text: words.Upper(r.Named(v)), Value: r.UnitLink(v.UnitID)})
		}
	}
	f := r.Filter()
	f.Scope, f.Unit = s.reader(), code
	t, err := analytics.SubmissionList(r.Context(), s.DB, f)
	if err != nil {
		return nil, err
	}
	body.Received = r.newCard("da-nhan", t, "unit_received")
	body.Received.Empty = r.T("page.no_received")
	if len(t.Rows) > 0 {
		body.Received.Empty = ""
		body.Received.Table = r.tableView(t, "reason_kind")
		p.Tables = append(p.Tables, t)
	}
	p.Body = body
	return p, nil
}

func (s *Server) levelOf(unit string) string {
	for _, u := range s.Catalogue.Units {
		if u.ID == unit {
			return u.Level
		}
	}
	return ""
}

func (s *Server) unitFacts(r *request, v data.UnitVersion) []fact {
	facts := []fact{{Label: r.T("ui.unit_kind"), Value: r.Words.Kind(v.Type)}}
	if v.Code != "" {
		facts = append(facts, fact{Label: r.T("ui.unit_code"), Value: v.Code})
	}
	if parent, ok := r.Version(v.ParentID); ok {
		f := fact{Label: r.T("ui.unit_parent"), Value: words.Upper(r.Named(parent))}
		if s.reach[v.ParentID] {
			f.Href = r.UnitLink(v.ParentID)
		}
		facts = append(facts, f)
	}
	span := r.T("ui.since", "day", r.Date(v.ValidFrom))
	if v.ValidTo != 0 {
		span += " " + r.T("ui.until", "day", r.Date(v.ValidTo-1))
	}
	facts = append(facts, fact{Label: r.T("ui.unit_valid"), Value: span})
	if m, ok := s.Catalogue.MeasureOn(v.UnitID, r.Reporting.LastDay); ok {
		for _, x := range []struct {
			key string
			n   *int
		}{{"ui.households", m.Households}, {"ui.population", m.Population}, {"ui.aps", m.ApCount}} {
			if x.n != nil {
				facts = append(facts, fact{Label: r.T(x.key), Value: r.Int(int64(*x.n))})
			}
		}
	}
	return append(facts, fact{Label: r.T("ui.unit_source"), Value: v.Source})
}

// kinOf are the units before and after a unit, and why their figures are not
// set side by side: another area, other tasks, another count (METHOD.md 4.8).
func (s *Server) kinOf(r *request, code string) (before, after []kin, refused string) {
	for _, e := range s.Catalogue.Edges {
		switch code {
		case e.To:
			before = append(before, s.kin(r, e.From, e))
		case e.From:
			after = append(after, s.kin(r, e.To, e))
		default:
			continue
		}
		refused = r.T("note.refused", "day", r.Date(e.On))
	}
	return before, after, refused
}

func (s *Server) kin(r *request, unit string, e data.UnitEdge) kin {
	note := r.T("note.whole", "day", r.Date(e.On), "document", e.Document)
	if e.Share < 1 {
		note = r.T("note.part", "share", r.Percent(e.Share), "day", r.Date(e.On), "document", e.Document)
	}
	v, ok := s.Catalogue.UnitOn(unit, 0)
	name := unit
	if ok {
		name = words.Upper(r.Named(v))
	}
	k := kin{Name: name, Note: note}
	if s.reach[unit] {
		k.Href = r.UnitLink(unit)
	}
	return k
}
