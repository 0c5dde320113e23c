package ingest

import (
	"regexp"
	"strings"
	"unicode"
)

// Personal data of citizens stay in the original file alone: neither what is
// stored of a file nor any sentence about it may hold them. Numbers of identity
// papers and telephones are masked wherever they stand; in tables of petitions,
// registers of receptions and the like, the columns of names, papers,
// telephones and addresses are left out. Names of those who sign, and of
// officials, stay.

// mask is what stands for a digit that is not kept. It is one rune for one, so
// that places in a text stay where they are.
const mask = '•'

var (
	// A telephone number begins with 0 or +84 and has nine or ten digits more,
	// in groups or not. Amounts of money never begin with 0.
	phoneNumber = regexp.MustCompile(`(?:\(\s*0\d{1,3}\s*\)|\+\s*84|\b84|\b0)(?:[\s.\-–]?\(?\d\)?){8,10}`)
	// Twelve digits that begin with 0 are an identity card of a citizen.
	identityCard = regexp.MustCompile(`\b0\d{2}[\s.]?\d{3}[\s.]?\d{3}[\s.]?\d{3}\b`)
	// Any run of 9 to 12 digits after the name of a paper.
	paperNumber = regexp.MustCompile(`(?i)(?:cccd|cmnd|cmtnd|cmt|căn cước|chứng minh|giấy tờ|số định danh|định danh cá nhân|hộ chiếu|đ(?:iện thoại|t|thoại)|sđt|đtdđ|di động|số máy|zalo)[^\d\n]{0,40}((?:\d[\s.\-]?){8,12}\d?)`)
	// Nine or twelve digits without separators among words: no count is written
	// so; what follows may say that it is money all the same.
	longNumber = regexp.MustCompile(`\d{9}(?:\d{3})?`)
	moneyAfter = regexp.MustCompile(`^\s*(?i:đồng|đ\b|vnđ|vnd|m2|m²|\.\d|,\d)`)
)

// maskPersonal hides the digits of identity papers and telephones in a text of
// words. alone tells that the text is a whole cell, where a bare number of nine
// digits is more likely an amount of money.
func maskPersonal(s string, alone bool) string {
	digits := 0
	for i := 0; i < len(s) && digits < 9; i++ {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		}
	}
	if digits < 9 || !longRun(s) {
		return s
	}
	hide := map[int]bool{}
	cover := func(from, to int) {
		for i := from; i < to; i++ {
			if s[i] >= '0' && s[i] <= '9' {
				hide[i] = true
			}
		}
	}
	for _, m := range identityCard.FindAllStringIndex(s, -1) {
		if standsAlone(s, m[0], m[1]) {
			cover(m[0], m[1])
		}
	}
	for _, m := range phoneNumber.FindAllStringIndex(s, -1) {
		if standsAlone(s, m[0], m[1]) {
			cover(m[0], m[1])
		}
	}
	for _, m := range paperNumber.FindAllStringSubmatchIndex(s, -1) {
		cover(m[2], m[3])
	}
	for _, m := range longNumber.FindAllStringIndex(s, -1) {
		bare := strings.TrimSpace(s) == s[m[0]:m[1]]
		if standsAlone(s, m[0], m[1]) && !moneyAfter.MatchString(s[m[1]:]) && !(alone && bare) && !moneyUnitBefore(s[:m[0]]) {
			cover(m[0], m[1])
		}
	}
	if len(hide) == 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if hide[i] {
			r = mask
		}
		b.WriteRune(r)
	}
	return b.String()
}

// fewestPersonal is how many digits a number that is masked has at least.
const fewestPersonal = 8

// longRun tells digits that could be one number: nothing but separators and
// brackets between them. It is a look before the patterns, which cost a hundred
// times as much; dates have strokes between their digits and do not pass.
func longRun(s string) bool {
	run := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if run++; run >= fewestPersonal {
				return true
			}
		case r == '.' || r == '-' || r == '–' || r == '(' || r == ')' || unicode.IsSpace(r):
		default:
			run = 0
		}
	}
	return false
}

// standsAlone tells that a number is not a part of a longer one or of a word.
func standsAlone(s string, from, to int) bool {
	if from > 0 && (isDigit(s[from-1]) || from > 1 && (s[from-1] == '.' || s[from-1] == ',') && isDigit(s[from-2])) {
		return false
	}
	if to < len(s) && (isDigit(s[to]) || to+1 < len(s) && s[to] == ',' && isDigit(s[to+1])) {
		return false
	}
	return true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func moneyUnitBefore(s string) bool {
	return moneyWord.MatchString(s)
}

var moneyWord = regexp.MustCompile(`(?i)(?:số tiền|kinh phí|tổng|trị giá|giá trị|vốn|đồng)[^\d;]{0,20}$`)

// Headers of columns that are personal in a table of petitioners, and the words
// that make a table one. A caption must be one of them, or begin with one: a row
// "Tin đăng trang điện tử, Zalo" is no column of telephones.
const (
	privateNamesAsked  = "họ và tên|họ tên|tên|người gửi|người khiếu nại|người tố cáo|người phản ánh|người kiến nghị|người có đơn|người đứng đơn|người viết đơn|công dân|tên công dân|người nộp|người nộp đơn|chủ hộ|người được tiếp|đương sự|nguyên đơn|bị đơn|họ tên người|người bị khiếu nại|người bị tố cáo|người dân|tên chủ hộ|đại diện hộ|người làm đơn|tên người|các bên|bên a|bên b|đối tượng"
	privateNumberAsked = "cccd|cmnd|cmt|căn cước|chứng minh|số cccd|số cmnd|số cmt|số căn cước|số chứng minh|số định danh|mã định danh|điện thoại|số điện thoại|sđt|đt|số đt|đtdđ|di động|số máy|hộ chiếu|số hộ chiếu|giấy tờ|số giấy tờ|năm sinh|ngày sinh|ngày tháng năm sinh|zalo|số zalo|liên hệ|số liên hệ|tài khoản|số tài khoản|email|thư điện tử"
	headerOfNamesAsked = "họ và tên|họ tên|người gửi đơn|người khiếu nại|người tố cáo|người có đơn|người đứng đơn|người phản ánh|người kiến nghị|tên công dân|chủ hộ|người viết đơn|người làm đơn|người nộp đơn|đương sự|người gửi"
)

var (
	privateNames  = phrases(privateNamesAsked)
	privateNumber = phrases(privateNumberAsked)
	privatePlace  = phrases("địa chỉ|nơi ở|chỗ ở|thường trú|nơi cư trú|hộ khẩu|nơi ở hiện nay|số nhà|quê quán|nơi sinh")
	petitionWords = phrases("đơn|khiếu nại|tố cáo|kiến nghị|phản ánh|tiếp công dân|công dân|hòa giải|hộ nghèo|hộ|cccd|cmnd|căn cước|điện thoại|sđt|địa chỉ|nội dung|ngày nhận|ngày sinh|năm sinh|ngày tiếp|đóng góp|hiến đất|ký tên|chữ ký|số tiền|ấp|đt|hỗ trợ|kết quả|ghi chú")
	officials     = phrases("chức vụ|chức danh|chức vụ đơn vị|nhiệm vụ được phân công|chức vụ công tác|đơn vị công tác|chức danh trong ban")
	headerOfNames = phrases(headerOfNamesAsked)
)

// longestPrivate is how many words a caption of a personal column has at most.
const longestPrivate = 8

// longestPrivateBytes is how long such a caption can be as written: eight words
// of six letters, or bodies and papers with their full names. A task is longer.
const longestPrivateBytes = 160

// privateCaption tells the caption of a column of numbers or addresses.
func privateCaption(f string) bool {
	return len(strings.Fields(f)) <= longestPrivate && (begins(f, privateNumber) || begins(f, privatePlace))
}

// privateNameCaption tells the caption of a column of names.
func privateNameCaption(f string) bool {
	return equals(f, privateNames) || len(strings.Fields(f)) <= longestPrivate && begins(f, headerOfNames) && !has(f, phrases("số lượng|tổng|lượt"))
}

// dropPersonal takes personal data of citizens out of a grid before anything
// is read from it.
func dropPersonal(g *grid) {
	private := map[int]bool{}
	for row := 1; row <= g.rows; row++ {
		if cols := privateColumns(g, row); cols != nil {
			private = cols
			continue
		}
		if len(private) > 0 && otherHeader(g, row) {
			private = nil
		}
		for col := range private {
			c := g.cell(col, row)
			if c == nil {
				continue
			}
			if c.text != "" || c.raw != "" {
				delete(g.cells, cellKey(col, row))
			}
		}
	}
	for _, c := range g.cells {
		masked := maskCell(c)
		if masked != c.text {
			c.text, c.raw = masked, masked
			if c.kind == 'n' {
				c.kind = 's'
			}
		}
	}
}

func maskCell(c *gridCell) string {
	if c.kind == 'n' {
		return c.text // amounts; a column of telephones is known by its header
	}
	return maskPersonal(c.text, true)
}

// privateColumns tells which columns below a header row hold personal data; nil
// when the row is no header of such a table.
func privateColumns(g *grid, row int) map[int]bool {
	if !mayBePrivate(g, row) {
		return nil
	}
	for col := 1; col <= g.cols; col++ {
		if c := g.cell(col, row); c != nil && c.text != "" && numberCell(c) {
			return nil // a row of data
		}
	}
	cols := map[int]bool{}
	names, about, official, texts := 0, 0, false, 0
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c == nil || c.text == "" || c.kind == 'n' || len([]rune(c.text)) > longestCaption || !lettered(c.text) {
			continue
		}
		texts++
		f := folded(c.text)
		official = official || has(f, officials)
		switch {
		case privateCaption(f):
			cols[col] = true
			about++
		case privateNameCaption(f):
			cols[col] = true
			names++
		case has(f, petitionWords):
			about++
		}
	}
	switch {
	case texts < 2 || len(cols) == 0:
		return nil
	case official && names > 0: // a list of officials: their names stay, their numbers do not
		for col := range cols {
			if privateNameCaption(folded(g.text(col, row))) {
				delete(cols, col)
			}
		}
	case names == 0 && !numbersAsked(g, row, cols):
		return nil
	case names > 0 && about == 0: // "Người ký | … | Họ và tên" is a form
		return nil
	}
	return cols
}

// otherHeader tells a row that begins another table: two captions of it are
// such as no petitioner is called.
func otherHeader(g *grid, row int) bool {
	known := 0
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c == nil || c.merged || c.text == "" {
			continue
		}
		if numberCell(c) {
			return false
		}
		f := folded(c.text)
		if equals(f, ordinalWords) || equals(f, unitWords0) || equals(f, nameWords) || equals(f, valueIn) || equals(f, noteWords) || equals(f, modelWords) {
			known++
		}
	}
	return known >= 2
}

// privateBegins are the captions that make a row one of personal columns, by
// their first words. Folding makes "dân" of "nhân dân" and "bà con" too.
var privateBegins = func() map[string][]string {
	begins := map[string][]string{}
	for _, caption := range strings.Split(privateNamesAsked+"|"+privateNumberAsked+"|"+headerOfNamesAsked+"|dân|nhân dân|bà con", "|") {
		first, _, _ := strings.Cut(caption, " ")
		begins[first] = append(begins[first], caption)
	}
	return begins
}()

// mayBePrivate is a cheap look before the careful one: sheets can be long, and
// most rows of most sheets are about something else.
func mayBePrivate(g *grid, row int) bool {
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c != nil && c.kind != 'n' && c.text != "" && len(c.text) <= longestPrivateBytes && mayBeCaption(c.text) {
			return true
		}
	}
	return false
}

// mayBeCaption tells a text that begins as a caption of a personal column.
func mayBeCaption(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	captions := privateBegins[strings.ToLower(s[:end])]
	if captions == nil {
		return false
	}
	words := strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }), " ")
	for _, caption := range captions {
		if strings.HasPrefix(words, caption) {
			return true
		}
	}
	return false
}

// numbersAsked tells that one of the private columns is of papers or
// telephones: an address alone may be that of a model.
func numbersAsked(g *grid, row int, cols map[int]bool) bool {
	for col := range cols {
		if begins(folded(g.text(col, row)), privateNumber) {
			return true
		}
	}
	return false
}

func lettered(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0
}

// maskLines hides personal numbers in the lines of a text.
func maskLines(lines []line) {
	for i := range lines {
		l := &lines[i]
		if masked := maskPersonal(l.text, false); masked != l.text {
			l.text = masked
			l.canon = string(canonTone([]rune(masked)))
			for j := range l.cells {
				l.cells[j].text = maskPersonal(l.cells[j].text, false)
			}
		}
	}
}
