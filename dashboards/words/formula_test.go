package words

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every rate that a question can answer with has its formula in words, in both
// languages; and no formula is left that no question has.
func TestEveryRateHasItsFormula(t *testing.T) {
	files, err := filepath.Glob("../../analytics/*.go")
	if err != nil {
		t.Fatal(err)
	}
	column := regexp.MustCompile(`\{Key: "([a-z0-9_]+)", Kind: (Fact|Estimate|Judgement), Format: (Share|Points|Decimal)\}`)
	name := regexp.MustCompile(`Table\{Name: "([a-z0-9-]+)"`)
	rates, used := 0, map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.Contains(file, "/evidence_") && !strings.HasSuffix(file, "evidence_score.go") {
			continue // the rows of evidence are not rates but what they are made of
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tables := name.FindAllStringSubmatch(string(b), -1)
		for _, m := range column.FindAllStringSubmatch(string(b), -1) {
			if m[3] == "Decimal" && !strings.HasSuffix(m[1], "per_base") {
				continue
			}
			rates++
			for _, table := range tables {
				for _, lang := range Languages() {
					if Of(lang).Formula(table[1], m[1]) == "" {
						t.Errorf("%s: the rate %s of %s has no formula", filepath.Base(file), m[1], table[1])
					}
				}
				used[m[1]], used[table[1]+"."+m[1]] = true, true
			}
		}
	}
	if rates < 60 {
		t.Errorf("found %d rates; the pattern is broken", rates)
	}
	for key := range formulaWords {
		if !used[key] {
			t.Errorf("no question has the rate %s", key)
		}
	}
}

// A formula says what is divided by what; an interval or a difference says which.
func TestAFormulaSaysWhatIsDivided(t *testing.T) {
	says := regexp.MustCompile(`÷|−|\+|trung vị|cận|tiến độ|mức đạt của|phần`)
	for key, w := range formulaWords {
		if key != "cach-chia.share" && !says.MatchString(w.vi) {
			t.Errorf("%s divides nothing: %s", key, w.vi)
		}
	}
}
