package analytics

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"danbiet/data"
)

// timeCases are the measures of sections 1.1 to 1.6.
var timeCases = map[string]measured{
	"deadline":             deadlineCase,
	"timeliness":           timelinessCase,
	"rates":                ratesCase,
	"rate_rollup":          rollupCase,
	"expected_obligations": expectedCase,
	"survival":             survivalCase,
	"dhis2_compare":        dhis2Case,
}

// into reads a part of a case's input into a struct; keys that the struct does
// not know are an error, so that no case passes by being misunderstood.
func into(t *testing.T, from, to any) {
	t.Helper()
	b, err := json.Marshal(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, to); err != nil {
		t.Fatalf("input %s: %v", b, err)
	}
}

// each works out a list one by one and anything else as one.
func each(value any, one func(any) any) any {
	list, ok := value.([]any)
	if !ok {
		return one(value)
	}
	out := []any{}
	for _, v := range list {
		out = append(out, one(v))
	}
	return out
}

// caseDeadline is a deadline policy as cases write it.
type caseDeadline struct {
	Rule       data.Rule `json:"rule"`
	Date       string    `json:"date"`
	PeriodEnd  string    `json:"period_end"`
	Event      string    `json:"event"`
	Days       int       `json:"days"`
	K          int       `json:"k"`
	Roll       data.Roll `json:"roll"`
	CutoffTime string    `json:"cutoff_time"`
}

// lastDay is worked out by data alone. A rule that counts days rolls forward
// where the case does not say (METHOD.md 1.2).
func (d caseDeadline) lastDay(t *testing.T, c *data.Calendar) data.Day {
	t.Helper()
	last, err := d.deadline(t).LastDay(c)
	if err != nil {
		t.Fatal(err)
	}
	return last
}

func (d caseDeadline) deadline(t *testing.T) data.Deadline {
	t.Helper()
	deadline := data.Deadline{Rule: d.Rule, On: day(t, d.Date+d.PeriodEnd+d.Event), Days: d.Days + d.K, Roll: d.Roll, CutoffTime: d.CutoffTime}
	if d.Roll == "" && (d.Rule == data.CalendarDaysAfter || d.Rule == data.WorkingDaysAfter) {
		deadline.Roll = data.RollForward
	}
	return deadline
}

// calendar is the named calendar of the case's file; its years are 2022 to 2028.
func (in caseInput) calendar(t *testing.T, name string) *data.Calendar {
	t.Helper()
	named, ok := in.calendars[name]
	if !ok {
		t.Fatalf("no calendar %q in the file", name)
	}
	var exceptions []data.CalendarException
	for _, s := range named.Off {
		exceptions = append(exceptions, data.CalendarException{Day: day(t, s), Status: "law", Source: name})
	}
	for _, s := range named.WorkingOverride {
		exceptions = append(exceptions, data.CalendarException{Day: day(t, s), IsWorking: true, Status: "dispatch", Source: name})
	}
	return data.NewCalendar(2022, 2028, exceptions)
}

func deadlineCase(t *testing.T, in caseInput) any {
	return each(in.value, func(v any) any {
		var c struct {
			Calendar string         `json:"calendar"`
			Policy   *caseDeadline  `json:"policy"`
			Policies []caseDeadline `json:"policies"`
		}
		into(t, v, &c)
		calendar := in.calendar(t, c.Calendar)
		one := func(d caseDeadline) any {
			last := d.lastDay(t, calendar)
			cutoff, err := d.deadline(t).Cutoff(last)
			if err != nil {
				t.Fatal(err)
			}
			return map[string]any{
				"last_day":         last.String(),
				"cutoff_exclusive": cutoff.Format(time.RFC3339),
			}
		}
		if c.Policy != nil {
			return one(*c.Policy)
		}
		out := []any{}
		for _, d := range c.Policies {
			out = append(out, one(d))
		}
		return out
	})
}

type caseReview struct {
	On       string `json:"on"`
	Decision string `json:"decision"`
	Reason   string `json:"reason"`
}

type caseSubmission struct {
	Version    int          `json:"version"`
	ReceivedAt string       `json:"received_at"`
	SentAt     string       `json:"sent_at"`
	Reviews    []caseReview `json:"reviews"`
}

func timelinessCase(t *testing.T, in caseInput) any {
	db := emptyHouse(t)
	return each(in.value, func(v any) any {
		var c struct {
			Calendar   string `json:"calendar"`
			Obligation struct {
				Deadline        caseDeadline `json:"deadline"`
				CureWorkingDays *int         `json:"cure_working_days"`
				ExemptFrom      string       `json:"exempt_from"`
				ReceiptBasis    string       `json:"receipt_basis"`
			} `json:"obligation"`
			Submissions []caseSubmission `json:"submissions"`
			AsOf        string           `json:"as_of"`
		}
		into(t, v, &c)
		clear(t, db, "unit", "unit_version", "period", "policy", "calendar_day", "submission", "submission_sent", "submission_reading", "review", "exemption")
		w := &world{TB: t, db: db, cal: in.calendar(t, c.Calendar)}
		fillCalendar(t, db, w.cal)
		w.unit("u", "commune", "U", "", "2000-01-01", "")
		cure := 3
		if c.Obligation.CureWorkingDays != nil {
			cure = *c.Obligation.CureWorkingDays
		}
		last := c.Obligation.Deadline.lastDay(t, w.cal).String()
		insert(t, db, `insert into period values ('p', 'so-ket-6t', 2024, cast($1 as date) - 180, cast($1 as date), 'by_date', cast($1 as date), 0, 'none', cast($1 as date), cast($1 as date), $2, 0.5, 'policy', 'case')`, last, cure)
		w.deadlinePolicy("policy", c.Obligation.Deadline.CutoffTime, c.Obligation.ReceiptBasis)
		if c.Obligation.ExemptFrom != "" {
			w.exempted("u", "p", c.Obligation.ExemptFrom)
		}
		for _, s := range c.Submissions {
			id := w.received("u", "p", s.ReceivedAt)
			if s.SentAt != "" {
				w.left(id, s.SentAt)
			}
			for _, r := range s.Reviews {
				w.reviewed(id, r.On, r.Decision, r.Reason)
			}
		}
		f := Filter{Scope: ScopeOf("u"), AsOf: day(t, c.AsOf)}
		rows := askRows(t, db, f.params(), "scope_unit", "owed", "expected", "submission_version", "receipt_by_policy", "working_day", "obligation_state")
		if len(rows) != 1 {
			t.Fatalf("got %d obligations, want 1", len(rows))
		}
		return rows[0]
	})
}

func ratesCase(t *testing.T, in caseInput) any {
	db := emptyHouse(t)
	insert(t, db, `create table rate_group (rate_group varchar)`)
	insert(t, db, `create table rated (rate_group varchar, state varchar, due boolean)`)
	type row struct {
		State string `json:"state"`
		Due   *bool  `json:"due"`
	}
	return each(in.value, func(v any) any {
		var groups map[string][]row
		into(t, v, &groups)
		clear(t, db, "rate_group", "rated")
		for name, rows := range groups {
			insert(t, db, `insert into rate_group values ($1)`, name)
			for _, r := range rows {
				insert(t, db, `insert into rated values ($1, $2, $3)`, name, r.State, r.Due == nil || *r.Due)
			}
		}
		out := map[string]any{}
		for _, r := range askRows(t, db, nil, "rates") {
			out[r["rate_group"].(string)] = r
		}
		if len(groups) == 1 {
			return out["rows"]
		}
		return out
	})
}

func rollupCase(t *testing.T, in caseInput) any {
	var c struct {
		Groups map[string][]struct {
			Expected int `json:"expected"`
			OnTime   int `json:"on_time"`
		} `json:"groups"`
	}
	into(t, in.value, &c)
	db := emptyHouse(t)
	insert(t, db, `create table rolled_part (part varchar, period_id varchar, expected bigint, on_time bigint, sources bigint, policy_id varchar)`)
	for part, counts := range c.Groups {
		for i, n := range counts {
			insert(t, db, `insert into rolled_part values ($1, $2, $3, $4, 0, 'policy')`, part, fmt.Sprint(i), n.Expected, n.OnTime)
		}
	}
	byGroup, out := map[string]any{}, map[string]any{}
	for _, r := range askRows(t, db, Filter{}.params(), "rate_rollup.sql") {
		if part, ok := r["part"].(string); ok {
			byGroup[part] = r["on_time_rate"]
			continue
		}
		out["town_ratio_of_sums"], out["wrong_mean_of_rates"] = r["on_time_rate"], r["mean_of_rates"]
	}
	out["by_group"] = byGroup
	return out
}

func expectedCase(t *testing.T, in caseInput) any {
	var c struct {
		Units []struct {
			ID        string  `json:"id"`
			ValidFrom string  `json:"valid_from"`
			ValidTo   *string `json:"valid_to"`
		} `json:"units"`
		Edges []struct {
			From  string  `json:"from"`
			To    string  `json:"to"`
			Share float64 `json:"share"`
		} `json:"edges"`
		Obligations []struct {
			ID          string `json:"id"`
			PeriodStart string `json:"period_start"`
			PeriodEnd   string `json:"period_end"`
			LastDay     string `json:"last_day"`
		} `json:"obligations"`
		MinCover *float64 `json:"min_cover"`
	}
	into(t, in.value, &c)
	cover := 0.5
	if c.MinCover != nil {
		cover = *c.MinCover
	}
	w := &world{TB: t, db: emptyHouse(t)}
	var ids []string
	for _, u := range c.Units {
		to := ""
		if u.ValidTo != nil {
			to = *u.ValidTo
		}
		w.unit(u.ID, "commune", u.ID, "", u.ValidFrom, to)
		ids = append(ids, u.ID)
	}
	for _, e := range c.Edges {
		w.edge(e.From, e.To, "2025-07-01", e.Share)
	}
	for _, o := range c.Obligations {
		insert(t, w.db, `insert into period values ($1, 'x', 2025, cast($2 as date), cast($3 as date), 'by_date', cast($4 as date), 0, 'none', cast($4 as date), cast($4 as date), 3, $5, 'policy', 'case')`,
			o.ID, o.PeriodStart, o.PeriodEnd, o.LastDay, cover)
	}
	f := Filter{Scope: ScopeOf(ids...), AsOf: always}
	by := map[string]any{}
	for _, r := range askRows(t, w.db, f.params(), "scope_unit", "owed", "expected") {
		by[r["period_id"].(string)+" "+r["unit_id"].(string)] = map[string]any{
			"obligation": r["period_id"], "unit": r["unit_id"], "result": r["result"],
			"lineage_cover_days": r["lineage_cover_days"], "period_days": r["period_days"],
		}
	}
	out := []any{}
	for _, o := range c.Obligations {
		for _, u := range c.Units {
			out = append(out, by[o.ID+" "+u.ID])
		}
	}
	return out
}

func survivalCase(t *testing.T, in caseInput) any {
	var c struct {
		Obs []struct {
			Day   int64 `json:"day"`
			Event bool  `json:"event"`
		} `json:"obs"`
		At []int64 `json:"at"`
	}
	into(t, in.value, &c)
	db := emptyHouse(t)
	insert(t, db, `create table curve_time (unit_id varchar, period_id varchar, day bigint, event boolean)`)
	insert(t, db, `create table curve_source (policy_id varchar, sources bigint)`)
	insert(t, db, `insert into curve_source values ('policy', 0)`)
	for i, o := range c.Obs {
		insert(t, db, `insert into curve_time values ($1, 'p', $2, $3)`, fmt.Sprint(i), o.Day, o.Event)
	}
	curve := &Table{Columns: curveColumns}
	if err := curve.fill(mustAsk(t, db, Filter{}, "survival", "submission_curve.sql"), nil); err != nil {
		t.Fatal(err)
	}
	events := int64(0)
	for i := range curve.Rows {
		events += curve.Value(i, "events").(int64)
	}
	at := []any{}
	for _, d := range c.At {
		point := map[string]any{"day": d, "share_submitted": 0.0, "lo": nil, "hi": nil}
		for i := range curve.Rows { // the curve is a step: the last row on or before the day
			if curve.Value(i, "day").(int64) <= d {
				for _, key := range []string{"share_submitted", "lo", "hi"} {
					point[key] = curve.Value(i, key)
				}
			}
		}
		at = append(at, point)
	}
	return map[string]any{"at": at, "median_day": CurveMedian(curve), "n": curve.N, "events": events}
}

func mustAsk(t *testing.T, db DB, f Filter, steps ...string) *sql.Rows {
	t.Helper()
	rows, err := ask(t.Context(), db, f.params(), steps...)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func dhis2Case(t *testing.T, in caseInput) any {
	var c struct {
		Periods            int              `json:"periods"`
		Submitted          map[string][]int `json:"submitted"`
		FourthPeriodNotDue bool             `json:"fourth_period_not_due"`
	}
	into(t, in.value, &c)
	w := &world{TB: t, db: emptyHouse(t)}
	insert(t, w.db, `create table obligation_state (unit_id varchar, period_id varchar, year integer, state varchar, due boolean)`)
	insert(t, w.db, `create table asked_unit (unit_id varchar)`)
	insert(t, w.db, `create table unexpected_report (unit_id varchar, year integer)`)
	insert(t, w.db, `insert into period (period_id, report_type, year, data_from, data_to, rule, rule_on, rule_days, roll, last_day, last_day_rolled, cure_working_days, min_cover, policy_id, document)
		values ('1', 'x', 2024, '2024-01-01', '2024-01-01', 'by_date', '2024-01-01', 0, 'none', '2024-01-01', '2024-01-01', 3, 0.5, 'policy', 'case')`)
	for unit, submitted := range c.Submitted {
		insert(t, w.db, `insert into asked_unit values ($1)`, unit)
		for i, s := range submitted {
			state := "missing_none"
			if s != 0 {
				state = "on_time"
			}
			insert(t, w.db, `insert into obligation_state values ($1, $2, 2024, $3, true)`, unit, fmt.Sprint(i+1), state)
		}
		if c.FourthPeriodNotDue {
			insert(t, w.db, `insert into obligation_state values ($1, $2, 2024, 'not_yet_due', false)`, unit, fmt.Sprint(c.Periods+1))
		}
	}
	rows := askRows(t, w.db, Filter{Period: "1"}.params(), "reporting", "consistent_reporting", "dhis2_compare.sql")
	if len(rows) != 1 {
		t.Fatalf("got %d rows, want 1", len(rows))
	}
	out := map[string]any{
		"submitted_rate_due_only": rows[0]["submitted_rate"],
		"consistently_reporting":  rows[0]["consistent"],
		"reported_at_least_once":  rows[0]["reported_any"],
	}
	out[fmt.Sprintf("dhis2_rate_all_expected_%d_periods", c.Periods+1)] = rows[0]["dhis2_rate"]
	return out
}
