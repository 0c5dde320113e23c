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
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
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
	in, err := v.take(r)
	if err == nil {
		err = v.settle(ctx, []*incoming{in})
	}
	if err != nil {
		return "", 0, err
	}
	return in.hash, in.size, nil
}

// openAtOnce is how many files are written before the first is synced; each is
// open until then.
const openAtOnce = 128

// keepAll keeps n files, body gives the bytes of each; the hashes are in their
// order. A disk makes many files safe in little more time than one when it is
// asked for all of them before the first is waited for: all are written, then
// all are synced and named, then each folder is synced once. None is safe before
// keepAll returns. body is called by several goroutines.
func (v *vault) keepAll(ctx context.Context, n int, body func(i int) ([]byte, error)) (hashes []string, sizes []int64, err error) {
	for from := 0; from < n; from += openAtOnce {
		all := make([]*incoming, min(openAtOnce, n-from))
		err := atOnce(ctx, len(all), func(i int) error {
			b, err := body(from + i)
			if err == nil {
				all[i], err = v.takeBytes(b)
			}
			return err
		})
		if err == nil {
			err = v.settle(ctx, all)
		}
		if err != nil {
			for _, in := range all {
				in.drop()
			}
			return nil, nil, err
		}
		for _, in := range all {
			hashes, sizes = append(hashes, in.hash), append(sizes, in.size)
		}
	}
	return hashes, sizes, nil
}

// atOnce calls f for 0 to n-1, twice as many at a time as there are cores: half
// of them wait for the disk.
func atOnce(ctx context.Context, n int, f func(i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * runtime.NumCPU())
	for i := range n {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f(i)
		})
	}
	return g.Wait()
}

// An incoming is a file on its way into the vault: written, not yet synced. Its
// tmp is nil when the vault has its bytes.
type incoming struct {
	hash string
	size int64
	tmp  *os.File
}

// drop takes back what was written of a file that is not kept.
func (in *incoming) drop() {
	if in != nil && in.tmp != nil {
		in.tmp.Close()
		os.Remove(in.tmp.Name())
		in.tmp = nil
	}
}

// take writes what r gives beside the kept files.
func (v *vault) take(r io.Reader) (in *incoming, err error) {
	in = &incoming{}
	if in.tmp, err = os.CreateTemp(v.dir, "incoming-*"); err != nil {
		return nil, err
	}
	sum := sha256.New()
	if in.size, err = io.Copy(io.MultiWriter(in.tmp, sum), r); err != nil {
		in.drop()
		return nil, err
	}
	in.hash = hex.EncodeToString(sum.Sum(nil))
	return in, nil
}

// takeBytes is take for bytes in memory: those that are there are not written
// again.
func (v *vault) takeBytes(b []byte) (*incoming, error) {
	sum := sha256.Sum256(b)
	if in := (&incoming{hash: hex.EncodeToString(sum[:]), size: int64(len(b))}); v.holds(in) {
		return in, nil
	}
	return v.take(bytes.NewReader(b))
}

func (v *vault) holds(in *incoming) bool {
	info, err := os.Stat(v.path(in.hash))
	return err == nil && info.Size() == in.size
}

// settle makes files safe: each is synced, then named, then the folders of all
// are synced; those of files that were there already, too, because another
// goroutine may have named them a moment ago.
func (v *vault) settle(ctx context.Context, all []*incoming) error {
	err := atOnce(ctx, len(all), func(i int) error { return v.name(ctx, all[i]) })
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	var folders []string
	for _, in := range all {
		if dir := filepath.Dir(v.path(in.hash)); !seen[dir] {
			seen[dir] = true
			folders = append(folders, dir)
		}
	}
	return atOnce(ctx, len(folders), func(i int) error { return syncDir(folders[i]) })
}

// name syncs a file and gives it its name.
func (v *vault) name(ctx context.Context, in *incoming) error {
	if in.tmp == nil {
		return nil
	}
	defer in.drop()
	if err := ctx.Err(); err != nil {
		return err
	}
	if v.holds(in) {
		return nil
	}
	if err := in.tmp.Sync(); err != nil {
		return err
	}
	path := v.path(in.hash)
	if err := v.folder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := in.tmp.Close(); err != nil { // Windows names no open file
		return err
	}
	if err := os.Rename(in.tmp.Name(), path); err != nil {
		return err
	}
	in.tmp = nil
	return nil
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
