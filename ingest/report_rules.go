package ingest

import (
	"fmt"
	"strings"

	"danbiet/data"
)

// The relations between the indicators of one report (METHOD.md 5.1). Only what
// is logically impossible blocks; where a remainder of the period before may
// explain a figure, it is a question. A rule speaks only when all its figures
// are reported.
var figureRules = []figureRule{
	// part ≤ whole
	{kind: partOver, a: "QC06", b: "QC60a", level: data.Block},
	{kind: partOver, a: "QC09", b: "QC08", level: data.Block},
	{kind: partOver, a: "QC10", b: "QC09", level: data.Block},
	{kind: partOver, a: "QC09", b: "QC12+QC13+QC14+QC15", level: data.Warn}, // each content by at least one form
	{kind: partOver, a: "QC17", b: "QC16", level: data.Block},
	{kind: partOver, a: "QC18", b: "QC17", level: data.Block},
	{kind: partOver, a: "QC17", b: "QC19", level: data.Warn}, // a general meeting is a meeting
	{kind: partOver, a: "QC22", b: "QC21", level: data.Block},
	{kind: partOver, a: "QC24", b: "QC16", level: data.Warn},
	{kind: partOver, a: "QC27", b: "QC26", level: data.Block},
	{kind: partOver, a: "QC30", b: "QC29", level: data.Block},
	{kind: partOver, a: "QC31", b: "QC29", level: data.Block},
	{kind: partOver, a: "QC33", b: "QC29", level: data.Block},
	{kind: partOver, a: "QC39", b: "QC38", level: data.Warn}, // + what was left over
	{kind: partOver, a: "QC40a", b: "QC40b", level: data.Warn},
	{kind: partOver, a: "QC40c", b: "QC40a", level: data.Warn},
	{kind: partOver, a: "QC43", b: "QC41+QC42", level: data.Block},
	{kind: partOver, a: "QC48a", b: "QC47", level: data.Warn},
	{kind: partOver, a: "QC48b", b: "QC48a", level: data.Warn}, // + what was left over
	{kind: partOver, a: "QC50", b: "QC49", level: data.Block},
	{kind: partOver, a: "QC51b", b: "QC51a", level: data.Block},
	{kind: partOver, a: "QC55", b: "QC54", level: data.Block},
	{kind: partOver, a: "QC57", b: "QC56", level: data.Warn}, // + carried over from last year
	{kind: partOver, a: "QC58a", b: "QC57", level: data.Warn},
	{kind: partOver, a: "QC58b", b: "QC57", level: data.Block},
	{kind: partOver, a: "QC59a", b: "QC59b", level: data.Block},
	{kind: partOver, a: "QC62", b: "QC61", level: data.Warn}, // + what was left over
	// whole = sum
	{kind: sumDiffers, a: "QC29", b: "QC30+QC31+QC33", level: data.Warn},
	{kind: sumDiffers, a: "QC44", b: "QC41+QC42", minus: "QC43", level: data.Warn},
	// nothing of a without b
	{kind: withoutCause, a: "QC05", b: "QC04", level: data.Warn},
	{kind: withoutCause, a: "QC26", b: "QC25", level: data.Warn},
	{kind: withoutCause, a: "QC37", b: "QC35+QC36", level: data.Warn},
	// a per b within
	{kind: ratioOutside, a: "QC05", b: "QC04", lo: 10, hi: 500, level: data.Warn},
	{kind: ratioOutside, a: "QC60b", b: "QC60a", lo: 2.5, hi: 5.5, level: data.Warn},
	// a is what the last report had as b
	{kind: carriedOver, a: "QC41", b: "QC44", level: data.Warn},
}

type ruleKind int

const (
	partOver ruleKind = iota
	sumDiffers
	withoutCause
	ratioOutside
	carriedOver
)

type figureRule struct {
	kind   ruleKind
	a, b   string // ids; b may be a sum
	minus  string
	lo, hi float64
	level  data.Level
}

// copiedFrom is how many equal figures make a question (domain: more than
// five), when they are most of those that can be compared, or a third of them
// and some large: that 3 meetings are 3 again is common, that 286 persons are
// 286 again is not.
const (
	copiedFrom  = 6
	largeFigure = 20
	copiedLarge = 3
)

func (x *recogniser) checkFigures(order []*figure, figures map[string]*figure) {
	for _, r := range figureRules {
		x.checkRule(r, figures)
	}
	same, large, compared := 0, 0, 0
	for _, f := range order {
		if !f.known || derived(f.in) || yesNo(f.in) {
			continue
		}
		x.checkRange(f)
		if f.in.Aggregation == "flow" && f.previous != nil && (f.value != 0 || *f.previous != 0) {
			compared++
			if f.value == *f.previous {
				same++
				if f.value >= largeFigure {
					large++
				}
			}
		}
	}
	if same >= copiedFrom && (2*same > compared || 3*same > compared && large >= copiedLarge) {
		x.add("copied_from_previous", data.Warn, data.Place{Sheet: sheetOfFigures(order)}, "got", fmt.Sprint(same), "want", fmt.Sprint(compared))
	}
}

func sheetOfFigures(order []*figure) string {
	for _, f := range order {
		if f.cell != nil {
			return f.cell.at.Sheet
		}
	}
	return ""
}

func (x *recogniser) checkRule(r figureRule, figures map[string]*figure) {
	f := figures[r.a]
	if f == nil || !f.known {
		return
	}
	got := FormatNumber(f.value)
	if r.kind == carriedOver {
		before := figures[r.b]
		if before != nil && before.previous != nil && *before.previous != f.value {
			x.addAt("contradiction", r.level, f.cell.at, "what", f.in.NameVi, "got", got, "other", "báo cáo kỳ trước, "+before.in.NameVi, "want", FormatNumber(*before.previous))
		}
		return
	}
	whole, ok := sumOf(r.b, figures)
	if r.minus != "" {
		less, okLess := sumOf(r.minus, figures)
		whole, ok = whole-less, ok && okLess
	}
	if !ok {
		return
	}
	whole = roundTo(whole, 6)
	names := namesIn(r.b, figures)
	switch {
	case r.kind == partOver && f.value > whole:
		x.addAt("part_over_whole", r.level, f.cell.at, "part", f.in.NameVi, "got", got, "whole", names, "want", FormatNumber(whole))
	case r.kind == sumDiffers && f.value != whole && whole >= 0:
		x.addAt("sum_mismatch", r.level, f.cell.at, "what", f.in.NameVi, "got", got, "want", FormatNumber(whole))
	case r.kind == withoutCause && f.value > 0 && whole == 0:
		x.addAt("contradiction", r.level, f.cell.at, "what", f.in.NameVi, "got", got, "other", names, "want", "0")
	case r.kind == ratioOutside && f.value > 0 && whole > 0 && (f.value/whole < r.lo || f.value/whole > r.hi):
		x.addAt("out_of_range", r.level, f.cell.at, "what", f.in.NameVi+" chia "+names, "got", FormatNumber(roundTo(f.value/whole, 1)), "want", FormatNumber(r.lo)+"–"+FormatNumber(r.hi))
	}
}

func namesIn(expression string, figures map[string]*figure) string {
	var names []string
	for _, id := range strings.Split(expression, "+") {
		names = append(names, figures[id].in.NameVi)
	}
	return strings.Join(names, " cộng ")
}

// Money that is this small was meant in millions, this far above the usual was
// written in đồng under a head of millions.
const (
	smallMoney = 100_000
	farAbove   = 100
)

// checkRange compares a figure with what is usual for one commune in six
// months; a year may have twice as much. A reason in the notes makes a figure
// outside the range a piece of information.
func (x *recogniser) checkRange(f *figure) {
	in := f.in
	if in.Unit == "đồng" && f.value > 0 && f.value < smallMoney {
		x.addAt("unit_suspect", data.Warn, f.cell.at, "what", in.NameVi, "got", FormatNumber(f.value), "unit", in.Unit,
			"why", "có thể ghi theo triệu đồng", "why_en", "it may be in millions of đồng")
		return
	}
	if in.RangeLo == nil || in.RangeHi == nil {
		return
	}
	lo, hi := *in.RangeLo, *in.RangeHi
	if x.period.ReportType == "tong-ket-nam" && (in.Aggregation == "flow" || in.Aggregation == "cumulative") {
		hi *= 2
	}
	if in.Unit == "đồng" && f.value > farAbove*hi {
		x.addAt("unit_suspect", data.Warn, f.cell.at, "what", in.NameVi, "got", FormatNumber(f.value), "unit", in.Unit,
			"why", "lớn hơn nhiều so với thường gặp, có thể ghi theo đồng ở dòng tính bằng triệu đồng", "why_en", "far above the usual; it may be in đồng where millions are meant")
		return
	}
	if f.value >= lo && f.value <= hi {
		return
	}
	level := data.Warn
	if !blank(f.note) {
		level = data.Inform
	}
	x.addAt("out_of_range", level, f.cell.at, "what", in.NameVi, "got", FormatNumber(f.value), "want", FormatNumber(lo)+"–"+FormatNumber(hi)+" "+in.Unit)
}
