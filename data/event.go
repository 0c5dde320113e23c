package data

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"
)

// An Event is one change, checked and written by Store.Record. The set is
// closed: what can happen to the data of danbiet is the list in newEvent.
type Event interface {
	// Kind is the event's name in the ledger, "submission.received".
	Kind() string
	// about is what it changes; seq is the event's own ledger line.
	about(seq int64) string
	// apply checks the event against what stands and writes its rows.
	apply(tx *tx, line Line) error
}

// newEvent gives an empty event of a kind, to decode a ledger line into.
func newEvent(kind string) (Event, error) {
	switch kind {
	case "submission.received":
		return &SubmissionReceived{}, nil
	case "submission.read":
		return &SubmissionRead{}, nil
	case "review.recorded":
		return &ReviewRecorded{}, nil
	case "submission.answered":
		return &SubmissionAnswered{}, nil
	case "submission.confirmed":
		return &SubmissionConfirmed{}, nil
	case "submission.withdrawn":
		return &SubmissionWithdrawn{}, nil
	case "submission.reread":
		return &SubmissionReread{}, nil
	case "alias.learned":
		return &AliasLearned{}, nil
	case "units.imported":
		return &UnitsImported{}, nil
	case "exemption.granted":
		return &ExemptionGranted{}, nil
	case "flag.answered":
		return &FlagAnswered{}, nil
	case "outside.loaded":
		return &OutsideFiguresLoaded{}, nil
	case "figures.loaded":
		return &PastFiguresLoaded{}, nil
	}
	return nil, fmt.Errorf("%w: the ledger has an event %q that this version does not know; use the newer program", ErrCorrupt, kind)
}

func decodeEvent(l Line) (Event, error) {
	e, err := newEvent(l.Kind)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(l.Body, e); err != nil {
		return nil, fmt.Errorf("%w: ledger line %d: %v", ErrCorrupt, l.Seq, err)
	}
	return e, nil
}

func aboutSubmission(id int64) string { return fmt.Sprintf("submission/%d", id) }

// SubmissionReceived says that files came in. Its ledger line is the number of
// the submission and of its receipt. The files must already be in the vault.
type SubmissionReceived struct {
	ReceivedAt time.Time  `json:"received_at"` // UTC
	ClockKnown bool       `json:"clock_known"` // false: only the day is known
	Files      []FileInfo `json:"files"`
	// SentAt is when it left its sender, zero when the register does not say;
	// SentClockKnown as ClockKnown.
	SentAt         time.Time `json:"sent_at,omitzero"`
	SentClockKnown bool      `json:"sent_clock_known,omitempty"`
	// The office's incoming register that dates the receipt, and its row (from
	// 1, heading not counted); "" when the program's clock does.
	RegisterSHA256 string `json:"register_sha256,omitempty"`
	RegisterRow    int    `json:"register_row,omitempty"`
	// Sender is the unit that sent it, "" when that is not known: then the files
	// alone say whose they are.
	Sender string `json:"sender,omitempty"`
	// ByPage: it was sent through the page and counts when it is confirmed.
	ByPage bool `json:"by_page,omitempty"`
	// Container is the archive that the files came in, if any.
	Container *Container `json:"container,omitempty"`
}

// Kind is "submission.received".
func (*SubmissionReceived) Kind() string           { return "submission.received" }
func (*SubmissionReceived) about(seq int64) string { return aboutSubmission(seq) }

func (e *SubmissionReceived) apply(tx *tx, line Line) error {
	if len(e.Files) == 0 {
		return fmt.Errorf("%w: a submission without files", ErrInvalid)
	}
	for i, f := range e.Files {
		if !isHash(f.SHA256) {
			return fmt.Errorf("%w: file %q has no SHA-256", ErrInvalid, f.Name)
		}
		if id := tx.submissionOf(f.SHA256); id != 0 {
			return fmt.Errorf("%w: file %q was received as submission %d", ErrDuplicate, f.Name, id)
		}
		tx.ownFile(f.SHA256, line.Seq)
		if err := tx.append("submission_file", line.Seq, i+1, f.Name, f.SHA256, f.Bytes, f.Format); err != nil {
			return err
		}
	}
	tx.setState(line.Seq, stateReceived)
	if !e.SentAt.IsZero() {
		if DayOf(e.SentAt) > DayOf(e.ReceivedAt) {
			return fmt.Errorf("%w: sent on %s, received on %s", ErrInvalid, DayOf(e.SentAt), DayOf(e.ReceivedAt))
		}
		if err := tx.append("submission_sent", line.Seq, e.SentAt.UTC(), DayOf(e.SentAt), e.SentClockKnown); err != nil {
			return err
		}
	}
	if e.Sender != "" || e.ByPage || e.Container != nil {
		c := Container{}
		if e.Container != nil {
			c = *e.Container
		}
		if err := tx.append("submission_origin", line.Seq, orNil(e.Sender), e.ByPage, orNil(c.Name), orNil(c.SHA256)); err != nil {
			return err
		}
	}
	return tx.append("submission", line.Seq, e.ReceivedAt.UTC(), DayOf(e.ReceivedAt), e.ClockKnown,
		line.At, line.Actor, orNil(e.RegisterSHA256), orNil(e.RegisterRow))
}

// Outcome of reading a submission.
type Outcome string

// A submission is read; or refused, because a problem blocks it; or it waits
// for a person: questions are open, or its sender has not confirmed it yet. Only
// what is read counts.
const (
	OutcomeRead    Outcome = "read"
	OutcomeRefused Outcome = "refused"
	OutcomeWaiting Outcome = "waiting"
)

// SubmissionRead says what was understood of a submission's files: who sent
// what for which period, and where the readings are kept. It comes again when a
// submission that waited or was refused was answered or confirmed, and after
// SubmissionReread; the rows of the reading before are gone then.
type SubmissionRead struct {
	Submission int64        `json:"submission"`
	Outcome    Outcome      `json:"outcome"`
	Document   DocumentKind `json:"kind"`
	UnitID     string       `json:"unit"`
	PeriodID   string       `json:"period"`
	Year       int          `json:"year"`
	Readings   []string     `json:"readings"` // hash of each file's reading, in file order
	Reader     string       `json:"reader"`   // version of the reader
	// Content is a hash of what the files say, without where and how they say it:
	// equal for sendings that differ in nothing but their bytes.
	Content string `json:"content,omitempty"`
}

// Kind is "submission.read".
func (*SubmissionRead) Kind() string         { return "submission.read" }
func (e *SubmissionRead) about(int64) string { return aboutSubmission(e.Submission) }

func (e *SubmissionRead) apply(tx *tx, line Line) error {
	switch tx.state(e.Submission) {
	case stateNone:
		return fmt.Errorf("%w: submission %d", ErrNotFound, e.Submission)
	case stateReceived, stateRereading:
	case stateWaiting, stateRefused:
		if err := tx.forget(e.Submission); err != nil {
			return err
		}
	default:
		return fmt.Errorf("%w: submission %d was read before", ErrConflict, e.Submission)
	}
	if len(e.Readings) == 0 {
		return fmt.Errorf("%w: submission %d without a reading", ErrInvalid, e.Submission)
	}
	reportType := ""
	if e.PeriodID != "" {
		p, ok := tx.catalogue.PeriodByID(e.PeriodID)
		if !ok {
			return fmt.Errorf("%w: period %q", ErrInvalid, e.PeriodID)
		}
		reportType = p.ReportType
	}
	if e.Outcome == OutcomeRead && (e.UnitID == "" || e.Document == KindReport && e.PeriodID == "") {
		return fmt.Errorf("%w: submission %d was read without knowing its unit and period", ErrInvalid, e.Submission)
	}
	var readings []*Reading
	for i, hash := range e.Readings {
		r, err := tx.reading(hash)
		if err != nil {
			return fmt.Errorf("stored reading: %w", err)
		}
		readings = append(readings, r)
		if err := tx.appendReading(e.Submission, i+1, r, e.Outcome); err != nil {
			return err
		}
		if err := tx.append("file_reading", e.Submission, i+1, hash); err != nil {
			return err
		}
	}
	state, ok := stateAfter[e.Outcome]
	if !ok {
		return fmt.Errorf("%w: outcome %q of submission %d", ErrInvalid, e.Outcome, e.Submission)
	}
	tx.setState(e.Submission, state)
	tx.own.read[e.Submission] = line.Seq
	if e.Content != "" {
		if err := tx.append("submission_content", e.Submission, e.Content); err != nil {
			return err
		}
	}
	h := headOf(readings)
	return tx.append("submission_reading", e.Submission, line.Seq, string(e.Document), string(e.Outcome),
		orNil(e.UnitID), orNil(e.PeriodID), orNil(reportType), orNil(e.Year), h.number,
		h.signed, h.from, h.to, e.Readings[0], e.Reader)
}

var stateAfter = map[Outcome]submissionState{OutcomeRead: stateRead, OutcomeRefused: stateRefused, OutcomeWaiting: stateWaiting}

// submissionHead is what the files of one submission say of it: each field from
// the first file that states it. A report's annex often has no number.
type submissionHead struct {
	number           *string
	signed, from, to Day
}

func headOf(readings []*Reading) submissionHead {
	var h submissionHead
	for _, r := range readings {
		if h.number == nil {
			h.number = r.Head.Number
		}
		h.signed = cmp.Or(h.signed, r.Head.Date)
		if r.Report != nil {
			h.from, h.to = cmp.Or(h.from, r.Report.DataFrom), cmp.Or(h.to, r.Report.DataTo)
		}
	}
	return h
}

// ReviewRecorded says that the receiving body accepted or returned a
// submission. A formal return (signature, form, number) can be cured.
type ReviewRecorded struct {
	Submission  int64  `json:"submission"`
	DecidedOn   Day    `json:"decided_on"`
	Decision    string `json:"decision"`              // accepted, returned
	ReasonKind  string `json:"reason_kind,omitempty"` // formal, substantive
	Reason      string `json:"reason,omitempty"`
	RegisterRow int    `json:"register_row,omitempty"`
}

// Decisions of a review, and the kinds of reason of a return.
const (
	Accepted    = "accepted"
	Returned    = "returned"
	Formal      = "formal"
	Substantive = "substantive"
)

// Kind is "review.recorded".
func (*ReviewRecorded) Kind() string         { return "review.recorded" }
func (e *ReviewRecorded) about(int64) string { return aboutSubmission(e.Submission) }

func (e *ReviewRecorded) apply(tx *tx, line Line) error {
	if s := tx.state(e.Submission); s == stateNone {
		return fmt.Errorf("%w: submission %d", ErrNotFound, e.Submission)
	} else if s != stateRead {
		return fmt.Errorf("%w: submission %d cannot be reviewed, it was not read", ErrConflict, e.Submission)
	}
	ok := e.Decision == Accepted && e.ReasonKind == "" ||
		e.Decision == Returned && (e.ReasonKind == Formal || e.ReasonKind == Substantive)
	if !ok || e.DecidedOn == 0 {
		return fmt.Errorf("%w: review %q with reason kind %q on %q", ErrInvalid, e.Decision, e.ReasonKind, e.DecidedOn)
	}
	return tx.append("review", e.Submission, line.Seq, e.DecidedOn, e.Decision,
		orNil(e.ReasonKind), orNil(e.Reason), line.Actor, orNil(e.RegisterRow))
}

// ExemptionGranted says that a unit need not report for a period. It acts from
// its own day: a late state published before stays in the history.
type ExemptionGranted struct {
	UnitID    string `json:"unit"`
	PeriodID  string `json:"period"`
	GrantedOn Day    `json:"granted_on"`
	GrantedBy string `json:"granted_by"`
	Reason    string `json:"reason"`
	Document  string `json:"document"`
}

// Kind is "exemption.granted".
func (*ExemptionGranted) Kind() string { return "exemption.granted" }
func (e *ExemptionGranted) about(int64) string {
	return "obligation/" + e.UnitID + "/" + e.PeriodID
}

func (e *ExemptionGranted) apply(tx *tx, line Line) error {
	if _, ok := tx.catalogue.PeriodByID(e.PeriodID); !ok {
		return fmt.Errorf("%w: period %q", ErrInvalid, e.PeriodID)
	}
	if _, ok := tx.catalogue.UnitOn(e.UnitID, 0); !ok {
		return fmt.Errorf("%w: unit %q", ErrInvalid, e.UnitID)
	}
	if e.GrantedOn == 0 || e.GrantedBy == "" || e.Reason == "" || e.Document == "" {
		return fmt.Errorf("%w: an exemption needs who granted it, when, why and by which document", ErrInvalid)
	}
	return tx.append("exemption", e.UnitID, e.PeriodID, e.GrantedOn, e.GrantedBy, e.Reason, e.Document, line.Seq)
}

// orNil makes an absent value SQL null.
func orNil[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}
