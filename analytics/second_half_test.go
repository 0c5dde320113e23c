package analytics

import (
	"net/url"
	"testing"
)

// halves gives xa-3 a year of two reports, 2024, and another, 2023.
func halves(w *world) {
	w.gives(w.accepted("xa-3", "2023-N", "2023-10-08", "2023-10-09"), "QC59a=50 QC59b=90 QC42=9")
	w.gives(w.accepted("xa-3", "2024-N", "2024-10-08", "2024-10-09"), "QC59a=240 QC59b=260 QC42=1 QC16=4 QC06=1100 QC43=3")
}

// What a year counts less what its half-year counted: like with like, and
// nothing where one is missing or the count falls (METHOD.md 4.7).
func TestTheSecondHalfIsADifferenceOfCounts(t *testing.T) {
	w := compareWorld(t)
	halves(w)
	f := inTown(t, "2024-N", "2024-10-20")
	f.Unit = "xa-3"
	table := answer(t, w, f, SecondHalf)
	wantRows(t, printedRows(table, "indicator", "at_half", "at_year", "own", "own_before", "own_out_of", "share", "share_before", "state"), `
		QC06 | 900 | 1100 | 200 | — | — | — | — | half_known
		QC08 | 20 | — | — | — | — | — | — | year_missing
		QC09 | 14 | — | — | — | — | — | — | year_missing
		QC10 | 10 | — | — | — | — | — | — | year_missing
		QC38 | 0 | — | — | — | — | — | — | year_missing
		QC39 | 0 | — | — | — | — | — | — | year_missing
		QC42 | 2 | 1 | — | 5 | — | — | — | count_falls
		QC43 | — | 3 | — | — | — | — | — | half_missing
		QC59a | 190 | 240 | 50 | 30 | 60 | 0.8333 | 0.75 | half_known
		QC59b | 200 | 260 | 60 | 40 | — | — | — | half_known
		`)

	// both figures stand behind the difference, the earlier one with a minus
	q, err := url.ParseQuery(string(table.Rows[8].Evidence[table.Col("own")]))
	if err != nil {
		t.Fatal(err)
	}
	wantRows(t, printedRows(must(t)(EvidenceOf(t.Context(), w.asked(), f, q)), "period", "what", "value", "printed"), `
		2024-6T | QC59a | -190 | 190
		2024-N | QC59a | 240 | 240
		`)

	// a half-year holds no other report; before the year's report there is no difference
	f.Period = "2024-6T"
	if table := answer(t, w, f, SecondHalf); len(table.Rows) != 0 {
		t.Errorf("of a half-year: %v", table.Rows)
	}
	f = inTown(t, "2024-N", "2024-10-08")
	f.Unit = "xa-3"
	for i, row := range answer(t, w, f, SecondHalf).Rows {
		if row.Values[table.Col("own")] != nil || row.Values[table.Col("state")] != "year_missing" {
			t.Errorf("before the year's report counts, row %d: %v", i, row.Values)
		}
	}
}
