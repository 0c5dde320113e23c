package chart

import (
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"danbiet/analytics"
)

// PeriodTrend draws the share sent on time from period to period. The line
// breaks before breakAt, the first period of the units made on 01/07/2025:
// before and after are not the same units ("" = no break). t is the Table
// "qua-cac-ky".
func PeriodTrend(t *analytics.Table, breakAt string, w Words, p Picture) (Option, error) {
	var labels []string
	breakIndex := -1
	var before, after []any
	for i := range t.Rows {
		period := text(t.Value(i, "period"))
		labels = append(labels, w.Period(period))
		if period == breakAt && i > 0 {
			breakIndex = i
		}
		var point any
		if share, ok := number(t.Value(i, "on_time_rate")); ok {
			onTime, expected := whole(t.Value(i, "on_time")), whole(t.Value(i, "expected"))
			rate := w.Rate(onTime, expected)
			point = map[string]any{
				"value": share,
				"label": map[string]any{"show": true, "formatter": escape(rate)},
				"tip":   w.T("chart.tip_period", "period", w.Period(period), "rate", rate, "share", w.Percent(share)),
			}
		}
		a, b := point, any(nil)
		if breakIndex >= 0 {
			a, b = nil, point
		}
		before, after = append(before, a), append(after, b)
	}
	look := func(id string) map[string]any {
		return map[string]any{
			"id": id, "symbol": "circle", "symbolSize": 10, "showSymbol": true, "connectNulls": false, "clip": false, "labelLayout": map[string]any{"hideOverlap": true},
			"lineStyle": map[string]any{"color": brand, "width": 2}, "itemStyle": map[string]any{"color": brand, "opacity": 1, "borderColor": "#FFFFFF", "borderWidth": 1.5},
			"label": map[string]any{"position": "top", "distance": 8, "color": ink, "fontSize": 13, "fontWeight": 600, "textBorderColor": "#FFFFFF", "textBorderWidth": 3},
		}
	}
	list := []series{{SingleSeries: charts.SingleSeries{Type: "line", Data: before}, more: look("before")}}
	if breakIndex >= 0 {
		list = append(list, series{SingleSeries: charts.SingleSeries{Type: "line", Data: after}, more: look("after")},
			series{
				SingleSeries: charts.SingleSeries{Type: "custom", Data: []item{{Value: []any{breakIndex, 0.0}, Text: w.T("chart.break")}}},
				more:         map[string]any{"id": "break", "renderItem": fn("rule"), "silent": true, "encode": map[string]any{"x": 0, "y": 1}, "clip": false},
			})
	}
	f := frameOf{
		x: opts.XAxis{Type: "category", Data: labels},
		xMore: map[string]any{
			"axisLine": map[string]any{"show": true, "lineStyle": map[string]any{"color": "#A9B3BB"}}, "axisTick": hidden(), "splitLine": hidden(),
			"axisLabel": map[string]any{"fontSize": 12, "color": ink2, "hideOverlap": true, "interval": "auto"},
		},
		y:     opts.XAxis{Type: "value", Min: 0, Max: 1},
		yMore: scale(percentSign(w), ""),
		grid:  map[string]any{"left": 52, "right": 20, "top": 56, "bottom": 32},
	}
	f.yMore["interval"] = 0.25
	return build(f, p, list...)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
