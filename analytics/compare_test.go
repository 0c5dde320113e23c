package analytics

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"danbiet/data"

	"pgregory.net/rapid"
)

// compareQuestions are the questions of sections 3 and 4.
var compareQuestions = map[string]func(context.Context, DB, Filter) (*Table, error){
	"IndicatorValues": IndicatorValues, "ElementProfile": ElementProfile, "Composite": Composite,
	"Intervals": Intervals, "Shrinkage": Shrinkage, "RankGroups": RankGroups, "Funnel": Funnel,
	"PeerGroups": PeerGroups, "PeerReference": PeerReference, "Changes": Changes, "Bridged": Bridged,
}

// catalogueRows writes the program's own indicators and policies, as its loader
// does.
func (w *world) catalogueRows() {
	w.Helper()
	c, err := data.LoadCatalogue()
	if err != nil {
		w.Fatal(err)
	}
	for _, i := range c.Indicators {
		insert(w, w.db, `insert into indicator values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '')`,
			i.Code, i.Part, i.Ordinal, i.Element, i.NameVi, i.NameEn, i.Unit, i.Aggregation, i.Numerator, i.Denominator, i.Base, i.Direction,
			i.Lo, i.Hi, i.RangeLo, i.RangeHi, i.Basis)
	}
	for _, p := range c.Policies {
		if p.Kind == "score" || p.Kind == "comparison" || p.Kind == "quality" || p.Kind == "legal" || p.Kind == "outside" {
			insert(w, w.db, `insert into policy values ($1, $2, cast($3 as date), cast(nullif($4, '') as date), $5, $6, $7)`,
				p.ID, p.Kind, p.ValidFrom.String(), p.ValidTo.String(), string(p.Body), p.Document, p.ApprovedBy)
		}
	}
}

// gives writes figures into a report, "QC59a=45 QC59b=50", each in its own cell.
func (w *world) gives(submission int64, figures string) {
	w.Helper()
	s := w.sheet(submission)
	for _, f := range strings.Fields(figures) {
		code, number, _ := strings.Cut(f, "=")
		var value float64
		if err := json.Unmarshal([]byte(number), &value); err != nil {
			w.Fatal(err)
		}
		insert(w, w.db, `insert into fact values ($1, 1, $2, $3, $4, $5, '', $6)`,
			submission, s.cell(number), code[:4], code[4:], value, number)
	}
}

// compareWorld is a town of eight communes and a ward with figures of the half
// years 2023 and 2024, a second town of which nobody here should hear, and a
// merger of two of the communes in 2025.
func compareWorld(t testing.TB) *world {
	w := newWorld(t)
	w.catalogueRows()
	w.unit("tx-khac", "town", "Khác", "tinh-an-giang", "2009-08-24", "2025-07-01")
	for i, share := range []string{"45/50", "88/100", "190/200", "52/80", "27/30", "120/150", "9/10", "3/3"} {
		id := fmt.Sprintf("xa-%d", i+1)
		w.unit(id, "commune", id, "tx-tan-chau", "2009-08-24", "2025-07-01")
		insert(w, w.db, `insert into unit_measure values ($1, date '2019-04-01', $2, $3, 4, 'niên giám')`, id, 1000+100*i, 4000+400*i)
		x, n, _ := strings.Cut(share, "/")
		figures := fmt.Sprintf("QC59a=%s QC59b=%s QC42=%d QC16=4 QC08=20 QC09=%d QC10=10 QC06=900 QC39=0 QC38=0", x, n, i, 12+i)
		w.gives(w.accepted(id, "2024-6T", "2024-05-08", "2024-05-09"), figures)
		if i < 6 {
			w.gives(w.accepted(id, "2023-6T", "2023-05-08", "2023-05-09"), "QC59a=20 QC59b=50 QC42=4")
		}
	}
	w.unit("xa-im", "commune", "Im", "tx-tan-chau", "2009-08-24", "2025-07-01")
	w.unit("xa-ngoai", "commune", "Ngoài", "tx-khac", "2009-08-24", "2025-07-01")
	w.gives(w.accepted("xa-ngoai", "2024-6T", "2024-05-08", "2024-05-09"), "QC59a=1 QC59b=1000 QC42=9")

	w.unit("xa-moi", "commune", "Mới", "tinh-an-giang-2025", "2025-07-01", "")
	w.edge("xa-1", "xa-moi", "2025-07-01", 1)
	w.edge("xa-2", "xa-moi", "2025-07-01", 1)
	w.gives(w.accepted("xa-1", "2024-N", "2024-10-08", "2024-10-09"), "QC59a=40 QC59b=50 QC42=3")
	w.gives(w.accepted("xa-2", "2024-N", "2024-10-08", "2024-10-09"), "QC59a=66 QC59b=70 QC42=4")
	w.gives(w.accepted("xa-moi", "2025-N", "2025-10-08", "2025-10-09"), "QC59a=80 QC59b=90 QC42=2")
	return w
}

func halfYear(t testing.TB) Filter { return inTown(t, "2024-6T", "2024-05-20") }

func TestValuesPerBase(t *testing.T) {
	w := compareWorld(t)
	f := halfYear(t)
	f.Unit = "xa-3"
	table := answer(t, w, f, IndicatorValues)
	var rows []string
	for line := range strings.Lines(printedRows(table, "indicator", "direction", "kind", "base", "counted", "out_of", "share", "per_base")) {
		for _, code := range []string{"QC06 ", "QC39 ", "QC42 ", "QC43 ", "QC59a ", "QC19 "} {
			if strings.HasPrefix(line, code) {
				rows = append(rows, line)
			}
		}
	}
	// households are the catalogue's: the report gave none
	wantRows(t, strings.Join(rows, ""), `
		QC06 | higher | proportion | — | 900 | 1200 | 0.75 | —
		QC19 | no_direction | rate | per_ap | — | 4 | — | —
		QC39 | higher | proportion | — | 0 | 0 | — | —
		QC42 | no_direction | rate | per_1000_households | 2 | 1200 | — | 1.667
		QC43 | no_direction | proportion | — | — | — | — | —
		QC59a | higher | proportion | — | 190 | 200 | 0.95 | —
		`)
}

func TestTwoDifferentFiguresAreNone(t *testing.T) {
	w := compareWorld(t)
	f := halfYear(t)
	f.Unit, f.Indicator = "xa-3", "QC59a"
	insert(t, w.db, `insert into fact select submission_id, 2, cell_no, indicator, part, value, unit, printed from fact where indicator = 'QC59'`)
	if got := answer(t, w, f, IndicatorValues).Value(0, "share"); got != 0.95 {
		t.Errorf("the same figure in two files: got %v, want 0.95", got)
	}
	insert(t, w.db, `update fact set value = value + 1 where file_no = 2`)
	if got := answer(t, w, f, IndicatorValues).Value(0, "share"); got != nil {
		t.Errorf("two figures: got %v, want none", got)
	}
}

func TestTheProfileNeedsTwoThirds(t *testing.T) {
	w := compareWorld(t)
	f := halfYear(t)
	f.Unit = "xa-1"
	// 900 of 1,000 households, 12 of 20, 10 of 12 and 10 of 20: the mean of 90,
	// 60, 83.3 and 50
	wantRows(t, printedRows(answer(t, w, f, ElementProfile), "element", "score", "available_weight", "n_available", "n_indicators", "set_median"), `
		biet | 70.83 | 1 | 4 | 4 | 64.71
		ban | — | 0 | 0 | 4 | —
		lam | — | — | — | 0 | —
		kiem_tra | — | 0 | 0 | 3 | —
		giam_sat | — | 0 | 0 | 3 | —
		thu_huong | — | 0.3333 | 1 | 3 | —
		`)
	if got := answer(t, w, f, Composite); len(got.Rows) != 0 {
		t.Errorf("a composite though the policy wants none: %v", got.Rows)
	}
}

// With one element that counts and the composite on, ranks are those of its
// score, and they hold.
func TestACompositeWhereThePolicyWantsOne(t *testing.T) {
	w := compareWorld(t)
	f := halfYear(t)
	insert(t, w.db, `update policy set body = '{"need":[2,3],"composite":true,"floor":1,"factors":[0.5,1.5],"aggregations":["arith","geom"],
		"max_rank_spread":3,"seed":1,"draws":100,"elements":[{"element":"biet","weight":1}],"indicators":{"QC06":{"weight":0},"QC10":{"lo":0.5}}}'
		where kind = 'score'`)
	table := answer(t, w, f, Composite)
	wantRows(t, printedRows(table, "unit", "best", "worst", "p05", "p95", "rank", "rank_verdict", "scenarios"), `
		xa-1 | 1 | 1 | 1 | 1 | 1 | xep_hang_duoc | 6
		xa-2 | 2 | 2 | 2 | 2 | 2 | xep_hang_duoc | 6
		xa-3 | 3 | 3 | 3 | 3 | 3 | xep_hang_duoc | 6
		xa-4 | 4 | 4 | 4 | 4 | 4 | xep_hang_duoc | 6
		xa-5 | 5 | 5 | 5 | 5 | 5 | xep_hang_duoc | 6
		xa-6 | 6 | 6 | 6 | 6 | 6 | xep_hang_duoc | 6
		xa-7 | 7 | 7 | 7 | 7 | 7 | xep_hang_duoc | 6
		xa-8 | 8 | 8 | 8 | 8 | 8 | xep_hang_duoc | 6
		`)
	insert(t, w.db, `update policy set body = replace(body, '"max_rank_spread":3', '"max_rank_spread":-1') where kind = 'score'`)
	if got := answer(t, w, f, Composite); got.Value(0, "rank") != nil || got.Value(0, "rank_verdict") != "khong_xep_hang_duoc" {
		t.Errorf("got rank %v, %v; want none", got.Value(0, "rank"), got.Value(0, "rank_verdict"))
	}
}

func TestGroupsFunnelAndEstimatesOfTheTown(t *testing.T) {
	w := compareWorld(t)
	f := halfYear(t)
	f.Indicator = "QC59a"
	// 3 of 3 is too few to rank or draw
	wantRows(t, printedRows(answer(t, w, f, RankGroups), "unit", "counted", "out_of", "best", "worst", "n_ranked", "rank_group"), `
		xa-3 | 190 | 200 | 1 | 5 | 7 | khong_phan_biet
		xa-1 | 45 | 50 | 1 | 7 | 7 | khong_phan_biet
		xa-5 | 27 | 30 | 1 | 7 | 7 | khong_phan_biet
		xa-2 | 88 | 100 | 1 | 7 | 7 | khong_phan_biet
		xa-7 | 9 | 10 | 1 | 7 | 7 | khong_phan_biet
		xa-6 | 120 | 150 | 2 | 7 | 7 | khong_phan_biet
		xa-4 | 52 | 80 | 2 | 7 | 7 | khong_phan_biet
		`)
	wantRows(t, printedRows(answer(t, w, f, Funnel), "unit", "p0", "z_adj", "zone"), `
		xa-3 | 0.8571 | 2.173 | alert
		xa-4 | 0.8571 | -3.067 | alert
		xa-1 | 0.8571 | 0.5016 | in
		xa-2 | 0.8571 | 0.3783 | in
		xa-5 | 0.8571 | 0.3885 | in
		xa-6 | 0.8571 | -1.158 | in
		xa-7 | 0.8571 | 0.2243 | in
		xa-8 | 0.8571 | — | too_few
		`)
	wantRows(t, printedRows(answer(t, w, f, Shrinkage), "unit", "share", "own_weight", "shrunk_share", "differs"), `
		xa-3 | 0.95 | 0.9284 | 0.9434 | yes
		xa-1 | 0.9 | 0.7643 | 0.8899 | yes
		xa-5 | 0.9 | 0.6605 | 0.8854 | yes
		xa-8 | 1 | 0.1628 | 0.8804 | yes
		xa-2 | 0.88 | 0.8664 | 0.8769 | yes
		xa-7 | 0.9 | 0.3933 | 0.874 | yes
		xa-6 | 0.8 | 0.9068 | 0.8053 | yes
		xa-4 | 0.65 | 0.8384 | 0.6835 | yes
		`)
	f.Unit, f.Indicator = "xa-3", "QC42"
	wantRows(t, printedRows(answer(t, w, f, Intervals), "counted", "per_base", "poisson_lo", "poisson_hi"), `
		2 | 1.667 | 0.2018 | 6.021
		`)
}

func TestChangeAndBridge(t *testing.T) {
	w := compareWorld(t)
	f := halfYear(t)
	f.Indicator = "QC59a"
	wantRows(t, printedRows(answer(t, w, f, Changes), "unit", "counted_before", "out_of_before", "counted", "out_of", "change_points", "change_lo", "change_hi", "verdict"), `
		xa-1 | 20 | 50 | 45 | 50 | 0.5 | 0.3211 | 0.6362 | up
		xa-2 | 20 | 50 | 88 | 100 | 0.48 | 0.3213 | 0.6136 | up
		xa-3 | 20 | 50 | 190 | 200 | 0.55 | 0.4063 | 0.676 | up
		xa-4 | 20 | 50 | 52 | 80 | 0.25 | 0.07388 | 0.4064 | up
		xa-5 | 20 | 50 | 27 | 30 | 0.5 | 0.2914 | 0.6401 | up
		xa-6 | 20 | 50 | 120 | 150 | 0.4 | 0.2446 | 0.536 | up
		`)
	f = Filter{Scope: ScopeOf("xa-moi"), Period: "2025-N", AsOf: day(t, "2025-11-01"), Indicator: "QC59a"}
	wantRows(t, printedRows(answer(t, w, f, Bridged), "unit", "bridged_counted", "bridged_out_of", "bridged_share", "verdict", "refusal"), `
		xa-moi | 106 | 120 | 0.8833 | bridged_exact | —
		`)
	insert(t, w.db, `delete from fact where indicator = 'QC59' and part = 'b' and value = 50`)
	wantRows(t, printedRows(answer(t, w, f, Bridged), "unit", "bridged_counted", "bridged_share", "share_missing", "verdict", "refusal"), `
		xa-moi | — | — | 0.4762 | bridge_refused | predecessor_missing
		`)
}

// Certain placement takes whole joint intervals apart; less may be better.
func TestGroupsWhereUnitsCanBeToldApart(t *testing.T) {
	db := compareHouse(t)
	for i, x := range []int{990, 980, 600, 590, 200, 100} {
		for _, direction := range []string{"higher", "lower"} {
			insert(t, db, `insert into measured values ($1, 'p', 's', true, $2, 1, $2, 'proportion', 1, $3, 1000)`, fmt.Sprint(i), direction, x)
		}
	}
	got := map[string]string{}
	for _, r := range askRows(t, db, quantiles(0.95, 0.998, 6), jointSteps("rank_interval", "rank_group")...) {
		got[fmt.Sprint(r["indicator"], r["unit_id"])] = fmt.Sprint(r["best"], r["worst"], " ", r["rank_group"])
	}
	want := map[string]string{
		"higher0": "1 2 nhom_dau", "higher1": "1 2 nhom_dau", "higher2": "3 4 nhom_giua",
		"higher3": "3 4 nhom_giua", "higher4": "5 5 nhom_can_ho_tro", "higher5": "6 6 nhom_can_ho_tro",
		"lower0": "5 6 nhom_can_ho_tro", "lower1": "5 6 nhom_can_ho_tro", "lower2": "3 4 nhom_giua",
		"lower3": "3 4 nhom_giua", "lower4": "2 2 nhom_dau", "lower5": "1 1 nhom_dau",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// A commune sees the lines that the town sees, and nobody else; nobody sees
// nothing; another town changes nothing.
func TestACommuneSeesTheTownsLinesAndNoNames(t *testing.T) {
	w := compareWorld(t)
	town := halfYear(t)
	commune, nobody := town, town
	commune.Scope, nobody.Scope = ScopeOf("xa-2"), Scope{}
	for name, question := range compareQuestions {
		all, own := answer(t, w, town, question), answer(t, w, commune, question)
		if n := len(answer(t, w, nobody, question).Rows); n != 0 {
			t.Errorf("%s: nobody sees %d rows", name, n)
		}
		var want []Row
		for i, row := range all.Rows {
			if all.Value(i, "unit") == "xa-2" {
				want = append(want, row)
			}
		}
		if g, w := printed(own.Rows), printed(want); g != w && (len(own.Rows) > 0 || len(want) > 0) {
			t.Errorf("%s: as the commune\n got %s\nwant %s", name, g, w)
		}
		text := asJSON(t, own)
		for _, other := range []string{"xa-1", "xa-3", "xa-8", "xa-im", "xa-ngoai", "Ngoài", "tx-"} {
			if strings.Contains(text, other) {
				t.Errorf("%s: names %s", name, other)
			}
		}
		for _, row := range own.Rows {
			for _, e := range row.Evidence {
				q, err := url.ParseQuery(string(e))
				if err != nil {
					t.Fatal(err)
				}
				if e == "" {
					continue
				}
				rows, err := EvidenceOf(t.Context(), w.asked(), commune, q)
				if err != nil {
					t.Fatal(err)
				}
				for i := range rows.Rows {
					if rows.Value(i, "unit") != "xa-2" {
						t.Fatalf("%s: evidence %s names %v", name, e, rows.Value(i, "unit"))
					}
				}
			}
			if name == "IndicatorValues" {
				break // its evidence is that of the others, times seventy
			}
		}
	}
}

// Sets of fewer than four units with figures give no reference figures.
func TestSmallSetsHaveNoReference(t *testing.T) {
	w := compareWorld(t)
	f := halfYear(t)
	f.Scope, f.Indicator = ScopeOf("tx-khac"), "QC59a"
	for _, name := range []string{"Shrinkage", "RankGroups", "Funnel"} {
		if got := answer(t, w, f, compareQuestions[name]); len(got.Rows) != 0 {
			t.Errorf("%s of a set of one: %v", name, got.Rows)
		}
	}
	if got := answer(t, w, f, PeerReference); got.Value(0, "share") != 0.001 || got.Value(0, "set_share") != nil || got.Value(0, "peer_share") != nil {
		t.Errorf("got %v, want the own share alone", got.Rows)
	}
}

// Without a policy nothing is compared or scored.
func TestWithoutAPolicyNothingIsCompared(t *testing.T) {
	w := compareWorld(t)
	insert(t, w.db, `delete from policy`)
	for name, question := range compareQuestions {
		if got := answer(t, w, halfYear(t), question); len(got.Rows) != 0 && name != "IndicatorValues" {
			t.Errorf("%s: %d rows", name, len(got.Rows))
		}
	}
}

func TestFiguresAreChosenAsTheQuestionForThemDoes(t *testing.T) {
	w := compareWorld(t)
	// the choice among all figures is what the question for it answers
	wide, chosen := widened("den=QC59b&num=QC59a&period=2024-6T&q=facts&unit=xa-3")
	one, err := EvidenceOf(t.Context(), w.asked(), halfYear(t), url.Values{"q": {"facts"}, "num": {"QC59a"}, "den": {"QC59b"}, "period": {"2024-6T"}, "unit": {"xa-3"}})
	if err != nil {
		t.Fatal(err)
	}
	q, _ := url.ParseQuery(string(wide))
	all, err := EvidenceOf(t.Context(), w.asked(), halfYear(t), q)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := printed(chosen.among(all, (&evidenceChecker{byFigure: map[*Table]map[figureAt][]int{}}).index(all)).Rows), printed(one.Rows); got != want || len(one.Rows) != 2 {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMartsAnswerComparisonsAsOneStatementDoes(t *testing.T) {
	w := compareWorld(t)
	for name, question := range compareQuestions {
		f := halfYear(t)
		want, err := question(t.Context(), w.db, f)
		if err != nil {
			t.Fatal(err)
		}
		if g, w := asJSON(t, answer(t, w, f, question)), asJSON(t, want); g != w {
			t.Errorf("%s:\n got %s\nwant %s", name, g, w)
		}
	}
}

// The steps of comparison over any cases: bounds, and what is drawn to the mean
// stays between its own figure and the mean; the order of units changes nothing.
func TestPropertiesOfComparison(t *testing.T) {
	db := compareHouse(t)
	rapid.Check(t, func(rt *rapid.T) {
		clear(t, db, "measured")
		n := rapid.SliceOfN(rapid.IntRange(0, 400), 4, 12).Draw(rt, "n")
		order := rapid.Permutation(indices(len(n))).Draw(rt, "order")
		x := make([]int, len(n))
		for i := range n {
			x[i] = rapid.IntRange(0, n[i]).Draw(rt, "x")
		}
		ask := func(order []int) (out string, rows [][]map[string]any) {
			clear(t, db, "measured")
			for _, i := range order {
				insert(t, db, `insert into measured values ($1, 'p', 's', true, 'i', 1, 'higher', 'proportion', 1, $2, $3)`, fmt.Sprintf("%02d", i), x[i], n[i])
			}
			params := quantiles(0.95, 0.998, len(n))
			for _, steps := range [][]string{{"comparable", "shrunk"}, {"comparable", "funnel"}, jointSteps("rank_interval", "rank_group")} {
				got := askRows(t, db, params, steps...)
				slices.SortFunc(got, func(a, b map[string]any) int {
					return strings.Compare(a["unit_id"].(string), b["unit_id"].(string))
				})
				rows = append(rows, got)
			}
			return printed(rows), rows
		}
		first, rows := ask(indices(len(n)))
		if again, _ := ask(order); again != first {
			rt.Fatalf("in the order %v:\n got %s\nwant %s", order, again, first)
		}
		for _, r := range rows[0] {
			pooled, ok := r["pooled"].(float64)
			if !ok { // nothing of nothing
				continue
			}
			shrunk, raw := r["shrunk"].(float64), r["raw"]
			if raw == nil {
				raw = pooled
			}
			lo, hi := min(raw.(float64), pooled), max(raw.(float64), pooled)
			if w := r["weight"].(float64); w < 0 || w > 1 || shrunk < lo-1e-12 || shrunk > hi+1e-12 {
				rt.Fatalf("shrunk %v outside %v to %v, weight %v", shrunk, lo, hi, w)
			}
		}
		for _, r := range rows[1] {
			for _, key := range []string{"alert_lo", "alert_hi", "alarm_lo", "alarm_hi"} {
				if v, ok := r[key].(float64); ok && (v < 0 || v > 1) {
					rt.Fatalf("limit %s %v", key, v)
				}
			}
		}
		for _, r := range rows[2] {
			best, worst, naive, k := r["best"].(float64), r["worst"].(float64), r["naive_rank"].(float64), r["k"].(float64)
			if best < 1 || worst > k || best > naive || naive > worst {
				rt.Fatalf("ranks %v to %v of %v, counted plainly %v", best, worst, k, naive)
			}
			if lo, hi, p := r["lo"].(float64), r["hi"].(float64), r["p"].(float64); lo < 0 || hi > 1 || lo > p || p > hi {
				rt.Fatalf("interval %v to %v of %v", lo, hi, p)
			}
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
