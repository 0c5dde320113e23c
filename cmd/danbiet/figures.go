package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"danbiet/data"
)

// figuresCmd groups what is done with figures that another system kept.
type figuresCmd struct {
	Import  figuresImportCmd  `cmd:"" help:"${figures_import}"`
	Outside figuresOutsideCmd `cmd:"" help:"${figures_outside}"`
}

type figuresImportCmd struct {
	Data   string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Path   string `arg:"" type:"existingfile" help:"${figures_path}"`
	Source string `required:"" help:"${figures_source}"`
}

// Run takes in a table of past figures: all of it, or with a fault nothing.
func (f *figuresImportCmd) Run(c *console) error {
	return loadFigures(c, f.Data, f.Path, func(file data.FileInfo) data.Event {
		return &data.PastFiguresLoaded{File: file, Source: f.Source}
	})
}

type figuresOutsideCmd struct {
	Data   string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Path   string `arg:"" type:"existingfile" help:"${figures_points}"`
	Source string `required:"" help:"${figures_source}"`
}

// Run takes in the points of Decision 766: all of them, or with a fault nothing.
func (f *figuresOutsideCmd) Run(c *console) error {
	return loadFigures(c, f.Data, f.Path, func(file data.FileInfo) data.Event {
		return &data.OutsideFiguresLoaded{File: file, Source: f.Source, Score: "qd766"}
	})
}

// loadFigures keeps a csv file and records the event that takes it in.
func loadFigures(c *console, dir, path string, event func(data.FileInfo) data.Event) error {
	store, err := c.open(dir)
	if err != nil {
		return err
	}
	defer store.Close()
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := store.Keep(c.ctx, filepath.Base(path), in)
	if err != nil {
		return err
	}
	info.Format = "csv"
	seqs, err := store.Record(c.ctx, localActor, event(info))
	switch {
	case c.faulty(err, "figures_blocked"):
		return errRefused
	case errors.Is(err, data.ErrDuplicate):
		c.say("figures_known", "name", info.Name)
		return errRefused
	case err != nil:
		return err
	}
	c.say("figures_loaded", "name", info.Name, "line", fmt.Sprint(seqs[0]))
	return nil
}

// faulty prints the faults of something that was therefore not taken in, blocked
// says so in the end; false when err tells something else.
func (c *console) faulty(err error, blocked string) bool {
	var faults data.Faults
	if !errors.As(err, &faults) {
		return false
	}
	for _, p := range faults {
		fmt.Fprintln(c.out, "- "+p.Sentence(c.words.Lang()))
	}
	c.say(blocked, "n", fmt.Sprint(len(faults)))
	return true
}
