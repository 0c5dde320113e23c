package analytics

import "context"

// RuleFindings lists the rules that reports of f.Period break, one row each, with
// the place where it shows (METHOD.md 5.1, 5.2). What reading asked has its own
// sentence in text, with code and args for the other language.
func RuleFindings(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "quy-tac", Method: "5.1", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "rule", Kind: Label, Format: Code},
		{Key: "subject", Kind: Label, Format: Code},
		{Key: "seen", Kind: Fact, Format: Decimal},
		{Key: "wanted", Kind: Fact, Format: Decimal},
		{Key: "seen_on", Kind: Fact, Format: Date},
		{Key: "wanted_on", Kind: Fact, Format: Date},
		{Key: "code", Kind: Label, Format: Text},
		{Key: "args", Kind: Label, Format: Text},
		{Key: "text", Kind: Label, Format: Text},
		{Key: "submission", Kind: Label, Format: Integer},
		{Key: "file_no", Kind: Label, Format: Integer},
		{Key: "cell_no", Kind: Label, Format: Integer},
		{Key: "place", Kind: Label, Format: Text},
		{Key: "other_submission", Kind: Label, Format: Integer},
	}}
	params, err := ruleParams(ctx, db, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params,
		ruleSteps("figure_rule", "problem_rule", "document_rule", "task_rule", "rule_finding", "rule_findings.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		unit, subject := word(of("unit")), word(of("subject"))
		switch rule := word(of("rule")); rule {
		case "QC-NA":
			return taskEvidence{Period: f.Period, Unit: unit}.Evidence()
		case "QC-STATUS":
			return taskEvidence{Period: f.Period, Unit: unit, Label: subject}.Evidence()
		default:
			return findingEvidence{Kind: rule, Period: f.Period, Unit: unit, Subject: subject}.Evidence()
		}
	})
}
