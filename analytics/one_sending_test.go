package analytics

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"danbiet/data"
)

// oneSendingQuestions are all questions about one sending; none has a cell or more
// than its file 1.
var oneSendingQuestions = map[string]func(context.Context, DB, Scope, int64) error{
	"head": func(ctx context.Context, db DB, s Scope, id int64) error {
		_, err := SubmissionHead(ctx, db, s, id)
		return err
	},
	"versions": noTable(SubmissionVersions),
	"files":    noTable(SubmissionFiles),
	"sheets":   noTable(SubmissionSheets),
	"problems": noTable(SubmissionProblems),
	"facts":    noTable(SubmissionFacts),
	"cells": noTable(func(ctx context.Context, db DB, s Scope, id int64) (*Table, error) {
		return SubmissionCells(ctx, db, s, id, 1, "")
	}),
}

func noTable(ask func(context.Context, DB, Scope, int64) (*Table, error)) func(context.Context, DB, Scope, int64) error {
	return func(ctx context.Context, db DB, s Scope, id int64) error {
		_, err := ask(ctx, db, s, id)
		return err
	}
}

// Who sees a sending by itself is who sees it in the list of all: the scope of its
// unit, and of a sending whose unit is not known, or that nobody read yet, the
// receiving body that the scope names. It stays so when the catalogue changes.
func TestOneSendingIsSeenByWhomTheListShowsIt(t *testing.T) {
	w := town(t)
	w.sent("", "", "2024-05-08", "unknown", "waiting")
	unread := w.sent("xa-an", "", "2024-05-08", "unknown", "waiting")
	insert(t, w.db, "delete from submission_reading where submission_id = $1", unread)
	scopes := []Scope{{}, ScopeOf("xa-an"), ScopeOf("xa-kim"), ScopeOf("xa-an", "xa-kim"), ScopeOf("xa-dong-2025"),
		ScopeOf("tx-tan-chau"), ScopeOf("tinh-an-giang"), ScopeOf("tinh-an-giang-2025"), ScopeOf("no-such-unit")}
	hold := func(at string, db DB, asked map[string]func(context.Context, DB, Scope, int64) error) {
		t.Helper()
		seen := 0
		for _, scope := range scopes {
			var list []int64
			for _, row := range askRows(t, w.db, Filter{Scope: scope}.params(), "scope_unit", "receiving_body", "visible_submission") {
				list = append(list, int64(row["submission_id"].(float64)))
			}
			seen += len(list)
			for id := range w.seq + 2 {
				for name, ask := range asked {
					err := ask(t.Context(), db, scope, id)
					if slices.Contains(list, id) && err != nil || !slices.Contains(list, id) && !errors.Is(err, data.ErrNotFound) {
						t.Errorf("%s: %s of %d as %q by %T: %v; the list has %v", at, name, id, scope.Param(), db, err, list)
					}
				}
			}
		}
		if seen < 20 {
			t.Errorf("%s: %d sendings seen in all: nothing was tested", at, seen)
		}
	}
	files := map[string]func(context.Context, DB, Scope, int64) error{"files": oneSendingQuestions["files"]}
	hold("at first", w.asked(), oneSendingQuestions)
	hold("of the database itself", w.db, files)
	w.edge("xa-an", "xa-kim", "2025-07-01", 1)
	hold("xa-kim succeeds xa-an", w.asked(), files)
	insert(t, w.db, "delete from unit_edge where from_unit = 'xa-an' and to_unit = 'xa-kim'")
	hold("it does not any more", w.asked(), files)
}

// A changingDB does something after a statement that has a certain text, once.
type changingDB struct {
	DB
	at     string
	change func()
}

func (c *changingDB) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := c.DB.QueryContext(ctx, query, args...)
	if c.change != nil && strings.Contains(query, c.at) {
		change := c.change
		c.change = nil
		change()
	}
	return rows, err
}

// A sending that turns out to be somebody else's while it is looked up is not shown.
func TestASendingReadAnewMeanwhileIsNotShown(t *testing.T) {
	for _, at := range []string{"from submission_reading", "from fact"} {
		w := town(t)
		id := w.received("xa-an", "2024-6T", "2024-05-08")
		insert(t, w.db, "insert into fact values ($1, 1, 4, 'QC01', '', 12, 'cuộc', '12')", id)
		m := w.asked().(*Marts)
		if _, err := SubmissionFacts(t.Context(), m, ScopeOf("xa-an"), id); err != nil {
			t.Fatal(err)
		}
		m.DB = &changingDB{DB: m.DB, at: at, change: func() {
			insert(t, w.db, "update submission_reading set unit_id = 'xa-kim' where submission_id = $1", id)
		}}
		if got, err := SubmissionFacts(t.Context(), m, ScopeOf("xa-an"), id); !errors.Is(err, data.ErrNotFound) || len(got.Rows) > 0 {
			t.Errorf("it became another's after %q: %v, %v; want ErrNotFound", at, got.Rows, err)
		}
		if got := must(t)(SubmissionFacts(t.Context(), m, ScopeOf("xa-kim"), id)); len(got.Rows) != 1 {
			t.Errorf("its new unit sees %v", got.Rows)
		}
	}
}

// Facts stand in the order of the catalogue, those that it does not know last, and
// within an indicator in that of their places.
func TestFactsStandInTheOrderOfTheCatalogue(t *testing.T) {
	w := town(t)
	id := w.received("xa-an", "2024-6T", "2024-05-08")
	insert(t, w.db, "delete from indicator")
	indicator := func(code, part string, ordinal int) {
		insert(t, w.db, `insert into indicator values ($1, $2, $3, 'biet', '', '', '', 'flow', '', '', '', 'none', null, null, null, null, '', '')`, code, part, ordinal)
	}
	indicator("QC09", "", 1)
	indicator("QC02", "b", 2)
	indicator("QC02", "a", 3)
	for i, f := range []string{"QC02 a", "QC00 ", "QC02 b", "QC09 ", "QC99 ", "QC09 "} {
		code, part, _ := strings.Cut(f, " ")
		insert(t, w.db, "insert into fact values ($1, 1, $2, $3, $4, 1, '', '1')", id, 9-i, code, part)
	}
	want := "QC09||4 QC09||6 QC02|b|7 QC02|a|9 QC00||8 QC99||5"
	hold := func() {
		t.Helper()
		for _, db := range []DB{w.asked(), w.db} {
			facts := must(t)(SubmissionFacts(t.Context(), db, ScopeOf("xa-an"), id))
			var got []string
			for i := range facts.Rows {
				got = append(got, fmt.Sprintf("%v|%v|%v", facts.Value(i, "indicator"), facts.Value(i, "part"), facts.Value(i, "cell_no")))
			}
			if s := strings.Join(got, " "); s != want {
				t.Errorf("by %T: got %s, want %s", db, s, want)
			}
		}
	}
	hold()
	insert(t, w.db, "update indicator set ordinal = 0 where part = 'a'")
	want = "QC02|a|9 QC09||4 QC09||6 QC02|b|7 QC00||8 QC99||5"
	hold()
}
