package analytics

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"danbiet/data"

	"pgregory.net/rapid"
)

// town is a world of seven communes, one for each way a report can stand at the
// end of 13/5/2024, merged into two on 1/7/2025.
func town(t testing.TB) *world {
	w := newWorld(t)
	for _, u := range []struct{ id, name, next string }{
		{"xa-an", "An", "xa-an-2025"}, {"xa-binh", "Bình", "xa-an-2025"}, {"xa-chau", "Châu", "xa-an-2025"},
		{"xa-dong", "Đông", "xa-dong-2025"}, {"xa-giang", "Giang", "xa-dong-2025"},
		{"xa-hoa", "Hòa", "xa-dong-2025"}, {"xa-kim", "Kim", "xa-dong-2025"},
	} {
		w.unit(u.id, "commune", u.name, "tx-tan-chau", "2003-01-01", "2025-07-01")
		w.edge(u.id, u.next, "2025-07-01", 1)
	}
	w.unit("xa-an-2025", "commune", "An", "tinh-an-giang-2025", "2025-07-01", "")
	w.unit("xa-dong-2025", "commune", "Đông", "tinh-an-giang-2025", "2025-07-01", "")

	w.accepted("xa-an", "2024-6T", "2024-05-08T09:30:00+07:00", "2024-05-09")
	w.accepted("xa-binh", "2024-6T", "2024-05-11", "2024-05-13")
	w.received("xa-chau", "2024-6T", "2024-05-09T16:59:59Z")
	w.reviewed(w.received("xa-giang", "2024-6T", "2024-05-06"), "2024-05-07", "returned", "substantive")
	w.exempted("xa-hoa", "2024-6T", "2024-05-08")
	w.reviewed(w.received("xa-kim", "2024-6T", "2024-05-07"), "2024-05-09", "returned", "formal")
	w.accepted("xa-kim", "2024-6T", "2024-05-12", "2024-05-13")
	return w
}

func (w *world) filter(period, asOf string, units ...string) Filter {
	if len(units) == 0 {
		units = []string{"tx-tan-chau"}
	}
	return Filter{Scope: ScopeOf(units...), Period: period, AsOf: day(w, asOf)}
}

type question func(context.Context, DB, Filter) (*Table, error)

// timeQuestions are the questions of sections 1.1 to 1.6 that take a Filter.
var timeQuestions = map[string]question{
	"Obligations": Obligations, "TimelinessRates": TimelinessRates, "TimelinessGrid": TimelinessGrid,
	"PeriodRates": PeriodRates, "SubmissionCurve": SubmissionCurve, "SubmissionList": SubmissionList,
	"RateRollup": RateRollup, "DHIS2Compare": DHIS2Compare,
}

func must(t testing.TB) func(*Table, error) *Table {
	return func(table *Table, err error) *Table {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
}

// lines prints the named columns of a table, one line a row, "-" for what is
// not known.
func lines(table *Table, keys ...string) string {
	var out []string
	for i := range table.Rows {
		var cells []string
		for _, key := range keys {
			switch v := table.Value(i, key).(type) {
			case nil:
				cells = append(cells, "-")
			case float64:
				cells = append(cells, fmt.Sprintf("%.4g", v))
			default:
				cells = append(cells, fmt.Sprint(v))
			}
		}
		out = append(out, strings.Join(cells, " "))
	}
	return strings.Join(out, "\n")
}

func same(t *testing.T, got, want string) {
	t.Helper()
	want = strings.TrimSpace(strings.ReplaceAll(want, "\t", ""))
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestObligationsStandWithWhatNeedsALeaderFirst(t *testing.T) {
	w := town(t)
	table := must(t)(Obligations(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13")))
	same(t, lines(table, "unit", "state", "received_on", "day_diff", "days_late_calendar", "days_late_working",
		"days_overdue_calendar", "days_overdue_working", "versions_received", "versions_returned", "corrections", "cured", "submission", "figures_from"), `
	xa-dong missing_none - - - - 4 2 0 0 0 no - -
	xa-giang missing_returned - - - - 4 2 1 1 0 no - -
	xa-binh late 2024-05-11 2 2 1 - - 1 0 0 no 3 3
	xa-chau pending_on_time 2024-05-09 0 0 0 - - 1 0 0 no 5 -
	xa-an on_time 2024-05-08 -1 0 0 - - 1 0 0 no 1 1
	xa-kim on_time 2024-05-07 -2 0 0 - - 2 1 0 yes 10 10
	xa-hoa exempt - - - - - - 0 0 0 no - -`)
	if table.N != 7 || table.Sources != 6 || !slices.Equal(table.Policy, []string{"han-nop-2024"}) || table.AsOf != day(t, "2024-05-13") {
		t.Errorf("got n %d, sources %d, policy %v, as of %s", table.N, table.Sources, table.Policy, table.AsOf)
	}
}

func TestRatesOfThePeriodAndAYearBefore(t *testing.T) {
	w := town(t)
	w.accepted("xa-an", "2023-6T", "2023-05-09", "2023-05-10")
	w.accepted("xa-dong", "2023-6T", "2023-05-12", "2023-05-12")
	// arrived after the day that lies as far from its last day as the as-of
	w.accepted("xa-giang", "2023-6T", "2023-05-14", "2023-05-15")
	table := must(t)(TimelinessRates(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13")))
	same(t, lines(table, "period", "expected", "submitted", "accepted", "on_time", "late", "missing", "exempt", "not_yet_due",
		"submitted_rate", "accepted_rate", "on_time_rate", "missing_rate", "on_time_given_submitted", "extra_on_time_if_rolled"), `
	2024-6T 6 4 3 3 1 2 1 0 0.6667 0.5 0.5 0.3333 0.75 0
	2023-6T 7 2 2 1 1 5 0 0 0.2857 0.2857 0.1429 0.7143 0.5 0`)
	if !slices.Equal(table.Policy, []string{"han-nop-2023", "han-nop-2024"}) || table.N != 14 || table.Sources != 8 {
		t.Errorf("got policy %v, n %d, sources %d", table.Policy, table.N, table.Sources)
	}
}

func TestNothingDueIsZeroOfZero(t *testing.T) {
	w := town(t)
	table := must(t)(TimelinessRates(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-09")))
	same(t, lines(table, "period", "expected", "submitted", "not_yet_due", "submitted_rate", "on_time_rate", "on_time_given_submitted"), `
	2024-6T 0 0 6 - - -
	2023-6T 0 0 7 - - -`)
}

func TestLateByAWeekendIsToldApart(t *testing.T) {
	w := town(t)
	// before 10/5/2026, a Sunday: last day Saturday 9/5, rolled Monday 11/5
	w.accepted("xa-an-2025", "2026-6T", "2026-05-11", "2026-05-12")
	w.accepted("xa-dong-2025", "2026-6T", "2026-05-12", "2026-05-12")
	table := must(t)(TimelinessRates(t.Context(), w.asked(), w.filter("2026-6T", "2026-05-20")))
	if got := table.Value(0, "extra_on_time_if_rolled"); got != int64(1) {
		t.Errorf("extra on time if rolled: got %v, want 1", got)
	}
	if got := table.Value(0, "late"); got != int64(2) {
		t.Errorf("late: got %v, want 2", got)
	}
}

func TestPredecessorsOweTheSpringAndSuccessorsTheAutumn(t *testing.T) {
	w := town(t)
	w.accepted("xa-an", "2025-6T", "2025-05-08", "2025-05-09")
	w.accepted("xa-an-2025", "2025-N", "2025-10-08", "2025-10-09")
	w.accepted("xa-binh", "2025-N", "2025-06-20", "2025-06-21") // sent before the merger, owed by nobody
	f := w.filter("2025-N", "2025-10-20")
	table := must(t)(Obligations(t.Context(), w.asked(), f))
	same(t, lines(table, "unit", "state"), "xa-dong-2025 missing_none\nxa-an-2025 on_time")

	rollup := must(t)(RateRollup(t.Context(), w.asked(), f))
	same(t, lines(rollup, "part", "expected", "on_time", "on_time_rate", "mean_of_rates"), `
	tinh-an-giang-2025 2 1 0.5 -
	tx-tan-chau 7 1 0.1429 -
	- 9 2 0.2222 0.3214`)
}

func TestGridNamesUnitsOnlyWhereTheyOwe(t *testing.T) {
	w := town(t)
	f := w.filter("2025-6T", "2025-06-01", "xa-an")
	table := must(t)(TimelinessGrid(t.Context(), w.asked(), f))
	same(t, lines(table, "unit", "period", "state", "day_diff"), `
	xa-an 2022-6T missing_none -
	xa-an 2022-N missing_none -
	xa-an 2023-6T missing_none -
	xa-an 2023-N missing_none -
	xa-an 2024-6T on_time -1
	xa-an 2024-N missing_none -
	xa-an 2025-6T missing_none -
	xa-an-2025 2025-N not_yet_due -`)

	f.Unit = "xa-an-2025"
	same(t, lines(must(t)(TimelinessGrid(t.Context(), w.asked(), f)), "unit", "period"), "xa-an-2025 2025-N")
	f.Unit = "xa-dong"
	if table := must(t)(TimelinessGrid(t.Context(), w.asked(), f)); len(table.Rows) != 0 {
		t.Errorf("a unit outside the scope: got %d rows, want 0", len(table.Rows))
	}
}

func TestAnOldDayIsSeenAsItWasThen(t *testing.T) {
	w := town(t)
	before := map[string]string{}
	ask := func(name string) string {
		table := must(t)(timeQuestions[name](t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13")))
		return fmt.Sprint(table.Rows, table.N, table.Sources, table.Policy)
	}
	for name := range timeQuestions {
		before[name] = ask(name)
	}
	w.reviewed(5, "2024-05-14", "accepted", "")
	w.reviewed(1, "2024-05-20", "returned", "substantive")
	w.accepted("xa-dong", "2024-6T", "2024-05-14", "2024-05-15")
	w.accepted("xa-kim", "2024-6T", "2024-05-14T00:00:00+07:00", "2024-05-15")
	w.exempted("xa-giang", "2024-6T", "2024-05-14")
	for name := range timeQuestions {
		if got := ask(name); got != before[name] {
			t.Errorf("%s of 13/5 asked again:\ngot  %s\nwant %s", name, got, before[name])
		}
	}
	later := must(t)(Obligations(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-20")))
	same(t, lines(later, "unit", "state", "corrections"), `
	xa-an missing_returned 0
	xa-binh late 0
	xa-dong late 0
	xa-chau on_time 0
	xa-kim on_time 1
	xa-giang exempt 0
	xa-hoa exempt 0`)
}

func TestNobodyIsNamedWithoutScope(t *testing.T) {
	w := town(t)
	for name, ask := range timeQuestions {
		for _, f := range []Filter{
			{Period: "2024-6T", AsOf: day(t, "2024-05-13")},
			{Period: "2024-6T", AsOf: day(t, "2024-05-13"), Unit: "xa-an"},
			{Period: "2024-6T", AsOf: day(t, "2024-05-13"), Scope: ScopeOf("no-such-unit")},
		} {
			if table := must(t)(ask(t.Context(), w.asked(), f)); len(table.Rows) != 0 || table.N != 0 || table.Sources != 0 {
				t.Errorf("%s without scope: got %v", name, table.Rows)
			}
		}
		table := must(t)(ask(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13", "xa-an")))
		if len(table.Rows) == 0 {
			t.Errorf("%s asked as xa-an: no rows", name)
		}
		text := fmt.Sprint(table.Rows)
		for _, other := range strings.Fields("xa-binh xa-chau xa-dong xa-giang xa-hoa xa-kim") {
			if strings.Contains(text, other) {
				t.Errorf("%s asked as xa-an names %s", name, other)
			}
		}
	}
	none := must(t)(EvidenceOf(t.Context(), w.asked(), Filter{AsOf: day(t, "2024-05-13")}, url.Values{"q": {"obligations"}, "period": {"2024-6T"}}))
	if len(none.Rows) != 0 {
		t.Errorf("evidence without scope: got %v", none.Rows)
	}
	if _, err := EvidenceOf(t.Context(), w.asked(), Filter{}, url.Values{"q": {"everything"}}); !errors.Is(err, data.ErrInvalid) {
		t.Errorf("unknown kind of evidence: got %v, want ErrInvalid", err)
	}
}

// Every number of every question is asked for its evidence: a count is the sum
// of the rows' values, a rate their mean over the rows that have one. Estimates
// alone are more than that.
func TestNumbersEqualTheirEvidence(t *testing.T) {
	w := town(t)
	w.accepted("xa-an", "2023-6T", "2023-05-09", "2023-05-10")
	w.accepted("xa-an", "2023-N", "2023-10-09", "2023-10-10")
	w.accepted("xa-dong", "2023-N", "2023-10-19", "2023-10-20")
	w.accepted("xa-an", "2024-6T", "2024-05-10", "2024-05-11")
	db := w.marts(func() int64 { return 1 })
	for name, ask := range timeQuestions {
		f := w.filter("2024-6T", "2024-05-13")
		table := must(t)(ask(t.Context(), db, f))
		asked := 0
		for i, row := range table.Rows {
			for j, c := range table.Columns {
				if !c.number() || row.Values[j] == nil {
					if row.Evidence[j] != "" {
						t.Errorf("%s, row %d: %s has evidence but no number", name, i, c.Key)
					}
					continue
				}
				q, err := url.ParseQuery(string(row.Evidence[j]))
				if err != nil || q.Get("q") == "" {
					t.Errorf("%s, row %d: %s has no evidence (%q, %v)", name, i, c.Key, row.Evidence[j], err)
					continue
				}
				evidence := must(t)(EvidenceOf(t.Context(), db, f, q))
				asked++
				if c.Kind == Estimate {
					if len(evidence.Rows) == 0 {
						t.Errorf("%s, row %d: %s stands on nothing", name, i, c.Key)
					}
					continue
				}
				if got, want := weight(evidence, c.Format == Share), toFloat(row.Values[j]); math.Abs(got-want) > 1e-9 {
					t.Errorf("%s, row %d: %s is %v, its evidence %s gives %v", name, i, c.Key, want, row.Evidence[j], got)
				}
			}
		}
		if asked == 0 && name != "SubmissionList" {
			t.Errorf("%s: no number was asked for", name)
		}
	}
}

func TestEvidenceLeadsToTheReceipt(t *testing.T) {
	w := town(t)
	table := must(t)(EvidenceOf(t.Context(), w.asked(), w.filter("", "2024-05-13"),
		url.Values{"q": {"obligations"}, "period": {"2024-6T"}, "state": {onTimeStates}}))
	same(t, lines(table, "unit", "period", "what", "value", "printed", "state", "submission", "file_no", "text"), `
	xa-chau 2024-6T obligation 1 09/05/2024 pending_on_time 5 1 xa-chau.xlsx
	xa-an 2024-6T obligation 1 08/05/2024 on_time 1 1 xa-an.xlsx
	xa-kim 2024-6T obligation 1 07/05/2024 on_time 10 1 xa-kim.xlsx`)
}

func TestPeriodsInOrderWithConsistencyOnceAYear(t *testing.T) {
	w := town(t)
	w.accepted("xa-an", "2023-6T", "2023-05-09", "2023-05-10")
	w.accepted("xa-an", "2023-N", "2023-10-09", "2023-10-10")
	w.accepted("xa-dong", "2023-N", "2023-10-19", "2023-10-20")
	table := must(t)(PeriodRates(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13")))
	same(t, lines(table, "period", "expected", "submitted", "on_time", "late", "missing", "on_time_rate", "submitted_rate", "consistent"), `
	2022-6T 7 0 0 0 7 0 0 -
	2022-N 7 0 0 0 7 0 0 -
	2023-6T 7 1 1 0 6 0.1429 0.1429 -
	2023-N 7 2 1 1 5 0.1429 0.2857 0.5
	2024-6T 6 4 3 1 2 0.5 0.6667 -`)
}

func TestCurveCountsDropOuts(t *testing.T) {
	w := town(t)
	table := must(t)(SubmissionCurve(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13")))
	// -2 Kim by its first version, -1 An and, exempted, Hòa; 0 Châu; 2 Bình; Đông
	// and Giang not by day 4
	same(t, lines(table, "day", "at_risk", "events", "censored", "share_submitted"), `
	-2 7 1 0 0.1429
	-1 6 1 1 0.2857
	0 4 1 0 0.4643
	2 3 1 0 0.6429
	4 2 0 2 0.6429`)
	if m := CurveMedian(table); m == nil || *m != 2 {
		t.Errorf("median: got %v, want 2", m)
	}
	if table.N != 7 || table.Sources != 6 {
		t.Errorf("got n %d, sources %d, want 7, 6", table.N, table.Sources)
	}
	if m := CurveMedian(must(t)(SubmissionCurve(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-09")))); m != nil {
		t.Errorf("median before half had sent: got %d, want none", *m)
	}
}

func TestCurveEndsAtOneWhenAllHaveSent(t *testing.T) {
	w := town(t)
	for _, unit := range []string{"xa-an-2025", "xa-dong-2025"} {
		w.accepted(unit, "2025-N", "2025-10-08", "2025-10-09")
	}
	table := must(t)(SubmissionCurve(t.Context(), w.asked(), w.filter("2025-N", "2025-10-20")))
	same(t, lines(table, "day", "share_submitted", "lo", "hi"), "-1 1 - -")
}

func TestAUnitDissolvedWhileMissingDropsOut(t *testing.T) {
	w := town(t)
	table := must(t)(SubmissionCurve(t.Context(), w.asked(), w.filter("2025-6T", "2026-01-01", "xa-an")))
	// 30/6/2025 is day 52 after 9/5
	same(t, lines(table, "day", "events", "censored"), "52 0 1")
}

func TestARefusedFileIsNoVersion(t *testing.T) {
	w := town(t)
	w.sent("xa-dong", "2024-6T", "2024-05-08", "report", "refused")
	f := w.filter("2024-6T", "2024-05-13", "xa-dong")
	table := must(t)(Obligations(t.Context(), w.asked(), f))
	same(t, lines(table, "state", "versions_received"), "missing_none 0")
	list := must(t)(SubmissionList(t.Context(), w.asked(), f))
	same(t, lines(list, "state", "version", "received_at"), "refused - 2024-05-08")
}

func TestSendingsAreListedLatestFirst(t *testing.T) {
	w := town(t)
	w.seq++
	insert(t, w.db, `insert into submission values ($1, '2024-05-10 01:00:00', '2024-05-10', true, '2024-05-10 01:00:00', 'van-thu', 'ab', 7)`, w.seq)
	f := w.filter("2024-6T", "2024-05-12")
	list := must(t)(SubmissionList(t.Context(), w.asked(), f))
	same(t, lines(list, "submission", "received_at", "kind", "unit", "period", "version", "state", "file", "decided_on", "reason_kind"), `
	10 2024-05-12 report xa-kim 2024-6T 2 read xa-kim.xlsx - -
	3 2024-05-11 report xa-binh 2024-6T 1 read xa-binh.xlsx - -
	12 2024-05-10T08:00:00+07:00 - - - - received - - -
	5 2024-05-09T23:59:59+07:00 report xa-chau 2024-6T 1 read xa-chau.xlsx - -
	1 2024-05-08T09:30:00+07:00 report xa-an 2024-6T 1 accepted xa-an.xlsx 2024-05-09 -
	8 2024-05-07 report xa-kim 2024-6T 1 returned xa-kim.xlsx 2024-05-09 formal
	6 2024-05-06 report xa-giang 2024-6T 1 returned xa-giang.xlsx 2024-05-07 substantive`)
	f.Scope = ScopeOf("xa-kim")
	same(t, lines(must(t)(SubmissionList(t.Context(), w.asked(), f)), "submission"), "10\n8")
}

func TestAVersionIsNumberedByItsReceipt(t *testing.T) {
	w := town(t)
	w.received("xa-dong", "2024-6T", "2024-05-12T09:00:00+07:00") // entered first, came last
	w.received("xa-dong", "2024-6T", "2024-05-12T08:00:00+07:00")
	list := must(t)(SubmissionList(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13", "xa-dong")))
	same(t, lines(list, "submission", "version"), "12 2\n13 1")
}

func TestTheSubmissionPage(t *testing.T) {
	w := town(t)
	for i, c := range []struct {
		row, col int
		text     string
	}{{1, 1, "Chỉ tiêu"}, {1, 3, "Giá trị"}, {9, 1, "Số cuộc họp"}, {9, 3, "12"}, {9, 30, "xa"}, {40, 3, "dưới"}} {
		insert(t, w.db, `insert into cell values (10, 1, $1, 'SoLieu', $2, $3, $4, $5, false)`,
			i+1, c.row, c.col, fmt.Sprintf("SoLieu!R%dC%d", c.row, c.col), c.text)
	}
	insert(t, w.db, `insert into cell values (10, 1, 7, 'GhiChu', 1, 1, 'GhiChu!A1', 'x', false)`)
	insert(t, w.db, `insert into fact values (10, 1, 4, 'QC01', '', 12, 'cuộc', '12')`)
	insert(t, w.db, `insert into problem values (10, 1, 4, 'b', 'inform', 'sau', '{}'), (10, 1, null, 'a', 'block', 'trước', '{}')`)
	ctx, scope := t.Context(), ScopeOf("xa-kim")

	head, err := SubmissionHead(ctx, w.db, scope, 10)
	if err != nil {
		t.Fatal(err)
	}
	if head.Unit != "xa-kim" || head.Period != "2024-6T" || head.Version != 2 || head.State != "accepted" ||
		head.DecidedOn != day(t, "2024-05-13") || head.ReceivedOn != day(t, "2024-05-12") || head.ClockKnown || head.File != "xa-kim.xlsx" || head.NFiles != 1 {
		t.Errorf("head: got %+v", head)
	}
	same(t, lines(must(t)(SubmissionVersions(ctx, w.db, scope, 10)), "submission", "version", "state"), "8 1 returned\n10 2 accepted")
	same(t, lines(must(t)(SubmissionFiles(ctx, w.db, scope, 10)), "file_no", "name", "bytes"), "1 xa-kim.xlsx 10")
	same(t, lines(must(t)(SubmissionSheets(ctx, w.db, scope, 10)), "sheet", "cells", "rows", "columns"), "SoLieu 6 40 30\nGhiChu 1 1 1")
	same(t, lines(must(t)(SubmissionCells(ctx, w.db, scope, 10, 1, "SoLieu")), "cell_no", "place"), `
	1 SoLieu!R1C1
	2 SoLieu!R1C3
	3 SoLieu!R9C1
	4 SoLieu!R9C3
	5 SoLieu!R9C30
	6 SoLieu!R40C3`)
	same(t, lines(must(t)(AroundCell(ctx, w.db, scope, 10, 1, 4)), "text", "marked"), `
	Chỉ tiêu no
	Giá trị no
	Số cuộc họp no
	12 yes`)
	same(t, lines(must(t)(SubmissionProblems(ctx, w.db, scope, 10)), "level", "code", "cell_no", "place"), "block a - -\ninform b 4 SoLieu!R9C3")
	same(t, lines(must(t)(SubmissionFacts(ctx, w.db, scope, 10)), "indicator", "value", "measure", "place"), "QC01 12 cuộc SoLieu!R9C3")
	same(t, lines(must(t)(EvidenceOf(ctx, w.db, w.filter("", "2024-05-13", "xa-kim"), url.Values{"q": {"facts"}, "indicator": {"QC01"}})),
		"unit", "what", "value", "submission", "cell_no", "place"), "xa-kim QC01 12 10 4 SoLieu!R9C3")

	for unit, want := range map[string]int{"xa-kim": 1, "xa-an": 0} {
		facts := must(t)(EvidenceOf(ctx, w.db, w.filter("", "2024-05-13"), url.Values{"q": {"facts"}, "unit": {unit}}))
		if len(facts.Rows) != want {
			t.Errorf("facts of %s: got %d, want %d", unit, len(facts.Rows), want)
		}
	}
	if _, err := AroundCell(ctx, w.db, scope, 10, 1, 99); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a cell that is not there: got %v, want ErrNotFound", err)
	}
	for _, other := range []Scope{{}, ScopeOf("xa-an"), ScopeOf("xa-kim-2025")} {
		for name, ask := range map[string]func() error{
			"head":     func() error { _, err := SubmissionHead(ctx, w.db, other, 10); return err },
			"versions": func() error { _, err := SubmissionVersions(ctx, w.db, other, 10); return err },
			"files":    func() error { _, err := SubmissionFiles(ctx, w.db, other, 10); return err },
			"sheets":   func() error { _, err := SubmissionSheets(ctx, w.db, other, 10); return err },
			"cells":    func() error { _, err := SubmissionCells(ctx, w.db, other, 10, 1, "SoLieu"); return err },
			"around":   func() error { _, err := AroundCell(ctx, w.db, other, 10, 1, 4); return err },
			"problems": func() error { _, err := SubmissionProblems(ctx, w.db, other, 10); return err },
			"facts":    func() error { _, err := SubmissionFacts(ctx, w.db, other, 10); return err },
		} {
			if err := ask(); !errors.Is(err, data.ErrNotFound) {
				t.Errorf("%s outside the scope %v: got %v, want ErrNotFound", name, other, err)
			}
		}
	}
}

// Whatever comes in, returns and exemptions included: what was due is submitted
// or missing, what was submitted is on time or late, and no rate leaves 0 to 1.
func TestSubmittedAndMissingAreAllThatWasDue(t *testing.T) {
	w := town(t)
	units := strings.Fields("xa-an xa-binh xa-chau xa-dong xa-giang xa-hoa xa-kim")
	version := int64(0)
	db := w.marts(func() int64 { return version })
	rapid.Check(t, func(r *rapid.T) {
		clear(t, w.db, "submission", "submission_reading", "submission_file", "review", "exemption")
		w.seq = 0
		version++
		start := day(t, "2024-05-01")
		for range rapid.IntRange(0, 12).Draw(r, "sendings") {
			on := start + data.Day(rapid.IntRange(0, 20).Draw(r, "received"))
			id := w.received(rapid.SampledFrom(units).Draw(r, "unit"), "2024-6T", on.String())
			for range rapid.IntRange(0, 2).Draw(r, "reviews") {
				reviewed := on + data.Day(rapid.IntRange(0, 8).Draw(r, "decided"))
				if rapid.Bool().Draw(r, "accepted") {
					w.reviewed(id, reviewed.String(), "accepted", "")
				} else {
					w.reviewed(id, reviewed.String(), "returned", rapid.SampledFrom([]string{"formal", "substantive", ""}).Draw(r, "reason"))
				}
			}
		}
		if rapid.Bool().Draw(r, "exemption") {
			w.exempted(rapid.SampledFrom(units).Draw(r, "exempted"), "2024-6T", (start + data.Day(rapid.IntRange(0, 20).Draw(r, "granted"))).String())
		}
		asOf := start + data.Day(rapid.IntRange(0, 25).Draw(r, "as of"))
		f := Filter{Scope: ScopeOf("tx-tan-chau"), Period: "2024-6T", AsOf: asOf}
		rates, err := TimelinessRates(context.Background(), db, f)
		if err != nil {
			r.Fatal(err)
		}
		of := func(key string) int64 { return rates.Value(0, key).(int64) }
		if of("submitted")+of("missing") != of("expected") {
			r.Fatalf("submitted %d + missing %d is not expected %d", of("submitted"), of("missing"), of("expected"))
		}
		if of("on_time")+of("late") != of("submitted") {
			r.Fatalf("on time %d + late %d is not submitted %d", of("on_time"), of("late"), of("submitted"))
		}
		if of("expected")+of("exempt")+of("not_yet_due") != int64(len(units)) {
			r.Fatalf("expected %d + exempt %d + not yet due %d is not %d", of("expected"), of("exempt"), of("not_yet_due"), len(units))
		}
		for j, c := range rates.Columns {
			if v, ok := rates.Rows[0].Values[j].(float64); ok && (v < 0 || v > 1) {
				r.Fatalf("%s is %v", c.Key, v)
			}
		}
		curve, err := SubmissionCurve(context.Background(), db, f)
		if err != nil {
			r.Fatal(err)
		}
		before := 0.0
		for i := range curve.Rows {
			share := curve.Value(i, "share_submitted").(float64)
			if share < before || share > 1 {
				r.Fatalf("the curve falls from %v to %v", before, share)
			}
			if lo, ok := curve.Value(i, "lo").(float64); ok && (lo > share || curve.Value(i, "hi").(float64) < share) {
				r.Fatalf("share %v is outside its interval %v to %v", share, lo, curve.Value(i, "hi"))
			}
			before = share
		}
	})
}

var _ DB = (*sql.DB)(nil)

func TestAnswersHoldOnlyWhatTheirFormatsPromise(t *testing.T) {
	w := town(t)
	for name, ask := range timeQuestions {
		table := must(t)(ask(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-13")))
		for _, row := range table.Rows {
			if len(row.Values) != len(table.Columns) || len(row.Evidence) != len(table.Columns) {
				t.Fatalf("%s: a row of %d values and %d evidences for %d columns", name, len(row.Values), len(row.Evidence), len(table.Columns))
			}
			for j, c := range table.Columns {
				if v := row.Values[j]; v != nil && reflect.TypeOf(v) != promised[c.Format] {
					t.Errorf("%s: %s holds %T, format %s", name, c.Key, v, c.Format)
				}
			}
		}
	}
}

var promised = map[Format]reflect.Type{
	Text: reflect.TypeFor[string](), UnitName: reflect.TypeFor[string](), Code: reflect.TypeFor[string](), PeriodID: reflect.TypeFor[string](),
	Integer: reflect.TypeFor[int64](), Days: reflect.TypeFor[int64](),
	Decimal: reflect.TypeFor[float64](), Share: reflect.TypeFor[float64](), Points: reflect.TypeFor[float64](),
	Date: reflect.TypeFor[data.Day](),
}

// DuckDB 1.5.6 lost rows of a recursive step every other time when it was
// written another way: steps that recurse are asked often enough to see it.
func TestRecursiveStepsGiveTheSameEachTime(t *testing.T) {
	w := town(t)
	params := w.filter("2025-N", "2025-10-20").params()
	params["unit"] = "tx-tan-chau"
	for _, steps := range [][]string{{"scope_unit"}, {"scope_unit", "asked_unit"}, {"scope_unit", "owed", "expected"}} {
		want := len(askRows(t, w.db, params, steps...))
		for range 30 {
			if got := len(askRows(t, w.db, params, steps...)); got != want {
				t.Fatalf("%s: got %d rows, want %d", steps[len(steps)-1], got, want)
			}
		}
		if want != map[string]int{"scope_unit": 10, "asked_unit": 8, "expected": 90}[steps[len(steps)-1]] {
			t.Errorf("%s: got %d rows", steps[len(steps)-1], want)
		}
	}
}

// one asks how one report stands, and what it counts.
func (w *world) one(unit, asOf string) string {
	w.Helper()
	table := must(w)(Obligations(context.Background(), w.db, w.filter("2024-6T", asOf, unit)))
	return lines(table, "state", "received_on", "cured", "versions_received", "versions_returned", "corrections")
}

func TestReturnsAndResubmissionsAtTheEdges(t *testing.T) {
	w := town(t)
	for _, c := range []struct {
		name string
		// received on, then the decision on it: "" none, a accepted, f formal, s substantive, u returned without a kind
		versions [][3]string
		want     string
	}{
		{"mended on the third working day", [][3]string{{"2024-05-08", "2024-05-08", "f"}, {"2024-05-13", "2024-05-13", "a"}}, "on_time 2024-05-08 yes 2 1 0"},
		{"mended on the fourth working day", [][3]string{{"2024-05-08", "2024-05-08", "f"}, {"2024-05-14", "2024-05-14", "a"}}, "late 2024-05-14 no 2 1 0"},
		{"an empty file in between", [][3]string{{"2024-05-08", "2024-05-09", "f"}, {"2024-05-10", "2024-05-10", "s"}, {"2024-05-13", "2024-05-13", "a"}}, "late 2024-05-13 no 3 2 0"},
		{"an empty file before the formal return", [][3]string{{"2024-05-07", "2024-05-07", "s"}, {"2024-05-08", "2024-05-09", "f"}, {"2024-05-13", "2024-05-13", "a"}}, "on_time 2024-05-08 yes 3 2 0"},
		{"two formal returns, both in time", [][3]string{{"2024-05-08", "2024-05-09", "f"}, {"2024-05-10", "2024-05-10", "f"}, {"2024-05-13", "2024-05-13", "a"}}, "on_time 2024-05-08 yes 3 2 0"},
		{"windows are not chained", [][3]string{{"2024-05-07", "2024-05-08", "f"}, {"2024-05-10", "2024-05-13", "f"}, {"2024-05-15", "2024-05-15", "a"}}, "late 2024-05-10 yes 3 2 0"},
		{"mended before it was returned", [][3]string{{"2024-05-08", "2024-05-13", "f"}, {"2024-05-10", "2024-05-13", "a"}}, "on_time 2024-05-08 yes 2 1 0"},
		{"returned without a kind of reason", [][3]string{{"2024-05-08", "2024-05-09", "u"}, {"2024-05-10", "2024-05-10", "a"}}, "late 2024-05-10 no 2 1 0"},
		{"mended, waiting for review", [][3]string{{"2024-05-08", "2024-05-09", "f"}, {"2024-05-10", "", ""}}, "pending_on_time 2024-05-08 yes 2 1 0"},
		{"accepted before an earlier one was reviewed", [][3]string{{"2024-05-08", "", ""}, {"2024-05-10", "2024-05-10", "a"}}, "late 2024-05-10 no 2 0 0"},
		{"a correction not yet accepted", [][3]string{{"2024-05-08", "2024-05-08", "a"}, {"2024-05-13", "", ""}}, "on_time 2024-05-08 no 2 0 0"},
		{"a correction returned", [][3]string{{"2024-05-08", "2024-05-08", "a"}, {"2024-05-13", "2024-05-14", "s"}}, "on_time 2024-05-08 no 2 1 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			clear(t, w.db, "submission", "submission_reading", "submission_file", "review")
			for _, v := range c.versions {
				id := w.received("xa-dong", "2024-6T", v[0])
				switch v[2] {
				case "a":
					w.reviewed(id, v[1], "accepted", "")
				case "f":
					w.reviewed(id, v[1], "returned", "formal")
				case "s":
					w.reviewed(id, v[1], "returned", "substantive")
				case "u":
					w.reviewed(id, v[1], "returned", "")
				}
			}
			same(t, w.one("xa-dong", "2024-05-20"), c.want)
		})
	}
}

func TestAPlanIsNoReport(t *testing.T) {
	w := town(t)
	w.reviewed(w.sent("xa-dong", "2024-6T", "2024-05-08", "plan", "read"), "2024-05-09", "accepted", "")
	same(t, w.one("xa-dong", "2024-05-13"), "missing_none - no 0 0 0")
}

func TestLineageCountsADayOnceAndOnlyAncestorsThatGavePeople(t *testing.T) {
	w := newWorld(t)
	// three ancestors, two within the first one's time; a fourth gave nobody
	w.unit("a", "commune", "A", "", "2024-01-01", "2025-07-01")
	w.unit("b", "commune", "B", "", "2024-11-01", "2025-01-01")
	w.unit("c", "commune", "C", "", "2000-01-01", "2025-07-01")
	w.unit("next", "commune", "Next", "", "2025-07-01", "")
	w.unit("d", "commune", "D", "", "2025-02-01", "2025-07-01")
	w.edge("d", "next", "2025-07-01", 1)
	w.edge("a", "next", "2025-07-01", 0.5)
	w.edge("b", "next", "2025-07-01", 1)
	w.edge("c", "fresh", "2025-07-01", 0)
	w.unit("fresh", "commune", "Fresh", "", "2025-08-15", "")
	w.unit("young", "commune", "Young", "", "2025-10-06", "")
	f := w.filter("", "2026-01-01", "next", "fresh", "young")
	got := map[string]any{}
	for _, r := range askRows(t, w.db, f.params(), "scope_unit", "owed", "expected") {
		if r["period_id"] == "2025-N" {
			got[r["unit_id"].(string)] = fmt.Sprint(r["result"], " ", r["lineage_cover_days"], "/", r["period_days"])
		}
	}
	// 10/10/2024 to 5/10/2025; fresh stood from 15/8, young after it, on the last day
	want := map[string]any{"next": "expected 361/361", "fresh": "coverage_below_min 52/361", "young": "coverage_below_min 0/361"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAScopeReachesSuccessorsThatTookPeople(t *testing.T) {
	w := town(t)
	w.edge("xa-an", "xa-dong-2025", "2025-07-01", 0)
	got := map[string]bool{}
	for _, r := range askRows(t, w.db, w.filter("", "2024-05-13", "xa-an").params(), "scope_unit", "owed", "expected") {
		got[r["unit_id"].(string)] = true
	}
	if want := map[string]bool{"xa-an": true, "xa-an-2025": true}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	f := w.filter("", "2024-05-13", "xa-an")
	f.Unit = "xa-binh"
	if rows := askRows(t, w.db, f.params(), "scope_unit", "asked_unit"); len(rows) != 0 {
		t.Errorf("asked about a unit outside the scope: got %v", rows)
	}
}

func TestAnExemptUnitThatSentAfterwardsDropsOutOfTheCurve(t *testing.T) {
	w := town(t)
	w.accepted("xa-hoa", "2024-6T", "2024-05-10", "2024-05-11") // exempt from 8/5
	f := w.filter("2024-6T", "2024-05-13", "xa-hoa")
	same(t, lines(must(t)(SubmissionCurve(t.Context(), w.asked(), f)), "day", "events", "censored"), "-1 0 1")
	clear(t, w.db, "exemption")
	w.exempted("xa-hoa", "2024-6T", "2024-05-11")
	same(t, lines(must(t)(SubmissionCurve(t.Context(), w.asked(), f)), "day", "events", "censored"), "1 1 0")
}

func TestStepsWorkedOutOnceAnswerAsThoseWorkedOutAnew(t *testing.T) {
	w := town(t)
	version := int64(1)
	db := w.marts(func() int64 { return version })
	f := w.filter("2024-6T", "2024-05-20")
	before := map[string]string{}
	compare := func() {
		t.Helper()
		for name, ask := range timeQuestions {
			want, got := must(t)(ask(t.Context(), w.db, f)), must(t)(ask(t.Context(), db, f))
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s:\ngot  %v\nwant %v", name, got.Rows, want.Rows)
			}
			if text := fmt.Sprint(got.Rows); text == before[name] && name != "RateRollup" && name != "DHIS2Compare" {
				t.Errorf("%s did not change with the data", name)
			} else {
				before[name] = text
			}
		}
	}
	compare()
	w.accepted("xa-dong", "2024-6T", "2024-05-14", "2024-05-15")
	w.reviewed(5, "2024-05-14", "accepted", "")
	version++
	compare()
	f.Scope = Scope{}
	for name, ask := range timeQuestions {
		if table := must(t)(ask(t.Context(), db, f)); len(table.Rows) != 0 {
			t.Errorf("%s without scope, after others asked: got %v", name, table.Rows)
		}
	}
}

func TestTheCatalogueOwesFourteenReportsThenFive(t *testing.T) {
	store, err := data.Open(t.Context(), data.Options{Dir: t.TempDir(), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for period, want := range map[string]int{"2022-6T": 14, "2024-6T": 14, "2025-6T": 14, "2025-N": 5, "2026-6T": 5} {
		table := must(t)(Obligations(t.Context(), store, Filter{Scope: ScopeOf("tx-tan-chau"), Period: period, AsOf: day(t, "2026-11-23")}))
		if len(table.Rows) != want {
			t.Errorf("%s: got %d obligations, want %d", period, len(table.Rows), want)
		}
	}
}
