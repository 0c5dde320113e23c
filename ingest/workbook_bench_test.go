package ingest

import (
	"bytes"
	"fmt"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What reading a template costs, beside the library's bare reading of the same
// bytes in the same run: Read is the whole way to a Reading, Guard the cells.
func BenchmarkReadTemplate(b *testing.B) {
	cat, file := catalogue(b), workbook(b, filled(b))
	Read("bao-cao.xlsx", file, cat)
	b.Run("Read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Read("bao-cao.xlsx", file, cat)
		}
	})
	b.Run("Guard", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			guardWorkbook("bao-cao.xlsx", file)
		}
	})
	b.Run("bare excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			rawRows(b, file)
		}
	})
}

// A workbook of 100,000 rows and 12 columns, read past the limits that hold for
// what is sent, beside the library.
func BenchmarkRowsOfAWorkbook(b *testing.B) {
	const rows = 100_000
	file := longWorkbook(b, rows)
	limits := bookLimits{rows: rows, columns: maxColumn, cells: 12 * rows, elements: 100 * rows, part: 1 << 30, unzipped: 1 << 30}
	b.Run("Guard", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			book, faults := guardWithin("a.xlsx", file, limits)
			if len(faults) > 0 || book.sheets[0].rows != rows {
				b.Fatal(faults)
			}
		}
		b.ReportMetric(float64(b.N)*rows/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("bare excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if n := rawRows(b, file); n != rows {
				b.Fatalf("got %d rows", n)
			}
		}
		b.ReportMetric(float64(b.N)*rows/b.Elapsed().Seconds(), "rows/s")
	})
}

// rawRows reads all rows with the library, raw values, and counts them.
func rawRows(b *testing.B, file []byte) (n int) {
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
	must(b, err)
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.Rows(sheet)
		must(b, err)
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				b.Fatal(err)
			}
			n++
		}
		must(b, rows.Close())
	}
	return n
}

// longWorkbook is a register as a program exports it: dates, names, figures.
func longWorkbook(b *testing.B, rows int) []byte {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	must(b, err)
	for row := 1; row <= rows; row++ {
		cells := []any{row, "Ấp Hòa Tân " + strconv.Itoa(row%40), fmt.Sprintf("Hộ số %d", row), 45_000 + row%365, row % 7, row * 1000, float64(row%977) / 8,
			"Đang thực hiện", row % 2, "", row * 7919 % 100_003, "Ghi chú"}
		must(b, w.SetRow("A"+strconv.Itoa(row), cells))
	}
	must(b, w.Flush())
	out, err := f.WriteToBuffer()
	must(b, err)
	return out.Bytes()
}
