package ingest

import (
	"context"
	"strconv"

	"danbiet/data"
)

// settle asks what one file alone cannot tell: whether its unit owes that
// report, and whether its figures are last period's. What it finds joins the
// reading's problems before the reading is kept.
func (im *Importer) settle(ctx context.Context, s *arrival) error {
	r := s.reading
	cat := im.Store.Catalogue()
	if r.Kind == data.KindUnknown && !data.Blocks(r.Problems) {
		r.Problems = append(r.Problems, data.NewProblem("no_kind", data.Block, data.Place{}, "name", r.File.Name))
	}
	if r.Kind == data.KindPlan && r.UnitID == "" && !data.Blocks(r.Problems) {
		r.Problems = append(r.Problems, data.NewProblem("unknown_unit", data.Block, data.Place{}, "got", "", "on", "",
			"advice", "Đề nghị ghi rõ tên cơ quan ban hành ở đầu hoặc cuối kế hoạch.",
			"advice_en", "State the issuing body at the head or the end of the plan."))
	}
	if r.Kind != data.KindReport || data.Blocks(r.Problems) {
		return nil
	}
	period, ok := cat.PeriodByID(r.Period)
	if !ok {
		return nil // the reader has said so
	}
	if _, ok := cat.UnitOn(r.UnitID, period.LastDay); !ok {
		last, _ := cat.UnitOn(r.UnitID, 0)
		r.Problems = append(r.Problems, data.NewProblem("unit_not_expected", data.Block, data.Place{},
			"got", last.Type+" "+last.Name, "period", period.ID,
			"why", "đơn vị không còn (hoặc chưa có) vào ngày "+dayVi(period.LastDay)))
		return nil
	}
	before, ok := previousPeriod(cat, period)
	if !ok {
		return nil
	}
	figures, err := im.Store.ReportedFigures(ctx, r.UnitID, before.ID)
	if err != nil {
		return err
	}
	if same, of := copied(cat, r.Report.Indicators, figures); same > copiedMost && 2*same > of {
		r.Problems = append(r.Problems, data.NewProblem("copied_from_previous", data.Warn, data.Place{},
			"got", strconv.Itoa(same), "want", strconv.Itoa(of)))
	}
	return nil
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
