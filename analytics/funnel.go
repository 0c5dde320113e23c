package analytics

import "context"

// Funnel says which units differ from their set by more than chance, given that
// units differ anyway (METHOD.md 4.5): the pooled share p0, the over-dispersion
// phi, the limits at the unit's number of cases, and the zone (in, alert, alarm;
// too_few is not to be drawn). The limits are those of the whole set whoever
// asks.
func Funnel(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "bieu-do-pheu", Method: "4.5", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "direction", Kind: Label, Format: Code},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "p0", Kind: Estimate, Format: Share},
		{Key: "phi", Kind: Estimate, Format: Decimal},
		{Key: "z", Kind: Estimate, Format: Decimal},
		{Key: "z_adj", Kind: Estimate, Format: Decimal},
		{Key: "alert_lo", Kind: Estimate, Format: Share},
		{Key: "alert_hi", Kind: Estimate, Format: Share},
		{Key: "alarm_lo", Kind: Estimate, Format: Share},
		{Key: "alarm_hi", Kind: Estimate, Format: Share},
		{Key: "zone", Kind: Judgement, Format: Code},
	}}
	return t, t.compare(ctx, db, f, []string{"p0", "phi", "z", "z_adj", "alert_lo", "alert_hi", "alarm_lo", "alarm_hi"},
		"comparable", "funnel", "funnel.sql")
}
