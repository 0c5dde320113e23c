package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"danbiet/data"
)

// Whatever the bytes are, a PDF is read or refused with sentences that are whole,
// and every line has its place.
func FuzzPdf(f *testing.F) {
	f.Add(pdfOf(drawn("70 700 F1 "+plainPage, "70 680 F2 x· héi")))
	f.Add(pdfOf("BT /F1 12 Tf [(a) -200 <62>] TJ 0 -14 Td (c) ' ET BI /W 1 ID x EI Q q", ""))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, problems := pdfDocument("f.pdf", b, Tools{})
		for _, p := range problems {
			if strings.Contains(p.Text+p.Sentence("en"), "{") {
				t.Errorf("sentence %q, %q", p.Text, p.Sentence("en"))
			}
		}
		if data.Blocks(problems) {
			return
		}
		for _, l := range d.lines {
			if !utf8.ValidString(l.text) || l.no >= len(d.places) || d.places[l.no].Page == 0 {
				t.Errorf("line %+v of %d places", l, len(d.places))
			}
		}
	})
}

// FuzzPdfTokens gives the content of a page itself, which a whole file hides
// behind compression.
func FuzzPdfTokens(f *testing.F) {
	f.Add([]byte("BT /F1 12 Tf [(a\\051) -200 <62>] TJ << /A [1 2] >> ET BI ID \x00 EI (x"))
	f.Add([]byte("2 beginbfrange <00> <7f> <0041> <80> <81> [<0061> <0062>] endbfrange"))
	f.Fuzz(func(t *testing.T, b []byte) {
		tokens := pdfTokens{b: b}
		for n := 0; ; n++ {
			if _, ok := tokens.next(); !ok {
				return
			}
			if n > len(b) {
				t.Fatalf("more tokens than bytes in %q", b)
			}
		}
	})
}

func BenchmarkPdf(b *testing.B) {
	names, err := filepath.Glob("testdata/pdf/*.pdf")
	if err != nil || len(names) == 0 {
		b.Fatal(err)
	}
	tools := map[string]Tools{"built in": {}}
	if found := FindTools(); found.PDFToText != "" {
		tools["pdftotext"] = found
	}
	var files [][]byte
	for _, name := range names {
		file, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, file)
	}
	for name, t := range tools {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				file := files[n%len(files)]
				n++
				if name == "pdftotext" {
					if _, err := t.pdfText(file); err != nil {
						b.Fatal(err)
					}
				} else if _, problems := pdfDocument("a.pdf", file, t); data.Blocks(problems) {
					b.Fatal(problems)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
		})
	}
}
