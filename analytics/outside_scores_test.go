package analytics

import (
	"net/url"
	"strings"
	"testing"
)

// outside writes points that another body gave to a unit, "cong_khai=16.2 tong=75".
func (w *world) outside(unit, period, points string) {
	w.Helper()
	w.seq++
	for _, f := range strings.Fields(points) {
		group, value, _ := strings.Cut(f, "=")
		insert(w, w.db, `insert into outside_figure values ($1, date '2024-05-15', $2, $3, 'qd766', $4, cast($5 as double), 'dòng 2!' || $4, $5, 'qd766.csv', 'hash', 'Cổng dịch vụ công')`,
			w.seq, unit, period, group, value)
	}
}

func TestOutsideScoresStandBesideOurs(t *testing.T) {
	w := compareWorld(t)
	f := inTown(t, "2024-6T", "2024-05-20")
	before := answer(t, w, f, ElementProfile)
	w.outside("xa-3", "2024-6T", "cong_khai=16.2 tien_do=18 so_hoa=8.8 truc_tuyen=13.2 hai_long=18 tong=75")
	w.outside("xa-4", "2024-6T", "cong_khai=16 tong=80")
	w.outside("xa-3", "2024-6T", "tien_do=19") // a later table
	w.outside("xa-ngoai", "2024-6T", "cong_khai=1")
	w.outside("xa-3", "2023-6T", "cong_khai=2")
	table := answer(t, w, f, OutsideScores)
	wantRows(t, printedRows(table, "unit", "cong_khai", "tien_do", "so_hoa", "truc_tuyen", "hai_long", "given_total", "added_total", "counted", "out_of", "share"), `
		xa-3 | 16.2 | 19 | 8.8 | 13.2 | 18 | 75 | 75.2 | 190 | 200 | 0.95
		xa-4 | 16 | — | — | — | — | 80 | — | 52 | 80 | 0.65
		`)
	if got := strings.Join(table.Policy, ","); got != "qd-766-2022" {
		t.Errorf("policy %s", got)
	}
	q, err := url.ParseQuery(string(table.Rows[0].Evidence[table.Col("tien_do")]))
	if err != nil {
		t.Fatal(err)
	}
	wantRows(t, printedRows(must(t)(EvidenceOf(t.Context(), w.asked(), f, q)), "unit", "what", "value", "place", "text"), `
		xa-3 | tien_do | 19 | dòng 2!tien_do | qd766.csv (Cổng dịch vụ công)
		`)
	// no score of ours moves, and before they came there were none
	if after := answer(t, w, f, ElementProfile); printedRows(after, "unit", "element", "score") != printedRows(before, "unit", "element", "score") {
		t.Error("outside points moved a score")
	}
	f.AsOf = day(t, "2024-05-14")
	if table := answer(t, w, f, OutsideScores); len(table.Rows) != 0 {
		t.Errorf("before they came: %v", table.Rows)
	}
}
