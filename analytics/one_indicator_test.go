package analytics

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// Asked about one indicator, a question works out that one alone, and answers what
// it answers of it among all: the same rows with the same evidence. A question that
// shows no single indicator answers as if asked about all.
func TestOneIndicatorAlone(t *testing.T) {
	w := everyWorld(t)["figures"]
	asked := maps.Clone(compareQuestions)
	asked["OnMap"], asked["SecondHalf"], asked["Amalgamated"] = OnMap, SecondHalf, Amalgamated
	rows := 0
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		for _, period := range []string{"2024-6T", "2024-N"} {
			f := Filter{Scope: ScopeOf("tx-tan-chau"), Period: period, AsOf: day(t, "2025-11-01")}
			all := must(t)(asked[name](t.Context(), w.db, f))
			column := slices.IndexFunc(all.Columns, func(c Column) bool { return c.Key == "indicator" })
			want := map[string][]Row{}
			for _, row := range all.Rows {
				key := "QC39"
				if column >= 0 {
					key = row.Values[column].(string)
				}
				want[key] = append(want[key], row)
			}
			for indicator, want := range want {
				f.Indicator = indicator
				got := must(t)(asked[name](t.Context(), w.db, f))
				if got, want := printed(got.Rows), printed(want); got != want {
					t.Errorf("%s of %s, %s: got %.2000s\nwant %.2000s", name, indicator, period, got, want)
				}
				rows += len(want)
			}
		}
	}
	if rows < 300 {
		t.Error(fmt.Sprint("only ", rows, " rows were held against each other"))
	}
}
