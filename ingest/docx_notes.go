package ingest

import (
	"strings"

	"danbiet/data"
)

// noteSheets are the sheets under which the texts outside the running text are
// shown.
var noteSheets = map[string]string{docxHeader: "Đầu trang", docxFooter: "Chân trang", docxFootnotes: "Chú thích", docxEndnotes: "Chú thích cuối"}

type docxNote struct {
	kind   string
	blocks []docxBlock
}

// notes reads the parts beside the body. They stay out of the lines: a head of
// the page repeated in the text, or a note in the middle of a sentence, would
// be taken for text of the document.
func (r *docxReader) notes(parts []docxNotes) []docxNote {
	var notes []docxNote
	for _, part := range parts {
		body := newDocxBody(r, noteFlow)
		body.notes = func(id string, blocks []docxBlock) {
			body.flow().at = data.Place{}
			notes = append(notes, docxNote{part.kind, blocks})
		}
		r.guard.part(part.part, "tệp con "+part.part, data.Place{}, maxDocxPart, maxDocxElements, body.visit)
		notes = append(notes, docxNote{part.kind, body.finish()})
	}
	return notes
}

// noteCells are the notes as cells, one a line; the same head on every page is
// one, and a number of a page none.
func noteCells(notes []docxNote) []data.Cell {
	var cells []data.Cell
	seen, rows := map[string]bool{}, map[string]int{}
	add := func(kind, text string) {
		text = strings.Join(strings.Fields(text), " ")
		if text == "" || pageNumber.MatchString(text) || seen[kind+text] {
			return
		}
		seen[kind+text] = true
		rows[kind]++
		sheet := noteSheets[kind]
		cells = append(cells, data.Cell{At: data.Place{Sheet: sheet, Cell: at(1, rows[kind])}, Sheet: sheet, Row: rows[kind], Col: 1, Text: text})
	}
	var walk func(kind string, blocks []docxBlock)
	walk = func(kind string, blocks []docxBlock) {
		for _, b := range blocks {
			if b.p != nil {
				add(kind, b.p.shown())
				continue
			}
			for _, c := range b.t.cells {
				add(kind, c.text())
			}
			for _, inner := range b.t.inner {
				walk(kind, []docxBlock{{t: inner}})
			}
		}
	}
	for _, n := range notes {
		walk(n.kind, n.blocks)
	}
	return cells
}
