package national

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"danbiet/data"
)

// Loaded is what Load put into a store, and how long that took.
type Loaded struct {
	Reports, Figures int
	Plans            int
	Took             time.Duration
}

// Load puts the country's reports into a store opened on its catalogue: every
// period one table of past figures, one event and one transaction, its facts
// through the store's appenders; and the plans of the towns that still stood when
// reports began to state tasks. The next table is written while one is loaded.
func (n *Nation) Load(ctx context.Context, s *data.Store) (Loaded, error) {
	start := time.Now()
	var l Loaded
	type kept struct {
		file             data.FileInfo
		reports, figures int
		err              error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tables := make(chan kept)
	go func() {
		defer close(tables)
		for _, p := range s.Catalogue().Periods {
			var k kept
			r, w := io.Pipe()
			go func() {
				var err error
				k.reports, k.figures, err = n.WriteFigures(w, s.Catalogue(), p)
				w.CloseWithError(err)
			}()
			k.file, k.err = s.Keep(ctx, "so-lieu-"+p.ID+".csv", r)
			k.file.Format = "csv"
			select {
			case tables <- k:
			case <-ctx.Done():
				return
			}
		}
	}()
	for k := range tables {
		if k.err != nil {
			return l, k.err
		}
		if _, err := s.Record(ctx, "national", &data.PastFiguresLoaded{File: k.file, Source: source}); err != nil {
			return l, err
		}
		l.Reports += k.reports
		l.Figures += k.figures
	}
	if err := n.loadPlans(ctx, s, &l); err != nil {
		return l, err
	}
	l.Took = time.Since(start)
	return l, ctx.Err()
}

// loadPlans sends each town's plan of the years with tasks, as every plan comes:
// a file, its reading, and three events.
func (n *Nation) loadPlans(ctx context.Context, s *data.Store, l *Loaded) error {
	var batch []*data.Reading
	flush := func() error {
		var files []data.FileInfo
		var hashes []string
		for _, r := range batch {
			text := *r.Head.Issuer + " " + *r.Head.Number
			info, err := s.Keep(ctx, strings.ReplaceAll(text, " ", "-")+".txt", strings.NewReader(text))
			if err != nil {
				return err
			}
			info.Format = "txt"
			r.File = info
			hash, err := s.KeepReading(ctx, r)
			if err != nil {
				return err
			}
			files, hashes = append(files, info), append(hashes, hash)
		}
		_, err := s.RecordTogether(ctx, func(first int64) []data.Signed {
			var events []data.Signed
			for i, r := range batch {
				id := first + int64(len(events))
				at := data.Date(*r.Head.Year, time.January, 15)
				for _, e := range []data.Event{
					&data.SubmissionReceived{ReceivedAt: at.Start(), Files: []data.FileInfo{files[i]}},
					&data.SubmissionRead{Submission: id, Outcome: data.OutcomeRead, Document: data.KindPlan, UnitID: r.UnitID, Year: *r.Head.Year, Readings: []string{hashes[i]}, Reader: "national"},
					&data.ReviewRecorded{Submission: id, DecidedOn: at + 5, Decision: data.Accepted},
				} {
					events = append(events, data.Signed{Actor: "national", Event: e})
				}
			}
			return events
		})
		l.Plans += len(batch)
		batch = batch[:0]
		return err
	}
	for year := tasksFrom; year <= Reorganised.Time().Year(); year++ {
		for i := range n.Towns {
			batch = append(batch, planOf(&n.Towns[i], year))
			if len(batch) == 500 {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return flush()
}

func planOf(u *Unit, year int) *data.Reading {
	issuer, number := u.ID, fmt.Sprintf("%s/KH-%d", u.Code, year)
	r := &data.Reading{Kind: data.KindPlan, UnitID: u.ID, Head: data.Head{Year: &year, Number: &number, Issuer: &issuer}}
	for i, label := range taskLabels {
		at := data.Place{Lines: [2]int{i + 1, i + 1}}
		text := fmt.Sprintf("Nhiệm vụ %d của %s: việc dựng để đo", i+1, u.Name)
		r.Cells = append(r.Cells, data.Cell{At: at, Row: i + 1, Col: 1, Text: label + ". " + text})
		r.Tasks = append(r.Tasks, data.PlanTask{Label: label, Text: text, At: at})
	}
	return r
}
