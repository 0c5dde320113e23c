package data

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
)

// csvRow is one row of a catalogue file, read by column names. The first fault
// stays; the reading functions return zero values after it.
type csvRow struct {
	file   string
	line   int
	header []string
	record []string
	err    error
}

// eachRow calls f for every row of a file of the catalogue; it stops at the
// first fault and says the file, line and column.
func eachRow(dir fs.FS, file string, f func(*csvRow)) error {
	in, err := dir.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	r := csv.NewReader(in)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%w: %s: header: %v", ErrInvalid, file, err)
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %s: %v", ErrInvalid, file, err)
		}
		line, _ := r.FieldPos(0)
		row := &csvRow{file: file, line: line, header: header, record: record}
		if f(row); row.err != nil {
			return row.err
		}
	}
}

func (r *csvRow) fail(column, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s line %d, column %s: %s", ErrInvalid, r.file, r.line, column, fmt.Sprintf(format, args...))
	}
}

func (r *csvRow) text(column string) string {
	i := slices.Index(r.header, column)
	if i < 0 {
		r.fail(column, "no such column")
		return ""
	}
	if !nfc(r.record[i]) {
		r.fail(column, "%q is not in composed form (NFC)", r.record[i])
	}
	return r.record[i]
}

func (r *csvRow) must(column string) string {
	s := r.text(column)
	if s == "" {
		r.fail(column, "is empty")
	}
	return s
}

func (r *csvRow) oneOf(column string, allowed ...string) string {
	s := r.text(column)
	if !slices.Contains(allowed, s) {
		r.fail(column, "%q is none of %q", s, allowed)
	}
	return s
}

func (r *csvRow) unit(column string, c *Catalogue) string {
	s := r.must(column)
	if c.level[s] == "" {
		r.fail(column, "no unit %q", s)
	}
	return s
}

func (r *csvRow) day(column string) Day {
	d, err := ParseDay(r.must(column))
	if err != nil {
		r.fail(column, "%v", err)
	}
	return d
}

func (r *csvRow) optDay(column string) Day {
	if r.text(column) == "" {
		return 0
	}
	return r.day(column)
}

func (r *csvRow) bool(column string) bool { return r.oneOf(column, "true", "false") == "true" }

func (r *csvRow) int(column string) int {
	n, err := strconv.Atoi(r.must(column))
	if err != nil {
		r.fail(column, "%v", err)
	}
	return n
}

func (r *csvRow) optInt(column string) *int {
	if r.text(column) == "" {
		return nil
	}
	n := r.int(column)
	if n < 0 {
		r.fail(column, "%d is negative", n)
	}
	return &n
}

func (r *csvRow) float(column string) float64 {
	f, err := strconv.ParseFloat(r.must(column), 64)
	if err != nil {
		r.fail(column, "%v", err)
	}
	return f
}

func (r *csvRow) optFloat(column string) *float64 {
	if r.text(column) == "" {
		return nil
	}
	f := r.float(column)
	return &f
}
