package analytics

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"danbiet/data"
)

// figureChoice is what a number of indicators was worked out from: the figures
// of a numerator and of a denominator, joined by "+" or ",", of one unit or, with
// none, of all that may be seen.
type figureChoice struct {
	Period string // one, or two joined by a comma
	Less   string // of this period they are taken away: a difference (METHOD.md 4.7)
	Unit   string
	Units  string // joined by commas; chooses among those that may be seen
	Num    string
	Den    string
	Per    float64  // 1 when zero
	AsOf   data.Day // of the filter when zero
}

// Evidence is the query string, of the kind "facts".
func (e figureChoice) Evidence() Evidence {
	q := url.Values{"q": {"facts"}}
	per := ""
	if e.Per != 0 && e.Per != 1 {
		per = fmt.Sprint(e.Per)
	}
	for key, value := range map[string]string{
		"period": e.Period, "less": e.Less, "unit": e.Unit, "num": codeList(e.Num), "den": codeList(e.Den), "per": per, "units": e.Units, "as_of": e.AsOf.String(),
	} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return Evidence(strings.ReplaceAll(q.Encode(), "%2C", ","))
}

// codeList are codes joined by commas, each once, as a query string shows them
// plainly.
func codeList(codes string) string {
	var list []string
	for _, code := range strings.FieldsFunc(codes, func(r rune) bool { return r == '+' || r == ',' }) {
		if !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	return strings.Join(list, ",")
}

// figureEvidence is the evidence of Tables about indicators, whose SQL selects
// the columns x_of, n_of and per of measured.
func figureEvidence(period string, wide ...string) evidenceOf {
	return func(key string, of func(string) any) Evidence {
		per, _ := of("per").(float64)
		if n, ok := of("per").(int64); ok {
			per = float64(n)
		}
		e := figureChoice{Period: period, Unit: word(of("unit")), Num: word(of("x_of")), Den: word(of("n_of")), Per: per}
		switch key {
		case "counted":
			e.Den, e.Per = "", 0
		case "out_of":
			e.Num, e.Den, e.Per = e.Den, "", 0
		}
		for _, w := range wide {
			if key == w {
				e.Unit = ""
			}
		}
		return e.Evidence()
	}
}

// evidenceFacts lists the numbers of indicators in the reports that count at
// f.AsOf, one row a number with the cell it stands in: q=facts&period=…, and
// where they narrow it unit=…, units=…,…, indicator=QC01, part=a, submission=17. A total is
// the sum of the values.
//
// With num=QC10 and den=QC08 (codes with parts, joined by commas) the rows are
// the figures that count of these alone, one an indicator and report, those that
// the catalogue lends among them: the number is the sum of num, or that times
// per= over the sum of den. An estimate is worked out from them. num=* chooses
// all figures. Those of the period less= count against the others: their value is
// the negative of what is printed.
func evidenceFacts(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	if on, err := data.ParseDay(q.Get("as_of")); err == nil {
		f.AsOf = on
	}
	t := &Table{Name: "can-cu", Method: "1.4", AsOf: f.AsOf, Columns: evidenceColumns}
	params := f.params()
	for _, name := range []string{"period", "unit", "indicator", "part", "submission"} {
		params[name] = q.Get(name)
	}
	params["units"] = q.Get("units")
	params["less"] = q.Get("less")
	params["periods"] = strings.Trim(q.Get("period")+","+q.Get("less"), ",")
	params["figures"] = codeList(q.Get("num") + "," + q.Get("den"))
	rows, err := ask(ctx, db, params, obligationSteps("counted_report", "unit_order", "figure", "printed_figure", "evidence_facts.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
