package ingest

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"danbiet/data"
)

// Readings are scored against labelled documents: NAME.want.json beside NAME.ext
// holds what a careful person finds in the file. What a want file leaves out is
// not tested.
//
//	go test ./ingest -run Labelled -v -args -labelled=DIR,DIR -want_f1=0.97 -want_groups=citations=0.98,obligations=0.98
var (
	labelledDirs   = flag.String("labelled", "", "folders of labelled documents, by comma (default: testdata/labelled)")
	labelledOnly   = flag.String("labelled_only", "", "score only files whose name begins so")
	wantF1         = flag.Float64("want_f1", 0, "least F1 over all field groups (default: the floor of our own documents)")
	wantGroups     = flag.String("want_groups", "", "least F1 of field groups: citations=0.98,obligations=0.98")
	quietAbout     = flag.String("labelled_quiet", "", "do not list the misses of files whose name begins so: a set kept unseen")
	ownLabelledDir = filepath.Join("testdata", "labelled")
)

// ownFloor is what our own labelled documents must reach.
const ownFloor = 0.90

func TestLabelled(t *testing.T) {
	dirs, floor := strings.Split(*labelledDirs, ","), *wantF1
	if *labelledDirs == "" {
		dirs = []string{ownLabelledDir}
		if floor == 0 {
			floor = ownFloor
		}
		if _, err := os.Stat(ownLabelledDir); err != nil {
			t.Skip("no labelled documents of our own")
		}
	}
	cat := catalogue(t)
	overall, files := tally{}, 0
	for _, dir := range dirs {
		wants, err := filepath.Glob(filepath.Join(strings.TrimSpace(dir), "*.want.json"))
		if err != nil || len(wants) == 0 {
			t.Fatalf("no *.want.json in %q (%v)", dir, err)
		}
		for _, path := range wants {
			if !strings.HasPrefix(filepath.Base(path), *labelledOnly) {
				continue
			}
			s := scoreFile(t, path, cat)
			files++
			overall.add(s.tally)
			t.Logf("%-48s F1 %.3f  %s", filepath.Base(path), s.tally.total().f1(), s.tally.short())
			if *quietAbout == "" || !strings.HasPrefix(filepath.Base(path), *quietAbout) {
				for _, m := range s.misses {
					t.Logf("    %s", m)
				}
			}
			if s.wrongUnit != "" {
				t.Errorf("%s: a confident wrong unit: %s", filepath.Base(path), s.wrongUnit)
			}
		}
	}
	total := overall.total()
	t.Logf("%d files\n%soverall micro-F1 %.4f (recall %.3f, precision %.3f)", files, overall, total.f1(), total.recall(), total.precision())
	if f := total.f1(); f < floor {
		t.Errorf("overall F1 %.4f, want at least %.2f", f, floor)
	}
	for _, g := range strings.Split(*wantGroups, ",") {
		name, least, ok := strings.Cut(g, "=")
		if v, err := strconv.ParseFloat(least, 64); ok && err == nil && overall[name].f1() < v {
			t.Errorf("F1 of %s %.4f, want at least %.2f", name, overall[name].f1(), v)
		}
	}
}

// The scorer itself must be able to fail: a reading is held against its own
// JSON, then against the same with one value changed.
func TestLabelledScorerSeesDifferences(t *testing.T) {
	one, six := 1.0, 6.0
	number, kind, title := "52/BC-UBND", "BÁO CÁO", "Sơ kết 6 tháng"
	r := &data.Reading{Kind: data.KindReport, Head: data.Head{Type: &kind, Title: &title, Number: &number, Unit: &data.UnitName{Name: "Tân Thạnh", Type: "xã"}},
		Recipients: []string{"VP. UBND thị xã"}, Signer: &data.Signer{Title: "CHỦ TỊCH", Name: "Lê Quốc Hải"},
		Citations: []data.Citation{{Type: "Kế hoạch", Number: &number, At: data.Place{Lines: [2]int{7, 9}}}},
		Report: &data.ReportValues{Report: "sơ kết 6 tháng", Year: 2024,
			Tasks:      []data.TaskStatus{{Label: "II.1", Status: data.StatusDone, Target: &six, Actual: &one}},
			Indicators: []data.IndicatorValue{{Code: "QC42", Value: 28, Unit: "đơn", At: data.Place{Sheet: "PL", Cell: "D3"}}}},
		Problems: []data.Problem{data.NewProblem("scan", data.Block, data.Place{}, "name", "a")},
	}
	fillEmpty(r)
	same := asJSON(t, r)
	delete(same, "file")
	if s := scoreReading(r, asJSON(t, r), same); s.tally.total().f1() != 1 || s.wrongUnit != "" {
		t.Fatalf("a reading scored against itself: F1 %v, %q", s.tally.total().f1(), s.misses)
	}
	for _, c := range []struct {
		name, group, from, to string
	}{
		{"another number", "head", `"number":"52/BC-UBND","place"`, `"number":"53/BC-UBND","place"`},
		{"a place two lines off", "citations", `"lines":[7,9]`, `"lines":[7,11]`},
		{"another value", "indicators", `"value":28`, `"value":29`},
		{"another code at the same place", "indicators", `"code":"QC42"`, `"code":"QC43"`},
		{"another cell", "indicators", `"cell":"D3"`, `"cell":"D4"`},
		{"another status", "report tasks", `"status":"hoan_thanh"`, `"status":"chua_thuc_hien"`},
		{"a recipient more", "recipients", `["VP. UBND thị xã"]`, `["VP. UBND thị xã","BND các ấp"]`},
		{"another signer", "signer", `"name":"Lê Quốc Hải"`, `"name":"Lê Quốc Hại"`},
		{"another period", "report head", `"report":"sơ kết 6 tháng"`, `"report":"tổng kết năm"`},
		{"a problem not found", "problems", `"code":"scan"`, `"code":"split_font"`},
	} {
		b, _ := json.Marshal(same)
		changed := strings.Replace(string(b), c.from, c.to, 1)
		if changed == string(b) {
			t.Fatalf("%s: %s is not in the reading", c.name, c.from)
		}
		var want map[string]any
		if err := json.Unmarshal([]byte(changed), &want); err != nil {
			t.Fatal(err)
		}
		s := scoreReading(r, asJSON(t, r), want)
		if s.tally[c.group].f1() == 1 || len(s.misses) == 0 {
			t.Errorf("%s: not seen", c.name)
		}
		for _, g := range scoreGroups {
			if g != c.group && s.tally[g] != nil && s.tally[g].f1() != 1 {
				t.Errorf("%s: counted against %s", c.name, g)
			}
		}
	}
	for from, to := range map[string]string{`"Sơ kết 6 tháng"`: `"SƠ KẾT  6 tháng"`, `"VP. UBND thị xã"`: `"VP. Uỷ ban nhân dân thị xã"`, `"lines":[7,9]`: `"lines":[8,9]`} {
		b, _ := json.Marshal(same)
		var want map[string]any
		json.Unmarshal([]byte(strings.Replace(string(b), from, to, 1)), &want)
		if s := scoreReading(r, asJSON(t, r), want); s.tally.total().f1() != 1 {
			t.Errorf("%s is not %s: %q", from, to, s.misses)
		}
	}
	var other map[string]any
	b, _ := json.Marshal(same)
	json.Unmarshal([]byte(strings.Replace(string(b), `"name":"Tân Thạnh"`, `"name":"Tân An"`, 1)), &other)
	other["problems"] = []any{}
	r.Problems = nil
	if s := scoreReading(r, asJSON(t, r), other); s.wrongUnit == "" {
		t.Error("a confident wrong unit is not seen")
	}
}

func asJSON(t *testing.T, r *data.Reading) map[string]any {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// scoreFile reads the labelled file beside a want file and scores it.
func scoreFile(t *testing.T, wantPath string, cat *data.Catalogue) *scored {
	t.Helper()
	b, err := os.ReadFile(wantPath)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatalf("%s: %v", wantPath, err)
	}
	stem := strings.TrimSuffix(wantPath, ".want.json")
	var file string
	beside, _ := filepath.Glob(stem + ".*")
	for _, f := range beside {
		if f != wantPath {
			file = f
		}
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%s has no file beside it: %v", wantPath, err)
	}
	r := Read(filepath.Base(file), content, cat)
	return scoreReading(r, asJSON(t, r), want)
}

// scoreGroups are the field groups, in the order they are shown.
var scoreGroups = []string{"head", "tasks", "obligations", "citations", "recipients", "signer", "report head", "report tasks", "indicators", "models", "problems"}

// counts are hits, what was wanted and not found, and what was found and wrong.
type counts struct{ hit, missed, wrong int }

func (c *counts) recall() float64 {
	if c == nil || c.hit+c.missed == 0 {
		return 1
	}
	return float64(c.hit) / float64(c.hit+c.missed)
}

func (c *counts) precision() float64 {
	if c == nil || c.hit+c.wrong == 0 {
		return 1
	}
	return float64(c.hit) / float64(c.hit+c.wrong)
}

func (c *counts) f1() float64 {
	if c == nil || c.hit+c.missed+c.wrong == 0 {
		return 1
	}
	return 2 * float64(c.hit) / float64(2*c.hit+c.missed+c.wrong)
}

type tally map[string]*counts

func (t tally) of(group string) *counts {
	if t[group] == nil {
		t[group] = &counts{}
	}
	return t[group]
}

func (t tally) add(other tally) {
	for g, c := range other {
		sum := t.of(g)
		sum.hit, sum.missed, sum.wrong = sum.hit+c.hit, sum.missed+c.missed, sum.wrong+c.wrong
	}
}

func (t tally) total() *counts {
	sum := tally{}
	for _, c := range t {
		sum.add(tally{"": c})
	}
	return sum.of("")
}

// short names the groups that are not whole.
func (t tally) short() string {
	var parts []string
	for _, g := range scoreGroups {
		if c := t[g]; c != nil && c.f1() < 1 {
			parts = append(parts, fmt.Sprintf("%s %.2f", g, c.f1()))
		}
	}
	return strings.Join(parts, ", ")
}

func (t tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s %6s %6s %6s %8s %9s %6s\n", "group", "hit", "missed", "wrong", "recall", "precision", "F1")
	for _, g := range scoreGroups {
		if c := t[g]; c != nil {
			fmt.Fprintf(&b, "%-14s %6d %6d %6d %8.3f %9.3f %6.3f\n", g, c.hit, c.missed, c.wrong, c.recall(), c.precision(), c.f1())
		}
	}
	return b.String()
}

type scored struct {
	tally     tally
	misses    []string
	wrongUnit string
}

func (s *scored) hit(group string) { s.tally.of(group).hit++ }

func (s *scored) miss(group, what string, want, got any) {
	s.tally.of(group).missed++
	if got != nil {
		s.tally.of(group).wrong++
	}
	s.misses = append(s.misses, fmt.Sprintf("%s: %s: want %s, got %s", group, what, brief(want), brief(got)))
}

func (s *scored) extra(group, what string, got any) {
	s.tally.of(group).wrong++
	s.misses = append(s.misses, fmt.Sprintf("%s: %s: not wanted: %s", group, what, brief(got)))
}

func brief(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// scoreReading compares a reading with what is wanted of it.
func scoreReading(r *data.Reading, got, want map[string]any) *scored {
	s := &scored{tally: tally{}}
	if kind, tested := want["kind"]; tested {
		s.field("head", "kind", kind, got["kind"])
	}
	s.fields("head", want["head"], got["head"])
	s.tasks(want, got)
	// A duty is known by its report and its day; where a want leaves the name of a
	// report out, it is free.
	free := map[string]bool{}
	for _, w := range objects(want["obligations"]) {
		free[str(w["date"])] = free[str(w["date"])] || w["report"] == nil
	}
	s.items("obligations", want, got, func(w map[string]any) string {
		if free[str(w["date"])] {
			return str(w["date"])
		}
		return str(w["report"]) + str(w["date"])
	}, func(map[string]any) bool { return true })
	s.items("citations", want, got, func(w map[string]any) string { return str(w["number"]) }, func(g map[string]any) bool { return g["number"] != nil })
	s.recipients(want, got)
	s.signer(want, got)
	s.report(want, got)
	s.problems(want, got)
	s.unit(r, want)
	return s
}

// fields compares those fields of an object that are wanted, each for itself.
func (s *scored) fields(group string, want, got any) {
	w, _ := want.(map[string]any)
	g, _ := got.(map[string]any)
	for _, key := range keysInOrder(w) {
		s.field(group, key, w[key], g[key])
	}
}

func (s *scored) field(group, key string, want, got any) {
	switch {
	case alike(key, want, got):
		if want != nil {
			s.hit(group)
		}
	case want == nil:
		s.extra(group, key, got)
	default:
		s.miss(group, key, want, got)
	}
}

func keysInOrder[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// items compares lists of objects: each wanted one with the likest of the same
// key. counted tells which of those that nobody wanted are errors; nil for none.
func (s *scored) items(list string, want, got map[string]any, key func(map[string]any) string, counted func(map[string]any) bool) {
	wanted, tested := want[list]
	if !tested {
		return
	}
	s.match(list, objects(wanted), objects(got[list]), key, counted)
}

// tasks of a plan: found by their label, those without one by their text. More
// of them is no error: items of other sections, parents of sub-tasks.
func (s *scored) tasks(want, got map[string]any) {
	wanted, tested := want["tasks"]
	if !tested {
		return
	}
	labelled := map[string][]map[string]any{}
	for _, w := range objects(wanted) {
		key := "label"
		if str(w["label"]) == "" {
			key = "text"
			delete(w, "label")
		}
		labelled[key] = append(labelled[key], w)
	}
	for _, key := range keysInOrder(labelled) {
		s.match("tasks", labelled[key], objects(got["tasks"]), func(o map[string]any) string { return str(o[key]) }, nil)
	}
}

func objects(v any) []map[string]any {
	var out []map[string]any
	list, _ := v.([]any)
	for _, o := range list {
		if m, ok := o.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

func (s *scored) match(group string, want, got []map[string]any, key func(map[string]any) string, counted func(map[string]any) bool) {
	used := make([]bool, len(got))
	for _, w := range want {
		best, bestEqual := -1, -1
		for i, g := range got {
			if used[i] || fold(key(g)) != fold(key(w)) {
				continue
			}
			equal := 0
			for k := range w {
				if alike(k, w[k], g[k]) {
					equal++
				}
			}
			if equal > bestEqual {
				best, bestEqual = i, equal
			}
		}
		switch {
		case best < 0:
			s.miss(group, key(w), w, nil)
		case bestEqual == len(w):
			used[best] = true
			s.hit(group)
		default:
			used[best] = true
			differ, its := map[string]any{}, map[string]any{}
			for k := range w {
				if !alike(k, w[k], got[best][k]) {
					differ[k], its[k] = w[k], got[best][k]
				}
			}
			s.miss(group, key(w), differ, its)
		}
	}
	for i, g := range got {
		if !used[i] && counted != nil && counted(g) {
			s.extra(group, key(g), g)
		}
	}
}

func (s *scored) recipients(want, got map[string]any) {
	wanted, tested := want["recipients"].([]any)
	if !tested {
		return
	}
	its, _ := got["recipients"].([]any)
	used := make([]bool, len(its))
next:
	for _, w := range wanted {
		for i, g := range its {
			if !used[i] && alike("", w, g) {
				used[i] = true
				s.hit("recipients")
				continue next
			}
		}
		s.miss("recipients", "", w, nil)
	}
	for i, g := range its {
		if !used[i] {
			s.extra("recipients", "", g)
		}
	}
}

func (s *scored) signer(want, got map[string]any) {
	wanted, tested := want["signer"]
	if !tested {
		return
	}
	if wanted == nil {
		s.field("signer", "signer", nil, got["signer"])
		return
	}
	s.fields("signer", wanted, got["signer"])
}

func (s *scored) report(want, got map[string]any) {
	wanted, tested := want["report"]
	if !tested {
		return
	}
	w, _ := wanted.(map[string]any)
	g, _ := got["report"].(map[string]any)
	if w == nil {
		s.field("report head", "report", nil, got["report"])
		return
	}
	for _, key := range []string{"report", "year", "data_from", "data_to"} {
		if v, tested := w[key]; tested {
			s.field("report head", key, v, g[key])
		}
	}
	label := func(o map[string]any) string { return str(o["label"]) }
	if list, tested := w["tasks"]; tested {
		s.match("report tasks", objects(list), objects(g["tasks"]), label, nil)
	}
	if list, tested := w["indicators"]; tested {
		s.indicators(objects(list), objects(g["indicators"]))
	}
	if list, tested := w["models"]; tested {
		s.match("models", objects(list), objects(g["models"]), func(o map[string]any) string { return str(o["name"]) }, func(map[string]any) bool { return true })
	}
}

// indicators: those wanted are a sure subset, so further ones are no error but
// where another code stands at the place of a wanted one.
func (s *scored) indicators(want, got []map[string]any) {
	id := func(o map[string]any) string { return str(o["code"]) + str(o["part"]) }
	places := map[string]string{}
	for _, w := range want {
		if w["at"] != nil {
			places[brief(w["at"])] = id(w)
		}
	}
	s.match("indicators", want, got, id, func(g map[string]any) bool {
		other := places[brief(g["at"])]
		return other != "" && other != id(g)
	})
}

// problems: those wanted must be there; more are allowed.
func (s *scored) problems(want, got map[string]any) {
	its := objects(got["problems"])
	used := make([]bool, len(its))
next:
	for _, w := range objects(want["problems"]) {
		for i, g := range its {
			if !used[i] && g["code"] == w["code"] && (w["level"] == nil || w["level"] == g["level"]) && (w["at"] == nil || alike("at", w["at"], g["at"])) {
				used[i] = true
				s.hit("problems")
				continue next
			}
		}
		var near []string
		for _, g := range its {
			near = append(near, str(g["code"])+" "+str(g["level"])+" "+brief(g["at"]))
		}
		s.miss("problems", str(w["code"]), w, nil)
		s.misses = append(s.misses, "        of "+strings.Join(near, ", "))
	}
}

// unit notes a reading that is sure of a unit that the file does not name.
func (s *scored) unit(r *data.Reading, want map[string]any) {
	for _, p := range r.Problems {
		if p.Code == "unknown_unit" || p.Code == "unit_mismatch" {
			return
		}
	}
	head, _ := want["head"].(map[string]any)
	wanted, tested := head["unit"]
	for _, p := range objects(want["problems"]) {
		if p["code"] == "unknown_unit" && !tested {
			wanted, tested = nil, true
		}
	}
	if !tested || r.Head.Unit == nil && r.UnitID == "" {
		return
	}
	got := brief(r.Head.Unit)
	if !alike("unit", wanted, map[string]any{"name": unitName(r), "type": unitType(r)}) {
		s.wrongUnit = fmt.Sprintf("want %s, got %s (%s)", brief(wanted), got, r.UnitID)
	}
}

func unitName(r *data.Reading) string {
	if r.Head.Unit == nil {
		return ""
	}
	return r.Head.Unit.Name
}

func unitType(r *data.Reading) string {
	if r.Head.Unit == nil {
		return ""
	}
	return r.Head.Unit.Type
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

// fold makes spellings equal that mean the same: composition and placing of
// tones, case, white space, the abbreviation of the People's Committee.
func fold(s string) string {
	key := data.ToneKey(s)
	return strings.ReplaceAll(key, "ubnd", data.ToneKey("Ủy ban nhân dân"))
}

// alike compares two values of one field.
func alike(key string, want, got any) bool {
	switch w := want.(type) {
	case nil:
		return got == nil
	case string:
		g, ok := got.(string)
		return ok && (fold(w) == fold(g) || key == "unit" && slices.Contains(strings.Split(fold(g), "/"), fold(w)))
	case float64:
		g, ok := got.(float64)
		tolerance := 1e-6
		if key == "progress" {
			tolerance = 0.0006 // a share printed with one decimal of a percent
		}
		return ok && w-g < tolerance && g-w < tolerance
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return false
		}
		for k := range w {
			if !alike(k, w[k], g[k]) {
				return false
			}
		}
		return true
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return false
		}
		for i := range w {
			if key == "lines" {
				if d := w[i].(float64) - g[i].(float64); d < -1 || d > 1 {
					return false
				}
			} else if !alike(key, w[i], g[i]) {
				return false
			}
		}
		return true
	}
	return want == got
}
