package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"danbiet/data"
)

// content is a hash of what a sending says: whose report or plan it is, its
// number, its figures, its tasks. Files that differ in nothing else (saved
// again, another font) say the same.
func (s *intake) content() string {
	type value struct {
		Key  string
		Says any
	}
	var all []value
	number := ""
	for _, a := range s.files {
		r := a.reading
		if number == "" {
			number = deref(r.Head.Number)
		}
		for _, t := range r.Tasks {
			all = append(all, value{"plan " + t.Label, [3]any{data.ToneKey(t.Text), t.From, t.To}})
		}
		for _, d := range r.Obligations {
			all = append(all, value{"duty " + d.Report, [2]any{d.Rule, d.Date}})
		}
		for _, t := range r.Targets {
			t.At = data.Place{}
			all = append(all, value{"target " + t.Label, t})
		}
		for _, l := range r.Links {
			l.At = data.Place{}
			all = append(all, value{"link " + l.Label, l})
		}
		if r.Report == nil {
			continue
		}
		for _, v := range r.Report.Indicators {
			all = append(all, value{"figure " + v.Code + v.Part, v.Value})
		}
		for _, t := range r.Report.Tasks {
			all = append(all, value{"task " + t.Label, []any{taskSaid(t), t.Aps, t.Note}})
		}
		for _, e := range r.Report.Exemplars {
			all = append(all, value{"exemplar " + e.Name, [2]any{e.Field, e.Kind}})
		}
	}
	slices.SortStableFunc(all, func(a, b value) int { return cmp.Compare(a.Key, b.Key) })
	b, err := json.Marshal([]any{s.kind, s.unit, s.period, s.year, number, all})
	if err != nil {
		panic("content of a sending: " + err.Error()) // plain values always encode
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// current knows what counts already, in the store and in the batch under way.
type current struct {
	stored  map[string]data.CurrentContent // by data.VersionKey
	batch   map[string]*intake
	dropped []*intake
}

func (im *Importer) current(ctx context.Context) (*current, error) {
	stored, err := im.Store.CurrentContents(ctx)
	return &current{stored: stored, batch: map[string]*intake{}}, err
}

// same tells whether a sending says what the current version says already. Such
// a sending is not recorded: it would be a version without a difference. One
// that the register lists is always recorded: the office has decided on it.
func (c *current) same(s *intake) bool {
	if s.unit == "" || s.outcome == data.OutcomeRefused || s.kind == data.KindReport && s.period == "" || s.kind == data.KindUnknown {
		return false
	}
	s.says = s.content()
	key := data.VersionKey(s.kind, s.unit, s.period, s.year)
	before, inBatch := c.batch[key]
	_, listed := s.registerRow()
	switch {
	case listed:
	case inBatch && before.says == s.says:
		s.sameAs = before
	case !inBatch && c.stored[key].Content == s.says:
		s.sameAs = &intake{id: c.stored[key].Submission}
	}
	if s.sameAs != nil {
		c.dropped = append(c.dropped, s)
		return true
	}
	if s.outcome == data.OutcomeRead {
		c.batch[key] = s
	}
	return false
}

// readSending is a recorded submission with its stored readings.
func (im *Importer) readSending(x *data.Sending) (*intake, error) {
	s := &intake{id: x.Submission, received: x.ReceivedAt, clock: x.ClockKnown, byPage: x.ByPage, confirmed: x.Confirmed,
		kind: x.Document, unit: x.UnitID, period: x.PeriodID, year: x.Year, outcome: x.Outcome, hashes: x.Readings}
	for i, hash := range x.Readings {
		r, err := im.Store.Reading(hash)
		if err != nil {
			return nil, err
		}
		a := &arrival{info: x.Files[i], sender: x.Sender, reading: r}
		a.FileNo = i + 1
		s.files = append(s.files, a)
	}
	return s, nil
}

// tell says of sendings that were not recorded what they are the same as.
func (c *current) tell() {
	for _, s := range c.dropped {
		s.id = s.sameAs.id
		for _, a := range s.files {
			a.State, a.Submission = FileUnchanged, s.id
			a.Kind, a.UnitID, a.PeriodID, a.Year = s.kind, s.unit, s.period, s.year
			a.Questions = nil
			a.Problems = []data.Problem{data.NewProblem("same_content", data.Inform, data.Place{},
				"name", a.info.Name, "receipt", strconv.FormatInt(s.id, 10))}
		}
	}
}
