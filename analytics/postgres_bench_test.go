//go:build unix

package analytics

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"
)

// BenchmarkPostgres asks the same SQL of the same rows in DuckDB and in a private
// PostgreSQL 15, by turns, and prints how many times PostgreSQL's time DuckDB
// needs less. It makes a cluster in a temporary folder, with indexes that suit
// the questions, and is skipped where PostgreSQL is not installed. It runs once.
func BenchmarkPostgres(b *testing.B) {
	pg := startPostgres(b)
	h := nationOf(b)
	b.ResetTimer()
	w := &bytes.Buffer{}
	h.sayLoaded(b, w)
	fmt.Fprintf(w, "PostgreSQL loaded by COPY and indexed in %.1f s\n", pg.load(b, h).Seconds())
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "question\trows\tDuckDB p50\tp95\tPostgreSQL p50\tp95\tPostgreSQL ÷ DuckDB\t")
	id := h.someReport(b, 1)[0]
	for _, q := range postgresQuestions {
		text := strings.ReplaceAll(strings.ReplaceAll(q.sql, "$counted", countedSQL), "$report", strconv.FormatInt(id, 10))
		var duck, postgres []time.Duration
		rows := 0
		for range 3 { // by turns: others use the machine too
			times, n := h.timed(b, text, *samplesWanted)
			duck, rows = append(duck, times...), n
			postgres = append(postgres, pg.timed(b, text, *samplesWanted)...)
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t\n", q.name, rows, ms(at(duck, 0.5)), ms(at(duck, 0.95)),
			ms(at(postgres, 0.5)), ms(at(postgres, 0.95)), ratio(postgres, duck))
	}
	table.Flush()
	fmt.Fprintf(w, "load average at the end: %s\n", loadAverage())
	fmt.Print("\n" + w.String()) // a log of more than ten lines is cut
}

// countedSQL are the reports whose figures count: the last accepted of each unit
// and period.
const countedSQL = `(select submission_id, unit_id, period_id, received_on from (
	select r.submission_id, r.unit_id, r.period_id, s.received_on,
		row_number() over (partition by r.unit_id, r.period_id order by s.received_at desc, s.submission_id desc) as nth
	from submission_reading r
	join submission s on s.submission_id = r.submission_id
	join review v on v.submission_id = r.submission_id and v.decision = 'accepted'
	where r.kind = 'report') as version where nth = 1)`

// postgresQuestions are the heavy reads of the pages, in SQL that both speak. A
// commune's province is its parent, or its town's.
var postgresQuestions = []struct{ name, sql string }{
	{"timeliness of one period, by town", `select u.parent_id, count(*) as sent, count(*) filter (where c.received_on <= p.last_day) as on_time
		from $counted c join period p on p.period_id = c.period_id
		join unit_version u on u.unit_id = c.unit_id and u.valid_from <= p.last_day and coalesce(u.valid_to, date '9999-12-31') > p.last_day
		where c.period_id = '2024-6T' group by u.parent_id order by u.parent_id`},
	{"timeliness of all periods, by town", `select u.parent_id, c.period_id, count(*) as sent, count(*) filter (where c.received_on <= p.last_day) as on_time
		from $counted c join period p on p.period_id = c.period_id
		join unit_version u on u.unit_id = c.unit_id and u.valid_from <= p.last_day and coalesce(u.valid_to, date '9999-12-31') > p.last_day
		group by u.parent_id, c.period_id order by u.parent_id, c.period_id`},
	{"one indicator of one town, one period", `select c.unit_id, f.value
		from $counted c join fact f on f.submission_id = c.submission_id and f.indicator = 'QC39' and f.part = ''
		join unit_version u on u.unit_id = c.unit_id
		where c.period_id = '2024-6T' and u.parent_id = 'huyen-001' order by c.unit_id`},
	{"levels of one indicator, one period", `select u.parent_id,
			percentile_cont(0.25) within group (order by f.value) as low, percentile_cont(0.5) within group (order by f.value) as middle,
			percentile_cont(0.75) within group (order by f.value) as high
		from $counted c join fact f on f.submission_id = c.submission_id and f.indicator = 'QC39' and f.part = ''
		join unit_version u on u.unit_id = c.unit_id
		where c.period_id = '2024-6T' group by u.parent_id order by u.parent_id`},
	{"one indicator through all periods", `select c.period_id, count(*) as reports, sum(f.value) as total
		from $counted c join fact f on f.submission_id = c.submission_id and f.indicator = 'QC39' and f.part = ''
		group by c.period_id order by c.period_id`},
	{"middles of all indicators, one period", `select f.indicator, f.part, percentile_cont(0.5) within group (order by f.value) as middle
		from $counted c join fact f on f.submission_id = c.submission_id
		where c.period_id = '2024-6T' group by f.indicator, f.part order by f.indicator, f.part`},
	{"sums of all indicators and periods", `select c.period_id, f.indicator, f.part, sum(f.value) as total
		from $counted c join fact f on f.submission_id = c.submission_id
		group by c.period_id, f.indicator, f.part order by c.period_id, f.indicator, f.part`},
	{"figures of one report", `select indicator, part, value, unit, printed, cell_no from fact where submission_id = $report order by cell_no`},
}

// timed asks DuckDB n times and reads all rows; one more before does not count.
func (h *nationHouse) timed(b *testing.B, text string, n int) (times []time.Duration, rows int) {
	for i := range n + 1 {
		start := time.Now()
		r, err := h.QueryContext(b.Context(), text)
		if err != nil {
			b.Fatalf("%v in %s", err, text)
		}
		names, _ := r.Columns()
		raw, into := make([]any, len(names)), make([]any, len(names))
		for i := range raw {
			into[i] = &raw[i]
		}
		rows = 0
		for r.Next() {
			if err := r.Scan(into...); err != nil {
				b.Fatal(err)
			}
			rows++
		}
		r.Close()
		if i > 0 {
			times = append(times, time.Since(start))
		}
	}
	return times, rows
}

// postgres is a private cluster that runs while the benchmark does.
type postgres struct {
	bin, dir string
	as       *syscall.Credential // nil: as whoever runs the benchmark
}

func startPostgres(b *testing.B) *postgres {
	b.Helper()
	pg := &postgres{bin: postgresBin()}
	if pg.bin == "" {
		b.Skip("PostgreSQL 15 is not installed: apt-get install postgresql-15")
	}
	if os.Geteuid() == 0 { // PostgreSQL refuses to run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			b.Skip("PostgreSQL does not run as root and there is no user postgres to run it as")
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		pg.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	dir, err := os.MkdirTemp("", "danbiet-postgres-") // short: a socket's path is bounded
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	pg.dir = dir
	if pg.as != nil {
		if err := os.Chown(dir, int(pg.as.Uid), int(pg.as.Gid)); err != nil {
			b.Fatal(err)
		}
	}
	pg.run(b, nil, "initdb", "-D", filepath.Join(dir, "data"), "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	// As sensible for 24 GB as DuckDB's own; durability is not measured.
	options := fmt.Sprintf("-c listen_addresses='' -c unix_socket_directories=%s -c shared_buffers=2GB -c work_mem=64MB -c maintenance_work_mem=512MB -c jit=off -c fsync=off -c synchronous_commit=off -c max_wal_size=8GB", dir)
	pg.run(b, nil, "pg_ctl", "-D", filepath.Join(dir, "data"), "-w", "-l", filepath.Join(dir, "log"), "-o", options, "start")
	b.Cleanup(func() {
		pg.run(b, nil, "pg_ctl", "-D", filepath.Join(dir, "data"), "-m", "immediate", "-w", "stop")
	})
	return pg
}

func postgresBin() string {
	for _, dir := range []string{"/usr/lib/postgresql/15/bin", "/usr/pgsql-15/bin"} {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil {
			return dir
		}
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return ""
	}
	if out, err := exec.Command(path, "--version").Output(); err != nil || !bytes.Contains(out, []byte(" 15.")) {
		return ""
	}
	return filepath.Dir(path)
}

// run runs one of PostgreSQL's programs and gives what it printed.
func (pg *postgres) run(b *testing.B, in []byte, name string, args ...string) []byte {
	b.Helper()
	cmd := exec.Command(filepath.Join(pg.bin, name), args...)
	cmd.Dir = "/"
	cmd.Stdin = bytes.NewReader(in)
	if pg.as != nil && name != "psql" { // psql reads files of whoever runs this
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: pg.as}
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if name == "pg_ctl" {
		cmd.Stdout, cmd.Stderr = nil, nil // the server would keep the pipes open
	}
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v: %s", name, err, errs.String())
	}
	return out.Bytes()
}

func (pg *postgres) psql(b *testing.B, script string) string {
	b.Helper()
	return string(pg.run(b, []byte(script), "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", pg.dir, "-U", "bench", "postgres"))
}

// load copies the tables that the questions read, then makes the indexes.
func (pg *postgres) load(b *testing.B, h *nationHouse) time.Duration {
	start := time.Now()
	out := filepath.Join(h.dir, "data", "backup") // where DuckDB may write
	if err := os.MkdirAll(out, 0o700); err != nil {
		b.Fatal(err)
	}
	for _, t := range []struct{ name, columns, types string }{
		{"period", "period_id, last_day", "period_id text, last_day date"},
		{"unit_version", "unit_id, valid_from, valid_to, parent_id", "unit_id text, valid_from date, valid_to date, parent_id text"},
		{"submission", "submission_id, received_at, received_on", "submission_id bigint, received_at timestamp, received_on date"},
		{"submission_reading", "submission_id, kind, unit_id, period_id", "submission_id bigint, kind text, unit_id text, period_id text"},
		{"review", "submission_id, decided_on, decision", "submission_id bigint, decided_on date, decision text"},
		{"fact", "submission_id, cell_no, indicator, part, value, unit, printed", "submission_id bigint, cell_no integer, indicator text, part text, value double precision, unit text, printed text"},
	} {
		file := filepath.Join(out, t.name+".csv")
		rows, err := h.QueryContext(b.Context(), fmt.Sprintf("copy (select %s from %s) to '%s' (header false, nullstr '\\N')", t.columns, t.name, file))
		if err != nil {
			b.Fatal(err)
		}
		rows.Close()
		pg.psql(b, fmt.Sprintf("create table %s (%s);\n\\copy %s from '%s' (format csv, null '\\N')\n", t.name, t.types, t.name, file))
		os.Remove(file)
	}
	pg.psql(b, `alter table submission add primary key (submission_id);
		alter table submission_reading add primary key (submission_id);
		create index on submission_reading (period_id, unit_id);
		create index on review (submission_id);
		create index on unit_version (unit_id);
		create index on unit_version (parent_id);
		create index on fact (submission_id);
		create index on fact (indicator, part, submission_id) include (value);
		vacuum analyze;`)
	return time.Since(start)
}

var psqlTime = regexp.MustCompile(`(?m)^Time: ([0-9.]+) ms`)

// timed asks PostgreSQL n times in one session, by psql's own clock.
func (pg *postgres) timed(b *testing.B, text string, n int) (times []time.Duration) {
	script := "\\o /dev/null\n" + text + ";\n\\timing on\n" + strings.Repeat(text+";\n", n)
	for _, m := range psqlTime.FindAllStringSubmatch(pg.psql(b, script), -1) {
		v, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Duration(v*float64(time.Millisecond)))
	}
	if len(times) != n {
		b.Fatalf("%d times of %d questions", len(times), n)
	}
	return times
}
