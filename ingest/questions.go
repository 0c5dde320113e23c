package ingest

import (
	"cmp"
	"slices"
	"strings"

	"danbiet/data"
)

// questionsOf are the questions that a reading leaves open: which unit, which
// period, plan or report, which of two numbers, which indicator a row is. They
// follow from the reading alone, so that the same file asks the same again.
func questionsOf(cat *data.Catalogue, r *data.Reading, fileNo int, h Hints) []data.Question {
	if len(r.Cells) == 0 || hopeless(r.Problems) {
		return nil // nothing was read: no answer would help
	}
	var qs []data.Question
	add := func(q data.Question) {
		q.FileNo = fileNo
		if q.Candidates == nil {
			q.Candidates = []data.Candidate{}
		}
		qs = append(qs, q)
	}
	if r.Kind == data.KindUnknown {
		add(data.Question{Key: "kind", Kind: data.AskKind, Got: deref(r.Head.Type), Candidates: []data.Candidate{
			{Value: string(data.KindReport), Label: "báo cáo"}, {Value: string(data.KindPlan), Label: "kế hoạch"}}})
	}
	if r.UnitID == "" && h.UnitID != data.NotListed {
		add(unitQuestion(cat, r, h))
	}
	if r.Kind == data.KindReport {
		if _, ok := cat.PeriodByID(r.Period); !ok {
			add(periodQuestion(cat, r))
		}
	}
	for _, p := range r.Problems {
		switch {
		case p.Code == "ambiguous_number":
			add(data.Question{Key: "number:" + p.At.Key(), Kind: data.AskNumber, At: p.At, Got: p.Args["got"], Free: true,
				Candidates: []data.Candidate{{Value: p.Args["a"], Label: p.Args["a"]}, {Value: p.Args["b"], Label: p.Args["b"]}}})
		case p.Code == "unknown_row" && h.alias(data.AliasIndicator, p.Args["got"]) == "":
			// Rows that look like no indicator at all are not asked about: an annex
			// has many that are none of the catalogue's.
			if candidates := rowCandidates(cat, p); len(candidates) > 0 {
				add(data.Question{Key: "indicator:" + p.At.Key(), Kind: data.AskIndicator, At: p.At, Got: p.Args["got"], Free: true, Optional: true, Candidates: candidates})
			}
		}
	}
	return qs
}

// hopelessCodes are faults of a file that nothing a person says can mend: it
// has to be sent again.
var hopelessCodes = map[string]bool{
	"empty": true, "damaged": true, "encrypted": true, "not_supported": true, "too_large": true, "scan": true,
	"wrong_template": true, "unit_mismatch": true, "unit_not_expected": true,
}

func hopeless(ps []data.Problem) bool {
	return slices.ContainsFunc(ps, func(p data.Problem) bool { return p.Level == data.Block && hopelessCodes[p.Code] })
}

// askedAbout tells a blocking problem that a question stands for: the answer
// settles it.
func askedAbout(p data.Problem, qs []data.Question) bool {
	kind := data.QuestionKind("")
	switch {
	case p.Code == "unknown_unit", p.Args["what"] == missingUnit, p.Args["what"] == missingIssuer:
		kind = data.AskUnit
	case p.Code == "unknown_period", p.Args["what"] == missingPeriod:
		kind = data.AskPeriod
	case p.Code == "no_kind":
		kind = data.AskKind
	case p.Code == "ambiguous_number":
		return slices.ContainsFunc(qs, func(q data.Question) bool { return q.Kind == data.AskNumber && q.At == p.At })
	}
	return slices.ContainsFunc(qs, func(q data.Question) bool { return q.Kind == kind })
}

// needed are the questions that hold a sending.
func needed(qs []data.Question) []data.Question {
	var all []data.Question
	for _, q := range qs {
		if !q.Optional {
			all = append(all, q)
		}
	}
	return all
}

func unitQuestion(cat *data.Catalogue, r *data.Reading, h Hints) data.Question {
	q := data.Question{Key: "unit", Kind: data.AskUnit, Free: true}
	on := r.Head.Date
	if p, ok := cat.PeriodByID(r.Period); ok {
		on = p.DataTo
	}
	for _, p := range r.Problems {
		if p.Code == "unknown_unit" {
			q.Got, q.At = p.Args["got"], p.At
		}
	}
	q.Got = cmp.Or(deref(r.Head.Issuer), q.Got)
	if id, candidates := Match(cat, q.Got, on, h.Aliases); id != "" {
		if v, ok := cat.UnitOn(id, on); ok {
			candidates = []data.Candidate{unitCandidate(cat, v, on)}
		}
		q.Candidates = candidates
	} else {
		q.Candidates = candidates
	}
	if v, ok := cat.UnitOn(h.Sender, on); ok && !slices.ContainsFunc(q.Candidates, func(c data.Candidate) bool { return c.Value == h.Sender }) && cat.Level(h.Sender) == data.LevelCommune {
		q.Candidates = append([]data.Candidate{unitCandidate(cat, v, on)}, q.Candidates[:min(len(q.Candidates), mostCandidates-1)]...)
	}
	return q
}

// periodQuestion offers the periods whose last days are nearest to the day of
// the file, those of the year it speaks of first.
func periodQuestion(cat *data.Catalogue, r *data.Reading) data.Question {
	q := data.Question{Key: "period", Kind: data.AskPeriod, Free: true, Got: deref(r.Head.Title)}
	for _, p := range r.Problems {
		if p.Code == "unknown_period" {
			q.Got, q.At = p.Args["got"], p.At
		}
	}
	year := 0
	if r.Head.Year != nil {
		year = *r.Head.Year
	}
	on := r.Head.Date
	if on == 0 && year != 0 {
		on = data.Date(year, 6, 30)
	}
	periods := slices.Clone(cat.Periods)
	away := func(p data.Period) int { return max(int(p.LastDay-on), int(on-p.LastDay)) }
	slices.SortStableFunc(periods, func(a, b data.Period) int {
		if other := func(p data.Period) int { return map[bool]int{true: 1}[year != 0 && p.Year != year] }; other(a) != other(b) {
			return cmp.Compare(other(a), other(b))
		}
		if on == 0 {
			return cmp.Compare(b.LastDay, a.LastDay)
		}
		return cmp.Compare(away(a), away(b))
	})
	for _, p := range periods[:min(len(periods), mostCandidates)] {
		q.Candidates = append(q.Candidates, data.Candidate{Value: p.ID, Label: periodTitle(cat, p), Note: dayVi(p.DataFrom) + "–" + dayVi(p.DataTo)})
	}
	return q
}

// rowCandidates are the indicators that a row may be: those that the recogniser
// found likely, else those whose names have its words. None for rows of tables
// that hold no indicators.
func rowCandidates(cat *data.Catalogue, p data.Problem) []data.Candidate {
	ids, offered := p.Args["candidates"]
	if !offered {
		return nil
	}
	if ids == "" {
		ids = strings.Join(indicatorsLike(cat, p.Args["got"]), ",")
	}
	var candidates []data.Candidate
	for _, id := range strings.Split(ids, ",") {
		if in, ok := indicatorOf(cat, id); ok && len(candidates) < mostCandidates {
			candidates = append(candidates, data.Candidate{Value: id, Label: in.NameVi, Note: id + ", " + in.Unit})
		}
	}
	return candidates
}

// indicatorsLike are the codes of the indicators whose names are most like a
// row's, to be offered and never taken.
func indicatorsLike(cat *data.Catalogue, text string) []string {
	type scored struct {
		id   string
		like float64
	}
	var near []scored
	for _, in := range cat.Indicators {
		if derived(in) {
			continue
		}
		best := 0.0
		for _, name := range append([]string{in.NameVi}, in.Synonyms...) {
			best = max(best, wordsShared(text, name))
		}
		if best >= 0.6 {
			near = append(near, scored{indicatorID(in), best})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return cmp.Compare(b.like, a.like) })
	var ids []string
	for _, s := range near[:min(len(near), mostCandidates)] {
		ids = append(ids, s.id)
	}
	return ids
}

// wordsShared is the share of a row's words that an indicator's name has, at
// least two of them: names of indicators are long, and people leave words out or
// turn them round.
func wordsShared(row, name string) float64 {
	count := map[string]int{}
	for _, w := range strings.Fields(nameKey(name)) {
		count[w]++
	}
	words := strings.Fields(nameKey(row))
	shared := 0
	for _, w := range words {
		if count[w] > 0 {
			count[w]--
			shared++
		}
	}
	if shared < 2 {
		return 0
	}
	return float64(shared) / float64(len(words))
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
