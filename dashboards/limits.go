package dashboards

import (
	"net"
	"sync"

	"danbiet/data"
)

// Limits are what one address may send, and when nothing more is taken in. A
// sending beyond them is refused before its first byte is kept; what has a
// receipt is not touched. The zero value has no limits.
type Limits struct {
	// Free is how many bytes the disk has left; nil does not ask.
	Free func() (int64, error)
	// Floor is how many bytes the disk keeps free: DuckDB, the ledger and the next
	// backup need room. 0 is none.
	Floor int64
	// Daily is how many bytes one address may send in a day; 0 is no limit.
	Daily int64

	mu   sync.Mutex
	day  data.Day
	sent map[string]int64 // by address, on that day
}

// A sending is kept as it came and as it was read, beside the copy that the form
// is received into.
const copiesKept = 3

// take counts a sending of so many bytes on a day, or says what refuses it.
func (l *Limits) take(r *request, size int64, today data.Day) error {
	back, mb := r.Link(pathOf("nap")), func(n int64) string { return r.Words.Int(n >> 20) }
	if l.Floor > 0 && l.Free != nil {
		if free, err := l.Free(); err == nil && free-copiesKept*size < l.Floor {
			return formFault(back, "send.disk_full", "mb", mb(free), "floor", mb(l.Floor))
		}
	}
	if l.Daily <= 0 {
		return nil
	}
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		address = r.RemoteAddr
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.day != today || l.sent == nil {
		l.day, l.sent = today, map[string]int64{}
	}
	if l.sent[address]+size > l.Daily {
		return formFault(back, "send.too_much", "mb", mb(l.Daily), "sent", mb(l.sent[address]))
	}
	l.sent[address] += size
	return nil
}
