package ingest

import (
	"encoding/xml"
	"path"
	"sort"
	"strings"

	"danbiet/data"
)

// Limits of a Word document beside those of every zip; a plan of thirty pages
// has some 20,000 elements.
const (
	maxDocxPart     = 16 << 20
	maxDocxElements = 800_000
	maxDocxUnits    = maxCells     // paragraphs and cells together
	maxDocxText     = 4 << 20      // of all paragraphs and cells
	maxDocxRunning  = maxTextBytes // of the running text, as of a file of text
	maxDocxLines    = 50_000       // of it: each costs the recognisers some 2.5 KB
)

// docxParts are the parts of a document that are read.
type docxParts struct {
	main, styles, numbering string
	notes                   []docxNotes
}

// docxNotes is a part whose text stands outside the running text.
type docxNotes struct{ kind, part string }

// The kinds of parts beside the main one, as their relations end.
const (
	docxHeader    = "header"
	docxFooter    = "footer"
	docxFootnotes = "footnotes"
	docxEndnotes  = "endnotes"
)

// openDocx checks the zip of a document and finds its parts. Pictures, fonts
// and embedded objects are never unpacked, so their size does not matter.
func openDocx(g *guard, b []byte) (docxParts, bool) {
	g.unread = func(part string) bool { return !isXML(part) }
	g.seen = map[string]bool{}
	if !g.directory(b) {
		return docxParts{}, false
	}
	if g.wordMacros() {
		g.faults = append(g.faults, data.NewProblem("not_supported", data.Block, data.Place{}, "name", g.name,
			"got", "tệp Word có macro (.docm)", "got_en", "a Word document with macros (.docm)", "advice", adviceDocx, "advice_en", enDocx))
		return docxParts{}, false
	}
	parts := g.docxParts()
	return parts, parts.main != ""
}

func isXML(part string) bool {
	lower := strings.ToLower(part)
	return strings.HasSuffix(lower, ".xml") || strings.HasSuffix(lower, ".rels")
}

// wordMacros tells a document that carries a program or says that it may: such a
// file is refused, whatever its name.
func (g *guard) wordMacros() bool {
	for part := range g.parts {
		if strings.EqualFold(path.Base(part), "vbaProject.bin") {
			return true
		}
	}
	const types = "[Content_Types].xml"
	found := false
	if g.parts[types] != nil {
		g.part(types, "tệp con "+types, data.Place{}, maxPart, maxElements, func(_ []string, t xml.Token) error {
			if e, ok := t.(xml.StartElement); ok {
				kind := strings.ToLower(attr(e, "ContentType"))
				found = found || strings.Contains(kind, "vbaproject") || strings.Contains(kind, "word.document.macroenabled") || strings.Contains(kind, "word.template.macroenabled")
			}
			return nil
		})
	}
	return found
}

// docxParts follows the relations from the package to the document and from it
// to its parts. Their types are told by how they end: the strict variant of the
// format has other addresses for the same things.
func (g *guard) docxParts() (p docxParts) {
	p.main = "word/document.xml"
	g.relations("", func(kind, target string) {
		if kind == "officeDocument" {
			p.main = target
		}
	})
	if g.parts[p.main] == nil {
		g.damaged(data.Place{}, "toàn tệp", "thiếu phần %s", short(p.main))
		return docxParts{}
	}
	seen := map[string]bool{}
	g.relations(p.main, func(kind, target string) {
		if seen[target] {
			return
		}
		seen[target] = true
		switch kind {
		case "styles":
			p.styles = target
		case "numbering":
			p.numbering = target
		case docxHeader, docxFooter, docxFootnotes, docxEndnotes:
			p.notes = append(p.notes, docxNotes{kind, target})
			return
		default:
			return
		}
	})
	sort.SliceStable(p.notes, func(i, j int) bool { return p.notes[i].part < p.notes[j].part })
	return p
}

// relations visits the relations of a part ("" is the package) to parts that
// are there; one to a part that is missing is a fault when it is of a kind that
// is read.
func (g *guard) relations(of string, visit func(kind, target string)) {
	rels := path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
	if of == "" {
		rels = "_rels/.rels"
	}
	if g.parts[rels] == nil {
		return
	}
	g.part(rels, "tệp con "+rels, data.Place{}, maxPart, maxElements, func(_ []string, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(target, "/")
		} else {
			target = path.Join(path.Dir(of), target)
		}
		kind := path.Base(attr(e, "Type"))
		switch {
		case g.parts[target] != nil:
			visit(kind, target)
		case kind == "styles" || kind == "numbering" || kind == docxFootnotes || kind == docxEndnotes:
			g.damaged(data.Place{}, "toàn tệp", "thiếu phần %s", short(target))
		}
		return nil
	})
}
