package export

import (
	"encoding/json"
	"fmt"
	"io"

	"danbiet/analytics"
)

// JSON writes Tables with keys and codes, not words: the same answer gives the
// same bytes, whatever language the page had.
func JSON(w io.Writer, about About, tables []*analytics.Table) error {
	out := struct {
		About
		Tables []*analytics.Table `json:"tables"`
	}{about, tables}
	b, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return fmt.Errorf("json: %w", err)
	}
	_, err = w.Write(append(b, '\n'))
	return err
}
