package analytics

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"danbiet/data"
	"danbiet/data/national"
)

// How much of the made-up country the benchmarks load, and where it may be found
// loaded by an earlier run:
//
//	go test ./analytics -run '^$' -bench National -benchtime 1x -args -facts=10000000 -loaded=/tmp/dat-nuoc
var (
	factsWanted   = flag.Int("facts", 0, "figures of the made-up country that benchmarks load; 0 is its small form")
	samplesWanted = flag.Int("samples", 10, "how often a benchmark of the made-up country asks each question")
	scopesWanted  = flag.String("scopes", "", "of town, province and country those that are asked as; empty is all")
	loadedIn      = flag.String("loaded", "", "folder that keeps the loaded country between runs; empty: none is kept")
)

// nationHouse is a made-up country in a store.
type nationHouse struct {
	*data.Store
	nation *national.Nation
	loaded national.Loaded // zero when an earlier run loaded it
	dir    string

	// What benchmarks ask, and what that asks of the store.
	marts *Marts
	asked *recorded
	anew  int64 // moves the state of all that events write on
	more  sync.Mutex
}

func nationNow() time.Time { return time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC) }

// openNation loads a country into dir with all processors, as a person loads past
// years, and opens it again as a server does; one that stands there is opened.
func openNation(tb testing.TB, shape national.Shape, dir string) *nationHouse {
	tb.Helper()
	h := &nationHouse{nation: national.Make(shape), dir: dir}
	catalogue := filepath.Join(dir, "catalogue")
	if err := os.MkdirAll(catalogue, 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := h.nation.WriteCatalogue(catalogue); err != nil {
		tb.Fatal(err)
	}
	o := data.Options{Dir: filepath.Join(dir, "data"), Now: nationNow, Catalogue: os.DirFS(catalogue)}
	if _, err := os.Stat(filepath.Join(dir, "whole")); err != nil {
		s, err := data.Open(tb.Context(), o)
		if err != nil {
			tb.Fatal(err)
		}
		if h.loaded, err = h.nation.Load(tb.Context(), s); err != nil {
			tb.Fatal(err)
		}
		if err := s.Close(); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "whole"), nil, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	o.Threads = 1
	var err error
	if h.Store, err = data.Open(tb.Context(), o); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { h.Store.Close() })
	return h
}

// nationQuestion is a question of a page.
type nationQuestion struct {
	page, name string
	ask        func(context.Context, DB, Filter) (*Table, error)
}

// nationQuestions are what the pages ask. A page of comparison shows one
// indicator at a time.
var nationQuestions = []nationQuestion{
	{"overview", "obligations", Obligations},
	{"overview", "timeliness rates", TimelinessRates},
	{"overview", "task grid", TaskGrid},
	{"overview", "town tasks", TownTasks},
	{"overview", "completion totals", CompletionTotals},
	{"submission", "timeliness grid", TimelinessGrid},
	{"submission", "submission curve", SubmissionCurve},
	{"submission", "period rates", PeriodRates},
	{"submission", "submission list", SubmissionList},
	{"comparison", "indicator values", oneIndicator(IndicatorValues)},
	{"comparison", "element profile", ElementProfile},
	{"comparison", "rank groups", oneIndicator(RankGroups)},
	{"comparison", "funnel", oneIndicator(Funnel)},
	{"comparison", "intervals", oneIndicator(Intervals)},
	{"comparison", "shrinkage", oneIndicator(Shrinkage)},
	{"comparison", "peer reference", oneIndicator(PeerReference)},
	{"comparison", "changes", oneIndicator(Changes)},
	{"comparison", "rate rollup", RateRollup},
}

func oneIndicator(ask func(context.Context, DB, Filter) (*Table, error)) func(context.Context, DB, Filter) (*Table, error) {
	return func(ctx context.Context, db DB, f Filter) (*Table, error) {
		f.Indicator = "QC39"
		return ask(ctx, db, f)
	}
}

// views are filters of one kind of reader, each another unit, period and day.
type views struct {
	h     *nationHouse
	scope string // province, town, country
	r     *rand.Rand
	mu    sync.Mutex
}

func (v *views) next() Filter {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := v.h.nation
	// periods of which reports state tasks
	periods := v.h.Catalogue().Periods
	p := periods[len(periods)-1-v.r.IntN(6)]
	units := []string{}
	switch {
	case v.scope == "country":
		for _, u := range n.Provinces {
			units = append(units, u.ID)
		}
	case v.scope == "town":
		p = periods[len(periods)-4-v.r.IntN(3)] // while towns stood
		units = append(units, n.Towns[v.r.IntN(len(n.Towns))].ID)
	case p.LastDay >= national.Reorganised:
		units = append(units, n.NewProvinces[v.r.IntN(len(n.NewProvinces))].ID)
	default:
		units = append(units, n.Provinces[v.r.IntN(len(n.Provinces))].ID)
	}
	return Filter{Scope: ScopeOf(units...), Period: p.ID, AsOf: p.LastDay + 1 + data.Day(v.r.IntN(20))}
}

// Every question of the pages answers on the small country, the same with steps
// worked out once as in one statement; a report is looked up in it.
func TestTheSmallCountryAnswers(t *testing.T) {
	h := openNation(t, national.Small(), t.TempDir())
	m := &Marts{DB: h, StateOf: h.StateOf}
	f := Filter{Scope: ScopeOf(h.nation.Provinces[0].ID), Period: "2024-6T"}
	p, _ := h.Catalogue().PeriodByID(f.Period)
	f.AsOf = p.LastDay + 8
	for _, q := range nationQuestions {
		t.Run(q.name, func(t *testing.T) {
			got, err := q.ask(t.Context(), m, f)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Rows) == 0 {
				t.Error("no rows")
			}
			if q.page == "comparison" {
				return // held by the tests of comparisons
			}
			want, err := q.ask(t.Context(), h, f)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := printed(got), printed(want); got != want {
				t.Errorf("steps worked out once: got %s\nas one statement: %s", got, want)
			}
		})
	}
	id := h.someReport(t, 1)[0]
	facts, err := SubmissionFacts(t.Context(), m, f.Scope, id)
	if err == nil && len(facts.Rows) < 40 {
		t.Errorf("report %d: %d facts, want about 50", id, len(facts.Rows))
	}
	if err != nil && !strings.Contains(err.Error(), "not found") {
		t.Error(err)
	}
	whole, err := SubmissionFacts(t.Context(), m, ScopeOf(h.everything()...), id)
	if err != nil || len(whole.Rows) < 40 {
		t.Errorf("report %d: %v, %v; want about 50 facts", id, whole, err)
	}
}

// everything are the units that hold the whole country.
func (h *nationHouse) everything() []string {
	var all []string
	for _, u := range h.nation.Provinces {
		all = append(all, u.ID)
	}
	return all
}

// someReport gives the numbers of n reports, spread over all of them.
func (h *nationHouse) someReport(tb testing.TB, n int) []int64 {
	tb.Helper()
	rows, err := h.QueryContext(tb.Context(), `select submission_id from submission_reading
		where kind = 'report' order by hash(submission_id) limit $1`, n)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			tb.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil || len(ids) == 0 {
		tb.Fatalf("no report: %v", err)
	}
	return ids
}

// recorded is a DB that remembers what it was asked.
type recorded struct {
	DB
	mu   sync.Mutex
	done []asked
}

type asked struct {
	query string
	args  []any
}

func (r *recorded) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	r.mu.Lock()
	r.done = append(r.done, asked{query, args})
	r.mu.Unlock()
	return r.DB.QueryContext(ctx, query, args...)
}

// take gives what was asked and forgets it.
func (r *recorded) take() []asked {
	r.mu.Lock()
	defer r.mu.Unlock()
	done := r.done
	r.done = nil
	return done
}

// bare runs the same SQL again without anything around it: each statement of the
// question, its rows read and thrown away; a table is made beside the first one. It
// gives 0 when a table that they read went meanwhile.
func bare(ctx context.Context, db DB, statements []asked) (time.Duration, error) {
	start := time.Now()
	for i, a := range statements {
		query := a.query
		if name, ok := strings.CutPrefix(query, "create table mart."); ok {
			_, rest, _ := strings.Cut(name, " ")
			query = fmt.Sprintf("create or replace table mart.bare%d %s", i, rest)
		} else if strings.HasPrefix(query, "drop") || strings.HasPrefix(query, "checkpoint") || strings.HasPrefix(query, "select concat_ws") {
			continue // what holds the worked-out steps together
		}
		rows, err := db.QueryContext(ctx, query, a.args...)
		if err != nil && strings.Contains(err.Error(), "Table with name m") {
			return 0, nil
		}
		if err != nil {
			return 0, fmt.Errorf("%w in %s", err, query)
		}
		names, err := rows.Columns()
		if err != nil {
			return 0, err
		}
		raw, into := make([]any, len(names)), make([]any, len(names))
		for i := range raw {
			into[i] = &raw[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				return 0, err
			}
		}
		if err := rows.Close(); err != nil {
			return 0, err
		}
	}
	return time.Since(start), nil
}
