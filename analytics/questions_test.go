package analytics

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A question is an exported function of a context, a DB and a Filter that gives
// a Table. Each must be in the list that the tests of scope, evidence and words
// go through.
func TestNoQuestionIsLeftOutOfTheList(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var written []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && isQuestion(f) {
				written = append(written, f.Name.Name)
			}
		}
	}
	var listed []string
	for _, q := range Questions() {
		listed = append(listed, q.Name)
	}
	slices.Sort(written)
	slices.Sort(listed)
	if !slices.Equal(written, listed) {
		t.Errorf("written %v\nlisted  %v", written, listed)
	}
	if len(written) < 30 {
		t.Errorf("found %d questions: the test looks in the wrong place", len(written))
	}
}

func isQuestion(f *ast.FuncDecl) bool {
	if f.Recv != nil || !f.Name.IsExported() || f.Type.Params == nil || f.Type.Results == nil {
		return false
	}
	var in, out []string
	for _, p := range f.Type.Params.List {
		for range max(1, len(p.Names)) {
			in = append(in, typeName(p.Type))
		}
	}
	for _, p := range f.Type.Results.List {
		out = append(out, typeName(p.Type))
	}
	return slices.Equal(in, []string{"context.Context", "DB", "Filter"}) && slices.Equal(out, []string{"*Table", "error"})
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + typeName(e.X)
	case *ast.SelectorExpr:
		return typeName(e.X) + "." + e.Sel.Name
	}
	return ""
}
