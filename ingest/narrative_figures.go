package ingest

import (
	"slices"
	"strings"

	"danbiet/data"
)

// A figureRule of words, made ready to ask.
type compiledWords struct {
	figureWords
	nounSet classSet
	nearAny [][]wordText // alternatives of words that must all be there
	notAny  []wordText
}

var compiledRules = compileWords(indicatorWords)

func compileWords(rules []figureWords) []compiledWords {
	var out []compiledWords
	for _, r := range rules {
		c := compiledWords{figureWords: r, nounSet: classSetOf(r.nouns)}
		if r.near != "" {
			for _, alternative := range strings.Split(r.near, "|") {
				c.nearAny = append(c.nearAny, padded(strings.Split(alternative, "&")))
			}
		}
		if r.not != "" {
			c.notAny = padded(strings.Split(r.not, "|"))
		}
		out = append(out, c)
	}
	return out
}

// A classSet is a set of classes of nouns, each a bit.
type classSet uint64

// classBits are the bits of the classes that rules ask for; a class that no rule
// asks for has none.
var classBits = func() map[string]classSet {
	bits := map[string]classSet{}
	for _, r := range indicatorWords {
		for _, class := range strings.Fields(r.nouns) {
			if _, known := bits[class]; !known {
				bits[class] = 1 << len(bits)
			}
		}
	}
	return bits
}()

// classSetOf is the set of classes divided by spaces.
func classSetOf(classes string) (set classSet) {
	for class := range strings.FieldsSeq(classes) {
		set |= classBits[class]
	}
	return set
}

// A wordText is a text between single spaces, or a phrase sought in one, with a
// space on both sides, so that it is found as whole words.
type wordText struct {
	text string
	bits wordBits
}

func wordTextOf(text string) wordText { return wordText{text, wordBitsOf(text)} }

// padded puts a space on both sides of phrases.
func padded(phrases []string) []wordText {
	out := make([]wordText, len(phrases))
	for i, p := range phrases {
		out[i] = wordTextOf(" " + strings.TrimSpace(p) + " ")
	}
	return out
}

// has tells whether a phrase stands in a text.
func (w *wordText) has(phrase *wordText) bool {
	return w.bits.hold(phrase.bits) && strings.Contains(w.text, phrase.text)
}

// hasAny tells whether one of the phrases stands in a text.
func (w *wordText) hasAny(phrases []wordText) bool {
	for i := range phrases {
		if w.has(&phrases[i]) {
			return true
		}
	}
	return false
}

// topicTable turns lists of phrases by topic into topics by phrase.
func topicTable(lists map[string]string) map[string][]string {
	by := map[string][]string{}
	for topic, list := range lists {
		for p, whole := range phraseSet(list) {
			if whole {
				by[p] = append(by[p], topic)
			}
		}
	}
	return by
}

// topicLengths are how many words the longest phrase of a topic has that begins
// with a word.
var topicLengths = func() map[string]int {
	longest := map[string]int{}
	for p := range topics {
		words := strings.Fields(p)
		longest[words[0]] = min(max(longest[words[0]], len(words)), longestTopic)
	}
	return longest
}()

const longestTopic = 6

// A spokenOf is a mention of a topic in a passage.
type spokenOf struct {
	topic string
	at    span
}

func topicsIn(tokens []token) []spokenOf {
	var out []spokenOf
	var room [128]byte
	for i := range tokens {
		b := room[:0]
		for k, most := i, topicLengths[tokens[i].lower]; k < len(tokens) && k < i+most; k++ {
			if k > i {
				if tokens[k].gap != " " {
					break
				}
				b = append(b, ' ')
			}
			b = append(b, tokens[k].lower...)
			for _, topic := range topics[string(b)] {
				out = append(out, spokenOf{topic, span{i, k + 1}})
			}
		}
	}
	return out
}

// A paragraphRead is a passage of a report with what stands over it.
type paragraphRead struct {
	passage
	headings []string // canonical, nearest first
}

// A sentenceFigure is one value that a sentence gives an indicator.
type sentenceFigure struct {
	id      string
	value   float64
	printed string
	at      data.Place
}

// A doubtfulFigure is a number that looks like a value of an indicator and was
// not taken.
type doubtfulFigure struct {
	id      string
	printed string
	why     string
	whyEn   string
	at      data.Place
}

// figuresIn are the values that a paragraph gives, in the order of the text.
func figuresIn(p paragraphRead, year int) (found []sentenceFigure, doubts []doubtfulFigure) {
	tokens := tokensOf(p.canon)
	all := joinedWholes(tokens, countedIn(p.canon, tokens))
	if len(all) == 0 {
		return nil, nil
	}
	r := figureReader{p: p, tokens: tokens, topics: topicsIn(tokens), partAt: partsAt(tokens), year: year}
	for _, at := range p.sentences() {
		r.sentences = append(r.sentences, at)
	}
	for i := range all {
		r.read(&all[i])
	}
	return r.found, r.doubts
}

// joinedWholes makes one quantity of "8 vụ trên tổng số 9 vụ".
func joinedWholes(tokens []token, all []counted) []counted {
	var out []counted
	for _, q := range all {
		if n := len(out); n > 0 && !q.ratio && !out[n-1].ratio && q.classes == out[n-1].classes {
			before := &out[n-1]
			switch wordsBetween(tokens, max(before.unit.to, before.number.to), q.number.from) {
			case "trên tổng số", "trong tổng số", "trên", "trong số", "tổng số", "trong", "trên tổng":
				before.whole, before.ofWhole, before.ratio, before.tail = q.value, q.printed, true, q.tail
				continue
			}
		}
		out = append(out, q)
	}
	return out
}

func wordsBetween(tokens []token, from, to int) string {
	var parts []string
	for i := from; i < to && i < from+6; i++ {
		parts = append(parts, tokens[i].lower)
	}
	return strings.Join(parts, " ")
}

type figureReader struct {
	p         paragraphRead
	tokens    []token
	topics    []spokenOf
	sentences [][2]int
	year      int
	found     []sentenceFigure
	partAt    []int  // tokens of "trong đó" and the like
	lastLead  string // words before the last quantity that has some
	foundAt   []span // of the numbers, for what comes after "trong đó"
	doubts    []doubtfulFigure
}

// words are the lower-case words of tokens with # for the counted's number.
func (r *figureReader) words(from int, q *counted, to int) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i := from; i < to; i++ {
		if i == q.number.from {
			b.WriteString("# ")
			i = q.number.to - 1
			continue
		}
		b.WriteString(r.tokens[i].lower)
		b.WriteByte(' ')
	}
	if text := b.String(); strings.Contains(text, " tiếp nhận ") {
		return officeNames.Replace(text)
	}
	return b.String()
}

// officeNames are names that hold verbs, by others that hold none; all of them
// hold "tiếp nhận".
var officeNames = strings.NewReplacer(" bộ phận tiếp nhận và trả kết quả ", " bộ phận một cửa ", " bộ phận tiếp nhận trả kết quả ", " bộ phận một cửa ",
	" tổ tiếp nhận và trả kết quả ", " tổ một cửa ")

// read finds the indicator of a quantity.
func (r *figureReader) read(q *counted) {
	if q.classes == "" {
		return
	}
	s := r.sentenceOf(r.tokens[q.number.from].from)
	near, clause := r.leads(q, r.sentences[s][0])
	own := r.words(near, q, q.tail)
	before := own[:strings.Index(own, "#")]
	if r.beside(before, own, q, clause) {
		return
	}
	if r.listLead(q) == "" {
		r.lastLead = strings.TrimSpace(before)
	}
	about := aboutWord(before)
	for _, scope := range r.scopes(near, clause, q, s) {
		id, whole, claimed := r.claim(q, scope, near, s)
		if !claimed {
			continue
		}
		if id == "" {
			return
		}
		// The place is that of the number with its noun: a sentence can run over
		// ten lines and hold ten figures.
		at := r.p.at(r.tokens[q.number.from].from, r.tokens[max(q.unit.to, q.number.to)-1].to)
		if about != "" {
			r.doubts = append(r.doubts, doubtfulFigure{id, about + " " + q.printed, "số ước chừng", "it is an estimate", at})
			return
		}
		r.take(id, q.value, q.printed, at, q.number)
		if whole != "" && q.ratio {
			r.take(whole, q.whole, q.ofWhole, at, q.number)
		}
		return
	}
}

// take keeps a value. Behind "trong đó" a value of the same indicator is a part
// of the one before it.
func (r *figureReader) take(id string, v float64, printed string, at data.Place, number span) {
	for i, f := range r.found {
		if f.id == id && r.partOf(r.foundAt[i], number) {
			return
		}
	}
	r.found = append(r.found, sentenceFigure{id, v, printed, at})
	r.foundAt = append(r.foundAt, number)
}

var partWords = phraseSet(`trong đó|gồm|bao gồm|cụ thể|chia ra|riêng|như sau|trong số đó|trong số này|gồm có`)

// partOf tells that words like "trong đó" stand between two numbers.
func (r *figureReader) partOf(whole, part span) bool {
	i, _ := slices.BinarySearch(r.partAt, part.from)
	return i > 0 && r.partAt[i-1] >= whole.to && part.from-whole.to <= 200
}

// partsAt are the tokens at which words like "trong đó" stand.
func partsAt(tokens []token) []int {
	var out []int
	for i := range tokens {
		if _, begins := partWords[tokens[i].lower]; !begins {
			continue
		}
		for n := 1; n <= 3 && i+n <= len(tokens); n++ {
			if partWords[wordsBetween(tokens, i, i+n)] {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

func (r *figureReader) sentenceOf(at int) int {
	i, _ := slices.BinarySearchFunc(r.sentences, at, func(s [2]int, at int) int {
		switch {
		case s[1] <= at:
			return -1
		case s[0] > at:
			return 1
		}
		return 0
	})
	return min(i, len(r.sentences)-1)
}

// leads are the first tokens of the words before a quantity: near, back to the
// last comma, and clause, back to what ends a clause or to the quantity before.
// A near clause of two words takes in the one before it: "đã trả lời, giải quyết
// 38 ý kiến" says both.
func (r *figureReader) leads(q *counted, sentence int) (near, clause int) {
	first := q.number.from
	near = -1
	commas := 0
	for clause = first; clause > q.leadFrom && clause > first-40; clause-- {
		t := r.tokens[clause]
		if t.from <= sentence {
			break
		}
		if strings.ContainsAny(t.gap, ";()") || strings.Contains(t.gap, ":") && clause < first || strings.Contains(t.gap, ". ") && len(r.tokens[clause-1].lower) > 3 {
			break
		}
		if strings.Contains(t.gap, ",") {
			commas++
			if commas == 1 && first-clause > 2 || commas == 2 {
				near = clause
				if commas == 2 && r.longClause(near, first) {
					near = r.firstComma(near, first)
				}
				commas = 3
			}
		}
	}
	if near < 0 {
		near = clause
		if commas == 1 && r.longClause(near, first) {
			near = r.firstComma(near, first)
		}
	}
	return near, clause
}

// longClause tells that the words from a token to the next comma are more than a
// verb or two, so that they say something of their own.
func (r *figureReader) longClause(from, to int) bool {
	return r.firstComma(from, to)-from > 4
}

func (r *figureReader) firstComma(from, to int) int {
	for i := from + 1; i < to; i++ {
		if strings.Contains(r.tokens[i].gap, ",") {
			return i
		}
	}
	return from
}

// scopes are the words that can make a quantity the value of an indicator, from
// its own to those over it: its clause to the last comma, the whole clause, the
// label that the sentence or the paragraph begins with, the headings.
func (r *figureReader) scopes(near, clause int, q *counted, s int) []string {
	own := r.words(near, q, q.tail)
	if lead := r.listLead(q); lead != "" {
		own = lead + own[1:]
	}
	if near == q.leadFrom && q.joined.to > 0 { // "11 bản với 1.264 hộ"
		own = " " + wordsBetween(r.tokens, q.joined.from, q.joined.to) + own
	}
	out := []string{own}
	if clause < near {
		out = append(out, r.words(clause, q, q.tail))
	}
	// Two verbs before the number are tried as a whole only; a label adds its
	// words to the nearest clause.
	if label := r.label(r.sentences[s], q); label != "" {
		out = append(out, " "+label+own)
	}
	for i, h := range r.p.headings {
		if i == 2 {
			break
		}
		out = append(out, " "+h+own)
	}
	return out
}

// listLead are the words before the first quantity of a list that a quantity goes
// on: "Toàn xã có 5 ấp; 2.431 hộ; 9.870 nhân khẩu" says all three of the commune.
func (r *figureReader) listLead(q *counted) string {
	if q.number.from == q.leadFrom && q.leadFrom > 0 {
		switch strings.TrimSpace(r.tokens[q.number.from].gap) {
		case ",", ";":
			if r.lastLead != "" && listHead[r.lastLead[strings.LastIndexByte(r.lastLead, ' ')+1:]] {
				return " " + r.lastLead + " "
			}
		}
		return ""
	}
	return ""
}

// listHead are the words that head a list of quantities.
var listHead = phraseSet(`có|gồm|với`)

// label is what stands before a colon at the head of a sentence.
func (r *figureReader) label(sentence [2]int, q *counted) string {
	var parts []string
	from, _ := slices.BinarySearchFunc(r.tokens, sentence[0], func(t token, at int) int { return t.from - at })
	for i := from; i < q.number.from && i < from+16; i++ {
		if i > from && strings.Contains(r.tokens[i].gap, ":") {
			return strings.Join(parts, " ")
		}
		parts = append(parts, r.tokens[i].lower)
	}
	return ""
}

// claim asks the rules which indicator a quantity is of. claimed is false when
// no rule knows the words; id is "" when they are of no indicator, or of two.
func (r *figureReader) claim(q *counted, scope string, near, s int) (id, whole string, claimed bool) {
	if q.ratio {
		if id, whole, claimed = r.claimBy(q, scope, near, s, true); claimed && id != "" {
			return id, whole, true
		}
	}
	return r.claimBy(q, scope, near, s, false)
}

func (r *figureReader) claimBy(q *counted, scope string, near, s int, pairs bool) (id, whole string, claimed bool) {
	best, rivals := 1<<30, 0
	text, classes := wordTextOf(scope), classSetOf(q.classes)
	negative := text.hasAny(negations)
	for i := range compiledRules {
		rule := &compiledRules[i]
		if rule.nounSet&classes == 0 || pairs && rule.whole == "" || !pairs && rule.whole != "" && rule.code != "" || negative && !rule.lacking && rule.code != "" {
			continue
		}
		if !rule.fits(&text) {
			continue
		}
		far, ok := r.distance(rule.topic, q, near, s)
		if !ok || rule.void != "" && r.speaksOf(rule.void, q, s) {
			continue
		}
		switch {
		case far < best:
			best, id, whole, claimed, rivals = far, rule.code, rule.whole, true, 0
		case far == best && rule.code != id:
			rivals++
		}
	}
	if rivals > 0 {
		return "", "", claimed
	}
	return id, whole, claimed
}

var negations = padded([]string{"chưa", "không"})

func (c *compiledWords) fits(scope *wordText) bool {
	if scope.hasAny(c.notAny) {
		return false
	}
	return len(c.nearAny) == 0 || slices.ContainsFunc(c.nearAny, func(all []wordText) bool {
		for i := range all {
			if !scope.has(&all[i]) {
				return false
			}
		}
		return true
	})
}

// distance is how far back a topic was last spoken of, in tokens: 0 in the
// counted's own words, thousands for a heading.
func (r *figureReader) distance(topic string, q *counted, near, s int) (int, bool) {
	if topic == "" {
		return 0, true
	}
	for i := len(r.topics) - 1; i >= 0; i-- {
		t := r.topics[i]
		switch {
		case t.topic != topic || t.at.from >= q.tail:
		case t.at.to > near:
			return 0, true
		default:
			return near - t.at.to + 1, true
		}
	}
	for i, h := range r.p.headings {
		if spoken(h, topic) {
			return 10_000 * (i + 1), true
		}
	}
	return 0, false
}

// speaksOf tells that the sentence up to a quantity, or its nearest heading,
// speaks of a topic.
func (r *figureReader) speaksOf(topic string, q *counted, s int) bool {
	for _, t := range r.topics {
		if t.topic == topic && t.at.from < q.tail && r.tokens[t.at.from].from >= r.sentences[s][0] {
			return true
		}
	}
	return len(r.p.headings) > 0 && spoken(r.p.headings[0], topic)
}

// spoken tells that a heading, in lower-case words, speaks of a topic.
func spoken(heading, topic string) bool {
	words := strings.Fields(heading)
	for i := range words {
		for n := 1; n <= 6 && i+n <= len(words); n++ {
			if slices.Contains(topics[strings.Join(words[i:i+n], " ")], topic) {
				return true
			}
		}
	}
	return false
}

// Words that make a number something else than this period's result.
var (
	aboutWords  = phraseSet(`khoảng|hơn|gần|trên|dưới|ước|ước đạt|ước tính|chừng|hàng|xấp xỉ|ngót|trên dưới|chưa đến|chưa đầy|không dưới`)
	targetWords = padded(strings.Split(`kế hoạch #|kế hoạch là #|kế hoạch năm #|kế hoạch đề ra #|chỉ tiêu #|chỉ tiêu giao #|chỉ tiêu là #|chỉ tiêu đề ra #|chỉ tiêu kế hoạch #|chỉ tiêu năm #|được giao #|giao #|phấn đấu|mục tiêu|sẽ|dự kiến|dự định|ít nhất #|tối thiểu #|tối đa #|đề ra #|yêu cầu #|nghị quyết #|theo quy định #|cần|đề nghị #|phải đạt`, "|"))
	otherTimes  = padded(strings.Split(`cùng kỳ|năm trước|kỳ trước|năm ngoái|lũy kế|giai đoạn|những năm|nhiệm kỳ`, "|"))
	comparisons = padded(strings.Split(`tăng #|giảm #|tăng thêm #|tăng được #|giảm được #|cao hơn #|thấp hơn #|ít hơn #|nhiều hơn #|hơn # so|vượt #|mỗi|bình quân|trung bình|từ # đến|đến # so`, "|"))
)

// aboutWord are the words that make a number an estimate, "" when there are
// none before it.
func aboutWord(before string) string {
	before = strings.TrimRight(before, " ")
	last := before[strings.LastIndexByte(before, ' ')+1:]
	rest := strings.TrimRight(before[:len(before)-len(last)], " ")
	if two := rest[strings.LastIndexByte(rest, ' ')+1:] + " " + last; aboutWords[two] {
		return two
	}
	if aboutWords[last] {
		return last
	}
	return ""
}

// beside tells that a number is not what was done in the period by the whole
// commune: a target, a comparison, another year's, one hamlet's.
func (r *figureReader) beside(before, own string, q *counted, clause int) bool {
	with := wordTextOf(before + "# ")
	if with.hasAny(targetWords) || with.hasAny(comparisons) {
		return true
	}
	if i := strings.IndexByte(own, '#'); strings.HasPrefix(own[i:], "# ") && (strings.Contains(own[i:], " trở lên ") || strings.Contains(own[i:], " mỗi ") || strings.Contains(own[i:], " sẽ ")) && !strings.Contains(own[i:], " lần ") {
		return true
	}
	open := r.bracket(q)
	if open < clause {
		with = wordTextOf(r.words(open, q, q.number.to))
	}
	carried := q.has("don") && (strings.Contains(own, " tồn ") || strings.Contains(own, " chuyển "))
	if !carried && with.hasAny(otherTimes) {
		return true
	}
	return !carried && r.otherYear(q, min(open, clause)) || r.oneHamlet(q, clause) || r.rangeEnd(q)
}

// bracket is the token behind the bracket that a quantity stands in, that of its
// number when it stands in none: a year said first in brackets is that of all
// figures there, "(năm 2022 là 19 cuộc, 980 lượt)".
func (r *figureReader) bracket(q *counted) int {
	for i := q.number.from; i > 0 && i > q.number.from-30; i-- {
		switch gap := r.tokens[i].gap; {
		case strings.LastIndexByte(gap, '(') > strings.LastIndexByte(gap, ')'):
			return i
		case strings.Contains(gap, ")"):
			return q.number.from
		}
	}
	return q.number.from
}

func (q *counted) has(class string) bool { return slices.Contains(strings.Fields(q.classes), class) }

// otherYear tells that the clause names years and none of them is the report's.
func (r *figureReader) otherYear(q *counted, clause int) bool {
	named := false
	for i := clause; i+1 < q.tail; i++ {
		if i >= q.number.from && r.tokens[i].gap == " " && r.tokens[i-1].lower != "trong" {
			continue // "theo Luật … năm 2025"
		}
		if r.tokens[i].lower != "năm" || !r.tokens[i+1].figure || len(r.tokens[i+1].lower) != 4 {
			continue
		}
		switch y := atoi(r.tokens[i+1].lower); {
		case y < 1990 || y > 2100:
		case y == r.year:
			return false
		default:
			named = true
		}
	}
	return named && r.year != 0
}

// oneHamlet tells that the words before a number name one hamlet as the doer.
func (r *figureReader) oneHamlet(q *counted, clause int) bool {
	for i := clause; i+1 < q.number.from; i++ {
		t, next := r.tokens[i], r.tokens[i+1]
		if !hamletNouns[t.lower] || t.lower == "phường" || t.lower == "quận" || next.gap != " " || !next.upper && !next.figure || t.lower == "tổ" && !next.figure {
			continue
		}
		if i > clause && (pluralWords[r.tokens[i-1].lower] || r.tokens[i-1].lower == "tiếp") {
			continue
		}
		return true
	}
	return false
}

// rangeEnd tells "từ 3 đến 5 vụ" and "3 - 5 vụ".
func (r *figureReader) rangeEnd(q *counted) bool {
	i := q.number.from
	t := r.tokens[i]
	if i > 0 && r.tokens[i-1].figure && strings.TrimSpace(t.gap) == "-" {
		return true
	}
	return i > 1 && (r.tokens[i-1].lower == "đến" || r.tokens[i-1].lower == "tới") && (r.tokens[i-2].figure || i > 2 && r.tokens[i-3].figure)
}
