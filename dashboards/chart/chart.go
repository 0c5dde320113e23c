// Package chart makes of an answer's Table what ECharts draws: an option, in
// JSON, that a page carries as data and danbiet.js draws. The same option gives
// the chart in the page and the picture that is saved of it.
//
// Options are built by go-echarts (Validate and JSON, nothing else: its Render
// functions let a unit name become a script) and completed in plain maps where
// it has no field. An option never carries code: where ECharts wants a function
// it has {"$fn": "name"}, and danbiet.js knows the names.
//
// What is not known is never drawn as 0: a missing report has its own mark, a
// missing value leaves a gap.
package chart

import (
	"encoding/json"
	"fmt"
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"danbiet/analytics"
	"danbiet/data"
)

// Text gives the word of a key with {name} replaced by args, pairs of name and
// value. Keys lists the keys that charts use.
type Text func(key string, args ...string) string

// Words is how a chart speaks: methods of one language of package words.
type Words struct {
	T         Text
	Code      func(value string) string // the word of a state or status
	Unit      func(id string) string    // short name of a unit: "Tân An"
	Period    func(id string) string    // short name of a period: "6T 2024"
	Date      func(data.Day) string     // 09/05/2024
	ShortDate func(data.Day) string     // 09/05
	Days      func(int64) string        // "3 ngày"
	Rate      func(x, n int64) string   // a fraction or percentage, METHOD.md 4.9
	Percent   func(share float64) string
}

// Keys lists the keys of the texts that charts ask for, so that a test can hold
// that every language has them.
func Keys() []string {
	return []string{
		"chart.last_day", "chart.last_day_plain", "chart.days_axis", "chart.late", "chart.missing", "chart.missing_days", "chart.returned",
		"chart.returned_days", "chart.pending", "chart.pending_late", "chart.not_yet_due", "chart.exempt", "chart.tip_received",
		"chart.some_shown", "chart.tip_curve", "chart.tip_bounds", "chart.tip_exact", "chart.range", "chart.no_report",
		"chart.break", "chart.tip_period", "chart.returned_short", "chart.pending_short",
	}
}

// Picture is what a saved chart says around its drawing, and what a reader who
// cannot see the drawing hears of it.
type Picture struct {
	Title, Subtitle, Source string
	Alt                     string // "" = title and subtitle
}

// Option is a chart as ECharts takes it, with what danbiet.js needs beside it
// under "danbiet".
type Option map[string]any

// Class is the class of the element that the chart is drawn in; it reserves the
// chart's height, so that nothing jumps while the page loads.
func (o Option) Class() string {
	rows, _ := o.meta()["rows"].(int)
	if rows == 0 {
		return "chart tall"
	}
	return fmt.Sprintf("chart rows-%d", rows)
}

// Note is a sentence that must stand beside the chart, "" mostly: that only
// some of the units are drawn.
func (o Option) Note() string {
	s, _ := o.meta()["note"].(string)
	return s
}

func (o Option) meta() map[string]any {
	m, _ := o["danbiet"].(map[string]any)
	return m
}

// Marshal writes an option as JSON that is safe within
// <script type="application/json">: < > & and line separators are escaped. A
// number that is no number is an error here; the builders have made it null.
func Marshal(o Option) ([]byte, error) {
	b, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	return b, nil
}

// Most rows that a chart draws; beyond, its beginning and end are shown and a
// note says so. More cannot be read, and the table has them all.
const (
	mostRows = 40
	mostEdge = mostRows / 2
)

// longestName is the number of letters of a unit's name that an axis has room for.
const longestName = 24

// Heights, the same as in danbiet.css: .chart is rows × rowHeight + frame.
const (
	rowHeight = 28
	frame     = 72
	tall      = 320
)

// Colours of screens.md that go into options; states have theirs in danbiet.js.
const (
	ink, ink2, muted, line = "#1B2730", "#3F4D58", "#56636E", "#E4E9ED"
	brand                  = "#1F5A94"
)

func fn(name string, args ...string) map[string]any {
	f := map[string]any{"$fn": name}
	for i := 0; i+1 < len(args); i += 2 {
		f[args[i]] = args[i+1]
	}
	return f
}

// item is one thing drawn by a function of danbiet.js.
type item struct {
	Value []any  `json:"value"`
	State string `json:"state,omitempty"`
	Text  string `json:"text,omitempty"`
	Short string `json:"short,omitempty"`
	Point any    `json:"point,omitempty"`
	Open  bool   `json:"open,omitempty"`
	Tip   string `json:"tip,omitempty"`
}

// series is one series as go-echarts holds it, with the parts that it has no
// field for.
type series struct {
	charts.SingleSeries
	more map[string]any
}

// frameOf is what the axes of a chart are.
type frameOf struct {
	x, y         opts.XAxis // y has the same fields; build turns it
	xMore, yMore map[string]any
	grid         map[string]any
	rows         int // 0: a tall chart
	narrow       map[string]any
	width        int // of the picture
	note         string
}

// build lets go-echarts make the option and adds what it cannot.
func build(f frameOf, p Picture, list ...series) (Option, error) {
	alt := p.Alt
	if alt == "" {
		alt = sentence(p.Title) + p.Subtitle
	}
	c := charts.NewCustom()
	c.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithXAxisOpts(f.x),
		charts.WithYAxisOpts(opts.YAxis{Type: f.y.Type, Data: f.y.Data, Min: f.y.Min, Max: f.y.Max, Inverse: f.y.Inverse}),
		charts.WithAriaOpts(&opts.Aria{Enabled: opts.Bool(true), Label: &opts.AriaLabel{Enabled: opts.Bool(true), Description: alt}}),
	)
	c.SetXAxis(f.x.Data)
	for _, s := range list {
		c.MultiSeries = append(c.MultiSeries, s.SingleSeries)
	}
	c.Validate()
	b, err := json.Marshal(c.JSON())
	if err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	o := Option{}
	if err := json.Unmarshal(b, &o); err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	// What go-echarts adds of its own: nine colours, an English toolbox, an
	// empty legend and title.
	for _, key := range []string{"color", "toolbox", "legend", "title"} {
		delete(o, key)
	}
	merge(first(o["xAxis"]), f.xMore)
	merge(first(o["yAxis"]), f.yMore)
	drawn, _ := o["series"].([]any)
	if drawn == nil {
		drawn = []any{}
		o["series"] = drawn
	}
	for i, s := range list {
		if m, ok := drawn[i].(map[string]any); ok {
			merge(m, s.more)
			m["animation"] = false
		}
	}
	o["grid"] = f.grid
	tip, _ := o["tooltip"].(map[string]any)
	merge(tip, map[string]any{
		// Drawn as text: an HTML tooltip would break the policy of the pages,
		// and would show a unit's name as markup.
		"renderMode": "richText", "formatter": fn("tip"), "confine": true,
		"backgroundColor": "#FFFFFF", "borderColor": "#A9B3BB", "borderWidth": 1, "padding": []int{8, 12},
		"textStyle": map[string]any{"color": ink, "fontSize": 13, "lineHeight": 20},
	})
	height := tall
	if f.rows > 0 {
		height = f.rows*rowHeight + frame
	}
	width := f.width
	if width == 0 {
		width = 800
	}
	source := p.Source
	if f.note != "" {
		source = f.note + " " + source
	}
	meta := map[string]any{
		"height": height, "rows": f.rows, "alt": alt, "note": f.note,
		"picture": map[string]any{"title": p.Title, "subtitle": p.Subtitle, "source": source, "width": width},
	}
	if f.narrow != nil {
		meta["narrow"] = f.narrow
	}
	o["danbiet"] = meta
	return o, nil
}

// sentence ends a title with a full stop where it has no end of its own.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?!:") {
		return s + " "
	}
	return s + ". "
}

func first(v any) map[string]any {
	list, _ := v.([]any)
	if len(list) == 0 {
		return nil
	}
	m, _ := list[0].(map[string]any)
	return m
}

func merge(into, from map[string]any) {
	for k, v := range from {
		if into != nil {
			into[k] = v
		}
	}
}

// names is the axis of unit names, first at the top, cut with an ellipsis where
// one is too long.
func names(list []string) (axis opts.XAxis, more map[string]any, left int) {
	longest := 0
	for i, s := range list {
		if r := []rune(s); len(r) > longestName {
			list[i] = strings.TrimRight(string(r[:longestName-1]), " ") + "…"
		}
		longest = max(longest, utf8.RuneCountInString(list[i]))
	}
	left = max(longest*7+22, 64)
	return opts.XAxis{Type: "category", Data: list, Inverse: opts.Bool(true)}, map[string]any{
		"axisLine": hidden(), "axisTick": hidden(),
		"splitLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"fontSize": 13, "color": ink, "interval": 0, "margin": 12},
	}, left
}

func hidden() map[string]any { return map[string]any{"show": false} }

// scale is the look of an axis of numbers.
func scale(format map[string]any, name string) map[string]any {
	return map[string]any{
		"axisLine": hidden(), "axisTick": hidden(),
		"splitLine":    map[string]any{"show": true, "lineStyle": map[string]any{"color": line}},
		"axisLabel":    map[string]any{"fontSize": 12, "color": muted, "formatter": format, "hideOverlap": true},
		"name":         name,
		"nameLocation": "middle", "nameGap": 28,
		"nameTextStyle": map[string]any{"color": muted, "fontSize": 12},
	}
}

// upright is a marked line across the chart with its word at the top, drawn
// beneath what is drawn. On an axis that runs downwards its top is its start.
func upright(at float64, text, top string) map[string]any {
	return map[string]any{
		"silent": true, "symbol": "none", "animation": false, "z": 1,
		"lineStyle": map[string]any{"color": ink, "width": 1.4, "type": "solid"},
		"label":     map[string]any{"show": true, "position": top, "formatter": escape(text), "color": ink, "fontSize": 12, "fontWeight": 600, "distance": 6},
		"data":      []any{map[string]any{"xAxis": at}},
	}
}

// escape keeps ECharts from reading {a} in a name as a place to fill.
func escape(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch r {
		case '{':
			r = '('
		case '}':
			r = ')'
		}
		out = append(out, r)
	}
	return string(out)
}

// number is a value of a Table as a number; nil, NaN and infinities are none.
func number(v any) (float64, bool) {
	var f float64
	switch v := v.(type) {
	case int:
		f = float64(v)
	case int32:
		f = float64(v)
	case int64:
		f = float64(v)
	case float64:
		f = v
	case *int64:
		if v == nil {
			return 0, false
		}
		f = float64(*v)
	case *float64:
		if v == nil {
			return 0, false
		}
		f = *v
	default:
		return 0, false
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

// or is a number, or null.
func or(v any) any {
	if f, ok := number(v); ok {
		return f
	}
	return nil
}

func whole(v any) int64 {
	f, _ := number(v)
	return int64(f)
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func day(v any) data.Day {
	d, _ := v.(data.Day)
	return d
}

// edges picks the rows to draw: all, or the beginning and the end.
func edges(n int) []int {
	rows := make([]int, 0, min(n, mostRows))
	for i := range n {
		if n <= mostRows || i < mostEdge || i >= n-mostEdge {
			rows = append(rows, i)
		}
	}
	return rows
}

// shownNote is the sentence that goes with edges.
func shownNote(w Words, n int) string {
	if n <= mostRows {
		return ""
	}
	return w.T("chart.some_shown", "shown", fmt.Sprint(mostRows), "all", fmt.Sprint(n), "edge", fmt.Sprint(mostEdge))
}

// sorted gives the positions of a table's rows in a new order; equal rows keep
// the order of the question.
func sorted(t *analytics.Table, less func(a, b int) bool) []int {
	order := make([]int, len(t.Rows))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return less(order[i], order[j]) })
	return order
}

// wrap breaks a text between words into lines of at most some letters, and ends
// the last line with an ellipsis where there would be more lines.
func wrap(s string, letters, most int) []string {
	var lines []string
	for _, word := range strings.Fields(s) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= letters {
			lines[last] += " " + word
			continue
		}
		if len(lines) == most {
			lines[last] += "…"
			break
		}
		lines = append(lines, word)
	}
	return lines
}
