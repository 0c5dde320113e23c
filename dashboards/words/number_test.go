package words

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

// spaced writes no-break spaces as ~ so that a case shows them.
func spaced(s string) string { return strings.ReplaceAll(s, nbsp, "~") }

// A numberCase is one line of testdata/numbers.json, which the page script is held
// to as well (dashboards/static).
type numberCase struct {
	Write    string   `json:"write"`
	X, N     int64    `json:"-"`
	V        *float64 `json:"v"`
	Decimals int      `json:"decimals"`
	Vi, En   string
}

// UnmarshalJSON reads x and n, which are whole numbers.
func (c *numberCase) UnmarshalJSON(b []byte) error {
	type plain numberCase
	var of struct {
		plain
		X int64 `json:"x"`
		N int64 `json:"n"`
	}
	if err := json.Unmarshal(b, &of); err != nil {
		return err
	}
	*c = numberCase(of.plain)
	c.X, c.N = of.X, of.N
	return nil
}

func TestNumbersAsPeoplePrintThem(t *testing.T) {
	b, err := os.ReadFile("testdata/numbers.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []numberCase }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 50 {
		t.Fatalf("only %d cases", len(file.Cases))
	}
	for _, c := range file.Cases {
		v := math.NaN()
		if c.V != nil {
			v = *c.V
		}
		for lang, want := range map[string]string{"vi": c.Vi, "en": c.En} {
			w := Of(lang)
			got, ok := map[string]string{"rate": w.Rate(c.X, c.N), "number": w.Number(v, c.Decimals), "percent": w.Percent(v),
				"points": w.Points(v), "signed": w.Signed(c.N), "int": w.Int(c.N)}[c.Write]
			if !ok {
				t.Fatalf("no way of writing %q", c.Write)
			}
			if got != want {
				t.Errorf("%s %s of %+v = %q, want %q", lang, c.Write, c, spaced(got), spaced(want))
			}
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

func TestWhatIsNoNumberIsADash(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := []string{Of("vi").Number(v, 2), Of("vi").Percent(v), Of("vi").Points(v)}; got[0] != dash || got[1] != dash || got[2] != dash {
			t.Errorf("%v is written %q", v, got)
		}
	}
}

func TestDatesAndDays(t *testing.T) {
	d := data.Date(2024, time.May, 9)
	vi, en := Of("vi"), Of("en")
	for _, c := range [][2]string{
		{vi.Date(d), "09/05/2024"}, {en.Date(d), "9 May 2024"}, {vi.ShortDate(d), "09/05"}, {vi.Date(0), "—"},
		{spaced(vi.Days(3)), "3~ngày"}, {spaced(en.Days(1)), "1~day"}, {spaced(en.Days(2)), "2~days"},
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
