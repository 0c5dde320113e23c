package data

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/gofrs/flock"
)

// Options say where a store lives and what its clock is.
type Options struct {
	Dir string
	// Now is the clock; required, set in cmd, so that tests can set it.
	Now func() time.Time
	// Log hears of what was mended at start; nil is silence.
	Log *slog.Logger
	// MemoryLimit is DuckDB's own, "512MB" when empty. It is an index of a few
	// communes' figures on an old office PC, not a warehouse.
	MemoryLimit string
	// Threads are how many one question or one load may use; 0 is all cores, which
	// loads soonest. A server sets 1: its questions are small and come several at a
	// time, and one that waits for its second thread spends a third more of the
	// processor (measured on ten million facts).
	Threads int
	// Catalogue is the folder of units, periods, policies, calendar and indicators;
	// nil is the one in the program.
	Catalogue fs.FS
}

// Store is the one folder of data, open. One process has it open at a time; in
// it one writer at a time, and readers are never blocked.
type Store struct {
	o         Options
	lock      *flock.Flock
	embedded  *Catalogue // the program's own
	current   atomic.Pointer[Catalogue]
	originals *vault
	readings  *vault

	write  sync.Mutex // the one writer; guards all below but db
	ledger *ledger
	writer *sql.Conn
	memory memory
	closed bool  // it does not open again
	broken error // why the writer must reopen before it goes on

	dbMu sync.RWMutex
	db   *sql.DB

	// kept are readings that were just put among the stored ones and not recorded
	// yet: recording need not unpack them again.
	kept sync.Map

	seen seen
}

// seen is the state of the data that readers see. What a commit changes of it
// changes together: who asks for it while a commit runs waits for its end.
type seen struct {
	sync.RWMutex
	state   int64            // one more with every commit, and with every opening of DuckDB
	opened  int64            // the state at the last opening
	changed map[string]int64 // the state since which a table's rows are what they are
}

// Open opens or creates the folder: locks it, brings DuckDB to this program's
// schema and catalogues, walks the ledger's whole chain and applies the lines
// that DuckDB does not have yet. A DuckDB file that does not open is moved to
// quarantine and made anew: it is only an index. Errors: ErrLocked when another
// process has the folder, ErrCorrupt when the ledger contradicts itself.
func Open(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, false) }

// Rebuild makes DuckDB anew from the originals' ledger and the stored readings,
// and opens the folder. The old DuckDB file is removed when the new one stands.
func Rebuild(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, true) }

func open(ctx context.Context, o Options, fresh bool) (_ *Store, err error) {
	if o.Now == nil || o.Dir == "" {
		return nil, fmt.Errorf("%w: a store needs a folder and a clock", ErrInvalid)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.MemoryLimit == "" {
		o.MemoryLimit = "512MB"
	}
	if o.Threads <= 0 {
		o.Threads = runtime.NumCPU()
	}
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return nil, err
	}
	s := &Store{o: o}
	if s.embedded, err = ReadCatalogue(o.Catalogue); err != nil {
		return nil, err
	}
	s.current.Store(s.embedded)
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, err
	}
	s.lock = flock.New(filepath.Join(o.Dir, "lock"))
	if ok, err := s.lock.TryLock(); err != nil {
		return nil, err
	} else if !ok {
		return nil, fmt.Errorf("%w: %s", ErrLocked, o.Dir)
	}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if s.originals, err = newVault(filepath.Join(o.Dir, "originals")); err != nil {
		return nil, err
	}
	if s.readings, err = newVault(filepath.Join(o.Dir, "readings")); err != nil {
		return nil, err
	}
	old := ""
	if fresh {
		if old, err = s.quarantine(); err != nil {
			return nil, err
		}
	}
	if err := s.start(ctx); err != nil {
		return nil, err
	}
	if old != "" {
		err = os.RemoveAll(old)
	}
	return s, err
}

// start opens DuckDB and the ledger and brings them together.
func (s *Store) start(ctx context.Context) error {
	err := s.startOnce(ctx)
	if err == nil || errors.Is(err, ErrCorrupt) || errors.Is(err, ErrLocked) || ctx.Err() != nil {
		return err
	}
	s.stop()
	where, qerr := s.quarantine()
	if qerr != nil || where == "" {
		return errors.Join(err, qerr)
	}
	s.o.Log.Warn("DuckDB không mở được; đã cất vào thư mục quarantine và dựng lại từ nhật ký", "error", err, "quarantine", where)
	return s.startOnce(ctx)
}

func (s *Store) startOnce(ctx context.Context) error {
	db, err := s.openDuckDB(ctx)
	if err != nil {
		return err
	}
	s.dbMu.Lock()
	s.db = db
	s.dbMu.Unlock()
	if s.writer, err = db.Conn(ctx); err != nil {
		return err
	}
	if err := Migrate(ctx, s.writer, s.o.Now()); err != nil {
		return err
	}
	var seq int64
	var hash string
	if err := s.writer.QueryRowContext(ctx, "select seq, hash from applied").Scan(&seq, &hash); err != nil {
		return err
	}
	s.memory = newMemory()
	var tail []Line
	s.ledger, err = openLedger(filepath.Join(s.o.Dir, "ledger.jsonl"), func(l Line) error {
		if l.Seq == seq && l.Hash != hash {
			return fmt.Errorf("%w: ledger line %d is not the one that DuckDB has; restore the folder from a backup", ErrCorrupt, l.Seq)
		}
		if l.Seq > seq {
			tail = append(tail, l)
			return nil
		}
		return s.memory.remember(l)
	}, s.keepTorn)
	if err != nil {
		return err
	}
	if s.ledger.seq < seq {
		return fmt.Errorf("%w: the ledger ends at line %d but DuckDB has line %d; restore ledger.jsonl from a backup", ErrCorrupt, s.ledger.seq, seq)
	}
	if err := s.bringCatalogue(ctx); err != nil {
		return err
	}
	if err := s.replay(ctx, tail); err != nil {
		return err
	}
	s.seen.Lock()
	defer s.seen.Unlock()
	s.seen.state++
	s.seen.opened, s.seen.changed = s.seen.state, map[string]int64{}
	return nil
}

// openDuckDB opens the file hardened and locked: no extension is ever loaded or
// fetched, no file outside the folder is read, and no setting can be changed
// afterwards. The order of the statements matters.
func (s *Store) openDuckDB(ctx context.Context) (*sql.DB, error) {
	keepMemory()
	dsn := filepath.Join(s.o.Dir, "danbiet.duckdb") +
		"?autoinstall_known_extensions=false&autoload_known_extensions=false&allow_community_extensions=false" +
		fmt.Sprintf("&threads=%d&memory_limit=%s", s.o.Threads, s.o.MemoryLimit)
	connector, err := duckdb.NewConnector(dsn, nil)
	if err != nil {
		if strings.Contains(err.Error(), "lock") && strings.Contains(err.Error(), "onflicting") {
			return nil, fmt.Errorf("%w: %v", ErrLocked, err)
		}
		return nil, fmt.Errorf("open DuckDB: %w", err)
	}
	db := sql.OpenDB(connector)
	db.SetMaxIdleConns(16) // as many readers at a time find one open
	for _, set := range []string{
		"set allowed_directories = [" + quote(filepath.Join(s.o.Dir, "backup")) + "]",
		"set temp_directory = " + quote(filepath.Join(s.o.Dir, "tmp")),
		"set max_temp_directory_size = '2GB'",
		"attach ':memory:' as mart (compress)", // analytics' worked-out steps
		// A checkpoint writes the last rows of every table anew. An import of 1,000
		// files makes 42 MB of WAL; at DuckDB's own 16 MB its two checkpoints were a
		// tenth of its CPU. The price is a WAL to replay after a kill, at most this.
		"set checkpoint_threshold = '64MB'",
		"set enable_external_access = false",
		"set lock_configuration = true",
	} {
		if _, err := db.ExecContext(ctx, set); err != nil {
			db.Close()
			return nil, fmt.Errorf("harden DuckDB: %w", err)
		}
	}
	return db, nil
}

// quote makes an SQL string of a path that comes from the administrator.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// quarantine moves the DuckDB files aside and says where; "" when there were none.
func (s *Store) quarantine() (string, error) {
	dir := filepath.Join(s.o.Dir, "quarantine", s.o.Now().UTC().Format("20060102T150405.000000000"))
	moved := ""
	for _, name := range []string{"danbiet.duckdb", "danbiet.duckdb.wal"} {
		path := filepath.Join(s.o.Dir, name)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", err
		}
		if err := os.Rename(path, filepath.Join(dir, name)); err != nil {
			return "", err
		}
		moved = dir
	}
	return moved, nil
}

// keepTorn puts a half-written last line of the ledger aside before it is cut.
func (s *Store) keepTorn(b []byte) error {
	s.o.Log.Warn("dòng cuối của nhật ký ghi dở khi máy tắt; đã cất riêng và bỏ khỏi nhật ký", "bytes", len(b))
	dir := filepath.Join(s.o.Dir, "quarantine")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	name := "ledger-" + s.o.Now().UTC().Format("20060102T150405.000000000") + ".torn"
	return os.WriteFile(filepath.Join(dir, name), b, 0o600)
}

// replay applies ledger lines that DuckDB does not have.
func (s *Store) replay(ctx context.Context, lines []Line) error {
	// A part of the tail a transaction: memory stays small on a long rebuild.
	const most = 500
	for len(lines) > 0 {
		part := lines[:min(most, len(lines))]
		lines = lines[len(part):]
		t, err := s.begin(ctx)
		if err != nil {
			return err
		}
		t.replaying = true
		t.original = s.originals.open
		err = func() error {
			for _, l := range part {
				e, err := decodeEvent(l)
				if err != nil {
					return err
				}
				if err := e.apply(t, l); err != nil {
					// It was accepted once: a line that no longer applies is damage.
					return fmt.Errorf("%w: ledger line %d does not apply: %w", ErrCorrupt, l.Seq, err)
				}
			}
			return errors.Join(t.flush(), t.applied(part[len(part)-1]))
		}()
		if err != nil {
			t.rollback()
			return err
		}
		if err := t.commit(); err != nil {
			return err
		}
		s.done(t)
	}
	return nil
}

// commit commits a transaction: readers see its rows and the new state together.
func (s *Store) commit(t *tx) error {
	s.seen.Lock()
	defer s.seen.Unlock()
	if err := t.commit(); err != nil {
		return err
	}
	s.done(t)
	s.seen.state++
	for table := range t.changed {
		s.seen.changed[table] = s.seen.state
	}
	return nil
}

// begin starts a transaction of the one writer.
func (s *Store) begin(ctx context.Context) (*tx, error) {
	t, err := begin(ctx, s.writer, s.Catalogue(), s.unpacked, &s.memory)
	if err == nil {
		t.unitList = s.unitList
	}
	return t, err
}

// done takes over what a committed transaction left.
func (s *Store) done(t *tx) {
	s.memory.add(t.own)
	s.current.Store(t.catalogue)
}

// bringCatalogue makes the catalogue of the program's own and of the lists of
// units whose rows stand, and writes it where the program or the folder is newer.
func (s *Store) bringCatalogue(ctx context.Context) error {
	c := s.embedded
	for _, hash := range s.memory.lists {
		l, err := s.unitList(hash)
		if err != nil {
			return fmt.Errorf("%w: list of units %s: %w", ErrCorrupt, short(hash), err)
		}
		c = c.With(l, hash)
	}
	s.current.Store(c)
	if err := storeCatalogue(ctx, s.writer, c); err != nil {
		return err
	}
	for _, l := range s.memory.reread {
		e, err := decodeEvent(l)
		if err != nil {
			return err
		}
		// Folders of before kept the changes and not the day.
		if _, err := s.writer.ExecContext(ctx, `insert into reread select $1, $2, $3, cast($4 as date)
			where not exists (select 1 from reread where seq = $1)`, l.Seq, e.(*SubmissionReread).Reader, l.Actor, DayOf(l.At).String()); err != nil {
			return err
		}
	}
	s.memory.reread = nil
	return nil
}

// remember takes in a line whose rows stand in DuckDB already.
func (m *memory) remember(l Line) error {
	switch l.Kind {
	case "submission.received", "submission.read", "submission.withdrawn", "units.imported", "figures.loaded", "outside.loaded":
	case "submission.reread":
		m.reread = append(m.reread, l)
		return nil
	default:
		return nil
	}
	e, err := decodeEvent(l)
	if err != nil {
		return err
	}
	switch e := e.(type) {
	case *SubmissionReceived:
		for _, f := range e.Files {
			m.files[f.SHA256] = l.Seq
			m.sent[l.Seq] = append(m.sent[l.Seq], f.SHA256)
		}
		m.states[l.Seq] = stateReceived
	case *SubmissionRead:
		m.states[e.Submission] = stateAfter[e.Outcome]
		m.read[e.Submission] = l.Seq
	case *UnitsImported:
		m.lists = append(m.lists, e.List)
	case *SubmissionWithdrawn:
		m.states[e.Submission] = stateWithdrawn
		for _, sha := range m.sent[e.Submission] {
			m.files[sha] = 0
		}
	case *PastFiguresLoaded:
		m.files[e.File.SHA256] = l.Seq
	case *OutsideFiguresLoaded:
		m.files[e.File.SHA256] = l.Seq
	}
	return nil
}

// Close closes the folder and gives up its lock.
func (s *Store) Close() error {
	s.write.Lock()
	defer s.write.Unlock()
	s.closed = true
	err := s.stop()
	return errors.Join(err, s.lock.Unlock())
}

func (s *Store) stop() error {
	var errs []error
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
		s.writer = nil
	}
	s.dbMu.Lock()
	if s.db != nil {
		errs = append(errs, s.db.Close())
		s.db = nil
	}
	s.dbMu.Unlock()
	if s.ledger != nil {
		errs = append(errs, s.ledger.close())
		s.ledger = nil
	}
	return errors.Join(errs...)
}

// StateOf tells the states of a table's rows apart: while it gives the same
// number, a question about that table has the same answer. The numbers of
// different tables are not to be compared. A table that no event and no catalogue
// has touched since DuckDB was opened has the number of the opening.
//
// Of ContentTables it tells whether rows that stood went. Rows that come change the
// state of submission_reading: who looks for what a submission says finds it there
// first.
func (s *Store) StateOf(table string) int64 {
	s.seen.RLock()
	defer s.seen.RUnlock()
	if state, ok := s.seen.changed[table]; ok {
		return state
	}
	return s.seen.opened
}

// Catalogue is the program's catalogue of units, indicators, periods, calendar
// and policies, with the lists of units that were taken in. It is another one
// after UnitsImported; the one given stays as it was.
func (s *Store) Catalogue() *Catalogue { return s.current.Load() }

// Record checks events and makes them happen, all or none: rows in DuckDB and
// lines in the ledger, under one transaction and one fsync. It returns the
// events' ledger lines. When it returns without error they are safe; when an
// event says no, nothing was written anywhere.
func (s *Store) Record(ctx context.Context, actor string, events ...Event) ([]int64, error) {
	signed := make([]Signed, len(events))
	for i, e := range events {
		signed[i] = Signed{actor, e}
	}
	return s.RecordTogether(ctx, func(int64) []Signed { return signed })
}

// Signed is an event with who makes it happen.
type Signed struct {
	Actor string
	Event Event
}

// RecordTogether is Record for events of several actors that speak of each
// other: build is told the ledger line that its first event will have, the next
// one has the line after it. It is called once, by the one writer, and must not
// ask the store anything.
func (s *Store) RecordTogether(ctx context.Context, build func(first int64) []Signed) ([]int64, error) {
	s.write.Lock()
	defer s.write.Unlock()
	if err := s.heal(ctx); err != nil {
		return nil, err
	}
	events := build(s.ledger.seq + 1)
	if len(events) == 0 {
		return nil, nil
	}
	t, err := s.begin(ctx)
	if err != nil {
		s.broken = err
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	t.original = s.originals.open
	lines, sealed, err := s.stage(t, events)
	if err != nil {
		t.rollback()
		if invalidated(err) {
			s.broken = err
			return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		return nil, err
	}
	if err := s.ledger.append(lines, sealed); err != nil {
		t.rollback()
		s.broken = err // the file's handle is not to be trusted: open it again first
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	// From here on the events have happened: the ledger has them. A commit that
	// fails is made good by reopening, which replays the ledger's tail.
	if err := s.commit(t); err != nil {
		s.broken = err
		if err := s.heal(context.WithoutCancel(ctx)); err != nil {
			s.o.Log.Error("đã ghi nhật ký nhưng DuckDB chưa mở lại được", "error", err)
		}
	}
	seqs := make([]int64, len(lines))
	for i, l := range lines {
		seqs[i] = l.Seq
	}
	return seqs, nil
}

// stage applies the events and seals their lines; nothing outside the
// transaction is touched.
func (s *Store) stage(t *tx, events []Signed) ([]Line, []byte, error) {
	var lines []Line
	var sealed bytes.Buffer
	seq, prev := s.ledger.seq, s.ledger.hash
	now := s.o.Now().UTC().Truncate(time.Microsecond) // DuckDB's resolution
	for _, signed := range events {
		e := signed.Event
		seq++
		body, err := json.Marshal(e)
		if err != nil {
			return nil, nil, err
		}
		l := Line{Seq: seq, At: now, Actor: signed.Actor, Kind: e.Kind(), About: e.about(seq), Body: body, Prev: prev}
		if err := e.apply(t, l); err != nil {
			return nil, nil, err
		}
		b, err := l.seal()
		if err != nil {
			return nil, nil, err
		}
		prev = l.Hash
		lines = append(lines, l)
		sealed.Write(b)
	}
	if err := t.flush(); err != nil {
		return nil, nil, err
	}
	return lines, sealed.Bytes(), t.applied(lines[len(lines)-1])
}

// heal reopens DuckDB after a failure that left it unusable (a full disk
// invalidates the whole instance until it is opened again).
func (s *Store) heal(ctx context.Context) error {
	if s.closed {
		return fmt.Errorf("%w: the store is closed", ErrUnavailable)
	}
	if s.broken == nil {
		return nil
	}
	if err := s.stop(); err != nil {
		s.o.Log.Warn("đóng DuckDB", "error", err)
	}
	if err := s.start(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	s.broken = nil
	return nil
}

func invalidated(err error) bool {
	return err != nil && strings.Contains(err.Error(), "database has been invalidated")
}

// QueryContext asks DuckDB; it is what analytics asks its questions of. After a
// failure that invalidated the instance it reopens once and asks again.
func (s *Store) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := s.query(ctx, query, args...)
	if !invalidated(err) && !errors.Is(err, ErrUnavailable) {
		return rows, err
	}
	s.write.Lock()
	s.broken = err
	healed := s.heal(ctx)
	s.write.Unlock()
	if healed != nil {
		return nil, healed
	}
	return s.query(ctx, query, args...)
}

func (s *Store) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s.dbMu.RLock()
	db := s.db
	s.dbMu.RUnlock()
	if db == nil {
		return nil, ErrUnavailable
	}
	return db.QueryContext(ctx, query, args...)
}

// Keep puts the bytes of a received file among the originals, synced, and says
// what they are. Bytes that are there already are kept once.
func (s *Store) Keep(ctx context.Context, name string, r io.Reader) (FileInfo, error) {
	hash, size, err := s.originals.keep(ctx, r)
	if err != nil {
		return FileInfo{}, fmt.Errorf("%w: keep %q: %w", ErrUnavailable, name, err)
	}
	return FileInfo{Name: name, SHA256: hash, Bytes: size}, nil
}

// Free is how many bytes can still be written to the disk of the folder.
func (s *Store) Free() (int64, error) { return freeBytes(s.o.Dir) }

// Kept is the bytes of a received file and what it is called.
type Kept struct {
	Name  string
	Bytes []byte
}

// KeepAll is Keep for files that came together, in their order; they are safe
// when it returns, and none of them before.
func (s *Store) KeepAll(ctx context.Context, files []Kept) ([]FileInfo, error) {
	hashes, sizes, err := s.originals.keepAll(ctx, len(files), func(i int) ([]byte, error) { return files[i].Bytes, nil })
	if err != nil {
		return nil, fmt.Errorf("%w: keep %d files: %w", ErrUnavailable, len(files), err)
	}
	infos := make([]FileInfo, len(files))
	for i, f := range files {
		infos[i] = FileInfo{Name: f.Name, SHA256: hashes[i], Bytes: sizes[i]}
	}
	return infos, nil
}

// Original opens a received file by its SHA-256; ErrNotFound when there is none.
func (s *Store) Original(sha string) (*os.File, error) { return s.originals.open(sha) }

// SubmissionOf is the submission that brought a file, 0 when none did.
func (s *Store) SubmissionOf(sha string) int64 {
	s.write.Lock()
	defer s.write.Unlock()
	return s.memory.files[sha]
}

// KeepReading puts a reading among the stored ones, synced, and returns its hash.
func (s *Store) KeepReading(ctx context.Context, r *Reading) (string, error) {
	hashes, err := s.KeepReadings(ctx, []*Reading{r})
	if err != nil {
		return "", err
	}
	return hashes[0], nil
}

// KeepReadings is KeepReading for several, in their order; they are safe when it
// returns.
func (s *Store) KeepReadings(ctx context.Context, rs []*Reading) ([]string, error) {
	hashes, _, err := s.readings.keepAll(ctx, len(rs), func(i int) ([]byte, error) { return pack(rs[i]) })
	if err != nil {
		return nil, fmt.Errorf("%w: keep the readings of %d files: %w", ErrUnavailable, len(rs), err)
	}
	for i, hash := range hashes {
		s.kept.Store(hash, rs[i])
	}
	return hashes, nil
}

// unpacked is a reading that is to be recorded.
func (s *Store) unpacked(hash string) (*Reading, error) {
	if r, ok := s.kept.LoadAndDelete(hash); ok {
		return r.(*Reading), nil
	}
	return s.Reading(hash)
}

// Reading opens a stored reading by its hash.
func (s *Store) Reading(hash string) (*Reading, error) {
	f, err := s.readings.open(hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return unpack(f)
}
