package ingest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"danbiet/data"
)

// maxToken is the longest tag or stretch of text that is read: the decoder
// keeps a token in memory whole.
const maxToken = 1 << 20

// visitor sees each token of a part with the names of the open elements around
// it (for a start: its own last). An error ends the reading.
type visitor func(open []string, t xml.Token) error

// errStop ends the reading of a part whose fault is recorded already.
var errStop = errors.New("stop")

// fatal is a fault that ends the reading of a part, in words for the clerk.
type fatal struct{ why string }

func (f fatal) Error() string { return f.why }

// part streams one XML part to its end and records what is wrong with it.
func (g *guard) part(name, where string, place data.Place, limit int64, elements int, visit visitor) {
	if g.seen != nil {
		g.seen[name] = true
	}
	r, c, err := g.open(name, limit)
	if err != nil {
		g.damaged(place, where, "không giải nén được")
		return
	}
	defer r.Close()
	err = walk(c, elements, visit)
	var why fatal
	var syntax *xml.SyntaxError
	switch {
	case err == nil, errors.Is(err, errStop):
	case errors.Is(err, errTooLarge):
		g.tooLarge(place, name, fmt.Sprintf("%s một phần, %s cả tệp, %s một ô", megabytes(uint64(limit)), megabytes(maxUnzipped), megabytes(maxToken)))
	case errors.As(err, &why):
		g.damaged(place, where, "%s", why.why)
	case errors.As(err, &syntax):
		g.damaged(place, where, "nội dung bị đứt hoặc sai cấu trúc ở dòng %d của %s", syntax.Line, name)
	default:
		g.damaged(place, where, "dữ liệu nén bị hỏng")
	}
}

func walk(c *countingReader, elements int, visit visitor) error {
	dec := xml.NewDecoder(c)
	var open []string
	n := 0
	for {
		// Raw: without resolving name spaces, which nobody asks for here and which
		// takes a third of the time. That tags match is checked below instead.
		t, err := dec.RawToken()
		if err == io.EOF && n > 0 && len(open) == 0 {
			return nil
		}
		if err == io.EOF && n > 0 {
			line, _ := dec.InputPos()
			return &xml.SyntaxError{Msg: "unexpected EOF", Line: line}
		}
		if err == io.EOF {
			return fatal{"không có nội dung"}
		}
		if err != nil {
			return err
		}
		c.token = 0
		switch e := t.(type) {
		case xml.Directive:
			return fatal{"có khai báo kiểu tài liệu (DTD), không phải do Word, Excel hay LibreOffice tạo ra"}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != e.Name.Local {
				line, _ := dec.InputPos()
				return &xml.SyntaxError{Msg: "element closed by </" + e.Name.Local + ">", Line: line}
			}
		case xml.StartElement:
			n++
			open = append(open, e.Name.Local)
			switch {
			case n > elements:
				return errTooLarge
			case len(open) > maxDepth:
				return fatal{fmt.Sprintf("các phần lồng nhau quá %d tầng", maxDepth)}
			case len(e.Attr) > maxAttributes:
				return fatal{fmt.Sprintf("một phần có quá %d thuộc tính", maxAttributes)}
			}
			for _, a := range e.Attr {
				if len(a.Value) > maxText {
					return fatal{"một thuộc tính dài quá giới hạn"}
				}
			}
		}
		if visit != nil {
			if err := visit(open, t); err != nil {
				return err
			}
		}
		if _, end := t.(xml.EndElement); end {
			open = open[:len(open)-1]
		}
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

type bookParts struct{ strings, styles string }

// workbook reads the list of sheets and where they stand.
func (g *guard) workbook(book *guardedBook) (parts bookParts) {
	const main = "xl/workbook.xml"
	if g.parts[main] == nil {
		g.damaged(data.Place{}, "toàn tệp", "thiếu phần %s", main)
		return parts
	}
	targets := map[string]string{}
	if rels := "xl/_rels/workbook.xml.rels"; g.parts[rels] != nil {
		g.part(rels, "tệp con "+rels, data.Place{}, maxPart, maxElements, func(_ []string, t xml.Token) error {
			e, ok := t.(xml.StartElement)
			if !ok || e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
				return nil
			}
			target := attr(e, "Target")
			if strings.HasPrefix(target, "/") {
				target = strings.TrimPrefix(target, "/")
			} else {
				target = path.Join("xl", target)
			}
			targets[attr(e, "Id")] = target
			switch kind := attr(e, "Type"); {
			case strings.HasSuffix(kind, "/sharedStrings") && g.parts[target] != nil:
				parts.strings = target
			case strings.HasSuffix(kind, "/styles") && g.parts[target] != nil:
				parts.styles = target
			}
			return nil
		})
	}
	g.part(main, "tệp con "+main, data.Place{}, maxPart, maxElements, func(open []string, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr":
			v := attr(e, "date1904")
			book.date1904 = v == "1" || v == "true"
		case e.Name.Local == "sheet" && len(open) == 3:
			s := &guardedSheet{name: attr(e, "name"), cells: map[int32]guardedCell{}, hide: map[int]bool{}}
			s.hidden = attr(e, "state") == "hidden" || attr(e, "state") == "veryHidden"
			s.part = targets[attr(e, "id")]
			if len(book.sheets) == maxSheets {
				return fatal{fmt.Sprintf("có quá %d sheet", maxSheets)}
			}
			if g.parts[s.part] == nil {
				g.damaged(data.Place{Sheet: s.name}, "sheet "+s.name, "thiếu nội dung của sheet")
				return nil
			}
			book.sheets = append(book.sheets, s)
		}
		return nil
	})
	return parts
}

// countStrings counts the shared strings and measures each.
func (book *guardedBook) countStrings(g *guard) visitor {
	length := 0
	return func(open []string, t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			if len(open) == 2 && e.Name.Local == "si" {
				book.strings++
				length = 0
			}
		case xml.CharData:
			if len(open) > 2 {
				if length += len([]rune(string(e))); length > maxText {
					return fatal{fmt.Sprintf("một ô có quá %s ký tự", FormatNumber(maxText))}
				}
			}
		}
		return nil
	}
}

// readFormats remembers the number format of every cell style: a number is a
// date or a share only by its format.
func (book *guardedBook) readFormats() visitor {
	custom := map[string]string{}
	return func(open []string, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || len(open) < 2 {
			return nil
		}
		switch parent := open[len(open)-2]; {
		case e.Name.Local == "numFmt" && parent == "numFmts":
			custom[attr(e, "numFmtId")] = attr(e, "formatCode")
		case e.Name.Local == "xf" && parent == "cellXfs":
			id := attr(e, "numFmtId")
			format, ok := custom[id]
			if !ok {
				format = builtInFormats[id]
			}
			book.formats = append(book.formats, format)
		}
		return nil
	}
}

// builtInFormats are those of the fixed number formats that matter here: what
// is not listed shows as a plain number.
var builtInFormats = map[string]string{
	"3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00",
	"14": "dd/mm/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "22": "dd/mm/yyyy hh:mm",
	"27": "dd/mm/yyyy", "28": "dd/mm/yyyy", "29": "dd/mm/yyyy", "30": "dd/mm/yyyy", "31": "dd/mm/yyyy", "36": "dd/mm/yyyy",
	"50": "dd/mm/yyyy", "51": "dd/mm/yyyy", "52": "dd/mm/yyyy", "53": "dd/mm/yyyy", "54": "dd/mm/yyyy", "57": "dd/mm/yyyy", "58": "dd/mm/yyyy",
	"18": "h:mm", "19": "h:mm", "20": "h:mm", "21": "h:mm:ss", "45": "mm:ss", "46": "h:mm:ss", "47": "mm:ss",
}
