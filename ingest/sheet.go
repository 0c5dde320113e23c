package ingest

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// A grid is a sheet or a csv as its cells, with what is known of each: the
// tables are found in grids, whatever file they came in.
type grid struct {
	name       string
	hidden     bool
	rows, cols int
	cells      map[int32]*gridCell
	after      int          // number of the line that stands before a table of a text
	hideRow    map[int]bool // that nobody sees
	hideCol    map[int]bool
}

type gridCell struct {
	row, col int
	kind     byte   // n number, s text, b boolean, e error, d ISO date
	raw      string // as stored
	text     string // as shown, in NFC, trimmed
	format   string
	formula  bool
	value    bool // a value is stored; a formula without one was never computed
	hidden   bool
	was      *string // what the file has, where a person corrected it
	merged   bool    // shown here because its range is merged; it stands elsewhere
	at       data.Place
}

func (g *grid) cell(col, row int) *gridCell { return g.cells[cellKey(col, row)] }

// text of a cell, "" when there is none.
func (g *grid) text(col, row int) string {
	if c := g.cell(col, row); c != nil {
		return c.text
	}
	return ""
}

// at is the name of a cell: column 2, row 12 is B12.
func at(col, row int) string {
	return string(strconv.AppendInt(appendColumn(make([]byte, 0, 12), col), int64(row), 10))
}

func appendColumn(b []byte, col int) []byte {
	if col > 26 {
		b = appendColumn(b, (col-1)/26)
	}
	return append(b, byte('A'+(col-1)%26))
}

func (g *grid) put(c *gridCell) {
	g.cells[cellKey(c.col, c.row)] = c
	g.rows, g.cols = max(g.rows, c.row), max(g.cols, c.col)
}

// holdsFigures tells a grid with numbers in it.
func (g *grid) holdsFigures() bool {
	for _, c := range g.cells {
		if c.kind == 'n' && !c.merged {
			return true
		}
	}
	return false
}

// where names a place in a sentence.
func where(p data.Place) string {
	switch {
	case p.Sheet != "" && p.Cell != "":
		return "Sheet " + p.Sheet + ", ô " + p.Cell
	case p.Sheet != "":
		return "Sheet " + p.Sheet
	case p.Row != 0 && p.Column != "":
		return fmt.Sprintf("Dòng %d, cột “%s”", p.Row, p.Column)
	case p.Row != 0:
		return fmt.Sprintf("Dòng %d", p.Row)
	case p.Table != 0:
		return fmt.Sprintf("Bảng %d, ô %s", p.Table, p.Cell)
	case p.Paragraph != 0:
		return fmt.Sprintf("Đoạn %d", p.Paragraph)
	case p.Page != 0 && p.Line != 0:
		return fmt.Sprintf("Trang %d, dòng %d", p.Page, p.Line)
	case p.Page != 0:
		return fmt.Sprintf("Trang %d", p.Page)
	case p.Lines[0] != 0:
		return linesVi(p)
	}
	return "Toàn tệp"
}

// show gives a stored value the text that a Vietnamese Excel shows.
func (c *gridCell) show(date1904 bool) {
	switch c.kind {
	case 'n':
		v, err := strconv.ParseFloat(c.raw, 64)
		if err != nil {
			c.text = c.raw
			return
		}
		c.text = shownBy(c.format).number(v, date1904)
	case 'b':
		c.text = map[string]string{"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}[c.raw]
	case 'd':
		c.text = c.raw
		if d, err := data.ParseDay(c.raw[:min(len(c.raw), 10)]); err == nil {
			c.text = dayVi(d)
		}
	default:
		c.text = cellText(c.raw)
	}
}

// cellText is a text as it is compared and kept: in NFC, trimmed, without the
// apostrophe that was typed to make text of a number and came along with the
// paste.
func cellText(raw string) string {
	s := strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(raw, "\u00a0", " ")))
	if rest, quoted := strings.CutPrefix(s, "'"); quoted && !strings.Contains(rest, "'") {
		return strings.TrimSpace(rest)
	}
	return s
}

// shownAs is what a number format makes of a number.
type shownAs byte

const (
	shownPlain shownAs = iota
	shownDate
	shownShare
	shownGrouped
)

func shownBy(format string) shownAs {
	switch {
	case dateFormat(format):
		return shownDate
	case strings.Contains(format, "%"):
		return shownShare
	case strings.Contains(format, "#,##0"):
		return shownGrouped
	}
	return shownPlain
}

func (as shownAs) number(v float64, date1904 bool) string {
	switch as {
	case shownDate:
		if day, ok := serialDay(v, date1904); ok {
			return dayVi(day)
		}
	case shownShare:
		return ungrouped(roundTo(v*100, 4)) + "%"
	case shownGrouped:
		return FormatNumber(roundTo(v, 6))
	}
	return ungrouped(v)
}

// isCount tells a number that is shown as it is stored: digits, no more than a
// float keeps.
func isCount(raw string) bool {
	if raw == "" || len(raw) > 15 || raw[0] == '0' && len(raw) > 1 {
		return false
	}
	for i := range len(raw) {
		if raw[i] < '0' || raw[i] > '9' {
			return false
		}
	}
	return true
}

// ungrouped is a number without separators of thousands: 1234,5.
func ungrouped(v float64) string {
	return strings.ReplaceAll(FormatNumber(roundTo(v, 10)), ".", "")
}

func roundTo(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	if math.Abs(v) > 1e15/p {
		return v
	}
	return math.Round(v*p) / p
}

// dateFormat tells a number format that shows a day: it has a d or y outside
// quotes, brackets and escapes.
func dateFormat(format string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == 'd' || c == 'D' || c == 'y' || c == 'Y':
			return true
		}
	}
	return false
}

// serialDay is the day of an Excel serial number, within a person's lifetime.
func serialDay(v float64, date1904 bool) (data.Day, bool) {
	if date1904 {
		v += 1462
	}
	if v < 10_000 || v > 80_000 { // 1927 to 2119
		return 0, false
	}
	return data.Day(int(math.Floor(v)) - excelEpoch), true
}

// day reads the cell as a date. ok is false for an empty cell.
func (c *gridCell) day(year int, date1904 bool) (d data.Day, problem string, ok bool) {
	if c == nil || blank(c.text) && !c.formula {
		return 0, "", false
	}
	switch c.kind {
	case 'n':
		v, err := strconv.ParseFloat(c.raw, 64)
		if err == nil && dateFormat(c.format) {
			if d, ok := serialDay(v, date1904); ok {
				return d, "", true
			}
		}
		return 0, "date_suspect", true
	case 'd':
		if d, err := data.ParseDay(c.raw[:min(len(c.raw), 10)]); err == nil {
			return d, "", true
		}
		return 0, "date_suspect", true
	}
	d, problem = ParseDate(c.text, year)
	return d, problem, true
}

// blank tells the ways of writing nothing: an empty cell, "x", "-", dots, and
// the words for it. They give no figure, and never 0.
func blank(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	if strings.Trim(s, "x-–—−._…/ ") == "" {
		return true
	}
	switch s {
	case "không phát sinh", "không có", "kps", "không", "chưa có", "chưa có số liệu":
		return true
	}
	return false
}

// parseRaw is the number that a number cell stores, 0 when it stores none.
func parseRaw(raw string) float64 {
	v, _ := strconv.ParseFloat(raw, 64)
	return v
}
