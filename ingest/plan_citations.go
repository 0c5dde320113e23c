package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"danbiet/data"
)

// citedTypes are the kinds of document that are cited, as a reading names them,
// with the abbreviations of their symbols.
var citedTypes = []struct {
	name    string
	symbols string
}{
	{"Chương trình hành động", "CTr CTHĐ CTRHĐ CTrHĐ"}, {"Chương trình công tác", "CTr CTCT"}, {"Chương trình phối hợp", "CTr CTPH"}, {"Chương trình", "CTr"},
	{"Kế hoạch liên tịch", "KHLT"}, {"Kế hoạch phối hợp", "KHPH KH"}, {"Kế hoạch", "KH"}, {"Nghị quyết liên tịch", "NQLT"}, {"Nghị quyết", "NQ"}, {"Chỉ thị", "CT"}, {"Kết luận", "KL"}, {"Nghị định", "NĐ"},
	{"Đề án", "ĐA"}, {"Quyết định", "QĐ"}, {"Quy định", "QĐ QyĐ QĐi QĐI QyĐi"}, {"Quy chế phối hợp", "QCPH QC"}, {"Quy chế", "QC"}, {"Quy ước", "QƯ"},
	{"Hướng dẫn liên ngành", "HD HDLN"}, {"Hướng dẫn", "HD"}, {"Thông báo kết luận", "TB TBKL"}, {"Thông báo", "TB"}, {"Báo cáo", "BC"}, {"Công văn", "CV"},
	{"Công điện", "CĐ"}, {"Thông tư liên tịch", "TTLT"}, {"Thông tư", "TT"}, {"Thông tri", "TTr TTRI"}, {"Tờ trình", "TTr"}, {"Bộ luật", "QH"}, {"Luật", "QH"},
	{"Pháp lệnh", "PL"}, {"Hiến pháp", ""}, {"Điều lệ", "ĐL"}, {"Phương án", "PA"},
}

var (
	citedNames, citedKinds = typeNames()
	citedNumber            = sieved(`\d{1,5}(?:/(?:19|20)\d{2})?(?:[-/]|\s[-/]\s?|[-/]\s)\p{Lu}[\p{L}\d]*(?:(?:[-/.]|\s-\s)\p{Lu}[\p{L}\d]*)*`)
	plainNumber            = sieved(`(?i:(?:^|[^\p{L}])số)\s+(\d{1,4})(?:\s+(?:ngày|của)|,\s*ngày)`)
	saysNumber             = regexp.MustCompile(`(?i:số)\s*:?\s*$`)
	opensNumber            = regexp.MustCompile(`[(]\s*$`)
	coordinated            = regexp.MustCompile(`^\s*(?:,|;|và|,\s*và)\s*(?i:số\s*)?$`)
	clauseBreak            = regexp.MustCompile(`[;:.](?:\s|$)|\d[-/]\p{Lu}`)
	tailDate               = regexp.MustCompile(`^\s*[,(]?\s*(?i:(?:ký|ban hành)\s+)?(?i:ngày)\s*`)
	tailBareDate           = regexp.MustCompile(`^\s*[,(]\s*`)
	tailOf                 = regexp.MustCompile(`^\s*,?\s*(?i:của)\s+`)
	tailMeeting            = regexp.MustCompile(`^\s*,\s*(?:(?i:hội nghị)\s)`)
	tailTerm               = regexp.MustCompile(`^\s*[,(]?\s*(?i:khóa)\s+([IVXL]+|\d{1,2})(?:[^\p{L}\d]|$)\)?`)
	tailYear               = regexp.MustCompile(`^\s*,?\s*(?i:năm)\s+(?:19|20)\d{2}`)
	issuesVerb             = regexp.MustCompile(`\s+(?i:(?:đã\s+)?(?:ban hành|có|ra|xây dựng))\s+$`)
	resolution             = sieved(`(?i:nghị quyết)\s+((?i:hội nghị\s+)?(?i:trung ương|tw)\s+(?:(?i:lần thứ)\s+)?(?:\d{1,2}|[IVX]+|(?i:` + monthWord + `)))(?:[^\p{L}\d]|$)`)
	congress               = sieved(`(?i:nghị quyết)\s+(?i:đại hội)\s+(?:[^.,;:()"“”]{0,90}?(?i:lần thứ)\s+(?:[IVXL]+|\d{1,2}|(?i:` + monthWord + `))|[IVXL]+|[^.,;:()"“”]{0,90}?(?i:nhiệm kỳ)\s+\d{4}\s*-\s*\d{4})(?:,?\s*(?i:nhiệm kỳ)\s+\d{4}\s*-\s*\d{4})?`)
)

// typeNames are the names of the cited types in small letters, and their kinds.
func typeNames() (map[string]bool, map[string]int) {
	names, kinds := map[string]bool{}, map[string]int{}
	for i, t := range citedTypes {
		addPhrase(names, strings.ToLower(t.name))
		kinds[strings.ToLower(t.name)] = i
	}
	return names, kinds
}

// A typeMention is one mention of a kind of document.
type typeMention struct {
	from, to int
	kind     int // index in citedTypes
}

// typesIn are the kinds of document named in a text, the longest name at each
// place. "pháp luật", "kỷ luật" and the like are no laws.
func typesIn(s string) []typeMention {
	var out []typeMention
	words := wordsOf(s, 0, -1)
	for i := 0; i < len(words); i++ {
		n := longest(citedNames, words[i:])
		if n == 0 || words[i].lower == "luật" && i > 0 && words[i].gap == " " && lawless[words[i-1].lower] {
			continue
		}
		out = append(out, typeMention{words[i].from, words[i+n-1].to, citedKinds[phrase(words[i:i+n])]})
		i += n - 1
	}
	return out
}

// lawless words make another word of "luật".
var lawless = phraseSet(`pháp|kỷ|quy|trật|bộ`)

// citationsIn are the documents that a passage cites, in order of mention: those
// with a number, and the laws and resolutions that are known by name.
func citationsIn(p passage) []data.Citation {
	types := typesIn(p.canon)
	numbered := numberedIn(p, types)
	found := append(numbered, namedIn(p, types, numbered)...)
	slices.SortStableFunc(found, func(a, b cited) int { return a.from - b.from })
	out := make([]data.Citation, len(found))
	for i, c := range found {
		out[i] = c.Citation
		out[i].At = p.at(c.from, c.to)
	}
	return out
}

// cited is a citation with the byte offsets of its mention; number is the end of
// its number, own tells that its type stands in the text before it.
type cited struct {
	data.Citation
	from, to, number int
	kind             int
	of               bool // date and issuer stand in the text
}

func numberedIn(p passage, types []typeMention) []cited {
	s := p.canon
	var out []cited
	for _, m := range numbersIn(s) {
		var last *cited
		if len(out) > 0 {
			last = &out[len(out)-1]
		}
		kind, from, named := typeBefore(s, m[0], types, s[m[0]:m[1]])
		together := last != nil && !named && coordinated.MatchString(s[last.number:m[0]])
		switch {
		case together:
			kind, from = last.kind, m[0]
		case kind < 0:
			continue
		}
		c := cited{from: from, kind: kind, number: m[1]}
		c.Type = citedTypes[kind].name
		number := strings.ReplaceAll(strings.Join(strings.Fields(s[m[0]:m[1]]), ""), " ", "")
		c.Number = &number
		if name := lawName(p, from, m[0], kind); name != "" {
			c.Name = &name
		}
		c.tail(p, m[1])
		if c.Issuer == nil {
			c.issuerBefore(p, m[0])
		}
		if together && !last.of {
			last.Date, last.Issuer, last.Term = c.Date, c.Issuer, c.Term
		}
		out = append(out, c)
	}
	return out
}

// numbersIn are the places of document numbers, those without a symbol ("Chỉ thị
// số 05 của Bộ Chính trị") among them.
func numbersIn(s string) [][]int {
	out := citedNumber.FindAllStringIndex(s, -1)
	out = slices.DeleteFunc(out, func(m []int) bool {
		before, _ := utf8.DecodeLastRuneInString(s[:m[0]])
		return unicode.IsLetter(before) || unicode.IsDigit(before) || before == '/' || before == '-' || before == '.' || before == ','
	})
	for _, m := range plainNumber.FindAllStringSubmatchIndex(s, -1) {
		out = append(out, []int{m[2], m[3]})
	}
	slices.SortFunc(out, func(a, b []int) int { return a[0] - b[0] })
	return out
}

// typeBefore is the kind of the document whose number begins at n, and where its
// mention begins. Right before the number, the type counts as it is; further
// left ("Luật … số 10/2022/QH15") it must suit the symbol. Without a name the
// symbol tells; kind is -1 when it does not.
func typeBefore(s string, n int, types []typeMention, number string) (kind, from int, named bool) {
	symbol := symbolOf(number)
	near := s[max(0, n-16):n] // the end of it is all that is asked
	said := saysNumber.FindStringIndex(near)
	start := n
	if said != nil {
		start = n - len(near) + said[0]
	}
	for i := len(types) - 1; i >= 0; i-- {
		t := types[i]
		if t.to > start {
			continue
		}
		between := s[t.to:start]
		if strings.TrimSpace(between) == "" {
			return t.kind, t.from, true
		}
		if len(between) > 200 || clauseBreak.MatchString(between) {
			break
		}
		nearby := said != nil && i == lastBefore(types, start) && len(strings.Fields(between)) <= 3
		if nearby || (said != nil || opensNumber.MatchString(near)) && suits(t.kind, symbol) {
			return t.kind, t.from, true
		}
	}
	if said == nil {
		return -1, 0, false
	}
	for i, t := range citedTypes {
		if plain := len(strings.Fields(t.name)) <= 2 && t.name != "Bộ luật"; plain && symbol != "" && suits(i, symbol) {
			return i, start, false
		}
	}
	return -1, 0, false
}

// lastBefore is the index of the last type mentioned before a byte offset.
func lastBefore(types []typeMention, at int) int {
	last := -1
	for i, t := range types {
		if t.to <= at {
			last = i
		}
	}
	return last
}

// symbolOf is the part of a number that abbreviates the type: KH of 45/KH-UBND,
// QH of 10/2022/QH15.
func symbolOf(number string) string {
	letters := strings.TrimLeft(number, "0123456789/- ")
	end := strings.IndexFunc(letters, func(r rune) bool { return !unicode.IsLetter(r) })
	if end >= 0 {
		letters = letters[:end]
	}
	return letters
}

func suits(kind int, symbol string) bool {
	return slices.Contains(strings.Fields(citedTypes[kind].symbols), symbol)
}

// tail reads what follows a number, in any order: date, issuer, term.
func (c *cited) tail(p passage, end int) {
	s := p.canon
	c.to = end
	dated := false
	for range 4 {
		rest := s[c.to:]
		if m := tailTerm.FindStringSubmatchIndex(rest); m != nil && c.Term == nil {
			term := rest[m[2]:m[3]]
			c.Term = &term
			c.to += m[3]
			if strings.HasPrefix(s[c.to:], ")") {
				c.to++
			}
			continue
		}
		if !dated {
			m := tailDate.FindStringIndex(rest)
			bare := m == nil
			if bare {
				m = tailBareDate.FindStringIndex(rest)
			}
			if m != nil {
				if d, ok := dateAt(s, c.to+m[1]); ok && (d.full() || !bare && len(d.yearText) == 2) {
					c.Date, _ = d.day()
					c.to, dated, c.of = d.to, true, true
					if strings.HasPrefix(s[c.to:], ")") {
						c.to++
					}
					continue
				}
			}
		}
		if c.Issuer == nil {
			m := tailOf.FindStringIndex(rest)
			if m == nil && tailMeeting.MatchString(rest) {
				m = []int{0, strings.IndexByte(rest, ',') + 2}
			}
			if m != nil {
				if e, ok := issuerAt(s, c.to+m[1]); ok {
					issuer := p.printed(c.to+m[1], e)
					c.Issuer, c.to, c.of = &issuer, e, true
					continue
				}
			}
		}
		if m := tailYear.FindStringIndex(rest); m != nil && c.Issuer == nil {
			c.to += m[1]
			continue
		}
		break
	}
}

// issuerAt is the end of the issuer's name that begins at a byte offset. A lone
// level of government ("của tỉnh") is not one.
func issuerAt(s string, from int) (int, bool) {
	end, ok := bodyAt(s, from)
	if !ok || len(strings.Fields(s[from:end])) < 2 && !bodyAlone[strings.ToLower(s[from:end])] {
		return 0, false
	}
	return end, true
}

// issuerBefore finds the issuer between type and number ("Kế hoạch của Ban Chỉ
// đạo số 12-KH/BCĐ") or before the type ("UBND xã ban hành Kế hoạch số …").
func (c *cited) issuerBefore(p passage, number int) {
	s := p.canon
	bodies := bodiesIn(s, c.from, number)
	for _, b := range bodies {
		if tailBefore := strings.TrimSpace(s[b[1]:number]); strings.EqualFold(strings.TrimRight(tailBefore, ": "), "số") {
			issuer := p.printed(b[0], b[1])
			c.Issuer = &issuer
			return
		}
	}
	near := max(0, c.from-48)
	m := issuesVerb.FindStringIndex(s[near:c.from])
	if m == nil {
		return
	}
	m[0] += near
	start := max(0, strings.LastIndexAny(s[:m[0]], ".;:,")+1)
	for _, b := range bodiesIn(s, start, m[0]) {
		if b[1] == m[0] {
			issuer := p.printed(b[0], b[1])
			c.Issuer, c.from = &issuer, b[0]
		}
	}
}

// namedIn are the documents known by name that no number follows.
func namedIn(p passage, types []typeMention, numbered []cited) []cited {
	s := p.canon
	var out []cited
	add := func(from, to int, kind, name string) {
		taken := func(c cited) bool { return from < c.to && c.from < to }
		if slices.ContainsFunc(numbered, taken) || slices.ContainsFunc(out, taken) {
			return
		}
		c := cited{from: from, to: to}
		c.Type, c.Name = kind, &name
		if m := tailTerm.FindStringSubmatchIndex(s[to:]); m != nil {
			term := s[to+m[2] : to+m[3]]
			c.Term, c.to = &term, to+m[3]
		}
		out = append(out, c)
	}
	for _, m := range resolution.FindAllStringSubmatchIndex(s, -1) {
		add(m[0], m[3], "Nghị quyết", "Nghị quyết "+p.printed(m[2], m[3]))
	}
	for _, m := range congress.FindAllStringIndex(s, -1) {
		add(m[0], m[1], "Nghị quyết", p.printed(m[0], m[1]))
	}
	for _, t := range types {
		if name := lawName(p, t.from, len(s), t.kind); name != "" {
			add(t.from, t.from+nameEnd(s[t.from:], t.to-t.from), citedTypes[t.kind].name, name)
		}
	}
	return out
}

// laws are the names of laws that plans of this field cite, for mentions whose
// capitals are missing or whose name has a comma.
var laws = phraseSet(`
luật thực hiện dân chủ ở cơ sở|luật tổ chức chính quyền địa phương|luật tiếp công dân|luật khiếu nại|luật tố cáo|luật hòa giải ở cơ sở|luật thanh tra
luật mặt trận tổ quốc việt nam|luật phòng, chống tham nhũng|luật thi đua, khen thưởng|luật đất đai|luật cán bộ, công chức|luật đầu tư công|luật tiếp cận thông tin|luật trưng cầu ý dân
luật ban hành văn bản quy phạm pháp luật|luật bầu cử đại biểu quốc hội và đại biểu hội đồng nhân dân|luật bảo vệ môi trường|luật cư trú|luật giám sát|luật công đoàn|luật thanh niên|luật bình đẳng giới
luật phòng, chống bạo lực gia đình|luật ngân sách nhà nước|luật hoạt động giám sát của quốc hội và hội đồng nhân dân|bộ luật lao động|bộ luật dân sự|bộ luật hình sự
pháp lệnh thực hiện dân chủ ở xã, phường, thị trấn|pháp lệnh thực hiện dân chủ ở xã|pháp lệnh công an xã|pháp lệnh dân quân tự vệ`)

// nameStopper ends the name of a law that is not in the list.
var nameStopper = regexp.MustCompile(`[.,;:()"“”\[]|\s(?:số|ngày|năm|của|và|được|cho|đến|tới|trong|tại|có|gắn|theo|để|trên|về|đã|với|từ|là|cùng|nhằm|bằng|vào|khi|do|một|các|những|này|như|qua|quy định|ban hành|thông qua)(?:\s|$)`)

// lawName is the name of the law whose type is mentioned at from and whose
// number, if any, begins at to; "" for other kinds and for "luật" alone.
func lawName(p passage, from, to, kind int) string {
	s := p.canon
	switch citedTypes[kind].name {
	case "Luật", "Bộ luật", "Pháp lệnh":
	default:
		return ""
	}
	typeLen := len(strings.Join(strings.Fields(citedTypes[kind].name), " "))
	end := nameEnd(s[from:to], typeLen)
	if end <= typeLen {
		return ""
	}
	printed := p.printed(from, from+end)
	if known := lawListed(s[from : from+end]); known {
		// One form for all mentions: the type, then the name with a capital.
		return citedTypes[kind].name + " " + upperFirst(strings.TrimSpace(string([]rune(printed)[utf8.RuneCountInString(citedTypes[kind].name):])))
	}
	return printed
}

func lawListed(s string) bool { return laws[strings.ToLower(s)] }

// nameEnd is the length of "Luật …" at the head of s, or the length of the type
// alone when no name follows.
func nameEnd(s string, typeLen int) int {
	lower := strings.ToLower(s)
	best := 0
	for law, whole := range laws {
		if whole && len(law) > best && strings.HasPrefix(lower, law) && !letterAt(lower, len(law)) {
			best = len(law)
		}
	}
	if best > 0 {
		return best
	}
	if typeLen+1 >= len(s) || s[typeLen] != ' ' || !startsUpper(s[typeLen+1:]) || strings.IndexAny(s[typeLen+1:typeLen+2], `"“(`) == 0 {
		return typeLen
	}
	end := len(s)
	if m := nameStopper.FindStringIndex(s[typeLen:]); m != nil {
		end = typeLen + m[0]
	}
	if len(strings.Fields(s[typeLen:end])) > 12 {
		return typeLen
	}
	return end
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && unicode.IsLetter(r)
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
