package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"danbiet/data"
)

// Reread is what reading submissions again with this reader would change, before
// anything has changed.
type Reread struct {
	Submissions []RereadSubmission // those that were read again, in order
	Changes     int                // in all of them
	again       []*intake
}

// RereadSubmission is one submission read again.
type RereadSubmission struct {
	Submission       int64
	UnitID, PeriodID string // as they stand
	Year             int
	Kind             data.DocumentKind
	Reader           string // that made the reading that stands
	Changes          []data.ReadChange
}

// Compare reads the originals of submissions (none: all that have a reading)
// again with this reader and with the answers and corrections that stand, and
// lists everything that would change. It changes nothing.
func (im *Importer) Compare(ctx context.Context, submissions ...int64) (*Reread, error) {
	if len(submissions) == 0 {
		var err error
		if submissions, err = im.Store.Readable(ctx); err != nil {
			return nil, err
		}
	}
	slices.Sort(submissions)
	r := &Reread{}
	for i, id := range slices.Compact(submissions) {
		if err := im.compareOne(ctx, r, id); err != nil {
			return nil, fmt.Errorf("submission %d: %w", id, err)
		}
		if im.Progress != nil {
			im.Progress(i+1, len(submissions), fmt.Sprint(id))
		}
	}
	return r, nil
}

func (im *Importer) compareOne(ctx context.Context, r *Reread, id int64) error {
	x, err := im.Store.Sending(ctx, id)
	if err != nil {
		return err
	}
	if x.Withdrawn || x.Outcome == "" {
		return fmt.Errorf("%w: it has no reading that stands", data.ErrConflict)
	}
	old, err := im.readSending(x)
	if err != nil {
		return err
	}
	old.identify() // the unit of a sending that waits may be its sender
	now, err := im.stored(ctx, id)
	if err != nil {
		return err
	}
	now.confirmed = x.Confirmed || x.Outcome == data.OutcomeRead
	if err := im.readAgain(ctx, now, lastFigures{}); err != nil {
		return err
	}
	changes := rereadChanges(old, now)
	r.Submissions = append(r.Submissions, RereadSubmission{Submission: id, UnitID: x.UnitID, PeriodID: x.PeriodID, Year: x.Year,
		Kind: x.Document, Reader: x.Reader, Changes: changes})
	r.Changes += len(changes)
	for _, a := range now.files {
		a.bytes = nil
	}
	now.wasRead, now.stood = x.Outcome == data.OutcomeRead, x.Readings
	r.again = append(r.again, now)
	return nil
}

// rereadChanges are what a newer reading says otherwise: whose and what it is,
// then its values.
func rereadChanges(old, now *intake) []data.ReadChange {
	var all []data.ReadChange
	about := func(what, was, is string) {
		if was != is {
			all = append(all, data.ReadChange{Submission: now.id, What: what, Was: orAbsent(was), Now: orAbsent(is)})
		}
	}
	about("outcome", string(old.outcome), string(now.outcome))
	about("kind", string(old.kind), string(now.kind))
	about("unit", old.unit, now.unit)
	about("period", old.period, now.period)
	changes, _ := compare(old.values(), now.values())
	for _, c := range changes {
		file, at := cmp.Or(c.NowFile, c.WasFile), c.NowAt
		if c.Now == nil {
			at = c.WasAt
		}
		what := c.What()
		if c.Task != "" {
			what = "task " + what
		}
		all = append(all, data.ReadChange{Submission: now.id, FileNo: file, What: what, Place: at.Key(), Was: c.Was, Now: c.Now})
	}
	return all
}

func orAbsent(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// rereadBatch bounds what one transaction reads again.
const rereadBatch = batchSize

// Apply records what Compare found: from then on the newer readings count. A
// submission that changed in between is told as ErrConflict before anything of
// its batch is written.
func (im *Importer) Apply(ctx context.Context, r *Reread) error {
	changes := map[int64][]data.ReadChange{}
	for _, s := range r.Submissions {
		changes[s.Submission] = s.Changes
	}
	for again := r.again; len(again) > 0; {
		part := again[:min(rereadBatch, len(again))]
		again = again[len(part):]
		event := &data.SubmissionReread{Reader: ReaderVersion}
		for _, s := range part {
			if err := im.unchanged(ctx, s); err != nil {
				return err
			}
			event.Submissions = append(event.Submissions, s.id)
			event.Changes = append(event.Changes, changes[s.id]...)
		}
		if err := parallel(part, func(s *intake) error { return im.keepReadings(ctx, s) }); err != nil {
			return err
		}
		_, err := im.Store.RecordTogether(ctx, func(int64) []data.Signed {
			events := []data.Signed{{Actor: im.Actor, Event: event}}
			for _, s := range part {
				if s.wasRead { // the decision on it stands
					events = append(events, data.Signed{Actor: im.Actor, Event: im.readEvent(s)})
				} else {
					events = append(events, im.readingEvents(s)...)
				}
			}
			return events
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// unchanged holds that a submission stands as it did when it was compared.
func (im *Importer) unchanged(ctx context.Context, s *intake) error {
	x, err := im.Store.Sending(ctx, s.id)
	if err != nil {
		return err
	}
	if x.Withdrawn || !slices.Equal(x.Readings, s.stood) {
		return fmt.Errorf("%w: submission %d was changed in the meantime; compare again", data.ErrConflict, s.id)
	}
	return nil
}
