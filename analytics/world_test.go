package analytics

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danbiet/data"

	_ "github.com/duckdb/duckdb-go/v2"
)

// emptyHouse is a DuckDB in memory with the tables of data and no rows.
func emptyHouse(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "?threads=1") // the second core has other tests
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	files, err := filepath.Glob("../data/migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("migrations: %v, %v", files, err)
	}
	slices.Sort(files)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		insert(t, db, string(b))
	}
	return db
}

// insert runs a statement that must succeed.
func insert(t testing.TB, db *sql.DB, query string, args ...any) {
	t.Helper()
	changesOf(db).Add(1)
	if _, err := db.ExecContext(context.Background(), query, args...); err != nil {
		t.Fatalf("%v\nin: %s", err, query)
	}
}

// clear empties tables between two worked cases in one house.
func clear(t testing.TB, db *sql.DB, tables ...string) {
	t.Helper()
	for _, table := range tables {
		insert(t, db, "delete from "+table)
	}
}

// day is an ISO date that must parse; "" is no date.
func day(t testing.TB, s string) data.Day {
	t.Helper()
	if s == "" {
		return 0
	}
	d, err := data.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// askRows runs steps and gives the rows as a worked case compares them: dates
// in ISO form, numbers as float64.
func askRows(t testing.TB, db DB, params map[string]any, steps ...string) []map[string]any {
	t.Helper()
	rows, err := ask(context.Background(), db, params, steps...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	out := []map[string]any{}
	for rows.Next() {
		raw, into := make([]any, len(names)), make([]any, len(names))
		for i := range raw {
			into[i] = &raw[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := map[string]any{}
		for i, name := range names {
			switch v := plain(raw[i]).(type) {
			case time.Time:
				row[name] = v.Format(time.DateOnly)
			case int64:
				row[name] = float64(v)
			default:
				row[name] = v
			}
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// fillCalendar writes working days as the catalogue's loader does.
func fillCalendar(t testing.TB, db *sql.DB, c *data.Calendar) {
	t.Helper()
	type row struct {
		Day       string `json:"day"`
		IsWorking bool   `json:"is_working"`
		WorkingNo int    `json:"working_no"`
	}
	var rows []row
	for _, d := range c.Days() {
		rows = append(rows, row{d.Day.String(), d.IsWorking, d.WorkingNo})
	}
	b, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	insert(t, db, `insert into calendar_day
		select d.day, d.is_working, d.working_no, '', 'week', 'test'
		from (select unnest(from_json($1, '[{"day":"DATE","is_working":"BOOLEAN","working_no":"INTEGER"}]')) as d)`, string(b))
}

// A world is a small town whose rows a test writes by hand.
type world struct {
	testing.TB
	db    *sql.DB
	cal   *data.Calendar
	seq   int64
	once  sync.Once
	steps *Marts
}

// asked is what questions of the world are asked of: their steps are shared as
// on the pages until the world changes, which saves most of the time.
func (w *world) asked() DB {
	w.once.Do(func() { w.steps = w.marts(changesOf(w.db).Load) })
	return w.steps
}

// changes counts the inserts of each house, the version of its data.
var changes sync.Map

func changesOf(db *sql.DB) *atomic.Int64 {
	n, _ := changes.LoadOrStore(db, new(atomic.Int64))
	return n.(*atomic.Int64)
}

// days off that matter to the periods of the tests.
func testCalendar(t testing.TB) *data.Calendar {
	var off []data.CalendarException
	for _, s := range strings.Fields("2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03 2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02") {
		off = append(off, data.CalendarException{Day: day(t, s), Status: "law", Source: "test"})
	}
	off = append(off, data.CalendarException{Day: day(t, "2024-05-04"), IsWorking: true, Status: "dispatch", Source: "test"})
	return data.NewCalendar(2022, 2026, off)
}

// newWorld is a province with one town and no commune, and the periods of 2022
// to 2026, each before 10/5 and before 10/10.
func newWorld(t testing.TB) *world {
	w := &world{TB: t, db: emptyHouse(t), cal: testCalendar(t)}
	fillCalendar(t, w.db, w.cal)
	w.unit("tinh-an-giang", "province", "An Giang", "", "2000-01-01", "2025-07-01")
	w.unit("tinh-an-giang-2025", "province", "An Giang", "", "2025-07-01", "")
	w.unit("tx-tan-chau", "town", "Tân Châu", "tinh-an-giang", "2009-08-24", "2025-07-01")
	for year := 2022; year <= 2026; year++ {
		y := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
		before := time.Date(year-1, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
		w.period(y+"-6T", "so-ket-6t", year, before+"-10-10", y+"-05-05", y+"-05-10")
		w.period(y+"-N", "tong-ket-nam", year, before+"-10-10", y+"-10-05", y+"-10-10")
	}
	return w
}

func (w *world) unit(id, level, name, parent, from, to string) {
	w.Helper()
	insert(w, w.db, `insert into unit values ($1, $2)`, id, level)
	w.version(id, name, parent, from, to)
}

func (w *world) version(id, name, parent, from, to string) {
	w.Helper()
	insert(w, w.db, `insert into unit_version values ($1, cast(nullif($2, '') as date), cast(nullif($3, '') as date), $4, 'xã', null, nullif($5, ''), false, lower($4), lower($4), 'test')`,
		id, from, to, name, parent)
}

func (w *world) edge(from, to, on string, share float64) {
	w.Helper()
	insert(w, w.db, `insert into unit_edge values ($1, $2, cast($3 as date), $4, 'population', 'test')`, from, to, on, share)
}

func (w *world) period(id, reportType string, year int, from, to, before string) {
	w.Helper()
	rule := data.Deadline{Rule: data.BeforeDate, On: day(w, before)}
	last, err := rule.LastDay(w.cal)
	if err != nil {
		w.Fatal(err)
	}
	rule.Roll = data.RollForward
	rolled, err := rule.LastDay(w.cal)
	if err != nil {
		w.Fatal(err)
	}
	insert(w, w.db, `insert into period values ($1, $2, $3, cast($4 as date), cast($5 as date), 'before_date', cast($6 as date), 0, 'none', cast($7 as date), cast($8 as date), 3, 0.5, $9, 'test')`,
		id, reportType, year, from, to, before, last.String(), rolled.String(), "han-nop-"+id[:4])
}

// deadlinePolicy writes a policy with a cut-off time and a basis, "" for none.
func (w *world) deadlinePolicy(id, cutoffTime, basis string) {
	w.Helper()
	body := map[string]string{}
	if cutoffTime != "" {
		body["cutoff_time"] = cutoffTime
	}
	if basis != "" {
		body["receipt_basis"] = basis
	}
	b, err := json.Marshal(body)
	if err != nil {
		w.Fatal(err)
	}
	insert(w, w.db, `insert into policy values ($1, 'deadline', date '2022-01-01', null, $2, 'test', 'test')`, id, string(b))
}

// left writes when a sending left its sender: an instant or a bare date.
func (w *world) left(id int64, at string) {
	w.Helper()
	instant, known := instantOf(w, at)
	insert(w, w.db, `insert into submission_sent values ($1, $2, cast($3 as date), $4)`, id, instant.UTC(), data.DayOf(instant).String(), known)
}

// received writes a report of a unit for a period, received at an instant or on
// a bare date, and gives its receipt number.
func (w *world) received(unit, period, at string) int64 {
	w.Helper()
	return w.sent(unit, period, at, "report", "read")
}

func (w *world) sent(unit, period, at, kind, outcome string) int64 {
	w.Helper()
	w.seq++
	id := w.seq
	instant, known := instantOf(w, at)
	insert(w, w.db, `insert into submission values ($1, $2, cast($3 as date), $4, $2, 'van-thu', null, null)`,
		id, instant.UTC(), data.DayOf(instant).String(), known)
	insert(w, w.db, `insert into submission_file values ($1, 1, $2, $3, 10, 'xlsx')`, id, unit+".xlsx", strings.Repeat("ab", 32))
	insert(w, w.db, `insert into submission_reading values ($1, $1, $2, $3, nullif($4, ''), nullif($5, ''), null, null, null, null, null, null, 'hash', 'test')`,
		id, kind, outcome, unit, period)
	return id
}

// reviewed writes a decision; of a return also its kind of reason.
func (w *world) reviewed(id int64, on, decision, reasonKind string) {
	w.Helper()
	w.seq++
	insert(w, w.db, `insert into review values ($1, $2, cast($3 as date), $4, nullif($5, ''), null, 'van-phong', null)`,
		id, w.seq, on, decision, reasonKind)
}

func (w *world) accepted(unit, period, at, on string) int64 {
	w.Helper()
	id := w.received(unit, period, at)
	w.reviewed(id, on, "accepted", "")
	return id
}

func (w *world) exempted(unit, period, on string) {
	w.Helper()
	insert(w, w.db, `insert into exemption values ($1, $2, cast($3 as date), 'UBND', 'ly do', '1/QD', 0)`, unit, period, on)
}

// instantOf reads an instant or a bare date, which is known by its day alone.
func instantOf(t testing.TB, s string) (time.Time, bool) {
	t.Helper()
	if len(s) == len(time.DateOnly) {
		return day(t, s).Start(), false
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at, true
}

// marts is the world's data with every step worked out once, as pages ask it. A
// test that goes through all questions makes more steps than pages hold at a time:
// thrown away, a third of them would be worked out again.
func (w *world) marts(version func() int64) *Marts {
	w.Helper()
	insert(w, w.db, "attach if not exists ':memory:' as mart (compress)")
	return &Marts{DB: w.db, StateOf: func(string) int64 { return version() }, Most: 3000}
}

// TestMain keeps the properties short: each of their worlds is a real DuckDB,
// a sixth of a second. -rapid.checks=N asks for more.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "30")
	flag.Parse()
	os.Exit(m.Run())
}
