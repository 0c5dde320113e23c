package words

import (
	"math"
	"strconv"
	"strings"

	"danbiet/data"
)

// None is what stands for a value that is not there.
const None = "—"

const (
	dash = None
	nbsp = "\u00a0"
)

// Int writes a whole number: 1.234 in Vietnamese, 1,234 in English.
func (w Words) Int(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "−", digits[1:]
	}
	sep := "."
	if w.en() {
		sep = ","
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Number writes a number with at most the given number of decimals, rounded
// half away from zero, without trailing zeros: 1.234,5. What is not a number is
// the dash of a missing value.
func (w Words) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return dash
	}
	whole, frac := split(v, decimals)
	frac = strings.TrimRight(frac, "0")
	return w.joined(v, whole, frac)
}

// fixed writes a number with exactly the given number of decimals.
func (w Words) fixed(v float64, decimals int) string {
	whole, frac := split(v, decimals)
	return w.joined(v, whole, frac)
}

func (w Words) joined(v float64, whole, frac string) string {
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil { // beyond int64: no grouping, but nothing lost
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	text := w.Int(n)
	if frac != "" {
		sep := ","
		if w.en() {
			sep = "."
		}
		text += sep + frac
	}
	if v < 0 && strings.Trim(whole+frac, "0") != "" {
		text = "−" + text
	}
	return text
}

// split rounds |v| half up in decimal, as a person does: 0.125 to two decimals
// is 0.13, although half of it is not exact in binary.
func split(v float64, decimals int) (whole, frac string) {
	scale := math.Pow(10, float64(decimals))
	scaled := math.Floor(math.Abs(v)*scale + 0.5 + 1e-9)
	text := strconv.FormatFloat(scaled, 'f', 0, 64)
	for len(text) <= decimals {
		text = "0" + text
	}
	return text[:len(text)-decimals], text[len(text)-decimals:]
}

// Rate writes a share as the number of cases allows (METHOD.md 4.9): nothing of
// nothing is a dash, under 20 cases the fraction, under 200 whole percent, from
// 200 one decimal. "100 %" and "0 %" are kept for exactly all and none.
func (w Words) Rate(x, n int64) string {
	switch {
	case n <= 0:
		return dash
	case n < 20:
		return w.Int(x) + "/" + w.Int(n)
	case n < 200:
		return w.percent(float64(x)/float64(n), 0, x == 0, x == n)
	}
	return w.percent(float64(x)/float64(n), 1, x == 0, x == n)
}

// Share is Rate with the fraction it stands for beside the percentage:
// "81 % (68/84)".
func (w Words) Share(x, n int64) string {
	rate := w.Rate(x, n)
	if n < 20 {
		return rate
	}
	return rate + " (" + w.Int(x) + "/" + w.Int(n) + ")"
}

// Chance writes a probability with four decimals; a smaller one is "<0,0001".
func (w Words) Chance(p float64) string {
	if p > 0 && p < 0.0001 {
		return "<" + w.Number(0.0001, 4)
	}
	return w.Number(p, 4)
}

// exact is how near a worked-out share must be to all or none to be it: sums of
// weights carry the noise of their order.
const exact = 1e-9

// Percent writes a share that is no plain fraction (weighted, or a bound) in
// whole percent.
func (w Words) Percent(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return dash
	}
	return w.percent(share, 0, math.Abs(share) < exact, math.Abs(share-1) < exact)
}

func (w Words) percent(share float64, decimals int, none, all bool) string {
	sign := nbsp + "%"
	if w.en() {
		sign = "%"
	}
	least := math.Pow(10, -float64(decimals))
	percent := share * 100
	rounded := math.Floor(percent/least+0.5+1e-9) * least
	switch {
	case none:
		return "0" + sign
	case all:
		return "100" + sign
	case share > 0 && rounded < least/2:
		return "<" + w.fixed(least, decimals) + sign
	case share < 1 && rounded > 100-least/2:
		return ">" + w.fixed(100-least, decimals) + sign
	}
	return w.fixed(percent, decimals) + sign
}

// Points writes a difference of shares in percentage points, with its sign.
func (w Words) Points(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return dash
	}
	text := w.Number(share*100, 0)
	if share > 0 && text != "0" {
		text = "+" + text
	}
	if w.en() {
		return text + nbsp + "points"
	}
	return text + nbsp + "điểm"
}

// Signed writes a whole number with its sign, zero without: −4, 0, +9.
func (w Words) Signed(n int64) string {
	if n > 0 {
		return "+" + w.Int(n)
	}
	return w.Int(n)
}

// Date writes a day as 09/05/2024, in English as 9 May 2024.
func (w Words) Date(d data.Day) string {
	if d == 0 {
		return dash
	}
	if w.en() {
		return d.Time().Format("2 January 2006")
	}
	return d.Time().Format("02/01/2006")
}

// ShortDate writes a day without its year: 09/05, 9 May.
func (w Words) ShortDate(d data.Day) string {
	if d == 0 {
		return dash
	}
	if w.en() {
		return d.Time().Format("2 January")
	}
	return d.Time().Format("02/01")
}

// Days writes a number of days with its noun.
func (w Words) Days(n int64) string {
	if w.en() {
		if n == 1 || n == -1 {
			return w.Int(n) + nbsp + "day"
		}
		return w.Int(n) + nbsp + "days"
	}
	return w.Int(n) + nbsp + "ngày"
}

// LateBy is how late something came: by days, or after the cut-off time of its
// last day.
func (w Words) LateBy(days int64) string {
	if days == 0 {
		return w.pick("chưa đến một ngày", "less than a day")
	}
	return w.Days(days)
}
