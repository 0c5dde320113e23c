package ingest

import (
	"cmp"
	"math"
	"strings"

	"danbiet/data"
)

// What to do about a row of the form whose code nobody knows.
const (
	adviceCode   = "Đề nghị giữ nguyên cột mã của biểu mẫu."
	adviceCodeEn = "Leave the template's code column as it is."
)

// figure is one indicator's row as read.
type figure struct {
	in       data.Indicator
	value    float64
	known    bool
	cell     *gridCell
	previous *float64
	note     string
	unit     string // of measure, as the row says it
}

// figuresOfTable reads a table with our columns: sheet ChiTieu, or one like it.
func (x *recogniser) figuresOfTable(t *table, set *figureSet) {
	for row := t.first; row <= t.rows; row++ {
		in, ok := x.indicatorOfRow(t, row)
		if !ok {
			continue
		}
		f := &figure{in: in, cell: t.of("value", row), note: t.textOf("note", row), unit: t.textOf("unit", row)}
		if first := set.byID[indicatorID(in)]; first != nil {
			if f.cell != nil && !blank(f.cell.text) && first.cell != nil {
				x.addAt("duplicate_row", data.Block, f.cell.at, "what", in.NameVi, "other", where(first.cell.at))
			}
			continue
		}
		set.add(f)
		if p := t.of("previous", row); p != nil && p.text != "" {
			f.previous = previousValue(p)
		}
		if !derived(in) {
			f.value, f.known = x.indicatorValue(f, t.textOf("unit", row))
		}
	}
}

// indicatorOfRow finds the indicator by code, or by name where there is no code
// column. A code that is unknown is said only where a figure would be lost.
func (x *recogniser) indicatorOfRow(t *table, row int) (data.Indicator, bool) {
	code, name := t.textOf("code", row), t.textOf("name", row)
	if in, ok := indicatorOf(x.cat, code); ok {
		return in, true
	}
	if in, ok := indicatorOf(x.cat, x.hints.alias(data.AliasIndicator, short(cmp.Or(code, name)))); ok {
		return in, true
	}
	if name != "" && !indicatorCode.MatchString(code) {
		if in, ok := x.names()[nameKey(name)]; ok {
			return in, true
		}
	}
	c := t.of("value", row)
	if c == nil || c.merged || blank(c.text) {
		return data.Indicator{}, false
	}
	got, place := code, c.at
	if got == "" {
		got = name
	}
	if id := t.of("code", row); id != nil && code != "" {
		place = id.at
	}
	if got != "" {
		x.addAt("unknown_row", data.Warn, place, "got", short(got), "advice", adviceCode, "advice_en", adviceCodeEn,
			"candidates", strings.Join(indicatorsLike(x.cat, name), ","))
	}
	return data.Indicator{}, false
}

func previousValue(c *gridCell) *float64 {
	v, problem := 0.0, ""
	switch c.kind {
	case 'n':
		v, problem = ParseNumber(ungrouped(parseRaw(c.raw)))
	default:
		v, _, problem = ParseQuantity(c.text)
	}
	if problem != "" {
		return nil
	}
	return &v
}

// indicatorValue reads the figure in the catalogue's unit.
func (x *recogniser) indicatorValue(f *figure, unit string) (float64, bool) {
	if f.cell == nil {
		return 0, false
	}
	if yesNo(f.in) {
		return x.yesOrNo(f.cell)
	}
	factor, fits := UnitFactor(unit, f.in.Unit)
	_, knownFrom := measures[measureKey(unit)]
	_, knownTo := measures[measureKey(f.in.Unit)]
	if !fits {
		factor = 1 // "lớp/cuộc" for "cuộc": another word for the same count
		if (knownFrom || knownTo) && !blank(f.cell.text) {
			x.addAt("unit_suspect", data.Warn, f.cell.at, "what", f.in.NameVi, "got", f.cell.text, "unit", unit,
				"why", "danh mục tính bằng "+f.in.Unit, "why_en", "the catalogue counts in "+f.in.Unit)
		}
	}
	expected := f.in.Unit
	if fits && unit != "" {
		expected = unit
	}
	v, ok := x.number(f.cell, f.in.NameVi, expected)
	if !ok {
		return 0, false
	}
	v = scaled(v, factor)
	if !knownTo && f.in.Unit != "ngày công" && v != math.Trunc(v) {
		x.addAt("not_whole", data.Warn, f.cell.at, "what", f.in.NameVi, "got", f.cell.text)
	}
	return v, true
}

func (x *recogniser) yesOrNo(c *gridCell) (float64, bool) {
	if c.kind == 'b' || c.kind == 'n' && (c.raw == "1" || c.raw == "0") {
		return map[bool]float64{true: 1}[c.raw == "1"], true
	}
	switch x.word(c, yesNoWords, map[string]string{headerKey("Đã có"): "1", headerKey("Chưa có"): "0", headerKey("Chưa"): "0"}) {
	case "1":
		return 1, true
	case "0":
		return 0, true
	}
	return 0, false
}

// derive recomputes a ratio from its parts, whatever the cell says: a stale
// formula must not stand beside figures that contradict it.
func (x *recogniser) derive(f *figure, figures map[string]*figure) {
	num, okNum := sumOf(f.in.Numerator, figures)
	den, okDen := sumOf(f.in.Denominator, figures)
	if f.cell == nil || !okNum || !okDen || den <= 0 || blank(f.cell.text) && f.cell.text != "" {
		return
	}
	v := roundTo(100*num/den, 6)
	if f.cell.kind == 'n' && f.cell.value && !f.cell.formula {
		typed := parseRaw(f.cell.raw)
		if strings.Contains(f.cell.format, "%") {
			typed *= 100
		}
		if math.Abs(typed-v) > 0.5 {
			x.addAt("contradiction", data.Warn, f.cell.at, "what", f.in.NameVi, "got", f.cell.text, "other", "tính từ "+f.in.Numerator+" và "+f.in.Denominator, "want", FormatNumber(roundTo(v, 1))+"%")
		}
	}
	f.value, f.known = v, true
	if f.cell.text == "" { // a formula that no program has computed yet
		f.cell.text = FormatNumber(roundTo(v, 1))
	}
}

// sumOf adds the figures that an expression names ("QC41+QC42"); ok is false
// when one of them is not reported: missing is not zero.
func sumOf(expression string, figures map[string]*figure) (sum float64, ok bool) {
	for _, id := range strings.Split(expression, "+") {
		f := figures[strings.TrimSpace(id)]
		if f == nil || !f.known {
			return 0, false
		}
		sum += f.value
	}
	return sum, true
}
