package data

// A Correction is one value that a person put right on the way to confirming a
// file. The file itself never changes: the correction stands beside it, with
// the value that was read, and is applied again whenever the file is read.
type Correction struct {
	// At is where the value stands in the file.
	At Place `json:"at"`
	// Code and Part name the indicator that is corrected; Code is "" when the
	// correction is of a cell's text alone.
	Code string `json:"code,omitempty"`
	Part string `json:"part,omitempty"`
	// Was is what was read, Value what the person says it is, both as printed.
	Was   string `json:"was"`
	Value string `json:"value"`
}
