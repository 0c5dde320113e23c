package words

import (
	"math"
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

// spaced writes no-break spaces as ~ so that a case shows them.
func spaced(s string) string { return strings.ReplaceAll(s, nbsp, "~") }

// The rates of METHOD.md 4.9, case F11.
func TestRate(t *testing.T) {
	for _, c := range []struct {
		x, n   int64
		vi, en string
	}{
		{3, 4, "3/4", "3/4"}, {0, 0, "—", "—"}, {19, 19, "19/19", "19/19"}, {45, 50, "90~%", "90%"},
		{149, 150, "99~%", "99%"}, {1, 150, "1~%", "1%"}, {181, 200, "90,5~%", "90.5%"}, {1999, 2000, ">99,9~%", ">99.9%"},
		{2000, 2000, "100~%", "100%"}, {1, 5000, "<0,1~%", "<0.1%"}, {0, 50, "0~%", "0%"},
		{199, 199, "100~%", "100%"}, {998, 1000, "99,8~%", "99.8%"}, {1, 199, "1~%", "1%"},
	} {
		if got := spaced(Of("vi").Rate(c.x, c.n)); got != c.vi {
			t.Errorf("Rate(%d, %d) = %q, want %q", c.x, c.n, got, c.vi)
		}
		if got := spaced(Of("en").Rate(c.x, c.n)); got != c.en {
			t.Errorf("en Rate(%d, %d) = %q, want %q", c.x, c.n, got, c.en)
		}
	}
}

func TestShareShowsItsFraction(t *testing.T) {
	for _, c := range []struct {
		x, n int64
		want string
	}{{11, 14, "11/14"}, {68, 84, "81~% (68/84)"}, {487, 527, "92,4~% (487/527)"}, {0, 0, "—"}, {1190, 1200, "99,2~% (1.190/1.200)"}} {
		if got := spaced(Of("vi").Share(c.x, c.n)); got != c.want {
			t.Errorf("Share(%d, %d) = %q, want %q", c.x, c.n, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		vi, en   string
	}{
		{1234.5, 2, "1.234,5", "1,234.5"}, {0, 2, "0", "0"}, {-0.001, 2, "0", "0"}, {-12.5, 1, "−12,5", "−12.5"},
		{0.125, 2, "0,13", "0.13"}, {2.675, 2, "2,68", "2.68"}, {1e15, 0, "1.000.000.000.000.000", "1,000,000,000,000,000"},
		{math.NaN(), 2, "—", "—"}, {math.Inf(1), 2, "—", "—"}, {999.999, 2, "1.000", "1,000"},
	} {
		if got := Of("vi").Number(c.v, c.decimals); got != c.vi {
			t.Errorf("Number(%v, %d) = %q, want %q", c.v, c.decimals, got, c.vi)
		}
		if got := Of("en").Number(c.v, c.decimals); got != c.en {
			t.Errorf("en Number(%v, %d) = %q, want %q", c.v, c.decimals, got, c.en)
		}
	}
}

func TestPercentNeverRoundsToAllOrNone(t *testing.T) {
	for v, want := range map[float64]string{0: "0~%", 1: "100~%", 0.001: "<1~%", 0.999: ">99~%", 0.5: "50~%", 0.9999999999999999: "100~%", 1e-17: "0~%", 0.994: "99~%", 1.2: "120~%"} {
		if got := spaced(Of("vi").Percent(v)); got != want {
			t.Errorf("Percent(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestDateDaysPoints(t *testing.T) {
	d := data.Date(2024, time.May, 9)
	vi, en := Of("vi"), Of("en")
	for _, c := range [][2]string{
		{vi.Date(d), "09/05/2024"}, {en.Date(d), "9 May 2024"}, {vi.ShortDate(d), "09/05"}, {vi.Date(0), "—"},
		{spaced(vi.Days(3)), "3~ngày"}, {spaced(en.Days(1)), "1~day"}, {spaced(en.Days(2)), "2~days"},
		{spaced(vi.Points(0.15)), "+15~điểm"}, {spaced(vi.Points(-0.2)), "−20~điểm"}, {spaced(vi.Points(0.001)), "0~điểm"},
		{vi.Signed(3), "+3"}, {vi.Signed(-3), "−3"}, {vi.Signed(0), "0"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n      int64
		kinds  []string
		vi, en string
	}{
		{14, []string{"xã", "phường", "xã"}, "14 xã, phường", "14 communes and wards"},
		{1, []string{"xã"}, "1 xã", "1 commune"},
		{1, []string{"xã", "phường"}, "1 đơn vị", "1 unit"},
		{9, []string{"phường"}, "9 phường", "9 wards"},
		{3, nil, "3 đơn vị", "3 units"},
		{20, []string{"thị trấn", "phường", "xã"}, "20 xã, phường, thị trấn", "20 communes, wards and townships"},
	} {
		if got := Of("vi").Count(c.n, c.kinds...); got != c.vi {
			t.Errorf("Count(%d, %v) = %q, want %q", c.n, c.kinds, got, c.vi)
		}
		if got := Of("en").Count(c.n, c.kinds...); got != c.en {
			t.Errorf("en Count(%d, %v) = %q, want %q", c.n, c.kinds, got, c.en)
		}
	}
}
