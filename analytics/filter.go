// Package analytics answers questions about what was reported. One question is
// one .go file and one .sql file of the same name; every question takes a Filter
// and returns a Table. The method is written down in METHOD.md.
package analytics

import (
	"context"
	"database/sql"
	"strings"

	"danbiet/data"
)

// DB is what a question is asked of: data.Store's read side, or a plain DuckDB
// connection in the worked cases.
type DB interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Filter is what every question takes.
type Filter struct {
	Scope  Scope
	Unit   string   // the unit asked about; "" means the whole scope
	Period string   // period key, 2024-6T
	AsOf   data.Day // state at the end of that day
	Task   string   // label of a task of the superior plan, for questions about one task

	Since data.Day // for questions about what changed: the state at the end of that day is held against AsOf's; 0 is before anything was known
	Map   data.Day // for questions about figures on the units of another day; 0 is AsOf

	Indicator string // code with part (QC59a), for questions about indicators; "" means all
}

// Scope limits which units a question may name. The zero Scope sees nothing.
type Scope struct {
	units     []string
	answering bool
}

// ScopeOf is the scope of the given units and everything below and after them.
func ScopeOf(units ...string) Scope { return Scope{units: units} }

// Answering is the same scope for somebody who answers for what its units report:
// the commune itself, or the officer who reviews their reports. Nobody else sees
// signals before they are answered (METHOD.md 5).
func (s Scope) Answering() Scope {
	s.answering = true
	return s
}

// Param is the scope as the value of the SQL parameter $scope: unit keys joined
// by commas. Unit keys have no comma.
func (s Scope) Param() string { return strings.Join(s.units, ",") }
