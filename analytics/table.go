package analytics

import (
	"database/sql"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"danbiet/data"

	"golang.org/x/sync/errgroup"
)

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
	Code     Format = "code"    // a closed list of words: a state, a status; words has "code.VALUE"; yes and no for what is true or not
	Integer  Format = "integer" // int64
	Decimal  Format = "decimal" // float64
	Share    Format = "share"   // float64, 0..1; printed by METHOD.md 4.9 with Numerator/Denominator columns beside
	Points   Format = "points"  // float64 difference of shares, printed as percentage points
	Score    Format = "score"   // float64, 0..100; printed as a whole number (METHOD.md 4.9)
	Chance   Format = "chance"  // float64, 0..1: a p of METHOD.md 5, printed with four decimals
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

// number tells whether a column holds numbers that need evidence.
func (c Column) number() bool {
	return c.Kind != Label && c.Format != Code && c.Format != Text && c.Format != Date
}

// evidenceOf names the evidence of the number under key; of reads the other
// columns of the same SQL row, shown or not.
type evidenceOf func(key string, of func(column string) any) Evidence

// fill appends the rows of an answer and closes them. SQL columns are matched
// by name. Three columns are not shown but gathered: _policy (the ids of
// policies applied, joined by commas) into Policy, _sources and _n into sums;
// without _n a row counts as one. A question may select more columns for its
// evidence; a shown column that the SQL lacks is an error.
func (t *Table) fill(rows *sql.Rows, evidence evidenceOf) error {
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return fmt.Errorf("table %s: %w", t.Name, err)
	}
	at := map[string]int{}
	for i, name := range names {
		at[name] = i
	}
	for _, c := range t.Columns {
		if _, ok := at[c.Key]; !ok {
			return fmt.Errorf("table %s: the question has no column %s", t.Name, c.Key)
		}
	}
	raw := make([]any, len(names))
	into := make([]any, len(names))
	for i := range raw {
		into[i] = &raw[i]
	}
	of := func(column string) any {
		if i, ok := at[column]; ok {
			return plain(raw[i])
		}
		return nil
	}
	if t.Rows == nil {
		t.Rows = []Row{}
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
		row := Row{Values: make([]any, len(t.Columns)), Evidence: make([]Evidence, len(t.Columns))}
		for i, c := range t.Columns {
			v, err := c.value(of(c.Key))
			if err != nil {
				return fmt.Errorf("table %s, column %s: %w", t.Name, c.Key, err)
			}
			row.Values[i] = v
			if v != nil && evidence != nil && c.number() {
				row.Evidence[i] = evidence(c.Key, of)
			}
		}
		t.Rows = append(t.Rows, row)
		t.gather(of)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("table %s: %w", t.Name, err)
	}
	slices.Sort(t.Policy)
	t.Policy = slices.Compact(t.Policy)
	return nil
}

// fillEach appends the answers to several questions, in their order; they are asked
// at the same time.
func (t *Table) fillEach(views []Filter, ask func(Filter) (*sql.Rows, error), evidence func(Filter) evidenceOf) error {
	parts := make([]*Table, len(views))
	var g errgroup.Group
	for i, view := range views {
		parts[i] = &Table{Name: t.Name, Columns: t.Columns}
		g.Go(func() error {
			rows, err := ask(view)
			if err != nil {
				return err
			}
			return parts[i].fill(rows, evidence(view))
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, part := range parts {
		t.Rows = append(t.Rows, part.Rows...)
		t.N, t.Sources, t.Policy = t.N+part.N, t.Sources+part.Sources, append(t.Policy, part.Policy...)
	}
	slices.Sort(t.Policy)
	t.Policy = slices.Compact(t.Policy)
	return nil
}

func (t *Table) gather(of func(string) any) {
	if ids, ok := of("_policy").(string); ok && ids != "" {
		t.Policy = append(t.Policy, strings.Split(ids, ",")...)
	}
	if n, ok := of("_sources").(int64); ok {
		t.Sources += int(n)
	}
	switch n := of("_n").(type) {
	case int64:
		t.N += int(n)
	default:
		t.N++
	}
}

// plain narrows the many types a driver returns to int64, float64, string,
// bool, time.Time and nil.
func plain(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case int8:
		return int64(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	case uint32:
		return int64(v)
	case uint64:
		return int64(v)
	case *big.Int: // sum() of integers is a 128-bit number
		return v.Int64()
	case float32:
		return float64(v)
	case []byte:
		return string(v)
	}
	return v
}

// value is a plain value in the type that the column's format promises.
func (c Column) value(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch c.Format {
	case Integer, Days:
		if n, ok := v.(int64); ok {
			return n, nil
		}
	case Decimal, Share, Points, Score, Chance:
		switch n := v.(type) {
		case float64:
			return n, nil
		case int64:
			return float64(n), nil
		}
	case Date:
		if at, ok := v.(time.Time); ok {
			return data.Date(at.Date()), nil
		}
	case Code:
		if yes, ok := v.(bool); ok {
			if yes {
				return "yes", nil
			}
			return "no", nil
		}
		if s, ok := v.(string); ok {
			return s, nil
		}
	default:
		if s, ok := v.(string); ok {
			return s, nil
		}
	}
	return nil, fmt.Errorf("%T is no %s", v, c.Format)
}
