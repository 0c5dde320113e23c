package chart

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"danbiet/analytics"
	"danbiet/data"
)

var update = flag.Bool("update", false, "write the golden files")

var samplePicture = Picture{Title: "Ai nộp khi nào?", Subtitle: "Ngày nhận báo cáo so với hạn; mỗi dòng một đơn vị", Source: "Nguồn: 13 báo cáo đã nhận, tính đến 17/05/2024."}

// Every reorganisation breaks the line and is named with its day.
func TestALineBreaksAtEveryReorganisation(t *testing.T) {
	breaks := append([]Break{{Period: "2024-6T", On: data.Date(2024, 1, 1), Before: 15, After: 14}}, sampleBreaks...)
	o, err := PeriodTrend(samplePeriods(), breaks, testWords(), samplePicture)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"id":"before"`, `"id":"after"`, `"id":"after-2"`, `"id":"break"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no series %s", want)
		}
	}
	for _, want := range []string{"từ 01/01/2024: 15 đơn vị thành 14 đơn vị mới", "từ 01/07/2025: 14 đơn vị thành 5 đơn vị mới"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("not said: %s", want)
		}
	}
}

func TestOptions(t *testing.T) {
	for name, make := range everyChart() {
		t.Run(name, func(t *testing.T) {
			o, err := make(samplePicture)
			if err != nil {
				t.Fatal(err)
			}
			b, err := Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			again, err := make(samplePicture)
			if err != nil {
				t.Fatal(err)
			}
			if b2, _ := Marshal(again); !bytes.Equal(b, b2) {
				t.Error("the same Table gave two different options")
			}
			var pretty bytes.Buffer
			if err := json.Indent(&pretty, b, "", " "); err != nil {
				t.Fatal(err)
			}
			pretty.WriteByte('\n')
			file := filepath.Join("testdata", name+".json")
			if *update {
				if err := os.WriteFile(file, pretty.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(pretty.Bytes(), want) {
				t.Errorf("%s differs; read the change and run with -update", file)
			}
		})
	}
}

// Names come from files that anybody may send.
func TestAnEvilNameStaysAName(t *testing.T) {
	evil := `Xã </script><script>alert(1)</script> & {a} <img src=x onerror=alert(1)> ` + "\u2028"
	w := testWords()
	w.Unit = func(string) string { return evil }
	w.Period = func(string) string { return evil }
	task := sampleTasks()
	for i := range task.Rows {
		task.Rows[i].Values[2] = evil
	}
	for name, make := range map[string]func() (Option, error){
		"arrivals": func() (Option, error) { return Arrivals(sampleObligations(), w, Picture{Title: evil}) },
		"bounds":   func() (Option, error) { return Bounds(sampleCompletion(), w, Picture{Title: evil}) },
		"tasks":    func() (Option, error) { return TaskGridPicture(task, w, Picture{Title: evil}) },
		"status":   func() (Option, error) { return StatusGridPicture(sampleTimeliness(), w, Picture{Title: evil}) },
		"trend":    func() (Option, error) { return PeriodTrend(samplePeriods(), sampleBreaks, w, Picture{Title: evil}) },
	} {
		o, err := make()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		b, err := Marshal(o)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, bad := range []string{"<", ">", "&", "\u2028"} {
			if bytes.Contains(b, []byte(bad)) {
				t.Errorf("%s: %q in the JSON", name, bad)
			}
		}
		var back map[string]any
		if err := json.Unmarshal(b, &back); err != nil || !strings.Contains(fmt.Sprint(back), "</script>") {
			t.Errorf("%s: the name is not what it was (%v)", name, err)
		}
	}
}

func TestSmallAndOddTables(t *testing.T) {
	w := testWords()
	nan := math.NaN()
	for name, c := range map[string]struct {
		rows [][]any
		make func(t *analytics.Table) (Option, error)
		keys string
	}{
		"nobody owes": {nil, func(t *analytics.Table) (Option, error) { return Arrivals(t, w, Picture{}) }, obligationKeys},
		"one unit owes": {[][]any{obligation("Tân An", "late", 2)},
			func(t *analytics.Table) (Option, error) { return Arrivals(t, w, Picture{}) }, obligationKeys},
		"a state newer than the program": {[][]any{obligation("Tân An", "dang_xem", 2)},
			func(t *analytics.Table) (Option, error) { return Arrivals(t, w, Picture{}) }, obligationKeys},
		"no curve":            {nil, func(t *analytics.Table) (Option, error) { return Curve(t, deadline, w, Picture{}) }, "day share_submitted lo hi"},
		"a curve of one":      {[][]any{{int64(0), 1.0, nil, nil}}, func(t *analytics.Table) (Option, error) { return Curve(t, deadline, w, Picture{}) }, "day share_submitted lo hi"},
		"a curve of nonsense": {[][]any{{int64(0), nan, nan, math.Inf(1)}}, func(t *analytics.Table) (Option, error) { return Curve(t, deadline, w, Picture{}) }, "day share_submitted lo hi"},
		"bounds of nonsense": {[][]any{{"a", nan, 1.0, nil}, {"b", 0.5, 0.5, nan}},
			func(t *analytics.Table) (Option, error) { return Bounds(t, w, Picture{}) }, "unit lower upper point"},
		"no tasks":   {nil, func(t *analytics.Table) (Option, error) { return TaskGridPicture(t, w, Picture{}) }, "unit town_task"},
		"no periods": {nil, func(t *analytics.Table) (Option, error) { return PeriodTrend(t, nil, w, Picture{}) }, "period"},
		"one period": {[][]any{{"2024-6T", int64(1), int64(1), 1.0}}, func(t *analytics.Table) (Option, error) {
			return PeriodTrend(t, []Break{{Period: "2024-6T"}}, w, Picture{})
		}, "period expected on_time on_time_rate"},
		"a table of no columns": {nil, func(t *analytics.Table) (Option, error) { return StatusGridPicture(t, w, Picture{}) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := c.make(table("t", c.keys, c.rows...))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Marshal(o); err != nil {
				t.Errorf("not JSON: %v", err)
			}
			if c := o.Class(); !regexp.MustCompile(`^chart (tall|rows-([1-9]|[1-5]\d|60))$`).MatchString(c) {
				t.Errorf("class %q is not in the style sheet", c)
			}
		})
	}
}

func TestAWholeCountryIsShownByItsEnds(t *testing.T) {
	tab := table("nghia-vu", obligationKeys)
	for i := range 3321 {
		tab.Rows = append(tab.Rows, analytics.Row{Values: obligation(fmt.Sprintf("Xã %04d", i), "late", i%60-50)})
	}
	o, err := Arrivals(tab, testWords(), samplePicture)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 32<<10 {
		t.Errorf("%d bytes for 3,321 units", len(b))
	}
	if got := o.Note(); !strings.Contains(got, "3321") {
		t.Errorf("nothing says that units are left out: %q", got)
	}
	if o.Class() != "chart rows-40" {
		t.Errorf("class %q", o.Class())
	}
	if few, err := Arrivals(sampleObligations(), testWords(), samplePicture); err != nil || few.Note() != "" {
		t.Errorf("a note though all are drawn: %q %v", few.Note(), err)
	}
}

func marksOf(t *testing.T, o Option) map[string]item {
	t.Helper()
	b, err := Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		YAxis  []struct{ Data []string } `json:"yAxis"`
		Series []struct{ Data []item }
	}
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	marks := map[string]item{}
	for _, d := range back.Series[0].Data {
		marks[back.YAxis[0].Data[int(d.Value[1].(float64))]] = d
	}
	return marks
}

func TestArrivalsSayWhatEachUnitDid(t *testing.T) {
	o, err := Arrivals(sampleObligations(), testWords(), samplePicture)
	if err != nil {
		t.Fatal(err)
	}
	marks := marksOf(t, o)
	for unit, want := range map[string]struct {
		x    float64
		text string
	}{
		"Long Châu":  {-9, "30/04"},
		"Phú Lộc":    {0, "09/05"},
		"Long Sơn":   {6, "muộn 6\u00a0ngày"},
		"Vĩnh Xương": {3, "muộn 3\u00a0ngày, chờ duyệt"},
		"Tân Thạnh":  {-4, "05/05, chờ duyệt"},
		"Phú Vĩnh":   {8, "chưa nộp, quá 8\u00a0ngày"},
		"Lê Chánh":   {8, "bị trả lại, quá 8\u00a0ngày"},
		"Tân An":     {0, "được miễn"},
	} {
		got := marks[unit]
		if got.Value == nil || got.Value[0] != want.x || got.Text != want.text {
			t.Errorf("%s: got %v %q, want %v %q", unit, got.Value, got.Text, want.x, want.text)
		}
	}
	order := first(o["yAxis"])["data"].([]any)
	if order[0] != "Long Châu" || order[len(order)-1] != "Tân An" {
		t.Errorf("order %v", order)
	}
}

func TestABeforeDueDayIsDrawnBeforeTheLine(t *testing.T) {
	tab := table("nghia-vu", obligationKeys, []any{"Tân An", "not_yet_due", deadline, data.Day(0), nil, nil, nil})
	tab.AsOf = deadline - 3
	o, err := Arrivals(tab, testWords(), samplePicture)
	if err != nil {
		t.Fatal(err)
	}
	if got := marksOf(t, o)["Tân An"]; got.Value[0] != -3.0 {
		t.Errorf("drawn at %v", got.Value[0])
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	o, err := Bounds(sampleCompletion(), testWords(), samplePicture)
	if err != nil {
		t.Fatal(err)
	}
	marks := marksOf(t, o)
	if got := marks["Phú Vĩnh"]; got.State != "chua_nop" || got.Text != "chưa có báo cáo" {
		t.Errorf("a unit without report is drawn as %+v", got)
	}
	if got := marks["Long Sơn"]; !got.Open || got.Point != nil || got.Text != "3/6 · 60–93\u00a0%" {
		t.Errorf("an open range: %+v", got)
	}
	if got := marks["Lê Chánh"]; got.Open || got.Text != "4/6 · 86\u00a0%" {
		t.Errorf("a known value: %+v", got)
	}
	tab := table("hoan-thanh", "unit lower upper point n_tasks n_done n_not_applicable submission",
		[]any{"Phú Vĩnh", 0.0, 1.0, nil, int64(6), int64(0), int64(0), nil}, []any{"Tân An", 0.0, 1.0, nil, int64(6), int64(0), int64(0), int64(7)})
	if o, err = Bounds(tab, testWords(), samplePicture); err != nil {
		t.Fatal(err)
	}
	marks = marksOf(t, o)
	if marks["Phú Vĩnh"].State != "chua_nop" || !marks["Tân An"].Open {
		t.Errorf("without a report %+v, with an empty one %+v", marks["Phú Vĩnh"], marks["Tân An"])
	}
	trend, err := PeriodTrend(samplePeriods(), sampleBreaks, testWords(), samplePicture)
	if err != nil {
		t.Fatal(err)
	}
	after := trend["series"].([]any)[1].(map[string]any)["data"].([]any)
	if after[len(after)-1] != nil || after[0] != nil {
		t.Errorf("a period with nothing due is drawn: %v", after)
	}
}

func TestEveryKeyUsedIsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, k := range Keys() {
		listed[k] = true
		if testTexts[k] == "" {
			t.Errorf("%s has no text in the tests", k)
		}
	}
	used := regexp.MustCompile(`"(chart\.[a-z_]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllSubmatch(b, -1) {
			if !listed[string(m[1])] {
				t.Errorf("%s uses %s, which Keys does not list", f, m[1])
			}
		}
		// go-echarts' own rendering turns names into scripts; its functions put
		// code into data.
		if !strings.HasSuffix(f, "_test.go") {
			if m := regexp.MustCompile(`\.(Render\w*|JSONNotEscaped)\(|FuncOpts|FuncStripComments|template\.(HTML|JS)\b`).Find(b); m != nil {
				t.Errorf("%s calls %s", f, m)
			}
		}
	}
}

// danbiet.js knows every function that an option names.
func TestEveryFunctionNamedIsKnown(t *testing.T) {
	script, err := os.ReadFile("../static/danbiet.js")
	if err != nil {
		t.Fatal(err)
	}
	for name, make := range everyChart() {
		o, err := make(samplePicture)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"\$fn":"([^"]+)"`).FindAllSubmatch(b, -1) {
			if !bytes.Contains(script, []byte("\n    "+string(m[1])+": (")) {
				t.Errorf("%s: danbiet.js has no function %s", name, m[1])
			}
		}
	}
}
