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
// period and day, of which only what the catalogue alone says may stand; how long
// after a report of somebody else had come in, read and accepted; and how long when
// asked again with nothing new. Each alone, the first two from eight at a time as
// well, beside the time of their bare SQL. The last rows are the report looked up
// alone and beside eight heavy questions, and all questions of a page after one more
// report. It runs once, whatever -benchtime says.
func BenchmarkNational(b *testing.B) {
	h := nationOf(b)
	b.ResetTimer()
	w := &bytes.Buffer{}
	h.sayLoaded(b, w)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "scope\tquestion\trows\tfirst p50\tp95\tcpu\tp95 of 8\tafter p50\tp95\tof 8\tagain p50\t÷ bare SQL\tafter ÷ bare\tagain ÷ bare\t")
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
	h.marts = &Marts{DB: h.asked, StateOf: h.stateOf, GivesWay: true}
	return h
}

// stateOf is the state of a table as after one more event: what was sent is looked
// at anew, the catalogue stands.
func (h *nationHouse) stateOf(table string) int64 {
	if slices.Contains(data.CatalogueTables, table) || slices.Contains(data.ContentTables, table) {
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
	rows                         int
	first, after, again          []time.Duration
	eight, afterEight            []time.Duration
	firstSQL, afterSQL, againSQL []time.Duration
	cpu                          time.Duration
}

func (m measure) print(w *tabwriter.Writer, scope, question string) {
	fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", scope, question, m.rows,
		ms(at(m.first, 0.5)), ms(at(m.first, 0.95)), ms(m.cpu), ms(at(m.eight, 0.95)),
		ms(at(m.after, 0.5)), ms(at(m.after, 0.95)), ms(at(m.afterEight, 0.95)), ms(at(m.again, 0.5)),
		ratio(m.first, m.firstSQL), ratio(m.after, m.afterSQL), ratio(m.again, m.againSQL))
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
		if i < len(to) && to[i] > 0 {
			a, b = a+of[i], b+to[i]
		}
	}
	if b == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", float64(a)/float64(b))
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
	seen := make([]Filter, 0, samples)
	for i := range samples + 1 {
		f := v.next()
		timed := func() (time.Duration, time.Duration) {
			b.Helper()
			rec.take()
			start := time.Now()
			t, err := q.ask(ctx, m, f)
			if err != nil {
				b.Fatalf("%s: %v", q.name, err)
			}
			took := time.Since(start)
			sql, err := bare(ctx, h, rec.take())
			if err != nil {
				b.Fatalf("%s: %v", q.name, err)
			}
			got.rows = max(got.rows, len(t.Rows))
			return took, sql
		}
		h.anew++
		cpu := processorTime()
		first, firstSQL := timed()
		used := (processorTime() - cpu) * first / max(1, first+firstSQL)
		again, againSQL := timed()
		h.oneMore(b)
		after, afterSQL := timed()
		if i == 0 {
			continue // the first one warms the caches of the disk
		}
		seen = append(seen, f)
		got.first, got.firstSQL = append(got.first, first), append(got.firstSQL, firstSQL)
		got.again, got.againSQL = append(got.again, again), append(got.againSQL, againSQL)
		got.after, got.afterSQL = append(got.after, after), append(got.afterSQL, afterSQL)
		got.cpu += used / time.Duration(samples)
	}
	got.eight = h.eightAtATime(b, q, samples, v.next)
	h.oneMore(b)
	got.afterEight = h.eightAtATime(b, q, samples, func() Filter { return seen[rand.IntN(len(seen))] })
	return got
}

// eightAtATime asks a question from eight readers.
func (h *nationHouse) eightAtATime(b *testing.B, q nationQuestion, samples int, next func() Filter) []time.Duration {
	m := h.marts
	var mu sync.Mutex
	var all []time.Duration
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for range max(1, samples/8) {
				f := next()
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

// drillDown looks reports up: when their blocks are read from the disk's cache for
// the first time, again, and while eight readers ask heavy questions.
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
			got.firstSQL = append(got.firstSQL, sql)
		}
		return got
	}
	look(true).print(w, "report", "its facts, read the first time")
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
	for range 6 {
		f := v.next()
		h.oneMore(b)
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

// oneMore records that a report of some commune came in, was read and accepted.
func (h *nationHouse) oneMore(b *testing.B) {
	b.Helper()
	h.more.Lock()
	defer h.more.Unlock()
	unit := h.nation.NewCommunes[rand.IntN(len(h.nation.NewCommunes))]
	periods := h.Catalogue().Periods
	period, year := periods[len(periods)-1], periods[len(periods)-1].Year
	info, err := h.Keep(b.Context(), "bao-cao.txt", strings.NewReader(fmt.Sprintf("báo cáo của %s, %d", unit.Name, time.Now().UnixNano())))
	if err != nil {
		b.Fatal(err)
	}
	at := data.Place{Sheet: "ChiTieu", Cell: "E5"}
	reading := &data.Reading{Kind: data.KindReport, UnitID: unit.ID, Period: period.ID, Head: data.Head{Year: &year},
		Cells: []data.Cell{{At: at, Sheet: "ChiTieu", Row: 5, Col: 5, Text: "5"}},
		Report: &data.ReportValues{Year: year, DataTo: period.DataTo,
			Indicators: []data.IndicatorValue{{Code: "QC42", Value: 5, Unit: "đơn", Printed: "5", At: at}}}}
	hash, err := h.KeepReading(b.Context(), reading)
	if err != nil {
		b.Fatal(err)
	}
	seqs, err := h.Record(b.Context(), "đo", &data.SubmissionReceived{ReceivedAt: nationNow(), ClockKnown: true, Files: []data.FileInfo{info}})
	if err == nil {
		_, err = h.Record(b.Context(), "đo",
			&data.SubmissionRead{Submission: seqs[0], Outcome: data.OutcomeRead, Document: data.KindReport, UnitID: unit.ID, PeriodID: period.ID, Year: year, Readings: []string{hash}, Reader: "1"},
			&data.ReviewRecorded{Submission: seqs[0], DecidedOn: data.DayOf(nationNow()), Decision: data.Accepted})
	}
	if err != nil {
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
