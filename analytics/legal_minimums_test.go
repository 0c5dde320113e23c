package analytics

import "testing"

// A minimum of the law is unknown without a figure, not failed before the year's
// last report where it counts by the year, and in no score.
func TestMinimumsOfTheLaw(t *testing.T) {
	w := newWorld(t)
	w.catalogueRows()
	for unit, figures := range map[string][2]string{
		"xa-du":    {"QC35=1 QC08=20 QC09=20 QC10=20", "QC35=2 QC08=30 QC09=30 QC10=30"},
		"xa-thieu": {"QC35=0 QC08=20 QC09=19 QC10=18", "QC35=0 QC08=30 QC09=30 QC10=29"},
		"xa-trong": {"QC42=3", "QC42=5 QC35=1 QC09=4"},
	} {
		w.unit(unit, "commune", unit, "tx-tan-chau", "2009-08-24", "2025-07-01")
		w.gives(w.accepted(unit, "2024-6T", "2024-05-08", "2024-05-09"), figures[0])
		w.gives(w.accepted(unit, "2024-N", "2024-10-08", "2024-10-09"), figures[1])
	}
	w.unit("xa-vang", "commune", "xa-vang", "tx-tan-chau", "2009-08-24", "2025-07-01")
	half := answer(t, w, inTown(t, "2024-6T", "2024-05-20"), LegalMinimums)
	wantRows(t, printedRows(half, "unit", "rule", "seen", "least", "verdict"), `
		xa-thieu | published | 19 | 20 | legal_not_met
		xa-thieu | published_in_time | 18 | 20 | legal_not_met
		xa-du | dialogue | 1 | 1 | legal_met
		xa-du | published | 20 | 20 | legal_met
		xa-du | published_in_time | 20 | 20 | legal_met
		xa-thieu | dialogue | 0 | 1 | legal_not_yet
		xa-trong | dialogue | — | 1 | legal_unknown
		xa-trong | published | — | — | legal_unknown
		xa-trong | published_in_time | — | — | legal_unknown
		xa-vang | dialogue | — | 1 | legal_unknown
		xa-vang | published | — | — | legal_unknown
		xa-vang | published_in_time | — | — | legal_unknown
		`)
	year := answer(t, w, inTown(t, "2024-N", "2024-10-20"), LegalMinimums)
	wantRows(t, printedRows(rowsOf(year, "unit", "xa-thieu"), "rule", "verdict"), `
		dialogue | legal_not_met
		published_in_time | legal_not_met
		published | legal_met
		`)
	if got := answer(t, w, inTown(t, "2022-6T", "2022-05-20"), LegalMinimums); len(got.Rows) != 4 {
		t.Errorf("before the law of 2022 was in force: %d rows, want the dialogue of 4 communes", len(got.Rows))
	}
	insert(t, w.db, `delete from policy where kind = 'legal'`)
	if got := answer(t, w, inTown(t, "2024-N", "2024-10-20"), LegalMinimums); len(got.Rows) != 0 {
		t.Errorf("without a policy: %v", got.Rows)
	}
}
