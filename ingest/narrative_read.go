package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"danbiet/data"
)

// A report in words is read for five things: which report it is, from when to
// when its figures count, the figures that its sentences give the indicators,
// the statuses of tasks that it labels, and the exemplars that it names. What it
// says of the time to come is no result and is passed over.

// readReport reads a report's values into r. annex are the lines after the
// signature.
func readReport(r *data.Reading, z zones, o outline, cat *data.Catalogue) {
	v := &data.ReportValues{}
	r.Report = v
	v.Report = reportKindOf(r.Head, o)
	if r.Head.Year != nil {
		v.Year = *r.Head.Year
	}
	v.DataFrom, v.DataTo = dataWindow(z, o, v.Year)
	if cat != nil {
		if p, ok := periodNamed(cat, v.Report+" năm "+itoa(v.Year)); ok && v.Report == reportName(cat, p.ReportType) {
			r.Period = p.ID
		}
	}
	results := withoutRows(resultsOf(o, v.Year), rowsOfTables(z.body))
	v.Exemplars = exemplarsIn(results)
	v.Tasks = statusesIn(results)
	if cat != nil {
		sentenceFigures(r, results, cat)
	}
}

// forthcoming cuts a title before what it says of the time to come: "Kết quả …
// năm 2023, phương hướng, nhiệm vụ năm 2024".
var forthcoming = sieved(`(?i:[,;]?\s*(?:và\s+)?(?:phương hướng|(?:một số\s+)?nhiệm vụ(?:\s+trọng tâm)?(?:,\s*giải pháp)?\s+(?:công tác\s+)?(?:năm|quý|6 tháng|tháng|thời gian)|(?:xây dựng\s+)?kế hoạch\s+(?:công tác\s+)?(?:năm|quý|6 tháng)|triển khai\s+(?:phương hướng|nhiệm vụ)))`)

// pastOf is the part of a report's title that is about what was done.
func pastOf(title string) string {
	if m := forthcoming.FindStringIndex(title); m != nil && m[0] > 0 {
		return title[:m[0]]
	}
	return title
}

var (
	yearlyTitle = regexp.MustCompile(`(?i:(?:^|[^\p{L}])năm\s+(?:20\d\d))`)
	monthTitle  = regexp.MustCompile(`(?i:(?:^|[^\p{L}\d]\s*)tháng\s+(\d{1,2})(?:\s*(?:/|,?\s*năm\s+)20\d\d)?)`)
	manyYearsIn = regexp.MustCompile(`(?i:\d+\s+năm|giai đoạn|nhiệm kỳ|chuyên đề|đột xuất)`)
)

// reportKindOf is which report a document is: by its title, else by the words
// with which it names itself at its end or its beginning.
func reportKindOf(h data.Head, o outline) string {
	var said []string
	if h.Title != nil {
		said = append(said, pastOf(string(canonTone([]rune(*h.Title)))))
	}
	for _, p := range o.closing {
		said = append(said, namesItself.FindString(p.canon))
	}
	for _, p := range o.preamble {
		if reportWord.MatchString(p.canon) {
			said = append(said, p.canon)
		}
	}
	for _, s := range said {
		if kind := kindSaid(s); kind != "" {
			return kind
		}
	}
	return ""
}

func kindSaid(s string) string {
	for _, k := range kindsIn(s, 0) {
		switch {
		case k.name == sixMonths && !strings.ContainsAny(s[k.from:k.to], "6s"):
		case k.name == sixMonths && strings.EqualFold(s[k.from:k.to], "sơ kết"):
			// "sơ kết 03 năm", "sơ kết đợt thi đua": a summing-up of something else.
		case k.every == "" && k.name != "" && !(k.name == wholeYear && manyYearsIn.MatchString(s)):
			return k.name
		}
	}
	switch m := monthTitle.FindStringSubmatch(s); {
	case manyYearsIn.MatchString(s):
		return ""
	case m != nil && atoi(m[1]) >= 1 && atoi(m[1]) <= 12:
		return "tháng " + itoa(atoi(m[1]))
	case yearlyTitle.MatchString(s):
		return wholeYear
	}
	return ""
}

// reportYear is the year of a report: the first that the title names of what was
// done.
var reportYear = regexp.MustCompile(`(?i:(?:năm|quý\s+(?:IV|I{1,3}|[1-4])\s*/|tháng\s+\d{1,2}\s*/))\s*((?:19|20)\d{2})(?:[^\d-]|$)`)

// rowOfTable is a line that ends in two figures side by side or more, as rows of
// tables do whose columns an extraction has run together, and no sentence.
var rowOfTable = regexp.MustCompile(`(?:^|\s)(?:[\d.,]+|-)\s+(?:[\d.,]+\d|\d+|-)%?$`)

// rowsOfTables are the numbers of the lines of tables that stand in running
// text: from the first to the last of three rows or more, two lines apart at most.
// Nothing in them is a sentence.
func rowsOfTables(lines []line) map[int]bool {
	out := map[int]bool{}
	first, last, n := 0, -9, 0
	flush := func() {
		for i := first; n >= 3 && i <= last; i++ {
			out[lines[i].no] = true
		}
		n = 0
	}
	for i, l := range lines {
		if len(l.cells) < 3 && !(endsInFigure(l.canon) && rowOfTable.MatchString(l.canon)) {
			continue
		}
		if i > last+3 {
			flush()
		}
		if n == 0 {
			first = i
		}
		last, n = i, n+1
	}
	flush()
	return out
}

// endsInFigure is quickly told, and most lines end in a word.
func endsInFigure(s string) bool {
	return s != "" && strings.IndexByte("0123456789-%", s[len(s)-1]) >= 0
}

// withoutRows drops the paragraphs that hold a line of a table.
func withoutRows(results []paragraphRead, rows map[int]bool) []paragraphRead {
	if len(rows) == 0 {
		return results
	}
	return slices.DeleteFunc(results, func(p paragraphRead) bool {
		return slices.ContainsFunc(p.lineOf, func(no int) bool { return rows[no] })
	})
}

// A resultsReader walks an outline and keeps the headings of what follows.
type resultsReader struct {
	year int
	out  []paragraphRead
}

// resultsOf are the paragraphs of a report that say what was done, each with its
// headings.
func resultsOf(o outline, year int) []paragraphRead {
	w := resultsReader{year: year}
	w.parts(o.preamble, nil)
	for _, s := range o.sections {
		w.node(s, nil)
	}
	return w.out
}

func (w *resultsReader) node(n *node, above []string) {
	lead := n.parts[0]
	if w.toCome(lead.canon) {
		return
	}
	inside := above
	if h, ok := headingOf(lead); ok {
		inside = append([]string{h}, above...)
	}
	last := w.parts(n.parts, above)
	if l := leadIn(n.parts[len(n.parts)-1]); l != "" && len(n.children) > 0 {
		last = l
	}
	if last != "" && (len(inside) == 0 || last != inside[0]) {
		inside = append([]string{last}, inside...)
	}
	for _, c := range n.children {
		w.node(c, inside)
	}
}

// parts reads paragraphs one after the other; a short one without an end is a
// heading of those that follow. It returns the last heading.
func (w *resultsReader) parts(parts []passage, above []string) string {
	heading := ""
	skip := false
	for _, p := range parts {
		h, is := headingOf(p)
		if is {
			heading = h
			if skip = w.toCome(p.canon); skip {
				continue
			}
		}
		if skip {
			continue
		}
		over := above
		if heading != "" && !is {
			over = append([]string{heading}, above...)
		}
		w.out = append(w.out, paragraphRead{p, over})
	}
	return heading
}

// headingOf is a paragraph that heads others, in lower-case words: short, and
// with no end but a colon.
func headingOf(p passage) (string, bool) {
	if len(p.canon) > 400 || terminated(p.canon) && !strings.HasSuffix(p.canon, ":") && !strings.HasSuffix(p.canon, ".") {
		return "", false
	}
	most := 40
	if strings.HasSuffix(p.canon, ".") {
		most = 12
	}
	words := wordsOf(p.canon, 0, most+1)
	if len(words) > most {
		return "", false
	}
	return phrase(words), true
}

// leadIn is the last sentence of a paragraph that ends with a colon: it heads
// the list below it.
func leadIn(p passage) string {
	if !strings.HasSuffix(strings.TrimSpace(p.canon), ":") {
		return ""
	}
	at := p.sentences()
	s := p.canon[at[len(at)-1][0]:]
	if len(s) > 400 {
		return ""
	}
	return phrase(wordsOf(s, 0, -1))
}

var (
	comingHead = sieved(`(?i:phương hướng|nhiệm vụ trọng tâm|nhiệm vụ,? giải pháp|(?:nhiệm vụ|công tác|kế hoạch|giải pháp|chương trình)[^.;:]{0,60}?(?:thời gian tới|năm tới|kỳ tới|tiếp theo|cuối năm|quý tới|tháng tới)|mục tiêu|chỉ tiêu phấn đấu)|^(?i:(?:một số\s+|những\s+|các\s+)?nhiệm vụ\s+(?:trọng tâm\s+|chủ yếu\s+|công tác\s+)*(?:quý|tháng|năm|6 tháng|thời gian)\s)`)
	doneHead   = sieved(`(?i:kết quả|tình hình|đánh giá|đã đạt|đạt được|ưu điểm|thực hiện nhiệm vụ)`)
	asksHead   = regexp.MustCompile(`^(?i:những\s+|một số\s+|các\s+)?(?i:kiến nghị|đề xuất|đề nghị)(?:\s|$|,|:)`)
)

// toCome tells that a heading is of what is to be done, or asked for.
func (w *resultsReader) toCome(s string) bool {
	head := s
	if i := strings.IndexAny(head, ".:;"); i >= 0 && utf8.RuneCountInString(head) > 120 {
		head = head[:i]
	}
	if len(head) > 400 {
		return false
	}
	if asksHead.MatchString(head) && !strings.Contains(head, "cử tri") {
		return true
	}
	coming := comingHead.FindStringIndex(head)
	done := doneHead.FindStringIndex(head)
	if coming != nil && (done == nil || coming[0] < done[0]) {
		return true
	}
	for _, m := range yearNamed.FindAllStringSubmatch(head, -1) {
		if w.year != 0 && atoi(m[1]) > w.year && done == nil {
			return true
		}
	}
	return false
}

// sentenceFigures puts the values that sentences give the indicators into r.
// Values that a text gives twice and differently are not taken: the clerk is
// shown both places.
func sentenceFigures(r *data.Reading, results []paragraphRead, cat *data.Catalogue) {
	var order []string
	first := map[string]sentenceFigure{}
	other := map[string]sentenceFigure{}
	var doubts []doubtfulFigure
	for _, p := range results {
		found, unsure := figuresIn(p, r.Report.Year)
		doubts = append(doubts, unsure...)
		for _, f := range found {
			before, seen := first[f.id]
			switch {
			case !seen:
				first[f.id] = f
				order = append(order, f.id)
			case before.value != f.value:
				if _, twice := other[f.id]; !twice {
					other[f.id] = f
				}
			}
		}
	}
	for _, id := range order {
		in, ok := indicatorOf(cat, id)
		if !ok {
			continue
		}
		f := first[id]
		if b, differs := other[id]; differs {
			r.Problems = append(r.Problems, data.NewProblem("contradiction", data.Warn, f.at, "where", linesVi(f.at), "what", in.NameVi,
				"got", f.printed, "other", linesVi(b.at), "want", b.printed))
			continue
		}
		r.Report.Indicators = append(r.Report.Indicators, data.IndicatorValue{
			Code: in.Code, Part: in.Part, Value: f.value, Unit: in.Unit, Printed: f.printed, At: f.at,
		})
	}
	for _, d := range doubts {
		_, known := first[d.id]
		if in, ok := indicatorOf(cat, d.id); ok && !known {
			r.Problems = append(r.Problems, data.NewProblem("figure_not_taken", data.Inform, d.at, "where", linesVi(d.at),
				"got", d.printed, "what", in.NameVi, "why", d.why, "why_en", d.whyEn))
		}
	}
}

// dataWindow is from when to when the figures of a report count. The first
// stretch of time that the text says figures or results are of counts; then any
// in the title, the opening or the annex's head; then a last day alone.
func dataWindow(z zones, o outline, year int) (from, to data.Day) {
	texts := []passage{join(z.title)}
	texts = append(texts, o.preamble...)
	opening := len(texts)
	texts = append(texts, join(z.annex[:min(len(z.annex), 12)]))
	for _, s := range o.sections {
		s.walk(func(n *node) { texts = append(texts, n.parts...) })
	}
	for _, ask := range []struct {
		said  *sieve
		limit int
	}{{windowSaid, len(texts)}, {nil, opening + 1}} {
		for _, p := range texts[:ask.limit] {
			for _, at := range p.sentences() {
				s := p.canon[at[0]:at[1]]
				if ask.said != nil && !ask.said.MatchString(s) {
					continue
				}
				if a, b, ok := stretchIn(s, year); ok {
					return a, b
				}
				if ask.said != nil {
					if b, ok := cutOffIn(s, year); ok {
						return 0, b
					}
				}
			}
		}
	}
	for _, p := range texts {
		if b, ok := cutOffIn(p.canon, year); ok {
			return 0, b
		}
	}
	return 0, 0
}

var (
	windowSaid = sieved(`(?i:số liệu|thời điểm|kỳ báo cáo|thời gian báo cáo|báo cáo (?:kết quả|tình hình)|kết quả[^.;]{0,60}như sau|chốt|tính từ)`)
	fromWord   = sieved(`(?:^|[^\p{L}])(?i:từ|sau)\s+(?:(?i:hết|sau)\s+)?(?:(?i:ngày)\s+)?|(?i:số liệu|kỳ báo cáo|kỳ số liệu|thời gian)[^.;:()]{0,30}:\s*(?:(?i:ngày)\s+)?`)
	toWord     = regexp.MustCompile(`^\s*,?\s*(?:\(\s*)?(?i:(?:cho\s+)?(?:đến|tới)|-)\s*(?:(?i:hết|cuối|thời điểm|khóa sổ|chốt|số liệu|ngày)\s+)*`)
	monthOf    = regexp.MustCompile(`^(?i:(?:đầu|hết|cuối)\s+)?(?i:tháng)\s+(\d{1,2})(?:\s*(?:/|-|\.|,?\s*(?i:năm))\s*(\d{4}))?`)
	cutOffWord = sieved(`(?i:(?:tính|chốt|lấy|cập nhật|thống kê)(?:\s+số liệu)?\s+(?:đến|tại|tới)|số liệu[^.;()]{0,40}?(?:đến|tới|ngày)|đến\s+thời\s+điểm|tại\s+thời\s+điểm|thời\s+điểm\s+(?:báo cáo|chốt số liệu|lấy số liệu|chốt)[^.;]{0,20}?)\s*:?\s*(?:(?i:hết|thời điểm|là|ngày|báo cáo)\s+)*`)
)

// afterDay ends in front of a day that itself does not count any more.
var afterDay = regexp.MustCompile(`(?i:(?:^|[^\p{L}])(?:sau|từ hết|từ sau)\s+(?:(?:hết|khi)\s+)?(?:ngày\s+)?)$`)

// stretchIn finds "từ … đến …" in days or months.
func stretchIn(s string, year int) (from, to data.Day, ok bool) {
	for at := 0; at < len(s); {
		m := fromWord.FindStringIndex(s[at:])
		if m == nil {
			return 0, 0, false
		}
		start := at + m[1]
		at = start
		a, end, ok := dayOrMonth(s, start)
		if !ok {
			continue
		}
		t := toWord.FindStringIndex(s[end:])
		if t == nil {
			continue
		}
		b, _, ok := dayOrMonth(s, end+t[1])
		if !ok {
			continue
		}
		last := a.year
		if b.yearText == "" {
			b.year = or(last, year)
		}
		if a.yearText == "" {
			if a.year = b.year; a.month > b.month || a.month == b.month && a.dom > b.dom {
				a.year--
			}
		}
		x, problemA := a.first()
		y, problemB := b.last()
		if a.dom != 0 && afterDay.MatchString(s[:start]) {
			x++ // "sau ngày 05/10": from the day after
		}
		if problemA == "" && problemB == "" && x < y && y-x < 800 {
			return x, y, true
		}
	}
	return 0, 0, false
}

// dayOrMonth is the date or the month at a byte offset; a month has no day.
func dayOrMonth(s string, at int) (writtenDate, int, bool) {
	if d, ok := dateAt(s, at); ok {
		return d, d.to, true
	}
	m := monthOf.FindStringSubmatchIndex(s[at:])
	if m == nil {
		return writtenDate{}, 0, false
	}
	d := writtenDate{month: atoi(s[at+m[2] : at+m[3]])}
	if m[4] >= 0 {
		d.yearText = s[at+m[4] : at+m[5]]
		d.year = atoi(d.yearText)
	}
	return d, at + m[1], d.month >= 1 && d.month <= 12
}

// first is the day, or the first of the month.
func (d writtenDate) first() (data.Day, string) {
	if d.dom == 0 {
		d.dom = 1
	}
	return d.day()
}

// last is the day, or the last of the month.
func (d writtenDate) last() (data.Day, string) {
	if d.dom != 0 {
		return d.day()
	}
	if _, problem := dayOf(d.year, d.month, 1); problem != "" {
		return 0, problem
	}
	return domOf(d.year, d.month, 31), ""
}

// cutOffIn finds a last day alone: "tính đến hết ngày 30/4/2024".
func cutOffIn(s string, year int) (data.Day, bool) {
	for at := 0; at < len(s); {
		m := cutOffWord.FindStringIndex(s[at:])
		if m == nil {
			return 0, false
		}
		at += m[1]
		d, _, ok := dayOrMonth(s, at)
		if !ok {
			continue
		}
		if d.yearText == "" {
			d.year = year
		}
		if day, problem := d.last(); problem == "" {
			return day, true
		}
	}
	return 0, false
}

// statusLabel is the label of a plan's task at the head of an item, and its
// status behind it: "Nhiệm vụ II.3: đã hoàn thành".
var statusLabel = regexp.MustCompile(`^(?i:nhiệm vụ|mục|nội dung|công việc)\s+(?:(?i:số)\s+)?((?:[IVX]+|[A-D])(?:[./][\dIVXa-zđ]+){1,3})\s*(?:\([^)]{0,200}\)\s*)?(?:[.:,–-]\s*|\s)`)

// statusSaid are the statuses by the words that state them; the longer and the
// negative go first.
var statusSaid = []struct {
	status data.Status
	re     *regexp.Regexp
}{
	{data.StatusNotApplicable, regexp.MustCompile(`(?i:không áp dụng|không thuộc đối tượng|không thuộc phạm vi)`)},
	{data.StatusNothingArose, regexp.MustCompile(`(?i:không phát sinh|không có phát sinh)`)},
	{data.StatusNotStarted, regexp.MustCompile(`(?i:chưa (?:được )?(?:thực hiện|triển khai|tổ chức|tiến hành|bắt đầu))`)},
	{data.StatusInProgress, regexp.MustCompile(`(?i:đang (?:được )?(?:thực hiện|triển khai|tiến hành|tiếp tục|thi công)|chưa hoàn thành|chưa xong|hoàn thành một phần|mới đạt)`)},
	{data.StatusDoneAbove, regexp.MustCompile(`(?i:(?:hoàn thành )?vượt (?:kế hoạch|chỉ tiêu|mức)|hoàn thành vượt)`)},
	{data.StatusDone, regexp.MustCompile(`(?i:hoàn thành|đã (?:thực hiện|triển khai|tổ chức) xong|thực hiện xong|đạt 100\s*%)`)},
}

var reached = regexp.MustCompile(`(?i:đạt|được|khối lượng|tiến độ)\s*:?\s*(\d{1,3}(?:,\d+)?)\s*%`)

// statusesIn are the statuses of the tasks that paragraphs name by their label
// in the plan.
func statusesIn(results []paragraphRead) []data.TaskStatus {
	var out []data.TaskStatus
	for _, p := range results {
		m := statusLabel.FindStringSubmatchIndex(p.canon)
		if m == nil {
			continue
		}
		t := data.TaskStatus{Label: strings.ReplaceAll(p.canon[m[2]:m[3]], "/", "."), At: p.place()}
		if slices.ContainsFunc(out, func(o data.TaskStatus) bool { return o.Label == t.Label }) {
			continue
		}
		rest := p.canon[m[1]:]
		first := len(rest)
		for _, s := range statusSaid {
			if at := s.re.FindStringIndex(rest); at != nil && at[0] < first {
				first, t.Status = at[0], s.status
			}
		}
		if t.Status == "" {
			continue
		}
		if m := reached.FindStringSubmatch(rest); m != nil && t.Status == data.StatusInProgress {
			if v, problem := ParseNumber(m[1]); problem == "" && v <= 100 {
				share := roundTo(v/100, 6)
				t.Progress = &share
			}
		}
		out = append(out, t)
	}
	return out
}
