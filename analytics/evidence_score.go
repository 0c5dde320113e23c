package analytics

import "context"

// EvidenceScore says with how much the reports of f.Period show the tasks that
// they claim as done: the best of each task, weighted, and the share of which
// nothing is shown (METHOD.md 5.8). It stands beside Completion.
func EvidenceScore(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "minh-chung", Method: "5.8", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "n_claimed", Kind: Fact, Format: Integer},
		{Key: "n_without", Kind: Fact, Format: Integer},
		{Key: "evidence_score", Kind: Judgement, Format: Decimal},
		{Key: "share_without", Kind: Fact, Format: Share},
	}}
	rows, err := ask(ctx, db, taskParams(f),
		taskSteps("period_policy", "quality_policy", "task_evidence", "evidence_score", "evidence_score.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := findingEvidence{Kind: "minh_chung", Period: f.Period, Unit: word(of("unit"))}
		if key == "n_without" {
			e.Subject = "none"
		}
		return e.Evidence()
	})
}
