package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/duckdb/duckdb-go/v2"
)

// submissionState is what a next event may do with a submission.
type submissionState byte

const (
	stateNone submissionState = iota
	stateReceived
	stateRead
	stateRefused
	stateWaiting   // read, and needs a person
	stateWithdrawn // its sender took it back
	stateRereading // its old reading is gone, a newer one follows in the same transaction
)

// tx is one transaction of the one writer: rows go through appenders that live
// inside it (outside a transaction an appender leaves partial data: measured),
// and what events ask about is answered from memory, so that an event never
// has to flush the rows of the one before.
type tx struct {
	ctx       context.Context
	conn      *sql.Conn
	catalogue *Catalogue
	reading   func(hash string) (*Reading, error)  // a stored reading
	unitList  func(hash string) (*UnitList, error) // a stored list of units
	replaying bool                                 // the events were accepted before
	original  func(sha string) (*os.File, error)   // a received file
	base      *memory
	own       memory // what this transaction adds
	appenders map[string]*duckdb.Appender
	changed   map[string]bool // the tables whose state is another one after it
}

// memory is the small part of the rows that events ask about.
type memory struct {
	files  map[string]int64   // SHA-256 of an original → its submission; 0: no longer
	sent   map[int64][]string // submission → its files
	states map[int64]submissionState
	read   map[int64]int64 // submission → ledger line of its last reading
	lists  []string        // hashes of the lists of units taken in, in order
	reread []Line          // lines that say that readings were made anew
}

func newMemory() memory {
	return memory{files: map[string]int64{}, sent: map[int64][]string{}, states: map[int64]submissionState{}, read: map[int64]int64{}}
}

func (m *memory) add(o memory) {
	for k, v := range o.files {
		m.files[k] = v
	}
	for k, v := range o.sent {
		m.sent[k] = v
	}
	for k, v := range o.states {
		m.states[k] = v
	}
	for k, v := range o.read {
		m.read[k] = v
	}
	m.lists = append(m.lists, o.lists...)
}

func begin(ctx context.Context, conn *sql.Conn, c *Catalogue, reading func(string) (*Reading, error), base *memory) (*tx, error) {
	if _, err := conn.ExecContext(ctx, "begin transaction"); err != nil {
		return nil, err
	}
	return &tx{ctx: ctx, conn: conn, catalogue: c, reading: reading, base: base, own: newMemory(), appenders: map[string]*duckdb.Appender{}, changed: map[string]bool{}}, nil
}

func (t *tx) submissionOf(sha string) int64 {
	if id, ok := t.own.files[sha]; ok {
		return id
	}
	return t.base.files[sha]
}

func (t *tx) ownFile(sha string, id int64) {
	t.own.files[sha] = id
	t.own.sent[id] = append(t.own.sent[id], sha)
}

// disownFiles lets the files of a submission be received again.
func (t *tx) disownFiles(id int64) {
	for _, m := range []*memory{t.base, &t.own} {
		for _, sha := range m.sent[id] {
			t.own.files[sha] = 0
		}
	}
}

// lastRead is the ledger line of a submission's last reading, 0 when there is none.
func (t *tx) lastRead(id int64) int64 {
	if seq, ok := t.own.read[id]; ok {
		return seq
	}
	return t.base.read[id]
}

// seen holds that what a person acts on is still the last reading; 0 was not
// asked to hold it.
func (t *tx) seen(id, reading int64) error {
	if reading != 0 && reading != t.lastRead(id) {
		return fmt.Errorf("%w: submission %d was read again in the meantime", ErrConflict, id)
	}
	return nil
}

// open says whether a submission still takes answers.
func (t *tx) open(id int64, what string) error {
	switch t.state(id) {
	case stateNone:
		return fmt.Errorf("%w: submission %d", ErrNotFound, id)
	case stateWaiting, stateRefused:
		return nil
	}
	return fmt.Errorf("%w: submission %d can no longer be %s", ErrConflict, id, what)
}

func (t *tx) state(id int64) submissionState {
	if s, ok := t.own.states[id]; ok {
		return s
	}
	return t.base.states[id]
}

func (t *tx) setState(id int64, s submissionState) { t.own.states[id] = s }

// append adds one row to a table, values in the order of its columns.
func (t *tx) append(table string, values ...any) error {
	a := t.appenders[table]
	if a == nil {
		err := t.conn.Raw(func(c any) (err error) {
			a, err = duckdb.NewAppenderFromConn(c.(driver.Conn), "", table)
			return err
		})
		if err != nil {
			return fmt.Errorf("append to %s: %w", table, err)
		}
		t.appenders[table] = a
		if !slices.Contains(ContentTables, table) {
			t.changed[table] = true
		}
	}
	row := make([]driver.Value, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case Day:
			if v != 0 {
				row[i] = v.Time()
			}
		case *float64:
			if v != nil {
				row[i] = *v
			}
		case *int:
			if v != nil {
				row[i] = *v
			}
		case *string:
			if v != nil {
				row[i] = *v
			}
		default:
			row[i] = v
		}
	}
	if err := a.AppendRow(row...); err != nil {
		return fmt.Errorf("append to %s: %w", table, err)
	}
	return nil
}

// ContentTables hold what the readings of submissions say. Their rows come in the
// transaction that brings the submission's row of submission_reading, and go with
// it.
var ContentTables = []string{"cell", "problem", "fact", "plan_task", "plan_duty", "task_target", "task_status", "task_status_ap", "task_link", "task_milestone"}

// readingTables hold the rows that a submission's readings give.
var readingTables = append([]string{"submission_reading", "submission_content", "file_reading"}, ContentTables...)

// forget deletes the rows of the readings of submissions, those still held by
// appenders too.
func (t *tx) forget(submissions ...int64) error {
	if err := t.flush(); err != nil {
		return err
	}
	ids := make([]string, len(submissions))
	for i, id := range submissions {
		ids[i] = strconv.FormatInt(id, 10)
	}
	for _, table := range readingTables {
		// The names come from the list above, the numbers are numbers.
		if _, err := t.conn.ExecContext(t.ctx, "delete from "+table+" where submission_id in ("+strings.Join(ids, ",")+")"); err != nil {
			return fmt.Errorf("delete from %s: %w", table, err)
		}
		t.changed[table] = true
	}
	return nil
}

// flush writes what the appenders hold; constraint errors surface here.
func (t *tx) flush() error {
	var errs []error
	for table, a := range t.appenders {
		if err := a.Close(); err != nil {
			errs = append(errs, fmt.Errorf("append to %s: %w", table, err))
		}
	}
	t.appenders = map[string]*duckdb.Appender{}
	return errors.Join(errs...)
}

// applied marks the last line whose rows stand in this transaction.
func (t *tx) applied(l Line) error {
	_, err := t.conn.ExecContext(t.ctx, "update applied set seq = ?, hash = ?", l.Seq, l.Hash)
	return err
}

func (t *tx) commit() error {
	_, err := t.conn.ExecContext(context.WithoutCancel(t.ctx), "commit")
	return err
}

func (t *tx) rollback() {
	for _, a := range t.appenders {
		a.Clear()
		a.Close()
	}
	t.conn.ExecContext(context.WithoutCancel(t.ctx), "rollback")
}

// appendReading writes the rows of one file's reading. Cells and problems are
// written for refused files too: the page shows them. Facts only count when the
// file was read.
func (t *tx) appendReading(submission int64, fileNo int, r *Reading, outcome Outcome) error {
	places := newPlaces(r.Cells)
	w := rowWriter{tx: t, submission: submission, fileNo: fileNo, places: places}
	for i, c := range r.Cells {
		w.add("cell", i+1, c.Sheet, c.Row, c.Col, places.names[i], c.Text, c.Hidden)
	}
	for _, p := range r.Problems {
		args, _ := json.Marshal(p.Args)
		w.add("problem", orNil(places.find(p.At)), p.Code, string(p.Level), p.Text, string(args))
	}
	if outcome == OutcomeRead {
		w.plan(r)
		w.report(r)
	}
	return w.err
}

// rowWriter appends rows of one file and keeps the first error.
type rowWriter struct {
	tx         *tx
	submission int64
	fileNo     int
	places     places
	err        error
}

func (w *rowWriter) add(table string, values ...any) {
	if w.err == nil {
		w.err = w.tx.append(table, append([]any{w.submission, w.fileNo}, values...)...)
	}
}

// at is the cell a value stands in. A value without a cell would be a figure
// that nobody can look up, so it is refused.
func (w *rowWriter) at(p Place, what string) int {
	n := w.places.find(p)
	if n == 0 && w.err == nil {
		w.err = fmt.Errorf("%w: submission %d, file %d: %s stands in no cell (%s)", ErrInvalid, w.submission, w.fileNo, what, p.Key())
	}
	return n
}

func (w *rowWriter) plan(r *Reading) {
	for i, t := range r.Tasks {
		w.add("plan_task", w.at(t.At, "task "+t.Label), i+1, t.Label, TaskTitle(t.Text), t.Text, t.From.FirstDay(), t.To.LastDay(), orNil(t.Responsible), orNil(t.Evidence))
		w.milestones(t.Label, t.Milestones)
	}
	for _, d := range r.Obligations {
		w.add("plan_duty", w.at(d.At, "report duty"), d.Report, string(d.Rule), d.Date, d.LastDay, d.Recipient)
	}
}

func (w *rowWriter) milestones(label string, list []Milestone) {
	for _, m := range list {
		w.add("task_milestone", w.at(m.At, "milestone of "+label), label, m.On, m.Share)
	}
}

func (w *rowWriter) report(r *Reading) {
	for i, t := range r.Targets {
		w.add("task_target", w.at(t.At, "task "+t.Label), i+1, t.Label, TaskTitle(t.Text), t.Text, t.Type, t.Unit,
			t.Target, t.Baseline, t.Lo, t.Hi, t.Weight, t.Start, t.Due, t.Responsible, t.Evidence, t.Rollup)
		w.milestones(t.Label, t.Milestones)
	}
	for _, l := range r.Links {
		w.add("task_link", w.at(l.At, "link of "+l.Label), l.Label, l.TownLabel, l.Coverage)
	}
	if r.Report == nil {
		return
	}
	for _, t := range r.Report.Tasks {
		w.add("task_status", w.at(t.At, "status of "+t.Label), t.Label, orNil(string(t.Status)), t.Progress, t.Target, t.Actual, t.Note)
		for _, a := range t.Aps {
			w.add("task_status_ap", w.at(a.At, "figure of "+a.Name), t.Label, a.Name, a.Target, a.Actual, orNil(string(a.Status)))
		}
	}
	for _, v := range r.Report.Indicators {
		w.add("fact", w.at(v.At, "figure of "+v.Code), v.Code, v.Part, v.Value, v.Unit, v.Printed)
	}
}

// places finds the cell of a place.
type places struct {
	names []string // what a person reads, by cell
	no    map[string]int
}

func newPlaces(cells []Cell) places {
	p := places{names: make([]string, len(cells)), no: make(map[string]int, len(cells))}
	for i, c := range cells {
		p.names[i] = c.At.Key()
		p.no[p.names[i]] = i + 1
	}
	return p
}

// find is the number of the cell at a place (from 1), 0 when there is none. A
// range of lines stands in the first of them that has a cell.
func (p places) find(at Place) int {
	if at.Lines[0] > 0 {
		for line := at.Lines[0]; line <= max(at.Lines[0], at.Lines[1]); line++ {
			if n := p.no[(Place{Lines: [2]int{line, line}}).Key()]; n > 0 {
				return n
			}
		}
		return 0
	}
	return p.no[at.Key()]
}

// Key is the place in one short word, the same for equal places: "NhiemVu!K7",
// "dòng 12", "trang 3", "đoạn 8", "bảng 1!C3", "dòng 5!Kỳ này". It is "" for the
// file as a whole.
func (p Place) Key() string {
	switch {
	case p.Sheet != "":
		return p.Sheet + "!" + p.Cell
	case p.Table > 0:
		return "bảng " + strconv.Itoa(p.Table) + "!" + p.Cell
	case p.Lines[0] > 0 && p.Lines[1] > p.Lines[0]:
		return "dòng " + strconv.Itoa(p.Lines[0]) + "–" + strconv.Itoa(p.Lines[1])
	case p.Lines[0] > 0:
		return "dòng " + strconv.Itoa(p.Lines[0])
	case p.Row > 0:
		return "dòng " + strconv.Itoa(p.Row) + "!" + p.Column
	case p.Paragraph > 0:
		return "đoạn " + strconv.Itoa(p.Paragraph)
	case p.Page > 0 && p.Line > 0:
		return "trang " + strconv.Itoa(p.Page) + ", dòng " + strconv.Itoa(p.Line)
	case p.Page > 0:
		return "trang " + strconv.Itoa(p.Page)
	}
	return ""
}

// TaskTitle is a short head for a task: what stands before the first colon,
// semicolon or full stop when that is short, else the first words.
func TaskTitle(text string) string {
	const most = 48
	text = strings.TrimSpace(text)
	if i := strings.IndexAny(text, ":;."); i > 0 && len([]rune(text[:i])) <= most {
		return strings.TrimSpace(text[:i])
	}
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := most
	for cut > most/2 && !unicode.IsSpace(runes[cut]) {
		cut--
	}
	return strings.TrimRight(string(runes[:cut]), " ,;:-") + "…"
}
