package analytics

import "context"

// sendingColumns are the columns of every list of sendings.
var sendingColumns = []Column{
	{Key: "submission", Kind: Label, Format: Integer},
	{Key: "received_at", Kind: Label, Format: Text},
	{Key: "kind", Kind: Label, Format: Code},
	{Key: "unit", Kind: Label, Format: UnitName},
	{Key: "period", Kind: Label, Format: PeriodID},
	{Key: "version", Kind: Label, Format: Integer},
	{Key: "number", Kind: Label, Format: Text},
	{Key: "state", Kind: Fact, Format: Code},
	{Key: "file", Kind: Label, Format: Text},
	{Key: "decided_on", Kind: Label, Format: Date},
	{Key: "reason_kind", Kind: Label, Format: Code},
	{Key: "reason", Kind: Label, Format: Text},
}

// sendingSteps are the steps up to the state of every sending.
func sendingSteps(question string) []string {
	return []string{"scope_unit", "asked_unit", "receiving_body", "visible_submission", "submission_version", "sending", question}
}

// SubmissionList gives every sending received by f.AsOf of f.Unit, or of the
// whole scope, the latest first. received_at is ISO with the offset +07:00, a
// bare date where the register gives the day alone (METHOD.md 1.3).
func SubmissionList(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "lan-nop", Method: "1.4", AsOf: f.AsOf, Columns: sendingColumns}
	rows, err := ask(ctx, db, f.params(), sendingSteps("submission_list.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, nil)
}
