package analytics

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// The units of each world that a commune must not hear of, and the commune.
type onlooker struct {
	own, town string
	others    []string
	period    string
	asOf      string
	only      string // questions asked; all when empty
}

// referenceLines are the columns that are worked out over a whole set: a commune
// sees those of its own rows as the town does.
var referenceLines = strings.Fields(`set_median pooled_share pooled_per_base shrunk_share shrunk_per_base own_weight differs
	joint_lo joint_hi best worst n_ranked rank_group p0 phi z z_adj alert_lo alert_hi alarm_lo alarm_hi zone
	peer_level n_peers peer_share peer_per_base set_share set_per_base wilson_lo wilson_hi jeffreys_lo jeffreys_hi poisson_lo poisson_hi
	change_points change_lo change_hi verdict bridged_share bridged_per_base
	composite arithmetic share_rank1 mean_rank p05 p95 rank rank_verdict
	usual chance adjusted_chance n_tests survives median modified_z fence_lo fence_hi n_values share_alike share_alike_masked`)

// Asked as one commune, every question names no other, in its rows and in the
// evidence of its numbers; asked as nobody it has no rows; and what a commune is
// held against is what the town is shown.
func TestEveryQuestionKeepsToItsScope(t *testing.T) {
	t.Parallel()
	worlds := everyWorld(t)
	compared := map[string]int{}
	named := map[string]int{}
	for name, o := range map[string]onlooker{
		"reports":  {own: "xa-binh", town: "tx-tan-chau", others: []string{"xa-an", "xa-chau", "xa-dong", "xa-giang", "xa-hoa", "xa-kim", "ap-mot"}, period: "2024-6T", asOf: "2024-05-13"},
		"tasks":    {own: "xa-tan-an", town: "tx-tan-chau", others: []string{"xa-chau-phong", "xa-tan-thanh", "xa-le-chanh", "xa-long-an", "xa-phu-loc"}, period: "2024-6T", asOf: "2024-05-20"},
		"figures":  {own: "xa-3", town: "tx-tan-chau", others: []string{"xa-1", "xa-2", "xa-4", "xa-5", "xa-6", "xa-7", "xa-8", "xa-im", "xa-ngoai", "Ngoài", "tx-khac"}, period: "2024-6T", asOf: "2024-05-20"},
		"bridge":   {own: "xa-moi", town: "tinh-an-giang-2025", others: []string{"xa-3", "xa-4", "xa-5", "xa-6", "xa-7", "xa-8", "xa-im", "xa-ngoai"}, period: "2025-N", asOf: "2025-11-01"},
		"findings": {own: "xa-4", town: "tx-tan-chau", others: []string{"xa-1", "xa-2", "xa-3", "xa-5", "xa-6", "xa-7", "xa-8"}, period: "2024-6T", asOf: "2024-05-20"},
		// those of the others that a question has something to say of
		"reports, its ấp":   {own: "xa-an", town: "tx-tan-chau", others: []string{"xa-binh", "xa-chau", "xa-dong", "xa-giang", "xa-hoa", "xa-kim"}, period: "2024-6T", asOf: "2024-05-13", only: "UnexpectedReports DHIS2Compare"},
		"findings, rules":   {own: "xa-1", town: "tx-tan-chau", others: []string{"xa-2", "xa-3", "xa-4", "xa-5", "xa-6", "xa-7", "xa-8"}, period: "2024-6T", asOf: "2024-05-20", only: "RuleFindings"},
		"findings, texts":   {own: "xa-5", town: "tx-tan-chau", others: []string{"xa-1", "xa-2", "xa-3", "xa-4", "xa-6", "xa-7", "xa-8"}, period: "2024-6T", asOf: "2024-05-20", only: "TextLikeness"},
		"findings, claimed": {own: "xa-8", town: "tx-tan-chau", others: []string{"xa-1", "xa-2", "xa-3", "xa-4", "xa-5", "xa-6", "xa-7"}, period: "2024-6T", asOf: "2024-05-20", only: "EvidenceScore"},
	} {
		world, _, _ := strings.Cut(strings.Replace(name, "bridge", "figures", 1), ",")
		w := worlds[world]
		for _, q := range Questions() {
			if o.only != "" && !slices.Contains(strings.Fields(o.only), q.Name) {
				continue
			}
			f := Filter{Scope: ScopeOf(o.own).Answering(), Period: o.period, AsOf: day(t, o.asOf), Task: "II.2", Since: day(t, "2024-05-01")}
			if q.About == AboutUnit {
				f.Unit = o.own
			}
			own := must(t)(q.Ask(t.Context(), w.asked(), f))
			at := q.Name + " of " + name
			namesNobodyElse(t, at, own, o.others)
			evidenceNamesNobodyElse(t, w, f, at, own, o.others)
			named[q.Name] += len(own.Rows)

			// asked about somebody else, or as nobody, there is nothing
			about := f
			about.Unit = o.others[0]
			if table := must(t)(q.Ask(t.Context(), w.asked(), about)); len(table.Rows) > 0 {
				t.Errorf("%s asked about %s as %s: %v", at, about.Unit, o.own, table.Rows[0].Values)
			}
			for _, nobody := range []Scope{Scope{}.Answering(), ScopeOf("no-such-unit").Answering()} {
				none := f
				none.Scope = nobody
				if table := must(t)(q.Ask(t.Context(), w.asked(), none)); len(table.Rows) > 0 || table.N != 0 || table.Sources != 0 || len(table.Policy) > 0 {
					t.Errorf("%s as nobody: %d rows, n %d, sources %d, policy %v", at, len(table.Rows), table.N, table.Sources, table.Policy)
				}
			}

			whole := f
			whole.Scope = ScopeOf(o.town).Answering()
			sameLines(t, at, must(t)(q.Ask(t.Context(), w.asked(), whole)), own, o.own, compared)
		}
	}
	for _, q := range Questions() {
		if named[q.Name] == 0 && q.Name != "Amalgamated" { // an area of several communes: bridged_test.go
			t.Errorf("%s had no row in any world as one commune: nothing was tested", q.Name)
		}
	}
	for _, key := range referenceLines {
		if compared[key] == 0 {
			t.Errorf("no %s was compared with the town's", key)
		}
	}
}

func namesNobodyElse(t *testing.T, at string, table *Table, others []string) {
	t.Helper()
	for i, row := range table.Rows {
		for j, c := range table.Columns {
			s, ok := row.Values[j].(string)
			if !ok {
				continue
			}
			for _, other := range others {
				if s == other || slices.Contains(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;&=\"{}[]:", r) }), other) {
					t.Errorf("%s: row %d names %s in %s: %q", at, i, other, c.Key, s)
				}
			}
		}
		for _, e := range row.Evidence {
			q, err := url.ParseQuery(string(e))
			if err != nil {
				t.Fatal(err)
			}
			if slices.Contains(others, q.Get("unit")) {
				t.Errorf("%s: the evidence %s names %s", at, e, q.Get("unit"))
			}
		}
	}
}

// evidenceNamesNobodyElse asks for every tenth evidence, and for it once more
// without the unit that narrows it.
func evidenceNamesNobodyElse(t *testing.T, w *world, f Filter, at string, table *Table, others []string) {
	t.Helper()
	seen := map[Evidence]bool{"": true}
	for _, row := range table.Rows {
		for _, e := range row.Evidence {
			if seen[e] {
				continue
			}
			if seen[e] = true; len(seen)%10 != 2 {
				continue
			}
			q, err := url.ParseQuery(string(e))
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				rows := must(t)(EvidenceOf(t.Context(), w.asked(), f, q))
				for i := range rows.Rows {
					if unit := word(rows.Value(i, "unit")); slices.Contains(others, unit) {
						t.Errorf("%s: evidence %s names %s", at, q.Encode(), unit)
					}
				}
				q.Del("unit")
			}
		}
	}
}

// sameLines holds that each row of the commune carries the reference figures that
// the town sees on it.
func sameLines(t *testing.T, at string, town, own *Table, unit string, compared map[string]int) {
	t.Helper()
	if town.Col("unit") < 0 {
		return
	}
	of := func(table *Table) (rows []int) {
		for i := range table.Rows {
			if table.Value(i, "unit") == unit {
				rows = append(rows, i)
			}
		}
		return rows
	}
	mine, theirs := of(own), of(town)
	if len(theirs) != len(mine) {
		t.Errorf("%s: %d rows as the commune, %d of it as the town", at, len(mine), len(theirs))
		return
	}
	for nth, row := range theirs {
		i := mine[nth]
		for _, key := range referenceLines {
			if own.Col(key) < 0 {
				continue
			}
			if got, want := fmt.Sprint(own.Value(i, key)), fmt.Sprint(town.Value(row, key)); got != want {
				t.Errorf("%s: row %d, %s is %s as the commune, %s as the town", at, i, key, got, want)
			} else if own.Value(i, key) != nil {
				compared[key]++
			}
		}
	}
}
