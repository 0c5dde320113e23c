package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danbiet/data"
)

// Tools are programs of the machine that readers use where they are there. The
// zero value uses none.
type Tools struct {
	// PDFToText is the path of pdftotext (poppler-utils), "" for none.
	PDFToText string
}

// FindTools looks for the programs on the machine.
func FindTools() Tools {
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return Tools{}
	}
	return Tools{PDFToText: path}
}

// Read is the function Read with the help of the tools.
func (t Tools) Read(name string, b []byte, cat *data.Catalogue) *data.Reading {
	return read(name, b, cat, t, Hints{})
}

const (
	toolTime   = 20 * time.Second // by the clock: the program is another's
	toolOutput = 2 * maxTextBytes
)

// pdfText asks pdftotext for the text of a PDF, columns kept. The program gets a
// directory of its own, a time limit, and no more room for its answer than a
// text may have.
func (t Tools) pdfText(b []byte) (pdfText, error) {
	dir, err := os.MkdirTemp("", "danbiet-pdf-")
	if err != nil {
		return pdfText{}, fmt.Errorf("directory for pdftotext: %w", err)
	}
	defer os.RemoveAll(dir)
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, b, 0o600); err != nil {
		return pdfText{}, fmt.Errorf("file for pdftotext: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), toolTime)
	defer cancel()
	out := &limitedBuffer{left: toolOutput, full: cancel}
	cmd := exec.CommandContext(ctx, t.PDFToText, "-q", "-layout", "-enc", "UTF-8", "-l", strconv.Itoa(maxPdfPages+1), in, "-")
	cmd.Dir, cmd.Stdout = dir, out
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir, "LC_ALL=C.UTF-8", "SystemRoot=" + os.Getenv("SystemRoot")}
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return pdfText{}, fmt.Errorf("pdftotext: %w", err)
	}
	return pagesOfTool(out.taken.String())
}

// pagesOfTool divides what pdftotext printed: a form feed ends each page.
func pagesOfTool(s string) (pdfText, error) {
	text := pdfText{encodings: map[string]bool{}}
	for page := range strings.SplitSeq(strings.TrimSuffix(s, "\f"), "\f") {
		var p pdfPageText
		for l := range strings.SplitSeq(strings.TrimRight(page, "\n"), "\n") {
			l = strings.TrimRight(l, " \r")
			p.lines = append(p.lines, pdfLine{text: l, end: float64(utf8.RuneCountInString(l))})
		}
		for _, r := range page {
			if unicode.IsLetter(r) {
				p.letters++
			}
		}
		text.pages = append(text.pages, p)
	}
	if len(text.pages) > maxPdfPages {
		return pdfText{}, errPdfPages
	}
	return text, nil
}

// limitedBuffer takes so many bytes and ends what writes more. The buffer is a
// field: io.Copy would go round Write by its ReadFrom.
type limitedBuffer struct {
	taken bytes.Buffer
	left  int
	full  func()
}

func (w *limitedBuffer) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		w.full()
		return 0, errors.New("more output than a text has")
	}
	return w.taken.Write(p)
}
