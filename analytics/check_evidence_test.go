package analytics

import (
	"strings"
	"testing"

	"danbiet/data"
)

func TestCheckEvidenceHoldsEveryNumber(t *testing.T) {
	w := taskWorld(t)
	c := &data.Catalogue{Periods: []data.Period{{ID: "2024-6T"}, {ID: "2023-6T"}}}
	check := func() (int, []string) {
		t.Helper()
		held, faults, err := CheckEvidence(t.Context(), w.asked(), c, ScopeOf("tx-tan-chau"), day(t, "2024-05-20"))
		if err != nil {
			t.Fatal(err)
		}
		return held, faults
	}
	if held, faults := check(); held < 100 || len(faults) > 0 {
		t.Errorf("held %d numbers, faults %v; want many and none", held, faults)
	}
	insert(t, w.db, "delete from cell")
	if _, faults := check(); len(faults) == 0 || !strings.Contains(faults[0], "không dẫn đến chỗ nào") {
		t.Errorf("without cells: got %d faults", len(faults))
	}
}
