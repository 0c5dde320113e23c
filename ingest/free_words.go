package ingest

import (
	"strings"

	"danbiet/data"
)

// Words of headers and rows are compared in one folded form: lower case, one
// placing of tones, no punctuation, the usual abbreviations written out, one
// word for the people and one for the parts of a commune. A vocabulary is
// written in plain Vietnamese and folded the same way when the program starts.

// abbreviations are written out before words are compared, and words joined
// that mean something else than their parts ("thông tin" is no "tin"); the longer
// stand before what they contain.
var abbreviations = foldPairs(
	"ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "ủy ban mặt trận tổ quốc việt nam", "mttq", "ủy ban mặt trận tổ quốc", "mttq",
	"mặt trận tổ quốc việt nam", "mttq", "mặt trận tổ quốc", "mttq", "ubmttqvn", "mttq", "ubmttq việt nam", "mttq", "ubmttq", "mttq", "mttqvn", "mttq", "mttq vn", "mttq", "mặt trận", "mttq",
	"ban thanh tra nhân dân", "ttnd", "thanh tra nhân dân", "ttnd", "ban ttnd", "ttnd", "bttnd", "ttnd",
	"ban giám sát đầu tư của cộng đồng", "gsđtcđ", "ban giám sát đầu tư cộng đồng", "gsđtcđ", "giám sát đầu tư của cộng đồng", "gsđtcđ", "giám sát đầu tư cộng đồng", "gsđtcđ",
	"ban gsđtcđ", "gsđtcđ", "ban gsđtccđ", "gsđtcđ", "gsđtccđ", "gsđtcđ", "bgsđtcđ", "gsđtcđ", "gsđt cộng đồng", "gsđtcđ", "gsđt của cộng đồng", "gsđtcđ", "ban gsđt cđ", "gsđtcđ",
	"ban nhân dân ấp", "trưởng ấp", "ban nhân dân khóm", "trưởng ấp", "bnd ấp", "trưởng ấp", "bnd khóm", "trưởng ấp",
	"tổ trưởng dân phố", "trưởng ấp", "tổ trưởng tổ dân phố", "trưởng ấp", "tổ dân phố", "ấp", "tdp", "ấp", "khu phố", "ấp", "khu dân cư", "ấp", "kdc", "ấp", "khóm", "ấp", "thôn", "ấp", "buôn", "ấp", "phum sóc", "ấp", "ấp ấp", "ấp",
	"nhân dân", "dân", "người dân", "dân", "bà con", "dân", "hộ gia đình", "hộ", "hộ dân", "hộ", "nông hộ", "hộ",
	"quy chế dân chủ ở cơ sở", "qcdc", "quy chế dân chủ cơ sở", "qcdc", "quy chế dân chủ", "qcdc", "qcdccs", "qcdc", "qcdc ở cơ sở", "qcdc", "qcdc cơ sở", "qcdc",
	"luật thực hiện dân chủ ở cơ sở", "qcdc", "thực hiện dân chủ ở cơ sở", "qcdc", "thực hiện dân chủ cơ sở", "qcdc", "dân chủ ở cơ sở", "qcdc", "dân chủ cơ sở", "qcdc",
	"thủ tục hành chính", "tthc", "khiếu nại tố cáo", "kntc", "kn tc", "kntc", "nsnn", "ngân sách nhà nước", "mtq", "mạnh thường quân", "dn", "doanh nghiệp",
	"dvk", "dân vận khéo", "đơn thư", "đơn", "hương ước quy ước", "quy ước", "hương ước", "quy ước", "tin bài", "tin", "bài viết", "tin", "bản tin", "tin",
	"phát thanh", "truyền thanh", "mét vuông", "m2", "m²", "m2", "hoà giải", "hòa giải", "tiếp dân", "tiếp công dân",
	"thông tin", "thôngtin", "tổ chức", "tổchức", "kế hoạch đầu tư", "đầu tư", "người tham gia", "người dự", "người tham dự", "người dự", "lượt tham dự", "lượt dự", "lượt tham gia", "lượt dự",
)

func foldPairs(pairs ...string) [][2]string {
	out := make([][2]string, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, [2]string{" " + headerKey(pairs[i]) + " ", " " + headerKey(pairs[i+1]) + " "})
	}
	return out
}

// folded is a text as words between single spaces, with a space at both ends,
// so that a phrase is found by a plain search.
func folded(s string) string {
	k := " " + headerKey(s) + " "
	if strings.Contains(k, " 0") {
		words := strings.Fields(k)
		for i, w := range words {
			if t := strings.TrimLeft(w, "0"); t != w && t != "" && startsWithDigit(t) {
				words[i] = t // "01 lần" is "1 lần"
			}
		}
		k = " " + strings.Join(words, " ") + " "
	}
	have := bytesOf(k)
	for i, p := range abbreviations {
		for have.hold(abbreviationBytes[i]) && strings.Contains(k, p[0]) {
			next := strings.ReplaceAll(k, p[0], p[1])
			if next == k {
				break
			}
			k = next
			have = bytesOf(k)
		}
	}
	return k
}

// A byteSet tells the bytes of a text: what lacks one of a phrase's cannot hold
// the phrase, and most names lack one of most abbreviations'.
type byteSet [4]uint64

func bytesOf(s string) (b byteSet) {
	for i := range len(s) {
		b[s[i]>>6] |= 1 << (s[i] & 63)
	}
	return b
}

func (b *byteSet) hold(of byteSet) bool {
	return of[0]&^b[0]|of[1]&^b[1]|of[2]&^b[2]|of[3]&^b[3] == 0
}

var abbreviationBytes = func() []byteSet {
	out := make([]byteSet, len(abbreviations))
	for i, p := range abbreviations {
		out[i] = bytesOf(p[0])
	}
	return out
}()

// phrases folds alternatives written "một|hai".
func phrases(alternatives string) []string {
	var out []string
	for _, a := range strings.Split(alternatives, "|") {
		if a = strings.TrimSpace(a); a != "" {
			out = append(out, folded(a))
		}
	}
	return out
}

// wordBits are the words of a folded text, each a bit of 64: words that are not
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

// hold tells that all words of a phrase may be among these.
func (b wordBits) hold(phrase wordBits) bool { return phrase&^b == 0 }

// A foldedText is a text in folded form, made ready to look for phrases in. The
// zero value holds none.
type foldedText struct {
	text  string
	bits  wordBits
	words []string
}

func newFoldedText(folded string) *foldedText {
	return &foldedText{folded, wordBitsOf(folded), strings.Fields(folded)}
}

// A term is a phrase in folded form, made ready to be looked for.
type term = foldedText

// terms are phrases, made ready.
func terms(alternatives string) []term {
	var out []term
	for _, p := range phrases(alternatives) {
		out = append(out, *newFoldedText(p))
	}
	return out
}

// hasAny tells whether one of the terms stands in a text.
func (f *foldedText) hasAny(terms []term) bool {
	for i := range terms {
		if t := &terms[i]; f.bits.hold(t.bits) && strings.Contains(f.text, t.text) {
			return true
		}
	}
	return false
}

// has tells whether one of the phrases stands in a folded text.
func has(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// begins tells whether a folded text begins with one of the phrases.
func begins(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

// equals tells whether a folded text is one of the phrases.
func equals(text string, phrases []string) bool {
	for _, p := range phrases {
		if text == p {
			return true
		}
	}
	return false
}

// bareText tells a text typed without any mark of Vietnamese.
func bareText(s string) bool {
	for _, r := range s {
		if r >= 'Ạ' && r <= 'ỹ' { // most marked words have one of these
			return false
		}
	}
	return data.SearchKey(s) == strings.ToLower(strings.TrimSpace(s))
}
