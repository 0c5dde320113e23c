package data

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// vault keeps files under the SHA-256 of their bytes, two letters a folder, and
// never changes one. A name that is returned is on disk, synced with its folder.
type vault struct {
	dir string
	mu  sync.Mutex
	has map[string]bool // folders known to exist and to be synced
}

func newVault(dir string) (*vault, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &vault{dir: dir, has: map[string]bool{}}, nil
}

func (v *vault) path(hash string) string { return filepath.Join(v.dir, hash[:2], hash) }

// keep streams r into the vault; bytes already there are left alone.
func (v *vault) keep(ctx context.Context, r io.Reader) (hash string, size int64, err error) {
	tmp, err := os.CreateTemp(v.dir, "incoming-*")
	if err != nil {
		return "", 0, err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(tmp, sum), r)
	if err != nil {
		return "", 0, err
	}
	if err := ctx.Err(); err != nil {
		return "", 0, err
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	path := v.path(hash)
	if info, err := os.Stat(path); err == nil && info.Size() == size {
		return hash, size, nil
	}
	if err := tmp.Sync(); err != nil {
		return "", 0, err
	}
	if err := tmp.Close(); err != nil {
		return "", 0, err
	}
	if err := v.folder(filepath.Dir(path)); err != nil {
		return "", 0, err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return "", 0, err
	}
	return hash, size, syncDir(filepath.Dir(path))
}

func (v *vault) folder(dir string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.has[dir] {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	v.has[dir] = true
	return syncDir(v.dir)
}

// open gives the file of a hash, ErrNotFound when there is none.
func (v *vault) open(hash string) (*os.File, error) {
	if !isHash(hash) {
		return nil, fmt.Errorf("%w: %q is no SHA-256", ErrNotFound, hash)
	}
	f, err := os.Open(v.path(hash))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: no file %s", ErrNotFound, short(hash))
	}
	return f, err
}

// verify reads the file of a hash and compares.
func (v *vault) verify(hash string) error {
	f, err := v.open(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != hash {
		return fmt.Errorf("%w: the file kept as %s now has the hash %s", ErrCorrupt, short(hash), short(got))
	}
	return nil
}

func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	_, err := hex.DecodeString(s)
	return err == nil
}

// storedReading is a reading as the folder keeps it: the published JSON and
// beside it what the published form leaves out.
type storedReading struct {
	Reading     *Reading            `json:"reading"`
	Period      string              `json:"period"`
	UnitID      string              `json:"unit_id"`
	Sections    []Section           `json:"sections"`
	Cells       []Cell              `json:"cells"`
	Links       []TaskLink          `json:"links"`
	Targets     []TaskTarget        `json:"targets"`
	ProblemArgs []map[string]string `json:"problem_args"`
	TaskNotes   []string            `json:"task_notes"`
	ApPlaces    [][]Place           `json:"ap_places"`
}

// packers are writers with their tables of a megabyte made.
var packers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	return z
}}

func pack(r *Reading) ([]byte, error) {
	s := storedReading{Reading: r, Period: r.Period, UnitID: r.UnitID, Sections: r.Sections, Cells: r.Cells, Links: r.Links, Targets: r.Targets}
	for _, p := range r.Problems {
		s.ProblemArgs = append(s.ProblemArgs, p.Args)
	}
	if r.Report != nil {
		for _, t := range r.Report.Tasks {
			s.TaskNotes = append(s.TaskNotes, t.Note)
			var places []Place
			for _, a := range t.Aps {
				places = append(places, a.At)
			}
			s.ApPlaces = append(s.ApPlaces, places)
		}
	}
	var buf bytes.Buffer
	// BestSpeed: a reading is small and the import waits for it.
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(&buf)
	if err := json.NewEncoder(z).Encode(s); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func unpack(src io.Reader) (*Reading, error) {
	z, err := gzip.NewReader(src)
	if err != nil {
		return nil, err
	}
	var s storedReading
	if err := json.NewDecoder(z).Decode(&s); err != nil {
		return nil, err
	}
	r := s.Reading
	if r == nil {
		return nil, fmt.Errorf("%w: a stored reading without a reading", ErrCorrupt)
	}
	r.Period, r.UnitID, r.Sections, r.Cells, r.Links, r.Targets = s.Period, s.UnitID, s.Sections, s.Cells, s.Links, s.Targets
	for i := range r.Problems {
		if i < len(s.ProblemArgs) {
			r.Problems[i].Args = s.ProblemArgs[i]
		}
	}
	if r.Report != nil {
		for i := range r.Report.Tasks {
			t := &r.Report.Tasks[i]
			if i < len(s.TaskNotes) {
				t.Note = s.TaskNotes[i]
			}
			for j := range t.Aps {
				if i < len(s.ApPlaces) && j < len(s.ApPlaces[i]) {
					t.Aps[j].At = s.ApPlaces[i][j]
				}
			}
		}
	}
	return r, nil
}
