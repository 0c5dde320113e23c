package ingest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"danbiet/data"
)

// Readers reads files that nobody vouches for. Each file is parsed in a child
// process, the reading process: this very program, started to do nothing but
// read. A goroutine that eats memory or never ends cannot be stopped; a process
// can. So a limit that a file runs into costs that file its reading, with a
// problem that says so, and nothing else: the next file is read by a fresh
// process.
//
// Three things hold the limits, each where the one before is too slow or not
// there: the runtime of the reading process collects harder as it nears its
// memory limit; the parent looks at the process every few milliseconds and
// kills it (memory, CPU, time by the clock); and the kernel refuses memory and
// CPU beyond them (rlimits on Linux, a job object on Windows).
//
// The processes stay: starting one costs as much as reading several files.
// The zero value reads in this process, without limits.
type Readers struct {
	// Command makes the command that starts a reading process: one that calls
	// ServeReader. Nil reads in this process.
	Command func() *exec.Cmd
	// N is how many processes there are at most, as many as cores when 0.
	N int
	// Time and CPU are what a file of no size may take, by the clock and of the
	// processor; each MiB adds to it (readingBudget). 10 s and 2 s when 0.
	Time, CPU time.Duration
	// Memory is what a reading process never goes over, in bytes; 300 MiB when 0.
	Memory int64
	// Tools are the programs that a reading process may start; none by default.
	Tools Tools
	// Converter turns old formats into ones that are read; nil refuses them.
	Converter *Converter

	start  sync.Once
	slots  chan *readingProcess // idle processes; nil stands for one not started
	ending sync.WaitGroup       // processes on their way out
	mu     sync.Mutex
	closed bool
}

const (
	defaultReadTime   = 10 * time.Second
	defaultReadCPU    = 2 * time.Second
	defaultReadMemory = 300 << 20
	// filesPerProcess: a process is replaced after so many files, before whatever
	// a parser keeps can add up.
	filesPerProcess = 500
	watchEvery      = 5 * time.Millisecond
)

func (p *Readers) init() {
	p.start.Do(func() {
		if p.N <= 0 {
			p.N = runtime.NumCPU()
		}
		p.slots = make(chan *readingProcess, p.N)
		for range p.N {
			p.slots <- nil
		}
	})
}

func (p *Readers) memory() int64 {
	if p.Memory > 0 {
		return p.Memory
	}
	return defaultReadMemory
}

// readingBudget is what a file may take. A limit that stops a bomb of 300 KB in
// two seconds must not stop an honest workbook of 10 MB: what may be spent grows
// with what was sent.
func (p *Readers) readingBudget(size int) (wall, cpu time.Duration) {
	wall, cpu = p.Time, p.CPU
	if wall <= 0 {
		wall = defaultReadTime
	}
	if cpu <= 0 {
		cpu = defaultReadCPU
	}
	perMiB := func(d time.Duration) time.Duration { return time.Duration(int64(d) * int64(size) >> 20) }
	return wall + perMiB(5*time.Second), cpu + perMiB(time.Second)
}

// Read reads one file in a reading process. The reading of a file that was
// stopped has one blocking problem, reading_stopped, that says at what. A
// reading process has its own copy of the catalogue; cat serves where
// files are read in this process. Read gives nil only when ctx ended first:
// nothing is known of the file then.
func (p *Readers) Read(ctx context.Context, name string, b []byte, cat *data.Catalogue, hints Hints) *data.Reading {
	first, why := p.read(ctx, name, b, cat, hints)
	switch {
	case ctx.Err() != nil && first.Reading == nil:
		return nil
	case why != nil:
		return stoppedReading(name, b, why)
	case first.Convert == (conversion{}) || p.Converter == nil:
		return first.Reading
	}
	return p.readConverted(ctx, name, b, cat, hints, first)
}

func (p *Readers) read(ctx context.Context, name string, b []byte, cat *data.Catalogue, hints Hints) (reply, *stop) {
	if p.Command == nil {
		return reply{Reading: p.Tools.ReadWith(name, b, cat, hints), Convert: conversionOf(b)}, nil
	}
	var got reply
	why := p.ask(ctx, request{Task: taskRead, Name: name, Bytes: b, Hints: hints, Tools: p.Tools}, func(r reply) { got = r })
	return got, why
}

// Unpack unpacks a zip of files in a reading process (see the function Unpack).
// archive is false when the file is none: an Office document is a zip, too.
// After ctx ended it gives nothing.
func (p *Readers) Unpack(ctx context.Context, name string, b []byte) (members []Member, problems []data.Problem, archive bool) {
	switch {
	case !mayBeArchive(b):
		return nil, nil, false
	case p.Command == nil:
		if !isArchive(b) {
			return nil, nil, false
		}
		members, problems = Unpack(name, b)
		return members, problems, true
	}
	why := p.ask(ctx, request{Task: taskUnpack, Name: name, Bytes: b}, func(r reply) {
		archive = archive || r.Archive
		problems = append(problems, r.Problems...)
		if r.Member != nil {
			members = append(members, *r.Member)
		}
	})
	switch {
	case ctx.Err() != nil:
		return nil, nil, true
	case why != nil: // half an archive would look like a whole one
		return nil, stoppedReading(name, b, why).Problems, true
	}
	return members, problems, archive
}

// Close ends the reading processes, after the files that they are reading.
func (p *Readers) Close() error {
	p.init()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	for range p.N {
		p.retire(<-p.slots)
	}
	close(p.slots)
	p.ending.Wait()
	return nil
}

// A stop says why a file was not read to its end.
type stop struct{ vi, en string }

func stopFor(format, formatEn string, args ...any) *stop {
	return &stop{fmt.Sprintf(format, args...), fmt.Sprintf(formatEn, args...)}
}

func stoppedReading(name string, b []byte, why *stop) *data.Reading {
	return Unread(name, b, []data.Problem{data.NewProblem("reading_stopped", data.Block, data.Place{}, "name", name, "why", why.vi, "why_en", why.en)})
}

// Unread is the reading of a file of which nothing was read, with the problems
// that say why.
func Unread(name string, b []byte, problems []data.Problem) *data.Reading {
	r := newReading(name, b, "")
	r.File = fileInfo(name, b, "")
	r.Problems = append(r.Problems, problems...)
	return r
}

// ask gives a request to a reading process and hears its replies. A process
// that died of what no limit explains (the machine ran out of memory, a person
// killed it) is given a second try: the file may be innocent.
func (p *Readers) ask(ctx context.Context, req request, each func(reply)) *stop {
	if len(req.Bytes) > maxFile {
		return &stop{"tệp lớn hơn giới hạn " + megabytes(maxFile), "it is larger than the limit of 64 MB"}
	}
	p.init()
	var c *readingProcess
	select {
	case got, open := <-p.slots:
		if !open {
			return stopFor("chương trình đang dừng", "the program is stopping")
		}
		c = got
	case <-ctx.Done():
		return stopFor("đã dừng theo yêu cầu", "it was cancelled")
	}
	defer func() { p.slots <- c }()
	wall, cpu := p.readingBudget(len(req.Bytes))
	req.Memory, req.CPU = p.memory(), cpu
	var why *stop
	for range 2 {
		var explained bool
		if c, why, explained = p.try(ctx, c, req, wall, each); why == nil || explained || ctx.Err() != nil {
			break
		}
	}
	return why
}

// try has a process, or a new one for nil, serve a request. It gives back the
// process that the next request goes to, nil for none.
func (p *Readers) try(ctx context.Context, c *readingProcess, req request, wall time.Duration, each func(reply)) (_ *readingProcess, why *stop, explained bool) {
	if c == nil {
		var err error
		if c, err = startReading(p.Command, p.memory()); err != nil {
			return nil, stopFor("không khởi động được tiến trình đọc (%s)", "the reading process could not be started (%s)", err), false
		}
	}
	replies, why, explained := c.exchange(ctx, req, wall)
	if why != nil {
		return nil, why, explained
	}
	for _, r := range replies {
		each(r)
	}
	if c.worn {
		p.retire(c)
		return nil, nil, true
	}
	return c, nil, true
}

// readingProcess is one child with its pipes.
type readingProcess struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	last   *tail // of what it wrote to its standard error
	watch  *processWatch
	dir    string // for the files of its tools, gone with it
	memory int64
	files  int
	worn   bool         // due for replacement
	peak   atomic.Int64 // most memory that the watch saw it occupy
}

func startReading(command func() *exec.Cmd, memory int64) (_ *readingProcess, err error) {
	c := &readingProcess{cmd: command(), last: &tail{}, memory: memory}
	c.cmd.Stderr = c.last
	ownGroup(c.cmd)
	if c.dir, err = os.MkdirTemp("", "danbiet-reading-*"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(c.dir)
		}
	}()
	c.cmd.Env = append(leanEnvironment(c.cmd.Env), "TMPDIR="+c.dir, "TMP="+c.dir, "TEMP="+c.dir)
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err = startUnprivileged(c.cmd); err != nil {
		return nil, err
	}
	if c.watch, err = watchProcess(c.cmd.Process.Pid, memory); err != nil {
		c.cmd.Process.Kill()
		c.cmd.Wait()
		return nil, err
	}
	c.in, c.out = in, bufio.NewReaderSize(out, 64<<10)
	return c, nil
}

// leanEnvironment is what a reading process needs of the environment beside
// what its command sets: where programs are, and what Windows cannot do without.
// No password and no token of this process's reaches it.
func leanEnvironment(own []string) []string {
	for _, key := range []string{"PATH", "SYSTEMROOT", "GOCOVERDIR"} {
		if v, ok := os.LookupEnv(key); ok {
			own = append(own, key+"="+v)
		}
	}
	return append(own, "GOTRACEBACK=single")
}

// exchange sends one request and hears its replies out. With a stop the process
// is gone; explained says that a limit or ctx ended it.
func (c *readingProcess) exchange(ctx context.Context, req request, wall time.Duration) (replies []reply, why *stop, explained bool) {
	guard := c.guardExchange(ctx, wall, req.CPU)
	err := writeFrame(c.in, &req)
	for err == nil {
		var r reply
		if err = readFrame(c.out, c.memory, &r); err != nil {
			break
		}
		replies = append(replies, r)
		if r.Last {
			c.files++
			c.worn = c.files >= filesPerProcess || r.Footprint > c.memory/2
			break
		}
	}
	why = guard()
	if err == nil && why == nil {
		return replies, nil, true
	}
	c.watch.kill(c.cmd)
	c.in.Close()
	waited := c.cmd.Wait()
	c.bury()
	if why == nil {
		why = c.autopsy(waited, req.CPU)
	}
	if why != nil {
		return nil, why, true
	}
	return nil, stopFor("chương trình đọc gặp lỗi", "the reader failed"), false
}

// guardExchange kills the process when it goes over a limit or ctx ends. The
// function that it returns ends the watch and says why it killed, if it did.
func (c *readingProcess) guardExchange(ctx context.Context, wall, cpu time.Duration) func() *stop {
	before, _, _ := c.watch.usage()
	done, ended := make(chan struct{}), make(chan *stop, 1)
	go func() {
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		deadline := time.Now().Add(wall)
		for {
			var why *stop
			select {
			case <-done:
				ended <- nil
				return
			case <-ctx.Done():
				why = stopFor("đã dừng theo yêu cầu", "it was cancelled")
			case now := <-tick.C:
				used, resident, known := c.watch.usage()
				c.peak.Store(max(c.peak.Load(), resident))
				switch {
				case now.After(deadline):
					why = overTime(wall)
				case known && used-before > cpu:
					why = overTime(cpu)
				case known && resident > c.memory-c.memory/8:
					why = c.overMemory()
				}
			}
			if why != nil {
				c.watch.kill(c.cmd)
				ended <- why
				return
			}
		}
	}()
	return func() *stop {
		close(done)
		return <-ended
	}
}

func overTime(limit time.Duration) *stop {
	seconds := limit.Round(100 * time.Millisecond).Seconds()
	return &stop{"đọc quá " + FormatNumber(seconds) + " giây", fmt.Sprintf("it took more than %g s to read", seconds)}
}

func (c *readingProcess) overMemory() *stop {
	return stopFor("cần quá %d MB bộ nhớ để đọc", "it takes more than %d MB of memory to read", c.memory>>20)
}

// autopsy tells from how a process ended whether a limit of the kernel or of
// the runtime ended it; nil when it died of something else.
func (c *readingProcess) autopsy(err error, cpu time.Duration) *stop {
	said := c.last.String()
	switch {
	case strings.Contains(said, "out of memory"), strings.Contains(said, "cannot allocate memory"), strings.Contains(said, "failed to create new OS thread"):
		return c.overMemory()
	case strings.Contains(said, "stack exceeds"):
		return stopFor("cấu trúc bên trong lồng nhau quá sâu", "it is nested too deeply")
	case strings.Contains(said, "SIGXCPU"), err != nil && strings.Contains(err.Error(), "CPU time limit"):
		return overTime(cpu)
	}
	return nil
}

// retire lets a process end in its own time: it leaves when its input ends.
func (p *Readers) retire(c *readingProcess) {
	if c == nil {
		return
	}
	c.in.Close()
	p.ending.Go(func() {
		timer := time.AfterFunc(time.Second, func() { c.watch.kill(c.cmd) })
		defer timer.Stop()
		c.cmd.Wait()
		c.bury()
	})
}

// bury clears away what a process that has ended leaves.
func (c *readingProcess) bury() {
	c.watch.close()
	os.RemoveAll(c.dir)
}

// tail keeps the first and the last of what is written to it: of a crash, the
// first lines say what it was.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

const maxTail = 8 << 10

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := maxTail - len(t.kept); room > 0 {
		t.kept = append(t.kept, b[:min(room, len(b))]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}
