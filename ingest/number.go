package ingest

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Numbers as commune offices write them: full stop between thousands, comma
// before decimals ("1.234,5"). A figure that two careful readers would read
// differently is not guessed but asked about: "12.5" may be 12,5 or a mistyped
// 125, "1,234" may be 1.234 or 1,234.
var (
	plainDigits   = regexp.MustCompile(`^\d+$`)
	commaDecimal  = regexp.MustCompile(`^\d+,\d+$`)
	dotDecimal    = regexp.MustCompile(`^(\d+)\.(\d+)$`)
	dotGroups     = regexp.MustCompile(`^\d{1,3}(\.\d{3})+(,\d+)?$`)
	spaceGroups   = regexp.MustCompile(`^\d{1,3}( \d{3})+(,\d+)?$`)
	commaGroups   = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
	numberSpacing = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2212", "-", "\u2013", "-")
)

// maxDigits keeps a figure within what a float64 holds exactly enough; a longer
// run of digits is an account or telephone number, not a count.
const maxDigits = 15

// ParseNumber reads a number typed as text. The problem is "" or one of
// "not_a_number" and "ambiguous_number" (see readings for the two meanings). A
// minus sign is read, not judged: whether a count may be negative is the
// caller's to say. Units, "%" and words are not numbers; see ParseQuantity.
func ParseNumber(s string) (v float64, problem string) {
	s = strings.TrimSpace(numberSpacing.Replace(s))
	sign := 1.0
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		s, sign = strings.TrimSpace(rest), -1
	}
	if countDigits(s) > maxDigits {
		return 0, "not_a_number"
	}
	var canonical string
	switch {
	case plainDigits.MatchString(s):
		canonical = s
	case dotGroups.MatchString(s) && strings.Count(s, ".") == 1 && s[0] == '0':
		return 0, "ambiguous_number" // 0.138 is 0,138 to one reader and 138 to another
	case dotGroups.MatchString(s):
		canonical = strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1)
	case spaceGroups.MatchString(s):
		canonical = strings.Replace(strings.ReplaceAll(s, " ", ""), ",", ".", 1)
	case commaGroups.MatchString(s) && strings.Count(s, ",") == 1 && !strings.Contains(s, ".") && s[0] != '0':
		return 0, "ambiguous_number" // 1,234
	case commaDecimal.MatchString(s):
		canonical = strings.Replace(s, ",", ".", 1)
	case commaGroups.MatchString(s):
		canonical = strings.ReplaceAll(s, ",", "") // 1,234,567 and 1,234.5 have one meaning only
	case dotDecimal.MatchString(s):
		m := dotDecimal.FindStringSubmatch(s)
		if len(m[1]) <= 3 || len(m[2]) == 3 {
			return 0, "ambiguous_number" // 12.5, 1234.567
		}
		canonical = s // 1234.5: whoever groups by dots would not write 1234
	default:
		return 0, "not_a_number"
	}
	v, err := strconv.ParseFloat(canonical, 64)
	if err != nil {
		return 0, "not_a_number"
	}
	return sign*v + 0, "" // + 0: "-0" is 0
}

// readings are the two meanings of an ambiguous number, for the question: the
// separator as a decimal comma, and as nothing.
func readings(s string) (decimal, grouped string) {
	s = strings.TrimSpace(s)
	decimal = strings.ReplaceAll(s, ".", ",")
	v, err := strconv.ParseFloat(strings.NewReplacer(".", "", ",", "").Replace(s), 64)
	if err != nil {
		return decimal, s
	}
	return decimal, FormatNumber(v)
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

// FormatNumber writes a number the Vietnamese way: 1.234,5. ParseNumber reads
// it back unless it has exactly three decimals and fewer than four digits
// before them.
func FormatNumber(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	whole, decimals, _ := strings.Cut(s, ".")
	var b strings.Builder
	if v < 0 {
		b.WriteByte('-')
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	if decimals != "" {
		b.WriteString("," + decimals)
	}
	return b.String()
}

// Measures that offices write beside or inside a figure, with what one of them
// is in the catalogue's unit. "công" is the Mekong delta's measure of land
// (1.000 m²) and is known only where land is asked for.
var measures = map[string]struct {
	base   string
	factor float64
}{
	"đồng": {"đồng", 1}, "đ": {"đồng", 1}, "vnđ": {"đồng", 1}, "vnd": {"đồng", 1}, "đồng việt nam": {"đồng", 1},
	"nghìn đồng": {"đồng", 1e3}, "ngàn đồng": {"đồng", 1e3}, "1000 đồng": {"đồng", 1e3}, "1.000 đồng": {"đồng", 1e3}, "nghìn": {"đồng", 1e3},
	"triệu đồng": {"đồng", 1e6}, "triệu": {"đồng", 1e6}, "tr.đ": {"đồng", 1e6}, "trđ": {"đồng", 1e6}, "tr.đồng": {"đồng", 1e6},
	"tỷ đồng": {"đồng", 1e9}, "tỉ đồng": {"đồng", 1e9}, "tỷ": {"đồng", 1e9}, "tỉ": {"đồng", 1e9},
	"m²": {"m²", 1}, "m2": {"m²", 1}, "mét vuông": {"m²", 1},
	"ha": {"m²", 1e4}, "hecta": {"m²", 1e4}, "héc ta": {"m²", 1e4}, "công": {"m²", 1e3}, "công đất": {"m²", 1e3},
	"%": {"%", 1},
}

// measureKey folds a unit of measure as written: case, white space, brackets.
func measureKey(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(numberSpacing.Replace(s)), " "))
	return strings.Trim(s, "(). ")
}

// UnitFactor tells by what to multiply a figure given in one unit of measure to
// have it in another: UnitFactor("triệu đồng", "đồng") is 1e6. ok is false when
// the units do not belong together.
func UnitFactor(from, to string) (factor float64, ok bool) {
	f, t := measureKey(from), measureKey(to)
	if f == t || f == "" {
		return 1, true
	}
	a, okA := measures[f]
	b, okB := measures[t]
	if okA && okB && a.base == b.base {
		return a.factor / b.factor, true
	}
	return 0, false
}

var quantity = regexp.MustCompile(`^\s*([-\x{2212}]?[\d][\d.,\s\x{a0}\x{202f}]*?)\s*([^\d\s.,].*)?$`)

// ParseQuantity reads a number with a unit of measure after it: "58,5 tỷ đồng"
// is 58.5 and "tỷ đồng", "02 cuộc" is 2 and "cuộc", "138.000.000đ" is 138000000
// and "đ". The number is not converted; see UnitFactor. Without a number in
// front ("khoảng 240") the problem is "not_a_number"; a unit of more than three
// words is a remark, and so no number either.
func ParseQuantity(s string) (v float64, unit, problem string) {
	m := quantity.FindStringSubmatch(s)
	if m == nil {
		return 0, "", "not_a_number"
	}
	unit = strings.TrimSpace(m[2])
	if len(strings.Fields(unit)) > 3 || !unitLike(unit) {
		return 0, "", "not_a_number"
	}
	v, problem = ParseNumber(m[1])
	return v, unit, problem
}

// unitLike refuses what looks like a mistyped figure ("1O", "12/15", "1-2"): a
// unit is a word of two letters or more, or one of the known signs.
func unitLike(unit string) bool {
	if unit == "" {
		return true
	}
	if _, known := measures[measureKey(unit)]; known {
		return true
	}
	if strings.ContainsAny(unit, "0123456789/,:;+=*<>") || strings.HasPrefix(unit, "-") {
		return false
	}
	return len([]rune(unit)) >= 2
}
