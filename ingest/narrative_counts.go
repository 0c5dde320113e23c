package ingest

import (
	"regexp"
	"strings"
)

// A counted is a number in running text with the noun that is counted: "07
// cuộc", "2.186/2.384 hộ", "845,6 triệu đồng", "hai lớp". Numbers without such a
// noun (years, articles, names of hamlets, numbers of documents) are none.
type counted struct {
	number   span // of the tokens of the number, with the words between its parts
	unit     span // of the tokens of the noun
	value    float64
	whole    float64 // of "x/y": y
	ratio    bool
	classes  string // of the noun, divided by spaces; "" for a noun of no indicator
	printed  string
	ofWhole  string // of "x/y": y as printed
	tail     int    // token after the last word that belongs to it
	joined   span   // tokens of the noun before, when no sign stands between
	leadFrom int    // first token of the words before it that belong to it
}

// A span is a stretch of tokens, the end excluded.
type span struct{ from, to int }

// A token is a word of a passage, or a number with its signs.
type token struct {
	textWord
	figure bool
}

// numberSpans are the places of the numbers of a text, left to right: digits, with
// points between groups of three or none, and decimals behind a comma.
func numberSpans(s string) [][2]int {
	var out [][2]int
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		from, n := i, digitsAt(s, i)
		i += n
		if n <= 3 {
			for i < len(s) && s[i] == '.' && digitsAt(s, i+1) >= 3 {
				i += 4
			}
		}
		if i < len(s) && s[i] == ',' {
			if n := digitsAt(s, i+1); n > 0 {
				i += 1 + n
			}
		}
		out = append(out, [2]int{from, i})
	}
	return out
}

// digitsAt is how many digits stand from an offset on.
func digitsAt(s string, at int) int {
	n := 0
	for at+n < len(s) && isDigit(s[at+n]) {
		n++
	}
	return n
}

// tokensOf are the words and numbers of a canonical text.
func tokensOf(s string) []token {
	words, numbers := wordsOf(s, 0, -1), numberSpans(s)
	out := make([]token, 0, len(words)+len(numbers))
	end := 0
	add := func(from, to int, w textWord, figure bool) {
		if from != w.from || to != w.to || figure {
			w.lower = small(s[from:to])
		}
		w.from, w.to, w.gap = from, to, s[end:from]
		out = append(out, token{w, figure})
		end = to
	}
	for _, w := range words {
		for len(numbers) > 0 && numbers[0][1] <= w.from {
			numbers = numbers[1:]
		}
		from := w.from
		if len(numbers) > 0 {
			switch n := numbers[0]; {
			case n[0] == w.from:
				add(n[0], n[1], w, true)
				from = n[1]
			case n[0] < w.from:
				from = n[1]
			}
		}
		if w.to-from == 1 && s[from] == 'm' && strings.HasPrefix(s[w.to:], "²") {
			w.to += len("²")
			w.lower += "²"
		}
		if from < w.to { // "845.600.000đ": the sign of the money is a word of its own
			add(from, w.to, w, false)
		}
	}
	return out
}

// countNouns are the nouns that figures of the catalogue count, with the class
// of each; several may be named together ("tin, bài"). The longest that fits
// counts, so that "đơn vị" is not "đơn"; those of no class are counted by no
// indicator.
var countNouns = nounTable(map[string]string{
	"van_ban": `văn bản|văn bản chỉ đạo|văn bản lãnh đạo`,
	"cuoc": `cuộc|hội nghị|buổi|lớp|đợt|kỳ|cuộc hội nghị|hội nghị lớp|lớp hội nghị|cuộc buổi|hội nghị cuộc|buổi hội nghị|lượt hội nghị|cuộc họp|cuộc giám sát|cuộc đối thoại|lớp tập huấn|cuộc kiểm tra
diễn đàn|hội nghị diễn đàn|cuộc kiểm tra giám sát`,
	"luot":       `lượt|lượt người|lượt hộ|lượt hộ dân|lượt công dân|lượt cán bộ|lượt đại biểu|lượt đảng viên|lượt hội viên|lượt người dân|lượt bà con|lượt dân|lượt nội dung|lượt đồng chí|lượt cán bộ đảng viên|lượt nhân dân|lượt cử tri`,
	"nguoi":      `người|công dân|người dân|bà con`,
	"du":         `đại biểu|đồng chí|học viên|cán bộ|hội viên|đảng viên|cử tri`,
	"khau":       `nhân khẩu|khẩu`,
	"ho":         `hộ|hộ dân|hộ gia đình|hộ gia đình dân|chủ hộ|đại diện hộ|đại diện hộ gia đình`,
	"tin":        `tin bài|tin|bài|bài viết|lượt tin bài|tin bài ảnh|lượt tin|lượt bài|tin bài viết|bản tin|tin bài phóng sự|chuyên mục`,
	"noi_dung":   `nội dung|nội dung công việc|nội dung việc`,
	"ap":         `ấp|khóm|thôn|buôn|làng|xóm|tổ dân phố|khu phố|khu dân cư|ấp khóm|khóm ấp|thôn bản|thôn buôn|thôn làng|thôn tổ dân phố|thôn bản tổ dân phố|thôn buôn tổ dân phố|tdp|thôn xóm|bản làng|ấp khu phố|khu vực|sóc|phum sóc`,
	"ap ban":     `bản`,
	"ban":        `hương ước|quy ước|bản hương ước|bản quy ước|bản hương ước quy ước|hương ước quy ước`,
	"y_kien":     `ý kiến|kiến nghị|lượt ý kiến|ý kiến kiến nghị|ý kiến đóng góp|ý kiến góp ý|ý kiến phản ánh|ý kiến đề xuất|kiến nghị đề xuất|ý kiến nguyện vọng|ý kiến tham gia|ý kiến kiến nghị phản ánh|lượt ý kiến tham gia|câu hỏi ý kiến`,
	"cong_trinh": `công trình|công trình dự án|dự án|công trình phần việc|dự án công trình|công trình cuộc vận động`,
	"ngay_cong":  `ngày công|ngày công lao động|công lao động|ngày công lao động của nhân dân`,
	"don":        `đơn|đơn thư|đơn thư khiếu nại|lượt đơn|lượt đơn thư`,
	"vu":         `vụ|vụ việc|việc|trường hợp|vụ việc mâu thuẫn|vụ mâu thuẫn|vụ hòa giải|cuộc hòa giải`,
	"mo_hinh":    `mô hình|mô hình điển hình|điển hình|mô hình dân vận khéo|mô hình việc làm`,
	"ho_so":      `hồ sơ|hồ sơ thủ tục hành chính|hồ sơ tthc|bộ hồ sơ|lượt hồ sơ|thủ tục hồ sơ`,
	"": `đơn vị|đơn hàng|đơn vị hành chính|bản cam kết|bản đồ|bản kê|bản kiểm điểm|hộ nghèo|hộ cận nghèo|hộ khẩu|hộ chính sách|hộ kinh doanh|hộ mới thoát nghèo|hộ đồng bào|hộ gia đình chính sách|hộ gia đình văn hóa|hộ sản xuất
người nghèo|người có công|người có uy tín|người cao tuổi|người lao động|vụ lúa|vụ mùa|vụ án|vụ vi phạm|vụ phạm pháp|vụ cháy|vụ tai nạn|vụ trộm|việc làm|công an|công chức|công nhân|công ty|công việc
tổ|tổ hòa giải|cuộc thi|hội thi|cuộc gọi|lượt xe|lượt xem|lượt truy cập|lượt tiếp cận|tin nhắn|tin báo|lớp học|lớp nghề|lớp dạy nghề|lớp bơi|cán bộ công chức|cán bộ chiến sĩ|bài thi|bài dự thi|bài tham luận|bài học|kỳ họp|hội nghị chi bộ|hội nghị tiếp xúc cử tri|cuộc tiếp xúc cử tri|cuộc họp chi bộ|buổi văn nghệ
hội viên nghèo|công cụ|điển hình học tập|lượt khám|lượt hộ vay|lượt xem tin|đợt thi đua|đợt kiểm tra chuyên ngành`,
})

func nounTable(classes map[string]string) map[string]string {
	nouns := map[string]string{}
	for class, list := range classes {
		for noun, whole := range phraseSet(list) {
			if whole {
				nouns[noun] = class
			}
		}
	}
	return nouns
}

// nounAt is the longest noun that counts in tokens, with its class.
func nounAt(tokens []token) (n int, class string) {
	var b strings.Builder
	for i, t := range tokens {
		if i == 6 || t.figure || i > 0 && t.gap != " " && t.gap != ", " && t.gap != "/" && t.gap != " và " {
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.lower)
		if c, ok := countNouns[b.String()]; ok {
			n, class = i+1, c
		}
	}
	return n, class
}

// measureAt is the measure of money or land that tokens begin with, and what one
// of it is in the catalogue's unit. Measures that are words of other meanings
// stand only whole: "công" is a measure only as "công đất".
func measureAt(tokens []token) (n int, class string, factor float64) {
	var b strings.Builder
	for i, t := range tokens {
		if i == 2 || t.figure || i > 0 && t.gap != " " && t.gap != "." {
			break
		}
		if i > 0 {
			b.WriteString(t.gap)
		}
		b.WriteString(t.lower)
		word := b.String()
		m, ok := measures[word]
		if !ok || word == "công" || word == "%" || word == "nghìn" {
			continue
		}
		n, factor = i+1, m.factor
		class = map[string]string{"đồng": "dong", "m²": "m2"}[m.base]
	}
	return n, class, factor
}

// beforeName are words after which a number is a name or a time, not a count.
var beforeName = phraseSet(`tháng|quý|ngày|số|điều|khoản|điểm|khóa|thứ|nghị quyết|chỉ thị|quyết định|giai đoạn|mục|phần|phụ lục|biểu|mẫu|lần|nhóm|loại|đợt|giờ|phút|tuần|mùng|mồng|cấp`)

// hamletNouns number hamlets: "ấp 2", "tổ 5".
var hamletNouns = phraseSet(`ấp|khóm|thôn|buôn|bản|làng|xóm|phố|tổ|đội|khu|phường|quận`)

// countedIn are the quantities of a passage, left to right, with the words
// that belong to each.
func countedIn(s string, tokens []token) []counted {
	var out []counted
	for i := 0; i < len(tokens); i++ {
		q, ok := countedAt(s, tokens, i)
		if !ok {
			if q, ok = inheritedAt(s, tokens, i, out); !ok {
				continue
			}
		}
		out = append(out, q)
		i = max(q.number.to, q.unit.to) - 1
	}
	for i := range out {
		next := len(tokens)
		if i+1 < len(out) {
			next = out[i+1].number.from
		}
		before := 0
		if i > 0 {
			before = out[i-1].tail
		}
		out[i].leadFrom = before
		if i > 0 && before < len(tokens) && (touches(tokens[before].gap) || before == out[i].number.from && besideStroke(tokens, before)) {
			out[i].joined = out[i-1].unit
		}
		out[i].tail = tailEnd(tokens, max(out[i].unit.to, out[i].number.to), next, i+1 < len(out) && before < out[i].number.from)
	}
	return out
}

func countedAt(s string, tokens []token, i int) (counted, bool) {
	t := tokens[i]
	q := counted{number: span{i, i + 1}}
	switch {
	case t.figure:
		if !countable(s, tokens, i) {
			return q, false
		}
		v, problem := ParseNumber(t.lower)
		if problem != "" {
			return q, false
		}
		q.value, q.printed = v, t.lower
		if whole, n := wholeAfter(tokens, i); n > 0 {
			q.whole, q.ratio, q.ofWhole = whole, true, tokens[i+n].lower
			q.number.to += n
		}
	default:
		n, v := wordedNumber(tokens[i:])
		if n == 0 || i > 0 && tokens[i].gap == " " && notBeforeWorded[tokens[i-1].lower] && !allOf(tokens, i, n) {
			return q, false
		}
		q.value, q.number.to = v, i+n
		q.printed = s[t.from:tokens[i+n-1].to]
	}
	at := q.number.to
	if at >= len(tokens) {
		return q, false
	}
	if n, _ := wordedNumber(tokens[at:]); n > 0 && tokens[at].gap == " (" && at+n < len(tokens) && strings.HasPrefix(tokens[at+n].gap, ")") {
		at += n // "02 (hai) cuộc"
	} else if !touches(tokens[at].gap) {
		return q, false
	}
	return q.withUnit(s, tokens, at)
}

// withUnit reads the noun or measure that begins at a token.
func (q counted) withUnit(s string, tokens []token, at int) (counted, bool) {
	if n, class, factor := measureAt(tokens[at:]); n > 0 {
		q.unit, q.classes = span{at, at + n}, class
		q.value *= factor
		q.whole *= factor
		to := at + n
		// "1 tỷ 250 triệu đồng"
		if factor >= 1e9 && to < len(tokens) && tokens[to].figure && tokens[to].gap == " " {
			if v, problem := ParseNumber(tokens[to].lower); problem == "" {
				if n, _, small := measureAt(tokens[to+1:]); n > 0 && small < factor && small > 1 && v < 1000 {
					q.value += v * small
					to += 1 + n
					q.unit.to = to
				}
			}
		}
		q.printed = s[tokens[q.number.from].from:tokens[to-1].to]
		return q.round(), true
	}
	n, class := nounAt(tokens[at:])
	if n == 0 && heldTimes(tokens, q.number.from, at) {
		n, class = 1, "cuoc" // "đối thoại 02 lần": so many were held
	}
	if n == 0 {
		return q, false
	}
	q.unit, q.classes = span{at, at + n}, class
	return q, true
}

// round takes off what binary fractions leave on 845,6 million.
func (q counted) round() counted {
	q.value, q.whole = roundTo(q.value, 2), roundTo(q.whole, 2)
	return q
}

var (
	// heldEvents are what is held so many times, as it stands right before the
	// number.
	heldEvents = phraseSet(`đối thoại|đối thoại trực tiếp|đối thoại với nhân dân|đối thoại trực tiếp với nhân dân|đối thoại với người dân|đối thoại trực tiếp với người dân|đối thoại với dân|họp dân|họp nhân dân|họp toàn thể nhân dân|giám sát|kiểm tra`)
	// eachOf say that it is so many times for each of several.
	eachOf = phraseSet(`mỗi|từng|ấp|khóm|thôn|buôn|các bản|bản làng|làng|xóm|sóc|tổ dân phố|tổ nhân dân|khu phố|khu dân cư|định kỳ|hàng tháng|hằng tháng|một tháng|tuần`)
	// afterTimes go on after a count of times; "02 lần trở lên" and "2 lần một năm"
	// are rules, no results.
	afterTimes = phraseSet(`với|và|có|thu hút|tại|trong kỳ|trong năm`)
)

// heldTimes tells that "lần" at a token counts what was held, the number begins at
// another: the event stands right before it, nothing in the clause speaks of each
// of several, and what follows makes no rule of it.
func heldTimes(tokens []token, number, at int) bool {
	if tokens[at].lower != "lần" || tokens[at].gap != " " || tokens[number].gap != " " {
		return false
	}
	if at+1 < len(tokens) {
		switch gap := tokens[at+1].gap; {
		case strings.ContainsAny(gap, "/-–"):
			return false
		case gap == " ":
			if n := longestOf(afterTimes, tokens, at+1); n == 0 {
				return false
			}
		}
	}
	event := number
	if event > 0 && tokens[event-1].lower == "được" && tokens[event].gap == " " {
		event--
	}
	held := false
	for from := max(0, event-7); from < event && !held; from++ {
		held = longestOf(heldEvents, tokens, from) == event-from
	}
	if !held {
		return false
	}
	for i := number - 1; i >= 0 && i > number-30; i-- {
		if longestOf(eachOf, tokens, i) > 0 {
			return false
		}
		if strings.ContainsAny(tokens[i].gap, ".;") {
			break
		}
	}
	return true
}

// longestOf is how many tokens from one on the longest phrase of a set takes,
// single spaces between them; 0 for none.
func longestOf(set map[string]bool, tokens []token, from int) int {
	var words []textWord
	for i := from; i < len(tokens) && i < from+8; i++ {
		words = append(words, tokens[i].textWord)
	}
	return longest(set, words)
}

func touches(gap string) bool { return gap == " " || gap == "" }

// countable tells that the number at a token is free to count something: not
// part of a date, a document number, a decimal of another kind, a name.
func countable(s string, tokens []token, i int) bool {
	t := tokens[i]
	if t.from > 0 && strings.IndexByte("/.,-–", s[t.from-1]) >= 0 && !besideStroke(tokens, i) {
		return false
	}
	if i > 0 && t.gap == "" {
		return false // glued to a word
	}
	end := t.to
	if _, n := wholeAfter(tokens, i); n > 0 {
		end = tokens[i+n].to
	}
	if end < len(s) {
		switch s[end] {
		case '%', '/', '-':
			return false
		case '.', ',':
			if end+1 < len(s) && s[end+1] != ' ' {
				return false
			}
		}
	}
	if i == 0 || t.gap != " " {
		return true
	}
	before := tokens[i-1]
	switch {
	case before.lower == "số":
		return i > 1 && (tokens[i-2].lower == "tổng" || tokens[i-2].lower == "trên")
	case beforeName[before.lower]:
		return false
	case before.lower == "năm":
		return len(t.lower) != 4 || strings.Contains(t.lower, ".")
	case hamletNouns[before.lower]:
		// "cấp phường 04 mô hình": a level has no number.
		return i > 1 && (pluralWords[tokens[i-2].lower] || tokens[i-2].lower == "cấp")
	}
	return true
}

var pluralWords = phraseSet(`các|những|toàn|tại|trưởng`)

// besideStroke tells "31 lượt/34 người": two counts, each with its noun.
func besideStroke(tokens []token, i int) bool {
	if i < 2 || strings.TrimSpace(tokens[i].gap) != "/" || tokens[i-1].figure || i+1 >= len(tokens) || tokens[i+1].gap != " " {
		return false
	}
	_, before := nounAt(tokens[i-1 : i])
	_, after := nounAt(tokens[i+1:])
	return before != "" && after != ""
}

// wholeAfter reads y of "x/y" and of "x trên y", and tells how many tokens
// behind x it takes, 0 when there is none.
func wholeAfter(tokens []token, i int) (v float64, n int) {
	n = 1
	switch {
	case i+1 >= len(tokens):
		return 0, 0
	case tokens[i+1].figure:
		if strings.TrimSpace(tokens[i+1].gap) != "/" {
			return 0, 0
		}
	default:
		for n = 1; i+n < len(tokens) && n < 4 && !tokens[i+n].figure; n++ {
			if tokens[i+n].gap != " " {
				return 0, 0
			}
		}
		if i+n >= len(tokens) || !tokens[i+n].figure || tokens[i+n].gap != " " || !ofWords[wordsBetween(tokens, i+1, i+n)] {
			return 0, 0
		}
	}
	v, problem := ParseNumber(tokens[i+n].lower)
	if problem != "" || v <= 0 {
		return 0, 0
	}
	return v, n
}

// ofWords stand between a part and its whole.
var ofWords = map[string]bool{"trên": true, "trên tổng số": true, "trong số": true, "trong tổng số": true}

var closedBrackets = regexp.MustCompile(`\([^().]{0,60}\)`)

// inheritedAt is a number whose noun was said before: "tiếp nhận 9 vụ, hòa giải
// thành 8", or in the label it stands behind: "Số cuộc họp dân: 12".
func inheritedAt(s string, tokens []token, i int, before []counted) (counted, bool) {
	t := tokens[i]
	q := counted{number: span{i, i + 1}}
	if !t.figure || !countable(s, tokens, i) {
		return q, false
	}
	v, problem := ParseNumber(t.lower)
	if problem != "" || len(t.lower) == 4 && v >= 1900 && v < 2100 {
		return q, false
	}
	q.value, q.printed = v, t.lower
	if whole, n := wholeAfter(tokens, i); n > 0 {
		q.whole, q.ratio, q.ofWhole = whole, true, tokens[i+n].lower
		q.number.to += n
	}
	// Nothing may follow that could be the noun.
	if at := q.number.to; at < len(tokens) {
		if gap := strings.TrimSpace(tokens[at].gap); gap == "" || strings.IndexByte(",;.)(", gap[0]) < 0 {
			return q, false
		}
	}
	q.unit = span{q.number.to, q.number.to}
	if strings.Contains(t.gap, ":") || i > 0 && tokens[i-1].lower == "là" {
		first := max(0, i-10)
		for j := first; j < i; j++ { // the label begins after the number before
			if tokens[j].figure {
				first = j + 1
			}
		}
		for j := first; j < i; j++ {
			if n, class := nounAt(tokens[j:i]); n > 0 && class != "" {
				q.classes = class
				return q, true
			}
		}
	}
	if len(before) > 0 {
		last := before[len(before)-1]
		between := closedBrackets.ReplaceAllString(s[tokens[max(last.number.to, last.unit.to)-1].to:t.from], "")
		if last.classes != "" && last.classes != "dong" && last.classes != "m2" && len(between) < 80 && !strings.ContainsAny(between, ".()") && (!strings.Contains(between, ":") || strings.Contains(tokens[last.number.from].gap, ":")) {
			q.classes = last.classes
			return q, true
		}
	}
	return q, false
}

// Numbers in words. "năm" is left out but before a higher place: it is far more
// often a year.
var wordDigits = map[string]float64{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}

var afterTens = map[string]float64{"mốt": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}

// notBeforeWorded make "một", "hai" no count: each, another, both.
var notBeforeWorded = phraseSet(`mỗi|từng|thứ|cả|là|như|tháng|lớp|tổ|ấp|khóm|thôn|trăm|nghìn|ngàn|triệu|tỷ|vạn|mươi|lẻ|linh|rưỡi|mười`)

// allOf tells "cả hai vụ việc đều …", which counts what was done.
func allOf(tokens []token, i, n int) bool {
	if tokens[i-1].lower != "cả" {
		return false
	}
	k, class := nounAt(tokens[i+n:])
	return class != "" && i+n+k < len(tokens) && (tokens[i+n+k].lower == "đều" || tokens[i+n+k].lower == "đã" || tokens[i+n+k].lower == "được")
}

// wordedNumber reads a number in words that tokens begin with, up to 999.999, and
// tells how many of them it takes. What people say short ("một trăm hai" for 120)
// is no number: it could be two things.
func wordedNumber(tokens []token) (n int, v float64) {
	n, v = wordedHundreds(tokens, 0)
	if w := wordAt(tokens, n); n == 0 || w != "nghìn" && w != "ngàn" {
		return n, v
	}
	m, rest := wordedHundreds(tokens, n+1)
	if m == 1 && rest < 10 {
		return 0, 0
	}
	return n + 1 + m, 1000*v + rest
}

// wordAt is a word of tokens that stand one behind the other.
func wordAt(tokens []token, i int) string {
	if i < len(tokens) && (i == 0 || tokens[i].gap == " ") && !tokens[i].figure {
		return tokens[i].lower
	}
	return ""
}

func wordedHundreds(tokens []token, at int) (n int, v float64) {
	digit, ok := wordDigits[wordAt(tokens, at)]
	if wordAt(tokens, at) == "năm" {
		digit, ok = 5, true
	}
	if !ok || wordAt(tokens, at+1) != "trăm" {
		return wordedTens(tokens, at)
	}
	switch next := wordAt(tokens, at+2); next {
	case "lẻ", "linh":
		ones, ok := afterTens[wordAt(tokens, at+3)]
		if wordAt(tokens, at+3) == "năm" {
			ones, ok = 5, true
		}
		if !ok {
			return 0, 0
		}
		return 4, 100*digit + ones
	case "rưỡi":
		return 0, 0
	}
	m, rest := wordedTens(tokens, at+2)
	if m > 0 && rest < 10 {
		return 0, 0
	}
	return 2 + m, 100*digit + rest
}

func wordedTens(tokens []token, at int) (n int, v float64) {
	first, second := wordAt(tokens, at), wordAt(tokens, at+1)
	digit, ok := wordDigits[first]
	if first == "năm" && (second == "mươi" || second == "nghìn" || second == "ngàn") {
		digit, ok = 5, true
	}
	switch {
	case first == "mười":
		if d, ok := wordDigits[second]; ok {
			return 2, 10 + d
		}
		if second == "lăm" || second == "năm" {
			return 2, 15
		}
		return 1, 10
	case ok && second == "mươi":
		if d, ok := afterTens[wordAt(tokens, at+2)]; ok {
			return 3, 10*digit + d
		}
		return 2, 10 * digit
	case ok:
		return 1, digit
	}
	return 0, 0
}

// connectors begin what is said of the next quantity: "… họp dân | với 385 lượt".
var connectors = phraseSet(`với|có|cho|thu hút|gồm|trong đó|được|đã|và|trên|của|từ|cùng|hơn|gần|khoảng|đạt|để`)

// goesOn begin the second half of a name after a comma: "hội nghị trao đổi, đối
// thoại", "cuộc giám sát, phản biện xã hội".
var goesOn = phraseSet(`công nhận|đối thoại|phản biện|triển khai|quán triệt|tuyên truyền|phổ biến|tập huấn|giám sát|học tập|hội nghị|biểu quyết|quyết định|tham gia|kiến nghị|phản ánh|tố cáo|hướng dẫn|lãnh đạo|điều hành|điển hình|tiếp xúc`)

func wordAfter(tokens []token, i int) string {
	if i+1 < len(tokens) && tokens[i+1].gap == " " {
		return tokens[i+1].lower
	}
	return ""
}

// tailEnd is the token after the last word that belongs to a quantity which ends
// at a token; next is where the next quantity begins.
func tailEnd(tokens []token, from, next int, shared bool) int {
	end := from
	for end < next && end < len(tokens) && end-from < 24 {
		if gap := strings.TrimSpace(tokens[end].gap); gap != "" && strings.Trim(gap, `"“”'‘’/`) != "" && !(gap == "," && end > from && end-from <= 4 && goesOn[tokens[end].lower+" "+wordAfter(tokens, end)]) {
			return end
		}
		end++
	}
	if end < next || !shared || next < len(tokens) && !touches(tokens[next].gap) {
		return end
	}
	// The words run into the next quantity: those before a connector are of this
	// one; without a connector all are the verb of the next.
	for i := end - 1; i > from; i-- {
		if connectors[tokens[i].lower] {
			return i
		}
	}
	if end > from && connectors[tokens[from].lower] {
		return from
	}
	return from
}
