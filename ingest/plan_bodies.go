package ingest

import (
	"strings"
	"unicode/utf8"
)

// Names of bodies ("Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở thị xã Tân
// Châu") end where a word comes that no name of a body has: names are made of a
// closed stock of words, of proper names (capitals), and little else. A list of
// verbs that may follow would never be complete; this one nearly is.

// bodyStarts open a name of a body; a lone word of them is no name, but for
// those of bodyAlone.
var bodyStarts = phraseSet(`
ủy ban|ubnd|ub|hội đồng|hđnd|đảng ủy|đảng bộ|chi bộ|chi ủy|tỉnh ủy|thị ủy|huyện ủy|thành ủy|quận ủy|liên chi ủy
khối vận|khối dân vận|ban dân vận|ban|bộ|bộ trưởng|chính phủ|thủ tướng|phó thủ tướng|quốc hội|chủ tịch|phó chủ tịch|chủ nhiệm|khối|mặt trận|mttq|ubmttq|ub mttq
hội|liên hiệp|đoàn|liên đoàn|công đoàn|sở|phòng|văn phòng|vp|trung ương|thường trực|thường vụ|btv|bcđ|bch|trung tâm|công an
ban chỉ huy|tổ|công chức|trưởng|bí thư|phó bí thư|đảng|tòa án|viện|viện kiểm sát|kho bạc|cục|tổng cục|nhà nước|hội nghị|liên tịch
các|cơ quan|đơn vị|bộ phận|cấp ủy|người đứng đầu|mặt trận tổ quốc|đồn|trạm|trường|xã|phường|thị trấn|thị xã|huyện|tỉnh|thành phố|ấp|khóm|bnd|ttnd|ban nhân dân|hợp tác xã|tiểu ban|đảng đoàn|ban cán sự`)

var bodyAlone = phraseSet(`khối vận|khối dân vận|ban dân vận|ubnd|hđnd|mttq|bcđ|bch|đảng ủy|thị ủy|tỉnh ủy|huyện ủy|thành ủy|quận ủy|chính phủ|quốc hội|đảng bộ|chi bộ|chi ủy|các ấp|các khóm|các ngành|các thôn|các buôn|các bản|các làng|các xóm`)

// bodyWords go on in such a name, written in small letters or capitals.
var bodyWords = phraseSet(`
ủy ban|ủy|ban|nhân dân|hội đồng|hội đồng nhân dân|thường trực|thường vụ|chấp hành|trung ương|chính trị|bí thư|phó bí thư|chính phủ|quốc hội|thủ tướng
bộ|bộ trưởng|chủ tịch|phó chủ tịch|chủ nhiệm|tỉnh ủy|thị ủy|huyện ủy|thành ủy|quận ủy|đảng ủy|đảng bộ|đảng|chi bộ|chi ủy|cấp ủy|tỉnh|thị xã|xã|phường|thị trấn
huyện|quận|thành phố|tx|tp|dân vận|tuyên giáo|nội chính|kiểm tra|tổ chức|chỉ đạo|chỉ huy|quân sự|công an|biên phòng|mặt trận|tổ quốc|mặt trận tổ quốc|việt nam
mttq|mttqvn|ubmttq|ubmttqvn|liên hiệp|phụ nữ|nông dân|cựu chiến binh|thanh niên|đoàn thanh niên|công đoàn|liên đoàn lao động|cộng sản|hồ chí minh|chữ thập đỏ|người cao tuổi|khuyến học
khối|văn phòng|sở|phòng|ngành|ban ngành|đoàn thể|đoàn|hội|tổ|cấp|cấp xã|các|ấp|khóm|thôn|bản|buôn|xóm|khu phố|khu dân cư|làng|tổ dân phố|tdp|ban nhân dân|thanh tra nhân dân|thanh tra|giám sát đầu tư|giám sát cộng đồng
của cộng đồng|cộng đồng|hòa giải|trưởng ban nhân dân|trưởng|trưởng ban|trưởng ấp|trưởng khóm|cơ quan|đơn vị|bộ phận|chính trị - xã hội|tổ chức chính trị|trực thuộc|liên quan|chuyên môn|tham mưu giúp việc|xây dựng đảng|cán sự
ubnd|hđnd|bcđ|bnd|bch|btv|qcdc|lần thứ|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|hội nghị|đại biểu|toàn quốc|khóm ấp|công chức|cán bộ|đứng đầu|chính quyền|tiểu ban
lao động|thương binh|xã hội|văn hóa|thể thao|du lịch|nội vụ|tài chính|tư pháp|hộ tịch|giáo dục|đào tạo|y tế|nông nghiệp|phát triển nông thôn|nông thôn|tài nguyên|môi trường|công thương|xây dựng|giao thông|vận tải
khoa học|công nghệ|thông tin|truyền thông|quốc phòng|ngoại giao|đầu tư|dân tộc|tôn giáo|thống kê|địa chính|kinh tế|hạ tầng|đô thị|kế toán|ngân sách|an ninh|tối cao|phục vụ hành chính công`)

// notBodies begin like one.
var notBodies = phraseSet(`tổ chức thực hiện|tổ chức triển khai|tổ chức|xã hội|ban hành|đoàn kết|hội viên|bộ máy|trường hợp|khối lượng|phòng chống|phòng ngừa|hội nghị và|các cấp|xã hội hóa|đảng viên|đoàn viên|trung tâm của`)

// groupNouns are what "các" can stand before to name who reports.
var groupNouns = phraseSet(`ấp|khóm|thôn|buôn|bản|làng|xóm|khu phố|khu dân cư|tổ dân phố|tdp|ngành|ban|ban ngành|đoàn thể|đơn vị|chi bộ|cơ quan|tổ chức|hội|trường|bộ phận|ban nhân dân|cấp|xã|phường|trưởng|địa phương|tổ|đồng chí|công chức|tổ chức chính trị|chi ủy|cấp ủy|bộ`)

// steering bodies are named after what they steer.
var (
	steeringTail = phraseSet(`chỉ đạo|tổ chức|trung ương|bcđ|vận động|điều hành`)
	steered      = phraseSet(`quy chế dân chủ ở cơ sở|quy chế dân chủ cơ sở|quy chế dân chủ|dân chủ ở cơ sở|dân chủ cơ sở|qcdc ở cơ sở|qcdc cơ sở|qcdc|quy chế dân chủ ở xã|pháp lệnh dân chủ|công tác dân vận|phong trào|dân vận khéo|cải cách hành chính|xây dựng nông thôn mới|chương trình mục tiêu quốc gia`)
	ministries   = phraseSet(`bộ|bộ trưởng|sở|phòng|công chức|văn phòng|ban|cán bộ`)
)

// verbs are words of names that are verbs after a body that is already named:
// "Ban Tổ chức" and "UBND xã tổ chức", "Ban Chỉ đạo" and "UBND xã chỉ đạo".
var (
	verbs      = phraseSet(`tổ chức|chỉ đạo|chỉ huy|kiểm tra|thanh tra|giám sát đầu tư|giám sát cộng đồng|hòa giải|xây dựng|giáo dục|đào tạo|thông tin|đầu tư|thống kê|truyền thông|vận tải`)
	beforeNoun = phraseSet(`ban|bộ|sở|phòng|các|tổ|và|cán|ủy`)
)

// nameStops are capitalised words that no name of a body has inside.
var nameStops = phraseSet(`về|quy định|quyết định|kế hoạch|nghị quyết|nghị định|chỉ thị|kết luận|luật|pháp lệnh|hướng dẫn|chương trình|đề án|báo cáo|thông tư|thông báo|công văn|thực hiện|trên|căn cứ|theo|khóa|triển khai|ban hành|trong|tại|trước|sau|từ|đến|ngày|quý|số|quy chế|tiếp tục|tăng cường`)

// phraseSet is a set of phrases divided by | or line ends. What a phrase begins
// with is in it as false, so that longest knows when to stop.
func phraseSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '\n' }) {
		addPhrase(set, strings.TrimSpace(p))
	}
	return set
}

func addPhrase(set map[string]bool, p string) {
	set[p] = true
	for i, r := range p {
		if r == ' ' {
			set[p[:i]] = set[p[:i]] // false unless it is a phrase itself
		}
	}
}

// A textWord is one word of a canonical text with its place and what stands before
// it: " ", ", ", " - " or anything else.
type textWord struct {
	lower    string
	from, to int
	gap      string
	upper    bool
}

// wordsOf are the words of s from a byte offset on, at most n (-1: all).
func wordsOf(s string, from, n int) []textWord {
	room := (len(s)-from)/5 + 2 // a syllable and its space take more bytes as a rule
	if n >= 0 {
		room = min(room, n)
	}
	out := make([]textWord, 0, room)
	end := from
	for i := from; i < len(s) && len(out) != n; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if traitsOf(r)&(runeLetter|runeDigit) == 0 { // a mark alone belongs to a picture
			i += size
			continue
		}
		start, first := i, r
		for i < len(s) {
			if r, size = utf8.DecodeRuneInString(s[i:]); !wordRune(r) {
				break
			}
			i += size
		}
		out = append(out, textWord{small(s[start:i]), start, i, s[end:start], traitsOf(first)&runeUpper != 0})
		end = i
	}
	return out
}

// longest is the number of words of the longest phrase of a set (by phraseSet)
// that words begin with, single spaces between them; 0 for none.
func longest(set map[string]bool, words []textWord) int {
	var room [96]byte
	b := room[:0]
	best := 0
	for i, w := range words {
		if i == 10 || i > 0 && w.gap != " " {
			break
		}
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, w.lower...)
		whole, goesOn := set[string(b)]
		if !goesOn {
			break
		}
		if whole {
			best = i + 1
		}
	}
	return best
}

// bodyAt is the end of the name of a body that begins at a byte offset of a
// canonical text, or false.
func bodyAt(s string, from int) (int, bool) {
	words := wordsOf(s, from, maxBodyWords)
	if len(words) == 0 || words[0].from != from {
		return 0, false
	}
	return bodyOf(words)
}

// maxBodyWords is more than a name of a body has.
const maxBodyWords = 40

// bodyOf is the end of the name of a body that words begin with, or false.
func bodyOf(words []textWord) (int, bool) {
	start := longest(bodyStarts, words)
	if start == 0 || longest(notBodies, words) > 0 {
		return 0, false
	}
	first := phrase(words[:start])
	if first == "các" && (len(words) < 2 || words[1].gap != " " || longest(groupNouns, words[1:]) == 0) {
		return 0, false
	}
	n := start
	steering := strings.HasPrefix(first, "ban") || first == "bcđ" || first == "tiểu ban" || first == "tổ"
	for n < len(words) {
		k := bodyNext(words, n, first, &steering)
		if k == 0 {
			break
		}
		n += k
	}
	// "các" or "và" cannot be the last word.
	for n > start && (words[n-1].lower == "các" || words[n-1].lower == "và") {
		n--
	}
	if n == 1 && !bodyAlone[first] || n == start && start > 1 && !bodyAlone[first] && !strings.Contains("thủ tướng ban nhân dân văn phòng mặt trận tổ quốc trung ương", first) {
		return 0, false
	}
	return words[n-1].to, true
}

// bodyNext is how many of the words from n on belong to the name so far.
func bodyNext(words []textWord, n int, first string, steering *bool) int {
	w := words[n]
	switch w.gap {
	case " ":
	case ". ": // "TT. Đảng ủy", "VP. UBND"
		if !shortened[words[n-1].lower] {
			return 0
		}
	case " - ", "-":
		if k := longest(bodyWords, words[n:]); w.upper || k > 0 {
			return max(k, 1)
		}
		return 0
	case ", ":
		// "Bộ Văn hóa, Thể thao và Du lịch": a comma inside the name of a ministry
		// comes with an "và" soon after.
		if ministries[first] && w.upper && longest(bodyWords, words[n:]) > 0 && andSoon(words[n:]) {
			return longest(bodyWords, words[n:])
		}
		return 0
	default:
		return 0
	}
	if *steering && w.lower == "thực" && n+1 < len(words) && words[n+1].lower == "hiện" && steeringTail[lastTwo(words[:n])] {
		*steering = false
		return 2 + longest(steered, words[min(n+2, len(words)):])
	}
	if *steering {
		if k := longest(steered, words[n:]); k > 0 && n > 1 {
			*steering = false
			return k
		}
	}
	if w.lower == "và" {
		return andNext(words, n, first)
	}
	k := longest(bodyWords, words[n:])
	if k > 0 && !w.upper && verbs[phrase(words[n:n+k])] && !ministries[first] && !beforeNoun[words[n-1].lower] {
		return 0
	}
	if w.upper {
		if longest(nameStops, words[n:]) > 0 && k < 2 {
			return 0
		}
		return max(k, 1)
	}
	return k
}

// shortened words are written with a full stop that ends nothing.
var shortened = phraseSet(`tt|vp|tp|tx|p|x|ub|đ`)

// andNext: "và" goes on a name inside that of a ministry, or to another body.
func andNext(words []textWord, n int, first string) int {
	if n+1 >= len(words) || words[n+1].gap != " " {
		return 0
	}
	next := words[n+1]
	if k := longest(bodyWords, words[n+1:]); ministries[first] && next.upper && k > 0 && longest(nameStops, words[n+1:]) == 0 {
		return 1 + k
	}
	if k := longest(bodyStarts, words[n+1:]); k > 0 && (next.lower != "các" || n+2 < len(words) && longest(groupNouns, words[n+2:]) > 0) {
		return 1 + k
	}
	return 0
}

func andSoon(words []textWord) bool {
	for i, w := range words {
		if i > 5 || i > 0 && w.gap != " " {
			return false
		}
		if w.lower == "và" {
			return true
		}
	}
	return false
}

func lastTwo(words []textWord) string {
	if len(words) < 2 {
		return phrase(words)
	}
	if two := phrase(words[len(words)-2:]); steeringTail[two] {
		return two
	}
	return words[len(words)-1].lower
}

func phrase(words []textWord) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.lower
	}
	return strings.Join(parts, " ")
}

// bodiesIn are the names of bodies between two byte offsets, left to right, not
// one inside another.
func bodiesIn(s string, from, to int) [][2]int {
	var out [][2]int
	words := wordsOf(s[:to], from, -1)
	for i, w := range words {
		if len(out) > 0 && w.from < out[len(out)-1][1] {
			continue
		}
		if end, ok := bodyOf(words[i:min(i+maxBodyWords, len(words))]); ok {
			out = append(out, [2]int{w.from, end})
		}
	}
	return out
}

// groupAlone are lone nouns that go on a list of bodies: "các ban, ngành, đoàn
// thể xã".
var groupAlone = phraseSet(`ngành|đoàn thể|đơn vị|cơ quan|ban ngành|hội|ấp|khóm|xã|phường|thị trấn|thôn|buôn|bản|làng|xóm|tổ dân phố|khu phố|khu dân cư|ban`)

// bodyListsIn are the bodies of bodiesIn with those of one list as one: "các
// ngành, đoàn thể và Ban nhân dân các ấp".
func bodyListsIn(s string, from, to int) [][2]int {
	var out [][2]int
	s = s[:to]
	for _, b := range bodiesIn(s, from, to) {
		if n := len(out); n > 0 && b[0] < out[n-1][1] {
			continue
		} else if n > 0 && (s[out[n-1][1]:b[0]] == " và " || s[out[n-1][1]:b[0]] == ", " && plural(s[out[n-1][0]:])) {
			out[n-1][1] = b[1]
		} else {
			out = append(out, b)
		}
		if last := &out[len(out)-1]; plural(s[last[0]:]) || strings.Contains(s[last[0]:last[1]], " các ") {
			last[1] = listEnd(s, last[1])
		}
	}
	return out
}

func plural(s string) bool {
	words := wordsOf(s, 0, 3)
	return len(words) > 0 && (words[0].lower == "các" || groupAlone[words[0].lower] || longest(pluralStarts, words) > 0)
}

var pluralStarts = phraseSet(`ban nhân dân|trưởng ban|trưởng ấp|trưởng khóm|chi bộ|công chức`)

// listEnd is where a list that stands at a byte offset ends, lone nouns and the
// words of their names taken in.
func listEnd(s string, end int) int {
	for {
		words := wordsOf(s, end, 12)
		if len(words) == 0 || words[0].gap != ", " && (words[0].gap != " " || words[0].lower != "và") {
			return end
		}
		if words[0].lower == "và" {
			words = words[1:]
		}
		n := longest(groupAlone, words)
		if n == 0 {
			return end
		}
		for n < len(words) && words[n].gap == " " {
			k := longest(bodyWords, words[n:])
			if k == 0 || verbs[phrase(words[n:n+k])] {
				break
			}
			n += k
		}
		end = words[n-1].to
	}
}
