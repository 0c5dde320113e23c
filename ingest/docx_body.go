package ingest

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"danbiet/data"
)

// A docxParagraph is one paragraph as it is read: the number that its list
// gives it, and its text with tabs, line breaks (\n) and page breaks (\f).
type docxParagraph struct {
	at     data.Place
	label  string
	text   string
	raw    string // as stored, when an old encoding was converted
	indent int    // twips; the right edge counts as far in
	page   bool   // begins a page
	toc    bool   // a line of a table of contents: a copy
}

// shown is the paragraph with its number.
func (p *docxParagraph) shown() string {
	if p.label == "" || strings.TrimSpace(p.text) == "" {
		return p.text
	}
	return p.label + strings.TrimLeft(p.text, " \t")
}

// A docxBlock is a paragraph or a table.
type docxBlock struct {
	p *docxParagraph
	t *docxTable
}

// A docxFlow is text that runs in one piece: the body, a cell, a text box.
type docxFlow struct {
	kind   flowKind
	at     data.Place // of the paragraph that is open, or of the cell
	para   *openParagraph
	carry  *openParagraph // its mark is gone: the next paragraph goes on with it
	tables []*openTable
	fields []bool // open complex fields: the result has begun
	blocks []docxBlock
	run    runProps   // of the open run
	shown  *docxPiece // how its text is shown, nil until there is any
	change bool       // a tracked change was counted and no other text came since
}

type flowKind uint8

const (
	bodyFlow flowKind = iota
	cellFlow
	boxFlow
	noteFlow
)

type openParagraph struct {
	props    paraProps
	look     paraProps // props with what they inherit, known when numbered
	numbered bool
	label    string
	pieces   []docxPiece
	boxes    []docxBlock // of text boxes anchored in it
	joins    bool        // its mark is deleted or hidden
	hidden   bool        // some of its text is
	section  bool        // ends a section: a page begins after it
}

// act is what the end of an element does.
type act uint8

const (
	nothing act = iota
	skipped
	endsParagraph
	endsProperties
	endsText
	endsTable
	endsRow
	endsCell
	endsBox
	endsDrawing
	endsAlternate
	endsControl
	endsInsertion
	endsNote
)

// docxBody walks a part that holds text. It keeps nothing of the XML but what
// is open.
type docxBody struct {
	*docxReader
	flows      []*docxFlow
	spare      []*docxFlow // that are done with
	acts       []act       // of the open elements
	skip       int         // open elements where something left out began, 0 for none
	drawing    int         // open drawings: of those, text boxes alone are read
	alternates []bool
	controls   []bool // open content controls: what it shows is its prompt
	drawings   []int  // of the flows around an open text box
	inserted   int    // open insertions
	inText     bool
	keepSpace  bool
	noteID     string
	notes      func(id string, blocks []docxBlock)
}

func newDocxBody(r *docxReader, kind flowKind) *docxBody {
	return &docxBody{docxReader: r, flows: []*docxFlow{{kind: kind}}}
}

// push begins a flow, in the memory of a cell that is done with: a table has as
// many flows as cells.
func (b *docxBody) push(f docxFlow) {
	n := len(b.spare)
	if n == 0 {
		b.flows = append(b.flows, &f)
		return
	}
	used := b.spare[n-1]
	b.spare = b.spare[:n-1]
	f.tables, f.fields, f.blocks = used.tables[:0], used.fields[:0], used.blocks[:0]
	*used = f
	b.flows = append(b.flows, used)
}

func (b *docxBody) flow() *docxFlow { return b.flows[len(b.flows)-1] }

// finish closes what is open at the end of a part.
func (b *docxBody) finish() []docxBlock {
	f := b.flow()
	b.endFlow(f)
	return f.blocks
}

func (b *docxBody) visit(open []string, t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		if b.skip > 0 {
			return nil
		}
		a := b.start(open, e)
		if b.stop != nil {
			return b.stop
		}
		if a == skipped {
			b.skip = len(open)
		}
		b.acts = append(b.acts[:len(open)-1], a)
	case xml.CharData:
		if b.inText && b.skip == 0 {
			b.text(string(e))
		}
	case xml.EndElement:
		if b.skip > 0 {
			if b.skip == len(open) {
				b.skip = 0
			}
			return nil
		}
		b.end(b.acts[len(open)-1])
	}
	return b.stop
}

// start reads an element and says what its end is to do. Elements are told by
// their local names: the prefixes are whatever the program that wrote them
// likes, and the strict variant has other name spaces.
func (b *docxBody) start(open []string, e xml.StartElement) act {
	name, parent, grand := e.Name.Local, "", ""
	if n := len(open); n > 1 {
		parent = open[n-2]
		if n > 2 {
			grand = open[n-3]
		}
	}
	switch name {
	case "AlternateContent":
		b.alternates = append(b.alternates, false)
		return endsAlternate
	case "Choice", "Fallback":
		return b.alternate(name)
	case "txbxContent":
		return b.startBox()
	case "blip", "imagedata":
		b.pictures++
		return nothing
	case "OLEObject":
		b.object(attr(e, "ProgID"))
		return nothing
	}
	if b.drawing > 0 {
		return nothing
	}
	switch name {
	case "p":
		b.startParagraph()
		return endsParagraph
	case "pPr":
		if parent == "p" {
			return endsProperties
		}
	case "r":
		f := b.flow()
		f.run, f.shown = runProps{}, nil
	case "t":
		if parent == "r" {
			b.inText, b.keepSpace = true, attr(e, "space") == "preserve"
			return endsText
		}
	case "tbl":
		b.startTable()
		return endsTable
	case "tr":
		b.startRow()
		return endsRow
	case "tc":
		return b.startCell()
	case "drawing", "pict", "object":
		b.drawing++
		return endsDrawing
	case "ins", "moveTo", "del", "moveFrom", "cellDel", "cellIns":
		return b.change(name, parent, grand)
	case "sdt":
		b.controls = append(b.controls, false)
		return endsControl
	case "sdtContent":
		if n := len(b.controls); n > 0 && b.controls[n-1] {
			return skipped
		}
	case "showingPlcHdr":
		if n := len(b.controls); n > 0 && parent == "sdtPr" {
			b.controls[n-1] = toggleOf(e) == on
		}
	case "footnote", "endnote":
		return b.startNote(name, parent, e)
	case "footnoteReference", "endnoteReference":
		b.refs[strings.TrimSuffix(name, "Reference")+attr(e, "id")] = b.flow().at
	case "altChunk", "subDoc":
		b.embedded(data.Block, "phần văn bản chèn từ tệp khác", "text of another file")
	case "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange", "numberingChange",
		"tblPr", "tblPrEx", "tblGrid", "tblStylePr", "ffData", "fldData", "sdtEndPr", "smartTagPr", "customXmlPr", "rt", "rubyPr":
		return skipped
	default:
		switch parent {
		case "r":
			b.inRunElement(e)
		case "rPr":
			b.runProperty(grand, e)
		case "pPr", "numPr":
			return b.paragraphProperty(parent, e)
		case "trPr":
			b.rowProperty(e)
		case "tcPr":
			b.cellProperty(e)
		case "sectPr":
			if p := b.flow().para; p != nil && name == "type" && grand == "pPr" {
				p.section = attr(e, "val") != "continuous"
			}
		}
	}
	return nothing
}

func (b *docxBody) end(a act) {
	switch a {
	case endsParagraph:
		b.endParagraph()
	case endsProperties:
		b.number()
	case endsText:
		b.inText = false
	case endsTable:
		b.endTable()
	case endsRow:
		b.endRow()
	case endsCell:
		b.endCell()
	case endsBox:
		b.endBox()
	case endsDrawing:
		b.drawing--
	case endsAlternate:
		b.alternates = b.alternates[:len(b.alternates)-1]
	case endsControl:
		b.controls = b.controls[:len(b.controls)-1]
	case endsInsertion:
		b.inserted--
	case endsNote:
		f := b.flow()
		b.endFlow(f)
		b.notes(b.noteID, f.blocks)
		f.blocks = nil
	}
}

// alternate takes the first choice, and the fallback where there was none: the
// others say the same again for older programs.
func (b *docxBody) alternate(name string) act {
	n := len(b.alternates)
	if n == 0 {
		return nothing
	}
	if b.alternates[n-1] {
		return skipped
	}
	b.alternates[n-1] = true
	return nothing
}

func (b *docxBody) startNote(name, parent string, e xml.StartElement) act {
	if b.notes == nil || parent != name+"s" {
		return nothing
	}
	if kind := attr(e, "type"); kind != "" && kind != "normal" { // separators
		return skipped
	}
	b.noteID = name + attr(e, "id")
	return endsNote
}

// startBox begins the text of a text box: it is read once, after the paragraph
// in which it is anchored.
func (b *docxBody) startBox() act {
	f := b.flow()
	b.push(docxFlow{kind: boxFlow, at: f.at})
	b.drawings = append(b.drawings, b.drawing)
	b.drawing, b.inText = 0, false
	return endsBox
}

func (b *docxBody) endBox() {
	box := b.flow()
	b.endFlow(box)
	b.flows = b.flows[:len(b.flows)-1]
	b.drawing = b.drawings[len(b.drawings)-1]
	b.drawings = b.drawings[:len(b.drawings)-1]
	if f := b.flow(); f.para != nil {
		f.para.boxes = append(f.para.boxes, box.blocks...)
	} else {
		f.blocks = append(f.blocks, box.blocks...)
	}
}

// endFlow closes the paragraph that is open, and gives one that was to go on in
// a paragraph that never came.
func (b *docxBody) endFlow(f *docxFlow) {
	if f.para != nil {
		b.endParagraph()
	}
	b.flush(f)
}

// flush gives the text whose paragraph never came.
func (b *docxBody) flush(f *docxFlow) {
	if c := f.carry; c != nil {
		f.carry = nil
		f.blocks = append(f.blocks, b.paragraph(f, c))
		f.blocks = append(f.blocks, c.boxes...)
	}
}

func (b *docxBody) startParagraph() {
	f := b.flow()
	if f.para != nil {
		b.endParagraph()
	}
	b.unit()
	if f.kind == bodyFlow {
		b.paragraphs++
		f.at = data.Place{Paragraph: b.paragraphs}
	}
	f.para = &openParagraph{props: paraProps{indent: -1}}
	b.inText = false
	f.run, f.shown, f.change = runProps{}, nil, false
}

func (b *docxBody) endParagraph() {
	f := b.flow()
	p := f.para
	if p == nil {
		return
	}
	b.number()
	f.para = nil
	// A field that ends without a result has none; the text after it counts.
	for n := len(f.fields); n > 0 && !f.fields[n-1]; n = len(f.fields) {
		f.fields = f.fields[:n-1]
	}
	if p.hidden {
		b.hidden.add(f.at)
	}
	if c := f.carry; c != nil {
		p.pieces, p.boxes = append(c.pieces, p.pieces...), append(c.boxes, p.boxes...)
		p.section = p.section || c.section
		f.carry = nil
	}
	if p.joins {
		f.carry = p
		return
	}
	f.blocks = append(f.blocks, b.paragraph(f, p))
	f.blocks = append(f.blocks, p.boxes...)
}

func (b *docxBody) paragraph(f *docxFlow, p *openParagraph) docxBlock {
	out := &docxParagraph{at: f.at, label: p.label, indent: max(0, p.look.indent), page: p.look.page == on}
	if p.look.right == on {
		out.indent = max(out.indent, rightEdge)
	}
	b.fill(out, p.pieces)
	if p.section {
		out.text += "\f"
	}
	out.toc = strings.HasPrefix(b.styles.of(p.look.style).name, "toc ")
	b.all = append(b.all, out)
	return docxBlock{p: out}
}

// number works out how the paragraph is set and counts it in its list. A
// paragraph whose mark is gone has no number of its own.
func (b *docxBody) number() {
	p := b.flow().para
	if p == nil || p.numbered {
		return
	}
	style := p.props.style
	p.numbered, p.look = true, b.styles.paragraph(p.props)
	if !p.joins {
		at := p.look
		if p.props.level == "" && p.props.num != "" {
			at.level = b.styles.of(style).para.level
		}
		p.label = b.lists.next(at, b.styles)
	}
}

func (b *docxBody) runProperty(grand string, e xml.StartElement) {
	switch grand {
	case "r":
		f := b.flow()
		f.run.take(e)
		f.shown = nil
	case "pPr":
		if p := b.flow().para; p != nil && (e.Name.Local == "vanish" || e.Name.Local == "specVanish") {
			p.joins = p.joins || toggleOf(e) == on
		}
	}
}

func (b *docxBody) paragraphProperty(parent string, e xml.StartElement) act {
	p := b.flow().para
	if p == nil {
		return nothing
	}
	switch e.Name.Local {
	case "sectPr":
		p.section = true
	case "framePr", "tabs", "pBdr":
		return skipped
	}
	p.props.take(parent, e)
	return nothing
}

// change reads a tracked change: what was put in counts, what was taken out
// does not. It can be text, the mark of a paragraph, a row or a cell. A word
// taken out and another put in for it are one place.
func (b *docxBody) change(name, parent, grand string) act {
	gone := name == "del" || name == "moveFrom" || name == "cellDel"
	f := b.flow()
	switch {
	case parent == "rPr" && grand == "pPr":
		b.changed(f)
		if f.para != nil {
			f.para.joins = f.para.joins || gone
		}
	case parent == "rPr" || parent == "numPr":
	case parent == "trPr":
		b.tracked.add(b.rowPlace())
		if t := b.table(); t != nil && gone {
			t.gone = true
		}
	case parent == "tcPr":
		b.tracked.add(f.at)
		if gone {
			b.dropCell()
		}
	default:
		b.changed(f)
		if gone {
			return skipped
		}
		b.inserted++
		return endsInsertion
	}
	return nothing
}

func (b *docxBody) changed(f *docxFlow) {
	if !f.change {
		b.tracked.add(f.at)
	}
	f.change = true
}

// object tells of a worksheet that is embedded: what it shows is a picture to
// anyone who does not open it.
func (b *docxBody) object(program string) {
	if strings.HasPrefix(program, "Excel.") {
		b.embedded(data.Warn, "bảng tính Excel", "an Excel worksheet")
	}
}

func (b *docxBody) embedded(level data.Level, what, whatEn string) {
	if len(b.found) < maxFaults {
		at := b.flow().at
		b.found = append(b.found, data.NewProblem("embedded", level, at, "where", where(at), "what", what, "what_en", whatEn))
	}
}

// inRunElement reads what stands in a run beside text.
func (b *docxBody) inRunElement(e xml.StartElement) {
	switch e.Name.Local {
	case "tab", "ptab":
		b.text("\t")
	case "br":
		if kind := attr(e, "type"); kind == "page" {
			b.text("\f")
			return
		}
		b.text("\n")
	case "cr":
		b.text("\n")
	case "noBreakHyphen":
		b.text("-")
	case "sym":
		b.symbol(attr(e, "font"), attr(e, "char"))
	case "fldChar":
		b.field(attr(e, "fldCharType"))
	}
}

func (b *docxBody) symbol(font, char string) {
	n, err := strconv.ParseUint(char, 16, 32)
	if err != nil || n == 0 {
		return
	}
	r := rune(n)
	if encoding, _ := fontEncoding(font); encoding != "" {
		b.piece(docxPiece{font: font}, string(symbolCode(r)))
		return
	}
	b.text(symbolText(font, r))
}

func (b *docxBody) field(kind string) {
	f := b.flow()
	n := len(f.fields)
	switch {
	case kind == "begin" && n < maxDepth:
		f.fields = append(f.fields, false)
	case kind == "separate" && n > 0:
		f.fields[n-1] = true
	case kind == "end" && n > 0:
		f.fields = f.fields[:n-1]
	}
}

// code tells that the text that comes is part of the code of a field around an
// inner one.
func (f *docxFlow) code() bool {
	for i := 0; i+1 < len(f.fields); i++ {
		if !f.fields[i] {
			return true
		}
	}
	return false
}

// text adds to the open paragraph as the open run shows it.
func (b *docxBody) text(s string) {
	f := b.flow()
	if f.para == nil || s == "" || f.code() {
		return
	}
	f.change = f.change && b.inserted > 0
	if b.inText {
		s = storedSpace(s, b.keepSpace)
	}
	if f.shown == nil {
		look := b.styles.runIn(f.para.props.style, f.run)
		f.shown = &docxPiece{font: look.font(), caps: look.caps == on, hidden: look.vanish == on}
	}
	b.piece(*f.shown, s)
}

func (b *docxBody) piece(as docxPiece, s string) {
	p := b.flow().para
	if p == nil || s == "" {
		return
	}
	if as.hidden {
		p.hidden = p.hidden || strings.TrimSpace(s) != ""
		return
	}
	if b.bytes += len(s); b.bytes > maxDocxText {
		b.tooLong(fmt.Sprintf("hơn %s chữ", megabytes(maxDocxText)), megabytes(maxDocxText)+" chữ")
		return
	}
	if n := len(p.pieces); n > 0 && p.pieces[n-1].font == as.font && p.pieces[n-1].caps == as.caps {
		p.pieces[n-1].text = append(p.pieces[n-1].text, s...)
		return
	}
	as.text = []byte(s)
	p.pieces = append(p.pieces, as)
}

// unit counts a paragraph or a cell.
func (b *docxBody) unit() {
	if b.units++; b.units > maxDocxUnits {
		most := FormatNumber(maxDocxUnits) + " đoạn và ô"
		b.tooLong("hơn "+most, most)
	}
}
