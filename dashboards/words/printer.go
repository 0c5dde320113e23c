package words

import (
	"fmt"
	"math"

	"danbiet/analytics"
	"danbiet/data"
)

// A Printer writes the values of Tables: it knows the language and, from the
// catalogue, the names that units and periods had on a day.
type Printer struct {
	Words
	Catalogue *data.Catalogue
	On        data.Day
}

// Version is the unit as it was named on the printer's day; a unit that did
// not exist that day is named as it last was.
func (p Printer) Version(id string) (data.UnitVersion, bool) {
	if p.Catalogue == nil {
		return data.UnitVersion{}, false
	}
	if v, ok := p.Catalogue.UnitOn(id, p.On); ok {
		return v, true
	}
	return p.Catalogue.UnitOn(id, 0)
}

// Unit is a unit's name with its kind; a key without a name is shown itself.
func (p Printer) Unit(id string) string {
	if v, ok := p.Version(id); ok {
		return p.Named(v)
	}
	return id
}

// UnitShort is a unit's name without its kind, for table heads and charts.
func (p Printer) UnitShort(id string) string {
	if v, ok := p.Version(id); ok {
		return v.Name
	}
	return id
}

// Period is the name of a reporting period: "Sơ kết 6 tháng năm 2024".
func (p Printer) Period(id string) string {
	if p.Catalogue == nil {
		return id
	}
	period, ok := p.Catalogue.PeriodByID(id)
	if !ok {
		return id
	}
	for _, t := range p.Catalogue.ReportTypes {
		if t.ID == period.ReportType {
			if p.en() {
				return fmt.Sprintf("%s %d", t.NameEn, period.Year)
			}
			return withYear(t.NameVi, period.Year)
		}
	}
	return id
}

// withYear puts the year behind a report's name, without saying "năm" twice:
// "Tổng kết năm 2024", "Sơ kết 6 tháng năm 2024".
func withYear(name string, year int) string {
	const nam = " năm"
	if len(name) > len(nam) && name[len(name)-len(nam):] == nam {
		return fmt.Sprintf("%s %d", name, year)
	}
	return fmt.Sprintf("%s năm %d", name, year)
}

// PeriodShort is a period in a table's head: "6T 2024", "Năm 2024".
func (p Printer) PeriodShort(id string) string {
	if p.Catalogue != nil {
		if period, ok := p.Catalogue.PeriodByID(id); ok {
			return p.T("ui.period_short."+period.ReportType, "year", fmt.Sprint(period.Year))
		}
	}
	return id
}

// DeadlineRule is the rule of a last day as its document words it, with the
// last day it leaves: "trước ngày 10/05/2024" and "đến hết 09/05".
func (p Printer) DeadlineRule(period data.Period) (rule, last string) {
	on := p.Date(period.Deadline.On)
	rule = p.T("ui.rule."+string(period.Deadline.Rule), "on", on, "days", fmt.Sprint(period.Deadline.Days))
	return rule, p.T("ui.until_end_of", "day", cutoff(period)+p.ShortDate(period.LastDay))
}

// LastDay is the last day of a period, after its cut-off time where it has one:
// "09/05/2024", "17:00, 09/05/2024".
func (p Printer) LastDay(period data.Period) string { return cutoff(period) + p.Date(period.LastDay) }

func cutoff(period data.Period) string {
	if period.Deadline.CutoffTime == "" {
		return ""
	}
	return period.Deadline.CutoffTime + ", "
}

// Value writes one value of a column; what is not known is a dash.
func (p Printer) Value(c analytics.Column, v any) string {
	switch x := v.(type) {
	case nil:
		return dash
	case string:
		return p.text(c, x)
	case data.Day:
		return p.Date(x)
	case bool:
		return p.yes(x)
	}
	if n, ok := whole(v); ok {
		if c.Format == analytics.Share {
			return p.Percent(float64(n))
		}
		return p.Int(n)
	}
	f, ok := v.(float64)
	if !ok || math.IsNaN(f) || math.IsInf(f, 0) {
		if ok {
			return dash
		}
		return fmt.Sprint(v)
	}
	switch c.Format {
	case analytics.Share:
		return p.Percent(f)
	case analytics.Points:
		return p.Points(f)
	case analytics.Score:
		return p.Number(f, 0)
	case analytics.Chance:
		return p.Chance(f)
	}
	return p.Number(f, 2)
}

func (p Printer) text(c analytics.Column, s string) string {
	if s == "" {
		return dash
	}
	switch c.Format {
	case analytics.UnitName:
		return Upper(p.Unit(s))
	case analytics.Code:
		return p.Code(s)
	case analytics.PeriodID:
		return p.Period(s)
	}
	return s
}

func (p Printer) yes(b bool) string {
	if b {
		return p.T("ui.yes")
	}
	return p.T("ui.no")
}

// whole reads the integer types that a Table may hold.
func whole(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case int32:
		return int64(n), true
	}
	return 0, false
}

// cases reads a number of cases, also where a Table holds it as a figure of an
// indicator: a float64 without decimals.
func cases(v any) (int64, bool) {
	if f, ok := v.(float64); ok && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return int64(f), true
	}
	return whole(v)
}

// fractions names, for columns that are plain fractions of two other columns of
// the same row, those columns: the numerator and the denominator.
var fractions = map[string][2]string{
	"submitted_rate":          {"submitted", "expected"},
	"accepted_rate":           {"accepted", "expected"},
	"on_time_rate":            {"on_time", "expected"},
	"missing_rate":            {"missing", "expected"},
	"on_time_given_submitted": {"on_time", "submitted"},
	"target":                  {"with_target", "tasks"},
	"measure":                 {"with_unit", "tasks"},
	"due":                     {"with_due", "tasks"},
	"responsible":             {"with_responsible", "tasks"},
	"evidence":                {"with_evidence", "tasks"},
	"share_corrected":         {"n_corrected", "n_answered"},
	"share":                   {"counted", "out_of"},
}

// Cell writes the value of a row's column as the number of cases allows
// (METHOD.md 4.9): a share whose counts stand in the same row is written with
// them.
func (p Printer) Cell(t *analytics.Table, row, col int) string {
	c, v := t.Columns[col], t.Rows[row].Values[col]
	if c.Format == analytics.Share && v != nil {
		if f, ok := fractions[c.Key]; ok {
			x, okX := cases(t.Value(row, f[0]))
			n, okN := cases(t.Value(row, f[1]))
			if okX && okN {
				return p.Share(x, n)
			}
		}
	}
	return p.Value(c, v)
}

// Heading is the name of a column of a Table, with its unit where it has one.
func (p Printer) Heading(t *analytics.Table, col int) string {
	c := t.Columns[col]
	key := "col." + t.Name + "." + c.Key
	if !Known(key) {
		key = "col." + c.Key
	}
	h := p.T(key)
	if c.Unit != "" && c.Unit != "ngày" {
		h += " (" + c.Unit + ")"
	}
	return h
}
