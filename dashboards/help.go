package dashboards

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"danbiet/analytics"
	"danbiet/dashboards/static"
	"danbiet/dashboards/words"
)

// helpBody has a short guide a role, the keys and the glossary.
type helpBody struct {
	Guides   []guide
	Keys     []fact
	Glossary []fact
	Method   string
}

type guide struct {
	ID, Title string
	Steps     []string
}

// roles are those who have a guide of their own, in the order of the page.
var roles = []string{"leader", "clerk", "bloc", "office"}

func (s *Server) help(r *request) (*page, error) {
	body := helpBody{Method: r.Link(pathOf("cach-tinh"))}
	for _, role := range roles {
		g := guide{ID: role, Title: r.T("help." + role)}
		for i := 1; words.Known(fmt.Sprintf("help.%s_%d", role, i)); i++ {
			g.Steps = append(g.Steps, r.T(fmt.Sprintf("help.%s_%d", role, i)))
		}
		body.Guides = append(body.Guides, g)
	}
	for _, key := range []string{"slash", "question", "arrows", "present"} {
		body.Keys = append(body.Keys, fact{Label: r.T("help.key_" + key), Value: r.T("help.key_" + key + "_does")})
	}
	for _, term := range []string{"obligation", "submission", "last_day", "on_time", "pending", "version", "task", "town_task", "completion", "bounds", "unknown", "evidence", "formula", "as_of", "policy", "successor"} {
		body.Glossary = append(body.Glossary, fact{Label: r.T("help.term_" + term), Value: r.T("help.term_" + term + "_is")})
	}
	return &page{file: "help.html", Title: r.T("page.tro-giup"), Body: body}, nil
}

type methodBody struct {
	HTML template.HTML
	Note string
}

func (s *Server) method(r *request) (*page, error) {
	text, err := methodHTML(analytics.Method, r.T("ui.table"))
	if err != nil {
		return nil, err
	}
	return &page{file: "method.html", Title: r.T("page.cach-tinh"), Body: methodBody{HTML: text, Note: r.T("help.method_note")}}, nil
}

var sectionNumber = regexp.MustCompile(`^(\d+(?:\.\d+)*)`)

// methodHTML draws the method, which is part of the program. Raw HTML in it is
// left out, and no style attribute is written: the policy forbids them. A
// heading that starts with its number gets the anchor that cards link to. A table
// may be wider than a phone: it stands in a region of that name, which keys can
// scroll.
func methodHTML(markdown, table string) (template.HTML, error) {
	md := goldmark.New(
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))),
	)
	source := []byte(markdown)
	doc := md.Parser().Parse(text.NewReader(source))
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !entering || !ok {
			return ast.WalkContinue, nil
		}
		h.Level = min(h.Level+1, 6) // the page has the one h1
		if m := sectionNumber.FindSubmatch(h.Lines().Value(source)); m != nil {
			h.SetAttributeString("id", []byte(sectionID(string(m[1]))))
		}
		return ast.WalkSkipChildren, nil
	})
	if err != nil {
		return "", fmt.Errorf("method: %w", err)
	}
	var buf bytes.Buffer
	if err := md.Renderer().Render(&buf, source, doc); err != nil {
		return "", fmt.Errorf("method: %w", err)
	}
	tables := strings.NewReplacer("<table>", `<div class="table-wrap" tabindex="0" role="region" aria-label="`+html.EscapeString(table)+`"><table>`, "</table>", "</table></div>")
	return template.HTML(tables.Replace(buf.String())), nil //nolint:gosec // our own text, escaped by goldmark
}

type licencesBody struct{ Licences []static.Licence }

func (s *Server) licences(r *request) (*page, error) {
	return &page{file: "licences.html", Title: r.T("page.giay-phep"), Body: licencesBody{static.Licences()}}, nil
}
