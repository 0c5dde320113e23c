package ingest

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		in      string
		want    float64
		problem string
	}{
		{"0", 0, ""},
		{"12", 12, ""},
		{"02", 2, ""},
		{"007", 7, ""},
		{"2.186", 2186, ""},
		{"1.234", 1234, ""},
		{"1.234,5", 1234.5, ""},
		{"138.000.000", 138000000, ""},
		{"1.234.567,89", 1234567.89, ""},
		{"58,5", 58.5, ""},
		{"0,138", 0.138, ""},
		{"1234,567", 1234.567, ""},
		{"1234.5", 1234.5, ""},
		{"1,234,567", 1234567, ""},
		{"1,234.5", 1234.5, ""},
		{"1 234 567", 1234567, ""},
		{"1\u00a0234,5", 1234.5, ""},
		{"1\u202f234", 1234, ""},
		{" 12 ", 12, ""},
		{"-150", -150, ""},
		{"\u2212150", -150, ""},
		{"-0", 0, ""},
		{"12.5", 0, "ambiguous_number"},
		{"0.138", 0, "ambiguous_number"},
		{"1,234", 0, "ambiguous_number"},
		{"1234.567", 0, "ambiguous_number"},
		{"1.2345", 0, "ambiguous_number"},
		{"1O", 0, "not_a_number"},
		{"", 0, "not_a_number"},
		{"x", 0, "not_a_number"},
		{"-", 0, "not_a_number"},
		{"khoảng 240", 0, "not_a_number"},
		{"12/15", 0, "not_a_number"},
		{"12-15", 0, "not_a_number"},
		{"1.23.456", 0, "not_a_number"},
		{"1.234.56", 0, "not_a_number"},
		{"1 23", 0, "not_a_number"},
		{"12,5,3", 0, "not_a_number"},
		{"1e5", 0, "not_a_number"},
		{"NaN", 0, "not_a_number"},
		{"Inf", 0, "not_a_number"},
		{"0x10", 0, "not_a_number"},
		{"+5", 0, "not_a_number"},
		{"--5", 0, "not_a_number"},
		{"12%", 0, "not_a_number"},
		{"0296.3822.888", 0, "not_a_number"},
		{"12345678901234567890", 0, "not_a_number"},
	} {
		t.Run(fmt.Sprintf("%q", c.in), func(t *testing.T) {
			got, problem := ParseNumber(c.in)
			if got != c.want || problem != c.problem {
				t.Errorf("got %v %q, want %v %q", got, problem, c.want, c.problem)
			}
			if math.Signbit(got) && got == 0 {
				t.Error("negative zero")
			}
		})
	}
}

func TestAmbiguousNumberNamesBothReadings(t *testing.T) {
	for in, want := range map[string][2]string{
		"12.5": {"12,5", "125"}, "0.138": {"0,138", "138"}, "1,234": {"1,234", "1.234"}, "1234.567": {"1234,567", "1.234.567"},
	} {
		if a, b := readings(in); a != want[0] || b != want[1] {
			t.Errorf("%q: got %q and %q, want %q", in, a, b, want)
		}
	}
}

// A number written the Vietnamese way is read as the same number; the one
// exception is asked about, never guessed.
func TestFormattedNumbersAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(0, 999_999_999_999).Draw(t, "whole")
		decimals := rapid.StringMatching(`([0-9]{0,2}[1-9])?`).Draw(t, "decimals")
		sign := rapid.SampledFrom([]string{"", "-"}).Draw(t, "sign")
		text := FormatNumber(float64(whole))
		if decimals != "" {
			text += "," + decimals
		}
		got, problem := ParseNumber(sign + text)
		if len(decimals) == 3 && whole > 0 && whole < 1000 {
			if problem != "ambiguous_number" {
				t.Fatalf("%q: got %v %q, want a question", sign+text, got, problem)
			}
			return
		}
		if problem != "" {
			t.Fatalf("%q: %s", sign+text, problem)
		}
		if again := FormatNumber(got); again != sign+text && got != 0 {
			t.Fatalf("%q was read as %v, which is written %q", sign+text, got, again)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1.234,5", "12.5", "1O", "", "-", "1 234", "٣", "1,234.5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, problem := ParseNumber(s)
		switch problem {
		case "":
			if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) >= 1e15 {
				t.Errorf("%q: got %v", s, v)
			}
			if !strings.ContainsAny(s, "0123456789") {
				t.Errorf("%q without a digit is read as %v", s, v)
			}
		case "not_a_number", "ambiguous_number":
			if v != 0 {
				t.Errorf("%q: got %v with a problem", s, v)
			}
		default:
			t.Errorf("%q: problem %q", s, problem)
		}
		ParseQuantity(s)
	})
}

func TestParseQuantity(t *testing.T) {
	for _, c := range []struct {
		in, unit, problem string
		want              float64
	}{
		{"58,5 tỷ đồng", "tỷ đồng", "", 58.5},
		{"90.383 m²", "m²", "", 90383},
		{"99,99%", "%", "", 99.99},
		{"02 cuộc", "cuộc", "", 2},
		{"138.000.000đ", "đ", "", 138000000},
		{"138.000.000", "", "", 138000000},
		{"4,5 ha", "ha", "", 4.5},
		{"-150 m2", "m2", "", -150},
		{"12.5 tỷ", "tỷ", "ambiguous_number", 0},
		{"1O", "", "not_a_number", 0},
		{"12/15", "", "not_a_number", 0},
		{"khoảng 240", "", "not_a_number", 0},
		{"12 nhưng còn thiếu hai cuộc", "", "not_a_number", 0},
		{"5 (02 lớp)", "", "not_a_number", 0},
	} {
		got, unit, problem := ParseQuantity(c.in)
		if got != c.want || problem != c.problem || problem == "" && unit != c.unit {
			t.Errorf("%q: got %v %q %q, want %v %q %q", c.in, got, unit, problem, c.want, c.unit, c.problem)
		}
	}
}

func TestUnitFactor(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     float64
		ok       bool
	}{
		{"triệu đồng", "đồng", 1e6, true},
		{"Tỷ đồng", "đồng", 1e9, true},
		{"(1.000 đồng)", "đồng", 1e3, true},
		{"ha", "m²", 1e4, true},
		{"công", "m²", 1e3, true},
		{"m2", "m²", 1, true},
		{"cuộc", "cuộc", 1, true},
		{"", "cuộc", 1, true},
		{"ha", "đồng", 0, false},
		{"lượt", "người", 0, false},
	} {
		if got, ok := UnitFactor(c.from, c.to); got != c.want || ok != c.ok {
			t.Errorf("%q to %q: got %v %v, want %v %v", c.from, c.to, got, ok, c.want, c.ok)
		}
	}
}
