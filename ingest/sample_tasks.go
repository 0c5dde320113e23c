package ingest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"danbiet/data"
)

// keyTask is one of the six key tasks of the town, which every commune's plan
// carries out. Texts have {ap} (ấp or khóm), {n} (how many), {y} (year).
type keyTask struct {
	title    string
	town     string    // what the town's plan says after the title
	wordings [3]string // what a commune's office makes of it
	basis    [2]string // documents cited before and since the law of 01/07/2023
	start    string    // month and day
	due      string
	kind     string // TemplateTask.Type
	unit     string
	target   func(*sampleUnit) float64
	who      string
}

// keyTasks are in the order of the town's plan: II.1 to II.6.
var keyTasks = []keyTask{
	{
		title: "Quán triệt, tuyên truyền",
		town:  "tổ chức quán triệt các văn bản về thực hiện dân chủ ở cơ sở đến 100% ấp, khóm; mỗi ấp, khóm ít nhất 02 buổi sinh hoạt, hoàn thành trước ngày 30/4/{y}",
		wordings: [3]string{
			"Tiếp tục quán triệt, nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền, nhất là người đứng đầu, về thực hiện dân chủ ở cơ sở; tuyên truyền đến {n}/{n} {ap}, mỗi {ap} ít nhất 02 buổi",
			"Tổ chức tuyên truyền, phổ biến các quy định về thực hiện dân chủ ở cơ sở tại {n} {ap} (02 buổi/{ap}) và trên hệ thống truyền thanh, nhóm Zalo của {ap}",
			"Đẩy mạnh công tác tuyên truyền, quán triệt quy chế dân chủ ở cơ sở trong cán bộ, công chức, người hoạt động không chuyên trách và Nhân dân; bảo đảm mỗi {ap} sinh hoạt 02 buổi",
		},
		basis: [2]string{
			"Pháp lệnh số 34/2007/PL-UBTVQH11 của Ủy ban Thường vụ Quốc hội và Chỉ thị số 30-CT/TW của Bộ Chính trị (khóa VIII)",
			"Nghị định số 59/2023/NĐ-CP, ngày 14/8/2023 của Chính phủ và Nghị định số 61/2023/NĐ-CP, ngày 16/8/2023 của Chính phủ",
		},
		start: "01-15", due: "04-30", kind: "higher", unit: "buổi",
		target: func(u *sampleUnit) float64 { return float64(2 * u.apCount) },
		who:    "Công chức Văn hóa - Xã hội",
	},
	{
		title: "Xây dựng Đảng, nêu gương",
		town:  "gắn thực hiện dân chủ ở cơ sở với xây dựng, chỉnh đốn Đảng; 100% cán bộ, công chức đăng ký nội dung nêu gương trước ngày 30/4/{y}",
		wordings: [3]string{
			"Thực hiện dân chủ ở cơ sở gắn với xây dựng, chỉnh đốn Đảng; cán bộ, công chức đăng ký nội dung nêu gương và được Nhân dân {ap} nơi cư trú nhận xét",
			"Gắn thực hiện quy chế dân chủ với học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; 100% cán bộ, công chức có bản đăng ký nêu gương",
			"Nâng cao trách nhiệm nêu gương của người đứng đầu; tổ chức để Nhân dân góp ý cho cán bộ, công chức theo quy định",
		},
		basis: [2]string{
			"Kết luận số 21-KL/TW của Ban Chấp hành Trung ương (khóa XIII) và Chỉ thị số 05-CT/TW của Bộ Chính trị",
			"Kết luận số 21-KL/TW của Ban Chấp hành Trung ương (khóa XIII) và Nghị quyết số 27-NQ/TW của Ban Chấp hành Trung ương",
		},
		start: "01-15", due: "04-30", kind: "status", who: "Đảng ủy, Văn phòng - Thống kê",
	},
	{
		title: "Dân vận chính quyền",
		town:  "thực hiện công tác dân vận chính quyền; niêm yết đủ thủ tục hành chính, công khai lịch tiếp công dân, khảo sát mức độ hài lòng trước ngày 30/6/{y}",
		wordings: [3]string{
			"Thực hiện dân chủ ở cơ sở gắn với công tác dân vận chính quyền; rà soát, niêm yết đủ thủ tục hành chính, công khai lịch tiếp công dân và kết quả giải quyết",
			"Đổi mới công tác dân vận của cơ quan nhà nước; xây dựng mô hình “Chính quyền thân thiện vì Nhân dân phục vụ”, khảo sát mức độ hài lòng của người dân",
			"Nâng cao hiệu quả công tác dân vận chính quyền, cải cách thủ tục hành chính, xây dựng đội ngũ cán bộ gần dân, trọng dân",
		},
		basis: [2]string{
			"Kế hoạch số 814/KH-UBND, ngày 28/12/2021 của UBND tỉnh và Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ",
			"Kế hoạch số 36-KH/TU, ngày 18/8/2017 của Ban Thường vụ Thị ủy và Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ",
		},
		start: "02-01", due: "06-30", kind: "status", who: "Văn phòng - Thống kê",
	},
	{
		title: "Dân chủ đại diện",
		town:  "thực hiện tốt dân chủ đại diện; tổng hợp, theo dõi giải quyết kiến nghị của cử tri tại các kỳ họp trước ngày 30/6/{y}",
		wordings: [3]string{
			"Thực hiện tốt dân chủ đại diện, phát huy vai trò cơ quan dân cử; tổng hợp, phản ánh và giám sát việc giải quyết kiến nghị của cử tri",
			"Tổng hợp đầy đủ kiến nghị của cử tri sau tiếp xúc; theo dõi, đôn đốc trả lời bằng văn bản và thông báo lại tại {ap}",
			"Nắm tình hình Nhân dân, tập hợp ý kiến, kiến nghị của cử tri; giám sát việc giải quyết và thông tin kết quả đến người dân",
		},
		basis: [2]string{
			"Nghị quyết Đại hội Đảng bộ thị xã lần thứ XII",
			"Nghị quyết Đại hội Đảng bộ thị xã lần thứ XII và Kế hoạch số 31-KH/TU, ngày 15 tháng 5 năm 2017 của Ban Thường vụ Thị ủy",
		},
		start: "02-01", due: "06-30", kind: "status", who: "Thường trực HĐND",
	},
	{
		title: "Giám sát, hòa giải",
		town:  "nâng cao hiệu quả Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng, Tổ hòa giải; mỗi xã, phường ít nhất 10 cuộc giám sát, đối thoại, hòa giải điểm trước ngày 30/9/{y}",
		wordings: [3]string{
			"Nâng cao hiệu quả Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng, Tổ hòa giải {ap}; thực hiện nghiêm việc tiếp xúc, đối thoại với Nhân dân, giải quyết dứt điểm vụ việc bức xúc",
			"Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng xây dựng và thực hiện chương trình giám sát; củng cố {n} Tổ hòa giải {ap}; đối thoại với Nhân dân ít nhất 01 lần trong năm",
			"Tăng cường kiểm tra, giám sát của Nhân dân; kịp thời hòa giải mâu thuẫn, tranh chấp tại {ap}; tổ chức đối thoại theo quy định",
		},
		basis: [2]string{
			"Chỉ thị số 10-CT/TW của Ban Bí thư (khóa X)",
			"Chỉ thị số 10-CT/TW của Ban Bí thư (khóa X) và Kết luận số 120-KL/TW của Bộ Chính trị (khóa XI)",
		},
		start: "01-15", due: "09-30", kind: "higher", unit: "cuộc",
		target: func(*sampleUnit) float64 { return 10 },
		who:    "Ủy ban Mặt trận Tổ quốc, Tư pháp - Hộ tịch",
	},
	{
		title: "Đổi mới, mô hình",
		town:  "đổi mới nội dung, phương thức thực hiện; mỗi xã, phường đăng ký, xây dựng mô hình, điển hình “Dân vận khéo” trước ngày 15/5/{y}",
		wordings: [3]string{
			"Tiếp tục đổi mới, nâng cao chất lượng hoạt động thực hiện dân chủ ở cơ sở; xây dựng mô hình, điển hình, kịp thời biểu dương, nhân rộng",
			"Đăng ký và xây dựng mô hình “Dân vận khéo” trên bốn lĩnh vực tại {n}/{n} {ap}; sơ kết, nhân rộng cách làm hay",
			"Phát động phong trào thi đua “Dân vận khéo”; mỗi {ap} có ít nhất 01 mô hình được đăng ký và theo dõi",
		},
		basis: [2]string{
			"Kế hoạch số 23-KH/TU của Ban Thường vụ Tỉnh ủy",
			"Kế hoạch số 125-KH/TU, ngày 28 tháng 3 năm 2024 của Ban Thường vụ Thị ủy",
		},
		start: "02-01", due: "05-15", kind: "status", who: "Khối dân vận",
	},
}

// localTask is what a commune sets itself; it carries out nothing of the town's.
type localTask struct {
	text        string
	start, due  string
	kind, unit  string
	target      any
	six, year   any    // actual
	sixS, yearS string // status
	sixP        any    // progress at six months
	who         string
}

var localTasks = map[string]localTask{
	"phuong-long-chau": {text: "Bố trí số nội dung công khai mỗi tháng vừa sức người xem, trong khoảng từ 4 đến 8 nội dung", start: "01-15", due: "12-15", kind: "range", unit: "nội dung", target: "4-8", six: 6, year: 9, sixS: "Đang thực hiện", yearS: "Hoàn thành", who: "Văn phòng - Thống kê"},
	"xa-chau-phong":    {text: "Kéo giảm số vụ khiếu nại vượt cấp, cả năm không quá 02 vụ", start: "01-15", due: "12-15", kind: "lower", unit: "vụ", target: 2, six: 1, year: 3, sixS: "Đang thực hiện", yearS: "Đang thực hiện", who: "Tư pháp - Hộ tịch"},
	"phuong-long-phu":  {text: "Không để hồ sơ thủ tục hành chính trễ hạn quá 05 hồ sơ trong năm", start: "01-15", due: "12-15", kind: "lower", unit: "hồ sơ", target: 5, six: 2, year: 4, sixS: "Đang thực hiện", yearS: "Hoàn thành", who: "Bộ phận Tiếp nhận và Trả kết quả"},
	"xa-tan-thanh":     {text: "Lắp đặt bảng công khai tại trụ sở Ban nhân dân các ấp", start: "03-01", due: "08-31", kind: "binary", sixS: "Chưa thực hiện", yearS: "Hoàn thành", six: 0, year: 1, who: "Ban nhân dân các ấp"},
	"xa-vinh-hoa":      {text: "Vận động Nhân dân nâng cấp đường liên ấp bằng hình thức Nhà nước và Nhân dân cùng làm", start: "05-01", due: "10-31", kind: "status", sixS: "Chưa thực hiện", yearS: "Đang thực hiện", who: "Địa chính - Xây dựng"},
}

// sampleState is the status of a task in a report: a word of the template's
// drop-down and the share done (1 when finished).
type sampleState struct {
	word  string
	share float64
}

// The words of the drop-down that the sample uses by name.
const (
	wordDone      = "Hoàn thành"
	wordAbove     = "Hoàn thành vượt"
	wordDoing     = "Đang thực hiện"
	wordNotYet    = "Chưa thực hiện"
	wordNothing   = "Không phát sinh"
	wordNotForUs  = "Không áp dụng"
	wordNotStated = ""
)

// six2024 are the tasks that were not finished in the report of May 2024, the
// one shown first; all others are.
var six2024 = map[string]map[int]sampleState{
	"xa-vinh-xuong":   {3: {wordDoing, 0.60}, 5: {wordDoing, 0.30}, 6: {wordNotYet, 0}},
	"phuong-long-son": {2: {wordDoing, 0.50}, 5: {wordNotYet, 0}},
	"xa-le-chanh":     {4: {wordDoing, 0.70}, 6: {wordDoing, 0.45}},
	"xa-long-an":      {5: {wordDoing, 0.80}},
	"xa-phu-loc":      {6: {wordDoing, 0.60}},
	"xa-tan-an":       {3: {wordDoing, 0.90}},
	"xa-chau-phong":   {4: {wordDoing, -1}}, // in progress without a figure
	"xa-vinh-hoa":     {3: {wordNotStated, 0}},
}

// doneBySix is the chance that a key task is finished in the six-month report.
var doneBySix = map[int]float64{2022: 0.48, 2023: 0.66, 2025: 0.80}

// makeStates draws the statuses of the six key tasks for both reports of a
// year. What was done stays done, unless a scenario says otherwise.
func makeStates(r *rand.Rand, u *sampleUnit, year int) (six, whole [6]sampleState) {
	for i := range six {
		six[i], whole[i] = sampleState{wordDone, 1}, sampleState{wordDone, 1}
		dice, percent, above := r.Float64(), float64(6+r.IntN(12))*5/100, r.IntN(6) == 0
		late := r.Float64() < 0.12
		switch {
		case u.perfect:
			continue
		case year == 2024:
			if s, ok := six2024[u.v.UnitID][i+1]; ok {
				six[i] = s
			}
		case dice > doneBySix[year]+0.28:
			six[i] = sampleState{wordNotYet, 0}
		case dice > doneBySix[year]:
			six[i] = sampleState{wordDoing, percent}
		}
		if six[i].word != wordDone && late {
			whole[i] = sampleState{wordDoing, math.Max(0.85, six[i].share)}
		} else if keyTasks[i].target != nil && above {
			whole[i] = sampleState{wordAbove, 1.2}
		}
	}
	return six, whole
}

// fillWords puts the unit's own words into a task's text.
func fillWords(text string, u *sampleUnit, year int) string {
	ap, n := "ấp, khóm", ""
	if u != nil {
		ap, n = u.ap(), fmt.Sprintf("%02d", u.apCount)
	}
	return strings.NewReplacer("{ap}", ap, "{n}", n, "{y}", fmt.Sprint(year)).Replace(text)
}

func monthDay(year int, s string) data.Day {
	d, err := data.ParseDay(fmt.Sprintf("%d-%s", year, s))
	if err != nil {
		panic(err) // a constant above is wrong
	}
	return d
}

// order is where a unit's plan puts the town's tasks: place i holds the town's
// task order[i]. One ward begins with the work of the authorities.
func (u *sampleUnit) order() [6]int {
	if u.v.UnitID == "phuong-long-hung" {
		return [6]int{2, 0, 1, 3, 4, 5}
	}
	return [6]int{0, 1, 2, 3, 4, 5}
}

// leftOut is the town's task that a unit's plan does not carry out, -1: none.
func (u *sampleUnit) leftOut(year int) int {
	if u.v.UnitID == "xa-phu-loc" && year == 2023 {
		return 1
	}
	return -1
}

// planText is the text of one of the unit's tasks, without what is cited.
func (u *sampleUnit) planText(k, year int) string {
	if u.leftOut(year) == k {
		return fillWords("Phát động Nhân dân trồng cây, giữ vệ sinh các tuyến đường trong {ap}, mỗi {ap} một tuyến kiểu mẫu", u, year)
	}
	return fillWords(keyTasks[k].wordings[u.wording], u, year)
}

// taskRows are the rows of sheets NhiemVu and NhiemVuAp of one report.
func (u *sampleUnit) taskRows(r *rand.Rand, year int, states [6]sampleState, whole bool) (rows []TemplateTask, aps []TemplateAp) {
	for place, k := range u.order() {
		task, state := keyTasks[k], states[k]
		row := TemplateTask{
			Label: fmt.Sprintf("II.%d", place+1), Text: u.planText(k, year),
			TownLabel: fmt.Sprintf("II.%d", k+1), Coverage: "full",
			Responsible: task.who, Type: task.kind, Unit: task.unit,
			Start: monthDay(year, task.start), Due: monthDay(year, task.due), Status: state.word,
		}
		switch {
		case u.leftOut(year) == k:
			row.TownLabel, row.Coverage = "", ""
		case (u.wording+k)%7 == 6:
			row.Coverage = "partial"
		}
		if task.target != nil && state.word != wordNotStated {
			target := task.target(u)
			row.Target, row.Actual = target, math.Round(target*state.share)
		} else if state.word == wordDoing && state.share >= 0 {
			row.Progress = int(math.Round(state.share * 100))
			if u.percent {
				row.Progress = fmt.Sprintf("%d%%", row.Progress)
			}
		}
		if !u.perfect && (state.word == wordDone || state.word == wordAbove) && r.IntN(4) > 0 {
			on := monthDay(year, task.due) - data.Day(r.IntN(20))
			row.Evidence = fmt.Sprintf("Báo cáo số %d/BC-UBND ngày %s", 12+r.IntN(60), dayVi(on))
		}
		if k == 0 && u.byAp && row.Target != nil {
			aps = u.apRows(row.Label, row.Actual.(float64))
		}
		rows = append(rows, row)
	}
	if t, ok := localTasks[u.v.UnitID]; ok {
		row := TemplateTask{
			Label: "II.7", Text: t.text, Responsible: t.who, Type: t.kind, Unit: t.unit,
			Start: monthDay(year, t.start), Due: monthDay(year, t.due), Target: t.target, Actual: t.six, Status: t.sixS,
		}
		if whole {
			row.Actual, row.Status = t.year, t.yearS
			if row.Status == wordDoing && t.kind == "status" {
				row.Progress = 75
			}
		}
		rows = append(rows, row)
	}
	return rows, aps
}

// apRows spread a sum over the ấp, two planned in each.
func (u *sampleUnit) apRows(label string, sum float64) (rows []TemplateAp) {
	for i, ap := range u.aps {
		share := math.Floor(sum / float64(u.apCount))
		if float64(i) < sum-share*float64(u.apCount) {
			share++
		}
		status := wordDone
		switch {
		case share == 0:
			status = wordNotYet
		case share < 2:
			status = wordDoing
		}
		rows = append(rows, TemplateAp{Label: label, Ap: ap, Target: 2, Actual: share, Status: status})
	}
	return rows
}

// clock is an instant of a day in Vietnam.
func clock(d data.Day, hour, minute int) time.Time {
	return d.Start().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}
