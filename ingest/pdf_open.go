package ingest

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/ledongthuc/pdf"
)

// Limits of a PDF. They count work, not time, so that one file always gives one
// reading; each of them ends a file that would keep the reader busy for ever.
const (
	maxPdfPages   = 500
	maxPdfNodes   = 10 * maxPdfPages // of the tree of pages
	maxPdfDepth   = 40               // of the tree of pages
	maxPdfDecoded = 32 << 20         // bytes of page contents and of tables of letters
	maxPdfGlyphs  = 3 << 20
	maxPdfForms   = 8 // forms within forms
)

// pdfReads is how many bytes of a file of a size may be read, over and over:
// objects that point at one another in a circle are read for ever otherwise.
func pdfReads(size int) int { return 12<<20 + 32*size }

var (
	errPdfWork      = errors.New("more work than a document of its size gives")
	errPdfPages     = errors.New("more pages than are read")
	errPdfEncrypted = errors.New("encrypted")
	errPdfBroken    = errors.New("broken")
)

// readCost is what a single reading costs beside its bytes.
const readCost = 2 << 10

// budgetReader reads bytes while the budget lasts. It panics then: the library
// takes an error of reading for the end of the file in some places, and a panic
// is what it uses itself.
type budgetReader struct {
	b    []byte
	left int
}

func (r *budgetReader) ReadAt(p []byte, at int64) (int, error) {
	if r.left -= len(p) + readCost; r.left < 0 {
		panic(errPdfWork)
	}
	if at < 0 || at >= int64(len(r.b)) {
		return 0, io.EOF
	}
	n := copy(p, r.b[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// hugePdfNumber is a size, count or index of ten million and more: the library
// would make a table for it before it looks at the file.
var hugePdfNumber = regexp.MustCompile(`/(?:Size|Index|W|Columns|N|First)[\s\[]*(?:\d{1,7}\s+){0,64}\d{8,}|(?:^|\s)xref\s+(?:\d+\s+)?\d{8,}`)

// openPdf opens the bytes of a PDF, with the errors above.
func openPdf(b []byte) (r *pdf.Reader, err error) {
	defer func() {
		if x := recover(); x != nil {
			r, err = nil, pdfPanic(x)
		}
	}()
	if hugePdfNumber.Match(b) {
		return nil, errPdfBroken
	}
	b = plainPdf(b)
	r, err = pdf.NewReader(&budgetReader{b, pdfReads(len(b))}, int64(len(b)))
	switch {
	case err == nil:
		return r, nil
	case errors.Is(err, errPdfWork):
		return nil, errPdfWork
	case errors.Is(err, pdf.ErrInvalidPassword), strings.Contains(err.Error(), "encryption"):
		return nil, errPdfEncrypted
	}
	return nil, errors.Join(errPdfBroken, err)
}

// pdfPanic makes an error of what the library panicked with.
func pdfPanic(x any) error {
	if err, is := x.(error); is && (errors.Is(err, errPdfWork) || errors.Is(err, errPdfPages)) {
		return err
	}
	return errPdfBroken
}

// plainPdf mends what the library is strict about and other readers are not: a
// version that it does not know, with more on its line, and bytes after the end
// mark (mail systems and web servers add them).
func plainPdf(b []byte) []byte {
	end := bytes.LastIndex(b, []byte("%%EOF"))
	if len(b) < 16 || end < 0 {
		return b
	}
	b = append(bytes.Clone(b[:end]), "%%EOF\n"...)
	copy(b, "%PDF-1.7\n")
	return b
}

// A pdfPage is a page with what it inherits of the tree of pages.
type pdfPage struct {
	v         pdf.Value
	resources pdf.Value
	rotate    int64
}

// pdfPages are the pages in reading order. The library's own walk begins at the
// root for each page and follows circles; this one visits each node once.
func pdfPages(r *pdf.Reader) []pdfPage {
	var pages []pdfPage
	nodes := 0
	var walk func(v, resources pdf.Value, rotate int64, depth int)
	walk = func(v, resources pdf.Value, rotate int64, depth int) {
		if nodes++; nodes > maxPdfNodes || depth > maxPdfDepth {
			panic(errPdfWork)
		}
		if own := v.Key("Resources"); !own.IsNull() {
			resources = own
		}
		if own := v.Key("Rotate"); !own.IsNull() {
			rotate = own.Int64()
		}
		kids := v.Key("Kids")
		if kids.Kind() != pdf.Array {
			if v.Kind() == pdf.Dict {
				if pages = append(pages, pdfPage{v, resources, rotate}); len(pages) > maxPdfPages {
					panic(errPdfPages)
				}
			}
			return
		}
		for i := range kids.Len() {
			walk(kids.Index(i), resources, rotate, depth+1)
		}
	}
	walk(r.Trailer().Key("Root").Key("Pages"), pdf.Value{}, 0, 0)
	return pages
}
