package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"danbiet/data"
	"danbiet/ingest"
)

type readCmd struct {
	File string `arg:"" required:"" type:"path" help:"${file}"`
	JSON bool   `name:"json" help:"${json}"`
	converterFlag
}

// Run reads one file, or each file of an archive, and shows what was understood,
// before anything is stored.
func (r *readCmd) Run(c *console) error {
	b, err := os.ReadFile(r.File)
	if err != nil {
		return fmt.Errorf("%w: %w", data.ErrInvalid, err)
	}
	cat, err := data.LoadCatalogue()
	if err != nil {
		return err
	}
	readers := r.readers(nil)
	defer readers.Close()
	name := filepath.Base(r.File)
	members, problems, archive := readers.Unpack(c.ctx, name, b)
	if !archive {
		members = []ingest.Member{{Path: name, Bytes: b}}
	}
	var readings []*data.Reading
	for _, m := range members {
		reading := readers.Read(c.ctx, m.Path, m.Bytes, cat, ingest.Hints{})
		if reading == nil {
			return c.ctx.Err()
		}
		readings = append(readings, reading)
	}
	if len(problems) > 0 { // of the archive itself
		readings = append(readings, ingest.Unread(name, b, problems))
	}
	if err := show(c, readings, archive, r.JSON); err != nil {
		return err
	}
	for _, reading := range readings {
		if data.Blocks(reading.Problems) {
			return errRefused
		}
	}
	return nil
}

// show prints readings: one object for a file, an array for an archive.
func show(c *console, readings []*data.Reading, archive, asJSON bool) error {
	switch {
	case asJSON && archive:
		return ingest.JSONList(c.out, readings)
	case asJSON:
		return ingest.JSON(c.out, readings[0])
	}
	for i, reading := range readings {
		if i > 0 {
			io.WriteString(c.out, "\n")
		}
		ingest.Show(c.out, reading, c.words.Lang())
	}
	return nil
}
