package analytics

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Marts is a DB that works every step of the method out once: a step with the
// same inputs and parameters, on the same rows, is a small table in memory that
// all questions read. Without it each question plans and runs some thirty steps
// by itself, for a few hundred rows.
//
// A step is worked out again when a table that it reads has changed, or a step
// before it came out otherwise. One that is worked out again and comes out as it
// was is the same table as before: the steps after it stand. So a report of
// another unit, or of another period, costs a question the steps that look at the
// sendings, and not the whole way from them to the answer.
//
// It is safe for many goroutines.
type Marts struct {
	// DB is DuckDB with an empty in-memory database attached as "mart".
	DB DB
	// StateOf tells the states of a table of data apart: another number, other rows.
	StateOf func(table string) int64
	// Most bounds how many tables are held; 0 is 2,000. Past it those not asked for
	// the longest are thrown away.
	Most int
	// MostBytes bounds the memory that they take; 0 is 200 MB. DuckDB could put them
	// on the disk, but would rather give up what it has read of the data: with 470 of
	// its 512 MB taken every question read the file anew (measured). Past half of it
	// tables are compressed, past it some are thrown away.
	MostBytes int64
	// Heavy bounds how many steps are worked out at a time; 0 is the number of
	// processors. More would only take turns, and a question about one report
	// would wait for all of their turns (measured).
	Heavy int
	// GivesWay: what works steps out gives way to whoever looks one report up, and to
	// all else on the machine. It is for a program that answers both.
	GivesWay bool

	// What Go keeps of the catalogue for questions about one sending.
	readers  atHand[*reader]
	ordinals atHand[map[indicatorPart]int]

	lane  sync.Once
	heavy chan struct{}

	mu     sync.Mutex // guards all below
	made   map[string]*mart
	latest map[string]*mart // the last one worked out of a lineage
	serial int
	looked int // serial when the memory was last looked at
	clock  atomic.Int64
	// Tables that no step stands as any more are dropped when nobody asks who
	// began before they went: nobody waits for that.
	gone   []goneTable
	epoch  int64         // how many tables went so far
	asking map[int64]int // epochs at which those who ask began

	packing sync.Mutex // held while tables are compressed
}

// goneTable is a table, and the epoch that began when it went.
type goneTable struct {
	name  string
	epoch int64
}

// thin are steps that no table is made of: the steps after them have them as part
// of their own statement. It pays for what is cheap, or wide, and mostly read by
// one step; not for what reads the sendings, which the steps after it would have
// to be worked out again for.
var thin = map[string]bool{
	"achievement": true, "ap_rollup": true, "measure_part": true, "plan_superior": true,
	"sending": true,
}

// mart is one step worked out, under the name of its table.
type mart struct {
	once    sync.Once
	name    string // of its table; steps of the same rows have the same. Of a thin one its key
	sql     string // how a statement reads it
	before  []read // what it reads itself, when it is thin
	args    []any  // and the values of its parameters
	key     string
	lineage string // the step by its parameters and the steps before it, on whatever data
	sum     string // of its rows; "" while nothing asked for it
	err     error
	used    atomic.Int64
}

// read is a step under the name by which another reads it.
type read struct {
	name string
	*mart
}

// QueryContext asks DuckDB itself.
func (m *Marts) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return m.DB.QueryContext(ctx, query, args...)
}

// errChanged: the data changed while a question was being worked out.
var errChanged = errors.New("the data changed")

// patience is how often a question is begun again because the data changed under
// it, before it is asked as one statement: slower, but of one state.
const patience = 3

// steps answers the last of the steps, as ask does.
func (m *Marts) steps(ctx context.Context, params map[string]any, steps []string) (*sql.Rows, error) {
	for range patience {
		rows, err := m.stepByStep(ctx, params, steps)
		if !errors.Is(err, errChanged) {
			return rows, err
		}
	}
	return askWhole(ctx, m.DB, params, steps)
}

// one answers the last of the steps as one statement on those of them that only
// say whose reader asks, which are worked out once, as steps does.
func (m *Marts) one(ctx context.Context, params map[string]any, steps []string) (*sql.Rows, error) {
	last, err := step(steps[len(steps)-1])
	if err != nil {
		return nil, err
	}
	if len(steps) > 1 { // else it reads no table of a step, and clears none away
		defer m.reading()()
	}
	var ctes, own []string
	before, states := map[string]*pending{}, &statesSeen{of: map[string]int64{}}
	for _, name := range steps[:len(steps)-1] {
		s, err := step(name)
		if err != nil {
			return nil, err
		}
		if !ofReader[name] {
			ctes, own = append(ctes, name+" as (\n"+s.body+"\n)"), append(own, name)
			continue
		}
		made, err := m.step(ctx, name, params, before, states)
		if err != nil {
			return nil, err
		}
		stands := &pending{mart: made, done: make(chan struct{})}
		close(stands.done)
		before[name] = stands
		ctes = append(ctes, name+" as ("+made.sql+")")
	}
	args, err := argsOf(params, append(own, steps[len(steps)-1]))
	if err != nil {
		return nil, err
	}
	text, args := valuesInPlace(last.with(ctes), args)
	return m.DB.QueryContext(ctx, text, args...)
}

// ofReader are the steps that depend on the reader and the catalogue alone.
var ofReader = map[string]bool{"scope_unit": true, "receiving_body": true, "asked_unit": true}

// reading keeps the tables that stand until the function it gives is called.
func (m *Marts) reading() func() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.asking == nil {
		m.made, m.latest, m.asking = map[string]*mart{}, map[string]*mart{}, map[int64]int{}
	}
	began := m.epoch
	m.asking[began]++
	return func() {
		m.mu.Lock()
		if m.asking[began]--; m.asking[began] == 0 {
			delete(m.asking, began)
		}
		m.mu.Unlock()
		m.clear()
	}
}

// stepByStep works out the steps that the last one needs, those that do not wait for
// each other at the same time.
func (m *Marts) stepByStep(ctx context.Context, params map[string]any, steps []string) (*sql.Rows, error) {
	defer m.reading()()
	wanted, err := needed(steps)
	if err != nil {
		return nil, err
	}
	states := &statesSeen{of: map[string]int64{}}
	g, working := errgroup.WithContext(ctx)
	made := map[string]*pending{}
	for _, name := range wanted {
		before := maps.Clone(made)
		own := &pending{done: make(chan struct{})}
		made[name] = own
		g.Go(func() (err error) {
			defer close(own.done)
			own.mart, err = m.step(working, name, params, before, states)
			if errors.Is(err, errBefore) {
				return nil // that step says why
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	// A step may have seen a later state than the one before it.
	for table, state := range states.of {
		if m.StateOf(table) != state {
			return nil, errChanged
		}
	}
	return m.DB.QueryContext(ctx, made[wanted[len(wanted)-1]].sql)
}

// needed are those of the steps that the last of them reads, directly or through
// others, and itself.
func needed(steps []string) ([]string, error) {
	var wanted []string
	reads := map[string]bool{steps[len(steps)-1]: true}
	for _, name := range slices.Backward(steps) {
		if !reads[name] {
			continue
		}
		s, err := step(name)
		if err != nil {
			return nil, err
		}
		for _, read := range s.reads {
			reads[read] = true
		}
		wanted = append(wanted, name)
	}
	slices.Reverse(wanted)
	return wanted, nil
}

// pending is a step that is being worked out for one question; its mart is nil when
// it could not be.
type pending struct {
	*mart
	done chan struct{}
}

// errBefore: a step that another reads could not be worked out.
var errBefore = errors.New("a step before failed")

// statesSeen are the states of tables that the steps of one question have seen, each
// when the first of them looked.
type statesSeen struct {
	mu sync.Mutex
	of map[string]int64
}

func (s *statesSeen) see(table string, stateOf func(string) int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	state, seen := s.of[table]
	if !seen {
		state = stateOf(table)
		s.of[table] = state
	}
	return state
}

// step makes sure that a step stands, when those before it do. The states of the
// tables that it reads are noted in states. The caller is reading.
func (m *Marts) step(ctx context.Context, name string, params map[string]any, before map[string]*pending, states *statesSeen) (*mart, error) {
	s, err := step(name)
	if err != nil {
		return nil, err
	}
	args, err := s.args(name, params)
	if err != nil {
		return nil, err
	}
	key, lineage := sha256.New(), sha256.New()
	fmt.Fprintf(key, "%s %v\n", name, args)
	fmt.Fprintf(lineage, "%s %v\n", name, args)
	var of []read
	for _, name := range s.reads {
		if r, ok := before[name]; ok {
			<-r.done
			if r.mart == nil {
				return nil, errBefore
			}
			fmt.Fprintln(key, name, r.name)
			fmt.Fprintln(lineage, name, r.lineage)
			of = append(of, read{name, r.mart})
			continue
		}
		fmt.Fprintln(key, name, states.see(name, m.StateOf))
	}
	at := mart{key: hex.EncodeToString(key.Sum(nil)), lineage: hex.EncodeToString(lineage.Sum(nil))}
	if thin[name] {
		at.name, at.sql, at.before, at.args = at.key, s.body, of, args
		return &at, nil
	}
	ctes, args := whole(of, args)
	for {
		made := m.slot(at.key, at.lineage)
		made.once.Do(func() {
			if made.err = m.workOut(ctx, made, s.with(ctes), args); made.err != nil {
				made.err = fmt.Errorf("step %s: %w", name, made.err)
			}
		})
		if made.err == nil {
			made.used.Store(m.clock.Add(1))
			return made, nil
		}
		m.forget(made)
		// Another request may have begun this step and been given up: that is no
		// failure of this one, which works the step out itself.
		if !errors.Is(made.err, context.Canceled) && !errors.Is(made.err, context.DeadlineExceeded) || ctx.Err() != nil {
			return nil, made.err
		}
	}
}

// whole gives the CTEs of what a statement reads, each once, what thin steps read
// before these, and the values of all parameters in them.
func whole(of []read, args []any) (ctes []string, all []any) {
	all = slices.Clone(args)
	seen := map[string]bool{}
	var add func([]read)
	add = func(of []read) {
		for _, r := range of {
			if seen[r.name] {
				continue
			}
			seen[r.name] = true
			add(r.before)
			ctes = append(ctes, r.name+" as (\n"+r.sql+"\n)")
			for _, arg := range r.args {
				if !slices.Contains(all, arg) {
					all = append(all, arg)
				}
			}
		}
	}
	add(of)
	return ctes, all
}

func (m *Marts) slot(key, lineage string) *mart {
	m.mu.Lock()
	defer m.mu.Unlock()
	made := m.made[key]
	if made == nil {
		m.serial++
		made = &mart{name: fmt.Sprintf("mart.m%d", m.serial), key: key, lineage: lineage}
		m.made[key] = made
	}
	return made
}

// forget lets a step that failed be tried again, unless it already is.
func (m *Marts) forget(failed *mart) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.made[failed.key] == failed {
		delete(m.made, failed.key)
	}
}

// workOut makes the table of a step, when its turn has come, and puts it in the
// place of the one of its lineage that stood before.
func (m *Marts) workOut(ctx context.Context, made *mart, query string, args []any) error {
	if err := m.turn(ctx); err != nil {
		return err
	}
	defer func() { <-m.heavy }()
	text, args := valuesInPlace("create table "+made.name+" as\n"+query, args)
	do := func(work func() error) error { return work() }
	if m.GivesWay { // who looks one report up runs beside this, and does not wait for it
		do = giveWay
	}
	if err := do(func() error { return m.exec(ctx, text, args...) }); err != nil {
		if gaveUp := ctx.Err(); gaveUp != nil { // DuckDB only says that it was interrupted
			return fmt.Errorf("%w: %w", gaveUp, err)
		}
		return err
	}
	m.mu.Lock()
	was := m.latest[made.lineage]
	m.mu.Unlock()
	same := was != nil && was != made && m.sameRows(ctx, was, made)

	m.mu.Lock()
	defer m.mu.Unlock()
	if was != nil && m.made[was.key] == was { // else it went meanwhile
		delete(m.made, was.key)
		gone := was.name
		if same {
			gone, made.name = made.name, was.name
		}
		m.goes(gone)
	}
	m.latest[made.lineage] = made
	made.sql = "select * from " + made.name
	return nil
}

// goes lets a table be dropped when its time has come. The caller holds mu.
func (m *Marts) goes(table string) {
	m.epoch++
	m.gone = append(m.gone, goneTable{table, m.epoch})
}

// sameRows tells whether two tables hold the same rows: as many, with the same
// sums of their hashes of 64 bits. In doubt they do not.
func (m *Marts) sameRows(ctx context.Context, a, b *mart) bool {
	for _, x := range []*mart{a, b} {
		m.mu.Lock()
		sum, name := x.sum, x.name
		m.mu.Unlock()
		if sum != "" {
			continue
		}
		rows, err := m.DB.QueryContext(ctx, "select concat_ws(' ', count(*), sum(hash(t)), bit_xor(hash(t))) from "+name+" t")
		if err != nil {
			return false
		}
		for rows.Next() {
			err = errors.Join(err, rows.Scan(&sum))
		}
		if err := errors.Join(err, rows.Err(), rows.Close()); err != nil {
			return false
		}
		m.mu.Lock()
		x.sum = sum
		m.mu.Unlock()
	}
	return a.sum == b.sum && a.sum != ""
}

// turn waits until a statement that may be heavy may run.
func (m *Marts) turn(ctx context.Context) error {
	m.lane.Do(func() {
		if m.Heavy <= 0 {
			m.Heavy = runtime.GOMAXPROCS(0)
		}
		m.heavy = make(chan struct{}, m.Heavy)
	})
	select {
	case m.heavy <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// clear drops what nobody asks for any more, and lets go what was not asked for the
// longest when there is too much.
func (m *Marts) clear() {
	most := m.Most
	if most == 0 {
		most = 2000
	}
	m.letGo(min(most, m.fitting(most)))

	m.mu.Lock()
	began := m.epoch
	for epoch := range m.asking {
		began = min(began, epoch)
	}
	var drop []goneTable
	m.gone = slices.DeleteFunc(m.gone, func(t goneTable) bool {
		if t.epoch <= began {
			drop = append(drop, t)
		}
		return t.epoch <= began
	})
	m.mu.Unlock()
	for _, t := range drop {
		// Not the asker's context: it may be given up at any time.
		if err := m.exec(context.Background(), "drop table if exists "+t.name); err != nil {
			m.mu.Lock()
			m.gone = append(m.gone, t)
			m.mu.Unlock()
		}
	}
}

// letGo takes a quarter off the tables, those not asked for the longest, when there
// are more than most.
func (m *Marts) letGo(most int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.made) <= most {
		return
	}
	var oldest []*mart
	for _, made := range m.made {
		if made.sql != "" { // else somebody is at it
			oldest = append(oldest, made)
		}
	}
	slices.SortFunc(oldest, func(a, b *mart) int { return cmp.Compare(a.used.Load(), b.used.Load()) })
	for _, made := range oldest[:max(0, len(oldest)-most*3/4)] {
		delete(m.made, made.key)
		if m.latest[made.lineage] == made {
			delete(m.latest, made.lineage)
		}
		m.goes(made.name)
	}
}

// fitting is how many tables may be held, most or less, by the memory that those
// made so far take. It is looked at after every few tables.
func (m *Marts) fitting(most int) int {
	const few = 16
	limit := m.MostBytes
	if limit == 0 {
		limit = 200e6
	}
	m.mu.Lock()
	look, held := m.serial >= m.looked+few, len(m.made)+len(m.gone)
	if look {
		m.looked = m.serial
	}
	m.mu.Unlock()
	if !look {
		return most
	}
	taken := m.taken()
	if taken > limit/2 {
		m.pack()
	}
	if taken > limit {
		return int(limit * int64(held) / taken)
	}
	return most
}

// pack compresses the tables, unless that is being done; nobody waits for it. A
// table of a few thousand rows takes 256 kB a column as it is made, and a tenth of it
// compressed, for about a millisecond (measured).
func (m *Marts) pack() {
	if !m.packing.TryLock() {
		return
	}
	go func() {
		defer m.packing.Unlock()
		// When it fails beside a table being made, the next one is tried.
		_ = m.exec(context.Background(), "checkpoint mart")
	}()
}

// taken is the memory of all tables, in bytes; 0 when it is not known.
func (m *Marts) taken() (taken int64) {
	rows, err := m.DB.QueryContext(context.Background(), "select cast(coalesce(sum(memory_usage_bytes), 0) as bigint) from duckdb_memory() where tag = 'IN_MEMORY_TABLE'")
	if err != nil {
		return 0
	}
	defer rows.Close()
	if rows.Next() && rows.Scan(&taken) != nil {
		return 0
	}
	return taken
}

func (m *Marts) exec(ctx context.Context, query string, args ...any) error {
	rows, err := m.DB.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	return rows.Close()
}
