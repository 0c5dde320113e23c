package analytics

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	heading = regexp.MustCompile(`(?m)^#{2,3} ([0-9]+(?:\.[0-9]+)?)[. ]`)
	rule    = regexp.MustCompile(`(?m)^\*\*(R[0-9]+)\.`)
	// "METHOD.md 1.3, 1.4" and "METHOD.md 0, R9"; a line break inside a comment
	// is a space
	citation = regexp.MustCompile(`METHOD\.md ([0-9]+(?:\.[0-9]+)?(?:(?:,| and) (?:R[0-9]+|[0-9]+\.[0-9]+))*)`)
	broken   = regexp.MustCompile(`\n\s*(?:--|//)? ?`)
	part     = regexp.MustCompile(`R[0-9]+|[0-9]+(?:\.[0-9]+)?`)
)

func TestEveryCitedSectionIsWritten(t *testing.T) {
	var written []string
	for _, m := range append(heading.FindAllStringSubmatch(Method, -1), rule.FindAllStringSubmatch(Method, -1)...) {
		if slices.Contains(written, m[1]) {
			t.Errorf("METHOD.md has %s twice", m[1])
		}
		written = append(written, m[1])
	}
	for _, want := range strings.Fields("0 1.1 1.2 1.3 1.4 1.5 1.6 1.7 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4.1 4.2 4.3 4.4 4.5 4.6 4.7 4.8 4.9 5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.8 5.9 5.10 R1 R10") {
		if !slices.Contains(written, want) {
			t.Errorf("METHOD.md has no %s", want)
		}
	}
	cited := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".go", ".sql"}, filepath.Ext(path)) {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range citation.FindAllStringSubmatch(broken.ReplaceAllString(string(b), " "), -1) {
			for _, section := range part.FindAllString(m[1], -1) {
				cited++
				if !slices.Contains(written, section) {
					t.Errorf("%s cites METHOD.md %s, which is not written", path, section)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if cited < 50 {
		t.Errorf("found only %d citations: the test looks in the wrong place", cited)
	}
}

func TestEverySectionHasItsEnglishSummary(t *testing.T) {
	sections := regexp.MustCompile(`(?m)^##+ `).Split(Method, -1)[1:]
	for _, s := range sections {
		title, body, _ := strings.Cut(s, "\n")
		if strings.TrimSpace(body) != "" && !strings.Contains(body, "> **English.**") {
			t.Errorf("%s: no summary in English", title)
		}
	}
}

// Every SQL file opens with its question and the section it follows; an answer
// comes in a stated order; nothing but parameters comes from outside.
func TestEverySQLFileSaysWhatItAnswers(t *testing.T) {
	for _, pattern := range []string{"*.sql", "steps/*.sql"} {
		files, err := fs.Glob(sqlFiles, pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", pattern, files, err)
		}
		for _, file := range files {
			b, err := sqlFiles.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(b)
			head := ""
			for line := range strings.Lines(text) {
				if !strings.HasPrefix(line, "--") {
					break
				}
				head += line
			}
			if !strings.Contains(head, "?") || !citation.MatchString(broken.ReplaceAllString(head, " ")) {
				t.Errorf("%s: does not open with its question and a section of METHOD.md", file)
			}
			if pattern == "*.sql" && !regexp.MustCompile(`(?m)^order by\s`).MatchString(text) {
				t.Errorf("%s: an answer without an order", file)
			}
			code := sqlComment.ReplaceAllString(text, "")
			literals := regexp.MustCompile(`'[^']*'`)
			if plain := literals.ReplaceAllString(code, "''"); plain != strings.ToLower(plain) {
				t.Errorf("%s: not in lower case", file)
			}
		}
	}
}
