package chart

import (
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"danbiet/analytics"
)

// Widths of the columns in a saved picture: "Đang làm 80 %", "chưa đến hạn".
const taskWidth, periodWidth = 128, 116

// cell is one cell of a grid before it has its place.
type cell struct{ row, col, state, text, tip string }

// TaskGridPicture draws units × tasks of the superior plan with the status in
// words. A page shows the same as an HTML table; this is the picture that is
// saved of it. t is the Table "luoi-nhiem-vu".
func TaskGridPicture(t *analytics.Table, w Words, p Picture) (Option, error) {
	heads := map[string]string{}
	var cells []cell
	for i := range t.Rows {
		task := text(t.Value(i, "town_task"))
		if task == "" {
			continue // a task of the unit's own has no column here
		}
		title := text(t.Value(i, "title"))
		heads[task] = strings.Join(append([]string{task}, wrap(title, taskWidth/7, 2)...), "\n")
		status := text(t.Value(i, "status"))
		word := w.Code(status)
		if progress, ok := number(t.Value(i, "progress")); ok && status == "dang_thuc_hien" {
			word += " " + w.Percent(progress)
		}
		unit := text(t.Value(i, "unit"))
		cells = append(cells, cell{unit, task, status, word, w.Unit(unit) + "\n" + strings.Join(append([]string{task}, wrap(title, 40, 3)...), " ") + "\n" + word})
	}
	return grid(cells, w.Unit, func(col string) string { return heads[col] }, taskWidth, w, p)
}

// StatusGridPicture draws units × periods with the state of each obligation:
// days before (−) or after (+) the last day. t is the Table "luoi-nop".
func StatusGridPicture(t *analytics.Table, w Words, p Picture) (Option, error) {
	var cells []cell
	for i := range t.Rows {
		state, unit, period := text(t.Value(i, "state")), text(t.Value(i, "unit")), text(t.Value(i, "period"))
		diff, known := number(t.Value(i, "day_diff"))
		var word string
		switch state {
		case "on_time", "late":
			if known {
				word = signed(int64(diff))
			}
		case "pending_on_time", "pending_late":
			word = w.T("chart.pending_short")
		case "missing_none":
			word = w.T("chart.missing")
		case "missing_returned":
			word = w.T("chart.returned_short")
		case "not_yet_due":
			word = w.T("chart.not_yet_due")
		default:
			word = w.T("chart.exempt")
		}
		cells = append(cells, cell{unit, period, state, word, w.Unit(unit) + "\n" + w.Period(period) + "\n" + w.Code(state)})
	}
	return grid(cells, w.Unit, w.Period, periodWidth, w, p)
}

// signed writes days before or after with the true minus sign.
func signed(n int64) string {
	switch {
	case n < 0:
		return "−" + itoa(-n)
	case n > 0:
		return "+" + itoa(n)
	}
	return "0"
}

// grid lays cells out in the order in which rows and columns first come.
func grid(cells []cell, rowName, colName func(string) string, colWidth int, w Words, p Picture) (Option, error) {
	rowAt, colAt := map[string]int{}, map[string]int{}
	var rows, cols []string
	for _, c := range cells {
		if _, ok := rowAt[c.row]; !ok {
			rowAt[c.row] = len(rows)
			rows = append(rows, c.row)
		}
		if _, ok := colAt[c.col]; !ok {
			colAt[c.col] = len(cols)
			cols = append(cols, c.col)
		}
	}
	shown := map[int]int{}
	var labels []string
	for _, i := range edges(len(rows)) {
		shown[i] = len(labels)
		labels = append(labels, rowName(rows[i]))
	}
	var items []item
	for _, c := range cells {
		if y, ok := shown[rowAt[c.row]]; ok {
			items = append(items, item{Value: []any{colAt[c.col], y}, State: c.state, Text: c.text, Tip: c.tip})
		}
	}
	heads := make([]string, len(cols))
	tallest := 1
	for i, c := range cols {
		heads[i] = colName(c)
		tallest = max(tallest, 1+strings.Count(heads[i], "\n"))
	}
	y, yMore, left := names(labels)
	f := frameOf{
		x: opts.XAxis{Type: "category", Data: heads, Position: "top"},
		xMore: map[string]any{
			"axisLine": hidden(), "axisTick": hidden(), "splitLine": hidden(),
			"axisLabel": map[string]any{"interval": 0, "fontSize": 12, "color": ink2, "fontWeight": 600, "lineHeight": 16, "margin": 8},
		},
		y:     y,
		yMore: yMore,
		grid:  map[string]any{"left": left, "right": 4, "top": 20 + 16*tallest, "bottom": 4},
		rows:  max(1, len(labels)),
		width: min(max(left+len(cols)*colWidth+48, 800), 2400),
		note:  shownNote(w, len(rows)),
	}
	return build(f, p, series{
		SingleSeries: charts.SingleSeries{Type: "custom", Data: items},
		more:         map[string]any{"id": "cells", "renderItem": fn("cells"), "encode": map[string]any{"x": 0, "y": 1}},
	})
}
