package main

import (
	"bytes"
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
	Data      string   `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Paths     []string `arg:"" optional:"" type:"path" help:"${paths}"`
	Sender    string   `help:"${sender}"`
	Questions string   `type:"path" help:"${questions}"`
	Answers   string   `type:"path" help:"${answers}"`
	Verbose   bool     `short:"v" help:"${verbose}"`
	converterFlag
}

// Run takes in files and folders, or a filled sheet of answers, tells what
// became of each, and fails with exit code 1 when something was refused or
// waits for answers.
func (i *importCmd) Run(c *console) error {
	if len(i.Paths) == 0 && i.Answers == "" && i.Questions == "" {
		return fmt.Errorf("%w: nothing to import", data.ErrInvalid)
	}
	store, err := c.open(i.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	if _, ok := store.Catalogue().UnitOn(i.Sender, 0); i.Sender != "" && !ok {
		return fmt.Errorf("%w: --sender %q", data.ErrInvalid, i.Sender)
	}
	readers := i.readers(store)
	defer readers.Close()
	im := &ingest.Importer{Store: store, Actor: localActor, Sender: i.Sender, Now: time.Now, Readers: readers, Progress: c.progress("importing")}
	if i.Verbose {
		im.Received = func(receipt int64, name string) {
			c.say("receipt", "n", strconv.FormatInt(receipt, 10), "name", name)
		}
	}
	complete := true
	if i.Answers != "" {
		if complete, err = c.takeAnswers(im, i.Answers); err != nil {
			return err
		}
	}
	if len(i.Paths) > 0 {
		sum, err := im.Import(c.ctx, i.Paths...)
		if err != nil {
			return err
		}
		c.summary(store.Catalogue(), sum)
		complete = complete && sum.AllAccepted()
	}
	if i.Questions != "" {
		if err := c.writeQuestions(im, i.Questions); err != nil {
			return err
		}
	}
	if !complete {
		return errRefused
	}
	return nil
}

// progress draws a bar on a terminal and is silent elsewhere.
func (c *console) progress(what string) func(done, total int, name string) {
	f, ok := c.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int, name string) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(c.err), progressbar.OptionClearOnFinish(),
				progressbar.OptionSetDescription(c.words.T("cli."+what)), progressbar.OptionShowCount())
		}
		bar.Set(done)
	}
}

// toLookAt are the states that a person has to see, file by file.
var toLookAt = map[ingest.FileState]bool{ingest.FileRefused: true, ingest.FileFailed: true, ingest.FileDuplicate: true, ingest.FileUnchanged: true, ingest.FileWaiting: true}

// summary prints one line for every file that a person has to look at, with all
// its problems and questions, and the counts of the rest.
func (c *console) summary(cat *data.Catalogue, sum *ingest.Summary) {
	warned := 0
	for _, f := range sum.Files {
		if !toLookAt[f.State] {
			warned += min(1, len(f.Problems))
			continue
		}
		c.say("file_"+string(f.State), "path", f.Path, "receipt", strconv.FormatInt(f.Submission, 10))
		for _, p := range f.Problems {
			fmt.Fprintf(c.out, "    - %s\n", p.Sentence(c.words.Lang()))
		}
		for _, q := range f.Questions {
			if f.State == ingest.FileWaiting && !q.Optional {
				fmt.Fprintf(c.out, "    ? %s\n", c.ask(q))
			}
		}
	}
	t := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, state := range []ingest.FileState{ingest.FileAccepted, ingest.FilePending, ingest.FileReturned, ingest.FileWaiting, ingest.FileRefused,
		ingest.FileDuplicate, ingest.FileUnchanged, ingest.FileFailed} {
		if n := sum.Count(state); n > 0 {
			fmt.Fprintf(t, "%d\t  %s\n", n, c.words.T("cli.count_"+string(state)))
		}
	}
	fmt.Fprintf(t, "%d\t  %s\n", len(sum.Files), c.words.T("cli.count_all"))
	t.Flush()
	if warned > 0 {
		c.say("warned", "n", strconv.Itoa(warned))
	}
	if sum.Count(ingest.FileWaiting) > 0 {
		c.say("how_to_answer")
	}
}

// ask puts a question into words.
func (c *console) ask(q data.Question) string {
	key := "cli.ask_" + string(q.Kind)
	if q.Got == "" {
		key += "_missing"
	}
	return c.words.T(key, "got", q.Got)
}

// writeQuestions writes the open questions of all submissions that wait.
func (c *console) writeQuestions(im *ingest.Importer, path string) error {
	qs, err := im.OpenQuestions(c.ctx)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := ingest.WriteQuestions(&b, qs, c.ask); err != nil {
		return err
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		return err
	}
	c.say("questions_written", "n", strconv.Itoa(len(qs)), "path", path)
	return nil
}

// takeAnswers takes in a filled sheet and tells whether everything in it is
// complete now.
func (c *console) takeAnswers(im *ingest.Importer, path string) (bool, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return false, fmt.Errorf("%w: %w", data.ErrInvalid, err)
	}
	taken, problems, err := im.TakeAnswers(c.ctx, b)
	if err != nil {
		return false, err
	}
	if len(problems) > 0 {
		c.say("answers_refused", "path", path)
		for _, p := range problems {
			fmt.Fprintf(c.out, "    - %s\n", p.Sentence(c.words.Lang()))
		}
		return false, nil
	}
	c.say("answers_taken", "n", strconv.Itoa(taken.Answers), "confirmed", strconv.Itoa(len(taken.Confirmed)), "open", strconv.Itoa(len(taken.Open)))
	return len(taken.Open) == 0, nil
}
