package main

import (
	"fmt"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"danbiet/data"
	"danbiet/ingest"
)

type importCmd struct {
	Data    string   `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Paths   []string `arg:"" required:"" type:"path" help:"${paths}"`
	Verbose bool     `short:"v" help:"${verbose}"`
}

// Run takes in files and folders, tells what became of each, and fails with
// exit code 1 when something was refused.
func (i *importCmd) Run(c *console) error {
	store, err := c.open(i.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	im := &ingest.Importer{Store: store, Actor: localActor, Now: time.Now, Progress: c.progress()}
	if i.Verbose {
		im.Received = func(receipt int64, name string) {
			c.say("receipt", "n", strconv.FormatInt(receipt, 10), "name", name)
		}
	}
	sum, err := im.Import(c.ctx, i.Paths...)
	if err != nil {
		return err
	}
	c.summary(store.Catalogue(), sum)
	if !sum.AllAccepted() {
		return errRefused
	}
	return nil
}

// progress draws a bar on a terminal and is silent elsewhere.
func (c *console) progress() func(done, total int, name string) {
	f, ok := c.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int, name string) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(c.err), progressbar.OptionClearOnFinish(),
				progressbar.OptionSetDescription(c.words.T("cli.importing")), progressbar.OptionShowCount())
		}
		bar.Set(done)
	}
}

// summary prints one line for every file that a person has to look at, with all
// its problems, and the counts of the rest.
func (c *console) summary(cat *data.Catalogue, sum *ingest.Summary) {
	for _, f := range sum.Files {
		if f.State != ingest.FileRefused && f.State != ingest.FileFailed && f.State != ingest.FileDuplicate {
			continue
		}
		c.say("file_"+string(f.State), "path", f.Path, "receipt", strconv.FormatInt(f.Submission, 10))
		for _, p := range f.Problems {
			fmt.Fprintf(c.out, "    - %s\n", p.Sentence(c.words.Lang()))
		}
	}
	warned := 0
	for _, f := range sum.Files {
		if f.State != ingest.FileRefused && f.State != ingest.FileFailed && f.State != ingest.FileDuplicate && len(f.Problems) > 0 {
			warned++
		}
	}
	t := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, state := range []ingest.FileState{ingest.FileAccepted, ingest.FilePending, ingest.FileReturned, ingest.FileRefused, ingest.FileDuplicate, ingest.FileFailed} {
		if n := sum.Count(state); n > 0 {
			fmt.Fprintf(t, "%d\t  %s\n", n, c.words.T("cli.count_"+string(state)))
		}
	}
	fmt.Fprintf(t, "%d\t  %s\n", len(sum.Files), c.words.T("cli.count_all"))
	t.Flush()
	if warned > 0 {
		c.say("warned", "n", strconv.Itoa(warned))
	}
}
