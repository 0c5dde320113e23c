package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// zones are the four parts of an administrative document.
type zones struct {
	head    []line
	title   []line // the type and the subject
	body    []line
	closing []line // recipients and signature
	annex   []line // what is attached after the signature
}

// documentTypes are the kinds of document that a title line can name, as they
// are printed (Decree 30/2020, Instruction 36-HD/VPTW).
var titleLine = regexp.MustCompile(`^(?:(KẾ HOẠCH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|BÁO CÁO|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|HƯỚNG DẪN|THÔNG BÁO|TỜ TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|QUY CHẾ|QUY ĐỊNH|CÔNG VĂN|BIÊN BẢN|KẾT LUẬN)(?:\s+(\p{Lu}.*))?|(?i:(kế hoạch|chương trình|báo cáo)))$`)

// closingLine begins the end of a document.
var closingLine = regexp.MustCompile(`^(?i:nơi nhận)(?:\s*:|\s|$)|^(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ)(?:[./]\s*|\s+)|Q\.\s*)\p{Lu}{2}`)

// zonesOf divides lines. The head ends where the type of the document stands
// alone on a line, or opens a title in capitals; without such a line everything
// up to the closing is body.
func zonesOf(lines []line, spaced bool) zones {
	var z zones
	from := 0
	if i := typeLine(lines); i >= 0 {
		z.head = lines[:i]
		from = titleEnd(lines, i, spaced)
		z.title = lines[i:from]
	}
	to := closingStart(lines[from:]) + from
	z.body = lines[from:to]
	end := min(to+annexStart(lines[to:]), closingEnd(lines, to))
	z.closing, z.annex = lines[to:end], lines[end:]
	return z
}

// annexTitle begins what is bound behind a document.
var annexTitle = regexp.MustCompile(`^(?:PHỤ LỤC|PHỤ BIỂU|BIỂU (?:SỐ|MẪU|TỔNG HỢP|THỐNG KÊ|\d)|BẢNG (?:SỐ|TỔNG HỢP|THỐNG KÊ|BIỂU)|DANH SÁCH|DANH MỤC|MẪU SỐ|SỐ LIỆU|ĐỀ CƯƠNG)(?:\P{L}|$)|^(?i:phụ lục|phụ biểu)(?:\s+(?:số\s+)?[\dIVX]+|\s*:|$)`)

// closingEnd is the index after the last line of a closing that begins at to: an
// annex is no part of it.
func closingEnd(lines []line, to int) int {
	for i := to + 1; i < len(lines); i++ {
		if lines[i].page || annexTitle.MatchString(lines[i].canon) {
			return i
		}
	}
	return len(lines)
}

// typeLine is the index of the line that names the type of the document, -1 for
// none. A type alone on its line goes before one with words after it: "QUY CHẾ
// DÂN CHỦ Ở CƠ SỞ" can be the rest of the name of a committee.
func typeLine(lines []line) int {
	found, mixed := -1, -1
	headed := false // something of a head stands above
	for i, l := range lines {
		if found < 0 && mixed < 0 && strings.HasPrefix(l.canon, "Kính gửi") {
			continue // a letter can say first to whom it goes
		}
		if i >= 40 || opener.MatchString(l.canon) || romanHeading(l) {
			break
		}
		if mixed < 0 && mixedType.MatchString(l.canon) && !terminated(l.canon) && (headed || capitalType.MatchString(l.canon) || i == 0 && yearNamed.MatchString(l.canon)) {
			mixed = i
		}
		headed = headed || motto.MatchString(l.canon) || ownNumber.MatchString(l.canon) || placeDate.MatchString(l.canon)
		kind := typeOf(l)
		if kind != "" && strings.EqualFold(kind, unspaced(l.canon)) {
			return i
		}
		if kind != "" && found < 0 {
			found = i
		}
	}
	if found < 0 {
		return mixed
	}
	return found
}

// mixedType is a type with its subject on the same line in small letters, which
// counts where no other line names a type: below the head, or with the type in
// capitals.
var (
	mixedType   = regexp.MustCompile(`^((?i:báo cáo|kế hoạch|chương trình))\s+\p{L}`)
	capitalType = regexp.MustCompile(`^(?:BÁO CÁO|KẾ HOẠCH|CHƯƠNG TRÌNH)\s+\p{L}`)
)

func romanHeading(l line) bool {
	for _, lab := range labelsOf(l.canon) {
		if lab.kind == romanLabel {
			return true
		}
	}
	return false
}

// typeOf is the type that a title line names, "" for any other line. Letters
// that are spaced out ("K Ế  H O Ạ C H") are put together.
func typeOf(l line) string {
	m := titleLine.FindStringSubmatch(unspaced(l.canon))
	switch {
	case m == nil || m[2] != "" && !allCaps(m[2]):
		return ""
	case m[3] != "":
		return m[3]
	}
	return m[1]
}

var spacedOut = regexp.MustCompile(`^\p{Lu}(?: \p{Lu}){3,}$`)

// unspaced puts spaced-out capitals together; the gaps between its words are
// lost with the spaces, so only the known types are restored.
func unspaced(s string) string {
	if !spacedOut.MatchString(s) {
		return s
	}
	var out []rune
	for _, r := range s {
		if r != ' ' {
			out = append(out, r)
		}
	}
	switch string(out) {
	case "KẾHOẠCH":
		return "KẾ HOẠCH"
	case "BÁOCÁO":
		return "BÁO CÁO"
	case "CHƯƠNGTRÌNH":
		return "CHƯƠNG TRÌNH"
	}
	return s
}

// firstParagraph is how the text after a title begins: what it rests on, who
// speaks, to whom, or the first heading.
var firstParagraph = regexp.MustCompile(`^(?:Căn cứ|Thực hiện (?i:luật|nghị|chỉ thị|kết luận|quyết|kế hoạch|chương trình|hướng dẫn|công văn|đề án|thông|pháp lệnh|quy định|sự|ý kiến|tinh thần|nhiệm vụ|theo|các|văn bản)|Nhằm|Để |Trên cơ sở|Được sự|Sau khi|Xét |Trong năm|Trong 6|Trong quý|Trong 9|Trong tháng|Trong thời gian|Kính gửi|Quán triệt |Dưới sự|Phát huy |Xác định |Tiếp tục |Năm 20\d\d,|6 tháng đầu năm 20\d\d,|Quý [IV]+[ /]|Tháng \d|Với |Nhìn chung|Hưởng ứng |Ngay từ |Để |Qua |(?i:ủy ban nhân dân|ubnd|ban chỉ đạo|ban thường vụ|ban chấp hành|đảng ủy|hội đồng nhân dân|khối dân vận|ủy ban mặt trận|ban thường trực|thường trực|ubmttq|ủy ban mttq|mặt trận tổ quốc|văn phòng|hội nông dân|hội liên hiệp) )`)

var endsWithYear = regexp.MustCompile(`(?i:năm)\s+(?:19|20)\d\d\.?["”]?$|\)$`)

// titleEnd is the index after the last line of a title whose type stands at i.
func titleEnd(lines []line, i int, spaced bool) int {
	end := i + 1
	inline := typeOf(lines[i]) == ""
	if m := titleLine.FindStringSubmatch(lines[i].canon); m != nil && m[2] != "" && !typeQualifier.MatchString(m[2]) {
		inline = true
	}
	width := longestLine(lines[i+1:])
	for ; end < len(lines) && end <= i+7; end++ {
		l, first := lines[end], end == i+1 && !inline
		before := lines[end-1]
		switch {
		case isSeparator(l.canon):
			return end + 1
		case closingLine.MatchString(l.canon), romanHeading(l), opener.MatchString(l.canon):
			return end
		case firstParagraph.MatchString(l.canon) && !allCaps(l.canon) && (!first || citedNumber.MatchString(l.canon)):
			return end
		case paragraphLike(l, width) && (!first || utf8.RuneCountInString(l.text) > 220):
			return end
		case first:
			continue
		case startsUpper(l.canon) && fullLine(l, width) && utf8.RuneCountInString(before.text)+1+firstWordLen(l.text) < width-8:
			return end
		case centred(lines[min(i+1, end-1)], l) && startsUpper(l.canon) && !allCaps(l.canon):
			return end
		case !spaced && l.blanks > 0, spaced && l.blanks > 2:
			return end
		case allCaps(before.canon) && !allCaps(l.canon) && !startsLower(l.canon) && l.canon[0] != '(':
			return end
		case endsWithYear.MatchString(before.canon) && startsUpper(l.canon) && l.canon[0] != '(' && !allCaps(l.canon):
			return end
		case terminated(before.canon):
			return end
		}
	}
	return end
}

// longestLine is the length of the longest of the next lines.
func longestLine(lines []line) int {
	n := 0
	for _, l := range lines[:min(len(lines), 60)] {
		n = max(n, utf8.RuneCountInString(l.text))
	}
	return n
}

// paragraphLike tells a line that is a paragraph of the text: longer than any
// title, or a sentence that ends.
func paragraphLike(l line, width int) bool {
	n := utf8.RuneCountInString(l.text)
	return n > 220 || n > 60 && startsUpper(l.canon) && terminated(l.canon) && !strings.HasSuffix(l.canon, `”`) && !strings.HasSuffix(l.canon, `"`) && !strings.HasSuffix(l.canon, ")")
}

// fullLine tells a line as long as those of running text, which the lines of a
// centred title are not.
func fullLine(l line, width int) bool {
	n := utf8.RuneCountInString(l.text)
	return n > 60 && n >= width*9/10
}

// centred tells a centred line from one that begins a paragraph.
func centred(title, l line) bool { return title.indent >= 10 && l.indent < title.indent/2 }

// annexHead begins what is attached after a signature.
var annexHead = regexp.MustCompile(`^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU(?: SỐ LIỆU| SỐ| MẪU| TỔNG HỢP| THỐNG KÊ)|Biểu (?:số|mẫu|tổng hợp)|BẢNG (?:SỐ LIỆU|TỔNG HỢP|THỐNG KÊ)|SỐ LIỆU|DANH SÁCH|DANH MỤC|THỐNG KÊ|MẪU SỐ)(?:[\s:]|$)`)

// annexStart is the index of the first line after the closing.
func annexStart(closing []line) int {
	for i, l := range closing {
		if i > 0 && len(l.cells) == 1 && annexHead.MatchString(l.canon) {
			return i
		}
	}
	return len(closing)
}

// closingStart is the index of the first line of the closing: "Nơi nhận", or
// the authority of the signature, whichever comes first.
func closingStart(lines []line) int {
	for i, l := range lines {
		for _, c := range l.cells {
			if strings.IndexByte("NnTKQ", c.text[0]) >= 0 && closingLine.MatchString(string(canonTone([]rune(c.text)))) {
				if i > 0 && onlyPlaceDate(lines[i-1]) {
					return i - 1
				}
				return i
			}
		}
	}
	return len(lines)
}

// onlyPlaceDate tells a line that holds place and date and nothing else, as it
// stands above a signature.
func onlyPlaceDate(l line) bool {
	m := placeDate.FindStringIndex(l.canon)
	return m != nil && m[0] == 0 && strings.Trim(l.canon[m[1]:], " .") == ""
}
