package main

import (
	"fmt"
	"time"

	"danbiet/analytics"
	"danbiet/data"
)

type checkCmd struct {
	Data string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
}

// Run holds the folder against itself, and every figure against its evidence.
func (k *checkCmd) Run(c *console) error {
	store, err := c.open(k.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	report, err := store.Check(c.ctx)
	if err != nil {
		return err
	}
	figures, faults, err := analytics.CheckEvidence(c.ctx, &analytics.Marts{DB: store, StateOf: store.StateOf}, store.Catalogue(), analytics.ScopeOf(homeUnit).Answering(), data.DayOf(time.Now()))
	if err != nil {
		return err
	}
	c.say("checked", "lines", fmt.Sprint(report.Lines), "files", fmt.Sprint(report.Files), "readings", fmt.Sprint(report.Readings),
		"cells", fmt.Sprint(report.Cells), "facts", fmt.Sprint(report.Facts), "figures", fmt.Sprint(figures))
	faults = append(report.Faults, faults...)
	for _, f := range faults {
		fmt.Fprintln(c.out, "  - "+f)
	}
	if len(faults) > 0 {
		c.say("check_faults", "n", fmt.Sprint(len(faults)))
		return errRefused
	}
	c.say("check_clean")
	return nil
}
