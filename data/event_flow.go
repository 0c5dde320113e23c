package data

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
)

// Container is the archive that files came in; it is kept as an original beside
// them.
type Container struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// SubmissionAnswered says what people answered to a submission's questions and
// which figures they corrected. The files are read again with it; that is an
// event of its own.
type SubmissionAnswered struct {
	Submission int64 `json:"submission"`
	// Reading is the ledger line of the reading that was answered; when another
	// one came in between, the event is ErrConflict. 0 holds nothing.
	Reading     int64            `json:"reading,omitempty"`
	Answers     []Answer         `json:"answers,omitempty"`
	Corrections []FileCorrection `json:"corrections,omitempty"`
}

// Kind is "submission.answered".
func (*SubmissionAnswered) Kind() string         { return "submission.answered" }
func (e *SubmissionAnswered) about(int64) string { return aboutSubmission(e.Submission) }

func (e *SubmissionAnswered) apply(tx *tx, line Line) error {
	if err := cmp.Or(tx.open(e.Submission, "answered"), tx.seen(e.Submission, e.Reading)); err != nil {
		return err
	}
	if len(e.Answers)+len(e.Corrections) == 0 {
		return fmt.Errorf("%w: submission %d: no answer and no correction", ErrInvalid, e.Submission)
	}
	for _, a := range e.Answers {
		if a.FileNo < 1 || a.Key == "" {
			return fmt.Errorf("%w: submission %d: an answer to no question", ErrInvalid, e.Submission)
		}
		if err := tx.append("answer", e.Submission, line.Seq, a.FileNo, a.Key, a.Got, a.Value, line.Actor, line.At); err != nil {
			return err
		}
	}
	for _, c := range e.Corrections {
		if c.FileNo < 1 || c.At.Key() == "" {
			return fmt.Errorf("%w: submission %d: a correction without a place", ErrInvalid, e.Submission)
		}
		at, err := json.Marshal(c.At)
		if err != nil {
			return err
		}
		if err := tx.append("correction", e.Submission, line.Seq, c.FileNo, c.At.Key(), string(at), c.Code, c.Part, c.Was, c.Value, line.Actor, line.At); err != nil {
			return err
		}
	}
	return nil
}

// SubmissionConfirmed says that the sender has seen what was understood and
// stands by it. The reading that counts from then on follows in the same
// transaction.
type SubmissionConfirmed struct {
	Submission   int64         `json:"submission"`
	Reading      int64         `json:"reading,omitempty"` // as in SubmissionAnswered
	Explanations []Explanation `json:"explanations,omitempty"`
}

// Explanation is why the sender stands by what a warning speaks of.
type Explanation struct {
	FileNo  int    `json:"file_no"`
	Problem string `json:"problem"` // the sentence of the problem, as it was shown
	Text    string `json:"text"`
}

// Kind is "submission.confirmed".
func (*SubmissionConfirmed) Kind() string         { return "submission.confirmed" }
func (e *SubmissionConfirmed) about(int64) string { return aboutSubmission(e.Submission) }

func (e *SubmissionConfirmed) apply(tx *tx, line Line) error {
	if s := tx.state(e.Submission); s == stateNone {
		return fmt.Errorf("%w: submission %d", ErrNotFound, e.Submission)
	} else if s != stateWaiting {
		return fmt.Errorf("%w: submission %d does not wait for its sender", ErrConflict, e.Submission)
	}
	if err := tx.seen(e.Submission, e.Reading); err != nil {
		return err
	}
	for _, x := range e.Explanations {
		if err := tx.append("explanation", e.Submission, line.Seq, int32(x.FileNo), x.Problem, x.Text); err != nil {
			return err
		}
	}
	return tx.append("confirmation", e.Submission, line.Seq, line.Actor, line.At, DayOf(line.At))
}

// SubmissionWithdrawn says that a submission that was waiting will not be sent
// after all. Its originals stay; the same bytes may be sent again.
type SubmissionWithdrawn struct {
	Submission int64  `json:"submission"`
	Reason     string `json:"reason"`
}

// Kind is "submission.withdrawn".
func (*SubmissionWithdrawn) Kind() string         { return "submission.withdrawn" }
func (e *SubmissionWithdrawn) about(int64) string { return aboutSubmission(e.Submission) }

func (e *SubmissionWithdrawn) apply(tx *tx, line Line) error {
	if s := tx.state(e.Submission); s == stateNone {
		return fmt.Errorf("%w: submission %d", ErrNotFound, e.Submission)
	} else if s != stateWaiting {
		return fmt.Errorf("%w: submission %d no longer waits, it cannot be withdrawn", ErrConflict, e.Submission)
	}
	tx.setState(e.Submission, stateWithdrawn)
	tx.disownFiles(e.Submission)
	return tx.append("withdrawal", e.Submission, line.Seq, e.Reason, line.Actor, line.At, DayOf(line.At))
}

// AliasLearned says that one sender's word means a unit, an indicator or a
// column, because a person said so.
type AliasLearned struct {
	Alias
	Submission int64 `json:"submission"` // whose question was answered
}

// Kind is "alias.learned".
func (*AliasLearned) Kind() string         { return "alias.learned" }
func (e *AliasLearned) about(int64) string { return "unit/" + e.Sender }

func (e *AliasLearned) apply(tx *tx, line Line) error {
	if _, ok := tx.catalogue.UnitOn(e.Sender, 0); !ok {
		return fmt.Errorf("%w: an alias of the unknown unit %q", ErrInvalid, e.Sender)
	}
	switch e.Alias.Kind {
	case AliasUnit, AliasIndicator:
	default:
		return fmt.Errorf("%w: kind of alias %q", ErrInvalid, e.Alias.Kind)
	}
	if strings.TrimSpace(e.Text) == "" || e.Means == "" {
		return fmt.Errorf("%w: an alias needs a text and a meaning", ErrInvalid)
	}
	return tx.append("alias", line.Seq, e.Sender, e.Alias.Kind, e.Text, e.Means, line.Actor, line.At)
}

// ReadChange is one thing that a newer reading of a submission says otherwise:
// a figure, a task's field, the unit, the period, the outcome.
type ReadChange struct {
	Submission int64   `json:"submission"`
	FileNo     int     `json:"file_no"` // of the new value, else of the old
	What       string  `json:"what"`    // QC40a, task:II.1:status, unit, period, kind, outcome
	Place      string  `json:"place"`   // Place.Key of the new value, else of the old
	Was        *string `json:"was"`     // nil: not read before
	Now        *string `json:"now"`     // nil: no longer read
}

// SubmissionReread says that a person had submissions read again by a newer
// reader and saw what that changes. The new readings follow in the same
// transaction, one submission.read for each.
type SubmissionReread struct {
	Submissions []int64      `json:"submissions"`
	Reader      string       `json:"reader"`
	Changes     []ReadChange `json:"changes"`
}

// Kind is "submission.reread".
func (*SubmissionReread) Kind() string       { return "submission.reread" }
func (*SubmissionReread) about(int64) string { return "readings" }

func (e *SubmissionReread) apply(tx *tx, line Line) error {
	if len(e.Submissions) == 0 || e.Reader == "" {
		return fmt.Errorf("%w: nothing to read again", ErrInvalid)
	}
	for _, id := range e.Submissions {
		switch tx.state(id) {
		case stateNone:
			return fmt.Errorf("%w: submission %d", ErrNotFound, id)
		case stateRead, stateRefused, stateWaiting:
		default:
			return fmt.Errorf("%w: submission %d was not read or was withdrawn", ErrConflict, id)
		}
		tx.setState(id, stateRereading)
	}
	if err := tx.forget(e.Submissions...); err != nil {
		return err
	}
	if err := tx.append("reread", line.Seq, e.Reader, line.Actor, DayOf(line.At)); err != nil {
		return err
	}
	for _, c := range e.Changes {
		if err := tx.append("reread_change", line.Seq, c.Submission, c.FileNo, c.What, c.Place, c.Was, c.Now); err != nil {
			return err
		}
	}
	return nil
}
