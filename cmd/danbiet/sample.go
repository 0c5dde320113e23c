package main

import (
	"fmt"

	"danbiet/data"
	"danbiet/ingest"
)

type sampleCmd struct {
	Folder string `arg:"" required:"" type:"path" help:"${folder}"`
	Seed   uint64 `default:"2024" help:"${seed}"`
	Rough  bool   `help:"${rough}"`
}

// Run writes the made-up town's files, to try the program with.
func (s *sampleCmd) Run(c *console) error {
	if s.Rough {
		n, err := ingest.WriteRough(s.Folder)
		if err == nil {
			c.say("rough_written", "files", fmt.Sprint(n), "folder", s.Folder)
		}
		return err
	}
	cat, err := data.LoadCatalogue()
	if err != nil {
		return err
	}
	stats, err := ingest.WriteSample(s.Folder, cat, s.Seed)
	if err != nil {
		return err
	}
	c.say("sample_written", "files", fmt.Sprint(stats.Files), "folder", s.Folder)
	return nil
}
