package ingest

import (
	"fmt"

	"cmp"
	"slices"

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
	// hints are what is known of the file beside its bytes.
	hints Hints
}

// readDocument recognises a document: its text, then its tables.
func readDocument(r *data.Reading, d *document, cat *data.Catalogue) {
	if d.hints.Kind != "" {
		r.Kind = d.hints.Kind // unless the head says otherwise
	}
	maskLines(d.lines)
	for _, g := range d.tables {
		dropPersonal(g)
		d.hints.correct(g)
	}
	for i := range d.notes {
		d.notes[i].Text = maskPersonal(d.notes[i].Text, false)
	}
	x := &recogniser{cat: cat, r: r, name: r.File.Name, free: true, hints: d.hints}
	drawn, sentences := x.tablesOfLines(d)
	readLines(r, sentences, cat)
	keepTaken(r, d.lines, sentences)
	if d.places != nil {
		relocate(r, d.places)
	}
	all := *d
	all.tables = append(slices.Clone(d.tables), drawn...)
	x.readTables(&all)
}

// keepTaken records the lines that belong to tables among the others, in
// reading order.
func keepTaken(r *data.Reading, all, sentences []line) {
	if len(all) == len(sentences) {
		return
	}
	kept := make(map[int]bool, len(sentences))
	for _, l := range sentences {
		kept[l.no] = true
	}
	for _, l := range all {
		if !kept[l.no] {
			r.Cells = append(r.Cells, data.Cell{At: data.Place{Lines: [2]int{l.no, l.no}}, Row: l.no, Col: 1, Text: l.text})
		}
	}
	slices.SortStableFunc(r.Cells, func(a, b data.Cell) int { return cmp.Compare(a.Row, b.Row) })
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
		// The other place of a contradiction within the text.
		var from, to int
		if n, _ := fmt.Sscanf(p.Args["other"], "Dòng %d–%d", &from, &to); n > 0 && from > 0 && from < len(places) {
			p.Restate("other", where(places[from]))
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
