// Package export writes Tables for other programs: JSON as it is, CSV and XLSX
// in words. It writes to an io.Writer and knows no HTTP.
package export

import (
	"danbiet/data"
)

// About says what an export shows and what it stands on; it is the head of the
// JSON and the sheet "Nguồn" of the workbook.
type About struct {
	Slug       string   `json:"page"` // nop-bao-cao
	Title      string   `json:"title"`
	Scope      string   `json:"unit"`
	ScopeName  string   `json:"unit_name"`
	Period     string   `json:"period"`
	PeriodName string   `json:"period_name"`
	AsOf       data.Day `json:"as_of"`
	Source     string   `json:"source"`
	URL        string   `json:"url"`              // the view that it came from, without the host
	Banner     string   `json:"banner,omitempty"` // "SỐ LIỆU MINH HỌA" in the demo
}
