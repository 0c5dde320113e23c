package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"danbiet/dashboards"
	"danbiet/data"
	"danbiet/ingest"
)

type demoCmd struct {
	Addr string `default:"127.0.0.1:8080" help:"${addr_demo}"`
}

// demoSeed makes the same demo on every machine.
const demoSeed = 2024

// Run makes a made-up town's files in a temporary folder, takes them in as an
// office would, and serves the dashboard on this machine only.
func (d *demoCmd) Run(c *console) error {
	l, err := listen(d.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	dir, err := os.MkdirTemp("", "danbiet-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	started := time.Now()
	readers := converterFlag{}.readers(nil)
	defer readers.Close()
	store, err := demoStore(c, dir, readers)
	if err != nil {
		return err
	}
	defer store.Close()
	tryOut := filepath.Join(dir, "tep-thu")
	if _, err := ingest.WriteRough(tryOut); err != nil {
		return err
	}
	c.say("demo_try", "dir", tryOut)
	c.say("demo_ready", "seconds", fmt.Sprintf("%.0f", time.Since(started).Seconds()), "dir", dir)
	c.isDemo = true
	im := &ingest.Importer{Store: store, Actor: pageActor, Now: time.Now, Readers: readers}
	return c.serve(l, im, dashboards.Defaults{Unit: homeUnit, Period: "2024-6T", AsOf: data.Date(2024, time.May, 17)}, 0, 0)
}

// demoStore fills a new folder with the sample, through the real import.
func demoStore(c *console, dir string, readers *ingest.Readers) (*data.Store, error) {
	store, err := c.open(filepath.Join(dir, "data"))
	if err != nil {
		return nil, err
	}
	files := filepath.Join(dir, "files")
	c.say("demo_sample")
	if _, err := ingest.WriteSample(files, store.Catalogue(), demoSeed); err != nil {
		store.Close()
		return nil, err
	}
	im := &ingest.Importer{Store: store, Actor: localActor, Now: time.Now, Readers: readers, Progress: c.progress("importing")}
	sum, err := im.Import(c.ctx, files)
	if err != nil {
		store.Close()
		return nil, err
	}
	c.say("demo_imported", "files", fmt.Sprint(len(sum.Files)), "refused", fmt.Sprint(sum.Count(ingest.FileRefused)))
	return store, nil
}
