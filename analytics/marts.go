package analytics

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
)

// Marts is a DB that works every step of the method out once: a step with the
// same inputs and parameters, on the same data, is a small table in memory that
// all questions read. Without it each question plans and runs some thirty steps
// by itself; planning alone was 60 % of the 0,85 s of CPU that the overview's
// questions took (measured on the sample of 149 files), for a few hundred rows.
//
// What it holds is thrown away when the data change. It is safe for many
// goroutines.
type Marts struct {
	// DB is DuckDB with an empty in-memory database attached as "mart".
	DB DB
	// Version names the state of the data: it changes with every recorded event.
	Version func() int64
	// Most bounds how many tables are held, each some tens of kilobytes; 0 is
	// 600. Past it all are thrown away: the next questions make what they need.
	Most int
	// Heavy bounds how many steps are worked out at a time; 0 is the number of
	// processors. More would only take turns, and a question about one report
	// would wait for all of their turns (measured).
	Heavy int

	lane  sync.Once
	heavy chan struct{}

	mu      sync.RWMutex // asking holds it to read; throwing away, to write
	version int64
	slots   sync.Mutex // guards the two below while mu is held to read
	made    map[string]*mart
	serial  int
}

// mart is one step worked out, under the name of its table.
type mart struct {
	once sync.Once
	name string
	err  error
}

// QueryContext asks DuckDB itself.
func (m *Marts) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return m.DB.QueryContext(ctx, query, args...)
}

// errChanged: the data changed while a question was being worked out.
var errChanged = errors.New("the data changed")

// steps answers the last of the steps, as ask does.
func (m *Marts) steps(ctx context.Context, params map[string]any, steps []string) (*sql.Rows, error) {
	for try := 0; ; try++ {
		rows, err := m.once(ctx, params, steps)
		if !errors.Is(err, errChanged) || try == 5 {
			return rows, err
		}
	}
}

// one answers the last of the steps as one statement on the first of them, which
// is worked out once, as steps does.
func (m *Marts) one(ctx context.Context, params map[string]any, steps []string) (rows *sql.Rows, err error) {
	var ctes []string
	for _, name := range steps[1 : len(steps)-1] {
		s, err := step(name)
		if err != nil {
			return nil, err
		}
		ctes = append(ctes, name+" as (\n"+s.body+"\n)")
	}
	last, err := step(steps[len(steps)-1])
	if err != nil {
		return nil, err
	}
	args, err := argsOf(params, steps[1:])
	if err != nil {
		return nil, err
	}
	for try := 0; ; try++ {
		err = m.reading(ctx, func(int64) error {
			first, err := m.step(ctx, steps[0], params, nil)
			if err != nil {
				return err
			}
			ctes := append([]string{steps[0] + " as (select * from " + first.table + ")"}, ctes...)
			rows, err = m.DB.QueryContext(ctx, last.with(ctes), args...)
			return err
		})
		if !errors.Is(err, errChanged) || try == 5 {
			return rows, err
		}
	}
}

// reading runs f while nothing is thrown away, on the present state of the data.
func (m *Marts) reading(ctx context.Context, f func(version int64) error) error {
	version := m.Version()
	if err := m.clear(ctx, version); err != nil {
		return err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.version != version {
		return errChanged
	}
	return f(version)
}

func (m *Marts) once(ctx context.Context, params map[string]any, steps []string) (rows *sql.Rows, err error) {
	err = m.reading(ctx, func(version int64) error {
		rows, err = m.onceAt(ctx, version, params, steps)
		return err
	})
	return rows, err
}

func (m *Marts) onceAt(ctx context.Context, version int64, params map[string]any, steps []string) (*sql.Rows, error) {
	relations := map[string]relation{}
	var last relation
	for _, name := range steps {
		r, err := m.step(ctx, name, params, relations)
		if err != nil {
			return nil, err
		}
		relations[strings.TrimSuffix(name, ".sql")], last = r, r
	}
	// A step may have seen a later state than the one before it.
	if m.Version() != version {
		return nil, errChanged
	}
	return m.DB.QueryContext(ctx, "select * from "+last.table)
}

// relation is a step that stands as a table.
type relation struct{ key, table string }

// clear throws everything away when the data changed or there is too much.
func (m *Marts) clear(ctx context.Context, version int64) error {
	most := m.Most
	if most == 0 {
		most = 600
	}
	fits := func() bool {
		m.slots.Lock()
		defer m.slots.Unlock()
		return m.made != nil && m.version == version && len(m.made) < most
	}
	m.mu.RLock()
	ok := fits()
	m.mu.RUnlock()
	if ok {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if fits() {
		return nil
	}
	for _, made := range m.made {
		if made.err == nil && made.name != "" {
			if err := m.exec(ctx, "drop table if exists "+made.name); err != nil {
				return err
			}
		}
	}
	m.made, m.version = map[string]*mart{}, version
	return nil
}

// step makes sure that a step stands and says where. The caller holds mu.
func (m *Marts) step(ctx context.Context, name string, params map[string]any, before map[string]relation) (relation, error) {
	s, err := step(name)
	if err != nil {
		return relation{}, err
	}
	args, err := s.args(name, params)
	if err != nil {
		return relation{}, err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %v\n", name, args)
	var ctes []string
	for _, word := range s.words {
		if r, ok := before[word]; ok {
			fmt.Fprintln(sum, word, r.key)
			ctes = append(ctes, word+" as (select * from "+r.table+")")
		}
	}
	key := hex.EncodeToString(sum.Sum(nil))
	for {
		made := m.slot(key)
		made.once.Do(func() {
			if err := m.workOut(ctx, "create table "+made.name+" as\n"+s.with(ctes), args...); err != nil {
				made.err = fmt.Errorf("step %s: %w", name, err)
			}
		})
		if made.err == nil {
			return relation{key, made.name}, nil
		}
		m.forget(key, made)
		// Another request may have begun this step and been given up: that is no
		// failure of this one, which works the step out itself.
		if !errors.Is(made.err, context.Canceled) && !errors.Is(made.err, context.DeadlineExceeded) || ctx.Err() != nil {
			return relation{}, made.err
		}
	}
}

func (m *Marts) slot(key string) *mart {
	m.slots.Lock()
	defer m.slots.Unlock()
	made := m.made[key]
	if made == nil {
		m.serial++
		made = &mart{name: fmt.Sprintf("mart.m%d", m.serial)}
		m.made[key] = made
	}
	return made
}

// forget lets a step that failed be tried again, unless it already is.
func (m *Marts) forget(key string, failed *mart) {
	m.slots.Lock()
	defer m.slots.Unlock()
	if m.made[key] == failed {
		delete(m.made, key)
	}
}

// workOut runs a statement that may be heavy, when its turn has come.
func (m *Marts) workOut(ctx context.Context, query string, args ...any) error {
	m.lane.Do(func() {
		if m.Heavy <= 0 {
			m.Heavy = runtime.GOMAXPROCS(0)
		}
		m.heavy = make(chan struct{}, m.Heavy)
	})
	select {
	case m.heavy <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-m.heavy }()
	return m.exec(ctx, query, args...)
}

func (m *Marts) exec(ctx context.Context, query string, args ...any) error {
	rows, err := m.DB.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	return rows.Close()
}
