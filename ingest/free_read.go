package ingest

import (
	"strings"

	"danbiet/data"
)

// Free layouts: the annexes that offices make themselves, as sheets, as csv and
// as tables of a Word report. They are read in steps:
//
//  1. regionsOf finds the tables of a grid by their headers, side by side and
//     one below the other, with headers of several levels.
//  2. columnOf tells what each column holds; valueColumns which one counts for
//     the report's kind and year.
//  3. identify finds the indicator of a row by its words and by what it hangs
//     on; what is not sure is asked, never guessed.
//  4. The figure is read in its unit, kept with its place, and held against the
//     columns or rows that it is the sum of. The rules between indicators are
//     the same as for our own form.

// regionsIn are the tables of free layouts in grids that nobody hid.
func (x *recogniser) regionsIn(grids []*grid) []*region {
	var out []*region
	for _, g := range grids {
		if !g.hidden {
			out = append(out, x.regionsOf(g)...)
		}
	}
	return out
}

// ownTable is the table of our form in a grid; nil when there is none, or when
// it is one of several that somebody put together in another way: those are
// read as free layouts, all by one rule.
func (x *recogniser) ownTable(g *grid, meta map[string]string) *table {
	t := findTable(g, x.cat, x.names)
	if t == nil || t.keyed || meta != nil {
		return t
	}
	if !x.plainTasks(t) || len(x.ofUse(x.regionsOf(g))) > 1 {
		return nil
	}
	return t
}

// plainTasks tells that the cells of a table of tasks hold what our form asks
// for: words of the lists and bare numbers, no remarks.
func (x *recogniser) plainTasks(t *table) bool {
	if t.schema == &indicatorSheet {
		return true
	}
	for row := t.first; row <= t.rows; row++ {
		if c := t.of("status", row); c != nil && !blank(c.text) && !knownStatus(c.text) {
			return false
		}
		for _, key := range []string{"target", "actual", "progress"} {
			c := t.of(key, row)
			if c == nil || blank(c.text) || c.kind == 'n' || between.MatchString(c.text) {
				continue
			}
			if _, unit, problem := ParseQuantity(c.text); problem == "not_a_number" || unit != "" && unit != "%" {
				return false
			}
		}
	}
	return true
}

func knownStatus(s string) bool {
	key := headerKey(s)
	for _, w := range statusWords {
		if headerKey(w.vi) == key || w.code == s {
			return true
		}
	}
	return statusSynonyms[key] != ""
}

// ofUse are the regions that hold figures, tasks or models of a report.
func (x *recogniser) ofUse(regions []*region) []*region {
	var out []*region
	for _, r := range regions {
		if r.column(roleModel) != nil || r.transposed || x.isTaskRegion(r) || x.namesIndicators(r) {
			out = append(out, r)
		}
	}
	return out
}

// sampleRows is how many rows are looked at to tell what a table is: a list of
// thousands of rows is no annex of a report.
const sampleRows = 120

// namesIndicators tells whether some rows name indicators.
func (x *recogniser) namesIndicators(r *region) bool {
	above, context := newAncestors(r), x.contextOf(r)
	plan := x.valueColumns(r)
	if plan.value == nil {
		return false
	}
	for row := r.first; row <= min(r.last, r.first+sampleRows); row++ {
		if n, own := above.next(row, plan); own != nil {
			if _, coded := indicatorOf(x.cat, r.text(roleCode, row)); coded {
				return true
			}
			n.context = context
			if _, sure, _ := x.identify(n); sure {
				return true
			}
		}
	}
	return false
}

// readRegions reads tasks, models and figures of free tables. The tables whose
// rows are indicators come before those whose columns are: the second detail
// the first.
func (x *recogniser) readRegions(regions []*region, set *figureSet) {
	for _, across := range []bool{false, true} {
		for _, r := range regions {
			switch {
			case r.transposed != across:
			case r.transposed:
				x.figuresOfRegion(r, set)
			case x.isTaskRegion(r):
				x.tasksOfRegion(r)
			case r.column(roleModel) != nil && r.column(roleName) == nil:
				x.exemplarsOfRegion(r)
			default:
				x.figuresOfRegion(r, set)
			}
		}
	}
}

// readTables reads the tables of a document of words, after its text. A figure
// of a table counts before that of a sentence; where they differ, it is asked.
func (x *recogniser) readTables(d *document) {
	r := x.r
	if r.Kind == data.KindPlan {
		readPlanTables(r, d, d.tables)
		return
	}
	if len(d.tables) == 0 && r.Report == nil {
		return
	}
	x.linesBefore = linesBefore(d)
	regions := x.ofUse(x.regionsIn(d.tables))
	if r.Kind != data.KindReport {
		if len(regions) == 0 {
			return
		}
		r.Kind = data.KindReport
		r.Problems = withoutCode(r.Problems, "no_kind")
	}
	if r.Report == nil {
		r.Report = &data.ReportValues{Tasks: []data.TaskStatus{}, Indicators: []data.IndicatorValue{}, Exemplars: []data.ExemplarNamed{}}
	}
	x.periodOfText(d)
	for _, l := range d.lines {
		if unit := moneySaidIn(l.text); unit != "" {
			x.moneyAbove = unit
		}
	}
	said := r.Report.Indicators
	r.Report.Indicators = nil
	set := newFigures()
	x.readRegions(regions, set)
	for _, v := range said {
		x.saidFigure(set, v)
	}
	x.finishFigures(set)
}

// linesBefore are the lines that stand right before the tables of a text: their
// captions, and the units said in them.
func linesBefore(d *document) map[*grid]string {
	before := map[*grid]string{}
	for _, g := range d.tables {
		if g.after == 0 {
			continue
		}
		for i := len(d.lines) - 1; i >= 0; i-- {
			if l := d.lines[i]; l.no <= g.after && strings.TrimSpace(l.text) != "" {
				before[g] = l.text
				break
			}
		}
	}
	return before
}

func withoutCode(problems []data.Problem, code string) []data.Problem {
	var out []data.Problem
	for _, p := range problems {
		if p.Code != code {
			out = append(out, p)
		}
	}
	return out
}

// saidFigure joins a figure of a sentence with those of the tables.
func (x *recogniser) saidFigure(set *figureSet, v data.IndicatorValue) {
	in, ok := x.cat.IndicatorByCode(v.Code, v.Part)
	if !ok {
		return
	}
	f := &figure{in: in, value: v.Value, known: true, unit: v.Unit, cell: &gridCell{kind: 's', text: v.Printed, value: true, at: v.At}}
	first := set.byID[indicatorID(in)]
	switch {
	case first == nil:
		set.add(f)
	case !first.known:
		*first = *f
	case first.value != f.value:
		x.addAt("contradiction", data.Warn, first.cell.at, "what", in.NameVi, "got", FormatNumber(first.value), "other", where(v.At), "want", FormatNumber(v.Value))
	}
}

// periodOfText is the period that the text of a document was read to report on,
// or that its title or its tables name.
func (x *recogniser) periodOfText(d *document) {
	rep := x.r.Report
	if x.r.UnitID != "" {
		x.unit, x.hasUnit = x.cat.UnitOn(x.r.UnitID, 0)
	}
	for _, p := range x.cat.Periods {
		if p.ID == x.r.Period || rep.Year != 0 && p.Year == rep.Year && reportName(x.cat, p.ReportType) == rep.Report {
			x.period, x.hasPeriod = p, true
		}
	}
	if !x.hasPeriod && rep.Report == "" {
		said, score := "", 0
		if x.r.Head.Title != nil {
			said, score = periodSaid(*x.r.Head.Title)
		}
		for _, l := range d.lines {
			if text, s := periodSaid(l.text); s > score && s >= 3 {
				said, score = text, s
			}
		}
		x.period, x.hasPeriod = periodNamed(x.cat, said)
	}
	if !x.hasPeriod {
		return
	}
	x.r.Period = x.period.ID
	if rep.Report == "" {
		rep.Report, rep.Year = reportName(x.cat, x.period.ReportType), x.period.Year
	}
}
