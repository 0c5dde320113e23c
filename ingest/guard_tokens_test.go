package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// libraryTokens are the tokens of a part as encoding/xml reads them, one a line,
// and its verdict; text on both sides of a comment is one text.
func libraryTokens(b []byte) (tokens []string, err error) {
	dec := xml.NewDecoder(bytes.NewReader(b))
	var open []string
	for {
		t, err := dec.RawToken()
		if err == io.EOF {
			if len(open) > 0 {
				line, _ := dec.InputPos()
				return tokens, &xml.SyntaxError{Msg: "unexpected EOF", Line: line}
			}
			return tokens, nil
		}
		if err != nil {
			return tokens, err
		}
		switch e := t.(type) {
		case xml.Directive:
			return tokens, errors.New("DTD")
		case xml.StartElement:
			open = append(open, e.Name.Local)
			line := "<" + e.Name.Space + ":" + e.Name.Local
			for _, a := range e.Attr {
				line += fmt.Sprintf(" %s:%s=%q", a.Name.Space, a.Name.Local, a.Value)
			}
			tokens = append(tokens, line)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != e.Name.Local {
				line, _ := dec.InputPos()
				return tokens, &xml.SyntaxError{Msg: "mismatch", Line: line}
			}
			open = open[:len(open)-1]
			tokens = append(tokens, "</"+e.Name.Space+":"+e.Name.Local)
		case xml.CharData:
			tokens = append(tokens, fmt.Sprintf("%q", e))
		}
	}
}

func ownTokens(r io.Reader) (tokens []string, err error) {
	var x xmlTokens
	x.reset(r)
	err = walk(&x, 1<<30, func(_ []string, x *xmlTokens) error {
		switch x.kind {
		case tokenStart:
			line := "<" + x.prefix + ":" + x.name
			for _, a := range x.attrs {
				line += fmt.Sprintf(" %s:%s=%q", a.prefix, a.name, a.value)
			}
			tokens = append(tokens, line)
		case tokenEnd:
			tokens = append(tokens, "</"+x.prefix+":"+x.name)
		case tokenText:
			tokens = append(tokens, fmt.Sprintf("%q", x.text))
		}
		return nil
	})
	return tokens, err
}

// sameAsLibrary holds our reading of a part against the library's: the same
// tokens and the same verdict, with the same line; only what we refuse on
// purpose may differ.
func sameAsLibrary(t *testing.T, b []byte) {
	t.Helper()
	want, wantErr := libraryTokens(b)
	for name, r := range map[string]io.Reader{"whole": bytes.NewReader(b), "byte by byte": iotest.OneByteReader(bytes.NewReader(b))} {
		got, err := ownTokens(r)
		var refused fatal
		if errors.As(err, &refused) {
			empty := !strings.Contains("\n"+strings.Join(want, "\n"), "\n<")
			limit := strings.Contains(refused.why, "thuộc tính") || strings.Contains(refused.why, "tầng")
			if wantErr == nil && !limit && !(empty && refused.why == "không có nội dung") {
				t.Errorf("%s, %.300q: refused: %v", name, b, err)
			}
			continue
		}
		if (err == nil) != (wantErr == nil) {
			t.Errorf("%s, %.300q: got %v, the library says %v", name, b, err, wantErr)
			continue
		}
		if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
			t.Errorf("%s, %.300q: got\n%s\nthe library reads\n%s", name, b, g, w)
		}
		// A part cut within an attribute ends before its text is looked at: the
		// library, which reads rune by rune, may have found another fault by then.
		var mine, theirs *xml.SyntaxError
		if errors.As(err, &mine) && errors.As(wantErr, &theirs) && mine.Line != theirs.Line && mine.Msg != "unexpected EOF" {
			t.Errorf("%s, %.300q: fault %v, the library says %v", name, b, mine, theirs)
		}
	}
}

var xmlCases = []string{
	`<a/>`, `<a></a>`, `<a><b c="d" e='f"'/>text</a>`, `<?xml version="1.0" encoding="UTF-8"?><a/>`, `<?xml version='1.0' encoding='utf-8' standalone="yes" ?><a/>`,
	`<x:a xmlns:x="u" x:y="1"></x:a>`, `<x:a></y:a>`, `<a:b:c/>`, `<:a/>`, `<a:/>`, `<a></b>`, `<a>`, `</a>`, `<a/></a>`, `<a/><b/>`, `text`, ``, ` `, "\xef\xbb\xbf<a/>",
	`<a>&lt;&gt;&amp;&quot;&apos;&#10;&#xA;&#x1F600;</a>`, `<a>&nope;</a>`, `<a>&amp</a>`, `<a>&</a>`, `<a>&#0;</a>`, `<a>&#xD800;</a>`, `<a>&#x110000;</a>`, `<a>&#;</a>`, `<a>&#XA;</a>`, `<a b="&lt;&#13;"/>`, `<a b="<"/>`, `<a b="]]>"/>`, `<a>]]></a>`, `<a>]]&gt;</a>`,
	`<a><![CDATA[<b>&amp;]]]></a>`, `<a><![CDATA[]]></a>`, `<a><![CDATA[`, `<a><![CDAT[x]]></a>`, `<!-- a --><a/>`, `<!--a--b--><a/>`, `<!--><a/>`, `<!---><a/>`, `<!-x><a/>`, `<a/><!--`,
	"<a>1\r\n2\r3\n4</a>", "<a>\r&#10;</a>", "<a>&#13;\n</a>", "<a>\xc9&#13;\n</a>", "<a b=\"1\r\n2\"/>", "<a><![CDATA[\r\n\r]]></a>",
	"<a>\x00</a>", "<a>\x0b</a>", "<a>\xff</a>", "<a>\xed\xa0\x80</a>", "<a>\uffff</a>", "<a>\ufffd</a>", "<a b='\x01'/>", "<!--\x01\xff--><a/>", "<?p \x01\xff?><a/>",
	"<ấp số=\"1\"/>", "<a\xff/>", "<×/>", "<1a/>", "<-a/>", "<a.b-c_1/>", "<a b/>", "<a b=c/>", `<a b="1"c="2"/>`, `<a b="1" b="2"/>`, "<a\n\tb = \"1\"\n/>", "<a / >", "<a/ >", "</ a>", "< a/>", "<a></a >", "<a></a b>",
	`<?xml version="1.1"?><a/>`, `<?xml version="1.0" encoding="UTF-16"?><a/>`, `<?xml?><a/>`, `<??><a/>`, `<?a`, `<?a?`, `<?a:b:c ?><a/>`, `<!DOCTYPE a><a/>`, `<`, `<a`, `<a b`, `<a b=`, `<a b="`, `<!`, `<!-`, `<![`, `&`, "<a>\n\n&x;</a>", "<a\n\n=", "<a>\n<b>\n</a>", "<!--\n--\n>",
}

func TestTokensAreThoseOfTheLibrary(t *testing.T) {
	for _, c := range xmlCases {
		sameAsLibrary(t, []byte(c))
	}
}

// What the library reads and we do not: said in words.
func TestXMLOfAnotherKindIsRefused(t *testing.T) {
	for part, says := range map[string]string{
		`<!DOCTYPE a><a/>`:          "DTD",
		`<!ENTITY`:                  "DTD",
		`<?xml version="1.1"?><a/>`: "1.1",
		`<?xml version="1.0" encoding="UTF-16"?><a/>`:   "UTF-16",
		`<a b="` + strings.Repeat("x", maxText+1) + `"`: "thuộc tính dài",
		`<a` + strings.Repeat(` b="1"`, 65) + `/>`:      "64 thuộc tính",
		strings.Repeat("<a>", 65):                       "64 tầng",
		"":                                              "không có nội dung",
		"  ":                                            "không có nội dung",
	} {
		_, err := ownTokens(strings.NewReader(part))
		var refused fatal
		if !errors.As(err, &refused) || !strings.Contains(refused.why, says) {
			t.Errorf("%.40q: got %v, want … %s", part, err, says)
		}
	}
	for _, part := range []string{"<a>" + strings.Repeat("x", maxToken+1), "<!--" + strings.Repeat("x", maxToken+1), "<" + strings.Repeat("x", maxToken+1)} {
		if _, err := ownTokens(strings.NewReader(part)); !errors.Is(err, errTooLarge) {
			t.Errorf("%.10q… of %d bytes: got %v", part, len(part), err)
		}
	}
}

// Tokens longer than the first buffer, cut anywhere by the reader.
func TestLongTokensAreRead(t *testing.T) {
	var b strings.Builder
	b.WriteString("<a>")
	for n := firstBuffer - 40; n < firstBuffer+40; n += 7 {
		fmt.Fprintf(&b, "<b c=\"%s\">%s</b><!--%s-->", strings.Repeat("v", maxText), strings.Repeat("ấ", n), strings.Repeat(" - ", n/3))
	}
	b.WriteString("</a>")
	want, err := libraryTokens([]byte(b.String()))
	must(t, err)
	got, err := ownTokens(iotest.HalfReader(strings.NewReader(b.String())))
	must(t, err)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Error("the tokens differ from the library's")
	}
}

// A reader that fails half way gives what came before, then its own fault.
func TestAPartWhosePackingIsDamaged(t *testing.T) {
	broken := errors.New("broken")
	got, err := ownTokens(io.MultiReader(strings.NewReader("<a><b/>text"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || strings.Join(got, " ") != `<:a <:b </:b "text"` {
		t.Errorf("got %v, %v", got, err)
	}
}

func FuzzTokens(f *testing.F) {
	for _, c := range xmlCases {
		f.Add([]byte(c))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		sameAsLibrary(t, b)
	})
}
