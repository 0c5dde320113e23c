package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"danbiet/data"
)

// UnitsCompared is what a list of units would change, before anything has changed.
type UnitsCompared struct {
	Problems []data.Problem    // every fault of the list; with one that blocks it cannot be applied
	Changes  []data.UnitChange // new rows among them
	files    []NamedBytes
	list     *data.UnitList
	base     string
}

// Blocked says that the list has faults that must be mended first.
func (u *UnitsCompared) Blocked() bool { return data.Blocks(u.Problems) }

// CompareUnits reads a list of units from files, or from a folder that holds
// units.csv, unit_edges.csv and unit_measures.csv or some of them, and says what it
// would change. It changes nothing.
func (im *Importer) CompareUnits(ctx context.Context, paths ...string) (*UnitsCompared, error) {
	files, err := unitFiles(paths)
	if err != nil {
		return nil, err
	}
	cat := im.Store.Catalogue()
	r, faults := readUnits(files, cat)
	u := &UnitsCompared{files: files, list: &r.list, base: cat.SHA256}
	merged := cat.With(u.list, "")
	used, err := im.Store.UsedUnits(ctx)
	if err != nil {
		return nil, err
	}
	u.Problems = append(r.problems, r.tell(append(faults, cat.Vanished(used, merged)...))...)
	u.Changes = data.UnitChanges(cat, merged)
	return u, nil
}

// ApplyUnits takes in the list that CompareUnits read: the files go among the
// originals and the list becomes part of the catalogue from now on.
func (im *Importer) ApplyUnits(ctx context.Context, u *UnitsCompared) error {
	if u.Blocked() {
		return fmt.Errorf("%w: the list of units has faults", data.ErrInvalid)
	}
	event := &data.UnitsImported{Base: u.base}
	for _, f := range u.files {
		info, err := im.Store.Keep(ctx, f.Name, strings.NewReader(string(f.Bytes)))
		if err != nil {
			return err
		}
		info.Format = "csv"
		event.Files = append(event.Files, info)
	}
	var err error
	if event.List, err = im.Store.KeepUnits(ctx, u.list); err != nil {
		return err
	}
	_, err = im.Store.Record(ctx, im.Actor, event)
	return err
}

// unitFiles reads the files that paths name into memory.
func unitFiles(paths []string) ([]NamedBytes, error) {
	var files []NamedBytes
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", data.ErrInvalid, err)
		}
		names := []string{path}
		if info.IsDir() {
			if names = listedFiles(path); len(names) == 0 {
				return nil, fmt.Errorf("%w: %s: no units.csv, unit_edges.csv or unit_measures.csv", data.ErrInvalid, path)
			}
		}
		for _, name := range names {
			info, err := os.Stat(name)
			if err != nil {
				return nil, err
			}
			if info.Size() > maxUnitBytes {
				return nil, fmt.Errorf("%w: %s has %s", data.ErrInvalid, name, byteSize(int(info.Size())))
			}
			b, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			files = append(files, NamedBytes{filepath.Base(name), b})
		}
	}
	return files, nil
}

// listedFiles are the files of a list that a folder holds.
func listedFiles(dir string) []string {
	var names []string
	for _, t := range unitTables {
		name := filepath.Join(dir, t.table+".csv")
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	return names
}
