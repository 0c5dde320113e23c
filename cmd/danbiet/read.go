package main

import (
	"fmt"
	"os"
	"path/filepath"

	"danbiet/data"
	"danbiet/ingest"
)

type readCmd struct {
	File string `arg:"" required:"" type:"path" help:"${file}"`
	JSON bool   `name:"json" help:"${json}"`
}

// Run reads one file and shows what was understood, before anything is stored.
func (r *readCmd) Run(c *console) error {
	b, err := os.ReadFile(r.File)
	if err != nil {
		return fmt.Errorf("%w: %w", data.ErrInvalid, err)
	}
	cat, err := data.LoadCatalogue()
	if err != nil {
		return err
	}
	reading := ingest.FindTools().Read(filepath.Base(r.File), b, cat)
	if r.JSON {
		err = ingest.JSON(c.out, reading)
	} else {
		ingest.Show(c.out, reading, c.words.Lang())
	}
	if err == nil && data.Blocks(reading.Problems) {
		err = errRefused
	}
	return err
}
