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
			add(data.Question{Key: "indicator:" + p.At.Key(), Kind: data.AskIndicator, At: p.At, Got: p.Args["got"], Free: true, Optional: true,
				Candidates: indicatorsLike(cat, p.Args["got"])})
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

// indicatorsLike are the indicators whose names are most like a row's.
func indicatorsLike(cat *data.Catalogue, text string) []data.Candidate {
	type scored struct {
		in   data.Indicator
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
		if best >= 0.4 {
			near = append(near, scored{in, best})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return cmp.Compare(b.like, a.like) })
	var candidates []data.Candidate
	for _, s := range near[:min(len(near), mostCandidates)] {
		candidates = append(candidates, data.Candidate{Value: indicatorID(s.in), Label: s.in.NameVi, Note: indicatorID(s.in) + ", " + s.in.Unit})
	}
	return candidates
}

// wordsShared is the share of words that two names have in common (Dice): names
// of indicators are long, and people leave words out or turn them round.
func wordsShared(a, b string) float64 {
	count := map[string]int{}
	wa, wb := strings.Fields(nameKey(a)), strings.Fields(nameKey(b))
	for _, w := range wa {
		count[w]++
	}
	shared := 0
	for _, w := range wb {
		if count[w] > 0 {
			count[w]--
			shared++
		}
	}
	if len(wa)+len(wb) == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(len(wa)+len(wb))
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
