package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"danbiet/data"
	"danbiet/ingest"
)

var kills = flag.Int("kills", 10, "rounds of TestKilledImportKeepsItsReceipts")

// The promise of a receipt: whatever happens to the process afterwards, the
// submission is there when the folder is opened again. Rounds share a folder
// until an import gets to its end, so that every part of it is interrupted.
func TestKilledImportKeepsItsReceipts(t *testing.T) {
	files := t.TempDir()
	cat, err := data.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	stats, err := ingest.WriteSample(files, cat, 7)
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, %d files", seed, stats.Files)
	random := rand.New(rand.NewPCG(seed, 0))

	dir := t.TempDir()
	finished := 0
	for round := range *kills {
		receipts, done := interruptedImport(t, dir, files, time.Duration(random.IntN(1500))*time.Millisecond)
		verify(t, dir, receipts, fmt.Sprintf("round %d", round))
		if done {
			finished++
			dir = t.TempDir()
		}
	}
	// What was interrupted is finished by the next import, with one submission a file.
	for done := false; !done; {
		_, done = interruptedImport(t, dir, files, time.Minute)
	}
	store := verify(t, dir, nil, "at the end")
	defer store.Close()
	lines, err := store.LedgerLines("")
	if err != nil {
		t.Fatal(err)
	}
	received, read := 0, 0
	for _, l := range lines {
		switch l.Kind {
		case "submission.received":
			received++
		case "submission.read":
			read++
		}
	}
	if received == 0 || received != read {
		t.Errorf("%d submissions received, %d read; want every one read once", received, read)
	}
	t.Logf("%d of %d imports got to their end before the kill", finished, *kills)
}

// interruptedImport runs an import as its own process and kills it after a
// while. It returns the receipts that were given, by file name, and whether the
// import got to its end.
func interruptedImport(t *testing.T, dir, files string, after time.Duration) (map[string]int64, bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test program runs as danbiet when that is its name (TestMain).
	program := filepath.Join(t.TempDir(), "danbiet")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "import", "-v", "--data", dir, files)
	var problems strings.Builder
	cmd.Stderr = &problems
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	receipts := map[string]int64{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		rest, ok := strings.CutPrefix(lines.Text(), "Biên nhận ")
		number, name, ok2 := strings.Cut(rest, ": ")
		if n, err := strconv.ParseInt(number, 10, 64); ok && ok2 && err == nil {
			receipts[name] = n
		}
	}
	err = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code >= exitUsage {
		t.Fatalf("import failed: %v\n%s", err, problems.String())
	}
	return receipts, cmd.ProcessState.ExitCode() >= 0
}

// verify opens the folder as a restart would and holds every receipt against it.
func verify(t *testing.T, dir string, receipts map[string]int64, when string) *data.Store {
	t.Helper()
	ctx := context.Background()
	store, err := data.Open(ctx, data.Options{Dir: dir, Now: time.Now})
	if err != nil {
		t.Fatalf("%s: reopen: %v", when, err)
	}
	for name, id := range receipts {
		if _, err := store.Receipt(ctx, id); err != nil {
			t.Errorf("%s: receipt %d (%s) is gone: %v", when, id, name, err)
		}
	}
	report, err := store.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Faults {
		t.Errorf("%s: check: %s", when, f)
	}
	if receipts != nil {
		store.Close()
	}
	return store
}
