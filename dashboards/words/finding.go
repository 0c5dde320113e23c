package words

import (
	"fmt"
	"strings"

	"danbiet/data"
)

// A Run is a stretch of a sentence: plain, strong, or a link.
type Run struct {
	Text   string
	Strong bool
	Href   string
}

// A Sentence is its runs; spaces are part of them.
type Sentence []Run

// Text is the sentence without its marks.
func (s Sentence) Text() string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(r.Text)
	}
	return b.String()
}

// A Name is a unit in a sentence: with its kind, the days it is late or overdue
// by, and its page.
type Name struct {
	Text string
	Days int64
	Href string
}

// Reports is what a finding says of reports. Owing counts the units that owe a
// report, NotDue those of them that have not sent one while there is time.
type Reports struct {
	Owing, OnTime, NotDue int64
	Kinds                 []string // of the units owing
	Late, Missing         []Name
	One                   string // the unit's name, when only one was asked about
	Due                   bool   // the last day has passed
	// Previous is the same report a year before; Known is false where there is none.
	Previous PreviousReports
	// Rolled is how many more would be on time if the last day moved over days off.
	Rolled    int64
	RolledDay data.Day
}

// PreviousReports is the same report a year before, at the same distance from
// its last day.
type PreviousReports struct {
	Known         bool
	OnTime, Owing int64
	Year          int
	// OtherUnits: it was owed by units that were merged since; two generations
	// of units are named side by side but never subtracted (METHOD.md 4.8).
	OtherUnits bool
}

// Tasks is what a finding says of tasks: Unknown ones have no report, or a
// report that does not speak of them.
type Tasks struct {
	Total, Done, Unknown int64
	UnknownNoReport      int64 // those of Unknown whose unit has sent no report
}

// Title is the finding as one sentence without a full stop: who reported in
// time, and how many tasks are done.
func (w Words) Title(r Reports, t Tasks) string {
	parts := []string{w.reportsTitle(r)}
	if s := w.tasksTitle(t); s != "" {
		parts = append(parts, s)
	}
	return Upper(strings.Join(parts, "; "))
}

func (w Words) reportsTitle(r Reports) string {
	switch {
	case r.Owing == 0:
		return w.pick("không có đơn vị nào phải nộp báo cáo kỳ này", "no unit owes a report for this period")
	case r.One != "" && r.Owing == 1:
		return w.oneTitle(r)
	case !r.Due:
		return w.earlyTitle(r)
	}
	all := w.Units(r.Owing, r.Kinds...)
	switch {
	case r.OnTime == r.Owing && r.Owing == 1:
		return w.pick("đơn vị duy nhất phải nộp đã nộp báo cáo đúng hạn", "the one unit that owed a report sent it on time")
	case r.OnTime == r.Owing:
		return w.pick(fmt.Sprintf("cả %s %s nộp báo cáo đúng hạn", w.Int(r.Owing), all),
			fmt.Sprintf("all %s %s reported on time", w.Int(r.Owing), all))
	case int64(len(r.Missing)) == r.Owing:
		return w.pick(fmt.Sprintf("chưa có %s nào nộp báo cáo", w.Units(2, r.Kinds...)),
			fmt.Sprintf("none of the %s %s has reported", w.Int(r.Owing), all))
	case r.OnTime == 0:
		return w.pick(fmt.Sprintf("chưa có %s nào nộp báo cáo đúng hạn", w.Units(2, r.Kinds...)),
			fmt.Sprintf("none of the %s %s reported on time", w.Int(r.Owing), all))
	}
	return w.pick(fmt.Sprintf("%s trong %s %s nộp báo cáo đúng hạn", w.Int(r.OnTime), w.Int(r.Owing), all),
		fmt.Sprintf("%s of %s %s reported on time", w.Int(r.OnTime), w.Int(r.Owing), all))
}

func (w Words) oneTitle(r Reports) string {
	switch {
	case len(r.Missing) > 0:
		return w.pick(r.One+" chưa nộp báo cáo", r.One+" has not reported")
	case len(r.Late) > 0:
		return w.pick(r.One+" nộp báo cáo muộn "+w.LateBy(r.Late[0].Days), r.One+" reported "+w.LateBy(r.Late[0].Days)+" late")
	case r.OnTime == 0:
		return w.pick(r.One+" chưa đến hạn nộp báo cáo", r.One+"’s report is not due yet")
	}
	return w.pick(r.One+" nộp báo cáo đúng hạn", r.One+" reported on time")
}

func (w Words) earlyTitle(r Reports) string {
	all := w.Units(r.Owing, r.Kinds...)
	switch r.OnTime {
	case 0:
		return w.pick(fmt.Sprintf("chưa đến hạn; chưa có %s nào nộp báo cáo", w.Units(2, r.Kinds...)),
			fmt.Sprintf("not due yet; none of the %s %s has reported", w.Int(r.Owing), all))
	case r.Owing:
		return w.pick(fmt.Sprintf("cả %s %s đã nộp báo cáo trước hạn", w.Int(r.Owing), all),
			fmt.Sprintf("all %s %s reported before the last day", w.Int(r.Owing), all))
	}
	return w.pick(fmt.Sprintf("chưa đến hạn; %s trong %s %s đã nộp báo cáo", w.Int(r.OnTime), w.Int(r.Owing), all),
		fmt.Sprintf("not due yet; %s of %s %s have reported", w.Int(r.OnTime), w.Int(r.Owing), all))
}

func (w Words) tasksTitle(t Tasks) string {
	switch {
	case t.Total == 0 || t.Unknown == t.Total:
		return ""
	case t.Done == t.Total && t.Total == 1:
		return w.pick("nhiệm vụ duy nhất đã xong", "the one task is done")
	case t.Done == t.Total:
		return w.pick(fmt.Sprintf("cả %s nhiệm vụ đã xong", w.Int(t.Total)), fmt.Sprintf("all %s tasks are done", w.Int(t.Total)))
	case t.Done == 0:
		return w.pick("chưa nhiệm vụ nào xong", "no task is done yet")
	}
	return w.pick(fmt.Sprintf("%s trong %s nhiệm vụ đã xong", w.Int(t.Done), w.Int(t.Total)),
		fmt.Sprintf("%s of %s tasks are done", w.Int(t.Done), w.Int(t.Total)))
}

// When says which period, by when, and as of when the page speaks.
func (p Printer) When(period data.Period, asOf data.Day) Sentence {
	rule, last := p.DeadlineRule(period)
	return Sentence{
		{Text: p.Period(period.ID) + p.pick(", hạn nộp ", ", due ")},
		{Text: rule, Strong: true},
		{Text: " (" + last + "), " + p.pick("tính đến ", "as of ") + p.Date(asOf) + "."},
	}
}

// Compared sets the number on time beside the same report a year before; there
// is nothing to say where that is unknown or the last day has not passed.
func (w Words) Compared(r Reports) Sentence {
	if !r.Previous.Known || r.Previous.Owing == 0 || !r.Due || r.Owing == 0 || r.One != "" {
		return nil
	}
	prev := fmt.Sprintf("%s/%s", w.Int(r.Previous.OnTime), w.Int(r.Previous.Owing))
	year := fmt.Sprint(r.Previous.Year)
	d := r.OnTime - r.Previous.OnTime
	if r.Previous.OtherUnits {
		return Sentence{{Text: w.pick("Cùng kỳ "+year+", các đơn vị trước khi sắp xếp: "+prev+" đúng hạn.", "The same period of "+year+", the units before the merger: "+prev+" on time.")}}
	}
	if r.Owing != r.Previous.Owing { // counts out of different totals are not subtracted
		return Sentence{{Text: w.pick("Cùng kỳ "+year+": "+prev+" đúng hạn.", "The same period of "+year+": "+prev+" on time.")}}
	}
	switch {
	case d > 0:
		return Sentence{
			{Text: w.pick("Thêm ", "")},
			{Text: w.pick(w.Int(d)+" đơn vị đúng hạn", w.Int(d)+" more "+plural(d, "unit", "units")), Strong: true},
			{Text: w.pick(" so với cùng kỳ "+year+" ("+prev+").", " on time than in "+year+" ("+prev+").")},
		}
	case d < 0:
		return Sentence{
			{Text: w.pick("Số đơn vị đúng hạn ít hơn cùng kỳ "+year+" là ", "")},
			{Text: w.pick(w.Int(-d), w.Int(-d)+" fewer "+plural(-d, "unit", "units")), Strong: true},
			{Text: w.pick(" ("+prev+").", " on time than in "+year+" ("+prev+").")},
		}
	}
	return Sentence{{Text: w.pick("Số đơn vị đúng hạn bằng cùng kỳ "+year+" ("+prev+").", "As many units on time as in "+year+" ("+prev+").")}}
}

// namesShown is how many names a sentence carries before "và n đơn vị khác".
const namesShown = 3

// Behind names who was late and who has not reported, and what is unknown
// because of it.
func (w Words) Behind(r Reports, t Tasks) Sentence {
	var s Sentence
	if len(r.Late) > 0 && r.One == "" {
		s = append(s, w.lateRuns(r.Late)...)
	}
	if r.One != "" && len(r.Late) > 0 && len(r.Missing) == 0 {
		s = nil
	}
	if len(r.Missing) > 0 {
		if len(s) > 0 {
			s = append(s, Run{Text: "; "})
		}
		s = append(s, w.missingRuns(r.Missing)...)
	}
	s = w.unknownRuns(s, r, t)
	if len(s) == 0 {
		return nil
	}
	s[0].Text = Upper(s[0].Text)
	return append(s, Run{Text: "."})
}

func (w Words) lateRuns(late []Name) Sentence {
	if len(late) == 1 {
		return append(w.nameRuns(late, false), Run{Text: w.pick(" nộp muộn ", " was ") + w.LateBy(late[0].Days) + w.pick("", " late")})
	}
	return append(w.nameRuns(late, true), Run{Text: w.pick(" nộp muộn", " were late")})
}

func (w Words) missingRuns(missing []Name) Sentence {
	if len(missing) == 1 {
		tail := w.pick(" chưa nộp", " has not reported")
		if d := missing[0].Days; d > 0 {
			tail += w.pick(" (quá hạn "+w.Days(d)+")", " ("+w.Days(d)+" overdue)")
		}
		return append(w.nameRuns(missing, false), Run{Text: tail})
	}
	return append(w.nameRuns(missing, false), Run{Text: w.pick(" chưa nộp", " have not reported")})
}

func (w Words) unknownRuns(s Sentence, r Reports, t Tasks) Sentence {
	if t.Unknown == 0 {
		return s
	}
	n := w.Int(t.Unknown) + w.pick(" nhiệm vụ chưa rõ", plural(t.Unknown, " task is unknown", " tasks are unknown"))
	switch {
	case len(r.Missing) > 0 && t.UnknownNoReport == t.Unknown:
		return append(s, Run{Text: w.pick(", nên "+n, ", so "+n)})
	case len(s) > 0:
		return append(s, Run{Text: "; " + n})
	}
	return append(s, Run{Text: n})
}

// nameRuns lists up to three names, each a link, and counts the others.
func (w Words) nameRuns(names []Name, days bool) Sentence {
	shown, others := names, 0
	if len(names) > namesShown+1 { // "và 1 đơn vị khác" would be longer than its name
		shown, others = names[:namesShown], len(names)-namesShown
	}
	and := w.pick(" và ", " and ")
	var s Sentence
	for i, n := range shown {
		switch {
		case i == 0:
		case i == len(shown)-1 && others == 0:
			s = append(s, Run{Text: and})
		default:
			s = append(s, Run{Text: ", "})
		}
		s = append(s, Run{Text: n.Text, Strong: true, Href: n.Href})
		if days {
			s = append(s, Run{Text: " (" + w.Days(n.Days) + ")"})
		}
	}
	if others > 0 {
		s = append(s, Run{Text: and + w.Int(int64(others)) + w.pick(" đơn vị khác", " other units")})
	}
	return s
}

// Sensitivity is the footnote of the other reading of the last day: who would
// be on time if it moved over days off. "" where nobody would.
func (w Words) Sensitivity(r Reports) string {
	if r.Rolled <= 0 {
		return ""
	}
	return w.pick(
		fmt.Sprintf("Theo cách tính có dời ngày nghỉ (đến hết %s): thêm %s báo cáo đúng hạn.", w.Date(r.RolledDay), w.Int(r.Rolled)),
		fmt.Sprintf("If the last day moved over days off (to the end of %s), %s more %s would be on time.", w.Date(r.RolledDay), w.Int(r.Rolled), plural(r.Rolled, "report", "reports")))
}

// Bounds says how far a plan is, and how sure that is: "hoàn thành 3/6; đạt từ
// 60 % đến 93 % tùy 2 nhiệm vụ chưa có số".
func (w Words) Bounds(done, total, unknown int64, lower, upper float64) string {
	head := w.pick("hoàn thành ", "done ") + w.Int(done) + "/" + w.Int(total)
	if unknown == 0 || lower == upper {
		return head + w.pick("; đạt ", "; reached ") + w.Percent(lower)
	}
	return head + w.pick(
		fmt.Sprintf("; đạt từ %s đến %s tùy %s nhiệm vụ chưa có số", w.Percent(lower), w.Percent(upper), w.Int(unknown)),
		fmt.Sprintf("; between %s and %s depending on %s %s without figures", w.Percent(lower), w.Percent(upper), w.Int(unknown), plural(unknown, "task", "tasks")))
}

// Reminder is the text to copy and send to a unit that has not reported.
func (p Printer) Reminder(unit string, period data.Period, overdue int64) string {
	rule, last := p.DeadlineRule(period)
	if overdue <= 0 {
		return p.pick(
			fmt.Sprintf("Kính gửi %s: báo cáo %s có hạn nộp %s (%s). Đề nghị đơn vị gửi báo cáo đúng hạn. Trân trọng cảm ơn.", unit, lowerFirst(p.Period(period.ID)), rule, last),
			fmt.Sprintf("To %s: the report “%s” is due %s (%s). Please send it in time. Thank you.", unit, p.Period(period.ID), rule, last))
	}
	return p.pick(
		fmt.Sprintf("Kính gửi %s: báo cáo %s có hạn nộp %s (%s); đến nay đã quá hạn %s và chưa nhận được báo cáo. Đề nghị đơn vị gửi sớm; nếu đã gửi, đề nghị cho biết ngày gửi để đối chiếu. Trân trọng cảm ơn.", unit, lowerFirst(p.Period(period.ID)), rule, last, p.Days(overdue)),
		fmt.Sprintf("To %s: the report “%s” was due %s (%s); it is %s overdue and has not been received. Please send it soon, or tell us the day you sent it. Thank you.", unit, p.Period(period.ID), rule, last, p.Days(overdue)))
}

func lowerFirst(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return s
}

func (w Words) pick(vi, en string) string {
	if w.en() {
		return en
	}
	return vi
}

// TasksTitle is the finding of the page of tasks.
func (w Words) TasksTitle(t Tasks) string {
	switch {
	case t.Total == 0:
		return w.pick("Chưa có nhiệm vụ nào để theo dõi trong kỳ này", "There are no tasks to follow in this period")
	case t.Unknown == t.Total:
		return w.pick(fmt.Sprintf("Chưa rõ %s nhiệm vụ: chưa có báo cáo nào nói đến", w.Int(t.Total)),
			fmt.Sprintf("%s %s unknown: no report speaks of them", w.Int(t.Total), plural(t.Total, "task is", "tasks are")))
	}
	title := w.tasksTitle(t)
	if t.Unknown > 0 {
		title += w.pick(fmt.Sprintf("; %s nhiệm vụ chưa rõ", w.Int(t.Unknown)), fmt.Sprintf("; %s unknown", w.Int(t.Unknown)))
	}
	return Upper(title)
}

// TaskTitle is the finding of one task's page: "II.3 Dân vận chính quyền: xong
// ở 9 trong 14 đơn vị".
func (w Words) TaskTitle(label, title string, done, n int64) string {
	head := strings.TrimSpace(label + " " + title)
	switch {
	case n == 0:
		return head + w.pick(": chưa có đơn vị nào trong kỳ này", ": no unit in this period")
	case done == 0:
		return head + w.pick(": chưa đơn vị nào xong", ": not done in any unit yet")
	case done == n:
		return head + w.pick(fmt.Sprintf(": cả %s đơn vị đã xong", w.Int(n)), fmt.Sprintf(": done in all %s units", w.Int(n)))
	}
	return head + w.pick(fmt.Sprintf(": %s trong %s đơn vị đã xong", w.Int(done), w.Int(n)), fmt.Sprintf(": done in %s of %s units", w.Int(done), w.Int(n)))
}
