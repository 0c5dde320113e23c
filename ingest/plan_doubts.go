package ingest

import (
	"danbiet/data"
)

// doubtsOf are the faults of a document that its text shows: dates that do not
// exist or cannot be, misspelt words, a head without number or date.
func doubtsOf(r *data.Reading, head []line, o outline) []data.Problem {
	var out []data.Problem
	passages := []passage{join(head)}
	passages = append(passages, o.all()...)
	for _, p := range passages {
		out = append(out, impossibleDates(r, p)...)
	}
	out = append(out, laterThanDocument(r)...)
	out = append(out, passedDuties(r)...)
	for _, p := range passages {
		out = append(out, spellingIn(p)...)
	}
	if r.Kind == data.KindPlan && len(r.Tasks) == 0 {
		out = append(out, data.NewProblem("missing_required", data.Warn, data.Place{}, "where", "Nội dung", "what", "phần nhiệm vụ"))
	}
	return append(out, bareHead(r, head)...)
}

// impossibleDates flags dates with a year that no calendar has. Inside a
// citation the place is that of the citation, which says what the date is of.
func impossibleDates(r *data.Reading, p passage) []data.Problem {
	var out []data.Problem
	for _, d := range datesIn(p.canon) {
		if !d.full() {
			continue
		}
		if _, problem := d.day(); problem == "" {
			continue
		}
		at := p.at(d.from, d.to)
		for _, c := range r.Citations {
			if c.Date == 0 && c.At.Lines[0] <= at.Lines[0] && at.Lines[1] <= c.At.Lines[1] {
				at = c.At
			}
		}
		out = append(out, suspect(at, p.printed(d.from, d.to), "không có trong lịch", "is not in the calendar"))
	}
	return out
}

// laterThanDocument flags cited documents that are dated after the one that
// cites them.
func laterThanDocument(r *data.Reading) []data.Problem {
	var out []data.Problem
	for _, c := range r.Citations {
		if r.Head.Date == 0 || c.Date <= r.Head.Date {
			continue
		}
		what := c.Type
		if c.Number != nil {
			what += " số " + *c.Number
		}
		out = append(out, suspect(c.At, vietDay(c.Date), "của "+what+" đứng sau ngày ký văn bản ("+vietDay(r.Head.Date)+")",
			"of "+what+" is after the day this document was signed ("+vietDay(r.Head.Date)+")"))
	}
	return out
}

// passedDuties flags reports that were due before the plan was signed, or in a
// year before the plan's.
func passedDuties(r *data.Reading) []data.Problem {
	var out []data.Problem
	for _, d := range r.Obligations {
		switch {
		case r.Head.Date != 0 && d.Date < r.Head.Date:
			out = append(out, suspect(d.At, vietDay(d.Date), "là hạn báo cáo "+d.Report+" nhưng đứng trước ngày ký kế hoạch ("+vietDay(r.Head.Date)+")",
				"is the last day of the report "+d.Report+" but before the plan was signed ("+vietDay(r.Head.Date)+")"))
		case r.Head.Year != nil && d.Date.Time().Year() < *r.Head.Year:
			out = append(out, suspect(d.At, vietDay(d.Date), "là hạn báo cáo "+d.Report+" nhưng không thuộc năm "+itoa(*r.Head.Year),
				"is the last day of the report "+d.Report+" but not in "+itoa(*r.Head.Year)))
		}
	}
	return out
}

func suspect(at data.Place, got, why, whyEn string) data.Problem {
	return data.NewProblem("date_suspect", data.Warn, at, "where", linesVi(at), "got", got, "why", why, "why_en", whyEn)
}

// bareHead tells the clerk that the head has no number or date: it was lost on
// the way, or the document is not registered yet.
func bareHead(r *data.Reading, head []line) []data.Problem {
	what := ""
	switch {
	case r.Kind == data.KindUnknown:
		return nil
	case r.Head.Number == nil && r.Head.Date == 0:
		what = "số, ký hiệu và ngày ban hành"
	case r.Head.Number == nil:
		what = "số, ký hiệu"
	case r.Head.Date == 0:
		what = "ngày ban hành"
	default:
		return nil
	}
	at := data.Place{Lines: [2]int{head[0].no, head[len(head)-1].no}}
	return []data.Problem{data.NewProblem("missing_required", data.Inform, at, "where", "Đầu văn bản", "what", what)}
}
