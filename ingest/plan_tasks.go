package ingest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"danbiet/data"
)

func itoa(n int) string { return strconv.Itoa(n) }

// tasksOf are the items of the lowest level of the sections that set tasks. A
// section of plain paragraphs gives each of them.
func tasksOf(sections []*node, year int) []data.PlanTask {
	var tasks []data.PlanTask
	for _, s := range sections {
		if s.role != roleTasks {
			if s.label.kind == capitalLabel {
				tasks = append(tasks, tasksOf(nested(s), year)...)
			}
			continue
		}
		if len(s.children) == 0 {
			for i, p := range s.parts[1:] {
				tasks = append(tasks, taskOf(s.path()+"."+itoa(i+1), p, year))
			}
			continue
		}
		s.walk(func(n *node) {
			if len(n.children) == 0 {
				tasks = append(tasks, taskOf(n.path(), n.text(), year))
			}
		})
	}
	return tasks
}

// nested are the Roman sections under a lettered part.
func nested(s *node) []*node {
	var out []*node
	for _, c := range s.children {
		if c.role != "" {
			out = append(out, c)
		}
	}
	return out
}

func taskOf(label string, p passage, year int) data.PlanTask {
	t := data.PlanTask{Label: label, Text: p.String(), At: p.place()}
	t.From, t.To = windowIn(p.canon, year)
	return t
}

// Windows of work: from a month or day to another, inside a month or quarter, or
// done by a day.
var (
	wMonth    = `(?i:tháng)\s+(\d{1,2})(?:\s*(?:/|-|\.|,?\s*(?i:năm))\s*(\d{4}))?`
	wDate     = `(\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?|\d{1,2}\s+(?i:tháng)\s+\d{1,2}(?:\s*,?\s*(?i:năm)\s*\d{4})?)`
	wDay      = `(?:(?i:ngày)\s+)?` + wDate
	wQuarter  = `(?i:quý)\s+(IV|I{1,3}|[1-4])(?:\s*(?:/|,?\s*(?i:năm))\s*(\d{4}))?`
	wFrom     = `(?:^|[^\p{L}])(?i:từ)\s+(?i:đầu\s+)?`
	wTo       = `\s*,?\s*(?i:đến|tới|-)\s*(?:(?i:hết|cuối|ngày cuối)\s+)?`
	wMonths   = regexp.MustCompile(`(?:^|[^\p{L}])(?:(?i:từ)\s+)?(?:(?i:đầu)\s+)?` + wMonth + wTo + wMonth)
	wDays     = regexp.MustCompile(wFrom + wDay + wTo + wDay)
	wInside   = regexp.MustCompile(wFrom + `(?i:ngày)\s+(\d{1,2})` + wTo + `(?i:ngày)\s+` + wDate)
	wYearEnd  = regexp.MustCompile(wFrom + wMonth + `\s*,?\s*(?i:đến)\s+(?i:hết|cuối)\s+(?i:năm)(?:\s+(\d{4}))?`)
	wQuarters = regexp.MustCompile(wFrom + wQuarter + wTo + wQuarter)
	wIn       = regexp.MustCompile(`(?i:(?:(?:^|[^\p{L}])trong|(?:thực hiện|hoàn thành|tổ chức|thời gian)\s*:?\s*(?:xong\s+|dứt điểm\s+)?(?:trong\s+|vào\s+)?))\s*(?:` + wMonth + `|` + wQuarter + `)`)
	wDone     = regexp.MustCompile(`(?i:hoàn thành|xong|hoàn tất|kết thúc)\s*[,:]?\s*(?i:(trước)|chậm nhất|muộn nhất|không quá|đến hết|hết|trong|vào)\s+(?:(?i:là|vào|đến|trước)\s+)*` + wDay)
	wNow      = regexp.MustCompile(`(?i:(từ đầu năm)|từ nay|kể từ ngày (?:ký|ban hành)|từ khi ban hành(?: kế hoạch)?)\s*,?\s*(?i:cho\s+)?(?i:đến|tới)\s*(?:(?i:hết|cuối)\s+)?(?:` + wMonth + `|` + wDay + `)`)
	wUntil    = regexp.MustCompile(`(?i:thời gian|thực hiện|triển khai|kéo dài)(?:\s+(?i:thực hiện|triển khai))?\s*:?\s*(?i:đến\s+hết|cho đến hết)\s+(?:` + wMonth + `|` + wDay + `)`)
	wQuarterE = regexp.MustCompile(`(?i:trước khi (?:hết|kết thúc)|hết|cuối|trước khi hết)\s+` + wQuarter)
	wAlso     = regexp.MustCompile(`^\s*(?:,|và|,\s*và|-)\s*(?:` + wMonth + `|` + wQuarter + `)`)
	wLimit    = regexp.MustCompile(`(?i:hạn chót|hạn cuối|thời hạn)[^\d.;]{0,30}?(?i:ngày)\s+` + wDate)
	wDoneIn   = regexp.MustCompile(`(?i:hoàn thành|xong|hoàn tất|kết thúc)\s*,?\s*(?i:(trước)|chậm nhất|muộn nhất|không quá|đến hết|hết|trong|vào)\s+(?i:(?:là|vào|trong|cuối)\s+)*` + wMonth)
)

// windowIn is the stretch of time that a task's text gives it; year fills in a
// missing one. A text without a stretch gives "", "".
func windowIn(s string, year int) (from, to data.PartialDate) {
	if m := wMonths.FindStringSubmatch(s); m != nil {
		y2 := or(atoi(m[4]), year)
		return month(or(atoi(m[2]), y2), atoi(m[1])), month(y2, atoi(m[3]))
	}
	if m := wDays.FindStringSubmatch(s); m != nil {
		end, _ := ParseDate(m[2], year)
		y := year
		if end != 0 {
			y = end.Time().Year()
		}
		start, _ := ParseDate(m[1], y)
		return data.PartialDate(start.String()), data.PartialDate(end.String())
	}
	if m := wInside.FindStringSubmatch(s); m != nil {
		if end, _ := ParseDate(m[2], year); end != 0 {
			y, mm, _ := end.Time().Date()
			start, _ := dayOf(y, int(mm), atoi(m[1]))
			return data.PartialDate(start.String()), data.PartialDate(end.String())
		}
	}
	if m := wYearEnd.FindStringSubmatch(s); m != nil {
		y := or(atoi(m[3]), or(atoi(m[2]), year))
		return month(or(atoi(m[2]), y), atoi(m[1])), month(y, 12)
	}
	if m := wNow.FindStringSubmatch(s); m != nil {
		if m[1] != "" {
			from = month(or(atoi(m[3]), year), 1)
		}
		return from, lastNamed(m[2], m[3], m[4], year)
	}
	if m := wQuarters.FindStringSubmatch(s); m != nil {
		y2 := or(atoi(m[4]), year)
		return month(or(atoi(m[2]), y2), 3*quarterOf(m[1])-2), month(y2, 3*quarterOf(m[3]))
	}
	if m := wDone.FindStringSubmatch(s); m != nil {
		day, problem := ParseDate(m[2], year)
		if problem != "" || day == 0 {
			return "", ""
		}
		if m[1] != "" { // before a day ends with the day before
			day--
		}
		return "", data.PartialDate(day.String())
	}
	if m := wLimit.FindStringSubmatch(s); m != nil {
		day, _ := ParseDate(m[1], year)
		return "", data.PartialDate(day.String())
	}
	if m := wDoneIn.FindStringSubmatch(s); m != nil {
		y, mm := or(atoi(m[3]), year), atoi(m[2])
		if m[1] != "" {
			mm--
		}
		return "", month(y, mm)
	}
	if m := wIn.FindStringSubmatchIndex(s); m != nil {
		from, to = insideNamed(submatches(s, m)[1:], year)
		// "tháng 4, tháng 5": the last of a list ends it.
		for at := m[1]; ; {
			next := wAlso.FindStringSubmatchIndex(s[at:])
			if next == nil {
				return from, to
			}
			a, b := insideNamed(submatches(s[at:], next)[1:], year)
			if a <= to || a == "" {
				return from, to
			}
			if yearless := next[4] < 0 && next[8] < 0; !yearless && m[4] < 0 && m[8] < 0 {
				from = data.PartialDate(string(a[:5]) + string(from[5:]))
			}
			to = b
			at += next[1]
		}
	}
	if m := wUntil.FindStringSubmatch(s); m != nil {
		return "", lastNamed(m[1], m[2], m[3], year)
	}
	if m := wQuarterE.FindStringSubmatch(s); m != nil {
		return "", month(or(atoi(m[2]), year), 3*quarterOf(m[1]))
	}
	return "", ""
}

// insideNamed is the stretch of a month or quarter: the groups of wMonth, then
// those of wQuarter.
func insideNamed(m []string, year int) (from, to data.PartialDate) {
	if m[0] != "" {
		at := month(or(atoi(m[1]), year), atoi(m[0]))
		return at, at
	}
	y, q := or(atoi(m[3]), year), quarterOf(m[2])
	return month(y, 3*q-2), month(y, 3*q)
}

// lastNamed is the month or day that ends a stretch.
func lastNamed(m, y, day string, year int) data.PartialDate {
	if m != "" {
		return month(or(atoi(y), year), atoi(m))
	}
	d, problem := ParseDate(day, year)
	if problem != "" || d == 0 {
		return ""
	}
	return data.PartialDate(d.String())
}

func submatches(s string, m []int) []string {
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

// month is the ISO form of a year's month, "" when there is no such month.
func month(year, m int) data.PartialDate {
	if year < 1900 || year > 2100 || m < 1 || m > 12 {
		return ""
	}
	return data.PartialDate(fmt.Sprintf("%04d-%02d", year, m))
}

func quarterOf(s string) int {
	if n := atoi(s); n > 0 {
		return n
	}
	return romanValue(strings.ToUpper(s))
}

func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}
