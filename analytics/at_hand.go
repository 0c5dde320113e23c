package analytics

import (
	"fmt"
	"sync"
)

// atHand holds, by key, answers that Go wants at hand. Each stands until a table that
// the steps of its question read changes: it is for the catalogue, which seldom
// does. The zero value holds none. It is safe for many goroutines.
type atHand[T any] struct {
	mu     sync.Mutex
	states string // of the tables that the steps read
	made   map[string]T
}

// of gives the answer of a key, asked for when there is none.
func (k *atHand[T]) of(m *Marts, key string, steps []string, ask func(DB) (T, error)) (T, error) {
	// More keys than a country has offices are not asked for.
	const most = 20000
	var none T
	states, err := m.statesOf(steps)
	if err != nil {
		return none, err
	}
	k.mu.Lock()
	if k.states != states || len(k.made) >= most {
		k.states, k.made = states, map[string]T{}
	}
	made, ok := k.made[key]
	k.mu.Unlock()
	if ok {
		return made, nil
	}
	if made, err = ask(m.DB); err != nil {
		return none, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.states == states { // else another catalogue came meanwhile
		k.made[key] = made
	}
	return made, nil
}

// statesOf are the states of the tables that steps read, as text.
func (m *Marts) statesOf(steps []string) (string, error) {
	var states []int64
	for _, name := range steps {
		s, err := step(name)
		if err != nil {
			return "", err
		}
		for _, table := range s.reads {
			states = append(states, m.StateOf(table))
		}
	}
	return fmt.Sprint(states), nil
}
