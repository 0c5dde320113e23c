package dashboards

import (
	"encoding/json"
	"maps"
	"slices"

	"danbiet/analytics"
	"danbiet/dashboards/chart"
	"danbiet/data"
)

// chartBox is a chart as it goes into the page: its option as data, drawn by the
// page's script. A chart that is not Drawn is the picture that is saved of
// something the page shows as a table.
type chartBox struct {
	ID, Class, Label, File string
	Option                 json.RawMessage
	Drawn                  bool
}

func (r *request) chartWords() chart.Words {
	return chart.Words{
		T: r.T, Code: r.gridCode, Unit: r.UnitShort, Period: r.PeriodShort, Date: r.Date,
		ShortDate: r.ShortDate, Days: r.Words.Days, Rate: r.Rate, Percent: r.Percent,
	}
}

// gridCode is the short word of a status where a grid has one.
func (r *request) gridCode(value string) string {
	if _, ok := marks[value]; ok {
		return r.T("code.grid." + value)
	}
	return r.Code(value)
}

// drawing makes a chart of a Table for a card.
func (s *Server) drawing(r *request, c *card, make func(chart.Words, chart.Picture) (chart.Option, error), drawn bool) error {
	picture := chart.Picture{Title: c.Heading, Subtitle: c.Line, Source: c.Source}
	picture.Subtitle += " " + r.Printer.Period(r.Reporting.ID) + ", " + r.Printer.Unit(r.Scope) + "."
	if s.Demo {
		picture.Source = r.T("ui.banner") + ". " + picture.Source
	}
	option, err := make(r.chartWords(), picture)
	if err != nil {
		return err
	}
	b, err := chart.Marshal(option)
	if err != nil {
		return err
	}
	c.Chart = &chartBox{ID: "bieu-do-" + c.ID, Class: option.Class(), Label: picture.Title + ". " + picture.Subtitle, Option: b, Drawn: drawn,
		File: "danbiet_" + c.ID + "_" + r.Scope + "_" + r.Reporting.ID}
	if note := option.Note(); note != "" {
		c.Note = note
	}
	return nil
}

func (s *Server) drawArrivals(r *request, c *card, owed *analytics.Table) error {
	return s.drawing(r, c, func(w chart.Words, p chart.Picture) (chart.Option, error) { return chart.Arrivals(owed, w, p) }, true)
}

func (s *Server) drawTrend(r *request, c *card, t *analytics.Table) error {
	breaks := s.breaks(r.Scope)
	return s.drawing(r, c, func(w chart.Words, p chart.Picture) (chart.Option, error) { return chart.PeriodTrend(t, breaks, w, p) }, true)
}

// breaksOf is the key of a scope's reorganisations among what was worked out of
// the catalogue.
type breaksOf string

// breaks are the reorganisations of the communes of a scope, the earliest first:
// series over the years break there (METHOD.md 4.8).
func (s *Server) breaks(scope string) []chart.Break {
	return s.Catalogue.WorkedOut(breaksOf(scope), func() any { return breaksIn(s.Catalogue, unitsWithin(s.Catalogue, scope)) }).([]chart.Break)
}

func breaksIn(cat *data.Catalogue, within map[string]bool) []chart.Break {
	type sides struct{ before, after map[string]bool }
	on := map[data.Day]sides{}
	for _, e := range cat.Edges {
		if e.From == e.To || cat.Level(e.From) != data.LevelCommune || !within[e.From] && !within[e.To] {
			continue
		}
		if on[e.On].before == nil {
			on[e.On] = sides{map[string]bool{}, map[string]bool{}}
		}
		on[e.On].before[e.From], on[e.On].after[e.To] = true, true
	}
	breaks := []chart.Break{}
	for _, day := range slices.Sorted(maps.Keys(on)) {
		b := chart.Break{On: day, Before: len(on[day].before), After: len(on[day].after)}
		for _, p := range sortedPeriods(cat) {
			if p.LastDay >= day {
				b.Period = p.ID
				break
			}
		}
		if b.Period != "" {
			breaks = append(breaks, b)
		}
	}
	return breaks
}

// broken tells whether the units of a scope became others after one period's last
// day and by another's.
func (s *Server) broken(scope string, before, after data.Period) bool {
	return slices.ContainsFunc(s.breaks(scope), func(b chart.Break) bool { return before.LastDay < b.On && b.On <= after.LastDay })
}
