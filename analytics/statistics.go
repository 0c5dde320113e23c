package analytics

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// The statistics that SQL has no function for (METHOD.md 3.6, 4.2, 4.4). They
// are pure: what they say depends on their arguments alone.

// normalCDF is Φ(x), the share of the standard normal distribution below x.
func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// normalQuantile is Φ⁻¹(p), NaN outside 0 < p < 1.
func normalQuantile(p float64) float64 {
	if !(p > 0 && p < 1) {
		return math.NaN()
	}
	return mathext.NormalQuantile(p)
}

// twoSidedZ is the z of an interval that holds the given share of the normal
// distribution: 1.96 for 0.95.
func twoSidedZ(level float64) float64 { return normalQuantile(1 - (1-level)/2) }

// jointZ is the z that each of k intervals needs so that all of them hold
// together at the given level, by Bonferroni: Φ⁻¹(1 − (1 − level)/2k)
// (METHOD.md 4.4).
func jointZ(level float64, k int) float64 {
	return normalQuantile(1 - (1-level)/(2*float64(k)))
}

// interval is a lower and an upper bound.
type interval struct{ lo, hi float64 }

// jeffreys is the equal-tailed interval of x of n under Jeffreys' prior: the
// quantiles of the beta distribution with x + 1/2 and n − x + 1/2, the lower end
// 0 when there is no case, the upper 1 when all are (METHOD.md 4.2). Nothing of
// nothing, or more than all, has no interval.
func jeffreys(x, n, level float64) (interval, bool) {
	if !(n > 0 && x >= 0 && x <= n) {
		return interval{}, false
	}
	tail := (1 - level) / 2
	i := interval{0, 1}
	if x > 0 {
		i.lo = mathext.InvRegIncBeta(x+0.5, n-x+0.5, tail)
	}
	if x < n {
		i.hi = mathext.InvRegIncBeta(x+0.5, n-x+0.5, 1-tail)
	}
	return i, true
}

// poisson is the exact interval of the mean of a count: half the chi-square
// quantiles with 2x and 2x + 2 degrees of freedom, that is the quantiles of the
// gamma distributions with shapes x and x + 1 (Garwood 1936; METHOD.md 4.2).
func poisson(x, level float64) (interval, bool) {
	if !(x >= 0) {
		return interval{}, false
	}
	tail := (1 - level) / 2
	i := interval{hi: mathext.GammaIncRegInv(x+1, 1-tail)}
	if x > 0 {
		i.lo = mathext.GammaIncRegInv(x, tail)
	}
	return i, true
}

// counted is x cases of n.
type counted struct{ x, n float64 }

// expectedRanks are the mean ranks that units would hold if every one were drawn
// from the normal distribution with the mean (x + 1/2)/(n + 1) and the variance
// m(1 − m)/(n + 2) of its Jeffreys posterior: 1 + Σ Φ((m_j − m_i)/√(v_i + v_j)).
// The highest share is first (METHOD.md 4.4).
func expectedRanks(units []counted) []float64 {
	m, v := make([]float64, len(units)), make([]float64, len(units))
	for i, u := range units {
		m[i] = (u.x + 0.5) / (u.n + 1)
		v[i] = m[i] * (1 - m[i]) / (u.n + 2)
	}
	ranks := make([]float64, len(units))
	for i := range units {
		ranks[i] = 1
		for j := range units {
			if i != j {
				ranks[i] += normalCDF((m[j] - m[i]) / math.Sqrt(v[i]+v[j]))
			}
		}
	}
	return ranks
}

// splitMix64 is the generator of Steele, Lea and Flood (2014): small, and the
// same numbers in every language from the same seed (METHOD.md 3.6).
type splitMix64 uint64

func (s *splitMix64) next() uint64 {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// uniform is strictly between 0 and 1, so that its logarithm is finite.
func (s *splitMix64) uniform() float64 { return (float64(s.next()>>11) + 0.5) / (1 << 53) }

// simulatedRank is how a unit's rank varied over draws of the weights.
type simulatedRank struct {
	first    int // draws in which it was first, alone or with others
	p05, p95 int
	mean     float64
}

// sameValue is how near two composites must be to share a rank.
const sameValue = 1e-9

// simulateRanks ranks units by the composite of their scores under n draws: the
// weights are Dirichlet(1, …, 1) as −ln u, and one more draw chooses between the
// arithmetic mean and the geometric one of scores not under floor. scores has a
// row a unit and a column an element. Ranks are of competition: the best is 1,
// equals share the better rank (METHOD.md 3.6).
func simulateRanks(scores [][]float64, seed uint64, n int, floor float64) []simulatedRank {
	random := splitMix64(seed)
	ranks := make([][]int, len(scores))
	for range n {
		if len(scores) == 0 {
			break
		}
		weights := make([]float64, len(scores[0]))
		for i := range weights {
			weights[i] = -math.Log(random.uniform())
		}
		mean := geometricMean
		if random.uniform() < 0.5 {
			mean = arithmeticMean
		}
		values := make([]float64, len(scores))
		for i, s := range scores {
			values[i] = mean(s, weights, floor)
		}
		for i, rank := range competitionRanks(values) {
			ranks[i] = append(ranks[i], rank)
		}
	}
	out := make([]simulatedRank, len(scores))
	for i := range scores {
		out[i] = summary(ranks[i])
	}
	return out
}

func summary(ranks []int) (s simulatedRank) {
	if len(ranks) == 0 {
		return s
	}
	slices.Sort(ranks)
	total := 0
	for _, r := range ranks {
		total += r
		if r == 1 {
			s.first++
		}
	}
	at := func(q float64) int { return ranks[int(math.Ceil(q*float64(len(ranks))))-1] }
	s.p05, s.p95, s.mean = at(0.05), at(0.95), float64(total)/float64(len(ranks))
	return s
}

func arithmeticMean(scores, weights []float64, _ float64) float64 {
	sum, total := 0.0, 0.0
	for i, s := range scores {
		sum += weights[i] * s
		total += weights[i]
	}
	return sum / total
}

func geometricMean(scores, weights []float64, floor float64) float64 {
	sum, total := 0.0, 0.0
	for i, s := range scores {
		sum += weights[i] * math.Log(max(s, floor))
		total += weights[i]
	}
	return math.Exp(sum / total)
}

// competitionRanks gives 1 to the greatest value; a rank is one more than the
// number of values greater by more than sameValue.
func competitionRanks(values []float64) []int {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	ranks := make([]int, len(values))
	for i, v := range values {
		above, _ := slices.BinarySearchFunc(sorted, v+sameValue, func(s, limit float64) int {
			if s > limit {
				return 1
			}
			return -1
		})
		ranks[i] = 1 + len(sorted) - above
	}
	return ranks
}
