package analytics

import "context"

// ApRollup shows the tasks that the commune f.Unit reports by ấp, volume beside
// spread, because a large volume may stand in one ấp alone (METHOD.md 2.4). All
// shares are bounds: an ấp that reported nothing keeps its target.
func ApRollup(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "theo-ap", Method: "2.4", AsOf: f.AsOf, Columns: []Column{
		{Key: "label", Kind: Label, Format: Text},
		{Key: "title", Kind: Label, Format: Text},
		{Key: "ap_applicable", Kind: Fact, Format: Integer},
		{Key: "ap_reported", Kind: Fact, Format: Integer},
		{Key: "sum_actual", Kind: Fact, Format: Decimal},
		{Key: "sum_target", Kind: Fact, Format: Decimal},
		{Key: "volume_raw_lower", Kind: Fact, Format: Share},
		{Key: "volume_capped_per_ap_lower", Kind: Fact, Format: Share},
		{Key: "share_ap_reached_lower", Kind: Fact, Format: Share},
		{Key: "share_ap_reached_upper", Kind: Fact, Format: Share},
	}}
	rows, err := ask(ctx, db, taskParams(f), taskSteps("ap_rollup.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		return taskEvidence{Kind: "aps", Period: f.Period, Unit: f.Unit, Label: word(of("label"))}.Evidence()
	})
}
