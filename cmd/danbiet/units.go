package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"danbiet/data"
	"danbiet/ingest"
)

// unitsCmd groups what is done with the catalogue of units.
type unitsCmd struct {
	Import unitsImportCmd `cmd:"" help:"${units_import}"`
}

type unitsImportCmd struct {
	Data   string   `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Paths  []string `arg:"" type:"path" help:"${units_paths}"`
	Apply  bool     `help:"${units_apply}"`
	Output string   `short:"o" type:"path" help:"${changes}"`
}

// Run reads a list of units, tells every fault of it, and lists what it would
// change. Nothing changes without --apply, and nothing with a fault.
func (u *unitsImportCmd) Run(c *console) error {
	store, err := c.open(u.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	im := &ingest.Importer{Store: store, Actor: localActor, Now: time.Now}
	compared, err := im.CompareUnits(c.ctx, u.Paths...)
	if err != nil {
		return err
	}
	for _, p := range compared.Problems {
		fmt.Fprintln(c.out, "- "+p.Sentence(c.words.Lang()))
	}
	if compared.Blocked() {
		c.say("blocked", "n", fmt.Sprint(blocking(compared.Problems)))
		return errRefused
	}
	if err := c.listUnitChanges(compared.Changes, u.Output); err != nil {
		return err
	}
	added, changed, gone := unitCounts(compared.Changes)
	counts := []string{"added", fmt.Sprint(added), "changed", fmt.Sprint(changed), "gone", fmt.Sprint(gone)}
	switch {
	case len(compared.Changes) == 0:
		c.say("units_same")
		return nil
	case !u.Apply:
		c.say("units_compared", counts...)
		return nil
	}
	if err := im.ApplyUnits(c.ctx, compared); err != nil {
		return err
	}
	c.say("units_applied", counts...)
	return nil
}

func blocking(ps []data.Problem) (n int) {
	for _, p := range ps {
		if p.Level == data.Block {
			n++
		}
	}
	return n
}

func unitCounts(changes []data.UnitChange) (added, changed, gone int) {
	for _, u := range changes {
		switch {
		case u.Was == nil:
			added++
		case u.Now == nil:
			gone++
		default:
			changed++
		}
	}
	return added, changed, gone
}

// mostNewRows is how many new rows are printed one by one; a country has tens of
// thousands. The csv has all.
const mostNewRows = 40

// listUnitChanges prints what changes of what stands, and new rows up to
// mostNewRows; a csv has every one.
func (c *console) listUnitChanges(changes []data.UnitChange, path string) error {
	rows := [][]string{{"bang", "don_vi", "ngay", "cot", "cu", "moi"}}
	new := 0
	for _, u := range changes {
		unit := u.Unit
		if u.To != "" {
			unit += " → " + u.To
		}
		row := []string{u.Table, unit, u.On.String(), u.Column, shown(u.Was), shown(u.Now)}
		rows = append(rows, row)
		if u.Was == nil {
			if new++; new > mostNewRows {
				continue
			}
		}
		c.say("units_change", "table", row[0], "unit", row[1], "day", row[2], "what", cmp.Or(row[3], c.words.T("cli.units_row")), "was", row[4], "now", row[5])
	}
	if new > mostNewRows {
		c.say("units_more", "n", fmt.Sprint(new-mostNewRows))
	}
	return writeCSV(path, rows)
}

// writeCSV writes rows as Excel opens them on a Vietnamese machine; no path, no
// file.
func writeCSV(path string, rows [][]string) error {
	if path == "" {
		return nil
	}
	var text strings.Builder
	text.WriteString("\ufeff")
	w := csv.NewWriter(&text)
	w.Comma, w.UseCRLF = ';', true
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := io.WriteString(f, text.String()); err != nil {
		return err
	}
	return f.Close()
}
