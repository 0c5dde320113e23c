package data

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// PastColumns are the columns of a table of past figures that are no figures,
// by the names of its heading:
//
//	unit         key of the commune
//	period       key of the period
//	received     day or instant (RFC 3339) of receipt
//	decision     accepted, returned, or empty: never reviewed
//	reason_kind  formal or substantive, of a return
//	decided_on   day of the decision
//	data_to      day on which the figures were closed; empty: the period's
//
// Every other column is an indicator by code and part (QC01, QC40a), the status
// of a task ("task II.1", the words of METHOD.md 2.3), or how far that task
// carries out the one of the same label in the superior plan ("link II.1": full,
// partial, none). An empty cell is not reported.
var PastColumns = []string{"unit", "period", "received", "decision", "reason_kind", "decided_on", "data_to"}

// pastTable reads a table of past figures against a catalogue.
type pastTable struct {
	tableFaults
	catalogue *Catalogue
	columns   []pastColumn
	periods   map[string]Period
}

// tableFaults gathers the faults of a table that came as csv.
type tableFaults struct{ faults []Problem }

// failed are the faults found, nil for none.
func (t *tableFaults) failed() error {
	if len(t.faults) == 0 {
		return nil
	}
	return Faults(t.faults)
}

type pastColumn struct {
	name      string
	suffix    string // of a cell's place: "!QC01"
	indicator *Indicator
	task      string
	link      string
}

// mostPastFaults bounds what is said of one table.
const mostPastFaults = 50

// read calls each for every row; r is its own until the next one. Without a
// fault of the file itself all rows are given; with one, an error says all of
// them, with their lines, and what was given must be thrown away.
func (t *pastTable) read(in io.Reader, each func(*pastReport) error) error {
	c := csv.NewReader(bufio.NewReaderSize(in, 1<<20))
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		t.broken(err)
		return t.failed()
	}
	t.heading(head)
	if err := t.failed(); err != nil {
		return err
	}
	var r pastReport
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			return t.failed()
		}
		if err != nil {
			t.broken(err)
			return t.failed()
		}
		line, _ := c.FieldPos(0)
		t.row(&r, line, record)
		if len(t.faults) >= mostPastFaults {
			return t.failed()
		}
		if len(t.faults) > 0 {
			continue
		}
		if err := each(&r); err != nil {
			return err
		}
	}
}

// fault adds a fault at a column of a line; args fill the sentence of its code.
func (t *tableFaults) fault(code string, line int, column string, args ...string) {
	where := "dòng " + strconv.Itoa(line) + ", cột " + column
	t.faults = append(t.faults, NewProblem(code, Block, Place{Row: line, Column: column}, append([]string{"where", where}, args...)...))
}

// faulty tells that a column of a line has a fault already.
func (t *tableFaults) faulty(line int, column string) bool {
	return slices.ContainsFunc(t.faults, func(p Problem) bool { return p.At.Row == line && p.At.Column == column })
}

// broken adds that the file is no csv from some line on.
func (t *tableFaults) broken(err error) {
	line, why := 1, err
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		line, why = parse.Line, parse.Err
	}
	t.faults = append(t.faults, NewProblem("past_csv", Block, Place{Row: line}, "where", "dòng "+strconv.Itoa(line), "why", why.Error()))
}

func (t *pastTable) heading(head []string) {
	t.periods = map[string]Period{}
	for _, p := range t.catalogue.Periods {
		t.periods[p.ID] = p
	}
	seen := map[string]bool{}
	for _, name := range head {
		name = strings.Clone(strings.TrimSpace(name))
		c := pastColumn{name: name, suffix: "!" + name}
		if seen[name] {
			t.fault("past_column_twice", 1, name)
		}
		seen[name] = true
		if label, ok := strings.CutPrefix(name, "task "); ok {
			c.task = label
		} else if label, ok := strings.CutPrefix(name, "link "); ok {
			c.link = label
		} else if i, ok := t.catalogue.indicators[name]; ok {
			c.indicator = &t.catalogue.Indicators[i]
		} else if !slices.Contains(PastColumns, name) {
			t.fault("past_column", 1, name, "want", strings.Join(PastColumns, ", "))
		}
		t.columns = append(t.columns, c)
	}
	for _, name := range []string{"unit", "period", "received"} {
		if !seen[name] {
			t.fault("past_column_missing", 1, name)
		}
	}
}

// row understands one row. Every text is a copy: the record is used again.
func (t *pastTable) row(r *pastReport, line int, record []string) {
	*r = pastReport{row: line, cells: r.cells[:0], figures: r.figures[:0], tasks: r.tasks[:0], links: r.links[:0]}
	// One string holds the whole row; the cells are parts of it.
	whole := strings.Join(record, "")
	place := "dòng " + strconv.Itoa(line)
	for i := range t.columns {
		text := whole[:len(record[i])]
		whole = whole[len(text):]
		if text == "" {
			continue
		}
		c := &t.columns[i]
		r.cells = append(r.cells, pastCell{i + 1, place + c.suffix, text})
		switch {
		case c.indicator != nil:
			v, err := strconv.ParseFloat(text, 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				t.fault("past_value", line, c.name, "got", text, "want", "một số, dấu chấm trước phần lẻ", "want_en", "a number, with a full stop before its decimals")
			}
			r.figures = append(r.figures, pastFigure{i + 1, c.indicator, v, text})
		case c.task != "":
			if !slices.Contains(statuses, Status(text)) {
				t.fault("past_value", line, c.name, "got", text, "want", statusCodes)
			}
			r.tasks = append(r.tasks, pastTask{i + 1, c.task, text})
		case c.link != "":
			if text != "full" && text != "partial" && text != "none" {
				t.fault("past_value", line, c.name, "got", text, "want", "full, partial, none")
			}
			r.links = append(r.links, pastTask{i + 1, c.link, text})
		default:
			t.field(r, line, c.name, text)
		}
	}
	t.whole(r, line)
}

func (t *pastTable) field(r *pastReport, line int, name, text string) {
	var err error
	switch name {
	case "unit":
		r.unit = text
	case "period":
		var ok bool
		if r.period, ok = t.periods[text]; !ok {
			t.fault("past_value", line, name, "got", text, "want", "khóa của một kỳ báo cáo, ví dụ 2023-6T", "want_en", "the key of a reporting period, such as 2023-6T")
		}
	case "received":
		r.receivedAt, r.clockKnown, err = receipt(text)
	case "decision":
		r.decision = text
	case "reason_kind":
		r.reasonKind = text
	case "decided_on":
		r.decidedOn, err = ParseDay(text)
	case "data_to":
		r.dataTo, err = ParseDay(text)
	}
	if err != nil {
		t.fault("past_value", line, name, "got", text, "want", "ngày dạng 2023-05-09", "want_en", "a day such as 2023-05-09")
	}
}

// receipt reads an instant, or a bare day, of which the clock is not known.
func receipt(text string) (time.Time, bool, error) {
	if len(text) == len(time.DateOnly) {
		d, err := ParseDay(text)
		return d.Start().UTC(), false, err
	}
	at, err := time.Parse(time.RFC3339, text)
	return at.UTC(), true, err
}

// whole holds what a row's fields must say together.
func (t *pastTable) whole(r *pastReport, line int) {
	if r.unit != "" && t.catalogue.level[r.unit] != LevelCommune {
		t.fault("past_value", line, "unit", "got", r.unit, "want", "khóa của một xã, phường trong danh mục", "want_en", "the key of a commune in the catalogue")
	}
	for _, needed := range []struct {
		name    string
		missing bool
	}{{"unit", r.unit == ""}, {"period", r.period.ID == ""}, {"received", r.receivedAt.IsZero()}} {
		if needed.missing && !t.faulty(line, needed.name) {
			t.fault("past_empty", line, needed.name)
		}
	}
	decided := r.decision == "" && r.reasonKind == "" && r.decidedOn == 0 ||
		r.decidedOn != 0 && (r.decision == Accepted && r.reasonKind == "" ||
			r.decision == Returned && (r.reasonKind == Formal || r.reasonKind == Substantive))
	if !decided {
		t.fault("past_decision", line, "decision", "got", r.decision)
	}
	if r.dataTo == 0 {
		r.dataTo = r.period.DataTo
	}
}

// statuses are all that a report can state of a task.
var statuses = []Status{StatusNotStarted, StatusInProgress, StatusDone, StatusDoneAbove, StatusNothingArose, StatusNotApplicable}

var statusCodes = func() string {
	var all []string
	for _, s := range statuses {
		all = append(all, string(s))
	}
	return strings.Join(all, ", ")
}()
