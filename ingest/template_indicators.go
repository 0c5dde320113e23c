package ingest

import (
	"fmt"
	"strings"

	"danbiet/data"
)

func (b *templateBuilder) writeIndicators() {
	s := &indicatorSheet
	ins := b.cat.Indicators
	b.table(s, len(ins))
	rowOf := make(map[string]int, len(ins))
	for i, in := range ins {
		rowOf[indicatorID(in)] = rowFirst + i
	}
	previous, value := s.column("previous")+1, s.column("value")+1
	for i, in := range ins {
		row, id := rowFirst+i, indicatorID(in)
		b.put(s.name, 1, row, id)
		b.put(s.name, 2, row, in.NameVi)
		b.put(s.name, 3, row, in.Unit)
		if v, ok := b.t.Previous[id]; ok {
			b.put(s.name, previous, row, shownValue(in, v))
		}
		b.put(s.name, value, row, b.t.Values[id])
		b.indicatorCell(in, row, previous, value, rowOf)
		b.rowHeight(s.name, row, s, map[string]string{"name": in.NameVi})
	}
	b.rulesOfIndicators(ins, value)
}

// shownValue is a stored figure as the form shows it: yes/no in words.
func shownValue(in data.Indicator, v float64) any {
	if yesNo(in) {
		return wordOf(yesNoWords, FormatNumber(v))
	}
	return v
}

// indicatorCell dresses the value's cell of one indicator: derived ones are
// locked formulas, money and land have separators.
func (b *templateBuilder) indicatorCell(in data.Indicator, row, previous, value int, rowOf map[string]int) {
	name := sheetIndicators
	style, before := b.style.number, b.style.lockedNumber
	switch {
	case derived(in):
		style, before = b.style.share, b.style.share
		if b.t.Values[indicatorID(in)] == nil {
			if formula := ratioFormula(in, value, rowOf); formula != "" {
				b.do(b.f.SetCellFormula(name, at(value, row), formula))
			}
		}
	case yesNo(in):
		style = b.style.list
	case in.Unit == "đồng" || in.Unit == "m²":
		style, before = b.style.money, b.style.lockedMoney
	}
	b.fill(name, before, previous, row, previous, row)
	b.fill(name, style, value, row, value, row)
}

// rulesOfIndicators puts the number rule on all typed figures at once and the
// yes/no list on its cells: one rule a kind keeps the file small.
func (b *templateBuilder) rulesOfIndicators(ins []data.Indicator, value int) {
	for _, kind := range []cellKind{kindNumber, kindList} {
		start := 0
		flush := func(end int) {
			if start > 0 {
				b.validate(sheetIndicators, value, start, end, column{kind: kind, list: "yes_no", title: "Kỳ này", note: valueNotes[kind]})
			}
			start = 0
		}
		for i, in := range ins {
			fits := !derived(in) && (kind == kindList) == yesNo(in)
			switch {
			case fits && start == 0:
				start = rowFirst + i
			case !fits:
				flush(rowFirst + i - 1)
			}
		}
		flush(rowFirst + len(ins) - 1)
	}
}

// valueNotes are shown when a cell of column Kỳ này is entered.
var valueNotes = map[cellKind]string{
	kindNumber: "Số liệu trong kỳ, theo đúng đơn vị tính ở cột C; không ghi chữ. Không phát sinh thì ghi 0, chưa có số liệu thì để trống.",
	kindList:   "Chọn Có hoặc Không; chưa rõ thì để trống.",
}

// ratioFormula is 100 × numerator ÷ denominator over the cells of the sheet,
// empty while one of them is: no denominator is not 0 %, a missing figure is
// not 0.
func ratioFormula(in data.Indicator, value int, rowOf map[string]int) string {
	var given []string
	cells := func(expression string) string {
		var terms []string
		for _, code := range strings.Split(expression, "+") {
			row, ok := rowOf[strings.TrimSpace(code)]
			if !ok {
				return ""
			}
			terms = append(terms, at(value, row))
			given = append(given, "ISNUMBER("+at(value, row)+")")
		}
		return "(" + strings.Join(terms, "+") + ")"
	}
	num, den := cells(in.Numerator), cells(in.Denominator)
	if num == "" || den == "" {
		return ""
	}
	return fmt.Sprintf(`IF(AND(%s),IF(%s>0,100*%s/%s,""),"")`, strings.Join(given, ","), den, num, den)
}
