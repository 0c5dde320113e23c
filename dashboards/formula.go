package dashboards

import (
	"net/url"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// The address of evidence says which number of which Table it is asked for, so
// that its page can say what that number divides by what.
const (
	numberTable  = "bang"
	numberColumn = "cot"
)

// rateOfCount are the rates that the counts of a Table are read as: a figure "11
// of 14" is one.
var rateOfCount = map[string]string{"on_time": "on_time_rate", "submitted": "submitted_rate", "accepted": "accepted_rate", "missing": "missing_rate", "done": "completed_share"}

// numberLink is the page of what a number stands on; of a rate, or a count that is
// read as one, also of how it is worked out.
func (r *request) numberLink(t *analytics.Table, row, col int) string {
	if len(t.Rows[row].Evidence) <= col {
		return ""
	}
	e := t.Rows[row].Evidence[col]
	column := t.Columns[col].Key
	if rate := rateOfCount[column]; t.Col(rate) >= 0 {
		column = rate
	}
	if e != "" && r.Formula(t.Name, column) != "" {
		e += analytics.Evidence("&" + url.Values{numberTable: {t.Name}, numberColumn: {column}}.Encode())
	}
	return r.EvidenceLink(e)
}

// formulasOf are the formulas of a Table's rates, in the order of its columns.
func (r *request) formulasOf(t *analytics.Table, hidden map[string]bool) []fact {
	var list []fact
	for i, c := range t.Columns {
		if text := r.Formula(t.Name, c.Key); text != "" && words.IsRate(c) && !hidden[c.Key] {
			list = append(list, fact{Label: r.Heading(t, i), Value: text})
		}
	}
	return list
}

// formulaBody is how one number is worked out, and what the same figures give
// when divided or dated in other ways.
type formulaBody struct {
	Name, Formula string
	Others        []formulaTable
}

type formulaTable struct {
	Heading, Line string
	Table         *htmlTable
}

// Rates with readings beside them: those of reports, those that the last day
// moves, and those of tasks.
var (
	ratesOfReports = map[string]bool{"submitted_rate": true, "accepted_rate": true, "on_time_rate": true, "missing_rate": true, "on_time_given_submitted": true, "dhis2_rate": true}
	ratesOfDays    = map[string]bool{"on_time_rate": true, "on_time_given_submitted": true}
	ratesOfTasks   = map[string]bool{"completed_share": true}
)

// formula is the formula of the number that the address names, with its other
// readings; nil where it names none. The Tables are added to the page's.
func (s *Server) formula(r *request, p *page) (*formulaBody, error) {
	table, column := r.Query.Get(numberTable), r.Query.Get(numberColumn)
	text := r.Formula(table, column)
	if text == "" {
		return nil, nil
	}
	body := &formulaBody{Formula: text, Name: r.Heading(&analytics.Table{Name: table, Columns: []analytics.Column{{Key: column}}}, 0)}
	f := r.Filter()
	f.Unit = r.Query.Get("unit")
	if period, ok := r.Catalogue.PeriodByID(r.Query.Get("period")); ok {
		f.Period = period.ID
	}
	if on, err := data.ParseDay(r.Query.Get("as_of")); err == nil {
		f.AsOf = on
	}
	add := func(t *analytics.Table, key string) {
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
			body.Others = append(body.Others, formulaTable{r.T("page." + key), r.T("page." + key + "_line"), r.tableView(t, "about")})
		}
	}
	if ratesOfReports[column] || ratesOfTasks[column] {
		t, err := analytics.RateReadings(r.Context(), s.DB, f)
		if err != nil {
			return nil, err
		}
		about := "reports"
		if ratesOfTasks[column] {
			about = "tasks"
		}
		add(only(t, "about", about), "rate_readings")
	}
	if ratesOfDays[column] {
		t, err := analytics.DeadlineReadings(r.Context(), s.DB, f)
		if err != nil {
			return nil, err
		}
		add(t, "deadline_readings")
	}
	return body, nil
}

// only are the rows of a Table with a value in a column.
func only(t *analytics.Table, key string, value any) *analytics.Table {
	some := *t
	some.Rows = []analytics.Row{}
	for i, row := range t.Rows {
		if t.Value(i, key) == value {
			some.Rows = append(some.Rows, row)
		}
	}
	return &some
}
