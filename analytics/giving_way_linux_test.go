package analytics

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// What gives way has a lower standing than who asked for it, which keeps its own.
func TestWhatGivesWayHasALowerStanding(t *testing.T) {
	standing := func() int {
		n, err := syscall.Getpriority(syscall.PRIO_PROCESS, syscall.Gettid())
		if err != nil {
			t.Fatal(err)
		}
		return n // 20 less the nice value
	}
	before, wrong := standing(), errors.New("wrong")
	var its int
	if err := giveWay(func() error { its = standing(); return wrong }); err != wrong {
		t.Errorf("got %v, want what was done", err)
	}
	if its >= before && before > 1 {
		t.Errorf("it has the standing %d, the others %d", its, before)
	}
	if after := standing(); after != before {
		t.Errorf("the others had %d and have %d", before, after)
	}
}

// standingDB remembers the standing of those who work steps out and of the others.
type standingDB struct {
	DB
	mu             sync.Mutex
	works, readers []int
}

func (s *standingDB) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	standing, err := syscall.Getpriority(syscall.PRIO_PROCESS, syscall.Gettid())
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	if strings.HasPrefix(query, "create table mart.") {
		s.works = append(s.works, standing)
	} else {
		s.readers = append(s.readers, standing)
	}
	s.mu.Unlock()
	return s.DB.QueryContext(ctx, query, args...)
}

// Only where it is wanted do the steps give way; the answer's rows never do.
func TestStepsGiveWayWhereItIsWanted(t *testing.T) {
	for _, gives := range []bool{true, false} {
		w := town(t)
		m := w.marts(func() int64 { return 1 })
		db := &standingDB{DB: m.DB}
		m.DB, m.GivesWay = db, gives
		must(t)(Obligations(t.Context(), m, w.filter("2024-6T", "2024-05-13")))
		if len(db.works) == 0 || len(db.readers) == 0 {
			t.Fatalf("%d steps, %d others", len(db.works), len(db.readers))
		}
		for _, its := range db.works {
			if lower := its < db.readers[0]; lower != gives && db.readers[0] > 1 {
				t.Errorf("gives way %v: a step has the standing %d, a reader %d", gives, its, db.readers[0])
			}
		}
	}
}
