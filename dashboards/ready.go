package dashboards

import (
	"context"
	"net/http"
	"time"

	"danbiet/data"
)

// Ready opens the pages of the menu, as they stand when nothing is chosen, so that
// what they show is worked out before the first visitor of the day comes: at once,
// and again after each midnight in Vietnam, when "today" is another day. site is
// what Handler gave. It returns when ctx ends.
func (s *Server) Ready(ctx context.Context, site http.Handler) {
	for {
		for _, name := range menu {
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, pathOf(name), nil)
			if err != nil || ctx.Err() != nil {
				return
			}
			site.ServeHTTP(nobody{}, r)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(untilMidnight(s.Now())):
		}
	}
}

// untilMidnight is how long the day in Vietnam still lasts.
func untilMidnight(now time.Time) time.Duration {
	y, m, d := now.In(data.Saigon).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, data.Saigon).Sub(now)
}

// nobody takes an answer and forgets it.
type nobody struct{}

func (nobody) Header() http.Header         { return http.Header{} }
func (nobody) Write(b []byte) (int, error) { return len(b), nil }
func (nobody) WriteHeader(int)             {}
