package analytics

import (
	"strings"
	"testing"

	"danbiet/data"
)

func TestCheckEvidenceHoldsEveryNumber(t *testing.T) {
	t.Parallel()
	w := taskWorld(t)
	c := &data.Catalogue{Periods: []data.Period{{ID: "2024-6T"}, {ID: "2023-6T"}}}
	// the rows of one report lead nowhere; all others hold
	insert(t, w.db, `delete from cell where submission_id in (select submission_id from submission_reading where unit_id = 'xa-chau-phong' and kind = 'report')`)
	held, faults, err := CheckEvidence(t.Context(), w.asked(), c, ScopeOf("tx-tan-chau"), day(t, "2024-05-20"))
	if err != nil {
		t.Fatal(err)
	}
	if held < 100 || len(faults) == 0 || len(faults) > held/2 {
		t.Errorf("held %d numbers, %d faults; want many and some", held, len(faults))
	}
	for _, fault := range faults {
		if !strings.Contains(fault, "không dẫn đến chỗ nào") {
			t.Errorf("another fault: %s", fault)
		}
	}
}
