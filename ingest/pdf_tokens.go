package ingest

import (
	"strconv"
	"strings"
)

// pdfTokens cuts the content of a page into numbers, strings, names, lists and
// operators. The library's own interpreter takes the bytes of an inline image
// for tokens and loses what stands after it.
type pdfTokens struct {
	b     []byte
	at    int
	image bool // an inline image was passed over
}

type pdfKind byte

const (
	pdfNumber pdfKind = iota
	pdfString
	pdfName
	pdfList // [ … ] and << … >>
	pdfOperator
)

type pdfToken struct {
	kind pdfKind
	num  float64
	text string
	list []pdfToken
}

// maxPdfNesting bounds lists in lists.
const maxPdfNesting = 32

// next is the next token; false at the end.
func (t *pdfTokens) next() (pdfToken, bool) {
	for {
		tok, ok := t.token(0)
		if !ok {
			return tok, false
		}
		if tok.kind != pdfOperator {
			return tok, true
		}
		switch tok.text {
		case "", "]", ">>", "}", "{", ")": // out of place
			continue
		case "ID":
			t.skipImage()
			continue
		case "true", "false", "null":
			return pdfToken{kind: pdfName, text: tok.text}, true
		}
		return tok, true
	}
}

func (t *pdfTokens) token(depth int) (pdfToken, bool) {
	t.skipSpace()
	if t.at >= len(t.b) {
		return pdfToken{}, false
	}
	switch c := t.b[t.at]; {
	case c == '(':
		return pdfToken{kind: pdfString, text: t.literal()}, true
	case c == '<' && t.at+1 < len(t.b) && t.b[t.at+1] == '<':
		t.at += 2
		return t.listUntil(">>", depth), true
	case c == '<':
		return pdfToken{kind: pdfString, text: t.hex()}, true
	case c == '[':
		t.at++
		return t.listUntil("]", depth), true
	case c == '>' && t.at+1 < len(t.b) && t.b[t.at+1] == '>':
		t.at += 2
		return pdfToken{kind: pdfOperator, text: ">>"}, true
	case strings.IndexByte("]{})>", c) >= 0:
		t.at++
		return pdfToken{kind: pdfOperator, text: string(c)}, true
	case c == '/':
		t.at++
		return pdfToken{kind: pdfName, text: pdfNameText(t.word())}, true
	}
	word := t.word()
	if n, err := strconv.ParseFloat(word, 64); err == nil && word[0] <= '9' {
		return pdfToken{kind: pdfNumber, num: n}, true
	}
	return pdfToken{kind: pdfOperator, text: word}, true
}

func (t *pdfTokens) listUntil(end string, depth int) pdfToken {
	out := pdfToken{kind: pdfList}
	for depth < maxPdfNesting {
		tok, ok := t.token(depth + 1)
		if !ok || tok.kind == pdfOperator && tok.text == end {
			break
		}
		out.list = append(out.list, tok)
	}
	return out
}

func (t *pdfTokens) skipSpace() {
	for t.at < len(t.b) {
		switch c := t.b[t.at]; {
		case pdfSpace(c):
			t.at++
		case c == '%':
			for t.at < len(t.b) && t.b[t.at] != '\n' && t.b[t.at] != '\r' {
				t.at++
			}
		default:
			return
		}
	}
}

func pdfSpace(c byte) bool { return c <= ' ' }

// word is a run of ordinary characters; at least one, so that cutting goes on.
func (t *pdfTokens) word() string {
	from := t.at
	for t.at < len(t.b) && !pdfSpace(t.b[t.at]) && strings.IndexByte("()<>[]{}/%", t.b[t.at]) < 0 {
		t.at++
	}
	return string(t.b[from:t.at])
}

func pdfNameText(s string) string {
	if !strings.Contains(s, "#") {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

func (t *pdfTokens) literal() string {
	var out []byte
	depth := 0
	for ; t.at < len(t.b); t.at++ {
		c := t.b[t.at]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				t.at++
				return string(out)
			}
		case '\\':
			out = t.escape(out)
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// escape appends what stands after a backslash and stays on its last byte.
func (t *pdfTokens) escape(out []byte) []byte {
	if t.at++; t.at >= len(t.b) {
		return out
	}
	switch c := t.b[t.at]; {
	case c == 'n':
		return append(out, '\n')
	case c == 'r':
		return append(out, '\r')
	case c == 't':
		return append(out, '\t')
	case c == 'b', c == 'f':
		return append(out, ' ')
	case c >= '0' && c <= '7':
		n := 0
		for k := 0; k < 3 && t.at < len(t.b) && t.b[t.at] >= '0' && t.b[t.at] <= '7'; k++ {
			n = n*8 + int(t.b[t.at]-'0')
			t.at++
		}
		t.at--
		return append(out, byte(n))
	case c == '\r':
		if t.at+1 < len(t.b) && t.b[t.at+1] == '\n' {
			t.at++
		}
		return out
	case c == '\n':
		return out
	default:
		return append(out, c)
	}
}

func (t *pdfTokens) hex() string {
	var out []byte
	half, n := byte(0), 0
	for t.at++; t.at < len(t.b); t.at++ {
		c := t.b[t.at]
		switch {
		case c == '>':
			t.at++
			if n%2 == 1 {
				out = append(out, half<<4)
			}
			return string(out)
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			continue
		}
		if n++; n%2 == 0 {
			out = append(out, half<<4|c)
		}
		half = c
	}
	return string(out)
}

// skipImage passes over the bytes of an inline image, to its EI.
func (t *pdfTokens) skipImage() {
	t.image = true
	for ; t.at+2 < len(t.b); t.at++ {
		if pdfSpace(t.b[t.at]) && t.b[t.at+1] == 'E' && t.b[t.at+2] == 'I' && (t.at+3 == len(t.b) || pdfSpace(t.b[t.at+3])) {
			t.at += 3
			return
		}
	}
	t.at = len(t.b)
}
