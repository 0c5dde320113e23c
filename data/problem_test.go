package data

import (
	"regexp"
	"strings"
	"testing"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func TestEveryProblemHasASentenceInBothLanguages(t *testing.T) {
	for _, code := range ProblemCodes() {
		p := problemPatterns[code]
		if strings.TrimSpace(p.vi) == "" || strings.TrimSpace(p.en) == "" {
			t.Errorf("%s: a sentence is missing: %q, %q", code, p.vi, p.en)
		}
		for lang, s := range map[string]string{"vi": p.vi, "en": p.en} {
			if last := s[len(s)-1]; last != '.' && !strings.HasSuffix(s, "advice}") && !strings.HasSuffix(s, "advice_en}") {
				t.Errorf("%s, %s: no full stop: %q", code, lang, s)
			}
		}
		given := map[string]bool{}
		for _, name := range placeholder.FindAllString(p.vi, -1) {
			given[strings.Trim(name, "{}")] = true
		}
		for _, name := range placeholder.FindAllString(p.en, -1) {
			if name := strings.TrimSuffix(strings.Trim(name, "{}"), "_en"); !given[name] {
				t.Errorf("%s: English uses {%s}, Vietnamese does not", code, name)
			}
		}
	}
}

func TestSentenceFillsEveryPlaceholder(t *testing.T) {
	for _, code := range ProblemCodes() {
		var args []string
		for _, name := range placeholder.FindAllString(problemPatterns[code].vi, -1) {
			args = append(args, strings.Trim(name, "{}"), "X")
		}
		p := NewProblem(code, Warn, Place{}, args...)
		for _, lang := range []string{"vi", "en"} {
			if s := p.Sentence(lang); placeholder.MatchString(s) {
				t.Errorf("%s, %s: %q", code, lang, s)
			}
		}
	}
}

func TestUnknownProblemCodePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a code without a pattern was accepted")
		}
	}()
	NewProblem("no such code", Warn, Place{})
}
