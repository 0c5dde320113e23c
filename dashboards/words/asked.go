package words

import (
	"encoding/json"
	"strings"

	"danbiet/analytics"
	"danbiet/data"
)

// Asked is the sentence that a finding of a Table asks of a unit: what was seen,
// what would explain it, who answers, by when (METHOD.md 5.10). The Tables are
// those of RuleFindings, Signals, Outliers and TextLikeness; "" where there is
// nothing to ask.
func (p Printer) Asked(t *analytics.Table, row int, by data.Day) string {
	key := ""
	switch t.Name {
	case "quy-tac":
		if text := p.found(t, row); text != "" {
			return p.T("finding.asked", "text", text, "who", p.who(t, row), "by", p.Date(by))
		}
		key = textOf(t.Value(row, "rule"))
	case "dau-hieu":
		key = textOf(t.Value(row, "kind"))
	case "ngoai-le":
		key = t.Name
	case "giong-nhau":
		if key = textOf(t.Value(row, "likeness")); key == "" {
			key = "form"
		}
	}
	if !Known("finding." + key) {
		return ""
	}
	args := []string{"who", p.who(t, row), "by", p.Date(by), "what", p.about(t, row),
		"why", p.Code(textOf(t.Value(row, "explained_by")))}
	for _, hole := range []struct{ name, column string }{
		{"seen", "seen"}, {"seen", "per_base"}, {"wanted", "wanted"}, {"out_of", "out_of"}, {"usual", "usual"},
		{"usual", "median"}, {"seen_on", "seen_on"}, {"wanted_on", "wanted_on"}, {"other", "other_submission"},
	} {
		if at := t.Col(hole.column); at >= 0 {
			args = append(args, hole.name, p.stated(t, row, at))
		}
	}
	return Upper(p.T("finding."+key, args...))
}

// stated writes a number of a finding as its sentence has it: parts of a whole
// for the rules about tasks.
func (p Printer) stated(t *analytics.Table, row, col int) string {
	v := t.Rows[row].Values[col]
	if f, ok := v.(float64); ok && t.Columns[col].Key == "seen" {
		if rule := t.Value(row, "rule"); rule == "QC-NA" || rule == "QC-STATUS" {
			return p.Percent(f)
		}
	}
	return p.Value(t.Columns[col], v)
}

func (p Printer) who(t *analytics.Table, row int) string {
	return p.Unit(textOf(t.Value(row, "unit")))
}

// found is what reading said of a rule, in the printer's language.
func (p Printer) found(t *analytics.Table, row int) string {
	problem := data.Problem{Code: textOf(t.Value(row, "code")), Text: textOf(t.Value(row, "text"))}
	if problem.Code == "" || json.Unmarshal([]byte(textOf(t.Value(row, "args"))), &problem.Args) != nil {
		return problem.Text
	}
	return problem.Sentence(p.Lang())
}

// about names what a finding is about: an indicator or several, a section, or
// what the Table calls it.
func (p Printer) about(t *analytics.Table, row int) string {
	for _, column := range []string{"heading", "indicator", "subject"} {
		subject := textOf(t.Value(row, column))
		if subject == "" {
			continue
		}
		var names []string
		for _, id := range strings.Split(subject, "+") {
			names = append(names, p.indicator(id))
		}
		return strings.Join(names, p.pick(" cộng ", " plus "))
	}
	return ""
}

// indicator is the name of an indicator by its code with part; anything else is
// a word or itself.
func (p Printer) indicator(id string) string {
	if p.Catalogue != nil && len(id) >= 4 {
		if in, ok := p.Catalogue.IndicatorByCode(id[:4], id[4:]); ok {
			return p.pick(in.NameVi, in.NameEn)
		}
	}
	return p.Code(id)
}

func textOf(v any) string {
	s, _ := v.(string)
	return s
}
