package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"danbiet/data"
)

// A region is one table of a grid: its header rows, its data rows and what its
// columns hold. A grid can have several, one beside or below the other.
type region struct {
	g           *grid
	head        int // first header row
	first, last int // data rows
	cols        []freeColumn
	hidden      []freeColumn
	context     *string // what the table is about, once asked for
	transposed  bool    // indicators are the columns
}

// column is the first column of a role, nil when there is none.
func (r *region) column(role columnRole) *freeColumn {
	for i := range r.cols {
		if r.cols[i].role == role {
			return &r.cols[i]
		}
	}
	return nil
}

// cell of a role in a row.
func (r *region) cell(role columnRole, row int) *gridCell {
	if c := r.column(role); c != nil {
		return r.g.cell(c.col, row)
	}
	return nil
}

func (r *region) text(role columnRole, row int) string {
	if c := r.cell(role, row); c != nil {
		return c.text
	}
	return ""
}

// longestCaption is the longest text that can be a header: "Chỉ tiêu phản ánh
// kết quả thực hiện …" is long; a sentence is longer.
const longestCaption = 100

// regionsOf finds the tables of a grid, from above to below and from left to
// right.
func (x *recogniser) regionsOf(g *grid) []*region {
	var all []*region
	for row := 1; row <= g.rows; row++ {
		found := x.regionsAt(g, row)
		if len(found) == 0 {
			continue
		}
		all = append(all, found...)
		row = found[0].first - 1
	}
	if len(all) == 0 {
		if r := x.headless(g); r != nil {
			return []*region{r}
		}
	}
	for i, r := range all {
		r.last = g.rows
		for _, later := range all[i+1:] {
			if later.head > r.head && overlap(r, later) {
				r.last = min(r.last, later.head-1)
				break // the others are further below
			}
		}
	}
	return all
}

// fewestNamed is how many rows of a table without headers must name indicators.
const fewestNamed = 3

// headless finds a table that has no header: names in one column and figures in
// the only other one that holds any.
func (x *recogniser) headless(g *grid) *region {
	first, last, name := 0, 0, 0
	named := map[int]int{}
	numbers := map[int]int{}
	for row := 1; row <= min(g.rows, sampleRows); row++ {
		for col := 1; col <= g.cols; col++ {
			c := g.cell(col, row)
			if c == nil || c.merged || c.hidden || c.text == "" {
				continue
			}
			if numberCell(c) {
				numbers[col]++
				continue
			}
			if len(c.text) > 4*longestCaption {
				continue
			}
			if _, sure, _ := x.identify(rowName{own: c.text}); sure && holdsNumber(g, col, row) {
				if named[col]++; first == 0 {
					first = row
				}
				last = row
				if named[col] > named[name] {
					name = col
				}
			}
		}
	}
	if named[name] < fewestNamed {
		return nil
	}
	value := 0
	for col, n := range numbers {
		if col > name && 2*n >= named[name] {
			if value != 0 {
				return nil // which of the two is nobody's to guess
			}
			value = col
		}
	}
	if value == 0 {
		return nil
	}
	r := &region{g: g, head: first, first: first, last: last, cols: []freeColumn{{col: name, role: roleName}}}
	for col := name + 1; col < value; col++ {
		if unit := (freeColumn{col: col, role: roleUnit}); x.holdsUnits(r, &unit) && g.text(col, first) != "" {
			r.cols = append(r.cols, unit)
			break
		}
	}
	r.cols = append(r.cols, freeColumn{col: value, role: roleValue})
	return r
}

func holdsNumber(g *grid, col, row int) bool {
	for at := col + 1; at <= g.cols; at++ {
		if c := g.cell(at, row); c != nil && !c.merged && c.text != "" && holdsFigure(c) {
			return true
		}
	}
	return false
}

func overlap(a, b *region) bool {
	return a.cols[0].col <= b.cols[len(b.cols)-1].col && b.cols[0].col <= a.cols[len(a.cols)-1].col
}

// regionsAt tells whether a header begins in a row, and splits what stands
// side by side.
func (x *recogniser) regionsAt(g *grid, row int) []*region {
	if !x.captions(g, row) {
		return nil
	}
	depth := headerDepth(g, row)
	var groups [][]freeColumn
	var group, hidden []freeColumn
	named := false
	for col := 1; col <= g.cols; col++ {
		title, leaf := captionOf(g, col, row, depth)
		if title == "" {
			continue
		}
		c := x.columnOf(title, leaf)
		c.col = col
		if g.hideCol[col] && c.holdsFigures() {
			hidden = append(hidden, c)
			continue
		}
		if named && (c.role == roleOrdinal || c.role == roleName && !sameTitle(group, c)) && hasValue(group) {
			groups, group, named = append(groups, group), nil, false
		}
		named = named || c.role == roleName || c.role == roleTask || c.role == roleModel
		group = append(group, c)
	}
	groups = append(groups, group)
	var out []*region
	for _, cols := range groups {
		r := &region{g: g, head: row, first: row + depth, cols: cols, hidden: hidden}
		if x.fits(r) {
			out = append(out, r)
		}
	}
	for _, r := range out {
		for r.first <= g.rows && numberingRow(r) {
			r.first++
		}
	}
	return out
}

func sameTitle(group []freeColumn, c freeColumn) bool {
	return len(group) > 0 && group[len(group)-1].title == c.title
}

func hasValue(cols []freeColumn) bool {
	for _, c := range cols {
		switch c.role {
		case roleValue, rolePlan, rolePrevious, roleStatus, rolePlace:
			return true
		}
	}
	return false
}

// captions tells a row that can be a header: several short texts and no
// figures but years.
func (x *recogniser) captions(g *grid, row int) bool {
	for col := 1; col <= g.cols; col++ {
		if c := g.cell(col, row); c != nil && c.text != "" && !c.hidden && (len(c.text) > 4*longestCaption || numberCell(c)) {
			return false
		}
	}
	texts, known := 0, 0
	last := ""
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c == nil || c.text == "" || c.hidden {
			continue
		}
		if c.merged && c.text == last {
			continue
		}
		last = c.text
		if len([]rune(c.text)) > longestCaption {
			return false
		}
		texts++
		switch x.captionRole(c.text) {
		case "", roleLabel:
		case rolePlace:
			known++
			if equals(folded(c.text), placeNames) {
				known++ // "Ấp" over names of ấp: the other columns may be indicators
			}
		case roleValue, rolePlan, rolePercent, roleDelta:
			known++
		default:
			known += 2
		}
	}
	return texts >= 2 && known >= 2 || texts >= 3 && x.namesAcross(g, row) || texts == 2 && known == 1 && namesBelow(g, row)
}

// namesAcross tells a row of names of indicators over figures: a header, though
// none of its words is one of headers.
func (x *recogniser) namesAcross(g *grid, row int) bool {
	named, asked := 0, 0
	for col := 1; col <= g.cols && asked < 12; col++ {
		c := g.cell(col, row)
		if c == nil || c.merged || c.hidden || !lettered(c.text) || !figureBelow(g, col, row) {
			continue
		}
		asked++
		if _, sure, _ := x.identify(rowName{own: c.text, context: g.text(1, row)}); sure {
			if named++; named == 2 {
				return true
			}
		}
	}
	return false
}

// figureBelow tells a column whose cells go on with figures, at most three rows
// below (a second level of headers, a row of units, an empty cell).
func figureBelow(g *grid, col, row int) bool {
	for at := row + 1; at <= row+4; at++ {
		if c := g.cell(col, at); c != nil && c.text != "" && numberCell(c) {
			return true
		}
	}
	return false
}

// namesBelow tells two captions of which one is of figures, where what stands
// below is as they say: words in the first column, figures in the last, three
// rows at least.
func namesBelow(g *grid, row int) bool {
	words, figures, rows := 0, 0, 0
	for col := 1; col <= g.cols; col++ {
		if g.text(col, row) != "" {
			if words == 0 {
				words = col
			}
			figures = col
		}
	}
	for at := row + 1; at <= g.rows; at++ {
		name, value := g.cell(words, at), g.cell(figures, at)
		if name == nil || value == nil || !lettered(name.text) || name.merged || !holdsFigure(value) {
			break
		}
		rows++
	}
	return rows >= fewestNamed
}

// captionRole is the role of a text taken as a header, remembered: long sheets
// repeat their texts.
func (x *recogniser) captionRole(text string) columnRole {
	role, known := x.captionRoles[text]
	if !known {
		role = columnOf(text, text).role
		if x.captionRoles == nil {
			x.captionRoles = map[string]columnRole{}
		}
		x.captionRoles[text] = role
	}
	return role
}

// numberCell tells a cell that holds a number, typed as text too, but no year.
func numberCell(c *gridCell) bool {
	if yearCell(c) {
		return false
	}
	if c.kind == 'n' {
		return true
	}
	_, problem := ParseNumber(c.text)
	return problem == ""
}

func yearCell(c *gridCell) bool {
	n, err := strconv.Atoi(c.text)
	return err == nil && n >= 2010 && n <= 2049
}

// headerDepth is how many rows the header has: the next row goes on with it
// when it holds captions under merged ones and no figures.
func headerDepth(g *grid, row int) int {
	depth := 1
	for ; depth < 4 && row+depth <= g.rows; depth++ {
		own, below, grown := 0, 0, 0
		for col := 1; col <= g.cols; col++ {
			c, above := g.cell(col, row+depth), g.cell(col, row+depth-1)
			if c == nil || c.text == "" {
				continue
			}
			switch {
			case numberCell(c) || len([]rune(c.text)) > longestCaption:
				return depth
			case c.merged && above != nil && above.text == c.text:
				grown++ // the caption above reaches down
			case above != nil && above.text != "" && (sameAs(g, col-1, row+depth-1, above) || sameAs(g, col+1, row+depth-1, above)) && !across(g, col, row+depth):
				below++
			case spanned(g, col, row+depth-1):
				below++
			default:
				own++
			}
		}
		// A title row over all columns is no header of the row below it.
		if below == 0 || own > below || !captionRow(g, row+depth) {
			return depth
		}
	}
	return depth
}

// spanned tells a caption's place that reaches over empty cells to its right, as
// in a csv, where nothing is merged: "Kết quả;;" over "Năm 2025;Năm 2026;".
func spanned(g *grid, col, row int) bool {
	if g.text(col, row) == "" {
		return captionLeft(g, col, row) != nil
	}
	return g.text(col+1, row) == "" && g.text(col+1, row+1) != ""
}

// captionLeft is the nearest caption to the left of an empty cell.
func captionLeft(g *grid, col, row int) *gridCell {
	for at := col - 1; at > 0; at-- {
		if c := g.cell(at, row); c != nil && c.text != "" {
			return c
		}
	}
	return nil
}

// sameAs tells that a cell shows the same merged text as its neighbour.
func sameAs(g *grid, col, row int, neighbour *gridCell) bool {
	c := g.cell(col, row)
	return c != nil && (c.merged || neighbour.merged) && c.text == neighbour.text
}

// across tells a text that is merged over three columns or more: a heading.
func across(g *grid, col, row int) bool {
	c := g.cell(col, row)
	n := 1
	for _, step := range []int{-1, 1} {
		for at := col + step; at > 0 && at <= g.cols && sameAs(g, at, row, c); at += step {
			n++
		}
	}
	return n >= 3
}

// captionRow tells that the own texts of a row are captions, not a row of data
// with a name and a text.
func captionRow(g *grid, row int) bool {
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c == nil || c.merged || c.text == "" {
			continue
		}
		if _, _, problem := ParseQuantity(c.text); problem == "" && !yearCell(c) {
			return false
		}
	}
	return true
}

// captionOf joins the levels of a column's header.
func captionOf(g *grid, col, row, depth int) (title, leaf string) {
	var levels []string
	for i := range depth {
		c := g.cell(col, row+i)
		if (c == nil || c.text == "") && i+1 < depth && g.text(col, row+i+1) != "" {
			c = captionLeft(g, col, row+i)
		}
		if c == nil || c.text == "" || len(levels) > 0 && levels[len(levels)-1] == c.text {
			continue
		}
		levels = append(levels, c.text)
	}
	if len(levels) == 0 {
		return "", ""
	}
	return strings.Join(levels, " / "), levels[len(levels)-1]
}

var numbering = regexp.MustCompile(`^\(?\s*(?:\d{1,2}|[A-Ha-h])\s*\)?(?:\s*=.*)?$`)

// numberingRow tells the row "1 2 3 4" or "A B 1 2" under a header.
func numberingRow(r *region) bool {
	n, last := 0, 0
	for _, c := range r.cols {
		text := r.g.text(c.col, r.first)
		if text == "" {
			continue
		}
		if !numbering.MatchString(text) {
			return false
		}
		if v, err := strconv.Atoi(strings.Trim(text, "() ")); err == nil {
			if v <= last {
				return false
			}
			last = v
		}
		n++
	}
	return n >= 3 && n >= len(r.cols)-1
}

// fits decides what the columns of a region are by what stands in them, and
// whether it is a table of ours at all.
func (x *recogniser) fits(r *region) bool {
	if len(r.cols) < 2 {
		return false
	}
	if x.indicatorsAcross(r) {
		r.transposed = true
		r.unitRow()
		return true
	}
	name := r.column(roleName)
	task := r.column(roleTask)
	for i := range r.cols {
		c := &r.cols[i]
		switch {
		case c.role == roleUnit && !x.holdsUnits(r, c):
			c.role = rolePlace
		case c.role == roleName && folded(c.leaf) == indicatorWord && (task != nil || name != nil && name.col != c.col) && figureCount(r, c) > 0:
			c.role = rolePlan // "Nhiệm vụ | Chỉ tiêu | Kết quả"
		case c.role == roleField && r.column(roleModel) == nil:
			c.role = roleGroup
		case c.role == rolePlace && c.col < firstNamed(r):
			c.role = roleGroup
		case c.role == "" && figureCount(r, c) > 0:
			c.role = rolePlace
		}
	}
	if r.column(roleName) == nil && r.column(roleTask) == nil && r.column(roleModel) == nil {
		if g := r.column(roleGroup); g != nil && r.column(roleValue) != nil {
			g.role = roleName // "Lĩnh vực | Số liệu"
		} else if r.surelyHeaded() {
			r.nameByContent() // "STT | Nguồn | Năm 2023 | Năm 2024"
		}
	}
	for i := range r.cols { // "Nhóm | Nội dung | Kết quả"
		if c := &r.cols[i]; c.role == "" && c.col < firstNamed(r) && figureCount(r, c) == 0 {
			c.role = roleGroup
		}
	}
	named := r.column(roleName) != nil || r.column(roleTask) != nil || r.column(roleModel) != nil || r.column(roleLabel) != nil && (r.column(roleStatus) != nil || r.column(roleValue) != nil)
	return named && (hasValue(r.cols) || r.column(roleModel) != nil && len(r.cols) > 1)
}

var indicatorWord = folded("chỉ tiêu")

// columnOf is the function of the name, remembered: a long sheet may repeat its
// headers.
func (x *recogniser) columnOf(title, leaf string) freeColumn {
	key := [2]string{title, leaf}
	c, known := x.columns[key]
	if !known {
		c = columnOf(title, leaf)
		if x.columns == nil {
			x.columns = map[[2]string]freeColumn{}
		}
		if len(x.columns) < maxIdentified {
			x.columns[key] = c
		}
	}
	return c
}

// unitNoun is the function of the name, remembered: units repeat down a column.
func (x *recogniser) unitNoun(text string) string {
	noun, known := x.nouns[text]
	if !known {
		noun = unitNoun(text)
		if x.nouns == nil {
			x.nouns = map[string]string{}
		}
		if len(x.nouns) < maxIdentified {
			x.nouns[text] = noun
		}
	}
	return noun
}

// surelyHeaded tells headers of a table of figures: numbers of rows, units or
// two stretches of time stand in them, and over figures. A row of a table of
// tasks ("Kiện toàn | 15/9/2024 | Đã hoàn thành | 100%") has words like headers,
// but a status.
func (r *region) surelyHeaded() bool {
	signs, figures := 0, 0
	for i := range r.cols {
		c := &r.cols[i]
		if statusInWords(c.leaf) != "" {
			return false
		}
		switch c.role {
		case roleOrdinal, roleUnit:
			signs++
		case roleValue, rolePlan, rolePrevious:
			signs++
			figures = max(figures, figureCount(r, c))
		}
	}
	return signs >= 2 && figures >= 2 || len(r.cols) == 2 && namesBelow(r.g, r.first-1)
}

// nameByContent makes the first column of words before the figures the names,
// whatever its header says.
func (r *region) nameByContent() {
	for i := range r.cols {
		c := &r.cols[i]
		switch c.role {
		case "", roleNote, rolePlace, roleKind, roleField:
		case roleOrdinal, roleCode:
			continue
		default:
			return
		}
		if figureCount(r, c) > 0 || !r.holdsWords(c) {
			return
		}
		c.role = roleName
		return
	}
}

// holdsWords tells a column most of whose cells are words.
func (r *region) holdsWords(c *freeColumn) bool {
	words, rows := 0, 0
	for row := r.first; row <= min(r.g.rows, r.first+60); row++ {
		if cell := r.g.cell(c.col, row); cell != nil && !cell.merged && cell.text != "" {
			rows++
			if lettered(cell.text) {
				words++
			}
		}
	}
	return rows > 0 && 4*words >= 3*rows
}

func firstNamed(r *region) int {
	for _, c := range r.cols {
		switch c.role {
		case roleName, roleTask, roleModel:
			return c.col
		}
	}
	return 0
}

// figureCount counts the cells of a column that begin with a digit.
func figureCount(r *region, c *freeColumn) int {
	n := 0
	for row := r.first; row <= min(r.g.rows, r.first+60); row++ {
		if cell := r.g.cell(c.col, row); cell != nil && (cell.kind == 'n' || startsWithDigit(strings.TrimLeft(cell.text, "-− "))) {
			n++
		}
	}
	return n
}

// holdsUnits tells a column of units of measure from one of names of places.
func (x *recogniser) holdsUnits(r *region, c *freeColumn) bool {
	units, texts := 0, 0
	for row := r.first; row <= min(r.g.rows, r.first+60); row++ {
		cell := r.g.cell(c.col, row)
		if cell == nil || cell.merged || cell.text == "" {
			continue
		}
		texts++
		if x.unitNoun(cell.text) != "" {
			units++
		}
	}
	return texts == 0 || 2*units >= texts
}

// indicatorsAcross tells a table whose columns are indicators: "Ấp | Số hộ | Số
// cuộc họp dân | Lượt hộ dự họp".
func (x *recogniser) indicatorsAcross(r *region) bool {
	found := 0
	for _, c := range r.cols {
		if c.indicator() && len(x.namedIn(r, &c)) == 1 {
			found++
		}
	}
	return found >= 2 && (r.column(roleName) == nil || found >= len(r.cols)-2) && r.column(roleUnit) == nil || found >= 3 && r.column(roleValue) == nil
}

// namedIn is the indicator that a column of a table names, by its header and by
// what the table is about: "Tổ hòa giải | Số vụ nhận | Số vụ thành".
func (x *recogniser) namedIn(r *region, c *freeColumn) []data.Indicator {
	if figureCount(r, c) == 0 && r.holdsWords(c) {
		return nil // the names of the rows
	}
	if named := x.namedBy(c.title, c.leaf, c.unit); len(named) == 1 {
		return named
	}
	above := strings.TrimSuffix(strings.TrimSuffix(c.title, c.leaf), " / ")
	if in, sure, _ := x.identify(rowName{own: c.leaf, parent: above, unit: c.unit, context: x.contextOf(r)}); sure {
		return []data.Indicator{in}
	}
	return nil
}

// longestContext is how long a caption can be that says what a table is about.
const longestContext = 200

// contextOf is what a table is about: its caption, in the rows above it or in
// the line before it, and the header of its first column of words ("Hình thức
// công khai").
func (x *recogniser) contextOf(r *region) string {
	if r.context != nil {
		return *r.context
	}
	var said []string
	for _, c := range r.cols {
		if c.role == roleOrdinal {
			continue
		}
		if low := folded(c.leaf); !equals(low, nameWords) && !equals(low, placeNames) {
			said = append(said, c.leaf)
		}
		break
	}
	if caption := x.captionAbove(r); len([]rune(caption)) <= longestContext {
		said = append(said, caption)
	}
	context := strings.Join(said, " ")
	r.context = &context
	return context
}

// captionAbove is the nearest text above a table, when it stands alone in its
// row and no figures are between.
func (x *recogniser) captionAbove(r *region) string {
	for row := r.head - 1; row >= 1 && row >= r.head-4; row-- {
		text := ""
		for col := 1; col <= r.g.cols; col++ {
			c := r.g.cell(col, row)
			if c == nil || c.text == "" || c.text == text {
				continue
			}
			if text != "" || numberCell(c) {
				return ""
			}
			text = c.text
		}
		if text != "" && moneySaidIn(text) == "" {
			return text
		}
		if text != "" {
			if name, _, _ := strings.Cut(text, "("); len(strings.Fields(name)) > 2 {
				return name
			}
		}
	}
	return x.linesBefore[r.g]
}

// holdsFigures tells a column that is read for its figures or words, not to tell
// which row is which: many an office hides codes and numbers of rows.
func (c freeColumn) holdsFigures() bool {
	switch c.role {
	case roleOrdinal, roleCode, roleUnit, roleName, roleTask, roleModel, roleLabel, roleGroup:
		return false
	}
	return true
}

// indicator tells that a column's header can be the name of an indicator.
func (c freeColumn) indicator() bool {
	switch c.role {
	case roleOrdinal, roleNote, roleUnit, roleCode, roleWhen, roleWho:
		return false
	case rolePlace: // "Ấp" is none, "Ấp đã họp toàn thể" may be one
		return !equals(folded(c.leaf), placeNames)
	case rolePerson: // "Công dân", "Công dân được tiếp"
		return !equals(folded(c.leaf), personWords)
	}
	return true
}

// unitRow takes the row of units of measure below the headers of a table whose
// columns are indicators.
func (r *region) unitRow() {
	units := map[int]string{}
	for i, c := range r.cols {
		cell := r.g.cell(c.col, r.first)
		if cell == nil || cell.merged || cell.text == "" {
			continue
		}
		switch {
		case unitNoun(cell.text) != "":
			units[i] = cell.text
		case !equals(folded(cell.text), unitWords0):
			return
		}
	}
	if len(units) < 2 {
		return
	}
	for i, unit := range units {
		r.cols[i].unit = unit
	}
	r.first++
}
