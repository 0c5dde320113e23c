package data

import (
	"cmp"
	"fmt"
	"time"
)

// PastFiguresLoaded says that a table of figures of past reports came in: the
// years that another system, or a workbook, kept before danbiet. The table is
// one csv file among the originals; its row of one unit and period is a report,
// with when it was received and what was decided of it, and each of its figures
// stands in a cell of that row. One event and one transaction carry a whole
// table: a country's half-year is half a million figures, and as many events as
// reports would each need their file, their reading and their line.
//
// What it carries stands as loaded: it is neither read again nor reviewed again.
// A unit that finds its figures wrong sends the report itself, which is then the
// later version.
type PastFiguresLoaded struct {
	File   FileInfo `json:"file"`
	Source string   `json:"source"` // who kept these figures, and where
}

// Kind is "figures.loaded".
func (*PastFiguresLoaded) Kind() string           { return "figures.loaded" }
func (*PastFiguresLoaded) about(seq int64) string { return fmt.Sprintf("figures/%d", seq) }

// Numbers of reports out of tables start here, above every ledger line.
const (
	pastFrom     = 1_000_000_000_000
	pastPerTable = 1_000_000
)

// PastSubmission is the number of the report in a row (from 1, the heading not
// counted) of the table that a ledger line loaded.
func PastSubmission(seq int64, row int) int64 { return pastFrom + seq*pastPerTable + int64(row) }

// Reader of what PastFiguresLoaded loads, in place of a reader's version.
const pastReader = "bảng số liệu các kỳ trước"

func (e *PastFiguresLoaded) apply(tx *tx, line Line) error {
	if !isHash(e.File.SHA256) || e.Source == "" {
		return fmt.Errorf("%w: a table of past figures needs its file and who kept it", ErrInvalid)
	}
	if id := tx.submissionOf(e.File.SHA256); id != 0 {
		return fmt.Errorf("%w: table %q was received by line %d", ErrDuplicate, e.File.Name, id)
	}
	in, err := tx.original(e.File.SHA256)
	if err != nil {
		return fmt.Errorf("table %q: %w", e.File.Name, err)
	}
	defer in.Close()
	tx.ownFile(e.File.SHA256, line.Seq)
	row := 0
	err = (&pastTable{catalogue: tx.catalogue}).read(in, func(r *pastReport) error {
		if row++; row >= pastPerTable {
			return fmt.Errorf("%w: more than %d rows", ErrInvalid, pastPerTable-1)
		}
		return tx.appendPast(e, line, PastSubmission(line.Seq, row), r)
	})
	if err != nil {
		return fmt.Errorf("table %q: %w", e.File.Name, err)
	}
	return nil
}

// appendPast writes the rows of one report of a table.
func (t *tx) appendPast(e *PastFiguresLoaded, line Line, id int64, r *pastReport) error {
	f := e.File
	err := cmp.Or(
		t.append("submission", id, r.receivedAt, DayOf(r.receivedAt), r.clockKnown, line.At, line.Actor, nil, nil),
		t.append("submission_file", id, 1, f.Name, f.SHA256, f.Bytes, f.Format),
		t.append("submission_reading", id, line.Seq, string(KindReport), string(OutcomeRead), r.unit, r.period.ID, r.period.ReportType,
			r.period.Year, nil, nil, nil, r.dataTo, "", pastReader),
	)
	if err == nil && r.decision != "" {
		err = t.append("review", id, line.Seq, r.decidedOn, r.decision, orNil(r.reasonKind), nil, line.Actor, nil)
	}
	for i := range r.cells {
		c := &r.cells[i]
		err = cmp.Or(err, t.append("cell", id, 1, c.column, "", r.row, c.column, c.place, c.text, false))
	}
	for i := range r.figures {
		v := &r.figures[i]
		err = cmp.Or(err, t.append("fact", id, 1, v.column, v.indicator.Code, v.indicator.Part, v.value, v.indicator.Unit, v.text))
	}
	for i := range r.tasks {
		v := &r.tasks[i]
		err = cmp.Or(err, t.append("task_status", id, 1, v.column, v.label, v.text, nil, nil, nil, ""))
	}
	for i := range r.links {
		v := &r.links[i]
		err = cmp.Or(err, t.append("task_link", id, 1, v.column, v.label, v.label, v.text))
	}
	return err
}

// pastReport is one row of a table of past figures.
type pastReport struct {
	row        int // in the file, the heading is row 1
	unit       string
	period     Period
	receivedAt time.Time
	clockKnown bool
	decision   string
	reasonKind string
	decidedOn  Day
	dataTo     Day
	cells      []pastCell
	figures    []pastFigure
	tasks      []pastTask
	links      []pastTask
}

type pastCell struct {
	column      int
	place, text string
}

type pastFigure struct {
	column    int
	indicator *Indicator
	value     float64
	text      string
}

type pastTask struct {
	column      int
	label, text string
}
