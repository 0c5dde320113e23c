package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"danbiet/data"
)

// ReaderVersion names the reader in the events, so that a later one can say
// which files it would read differently.
const ReaderVersion = "1"

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
	// Received is told of each receipt as soon as it is safe, Progress of the
	// files finished so far; nil is silence.
	Received func(receipt int64, name string)
	Progress func(done, total int, name string)
}

// FileState is what became of one file of an import.
type FileState string

// What can become of a file.
const (
	FileAccepted  FileState = "accepted"
	FileReturned  FileState = "returned"
	FilePending   FileState = "pending"
	FileRefused   FileState = "refused"
	FileDuplicate FileState = "duplicate"
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

// AllAccepted reports whether no file was refused, failed or returned unread.
func (s *Summary) AllAccepted() bool {
	return s.Count(FileRefused) == 0 && s.Count(FileFailed) == 0
}

// Import takes in files and folders. A folder has one register and goes in
// batches of at most batchSize files; a batch costs three syncs of the ledger
// whatever its size. Files that are refused are kept and recorded with
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
	// One batch is recorded while the next is received and read: reading fills
	// the cores, recording waits for one core and the disk.
	ctx, stop := context.WithCancel(ctx)
	batches := make(chan batch, 1)
	go func() {
		defer close(batches)
		im.take(ctx, folders, batches)
	}()
	sum := &Summary{}
	err = func() error {
		for b := range batches {
			if b.err == nil {
				b.err = im.record(ctx, b.fresh)
			}
			if b.err != nil {
				return b.err
			}
			for _, a := range b.all {
				sum.Files = append(sum.Files, a.ImportedFile)
			}
			if im.Progress != nil {
				im.Progress(len(sum.Files), total, b.all[len(b.all)-1].Path)
			}
		}
		return nil
	}()
	stop()
	for range batches { // the taker has seen the stop and leaves
	}
	return sum, err
}

// batch is some files of one folder on their way: all of them, and those that
// are new and have been read.
type batch struct {
	all, fresh []*arrival
	err        error
}

// take receives and reads the folders' files, batch by batch.
func (im *Importer) take(ctx context.Context, folders []folder, out chan<- batch) {
	for _, folder := range folders {
		reg, faults, err := im.register(ctx, folder.dir)
		for files := folder.files; len(files) > 0; {
			part := files[:min(batchSize, len(files))]
			files = files[len(part):]
			b := batch{err: err}
			for _, path := range part {
				b.all = append(b.all, &arrival{ImportedFile: ImportedFile{Path: path}, reg: reg})
			}
			switch {
			case b.err != nil:
			case data.Blocks(faults):
				for _, a := range b.all {
					a.State, a.Problems = FileFailed, faults
				}
			default:
				b.fresh, b.err = im.receiveAndRead(ctx, b.all)
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

func (im *Importer) receiveAndRead(ctx context.Context, all []*arrival) ([]*arrival, error) {
	if err := parallel(all, func(a *arrival) error { return im.keep(ctx, a) }); err != nil {
		return nil, err
	}
	fresh, err := im.receive(ctx, all)
	if err != nil {
		return nil, err
	}
	return fresh, im.read(fresh)
}

// batchSize bounds what one transaction holds.
const batchSize = 64

type folder struct {
	dir   string
	files []string
}

// collect lists the files by folder, both in order of name. Hidden files, locks
// of open documents and registers are not submissions.
func collect(paths []string) ([]folder, int, error) {
	byDir := map[string][]string{}
	total := 0
	add := func(path string) {
		name := filepath.Base(path)
		if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.EqualFold(name, RegisterName) {
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
		sort.Strings(files)
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

// arrival is one file on its way through a batch.
type arrival struct {
	ImportedFile
	bytes    []byte
	info     data.FileInfo
	row      RegisterRow
	listed   bool
	reg      *Register
	received time.Time
	reading  *data.Reading
	hash     string
}

// keep reads a file from disk and puts it among the originals.
func (im *Importer) keep(ctx context.Context, s *arrival) error {
	name := filepath.Base(s.Path)
	fail := func(p data.Problem) error {
		s.State, s.Problems = FileFailed, []data.Problem{p}
		return nil
	}
	info, err := os.Stat(s.Path)
	if err == nil && info.Size() > maxFile {
		return fail(data.NewProblem("too_large", data.Block, data.Place{}, "name", name,
			"got", strconv.FormatInt(info.Size()>>20, 10)+" MB", "want", strconv.Itoa(maxFile>>20)+" MB"))
	}
	if err == nil {
		s.bytes, err = os.ReadFile(s.Path)
	}
	if err != nil {
		return fail(data.NewProblem("damaged", data.Block, data.Place{}, "name", name, "where", s.Path, "why", err.Error()))
	}
	s.info, err = im.Store.Keep(ctx, name, strings.NewReader(string(s.bytes)))
	return err
}

// receive gives receipts: after it the files and their receipts are safe.
// Bytes that were received before get the first receipt and go no further.
func (im *Importer) receive(ctx context.Context, all []*arrival) ([]*arrival, error) {
	var fresh []*arrival
	var events []data.Event
	inBatch := map[string]*arrival{}
	var again []*arrival
	for _, s := range all {
		if s.State == FileFailed {
			continue
		}
		if inBatch[s.info.SHA256] != nil || im.Store.SubmissionOf(s.info.SHA256) != 0 {
			again = append(again, s)
			continue
		}
		inBatch[s.info.SHA256] = s
		e := &data.SubmissionReceived{ReceivedAt: im.Now().UTC(), ClockKnown: true, Files: []data.FileInfo{s.info}}
		s.row, s.listed = s.reg.Row(s.info.Name)
		if s.listed {
			e.ReceivedAt, e.ClockKnown, e.RegisterSHA256, e.RegisterRow = s.row.Received, s.row.ClockKnown, s.reg.SHA256, s.row.Row
		}
		s.received = e.ReceivedAt
		fresh, events = append(fresh, s), append(events, e)
	}
	seqs, err := im.Store.Record(ctx, im.Actor, events...)
	if err != nil {
		return nil, err
	}
	for i, s := range fresh {
		s.Submission = seqs[i]
		if im.Received != nil {
			im.Received(s.Submission, s.info.Name)
		}
	}
	for _, s := range again {
		s.State, s.Submission = FileDuplicate, im.Store.SubmissionOf(s.info.SHA256)
		if s.Receipt, err = im.Store.Receipt(ctx, s.Submission); err != nil {
			return nil, err
		}
		s.Problems = []data.Problem{data.NewProblem("duplicate_file", data.Inform, data.Place{}, "name", s.info.Name,
			"at", s.Receipt.RecordedAt.In(data.Saigon).Format("15:04 02/01/2006"), "receipt", strconv.FormatInt(s.Submission, 10))}
	}
	return fresh, nil
}

// read reads received files.
func (im *Importer) read(fresh []*arrival) error {
	return parallel(fresh, func(s *arrival) error {
		s.reading = Read(s.info.Name, s.bytes, im.Store.Catalogue())
		s.bytes = nil
		return nil
	})
}

// record records what was understood of files that were read, with the
// register's decision or an automatic acceptance.
func (im *Importer) record(ctx context.Context, fresh []*arrival) error {
	// Comparing with the period before needs the store, one after the other.
	last := lastFigures{}
	for _, s := range fresh {
		if err := im.settle(ctx, s, last); err != nil {
			return err
		}
	}
	err := parallel(fresh, func(s *arrival) (err error) {
		s.hash, err = im.Store.KeepReading(ctx, s.reading)
		return err
	})
	if err != nil {
		return err
	}
	var own, auto []data.Event
	for _, s := range fresh {
		own = append(own, s.readEvent())
		review, byRegister := s.review(data.DayOf(im.Now()))
		switch {
		case review == nil:
		case byRegister:
			own = append(own, review)
		default:
			auto = append(auto, review)
		}
	}
	if _, err := im.Store.Record(ctx, im.Actor, own...); err != nil {
		return err
	}
	_, err = im.Store.Record(ctx, autoReviewer, auto...)
	return err
}

// readEvent also fills the summary's line.
func (s *arrival) readEvent() data.Event {
	r := s.reading
	s.Kind, s.UnitID, s.PeriodID, s.Problems = r.Kind, r.UnitID, r.Period, r.Problems
	if r.Head.Year != nil {
		s.Year = *r.Head.Year
	}
	e := &data.SubmissionRead{Submission: s.Submission, Outcome: data.OutcomeRead, Document: r.Kind, UnitID: r.UnitID,
		PeriodID: r.Period, Year: s.Year, Readings: []string{s.hash}, Reader: ReaderVersion}
	s.State = FilePending
	if data.Blocks(r.Problems) {
		e.Outcome, s.State = data.OutcomeRefused, FileRefused
	}
	return e
}

// review is the decision about a file that was read: the register's, or an
// automatic acceptance where no register speaks of the file.
func (s *arrival) review(today data.Day) (event data.Event, byRegister bool) {
	switch {
	case s.State == FileRefused:
		return nil, false
	case !s.listed:
		s.State = FileAccepted
		return &data.ReviewRecorded{Submission: s.Submission, DecidedOn: max(today, data.DayOf(s.received)), Decision: data.Accepted}, false
	case s.row.Decision == "":
		return nil, false
	}
	s.State = FileAccepted
	if s.row.Decision == data.Returned {
		s.State = FileReturned
	}
	return &data.ReviewRecorded{Submission: s.Submission, DecidedOn: s.row.DecidedOn, Decision: s.row.Decision,
		ReasonKind: s.row.ReasonKind, Reason: s.row.Reason, RegisterRow: s.row.Row}, true
}

// Resume reads what was received and not read, after a crash between the two,
// and says how many there were.
func (im *Importer) Resume(ctx context.Context) (int, error) {
	unread, err := im.Store.Unread(ctx)
	if err != nil {
		return 0, err
	}
	registers := map[string]*Register{}
	for done := 0; done < len(unread); {
		part := unread[done:min(done+batchSize, len(unread))]
		done += len(part)
		all := make([]*arrival, len(part))
		for i, u := range part {
			s := &arrival{info: u.Files[0], received: u.ReceivedAt}
			s.Path, s.Submission = s.info.Name, u.Submission
			if s.bytes, err = im.original(u.Files[0].SHA256); err != nil {
				return 0, err
			}
			if u.RegisterSHA256 != "" {
				if registers[u.RegisterSHA256] == nil {
					b, err := im.original(u.RegisterSHA256)
					if err != nil {
						return 0, err
					}
					registers[u.RegisterSHA256], _ = ReadRegister(b)
				}
				s.row, s.listed = registers[u.RegisterSHA256].RowAt(u.RegisterRow)
			}
			all[i] = s
		}
		if err := errors.Join(im.read(all), im.record(ctx, all)); err != nil {
			return 0, err
		}
	}
	return len(unread), nil
}

func (im *Importer) original(sha string) ([]byte, error) {
	f, err := im.Store.Original(sha)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// parallel runs one step over all sendings on as many workers as there are
// cores and returns the first error in their order.
func parallel(all []*arrival, step func(*arrival) error) error {
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
