//go:build unix

package analytics

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"danbiet/data"
	"danbiet/data/national"
)

// BenchmarkNational asks every question of the pages on the made-up country and
// prints one table: for each question how long it took the first time for a unit,
// period and day (nothing worked out before), alone and from eight at a time; the
// time of its bare SQL; and how long it took again. The last rows are the report
// looked up alone and beside eight heavy questions, and the pages after one more
// report arrived. It runs once, whatever -benchtime says.
func BenchmarkNational(b *testing.B) {
	h := nationOf(b)
	b.ResetTimer()
	w := &bytes.Buffer{}
	h.sayLoaded(b, w)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "scope\tquestion\trows\tp50\tp95\tcpu\tp95 of 8\tagain p50\t÷ bare SQL\tagain ÷ bare\t")
	for _, of := range []struct {
		scope   string
		samples int
	}{{"town", max(1, *samplesWanted/2)}, {"province", *samplesWanted}, {"country", 1}} {
		if *scopesWanted != "" && !strings.Contains(*scopesWanted, of.scope) {
			continue
		}
		v := &views{h: h, scope: of.scope, r: rand.New(rand.NewPCG(7, 7))}
		for _, q := range nationQuestions {
			h.measure(b, v, q, of.samples).print(table, of.scope, q.name)
		}
	}
	h.drillDown(b, table)
	h.ready(b, table)
	table.Flush()
	fmt.Fprintf(w, "load average at the end: %s\n", loadAverage())
	fmt.Print("\n" + w.String()) // a log of more than ten lines is cut
}

func nationOf(b *testing.B) *nationHouse {
	shape := national.Small()
	if *factsWanted > 0 {
		shape = national.OfFigures(*factsWanted)
	}
	dir := *loadedIn
	if dir == "" {
		dir = b.TempDir()
	}
	h := openNation(b, shape, dir)
	h.asked = &recorded{DB: h.Store}
	h.marts = &Marts{DB: h.asked, StateOf: h.stateOf}
	return h
}

// stateOf is the state of a table as after another event: all that events write
// is looked at anew, the catalogue stands.
func (h *nationHouse) stateOf(table string) int64 {
	if slices.Contains(data.CatalogueTables, table) {
		return h.StateOf(table)
	}
	return h.StateOf(table) + h.anew
}

func (h *nationHouse) sayLoaded(b *testing.B, w *bytes.Buffer) {
	info, err := os.Stat(filepath.Join(h.dir, "data", "danbiet.duckdb"))
	if err != nil {
		b.Fatal(err)
	}
	var facts, reports int64
	rows, err := h.QueryContext(b.Context(), "select (select count(*) from fact), (select count(*) from submission)")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&facts, &reports)
	}
	if err != nil {
		b.Fatal(err)
	}
	fmt.Fprintf(w, "%d facts in %d sendings, %.0f MB; load average %s; %d processors\n",
		facts, reports, float64(info.Size())/1e6, loadAverage(), runtime.NumCPU())
	if h.loaded.Figures > 0 {
		fmt.Fprintf(w, "loaded in %.1f s\n", h.loaded.Took.Seconds())
	}
}

// measures of one question.
type measure struct {
	rows                     int
	first, again, eight, sql []time.Duration
	againSQL                 []time.Duration
	cpu                      time.Duration
}

func (m measure) print(w *tabwriter.Writer, scope, question string) {
	fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", scope, question, m.rows,
		ms(at(m.first, 0.5)), ms(at(m.first, 0.95)), ms(m.cpu), ms(at(m.eight, 0.95)), ms(at(m.again, 0.5)),
		ratio(m.first, m.sql), ratio(m.again, m.againSQL))
}

// at is a quantile of times, by the nearest rank.
func at(times []time.Duration, q float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

// ratio sets the sums of times measured in turn against each other: on a machine
// that others use, single ones say little.
func ratio(of, to []time.Duration) string {
	if len(of) == 0 || len(to) == 0 {
		return "–"
	}
	var a, b time.Duration
	for i := range of {
		a += of[i]
	}
	for i := range to {
		b += to[i]
	}
	return fmt.Sprintf("%.2f", float64(a)/float64(max(b, 1))*float64(len(to))/float64(len(of)))
}

func ms(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000)
}

// measure asks a question of one kind of reader.
func (h *nationHouse) measure(b *testing.B, v *views, q nationQuestion, samples int) measure {
	ctx := b.Context()
	rec, m := h.asked, h.marts
	var got measure
	for i := range samples + 1 {
		f := v.next()
		h.anew++
		rec.take()
		cpu, start := processorTime(), time.Now()
		t, err := q.ask(ctx, m, f)
		if err != nil {
			b.Fatalf("%s: %v", q.name, err)
		}
		first, used := time.Since(start), processorTime()-cpu
		statements := rec.take()
		sql, err := bare(ctx, h, statements)
		if err != nil {
			b.Fatalf("%s: %v", q.name, err)
		}
		start = time.Now()
		if _, err := q.ask(ctx, m, f); err != nil {
			b.Fatal(err)
		}
		again := time.Since(start)
		againSQL, err := bare(ctx, h, rec.take())
		if err != nil {
			b.Fatal(err)
		}
		if i == 0 {
			continue // the first one warms the caches of the disk
		}
		got.rows = max(got.rows, len(t.Rows))
		got.first, got.sql = append(got.first, first), append(got.sql, sql)
		got.again, got.againSQL = append(got.again, again), append(got.againSQL, againSQL)
		got.cpu += used / time.Duration(samples)
	}
	got.eight = h.eightAtATime(b, v, q, samples)
	return got
}

// eightAtATime asks a question from eight readers, each always something new.
func (h *nationHouse) eightAtATime(b *testing.B, v *views, q nationQuestion, samples int) []time.Duration {
	m := h.marts
	var mu sync.Mutex
	var all []time.Duration
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for range max(1, samples/8) {
				f := v.next()
				start := time.Now()
				if _, err := q.ask(b.Context(), m, f); err != nil {
					b.Errorf("%s: %v", q.name, err)
					return
				}
				mu.Lock()
				all = append(all, time.Since(start))
				mu.Unlock()
			}
		})
	}
	readers.Wait()
	return all
}

// drillDown looks reports up, alone and while eight readers ask heavy questions.
func (h *nationHouse) drillDown(b *testing.B, w *tabwriter.Writer) {
	ids := h.someReport(b, 20**samplesWanted)
	m := h.marts
	scope := ScopeOf(h.everything()...)
	look := func(alone bool) measure {
		var got measure
		for i, id := range ids {
			h.asked.take()
			cpu, start := processorTime(), time.Now()
			t, err := SubmissionFacts(b.Context(), m, scope, id)
			if err != nil {
				b.Fatal(err)
			}
			took, used := time.Since(start), processorTime()-cpu
			if i == 0 {
				continue
			}
			got.rows = max(got.rows, len(t.Rows))
			got.first = append(got.first, took)
			if !alone { // the eight's statements are among those recorded
				continue
			}
			got.cpu += used / time.Duration(len(ids)-1)
			sql, err := bare(b.Context(), h, h.asked.take())
			if err != nil {
				b.Fatal(err)
			}
			got.sql = append(got.sql, sql)
		}
		return got
	}
	look(true).print(w, "report", "its facts")
	ctx, cancel := context.WithCancel(b.Context())
	v := &views{h: h, scope: "province", r: rand.New(rand.NewPCG(8, 8))}
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			for n := i; ctx.Err() == nil; n++ {
				q := nationQuestions[n%len(nationQuestions)]
				if _, err := q.ask(ctx, m, v.next()); err != nil && ctx.Err() == nil {
					b.Errorf("%s: %v", q.name, err)
					return
				}
			}
		})
	}
	time.Sleep(time.Second)
	busy := look(false)
	cancel()
	readers.Wait()
	busy.print(w, "report", "its facts, beside 8")
}

// ready records one more report and asks a page's questions at once.
func (h *nationHouse) ready(b *testing.B, w *tabwriter.Writer) {
	m := h.marts
	v := &views{h: h, scope: "province", r: rand.New(rand.NewPCG(9, 9))}
	of := map[string]*measure{}
	for i := range 6 {
		f := v.next()
		h.oneMore(b, i)
		for _, page := range []string{"overview", "submission", "comparison"} {
			if of[page] == nil {
				of[page] = &measure{}
			}
			cpu, start := processorTime(), time.Now()
			for _, q := range nationQuestions {
				if q.page != page {
					continue
				}
				if _, err := q.ask(b.Context(), m, f); err != nil {
					b.Fatal(err)
				}
			}
			of[page].first = append(of[page].first, time.Since(start))
			of[page].cpu += (processorTime() - cpu) / 6
		}
	}
	for _, page := range []string{"overview", "submission", "comparison"} {
		of[page].print(w, "province", "all of "+page+" after a report")
	}
}

// oneMore records the arrival of a file: enough to change the state of the data.
func (h *nationHouse) oneMore(b *testing.B, i int) {
	b.Helper()
	text := fmt.Sprintf("báo cáo %d %d", i, time.Now().UnixNano())
	info, err := h.Keep(b.Context(), "bao-cao.txt", strings.NewReader(text))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := h.Record(b.Context(), "đo", &data.SubmissionReceived{ReceivedAt: nationNow(), Files: []data.FileInfo{info}}); err != nil {
		b.Fatal(err)
	}
}

// processorTime is what this process has used of the processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	fields := strings.Fields(string(text))
	return strings.Join(fields[:min(3, len(fields))], " ")
}
