package analytics

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"danbiet/data"
)

// Submission is the head of one sending as its own page shows it. Text that is
// not known is "", a number 0, a day zero.
type Submission struct {
	ID             int64     `json:"id"` // the receipt number
	ReceivedAt     time.Time `json:"received_at"`
	ReceivedOn     data.Day  `json:"received_on"`
	ClockKnown     bool      `json:"clock_known"`
	RecordedAt     time.Time `json:"recorded_at"`
	Actor          string    `json:"actor"`
	RegisterSHA256 string    `json:"register_sha256"`
	RegisterRow    int       `json:"register_row"`
	Kind           string    `json:"kind"`
	Unit           string    `json:"unit"`
	Period         string    `json:"period"`
	ReportType     string    `json:"report_type"`
	Year           int       `json:"year"`
	Number         string    `json:"number"`
	SignedOn       data.Day  `json:"signed_on"`
	DataFrom       data.Day  `json:"data_from"`
	DataTo         data.Day  `json:"data_to"`
	Reading        string    `json:"reading"` // hash of the stored reading
	Reader         string    `json:"reader"`
	Version        int       `json:"version"` // 0: not a version of a report owed
	State          string    `json:"state"`   // received, read, accepted, returned, refused
	DecidedOn      data.Day  `json:"decided_on"`
	ReasonKind     string    `json:"reason_kind"`
	Reason         string    `json:"reason"`
	ReviewRow      int       `json:"review_row"` // row of the register that gives the review
	File           string    `json:"file"`       // name of the first file
	NFiles         int       `json:"n_files"`
}

// always is an as-of that sees everything recorded.
var always = data.Date(9999, time.December, 31)

// SubmissionHead is one sending with all that is known of it today. ErrNotFound
// when there is none, or none that the scope may see.
func SubmissionHead(ctx context.Context, db DB, scope Scope, id int64) (*Submission, error) {
	var s *Submission
	err := seeing(ctx, db, scope, id, func(params map[string]any) (err error) {
		s, err = submissionHead(ctx, db, params, id)
		return err
	})
	return s, err
}

func submissionHead(ctx context.Context, db DB, params map[string]any, id int64) (*Submission, error) {
	rows, err := askOne(ctx, db, params, "scope_unit", "receiving_body", "visible_submission", "submission_version", "sending", "submission.sql")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, fmt.Errorf("submission %d: %w", id, err)
		}
		return nil, fmt.Errorf("submission %d: %w", id, data.ErrNotFound)
	}
	s := &Submission{}
	var registerSHA, kind, unit, period, reportType, number, reading, reader, reasonKind, reason, file sql.NullString
	var registerRow, reviewRow, year, version, nFiles sql.NullInt64
	err = rows.Scan(&s.ID, &s.ReceivedAt, &s.ReceivedOn, &s.ClockKnown, &s.RecordedAt, &s.Actor,
		&registerSHA, &registerRow, &kind, &unit, &period, &reportType, &year, &number,
		&s.SignedOn, &s.DataFrom, &s.DataTo, &reading, &reader, &version, &s.State,
		&s.DecidedOn, &reasonKind, &reason, &reviewRow, &file, &nFiles)
	if err != nil {
		return nil, fmt.Errorf("submission %d: %w", id, err)
	}
	s.RegisterSHA256, s.RegisterRow = registerSHA.String, int(registerRow.Int64)
	s.Kind, s.Unit, s.Period, s.ReportType = kind.String, unit.String, period.String, reportType.String
	s.Year, s.Number, s.Reading, s.Reader = int(year.Int64), number.String, reading.String, reader.String
	s.Version, s.ReasonKind, s.Reason = int(version.Int64), reasonKind.String, reason.String
	s.ReviewRow, s.File, s.NFiles = int(reviewRow.Int64), file.String, int(nFiles.Int64)
	s.ReceivedAt, s.RecordedAt = s.ReceivedAt.UTC(), s.RecordedAt.UTC()
	return s, nil
}

// SubmissionVersions gives all sendings of the same unit for the same period
// (of a plan: for the same year), the sending itself among them, oldest first.
func SubmissionVersions(ctx context.Context, db DB, scope Scope, id int64) (*Table, error) {
	t := &Table{Name: "cac-lan-nop", Method: "1.4", Columns: sendingColumns}
	return t, seeing(ctx, db, scope, id, func(params map[string]any) error {
		// The other versions are its sender's; of an unknown sender there are none.
		if params["sender"] != "" {
			params["sending"] = int64(0)
		}
		return t.answerOne(ctx, db, params, "scope_unit", "receiving_body", "visible_submission", "submission_version", "sending", "submission_versions.sql")
	})
}

// SubmissionFiles gives the files of one sending, in the order they came.
func SubmissionFiles(ctx context.Context, db DB, scope Scope, id int64) (*Table, error) {
	t := &Table{Name: "tep", Method: "1.4", Columns: []Column{
		{Key: "file_no", Kind: Label, Format: Integer},
		{Key: "name", Kind: Label, Format: Text},
		{Key: "sha256", Kind: Label, Format: Text},
		{Key: "bytes", Kind: Label, Format: Integer},
		{Key: "format", Kind: Label, Format: Text},
	}}
	return t, askSubmission(ctx, db, scope, id, t, nil, "submission_files.sql")
}

// SubmissionSheets gives the sheets of one sending's files in reading order; a
// text is one sheet without a name.
func SubmissionSheets(ctx context.Context, db DB, scope Scope, id int64) (*Table, error) {
	t := &Table{Name: "trang-tinh", Method: "1.4", Columns: []Column{
		{Key: "file_no", Kind: Label, Format: Integer},
		{Key: "sheet", Kind: Label, Format: Text},
		{Key: "cells", Kind: Label, Format: Integer},
		{Key: "rows", Kind: Label, Format: Integer},
		{Key: "columns", Kind: Label, Format: Integer},
	}}
	return t, askSubmission(ctx, db, scope, id, t, nil, "submission_sheets.sql")
}

var cellColumns = []Column{
	{Key: "cell_no", Kind: Label, Format: Integer},
	{Key: "sheet", Kind: Label, Format: Text},
	{Key: "row", Kind: Label, Format: Integer},
	{Key: "column", Kind: Label, Format: Integer},
	{Key: "place", Kind: Label, Format: Text},
	{Key: "text", Kind: Label, Format: Text},
	{Key: "hidden", Kind: Label, Format: Code},
	{Key: "marked", Kind: Label, Format: Code},
}

// SubmissionCells gives the cells of one sheet of one file, row by row.
func SubmissionCells(ctx context.Context, db DB, scope Scope, id int64, fileNo int, sheet string) (*Table, error) {
	t := &Table{Name: "o", Method: "1.4", Columns: cellColumns}
	return t, askSubmission(ctx, db, scope, id, t, map[string]any{"file_no": fileNo, "sheet": sheet},
		"submission_cells.sql")
}

// AroundCell gives a cell among its neighbours: the cells of its sheet at most
// five rows and eight columns away, and the head of its columns: the topmost
// cell of each. The cell itself has "yes" under marked. ErrNotFound when there
// is no such cell, or none that the scope may see.
func AroundCell(ctx context.Context, db DB, scope Scope, id int64, fileNo, cellNo int) (*Table, error) {
	t := &Table{Name: "quanh-o", Method: "1.4", Columns: cellColumns}
	err := askSubmission(ctx, db, scope, id, t, map[string]any{"file_no": fileNo, "cell_no": cellNo},
		"around_cell.sql")
	if err == nil && len(t.Rows) == 0 {
		return nil, fmt.Errorf("submission %d, file %d, cell %d: %w", id, fileNo, cellNo, data.ErrNotFound)
	}
	return t, err
}

// SubmissionProblems gives what is wrong or doubtful in one sending: what
// blocks first, then in reading order. args is JSON, for the sentence in another
// language; explanation is why the sender stands by what a warning speaks of.
func SubmissionProblems(ctx context.Context, db DB, scope Scope, id int64) (*Table, error) {
	t := &Table{Name: "loi", Method: "1.4", Columns: []Column{
		{Key: "level", Kind: Label, Format: Code},
		{Key: "code", Kind: Label, Format: Code},
		{Key: "text", Kind: Label, Format: Text},
		{Key: "args", Kind: Label, Format: Text},
		{Key: "file_no", Kind: Label, Format: Integer},
		{Key: "cell_no", Kind: Label, Format: Integer},
		{Key: "place", Kind: Label, Format: Text},
		{Key: "explanation", Kind: Label, Format: Text},
	}}
	return t, askSubmission(ctx, db, scope, id, t, nil, "submission_problems.sql")
}

// SubmissionFacts gives the numbers read from one sending, with the cell of
// each, in the order of the catalogue of indicators.
func SubmissionFacts(ctx context.Context, db DB, scope Scope, id int64) (*Table, error) {
	t := &Table{Name: "so-lieu", Method: "1.4", Columns: []Column{
		{Key: "indicator", Kind: Label, Format: Code},
		{Key: "part", Kind: Label, Format: Text},
		{Key: "value", Kind: Fact, Format: Decimal},
		{Key: "measure", Kind: Label, Format: Text},
		{Key: "printed", Kind: Label, Format: Text},
		{Key: "file_no", Kind: Label, Format: Integer},
		{Key: "cell_no", Kind: Label, Format: Integer},
		{Key: "place", Kind: Label, Format: Text},
	}}
	if err := askSubmission(ctx, db, scope, id, t, nil, "submission_facts.sql"); err != nil {
		return t, err
	}
	ordinals, err := indicatorOrdinals(ctx, db)
	if err != nil {
		return t, err
	}
	order := func(row Row) int {
		if n, ok := ordinals[indicatorPart{word(row.Values[0]), word(row.Values[1])}]; ok {
			return n
		}
		return math.MaxInt // the catalogue does not know it
	}
	slices.SortStableFunc(t.Rows, func(a, b Row) int { return cmp.Compare(order(a), order(b)) })
	return t, nil
}

// indicatorPart is an indicator and which part of it, "" for the whole.
type indicatorPart struct{ code, part string }

// indicatorOrdinals are the places of the indicators in their catalogue.
func indicatorOrdinals(ctx context.Context, db DB) (map[indicatorPart]int, error) {
	ask := func(db DB) (map[indicatorPart]int, error) {
		rows, err := askWhole(ctx, db, nil, []string{"indicator_ordinals.sql"})
		if err != nil {
			return nil, fmt.Errorf("ordinals of indicators: %w", err)
		}
		defer rows.Close()
		ordinals := map[indicatorPart]int{}
		for rows.Next() {
			var at indicatorPart
			var n int
			if err := rows.Scan(&at.code, &at.part, &n); err != nil {
				return nil, fmt.Errorf("ordinals of indicators: %w", err)
			}
			ordinals[at] = n
		}
		return ordinals, rows.Err()
	}
	if m, ok := db.(*Marts); ok {
		return m.ordinals.of(m, "", []string{"indicator_ordinals.sql"}, ask)
	}
	return ask(db)
}

// askSubmission fills t with the answer of a question's file about one sending, or
// says ErrNotFound when the scope does not see that sending.
func askSubmission(ctx context.Context, db DB, scope Scope, id int64, t *Table, more map[string]any, file string) error {
	err := seeing(ctx, db, scope, id, func(params map[string]any) error {
		maps.Copy(params, more)
		return t.answerOne(ctx, db, params, file)
	})
	if err != nil {
		t.Rows = nil // they may have become another's
	}
	return err
}

// answerOne fills t anew with the answer to a question about one sending.
func (t *Table) answerOne(ctx context.Context, db DB, params map[string]any, steps ...string) error {
	rows, err := askOne(ctx, db, params, steps...)
	if err != nil {
		return err
	}
	t.Rows, t.N = nil, 0
	if err := t.fill(rows, nil); err != nil {
		return err
	}
	t.Sources = 1
	return nil
}
