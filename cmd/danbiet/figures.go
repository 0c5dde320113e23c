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
	Import figuresImportCmd `cmd:"" help:"${figures_import}"`
}

type figuresImportCmd struct {
	Data   string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Path   string `arg:"" type:"existingfile" help:"${figures_path}"`
	Source string `required:"" help:"${figures_source}"`
}

// Run takes in a table of past figures: all of it, or with a fault nothing.
func (f *figuresImportCmd) Run(c *console) error {
	store, err := c.open(f.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	in, err := os.Open(f.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := store.Keep(c.ctx, filepath.Base(f.Path), in)
	if err != nil {
		return err
	}
	info.Format = "csv"
	seqs, err := store.Record(c.ctx, localActor, &data.PastFiguresLoaded{File: info, Source: f.Source})
	var faults data.PastFaults
	switch {
	case errors.As(err, &faults):
		for _, p := range faults {
			fmt.Fprintln(c.out, "- "+p.Sentence(c.words.Lang()))
		}
		c.say("figures_blocked", "n", fmt.Sprint(len(faults)))
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
