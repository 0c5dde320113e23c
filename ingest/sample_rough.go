package ingest

import (
	"archive/zip"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// rough are made-up documents as offices really write them: heads cut over
// columns, old fonts, merged cells, units in captions, sums that do not add up.
// They are also documents that the readers are scored on.
//
//go:embed testdata/labelled/a-*.docx testdata/labelled/a-*.xlsx testdata/labelled/a-*.pdf testdata/labelled/a-*.txt
var rough embed.FS

const roughDir = "testdata/labelled"

// roughFiles calls do for each document, under the name that its office gave it.
func roughFiles(do func(name string, b []byte) error) error {
	files, err := fs.ReadDir(rough, roughDir)
	if err != nil {
		return err
	}
	for _, f := range files {
		b, err := rough.ReadFile(path.Join(roughDir, f.Name()))
		if err == nil {
			err = do(strings.TrimPrefix(f.Name(), "a-"), b)
		}
		if err != nil {
			return fmt.Errorf("rough sample %s: %w", f.Name(), err)
		}
	}
	return nil
}

// WriteRough writes documents to try the reading with into a folder and says how
// many there are.
func WriteRough(dir string) (int, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	n := 0
	err := roughFiles(func(name string, b []byte) error {
		n++
		return os.WriteFile(filepath.Join(dir, name), b, 0o644)
	})
	return n, err
}

// ZipRough writes the same documents as an archive.
func ZipRough(w io.Writer) error {
	z := zip.NewWriter(w)
	err := roughFiles(func(name string, b []byte) error {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write(b)
		}
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}
