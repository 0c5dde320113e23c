package main

import (
	"fmt"
	"log/slog"
	"time"

	"danbiet/data"
)

type rebuildCmd struct {
	Data string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
}

// Run makes DuckDB anew from the ledger and the stored readings.
func (r *rebuildCmd) Run(c *console) error {
	started := time.Now()
	store, err := data.Rebuild(c.ctx, data.Options{Dir: r.Data, Now: time.Now, Log: slog.New(slog.NewTextHandler(c.err, nil))})
	if err != nil {
		return err
	}
	defer store.Close()
	lines, err := store.LedgerLines("")
	if err != nil {
		return err
	}
	c.say("rebuilt", "lines", fmt.Sprint(len(lines)), "seconds", fmt.Sprintf("%.1f", time.Since(started).Seconds()))
	return nil
}
