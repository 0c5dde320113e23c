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
	ordinal    = regexp.MustCompile(`^\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ]|[A-HĐ])\s*[.)/]\s*`)
	amongThese = regexp.MustCompile(`^(?i:trong\s+(?:đó|số đó|tổng số)|bao gồm|gồm|cụ thể|chia ra|riêng|phân ra|trong đó có)\s*[:,-]?\s*`)
)

// plainName takes off bullets, numbers and "Trong đó:".
func plainName(s string) string {
	for range 4 {
		was := s
		s = strings.TrimLeft(s, bullets)
		if strings.ContainsAny(s, ".)/") {
			s = ordinal.ReplaceAllString(s, "")
		}
		if s != "" && strings.IndexByte("TtBbGgCcRrPp", s[0]) >= 0 {
			s = amongThese.ReplaceAllString(s, "")
		}
		if s == was {
			break
		}
	}
	return strings.Trim(strings.TrimSpace(s), ":;,. ")
}

// bullets are the signs that a name of a list begins with.
const bullets = " \t\n\f\r-–—+*•●▪·.…"

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
var stopWords = terms("số|tổng|tổng số|lượng|các|những|của|do|tại|ở|trong|kỳ|năm|đã|được|và|hoặc|từ|đến|về|cho|với|có|là|theo|trên|địa bàn|xã|phường|thị trấn|cơ sở|địa phương|toàn|thực hiện|tổ chức|cuộc|vụ|việc|6|tháng|đầu|trong kỳ|trong năm|kết quả|toàn xã|toàn phường|cấp|công tác|tổng cộng|bằng|qua|lần|để|việc thực hiện|triển khai|hằng năm|như|sau|thực tế|hiện|nay|trở lên|gồm|khoảng|tính đến|đến nay|các loại|cụ thể|hàng năm|số lần|tại các|nêu trên|nói trên|kể cả|thị trấn|thành phần")

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
	own, bracketed := splitUnit(plainName(n.own))
	if strings.TrimSpace(own) == "" {
		return in, false, nil
	}
	unit := x.unitNoun(cmp.Or(n.unit, bracketed))
	row := rowWords{own: x.words(own), unit: unit, parent: x.wordsOver(n.parent), section: x.wordsOver(n.section), previous: x.wordsOver(n.previous)}
	named := x.named(n.own, own, row)
	in, sure, likely = surest(x.candidates(named, row))
	if sure || n.context == "" {
		return in, sure, likely
	}
	// What the table is about is asked only where the row alone is not enough:
	// a caption often says more than one thing.
	row.section = x.wordsOver(strings.TrimSpace(n.section + " " + n.context))
	if about, surely, _ := surest(x.candidates(named, row)); surely {
		return about, true, likely
	}
	return in, sure, likely
}

// surest is the best of the candidates that are sure, unless another comes near;
// likely are the best of all.
func surest(found []candidate) (in data.Indicator, sure bool, likely []data.Indicator) {
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	top := -1
	for i, c := range found {
		if len(likely) < 5 {
			likely = append(likely, c.in)
		}
		if c.sure && top < 0 {
			top = i
		}
	}
	if top < 0 {
		return in, false, likely
	}
	best := found[top]
	for i, c := range found {
		if i != top && c.sure && best.score-c.score < leastGap {
			return in, false, likely
		}
	}
	return best.in, true, likely
}

// rowWords are the words of a row and of what it hangs on, and the group of its
// unit of measure.
type rowWords struct {
	own, parent, section, previous *foldedText
	unit                           string
}

// words is a text in folded form, remembered: the rows of a table share what
// they hang on, and each is the one before another.
func (x *recogniser) words(s string) *foldedText {
	f, known := x.folds[s]
	if !known {
		f = newFoldedText(folded(s))
		if x.folds == nil {
			x.folds = map[string]*foldedText{}
		}
		if len(x.folds) < maxIdentified {
			x.folds[s] = f
		}
	}
	return f
}

// wordsOver is a text that stands above a row in folded form, empty for none.
func (x *recogniser) wordsOver(s string) *foldedText {
	if strings.TrimSpace(s) == "" {
		return &foldedText{}
	}
	return x.words(plainName(s))
}

// named are the indicators whose name or synonym in the catalogue a row is: as
// printed, and own without its number and its unit.
func (x *recogniser) named(printed, own string, row rowWords) []candidate {
	var found []candidate
	add := func(in data.Indicator, known bool, score float64) {
		if known && unitFits(in, row.unit) {
			found = append(found, candidate{in: in, score: score, sure: true})
		}
	}
	names := x.names()
	byName := func(key string) {
		in, known := names[key]
		add(in, known, inName+0.1*float64(len(row.own.words)))
	}
	byName(nameKey(printed))
	byName(headerKey(own))
	if plain := plainName(printed); plain != own {
		byName(headerKey(plain))
	}
	in, known := x.foldedNames()[stripNumberWords(row.own.text)]
	add(in, known, inName)
	if bareText(own) {
		in, known = x.bareNames()[stripNumberWords(" "+data.SearchKey(own)+" ")]
		add(in, known, inName)
	}
	return found
}

// candidates are the indicators that a row may be, each once: those that it
// names, and those whose concept its words meet.
func (x *recogniser) candidates(named []candidate, row rowWords) []candidate {
	var found []candidate
	add := func(c candidate) {
		for i := range found {
			if sameIndicator(found[i].in, c.in) {
				if c.score > found[i].score {
					c.sure = c.sure || found[i].sure
					found[i] = c
				}
				return
			}
		}
		found = append(found, c)
	}
	for _, c := range named {
		add(c)
	}
	said := row.own.bits | unitAsWords[row.unit].bits
	var covered cover
	for i := range concepts {
		if c := &concepts[i]; c.mayBe(said) {
			if cand, ok := c.match(x.cat, row, &covered); ok {
				add(cand)
			}
		}
	}
	return found
}

func sameIndicator(a, b data.Indicator) bool { return a.Code == b.Code && a.Part == b.Part }

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
var unitAsWords = func() map[string]foldedText {
	m := map[string]foldedText{}
	for _, group := range unitNouns {
		m[group] = *newFoldedText(folded(group))
	}
	m["m2"] = *newFoldedText(folded("đất m2 diện tích"))
	m["đồng"] = *newFoldedText(folded("tiền"))
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
	for i := range concepts {
		if concepts[i].id == indicatorID(in) {
			return concepts[i].counted(unit)
		}
	}
	return true
}

func (c *concept) counted(unit string) bool {
	return unit == "" || slices.Contains(c.units, unit)
}

// mayBe tells that none of the needs that the row itself or its unit must meet
// is sure to fail; said are the words of both.
func (c *concept) mayBe(said wordBits) bool {
	for i := range c.needs {
		if n := &c.needs[i]; !n.context && !n.mayBeIn(said) {
			return false
		}
	}
	return true
}

func (n *need) mayBeIn(said wordBits) bool {
	for i := range n.words {
		if said.hold(n.words[i].bits) {
			return true
		}
	}
	return false
}

// match holds a row against a concept. covered is room for it to work in.
func (c *concept) match(cat *data.Catalogue, row rowWords, covered *cover) (candidate, bool) {
	if !c.counted(row.unit) || row.own.hasAny(c.not) {
		return candidate{}, false
	}
	in, ok := cat.IndicatorByCode(c.id[:4], c.id[4:])
	if !ok {
		return candidate{}, false
	}
	counted := unitAsWords[row.unit]
	score, owned := 0.0, 0
	covered.begin(row.own)
	for i := range c.needs {
		n := &c.needs[i]
		switch {
		case row.own.hasAny(n.words):
			score += inOwn
			owned++
		case counted.hasAny(n.words):
			score += inUnit
		case !n.context:
			return candidate{}, false
		case row.parent.hasAny(n.words):
			score += inParent
		case row.section.hasAny(n.words):
			score += inSection
		case row.previous.hasAny(n.words):
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
	if row.unit != "" {
		score += 0.3 // counted in its own unit
	}
	return candidate{in: in, score: score, leftover: left, sure: left == 0}, true
}

// cover marks the words of a folded text that phrases account for.
type cover struct {
	text *foldedText
	seen []bool
}

// begin has nothing of a text marked.
func (c *cover) begin(text *foldedText) {
	if c.text != text {
		c.text, c.seen = text, make([]bool, len(text.words))
		return
	}
	clear(c.seen)
}

func (c *cover) mark(terms []term) {
	words := c.text.words
	for i := range terms {
		t := &terms[i]
		if !c.text.bits.hold(t.bits) {
			continue
		}
		for at := 0; at+len(t.words) <= len(words); at++ {
			if slices.Equal(words[at:at+len(t.words)], t.words) {
				for j := range t.words {
					c.seen[at+j] = true
				}
			}
		}
	}
}

func (c *cover) marked() int { return len(c.seen) - c.unmarked() }

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
