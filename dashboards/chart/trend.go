package chart

import (
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"danbiet/analytics"
	"danbiet/data"
)

// Break is a reorganisation: from Period on, the first one whose last day comes
// after On, the units are others.
type Break struct {
	Period        string
	On            data.Day
	Before, After int // how many units became how many
}

// PeriodTrend draws the share sent on time from period to period. The line breaks
// where units became others, with the day and what became of them: before and
// after are not the same units. t is the Table "qua-cac-ky".
func PeriodTrend(t *analytics.Table, breaks []Break, w Words, p Picture) (Option, error) {
	var labels []string
	var marks []item
	segments := [][]any{nil}
	for i := range t.Rows {
		period := text(t.Value(i, "period"))
		labels = append(labels, w.Period(period))
		for _, b := range breaks {
			if period == b.Period && i > 0 {
				marks = append(marks, item{Value: []any{i, 0.0}, Text: w.T("chart.break", "day", w.Date(b.On), "before", itoa(int64(b.Before)), "after", itoa(int64(b.After)))})
				segments = append(segments, make([]any, i))
			}
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
		for s := range segments { // a gap wherever another segment has the point
			if s == len(segments)-1 {
				segments[s] = append(segments[s], point)
			} else {
				segments[s] = append(segments[s], nil)
			}
		}
	}
	look := func(id string) map[string]any {
		return map[string]any{
			"id": id, "symbol": "circle", "symbolSize": 10, "showSymbol": true, "connectNulls": false, "clip": false, "labelLayout": map[string]any{"hideOverlap": true},
			"lineStyle": map[string]any{"color": brand, "width": 2}, "itemStyle": map[string]any{"color": brand, "opacity": 1, "borderColor": "#FFFFFF", "borderWidth": 1.5},
			"label": map[string]any{"position": "top", "distance": 8, "color": ink, "fontSize": 13, "fontWeight": 600, "textBorderColor": "#FFFFFF", "textBorderWidth": 3},
		}
	}
	var list []series
	for i, points := range segments {
		id := "before"
		if i > 0 {
			id = strings.TrimSuffix("after-"+itoa(int64(i)), "-1")
		}
		list = append(list, series{SingleSeries: charts.SingleSeries{Type: "line", Data: points}, more: look(id)})
	}
	if len(marks) > 0 {
		list = append(list, series{
			SingleSeries: charts.SingleSeries{Type: "custom", Data: marks},
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
