package ingest

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"danbiet/data"
)

// Report duties are worded in two halves that stand in either order: which
// report ("báo cáo sơ kết 6 tháng", "năm", "định kỳ hằng quý") and by when
// ("trước ngày 10/5/2024", "chậm nhất ngày 20 của tháng cuối quý"). Both halves
// are found in the sentence, then paired.

// reportKind is which report: a fixed one by its name, or one of every quarter
// or month.
type reportKind struct {
	from, to int
	name     string
	every    string // "quý", "tháng" or ""
	used     bool
}

// dueMention is by when: one or more dates of the year, or a day of every
// quarter's or month's certain month.
type dueMention struct {
	from, to int
	rule     data.Rule
	dates    []writtenDate
	dom      int    // of recurring ones; 99 is the last day
	every    string // "quý", "kỳ", "tháng"
	next     bool   // the first month after the quarter
}

const (
	sixMonths = "sơ kết 6 tháng"
	wholeYear = "tổng kết năm"
	lastOf    = 99
)

var (
	kindPatterns = []struct {
		name, every string
		re          *regexp.Regexp
	}{
		{"", "", regexp.MustCompile(`(?i:quý)\s+(IV|I{1,3}|[1-4])(?:[^\p{L}\d]|$)`)},
		// "sơ, tổng kết": both, said in one breath.
		{sixMonths, "", regexp.MustCompile(`(?i:(sơ)(?:\s+kết)?\s*(?:,|/|và|-)\s*tổng kết)`)},
		{sixMonths, "", regexp.MustCompile(`(?i:nửa\s+(?:đầu\s+)?năm(?:\s+đầu)?|bán niên)`)},
		{wholeYear, "", regexp.MustCompile(`(?:^|[^\d/.,\p{L}])((?i:12|mười hai)\s*(?i:tháng))(?:[^\d/]|$)`)},
		{"9 tháng", "", regexp.MustCompile(`(?i:(?:sơ kết\s+)?(?:0?9|chín)\s*tháng(?:\s+đầu\s+năm)?)`)},
		{"6 tháng cuối năm", "", regexp.MustCompile(`(?i:(?:0?6|sáu)\s*tháng\s+cuối\s+năm)`)},
		{sixMonths, "", regexp.MustCompile(`(?i:sơ kết[^.,;:()\d]{0,80}?(?:0?6|sáu)\s*tháng(?:\s+đầu\s+năm)?|(?:0?6|sáu)\s*tháng(?:\s+đầu\s+năm)?|giữa năm|sơ kết)`)},
		{wholeYear, "", regexp.MustCompile(`(?i:tổng kết(?:[^.,;:()\d]{0,80}?(?:cuối\s+|cả\s+)?năm(?:\s+\d{4})?)?|(?:cuối|cả)\s+năm|báo cáo\s+(?:kết quả\s+|định kỳ\s+|tổng hợp\s+)?(?:hằng\s+|hàng\s+)?năm)`)},
		{"", "quý", regexp.MustCompile(`(?i:(?:hằng|hàng|từng|mỗi|định kỳ|báo cáo|theo)\s+quý|(?:^|[^\p{L}])quý\s*[(:,;])`)},
		{"", "tháng", regexp.MustCompile(`((?i:(?:hằng|hàng|từng|mỗi|định kỳ|báo cáo)\s+tháng))(?:[^\p{L}\d]*$|[^\p{L}\d]*[^\d\s])`)},
		{wholeYear, "", regexp.MustCompile(`((?i:(?:kết quả|số liệu)\s+(?:thực hiện\s+)?(?:cả\s+)?năm)(?:\s+\d{4})?)(?:\s*[,;.:()]|\s+(?i:gửi|về|cho|trước|chậm nhất|không quá|muộn nhất|đến hết))`)},
		{wholeYear, "", regexp.MustCompile(`(?i:báo cáo\s+(?:kết quả|tình hình|công tác|việc|tổng hợp)[^.,;:()\d]{0,80}?\snăm(?:\s+\d{4}|\s*[,;.()]|\s+(?:gửi|về|cho|trước|chậm nhất|đến hết)))`)},
	}
	// "6 tháng và năm", "(…), năm trước ngày …": the year as a bare word.
	yearAfter = regexp.MustCompile(`^\s*(?:,|;|và|/|,\s*và)?\s*(?:(?i:báo cáo|kết quả|cả|một|01|1|định kỳ)\s+)*(?i:năm)(?:\s*[,.;:()]|\s+(?i:trước|chậm|muộn|đến hết|gửi|về|cho|của|theo|trình|đúng|báo cáo)|$)`)
	bareYearK = regexp.MustCompile(`(?:^|[,;(]|(?:^|\s)và)\s*(?:(?i:báo cáo|kết quả|cả|một|01|1)\s+)*((?i:năm))\s*(?:[:(,]?\s*(?:(?i:gửi|nộp)\s+)?(?i:trước|chậm nhất|muộn nhất|đến hết)|[-:(]\s*(?i:ngày)|\s(?i:là ngày|vào ngày|ngày\s+\d)|[-:(]\s*\d{1,2}[/.-]\d)`)

	yearInBrackets = regexp.MustCompile(`\(\s*(?i:(?:đối với\s+)?(?:báo cáo\s+)?(?:tổng kết\s+)?(?:cuối\s+|cả\s+)?)((?i:năm))\s*\)`)

	allReports = regexp.MustCompile(`^(?i:(?:các\s+|những\s+)?báo cáo)\s`)
	manyYears  = regexp.MustCompile(`^\s+\d+\s+(?i:năm)`)
	dueTrigger = regexp.MustCompile(`(?i:(chậm nhất|muộn nhất|trễ nhất|không quá|không muộn hơn|không trễ hơn|không chậm hơn|đến hết|trước|hết|vào|xong trong|trong))((?:\s+(?i:là|vào|đến|hết|trong|trước|lúc|và trong))*)\s+((?:\d{1,2}\s*(?i:giờ|h)\s*(?:\d{2}\s*)?(?i:phút)?\s*,?\s*)?)((?i:ngày)\s+)?`)
	dueEvery   = regexp.MustCompile(`^(?:(\d{1,2})|(?i:(?:làm việc\s+)?cuối(?:\s+cùng)?))\s+(?i:của\s+)?(?:(?i:(?:mỗi|từng|hằng|hàng)\s+)?(?i:tháng)\s+(?:(?i:cuối|thứ ba)(?i:\s+cùng)?|((?i:đầu)))(?:\s+(?i:của|mỗi|từng|hằng|hàng|các))*\s+(?i:(quý|kỳ|năm))(\s+(?i:sau|tiếp theo|kế tiếp|liền kề))?|(?i:(?:hằng|hàng|mỗi|từng|trong)\s+)(?i:(tháng))|(?i:(tháng))(\s+(?i:sau|tiếp theo|kế tiếp|liền kề))|(?i:(quý)))`)
	dueList    = regexp.MustCompile(`^\s*(?:,|;|và|,\s*và)\s*(?:(?i:trước|chậm nhất|đến hết)\s+)?(?:(?i:ngày)\s+)?`)
	reportWord = regexp.MustCompile(`(?i:báo cáo)`)
	reportVerb = regexp.MustCompile(`(?i:báo cáo|gửi|nộp|tổng hợp|sơ kết|tổng kết|có trách nhiệm|thực hiện chế độ)`)
	sendTo     = regexp.MustCompile(`(?i:(?:gửi|nộp|báo cáo|trình)(?:\s+(?:kết quả|bằng văn bản|báo cáo))*(?:\s+(?:về|cho|đến|tới|lên|qua))*|về|cho|đến|tới|lên)\s+`)
	ofWhom     = regexp.MustCompile(`^[^.;()]{0,40}?(?i:của)\s+`)
)

// dutiesOf are the reports that a plan promises. An item can leave to the words
// above it, or beside it in its section, that it is about reports, who sends
// them and to whom.
func dutiesOf(o outline, year int) []data.ReportDuty {
	var out []data.ReportDuty
	for _, s := range o.sections {
		from := len(out)
		var beside []passage
		s.walk(func(n *node) {
			for i, p := range n.parts {
				above := n.above(i)
				found := dutiesIn(p, year, slices.ContainsFunc(above, func(p passage) bool { return reportWord.MatchString(p.canon) }))
				for j := range found[:min(len(found), 24)] {
					completeDuty(&found[j], above)
				}
				if len(found) == 0 && allReports.MatchString(p.canon) {
					beside = append(beside, p)
				}
				out = append(out, found...)
			}
		})
		for j := range out[from:] {
			for _, p := range beside {
				d := &out[from+j]
				if d.Recipient == nil {
					d.Recipient = recipientIn(p, 0, 0, len(p.canon))
				}
				if d.Sender == nil {
					d.Sender = doneBy(p)
				}
			}
		}
	}
	for _, p := range append(slices.Clone(o.preamble), o.closing...) {
		out = append(out, dutiesIn(p, year, false)...)
	}
	return out
}

// doneBy is the body of "do … gửi".
func doneBy(p passage) *string {
	for _, b := range bodiesIn(p.canon, 0, len(p.canon)) {
		if precededBy(p.canon, b[0], "do") {
			name := p.printed(b[0], b[1])
			return &name
		}
	}
	return nil
}

func completeDuty(d *data.ReportDuty, above []passage) {
	for _, up := range above {
		// A head is short and says it in small letters.
		if allCaps(up.canon) || len(up.canon) > 2048 {
			continue
		}
		if d.Sender == nil {
			d.Sender = senderIn(up, 0, kindStart(up.canon, 0, nil))
		}
		if d.Recipient == nil && reportWord.MatchString(up.canon) {
			d.Recipient = recipientIn(up, 0, 0, len(up.canon))
		}
	}
	if same(d.Sender, d.Recipient) {
		d.Sender = nil
	}
}

// above are the passages that the i-th part of a node stands under, nearest
// first: the one before it and the heads of what it is in.
func (n *node) above(i int) []passage {
	var out []passage
	if i > 0 {
		out = append(out, n.parts[i-1])
	}
	if i > 1 {
		out = append(out, n.parts[0])
	}
	for up := n.parent; up != nil; up = up.parent {
		out = append(out, up.parts[0])
	}
	return out
}

// dutiesIn are the reports that a passage promises, in the plan's year; about
// says that the heading above it speaks of reports.
func dutiesIn(p passage, year int, about bool) []data.ReportDuty {
	if !about && !reportWord.MatchString(p.canon) {
		return nil
	}
	var out []data.ReportDuty
	sentences := p.sentences()
	for i, at := range sentences {
		found := sentenceDuties(p, at, year, about)
		for j := range found {
			if found[j].Sender == nil && len(out) > 0 {
				found[j].Sender = out[len(out)-1].Sender
			}
		}
		// A recipient named once, in a later sentence, is that of all.
		if len(found) == 0 && len(out) > 0 && out[len(out)-1].Recipient == nil && sendTo.MatchString(p.canon[at[0]:at[1]]) {
			to := recipientIn(p, at[0], at[0], at[1])
			for j := range out {
				if out[j].Recipient == nil {
					out[j].Recipient = to
				}
			}
		}
		// A sender named in the sentence before: "UBND xã thực hiện chế độ báo cáo.
		// Sơ kết 6 tháng trước ngày …".
		if len(found) > 0 && found[0].Sender == nil && i > 0 {
			from := senderIn(p, sentences[i-1][0], sentences[i-1][1])
			for j := range found {
				found[j].Sender = from
			}
		}
		out = append(out, found...)
	}
	return out
}

func sentenceDuties(p passage, at [2]int, year int, about bool) []data.ReportDuty {
	s := p.canon[:at[1]]
	dues := duesIn(s, at[0])
	if len(dues) == 0 {
		dues = scheduledIn(s, at[0], about)
	}
	kinds := kindsIn(s, at[0])
	if len(dues) == 0 && reportWord.MatchString(s[at[0]:]) {
		dues = besideKinds(s, kinds)
	}
	if len(dues) == 0 && len(kinds) > 0 {
		dues = openingDay(s, at[0])
	}
	// The day on which figures are cut off is not the one to send them on.
	dues = slices.DeleteFunc(dues, func(due dueMention) bool {
		m := cutOffSaid.FindStringIndex(s[at[0]:due.from])
		return m != nil && !strings.ContainsAny(s[at[0]+m[1]:due.from], ";.") && !handsIn.MatchString(s[at[0]+m[0]:due.from])
	})
	dues = slices.DeleteFunc(dues, func(due dueMention) bool {
		return due.every == ofMonths && !monthlyReport.MatchString(s[at[0]:due.from]) && !monthlyBefore.MatchString(s[at[0]:due.from])
	})
	if len(dues) == 0 {
		return nil
	}
	sender := senderIn(p, at[0], kindStart(s, at[0], kinds))
	if sender == nil {
		sender = senderAfter(p, at[0], at[1])
	}
	var out []data.ReportDuty
	for i, due := range dues {
		before, after := at[0], at[1]
		if i > 0 {
			before = dues[i-1].to
		}
		if i+1 < len(dues) {
			after = dues[i+1].from
		}
		mine := due.pair(kinds, before, after, year)
		if len(mine) == 0 {
			continue
		}
		recipient := recipientIn(p, at[0], due.to, at[1])
		for _, duty := range mine {
			duty.At = p.at(at[0], at[1]-trailing(s))
			duty.Sender, duty.Recipient = sender, recipient
			if same(duty.Sender, duty.Recipient) {
				duty.Sender = nil
			}
			out = append(out, duty)
		}
	}
	return out
}

func trailing(s string) int { return len(s) - len(strings.TrimRight(s, " ")) }

func same(a, b *string) bool {
	return a != nil && b != nil && data.ToneKey(*a) == data.ToneKey(*b)
}

// kindsIn are the reports named in a text from a byte offset on.
func kindsIn(s string, from int) []reportKind {
	var kinds []reportKind
	add := func(k reportKind) {
		for _, other := range kinds {
			if k.from < other.to && other.from < k.to {
				return
			}
		}
		kinds = append(kinds, k)
	}
	for _, p := range kindPatterns {
		for _, m := range p.re.FindAllStringSubmatchIndex(s[from:], -1) {
			if manyYears.MatchString(s[from+m[1]:]) {
				continue // "tổng kết 10 năm thực hiện" is no report of every year
			}
			k := reportKind{from: from + m[0], to: from + m[1], name: p.name, every: p.every}
			switch {
			case (k.name != "" || k.every != "") && len(m) > 2 && m[2] >= 0: // the name without what must follow it
				k.from, k.to = from+m[2], from+m[3]
			case k.name == "" && k.every == "":
				k.name = "quý " + roman(quarterOf(s[from+m[2]:from+m[3]]))
			case k.every != "":
				k.to = min(k.to, k.from+len(strings.TrimRight(s[k.from:k.to], " (:,;")))
			}
			add(k)
		}
	}
	for _, k := range slices.Clone(kinds) {
		if m := yearAfter.FindStringIndex(s[k.to:]); m != nil && k.name != wholeYear {
			add(reportKind{from: k.to + m[0], to: k.to + strings.LastIndex(s[k.to:k.to+m[1]], "m") + 1, name: wholeYear})
		}
	}
	for _, m := range yearInBrackets.FindAllStringSubmatchIndex(s[from:], -1) {
		add(reportKind{from: from + m[2], to: from + m[3], name: wholeYear})
	}
	for _, m := range bareYearK.FindAllStringSubmatchIndex(s[from:], -1) {
		add(reportKind{from: from + m[2], to: from + m[3], name: wholeYear})
	}
	slices.SortFunc(kinds, func(a, b reportKind) int { return a.from - b.from })
	return kinds
}

// duesIn are the last days named in a text from a byte offset on.
func duesIn(s string, from int) []dueMention {
	var out []dueMention
	for at := from; at < len(s); {
		m := dueTrigger.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		start, value := at+m[0], at+m[1]
		said := strings.ToLower(s[at+m[2] : at+m[5]])
		hour := m[6] < m[7]
		rule := data.ByDate
		if strings.Contains(said, "trước") && !strings.Contains(said, "trong") && !hour {
			rule = data.BeforeDate
		}
		due, ok := dueAt(s, value)
		if !ok {
			at += m[3]
			continue
		}
		due.from, due.rule = start, rule
		out = append(out, due)
		at = due.to
		// "trước 10/5 (6 tháng), 10/10 (năm)": the word before the first day is that of
		// all.
		for {
			m := dueGoesOn.FindStringSubmatchIndex(s[at:])
			if m == nil || !namesReport(s[at+m[2]:at+m[3]]) {
				break
			}
			next, ok := dueAt(s, at+m[1])
			if !ok || next.every == ofMonths {
				break
			}
			next.from, next.rule = at+m[3], rule
			out = append(out, next)
			at = next.to
		}
	}
	return out
}

// dueGoesOn is what stands between a last day and the next one of its list: the
// report that the first is of, in brackets or in words.
var dueGoesOn = regexp.MustCompile(`^\s*(\([^()]{1,80}\)|(?i:đối với|cho|là|với)\s[^.;,:()]{1,80}|(?i:báo cáo|sơ kết|tổng kết)\s[^.;,:()]{1,60})\s*(?:,|;|và|,\s*và|;\s*và)\s+(?:(?i:còn|ngày|là)\s+)*`)

func namesReport(s string) bool { return len(kindsIn(s, 0)) > 0 || reportWord.MatchString(s) }

var (
	schedule     = regexp.MustCompile(`(?i:thời hạn|thời gian|thời điểm|mốc|hạn|ngày|lịch)\s+(?i:gửi|nộp|báo cáo|hoàn thành)[^:;.]{0,120}?(?::|\s(?i:là|vào)\s)`)
	scheduledDay = regexp.MustCompile(`(?:[:(,;]|\s-|\s(?i:là|vào))\s*(?i:(?:vào|là)\s+)?((?i:ngày)\s+)?|(?i:năm|tháng|kết|quý|kỳ)(\s+(?i:ngày)\s+)`)
	handedIn     = regexp.MustCompile(`(?i:gửi|nộp)(?:[^.;\d]|\s\d\s){0,80}?(?:6\s+tháng\s+|9\s+tháng\s+)?(?i:từ)\s+(?:(?i:ngày)\s+)?\d{1,2}(?:\s*[/.-]\s*\d{1,2}){0,2}\s+(?i:đến)\s+(?:(?i:hết)\s+)?(?:(?i:ngày)\s+)?`)
)

// scheduledIn are last days that stand as in a timetable: "thời hạn gửi báo cáo:
// ngày 10/6 (6 tháng), ngày 10/12 (năm)", or behind a report's name and a colon
// under a heading about reports; and the last day of "từ ngày … đến ngày …".
func scheduledIn(s string, from int, about bool) []dueMention {
	var out []dueMention
	start := from
	if m := schedule.FindStringIndex(s[from:]); m != nil {
		start = max(from, from+m[1]-6) // from the colon, or the word that stands for it
		about = true
	}
	for at := start; about && at < len(s); {
		m := scheduledDay.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		if d, ok := dateAt(s, at+m[1]); ok {
			begins := at + m[0]
			if m[4] >= 0 { // behind the report's name itself
				begins = at + m[4]
			}
			out = append(out, dueMention{from: begins, to: d.to, rule: data.ByDate, dates: []writtenDate{d}})
			at = d.to
			continue
		}
		at += m[0] + 1
	}
	if m := handedIn.FindStringIndex(s[from:]); m != nil && len(out) == 0 {
		if d, ok := dateAt(s, from+m[1]); ok {
			out = append(out, dueMention{from: from + m[1], to: d.to, rule: data.ByDate, dates: []writtenDate{d}})
		}
	}
	return out
}

// dayAfterKind is a day right behind a report's name that stands without its
// word; nothing may follow that it could be a share of.
var (
	dayAfterKind = regexp.MustCompile(`^\s*[(:]\s*`)
	dayEnds      = regexp.MustCompile(`^\s*(?:[),;.]|$)`)
)

var afterKind = regexp.MustCompile(`^[^\d.;:()]{0,30}[(:]\s*(?i:(?:vào|là)\s+)?(?i:ngày)\s+`)

// besideKinds are last days in brackets or behind a colon right after a report's
// name: "tổng kết năm (ngày 10/10)", "hằng tháng (ngày 20)".
func besideKinds(s string, kinds []reportKind) []dueMention {
	var out []dueMention
	for _, k := range kinds {
		if m := afterKind.FindStringIndex(s[k.to:]); m != nil {
			if due, ok := dueAt(s, k.to+m[1]); ok {
				due.from, due.rule = k.to+m[0], data.ByDate
				out = append(out, due)
			}
		} else if m := dayAfterKind.FindStringIndex(s[k.to:]); m != nil {
			if d, ok := dateAt(s, k.to+m[1]); ok && dayEnds.MatchString(s[d.to:]) {
				out = append(out, dueMention{from: k.to + m[0], to: d.to, rule: data.ByDate, dates: []writtenDate{d}})
			}
		}
	}
	return out
}

// senderAfter is the body that sends where the words about reports stand before
// it: "được … gửi về", "do … lập", "6 tháng (trước ngày …), … gửi báo cáo".
func senderAfter(p passage, from, to int) *string {
	for _, b := range bodyListsIn(p.canon, from, to) {
		if !precededBy(p.canon, b[0], "về", "cho", "gửi", "đến", "của", "tới", "trình", "theo", "với", "qua", "trên", "tại") && sends.MatchString(p.canon[b[1]:to]) {
			name := p.printed(b[0], b[1])
			return &name
		}
	}
	return nil
}

var sends = regexp.MustCompile(`^\s+(?i:(?:có trách nhiệm\s+|có\s+)?)(?i:tổng hợp|gửi|nộp|lập|báo cáo|xây dựng|chuẩn bị|tham mưu)`)

// dueAt reads the date, list of dates or recurring day at a byte offset.
func dueAt(s string, at int) (dueMention, bool) {
	if m := dueEvery.FindStringSubmatchIndex(s[at:]); m != nil {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return strings.ToLower(s[at+m[2*i] : at+m[2*i+1]])
		}
		due := dueMention{to: at + m[1], dom: or(atoi(group(1)), lastOf), every: group(3) + group(5) + group(6) + group(8), next: group(2) != "" || group(4) != "" || group(7) != ""}
		return due, due.dom <= 31 || due.dom == lastOf
	}
	if due, ok := daysOfMonths(s, at); ok {
		return due, true
	}
	d, ok := dateAt(s, at)
	if !ok {
		// "báo cáo tháng trước ngày 25": a day of every month, if the name says so.
		if m := bareDay.FindStringSubmatchIndex(s[at:]); m != nil {
			dom := atoi(s[at+m[2] : at+m[3]])
			return dueMention{to: at + m[3], dom: dom, every: ofMonths}, dom >= 1 && dom <= 31
		}
		return dueMention{}, false
	}
	due := dueMention{dates: []writtenDate{d}, to: d.to}
	for {
		m := dueList.FindStringIndex(s[due.to:])
		if m == nil {
			return due, true
		}
		next, ok := dateAt(s, due.to+m[1])
		if !ok {
			return due, true
		}
		due.dates = append(due.dates, next)
		due.to = next.to
		if next.full() { // "ngày 15/6 và ngày 15/12/2025": one year for both
			for i := range due.dates {
				if d := &due.dates[i]; d.yearText == "" {
					d.year, d.yearText = next.year, next.yearText
				}
			}
		}
	}
}

// ofMonths is the "every" of a day that stands without its month.
const ofMonths = "tháng?"

// monthlyReport must be named before such a day: "cập nhật hằng tháng, báo cáo …
// trước ngày 25" is work, not a report of every month.
var monthlyReport = regexp.MustCompile(`(?i:báo cáo(?:\s+định kỳ)?(?:\s+(?:hằng|hàng))?\s+tháng)`)

// monthlyBefore ends where the day of every month follows at once: "báo cáo tiến
// độ hằng tháng vào ngày 20", "Định kỳ hằng tháng (trước ngày 20)".
var monthlyBefore = regexp.MustCompile(`(?i:báo cáo[^,;:]{0,60}?(?:hằng|hàng|mỗi)\s+tháng)\s*[(]?$|^\s*(?i:(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+tháng)\s*[(,]?\s*$`)

var (
	cutOffSaid = regexp.MustCompile(`(?i:chốt(?:\s+số)?\s+liệu|khóa sổ|(?:lấy|tính|thống kê|cập nhật)\s+số liệu|kỳ số liệu|số liệu\s+(?:được\s+)?(?:tính|lấy|chốt))`)
	handsIn    = regexp.MustCompile(`(?i:gửi|nộp|trình)`)
	opensDay   = regexp.MustCompile(`^\s*(?i:(?:vào\s+|đúng\s+)?ngày)\s+`)
)

// openingDay is the day, or days, that a sentence about sending a report begins
// with: "Ngày 15/5 và ngày 15/10 hằng năm, UBND xã gửi báo cáo …".
func openingDay(s string, from int) []dueMention {
	m := opensDay.FindStringIndex(s[from:])
	if m == nil || !handsIn.MatchString(s[from:]) || !reportWord.MatchString(s[from:]) {
		return nil
	}
	due, ok := dueAt(s, from+m[1])
	if !ok || due.every == ofMonths {
		return nil
	}
	due.from, due.rule = from, data.ByDate
	return []dueMention{due}
}

// dayOfMonths is a day of several months: "05 của tháng 5 và tháng 10", "20 các
// tháng 3, 6, 9, 12".
var (
	dayOfMonths = regexp.MustCompile(`^(\d{1,2})\s+((?i:(?:của\s+)?(?:các\s+)?))(?i:tháng)\s+(\d{1,2}(?:\s*(?:,\s*và|,|;|và)\s*(?:(?i:tháng)\s+)?\d{1,2})*)(?:\s*(?:/|,?\s*(?i:năm)\s)\s*(\d{4}))?`)
	goesOnDate  = regexp.MustCompile(`^\s*(?:(?i:tháng|của)\s|[/.-]\d|\d)`)
	monthNumber = regexp.MustCompile(`\d{1,2}`)
)

func daysOfMonths(s string, at int) (dueMention, bool) {
	m := dayOfMonths.FindStringSubmatchIndex(s[at:])
	if m == nil || goesOnDate.MatchString(s[at+m[1]:]) {
		return dueMention{}, false
	}
	list := s[at+m[6] : at+m[7]]
	months := monthNumber.FindAllString(list, -1)
	if m[4] == m[5] && strings.Count(strings.ToLower(list), "tháng") != len(months)-1 {
		return dueMention{}, false // "ngày 05 tháng 5, 10 …": the second number is of something else
	}
	due := dueMention{to: at + m[1]}
	for _, month := range months {
		d := writtenDate{dom: atoi(s[at+m[2] : at+m[3]]), month: atoi(month), to: due.to}
		if m[8] >= 0 {
			d.yearText = s[at+m[8] : at+m[9]]
			d.year = atoi(d.yearText)
		}
		due.dates = append(due.dates, d)
	}
	return due, len(months) > 1 || m[4] < m[5]
}

var bareDay = regexp.MustCompile(`^(\d{1,2})\s*(?:[,;.)]|$|\s(?i:về|gửi|cho|và)\s)`)

// pair gives a due mention its reports: those named since the last due, or, when
// the sentence begins with the day, the first one after it.
func (due dueMention) pair(kinds []reportKind, before, after, year int) []data.ReportDuty {
	var mine []*reportKind
	for i := range kinds {
		if k := &kinds[i]; !k.used && k.from >= before && k.to <= due.from {
			mine = append(mine, k)
		}
	}
	if len(mine) == 0 {
		for i := range kinds {
			if k := &kinds[i]; !k.used && k.from >= due.to && k.to <= after {
				mine = append(mine, k)
				if len(due.dates) == len(mine) || len(due.dates) == 0 {
					break
				}
			}
		}
	}
	if len(mine) == 0 {
		return due.bare(year)
	}
	for _, k := range mine {
		k.used = true
	}
	switch {
	case due.every != "":
		var out []data.ReportDuty
		for _, k := range mine {
			out = append(out, due.recurring(*k, year)...)
		}
		return out
	case len(mine) == len(due.dates):
		var out []data.ReportDuty
		for i, k := range mine {
			out = append(out, due.on(k.label(due.dates[i]), due.dates[i], year)...)
		}
		return out
	}
	// One day after several names is of the last of them: "sơ kết, tổng kết năm
	// trước ngày …" names the others in passing. Several days of one name are its
	// occurrences.
	k := mine[len(mine)-1]
	var out []data.ReportDuty
	for _, d := range due.dates {
		out = append(out, due.on(k.label(d), d, year)...)
	}
	return out
}

// label is the name of the report due on a date: a quarterly one is of the
// quarter in which the date lies, or of the one before when it lies in the first
// half of its first month.
func (k reportKind) label(d writtenDate) string {
	switch k.every {
	case "quý":
		q := (d.month + 2) / 3
		if d.month%3 == 1 && d.dom <= 15 {
			q = (q+2)%4 + 1
		}
		return "quý " + roman(max(q, 1))
	case "tháng":
		return "tháng " + itoa(d.month)
	}
	return k.name
}

// bare is a recurring day that no name goes with: "ngày 20 của tháng cuối quý".
func (due dueMention) bare(year int) []data.ReportDuty {
	switch due.every {
	case "quý":
		return due.recurring(reportKind{every: "quý"}, year)
	case "tháng":
		return due.recurring(reportKind{every: "tháng"}, year)
	}
	return nil
}

func (due dueMention) on(name string, d writtenDate, year int) []data.ReportDuty {
	if d.yearText == "" {
		d.year = year
	}
	// A day that does not exist is no last day of anything; it is a problem.
	day, problem := d.day()
	if problem != "" {
		return nil
	}
	return []data.ReportDuty{due.duty(name, day)}
}

func (due dueMention) duty(name string, day data.Day) data.ReportDuty {
	last := day
	if due.rule == data.BeforeDate {
		last--
	}
	return data.ReportDuty{Report: name, Rule: due.rule, Date: day, LastDay: last}
}

// recurring makes one duty of every quarter or month of the year; of a report
// with a name of its own, the one at the end of its time.
func (due dueMention) recurring(k reportKind, year int) []data.ReportDuty {
	if year == 0 {
		return nil
	}
	on := func(name string, month int) data.ReportDuty {
		if due.next {
			month++
		}
		return due.duty(name, domOf(year, month, due.dom))
	}
	var out []data.ReportDuty
	switch {
	case due.every == ofMonths && k.every != "tháng":
	case k.every == "quý":
		for q := 1; q <= 4; q++ {
			out = append(out, on("quý "+roman(q), 3*q))
		}
	case k.every == "tháng":
		for m := 1; m <= 12; m++ {
			out = append(out, on("tháng "+itoa(m), m))
		}
	default:
		if month, ok := endMonth(k.name); ok && due.every != "tháng" {
			out = append(out, on(k.name, month))
		}
	}
	return out
}

// endMonth is the month in which the time of a report ends.
func endMonth(name string) (int, bool) {
	switch {
	case name == sixMonths:
		return 6, true
	case name == "9 tháng":
		return 9, true
	case name == wholeYear, name == "6 tháng cuối năm":
		return 12, true
	case strings.HasPrefix(name, "quý "):
		return 3 * romanValue(name[len("quý "):]), true
	}
	return 0, false
}

// domOf is a day of a month; a day that the month does not have is its last.
func domOf(year, month, dom int) data.Day {
	last := data.Date(year, time.Month(month+1), 0)
	return min(data.Date(year, time.Month(month), 1)+data.Day(dom-1), last)
}

// kindStart is where the words about reports begin in a sentence: who sends
// stands before them.
func kindStart(s string, from int, kinds []reportKind) int {
	m := reportVerb.FindStringIndex(s[from:])
	if m == nil {
		return len(s)
	}
	start := from + m[0]
	// "Chế độ báo cáo: UBND xã báo cáo …": the subject stands after a colon.
	for _, v := range reportVerb.FindAllStringIndex(s[from:], -1) {
		if len(kinds) > 0 && from+v[0] >= kinds[0].from && v[0] > m[0] {
			break
		}
		start = from + v[0]
	}
	return start
}

// senderIn is the last body named before the words about reports.
func senderIn(p passage, from, to int) *string {
	var best *string
	for _, b := range bodyListsIn(p.canon, from, to) {
		if precededBy(p.canon, b[0], "về", "cho", "gửi", "đến", "của", "tới", "trình", "theo", "với", "qua") {
			continue
		}
		name := p.printed(b[0], b[1])
		best = &name
	}
	return best
}

func precededBy(s string, at int, words ...string) bool {
	fields := strings.Fields(s[:at])
	return len(fields) > 0 && slices.Contains(words, strings.ToLower(fields[len(fields)-1]))
}

// recipientIn is the body that a sentence sends to: the first one after the day,
// else the last before it.
func recipientIn(p passage, from, due, to int) *string {
	s := p.canon[:to]
	var before, after *string
	for at := from; at < to; {
		m := sendTo.FindStringIndex(s[at:])
		if m == nil {
			break
		}
		start, value := at+m[0], at+m[1]
		at = value
		if !wordStart(s, start) {
			continue
		}
		end, ok := bodyAt(s, value)
		if !ok {
			continue
		}
		name := p.printed(value, end)
		if start >= due {
			if after == nil {
				after = &name
			}
		} else {
			before = &name
		}
		at = end
	}
	if after != nil {
		return after
	}
	return before
}

func wordStart(s string, at int) bool {
	return at == 0 || s[at-1] == ' ' || s[at-1] == '(' || s[at-1] == ','
}
