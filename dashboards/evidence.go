package dashboards

import (
	"fmt"
	"math"
	"strings"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// evidenceBody is what one number stands on.
type evidenceBody struct {
	Printed, Text string // headings: what a file says, or when it came and its name
	Formula       string
	Number        *formulaBody // of a rate
	Rows          []evidenceRow
	Table         card
}

type evidenceRow struct {
	Unit, UnitHref string
	Period         string
	What           string
	Value          string
	Printed, Text  string
	State          htmlCell
	Place, Href    string
}

// evidence answers /can-cu?q=…: the rows behind a figure, each with the cell it
// came from.
func (s *Server) evidence(r *request) (*page, error) {
	if r.Query.Get("q") == "" {
		return nil, faults{{"err.evidence", []string{"got", ""}, "q"}}
	}
	t, err := analytics.EvidenceOf(r.Context(), s.DB, r.Filter(), r.Query)
	if err != nil {
		return nil, err
	}
	p := &page{file: "evidence.html", Tables: []*analytics.Table{t}}
	sum, valued := 0.0, int64(0)
	counts := true
	for i := range t.Rows {
		if v, ok := valueAt(t, i); ok {
			sum += v
			valued++
			counts = counts && (v == 0 || v == 1)
		}
	}
	n := int64(len(t.Rows))
	p.Title = r.evidenceTitle(sum, valued, n, counts)
	key := "note.evidence_sum"
	switch {
	case n == 0:
		key = "note.evidence_none"
	case valued == 0:
		key = "note.evidence_rows"
	case counts && r.Query.Get("q") == "obligations":
		key = "note.evidence_count"
	case r.Query.Get("q") != "obligations" && r.Query.Get("q") != "facts" && r.Query.Get("q") != "findings" && r.Query.Get("what") == "":
		key = "note.evidence_rows_valued"
	}
	body := evidenceBody{Formula: r.T(key, "sum", r.Number(sum, 4), "rows", r.Int(n), "valued", r.Int(valued))}
	body.Printed, body.Text = r.T("col.printed"), r.T("col.text")
	if r.Query.Get("q") == "obligations" {
		body.Printed, body.Text = r.T("col.received_on"), r.T("col.file")
	}
	for i := range t.Rows {
		body.Rows = append(body.Rows, r.evidenceRow(t, i))
	}
	body.Table = r.newCard("can-cu", t, "evidence")
	if body.Number, err = s.formula(r, p); err != nil {
		return nil, err
	}
	p.Body = body
	p.Lede = append(p.Lede, words.Sentence{{Text: body.Formula}})
	return p, nil
}

func valueAt(t *analytics.Table, i int) (float64, bool) {
	if n, ok := int64At(t, i, "value"); ok {
		return float64(n), true
	}
	f, ok := floatAt(t, i, "value")
	return f, ok && !math.IsNaN(f)
}

// evidenceTitle says which number this is: its size, what is counted, and by
// which choice.
func (r *request) evidenceTitle(sum float64, valued, rows int64, counts bool) string {
	noun := r.T("note.noun_facts")
	if kind := "note.noun_" + r.Query.Get("q"); words.Known(kind) {
		noun = r.T(kind)
	}
	number := r.Int(rows) // tasks, ấp and links are counted by their rows
	if counts && valued > 0 && r.Query.Get("q") == "obligations" {
		number = r.Number(sum, 0)
	}
	parts := []string{number + " " + noun}
	for _, key := range []string{"kind", "state", "count", "status", "cell"} {
		if v := r.Query.Get(key); v != "" && (key != "state" || r.Query.Get("count") == "") {
			var codes []string
			for _, code := range strings.Split(v, ",") {
				codes = append(codes, lower(r.Code(code)))
			}
			parts = append(parts, strings.Join(codes, ", "))
		}
	}
	if task := r.Query.Get("town_task"); task != "" {
		parts = append(parts, r.T("note.town_task", "label", task))
	}
	if label := r.Query.Get("label"); label != "" {
		parts = append(parts, r.T("note.task", "label", label))
	}
	where := r.Scope
	if unit := r.Query.Get("unit"); unit != "" {
		where = unit
	}
	tail := r.Printer.Unit(where)
	if period, ok := r.Catalogue.PeriodByID(r.Query.Get("period")); ok {
		tail += ", " + lower(r.Printer.Period(period.ID))
	}
	return words.Upper(parts[0]+qualified(parts[1:])) + " (" + tail + ")"
}

// qualified is ": how, of what" behind a count.
func qualified(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

func lower(s string) string {
	for i, c := range s {
		return strings.ToLower(string(c)) + s[i+len(string(c)):]
	}
	return s
}

func (r *request) evidenceRow(t *analytics.Table, i int) evidenceRow {
	unit := textAt(t, i, "unit")
	row := evidenceRow{
		Unit: words.Upper(r.Printer.Unit(unit)), UnitHref: r.UnitLink(unit), Printed: textAt(t, i, "printed"),
		Text: textAt(t, i, "text"), Place: textAt(t, i, "place"), What: r.whatWords(textAt(t, i, "what")),
	}
	if unit == "" {
		row.Unit, row.UnitHref = "—", ""
	}
	if id := textAt(t, i, "period"); id != "" {
		row.Period = r.PeriodShort(id)
	}
	row.Value = "—"
	if v, ok := valueAt(t, i); ok {
		row.Value = r.Number(v, 4)
	}
	if d, err := data.ParseDay(row.Printed); err == nil {
		row.Printed = r.Date(d)
	}
	if state := textAt(t, i, "state"); state != "" {
		row.State = htmlCell{Text: r.Code(state), State: state, Mark: markOf(state)}
	}
	if id, ok := int64At(t, i, "submission"); ok {
		cell := ""
		if no, has := int64At(t, i, "cell_no"); has && no > 0 {
			cell = fmt.Sprintf("%d.%d", count(t, i, "file_no"), no)
		}
		row.Href = r.ReportLink(id, cell)
		if r.Query.Get("q") == "obligations" && row.Place != "" {
			row.Place = r.T("ui.register_place", "row", row.Place)
		}
		if row.Place == "" {
			row.Place = r.T("ui.receipt_no", "id", fmt.Sprint(id))
		}
	}
	return row
}

// whatWords is what an evidence row is about: a code with a word, an indicator
// with its name, or the text itself.
func (r *request) whatWords(what string) string {
	if words.Known("col." + what) {
		return r.T("col." + what)
	}
	code, part, _ := strings.Cut(what, ".")
	if ind, ok := r.Catalogue.IndicatorByCode(code, part); ok {
		if r.Lang == "en" {
			return what + " " + ind.NameEn
		}
		return what + " " + ind.NameVi
	}
	return what
}
