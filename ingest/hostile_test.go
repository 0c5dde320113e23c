package ingest

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"danbiet/data"
)

// mostMemory is what the reading process may occupy at most, whatever it reads.
const mostMemory = 300 << 20

// measured is what reading files of one kind took at most.
type measured struct {
	kind, worst   string
	files         int
	peak          int64
	cpu           time.Duration
	slowest       string
	refused, ends int // refused; stopped at a limit
}

// What is broken and flipped was a file that is read; else nothing would be
// proven beyond the first look.
func TestTheHonestFilesOfTheCorpusAreRead(t *testing.T) {
	for format, b := range honestFiles(t) {
		if format == "zip" {
			continue
		}
		// The PDF has a font without Vietnamese letters: it is read, not recognised.
		if r := Read("a."+format, b, catalogue(t)); r.Kind == data.KindUnknown && format != "pdf" || len(r.Cells) == 0 {
			t.Errorf("%s is read as %s: %v", format, r.Kind, r.Problems)
		}
	}
}

// TestHostileFiles reads the corpus as the program does: in reading processes
// under their limits. Whatever a file is, it has a reading that says what is
// wrong, the parent goes on, and the reading process stays under 300 MB. How
// long the processor took is in the log (go test -v), and in the benchmark.
func TestHostileFiles(t *testing.T) {
	files := hostileCorpus()
	if len(files) < 300 {
		t.Fatalf("%d files", len(files))
	}
	readers := testReaders(t, "read", 1)
	readers.Time = 2 * time.Minute // a busy machine is not the file's fault; the CPU limit holds
	names := map[string]bool{}
	var order []string
	kinds := map[string]*measured{}
	for _, f := range files {
		if names[f.name] {
			t.Errorf("two files are named %s", f.name)
		}
		names[f.name] = true
		m := kinds[f.kind]
		if m == nil {
			m = &measured{kind: f.kind}
			kinds[f.kind] = m
			order = append(order, f.kind)
		}
		readHostile(t, readers, f, m)
	}
	if runtime.GOOS == "linux" {
		var out strings.Builder
		w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "kind\tfiles\trefused\tstopped\tpeak MB\tof\tmost CPU\tof")
		for _, kind := range order {
			m := kinds[kind]
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", m.kind, m.files, m.refused, m.ends, m.peak>>20, m.worst, m.cpu, m.slowest)
		}
		w.Flush()
		t.Logf("%d files\n%s", len(files), out.String())
	}
	if r := readers.Read(t.Context(), "ke-hoach.txt", []byte(honestPlan), catalogue(t), Hints{}); r.Kind != data.KindPlan || data.Blocks(r.Problems) {
		t.Errorf("after all of them an honest file is read as %s, %v", r.Kind, r.Problems)
	}
}

func readHostile(t *testing.T, readers *Readers, f hostileFile, m *measured) {
	b := f.make(t)
	c := idleProcess(t, readers)
	before, _, _ := c.watch.usage()
	resetPeak(c)
	problems := readAll(t, readers, f.name, b)
	m.files++
	if data.Blocks(problems) {
		m.refused++
	} else if f.blocks {
		t.Errorf("%s is not refused: %v", f.name, problems)
	}
	for _, p := range problems {
		if p.Text == "" || strings.Contains(p.Text, "{") && strings.Contains(p.Text, "_") && len(p.Args) == 0 || p.Level == "" {
			t.Errorf("%s: the problem %+v", f.name, p)
		}
		if en := p.Sentence("en"); en == "" {
			t.Errorf("%s: no English for %s", f.name, p.Code)
		}
		if p.Code == "reading_stopped" {
			m.ends++
			t.Logf("%s: %s", f.name, p.Text)
		}
	}
	peak, cpu := peakOf(c)
	if peak > m.peak {
		m.peak, m.worst = peak, f.name
	}
	if cpu -= before; cpu > m.cpu {
		m.cpu, m.slowest = cpu, f.name
	}
	if peak >= mostMemory {
		t.Errorf("%s: the reading process occupied %d MB", f.name, peak>>20)
	}
}

// readAll reads a file, or all files of an archive, and gives all problems.
func readAll(t *testing.T, readers *Readers, name string, b []byte) []data.Problem {
	members, problems, archive := readers.Unpack(t.Context(), name, b)
	if !archive {
		members = []Member{{Name: name, Bytes: b}}
	}
	for _, m := range members {
		r := readers.Read(t.Context(), m.Name, m.Bytes, catalogue(t), Hints{})
		if r == nil {
			t.Fatalf("%s: no reading", name)
		}
		problems = append(problems, r.Problems...)
	}
	return problems
}

// idleProcess is the process that reads the next file, started if there is none.
func idleProcess(t *testing.T, readers *Readers) *readingProcess {
	readers.init()
	c := <-readers.slots
	if c == nil {
		var err error
		if c, err = startReading(readers.Command, readers.memory()); err != nil {
			t.Fatal(err)
		}
	}
	readers.slots <- c
	return c
}

// resetPeak has the kernel forget how much the process ever occupied.
func resetPeak(c *readingProcess) {
	if runtime.GOOS == "linux" {
		os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", c.cmd.Process.Pid), []byte("5"), 0)
	}
	c.peak.Store(0)
}

// peakOf is the most that the process occupied since then and the CPU that it
// has used: by the kernel's account while it lives, by what the watch saw of one
// that was killed.
func peakOf(c *readingProcess) (int64, time.Duration) {
	if c.cmd.ProcessState != nil {
		used, _ := c.cmd.ProcessState.SysUsage().(*syscall.Rusage)
		if used == nil {
			return c.peak.Load(), 0
		}
		return c.peak.Load(), time.Duration(used.Utime.Nano() + used.Stime.Nano())
	}
	cpu, _, _ := c.watch.usage()
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ := strings.Cut(after, "kB")
	kB, _ := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
	return max(kB<<10, c.peak.Load()), cpu
}

// BenchmarkHostileFiles reads the corpus; the CPU of the slowest file is what
// must stay under two seconds.
func BenchmarkHostileFiles(b *testing.B) {
	files := hostileCorpus()
	made := make([][]byte, len(files))
	for i, f := range files {
		made[i] = f.make(b)
	}
	readers := testReaders(b, "read", 1)
	readers.Time = 2 * time.Minute
	var most time.Duration
	slowest := ""
	for b.Loop() {
		for i, f := range files {
			readers.init()
			c := <-readers.slots
			readers.slots <- c
			var before time.Duration
			if c != nil {
				before, _, _ = c.watch.usage()
			}
			if members, _, archive := readers.Unpack(b.Context(), f.name, made[i]); archive {
				for _, m := range members {
					readers.Read(b.Context(), m.Name, m.Bytes, catalogue(b), Hints{})
				}
			} else {
				readers.Read(b.Context(), f.name, made[i], catalogue(b), Hints{})
			}
			if c != nil {
				if _, cpu := peakOf(c); cpu-before > most {
					most, slowest = cpu-before, f.name
				}
			}
		}
	}
	b.ReportMetric(most.Seconds(), "most-CPU-s")
	b.ReportMetric(float64(len(files)*b.N)/b.Elapsed().Seconds(), "files/s")
	b.Logf("the slowest is %s", slowest)
}
