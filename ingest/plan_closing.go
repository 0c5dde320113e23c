package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"danbiet/data"
)

var (
	recipientsHead = regexp.MustCompile(`^(?i:nơi nhận)\s*:?\s*`)
	authorityLine  = regexp.MustCompile(`^(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ)(?:[./]\s*|\s+)|Q\.\s*)\p{Lu}{2}`)
	titleWords     = `(?:(?:QUYỀN |Q\. ?)?(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ|CHỦ NHIỆM|GIÁM ĐỐC|CHỈ HUY TRƯỞNG|HIỆU TRƯỞNG|CHÁNH VĂN PHÒNG|TRƯỞNG (?:BAN|KHỐI|PHÒNG|ẤP|KHÓM|ĐOÀN|TIỂU BAN|CÔNG AN)|CHÁNH THANH TRA|TỔNG THƯ KÝ)|ỦY VIÊN|PHÓ (?:BAN|KHỐI|PHÒNG|VĂN PHÒNG|CHÁNH VĂN PHÒNG)|CÔNG CHỨC|CÁN BỘ)`
	signTitle      = regexp.MustCompile(`^` + titleWords + `(?:[\s,-].*)?$`)
	titleAfter     = regexp.MustCompile(`^(.*\p{Lu})\s+((?:PHÓ\s|` + titleWords + `).*)$`)
	signedName     = regexp.MustCompile(`^(?:(?:(?:PGS|GS|ThS|TS|BS|KS|CN|DS|LS|CKI|CKII)\.?\s*)+\s)?\p{Lu}[\p{L}\p{M}'’]*(?:\s+\p{Lu}[\p{L}\p{M}'’]*){1,5}$`)
	rank           = regexp.MustCompile(`^(?:(?:(?:PGS|GS|ThS|TS|BS|KS|CN|CKI|CKII|BSCK[I]*|DS|LS)\.?\s*)+|(?i:thiếu|trung|thượng|đại)\s+(?i:úy|tá|tướng)\s+|(?i:đ/c|đồng chí)\s+)`)
	signNoise      = regexp.MustCompile(`(?i:đã ký|ký tên|đóng dấu|ký bởi|thời gian ký|chữ ký số|cơ quan:|ngày ký|email:|\[daky\])`)
	listItem       = regexp.MustCompile(`^[-+•*●▪]\s*`)
	itemInRow      = regexp.MustCompile(`[;,]\s+[-+•]\s*`)
	sideBySide     = regexp.MustCompile(`^(.*?[;,.:)])\s+((?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ)[./]?\s*\p{Lu}{2}|` + titleWords + `)[\p{Lu}\s,./-]*)$`)
	nameAtSide     = regexp.MustCompile(`^((?i:-?\s*lưu).*[.;])\s+(\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+){1,4})$`)
)

// A closing is what stands after the text: recipients on the left, signature on
// the right, or one below the other.
type closing struct {
	recipients []string
	authority  []string
	title      string
	names      []string
	open       bool // the last recipient can go on
	listing    bool // "Nơi nhận" was seen and no signature since
}

// closingOf reads recipients and signer of the closing lines.
func closingOf(lines []line) (recipients []string, signer *data.Signer) {
	c := &closing{}
	for _, l := range lines {
		for _, cell := range l.cells {
			c.cell(cell.text, l.cells[0].col == cell.col && cell.col < 20)
		}
	}
	for i, r := range c.recipients {
		c.recipients[i] = trimItem(r)
	}
	return c.recipients, c.signer()
}

// cell reads one cell; left tells that it stands in the first column.
func (c *closing) cell(text string, left bool) {
	canon := string(canonTone([]rune(text)))
	if m := recipientsHead.FindStringIndex(canon); m != nil {
		c.listing = true
		if rest := runeTail(text, canon, m[1]); rest != "" {
			c.inline(rest, left)
		}
		return
	}
	for _, split := range []*regexp.Regexp{sideBySide, nameAtSide} {
		if m := split.FindStringSubmatchIndex(canon); m != nil && c.listing && !authorityLine.MatchString(canon) {
			c.cell(canon[m[2]:m[3]], true)
			c.cell(canon[m[4]:m[5]], false)
			return
		}
	}
	switch {
	case c.signature(canon), signNoise.MatchString(canon):
		c.sign(text, canon, left)
		c.open = c.open && !left
	case listItem.MatchString(canon):
		c.item(text)
	case c.listing && (left || c.title == "" && len(c.authority) == 0) && !(c.title != "" && isName(canon)):
		c.item(text)
	case isName(canon):
		c.names = append(c.names, text)
	}
}

// inline reads recipients that stand behind "Nơi nhận:" on one line, divided by
// semicolons.
func (c *closing) inline(rest string, left bool) {
	if listItem.MatchString(rest) || strings.Count(rest, ";") == 0 {
		c.cell(rest, left)
		return
	}
	parts := strings.Split(rest, ";")
	for i, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			if i+1 < len(parts) {
				part += ";"
			}
			c.item(part)
		}
	}
}

// runeTail is what of text stands after a byte offset of its canonical form.
func runeTail(text, canon string, at int) string {
	return strings.TrimSpace(string([]rune(text)[utf8.RuneCountInString(canon[:at]):]))
}

// signature tells a line of the signature: authority, title, or the rest of a
// long one in capitals.
func (c *closing) signature(canon string) bool {
	if !allCaps(canon) || strings.ContainsAny(canon, ";:") {
		return false
	}
	return authorityLine.MatchString(canon) || signTitle.MatchString(canon) || len(c.authority) > 0 && c.title == ""
}

func (c *closing) sign(text, canon string, left bool) {
	switch {
	case signNoise.MatchString(canon):
		// "(Đã ký) Trần Thị B", "Đã ký: Trần Thị B"
		if m := signedBy.FindStringIndex(canon); m != nil && isName(canon[m[1]:]) {
			c.names = append(c.names, canon[m[1]:])
		}
	case strings.HasPrefix(canon, "Q.") && signTitle.MatchString(canon) && c.title == "":
		c.title = text // an acting head signs in his own right
	case authorityLine.MatchString(canon):
		c.listing = c.listing && (!left || len(c.recipients) == 0)
		if m := titleAfter.FindStringSubmatchIndex(canon); m != nil && !signTitle.MatchString(afterMark(canon)) {
			c.authority, c.title = append(c.authority, canon[m[2]:m[3]]), canon[m[4]:m[5]]
			return
		}
		c.authority = append(c.authority, text)
	case signTitle.MatchString(canon) && c.title == "":
		c.title = text
	case c.title == "" && len(c.authority) > 0 && !isName(text):
		c.authority[len(c.authority)-1] += " " + text
	case c.title == "" && len(c.authority) > 0:
		c.title = text
	case c.title != "" && isName(text):
		c.names = append(c.names, text)
	}
}

var signedBy = regexp.MustCompile(`^\(?(?i:đã ký)\)?\s*[:.]?\s*`)

// isName tells a person's name, with the rank or degree that may stand before it.
func isName(s string) bool { return signedName.MatchString(rank.ReplaceAllString(s, "")) }

// afterMark is what stands after TM., KT., … .
func afterMark(s string) string {
	i := strings.IndexAny(s, ". ")
	if i < 0 {
		return ""
	}
	return strings.TrimLeft(s[i:], "./ ")
}

// item adds a recipient, or goes on with the one before it.
func (c *closing) item(text string) {
	bulleted := listItem.MatchString(text)
	text = listItem.ReplaceAllString(text, "")
	for i, part := range itemInRow.Split(text, -1) {
		if i == 0 && !bulleted && c.open && len(c.recipients) > 0 {
			c.recipients[len(c.recipients)-1] += " " + part
		} else if strings.TrimSpace(part) != "" {
			c.recipients = append(c.recipients, part)
		}
	}
	c.open = !strings.HasSuffix(text, ";") && !strings.HasSuffix(text, ".")
}

// trimItem takes off what ends an item of a list.
func trimItem(s string) string {
	return strings.TrimRight(strings.TrimSpace(endMark.ReplaceAllString(s, "")), ";,. ")
}

func (c *closing) signer() *data.Signer {
	if c.title == "" && len(c.authority) == 0 || len(c.names) == 0 && c.title == "" {
		return nil
	}
	s := &data.Signer{Title: c.title}
	if len(c.authority) > 0 {
		authority := strings.Join(c.authority, " / ")
		s.Authority = &authority
	}
	if len(c.names) > 0 {
		s.Name = rank.ReplaceAllString(c.names[len(c.names)-1], "")
	}
	return s
}
