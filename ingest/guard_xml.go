package ingest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"danbiet/data"
)

// visitor sees each token of a part with the names of the open elements around
// it (for a start: its own last). An error ends the reading.
type visitor func(open []string, t xml.Token) error

// errStop ends the reading of a part whose fault is recorded already.
var errStop = errors.New("stop")

// fatal is a fault that ends the reading of a part, in words for the clerk.
type fatal struct{ why string }

func (f fatal) Error() string { return f.why }

// tokenVisitor sees each token of a part with the names of the open elements
// around it (for a start or an end: its own last). An error ends the reading.
type tokenVisitor func(open []string, x *xmlTokens) error

// part streams one XML part to its end and records what is wrong with it.
func (g *guard) part(name, where string, place data.Place, limit int64, elements int, visit visitor) {
	g.scan(name, where, place, limit, elements, visit.tokens())
}

// scan is part for a visitor that takes the tokens as they are cut.
func (g *guard) scan(name, where string, place data.Place, limit int64, elements int, visit tokenVisitor) {
	if g.seen != nil {
		g.seen[name] = true
	}
	r, c, err := g.open(name, limit)
	if err != nil {
		g.damaged(place, where, "không giải nén được")
		return
	}
	defer r.Close()
	g.tokens.reset(c)
	err = walk(&g.tokens, elements, visit)
	var why fatal
	var syntax *xml.SyntaxError
	switch {
	case err == nil, errors.Is(err, errStop):
	case errors.Is(err, errTooLarge):
		g.tooLarge(place, name, fmt.Sprintf("%s một phần, %s cả tệp, %s một ô", megabytes(uint64(limit)), megabytes(uint64(g.unzipped())), megabytes(maxToken)))
	case errors.As(err, &why):
		g.damaged(place, where, "%s", why.why)
	case errors.As(err, &syntax):
		g.damaged(place, where, "nội dung bị đứt hoặc sai cấu trúc ở dòng %d của %s", syntax.Line, name)
	default:
		g.damaged(place, where, "dữ liệu nén bị hỏng")
	}
}

// walk reads the tokens of a part, sees that its tags match and that it is no
// larger than a part may be.
func walk(x *xmlTokens, elements int, visit tokenVisitor) error {
	var open []string
	n := 0
	for {
		switch err := x.next(); {
		case err == io.EOF && n == 0:
			return fatal{"không có nội dung"}
		case err == io.EOF && len(open) > 0:
			return x.fault(x.end, "unexpected EOF")
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		switch x.kind {
		case tokenOther:
			continue
		case tokenEnd:
			if len(open) == 0 || open[len(open)-1] != x.name {
				return x.fault(x.pos, "element closed by </"+x.name+">")
			}
		case tokenStart:
			n++
			open = append(open, x.name)
			switch {
			case n > elements:
				return errTooLarge
			case len(open) > maxDepth:
				return fatal{fmt.Sprintf("các phần lồng nhau quá %d tầng", maxDepth)}
			}
		}
		if visit != nil {
			if err := visit(open, x); err != nil {
				return err
			}
		}
		if x.kind == tokenEnd {
			open = open[:len(open)-1]
		}
	}
}

// tokens is a visitor's view of the tokens: as encoding/xml names them.
func (visit visitor) tokens() tokenVisitor {
	if visit == nil {
		return nil
	}
	return func(open []string, x *xmlTokens) error {
		name := xml.Name{Space: x.prefix, Local: x.name}
		switch x.kind {
		case tokenStart:
			e := xml.StartElement{Name: name}
			if len(x.attrs) > 0 {
				e.Attr = make([]xml.Attr, 0, len(x.attrs))
			}
			for _, a := range x.attrs {
				e.Attr = append(e.Attr, xml.Attr{Name: xml.Name{Space: a.prefix, Local: a.name}, Value: string(a.value)})
			}
			return visit(open, e)
		case tokenEnd:
			return visit(open, xml.EndElement{Name: name})
		}
		return visit(open, xml.CharData(x.text))
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
