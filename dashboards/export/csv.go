package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// CSV writes one Table in words: UTF-8 with a byte order mark, fields parted by
// semicolons and text always in quotes, as Excel of a Vietnamese machine reads
// it (there the comma is the decimal mark). In English the comma parts fields.
// The demo's banner is the first line.
func CSV(w io.Writer, p words.Printer, about About, t *analytics.Table) error {
	b := bufio.NewWriter(w)
	sep := ";"
	if p.Lang() == "en" {
		sep = ","
	}
	b.WriteString("\ufeff")
	if about.Banner != "" {
		b.WriteString(quoted(about.Banner) + "\r\n")
	}
	for i := range t.Columns {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(quoted(p.Heading(t, i)))
	}
	b.WriteString("\r\n")
	for _, row := range t.Rows {
		for i, c := range t.Columns {
			if i > 0 {
				b.WriteString(sep)
			}
			b.WriteString(field(p, c, row.Values[i]))
		}
		b.WriteString("\r\n")
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}

// field is a value for a machine to read on: numbers without thousands marks,
// in full, a missing value empty and never 0.
func field(p words.Printer, c analytics.Column, v any) string {
	if v == nil || v == "" || v == data.Day(0) {
		return ""
	}
	if n, ok := number(v); ok {
		return decimal(p, n)
	}
	return quoted(p.Value(c, v))
}

// quoted guards against formulas: a text that a spreadsheet would run starts
// with an apostrophe instead. Every text is quoted, so that a semicolon or comma
// in a name never starts a new field, whichever of them the reader expects.
func quoted(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		s = "'" + s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
