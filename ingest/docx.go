package ingest

import (
	"fmt"
	"strconv"
	"strings"

	"danbiet/data"
)

// A Word document is read in four steps:
//
//  1. openDocx: the zip is checked as a workbook's is, and its parts are found.
//  2. styles and lists, then the text parts, each streamed once through the
//     guard (docxBody): paragraphs and tables come out, with what was put in by
//     tracked changes and without what was taken out, fields by their results,
//     text boxes after their paragraphs, numbers of lists as Word shows them.
//  3. layout: the two-column tables of the head and of the signature, told by
//     what they say, become lines; the other tables become grids.
//  4. readDocument recognises lines and grids as it does for any file.
//
// A place is the number of a paragraph of the body (from 1, empty ones counted,
// those in tables and text boxes not), or a cell of a table; tables are counted
// from 1 as they begin, those of the layout and those inside others too. A text
// box has the place of the paragraph in which it is anchored.

// docxReader holds what the parts of a document share.
type docxReader struct {
	guard   *guard
	styles  *docxStyles
	lists   *docxLists
	all     []*docxParagraph
	refs    map[string]data.Place // of footnotes, by kind and number
	found   []data.Problem
	tracked docxCount
	hidden  docxCount
	legacy  map[string]*legacyCount

	paragraphs, tables, pictures int
	units, bytes, area           int
	stop                         error
}

type legacyCount struct {
	docxCount
	lost bool // capitals with a tone were not in the file
}

// readDocx reads a Word document: lines and tables, then what they say.
func readDocx(name string, b []byte, cat *data.Catalogue) *data.Reading {
	r := newReading(name, b, "docx")
	d, problems := docxDocument(name, b)
	r.Problems = append(r.Problems, problems...)
	if d == nil {
		return r
	}
	readDocument(r, d, cat)
	x := &recogniser{r: r}
	for _, g := range d.tables {
		x.keepCells(g)
	}
	r.Cells = append(r.Cells, d.notes...)
	return r
}

// docxDocument is a Word document as lines and tables. With a fault of the file
// there is none: half a document looks like a whole one.
func docxDocument(name string, b []byte) (*document, []data.Problem) {
	g := &guard{name: name}
	parts, ok := openDocx(g, b)
	if !ok {
		return nil, g.faults
	}
	r := &docxReader{guard: g, styles: newDocxStyles(), lists: newDocxLists(), refs: map[string]data.Place{}, legacy: map[string]*legacyCount{}}
	if parts.styles != "" {
		g.part(parts.styles, "tệp con "+parts.styles, data.Place{}, maxPart, maxElements, r.styles.visit())
	}
	if parts.numbering != "" {
		g.part(parts.numbering, "tệp con "+parts.numbering, data.Place{}, maxPart, maxElements, r.lists.visit())
	}
	body := newDocxBody(r, bodyFlow)
	g.part(parts.main, "nội dung văn bản", data.Place{}, maxDocxPart, maxDocxElements, body.visit)
	notes := r.notes(parts.notes)
	r.checkOthers()
	if len(g.faults) > 0 {
		return nil, g.faults
	}
	blocks := body.finish()
	r.legacyFonts()
	d := layOut(blocks)
	d.notes = noteCells(notes)
	problems := append(r.found, r.problems()...)
	switch {
	case d.size() > maxDocxRunning || len(d.lines) > maxDocxLines:
		most := megabytes(maxDocxRunning) + " chữ, " + FormatNumber(maxDocxLines) + " dòng"
		g.tooLarge(data.Place{}, "văn bản có hơn "+most, most)
		return nil, g.faults
	case r.pictures > 0 && d.letters() < 50 && len(d.tables) == 0:
		return nil, append(problems, data.NewProblem("scan", data.Block, data.Place{}, "name", name))
	case data.Blocks(problems):
		return nil, problems
	}
	return d, problems
}

// checkOthers streams the parts that nobody reads: a document damaged there is
// damaged, and a declaration that does harm does it anywhere.
func (r *docxReader) checkOthers() {
	for _, part := range r.guard.sortedParts() {
		if isXML(part) && !r.guard.seen[part] {
			r.guard.part(part, "tệp con "+part, data.Place{}, maxPart, maxElements, nil)
		}
	}
}

func (r *docxReader) tooLong(got, want string) {
	if r.stop == nil {
		r.guard.tooLarge(data.Place{}, got, want)
		r.stop = errStop
	}
}

// problems tells what a reader of the document should know of it.
func (r *docxReader) problems() []data.Problem {
	var ps []data.Problem
	if n := r.tracked.n; n > 0 {
		ps = append(ps, data.NewProblem("tracked_changes", data.Inform, r.tracked.first, "got", strconv.Itoa(n)))
	}
	if n := r.hidden.n; n > 0 {
		ps = append(ps, data.NewProblem("hidden_content", data.Inform, r.hidden.first,
			"what", fmt.Sprintf("Chữ ở %d đoạn hoặc dòng bảng (trước hết là %s)", n, where(r.hidden.first)),
			"what_en", fmt.Sprintf("Text of %d paragraphs or rows (first %s)", n, where(r.hidden.first))))
	}
	for _, encoding := range []string{tcvn3, vni, windows1258} {
		c := r.legacy[encoding]
		if c == nil {
			continue
		}
		p := legacyProblem(encoding, c.first, c.lost)
		p.Restate("got_en", fmt.Sprintf("%s in %d paragraphs", p.Args["got_en"], c.n))
		p.Restate("got", fmt.Sprintf("%s ở %d đoạn", p.Args["got"], c.n))
		ps = append(ps, p)
	}
	return ps
}

func (r *docxReader) convertedAt(encoding string, at data.Place, lost bool) {
	c := r.legacy[encoding]
	if c == nil {
		c = &legacyCount{}
		r.legacy[encoding] = c
	}
	c.add(at)
	c.lost = c.lost || lost
}

// legacyFonts converts text whose old font is lost: someone set another one and
// left the letters. The document as a whole decides.
func (r *docxReader) legacyFonts() {
	texts := make([]string, 0, len(r.all))
	for _, p := range r.all {
		if p.raw == "" {
			texts = append(texts, p.text)
		}
	}
	encoding, decode := legacyText(texts)
	if encoding == "" {
		return
	}
	for _, p := range r.all {
		if p.raw != "" {
			continue
		}
		if text := decode(p.text); text != p.text {
			p.raw, p.text = p.text, cleanText(text)
			r.convertedAt(encoding, p.at, encoding == tcvn3 && capitalsLost(p.raw, text))
		}
	}
}

// size is how much running text there is, in bytes.
func (d *document) size() (n int) {
	for _, l := range d.lines {
		n += len(l.text)
	}
	return n
}

// letters counts the letters of the running text.
func (d *document) letters() (n int) {
	for _, l := range d.lines {
		n += strings.Count(l.text, "") - 1
	}
	return n
}
