package main

import (
	"os"
	"os/exec"

	"danbiet/data"
	"danbiet/ingest"
)

// readingProcessCmd is this program as a reading process (ingest.Readers): it
// reads files from its standard input until that ends. Nobody types it.
type readingProcessCmd struct{}

const readingProcess = "reading-process"

func (readingProcessCmd) Run(c *console) error {
	cat, err := data.LoadCatalogue()
	if err != nil {
		return err
	}
	return ingest.ServeReader(c.in, c.out, cat)
}

// converterFlag is where an administrator switches conversion on.
type converterFlag struct {
	Soffice string `type:"path" env:"DANBIET_SOFFICE" help:"${soffice}"`
}

// readers read files in processes of this very program.
func (f converterFlag) readers() *ingest.Readers {
	readers := &ingest.Readers{Tools: ingest.FindTools(), Command: func() *exec.Cmd {
		self, err := os.Executable()
		if err != nil {
			self = os.Args[0]
		}
		return exec.Command(self, readingProcess)
	}}
	if f.Soffice != "" {
		readers.Converter = &ingest.Converter{Path: f.Soffice}
	}
	return readers
}
