package chart

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"danbiet/analytics"
	"danbiet/data"
)

// fewest is the number of obligations under which no curve is drawn, only its
// points (METHOD.md 1.6).
const fewest = 8

// Curve draws by each day around the last day what share had sent, as a step
// line with its interval (METHOD.md 1.6). t is the Table "duong-nop"; lastDay
// is day 0 of its axis.
func Curve(t *analytics.Table, lastDay data.Day, w Words, p Picture) (Option, error) {
	var (
		points, bands []item
		lo, hi        = -5.0, 5.0
		end           float64
	)
	for i := range t.Rows {
		x, ok := number(t.Value(i, "day"))
		share, known := number(t.Value(i, "share_submitted"))
		if !ok || !known {
			continue
		}
		if len(points) == 0 && share > 0 {
			points = append(points, item{Value: []any{x - 1, 0.0}})
			lo = math.Min(lo, x-1)
		}
		lo, hi, end = math.Min(lo, x), math.Max(hi, x), share
		tip := w.T("chart.tip_curve", "day", w.Date(lastDay+data.Day(x)), "share", w.Percent(share))
		low, lowOK := number(t.Value(i, "lo"))
		high, highOK := number(t.Value(i, "hi"))
		if lowOK && highOK {
			tip += "\n" + spread(low, high, w)
			next := x
			if i+1 < len(t.Rows) {
				next, _ = number(t.Value(i+1, "day"))
			}
			bands = append(bands, item{Value: []any{x, low, high, next}})
		}
		points = append(points, item{Value: []any{x, share}, Tip: tip})
	}
	few := t.N > 0 && t.N < fewest
	list := []series{}
	if !few && len(bands) > 0 {
		list = append(list, series{
			SingleSeries: charts.SingleSeries{Type: "custom", Data: bands},
			more:         map[string]any{"id": "interval", "renderItem": fn("band"), "silent": true, "z": 1, "encode": map[string]any{"x": []int{0, 3}, "y": []int{1, 2}}},
		})
	}
	curve := series{
		SingleSeries: charts.SingleSeries{Type: "line", Data: points, Step: "end"},
		more: map[string]any{
			"id": "curve", "z": 3, "symbol": "circle", "symbolSize": 7, "showSymbol": true,
			"lineStyle": map[string]any{"color": brand, "width": 2.4}, "itemStyle": map[string]any{"color": brand, "opacity": 1},
			"markLine": upright(0, w.T("chart.last_day", "day", w.ShortDate(lastDay)), "end"),
			"endLabel": map[string]any{"show": len(points) > 0, "formatter": escape(w.Percent(end)), "color": ink, "fontSize": 13, "fontWeight": 600, "distance": 8},
		},
	}
	mark, _ := curve.more["markLine"].(map[string]any)
	mark["z"] = 2 // above the interval, below the curve
	if few {
		curve.more["lineStyle"] = map[string]any{"opacity": 0}
	}
	list = append(list, curve)
	f := frameOf{
		x:     opts.XAxis{Type: "value", Min: math.Floor(lo/5) * 5, Max: math.Ceil(hi/5) * 5},
		xMore: scale(fn("signed"), w.T("chart.days_axis")),
		y:     opts.XAxis{Type: "value", Min: 0, Max: 1},
		yMore: scale(percentSign(w), ""),
		grid:  map[string]any{"left": 52, "right": 56, "top": 32, "bottom": 48},
	}
	f.xMore["minInterval"], f.yMore["interval"] = 1, 0.25
	return build(f, p, list...)
}

// percentSign hands the browser the language's own way of writing per cent.
func percentSign(w Words) map[string]any { return fn("percent", "sign", sign(w)) }

func sign(w Words) string { return strings.TrimPrefix(w.Percent(1), "100") }

// spread writes a range of shares with one sign: "60–93 %".
func spread(lo, hi float64, w Words) string {
	return w.T("chart.range", "lo", strings.TrimSuffix(w.Percent(lo), sign(w)), "hi", w.Percent(hi))
}
