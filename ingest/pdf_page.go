package ingest

import (
	"math"

	"github.com/ledongthuc/pdf"
)

// A glyph is what one code of a page shows, where: x and y of its origin on the
// page as it is looked at (y grows upwards), its width and the size of its
// letters, all in points.
type glyph struct {
	x, y, w, size float64
	font          *pdfFont
	text          string
	unseen        bool // drawn invisible: the text under a scanned page
}

// matrix is an affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

// then is the map that does m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// pdfState is what q saves and Q gives back.
type pdfState struct {
	ctm                    matrix
	font                   *pdfFont
	size, char, word, h    float64
	leading, rise          float64
	invisible              bool
	textMatrix, lineMatrix matrix
}

// A pdfDrawing runs the contents of the pages of one file.
type pdfDrawing struct {
	decoded int // budget of bytes
	shown   int // budget of glyphs
	fonts   map[string]*pdfFont

	glyphs []glyph // of the page
	images int     // that the page shows
}

func newPdfDrawing() *pdfDrawing {
	return &pdfDrawing{decoded: maxPdfDecoded, shown: maxPdfGlyphs, fonts: map[string]*pdfFont{}}
}

// page is what a page shows. A content that breaks off gives what stands before.
func (d *pdfDrawing) page(p pdfPage) []glyph {
	d.glyphs, d.images = nil, 0
	d.run(pdfContent(p.v.Key("Contents"), &d.decoded), p.resources, pdfState{ctm: pdfTurn(p.rotate), h: 1}, 0)
	return d.glyphs
}

// pdfTurn is the map of a page that is to be looked at turned.
func pdfTurn(degrees int64) matrix {
	switch ((degrees % 360) + 360) % 360 {
	case 90:
		return matrix{0, -1, 1, 0, 0, 0}
	case 180:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 270:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return matrix{1, 0, 0, 1, 0, 0}
}

// pdfContent is the content of a page: one stream, or several that are one.
func pdfContent(v pdf.Value, decoded *int) []byte {
	if v.Kind() != pdf.Array {
		return pdfStream(v, decoded)
	}
	var b []byte
	for i := range v.Len() {
		b = append(append(b, pdfStream(v.Index(i), decoded)...), '\n')
	}
	return b
}

// run draws a content. resources belong to the page or form that it is of.
func (d *pdfDrawing) run(content []byte, resources pdf.Value, s pdfState, depth int) {
	t := pdfTokens{b: content}
	var saved []pdfState
	var args []pdfToken
	for {
		tok, ok := t.next()
		if !ok {
			break
		}
		if tok.kind != pdfOperator {
			if len(args) < 64 {
				args = append(args, tok)
			}
			continue
		}
		switch tok.text {
		case "q":
			if len(saved) < 1000 {
				saved = append(saved, s)
			}
		case "Q":
			if n := len(saved); n > 0 {
				s, saved = saved[n-1], saved[:n-1]
			}
		case "Do":
			if len(args) > 0 {
				d.draw(args[len(args)-1].text, resources, s, depth)
			}
		default:
			d.operator(&s, tok.text, args, resources)
		}
		args = args[:0]
	}
	if t.image {
		d.images++
	}
}

// draw shows an image or runs a form.
func (d *pdfDrawing) draw(name string, resources pdf.Value, s pdfState, depth int) {
	x := resources.Key("XObject").Key(name)
	switch x.Key("Subtype").Name() {
	case "Image":
		d.images++
	case "Form":
		if depth >= maxPdfForms {
			return
		}
		if m := x.Key("Matrix"); m.Len() == 6 {
			var n [6]float64
			for i := range n {
				n[i] = m.Index(i).Float64()
			}
			s.ctm = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}.then(s.ctm)
		}
		if own := x.Key("Resources"); !own.IsNull() {
			resources = own
		}
		d.run(pdfStream(x, &d.decoded), resources, s, depth+1)
	}
}

// operator does what concerns text; all else of a page is lines and colours.
func (d *pdfDrawing) operator(s *pdfState, op string, args []pdfToken, resources pdf.Value) {
	num := func(i int) float64 {
		if i < len(args) {
			return args[i].num
		}
		return 0
	}
	switch op {
	case "cm":
		s.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.then(s.ctm)
	case "BT":
		s.textMatrix = matrix{1, 0, 0, 1, 0, 0}
		s.lineMatrix = s.textMatrix
	case "Tm":
		s.textMatrix = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
		s.lineMatrix = s.textMatrix
	case "TD":
		s.leading = -num(1)
		s.newLine(num(0), num(1))
	case "Td":
		s.newLine(num(0), num(1))
	case "T*":
		s.newLine(0, -s.leading)
	case "TL":
		s.leading = num(0)
	case "Tc":
		s.char = num(0)
	case "Tw":
		s.word = num(0)
	case "Tz":
		s.h = num(0) / 100
	case "Ts":
		s.rise = num(0)
	case "Tr":
		s.invisible = num(0) == 3
	case "Tf":
		if len(args) == 2 {
			s.font, s.size = d.font(args[0].text, resources), args[1].num
		}
	case "Tj", "TJ":
		d.show(s, args)
	case "'":
		s.newLine(0, -s.leading)
		d.show(s, args)
	case `"`:
		s.word, s.char = num(0), num(1)
		s.newLine(0, -s.leading)
		d.show(s, args[min(2, len(args)):])
	}
}

func (s *pdfState) newLine(x, y float64) {
	s.lineMatrix = matrix{1, 0, 0, 1, x, y}.then(s.lineMatrix)
	s.textMatrix = s.lineMatrix
}

// font is a font of the resources, read once a file: how it prints tells it from
// others, because a stream prints with its offset.
func (d *pdfDrawing) font(name string, resources pdf.Value) *pdfFont {
	v := resources.Key("Font").Key(name)
	key := v.String()
	f := d.fonts[key]
	if f == nil {
		f = fontOf(v, &d.decoded)
		d.fonts[key] = f
	}
	return f
}

// show draws strings; numbers among them move the next one.
func (d *pdfDrawing) show(s *pdfState, args []pdfToken) {
	for _, a := range args {
		switch a.kind {
		case pdfList:
			d.show(s, a.list)
		case pdfNumber:
			s.advance(-a.num / 1000 * s.size * s.h)
		case pdfString:
			d.showString(s, a.text)
		}
	}
}

func (s *pdfState) advance(x float64) {
	s.textMatrix = matrix{1, 0, 0, 1, x, 0}.then(s.textMatrix)
}

func (d *pdfDrawing) showString(s *pdfState, codes string) {
	if s.font == nil {
		return
	}
	for n := s.font.bytes; len(codes) >= n; codes = codes[n:] {
		if d.shown--; d.shown < 0 {
			panic(errPdfWork)
		}
		code := pdfCode(codes[:n])
		width := s.font.width(code) / 1000 * s.size
		at := matrix{s.size * s.h, 0, 0, s.size, 0, s.rise}.then(s.textMatrix).then(s.ctm)
		scale := math.Hypot(s.textMatrix.then(s.ctm).a, s.textMatrix.then(s.ctm).b)
		// Text that is not level is a stamp or a watermark.
		if math.Abs(at.b) <= math.Abs(at.a)/4 && at.a > 0 {
			d.glyphs = append(d.glyphs, glyph{x: at.e, y: at.f, w: width * s.h * scale, size: math.Hypot(at.c, at.d), font: s.font, text: s.font.letter(code), unseen: s.invisible})
		}
		width += s.char
		if n == 1 && code == ' ' {
			width += s.word
		}
		s.advance(width * s.h)
	}
}
