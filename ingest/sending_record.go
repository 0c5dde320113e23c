package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"danbiet/data"
)

// arrival is one file on its way: kept, read, part of a sending, recorded.
type arrival struct {
	ImportedFile
	bytes     []byte
	info      data.FileInfo
	folder    string          // of its archive, "" when it came as it is
	container *data.Container // the archive
	row       RegisterRow
	listed    bool
	reg       *Register
	sender    string
	archive   *data.Reading // of an archive that could not be opened
	hints     Hints
	reading   *data.Reading
}

// load reads a file from disk.
func (a *arrival) load() {
	info, err := os.Stat(a.Path)
	if err == nil && info.Size() > maxFile {
		a.tooLarge(info.Size())
		return
	}
	if err == nil {
		a.bytes, err = os.ReadFile(a.Path)
	}
	if err != nil {
		a.fail(data.NewProblem("damaged", data.Block, data.Place{}, "name", filepath.Base(a.Path), "where", a.Path, "why", err.Error()))
	}
}

func (a *arrival) tooLarge(size int64) {
	a.fail(data.NewProblem("too_large", data.Block, data.Place{}, "name", filepath.Base(a.Path),
		"got", strconv.FormatInt(size>>20, 10)+" MB", "want", strconv.Itoa(maxFile>>20)+" MB"))
}

func (a *arrival) fail(ps ...data.Problem) { a.State, a.Problems = FileFailed, ps }

// prepare keeps a batch's files, reads the new ones and groups them into
// sendings. Nothing is recorded yet: no receipt was given.
func (im *Importer) prepare(ctx context.Context, b *batch) error {
	if err := im.unpack(ctx, b); err != nil {
		return err
	}
	if err := im.keep(ctx, b.all); err != nil {
		return err
	}
	fresh := im.fresh(b.all)
	aliases, err := im.aliases(ctx, fresh)
	if err != nil {
		return err
	}
	err = parallel(fresh, func(a *arrival) error {
		a.hints = Hints{Sender: a.sender, Aliases: aliases[a.sender]}
		return im.read(ctx, a)
	})
	if err != nil {
		return err
	}
	b.sendings, err = im.group(ctx, fresh)
	return err
}

// keep puts the files among the originals.
func (im *Importer) keep(ctx context.Context, all []*arrival) error {
	var files []data.Kept
	var of []*arrival
	for _, a := range all {
		if a.State != FileFailed {
			files, of = append(files, data.Kept{Name: a.name(), Bytes: a.bytes}), append(of, a)
		}
	}
	infos, err := im.Store.KeepAll(ctx, files)
	for i, info := range infos {
		of[i].info = info
	}
	return err
}

// name is what a file is called in its submission: an archive's members keep
// their folders.
func (a *arrival) name() string {
	if a.container != nil {
		return path.Join(a.folder, filepath.Base(a.Path))
	}
	return filepath.Base(a.Path)
}

// fresh are the files that were not received before, each once.
func (im *Importer) fresh(all []*arrival) []*arrival {
	seen := map[string]bool{}
	var fresh []*arrival
	for _, a := range all {
		if a.State == FileFailed || seen[a.info.SHA256] || im.Store.SubmissionOf(a.info.SHA256) != 0 {
			continue
		}
		seen[a.info.SHA256] = true
		listed := filepath.Base(a.Path)
		if a.container != nil {
			listed = a.container.Name // a register has a row for what came in
		}
		a.row, a.listed = a.reg.Row(listed)
		fresh = append(fresh, a)
	}
	return fresh
}

// aliases are what is known of the senders' words.
func (im *Importer) aliases(ctx context.Context, fresh []*arrival) (map[string]map[string]string, error) {
	known := map[string]map[string]string{}
	for _, a := range fresh {
		if _, asked := known[a.sender]; asked || a.sender == "" {
			continue
		}
		words, err := im.aliasesOf(ctx, a.sender)
		if err != nil {
			return nil, err
		}
		known[a.sender] = words
	}
	return known, nil
}

func (im *Importer) aliasesOf(ctx context.Context, sender string) (map[string]string, error) {
	learned, err := im.Store.Aliases(ctx, sender)
	if err != nil {
		return nil, err
	}
	words := map[string]string{}
	for _, l := range learned {
		words[aliasKey(l.Kind, l.Text)] = l.Means
	}
	return words, nil
}

// read reads a kept file in the light of its hints.
func (im *Importer) read(ctx context.Context, a *arrival) error {
	if a.archive != nil {
		a.reading = a.archive
		return nil
	}
	a.reading = im.readers().Read(ctx, a.info.Name, a.bytes, im.Store.Catalogue(), a.hints)
	if a.reading == nil {
		return ctx.Err()
	}
	return nil
}

func (im *Importer) readers() *Readers {
	if im.Readers == nil {
		return &Readers{}
	}
	return im.Readers
}

// unpack takes the files out of the archives of a batch. The archive itself is
// kept beside them. One that cannot be opened stays a file, which is refused.
func (im *Importer) unpack(ctx context.Context, b *batch) error {
	var all []*arrival
	for _, a := range b.all {
		if a.State == FileFailed {
			all = append(all, a)
			continue
		}
		members, problems, archive := im.readers().Unpack(ctx, filepath.Base(a.Path), a.bytes)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case !archive:
			all = append(all, a)
			continue
		case len(members) == 0:
			a.archive = Unread(filepath.Base(a.Path), a.bytes, problems)
			all = append(all, a)
			continue
		}
		info, err := im.Store.Keep(ctx, filepath.Base(a.Path), bytes.NewReader(a.bytes))
		if err != nil {
			return err
		}
		for _, m := range members {
			member := &arrival{bytes: m.Bytes, folder: path.Dir(m.Path), container: &data.Container{Name: info.Name, SHA256: info.SHA256},
				reg: a.reg, sender: a.sender}
			member.Path = a.Path + "/" + m.Path
			all = append(all, member)
		}
		if len(problems) > 0 { // members that are not read were not received
			a.fail(problems...)
			all = append(all, a)
		}
	}
	b.all = all
	return nil
}

// intake is one submission on its way: its files in order, and what they come
// to.
type intake struct {
	files     []*arrival
	id        int64 // 0: not recorded yet
	received  time.Time
	clock     bool
	byPage    bool
	confirmed bool
	answered  bool // a person is at it: it waits for that person to confirm

	kind    data.DocumentKind
	unit    string
	period  string
	year    int
	outcome data.Outcome
	hashes  []string
	wasRead bool     // its reading counted before it was read again
	stood   []string // the readings that stood then
	says    string   // hash of its content
	sameAs  *intake  // what it says was said in the same batch
}

// questions are what the files of the sending leave open.
func (s *intake) questions() []data.Question {
	var qs []data.Question
	for _, a := range s.files {
		qs = append(qs, a.Questions...)
	}
	return qs
}

func (s *intake) problems() []data.Problem {
	var ps []data.Problem
	for _, a := range s.files {
		ps = append(ps, a.reading.Problems...)
	}
	return ps
}

// conclude works out what a sending comes to: whose it is, for when, what is
// open, and whether it is read, waits or is refused.
func (im *Importer) conclude(ctx context.Context, s *intake, last lastFigures) error {
	s.identify()
	if err := im.settle(ctx, s, last); err != nil {
		return err
	}
	cat := im.Store.Catalogue()
	for i, a := range s.files {
		a.FileNo = i + 1
		a.Questions = questionsOf(cat, a.reading, i+1, a.hints)
	}
	s.outcome = s.judge()
	return nil
}

// identify takes kind, unit, period and year from the first file that has them.
func (s *intake) identify() {
	s.kind, s.unit, s.period, s.year = data.KindUnknown, "", "", 0
	for _, a := range s.files {
		r := a.reading
		if s.kind == data.KindUnknown {
			s.kind = r.Kind
		}
		if s.unit == "" {
			s.unit = r.UnitID
		}
		if s.period == "" {
			s.period = r.Period
		}
		if s.year == 0 && r.Head.Year != nil {
			s.year = *r.Head.Year
		}
	}
}

// judge is the outcome of a sending. What no answer mends is refused. On the
// command line a fault that no question stands for is refused, too: nobody is
// there to correct it. Through the page it waits, for corrections and to be
// confirmed.
func (s *intake) judge() data.Outcome {
	ps, qs := s.problems(), s.questions()
	if hopeless(ps) {
		return data.OutcomeRefused
	}
	blocked := false
	for _, p := range ps {
		blocked = blocked || p.Level == data.Block && !askedAbout(p, qs)
	}
	switch {
	case (s.byPage || s.answered) && !s.confirmed:
		return data.OutcomeWaiting
	case blocked:
		return data.OutcomeRefused
	case len(needed(qs)) > 0:
		return data.OutcomeWaiting
	}
	return data.OutcomeRead
}

// record gives receipts and records what was understood, all sendings of a
// batch in one transaction with one sync: before it nobody was told anything,
// after it everything stands.
func (im *Importer) record(ctx context.Context, b *batch) error {
	// Comparing with what was sent before needs the store, one after the other.
	last := lastFigures{}
	now, err := im.current(ctx)
	if err != nil {
		return err
	}
	var going []*intake
	for _, s := range b.sendings {
		if err := im.conclude(ctx, s, last); err != nil {
			return err
		}
		if !now.same(s) {
			going = append(going, s)
		}
	}
	if err := im.keepReadings(ctx, going...); err != nil {
		return err
	}
	if going, err = im.recordAll(ctx, going); err != nil {
		return err
	}
	for _, s := range going {
		s.tell()
		for _, a := range s.files {
			if im.Received != nil {
				im.Received(s.id, a.info.Name)
			}
		}
	}
	now.tell()
	return im.tellKnown(ctx, b.all)
}

// recordAll records sendings in one transaction. Files whose bytes somebody else
// sent in the meantime are left to their own receipt. It returns what was
// recorded.
func (im *Importer) recordAll(ctx context.Context, going []*intake) ([]*intake, error) {
	for {
		_, err := im.Store.RecordTogether(ctx, func(first int64) []data.Signed {
			var events []data.Signed
			for _, s := range going {
				s.id = first + int64(len(events))
				events = append(events, data.Signed{Actor: im.Actor, Event: s.receivedEvent()}, data.Signed{Actor: im.Actor, Event: im.readEvent(s)})
				if r := im.review(s); r != nil {
					events = append(events, *r)
				}
			}
			return events
		})
		if !errors.Is(err, data.ErrDuplicate) {
			return going, err
		}
		if dropped := im.dropKnown(going); dropped == 0 {
			return nil, err
		}
		going = slices.DeleteFunc(going, func(s *intake) bool { return len(s.files) == 0 })
	}
}

// dropKnown takes the files that were received by now out of sendings and says
// how many there were.
func (im *Importer) dropKnown(going []*intake) (dropped int) {
	for _, s := range going {
		var files []*arrival
		var hashes []string
		for i, a := range s.files {
			if im.Store.SubmissionOf(a.info.SHA256) != 0 {
				dropped++
				continue
			}
			files, hashes = append(files, a), append(hashes, s.hashes[i])
			a.number(len(files))
		}
		s.files, s.hashes = files, hashes
	}
	return dropped
}

// number gives a file its place in its sending.
func (a *arrival) number(no int) {
	a.FileNo = no
	for i := range a.Questions {
		a.Questions[i].FileNo = no
	}
}

// keepReadings puts the readings of sendings among the stored ones.
func (im *Importer) keepReadings(ctx context.Context, sendings ...*intake) error {
	var readings []*data.Reading
	for _, s := range sendings {
		for _, a := range s.files {
			a.bytes = nil
			readings = append(readings, a.reading)
		}
	}
	hashes, err := im.Store.KeepReadings(ctx, readings)
	if err != nil {
		return err
	}
	for _, s := range sendings {
		s.hashes, hashes = hashes[:len(s.files):len(s.files)], hashes[len(s.files):]
	}
	return nil
}

func (s *intake) receivedEvent() data.Event {
	e := &data.SubmissionReceived{ReceivedAt: s.received, ClockKnown: s.clock, ByPage: s.byPage}
	for _, a := range s.files {
		a.info.Format = a.reading.File.Format
		e.Files = append(e.Files, a.info)
		e.Sender, e.Container = a.sender, a.container
		if a.listed && e.RegisterSHA256 == "" {
			e.RegisterSHA256, e.RegisterRow = a.reg.SHA256, a.row.Row
			e.SentAt, e.SentClockKnown = a.row.Sent, a.row.SentClock
		}
	}
	return e
}

func (im *Importer) readEvent(s *intake) data.Event {
	if s.says == "" && s.unit != "" && s.outcome != data.OutcomeRefused {
		s.says = s.content()
	}
	e := &data.SubmissionRead{Submission: s.id, Outcome: s.outcome, Document: s.kind, UnitID: s.unit,
		PeriodID: s.period, Year: s.year, Readings: s.hashes, Reader: ReaderVersion, Content: s.says}
	if sender := s.files[0].sender; e.UnitID == "" && s.outcome == data.OutcomeWaiting && im.Store.Catalogue().Level(sender) == data.LevelCommune {
		e.UnitID = sender // so that its sender sees it
	}
	return e
}

// review is the decision about a sending that was read: the register's, or an
// automatic acceptance where no register speaks of it; nil when there is none.
func (im *Importer) review(s *intake) *data.Signed {
	if s.outcome != data.OutcomeRead {
		return nil
	}
	row, listed := s.registerRow()
	e := &data.ReviewRecorded{Submission: s.id, DecidedOn: max(data.DayOf(im.Now()), data.DayOf(s.received)), Decision: data.Accepted}
	switch {
	case !listed:
		return &data.Signed{Actor: autoReviewer, Event: e}
	case row.Decision == "":
		return nil
	}
	e.DecidedOn, e.Decision, e.ReasonKind, e.Reason, e.RegisterRow = row.DecidedOn, row.Decision, row.ReasonKind, row.Reason, row.Row
	return &data.Signed{Actor: im.Actor, Event: e}
}

// registerRow is the row of the register that speaks of the sending.
func (s *intake) registerRow() (RegisterRow, bool) {
	for _, a := range s.files {
		if a.listed {
			return a.row, true
		}
	}
	return RegisterRow{}, false
}

// tell fills the summary's lines.
func (s *intake) tell() {
	state := FileRefused
	switch s.outcome {
	case data.OutcomeWaiting:
		state = FileWaiting
	case data.OutcomeRead:
		row, listed := s.registerRow()
		switch {
		case listed && row.Decision == "":
			state = FilePending
		case listed && row.Decision == data.Returned:
			state = FileReturned
		default:
			state = FileAccepted
		}
	}
	for _, a := range s.files {
		a.State, a.Submission, a.Problems = state, s.id, a.reading.Problems
		a.Kind, a.UnitID, a.PeriodID, a.Year = s.kind, s.unit, s.period, s.year
	}
}

// tellKnown says of bytes that were received before when that was.
func (im *Importer) tellKnown(ctx context.Context, all []*arrival) (err error) {
	for _, a := range all {
		if a.State != "" {
			continue
		}
		if a.Submission = im.Store.SubmissionOf(a.info.SHA256); a.Submission == 0 {
			a.likeTwin(all) // bytes given twice that say what the current version says
			continue
		}
		a.State = FileDuplicate
		if a.Receipt, err = im.Store.Receipt(ctx, a.Submission); err != nil {
			return err
		}
		a.Problems = []data.Problem{data.NewProblem("duplicate_file", data.Inform, data.Place{}, "name", a.info.Name,
			"at", shownInstant(a.Receipt.RecordedAt), "receipt", strconv.FormatInt(a.Submission, 10))}
	}
	return nil
}

// likeTwin takes what became of the same bytes in the same batch.
func (a *arrival) likeTwin(all []*arrival) {
	for _, b := range all {
		if b.State != "" && b.info.SHA256 == a.info.SHA256 {
			a.State, a.Submission, a.Problems = b.State, b.Submission, b.Problems
			a.Kind, a.UnitID, a.PeriodID, a.Year = b.Kind, b.UnitID, b.PeriodID, b.Year
		}
	}
}

func shownInstant(at time.Time) string { return at.In(data.Saigon).Format("15:04 02/01/2006") }

// Resume reads what was received and not read, and says how many there were.
// Since receipt and reading are recorded together that is only what an older
// program left when it was stopped between the two.
func (im *Importer) Resume(ctx context.Context) (int, error) {
	unread, err := im.Store.Unread(ctx)
	if err != nil {
		return 0, err
	}
	last := lastFigures{}
	for _, u := range unread {
		s, err := im.stored(ctx, u.Submission)
		if err == nil {
			err = im.readAgain(ctx, s, last)
		}
		if err == nil {
			err = im.keepReadings(ctx, s)
		}
		if err != nil {
			return 0, fmt.Errorf("submission %d: %w", u.Submission, err)
		}
		_, err = im.Store.RecordTogether(ctx, func(int64) []data.Signed { return im.readingEvents(s) })
		if err != nil {
			return 0, err
		}
	}
	return len(unread), nil
}

// readingEvents are a reading of a recorded submission and the decision that
// follows from it.
func (im *Importer) readingEvents(s *intake) []data.Signed {
	events := []data.Signed{{Actor: im.Actor, Event: im.readEvent(s)}}
	if r := im.review(s); r != nil {
		events = append(events, *r)
	}
	return events
}

// stored is a recorded submission with its originals, answers and corrections.
func (im *Importer) stored(ctx context.Context, id int64) (*intake, error) {
	x, err := im.Store.Sending(ctx, id)
	if err != nil {
		return nil, err
	}
	s := &intake{id: id, received: x.ReceivedAt, clock: x.ClockKnown, byPage: x.ByPage, confirmed: x.Confirmed, hashes: x.Readings, outcome: x.Outcome}
	hints, err := im.hintsOf(ctx, x)
	if err != nil {
		return nil, err
	}
	for i, f := range x.Files {
		a := &arrival{info: f, sender: x.Sender, hints: hints[i]}
		a.Path, a.FileNo, a.Submission = f.Name, i+1, id
		if x.Container.SHA256 != "" {
			c := x.Container
			a.container = &c
		}
		s.files = append(s.files, a)
	}
	return s, im.listed(s, x)
}

// listed finds the row of the register that dates a recorded submission.
func (im *Importer) listed(s *intake, x *data.Sending) error {
	if x.RegisterSHA256 == "" {
		return nil
	}
	b, err := im.original(x.RegisterSHA256)
	if err != nil {
		return err
	}
	reg, _ := ReadRegister(b)
	reg.SHA256 = x.RegisterSHA256
	for _, a := range s.files {
		a.reg = reg
		a.row, a.listed = reg.RowAt(x.RegisterRow)
	}
	return nil
}

// hintsOf are what is known of each file of a submission.
func (im *Importer) hintsOf(ctx context.Context, x *data.Sending) ([]Hints, error) {
	hints := make([]Hints, len(x.Files))
	words := map[string]string{}
	if x.Sender != "" {
		var err error
		if words, err = im.aliasesOf(ctx, x.Sender); err != nil {
			return nil, err
		}
	}
	for i := range hints {
		hints[i] = Hints{Sender: x.Sender, Aliases: words}
	}
	answers, err := im.Store.Answers(ctx, x.Submission)
	if err != nil {
		return nil, err
	}
	corrections, err := im.Store.Corrections(ctx, x.Submission)
	if err != nil {
		return nil, err
	}
	for _, a := range answers {
		if a.FileNo >= 1 && a.FileNo <= len(hints) {
			hints[a.FileNo-1].answer(a)
		}
	}
	for _, c := range corrections {
		if c.FileNo >= 1 && c.FileNo <= len(hints) {
			h := &hints[c.FileNo-1]
			h.Corrections = append(h.Corrections, c.Correction)
		}
	}
	return hints, nil
}

// readAgain reads the originals of a submission with what is known of them.
func (im *Importer) readAgain(ctx context.Context, s *intake, last lastFigures) error {
	err := parallel(s.files, func(a *arrival) (err error) {
		if a.bytes, err = im.original(a.info.SHA256); err != nil {
			return err
		}
		return im.read(ctx, a)
	})
	if err != nil {
		return err
	}
	if err := im.unite(ctx, s); err != nil {
		return err
	}
	return im.conclude(ctx, s, last)
}

func (im *Importer) original(sha string) ([]byte, error) {
	f, err := im.Store.Original(sha)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
