package main

import (
	"fmt"
	"time"

	"danbiet/data"
	"danbiet/ingest"
)

type rereadCmd struct {
	Data       string  `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Submission []int64 `short:"s" help:"${submission}"`
	Apply      bool    `help:"${apply}"`
	Output     string  `short:"o" type:"path" help:"${changes}"`
	converterFlag
}

// Run reads the originals again with this reader and lists every figure, task
// and unit that would change. Nothing changes without --apply.
func (r *rereadCmd) Run(c *console) error {
	store, err := c.open(r.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	readers := r.readers(store)
	defer readers.Close()
	im := &ingest.Importer{Store: store, Actor: localActor, Now: time.Now, Readers: readers, Progress: c.progress("rereading")}
	again, err := im.Compare(c.ctx, r.Submission...)
	if err != nil {
		return err
	}
	if err := c.listChanges(store.Catalogue(), again, r.Output); err != nil {
		return err
	}
	n, changes := fmt.Sprint(len(again.Submissions)), fmt.Sprint(again.Changes)
	if !r.Apply {
		c.say("reread_compared", "n", n, "changes", changes, "reader", ingest.ReaderVersion)
		return nil
	}
	if err := im.Apply(c.ctx, again); err != nil {
		return err
	}
	c.say("reread_applied", "n", n, "changes", changes, "reader", ingest.ReaderVersion)
	return nil
}

// listChanges prints a line a change, and writes them as a csv when asked to.
func (c *console) listChanges(cat *data.Catalogue, again *ingest.Reread, path string) error {
	rows := [][]string{{"bien_nhan", "don_vi", "ky", "gia_tri", "cho", "cu", "moi"}}
	for _, s := range again.Submissions {
		for _, change := range s.Changes {
			row := []string{fmt.Sprint(s.Submission), unitName(cat, s.UnitID), periodOrYear(s), change.What, change.Place, shown(change.Was), shown(change.Now)}
			rows = append(rows, row)
			c.say("reread_change", "receipt", row[0], "unit", row[1], "period", row[2], "what", row[3], "place", row[4], "was", row[5], "now", row[6])
		}
	}
	return writeCSV(path, rows)
}

func unitName(cat *data.Catalogue, id string) string {
	if v, ok := cat.UnitOn(id, 0); ok {
		return v.Type + " " + v.Name
	}
	return "—"
}

func periodOrYear(s ingest.RereadSubmission) string {
	if s.PeriodID != "" {
		return s.PeriodID
	}
	return fmt.Sprint(s.Year)
}

func shown(s *string) string {
	if s == nil {
		return "—"
	}
	return *s
}
