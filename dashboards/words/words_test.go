package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var hole = regexp.MustCompile(`\{[a-z_]+\}`)

func TestEveryKeyHasBothLanguagesWithTheSameHoles(t *testing.T) {
	for key, w := range catalogue {
		if strings.TrimSpace(w.vi) == "" || strings.TrimSpace(w.en) == "" {
			t.Errorf("%s: a language is missing: %q, %q", key, w.vi, w.en)
		}
		in := func(s string) string {
			seen := map[string]bool{}
			for _, h := range hole.FindAllString(s, -1) {
				seen[h] = true
			}
			var list []string
			for h := range seen {
				list = append(list, h)
			}
			return strings.Join(slices.Sorted(slices.Values(list)), " ")
		}
		if vi, en := in(w.vi), in(w.en); vi != en {
			t.Errorf("%s: holes differ: vi %q, en %q", key, vi, en)
		}
	}
}

// The tone of the office: no blame (screens, METHOD.md 5.10).
func TestNoWordBlames(t *testing.T) {
	for key, w := range catalogue {
		for _, bad := range []string{"gian dối", "khống", "đáng ngờ", "sao chép", "vi phạm"} {
			if strings.Contains(strings.ToLower(w.vi), bad) {
				t.Errorf("%s says %q: %s", key, bad, w.vi)
			}
		}
		for _, bad := range []string{"fraud", "fake", "suspicio", "cheat", "dishonest"} {
			if strings.Contains(strings.ToLower(w.en), bad) {
				t.Errorf("%s says %q: %s", key, bad, w.en)
			}
		}
	}
}

var templateKey = regexp.MustCompile(`\.T "([^"]+)"`)

func TestTemplatesUseKnownKeys(t *testing.T) {
	files, err := filepath.Glob("../templates/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("templates: %v, %d files", err, len(files))
	}
	n := 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range templateKey.FindAllStringSubmatch(string(b), -1) {
			n++
			if !Known(m[1]) {
				t.Errorf("%s uses unknown key %q", file, m[1])
			}
		}
	}
	if n < 50 {
		t.Errorf("found %d keys in templates; the pattern is broken", n)
	}
}

// goKeys are the keys that Go code of a room names in full: strings that look
// like a key of the catalogue.
func goKeys(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	isKey := regexp.MustCompile(`^(page|ui|col|table|err|help|chart|note|cli|send)\.[a-z0-9_-]+$`)
	for _, dir := range dirs {
		names, err := fs.Glob(os.DirFS(dir), "*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s := strings.Trim(lit.Value, `"`); isKey.MatchString(s) && !strings.HasSuffix(s, "_") && !strings.HasSuffix(s, ".html") && !strings.HasSuffix(s, ".js") {
						found[s] = filepath.Join(dir, name)
					}
				}
				return true
			})
		}
	}
	return found
}

func TestGoCodeUsesKnownKeys(t *testing.T) {
	keys := goKeys(t, "..", "../chart", "../export", ".")
	if len(keys) < 60 {
		t.Fatalf("found %d keys; the pattern is broken", len(keys))
	}
	for key, where := range keys {
		if !Known(key) {
			t.Errorf("%s uses unknown key %q", where, key)
		}
	}
}

// Every column and Table that a question can answer with has its heading.
func TestQuestionsUseKnownColumnsAndNames(t *testing.T) {
	columns, tables := 0, 0
	files, err := filepath.Glob("../../analytics/*.go")
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`\{Key: "([a-z0-9_]+)"`)
	name := regexp.MustCompile(`&Table\{Name: "([a-z-]+)"`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(b), -1) {
			columns++
			if !Known("col." + m[1]) {
				t.Errorf("%s: column %q has no heading", file, m[1])
			}
		}
		for _, m := range name.FindAllStringSubmatch(string(b), -1) {
			tables++
			if !Known("table." + m[1]) {
				t.Errorf("%s: table %q has no name", file, m[1])
			}
		}
	}
	if columns < 80 || tables < 15 {
		t.Errorf("found %d columns and %d tables; the pattern is broken", columns, tables)
	}
}

func TestAnUnknownKeyIsShownAndFound(t *testing.T) {
	if got := Of("vi").T("page.khong-co"); got != "⟦page.khong-co⟧" {
		t.Errorf("got %q", got)
	}
	if got := Of("vi").Code("mã mới"); got != "mã mới" {
		t.Errorf("a code without a word: got %q, want the code itself", got)
	}
}
