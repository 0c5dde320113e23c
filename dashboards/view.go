package dashboards

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// A view is what a URL asks to see: whose figures, of which period, as of which
// day, in which language. The URL carries all of it, so that it can be sent.
type view struct {
	Scope     string      // unit key; the unit and everything below it
	Reporting data.Period // the period shown
	AsOf      data.Day
	Lang      string
}

// A request is an HTTP request with its view understood.
type request struct {
	*http.Request
	view
	words.Printer
	Query url.Values
	As    string // "", json, csv, xlsx
}

// Var is a variable of the route's path.
func (r *request) Var(name string) string { return mux.Vars(r.Request)[name] }

// Filter is the view as a question takes it.
func (r *request) Filter() analytics.Filter {
	return analytics.Filter{Scope: analytics.ScopeOf(r.Scope), Period: r.Reporting.ID, AsOf: r.AsOf}
}

// A fault is one thing wrong with a URL: a key of words with its arguments, and
// the parameter to leave out to mend it.
type fault struct {
	Key  string
	Args []string
	Drop string
}

// faults are everything wrong with a URL at once.
type faults []fault

func (f faults) Error() string {
	var keys []string
	for _, x := range f {
		keys = append(keys, x.Drop)
	}
	return "bad " + strings.Join(keys, ", ")
}

// Unwrap makes faults the user's, not the program's.
func (f faults) Unwrap() error { return data.ErrInvalid }

// formFaults are everything wrong with what a form sent, and where the form is.
type formFaults struct {
	faults faults
	back   string
}

func (f formFaults) Error() string { return "form: " + f.faults.Error() }

// Unwrap makes the faults the sender's.
func (f formFaults) Unwrap() error { return errForm }

// formFault is one thing wrong with what a form sent: a key of words with its
// arguments.
func formFault(back, key string, args ...string) error {
	return formFaults{faults{{Key: key, Args: args}}, back}
}

// graceDays is how long after the last day a period's view looks by default:
// late reports of the following week are in it.
const graceDays = 8

// readView understands the URL. On faults the view is still whole, with
// defaults in place of what could not be used, so that the page that lists the
// faults can be drawn.
func (s *Server) readView(r *http.Request) (*request, error) {
	q := r.URL.Query()
	var bad faults
	v := view{Lang: "vi", Scope: s.Defaults.Unit}
	if lang := q.Get("lang"); lang == "en" {
		v.Lang = lang
	} else if lang != "" && lang != "vi" {
		bad = append(bad, fault{"err.lang", []string{"got", lang}, "lang"})
	}
	if unit := q.Get("don-vi"); unit != "" {
		if s.reach[unit] {
			v.Scope = unit
		} else {
			bad = append(bad, fault{"err.unit", []string{"got", unit}, "don-vi"})
		}
	}
	v.Reporting, _ = s.Catalogue.PeriodByID(s.Defaults.Period)
	if id := q.Get("ky"); id != "" {
		if p, ok := s.Catalogue.PeriodByID(id); ok {
			v.Reporting = p
		} else {
			bad = append(bad, fault{"err.period", []string{"got", id}, "ky"})
		}
	}
	v.AsOf = s.defaultAsOf(v.Reporting)
	if on := q.Get("ngay"); on != "" {
		day, err := parseDay(on)
		switch {
		case err != nil:
			bad = append(bad, fault{"err.day", []string{"got", on}, "ngay"})
		case day > data.DayOf(s.Now()):
			bad = append(bad, fault{"err.day_future", []string{"got", words.Of(v.Lang).Date(day)}, "ngay"})
		default:
			v.AsOf = day
		}
	}
	as := q.Get("as")
	switch as {
	case "", "json", "csv", "xlsx":
	default:
		bad = append(bad, fault{"err.as", []string{"got", as}, "as"})
		as = ""
	}
	req := &request{Request: r, view: v, Query: q, As: as,
		Printer: words.Printer{Words: words.Of(v.Lang), Catalogue: s.Catalogue, On: v.Reporting.LastDay}}
	if len(bad) > 0 {
		return req, bad
	}
	return req, nil
}

// defaultAsOf is the day a period is looked at when the URL does not say: the
// server's own for its own period, else eight days after the last day, or today
// if that has not come.
func (s *Server) defaultAsOf(p data.Period) data.Day {
	if p.ID == s.Defaults.Period && s.Defaults.AsOf != 0 {
		return s.Defaults.AsOf
	}
	return min(p.LastDay+graceDays, data.DayOf(s.Now()))
}

// parseDay reads a day as addresses have it (2024-05-17) and as people type it
// (17/05/2024). The field is text and not the browser's date field: that one
// shows month before day wherever Windows speaks American.
func parseDay(s string) (data.Day, error) {
	if t, err := time.Parse("2/1/2006", strings.TrimSpace(s)); err == nil {
		return data.Date(t.Date()), nil
	}
	return data.ParseDay(s)
}

// Link is the URL of a path in this view; pairs of name and value are added, or
// take the place of the view's own; an empty value leaves its name out.
func (v view) Link(path string, pairs ...string) string {
	q := url.Values{}
	q.Set("don-vi", v.Scope)
	q.Set("ky", v.Reporting.ID)
	q.Set("ngay", v.AsOf.String())
	if v.Lang == "en" {
		q.Set("lang", "en")
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		} else {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return path + "?" + q.Encode()
}

// EvidenceLink is the page of what a figure stands on, "" for none.
func (v view) EvidenceLink(e analytics.Evidence) string {
	if e == "" {
		return ""
	}
	q, err := url.ParseQuery(string(e))
	if err != nil {
		return ""
	}
	var pairs []string
	for key, values := range q {
		pairs = append(pairs, key, values[0])
	}
	return v.Link("/can-cu", pairs...)
}

// UnitLink is the page of a unit; ReportLink that of a submission, with a cell
// marked when place is "FILE_NO.CELL_NO".
func (v view) UnitLink(unit string) string { return v.Link("/don-vi/" + unit) }

// ReportLink is the page of a submission, with the cell "FILE_NO.CELL_NO"
// marked where one is given; the page opens at it.
func (v view) ReportLink(submission any, cell string) string {
	link := v.Link(fmt.Sprintf("/bao-cao/%v", submission), "o", cell)
	if cell != "" {
		link += "#o" + cell
	}
	return link
}

// unitsWithin are the keys of a unit, of all that ever stood below it, and of
// all their successors and what stands below those, without ấp and khóm.
func unitsWithin(cat *data.Catalogue, root string) map[string]bool {
	level := map[string]string{}
	for _, u := range cat.Units {
		level[u.ID] = u.Level
	}
	in := map[string]bool{root: true}
	for grown := true; grown; {
		grown = false
		add := func(id string) {
			if !in[id] && level[id] != "ap" {
				in[id], grown = true, true
			}
		}
		for _, v := range cat.Versions {
			if in[v.ParentID] {
				add(v.UnitID)
			}
		}
		for _, e := range cat.Edges {
			if in[e.From] && level[e.To] == "commune" {
				add(e.To)
			}
		}
	}
	return in
}
