package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// thousandFiles writes workbooks of the template as offices fill them: those of
// the sample, of as many made-up towns as it takes.
func thousandFiles(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	cat, err := data.LoadCatalogue()
	if err != nil {
		b.Fatal(err)
	}
	for seed, files := uint64(1), 0; files < n; seed++ {
		sample := filepath.Join(b.TempDir(), fmt.Sprint(seed))
		if _, err := WriteSample(sample, cat, seed); err != nil {
			b.Fatal(err)
		}
		names, err := filepath.Glob(filepath.Join(sample, "*", "*.xlsx"))
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range names[:min(len(names), n-files)] {
			to := filepath.Join(dir, filepath.Base(filepath.Dir(name)), fmt.Sprintf("%02d-%s", seed, filepath.Base(name)))
			if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
				b.Fatal(err)
			}
			if err := os.Rename(name, to); err != nil {
				b.Fatal(err)
			}
			files++
		}
	}
	return dir
}

// The import of 1,000 template files, end to end: originals and ledger synced,
// files read, rows in DuckDB; read in this process and, as the program does, in
// reading processes. Beside it, in the same run, the bare library's part of the
// work: excelize reading the rows of the same files. The ratio is the part of
// the bare library's rate that the import reaches.
func BenchmarkImport(b *testing.B) {
	const files = 1000
	dir := thousandFiles(b, files)
	rate := map[string]float64{}
	whole := func(name string, readers *Readers) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				store, err := data.Open(context.Background(), data.Options{Dir: b.TempDir(), Now: time.Now})
				if err != nil {
					b.Fatal(err)
				}
				sum, err := (&Importer{Store: store, Actor: "đo", Now: time.Now, Readers: readers}).Import(context.Background(), dir)
				if err != nil || len(sum.Files) != files {
					b.Fatalf("%d files, %v", len(sum.Files), err)
				}
				store.Close()
			}
			rate[name] = float64(b.N*files) / b.Elapsed().Seconds()
			b.ReportMetric(rate[name], "files/s")
		})
	}
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
				if err != nil || !strings.HasSuffix(path, ".xlsx") {
					return err
				}
				return bareRows(path)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		rate["bare"] = float64(b.N*files) / b.Elapsed().Seconds()
		b.ReportMetric(rate["bare"], "files/s")
	})
	whole("whole", nil)
	readers := testReaders(b, "serve", 0)
	defer readers.Close()
	whole("processes", readers)
	for _, name := range []string{"whole", "processes"} {
		b.Logf("%s: %.0f files/s, %.0f %% of bare excelize (%.0f files/s)", name, rate[name], 100*rate[name]/rate["bare"], rate["bare"])
	}
}

func bareRows(path string) error {
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.Rows(sheet)
		if err != nil {
			return err
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				return err
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}
