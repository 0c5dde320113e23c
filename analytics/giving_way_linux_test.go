package analytics

import (
	"errors"
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
