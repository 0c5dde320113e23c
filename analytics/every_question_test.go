package analytics

import (
	"fmt"
	"maps"
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"

	"danbiet/data"
)

// What holds of every question, over the list of questions.

// everyWorld are worlds in which the questions have rows: reports in every state,
// tasks of every kind, figures of a whole set, findings of every kind.
func everyWorld(t testing.TB) map[string]*world {
	tasks := taskWorld(t)
	tasks.sheet(tasks.accepted("xa-long-an", "2023-6T", "2023-05-08", "2023-05-09")).
		row(taskRow{label: "1", kind: "higher", target: 0.0, actual: 3.0, status: "dang_thuc_hien"}).
		row(taskRow{label: "2", status: "chua_thuc_hien", due: "2023-04-30"})
	tasks.sheet(tasks.accepted("xa-le-chanh", "2024-N", "2024-10-08", "2024-10-09")).
		row(taskRow{label: "II.1", town: "II.1", kind: "higher", unit: "cuộc", target: 8.0, actual: 4.0, weight: 3.0, status: "dang_thuc_hien", start: "2024-01-01", due: "2024-12-31", responsible: "UBND"}).
		row(taskRow{label: "II.2", town: "II.2", status: "chua_thuc_hien", progress: 0.0, weight: 1.0, start: "2024-01-01", due: "2024-06-30"})
	reports := town(t)
	reports.unit("ap-mot", "ap", "Một", "xa-an", "2003-01-01", "2025-07-01")
	reports.accepted("ap-mot", "2024-6T", "2024-05-08", "2024-05-09")
	compared := compareWorld(t)
	halves(compared)
	compared.outside("xa-3", "2024-6T", "cong_khai=16.2 tien_do=19 so_hoa=8.8 truc_tuyen=13.2 hai_long=18 tong=75")
	compared.outside("xa-4", "2024-6T", "cong_khai=16 tong=16")
	insert(t, compared.db, `update policy set body = '{"need":[2,3],"composite":true,"floor":1,"factors":[0.5,1.5],"aggregations":["arith","geom"],
		"max_rank_spread":3,"seed":1,"draws":100,"elements":[{"element":"biet","weight":1}],"indicators":{"QC06":{"weight":0},"QC10":{"lo":0.5}}}'
		where kind = 'score'`)
	findings := qualityWorld(t)
	findings.answered("xa-4", "2024-6T", "QC-NA", "", "explained")
	findings.answered("xa-1", "2024-6T", "QC-SUM", "QC29", "corrected")
	findings.answered("xa-1", "2023-N", "QC-SUM", "QC29", "not_a_fault")
	findings.answered("xa-2", "2024-6T", "so_dem", "QC54", "explained")
	findings.answered("xa-2", "2024-6T", "so_dem", "QC54", "corrected")
	return map[string]*world{"reports": reports, "tasks": tasks, "figures": compared, "findings": findings}
}

// periodsOf are the periods of each world that the questions are asked about.
var periodsOf = map[string]string{"reports": "2024-6T", "tasks": "2024-6T 2024-N", "figures": "2024-6T 2024-N 2025-N", "findings": "2024-6T"}

// leastHeld are numbers that the questions about each world have at the least.
var leastHeld = map[string]int{"reports": 150, "tasks": 500, "figures": 500, "findings": 500}

// standsOnMore are the numbers that the rows of their evidence do not make alone,
// and what else goes into each. They are estimates and judgements, but for limits.
var standsOnMore = map[string]string{
	"duong-nop.share_submitted":  "days at risk of every earlier day: case T13",
	"duong-nop.lo":               "as share_submitted",
	"duong-nop.hi":               "as share_submitted",
	"quy-tac.wanted":             "the limit of the policy, for the rules about tasks",
	"ho-so-thanh-to.score":       "goalposts and weights of the policy: cases I02, I03",
	"ho-so-thanh-to.set_median":  "scores of units that are not named",
	"ho-so-thanh-to.n_available": "goalposts say which figures can be scored",

	"ho-so-thanh-to.available_weight": "weights of the policy",

	"diem-chung.composite":   "goalposts and weights of the policy: case I04",
	"diem-chung.arithmetic":  "as composite",
	"diem-chung.best":        "26 scenarios over the whole set: case I05",
	"diem-chung.worst":       "as best",
	"diem-chung.share_rank1": "as best",
	"diem-chung.mean_rank":   "draws from a stored seed: case I06",
	"diem-chung.p05":         "as mean_rank",
	"diem-chung.p95":         "as mean_rank",
	"diem-chung.rank":        "as best",

	"nhom-xep.best":  "joint intervals of units that are not named: case F04",
	"nhom-xep.worst": "as best",

	"so-voi-nhom.peer_share":    "who the peers are, which is not told: case F10",
	"so-voi-nhom.peer_per_base": "as peer_share",

	"bac-cau.bridged_counted":  "shares of population of the succession: case F08",
	"bac-cau.bridged_out_of":   "as bridged_counted",
	"bac-cau.bridged_share":    "as bridged_counted",
	"bac-cau.bridged_per_base": "as bridged_counted",

	"ban-do.bridged_counted":  "as bac-cau.bridged_counted",
	"ban-do.bridged_out_of":   "as bac-cau.bridged_counted",
	"ban-do.bridged_share":    "as bac-cau.bridged_counted",
	"ban-do.bridged_per_base": "as bac-cau.bridged_counted",

	"dau-hieu.usual":                "the other units of the set: cases Q03 to Q06",
	"dau-hieu.chance":               "as usual",
	"dau-hieu.adjusted_chance":      "the whole batch: case Q08",
	"du-so-lieu.n_filled":           "which figures the form asks for: its own test",
	"du-so-lieu.share_filled":       "as n_filled",
	"giong-nhau.share_alike":        "the other section and the template: case Q07",
	"giong-nhau.share_alike_masked": "as share_alike",
	"ngoai-le.median":               "the other units of the set: case Q02",
	"ngoai-le.modified_z":           "as median",
	"ngoai-le.fence_lo":             "as median",
	"ngoai-le.fence_hi":             "as median",
}

// noReportBehind are columns with a number that is no figure of a report and has
// no evidence, and what it is.
var noReportBehind = map[string]string{
	"submission": "a receipt", "figures_from": "a receipt", "other_submission": "a receipt", "version": "the number of a version",
	"file_no": "a place", "cell_no": "a place",
	"n_asked": "of the catalogue", "least": "of the law, or a share of another figure", "mean_of_rates": "the wrong mean, shown nowhere", "day": "where a point of the curve stands",
	"scenarios": "of the policy", "n_indicators": "of the policy", "n_ranked": "units, some not named", "n_peers": "units, some not named",
	"n_values": "units, some not named", "n_tests": "tests of the batch, some not named", "n_shingles": "runs of words of a section",
	"share_missing": "of the catalogue's population", "share_split": "of the catalogue's population",
}

// One set of worlds serves what is asked of every number: its order is held while
// it is worked out.
func TestEveryNumberOfEveryQuestion(t *testing.T) {
	t.Parallel()
	worlds := everyWorld(t)
	found := &orders{rows: map[string]int{}, faults: map[string]string{}}
	for name, w := range worlds {
		w.tie(name)
		w.ordered(found)
	}
	t.Run("is recomputed", func(t *testing.T) { recomputedFromEvidence(t, worlds) })
	t.Run("stands in one order", func(t *testing.T) { totalOrders(t, worlds, found) })
}

// Every number of every question comes out of the rows of its evidence again, or
// stands on more than those and says on what.
func recomputedFromEvidence(t *testing.T, worlds map[string]*world) {
	made, stood, columns := map[string]int{}, map[string]int{}, map[string]bool{}
	for name, w := range worlds {
		c := &data.Catalogue{}
		for _, id := range strings.Fields(periodsOf[name]) {
			c.Periods = append(c.Periods, data.Period{ID: id})
		}
		scope := ScopeOf("tx-tan-chau", "tinh-an-giang-2025").Answering()
		if name == "figures" {
			scope = ScopeOf("tinh-an-giang", "tinh-an-giang-2025") // two towns, and as it is shown
		}
		k, err := checkEvidence(t.Context(), w.asked(), c, scope, day(t, "2025-11-01"))
		if err != nil {
			t.Fatal(err)
		}
		if k.held < leastHeld[name] {
			t.Errorf("%s: held %d numbers, want %d at least", name, k.held, leastHeld[name])
		}
		if len(k.faults) > 0 {
			t.Errorf("%s: %d faults of %d numbers: %s", name, len(k.faults), k.held, strings.Join(k.faults[:min(5, len(k.faults))], "\n"))
		}
		for at, n := range k.made {
			made[at] += n
		}
		for at, n := range k.stood {
			stood[at] += n
		}
		// one evidence in twenty is asked for itself and held against the choice
		// among the rows of the wider one
		i := 0
		for e := range k.answers {
			if i++; i%20 == 0 {
				sameRowsNarrowed(t, w, scope, k, e)
			}
		}
		if name == "figures" || name == "findings" {
			estimatesOfFigures(t, w, made)
		}
	}
	for _, q := range Questions() {
		if q.About == AboutSince || q.Name == "Amalgamated" {
			continue // held by changed_since_test.go and bridged_test.go: here nothing changed, and no split cuts an area
		}
		table := empty(t, worlds["tasks"], q)
		for _, c := range table.Columns {
			at := table.Name + "." + c.Key
			columns[at] = true
			numeric := slices.Contains([]Format{Integer, Decimal, Share, Points, Score, Chance, Days}, c.Format)
			switch reason, more := standsOnMore[at]; {
			case numeric && !c.number():
				if noReportBehind[c.Key] == "" {
					t.Errorf("%s has no evidence and no reason for it", at)
				}
			case c.number() && made[at] == 0 && !more:
				t.Errorf("%s: no number came out of its evidence again, and nothing says why", at)
			case more && made[at]+stood[at] == 0:
				t.Errorf("%s: no number was held (%s)", at, reason)
			case more && stood[at] == 0:
				t.Errorf("%s stands on its rows alone now: take it off the list", at)
			}
		}
	}
	for at := range standsOnMore {
		if !columns[at] {
			t.Errorf("%s is no column", at)
		}
	}
}

// empty asks a question that has no rows, for its columns.
func empty(t testing.TB, w *world, q Question) *Table {
	t.Helper()
	return must(t)(q.Ask(t.Context(), w.asked(), Filter{Period: "2024-6T", AsOf: day(t, "2024-05-20")}))
}

// sameRowsNarrowed holds that the rows of a wide evidence, narrowed to one unit,
// are the rows of that unit's evidence.
func sameRowsNarrowed(t *testing.T, w *world, scope Scope, k *evidenceChecker, wide Evidence) {
	t.Helper()
	all := k.answers[wide]
	if all == nil || len(all.Rows) == 0 {
		return
	}
	q, err := url.ParseQuery(string(wide))
	if err != nil {
		t.Fatal(err)
	}
	if q.Get("unit") != "" || q.Get("num") != "" || q.Get("kind") == "don_nop" || q.Get("q") == "facts" {
		return
	}
	q.Set("unit", word(all.Value(0, "unit")))
	again, chosen := widened(Evidence(strings.ReplaceAll(q.Encode(), "%2C", ",")))
	if again != wide || chosen == nil {
		t.Fatalf("%s is widened to %s", wide, again)
	}
	f := Filter{Scope: scope, AsOf: day(t, "2025-11-01")}
	one, err := EvidenceOf(t.Context(), w.asked(), f, q)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(chosen.among(all, k.index(all)).Rows), fmt.Sprint(one.Rows); got != want {
		t.Errorf("%s of %s:\n got %s\nwant %s", wide, q.Get("unit"), got, want)
	}
}

// estimatesOfFigures works the estimates of a set out again from the figures that
// their evidence lists, by the formulas of METHOD.md 4 written down once more.
func estimatesOfFigures(t *testing.T, w *world, made map[string]int) {
	t.Helper()
	f := Filter{Scope: ScopeOf("tx-tan-chau").Answering(), Period: "2024-6T", AsOf: day(t, "2024-05-20")}
	indicators := strings.Fields("QC59a QC55 QC42 QC54 QC19") // shares, and counts per households and per ấp
	answers := map[Evidence]*Table{}
	for _, q := range []Question{{Name: "Intervals", Ask: Intervals}, {Name: "Shrinkage", Ask: Shrinkage}, {Name: "RankGroups", Ask: RankGroups}, {Name: "Funnel", Ask: Funnel}, {Name: "PeerReference", Ask: PeerReference}, {Name: "Changes", Ask: Changes}} {
		table := must(t)(q.Ask(t.Context(), w.asked(), f))
		for row := range table.Rows {
			if !slices.Contains(indicators, word(table.Value(row, "indicator"))) {
				continue
			}
			for col, c := range table.Columns {
				at := table.Name + "." + c.Key
				if c.Kind != Estimate || table.Rows[row].Values[col] == nil || standsOnMore[at] != "" {
					continue
				}
				e := table.Rows[row].Evidence[col]
				query, err := url.ParseQuery(string(e))
				if err != nil {
					t.Fatal(err)
				}
				rows := answers[e]
				if rows == nil {
					rows = must(t)(EvidenceOf(t.Context(), w.asked(), f, query))
					answers[e] = rows
				}
				got, ok := estimated(table, row, c.Key, rows, figuresChosen(query))
				if !ok {
					continue
				}
				made[at]++
				if want := toFloat(table.Rows[row].Values[col]); !alike(got, want) {
					t.Errorf("%s of %v, %v: the rows give %v, the table says %v", at, table.Rows[row].Values[0], table.Value(row, "indicator"), got, want)
				}
			}
		}
	}
}

func alike(got, want float64) bool {
	d := got - want
	return d < 1e-6*max(1, want) && d > -1e-6*max(1, want)
}

// A cases is what a unit counts, of how many.
type cases struct{ x, n float64 }

// casesIn adds the figures of the evidence up by unit and period; a unit of which
// a figure is missing has none.
func casesIn(rows *Table, c *figureChoice) map[[2]string]cases {
	given := map[[2]string]map[string]float64{}
	for i := range rows.Rows {
		at := [2]string{word(rows.Value(i, "unit")), word(rows.Value(i, "period"))}
		if given[at] == nil {
			given[at] = map[string]float64{}
		}
		given[at][word(rows.Value(i, "what"))] = numberAt(rows, i, "value")
	}
	out := map[[2]string]cases{}
	for at, figures := range given {
		sum := func(list string) (total float64, all bool) {
			for _, code := range strings.Split(list, ",") {
				v, ok := figures[code]
				if !ok {
					return 0, false
				}
				total += v
			}
			return total, true
		}
		x, okX := sum(c.Num)
		n, okN := 1.0, true
		if c.Den != "" {
			n, okN = sum(c.Den)
		}
		if okX && okN {
			out[at] = cases{x, n}
		}
	}
	return out
}

// quantileOf is linear between the two nearest.
func quantileOf(values []float64, q float64) float64 {
	values = slices.Sorted(slices.Values(values))
	at := q * float64(len(values)-1)
	i := int(at)
	if i+1 >= len(values) {
		return values[len(values)-1]
	}
	return values[i] + (at-float64(i))*(values[i+1]-values[i])
}

// wilson is the interval of x of n at z.
func wilson(c cases, z float64) (lo, hi float64) {
	p := c.x / c.n
	centre := (p + z*z/(2*c.n)) / (1 + z*z/c.n)
	half := z * math.Sqrt(p*(1-p)/c.n+z*z/(4*c.n*c.n)) / (1 + z*z/c.n)
	lo, hi = centre-half, centre+half
	if c.x == 0 {
		lo = 0
	}
	if c.x == c.n {
		hi = 1
	}
	return lo, hi
}

// estimated is an estimate worked out from the figures of its evidence; false for
// what this test does not know.
func estimated(t *Table, row int, key string, rows *Table, c *figureChoice) (float64, bool) {
	if c == nil {
		return 0, false
	}
	per := max(1, c.Per)
	all := casesIn(rows, c)
	unit := word(t.Value(row, "unit"))
	own := map[string]cases{} // by period
	var order []string
	for at, k := range all {
		if at[0] == unit {
			own[at[1]] = k
			order = append(order, at[1])
		}
	}
	slices.Sort(order)
	if len(order) == 0 {
		return 0, false
	}
	mine := own[order[len(order)-1]]
	switch key {
	case "wilson_lo", "wilson_hi":
		lo, hi := wilson(mine, z95)
		return map[string]float64{"wilson_lo": lo, "wilson_hi": hi}[key], true
	case "jeffreys_lo", "jeffreys_hi":
		i, ok := jeffreys(mine.x, mine.n, 0.95)
		return map[string]float64{"jeffreys_lo": i.lo, "jeffreys_hi": i.hi}[key], ok
	case "poisson_lo", "poisson_hi":
		i, ok := poisson(mine.x, 0.95)
		return map[string]float64{"poisson_lo": i.lo * per / mine.n, "poisson_hi": i.hi * per / mine.n}[key], ok
	case "change_points", "change_lo", "change_hi":
		before := own[order[0]]
		d := mine.x/mine.n - before.x/before.n
		lo1, hi1 := wilson(before, z95)
		lo2, hi2 := wilson(mine, z95)
		p1, p2 := before.x/before.n, mine.x/mine.n
		return map[string]float64{"change_points": d,
			"change_lo": d - math.Sqrt((p2-lo2)*(p2-lo2)+(hi1-p1)*(hi1-p1)),
			"change_hi": d + math.Sqrt((hi2-p2)*(hi2-p2)+(p1-lo1)*(p1-lo1))}[key], len(order) == 2
	}
	rate := strings.HasSuffix(key, "_per_base") || t.Value(row, "per_base") != nil
	return estimatedOfSet(key, mine, slices.Collect(maps.Values(all)), per, rate)
}

// estimatedOfSet is an estimate that stands on the figures of a whole set.
func estimatedOfSet(key string, mine cases, set []cases, per float64, rate bool) (float64, bool) {
	var x, n, k, events, ranked float64
	var values []float64
	for _, c := range set {
		x, n = x+c.x, n+c.n
		if c.n > 0 {
			k++
			values = append(values, per*c.x/c.n)
		}
		if c.n >= 5 {
			ranked++
		}
	}
	m := x / n
	within := m * (1 - m)
	if rate {
		within = m
	}
	comparable := slices.DeleteFunc(slices.Clone(set), func(c cases) bool { return !rate && c.x > c.n })
	if len(comparable) < len(set) && key != "set_share" && key != "set_per_base" {
		return estimatedOfSet(key, mine, comparable, per, rate) // more than all is no share
	}
	switch key {
	case "pooled_share", "p0":
		return m, true
	case "pooled_per_base":
		return per * m, true
	case "set_share", "set_per_base":
		return quantileOf(values, 0.5), true
	case "joint_lo", "joint_hi":
		lo, hi := wilson(mine, jointZ(0.95, int(ranked)))
		return map[string]float64{"joint_lo": lo, "joint_hi": hi}[key], true
	case "shrunk_share", "shrunk_per_base", "own_weight":
		for _, c := range set {
			if c.n > 0 {
				events += c.n * (c.x/c.n - m) * (c.x/c.n - m)
			}
		}
		a := max(0, events/n-within/(n/k))
		b := 0.0
		if a > 0 && mine.n > 0 {
			b = a / (a + within/mine.n)
		}
		if key == "own_weight" {
			return b, true
		}
		return per * (m + b*(mine.x/mine.n-m)), true
	}
	return funnelled(key, mine, set, m)
}

// funnelled is a number of the funnel around the pooled share m.
func funnelled(key string, mine cases, set []cases, m float64) (float64, bool) {
	var zs []float64
	for _, c := range set {
		if c.n >= 5 {
			zs = append(zs, (c.x/c.n-m)/math.Sqrt(m*(1-m)/c.n))
		}
	}
	phi := 0.0
	lo, hi := quantileOf(zs, 0.1), quantileOf(zs, 0.9)
	for _, z := range zs {
		z = max(lo, min(hi, z))
		phi += z * z / float64(len(zs))
	}
	z := (mine.x/mine.n - m) / math.Sqrt(m*(1-m)/mine.n)
	se := math.Sqrt(max(1, phi) * m * (1 - m) / mine.n)
	alarm := twoSidedZ(0.998)
	v, ok := map[string]float64{
		"phi": phi, "z": z, "z_adj": z / math.Sqrt(max(1, phi)),
		"alert_lo": max(0, m-z95*se), "alert_hi": min(1, m+z95*se),
		"alarm_lo": max(0, m-alarm*se), "alarm_hi": min(1, m+alarm*se),
	}[key]
	return v, ok
}
