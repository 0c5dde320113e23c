package dashboards

import (
	"encoding/json"
	"time"

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
	breakAt := ""
	for _, p := range sortedPeriods(s.Catalogue) {
		if p.LastDay >= reorganised {
			breakAt = p.ID
			break
		}
	}
	return s.drawing(r, c, func(w chart.Words, p chart.Picture) (chart.Option, error) { return chart.PeriodTrend(t, breakAt, w, p) }, true)
}

// reorganised is the day from which communes are other units and towns are no
// more: lines over the years break here (METHOD.md 4.8).
var reorganised = data.Date(2025, time.July, 1)
