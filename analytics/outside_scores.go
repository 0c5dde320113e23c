package analytics

import (
	"context"
	"net/url"
	"strings"
)

// score766 is the score of Decision 766/QĐ-TTg, as policies and loads name it.
const score766 = "qd766"

// OutsideScores gives the points that the national portal gives each unit under
// Decision 766/QĐ-TTg for f.Period, as they were given, beside what the unit
// itself reports of its files (counted of out_of done in time). given_total is the
// total as given, added_total the sum of the five groups, null with one missing:
// they may differ, and then both are shown. Nothing of this goes into a score of
// ours (METHOD.md 3.7). Units without points have no row.
func OutsideScores(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "diem-noi-khac", Method: "3.7", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "cong_khai", Kind: Fact, Format: Decimal},
		{Key: "tien_do", Kind: Fact, Format: Decimal},
		{Key: "so_hoa", Kind: Fact, Format: Decimal},
		{Key: "truc_tuyen", Kind: Fact, Format: Decimal},
		{Key: "hai_long", Kind: Fact, Format: Decimal},
		{Key: "given_total", Kind: Fact, Format: Decimal},
		{Key: "added_total", Kind: Fact, Format: Decimal},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
	}}
	params := with(with(with(f.params(), "periods", f.Period), "of_periods", f.Period), "score", score766)
	rows, err := ask(ctx, db, params, obligationSteps("counted_report", "figure", "period_policy", "unit_order",
		"outside_counted", "group_rate", "score_766", "outside_scores.sql")...)
	if err != nil {
		return nil, err
	}
	own := figureEvidence(f.Period)
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		switch key {
		case "counted", "out_of", "share":
			return own(key, of)
		}
		group := map[string]string{"given_total": "tong", "added_total": ""}
		name, ok := group[key]
		if !ok {
			name = key
		}
		return outsideEvidence{Period: f.Period, Unit: word(of("unit")), Group: name}.Evidence()
	})
}

// outsideEvidence is a choice of outside points: the query that EvidenceOf answers
// with kind "outside". Without a group it is the groups that make the total.
type outsideEvidence struct{ Period, Unit, Group string }

// Evidence is the query string.
func (e outsideEvidence) Evidence() Evidence {
	q := url.Values{"q": {"outside"}, "period": {e.Period}}
	for key, value := range map[string]string{"unit": e.Unit, "group": e.Group} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return Evidence(strings.ReplaceAll(q.Encode(), "%2C", ","))
}

// evidenceOutside lists points that another body gave, one row a group, with
// their cell; text is the file and who gives them. A total is their sum.
func evidenceOutside(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	f.Unit = q.Get("unit")
	t := &Table{Name: "can-cu", Method: "3.7", AsOf: f.AsOf, Columns: evidenceColumns}
	params := with(with(with(f.params(), "periods", q.Get("period")), "group", q.Get("group")), "score", score766)
	rows, err := ask(ctx, db, params, "scope_unit", "asked_unit", "unit_order", "outside_counted", "evidence_outside.sql")
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
