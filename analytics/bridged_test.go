package analytics

import (
	"net/url"
	"strings"
	"testing"
)

// mergerWorld is a town that was reorganised twice, of communes with 1,000 people
// each:
//
//	a, b      became m, whole
//	c         went to n (0.7) and o (0.3), d to n, e to o
//	f         became g on 01/07/2024, g became p on 01/07/2025
//	h         kept its key and took i in
//
// All reported of QC59a (over 100) for 2024-6T and 2024-N, those of after for
// 2025-N.
func mergerWorld(t *testing.T) *world {
	w := newWorld(t)
	w.catalogueRows()
	commune := func(id, parent, from, to string) {
		w.unit(id, "commune", strings.ToUpper(id), parent, from, to)
		insert(w, w.db, `insert into unit_measure values ($1, date '2019-04-01', 250, 1000, 4, 'niên giám')`, id)
	}
	reports := func(period, received string, shares ...string) {
		for _, s := range shares {
			id, x, _ := strings.Cut(s, "=")
			w.gives(w.accepted(id, period, received, received), "QC59a="+x+" QC59b=100 QC42=10 QC60a=250 QC01=1")
		}
	}
	for _, id := range strings.Fields("a b c d e i") {
		commune(id, "tx-tan-chau", "2009-08-24", "2025-07-01")
	}
	commune("f", "tx-tan-chau", "2009-08-24", "2024-07-01")
	commune("g", "tx-tan-chau", "2024-07-01", "2025-07-01")
	commune("h", "tx-tan-chau", "2009-08-24", "2025-07-01")
	w.version("h", "H", "tinh-an-giang-2025", "2025-07-01", "")
	for _, id := range strings.Fields("m n o p") {
		commune(id, "tinh-an-giang-2025", "2025-07-01", "")
	}
	w.edge("a", "m", "2025-07-01", 1)
	w.edge("b", "m", "2025-07-01", 1)
	w.edge("c", "n", "2025-07-01", 0.7)
	w.edge("c", "o", "2025-07-01", 0.3)
	w.edge("d", "n", "2025-07-01", 1)
	w.edge("e", "o", "2025-07-01", 1)
	w.edge("f", "g", "2024-07-01", 1)
	w.edge("g", "p", "2025-07-01", 1)
	w.edge("i", "h", "2025-07-01", 1)
	reports("2024-6T", "2024-05-08", "a=40", "b=60", "c=50", "d=70", "e=20", "f=80", "h=90", "i=10")
	reports("2024-N", "2024-10-08", "a=41", "b=61", "c=51", "d=71", "e=21", "g=81", "h=91", "i=11")
	reports("2025-N", "2025-10-08", "m=55", "n=66", "o=33", "p=88", "h=60")
	return w
}

func later(t *testing.T, indicator string) Filter {
	return Filter{Scope: ScopeOf("tx-tan-chau"), Period: "2025-N", AsOf: day(t, "2025-11-01"), Indicator: indicator}
}

// Whole units are carried over exactly, a unit that took another in is more than
// it was, and where too many people came by splits a figure is refused, with the
// area that can be compared instead.
func TestFiguresAreCarriedOverAMerger(t *testing.T) {
	w := mergerWorld(t)
	wantRows(t, printedRows(answer(t, w, later(t, "QC59a"), Bridged), "unit", "bridged_counted", "bridged_out_of", "share_split", "verdict", "refusal", "super_unit"), `
		h | 102 | 200 | 0 | bridged_exact | — | —
		m | 102 | 200 | 0 | bridged_exact | — | —
		n | — | — | 0.4118 | bridge_refused | split_uncertainty | xã N + xã O
		o | — | — | 0.2308 | bridge_refused | split_uncertainty | xã N + xã O
		p | 81 | 100 | 0 | bridged_exact | — | —
		`)
	wantRows(t, printedRows(answer(t, w, later(t, "QC59a"), Amalgamated), "super_unit", "bridged_counted", "bridged_out_of", "bridged_share", "counted_after", "out_of_after", "share_after", "verdict"), `
		xã N + xã O | 143 | 300 | 0.4767 | 99 | 200 | 0.495 | bridged_exact
		`)
	// h is not set against its smaller self
	if got := lines(answer(t, w, later(t, "QC59a"), Changes), "unit"); got != "" {
		t.Errorf("changes are said of\n%s", got)
	}
	// each carried-over figure stands on what its own predecessors reported
	table := answer(t, w, later(t, "QC59a"), Bridged)
	for i, want := range map[int]string{0: "h i", 1: "a b", 4: "g"} {
		q, err := url.ParseQuery(string(table.Rows[i].Evidence[table.Col("bridged_counted")]))
		if err != nil {
			t.Fatal(err)
		}
		rows := must(t)(EvidenceOf(t.Context(), w.asked(), later(t, ""), q))
		var units []string
		for j := range rows.Rows {
			if rows.Value(j, "what") == "QC59a" {
				units = append(units, rows.Value(j, "unit").(string))
			}
		}
		if got := strings.Join(units, " "); got != want {
			t.Errorf("row %d stands on the figures of %q, want %q", i, got, want)
		}
	}
	// what is yes or no does not add up
	for i, all := 0, answer(t, w, later(t, ""), Bridged); i < len(all.Rows); i++ {
		var aggregation string
		if err := w.db.QueryRow("select aggregation from indicator where code || part = $1", all.Value(i, "indicator")).Scan(&aggregation); err != nil || aggregation == "yes_no" {
			t.Errorf("%v is carried over: %s, %v", all.Value(i, "indicator"), aggregation, err)
		}
	}
}

// Nobody works out a neighbour's figure from an area's sum.
func TestAnAreaWithUnitsOfOthersHasNoFigures(t *testing.T) {
	w := mergerWorld(t)
	f := later(t, "QC59a")
	f.Scope = ScopeOf("n")
	wantRows(t, printedRows(answer(t, w, f, Bridged), "unit", "verdict", "super_unit"), `
		n | bridge_refused | xã N + 1
		`)
	wantRows(t, printedRows(answer(t, w, f, Amalgamated), "super_unit", "bridged_counted", "counted_after", "verdict", "refusal"), `
		xã N + 1 | — | — | bridge_refused | not_all_seen
		`)
}

func TestWhyAFigureIsNotCarriedOver(t *testing.T) {
	w := mergerWorld(t)
	const drop = `delete from policy where kind = 'definition'`
	shorter := `update period set data_from = date '2025-04-01' where period_id = '2025-N'`
	whole := `update period set data_from = date '2024-10-10' where period_id = '2025-N'`
	for _, tc := range []struct{ name, change, undo, indicator, want string }{
		{"redefined in between", `insert into policy values ('doi', 'definition', date '2025-01-01', null, '{"indicators":["QC59a"]}', 'QĐ', 'UBND')`, drop, "QC59a", "definition_changed"},
		{"redefined before both", `insert into policy values ('doi', 'definition', date '2024-01-01', null, '{"indicators":["QC59a"]}', 'QĐ', 'UBND')`, drop, "QC59a", "-"},
		{"another one redefined", `insert into policy values ('doi', 'definition', date '2025-01-01', null, '{"indicators":["QC60a"]}', 'QĐ', 'UBND')`, drop, "QC59a", "-"},
		{"a part of a predecessor went away", `update unit_edge set share = 0.9 where from_unit = 'a'`, `update unit_edge set share = 1 where from_unit = 'a'`, "QC59a", "lineage_incomplete"},
		{"half of the people did not report", `update fact set part = 'z' where value = 41`, `update fact set part = 'a' where value = 41`, "QC59a", "predecessor_missing"},
		{"counted over a shorter stretch", shorter, whole, "QC42", "period_length"},
		{"a share of a shorter stretch", shorter, whole, "QC59a", "-"},
		{"a stock, whatever the stretch", shorter, whole, "QC60a", "-"},
		{"a little difference in the stretch", `update period set data_from = date '2024-11-01' where period_id = '2025-N'`, whole, "QC42", "-"},
	} {
		insert(t, w.db, tc.change)
		table := answer(t, w, later(t, tc.indicator), Bridged)
		seen := false
		for i := range table.Rows {
			if table.Value(i, "unit") != "m" {
				continue
			}
			seen = true
			if got := lines(&Table{Columns: table.Columns, Rows: table.Rows[i : i+1]}, "refusal"); got != tc.want {
				t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
			}
			if (table.Value(i, "bridged_counted") == nil) != (tc.want != "-") {
				t.Errorf("%s: the figure is %v", tc.name, table.Value(i, "bridged_counted"))
			}
		}
		if !seen {
			t.Errorf("%s: no row of m", tc.name)
		}
		insert(t, w.db, tc.undo)
	}
}

// A figure on the units of another day: of before on the new map by all
// reorganisations in between, of after on the old map only where it is whole.
func TestFiguresOnTheOldAndTheNewMap(t *testing.T) {
	w := mergerWorld(t)
	f := later(t, "QC59a")
	f.Period, f.AsOf, f.Map = "2024-6T", day(t, "2024-06-01"), day(t, "2025-07-01")
	keys := []string{"unit", "counted", "out_of", "bridged_counted", "bridged_out_of", "bridged_share", "verdict", "refusal", "super_unit"}
	wantRows(t, printedRows(answer(t, w, f, OnMap), keys...), `
		h | — | — | 100 | 200 | 0.5 | bridged_exact | — | —
		m | — | — | 100 | 200 | 0.5 | bridged_exact | — | —
		n | — | — | — | — | — | bridge_refused | split_uncertainty | xã N + xã O
		o | — | — | — | — | — | bridge_refused | split_uncertainty | xã N + xã O
		p | — | — | 80 | 100 | 0.8 | bridged_exact | — | —
		`)
	f.Map = day(t, "2024-05-09") // its own map
	wantRows(t, printedRows(answer(t, w, f, OnMap), "unit", "counted", "out_of", "share", "bridged_counted", "verdict"), `
		a | 40 | 100 | 0.4 | — | as_reported
		b | 60 | 100 | 0.6 | — | as_reported
		c | 50 | 100 | 0.5 | — | as_reported
		d | 70 | 100 | 0.7 | — | as_reported
		e | 20 | 100 | 0.2 | — | as_reported
		f | 80 | 100 | 0.8 | — | as_reported
		h | 90 | 100 | 0.9 | — | as_reported
		i | 10 | 100 | 0.1 | — | as_reported
		`)
	f = later(t, "QC59a")
	f.Map = day(t, "2025-06-30") // the old map of a new figure
	wantRows(t, printedRows(answer(t, w, f, OnMap), keys...), `
		a | — | — | — | — | — | bridge_refused | not_divisible | xã M
		b | — | — | — | — | — | bridge_refused | not_divisible | xã M
		c | — | — | — | — | — | bridge_refused | not_divisible | xã N + xã O
		d | — | — | — | — | — | bridge_refused | not_divisible | xã N
		e | — | — | — | — | — | bridge_refused | not_divisible | xã O
		g | — | — | 88 | 100 | 0.88 | bridged_exact | — | —
		h | — | — | — | — | — | bridge_refused | not_divisible | xã H
		i | — | — | — | — | — | bridge_refused | not_divisible | xã H
		`)
	f.Scope = Scope{}
	if got := answer(t, w, f, OnMap); len(got.Rows) != 0 {
		t.Errorf("nobody sees %s", lines(got, "unit"))
	}
}
