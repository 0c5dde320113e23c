package ingest

import (
	"regexp"
	"strings"

	"danbiet/data"
)

// freeHead finds in the cells around the tables what an annex says of itself:
// unit, period, data window, number, signer. Fields that are labelled ("Đơn vị
// báo cáo: …") were found before and count first.
func (x *recogniser) freeHead(grids []*grid, regions []*region, head map[string]*gridCell) {
	var around []*gridCell
	for _, g := range grids {
		if !g.hidden {
			around = append(around, outside(g, regions)...)
		}
	}
	if c := head["unit"]; c == nil || !x.namesUnit(c.text) && !communeWord.MatchString(c.text) {
		if found := x.unitCell(around); found != nil {
			head["unit"] = found
		}
	}
	for _, c := range around {
		if m := numberAround.FindStringSubmatch(c.text); m != nil && head["number"] == nil {
			v := *c
			v.text, v.kind = m[1], 's'
			head["number"] = &v
		}
	}
}

// freePeriod finds the period where no label announces it.
func (x *recogniser) freePeriod(grids []*grid, regions []*region, head map[string]*gridCell) {
	if c := head["period"]; c != nil {
		if _, ok := periodNamed(x.cat, c.text); ok || len(regions) == 0 {
			return
		}
	}
	var around []*gridCell
	for _, g := range grids {
		if !g.hidden {
			around = append(around, outside(g, regions)...)
		}
	}
	if c := x.periodCell(around, grids, regions); c != nil {
		head["period"] = c
	}
}

var numberAround = regexp.MustCompile(`^(?i:số)\s*:?\s*(\d{1,5}(?:/\d{4})?\s*[-/]\s*\p{Lu}[\p{L}\d]*(?:[-/][\p{Lu}\d][\p{L}\d.]*)*)\s*$`)

// outside are the cells of a grid that belong to no table, in reading order.
func outside(g *grid, regions []*region) []*gridCell {
	var out []*gridCell
	for row := 1; row <= g.rows; row++ {
		for col := 1; col <= g.cols; col++ {
			c := g.cell(col, row)
			if c == nil || c.merged || c.text == "" || c.hidden || inRegion(g, regions, col, row) {
				continue
			}
			out = append(out, c)
		}
	}
	return out
}

// inRegion tells a cell of a table. What stands below its last figure is not
// of it: the signature is there.
func inRegion(g *grid, regions []*region, col, row int) bool {
	for _, r := range regions {
		if r.g == g && row >= r.head && row <= r.lastFilled() && col >= r.cols[0].col && col <= r.cols[len(r.cols)-1].col {
			return true
		}
	}
	return false
}

// lastFilled is the last row of a table that holds two cells or more.
func (r *region) lastFilled() int {
	for row := r.last; row >= r.first; row-- {
		n := 0
		for _, c := range r.cols {
			if cell := r.g.cell(c.col, row); cell != nil && !cell.merged && cell.text != "" {
				n++
			}
		}
		if n >= 2 {
			return row
		}
	}
	return r.first
}

var unitIn = regexp.MustCompile(`(?i)(?:^|[\s(,:.;-])((?:xã|phường|thị trấn|thị xã|x\.|p\.|tt\.)\s*[^,;:()\n–-]{2,40})`)

func (x *recogniser) namesUnit(s string) bool {
	_, _, ok := unitCalled(x.cat, s, x.onDay())
	return ok
}

// unitCell finds the cell that names the unit: the commune named at the head
// before any other, and never a body above the commune while one is named.
func (x *recogniser) unitCell(around []*gridCell) *gridCell {
	var town, unknown *gridCell
	for _, c := range around {
		if len([]rune(c.text)) > 160 {
			continue
		}
		for _, text := range unitNamesIn(c.text) {
			v := *c
			v.text, v.kind = committeeOf(c.text, text), 's'
			unit, _, ok := unitCalled(x.cat, text, x.onDay())
			switch {
			case ok && x.cat.Level(unit.UnitID) == data.LevelCommune:
				return &v
			case ok && town == nil:
				town = &v
			case !ok && unknown == nil && communeWord.MatchString(text) && issuerBegins.MatchString(c.text):
				unknown = &v
			}
		}
	}
	if unknown != nil {
		return unknown
	}
	return town
}

// committeeOf puts the People's Committee before the name of its commune, where
// the text has it so: "UBND XÃ TÂN THẠNH" names the issuer, "xã Tân Thạnh" the
// commune alone.
func committeeOf(text, name string) string {
	before, _, found := strings.Cut(text, name)
	if found && committeeBefore.MatchString(before) {
		return "UBND " + name
	}
	return name
}

var committeeBefore = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:ubnd|(?:ủy|uỷ) ban nhân dân)\s+$`)

var (
	issuerBegins = regexp.MustCompile(`(?i)^\s*(?:ubnd|(?:ủy|uỷ) ban nhân dân|đảng (?:ủy|uỷ)|xã|phường|thị trấn|đơn vị)\s`)
	communeWord  = regexp.MustCompile(`(?i)(?:^|\s)(?:xã|phường|thị trấn|x\.|p\.|tt\.)\s*\p{Lu}`)
)

// unitNamesIn are the names of units in a text, longest reading first: "xã Phú
// Vĩnh năm 2024" names Phú Vĩnh, which only the catalogue can tell.
func unitNamesIn(s string) []string {
	var names []string
	for _, m := range unitIn.FindAllStringSubmatch(s, -1) {
		words := strings.Fields(m[1])
		for n := min(len(words), 6); n >= 2; n-- {
			names = append(names, strings.Trim(strings.Join(words[:n], " "), " ./"))
		}
	}
	return names
}

var (
	halfYearWords = phrases("6 tháng|sáu tháng|sơ kết|nửa đầu năm|6t")
	otherSpan     = phrases("quý|9 tháng|chín tháng|tháng 1|tháng 2|tháng 3|6 tháng cuối năm")
	titleOfForm   = phrases("biểu|phụ lục|số liệu|kết quả|báo cáo|tổng hợp|kỳ|thống kê|bảng|tổng kết|sơ kết")
	ofOthers      = phrases("kế hoạch năm|luật|nghị định|nghị quyết|kế hoạch số")
	anyYear       = regexp.MustCompile(`(?:^|[^\d/.-])(20[1-4]\d)(?:$|[^\d])`)
)

// periodCell finds the period: in a title, then in the name of a sheet, then in
// the headers of the tables.
func (x *recogniser) periodCell(around []*gridCell, grids []*grid, regions []*region) *gridCell {
	var best *gridCell
	bestScore := 0
	for _, c := range around {
		if text, score := periodSaid(c.text); score > bestScore {
			v := *c
			v.text, v.kind = text, 's'
			best, bestScore = &v, score
		}
	}
	if best != nil && bestScore >= 2 {
		return best
	}
	for _, r := range regions {
		for _, col := range r.cols {
			if col.role != roleValue {
				continue
			}
			if text, score := periodSaid(col.title); score > bestScore && col.span != spanPart {
				if cell := r.g.cell(col.col, r.head); cell != nil {
					v := *cell
					v.text, v.kind = text, 's'
					best, bestScore = &v, score
				}
			}
		}
	}
	for _, g := range grids {
		if text, score := periodSaid(g.name); score > bestScore && !g.hidden && best == nil {
			return &gridCell{kind: 's', text: text, at: data.Place{Sheet: g.name}}
		}
	}
	return best
}

// periodSaid is the period that a text names, as periodNamed reads it, and how
// much it looks like the title of a form. A year alone is a year's report.
func periodSaid(s string) (string, int) {
	s = halfYearWritten(s)
	f := folded(s)
	m := anyYear.FindStringSubmatch(" " + s + " ")
	if m == nil || len([]rune(s)) > 200 || has(f, otherSpan) && !has(f, halfYearWords) {
		return "", 0
	}
	year := m[1]
	if years := yearSaid.FindStringSubmatch(s); years != nil {
		year = years[1]
	}
	six := has(f, halfYearWords)
	said := strings.Contains(strings.ToLower(s), "năm "+year) || has(f, phrases("tổng kết|cả năm"))
	if !six && !said {
		return "", 0
	}
	score := 1
	if has(f, titleOfForm) {
		score += 2
	}
	if six {
		score += 2
	}
	if has(f, ofOthers) {
		score -= 2
	}
	window := ""
	if d := dateWindow.FindString(s); d != "" {
		window = " (" + d + ")"
	}
	if six {
		return "6 tháng đầu năm " + year + window, score
	}
	return "Tổng kết năm " + year + window, score
}

var (
	cutOff   = regexp.MustCompile(`(?i)(?:tính đến|chốt|đến)\s*(?:số liệu\s*)?(?:hết\s*)?(?:ngày\s*)?:?\s*(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})`)
	inWindow = regexp.MustCompile(`(?i)(?:từ\s*)?(?:ngày\s*)?(` + dateLoose + `)\s*(?:đến|-|–|tới)\s*(?:hết\s*)?(?:ngày\s*)?(` + dateLoose + `)`)
)

const dateLoose = `\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}`

// windowAround finds the data window in the texts around the tables.
func (x *recogniser) windowAround(grids []*grid, regions []*region) {
	rep := x.r.Report
	for _, g := range grids {
		if g.hidden {
			continue
		}
		for _, c := range outside(g, regions) {
			if m := inWindow.FindStringSubmatch(c.text); m != nil && rep.DataFrom == 0 {
				from, problem := ParseDate(m[1], 0)
				to, problem2 := ParseDate(m[2], 0)
				if problem == "" && problem2 == "" {
					rep.DataFrom, rep.DataTo = from, to
				}
			}
		}
	}
	for _, g := range grids {
		if g.hidden {
			continue
		}
		for _, c := range outside(g, regions) {
			if m := cutOff.FindStringSubmatch(c.text); m != nil && rep.DataTo == 0 {
				if d, problem := ParseDate(m[1], 0); problem == "" {
					rep.DataTo = d
				}
			}
		}
	}
}

// signerAround reads the signature below the tables: its cells stand one below
// the other.
func (x *recogniser) signerAround(grids []*grid, regions []*region) {
	for _, g := range grids {
		if g.hidden || x.r.Signer != nil {
			continue
		}
		cells := outside(g, regions)
		for i, c := range cells {
			canon := string(canonTone([]rune(c.text)))
			if !authorityLine.MatchString(canon) && !(signTitle.MatchString(canon) && allCaps(canon)) {
				continue
			}
			x.r.Signer = signatureBelow(cells[i:], c.col)
			break
		}
	}
}

// signatureBelow reads a signature of the cells that stand near one column.
func signatureBelow(cells []*gridCell, col int) *data.Signer {
	var lines []line
	for _, c := range cells {
		if c.col < col-2 || c.col > col+2 {
			continue
		}
		for _, text := range strings.Split(c.text, "\n") {
			if text = strings.TrimSpace(text); text != "" {
				lines = append(lines, line{no: c.row, text: text, canon: string(canonTone([]rune(text))), cells: []textCell{{col: 40, text: text}}})
			}
		}
	}
	_, signer := closingOf(lines)
	if signer == nil || signer.Name == "" {
		return nil
	}
	return signer
}
