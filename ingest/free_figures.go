package ingest

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"danbiet/data"
)

// figureSet are the figures of one report, from all its tables and sentences.
type figureSet struct {
	byID  map[string]*figure
	order []*figure
}

func newFigures() *figureSet { return &figureSet{byID: map[string]*figure{}} }

func (s *figureSet) add(f *figure) {
	s.byID[indicatorID(f.in)] = f
	s.order = append(s.order, f)
}

// sayHidden says which columns of a table nobody sees: they are not read.
func (x *recogniser) sayHidden(r *region) {
	for _, c := range r.hidden {
		place := data.Place{Sheet: r.g.name, Cell: at(c.col, r.head)}
		if figureCount(r, &c) > 0 && !x.hiddenSaid[place] {
			x.sayOnce(place, fmt.Sprintf("Sheet %s, cột %s (%s)", r.g.name, appendColumn(nil, c.col), c.title))
		}
	}
}

func (x *recogniser) sayOnce(place data.Place, what string) {
	if x.hiddenSaid == nil {
		x.hiddenSaid = map[data.Place]bool{}
	}
	x.hiddenSaid[place] = true
	x.add("hidden_content", data.Warn, place, "what", what)
}

// figuresOfRegion reads the figures of one free table.
func (x *recogniser) figuresOfRegion(r *region, set *figureSet) {
	x.sayHidden(r)
	if r.transposed {
		x.figuresAcross(r, set)
		return
	}
	plan := x.valueColumns(r)
	if plan.value == nil {
		return
	}
	above, context := newAncestors(r), x.contextOf(r)
	for row := r.first; row <= r.last; row++ {
		if x.rowHidden(r, row) {
			continue
		}
		n, own := above.next(row, plan)
		if own == nil {
			continue
		}
		n.context = context
		x.figureOfRow(r, row, n, own, plan, set)
	}
	x.checkPlaces(plan.ofPlaces)
}

// rowHidden tells a row that nobody sees; an old figure is often hidden rather
// than deleted, so it is mentioned.
func (x *recogniser) rowHidden(r *region, row int) bool {
	for _, c := range r.cols {
		cell := r.g.cell(c.col, row)
		if cell == nil || cell.merged || cell.text == "" || r.g.hideCol[c.col] {
			continue
		}
		// Not the cell's own word: in a hidden column all are hidden.
		hidden := r.g.hidden || r.g.hideRow[row]
		if hidden {
			place := cell.at
			if place.Sheet != "" {
				place.Cell = at(1, row)
			}
			if !x.hiddenSaid[place] {
				x.sayOnce(place, where(place))
			}
		}
		return hidden
	}
	return false
}

// columnPlan says which columns of a table count for the report.
type columnPlan struct {
	value, previous *freeColumn
	parts           []freeColumn // whose sum the value should be
	places          bool         // the parts are places, not stretches of time
	ofPlaces        placeFigures // their figures, by column
	money           string       // unit of money said once for the table
}

// valueColumns chooses by the report's kind and year: a report of six months
// takes the six months' column, one of a year the year's.
func (x *recogniser) valueColumns(r *region) columnPlan {
	plan := columnPlan{money: x.moneyUnit(r), ofPlaces: placeFigures{}}
	six, year := x.period.ReportType == "so-ket-6t", x.period.Year
	best := math.Inf(-1)
	var numeric []*freeColumn
	for i := range r.cols {
		c := &r.cols[i]
		n := figureCount(r, c)
		if n > 0 && (c.role == rolePlace || c.role == "") {
			numeric = append(numeric, c)
		}
		if c.role == roleValue && year != 0 && c.year != 0 && c.year < year {
			c.role = rolePrevious
		}
		if c.role != roleValue || year != 0 && c.year > year {
			continue
		}
		score := spanScore(c.span, six, year == 0)
		if c.year != 0 && c.year == year {
			score += 5
		}
		if n == 0 {
			score -= 20
		}
		if score > best {
			best, plan.value = score, c
		}
	}
	if plan.value == nil && len(numeric) == 1 {
		plan.value = numeric[0] // "Nội dung | ĐVT | Xã Tân An"
	}
	for i := range r.cols {
		c := &r.cols[i]
		if c.role == rolePrevious && (plan.previous == nil || plan.value != nil && c.span == plan.value.span) {
			plan.previous = c
		}
	}
	if plan.value != nil {
		x.partsOf(r, &plan, six)
	}
	return plan
}

func spanScore(span string, six, unknown bool) float64 {
	switch {
	case unknown:
		return map[string]float64{spanTotal: 4, spanYear: 3, spanNone: 2, spanHalf1: 1}[span]
	case six:
		return map[string]float64{spanHalf1: 6, spanNone: 4, spanTotal: 3, spanYear: -4, spanPart: -6}[span]
	}
	return map[string]float64{spanTotal: 6, spanYear: 5, spanNone: 3, spanHalf1: -4, spanPart: -5}[span]
}

// partsOf finds the columns that add up to the one that counts.
func (x *recogniser) partsOf(r *region, plan *columnPlan, six bool) {
	for _, c := range r.cols {
		if c.col == plan.value.col || figureCount(r, &c) == 0 {
			continue
		}
		switch {
		case c.role == rolePlace && plan.value.span != spanHalf1:
			plan.parts, plan.places = append(plan.parts, c), true
		case c.role == roleValue && !six && (c.span == spanHalf1 || c.span == spanPart) && (plan.value.span == spanYear || plan.value.span == spanTotal),
			c.role == roleValue && six && c.span == spanPart && has(folded(c.leaf), phrases("quý")) && plan.value.span != spanNone:
			if c.year == 0 || plan.value.year == 0 || c.year == plan.value.year {
				plan.parts = append(plan.parts, c)
			}
		}
	}
	if len(plan.parts) < 2 {
		plan.parts = nil
	}
}

// rowsOfCaption is how far above a table its caption and unit are looked for.
const rowsOfCaption = 12

// moneyUnit is the unit of money that is said once: above the table, or in the
// text before it.
func (x *recogniser) moneyUnit(r *region) string {
	for row := r.head - 1; row >= 1 && row > r.head-rowsOfCaption; row-- {
		for col := 1; col <= r.g.cols; col++ {
			if text := r.g.text(col, row); text != "" {
				if unit := moneySaidIn(text); unit != "" {
					return unit
				}
			}
		}
	}
	if unit := moneySaidIn(x.linesBefore[r.g]); unit != "" {
		return unit
	}
	return x.moneyAbove
}

// figureOfRow reads one row, when it is sure which indicator it is.
func (x *recogniser) figureOfRow(r *region, row int, n rowName, name *gridCell, plan columnPlan, set *figureSet) {
	c := r.g.cell(plan.value.col, row)
	if _, typed := unitApart(c); n.unit == "" {
		n.unit = typed
	}
	in, sure := indicatorOf(x.cat, r.text(roleCode, row))
	var likely []data.Indicator
	if !sure {
		in, sure, likely = x.identify(n)
	}
	if said, ok := indicatorOf(x.cat, x.hints.alias(data.AliasIndicator, short(name.text))); ok && !sure {
		in, sure = said, true
	}
	if !sure {
		if c != nil && !c.merged && holdsFigure(c) && n.unit != "%" {
			x.unknownRow(name, c, likely)
		}
		return
	}
	f := &figure{in: in, cell: c, note: r.text(roleNote, row)}
	unit := x.unitOfRow(n, in, plan)
	if plan.previous != nil {
		if p := r.g.cell(plan.previous.col, row); p != nil && p.text != "" {
			if f.previous = previousValue(p); f.previous != nil {
				if factor, fits := UnitFactor(unit, in.Unit); fits {
					v := scaled(*f.previous, factor)
					f.previous = &v
				}
			}
		}
	}
	if c == nil || c.text == "" && !c.formula {
		if f.previous != nil && !derived(in) {
			x.addAt("missing_required", data.Warn, r.placeOf(plan.value, row), "what", in.NameVi)
		}
		return
	}
	if c.merged && c.text == name.text || blank(c.text) && !c.formula {
		return
	}
	f.unit = n.unit
	if !derived(in) {
		x.freeValue(f, unit, set)
	}
	x.addFigure(set, f)
	x.checkParts(r, row, f, unit, plan)
	if plan.places {
		for _, c := range plan.parts {
			plan.ofPlaces.add(x, c.col, in, r.g.cell(c.col, row))
		}
	}
}

// unitApart takes a unit of measure off a figure that it was typed beside, "04
// ấp", "02 cuộc": it says what is counted, as a column of units does. A unit
// with a factor ("640 triệu đồng", "0,35 ha") stays, it is read with the figure.
func unitApart(c *gridCell) (*gridCell, string) {
	if c == nil || c.kind != 's' {
		return c, ""
	}
	_, unit, problem := ParseQuantity(c.text)
	if problem != "" || unit == "" || unitKnown(unit) || unitNoun(unit) == "" {
		return c, ""
	}
	bare := *c
	bare.text = strings.TrimSpace(strings.TrimSuffix(c.text, unit))
	return &bare, unit
}

// placeOf is a place of a cell that need not exist.
func (r *region) placeOf(c *freeColumn, row int) data.Place {
	if cell := r.g.cell(c.col, row); cell != nil {
		return cell.at
	}
	for _, other := range r.cols {
		if cell := r.g.cell(other.col, row); cell != nil && !cell.merged {
			p := cell.at
			if p.Cell != "" {
				p.Cell = at(c.col, row)
			}
			if p.Column != "" {
				p.Column = c.leaf
			}
			return p
		}
	}
	return data.Place{Sheet: r.g.name}
}

func holdsFigure(c *gridCell) bool {
	return c.kind == 'n' && !dateFormat(c.format) || startsWithDigit(strings.TrimLeft(c.text, "-− "))
}

// unknownRow asks what a row with a figure is: at most five are offered.
func (x *recogniser) unknownRow(name, c *gridCell, likely []data.Indicator) {
	level, advice, adviceEn := data.Inform, "Nếu là chỉ tiêu của danh mục, đề nghị ghi đúng tên chỉ tiêu.", "If it is an indicator of the catalogue, write its name as the catalogue has it."
	var ids []string
	if len(likely) > 0 {
		level = data.Warn
		var names, namesEn []string
		for _, in := range likely {
			ids = append(ids, indicatorID(in))
			names = append(names, indicatorID(in)+" "+in.NameVi)
			namesEn = append(namesEn, indicatorID(in)+" "+in.NameEn)
		}
		advice = "Có thể là: " + strings.Join(names, "; ") + ". Đề nghị chọn, hoặc cho biết không có trong danh mục."
		adviceEn = "It may be: " + strings.Join(namesEn, "; ") + ". Choose one, or say that it is none."
	}
	x.addAt("unknown_row", level, c.at, "got", short(name.text), "advice", advice, "advice_en", adviceEn, "candidates", strings.Join(ids, ","))
}

// unitOfRow is the unit of measure that a row's figure is in: of its column, of
// its name, of what it hangs on, of the header, or said once for all money.
func (x *recogniser) unitOfRow(n rowName, in data.Indicator, plan columnPlan) string {
	_, bracketed := splitUnit(n.own)
	for _, u := range []string{n.unit, bracketed} {
		if u != "" {
			return unitMended(u)
		}
	}
	if in.Unit != "đồng" {
		return ""
	}
	for _, u := range []string{n.money, plan.value.unit} {
		if u != "" {
			return unitMended(u)
		}
	}
	return plan.money
}

var shareCell = regexp.MustCompile(`^\s*(\d[\d.]*)\s*/\s*(\d[\d.]*)\s*(\p{L}[^\d/]*)?$`)

// freeValue reads the figure of a cell, "11/12" too: the first is the figure,
// the second the whole that it is a part of.
func (x *recogniser) freeValue(f *figure, unit string, set *figureSet) {
	c := f.cell
	if m := shareCell.FindStringSubmatch(c.text); m != nil && c.kind == 's' && !yesNo(f.in) {
		part, problem := ParseNumber(m[1])
		whole, problem2 := ParseNumber(m[2])
		if problem == "" && problem2 == "" {
			f.value, f.known = part, true
			if base, ok := indicatorOf(x.cat, f.in.Denominator); ok && base.Unit != "đồng" {
				x.implied = append(x.implied, &figure{in: base, value: whole, known: true, cell: c, unit: f.unit})
			}
			return
		}
	}
	if yesNo(f.in) && !answers(c.text) {
		return
	}
	if strings.Contains(c.format, "%") || strings.HasSuffix(c.text, "%") {
		return // a share is not a count
	}
	if bare, typed := unitApart(c); typed != "" && unitFits(f.in, unitNoun(typed)) {
		f.cell = bare
	}
	f.value, f.known = x.indicatorValue(f, unit)
	f.cell = c
	if f.known && x.unitDoubted(f, unit) {
		f.known = false
	}
}

// answers tells a cell that says yes or no.
func answers(s string) bool {
	switch headerKey(s) {
	case "1", "0", headerKey("có"), headerKey("không"), headerKey("đã có"), headerKey("chưa có"), headerKey("chưa"), headerKey("đã ban hành"):
		return true
	}
	return false
}

// unitDoubted says that an amount of money cannot be in the unit that the table
// states. Such a figure is not taken: a sum with it would be a hundred thousand
// times too large or too small.
func (x *recogniser) unitDoubted(f *figure, unit string) bool {
	if f.in.Unit != "đồng" || f.value == 0 {
		return false
	}
	hi := f.in.RangeHi
	if hi == nil || f.value >= smallMoney && f.value <= farAbove**hi {
		return false
	}
	x.checkRange(f)
	return true
}

// addFigure keeps a figure. A second one of the same indicator must agree.
func (x *recogniser) addFigure(set *figureSet, f *figure) {
	first := set.byID[indicatorID(f.in)]
	switch {
	case first == nil:
		set.add(f)
	case !f.known:
	case !first.known:
		*first = *f
	case first.value != f.value:
		x.addAt("contradiction", data.Warn, f.cell.at, "what", f.in.NameVi, "got", FormatNumber(f.value), "other", where(first.cell.at), "want", FormatNumber(first.value))
	case first.previous == nil:
		first.previous = f.previous
	}
}

// checkParts compares a total with the columns that make it up.
func (x *recogniser) checkParts(r *region, row int, f *figure, unit string, plan columnPlan) {
	if !f.known || derived(f.in) || yesNo(f.in) || len(plan.parts) == 0 || !plan.places && f.in.Aggregation != "flow" {
		return
	}
	sum := 0.0
	for _, c := range plan.parts {
		cell := r.g.cell(c.col, row)
		if cell == nil || cell.merged {
			return
		}
		v := previousValue(cell)
		if v == nil {
			if blank(cell.text) && cell.text != "" {
				continue // "-": nothing there
			}
			return
		}
		sum += *v
	}
	x.sumDiffers(f, unit, sum)
}

func (x *recogniser) sumDiffers(f *figure, unit string, sum float64) {
	factor, fits := UnitFactor(unit, f.in.Unit)
	if !fits {
		factor = 1
	}
	if want := scaled(sum, factor); math.Abs(want-f.value) > 1e-6 {
		x.addAt("sum_mismatch", data.Warn, f.cell.at, "what", f.in.NameVi, "got", FormatNumber(f.value), "want", FormatNumber(roundTo(want, 6)))
	}
}

var totalWords = phrases("tổng cộng|tổng|cộng|tổng số|toàn xã|toàn phường|toàn thị trấn|chung|cộng chung|toàn địa bàn")

// isTotal tells the name of a row of totals: "Cộng", "Tổng cộng toàn xã".
func isTotal(s string) bool {
	f := folded(s)
	return begins(f, totalWords) && len(strings.Fields(f)) <= 5 && !strings.ContainsAny(s, "0123456789")
}

// figuresAcross reads a table whose columns are indicators and whose rows are
// the parts of the commune, or periods: the row of totals counts, or that of
// the report's period.
func (x *recogniser) figuresAcross(r *region, set *figureSet) {
	rows := x.rowsAcross(r)
	if rows.value == 0 {
		x.sumsOfHamlets(r, set)
		return
	}
	money := x.moneyUnit(r)
	places := placeFigures{}
	for i := range r.cols {
		c := &r.cols[i]
		named := x.namedIn(r, c)
		if len(named) != 1 || !c.indicator() {
			continue
		}
		cell := r.g.cell(c.col, rows.value)
		if cell == nil || cell.merged || blank(cell.text) && !cell.formula {
			continue
		}
		f := &figure{in: named[0], cell: cell, unit: c.unit}
		plan := columnPlan{value: c, money: money}
		unit := x.unitOfRow(rowName{own: c.leaf}, f.in, plan)
		if derived(f.in) {
			x.addFigure(set, f)
			continue
		}
		f.previous = x.previousAcross(r, c, f.in, unit, rows.previous)
		x.freeValue(f, unit, set)
		x.addFigure(set, f)
		if rows.periods {
			continue
		}
		x.checkRows(r, c, f, unit, rows.value, rows.last)
		for row := r.first; row <= rows.last; row++ {
			if row != rows.value {
				places.add(x, row, f.in, r.g.cell(c.col, row))
			}
		}
	}
	x.checkPlaces(places)
}

// previousAcross is what the row of the period before has of an indicator.
func (x *recogniser) previousAcross(r *region, c *freeColumn, in data.Indicator, unit string, row int) *float64 {
	cell := r.g.cell(c.col, row)
	if row == 0 || cell == nil || cell.merged {
		return nil
	}
	v := previousValue(cell)
	if factor, fits := UnitFactor(unit, in.Unit); v != nil && fits {
		inUnit := scaled(*v, factor)
		return &inUnit
	}
	return v
}

// acrossRows are the rows of a table whose columns are indicators.
type acrossRows struct {
	value, previous int
	last            int  // of the parts
	periods         bool // the rows are periods, plan and result, not parts
}

func (x *recogniser) rowsAcross(r *region) acrossRows {
	if rows := x.periodRows(r); rows.value != 0 {
		return rows
	}
	total, last := x.totalRow(r)
	return acrossRows{value: total, last: last}
}

// periodRows tells rows that are called as columns of figures are elsewhere:
// "Kế hoạch", "Cùng kỳ 2023", "6 tháng đầu năm 2024", "So sánh". What counts is
// chosen among them by the same rule as among columns.
func (x *recogniser) periodRows(r *region) acrossRows {
	rows := acrossRows{periods: true}
	called, best := 0, math.Inf(-1)
	six, year := x.period.ReportType == "so-ket-6t", x.period.Year
	for row := r.first; row <= min(r.last, r.first+sampleRows); row++ {
		label := r.rowLabel(row)
		if label == "" || x.rowHidden(r, row) || !r.rowHolds(row) {
			continue
		}
		c := columnOf(label, label)
		if c.role == roleValue && year != 0 && c.year != 0 && c.year < year {
			c.role = rolePrevious
		}
		switch c.role {
		case rolePrevious:
			rows.previous = row
		case roleValue:
			score := spanScore(c.span, six, year == 0)
			if c.year != 0 && c.year == year {
				score += 5
			}
			if score > best && (year == 0 || c.year <= year) {
				best, rows.value = score, row
			}
		case rolePlan, roleDelta, rolePercent:
		default:
			return acrossRows{} // a place
		}
		called++
	}
	if called < 2 {
		return acrossRows{}
	}
	return rows
}

// rowLabel is what a row of a table across is called: its first words that
// stand under no indicator.
func (r *region) rowLabel(row int) string {
	for _, c := range r.cols {
		if c.role == roleOrdinal {
			continue
		}
		cell := r.g.cell(c.col, row)
		if cell == nil || cell.merged || cell.text == "" {
			continue
		}
		if lettered(cell.text) || yearCell(cell) {
			return cell.text
		}
		return ""
	}
	return ""
}

// rowHolds tells a row with figures.
func (r *region) rowHolds(row int) bool {
	for _, c := range r.cols[1:] {
		if cell := r.g.cell(c.col, row); cell != nil && !cell.merged && cell.text != "" && holdsFigure(cell) {
			return true
		}
	}
	return false
}

// placeFigures are what the places of a commune have of each indicator, by
// column or row of the place.
type placeFigures map[int]map[string]*figure

func (p placeFigures) add(x *recogniser, place int, in data.Indicator, c *gridCell) {
	if c == nil || c.merged || c.hidden || derived(in) || yesNo(in) {
		return
	}
	v := previousValue(c)
	if v == nil {
		return
	}
	if p[place] == nil {
		p[place] = map[string]*figure{}
	}
	p[place][indicatorID(in)] = &figure{in: in, value: *v, known: true, cell: c}
}

// checkPlaces asks of each place what is impossible for any: a part cannot be
// larger than its whole in one ấp either, even where the totals agree.
func (x *recogniser) checkPlaces(places placeFigures) {
	var order []int
	for place := range places {
		order = append(order, place)
	}
	slices.Sort(order)
	for _, place := range order {
		for _, rule := range figureRules {
			if rule.kind == partOver && rule.level == data.Block {
				x.checkRule(rule, places[place])
			}
		}
	}
}

// totalRow is the row of totals, above or below its parts, or the only row;
// last is the last row of the parts.
func (x *recogniser) totalRow(r *region) (total, last int) {
	rows := 0
	for row := r.first; row <= r.last; row++ {
		if x.rowHidden(r, row) {
			continue
		}
		held := false
		for _, c := range r.cols {
			cell := r.g.cell(c.col, row)
			if cell == nil || cell.merged || cell.text == "" {
				continue
			}
			if isTotal(cell.text) {
				return row, r.last
			}
			held = held || holdsFigure(cell)
		}
		if held {
			rows++
			total = row
		}
	}
	if rows == 1 {
		return total, total
	}
	return 0, 0
}

func (x *recogniser) checkRows(r *region, c *freeColumn, f *figure, unit string, total, last int) {
	if !f.known || yesNo(f.in) || last < r.first || total == last && total == r.first {
		return
	}
	sum, parts := 0.0, 0
	for row := r.first; row <= last; row++ {
		cell := r.g.cell(c.col, row)
		if row == total || cell == nil || cell.hidden || cell.merged || blank(cell.text) {
			continue
		}
		v := previousValue(cell)
		if v == nil {
			return
		}
		sum += *v
		parts++
	}
	if parts > 1 {
		x.sumDiffers(f, unit, sum)
	}
}

// ancestors follows the rows of a table and knows what each hangs on.
type ancestors struct {
	r        *region
	section  string
	money    string    // unit of money that the section says
	group    string    // the last name in a column of groups
	rows     [3]string // the last row of each level
	units    [3]string // units of money of those rows
	ordinal  string    // of the last row of level 0
	previous string
}

func newAncestors(r *region) *ancestors { return &ancestors{r: r} }

var childOrdinal = regexp.MustCompile(`^(\d+(?:\.\d+)*|[IVX]+)\s*[.]?\s*(?:\.\d+|[a-zđ])\)?\.?$`)

// next takes one row: its name, or nil when the row is a heading or empty.
func (a *ancestors) next(row int, plan columnPlan) (rowName, *gridCell) {
	cell, group := a.names(row)
	if cell == nil {
		return rowName{}, nil
	}
	n := rowName{own: cell.text, unit: a.r.text(roleUnit, row), previous: a.previous, money: a.money}
	if blank(n.unit) {
		n.unit = ""
	}
	level := a.level(row, cell)
	for _, unit := range a.units[:level] {
		n.money = cmp.Or(unit, n.money)
	}
	if level > 0 {
		n.parent = strings.Join(slices.DeleteFunc(slices.Clone(a.rows[:level]), func(s string) bool { return s == "" }), " ")
	}
	n.section = strings.TrimSpace(a.section + " " + group)
	a.rows[level], a.units[level] = plainName(cell.text), cmp.Or(moneyNamed(n.unit), moneySaidIn(cell.text))
	for i := level + 1; i < len(a.rows); i++ {
		a.rows[i], a.units[i] = "", ""
	}
	if level == 0 {
		a.ordinal = a.r.text(roleOrdinal, row)
	}
	value := a.r.g.cell(plan.value.col, row)
	empty := value == nil || value.text == "" && !value.formula || value.merged && value.text == cell.text
	before := plan.previous == nil || a.r.g.text(plan.previous.col, row) == "" || a.r.g.text(plan.previous.col, row) == cell.text
	if empty && before && (n.unit == "" || n.unit == cell.text) {
		if level == 0 {
			a.section, a.money = plainName(cell.text), moneySaidIn(cell.text)
		}
		a.previous = ""
		return rowName{}, nil
	}
	a.previous = plainName(cell.text)
	return n, cell
}

// names are the row's own name and that of the group it stands in.
func (a *ancestors) names(row int) (own *gridCell, group string) {
	for _, c := range a.r.cols {
		cell := a.r.g.cell(c.col, row)
		if cell == nil || strings.TrimSpace(cell.text) == "" {
			continue
		}
		switch c.role {
		case roleGroup:
			group = cell.text
			a.group = group
		case roleName, roleTask:
			if own != nil && own.text != cell.text {
				group = strings.TrimSpace(group + " " + own.text)
			}
			if own == nil || !cell.merged || own.text != cell.text {
				own = cell
			}
		}
	}
	if group == "" && own != nil && !own.merged {
		group = a.group // written once for the rows below, with nothing merged
	}
	if own == nil { // a heading that stands in the column of numbers, over the others
		for _, c := range a.r.cols {
			if cell := a.r.g.cell(c.col, row); c.role == roleOrdinal && cell != nil && len([]rune(cell.text)) > 6 {
				return cell, group
			}
		}
	}
	return own, group
}

// level is how deep a row stands: 0, 1 for "- …", "Trong đó: …", "9.1", "10a",
// 2 for "+ …" under "- …".
func (a *ancestors) level(row int, cell *gridCell) int {
	text := strings.TrimSpace(cell.text)
	ord := strings.TrimSpace(a.r.text(roleOrdinal, row))
	switch {
	case strings.HasPrefix(text, "+") || strings.HasPrefix(text, "*"):
		if a.rows[1] != "" {
			return 2
		}
		return 1
	case bulletOf(text), bulletOf(ord), amongThese.MatchString(text):
		return 1
	case a.ordinal != "" && ord != "" && childOf(ord, a.ordinal):
		return 1
	case ord == "" && childOrdinal.MatchString(firstWord(text)) && strings.HasPrefix(firstWord(text), strings.TrimRight(a.ordinal, ". ")) && a.ordinal != "":
		return 1
	case setIn(cell) && a.rows[0] != "":
		return 1
	case ord == "" && a.ordinal != "" && a.r.column(roleOrdinal) != nil && a.rows[0] != "":
		return 1 // no number of its own among numbered rows
	}
	return 0
}

func bulletOf(s string) bool {
	return strings.HasPrefix(s, "-") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "•") || strings.HasPrefix(s, "…")
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// childOf tells "13.1", "13a", "a)" under "13".
func childOf(ord, parent string) bool {
	parent = strings.TrimRight(parent, ".) ")
	if rest, ok := strings.CutPrefix(ord, parent); ok && rest != "" && !startsWithDigit(rest) && strings.Trim(rest, ". )") != "" {
		return true
	}
	o := strings.Trim(ord, ".() ")
	return len([]rune(o)) == 1 && o >= "a" && startsWithDigit(parent)
}

// setIn tells a name that begins two spaces or more to the right.
func setIn(c *gridCell) bool {
	return len(c.raw)-len(strings.TrimLeft(c.raw, " \t\u00a0")) >= 2
}

// finishFigures recomputes ratios, keeps what is known and asks the rules how
// the figures fit together.
func (x *recogniser) finishFigures(s *figureSet) {
	for _, f := range x.implied {
		if have := s.byID[indicatorID(f.in)]; have == nil || !have.known {
			x.addFigure(s, f)
		}
	}
	x.implied = nil
	for _, f := range s.order {
		if derived(f.in) {
			x.derive(f, s.byID)
		}
	}
	x.r.Report.Indicators = x.r.Report.Indicators[:0]
	for _, f := range s.order {
		if f.known {
			x.r.Report.Indicators = append(x.r.Report.Indicators, data.IndicatorValue{
				Code: f.in.Code, Part: f.in.Part, Value: f.value, Unit: x.unitShown(f), Printed: f.cell.text, At: f.cell.at,
			})
		}
	}
	x.checkFigures(s.order, s.byID)
}

// unitShown is the catalogue's unit; where that is "ấp/khóm", the one that the
// row or the kind of commune says.
func (x *recogniser) unitShown(f *figure) string {
	if f.in.Unit != "ấp/khóm" {
		return f.in.Unit
	}
	said := strings.ToLower(strings.TrimSpace(f.unit))
	if said == "ấp" || said == "khóm" {
		return said
	}
	if x.r.Head.Unit == nil {
		return f.in.Unit
	}
	return cmp.Or(map[string]string{"xã": "ấp", "phường": "khóm", "thị trấn": "khóm"}[x.r.Head.Unit.Type], f.in.Unit)
}
