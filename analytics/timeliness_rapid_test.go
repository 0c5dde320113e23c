package analytics

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"danbiet/data"

	"pgregory.net/rapid"
)

// A happening is what somebody recorded on a day: a report that came, what was
// decided on one, or an exemption.
type happening struct {
	on         data.Day
	unit       string
	report     int64 // of a sending its receipt, of a decision that of the report
	decision   string
	reasonKind string
	exempt     bool
}

// happenings draws what may happen to the reports of the half year: sendings,
// up to two decisions on each after it came, and exemptions.
func happenings(rt *rapid.T, start data.Day, units []string) (all []happening) {
	for report := range rapid.IntRange(0, 10).Draw(rt, "sendings") {
		h := happening{report: int64(report + 1), unit: rapid.SampledFrom(units).Draw(rt, "unit"),
			on: start + data.Day(rapid.IntRange(0, 20).Draw(rt, "received"))}
		all = append(all, h)
		for range rapid.IntRange(0, 2).Draw(rt, "decisions") {
			all = append(all, happening{report: h.report, unit: h.unit,
				on:         h.on + data.Day(rapid.IntRange(0, 8).Draw(rt, "decided")),
				decision:   rapid.SampledFrom([]string{"accepted", "returned"}).Draw(rt, "decision"),
				reasonKind: rapid.SampledFrom([]string{"formal", "substantive", ""}).Draw(rt, "reason")})
		}
	}
	for range rapid.IntRange(0, 2).Draw(rt, "exemptions") {
		all = append(all, happening{exempt: true, unit: rapid.SampledFrom(units).Draw(rt, "exempt"),
			on: start + data.Day(rapid.IntRange(0, 20).Draw(rt, "granted"))})
	}
	return all
}

// record empties the world and writes happenings in their order; the numbers of
// receipts and decisions are those drawn, whatever the order.
func (w *world) record(all []happening, kept func(happening) bool) {
	w.Helper()
	clear(w, w.db, "submission", "submission_reading", "submission_file", "review", "exemption")
	for i, h := range all {
		switch {
		case !kept(h):
		case h.exempt:
			w.exempted(h.unit, "2024-6T", h.on.String())
		case h.decision != "":
			insert(w, w.db, `insert into review values ($1, $2, cast($3 as date), $4, nullif($5, ''), null, 'van-phong', null)`,
				h.report, 1000+h.order(all, i), h.on.String(), h.decision, h.reasonKind)
		default:
			w.seq = h.report - 1
			w.received(h.unit, "2024-6T", h.on.String())
		}
	}
}

// order tells a decision from the others of its report by its day and words, so
// that it has the same number in every order.
func (h happening) order(all []happening, at int) int64 {
	n := int64(0)
	for i, other := range all {
		if other.report == h.report && other.decision != "" && fmt.Sprint(other) < fmt.Sprint(h) || i < at && other == h {
			n++
		}
	}
	return n
}

// answers prints what every question about reports says.
func (w *world) answers(f Filter) string {
	w.Helper()
	var b strings.Builder
	for _, q := range reportQuestions {
		t := must(w)(q(w.Context(), w.asked(), f))
		fmt.Fprintln(&b, t.Name, t.N, t.Sources, t.Policy)
		for _, row := range t.Rows {
			fmt.Fprintln(&b, row.Values)
		}
	}
	return b.String()
}

var reportQuestions = []question{Obligations, UnexpectedReports, TimelinessRates, RateRollup, dividedReports, DeadlineReadings, SubmissionCurve}

// dividedReports are the RateReadings of reports alone: those of tasks take five
// times as many steps.
func dividedReports(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "cach-chia", Columns: readingColumns}
	return t, t.divideReports(ctx, db, f)
}

// fewer asks for two fifths of the checks: a check of these properties asks dozens
// of questions.
func fewer(t *testing.T) {
	f := flag.Lookup("rapid.checks")
	was := f.Value.String()
	n, err := strconv.Atoi(was)
	if err != nil {
		t.Fatal(err)
	}
	flag.Set("rapid.checks", strconv.Itoa(max(5, 2*n/5)))
	t.Cleanup(func() { flag.Set("rapid.checks", was) })
}

func all(happening) bool { return true }

func TestPropertiesOfReports(t *testing.T) {
	fewer(t)
	w := town(t)
	w.unit("ap-mot", "ap", "Một", "xa-an", "2003-01-01", "2025-07-01")
	units := strings.Fields("xa-an xa-binh xa-chau xa-dong xa-giang xa-hoa xa-kim ap-mot")
	start := day(t, "2024-05-01")
	var later int
	rapid.Check(t, func(rt *rapid.T) {
		drawn := happenings(rt, start, units)
		f := w.filter("2024-6T", (start + data.Day(rapid.IntRange(0, 25).Draw(rt, "as of"))).String())
		w.record(drawn, all)
		now := w.answers(f)

		ratesHold(rt, w, f)

		// written in another order the same things happened
		w.record(rapid.Permutation(drawn).Draw(rt, "order"), all)
		if again := w.answers(f); again != now {
			rt.Fatalf("in another order:\n%s\nwant\n%s", again, now)
		}

		// what happens after a day changes nothing of that day
		w.record(drawn, func(h happening) bool { return h.on <= f.AsOf })
		if then := w.answers(f); then != now {
			rt.Fatalf("without what came later:\n%s\nwant\n%s", then, now)
		}
		for _, h := range drawn {
			if h.on > f.AsOf {
				later++
			}
		}
		w.record(drawn, all)
		knownGrows(rt, w, f)
	})
	if later == 0 {
		t.Error("nothing ever came later than the day asked about")
	}
}

// ratesHold: what came and what is missing is all that was due, every rate is a
// share, and a stricter reading of the deadline never has more on time.
func ratesHold(rt *rapid.T, w *world, f Filter) {
	rates := must(w)(TimelinessRates(w.Context(), w.asked(), f))
	for i := range rates.Rows {
		if s, m, e := toFloat(rates.Value(i, "submitted")), toFloat(rates.Value(i, "missing")), toFloat(rates.Value(i, "expected")); s+m != e {
			rt.Fatalf("submitted %v and missing %v of %v", s, m, e)
		}
	}
	for _, q := range reportQuestions {
		t := must(w)(q(w.Context(), w.asked(), f))
		for i, row := range t.Rows {
			for j, c := range t.Columns {
				if v, ok := row.Values[j].(float64); ok && c.Format == Share && !(v >= 0 && v <= 1) {
					rt.Fatalf("%s, row %d: %s is %v", t.Name, i, c.Key, v)
				}
			}
		}
	}
	readings := must(w)(DeadlineReadings(w.Context(), w.asked(), f))
	type read struct {
		day    data.Day
		onTime int64
	}
	var byDay []read
	for i := range readings.Rows {
		byDay = append(byDay, read{readings.Value(i, "last_day").(data.Day), readings.Value(i, "on_time").(int64)})
	}
	slices.SortFunc(byDay, func(a, b read) int { return int(a.day - b.day) })
	for i := 1; i < len(byDay); i++ {
		if byDay[i].onTime < byDay[i-1].onTime {
			rt.Fatalf("a later last day has fewer on time: %v", byDay)
		}
	}
	if len(byDay) > 0 && readings.Value(0, "on_time") != rates.Value(0, "on_time") {
		rt.Fatalf("on time as decided %v, by the rates %v", readings.Value(0, "on_time"), rates.Value(0, "on_time"))
	}
}

// knownGrows: from one day to the next no report, decision or exemption is
// forgotten.
func knownGrows(rt *rapid.T, w *world, f Filter) {
	var before map[string]int64
	for ahead := range data.Day(3) {
		f := f
		f.AsOf += 5 * ahead
		table := must(w)(Obligations(w.Context(), w.asked(), f))
		known := map[string]int64{"sources": int64(table.Sources)}
		for i := range table.Rows {
			unit := word(table.Value(i, "unit"))
			known[unit] = table.Value(i, "versions_received").(int64)
			if table.Value(i, "state") == "exempt" {
				known[unit+" exempt"] = 1
			}
		}
		known["listed"] = int64(len(must(w)(SubmissionList(w.Context(), w.asked(), f)).Rows))
		for what, n := range before {
			if known[what] < n {
				rt.Fatalf("%s: %d on %s, %d five days before", what, known[what], f.AsOf, n)
			}
		}
		before = known
	}
}

// An obligation that is not due yet is in no rate of those that are.
func TestAnObligationNotYetDueChangesNoRate(t *testing.T) {
	fewer(t)
	w := town(t)
	units := strings.Fields("xa-an xa-binh xa-chau xa-dong xa-giang xa-hoa xa-kim")
	start := day(t, "2024-05-01")
	rated := func(f Filter) string {
		var b strings.Builder
		for _, q := range []question{TimelinessRates, PeriodRates, RateRollup, DeadlineReadings} {
			table := must(t)(q(t.Context(), w.asked(), f))
			for i := range table.Rows {
				for _, key := range []string{"period", "part", "reading", "expected", "submitted", "accepted", "on_time", "late", "missing", "submitted_rate", "accepted_rate", "on_time_rate", "missing_rate", "on_time_given_submitted", "consistent"} {
					fmt.Fprint(&b, " ", table.Value(i, key))
				}
				fmt.Fprintln(&b)
			}
		}
		table := must(t)(dividedReports(t.Context(), w.asked(), f))
		for i := range table.Rows { // the readings that count what is due alone
			if r := table.Value(i, "reading"); r == "on_time_of_due" && table.Value(i, "span") == "span_year" {
				fmt.Fprintln(&b, r, table.Value(i, "counted"), table.Value(i, "out_of"))
			}
		}
		return b.String()
	}
	nth := 0
	rapid.Check(t, func(rt *rapid.T) {
		w.record(happenings(rt, start, units), all)
		f := w.filter("2024-6T", (start + data.Day(rapid.IntRange(8, 25).Draw(rt, "as of"))).String())
		before := rated(f)
		// a whole new period of the year, not due on the day, and some of its
		// reports already there
		nth++
		id := fmt.Sprintf("2024-them-%d", nth)
		due := f.AsOf + data.Day(rapid.IntRange(1, 40).Draw(rt, "due in"))
		insert(t, w.db, `insert into period values ($1, 'chuyen-de', 2024, date '2024-01-01', date '2024-04-30', 'by_date', cast($2 as date), 0, 'none', cast($2 as date), cast($2 as date), 3, 0.5, 'han-nop-2024', 'test')`, id, due.String())
		for range rapid.IntRange(0, 4).Draw(rt, "early") {
			w.seq += 100
			w.received(rapid.SampledFrom(units).Draw(rt, "early unit"), id, f.AsOf.String())
		}
		after := rated(f)
		insert(t, w.db, `delete from period where period_id = $1`, id)
		if after != before {
			rt.Fatalf("with reports not due until %s:\n%s\nwant\n%s", due, after, before)
		}
	})
}
