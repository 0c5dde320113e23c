package ingest

import (
	"math"
	"strconv"
	"strings"

	"danbiet/data"
)

// A table that has a row for each ấp and none for the whole commune says the
// commune's figures all the same: counts add up. They are summed where nothing
// can be mistaken: every row is an ấp, each once, and has a number in the
// column; no row may be the total under another name; and what is summed is a
// count, never a rate. The figure stands at the first of its cells, is printed as
// the sum that it is, and the clerk is told which rows are in it.

// hamletHeads are the headers of a column of ấp, in folded form (thôn, khóm, khu
// phố are ấp there), hamletBegins how an ấp is called, notHamlet what a row of
// the whole is.
var (
	hamletHeads  = phrases("ấp|tên ấp|các ấp|địa bàn ấp")
	hamletBegins = phrases("ấp|các ấp")
	notHamlet    = phrases("tổng|cộng|chung|toàn|cả|xã|phường|thị trấn|bình quân|trung bình|tỷ lệ|kế hoạch|cùng kỳ|so sánh|tăng|giảm|lũy kế|năm|quý|tháng|6 tháng")
)

// hamletRows are the rows of ấp of a table without a row of totals; nil when
// some row that holds figures is none.
func (x *recogniser) hamletRows(r *region) []int {
	headed := false
	for _, c := range r.cols {
		if c.role != roleOrdinal {
			headed = equals(folded(c.leaf), hamletHeads)
			break
		}
	}
	var rows []int
	seen := map[string]bool{}
	for row := r.first; row <= r.last; row++ {
		if x.rowHidden(r, row) {
			return nil
		}
		if !r.rowHolds(row) {
			continue
		}
		called := folded(r.rowLabel(row))
		if strings.TrimSpace(called) == "" || seen[called] || begins(called, notHamlet) || !headed && !begins(called, hamletBegins) {
			return nil
		}
		seen[called] = true
		rows = append(rows, row)
	}
	return rows
}

// sumsOfHamlets reads a table of ấp without a row of totals.
func (x *recogniser) sumsOfHamlets(r *region, set *figureSet) {
	rows := x.hamletRows(r)
	if len(rows) < 2 {
		return
	}
	var sums []*hamletSum
	places := placeFigures{}
	for i := range r.cols {
		c := &r.cols[i]
		named := x.namedIn(r, c)
		if len(named) != 1 || !c.indicator() || c.role == rolePercent || derived(named[0]) || yesNo(named[0]) {
			continue
		}
		if s := r.sumOf(c, named[0], rows); s != nil {
			sums = append(sums, s)
		}
		for _, row := range rows {
			places.add(x, row, named[0], r.g.cell(c.col, row))
		}
	}
	if endsInTotal(sums) {
		return
	}
	money := x.moneyUnit(r)
	for _, s := range sums {
		unit := x.unitOfRow(rowName{own: s.col.leaf}, s.in, columnPlan{value: s.col, money: money})
		f := &figure{in: s.in, cell: s.cell(), unit: s.col.unit}
		stated := x.statedInstead(s)
		if stated != nil {
			f.cell = stated
		}
		x.freeValue(f, unit, set)
		x.addFigure(set, f)
		if stated == nil && f.known && set.byID[indicatorID(s.in)].cell == f.cell {
			last := s.cells[len(s.cells)-1]
			x.addAt("summed_rows", data.Inform, f.cell.at, "what", s.in.NameVi, "got", FormatNumber(f.value),
				"rows", strconv.Itoa(len(s.cells)), "parts", f.cell.text, "other", where(last.at))
		}
	}
	x.checkPlaces(places)
}

// A hamletSum is a column of a table of ấp: a number in each row.
type hamletSum struct {
	col    *freeColumn
	in     data.Indicator
	cells  []*gridCell
	values []float64
}

// sumOf is the sum of a column, nil when a row has no plain number there.
func (r *region) sumOf(c *freeColumn, in data.Indicator, rows []int) *hamletSum {
	s := &hamletSum{col: c, in: in}
	for _, row := range rows {
		cell := r.g.cell(c.col, row)
		if cell == nil || cell.merged || cell.hidden || dateFormat(cell.format) || strings.Contains(cell.format+cell.text, "%") {
			return nil
		}
		bare, typed := unitApart(cell)
		if typed != "" && !unitFits(in, unitNoun(typed)) || bare.kind != 'n' && bare.kind != 's' {
			return nil
		}
		if bare.kind == 's' {
			if _, problem := ParseNumber(bare.text); problem != "" {
				return nil
			}
		}
		v := previousValue(bare)
		if v == nil || *v < 0 {
			return nil
		}
		s.cells, s.values = append(s.cells, cell), append(s.values, *v)
	}
	return s
}

func (s *hamletSum) sum() float64 {
	sum := 0.0
	for _, v := range s.values {
		sum += v
	}
	return roundTo(sum, 6)
}

// mostParts is how many numbers of a sum are printed.
const mostParts = 12

// cell is a cell with the sum, at the first of its cells, that prints what it is
// the sum of: "2 + 3 + 4".
func (s *hamletSum) cell() *gridCell {
	var parts []string
	for i, v := range s.values {
		if i == mostParts-1 && len(s.values) > mostParts {
			parts = append(parts, "…", FormatNumber(s.values[len(s.values)-1]))
			break
		}
		parts = append(parts, FormatNumber(v))
	}
	return &gridCell{kind: 'n', raw: strconv.FormatFloat(s.sum(), 'f', -1, 64), text: strings.Join(parts, " + "), value: true, at: s.cells[0].at}
}

// statedInstead is the first cell of a sum where a person put the figure itself
// in the place of the sum; nil when nobody did.
func (x *recogniser) statedInstead(s *hamletSum) *gridCell {
	first := s.cells[0]
	for _, fix := range x.hints.Corrections {
		if fix.Code == s.in.Code && fix.Part == s.in.Part && fix.At.Key() == first.at.Key() {
			return first
		}
	}
	return nil
}

// endsInTotal tells that the first or the last row is the sum of the others in
// every column: the total, under a name of its own.
func endsInTotal(sums []*hamletSum) bool {
	total := func(at int) bool {
		for _, s := range sums {
			if math.Abs(s.sum()-2*s.values[at]) > 1e-6 {
				return false
			}
		}
		return true
	}
	if len(sums) == 0 || len(sums[0].values) < 3 {
		return false
	}
	return total(0) || total(len(sums[0].values)-1)
}
