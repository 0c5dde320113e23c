package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestABatchHoldsSoManyFilesAndBytes(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int64) string {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		must(t, err)
		must(t, f.Truncate(size))
		must(t, f.Close())
		return path
	}
	var small, large, kin []string
	for i := range 3 * batchSize {
		small = append(small, write(fmt.Sprintf("xa-%c%c-%03d.xlsx", 'a'+i%26, 'a'+i/26, i), 10))
		kin = append(kin, filepath.Join(dir, "bao-cao-xa-tan-an.docx"))
	}
	for i := range 10 {
		large = append(large, write(fmt.Sprintf("lon-%c.pdf", 'a'+i), maxFile))
	}
	for name, c := range map[string]struct {
		files []string
		want  int
	}{
		"none":             {nil, 0},
		"small":            {small, batchSize},
		"the last of them": {small[:5], 5},
		"large":            {large, batchBytes / maxFile},
		"of one thing":     {kin, 2 * batchSize},
	} {
		if got := nextBatch(c.files); got != c.want {
			t.Errorf("%s: %d files, want %d", name, got, c.want)
		}
	}
}
