package ingest

import (
	"encoding/json"
	"io"

	"danbiet/data"
)

// JSON writes what was read of a file as one object, indented by two spaces: the
// form of `danbiet read FILE --json`. Lists are never null.
func JSON(w io.Writer, r *data.Reading) error {
	whole := *r
	if r.Report != nil {
		report := *r.Report
		whole.Report = &report
	}
	fillEmpty(&whole)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(&whole)
}
