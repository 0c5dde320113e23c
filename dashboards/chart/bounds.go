package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"danbiet/analytics"
)

// Bounds draws how much of its tasks each unit has surely done and may have
// done: a dot where the value is known well enough, a dashed range where tasks
// without a figure leave it open (METHOD.md 2.3). t is the Table "hoan-thanh".
func Bounds(t *analytics.Table, w Words, p Picture) (Option, error) {
	order := sorted(t, func(a, b int) bool {
		if ua, ub := unreported(t, a), unreported(t, b); ua != ub {
			return ub
		}
		for _, key := range []string{"lower", "upper"} {
			va, oka := number(t.Value(a, key))
			vb, okb := number(t.Value(b, key))
			if oka != okb {
				return oka
			}
			if va != vb {
				return va > vb
			}
		}
		return false
	})
	var labels []string
	var items []item
	for _, i := range edges(len(order)) {
		row := order[i]
		unit := w.Unit(text(t.Value(row, "unit")))
		labels = append(labels, unit)
		items = append(items, bound(t, row, len(labels)-1, unit, w))
	}
	y, yMore, left := names(labels)
	f := frameOf{
		x:      opts.XAxis{Type: "value", Min: 0, Max: 1},
		xMore:  scale(percentSign(w), ""),
		y:      y,
		yMore:  yMore,
		grid:   map[string]any{"left": left, "right": 128, "top": 20, "bottom": 36},
		narrow: map[string]any{"left": min(left, 96), "right": 60},
		rows:   max(1, len(labels)),
		note:   shownNote(w, len(order)),
	}
	f.xMore["interval"] = 0.25
	return build(f, p, series{
		SingleSeries: charts.SingleSeries{Type: "custom", Data: items},
		more:         map[string]any{"id": "bounds", "renderItem": fn("interval"), "encode": map[string]any{"x": []int{0, 2}, "y": 1}, "clip": false},
	})
}

func bound(t *analytics.Table, row, y int, unit string, w Words) item {
	lower, ok := number(t.Value(row, "lower"))
	upper, okUpper := number(t.Value(row, "upper"))
	if !ok || !okUpper || unreported(t, row) {
		none := w.T("chart.no_report")
		return item{Value: []any{0.0, y, 0.0}, State: "chua_nop", Text: none, Short: none, Tip: unit + "\n" + none}
	}
	done := whole(t.Value(row, "n_done"))
	applicable := whole(t.Value(row, "n_tasks")) - whole(t.Value(row, "n_not_applicable"))
	it := item{Value: []any{lower, y, upper}, Point: or(t.Value(row, "point")), Short: w.Rate(done, applicable)}
	if lower == upper {
		it.Text = it.Short + " · " + w.Percent(lower)
		it.Tip = w.T("chart.tip_exact", "unit", unit, "done", it.Short, "share", w.Percent(lower))
		return it
	}
	it.Open = it.Point == nil
	it.Text = it.Short + " · " + spread(lower, upper, w)
	it.Tip = w.T("chart.tip_bounds", "unit", unit, "done", it.Short, "lo", w.Percent(lower), "hi", w.Percent(upper))
	return it
}

// unreported tells that no report of the unit counts: from 0 to 100 % is then
// possible, which is not a measurement and is not drawn as one.
func unreported(t *analytics.Table, row int) bool {
	return t.Col("submission") >= 0 && t.Value(row, "submission") == nil
}
