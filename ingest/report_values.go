package ingest

import (
	"strconv"
	"strings"

	"danbiet/data"
)

// readHead reads number, dates and signer, and how the dates fit together.
func (x *recogniser) readHead(head map[string]*gridCell) {
	kind := "BÁO CÁO"
	x.r.Head.Type = &kind
	if c := head["number"]; c != nil && !blank(c.text) {
		number := c.text
		x.r.Head.Number = &number
	} else {
		x.headMissing(head, "number", data.Inform)
	}
	year := x.period.Year
	signed := x.headDay(head, "signed_on", year, data.Warn)
	x.r.Head.Date = signed
	if from := x.headDay(head, "data_from", year, data.Inform); from != 0 {
		x.r.Report.DataFrom = from
	}
	if to := x.headDay(head, "data_to", year, data.Warn); to != 0 {
		x.r.Report.DataTo = to
	}
	x.checkWindow(head, signed)
	if c := head["signer"]; c != nil && !blank(c.text) {
		x.r.Signer = &data.Signer{Name: c.text}
		if t := head["signer_title"]; t != nil {
			x.r.Signer.Title = t.text
		}
	}
}

func (x *recogniser) headMissing(head map[string]*gridCell, key string, level data.Level) {
	if x.free {
		return
	}
	for _, f := range headFields {
		if f.key == key {
			x.addAt("missing_required", level, data.Place{Sheet: sheetOf(head)}, "what", "mục “"+f.label+"”")
		}
	}
}

// sheetOf is the sheet that the head stands in, "" for a csv.
func sheetOf(head map[string]*gridCell) string {
	for _, c := range head {
		return c.at.Sheet
	}
	return ""
}

func (x *recogniser) headDay(head map[string]*gridCell, key string, year int, missing data.Level) data.Day {
	d, ok := x.day(head[key], year)
	if !ok && head[key] == nil && (key != "data_to" || x.r.Report.DataTo == 0) && (key != "data_from" || x.r.Report.DataFrom == 0) {
		x.headMissing(head, key, missing)
	}
	return d
}

// day reads a date and says what is wrong with it; ok is false for none.
func (x *recogniser) day(c *gridCell, year int) (data.Day, bool) {
	if x.notComputed(c) {
		return 0, false
	}
	d, problem, ok := c.day(year, x.date1904)
	if !ok {
		return 0, false
	}
	if problem != "" {
		why, whyEn := "không có trên lịch hoặc không viết đúng kiểu ngày", "does not exist or is not written as a date"
		if c.kind == 'n' {
			why, whyEn = "là số, ô không có định dạng ngày", "is a number, not formatted as a date"
		}
		x.addAt(problem, data.Block, c.at, "got", short(c.text), "why", why, "why_en", whyEn)
		return 0, true
	}
	return d, true
}

// checkWindow compares the dates of the head with one another and with the
// period. A stated cut-off that differs is a question, not a fault.
func (x *recogniser) checkWindow(head map[string]*gridCell, signed data.Day) {
	from, to := x.r.Report.DataFrom, x.r.Report.DataTo
	suspect := func(key string, d data.Day, why, whyEn string) {
		c := head[key]
		if c == nil {
			c = head["period"]
		}
		place := data.Place{}
		if c != nil {
			place = c.at
		}
		x.addAt("date_suspect", data.Warn, place, "got", dayVi(d), "why", why, "why_en", whyEn)
	}
	switch {
	case from != 0 && to != 0 && to < from:
		suspect("data_to", to, "trước ngày đầu kỳ số liệu "+dayVi(from), "is before the first day of the data, "+dayVi(from))
	case x.hasPeriod && to != 0 && to < x.period.DataFrom:
		suspect("data_to", to, "trước kỳ báo cáo ("+dayVi(x.period.DataFrom)+" đến "+dayVi(x.period.DataTo)+")", "is before the reporting period")
	case x.hasPeriod && to != 0 && to > x.period.DataTo:
		suspect("data_to", to, "sau ngày chốt số liệu của kỳ ("+dayVi(x.period.DataTo)+")", "is after the period's cut-off, "+dayVi(x.period.DataTo))
	}
	if x.hasPeriod && from != 0 && from < x.period.DataFrom {
		suspect("data_from", from, "trước ngày đầu của kỳ ("+dayVi(x.period.DataFrom)+")", "is before the first day of the period, "+dayVi(x.period.DataFrom))
	}
	if signed != 0 && to != 0 && signed < to {
		suspect("signed_on", signed, "trước ngày chốt số liệu "+dayVi(to), "is before the cut-off of the data, "+dayVi(to))
	}
}

// notComputed reports a formula that was never computed: it has no value, and
// taking it for 0 or for empty would both be wrong.
func (x *recogniser) notComputed(c *gridCell) bool {
	if c == nil || !c.formula || c.value {
		return false
	}
	x.addAt("not_computed", data.Block, c.at)
	return true
}

// number reads a count or amount in a unit of measure ("" when none is known).
// It says itself what is wrong; ok is false when there is no figure to use.
func (x *recogniser) number(c *gridCell, what, unit string) (v float64, ok bool) {
	if c == nil || x.notComputed(c) || blank(c.text) {
		return 0, false
	}
	written, problem := "", ""
	switch {
	case c.kind == 'n' && dateFormat(c.format), c.kind != 'n' && c.kind != 's':
		problem = "not_a_number"
	case c.kind == 'n':
		v, _ = strconv.ParseFloat(c.raw, 64)
	default:
		v, written, problem = ParseQuantity(c.text)
		if problem == "" && written != "" {
			factor, fits := UnitFactor(written, unit)
			if !fits {
				problem = "not_a_number"
			}
			v = scaled(v, factor)
		}
	}
	switch {
	case problem == "ambiguous_number":
		a, b := readings(strings.TrimSpace(strings.TrimSuffix(c.text, written)))
		x.addAt(problem, data.Block, c.at, "got", short(c.text), "a", a, "b", b)
		return 0, false
	case problem != "":
		x.addAt(problem, data.Block, c.at, "got", short(c.text))
		return 0, false
	case v < 0:
		x.addAt("negative", data.Block, c.at, "what", what, "got", c.text)
		return 0, false
	}
	return v, true
}

// scaled converts without leaving the dust of binary fractions: 0,138 tỷ is
// 138.000.000 đồng.
func scaled(v, factor float64) float64 {
	if factor == 1 {
		return v
	}
	return roundTo(v*factor, 2)
}

func (x *recogniser) pointer(c *gridCell, what, unit string) *float64 {
	if v, ok := x.number(c, what, unit); ok {
		return &v
	}
	return nil
}

// word reads a cell of a drop-down: the code, "" for empty or unknown.
func (x *recogniser) word(c *gridCell, words []word, synonyms map[string]string) string {
	if c == nil || strings.Trim(c.text, "-–—. ") == "" || x.notComputed(c) {
		return ""
	}
	key := headerKey(c.text)
	for _, w := range words {
		if headerKey(w.vi) == key || w.code == c.text {
			return w.code
		}
	}
	if code := synonyms[key]; code != "" {
		return code
	}
	x.addAt("unknown_word", data.Block, c.at, "got", short(c.text), "want", wordsShown(words))
	return ""
}

// statusSynonyms are ways of writing a status that cannot mean another.
var statusSynonyms = func() map[string]string {
	m := map[string]string{}
	for text, code := range map[string]data.Status{
		"Đã hoàn thành": data.StatusDone, "Hoàn thành 100%": data.StatusDone,
		"Hoàn thành vượt mức": data.StatusDoneAbove, "Vượt kế hoạch": data.StatusDoneAbove, "Vượt chỉ tiêu": data.StatusDoneAbove,
		"Đang triển khai": data.StatusInProgress, "Đang làm": data.StatusInProgress,
		"Chưa triển khai": data.StatusNotStarted, "Chưa bắt đầu": data.StatusNotStarted, "Chưa làm": data.StatusNotStarted,
	} {
		m[headerKey(text)] = string(code)
	}
	return m
}()
