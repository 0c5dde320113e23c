package ingest

import (
	"context"
	"fmt"
	"io"
	"strings"

	"danbiet/data"
)

// Sending through the page, step by step:
//
//	Receive    keeps, reads and groups what was dropped; a receipt a sending.
//	           Nothing counts yet: the state is "waiting" (or "refused")
//	Questions  what it leaves open; Readings what was understood, with places
//	Answer     answers and corrections; the files are read again with them
//	Changes    against the version before, also before confirming
//	Confirm    it counts, from the instant it was received
//	Withdraw   instead: it does not
//
// An Importer is a value: a page makes one per request, with the person as its
// Actor. All methods may run at the same time; who comes late hears ErrConflict.

// Drop is what one person sends in one go.
type Drop struct {
	// Sender is the key of the unit that sends, "" when nobody signed in: then the
	// files alone say whose they are.
	Sender string
	Files  []DropFile
	// Confirm says that the person need not see what was understood: what leaves
	// no question open and has no blocking problem counts at once.
	Confirm bool
}

// DropFile is one file of a drop. Body is read to its end, once.
type DropFile struct {
	Name string
	Body io.Reader
}

// Sent is one sending of a drop, or a file of it that became none: State is
// then FileDuplicate, FileUnchanged (Submission is the earlier receipt) or
// FileFailed (Submission is 0).
type Sent struct {
	Submission int64
	State      FileState
	Kind       data.DocumentKind
	UnitID     string
	PeriodID   string
	Year       int
	Files      []ImportedFile
	// Questions are those of all files, Problems too, each with its file's number
	// in Files.
	Questions []data.Question
}

// Receive takes in a drop: it keeps the files, reads them, groups them into
// sendings and records these, all in one transaction. What it returns is safe on
// disk, in the order of the drop.
func (im *Importer) Receive(ctx context.Context, d Drop) ([]Sent, error) {
	if d.Sender != "" {
		if _, ok := im.Store.Catalogue().UnitOn(d.Sender, 0); !ok {
			return nil, fmt.Errorf("%w: sender %q", data.ErrInvalid, d.Sender)
		}
	}
	b := &batch{taken: len(d.Files)}
	for _, f := range d.Files {
		a := &arrival{ImportedFile: ImportedFile{Path: f.Name}, sender: d.Sender}
		if err := a.receive(f.Body); err != nil {
			return nil, fmt.Errorf("receive %q: %w", f.Name, err)
		}
		b.all = append(b.all, a)
	}
	if len(b.all) == 0 {
		return nil, fmt.Errorf("%w: no file", data.ErrInvalid)
	}
	if err := im.prepare(ctx, b); err != nil {
		return nil, err
	}
	for _, s := range b.sendings {
		s.byPage = !d.Confirm
	}
	if err := im.record(ctx, b); err != nil {
		return nil, err
	}
	return b.sent(), nil
}

// receive reads a dropped file into memory, up to the largest that is kept.
func (a *arrival) receive(body io.Reader) (err error) {
	a.bytes, err = io.ReadAll(io.LimitReader(body, maxFile+1))
	if err == nil && len(a.bytes) > maxFile {
		a.bytes = nil
		a.tooLarge(maxFile + 1)
	}
	return err
}

// sent tells what became of a batch, a line a sending.
func (b *batch) sent() []Sent {
	var all []Sent
	at := map[int64]int{}
	for _, a := range b.all {
		single := a.State == FileDuplicate || a.State == FileFailed || a.State == FileUnchanged
		if i, ok := at[a.Submission]; ok && !single {
			all[i].Files = append(all[i].Files, a.ImportedFile)
			continue
		}
		if !single {
			at[a.Submission] = len(all)
		}
		all = append(all, Sent{Submission: a.Submission, State: a.State, Kind: a.Kind, UnitID: a.UnitID, PeriodID: a.PeriodID,
			Year: a.Year, Files: []ImportedFile{a.ImportedFile}})
	}
	for i := range all {
		files := all[i].Files
		sortByFileNo(files)
		for _, f := range files {
			all[i].Questions = append(all[i].Questions, f.Questions...)
		}
	}
	return all
}

// Readings are what was understood of a submission's files as it stands, in
// file order.
func (im *Importer) Readings(ctx context.Context, submission int64) ([]*data.Reading, error) {
	x, err := im.Store.Sending(ctx, submission)
	if err != nil {
		return nil, err
	}
	s, err := im.readSending(x)
	if err != nil {
		return nil, err
	}
	var readings []*data.Reading
	for _, a := range s.files {
		readings = append(readings, a.reading)
	}
	return readings, nil
}

// Questions are what a submission that is waiting or refused leaves open, those
// that hold it and the optional ones; none when it counts already.
func (im *Importer) Questions(ctx context.Context, submission int64) ([]data.Question, error) {
	s, _, err := im.waiting(ctx, submission)
	if err != nil {
		return nil, err
	}
	return s.questions(), nil
}

// waiting is a recorded submission with its stored readings, its hints and its
// open questions.
func (im *Importer) waiting(ctx context.Context, submission int64) (*intake, *data.Sending, error) {
	x, err := im.Store.Sending(ctx, submission)
	if err != nil {
		return nil, nil, err
	}
	s, err := im.readSending(x)
	if err != nil {
		return nil, nil, err
	}
	if x.Withdrawn || x.Outcome != data.OutcomeWaiting && x.Outcome != data.OutcomeRefused {
		return s, x, nil
	}
	hints, err := im.hintsOf(ctx, x)
	if err != nil {
		return nil, nil, err
	}
	for i, a := range s.files {
		a.hints = hints[i]
		a.Questions = questionsOf(im.Store.Catalogue(), a.reading, i+1, a.hints)
	}
	return s, x, nil
}

// Answer records answers to a submission's questions and corrections of its
// figures, and reads the files again with them. All faults of the input come as
// one ErrInvalid; ErrConflict when the submission no longer waits and was not
// refused. Answers about units and rows are remembered for the sender.
func (im *Importer) Answer(ctx context.Context, submission int64, answers []data.Answer, corrections []data.FileCorrection) error {
	s, x, err := im.waiting(ctx, submission)
	if err != nil {
		return err
	}
	if x.Withdrawn || x.Outcome != data.OutcomeWaiting && x.Outcome != data.OutcomeRefused {
		return fmt.Errorf("%w: submission %d no longer waits for answers", data.ErrConflict, submission)
	}
	event, faults := im.checkAnswers(s, answers, corrections)
	event.Reading = x.ReadSeq
	if len(faults) > 0 {
		return fmt.Errorf("%w: %s", data.ErrInvalid, strings.Join(faults, "; "))
	}
	for _, a := range event.Answers {
		s.files[a.FileNo-1].hints.answer(a)
	}
	for _, c := range event.Corrections {
		h := &s.files[c.FileNo-1].hints
		h.Corrections = append(withoutPlace(h.Corrections, c.Correction), c.Correction)
	}
	s.received, s.answered = x.ReceivedAt, true
	if err := im.readAgain(ctx, s, lastFigures{}); err != nil {
		return err
	}
	if err := im.keepReadings(ctx, s); err != nil {
		return err
	}
	_, err = im.Store.RecordTogether(ctx, func(int64) []data.Signed {
		events := []data.Signed{{Actor: im.Actor, Event: event}}
		for _, l := range learned(s, x.Sender, event.Answers) {
			events = append(events, data.Signed{Actor: im.Actor, Event: l})
		}
		return append(events, data.Signed{Actor: im.Actor, Event: im.readEvent(s)})
	})
	return err
}

// Confirm makes a waiting submission count, as of the instant it was received.
// ErrInvalid when a question that holds it is open or a problem blocks, with
// what, or an explanation is of no warning; ErrConflict when it does not wait.
func (im *Importer) Confirm(ctx context.Context, submission int64, explained ...data.Explanation) error {
	s, x, err := im.waiting(ctx, submission)
	if err != nil {
		return err
	}
	if x.Withdrawn || x.Outcome != data.OutcomeWaiting {
		return fmt.Errorf("%w: submission %d does not wait to be confirmed", data.ErrConflict, submission)
	}
	s.confirmed = true
	if s.outcome = s.judge(); s.outcome != data.OutcomeRead {
		return fmt.Errorf("%w: submission %d: %s", data.ErrInvalid, submission, strings.Join(s.inTheWay(), "; "))
	}
	for _, e := range explained {
		if !s.warns(e) {
			return fmt.Errorf("%w: submission %d: no warning %q of file %d", data.ErrInvalid, submission, e.Problem, e.FileNo)
		}
	}
	if err := im.listed(s, x); err != nil {
		return err
	}
	_, err = im.Store.RecordTogether(ctx, func(int64) []data.Signed {
		confirmed := data.Signed{Actor: im.Actor, Event: &data.SubmissionConfirmed{Submission: submission, Reading: x.ReadSeq, Explanations: explained}}
		return append([]data.Signed{confirmed}, im.readingEvents(s)...)
	})
	return err
}

// warns tells that a file has the warning that an explanation is of.
func (s *intake) warns(e data.Explanation) bool {
	for _, a := range s.files {
		for _, p := range a.reading.Problems {
			if a.FileNo == e.FileNo && p.Level == data.Warn && p.Text == e.Problem {
				return true
			}
		}
	}
	return false
}

// inTheWay are the questions and problems that keep a submission from counting.
func (s *intake) inTheWay() []string {
	var all []string
	for _, q := range needed(s.questions()) {
		all = append(all, fmt.Sprintf("question %q of file %d is open", q.Key, q.FileNo))
	}
	for _, p := range s.problems() {
		if p.Level == data.Block && !askedAbout(p, s.questions()) {
			all = append(all, p.Text)
		}
	}
	return all
}

// Withdraw says that a waiting submission will not be sent after all; its bytes
// may be sent again. ErrConflict when it does not wait.
func (im *Importer) Withdraw(ctx context.Context, submission int64, reason string) error {
	_, err := im.Store.Record(ctx, im.Actor, &data.SubmissionWithdrawn{Submission: submission, Reason: strings.TrimSpace(reason)})
	return err
}
