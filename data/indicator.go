package data

// Indicator is one number that reports state: QC01 to QC62, some in parts.
//
// The measured value is Numerator ÷ Denominator, both written with indicator
// codes ("QC43", "QC41+QC42"); an empty Denominator measures the count itself,
// per Base when that is given (per_1000_households, per_ap, per_meeting).
// Direction "none" is never scored: more petitions, dialogues or disputes are
// neither better nor worse (METHOD.md 3.1). Lo and Hi are goalposts of the
// measured value; where no decision has set others they are the ends of a
// share, 0 and 1. RangeLo and RangeHi are what is plausible for one commune of
// 1,500 to 5,000 households in six months: outside them a question is asked,
// nothing is refused.
type Indicator struct {
	Code             string // QC40
	Part             string // "" or a, b, c
	Ordinal          int
	Element          string // biet, ban, lam, kiem_tra, giam_sat, thu_huong, chung
	NameVi           string
	NameEn           string
	Unit             string
	Aggregation      string // flow, cumulative, stock, derived, yes_no
	Numerator        string
	Denominator      string
	Base             string
	Direction        string // higher, lower, none
	Lo, Hi           *float64
	RangeLo, RangeHi *float64
	Basis            string
	Synonyms         []string
}

// IndicatorByCode is the indicator of a code and part ("QC40", "a").
func (c *Catalogue) IndicatorByCode(code, part string) (Indicator, bool) {
	i, ok := c.indicators[code+part]
	if !ok {
		return Indicator{}, false
	}
	return c.Indicators[i], true
}

// indicatorParts are the codes that hold several values.
var indicatorParts = map[int]string{40: "abc", 48: "ab", 51: "ab", 52: "ab", 58: "abc", 59: "ab", 60: "ab"}

// indicatorCount is the number of codes of the catalogue.
const indicatorCount = 62
