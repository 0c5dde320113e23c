package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"danbiet/data"
)

// checkAnswers makes of what a person entered the event that is recorded: every
// answer fits its question, every correction a place of its file. faults are all
// that does not.
func (im *Importer) checkAnswers(s *intake, answers []data.Answer, corrections []data.FileCorrection) (*data.SubmissionAnswered, []string) {
	e := &data.SubmissionAnswered{Submission: s.id}
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if len(answers)+len(corrections) == 0 {
		fault("no answer and no correction")
	}
	qs := s.questions()
	for _, a := range answers {
		i := slices.IndexFunc(qs, func(q data.Question) bool { return q.FileNo == a.FileNo && q.Key == a.Key })
		if i < 0 {
			fault("file %d has no open question %q", a.FileNo, a.Key)
			continue
		}
		value, ok := answerTo(im.Store.Catalogue(), qs[i], a.Value)
		if !ok {
			fault("file %d: %q is no answer to %q", a.FileNo, a.Value, a.Key)
			continue
		}
		a.Value, a.Got = value, qs[i].Got
		e.Answers = append(e.Answers, a)
		if qs[i].Kind == data.AskNumber {
			e.Corrections = append(e.Corrections, data.FileCorrection{FileNo: a.FileNo,
				Correction: data.Correction{At: qs[i].At, Was: s.textAt(a.FileNo, qs[i].At), Value: value}})
		}
	}
	for _, c := range corrections {
		switch {
		case c.FileNo < 1 || c.FileNo > len(s.files):
			fault("the submission has no file %d", c.FileNo)
			continue
		case c.At.Key() == "":
			fault("file %d: a correction without a place", c.FileNo)
			continue
		case c.Code != "":
			if _, ok := im.Store.Catalogue().IndicatorByCode(c.Code, c.Part); !ok {
				fault("file %d: no indicator %s%s", c.FileNo, c.Code, c.Part)
				continue
			}
			if _, _, ok := typedNumber(c.Value); !ok {
				fault("file %d, %s: %q is not a number written the Vietnamese way", c.FileNo, c.At.Key(), c.Value)
				continue
			}
		}
		c.Value = strings.TrimSpace(c.Value)
		c.Was = s.textAt(c.FileNo, c.At)
		if c.Code != "" && !inGrid(c.At) { // a line holds many figures
			c.Was = s.printed(c.FileNo, c.Code, c.Part)
		}
		e.Corrections = append(e.Corrections, c)
	}
	return e, faults
}

// textAt is what a file has at a place, "" for an empty cell.
func (s *intake) textAt(fileNo int, at data.Place) string {
	key := at.Key()
	for _, c := range s.files[fileNo-1].reading.Cells {
		if c.At.Key() == key {
			return c.Text
		}
	}
	return ""
}

// printed is a figure as its file has it, "" when it was not read.
func (s *intake) printed(fileNo int, code, part string) string {
	if r := s.files[fileNo-1].reading; r.Report != nil {
		for _, v := range r.Report.Indicators {
			if v.Code == code && v.Part == part {
				return v.Printed
			}
		}
	}
	return ""
}

// onlyOffered is the one of named that the question offers, "" when there is none
// or more than one.
func onlyOffered(q data.Question, named []data.Candidate) string {
	id := ""
	for _, n := range named {
		if slices.ContainsFunc(q.Candidates, func(c data.Candidate) bool { return c.Value == n.Value }) {
			if id != "" {
				return ""
			}
			id = n.Value
		}
	}
	return id
}

// answerTo is the value that an answer stands for: a candidate's value or
// label, data.NotListed, or what the question's kind allows as free text.
func answerTo(cat *data.Catalogue, q data.Question, text string) (string, bool) {
	text = strings.TrimSpace(text)
	for _, c := range q.Candidates {
		if c.Value == text || q.Kind != data.AskNumber && data.ToneKey(c.Label) == data.ToneKey(text) {
			return c.Value, true
		}
	}
	if text == "" {
		return "", false
	}
	if none := data.SearchKey(text); none == data.NotListed || none == "khong co" || none == "khong co trong danh sach" || none == "not listed" {
		return data.NotListed, q.Kind == data.AskUnit || q.Kind == data.AskIndicator
	}
	if !q.Free {
		return "", false
	}
	switch q.Kind {
	case data.AskUnit:
		id, named := Match(cat, text, 0, nil)
		if id == "" { // a name that two units bore: the one that the question's day offers
			id = onlyOffered(q, named)
		}
		return id, id != ""
	case data.AskPeriod:
		p, ok := periodNamed(cat, text)
		return p.ID, ok
	case data.AskIndicator:
		in, ok := indicatorOf(cat, text)
		return indicatorID(in), ok
	case data.AskNumber:
		_, _, ok := typedNumber(text)
		return text, ok
	}
	return "", false
}

// typedNumber reads a number as a person types it in answer to us: the
// Vietnamese way and no other, so that no answer is ambiguous. percent tells a
// number with "%" behind it.
func typedNumber(s string) (v float64, percent, ok bool) {
	s = strings.TrimSpace(numberSpacing.Replace(s))
	if rest, has := strings.CutSuffix(s, "%"); has {
		s, percent = strings.TrimSpace(rest), true
	}
	s, fraction, hasFraction := strings.Cut(s, ",")
	groups := strings.Split(s, ".")
	for i, g := range groups {
		if g == "" || !plainDigits.MatchString(g) || len(groups) > 1 && (i == 0 && len(g) > 3 || i > 0 && len(g) != 3) {
			return 0, false, false
		}
	}
	if hasFraction && !plainDigits.MatchString(fraction) || countDigits(s) > maxDigits {
		return 0, false, false
	}
	v, err := strconv.ParseFloat(strings.Join(groups, "")+"."+cmp.Or(fraction, "0"), 64)
	return v, percent, err == nil
}

// learned are what the answers teach of the sender's words: which unit and
// which indicators it means. Without a sender nothing is remembered of units: a
// word of nobody in particular may mean another unit next time.
func learned(s *intake, sender string, answers []data.Answer) []data.Event {
	var events []data.Event
	for _, a := range answers {
		kind, _, _ := strings.Cut(a.Key, ":")
		l := data.Alias{Sender: sender, Text: a.Got, Means: a.Value}
		switch data.QuestionKind(kind) {
		case data.AskUnit:
			l.Kind = data.AliasUnit
		case data.AskIndicator:
			l.Kind = data.AliasIndicator
		default:
			continue
		}
		if sender == "" || l.Text == "" || l.Kind == data.AliasUnit && l.Means == data.NotListed {
			continue
		}
		events = append(events, &data.AliasLearned{Alias: l, Submission: s.id})
	}
	return events
}

func withoutPlace(all []data.Correction, c data.Correction) []data.Correction {
	return slices.DeleteFunc(slices.Clone(all), func(o data.Correction) bool {
		return o.At.Key() == c.At.Key() && o.Code == c.Code && o.Part == c.Part
	})
}

func sortByFileNo(files []ImportedFile) {
	slices.SortStableFunc(files, func(a, b ImportedFile) int { return cmp.Compare(a.FileNo, b.FileNo) })
}
