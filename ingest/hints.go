package ingest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// Hints are what is known of a file beside its bytes: who sent it, and what a
// person answered to the questions that an earlier reading asked. The zero value
// knows nothing. Hints are encoded for the reading process: exported plain
// fields only.
type Hints struct {
	// Sender is the key of the unit that sent the file, "" when unknown.
	Sender string
	// UnitID, Period and Kind are answers of a person, or what a file lying beside
	// this one says; "" leaves it to the file. A UnitID of data.NotListed says that
	// the file's unit is none of the list's.
	UnitID string
	Period string
	Kind   data.DocumentKind
	// Aliases has what a wording of this sender was said to mean, by aliasKey.
	Aliases map[string]string
	// Corrections are values that a person put right. In a grid (a sheet, a csv, a
	// table) one replaces the text of its cell before anything is recognised; in
	// running text it replaces the figure of its code and part.
	Corrections []data.Correction
}

// empty tells that nothing is known.
func (h Hints) empty() bool {
	return h.UnitID == "" && h.Period == "" && h.Kind == "" && len(h.Aliases) == 0 && len(h.Corrections) == 0
}

// alias is what a word of the sender means, "" when nobody has said.
func (h Hints) alias(kind, text string) string {
	if len(h.Aliases) == 0 {
		return ""
	}
	return h.Aliases[aliasKey(kind, text)]
}

// ReadWith reads one file in the light of what is known of it. Like Read it
// never fails, and the same file with the same hints gives the same reading.
func ReadWith(name string, b []byte, cat *data.Catalogue, h Hints) *data.Reading {
	return Tools{}.ReadWith(name, b, cat, h)
}

// ReadWith is the function ReadWith with the help of the tools.
func (t Tools) ReadWith(name string, b []byte, cat *data.Catalogue, h Hints) *data.Reading {
	r := read(name, b, cat, t, h)
	if h.empty() {
		return r
	}
	if words(r) {
		h.toDocument(r, cat)
	}
	h.restore(r)
	return r
}

// words tells a reading of running text from one of grids.
func words(r *data.Reading) bool {
	return r.File.Format == "txt" || r.File.Format == "docx" || r.File.Format == "pdf"
}

// toDocument applies answers about unit and period, and corrected figures, to a
// document of words, which is recognised without them.
func (h Hints) toDocument(r *data.Reading, cat *data.Catalogue) {
	unit := h.UnitID
	if unit == "" && r.Head.Issuer != nil {
		unit = h.alias(data.AliasUnit, *r.Head.Issuer)
	}
	if unit != "" && unit != data.NotListed {
		takeUnitOf(r, unit, cat)
	}
	if p, ok := cat.PeriodByID(h.Period); ok {
		takePeriodOf(r, p, cat)
	}
	for _, c := range h.Corrections {
		if c.Code != "" && !inGrid(c.At) {
			correctFigure(r, c, cat)
		}
	}
}

func takeUnitOf(r *data.Reading, unit string, cat *data.Catalogue) {
	on := r.Head.Date
	if p, ok := cat.PeriodByID(r.Period); ok && on == 0 {
		on = p.DataTo
	}
	v, ok := cat.UnitOn(unit, on)
	if !ok {
		if v, ok = cat.UnitOn(unit, 0); !ok {
			return
		}
	}
	r.UnitID = v.UnitID
	r.Head.Unit = &data.UnitName{Name: v.Name, Type: v.Type}
	if r.Head.Issuer == nil {
		issuer, inferred := "Ủy ban nhân dân "+v.Type+" "+v.Name, data.StateInferred
		r.Head.Issuer, r.Head.IssuerState = &issuer, &inferred
	}
	dropProblems(r, func(p data.Problem) bool { return p.Code == "unknown_unit" || p.Args["what"] == missingUnit })
}

// missingUnit is how a form without its unit is told.
const missingUnit = "tên đơn vị báo cáo"

// missingPeriod is how a form without its period is told.
const missingPeriod = "kỳ báo cáo"

func takePeriodOf(r *data.Reading, p data.Period, cat *data.Catalogue) {
	if r.Kind != data.KindReport {
		return
	}
	r.Period = p.ID
	year := p.Year
	r.Head.Year = &year
	if r.Report != nil {
		r.Report.Year, r.Report.Report = year, reportName(cat, p.ReportType)
	}
	dropProblems(r, func(q data.Problem) bool { return q.Code == "unknown_period" || q.Args["what"] == missingPeriod })
}

func dropProblems(r *data.Reading, drop func(data.Problem) bool) {
	r.Problems = slices.DeleteFunc(r.Problems, drop)
}

// correctFigure puts a corrected figure of running text in the place of the one
// that was read there.
func correctFigure(r *data.Reading, c data.Correction, cat *data.Catalogue) {
	in, ok := cat.IndicatorByCode(c.Code, c.Part)
	if !ok || r.Kind != data.KindReport || r.Report == nil {
		return
	}
	v, _, ok := typedNumber(c.Value)
	if !ok {
		return
	}
	dropProblems(r, func(p data.Problem) bool { return p.At == c.At && figureProblems[p.Code] })
	for i := range r.Report.Indicators {
		if old := &r.Report.Indicators[i]; old.Code == c.Code && old.Part == c.Part {
			old.Value = v
			return
		}
	}
	r.Report.Indicators = append(r.Report.Indicators, data.IndicatorValue{Code: c.Code, Part: c.Part, Value: v, Unit: in.Unit, Printed: c.Was, At: c.At})
}

// inGrid tells a place in a cell from one in running text.
func inGrid(at data.Place) bool { return at.Sheet != "" || at.Table != 0 || at.Row != 0 }

// figureProblems are what is said of a figure that a correction settles.
var figureProblems = map[string]bool{"ambiguous_number": true, "not_a_number": true, "negative": true, "unit_suspect": true, "not_whole": true}

// hintedHead puts the answers into the head of a form, as if its cells said so.
func (x *recogniser) hintedHead(meta map[string]string, head map[string]*gridCell) map[string]*gridCell {
	put := func(key, value string) {
		if meta[key] != "" {
			meta[key] = value
		}
		c := &gridCell{kind: 's', text: value}
		if old := head[key]; old != nil {
			*c = *old
			c.correct(value)
		}
		head[key] = c
	}
	unit := x.hints.UnitID
	if c := head["unit"]; unit == "" && c != nil {
		unit = x.hints.alias(data.AliasUnit, c.text)
	}
	if unit != "" && unit != data.NotListed {
		put("unit", unit)
	}
	if x.hints.Period != "" {
		put("period", x.hints.Period)
	}
	return head
}

// correct replaces the texts of a grid's cells by what a person says they are.
// A corrected cell knows what it was: the file's text is what is kept.
func (h Hints) correct(g *grid) {
	for _, fix := range h.Corrections {
		key := fix.At.Key()
		found := false
		for _, c := range g.cells {
			if !c.merged && c.at.Key() == key {
				c.correct(fix.Value)
				found = true
			}
		}
		if found || fix.At.Sheet == "" || fix.At.Sheet != g.name {
			continue
		}
		// A figure that was left out is put into its empty cell.
		if col, row, err := excelize.CellNameToCoordinates(fix.At.Cell); err == nil && col <= maxColumn && row <= maxRow {
			c := &gridCell{row: row, col: col, at: fix.At}
			c.correct(fix.Value)
			g.put(c)
		}
	}
}

func (c *gridCell) correct(value string) {
	if c.was == nil {
		was := c.text
		c.was = &was
	}
	// As a person types: text, in the Vietnamese way of writing numbers.
	c.kind, c.raw, c.text, c.format, c.formula, c.value = 's', value, value, "", false, true
	if v, percent, ok := typedNumber(value); ok {
		if percent {
			v, c.format = v/100, "0%"
		}
		c.kind, c.raw = 'n', strconv.FormatFloat(v, 'f', -1, 64)
	}
}

// restore gives the figures of corrected cells back what the file has there: a
// figure is printed as it stands in the file, and the correction says the rest.
func (h Hints) restore(r *data.Reading) {
	was := map[string]string{}
	for _, c := range h.Corrections {
		if inGrid(c.At) {
			was[c.At.Key()] = c.Was
		}
	}
	if r.Report == nil || len(was) == 0 {
		return
	}
	for i := range r.Report.Indicators {
		v := &r.Report.Indicators[i]
		if text, ok := was[v.At.Key()]; ok {
			v.Printed = text
		}
	}
}

// printed is what the file has in the cell.
func (c *gridCell) printed() string {
	if c.was != nil {
		return *c.was
	}
	return c.text
}

// answer takes in a person's answer.
func (h *Hints) answer(a data.Answer) {
	kind, _, _ := strings.Cut(a.Key, ":")
	switch data.QuestionKind(kind) {
	case data.AskUnit:
		h.UnitID = a.Value
	case data.AskPeriod:
		h.Period = a.Value
	case data.AskKind:
		h.Kind = data.DocumentKind(a.Value)
	case data.AskIndicator:
		words := maps.Clone(h.Aliases)
		if words == nil {
			words = map[string]string{}
		}
		words[aliasKey(data.AliasIndicator, a.Got)] = a.Value
		h.Aliases = words
	}
	// A number's answer is recorded as a correction of its cell, too.
}
