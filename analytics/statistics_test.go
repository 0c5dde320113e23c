package analytics

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// Tables of the normal distribution, Garwood's limits as printed by Ulm (1990),
// Jeffreys' limits of Brown, Cai and DasGupta (2001), and the first numbers of
// SplitMix64 from seed 0 as its authors' code prints them.
func TestStatisticsAgainstPublishedValues(t *testing.T) {
	near(t, "Φ(1.96)", normalCDF(1.96), 0.9750021, 1e-7)
	near(t, "Φ(-3.09)", normalCDF(-3.09), 0.0010008, 1e-7)
	near(t, "z of 95 %", twoSidedZ(0.95), 1.959963984540054, 1e-12)
	near(t, "z of 99.8 %", twoSidedZ(0.998), 3.090232306167813, 1e-9)
	near(t, "joint z of 5", jointZ(0.95, 5), 2.575829, 1e-6)
	near(t, "joint z of 14", jointZ(0.95, 14), 2.914, 5e-4)
	for x, want := range map[float64]interval{0: {0, 3.689}, 1: {0.0253, 5.572}, 5: {1.623, 11.668}, 10: {4.795, 18.390}, 100: {81.364, 121.627}} {
		got, _ := poisson(x, 0.95)
		near(t, "Poisson, lower", got.lo, want.lo, 6e-4)
		near(t, "Poisson, upper", got.hi, want.hi, 6e-4)
	}
	got, _ := jeffreys(1, 10, 0.95)
	near(t, "Jeffreys 1/10, lower", got.lo, 0.011, 5e-4)
	near(t, "Jeffreys 1/10, upper", got.hi, 0.381, 5e-4)
	random := splitMix64(0)
	for i, want := range []uint64{0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F} {
		if got := random.next(); got != want {
			t.Errorf("SplitMix64(0), number %d: got %#x, want %#x", i+1, got, want)
		}
	}
}

func TestWhatHasNoInterval(t *testing.T) {
	for _, c := range []counted{{0, 0}, {4, 3}, {-1, 3}, {math.NaN(), 3}} {
		if got, ok := jeffreys(c.x, c.n, 0.95); ok {
			t.Errorf("%v of %v: got %v, want none", c.x, c.n, got)
		}
	}
	if got, ok := poisson(-1, 0.95); ok {
		t.Errorf("-1 cases: got %v, want none", got)
	}
}

// The interval of the others is the mirror of the interval of these.
func TestJeffreysIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		x := rapid.IntRange(0, n).Draw(t, "x")
		level := rapid.Float64Range(0.5, 0.999).Draw(t, "level")
		a, _ := jeffreys(float64(x), float64(n), level)
		b, _ := jeffreys(float64(n-x), float64(n), level)
		share := float64(x) / float64(n)
		if !(a.lo >= 0 && a.lo <= share+1e-9 && share <= a.hi+1e-9 && a.hi <= 1) {
			t.Fatalf("%d of %d: %v does not hold its share", x, n, a)
		}
		if math.Abs(a.lo-(1-b.hi)) > 1e-9 || math.Abs(a.hi-(1-b.lo)) > 1e-9 {
			t.Fatalf("%d of %d: %v, the others %v", x, n, a, b)
		}
	})
}

func TestPoissonHoldsItsCountAndGrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.IntRange(0, 20000).Draw(t, "x")
		a, _ := poisson(float64(x), 0.95)
		b, _ := poisson(float64(x+1), 0.95)
		if !(a.lo <= float64(x) && float64(x) <= a.hi && a.lo < b.lo && a.hi < b.hi) {
			t.Fatalf("%d: %v, one more %v", x, a, b)
		}
	})
}

// Expected ranks add up to 1 + 2 + … + K, and do not mind the order of units.
func TestExpectedRanksShareAllRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) counted {
			n := rapid.IntRange(1, 300).Draw(t, "n")
			return counted{float64(rapid.IntRange(0, n).Draw(t, "x")), float64(n)}
		}), 1, 20).Draw(t, "units")
		ranks, sum := expectedRanks(units), 0.0
		for _, r := range ranks {
			sum += r
		}
		if k := float64(len(units)); math.Abs(sum-k*(k+1)/2) > 1e-6 {
			t.Fatalf("sum %v of %d units", sum, len(units))
		}
		turned := slices.Clone(units)
		slices.Reverse(turned)
		back := expectedRanks(turned)
		slices.Reverse(back)
		for i := range ranks {
			if math.Abs(ranks[i]-back[i]) > 1e-9 {
				t.Fatalf("unit %d: %v, in another order %v", i, ranks[i], back[i])
			}
		}
	})
}

func TestSimulatedRanksStayInsideAndFollowTheUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(rapid.SliceOfN(rapid.Float64Range(0, 100), 6, 6), 1, 8).Draw(t, "scores")
		seed := rapid.Uint64().Draw(t, "seed")
		ranks := simulateRanks(scores, seed, 50, 1)
		turned := slices.Clone(scores)
		slices.Reverse(turned)
		back := simulateRanks(turned, seed, 50, 1)
		slices.Reverse(back)
		for i, r := range ranks {
			if r.p05 < 1 || r.p95 > len(scores) || r.p05 > r.p95 || r.mean < 1 || r.mean > float64(len(scores)) || r.first > 50 {
				t.Fatalf("unit %d: %+v", i, r)
			}
			if r != back[i] {
				t.Fatalf("unit %d: %+v, in another order %+v", i, r, back[i])
			}
		}
	})
}

func TestEqualCompositesShareARank(t *testing.T) {
	if got := competitionRanks([]float64{70, 70 + 1e-12, 80, 60, 80}); !slices.Equal(got, []int{3, 3, 1, 5, 1}) {
		t.Errorf("got %v, want 3 3 1 5 1", got)
	}
}
