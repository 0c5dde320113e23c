package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"danbiet/analytics"
	"danbiet/data"
)

// arrivalOrder is where a state stands in the picture: what came, by its day;
// then what may still come; then what is missing; then who owes nothing.
var arrivalOrder = map[string]int{
	"on_time": 0, "late": 0, "pending_on_time": 0, "pending_late": 0,
	"not_yet_due": 1, "missing_none": 2, "missing_returned": 2, "exempt": 3,
}

// Arrivals draws when each unit sent, against the last day: a dot a unit from
// the earliest to the latest, those late or missing with the word beside them.
// t is the Table "nghia-vu".
func Arrivals(t *analytics.Table, w Words, p Picture) (Option, error) {
	order := sorted(t, func(a, b int) bool {
		sa, sb := arrivalOrder[text(t.Value(a, "state"))], arrivalOrder[text(t.Value(b, "state"))]
		if sa != sb {
			return sa < sb
		}
		da, _ := number(t.Value(a, "day_diff"))
		db, _ := number(t.Value(b, "day_diff"))
		return sa == 0 && da < db
	})
	var (
		labels []string
		items  []item
		lo, hi = -5.0, 5.0
		last   data.Day
		same   = true
	)
	for _, i := range edges(len(order)) {
		row := order[i]
		it := arrival(t, row, w)
		y := len(labels)
		x, _ := it.Value[0].(float64)
		it.Value = []any{x, y}
		lo, hi = math.Min(lo, x), math.Max(hi, x)
		labels = append(labels, w.Unit(text(t.Value(row, "unit"))))
		items = append(items, it)
		if d := day(t.Value(row, "last_day")); last == 0 {
			last = d
		} else if d != last {
			same = false
		}
	}
	deadline := w.T("chart.last_day_plain")
	if same && last != 0 {
		deadline = w.T("chart.last_day", "day", w.ShortDate(last))
	}
	y, yMore, left := names(labels)
	f := frameOf{
		x:      opts.XAxis{Type: "value", Min: math.Floor(lo/5) * 5, Max: math.Ceil(hi/5)*5 + 5}, // room for the words beside what is late
		xMore:  scale(fn("signed"), w.T("chart.days_axis")),
		y:      y,
		yMore:  yMore,
		grid:   map[string]any{"left": left, "right": 28, "top": 28, "bottom": 44},
		narrow: map[string]any{"left": min(left, 96), "right": 16},
		rows:   max(1, len(labels)),
		note:   shownNote(w, len(order)),
	}
	f.xMore["minInterval"] = 1
	return build(f, p, series{
		SingleSeries: charts.SingleSeries{Type: "custom", Data: items},
		more: map[string]any{
			"id": "arrivals", "renderItem": map[string]any{"$fn": "marks", "plain": true, "room": 24},
			"encode": map[string]any{"x": 0, "y": 1}, "markLine": upright(0, deadline, "start"),
		},
	})
}

// arrival is the mark of one unit.
func arrival(t *analytics.Table, row int, w Words) item {
	state := text(t.Value(row, "state"))
	last, received := day(t.Value(row, "last_day")), day(t.Value(row, "received_on"))
	diff, _ := number(t.Value(row, "day_diff"))
	late, overdue := whole(t.Value(row, "days_late_calendar")), whole(t.Value(row, "days_overdue_calendar"))
	unit := w.Unit(text(t.Value(row, "unit")))
	it := item{State: state, Value: []any{diff}}
	switch state {
	case "on_time":
		it.Text = w.ShortDate(received)
	case "late":
		it.Text = w.T("chart.late", "days", w.Days(late))
	case "pending_on_time":
		it.Text, it.Short = w.T("chart.pending", "day", w.ShortDate(received)), w.ShortDate(received)
	case "pending_late":
		it.Text, it.Short = w.T("chart.pending_late", "days", w.Days(late)), w.T("chart.late", "days", w.Days(late))
	case "missing_none", "missing_returned":
		// Where the day stands: it is this late already and is not in.
		it.Value[0] = float64(max(overdue, 1))
		key := map[string]string{"missing_none": "chart.missing", "missing_returned": "chart.returned"}[state]
		it.Text, it.Short = w.T(key), w.T(key)
		if overdue > 0 {
			it.Text = w.T(key+"_days", "days", w.Days(overdue))
		}
	case "not_yet_due":
		it.Value[0] = float64(0)
		if t.AsOf != 0 && last != 0 && t.AsOf < last {
			it.Value[0] = float64(t.AsOf - last)
		}
		it.Text = w.T("chart.not_yet_due")
	default:
		it.Value[0] = float64(0)
		it.Text = w.T("chart.exempt")
	}
	it.Tip = unit + "\n" + w.Code(state)
	if received != 0 {
		it.Tip += "\n" + w.T("chart.tip_received", "day", w.Date(received), "last", w.Date(last))
	} else if it.Text != "" {
		it.Tip = unit + "\n" + it.Text
	}
	return it
}
