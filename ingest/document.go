package ingest

import (
	"danbiet/data"
)

// A document is what a reader yields of a file of words: running text and
// tables, with the place of each, and nothing else. What they mean is for the
// recognisers to say.
//
// Lines are numbered from 1 in reading order, and while a document is being
// recognised a place is a range of those numbers, whatever the file is. At the
// end relocate makes of them the places of the file: paragraphs, cells of
// tables, lines of pages.
type document struct {
	lines []line
	// places are where the lines stand in the file, by number of line (index 0
	// is unused); nil when the numbers of lines are the places.
	places []data.Place
	// tables are those that hold data, in the order of the file. The two-column
	// tables of the head and of the signature are lines, told by their content.
	tables []*grid
	// notes are texts that stand outside the running text (head and foot of the
	// page, footnotes): they are kept as cells, and nothing is read in them.
	notes []data.Cell
}

// readDocument recognises a document: its text, then its tables.
func readDocument(r *data.Reading, d *document, cat *data.Catalogue) {
	readLines(r, d.lines, cat)
	if d.places != nil {
		relocate(r, d.places)
	}
}

// relocate turns the line numbers of all places of a reading into the places
// of its file, in sentences too.
func relocate(r *data.Reading, places []data.Place) {
	move := func(at *data.Place) {
		if n := at.Lines[0]; n > 0 && n < len(places) {
			*at = places[n]
		}
	}
	for i := range r.Cells {
		move(&r.Cells[i].At)
	}
	for i := range r.Tasks {
		move(&r.Tasks[i].At)
	}
	for i := range r.Obligations {
		move(&r.Obligations[i].At)
	}
	for i := range r.Citations {
		move(&r.Citations[i].At)
	}
	relocateSections(r.Sections, move)
	for i := range r.Problems {
		p := &r.Problems[i]
		was := p.At
		if move(&p.At); p.At != was && p.Args["where"] == linesVi(was) {
			p.Restate("where", where(p.At))
		}
	}
	if r.Report == nil {
		return
	}
	for i := range r.Report.Tasks {
		move(&r.Report.Tasks[i].At)
		for j := range r.Report.Tasks[i].Aps {
			move(&r.Report.Tasks[i].Aps[j].At)
		}
	}
	for i := range r.Report.Indicators {
		move(&r.Report.Indicators[i].At)
	}
	for i := range r.Report.Exemplars {
		move(&r.Report.Exemplars[i].At)
	}
}

func relocateSections(sections []data.Section, move func(*data.Place)) {
	for i := range sections {
		move(&sections[i].At)
		relocateSections(sections[i].Items, move)
	}
}
