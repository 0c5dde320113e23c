package main

import (
	"fmt"
	"os"

	"danbiet/data"
	"danbiet/ingest"
)

type templateCmd struct {
	Unit   string `required:"" help:"${unit}"`
	Period string `required:"" help:"${period}"`
	Data   string `type:"path" env:"DANBIET_DATA" help:"${data}"`
	Output string `short:"o" type:"path" help:"${output}"`
}

// Run writes the report workbook of one unit and period. With a folder of data
// it is prefilled with the unit's plan and last period's figures.
func (t *templateCmd) Run(c *console) (err error) {
	var store *data.Store
	var cat *data.Catalogue
	if t.Data != "" {
		if store, err = c.open(t.Data); err != nil {
			return err
		}
		defer store.Close()
		cat = store.Catalogue()
	} else if cat, err = data.LoadCatalogue(); err != nil {
		return err
	}
	template, err := ingest.TemplateFor(c.ctx, cat, store, t.Unit, t.Period)
	if err != nil {
		return err
	}
	name := t.Output
	if name == "" {
		name = "bao-cao_" + t.Unit + "_" + t.Period + ".xlsx"
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("%w: %w", data.ErrInvalid, err)
	}
	if err := ingest.WriteTemplate(f, cat, template); err != nil {
		f.Close()
		os.Remove(name)
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	c.say("template_written", "name", name)
	return nil
}
