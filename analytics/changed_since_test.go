package analytics

import (
	"net/url"
	"strings"
	"testing"
)

// changedWorld is a town in which something of each kind happened after
// 10/05/2024.
func changedWorld(t *testing.T) *world {
	w := taskWorld(t)
	w.catalogueRows()
	for _, u := range []string{"xa-moi-gui", "xa-gui-lai", "xa-dinh-chinh", "xa-tra-lai", "xa-doc-lai", "xa-mien", "xa-cho", "xa-yen"} {
		w.unit(u, "commune", u, "tx-tan-chau", "2009-08-24", "2025-07-01")
	}
	w.gives(w.accepted("xa-moi-gui", "2024-6T", "2024-05-11", "2024-05-13"), "QC42=3 QC59a=0")
	w.reviewed(w.received("xa-gui-lai", "2024-6T", "2024-05-08"), "2024-05-09", "returned", "formal")
	w.gives(w.accepted("xa-gui-lai", "2024-6T", "2024-05-12", "2024-05-14"), "QC42=4")
	w.gives(w.accepted("xa-dinh-chinh", "2024-6T", "2024-05-08", "2024-05-09"), "QC42=5 QC43=1 QC44=2")
	w.gives(w.accepted("xa-dinh-chinh", "2024-6T", "2024-05-14", "2024-05-15"), "QC42=5 QC43=4")
	back := w.accepted("xa-tra-lai", "2024-6T", "2024-05-08", "2024-05-09")
	w.gives(back, "QC42=6")
	w.reviewed(back, "2024-05-16", "returned", "substantive")
	again := w.accepted("xa-doc-lai", "2024-6T", "2024-05-08", "2024-05-09")
	w.gives(again, "QC42=7")
	insert(t, w.db, `insert into reread values (900, '3', 'console', date '2024-05-17')`)
	insert(t, w.db, `insert into reread_change values (900, $1, 1, 'QC42', 'ChiTieu!E5', '1', '7')`, again)
	w.exempted("xa-mien", "2024-6T", "2024-05-16")
	w.received("xa-cho", "2024-6T", "2024-05-12")
	w.gives(w.accepted("xa-yen", "2024-6T", "2024-05-08", "2024-05-09"), "QC42=8")
	insert(t, w.db, `insert into unit_change values (901, date '2024-05-18', 'unit_measures', 'xa-yen', '', date '2019-04-01', 'households', '1000', '1100')`)
	insert(t, w.db, `insert into policy values ('cham-diem-moi', 'score', date '2024-05-15', null, '{}', 'QĐ', 'UBND')`)
	return w
}

func TestWhatChangedSinceADay(t *testing.T) {
	w := changedWorld(t)
	f := inTown(t, "2024-6T", "2024-05-20")
	f.Since = day(t, "2024-05-10")
	wantRows(t, printedRows(answer(t, w, f, ReportsChangedSince), "unit", "state_before", "state_after", "cause", "changed_on"), `
		xa-mien | missing_none | exempt | exempted | 2024-05-16
		xa-tra-lai | on_time | missing_returned | returned | 2024-05-16
		xa-dinh-chinh | on_time | on_time | correction | 2024-05-15
		xa-gui-lai | missing_returned | on_time | new_version | 2024-05-14
		xa-chau-phong | pending_late | late | new_report | 2024-05-13
		xa-moi-gui | missing_none | late | new_report | 2024-05-13
		xa-cho | missing_none | pending_late | received_report | 2024-05-12
		`)
	table := answer(t, w, f, ChangedSince)
	wantRows(t, printedRows(table, "unit", "change", "what", "value_before", "value_after", "state_before", "state_after", "cause", "changed_on"), `
		xa-doc-lai | figure | QC42 | — | — | 1 | 7 | reread | 2024-05-17
		xa-tra-lai | figure | QC42 | 6 | — | — | — | returned | 2024-05-16
		xa-dinh-chinh | figure | QC43 | 1 | 4 | — | — | correction | 2024-05-15
		xa-dinh-chinh | figure | QC44 | 2 | — | — | — | correction | 2024-05-15
		xa-gui-lai | figure | QC42 | — | 4 | — | — | new_version | 2024-05-14
		xa-chau-phong | task | 9 | — | 1 | — | hoan_thanh | new_report | 2024-05-13
		xa-chau-phong | task | II.1 | — | 1 | chua_bao_cao | hoan_thanh | new_report | 2024-05-13
		xa-chau-phong | task | II.2 | — | — | chua_bao_cao | dang_thuc_hien | new_report | 2024-05-13
		xa-moi-gui | figure | QC42 | — | 3 | — | — | new_report | 2024-05-13
		xa-moi-gui | figure | QC59a | — | 0 | — | — | new_report | 2024-05-13
		xa-yen | catalogue | unit_measures households 01/04/2019 | — | — | 1000 | 1100 | catalogue_change | 2024-05-18
		— | policy | score | — | — | cham-diem-2022 | cham-diem-moi | policy_change | 2024-05-15
		`)
	// each number is the one that its evidence gives, on its own day
	held := 0
	for i, row := range table.Rows {
		for _, key := range []string{"value_before", "value_after"} {
			want, ok := table.Value(i, key).(float64)
			if !ok {
				continue
			}
			held++
			q, err := url.ParseQuery(string(row.Evidence[table.Col(key)]))
			if err != nil {
				t.Fatal(err)
			}
			rows := must(t)(EvidenceOf(t.Context(), w.asked(), f, q))
			if len(rows.Rows) != 1 || rows.Value(0, "value") != want {
				t.Errorf("row %d, %s = %v: its evidence %s has %s", i, key, want, row.Evidence[table.Col(key)], lines(rows, "unit", "what", "value"))
			}
		}
	}
	if held < 8 {
		t.Errorf("held %d numbers", held)
	}
}

// A scope names nobody else; nobody sees nothing; the same day has no changes;
// what is asked of all periods holds what is asked of one.
func TestWhatChangedKeepsToItsScope(t *testing.T) {
	w := changedWorld(t)
	f := inTown(t, "2024-6T", "2024-05-20")
	f.Since = day(t, "2024-05-10")
	one := f
	one.Scope = ScopeOf("xa-dinh-chinh")
	if got := lines(answer(t, w, one, ChangedSince), "unit", "what"); got != "xa-dinh-chinh QC43\nxa-dinh-chinh QC44\n- score" {
		t.Errorf("one commune sees\n%s", got)
	}
	none := f
	none.Scope = Scope{}
	same := f
	same.Since = f.AsOf
	for _, q := range []question{ChangedSince, ReportsChangedSince} {
		for _, asked := range []Filter{none, same} {
			if table := answer(t, w, asked, q); len(table.Rows) != 0 {
				t.Errorf("%s: %s", table.Name, lines(table, "unit"))
			}
		}
		all := f
		all.Period = ""
		if every, one := lines(answer(t, w, all, q), "unit", "period", "cause"), lines(answer(t, w, f, q), "unit", "period", "cause"); !strings.Contains(every, strings.Split(one, "\n")[0]) {
			t.Errorf("all periods lack what one has:\n%s\n\n%s", every, one)
		}
	}
}
