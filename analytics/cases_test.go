package analytics

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The worked cases of the method. Another file of cases is run with
//
//	go test ./analytics -run Cases -args -cases=FILE
//
// where a relative FILE starts at the module's root.
var casesFile = flag.String("cases", "analytics/testdata/cases.json", "file of worked cases; relative to the module's root")

type caseFile struct {
	Calendars map[string]caseCalendar `json:"calendars"`
	Cases     []workedCase            `json:"cases"`
}

type caseCalendar struct {
	Off             []string `json:"off"`
	WorkingOverride []string `json:"working_override"`
}

type workedCase struct {
	ID        string  `json:"id"`
	Measure   string  `json:"measure"`
	Input     any     `json:"input"`
	Expected  any     `json:"expected"`
	Tolerance float64 `json:"tolerance"`
}

// measured works out one case by the steps that the pages use: the input as
// parsed JSON, the output in the shape of the case's expectation.
type measured func(t *testing.T, in caseInput) any

// caseInput is a case's input with the calendars of its file.
type caseInput struct {
	value     any
	calendars map[string]caseCalendar
}

// measures are all measures that a case may name.
func measures() map[string]measured {
	all := map[string]measured{}
	maps.Copy(all, timeCases)
	maps.Copy(all, taskCases)
	maps.Copy(all, scoreCases)
	maps.Copy(all, compareCases)
	maps.Copy(all, outsideCases)
	maps.Copy(all, qualityCases)
	return all
}

// outsideCases are measures of rooms that import this one; AddCase fills it from
// the tests of package analytics_test, which may import them.
var outsideCases = map[string]measured{}

// AddCase adds a measure that needs nothing but its input.
func AddCase(name string, measure func(t *testing.T, input any) any) bool {
	outsideCases[name] = func(t *testing.T, in caseInput) any { return measure(t, in.value) }
	return true
}

func TestCases(t *testing.T) {
	file := readCases(t, *casesFile)
	all := measures()
	for _, c := range file.Cases {
		t.Run(c.ID, func(t *testing.T) {
			measure, ok := all[c.Measure]
			if !ok {
				t.Fatalf("no measure %q", c.Measure)
			}
			got := measure(t, caseInput{c.Input, file.Calendars})
			for _, d := range differences(got, c.Expected, c.Tolerance) {
				t.Error(d)
			}
		})
	}
}

func readCases(t *testing.T, name string) caseFile {
	t.Helper()
	if !filepath.IsAbs(name) {
		name = filepath.Join(moduleRoot(t), name)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var file caseFile
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(file.Cases) == 0 {
		t.Fatalf("%s: no cases", name)
	}
	return file
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}

// notCompared are keys of text that explains a case.
var notCompared = []string{"why", "title", "detail", "label"}

// differences says where got differs from want: numbers by more than the
// tolerance, everything else at all; keys that only got has are allowed.
func differences(got, want any, tolerance float64) []string {
	var found []string
	compare("", normal(got), want, tolerance, &found)
	return found
}

func compare(path string, got, want any, tolerance float64, found *[]string) {
	differ := func() {
		*found = append(*found, fmt.Sprintf("%s: got %v, want %v", strings.TrimPrefix(path, "."), printed(got), printed(want)))
	}
	switch want := want.(type) {
	case map[string]any:
		have, ok := got.(map[string]any)
		if !ok {
			differ()
			return
		}
		for _, key := range slices.Sorted(maps.Keys(want)) {
			if slices.Contains(notCompared, key) {
				continue
			}
			v, ok := have[key]
			if !ok {
				*found = append(*found, fmt.Sprintf("%s.%s: got nothing, want %v", strings.TrimPrefix(path, "."), key, printed(want[key])))
				continue
			}
			compare(path+"."+key, v, want[key], tolerance, found)
		}
	case []any:
		have, ok := got.([]any)
		if !ok || len(have) != len(want) {
			differ()
			return
		}
		for i := range want {
			compare(fmt.Sprintf("%s[%d]", path, i), have[i], want[i], tolerance, found)
		}
	case float64:
		have, ok := got.(float64)
		// written so that NaN differs from everything
		if !ok || !(math.Abs(have-want) <= tolerance) {
			differ()
		}
	default: // string, bool, nil
		if got != want {
			differ()
		}
	}
}

// normal is a value as parsed from its JSON, so that int64 3 is 3.
func normal(v any) any {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprintf("not JSON: %v", err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		return fmt.Sprintf("not JSON: %v", err)
	}
	return out
}

func printed(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

func TestComparisonSeesWhatChanged(t *testing.T) {
	want := normal(map[string]any{
		"state": "late", "days": 2, "share": 0.5, "lo": nil, "cured": false,
		"at": []any{1, "x"}, "why": "told only", "label": "a row"})
	same := map[string]any{
		"state": "late", "days": int64(2), "share": 0.5000004, "lo": nil, "cured": false,
		"at": []any{1.0, "x"}, "label": "another", "extra": 7}
	if d := differences(same, want, 1e-6); len(d) != 0 {
		t.Fatalf("equal results differ: %v", d)
	}
	for key, wrong := range map[string]any{
		"state": "on_time", "days": 3, "share": 0.51, "lo": 0, "cured": true, "at": []any{1, "x", 2}} {
		changed := maps.Clone(same)
		changed[key] = wrong
		if d := differences(changed, want, 1e-6); len(d) != 1 || !strings.HasPrefix(d[0], key) {
			t.Errorf("%s changed to %v: got %v, want one difference", key, wrong, d)
		}
		delete(changed, key)
		if d := differences(changed, want, 1e-6); len(d) != 1 {
			t.Errorf("%s left out: got %v, want one difference", key, d)
		}
	}
	if d := differences(map[string]any{"v": "NaN"}, map[string]any{"v": 1.0}, 1e-6); len(d) != 1 {
		t.Errorf("text for a number: got %v, want one difference", d)
	}
}

// A copy of the cases with one figure changed must not pass: every number,
// string, truth value and null of every expectation is changed in turn.
func TestACaseWithAChangedExpectationFails(t *testing.T) {
	file := readCases(t, "analytics/testdata/cases.json")
	for _, c := range file.Cases {
		changes := 0
		for _, changed := range changedCopies(c.Expected) {
			changes++
			if len(differences(c.Expected, changed, c.Tolerance)) == 0 {
				t.Errorf("%s: the comparison does not see %s", c.ID, printed(changed))
			}
		}
		if changes == 0 {
			t.Errorf("%s: nothing in the expectation is compared", c.ID)
		}
	}
}

// changedCopies are copies of v, each with one compared leaf changed.
func changedCopies(v any) []any {
	var out []any
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if slices.Contains(notCompared, key) {
				continue
			}
			for _, changed := range changedCopies(inner) {
				m := maps.Clone(v)
				m[key] = changed
				out = append(out, m)
			}
		}
	case []any:
		for i := range v {
			for _, changed := range changedCopies(v[i]) {
				l := slices.Clone(v)
				l[i] = changed
				out = append(out, l)
			}
		}
		out = append(out, append(slices.Clone(v), "one more"))
	case float64:
		out = append(out, v+1, nil)
	case string:
		out = append(out, v+"x")
	case bool:
		out = append(out, !v)
	case nil:
		out = append(out, 0.0)
	}
	return out
}
