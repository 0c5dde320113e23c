package chart

import (
	"fmt"
	"math"
	"strings"

	"danbiet/analytics"
	"danbiet/data"
)

// testWords is a small Vietnamese of the charts' keys.
var testTexts = map[string]string{
	"chart.last_day": "Hạn: hết {day}", "chart.last_day_plain": "Hạn", "chart.days_axis": "số ngày so với hạn (− sớm, + muộn)",
	"chart.late": "muộn {days}", "chart.missing": "chưa nộp", "chart.missing_days": "chưa nộp, quá {days}",
	"chart.returned": "bị trả lại", "chart.returned_days": "bị trả lại, quá {days}", "chart.returned_short": "trả lại",
	"chart.pending": "{day}, chờ duyệt", "chart.pending_late": "muộn {days}, chờ duyệt", "chart.pending_short": "chờ duyệt",
	"chart.not_yet_due": "chưa đến hạn", "chart.exempt": "được miễn", "chart.tip_received": "Nhận ngày {day}, hạn hết ngày {last}",
	"chart.some_shown": "Vẽ {shown} trong {all} đơn vị: {edge} đơn vị đầu và {edge} đơn vị cuối; bảng có đủ.",
	"chart.tip_curve":  "Đến hết ngày {day}: {share} đã nộp", "chart.tip_bounds": "{unit}\nHoàn thành {done}; đạt từ {lo} đến {hi}, tùy các nhiệm vụ chưa có số",
	"chart.tip_exact": "{unit}\nHoàn thành {done}; đạt {share}", "chart.range": "{lo}–{hi}", "chart.no_report": "chưa có báo cáo",
	"chart.break": "từ {day}: {before} đơn vị thành {after} đơn vị mới", "chart.tip_period": "{period}\nĐúng hạn {rate} ({share})",
}

var testCodes = map[string]string{
	"on_time": "Đúng hạn", "late": "Trễ hạn", "pending_on_time": "Đã nộp, chờ duyệt", "pending_late": "Đã nộp muộn, chờ duyệt",
	"missing_none": "Chưa nộp", "missing_returned": "Bị trả lại, chưa nộp lại", "not_yet_due": "Chưa đến hạn", "exempt": "Được miễn",
	"hoan_thanh": "Xong", "hoan_thanh_vuot": "Vượt", "dang_thuc_hien": "Đang làm", "chua_thuc_hien": "Chưa làm", "khong_phat_sinh": "Không có",
	"khong_ap_dung": "Không áp dụng", "chua_bao_cao": "chưa báo cáo", "chua_nop": "chưa nộp", "ngoai_ke_hoach": "ngoài kế hoạch",
}

func testWords() Words {
	return Words{
		T: func(key string, args ...string) string {
			text, ok := testTexts[key]
			if !ok {
				return "⟦" + key + "⟧"
			}
			for i := 0; i+1 < len(args); i += 2 {
				text = strings.ReplaceAll(text, "{"+args[i]+"}", args[i+1])
			}
			return text
		},
		Code: func(v string) string { return testCodes[v] },
		Unit: func(id string) string { return id },
		Period: func(id string) string {
			year, kind, _ := strings.Cut(id, "-")
			return strings.TrimSpace(kind + " " + year)
		},
		Date:      func(d data.Day) string { return d.Time().Format("02/01/2006") },
		ShortDate: func(d data.Day) string { return d.Time().Format("02/01") },
		Days:      func(n int64) string { return fmt.Sprintf("%d\u00a0ngày", n) },
		Rate: func(x, n int64) string {
			if n <= 0 {
				return "—"
			}
			return fmt.Sprintf("%d/%d", x, n)
		},
		Percent: func(share float64) string { return fmt.Sprintf("%.0f\u00a0%%", share*100) },
	}
}

func table(name string, keys string, rows ...[]any) *analytics.Table {
	t := &analytics.Table{Name: name, N: len(rows), AsOf: data.Date(2024, 5, 17)}
	for _, k := range strings.Fields(keys) {
		t.Columns = append(t.Columns, analytics.Column{Key: k})
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, analytics.Row{Values: r})
	}
	return t
}

var deadline = data.Date(2024, 5, 9)

const obligationKeys = "unit state last_day received_on day_diff days_late_calendar days_overdue_calendar"

func obligation(unit, state string, diff int) []any {
	row := []any{unit, state, deadline, deadline + data.Day(diff), int64(diff), int64(max(diff, 0)), int64(0)}
	if strings.HasPrefix(state, "missing") {
		row[3], row[4], row[5], row[6] = data.Day(0), nil, nil, int64(8)
	}
	if state == "exempt" {
		row[3], row[4] = data.Day(0), nil
	}
	return row
}

func sampleObligations() *analytics.Table {
	return table("nghia-vu", obligationKeys,
		obligation("Phú Vĩnh", "missing_none", 0), obligation("Lê Chánh", "missing_returned", 0),
		obligation("Long Sơn", "late", 6), obligation("Vĩnh Xương", "pending_late", 3),
		obligation("Tân Thạnh", "pending_on_time", -4),
		obligation("Châu Phong", "on_time", -5), obligation("Long An", "on_time", -2), obligation("Long Châu", "on_time", -9),
		obligation("Long Hưng", "on_time", -8), obligation("Long Phú", "on_time", -6), obligation("Long Thạnh", "on_time", -8),
		obligation("Phú Lộc", "on_time", 0), obligation("Vĩnh Hòa", "on_time", -4), obligation("Tân An", "exempt", 0))
}

func sampleCurve() *analytics.Table {
	t := table("duong-nop", "day at_risk events censored share_submitted lo hi")
	left, sent := 14.0, 0.0
	for _, e := range [][2]float64{{-9, 1}, {-8, 2}, {-6, 1}, {-5, 1}, {-4, 2}, {-3, 1}, {-2, 2}, {-1, 1}, {3, 1}, {6, 1}, {8, 0}} {
		sent += e[1]
		share := sent / 14
		spread := 1.96 * math.Sqrt(share*(1-share)/14)
		t.Rows = append(t.Rows, analytics.Row{Values: []any{int64(e[0]), int64(left), int64(e[1]), int64(0), share, math.Max(0.01, share-spread), math.Min(0.99, share+spread)}})
		left -= e[1]
	}
	t.N = 14
	return t
}

func sampleCompletion() *analytics.Table {
	const keys = "unit lower upper point completed_share n_tasks n_done n_not_applicable"
	row := func(unit string, lower, upper float64, point any, done, tasks, na int64) []any {
		return []any{unit, lower, upper, point, float64(done) / float64(tasks), tasks, done, na}
	}
	return table("hoan-thanh", keys,
		row("Châu Phong", 1, 1, 1.0, 6, 6, 0), row("Lê Chánh", .86, .86, .86, 4, 6, 0), row("Long An", .93, 1, .96, 5, 6, 0),
		row("Long Châu", 1, 1, 1.0, 5, 6, 1), row("Long Hưng", 1, 1, 1.0, 6, 6, 0), row("Long Phú", .9, .9, .9, 5, 6, 0),
		row("Long Sơn", .6, .93, nil, 3, 6, 0), row("Long Thạnh", .95, .95, .95, 5, 6, 0),
		[]any{"Phú Vĩnh", nil, nil, nil, nil, int64(6), nil, nil},
		row("Phú Lộc", .85, .95, .89, 4, 6, 0), row("Tân An", .98, .98, .98, 5, 6, 0), row("Tân Thạnh", 1, 1, 1.0, 6, 6, 0),
		row("Vĩnh Hòa", .8, .8, .8, 4, 6, 0), row("Vĩnh Xương", .4, .75, nil, 2, 6, 0))
}

var sampleUnits = strings.Split("Vĩnh Xương,Long Sơn,Lê Chánh,Long An,Phú Lộc,Tân An,Châu Phong,Long Châu,Long Hưng,Long Phú,Long Thạnh,Tân Thạnh,Vĩnh Hòa,Phú Vĩnh", ",")

func sampleTasks() *analytics.Table {
	t := table("luoi-nhiem-vu", "unit town_task title status progress")
	titles := []string{"Quán triệt, tuyên truyền", "Xây dựng Đảng, nêu gương", "Dân vận chính quyền", "Dân chủ đại diện", "Giám sát, hòa giải", "Đổi mới, mô hình"}
	for u, unit := range sampleUnits {
		for k, title := range titles {
			status, progress := "hoan_thanh", any(nil)
			switch {
			case unit == "Phú Vĩnh":
				status = "chua_nop"
			case u < 6 && (u*5+k*3)%7 == 1:
				status, progress = "dang_thuc_hien", 0.3+float64(k)/10
			case u < 2 && k == 5, u == 1 && k == 4:
				status = "chua_thuc_hien"
			case u == 4 && k == 3:
				status = "khong_phat_sinh"
			case u == 6 && k == 1:
				status = "hoan_thanh_vuot"
			case u == 3 && k == 0:
				status = "chua_bao_cao"
			}
			t.Rows = append(t.Rows, analytics.Row{Values: []any{unit, fmt.Sprintf("II.%d", k+1), title, status, progress}})
		}
	}
	return t
}

func samplePeriods() *analytics.Table {
	return table("qua-cac-ky", "period expected on_time on_time_rate",
		[]any{"2022-6T", int64(14), int64(8), 8.0 / 14}, []any{"2022-N", int64(14), int64(9), 9.0 / 14},
		[]any{"2023-6T", int64(14), int64(9), 9.0 / 14}, []any{"2023-N", int64(14), int64(12), 12.0 / 14},
		[]any{"2024-6T", int64(14), int64(11), 11.0 / 14}, []any{"2024-N", int64(14), int64(12), 12.0 / 14},
		[]any{"2025-6T", int64(14), int64(13), 13.0 / 14}, []any{"2025-N", int64(5), int64(3), 3.0 / 5}, []any{"2026-6T", int64(5), int64(5), 1.0},
		[]any{"2026-N", int64(0), int64(0), nil})
}

func sampleTimeliness() *analytics.Table {
	t := table("luoi-nop", "unit period state day_diff")
	for u, unit := range sampleUnits {
		for k, period := range []string{"2022-6T", "2022-N", "2023-6T", "2023-N", "2024-6T", "2024-N"} {
			n := (u*7 + k*5) % 13
			row := []any{unit, period, "on_time", int64(-n % 7)}
			switch {
			case k == 5:
				row[2], row[3] = "not_yet_due", nil
			case unit == "Phú Vĩnh" && k == 4:
				row[2], row[3] = "missing_none", nil
			case n == 11:
				row[2], row[3] = "late", int64(u%5+1)
			case n == 12:
				row[2], row[3] = "missing_returned", nil
			case n == 10 && k == 4:
				row[2], row[3] = "pending_on_time", int64(-1)
			case n == 9 && u > 9:
				row[2], row[3] = "exempt", nil
			}
			t.Rows = append(t.Rows, analytics.Row{Values: row})
		}
	}
	return t
}

// everyChart makes each chart of this package from its sample.
func everyChart() map[string]func(p Picture) (Option, error) {
	w := testWords()
	return map[string]func(p Picture) (Option, error){
		"arrivals": func(p Picture) (Option, error) { return Arrivals(sampleObligations(), w, p) },
		"curve":    func(p Picture) (Option, error) { return Curve(sampleCurve(), deadline, w, p) },
		"bounds":   func(p Picture) (Option, error) { return Bounds(sampleCompletion(), w, p) },
		"tasks":    func(p Picture) (Option, error) { return TaskGridPicture(sampleTasks(), w, p) },
		"status":   func(p Picture) (Option, error) { return StatusGridPicture(sampleTimeliness(), w, p) },
		"trend":    func(p Picture) (Option, error) { return PeriodTrend(samplePeriods(), sampleBreaks, w, p) },
	}
}

// sampleBreaks is the reorganisation of the sample's town.
var sampleBreaks = []Break{{Period: "2025-N", On: data.Date(2025, 7, 1), Before: 14, After: 5}}
