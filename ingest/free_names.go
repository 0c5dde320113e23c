package ingest

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"danbiet/data"
)

// A rowName is what a free table says of one row's indicator: its own words and
// what they hang on.
type rowName struct {
	own      string
	parent   string // the row that this one is a part of
	section  string // the heading above
	previous string // the row before it
	unit     string // of measure, "" when not stated
	money    string // unit of money that what it hangs on states
	context  string // what the table is about: its caption, its first header
}

// How much it counts for an indicator that a need of it is met in the row
// itself, or above it. A parent outweighs the row's own words, because they are
// said of it: "Ý kiến tham gia" under "Đối thoại" is not "Ý kiến tham gia".
const (
	inOwn      = 1.0
	inParent   = 2.5
	inSection  = 1.2
	inPrevious = 0.4
	inUnit     = 0.7 // by its unit of measure: "Họp dân" in "lượt"
	inName     = 3.0 // the catalogue has these very words
	leastGap   = 0.25
)

// candidate is an indicator that a row may be.
type candidate struct {
	in       data.Indicator
	score    float64
	leftover int // words that say something else
	sure     bool
}

var (
	inBrackets = regexp.MustCompile(`\(([^()]*)\)`)
	bullet     = regexp.MustCompile(`^[\s\-–—+*•●▪·.…]+`)
	ordinal    = regexp.MustCompile(`^\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ]|[A-HĐ])\s*[.)/]\s*`)
	amongThese = regexp.MustCompile(`^(?i:trong\s+(?:đó|số đó|tổng số)|bao gồm|gồm|cụ thể|chia ra|riêng|phân ra|trong đó có)\s*[:,-]?\s*`)
)

// plainName takes off bullets, numbers and "Trong đó:".
func plainName(s string) string {
	for range 4 {
		was := s
		s = bullet.ReplaceAllString(s, "")
		s = ordinal.ReplaceAllString(s, "")
		s = amongThese.ReplaceAllString(s, "")
		if s == was {
			break
		}
	}
	return strings.Trim(strings.TrimSpace(s), ":;,. ")
}

// splitUnit takes a unit of measure in brackets off a name.
func splitUnit(s string) (name, unit string) {
	name = inBrackets.ReplaceAllStringFunc(s, func(m string) string {
		inside := strings.TrimSpace(strings.Trim(m, "()"))
		inside = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(inside, "ĐVT:"), "đơn vị tính:"))
		if unitNoun(inside) == "" {
			return m
		}
		unit = inside
		return " "
	})
	return strings.TrimSpace(name), unit
}

// stopWords say nothing of which indicator a row is.
var stopWords = phrases("số|tổng|tổng số|lượng|các|những|của|do|tại|ở|trong|kỳ|năm|đã|được|và|hoặc|từ|đến|về|cho|với|có|là|theo|trên|địa bàn|xã|phường|thị trấn|cơ sở|địa phương|toàn|thực hiện|tổ chức|cuộc|vụ|việc|6|tháng|đầu|trong kỳ|trong năm|kết quả|toàn xã|toàn phường|cấp|công tác|tổng cộng|bằng|qua|lần|để|việc thực hiện|triển khai|hằng năm|như|sau|thực tế|hiện|nay|trở lên|gồm|khoảng|tính đến|đến nay|các loại|cụ thể|hàng năm|số lần|tại các|nêu trên|nói trên|kể cả|thị trấn|thành phần")

// identify finds the indicator that a row names. Without one that is sure, the
// likeliest are given, best first, for a person to choose from.
//
// The rows of a table are asked for several times: to tell what the table is,
// and to read it.
func (x *recogniser) identify(n rowName) (in data.Indicator, sure bool, likely []data.Indicator) {
	known, asked := x.identified[n]
	if !asked {
		known.in, known.sure, known.likely = x.identifyAnew(n)
		if x.identified == nil {
			x.identified = map[rowName]identity{}
		}
		if len(x.identified) < maxIdentified {
			x.identified[n] = known
		}
	}
	return known.in, known.sure, slices.Clip(known.likely)
}

// identity is what identify says of a row.
type identity struct {
	in     data.Indicator
	sure   bool
	likely []data.Indicator
}

// maxIdentified bounds the names that are remembered of one file.
const maxIdentified = 2_000

func (x *recogniser) identifyAnew(n rowName) (in data.Indicator, sure bool, likely []data.Indicator) {
	in, sure, likely = x.identifyAlone(n)
	if sure || n.context == "" {
		return in, sure, likely
	}
	// What the table is about is asked only where the row alone is not enough:
	// a caption often says more than one thing.
	within := n
	within.section = strings.TrimSpace(n.section + " " + n.context)
	if about, surely, _ := x.identifyAlone(within); surely {
		return about, true, likely
	}
	return in, sure, likely
}

// identifyAlone is identifyAnew without what the table is about.
func (x *recogniser) identifyAlone(n rowName) (in data.Indicator, sure bool, likely []data.Indicator) {
	own, bracketed := splitUnit(plainName(n.own))
	unit := x.unitNoun(cmp.Or(n.unit, bracketed))
	if strings.TrimSpace(own) == "" {
		return in, false, nil
	}
	found := x.candidates(own, n, unit)
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	surest := -1
	for i, c := range found {
		if len(likely) < 5 {
			likely = append(likely, c.in)
		}
		if c.sure && surest < 0 {
			surest = i
		}
	}
	if surest < 0 {
		return in, false, likely
	}
	best := found[surest]
	for i, c := range found {
		if i != surest && c.sure && best.score-c.score < leastGap {
			return in, false, likely
		}
	}
	return best.in, true, likely
}

func (x *recogniser) candidates(own string, n rowName, unit string) []candidate {
	var found []candidate
	index := map[string]int{}
	add := func(c candidate) {
		id := indicatorID(c.in)
		if i, had := index[id]; had {
			if c.score > found[i].score {
				c.sure = c.sure || found[i].sure
				found[i] = c
			}
			return
		}
		index[id] = len(found)
		found = append(found, c)
	}
	f := folded(own)
	for _, name := range []string{nameKey(n.own), headerKey(own), headerKey(plainName(n.own))} {
		if in, ok := x.names()[name]; ok && unitFits(in, unit) {
			add(candidate{in: in, score: inName + 0.1*float64(len(strings.Fields(f))), sure: true})
		}
	}
	if in, ok := x.foldedNames()[stripNumberWords(f)]; ok && unitFits(in, unit) {
		add(candidate{in: in, score: inName, sure: true})
	}
	if bareText(own) {
		if in, ok := x.bareNames()[stripNumberWords(" "+data.SearchKey(own)+" ")]; ok && unitFits(in, unit) {
			add(candidate{in: in, score: inName, sure: true})
		}
	}
	parent, section, previous := foldedOrEmpty(n.parent), foldedOrEmpty(n.section), foldedOrEmpty(n.previous)
	said := wordBitsOf(f) | wordBitsOf(unitAsWords[unit])
	for i, c := range concepts {
		if !conceptBits[i].mayBe(said) {
			continue
		}
		if cand, ok := c.match(x, f, parent, section, previous, unit); ok {
			add(cand)
		}
	}
	return found
}

func foldedOrEmpty(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return folded(plainName(s))
}

// foldedNames are the names and synonyms of the catalogue in folded form; what
// two indicators share is nobody's.
func (x *recogniser) foldedNames() map[string]data.Indicator {
	return x.cat.WorkedOut(indexOfFolded, func() any {
		index := map[string]data.Indicator{}
		shared := map[string]bool{}
		for _, in := range x.cat.Indicators {
			for _, n := range append([]string{in.NameVi}, in.Synonyms...) {
				key := stripNumberWords(folded(n))
				if other, taken := index[key]; taken && indicatorID(other) != indicatorID(in) {
					shared[key] = true
				}
				index[key] = in
			}
		}
		for key := range shared {
			delete(index, key)
		}
		return index
	}).(map[string]data.Indicator)
}

// bareNames are the names and synonyms as typed without marks, those that are
// one indicator's only.
func (x *recogniser) bareNames() map[string]data.Indicator {
	return x.cat.WorkedOut(indexOfBare, func() any {
		index := map[string]data.Indicator{}
		shared := map[string]bool{}
		for _, in := range x.cat.Indicators {
			for _, n := range append([]string{in.NameVi}, in.Synonyms...) {
				key := stripNumberWords(" " + data.SearchKey(n) + " ")
				if other, taken := index[key]; taken && indicatorID(other) != indicatorID(in) {
					shared[key] = true
				}
				index[key] = in
			}
		}
		for key := range shared {
			delete(index, key)
		}
		return index
	}).(map[string]data.Indicator)
}

var countWords = phrases("tổng số|tổng|số lượng|số")

// stripNumberWords takes "Số" and "Tổng số" off the front.
func stripNumberWords(f string) string {
	for _, w := range countWords {
		if rest, ok := strings.CutPrefix(f, w); ok && strings.TrimSpace(rest) != "" {
			return " " + rest
		}
	}
	return f
}

// unitAsWords are the groups of units as words of a row.
var unitAsWords = func() map[string]string {
	m := map[string]string{}
	for _, group := range unitNouns {
		m[group] = folded(group)
	}
	m["m2"] = folded("đất m2 diện tích")
	m["đồng"] = folded("tiền")
	delete(m, "khác")
	delete(m, "%")
	delete(m, "có")
	return m
}()

// unitFits tells whether an indicator can be counted in a unit's group; an
// unknown unit fits everything.
func unitFits(in data.Indicator, unit string) bool {
	if unit == "" {
		return true
	}
	for _, c := range concepts {
		if c.id == indicatorID(in) {
			return c.counted(unit)
		}
	}
	return true
}

func (c concept) counted(unit string) bool {
	return unit == "" || slices.Contains(c.units, unit)
}

// wordBits are the words of folded texts, each a bit of 64: words that are not
// all in a text are told at once, and then no phrase of them is in it.
type wordBits uint64

func wordBitsOf(text string) (b wordBits) {
	hash, in := uint32(0), false
	for i := range len(text) {
		if text[i] != ' ' {
			hash, in = hash*31+uint32(text[i]), true
			continue
		}
		if in {
			b |= 1 << (hash * 0x9e3779b1 >> 26)
		}
		hash, in = 0, false
	}
	if in {
		b |= 1 << (hash * 0x9e3779b1 >> 26)
	}
	return b
}

// needBits are the needs of a concept that the row itself or its unit must meet,
// each phrase by its words.
type needBits [][]wordBits

var conceptBits = func() []needBits {
	out := make([]needBits, len(concepts))
	for i, c := range concepts {
		for _, n := range c.needs {
			if n.context {
				continue
			}
			var phrases []wordBits
			for _, p := range n.words {
				phrases = append(phrases, wordBitsOf(p))
			}
			out[i] = append(out[i], phrases)
		}
	}
	return out
}()

// mayBe tells that none of the needs is sure to fail.
func (n needBits) mayBe(said wordBits) bool {
	for _, phrases := range n {
		if !slices.ContainsFunc(phrases, func(p wordBits) bool { return p&^said == 0 }) {
			return false
		}
	}
	return true
}

// match holds a row against a concept.
func (c concept) match(x *recogniser, own, parent, section, previous, unit string) (candidate, bool) {
	in, ok := x.cat.IndicatorByCode(c.id[:4], c.id[4:])
	if !ok || !c.counted(unit) || has(own, c.not) {
		return candidate{}, false
	}
	counted := unitAsWords[unit]
	score, owned := 0.0, 0
	covered := newCover(own)
	for _, n := range c.needs {
		switch {
		case has(own, n.words):
			score += inOwn
			owned++
		case counted != "" && has(counted, n.words):
			score += inUnit
		case !n.context:
			return candidate{}, false
		case parent != "" && has(parent, n.words):
			score += inParent
		case section != "" && has(section, n.words):
			score += inSection
		case previous != "" && has(previous, n.words):
			score += inPrevious
		default:
			return candidate{}, false
		}
		covered.mark(n.words)
	}
	if owned == 0 {
		return candidate{}, false
	}
	said := covered.marked()
	covered.mark(c.ok)
	covered.mark(stopWords)
	left := covered.unmarked()
	score += 0.1*float64(said) - 0.5*float64(left)
	if unit != "" {
		score += 0.3 // counted in its own unit
	}
	return candidate{in: in, score: score, leftover: left, sure: left == 0}, true
}

// cover marks the words of a folded text that phrases account for.
type cover struct {
	words []string
	seen  []bool
}

func newCover(text string) *cover {
	w := strings.Fields(text)
	return &cover{words: w, seen: make([]bool, len(w))}
}

func (c *cover) mark(phrases []string) {
	for _, p := range phrases {
		want := strings.Fields(p)
		for i := 0; i+len(want) <= len(c.words); i++ {
			if slices.Equal(c.words[i:i+len(want)], want) {
				for j := range want {
					c.seen[i+j] = true
				}
			}
		}
	}
}

func (c *cover) marked() int { return len(c.words) - c.unmarked() }

func (c *cover) unmarked() int {
	n := 0
	for _, s := range c.seen {
		if !s {
			n++
		}
	}
	return n
}

// namedBy are the indicators that a column's header names for sure.
func (x *recogniser) namedBy(title, leaf, unit string) []data.Indicator {
	above := strings.TrimSuffix(strings.TrimSuffix(title, leaf), " / ")
	if in, sure, _ := x.identify(rowName{own: leaf, parent: above, unit: unit}); sure {
		return []data.Indicator{in}
	}
	return nil
}
