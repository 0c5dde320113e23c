package ingest

import (
	"strings"
	"unicode"

	"danbiet/data"
)

// A docxPiece is text of one look.
type docxPiece struct {
	text   []byte
	font   string
	caps   bool // shown in capitals
	hidden bool
}

// convertRun is the text of a run in Unicode: the one door to the old fonts.
func convertRun(font, s string) (text, encoding string) {
	if encoding, _ := fontEncoding(font); encoding == "" {
		return s, ""
	}
	return legacyRun(font, strings.Map(symbolCode, s))
}

// symbolCode brings a character that Word moved to the private area, because
// the font claims to be one of symbols, back to its code.
func symbolCode(r rune) rune {
	if r >= 0xF020 && r <= 0xF0FF {
		return r - 0xF000
	}
	return r
}

// fill makes the text of a paragraph of its pieces.
func (r *docxReader) fill(p *docxParagraph, pieces []docxPiece) {
	var text strings.Builder
	converted, lost := "", false
	for _, piece := range pieces {
		stored := string(piece.text)
		s, encoding := convertRun(piece.font, stored)
		if encoding != "" {
			converted = encoding
			lost = lost || encoding == tcvn3 && !strings.HasSuffix(piece.font, "H") && capitalsLost(stored, s)
		} else if symbolFont(piece.font) {
			s = symbolRun(piece.font, s)
		}
		if piece.caps {
			s = strings.ToUpper(s)
		}
		if len(pieces) == 1 {
			p.text = s
			break
		}
		text.WriteString(s)
	}
	if len(pieces) > 1 {
		p.text = text.String()
	}
	p.text = cleanText(p.text)
	if converted == "" {
		return
	}
	for _, piece := range pieces {
		p.raw += string(piece.text)
	}
	r.convertedAt(converted, p.at, lost)
}

// oneSpaced is a text with one space for every gap.
func oneSpaced(s string) string {
	gap := true // before the text, and after a space
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 || c > ' ' {
			gap = false
			continue
		}
		if gap || c != ' ' {
			return strings.Join(strings.Fields(s), " ")
		}
		gap = true
	}
	if gap {
		return strings.TrimRight(s, " ")
	}
	return s
}

// storedSpace is the white space of a text as it is shown. Without the mark that
// keeps it, breaks and the indents of a file made pretty are none.
func storedSpace(s string, keep bool) string {
	if !keep && strings.ContainsAny(s, "\n\r") {
		s = strings.TrimSpace(s)
	}
	if strings.ContainsAny(s, "\n\r") {
		s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s)
	}
	return s
}

// A font of symbols shows pictures for letters.
func symbolFont(font string) bool {
	if font == "" || strings.IndexByte("wsmzWSMZ", font[0]) < 0 {
		return false
	}
	switch strings.ToLower(font) {
	case "wingdings", "wingdings 2", "wingdings 3", "symbol", "webdings", "zapfdingbats", "monotype sorts":
		return true
	}
	return false
}

// symbolRun reads ordinary text in a font of symbols: a sign or two are meant as
// signs, anything longer is text that got the font by mistake.
func symbolRun(font, s string) string {
	trimmed := []rune(strings.TrimSpace(s))
	private := func(r rune) bool { return r >= 0xF000 && r <= 0xF0FF }
	if len(trimmed) > 3 && !strings.ContainsFunc(s, private) {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), r > 0xFF && !private(r):
			out.WriteRune(r)
		default:
			out.WriteString(symbolText(font, r))
		}
	}
	return out.String()
}

// symbolText is the sign that a code shows in a font of symbols, "" for a
// picture without words. A hyphen stands for the signs of lists.
func symbolText(font string, r rune) string {
	if r > 0xFF && (r < 0xF000 || r > 0xF0FF) {
		return string(r)
	}
	return symbols[strings.ToLower(font)][r&0xFF]
}

var symbols = map[string]map[rune]string{
	"wingdings": {
		0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "-", 0x76: "-", 0x77: "-", 0x9F: "-", 0xA7: "-", 0xA8: "□", 0xD8: "-", 0xE0: "→", 0xE8: "→", 0xF0: "→",
		0xDF: "←", 0xEF: "←", 0xF3: "↔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
	},
	"wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "-", 0x98: "●", 0xA3: "□", 0xA2: "■", 0x2A: "□"},
	"webdings":    {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗", 0x34: "→", 0x3D: "●", 0x6E: "●"},
	"symbol": {
		0x2D: "-", 0xB7: "-", 0xD7: ".", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xAE: "→", 0xDE: "→", 0xAC: "←", 0xA8: "-", 0xD6: "√",
		0x25: "%", 0x28: "(", 0x29: ")", 0x2B: "+", 0x2C: ",", 0x2E: ".", 0x2F: "/", 0x3A: ":", 0x3B: ";", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x30: "0", 0x31: "1", 0x32: "2", 0x33: "3", 0x34: "4", 0x35: "5", 0x36: "6", 0x37: "7", 0x38: "8", 0x39: "9",
	},
}

// places counts what was met in a document and remembers where first.
type docxCount struct {
	n     int
	first data.Place
}

func (c *docxCount) add(at data.Place) {
	if c.n == 0 {
		c.first = at
	}
	c.n++
}
