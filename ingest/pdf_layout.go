package ingest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// A stretch is text that was drawn in one go: its glyphs follow one another on
// one level. The order of glyphs within it is that of drawing, so that a mark
// that is drawn over its letter stays behind it.
type stretch struct {
	x, y, end, size float64
	text            string
	no              int  // in the order of drawing
	spaced          bool // a space was drawn just before it
}

// stretchesOf puts the glyphs of a page together. Text in an old font (.Vn…,
// VNI-…) is converted while its font is known; encoding names what was met.
func stretchesOf(glyphs []glyph, encodings map[string]bool) []stretch {
	var out []stretch
	var text, part strings.Builder // part is of one font
	var font *pdfFont
	var open, space stretch
	endPart := func() {
		if part.Len() > 0 {
			s, encoding := legacyRun(font.name, part.String())
			if encoding != "" {
				encodings[encoding] = true
			}
			text.WriteString(s)
		}
		part.Reset()
	}
	end := func() {
		endPart()
		open.no, open.text = len(out), text.String()
		text.Reset()
		switch {
		case strings.TrimSpace(open.text) != "":
			open.spaced = space.text != "" && math.Abs(space.y-open.y) < 0.1*open.size
			out = append(out, open)
			space = stretch{}
		case open.text != "":
			space = open
		}
	}
	for i, g := range glyphs {
		follows := i > 0 && math.Abs(g.y-open.y) < 0.1*open.size && math.Abs(g.size-open.size) < 0.2*open.size &&
			g.x-open.end > -0.35*open.size && g.x-open.end < 0.2*open.size
		if !follows {
			end()
			open = stretch{x: g.x, y: g.y, end: g.x, size: g.size}
		}
		if g.font != font {
			endPart()
			font = g.font
		}
		part.WriteString(g.text)
		open.end = max(open.end, g.x+g.w)
	}
	end()
	return out
}

// A levelLine is the stretches of one level of a page, from left to right.
type levelLine struct {
	y, size float64
	parts   []stretch
}

// levelLines orders the stretches of a page into its lines, from the top down. A
// small figure above or below the level (a note, m²) belongs to its line. Text
// that is drawn twice at one place, for boldness, counts once.
func levelLines(parts []stretch) []levelLine {
	slices.SortStableFunc(parts, func(a, b stretch) int { return cmp.Compare(b.y, a.y) })
	var lines []levelLine
	for _, p := range parts {
		at := -1
		for i := len(lines) - 1; i >= max(0, len(lines)-3); i-- {
			if l := lines[i]; math.Abs(l.y-p.y) < 0.45*max(l.size, p.size) && !l.covers(p) {
				at = i
				break
			}
		}
		if at < 0 {
			lines = append(lines, levelLine{y: p.y, size: p.size})
			at = len(lines) - 1
		}
		l := &lines[at]
		if l.has(p) {
			continue
		}
		if p.size > l.size {
			l.y, l.size = p.y, p.size
		}
		l.parts = append(l.parts, p)
	}
	for i := range lines {
		slices.SortStableFunc(lines[i].parts, func(a, b stretch) int { return cmp.Compare(a.x, b.x) })
	}
	slices.SortStableFunc(lines, func(a, b levelLine) int { return cmp.Compare(b.y, a.y) })
	return lines
}

// covers tells that a stretch stands over another of the line, so that it is of
// another line which stands close.
func (l levelLine) covers(p stretch) bool {
	if math.Abs(l.y-p.y) < 0.15*p.size {
		return false
	}
	for _, q := range l.parts {
		if min(p.end, q.end)-max(p.x, q.x) > 0.5*min(p.end-p.x, q.end-q.x) {
			return true
		}
	}
	return false
}

func (l levelLine) has(p stretch) bool {
	for _, q := range l.parts {
		if q.text == p.text && math.Abs(q.x-p.x) < 0.15*p.size && math.Abs(q.y-p.y) < 0.15*p.size {
			return true
		}
	}
	return false
}

// A pdfLine is a line of a page as a plain text shows it, columns kept by
// spaces. end is where it ends, in letters from the left margin.
type pdfLine struct {
	text string
	end  float64
	on   int // the line of the page, from 1
}

// layoutPage writes the lines of a page, with a blank line where the page leaves
// room for one.
func layoutPage(parts []stretch) []pdfLine {
	lines := levelLines(parts)
	if len(lines) == 0 {
		return nil
	}
	left, letter, pitch := math.Inf(1), letterWidth(lines), linePitch(lines)
	for _, l := range lines {
		left = min(left, l.parts[0].x)
	}
	var out []pdfLine
	for i, l := range lines {
		if i > 0 && lines[i-1].y-l.y > 1.75*pitch {
			out = append(out, pdfLine{})
		}
		out = append(out, pdfLine{text: l.layout(left, letter), end: (l.parts[len(l.parts)-1].end - left) / letter})
	}
	return out
}

// layout writes a line. Gaps wider than a letter is high are gaps between
// columns, of three spaces at least, unless they only spread the words of a
// justified line.
func (l levelLine) layout(left, letter float64) string {
	var out strings.Builder
	columns := 0
	pad := func(n int) {
		out.WriteString(strings.Repeat(" ", n))
		columns += n
	}
	end := left
	spread := l.spreadGaps()
	for i, p := range l.parts {
		text := strings.Map(printable, p.text)
		column := min(int(math.Round((p.x-left)/letter)), 400)
		switch gap := p.x - end; {
		case i == 0 || gap > 1.25*l.size && !spread[i]:
			pad(max(column-columns, 0))
			if i > 0 && !strings.HasSuffix(out.String(), "   ") {
				pad(3)
			}
		case gap > 0.16*l.size && !strings.HasSuffix(out.String(), " ") && !strings.HasPrefix(text, " "):
			pad(1)
		}
		out.WriteString(text)
		columns += utf8.RuneCountInString(text)
		end = p.end
	}
	return strings.TrimRight(out.String(), " ")
}

// spreadGaps tells the gaps (before the part of the index) that come of
// spreading the words of a line to its whole width: a space was drawn there, the
// words were drawn one after another, and all such gaps are about equal. A lone
// gap is one up to four times the height.
func (l levelLine) spreadGaps() []bool {
	spread := make([]bool, len(l.parts))
	for from := 0; from < len(l.parts); {
		to, least, most := from+1, math.Inf(1), 0.0
		for to < len(l.parts) && spaceDrawn(l.parts[to-1], l.parts[to]) {
			gap := l.parts[to].x - l.parts[to-1].end
			least, most = min(least, gap), max(most, gap)
			to++
		}
		if n := to - from - 1; n == 1 && most < 4*l.size || n > 1 && most < 1.35*least {
			for i := from + 1; i < to; i++ {
				spread[i] = true
			}
		}
		from = to
	}
	return spread
}

// spaceDrawn tells that two parts were drawn one after the other with a space
// between them.
func spaceDrawn(a, b stretch) bool {
	return b.no == a.no+1 && (b.spaced || strings.HasSuffix(a.text, " ") || strings.HasPrefix(b.text, " "))
}

// printable makes spaces of what is no letter but moves on, and takes out what
// shows nothing.
func printable(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r', r == '\f', r == '\v', r == 0x85, r == 0x2028, r == 0x2029:
		return ' '
	case r < ' ', r == 0xfffe, r == 0xffff:
		return -1
	}
	return r
}

// letterWidth is the middle width of a letter of the page.
func letterWidth(lines []levelLine) float64 {
	var widths []float64
	for _, l := range lines {
		for _, p := range l.parts {
			if n := utf8.RuneCountInString(p.text); n > 3 && p.end > p.x {
				widths = append(widths, (p.end-p.x)/float64(n))
			}
		}
	}
	if len(widths) == 0 {
		return max(lines[0].size/2, 1)
	}
	slices.Sort(widths)
	return max(widths[len(widths)/2], 0.5)
}

// linePitch is the usual distance of lines: a low one among them, because
// paragraphs stand further apart.
func linePitch(lines []levelLine) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		gaps = append(gaps, lines[i-1].y-lines[i].y)
	}
	if len(gaps) == 0 {
		return lines[0].size
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/3], lines[0].size*0.8)
}
