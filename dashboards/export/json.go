package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"danbiet/analytics"
)

// JSON writes Tables with keys and codes, not words: the same answer gives the
// same bytes, whatever language the page had.
func JSON(w io.Writer, about About, tables []*analytics.Table) error {
	out := struct {
		About
		Tables []*analytics.Table `json:"tables"`
	}{About: about}
	for _, t := range tables {
		out.Tables = append(out.Tables, settled(t))
	}
	b, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return fmt.Errorf("json: %w", err)
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// settled is a Table without the last bits of its sums: a database that adds in
// another order gives 0.30000000000000004 one time and 0.3 another.
func settled(t *analytics.Table) *analytics.Table {
	c := *t
	c.Rows = make([]analytics.Row, len(t.Rows))
	for i, row := range t.Rows {
		c.Rows[i] = analytics.Row{Values: make([]any, len(row.Values)), Evidence: row.Evidence}
		for j, v := range row.Values {
			if f, ok := v.(float64); ok {
				v = settledNumber(f)
			}
			c.Rows[i].Values[j] = v
		}
	}
	return &c
}

// settledNumber rounds to twelve significant digits; no figure here has more.
func settledNumber(f float64) float64 {
	n, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 12, 64), 64)
	if err != nil {
		return f
	}
	return n
}
