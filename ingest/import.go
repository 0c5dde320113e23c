package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"danbiet/data"
)

// ReaderVersion names the reader in the events, so that a later one can say
// which files it would read differently.
const ReaderVersion = "2"

// autoReviewer is the actor of an acceptance that no person made: without a
// register and without accounts a readable submission is accepted as it is.
const autoReviewer = "danbiet"

// maxFile is the largest file that is kept: nothing an office sends is larger,
// and it is read into memory.
const maxFile = 64 << 20

// Importer takes in files: it keeps the originals, gives receipts, reads, and
// records what was understood.
type Importer struct {
	Store *data.Store
	Actor string
	Now   func() time.Time
	// Sender is the unit that sends what Import takes in, "" when the files alone
	// say whose they are.
	Sender string
	// Readers read the files; nil reads in this process, without limits.
	Readers *Readers
	// Received is told of each receipt as soon as it is safe, Progress of the
	// files finished so far; nil is silence.
	Received func(receipt int64, name string)
	Progress func(done, total int, name string)
}

// FileState is what became of one file of an import.
type FileState string

// What can become of a file.
const (
	FileAccepted FileState = "accepted"
	FileReturned FileState = "returned"
	FilePending  FileState = "pending"
	FileRefused  FileState = "refused"
	// FileWaiting: questions are open, or the sender has not confirmed it yet.
	FileWaiting   FileState = "waiting"
	FileDuplicate FileState = "duplicate"
	// FileUnchanged: it says what the current version says already; it was not
	// recorded as another.
	FileUnchanged FileState = "unchanged"
	// FileFailed: it could not be read from disk, or its register is at fault;
	// nothing was received.
	FileFailed FileState = "failed"
)

// ImportedFile is one file of an import's summary.
type ImportedFile struct {
	Path       string
	State      FileState
	Submission int64 // receipt number; of the first arrival for a duplicate
	Receipt    data.Receipt
	Kind       data.DocumentKind
	UnitID     string
	PeriodID   string
	Year       int
	Problems   []data.Problem
	// FileNo is its number in its submission, Questions what it leaves open.
	FileNo    int
	Questions []data.Question
}

// Summary is what an import did, file by file in the order taken.
type Summary struct{ Files []ImportedFile }

// Count is the number of files in a state.
func (s *Summary) Count(state FileState) int {
	n := 0
	for _, f := range s.Files {
		if f.State == state {
			n++
		}
	}
	return n
}

// AllAccepted reports whether no file was refused, failed or waits for answers.
func (s *Summary) AllAccepted() bool {
	return s.Count(FileRefused) == 0 && s.Count(FileFailed) == 0 && s.Count(FileWaiting) == 0
}

// Import takes in files and folders. A folder has one register and goes in
// batches; a batch costs one sync of the ledger whatever its size. Files that are refused are kept and recorded with
// their problems. The error is for what stopped the import; faults of files are
// in the summary. It first finishes what an earlier process left unread.
func (im *Importer) Import(ctx context.Context, paths ...string) (*Summary, error) {
	if _, err := im.Resume(ctx); err != nil {
		return nil, err
	}
	folders, total, err := collect(paths)
	if err != nil {
		return nil, err
	}
	// One batch is recorded while the next is kept and read: reading fills the
	// cores, recording waits for one core and the disk.
	ctx, stop := context.WithCancel(ctx)
	batches := make(chan *batch, 1)
	go func() {
		defer close(batches)
		im.take(ctx, folders, batches)
	}()
	sum := &Summary{}
	done := 0
	err = func() error {
		for b := range batches {
			if b.err == nil {
				b.err = im.record(ctx, b)
			}
			if b.err != nil {
				return b.err
			}
			for _, a := range b.all {
				sum.Files = append(sum.Files, a.ImportedFile)
			}
			done += b.taken
			if im.Progress != nil {
				im.Progress(done, total, b.all[len(b.all)-1].Path)
			}
		}
		return nil
	}()
	stop()
	for range batches { // the taker has seen the stop and leaves
	}
	return sum, err
}

// batch is some files on their way that came together: all of them, and the
// sendings that the new ones among them make.
type batch struct {
	taken    int // files that were given, an archive as one
	all      []*arrival
	sendings []*intake
	err      error
}

// take keeps, reads and groups the folders' files, batch by batch.
func (im *Importer) take(ctx context.Context, folders []folder, out chan<- *batch) {
	for _, folder := range folders {
		reg, faults, err := im.register(ctx, folder.dir)
		for files := folder.files; len(files) > 0; {
			part := files[:nextBatch(files)]
			files = files[len(part):]
			b := &batch{err: err, taken: len(part)}
			for _, path := range part {
				b.all = append(b.all, &arrival{ImportedFile: ImportedFile{Path: path}, reg: reg, sender: im.Sender})
			}
			switch {
			case b.err != nil:
			case data.Blocks(faults):
				for _, a := range b.all {
					a.State, a.Problems = FileFailed, faults
				}
			default:
				parallel(b.all, func(a *arrival) error { a.load(); return nil })
				b.err = im.prepare(ctx, b)
			}
			select {
			case out <- b:
			case <-ctx.Done():
				return
			}
			if b.err != nil {
				return
			}
		}
	}
}

// A batch is one transaction: so many files, or bytes of them, whichever comes
// first, since its files are held in memory. It grows to twice as much where names
// that belong together would be parted otherwise. A transaction costs some 50 ms
// of CPU however small it is.
const (
	batchSize  = 128
	batchBytes = 64 << 20
)

// nextBatch is how many of the files the next batch takes: neighbours whose
// names speak of the same stay together.
func nextBatch(files []string) int {
	bytes := int64(0)
	for n, path := range files {
		if info, err := os.Stat(path); err == nil {
			bytes += min(info.Size(), maxFile)
		}
		kin := n > 0 && kinKey(path) == kinKey(files[n-1])
		switch full := n >= batchSize || bytes > batchBytes; {
		case n == 0:
		case n >= 2*batchSize || bytes > 2*batchBytes, full && !kin:
			return n
		}
	}
	return len(files)
}

type folder struct {
	dir   string
	files []string
}

// collect lists the files by folder, files of the same thing as neighbours.
// Hidden files, locks of open documents and registers are not submissions.
func collect(paths []string) ([]folder, int, error) {
	byDir := map[string][]string{}
	total := 0
	add := func(path string) {
		if name := filepath.Base(path); leftover(name) || strings.EqualFold(name, RegisterName) {
			return
		}
		byDir[filepath.Dir(path)] = append(byDir[filepath.Dir(path)], path)
		total++
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, 0, fmt.Errorf("%w: %w", data.ErrInvalid, err)
		}
		if !info.IsDir() {
			add(p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				add(path)
			}
			return err
		})
		if err != nil {
			return nil, 0, err
		}
	}
	var folders []folder
	for dir, files := range byDir {
		slices.SortFunc(files, func(a, b string) int { return cmp.Or(cmp.Compare(kinKey(a), kinKey(b)), cmp.Compare(a, b)) })
		folders = append(folders, folder{dir, files})
	}
	sort.Slice(folders, func(i, j int) bool { return folders[i].dir < folders[j].dir })
	return folders, total, nil
}

// register reads the register of a folder and keeps it among the originals; nil
// when there is none.
func (im *Importer) register(ctx context.Context, dir string) (*Register, []data.Problem, error) {
	b, err := os.ReadFile(filepath.Join(dir, RegisterName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	reg, faults := ReadRegister(b)
	if data.Blocks(faults) {
		return reg, faults, nil
	}
	info, err := im.Store.Keep(ctx, RegisterName, strings.NewReader(string(b)))
	reg.SHA256 = info.SHA256
	return reg, faults, err
}

// parallel runs one step over all on as many workers as there are
// cores and returns the first error in their order.
func parallel[T any](all []T, step func(T) error) error {
	errs := make([]error, len(all))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(2*runtime.NumCPU(), len(all)) { // twice: half of them wait for the disk
		wg.Go(func() {
			for i := range next {
				errs[i] = step(all[i])
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	wg.Wait()
	return errors.Join(errs...)
}
