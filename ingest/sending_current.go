package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"danbiet/data"
)

// content is a hash of what a sending says: whose report or plan it is, its
// number, its figures, its tasks. Files that differ in nothing else (saved
// again, another font) say the same.
func (s *intake) content() [32]byte {
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
	slices.SortStableFunc(all, func(a, b value) int {
		switch {
		case a.Key < b.Key:
			return -1
		case a.Key > b.Key:
			return 1
		}
		return 0
	})
	b, err := json.Marshal([]any{s.kind, s.unit, s.period, s.year, number, all})
	if err != nil {
		panic("content of a sending: " + err.Error()) // plain values always encode
	}
	return sha256.Sum256(b)
}

// current looks up what counts already, once a batch and report.
type current struct {
	im      *Importer
	known   map[string]version
	dropped []*intake
}

type version struct {
	content [32]byte
	id      int64   // 0: in this batch
	in      *intake // of this batch
}

func newCurrent(im *Importer) *current { return &current{im: im, known: map[string]version{}} }

// same finds the current version when a sending says what it says already. Such
// a sending is not recorded: it would be a version without a difference. One
// that the register lists is always recorded: the office has decided on it.
func (c *current) same(ctx context.Context, s *intake) (*version, error) {
	if s.unit == "" || s.outcome == data.OutcomeRefused || s.kind == data.KindReport && s.period == "" || s.kind == data.KindUnknown {
		return nil, nil
	}
	key := fmt.Sprint(s.kind, s.unit, s.period, s.year)
	now, known := c.known[key]
	if !known {
		var err error
		if now, err = c.recorded(ctx, s); err != nil {
			return nil, err
		}
	}
	mine := s.content()
	_, listed := s.registerRow()
	if (now.id != 0 || now.in != nil) && now.content == mine && !listed {
		s.id = now.id
		s.outcome = ""
		c.dropped = append(c.dropped, s)
		if now.in != nil {
			s.sameAs = now.in
		}
		return &now, nil
	}
	if s.outcome == data.OutcomeRead {
		now = version{content: mine, in: s}
	}
	c.known[key] = now
	return nil, nil
}

// recorded is the version that counts in the store.
func (c *current) recorded(ctx context.Context, s *intake) (version, error) {
	period := s.period
	if s.kind == data.KindPlan {
		period = ""
	}
	all, err := c.im.Store.CountingSendings(ctx, s.unit, period, s.year)
	if err != nil || len(all) == 0 {
		return version{}, err
	}
	old, err := c.im.readSending(all[len(all)-1])
	if err != nil {
		return version{}, err
	}
	return version{content: old.content(), id: old.id}, nil
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
		if s.sameAs != nil {
			s.id = s.sameAs.id
		}
		for _, a := range s.files {
			a.State, a.Submission = FileUnchanged, s.id
			a.Kind, a.UnitID, a.PeriodID, a.Year = s.kind, s.unit, s.period, s.year
			a.Questions = nil
			a.Problems = []data.Problem{data.NewProblem("same_content", data.Inform, data.Place{},
				"name", a.info.Name, "receipt", strconv.FormatInt(s.id, 10))}
		}
	}
}
