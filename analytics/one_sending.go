package analytics

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"danbiet/data"
)

// A question about one sending first asks whose it is and whether the reader may
// see that, and then one or two tables alone, by its number. As one statement with
// the scope's units and the sendings that they let see, the same took two to three
// times as long, most of it planning (measured on a country).

// reader is whom a scope lets see what.
type reader struct {
	units    map[string]bool // that may be named
	receives bool            // what is sent without a known sender
}

// sees tells whether the reader may see a sending of sender, null when it is not
// known whose it is. METHOD.md 0, R9; visible_submission.sql is the same rule for
// all sendings at once.
func (r *reader) sees(sender sql.NullString) bool {
	if !sender.Valid {
		return r.receives
	}
	return r.units[sender.String]
}

// readerSteps are all that says whom a scope lets see what.
var readerSteps = []string{"scope_unit", "receiving_body", "reader.sql"}

// readerOf is whom a scope lets see what.
func readerOf(ctx context.Context, db DB, scope Scope) (*reader, error) {
	ask := func(db DB) (*reader, error) {
		rows, err := askWhole(ctx, db, Filter{Scope: scope}.params(), readerSteps)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		r := &reader{units: map[string]bool{}}
		for rows.Next() {
			var unit string
			var receives bool
			if err := rows.Scan(&unit, &receives); err != nil {
				return nil, err
			}
			r.units[unit] = true
			r.receives = r.receives || receives
		}
		return r, rows.Err()
	}
	if m, ok := db.(*Marts); ok {
		return m.readers.of(m, scope.Param(), readerSteps, ask)
	}
	return ask(db)
}

// senderOf gives the unit whose sending id is, null when that is not known.
// ErrNotFound when there is no such sending.
func senderOf(ctx context.Context, db DB, id int64) (sender sql.NullString, err error) {
	params := map[string]any{"submission": id}
	for _, file := range []string{"submission_sender.sql", "submission_unread.sql"} {
		rows, err := askOne(ctx, db, params, file)
		if err != nil {
			return sender, err
		}
		found := rows.Next()
		if found {
			err = rows.Scan(&sender)
		}
		if err := errors.Join(err, rows.Err(), rows.Close()); err != nil || found {
			return sender, err
		}
	}
	return sender, data.ErrNotFound
}

// seeing asks about one sending, when the scope sees it: it alone is looked at, by
// the parameters that ask is given, which name the sending and its sender.
// ErrNotFound when there is none, or none that the scope may see. When the sending
// was read anew meanwhile and is somebody else's now, it is asked once more.
func seeing(ctx context.Context, db DB, scope Scope, id int64, ask func(params map[string]any) error) error {
	m, _ := db.(*Marts)
	state := func() int64 {
		if m == nil {
			return 0 // one who asks of a database itself sees to it that it stands still
		}
		return m.StateOf("submission_reading")
	}
	before := state()
	sender, err := senderOf(ctx, db, id)
	for {
		if err != nil {
			return fmt.Errorf("submission %d: %w", id, err)
		}
		var r *reader
		if r, err = readerOf(ctx, db, scope); err != nil {
			return err
		}
		if !r.sees(sender) {
			return fmt.Errorf("submission %d: %w", id, data.ErrNotFound)
		}
		params := with(with(Filter{Scope: scope, AsOf: always}.params(), "submission", id), "sending", id)
		params["sender"] = sender.String
		if err := ask(params); err != nil {
			return err
		}
		if state() == before {
			return nil
		}
		asked := sender
		before = state()
		if sender, err = senderOf(ctx, db, id); err == nil && sender == asked {
			return nil
		}
	}
}
