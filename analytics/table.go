package analytics

import "danbiet/data"

// A Table is the one shape of every answer. Pages, charts, JSON, CSV and xlsx
// are functions of it. A value that is not known is nil, never 0.
type Table struct {
	Name    string   `json:"name"`   // stable; the NAME of ?as=csv&table=NAME
	Method  string   `json:"method"` // section of METHOD.md, "1.5"
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
	N       int      `json:"n"` // number of things counted
	AsOf    data.Day `json:"as_of"`
	Policy  []string `json:"policy"`  // ids of the policies applied
	Sources int      `json:"sources"` // reports received that the answer stands on
}

// Column tells how its values are to be read and printed.
type Column struct {
	Key    string `json:"key"` // snake_case; words has its heading under "col.KEY"
	Kind   Kind   `json:"kind"`
	Unit   string `json:"unit,omitempty"`
	Format Format `json:"format"`
}

// Kind separates what was reported from what was worked out from it
// (METHOD.md 0, R6).
type Kind string

// The kinds of column.
const (
	Label     Kind = "label" // names, keys: not a number
	Fact      Kind = "fact"
	Estimate  Kind = "estimate"
	Judgement Kind = "judgement"
)

// Format says how a value is printed; words has one function a format.
type Format string

// The formats of values.
const (
	Text     Format = "text"
	UnitName Format = "unit"    // a unit key; printed as its name, links to its page
	Code     Format = "code"    // a closed list of words: a state, a status; words has "code.VALUE"
	Integer  Format = "integer" // int64
	Decimal  Format = "decimal" // float64
	Share    Format = "share"   // float64, 0..1; printed by METHOD.md 4.9 with Numerator/Denominator columns beside
	Points   Format = "points"  // float64 difference of shares, printed as percentage points
	Date     Format = "date"    // data.Day
	Days     Format = "days"    // int64 number of days
	PeriodID Format = "period"  // a period key
)

// Row holds one value a column, with the evidence of each.
type Row struct {
	Values   []any      `json:"values"`
	Evidence []Evidence `json:"evidence,omitempty"` // same length as Values; "" where the value is a label
}

// Evidence names what a number stands on: the query string of /can-cu, such as
// "q=obligations&unit=xa-tan-an&period=2024-6T&state=on_time". EvidenceOf
// answers it with the facts and their places.
type Evidence string

// Col is the position of a column, -1 when there is none.
func (t *Table) Col(key string) int {
	for i, c := range t.Columns {
		if c.Key == key {
			return i
		}
	}
	return -1
}

// Value is the value of a row's column, nil when there is none.
func (t *Table) Value(row int, key string) any {
	if i := t.Col(key); i >= 0 && row >= 0 && row < len(t.Rows) {
		return t.Rows[row].Values[i]
	}
	return nil
}
