package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWordsThatAPatternNeeds(t *testing.T) {
	for pattern, want := range map[string]string{
		`(?i:tính đến|Tính từ)\s+\d`:    "[tính ]",
		`(?:^|[^\p{L}])(?i:từ)\s+`:      "[từ]",
		`(?i:mô hình)?\s*(?:ấp|khóm)`:   "[khóm ấp]",
		`\d{1,2}(?:/\d{4})?[-/]\p{Lu}+`: "[- /]",
		`\d+`:                           "[0 1 2 3 4 5 6 7 8 9]",
		`(?:kế hoạch)*`:                 "[]",
		`\p{Lu}+|số`:                    "[]",
		`(?i)s`:                         "[s]",
	} {
		var words []string
		for _, w := range sieved(pattern).words {
			words = append(words, string(w))
		}
		slices.Sort(words)
		if got := fmt.Sprint(words); got != want {
			t.Errorf("%s needs %s, want %s", pattern, got, want)
		}
	}
}

// What a sieve finds in the lines of real documents is what its pattern finds.
func TestASieveFindsWhatItsPatternFinds(t *testing.T) {
	sieves := map[string]*sieve{
		"comingHead": comingHead, "doneHead": doneHead, "windowSaid": windowSaid, "cutOffWord": cutOffWord, "fromWord": fromWord, "forthcoming": forthcoming,
		"exemplarWord": exemplarWord, "resolution": resolution, "congress": congress, "plainNumber": plainNumber, "citedNumber": citedNumber,
		"yearNamed": yearNamed,
	}
	for _, w := range roleWords {
		sieves[w.role] = w.re
	}
	files, err := filepath.Glob("testdata/*/*.txt")
	must(t, err)
	var lines []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		must(t, err)
		for line := range strings.Lines(string(b)) {
			line = strings.TrimSpace(line)
			lines = append(lines, string(canonTone([]rune(line))), strings.ToUpper(line))
		}
	}
	if len(lines) < 500 {
		t.Fatalf("%d lines", len(lines))
	}
	lines = append(lines, "", "Số 12 ngày", "ſố 12 ngày", "\xff năm 2024", "NĂM 2024", strings.Repeat("a", 3000)+" năm 2024")
	for name, s := range sieves {
		found := 0
		for _, line := range lines {
			want := s.Regexp.FindAllStringSubmatchIndex(line, -1)
			if got := s.FindAllStringSubmatchIndex(line, -1); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s in %q: got %v, want %v", name, line, got, want)
			}
			found += len(want)
		}
		t.Logf("%s: %d in %d lines", name, found, len(lines))
	}
}
