package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// The import of the whole sample, end to end: originals and ledger synced,
// files read, rows in DuckDB. Beside it, in the same run, the bare libraries'
// part of the work: excelize reading the same workbooks' rows.
func BenchmarkImport(b *testing.B) {
	files := b.TempDir()
	cat, err := data.LoadCatalogue()
	if err != nil {
		b.Fatal(err)
	}
	if _, err := WriteSample(files, cat, 2024); err != nil {
		b.Fatal(err)
	}
	b.Run("whole", func(b *testing.B) {
		n := 0
		for b.Loop() {
			store, err := data.Open(context.Background(), data.Options{Dir: b.TempDir(), Now: time.Now})
			if err != nil {
				b.Fatal(err)
			}
			sum, err := (&Importer{Store: store, Actor: "đo", Now: time.Now}).Import(context.Background(), files)
			if err != nil {
				b.Fatal(err)
			}
			n += len(sum.Files)
			store.Close()
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "files/s")
	})
	b.Run("bare", func(b *testing.B) {
		n := 0
		for b.Loop() {
			err := filepath.WalkDir(files, func(path string, d os.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				n++
				if !strings.HasSuffix(path, ".xlsx") {
					_, err := os.ReadFile(path)
					return err
				}
				return bareRows(path)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "files/s")
	})
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
