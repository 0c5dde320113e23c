package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The documents to try are read: each is known for what it is.
func TestRoughSampleIsRead(t *testing.T) {
	dir := t.TempDir()
	n, err := WriteRough(dir)
	if err != nil || n < 6 {
		t.Fatalf("%d documents, %v", n, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != n {
		t.Fatalf("%d files, want %d, %v", len(files), n, err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if r := Read(filepath.Base(path), b, catalogue(t)); r.Kind == "unknown" || r.UnitID == "" {
			t.Errorf("%s: kind %s, unit %q", filepath.Base(path), r.Kind, r.UnitID)
		}
	}
	var packed bytes.Buffer
	if err := ZipRough(&packed); err != nil || !bytes.HasPrefix(packed.Bytes(), []byte("PK")) {
		t.Errorf("the archive: %v", err)
	}
}
