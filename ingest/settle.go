package ingest

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"danbiet/data"
)

// lastFigures are what units reported before, by period: asked once a batch.
type lastFigures map[string]map[string]map[string]float64

// settle asks what one file alone cannot tell: whether the sender may send for
// that unit, whether the unit owes that report, and whether the figures are last
// period's. What it finds joins the problems of the file it is about before the
// readings are kept.
func (im *Importer) settle(ctx context.Context, s *intake, last lastFigures) error {
	cat := im.Store.Catalogue()
	for _, a := range s.files {
		if data.Blocks(a.reading.Problems) {
			continue
		}
		a.reading.Problems = append(a.reading.Problems, unplaced(a.reading, s, data.DayOf(im.Now()))...)
	}
	for _, a := range s.files {
		a.reading.Problems = append(a.reading.Problems, mismatch(cat, a)...)
	}
	if s.kind != data.KindReport || data.Blocks(s.problems()) {
		return nil
	}
	first := s.files[0].reading
	period, ok := cat.PeriodByID(s.period)
	if !ok {
		first.Problems = append(first.Problems, unknownPeriod(cat, s.period))
		return nil
	}
	if _, ok := cat.UnitOn(s.unit, period.LastDay); !ok {
		last, _ := cat.UnitOn(s.unit, 0)
		first.Problems = append(first.Problems, data.NewProblem("unit_not_expected", data.Block, data.Place{},
			"got", last.Type+" "+last.Name, "period", period.ID,
			"why", "đơn vị không còn (hoặc chưa có) vào ngày "+dayVi(period.LastDay)))
		return nil
	}
	before, ok := previousPeriod(cat, period)
	if !ok {
		return nil
	}
	if last[before.ID] == nil {
		figures, err := im.Store.ReportedFigures(ctx, before.ID)
		if err != nil {
			return err
		}
		last[before.ID] = figures
	}
	if same, of := copied(cat, s.figures(), last[before.ID][s.unit]); same > copiedMost && 2*same > of {
		first.Problems = append(first.Problems, data.NewProblem("copied_from_previous", data.Warn, data.Place{},
			"got", strconv.Itoa(same), "want", strconv.Itoa(of)))
	}
	return nil
}

// figures are the figures of all files.
func (s *intake) figures() []data.IndicatorValue {
	var all []data.IndicatorValue
	for _, a := range s.files {
		if a.reading.Report != nil {
			all = append(all, a.reading.Report.Indicators...)
		}
	}
	return all
}

// mismatch says that a file is of another unit than the one that sends it. A
// body above may send what units below it wrote.
func mismatch(cat *data.Catalogue, a *arrival) []data.Problem {
	r := a.reading
	if a.sender == "" || r.UnitID == "" || r.UnitID == a.sender {
		return nil
	}
	for id := r.UnitID; id != ""; {
		v, ok := cat.UnitOn(id, 0)
		if !ok {
			break
		}
		if v.ParentID == a.sender {
			return nil
		}
		id = v.ParentID
	}
	file, _ := cat.UnitOn(r.UnitID, 0)
	sender, _ := cat.UnitOn(a.sender, 0)
	return []data.Problem{data.NewProblem("unit_mismatch", data.Block, data.Place{},
		"got", file.Type+" "+file.Name, "want", sender.Type+" "+sender.Name)}
}

// unplaced says what keeps a reading from being filed: nobody can tell what it
// is, whose it is, or for when.
func unplaced(r *data.Reading, s *intake, today data.Day) []data.Problem {
	var ps []data.Problem
	add := func(code string, args ...string) {
		ps = append(ps, data.NewProblem(code, data.Block, data.Place{}, args...))
	}
	switch {
	case r.Kind == data.KindUnknown:
		add("no_kind", "name", r.File.Name)
		return ps
	case r.Kind == data.KindReport && r.Report == nil && !s.hasReport():
		add("not_supported", "name", r.File.Name, "got", "báo cáo bằng lời, không có biểu số liệu", "got_en", "a report in words, without a table of figures",
			"advice", "Đề nghị điền biểu mẫu Excel của đơn vị và kỳ này (lệnh danbiet template) rồi gửi.",
			"advice_en", "Fill in the workbook of this unit and period (danbiet template) and send that.")
		return ps
	case r.Kind == data.KindPlan && r.Head.Year == nil:
		add("missing_required", "where", r.File.Name, "what", "năm của kế hoạch", "what_en", "the plan's year")
	}
	switch {
	case r.UnitID != "":
	case r.Head.Issuer == nil:
		add("missing_required", "where", r.File.Name, "what", missingIssuer, "what_en", "the issuing body (at the head or the end)")
	default:
		on := r.Head.Date
		if on == 0 {
			on = today
		}
		add("unknown_unit", "got", *r.Head.Issuer, "on", dayVi(on),
			"advice", "Đề nghị ghi rõ tên xã, phường hoặc thị xã ở đầu hoặc cuối văn bản.",
			"advice_en", "Name the commune, ward or town at the head or the end of the document.")
	}
	return ps
}

// missingIssuer is how a document without its issuer is told.
const missingIssuer = "tên cơ quan ban hành (ở đầu hoặc cuối văn bản)"

// hasReport tells whether any file of the sending has figures or tasks to read.
func (s *intake) hasReport() bool {
	return slices.ContainsFunc(s.files, func(a *arrival) bool { return a.reading.Report != nil })
}

func unknownPeriod(cat *data.Catalogue, got string) data.Problem {
	var known []string
	for _, p := range cat.Periods {
		known = append(known, p.ID)
	}
	return data.NewProblem("unknown_period", data.Block, data.Place{}, "got", got, "want", strings.Join(known, ", "))
}

// copiedMost is how many figures may equal last period's before it is asked
// whether they were brought up to date.
const copiedMost = 5

// copied counts the flow indicators that are not zero in both periods and how
// many of them are identical (METHOD.md 5.6 names the measure).
func copied(cat *data.Catalogue, now []data.IndicatorValue, before map[string]float64) (same, of int) {
	for _, v := range now {
		i, ok := cat.IndicatorByCode(v.Code, v.Part)
		old, had := before[v.Code+v.Part]
		if !ok || i.Aggregation != "flow" || !had || old == 0 || v.Value == 0 {
			continue
		}
		of++
		if old == v.Value {
			same++
		}
	}
	return same, of
}

// previousPeriod is the period whose data end last before this one's do.
func previousPeriod(cat *data.Catalogue, p data.Period) (data.Period, bool) {
	var best data.Period
	for _, q := range cat.Periods {
		if q.DataTo < p.DataTo && q.DataTo > best.DataTo {
			best = q
		}
	}
	return best, best.ID != ""
}
