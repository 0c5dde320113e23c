package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"danbiet/data"
)

var (
	motto      = regexp.MustCompile(`(?i:cộng hòa xã hội chủ nghĩa\s+việt\s+nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc|đảng cộng sản việt nam)`)
	halfMotto  = regexp.MustCompile(`(?i:cộng hòa xã hội(?:\s+chủ nghĩa(?:\s+việt)?)?|độc lập\s*-\s*(?:tự do\s*-?)?|đảng cộng sản(?:\s+việt)?)\s*$`)
	restMotto  = regexp.MustCompile(`(?:^|\s+)(?i:(?:(?:chủ nghĩa\s+)?việt\s+)?nam|(?:tự do\s*-\s*)?hạnh phúc)\s*$`)
	ownNumber  = regexp.MustCompile(`^(?i:số)\s*:?\s*(\d{1,5}|[.…_\s]*)\s*((?:/(?:19|20)\d{2})?\s*[-/]\s*\p{Lu}[\p{L}\d]*(?:\s*[-/]\s*\p{Lu}[\p{L}\d.]*)*)?`)
	placeDate  = regexp.MustCompile(`(\p{Lu}[\p{L}\p{M} .]*?)\s*,\s*(?i:ngày)\s*(\d{1,2}|[.…_]*)\s*(?i:tháng)\s*(\d{1,2}|(?i:` + monthWord + `)|[.…_]*)\s*(?i:năm)\s*(\d{4}|20[.…_]*|[.…_]*)`)
	placeDay   = regexp.MustCompile(`(\p{Lu}[\p{L}\p{M} .]*?)\s*,\s*(?i:ngày)\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:\D|$)`)
	headBody   = regexp.MustCompile(`^(?i:ủy ban|ubnd|ub ?mttq|hội đồng|hđnd|đảng ủy|đảng bộ|đảng đoàn|chi bộ|chi ủy|tỉnh ủy|thị ủy|huyện ủy|thành ủy|quận ủy|ban |bcđ|bch|btv|khối|mặt trận|mttq|hội |đoàn |liên |công đoàn|sở |phòng |văn phòng|vp |công an|trường |trung tâm|trạm |tỉnh |huyện |thị xã |thành phố )`)
	level      = `(?i:(xã|phường|thị trấn|thị xã|huyện|quận|thành phố|tỉnh|tp\.?|tx\.?))`
	levelStart = regexp.MustCompile(`^` + level + `\s`)
	unitNamed  = regexp.MustCompile(`(?:^|[^\p{L}])` + level + `\s+(\p{Lu}[\p{L}\p{M}’']*(?:\s+\p{Lu}[\p{L}\p{M}’']*){0,3}|\d{1,2}(?:$|[^\d/.-]))`)
	ofIssuer   = regexp.MustCompile(`(?i:của)\s+`)
	yearNamed  = sieved(`(?i:năm)\s+((?:19|20)\d{2})(?:[^\d-]|$)`)
)

// headOf reads the head of a document: what stands above its type, its type and
// its subject. year is that of the place and date, also where the day is blank;
// above are the lines of the superior bodies.
func headOf(z zones) (h data.Head, year int, above string) {
	if len(z.title) > 0 {
		h.Type, h.Title = typeAndTitle(z.title)
	}
	left, number, place := headColumns(z.head)
	h.Number = number
	if place.name == nil { // some write it above the signature
		for _, l := range z.closing {
			if _, _, p := headColumns([]line{l}); p.name != nil {
				place = p
				break
			}
		}
	}
	h.Place, h.Date = place.name, place.day
	issuer, above := issuerOfHead(left)
	if issuer != "" {
		h.Issuer = &issuer
		h.IssuerState = state(data.StateRead)
	}
	return h, place.year, above
}

func state(s data.State) *data.State { return &s }

func typeAndTitle(lines []line) (kind, title *string) {
	k := typeOf(lines[0])
	if k == "" {
		k = mixedType.FindStringSubmatch(lines[0].canon)[1]
	}
	title = new(string)
	kind = new(strings.ToUpper(k))
	var rest []line
	if m := titleLine.FindStringSubmatch(lines[0].canon); m != nil && m[2] != "" && !typeQualifier.MatchString(m[2]) {
		first := lines[0]
		first.text, first.canon = runeTail(first.text, first.canon, len(m[1])), m[2]
		rest = append(rest, first)
	} else if m := mixedType.FindStringSubmatchIndex(lines[0].canon); m != nil && k != "" && len(k) < len(lines[0].canon) && (titleLine.FindStringSubmatch(lines[0].canon) == nil) {
		first := lines[0]
		first.text, first.canon = runeTail(first.text, first.canon, m[3]), strings.TrimSpace(first.canon[m[3]:])
		rest = append(rest, first)
	}
	for _, l := range lines[1:] {
		if !isSeparator(l.canon) {
			rest = append(rest, l)
		}
	}
	rest = withoutRemark(rest)
	*title = strings.Trim(join(rest).String(), " ")
	if *title == "" {
		return kind, nil
	}
	return kind, title
}

// remarkUnderTitle is a line in brackets that says something of the document and
// not of its subject: from when its figures are, what it is attached to.
var remarkUnderTitle = regexp.MustCompile(`^[(\[]\s*(?i:số liệu|kỳ số liệu|kỳ báo cáo|thời gian|thời điểm|tính từ|tính đến|từ ngày|từ tháng|từ đầu|đến ngày|chốt|kèm theo|đính kèm|ban hành kèm|dự thảo|lần \d|thay thế|bản|phục vụ|trình|tài liệu|lưu hành|mẫu|đơn vị tính|đvt)`)

// withoutRemark drops such a line from the end of a title. It can run over
// several lines, from its opening bracket to its closing one.
func withoutRemark(lines []line) []line {
	for i := 1; i < len(lines); i++ {
		if remarkUnderTitle.MatchString(lines[i].canon) && strings.ContainsAny(lines[len(lines)-1].canon, ")]") {
			return lines[:i]
		}
	}
	return lines
}

// typeQualifier are words that stand beside a type alone on its line and are not
// of the subject: BÁO CÁO NHANH.
var typeQualifier = regexp.MustCompile(`^(?:NHANH|TÓM TẮT|TỔNG HỢP|SƠ BỘ|ĐỘT XUẤT|ĐỊNH KỲ|CHUYÊN ĐỀ)$`)

type placeAndDate struct {
	name *string
	day  data.Day
	year int // also where the day is left to be filled in
}

// headColumns takes the head apart: the issuing side's lines, the number, and
// place and date, in whatever order an extraction left the two columns.
func headColumns(lines []line) (left []string, number *string, place placeAndDate) {
	half := false // a motto was cut at the end of a cell and goes on in a later one
	for i, l := range lines {
		cells := headCells(l)
		rest := mottoGoesOn(cells)
		for k, s := range cells {
			if half && k == rest {
				s, half = restMotto.ReplaceAllString(s, ""), false
			}
			s = strings.TrimSpace(motto.ReplaceAllString(s, ""))
			if m := halfMotto.FindStringIndex(s); m != nil {
				s, half = strings.TrimSpace(s[:m[0]]), true
			}
			if m := ownNumber.FindStringSubmatch(s); m != nil && (m[1] != "" || m[2] != "") {
				number = numberOf(m, lines, i)
				s = s[len(m[0]):]
			}
			m := placeDate.FindStringSubmatchIndex(s)
			if m == nil {
				m = placeDay.FindStringSubmatchIndex(s)
			}
			if m != nil {
				name := s[m[2]:m[3]]
				place.name, place.day = &name, headDay(s[m[4]:m[5]], s[m[6]:m[7]], s[m[8]:m[9]])
				place.year = atoi(s[m[8]:m[9]])
				s = s[:m[0]] + s[m[1]:]
			}
			s = strings.TrimSpace(s)
			if s != "" && !isSeparator(s) {
				left = append(left, s)
			}
		}
	}
	return left, number, place
}

// mottoGoesOn is the cell of a line that the rest of a motto can stand in: the
// one that holds nothing else, or the last one that ends with it; -1 for none.
func mottoGoesOn(cells []string) int {
	found := -1
	for k, s := range cells {
		switch m := restMotto.FindStringIndex(s); {
		case m == nil:
		case m[0] == 0:
			return k
		default:
			found = k
		}
	}
	return found
}

// headCells are the cells of a line of the head. A gap left for a day or a number
// to be written in is no gap between columns.
func headCells(l line) []string {
	var out []string
	for _, c := range l.cells {
		s := strings.TrimLeftFunc(string(canonTone([]rune(c.text))), pictured)
		if n := len(out); n > 0 && gapToFill.MatchString(out[n-1]) {
			out[n-1] += " " + s
			continue
		}
		out = append(out, s)
	}
	return out
}

// pictured tells the pictures that messages are decorated with, and the signs
// that join and colour them.
func pictured(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0x1000 || r == 0xFE0F || r == 0x200D || r == 0x20E3 || r == 0x2139 || unicode.IsSpace(r)
}

var gapToFill = regexp.MustCompile(`(?i:(?:^|\s)(?:ngày|tháng|năm|số)\s*:?)$`)

// numberOf is the number of the groups of ownNumber; a symbol cut at the end of
// the line goes on in the next one. A number left blank is none.
func numberOf(m []string, lines []line, i int) *string {
	if atoi(m[1]) == 0 {
		return nil
	}
	n := m[1] + strings.Join(strings.Fields(m[2]), "")
	if strings.HasSuffix(lines[i].canon, n+"-") && i+1 < len(lines) {
		n += "-" + strings.Fields(lines[i+1].canon)[0]
	}
	return &n
}

func headDay(dom, month, year string) data.Day {
	day, _ := ParseDate(dom+" tháng "+month+" năm "+year, 0)
	return day
}

// issuerOfHead is the issuing body of the left side's lines: the last one, for
// the superior bodies stand above it.
func issuerOfHead(left []string) (issuer, above string) {
	var last, before []string
	for _, s := range left {
		switch {
		case levelStart.MatchString(s) && len(last) > 0:
			last = append(last, s)
		case headBody.MatchString(s):
			before, last = append(before, last...), []string{s}
		case len(last) > 0 && allCaps(s) && len(last) < 4:
			last = append(last, s)
		}
	}
	return bodyCase(strings.Join(last, " ")), bodyCase(strings.Join(before, " "))
}

// bodyForms are names of bodies as a sentence writes them.
var bodyForms = []string{
	"Ủy ban nhân dân", "Ủy ban", "Việt Nam", "Ban Thường trực", "Thường trực", "thôn", "buôn", "Tổ dân phố", "Ban Công tác Mặt trận", "Trung tâm Phục vụ hành chính công", "Ban Xây dựng Đảng", "Ủy ban Kiểm tra", "Hội Chữ thập đỏ", "Hội Người cao tuổi", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc", "Hội đồng nhân dân", "Đảng ủy", "Đảng bộ", "Ban Thường vụ", "Ban Chấp hành", "Ban Chỉ đạo",
	"thực hiện", "Quy chế dân chủ ở cơ sở", "Quy chế dân chủ", "Ban Dân vận", "Khối dân vận", "Khối Dân vận", "Mặt trận Tổ quốc Việt Nam", "Thị ủy", "Tỉnh ủy", "Huyện ủy", "Thành ủy",
	"Ban Tuyên giáo", "Ban Tổ chức", "Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn Thanh niên", "Công đoàn", "Văn phòng", "Phòng Nội vụ", "Chi bộ", "Ban nhân dân",
	"xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh", "và", "ấp", "khóm",
	"UBND", "HĐND", "MTTQ", "UBMTTQ", "UBMTTQVN", "MTTQVN", "BCĐ", "QCDC", "QCDC ở cơ sở", "ở cơ sở", "Dân chủ ở cơ sở", "dân chủ cơ sở", "BCH", "BTV", "TT", "VP",
}

var bodyForm = formsByKey(bodyForms)

func formsByKey(forms []string) map[string]string {
	by := map[string]string{}
	for _, f := range forms {
		if _, ok := by[strings.ToLower(f)]; !ok {
			by[strings.ToLower(f)] = f
		}
	}
	return by
}

// bodyCase writes a name in capitals as a sentence does: "ỦY BAN NHÂN DÂN XÃ …"
// becomes "Ủy ban nhân dân xã …". Words of no known form get a capital each.
func bodyCase(s string) string {
	words := strings.Fields(s)
	var out []string
	for i := 0; i < len(words); {
		n := 0
		for k := min(8, len(words)-i); k > 0; k-- {
			if form, ok := bodyForm[strings.ToLower(strings.Join(words[i:i+k], " "))]; ok {
				out = append(out, form)
				n = k
				break
			}
		}
		if n == 0 {
			out = append(out, titleCase(words[i]))
			n = 1
		}
		i += n
	}
	return strings.Join(out, " ")
}

// titleCase gives a word in capitals a capital only at its head; other words
// stay.
func titleCase(w string) string {
	if !allCaps(w) {
		return w
	}
	r := []rune(strings.ToLower(w))
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// maxOpening is how many bytes before the first heading are searched for the
// sentence that names the issuer, some ten pages: it follows the legal basis.
const maxOpening = 4 * maxPassage

// inferIssuer works out the issuer that the head does not state: from the
// closing sentence ("… của Ủy ban nhân dân xã …"), the opening one ("Ủy ban
// nhân dân xã … xây dựng kế hoạch"), in this order, the first that names a unit.
func inferIssuer(o outline) (string, bool) {
	for i := len(o.closing) - 1; i >= 0; i-- {
		s := o.closing[i].canon
		ofs := ofIssuer.FindAllStringIndex(s, -1)
		for k := len(ofs) - 1; k >= 0; k-- {
			if end, ok := bodyAt(s, ofs[k][1]); ok && unitNamed.MatchString(s[ofs[k][1]:end]) {
				return s[ofs[k][1]:end], true
			}
		}
	}
	left := maxOpening
	for _, p := range o.preamble {
		if left -= len(p.canon); left < 0 {
			break
		}
		for _, b := range bodiesIn(p.canon, 0, len(p.canon)) {
			body := p.canon[b[0]:b[1]]
			if unitNamed.MatchString(body) && speaks.MatchString(p.canon[b[1]:]) && !precededBy(p.canon, b[0], "của") {
				return body, true
			}
		}
	}
	return "", false
}

// issuerOfSigner is the body in whose name a document is signed, where the
// signature names its unit: "TM. ỦY BAN NHÂN DÂN XÃ …", "CHỦ TỊCH UBND XÃ …".
func issuerOfSigner(signer *data.Signer) (string, bool) {
	if signer == nil {
		return "", false
	}
	said := []string{signer.Title}
	if signer.Authority != nil {
		said = append(strings.Split(*signer.Authority, " / "), said...)
	}
	for _, s := range said {
		s = string(canonTone([]rune(s)))
		for _, w := range wordsOf(s, 0, 4) {
			if rest := s[w.from:]; headBody.MatchString(rest) && unitNamed.MatchString(rest) {
				return rest, true
			}
		}
	}
	return "", false
}

// speaks is what an issuer does in the sentence before the first heading.
var speaks = regexp.MustCompile(`^,?\s*(?i:xây dựng|ban hành|lập|triển khai|đề ra|báo cáo|thông báo|hướng dẫn)`)

// unitOf is the unit that a name of a body ends with, as it is printed.
func unitOf(body string) (name, typ string, ok bool) {
	m := unitNamed.FindAllStringSubmatch(body, -1)
	if len(m) == 0 {
		return "", "", false
	}
	last := m[len(m)-1]
	// "xã Tân An, thị xã Tân Châu": the first is the body's own.
	if len(m) > 1 && !strings.EqualFold(m[0][1], last[1]) && lowLevel(m[0][1]) {
		last = m[0]
	}
	return last[2], fullLevel(last[1]), true
}

func lowLevel(s string) bool {
	switch strings.ToLower(s) {
	case "xã", "phường", "thị trấn":
		return true
	}
	return false
}

func fullLevel(s string) string {
	switch s = strings.TrimRight(strings.ToLower(s), "."); s {
	case "tp":
		return "thành phố"
	case "tx":
		return "thị xã"
	}
	return s
}

// resolveUnit names the issuer's unit as the list of units does, and puts that
// spelling into issuer and place. A unit that the list does not have stays as
// printed, with a problem.
//
// A body within a commune's Party committee ("Khối dân vận") is of the commune
// that the lines above name.
func resolveUnit(r *data.Reading, above string, cat *data.Catalogue) {
	h := &r.Head
	if h.Issuer == nil {
		return
	}
	printed, typ, ok := unitOf(*h.Issuer)
	if !ok {
		if printed, typ, ok = unitOf(above); !ok || !lowLevel(typ) {
			return
		}
	}
	h.Unit = &data.UnitName{Name: printed, Type: typ}
	if cat == nil {
		return
	}
	found, on := unitsOfDocument(cat, printed, typ, h)
	if len(found) == 0 {
		r.Problems = append(r.Problems, data.NewProblem("unknown_unit", data.Warn, data.Place{}, "got", typ+" "+printed, "on", vietDay(on),
			"advice", "Đề nghị kiểm tra tên đơn vị ở đầu và cuối văn bản.", "advice_en", "Check the name of the unit at the head and the end of the text."))
		return
	}
	h.Unit.Name = found[0].Name
	if len(found) == 1 {
		r.UnitID = found[0].UnitID
	}
	issuer := strings.Replace(*h.Issuer, printed, found[0].Name, 1)
	h.Issuer = &issuer
	if h.Place != nil && data.ToneKey(*h.Place) == data.ToneKey(found[0].Name) {
		h.Place = &h.Unit.Name
	}
}

// unitsOfDocument looks a unit up on the day of the document; without a date, on
// the first and the last day of its year.
func unitsOfDocument(cat *data.Catalogue, name, typ string, h *data.Head) ([]data.UnitVersion, data.Day) {
	days := []data.Day{h.Date}
	if h.Date == 0 {
		days = []data.Day{0}
		if h.Year != nil {
			days = []data.Day{data.Date(*h.Year, 1, 1), data.Date(*h.Year, 12, 31)}
		}
	}
	for _, on := range days {
		if found := cat.UnitsNamed(name, typ, on); len(found) > 0 {
			return found, on
		}
	}
	return nil, days[0]
}

func vietDay(d data.Day) string {
	if d == 0 {
		return "hiện nay"
	}
	return d.Time().Format("02/01/2006")
}

// yearOf is the year that a document is about: of its title, its closing
// sentence or its date.
func yearOf(h data.Head, written int, kind data.DocumentKind, o outline) *int {
	if kind == data.KindReport && h.Title != nil {
		title := string(canonTone([]rune(*h.Title)))
		for _, s := range []string{pastOf(title), title} {
			if m := reportYear.FindStringSubmatch(s); m != nil {
				return new(atoi(m[1]))
			}
		}
	}
	named := func(s string) *int {
		m := yearNamed.FindAllStringSubmatch(s, -1)
		if len(m) == 0 {
			return nil
		}
		return new(atoi(m[len(m)-1][1]))
	}
	if h.Title != nil {
		if y := named(*h.Title); y != nil {
			return y
		}
	}
	for _, p := range o.closing {
		if m := namesItself.FindString(p.canon); m != "" {
			if y := named(m); y != nil {
				return y
			}
		}
	}
	if h.Date != 0 {
		return new(h.Date.Time().Year())
	}
	if written >= 1990 && written <= 2100 {
		return &written
	}
	return nil
}

var namesItself = regexp.MustCompile(`^Trên đây là[^.;]*`)
