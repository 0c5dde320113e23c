package analytics

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The adjusted p of a batch never falls as p rises, is never below p, and does
// not depend on the order of the tests.
func TestAdjustedPIsMonotoneWhateverTheOrder(t *testing.T) {
	db := qualityHouse(t)
	rapid.Check(t, func(rt *rapid.T) {
		ps := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 30).Draw(rt, "p")
		order := rapid.Permutation(indices(len(ps))).Draw(rt, "order")
		adjusted, survives := adjust(t, db, ps)
		shuffled := make([]float64, len(ps))
		for to, from := range order {
			shuffled[to] = ps[from]
		}
		again, survivesAgain := adjust(t, db, shuffled)
		for to, from := range order {
			if again[to] != adjusted[from] || survivesAgain[to] != survives[from] {
				rt.Fatalf("p %v: adjusted %v, after a change of order %v", ps[from], adjusted[from], again[to])
			}
		}
		for i := range ps {
			if adjusted[i] < ps[i] || adjusted[i] > 1 {
				rt.Fatalf("p %v adjusted to %v", ps[i], adjusted[i])
			}
			for j := range ps {
				if ps[i] < ps[j] && adjusted[i] > adjusted[j] {
					rt.Fatalf("p %v < %v, adjusted %v > %v", ps[i], ps[j], adjusted[i], adjusted[j])
				}
				if survives[j] && ps[i] <= ps[j] && !survives[i] {
					rt.Fatalf("%v survives and the smaller %v does not", ps[j], ps[i])
				}
			}
		}
	})
}

// The Poisson p is a probability, is that of both whole tails where they can be
// added up plainly, and falls as the count moves away from what was expected.
func TestPoissonPIsAProbability(t *testing.T) {
	db := qualityHouse(t)
	rapid.Check(t, func(rt *rapid.T) {
		expected := rapid.OneOf(rapid.Float64Range(0.01, 60), rapid.Float64Range(60, 100_000)).Draw(rt, "expected")
		x := rapid.IntRange(0, 200).Draw(rt, "x")
		clear(t, db, "poisson_test")
		for i := range 3 { // the count, and two farther off on its side
			at := x + i
			if float64(x) <= expected {
				at = max(0, x-i)
			}
			insert(t, db, `insert into poisson_test values ($1, $2, $3)`, i, at, expected)
		}
		p := map[float64]float64{}
		for _, r := range askRows(t, db, nil, "poisson_tail") {
			p[r["ordinal"].(float64)] = r["p"].(float64)
		}
		for i := 0.0; i < 3; i++ {
			if !(p[i] >= 0 && p[i] <= 1) {
				rt.Fatalf("p of %v at %v: %v", x, expected, p[i])
			}
			if i > 0 && p[i] > p[i-1]+1e-12 {
				rt.Fatalf("at %v the farther count is likelier: %v", expected, p)
			}
		}
		if expected < 60 {
			if want := plainPoisson(x, expected); math.Abs(p[0]-want) > 1e-9 {
				rt.Fatalf("p of %v at %v: got %v, want %v", x, expected, p[0], want)
			}
		}
	})
}

// plainPoisson adds up term by term, each from the one before.
func plainPoisson(x int, expected float64) float64 {
	term, below, above := math.Exp(-expected), 0.0, 0.0
	for k := 0; k < 1000; k++ {
		if k <= x {
			below += term
		}
		if k >= x {
			above += term
		}
		term *= expected / float64(k+1)
	}
	return min(1, 2*min(below, above))
}

var someWords = rapid.SliceOfN(rapid.SampledFrom(strings.Fields(
	"Xã đã tổ chức họp dân 12 15 cuộc, đối thoại; trả lời (kịp thời) ý kiến Nhân dân Ấp")), 0, 80)

// Two sections share as much from either side, no more than all, and a section
// of the same words shares all.
func TestJaccardIsSymmetric(t *testing.T) {
	db := qualityHouse(t)
	insert(t, db, `update quality_policy set shingle_words = 2, min_shingles = 5`)
	rapid.Check(t, func(rt *rapid.T) {
		clear(t, db, "text_section")
		a, b := someWords.Draw(rt, "a"), someWords.Draw(rt, "b")
		for unit, words := range map[string][]string{"a": a, "b": b} {
			insert(t, db, `insert into text_section values ('report', $1, 'p', 's', 'I', $2)`, unit, strings.Join(words, " "))
		}
		of := map[string]float64{}
		for _, r := range askRows(t, db, nil, textSteps...) {
			of[word(r["unit_id"])+word(r["figures"])] = r["jaccard"].(float64)
		}
		for _, figures := range []string{"kept", "masked"} {
			if of["a"+figures] != of["b"+figures] || of["a"+figures] > 1 {
				rt.Fatalf("%s: from a %v, from b %v", figures, of["a"+figures], of["b"+figures])
			}
		}
		if of["akept"] == 1 && of["amasked"] != 1 {
			rt.Fatalf("the same with figures, not without: %v", of)
		}
	})
}

// Texts that are made of the form alone are never called alike, however equal.
func TestTheFormAloneIsNeverAlike(t *testing.T) {
	db := qualityHouse(t)
	insert(t, db, `update quality_policy set shingle_words = 2, min_shingles = 1`)
	rapid.Check(t, func(rt *rapid.T) {
		clear(t, db, "text_section")
		form := strings.Join(someWords.Draw(rt, "form"), " ")
		from := []string{"plan", "units"}[rapid.IntRange(0, 1).Draw(rt, "from")]
		units := 2
		if from == "plan" {
			insert(t, db, `insert into text_section values ('template', '', 'p', 's', '', $1)`, form)
		} else {
			units = rapid.IntRange(4, 6).Draw(rt, "units") // in more than half of them
		}
		for i := range units {
			insert(t, db, `insert into text_section values ('report', $1, 'p', 's', 'I', $2)`, string(rune('a'+i)), form)
		}
		for _, r := range askRows(t, db, nil, textSteps...) {
			rt.Fatalf("%v of %v is called %v", r["unit_id"], form, r["likeness"])
		}
	})
}
