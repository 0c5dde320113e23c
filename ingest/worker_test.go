package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"danbiet/data"
)

// The test program is its own reading process when this is set: "read" reads as
// the program does, "misbehave" does what the name of the file says as well.
const envTestReader = "DANBIET_TEST_READER"

func TestMain(m *testing.M) {
	mode := os.Getenv(envTestReader)
	if mode == "" {
		os.Exit(m.Run())
	}
	cat, err := data.LoadCatalogue()
	if err == nil && mode == "misbehave" {
		err = serveRequests(os.Stdin, os.Stdout, func(req *request, send func(*reply) error) error {
			misbehave(req.Name)
			return serve(req, cat, send)
		})
	} else if err == nil {
		err = ServeReader(os.Stdin, os.Stdout, cat)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var sink [][]byte

// misbehave is a parser with a fault.
func misbehave(how string) {
	switch how {
	case "memory": // faster than anybody looks
		for {
			b := make([]byte, 32<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			sink = append(sink, b)
		}
	case "spin":
		for n := 0; n >= 0; {
			n ^= 1
		}
	case "sleep":
		time.Sleep(time.Hour)
	case "panic":
		go panic("beyond any recover")
		time.Sleep(time.Hour)
	case "deep":
		var deep func(n int) int
		deep = func(n int) int { return deep(n+1) + n }
		deep(0)
	case "leave":
		os.Exit(0)
	case "write":
		if err := os.WriteFile(filepath.Join(os.TempDir(), "written"), []byte("x"), 0o600); err == nil {
			panic("a reading process could write a file")
		}
	}
}

// testReaders are readers whose processes are this test program.
func testReaders(tb testing.TB, mode string, n int) *Readers {
	tb.Helper()
	p := &Readers{N: n, Command: func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = []string{envTestReader + "=" + mode}
		return cmd
	}}
	tb.Cleanup(func() { p.Close() })
	return p
}

// sampleFiles are the made-up files of the program, by path.
func sampleFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	dir := tb.TempDir()
	if _, err := WriteSample(dir, catalogue(tb), 1); err != nil {
		tb.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[name], err = os.ReadFile(name); err != nil {
			tb.Fatal(err)
		}
	}
	return files
}

func TestAReadingProcessLosesNothingOfAReading(t *testing.T) {
	cat := catalogue(t)
	readers := testReaders(t, "read", 2)
	files := sampleFiles(t)
	if len(files) < 100 {
		t.Fatalf("got %d files", len(files))
	}
	zeros := 0
	for name, b := range files {
		base := filepath.Base(name)
		want := Read(base, b, cat)
		got := readers.Read(t.Context(), base, b, cat, Hints{})
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the reading differs", base)
		}
		if got.Report == nil {
			continue
		}
		for _, task := range got.Report.Tasks {
			if task.Actual != nil && *task.Actual == 0 {
				zeros++
			}
		}
	}
	if zeros == 0 {
		t.Error("no file states an actual of 0, which an encoding can lose")
	}
}

func TestHintsReachTheReadingProcess(t *testing.T) {
	want := request{Task: taskRead, Name: "a", Bytes: []byte{1}, Memory: 5, CPU: time.Second, Hints: Hints{Sender: "xa-tan-an", UnitID: "u", Period: "2024-6T",
		Kind: data.KindReport, Aliases: map[string]string{"Tân An": "xa-tan-an"},
		Corrections: []data.Correction{{At: data.Place{Sheet: "S", Cell: "B4"}, Code: "QC42", Part: "a", Was: "1", Value: "2"}}}}
	var frame bytes.Buffer
	if err := writeFrame(&frame, &want); err != nil {
		t.Fatal(err)
	}
	var got request
	if err := readFrame(&frame, maxRequest, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

// A file over a limit costs its own reading and nothing else: the file after it
// is read as if nothing had been.
func TestAFileOverALimitIsStoppedAndTheNextIsRead(t *testing.T) {
	honest := []byte("KẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2024\n\nI. NHIỆM VỤ\n1. Tuyên truyền.\n")
	for _, c := range []struct {
		name, says, saysEn string
		wall, cpu          time.Duration
	}{
		{"memory", "cần quá 300 MB bộ nhớ", "more than 300 MB of memory", time.Minute, time.Minute},
		{"spin", "đọc quá 1 giây", "more than 1 s", time.Minute, time.Second},
		{"sleep", "đọc quá 0,5 giây", "more than 0.5 s", 500 * time.Millisecond, time.Minute},
		{"panic", "chương trình đọc gặp lỗi", "the reader failed", time.Minute, time.Minute},
		{"deep", "lồng nhau quá sâu", "nested too deeply", time.Minute, time.Minute},
		{"leave", "chương trình đọc gặp lỗi", "the reader failed", time.Minute, time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			readers := testReaders(t, "misbehave", 1)
			readers.Time, readers.CPU = c.wall, c.cpu
			r := readers.Read(t.Context(), c.name, honest, nil, Hints{})
			if len(r.Problems) != 1 || r.Problems[0].Code != "reading_stopped" || r.Problems[0].Level != data.Block {
				t.Fatalf("got %+v", r.Problems)
			}
			if got := r.Problems[0].Text; !strings.Contains(got, c.says) {
				t.Errorf("got %q, want %q in it", got, c.says)
			}
			if got := r.Problems[0].Sentence("en"); !strings.Contains(got, c.saysEn) {
				t.Errorf("got %q, want %q in it", got, c.saysEn)
			}
			if r.File.Name != c.name || r.File.Bytes != int64(len(honest)) || r.File.SHA256 == "" {
				t.Errorf("got %+v", r.File)
			}
			next := readers.Read(t.Context(), "ke-hoach.txt", honest, nil, Hints{})
			if next.Kind != data.KindPlan || data.Blocks(next.Problems) {
				t.Errorf("the next file: %s %+v", next.Kind, next.Problems)
			}
		})
	}
}

func TestAReadingThatIsCancelledSaysNothingOfTheFile(t *testing.T) {
	readers := testReaders(t, "misbehave", 1)
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	if r := readers.Read(ctx, "sleep", []byte("x"), nil, Hints{}); r != nil {
		t.Errorf("got %+v", r.Problems)
	}
	if r := readers.Read(t.Context(), "a.txt", nil, nil, Hints{}); r == nil || r.Problems[0].Code != "empty" {
		t.Errorf("got %+v", r)
	}
}

func TestAReadingProcessCannotWriteFiles(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the limit is Linux's")
	}
	t.Setenv("TMPDIR", t.TempDir())
	readers := testReaders(t, "misbehave", 1)
	r := readers.Read(t.Context(), "write", nil, nil, Hints{})
	if len(r.Problems) != 1 || r.Problems[0].Code != "empty" {
		t.Errorf("got %+v", r.Problems)
	}
}

func TestAReaderThatCannotBeStartedIsSaid(t *testing.T) {
	readers := &Readers{Command: func() *exec.Cmd { return exec.Command(filepath.Join(t.TempDir(), "none")) }}
	defer readers.Close()
	r := readers.Read(t.Context(), "a.txt", []byte("x"), nil, Hints{})
	if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Text, "không khởi động được") {
		t.Errorf("got %+v", r.Problems)
	}
}

func TestReadersEndTheirProcesses(t *testing.T) {
	readers := testReaders(t, "read", 2)
	readers.Read(t.Context(), "a.txt", []byte("x"), nil, Hints{})
	c := <-readers.slots
	if c == nil {
		c = <-readers.slots
		readers.slots <- nil
	}
	readers.slots <- c
	if err := readers.Close(); err != nil {
		t.Fatal(err)
	}
	for range 500 {
		if err := exec.Command("kill", "-0", fmt.Sprint(c.cmd.Process.Pid)).Run(); err != nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the process is still there")
}

func TestAMessageThatClaimsToBeLongIsNotBelieved(t *testing.T) {
	frame := append([]byte{0, 0, 0x7f, 0, 0, 0, 0, 0}, "short"...)
	var r reply
	if err := readFrame(bytes.NewReader(frame), 1<<20, &r); err == nil {
		t.Error("no error")
	}
	if err := readFrame(io.LimitReader(bytes.NewReader(frame), 3), 1<<20, &r); err == nil {
		t.Error("no error")
	}
}

// FuzzMessage: whatever comes through the pipe, both sides stay alive.
func FuzzMessage(f *testing.F) {
	var frame bytes.Buffer
	writeFrame(&frame, &request{Task: taskRead, Name: "a", Bytes: []byte("x"), Hints: Hints{Aliases: map[string]string{"a": "b"}}})
	f.Add(frame.Bytes()[8:])
	frame.Reset()
	writeFrame(&frame, &reply{Reading: &data.Reading{Cells: []data.Cell{{Text: "a"}}}, Last: true})
	f.Add(frame.Bytes()[8:])
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 64<<10 {
			return
		}
		var req request
		decodeMessage(b, &req)
		var rep reply
		decodeMessage(b, &rep)
	})
}

// BenchmarkRead compares reading in this process, one file after another and
// on all cores, with reading in child processes.
func BenchmarkRead(b *testing.B) {
	cat := catalogue(b)
	var files [][]byte
	for name, file := range sampleFiles(b) {
		if strings.HasSuffix(name, ".xlsx") {
			files = append(files, file)
		}
	}
	for len(files) < 200 {
		files = append(files, files[len(files)%50])
	}
	files = files[:200]
	run := func(name string, read func([]byte) *data.Reading) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var reading sync.WaitGroup
				for core := range runtime.NumCPU() {
					reading.Go(func() {
						for i := core; i < len(files); i += runtime.NumCPU() {
							if r := read(files[i]); r.Report == nil {
								b.Errorf("read as %s: %v", r.Kind, r.Problems)
							}
						}
					})
				}
				reading.Wait()
			}
			b.ReportMetric(float64(len(files)*b.N)/b.Elapsed().Seconds(), "files/s")
		})
	}
	run("in process", func(file []byte) *data.Reading { return Read("mau.xlsx", file, cat) })
	readers := testReaders(b, "read", 0)
	run("children", func(file []byte) *data.Reading { return readers.Read(b.Context(), "mau.xlsx", file, cat, Hints{}) })
}
