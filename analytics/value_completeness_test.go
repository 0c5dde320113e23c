package analytics

import "testing"

// A 0 is filled in, what the catalogue lends is not, and a report that does not
// count yet is not looked into.
func TestFiguresThatReportsLeaveOut(t *testing.T) {
	w := newWorld(t)
	w.catalogueRows()
	for _, unit := range []string{"xa-day", "xa-trong", "xa-cho"} {
		w.unit(unit, "commune", unit, "tx-tan-chau", "2009-08-24", "2025-07-01")
		insert(t, w.db, `insert into unit_measure values ($1, date '2019-04-01', 2000, 8000, 4, 'niên giám')`, unit)
	}
	w.gives(w.accepted("xa-day", "2024-6T", "2024-05-08", "2024-05-09"), "QC42=0 QC43=0 QC59a=4 QC59b=5 QC45=0")
	w.gives(w.accepted("xa-trong", "2024-6T", "2024-05-08", "2024-05-09"), "QC42=0")
	w.gives(w.received("xa-cho", "2024-6T", "2024-05-08"), "QC42=1")
	table := answer(t, w, inTown(t, "2024-6T", "2024-05-20"), ValueCompleteness)
	wantRows(t, printedRows(table, "unit", "n_filled"), `
		xa-trong | 1
		xa-day | 4
		`)
	asked, _ := table.Value(0, "n_asked").(int64)
	if share := table.Value(1, "share_filled"); asked < 60 || share != 4/float64(asked) {
		t.Errorf("%v of %d figures asked for", share, asked)
	}
}
