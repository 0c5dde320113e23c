package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The parts of an office file are XML of a narrow kind: UTF-8, no document
// type, five named entities. xmlTokens reads that kind and refuses the rest. It
// gives the verdict of encoding/xml, token for token (FuzzTokens holds them
// against each other), in a fifth of the time: it cuts tags and text out of one
// buffer where the library takes byte after byte and makes a string of each
// name and value.

// maxToken is the longest tag or stretch of text that is read: a token is kept
// in memory whole.
const maxToken = 1 << 20

type tokenKind byte

const (
	tokenStart tokenKind = iota
	tokenEnd
	tokenText
	tokenOther // a comment or a processing instruction
)

// xmlTokens reads tokens. What it gives of a token (attributes, text) holds
// until the next one.
type xmlTokens struct {
	r        io.Reader
	buf      []byte
	pos, end int   // of what is not read yet
	err      error // of the reader, io.EOF at its end
	lines    int   // line feeds that left the buffer

	kind    tokenKind
	prefix  string // of the name, without the colon
	name    string // without its prefix
	attrs   []xmlAttr
	text    []byte
	empty   bool // the tag closes itself: its end comes next
	scratch []byte
	names   map[string]xmlName
}

type xmlName struct{ prefix, local string }

type xmlAttr struct {
	prefix, name string
	value        []byte
}

const (
	firstBuffer = 64 << 10
	maxNames    = 4096 // kept; a part with more names makes them anew
)

// reset begins another part with the same memory.
func (x *xmlTokens) reset(r io.Reader) {
	if x.buf == nil || len(x.buf) > firstBuffer {
		x.buf = make([]byte, firstBuffer)
	}
	if x.names == nil {
		x.names = make(map[string]xmlName, 64)
	}
	x.r, x.pos, x.end, x.err, x.lines, x.empty = r, 0, 0, nil, 0, false
}

// errMore asks for more of the part than the buffer holds.
var errMore = errors.New("more")

// next reads a token. At the end of the part it returns io.EOF; that all tags
// are closed is for the caller to see.
func (x *xmlTokens) next() error {
	if x.empty {
		x.empty, x.kind = false, tokenEnd
		return nil
	}
	for {
		if x.pos == x.end && x.err != nil {
			return x.err
		}
		if x.pos < x.end {
			x.scratch, x.attrs = x.scratch[:0], x.attrs[:0]
			err := x.token()
			if err != errMore {
				return err
			}
			if x.err == io.EOF {
				return x.fault(x.end, "unexpected EOF")
			}
			if x.err != nil {
				return x.err
			}
		}
		if err := x.fill(); err != nil {
			return err
		}
	}
}

// fill reads on, behind the token that is not whole yet.
func (x *xmlTokens) fill() error {
	if x.pos > 0 {
		x.lines += bytes.Count(x.buf[:x.pos], newline)
		x.end = copy(x.buf, x.buf[x.pos:x.end])
		x.pos = 0
	}
	if x.end == len(x.buf) {
		if x.end >= maxToken {
			return errTooLarge
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	for x.err == nil && x.end < len(x.buf) { // full, so that a long token is not tried too often
		var n int
		n, x.err = x.r.Read(x.buf[x.end:])
		x.end += n
	}
	if errors.Is(x.err, errTooLarge) {
		return x.err
	}
	return nil // what came before another fault is read first
}

var newline = []byte{'\n'}

// line is the number of the line of a place in the buffer.
func (x *xmlTokens) line(at int) int { return 1 + x.lines + bytes.Count(x.buf[:at], newline) }

func (x *xmlTokens) fault(at int, why string) error {
	return &xml.SyntaxError{Msg: why, Line: x.line(min(at, x.end))}
}

// token reads the token at pos, errMore when the buffer ends before it does.
func (x *xmlTokens) token() error {
	b := x.buf[x.pos:x.end]
	if b[0] != '<' {
		return x.charData(b)
	}
	if len(b) < 2 {
		return errMore
	}
	switch b[1] {
	case '/':
		return x.endTag()
	case '?':
		return x.instruction()
	case '!':
		return x.declaration(b)
	}
	return x.startTag()
}

func (x *xmlTokens) charData(b []byte) error {
	n := bytes.IndexByte(b, '<')
	if n < 0 {
		if x.err == nil {
			return errMore
		}
		n = len(b)
	}
	at := x.pos
	text, err := x.decoded(at, b[:n], inText)
	if err != nil {
		return err
	}
	x.kind, x.text, x.pos = tokenText, text, at+n
	return nil
}

var (
	openCDATA   = []byte("<![CDATA[")
	closeCDATA  = []byte("]]>")
	openComment = []byte("<!--")
	dashes      = []byte("--")
	closePI     = []byte("?>")
)

// declaration reads what begins with <!: a comment, text as it stands, or a
// document type, which no office program writes and which is refused.
func (x *xmlTokens) declaration(b []byte) error {
	switch {
	case bytes.HasPrefix(b, openComment):
		n := bytes.Index(b[len(openComment):], dashes)
		if n < 0 || len(openComment)+n+2 >= len(b) {
			return errMore
		}
		end := len(openComment) + n + 2
		if b[end] != '>' {
			return x.fault(x.pos+end+1, `"--" inside a comment`)
		}
		x.kind, x.pos = tokenOther, x.pos+end+1
		return nil
	case bytes.HasPrefix(b, openCDATA):
		n := bytes.Index(b[len(openCDATA):], closeCDATA)
		if n < 0 {
			return errMore
		}
		text, err := x.decoded(x.pos+len(openCDATA), b[len(openCDATA):len(openCDATA)+n], inCDATA)
		if err != nil {
			return err
		}
		x.kind, x.text, x.pos = tokenText, text, x.pos+len(openCDATA)+n+len(closeCDATA)
		return nil
	case bytes.HasPrefix(openComment, b), bytes.HasPrefix(openCDATA, b):
		return errMore
	case b[2] == '-', b[2] == '[':
		return x.fault(x.pos+differs(b, b[2])+1, "invalid <! sequence")
	}
	return fatal{"có khai báo kiểu tài liệu (DTD), không phải do Word, Excel hay LibreOffice tạo ra"}
}

// differs is where a beginning of <!-- or <![CDATA[ goes wrong.
func differs(b []byte, third byte) int {
	want := openComment
	if third == '[' {
		want = openCDATA
	}
	for i := range want {
		if i == len(b) || b[i] != want[i] {
			return i
		}
	}
	return len(want)
}

func (x *xmlTokens) instruction() error {
	at, target, err := x.readName(x.pos+2, "target name after <?", false)
	if err != nil {
		return err
	}
	n := bytes.Index(x.buf[at:x.end], closePI)
	if n < 0 {
		return errMore
	}
	if target.local == "xml" && target.prefix == "" {
		content := x.buf[at : at+n]
		if v := declared(content, "version="); v != "" && v != "1.0" {
			return fatal{fmt.Sprintf("khai báo XML phiên bản %q, chương trình chỉ đọc phiên bản 1.0", short(v))}
		}
		if v := declared(content, "encoding="); v != "" && !strings.EqualFold(v, "utf-8") {
			return fatal{fmt.Sprintf("khai báo bảng mã %q, chương trình chỉ đọc UTF-8", short(v))}
		}
	}
	x.kind, x.pos = tokenOther, at+n+len(closePI)
	return nil
}

// declared is a value of the XML declaration, "" when it is not stated.
func declared(content []byte, name string) string {
	rest := string(content)
	for {
		_, after, found := strings.Cut(rest, name)
		if !found || after == "" {
			return ""
		}
		if quote := after[0]; quote == '"' || quote == '\'' {
			if value, _, closed := strings.Cut(after[1:], string(quote)); closed {
				return value
			}
			return ""
		}
		rest = after[1:]
	}
}

func (x *xmlTokens) endTag() error {
	at, name, err := x.readName(x.pos+2, "element name after </", true)
	if err != nil {
		return err
	}
	if at = x.skipSpace(at); at == x.end {
		return errMore
	}
	if x.buf[at] != '>' {
		return x.fault(at+1, "invalid characters between </"+name.local+" and >")
	}
	x.kind, x.prefix, x.name, x.pos = tokenEnd, name.prefix, name.local, at+1
	return nil
}

func (x *xmlTokens) startTag() error {
	at, name, err := x.readName(x.pos+1, "element name after <", true)
	if err != nil {
		return err
	}
	for {
		if at = x.skipSpace(at); at == x.end {
			return errMore
		}
		switch x.buf[at] {
		case '>':
			x.kind, x.prefix, x.name, x.pos = tokenStart, name.prefix, name.local, at+1
			return nil
		case '/':
			if at+1 == x.end {
				return errMore
			}
			if x.buf[at+1] != '>' {
				return x.fault(at+2, "expected /> in element")
			}
			x.kind, x.prefix, x.name, x.pos, x.empty = tokenStart, name.prefix, name.local, at+2, true
			return nil
		}
		if at, err = x.attribute(at); err != nil {
			return err
		}
	}
}

// attribute reads name and value and returns the place after them.
func (x *xmlTokens) attribute(at int) (int, error) {
	at, name, err := x.readName(at, "attribute name in element", true)
	if err != nil {
		return 0, err
	}
	if at = x.skipSpace(at); at == x.end {
		return 0, errMore
	}
	if x.buf[at] != '=' {
		return 0, x.fault(at+1, "attribute name without = in element")
	}
	if at = x.skipSpace(at + 1); at == x.end {
		return 0, errMore
	}
	quote := x.buf[at]
	if quote != '"' && quote != '\'' {
		return 0, x.fault(at+1, "unquoted or missing attribute value in element")
	}
	at++
	n := bytes.IndexByte(x.buf[at:x.end], quote)
	if n < 0 {
		if bad := bytes.IndexByte(x.buf[at:x.end], '<'); bad >= 0 {
			return 0, x.fault(at+bad+1, "unescaped < inside quoted string")
		}
		return 0, errMore
	}
	value, err := x.decoded(at, x.buf[at:at+n], inQuotes)
	switch {
	case err != nil:
		return 0, err
	case len(value) > maxText:
		return 0, fatal{"một thuộc tính dài quá giới hạn"}
	case len(x.attrs) == maxAttributes:
		return 0, fatal{fmt.Sprintf("một phần có quá %d thuộc tính", maxAttributes)}
	}
	x.attrs = append(x.attrs, xmlAttr{name.prefix, name.local, value})
	return at + n + 1, nil
}

func (x *xmlTokens) skipSpace(at int) int {
	for at < x.end && (x.buf[at] == ' ' || x.buf[at] == '\n' || x.buf[at] == '\r' || x.buf[at] == '\t') {
		at++
	}
	return at
}

// Classes of bytes.
const (
	nameByte  = 1 << iota // may stand in a name
	nameStart             // may begin one; bytes of longer characters are judged apart
	plainByte             // stands for itself in text and values
)

var byteClass = func() (class [256]byte) {
	for c := range class {
		switch letter := c|0x20 >= 'a' && c|0x20 <= 'z'; {
		case letter || c == '_' || c == ':':
			class[c] = nameByte | nameStart
		case c >= '0' && c <= '9' || c == '.' || c == '-':
			class[c] = nameByte
		case c >= utf8.RuneSelf:
			class[c] = nameByte
		}
		if (c >= 0x20 || c == '\t' || c == '\n') && c != '&' && c != '<' && c != '>' && c < utf8.RuneSelf {
			class[c] |= plainByte
		}
	}
	return class
}()

// readName reads a name and returns the place after it. A name whose prefix has
// a prefix is none.
func (x *xmlTokens) readName(at int, what string, split bool) (int, xmlName, error) {
	start := at
	for at < x.end && byteClass[x.buf[at]]&nameByte != 0 {
		at++
	}
	if at == x.end {
		return 0, xmlName{}, errMore
	}
	b := x.buf[start:at]
	if len(b) == 0 {
		return 0, xmlName{}, x.fault(at, "expected "+what)
	}
	if name, known := x.names[string(b)]; known && split {
		return at, name, nil
	}
	if !validName(b) {
		return 0, xmlName{}, x.fault(at, "invalid XML name")
	}
	if !split {
		return at, xmlName{local: string(b)}, nil
	}
	name := xmlName{local: string(b)}
	if colons := bytes.Count(b, []byte{':'}); colons > 1 {
		return 0, xmlName{}, x.fault(at, "expected "+what)
	} else if colons == 1 {
		if prefix, local, _ := strings.Cut(name.local, ":"); prefix != "" && local != "" {
			name = xmlName{prefix, local}
		}
	}
	if len(x.names) < maxNames {
		x.names[string(b)] = name
	}
	return at, name, nil
}

// validName tells a name from its bytes. For letters beyond ASCII the rules are
// long tables; such names are rare and the library that has the tables is asked.
func validName(b []byte) bool {
	ascii := true
	for _, c := range b {
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return byteClass[b[0]]&nameStart != 0
	}
	_, err := xml.NewDecoder(strings.NewReader("<?" + string(b) + " ?>")).RawToken()
	return err == nil
}

type textKind byte

const (
	inText textKind = iota
	inQuotes
	inCDATA
)

// decoded is text with its entities resolved and its line ends made line feeds.
// Where nothing is to be changed it is the text itself.
func (x *xmlTokens) decoded(at int, b []byte, kind textKind) ([]byte, error) {
	i := 0
	for i < len(b) && byteClass[b[i]]&plainByte != 0 {
		i++
	}
	if i == len(b) {
		return b, nil
	}
	if kind == inQuotes {
		if bad := bytes.IndexByte(b, '<'); bad >= 0 {
			return nil, x.fault(at+bad+1, "unescaped < inside quoted string")
		}
	}
	if kind == inText {
		if bad := bytes.Index(b, closeCDATA); bad >= 0 {
			return nil, x.fault(at+bad+len(closeCDATA), "unescaped ]]> not in CDATA section")
		}
	}
	changed := bytes.IndexByte(b[i:], '\r') >= 0 || kind != inCDATA && bytes.IndexByte(b[i:], '&') >= 0
	if changed {
		var err error
		if b, err = x.resolved(at, b, i, kind); err != nil {
			return nil, err
		}
	}
	if !allowedText(b[i:]) {
		return nil, x.fault(at+len(b), "invalid UTF-8 or illegal character")
	}
	return b, nil
}

// resolved copies b from its ith byte on with entities and line ends resolved.
func (x *xmlTokens) resolved(at int, b []byte, i int, kind textKind) ([]byte, error) {
	from := len(x.scratch)
	x.scratch = append(x.scratch, b[:i]...)
	for i < len(b) {
		switch c := b[i]; {
		case c == '&' && kind != inCDATA:
			r, n := entity(b[i:])
			if n == 0 {
				return nil, x.fault(at+i, "invalid character entity")
			}
			x.scratch = utf8.AppendRune(x.scratch, r)
			i += n
			continue
		case c == '\r':
			x.scratch = append(x.scratch, '\n')
			if i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
		default:
			x.scratch = append(x.scratch, c)
		}
		i++
	}
	return x.scratch[from:len(x.scratch):len(x.scratch)], nil
}

// entity is the character that an entity stands for and the entity's length, 0
// for none.
func entity(b []byte) (rune, int) {
	end := bytes.IndexByte(b, ';')
	if end < 0 {
		return 0, 0
	}
	switch name := b[1:end]; string(name) {
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "amp":
		return '&', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	default:
		if len(name) < 2 || name[0] != '#' {
			return 0, 0
		}
		digits, base := string(name[1:]), 10
		if name[1] == 'x' {
			digits, base = string(name[2:]), 16
		}
		n, err := strconv.ParseUint(digits, base, 64)
		if err != nil || n > utf8.MaxRune {
			return 0, 0
		}
		return rune(n), end + 1
	}
}

// allowedText tells text of characters that XML allows.
func allowedText(b []byte) bool {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
			return false
		}
		i += n
	}
	return true
}

// attr is the value of an attribute of the tag, nil when it has none.
func (x *xmlTokens) attr(name string) []byte {
	for i := range x.attrs {
		if x.attrs[i].name == name {
			return x.attrs[i].value
		}
	}
	return nil
}
