package analytics

import "context"

// TextLikeness lists the sections of reports of f.Period that say much the same
// as a section of another unit, or as the unit's own report before, once what
// belongs to the form is taken out (METHOD.md 5.7): with figures as they are, and
// with every figure taken as the same. It is seen as signals are; the other unit
// is named only to those who answer for it too.
func TextLikeness(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "giong-nhau", Method: "5.7", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "heading", Kind: Label, Format: Text},
		{Key: "other_unit", Kind: Label, Format: UnitName},
		{Key: "other_period", Kind: Label, Format: PeriodID},
		{Key: "share_alike", Kind: Estimate, Format: Share},
		{Key: "share_alike_masked", Kind: Estimate, Format: Share},
		{Key: "n_shingles", Kind: Label, Format: Integer},
		{Key: "likeness", Kind: Judgement, Format: Code},
		{Key: "form_likeness", Kind: Judgement, Format: Code},
		{Key: "submission", Kind: Label, Format: Integer},
	}}
	params, err := signalParams(ctx, db, f)
	if err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, sectionSteps("text_section", "section_word", "shingle", "own_shingle",
		"text_pair", "text_likeness.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, found(f, "giong_nhau", "section"))
}
