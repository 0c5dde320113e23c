package main

import (
	"os"
	"os/exec"

	"danbiet/data"
	"danbiet/ingest"
)

// readingProcessCmd is this program as a reading process (ingest.Readers): it
// reads files from its standard input until that ends. Nobody types it.
type readingProcessCmd struct {
	// Units are the files of the lists of units that the folder of data has: this
	// process cannot open the folder.
	Units []string `type:"path" sep:"none"`
}

const readingProcess = "reading-process"

func (r readingProcessCmd) Run(c *console) error {
	cat, err := data.LoadCatalogueWith(r.Units...)
	if err != nil {
		return err
	}
	return ingest.ServeReader(c.in, c.out, cat)
}

// converterFlag is where an administrator switches conversion on.
type converterFlag struct {
	Soffice string `type:"path" env:"DANBIET_SOFFICE" help:"${soffice}"`
}

// readers read files in processes of this very program, which know the units that
// store knows; without a store, the program's own.
func (f converterFlag) readers(store *data.Store) *ingest.Readers {
	args := []string{readingProcess}
	if store != nil {
		for _, file := range store.UnitLists() {
			args = append(args, "--units="+file)
		}
	}
	readers := &ingest.Readers{Tools: ingest.FindTools(), Command: func() *exec.Cmd {
		self, err := os.Executable()
		if err != nil {
			self = os.Args[0]
		}
		return exec.Command(self, args...)
	}}
	if f.Soffice != "" {
		readers.Converter = &ingest.Converter{Path: f.Soffice}
	}
	return readers
}
