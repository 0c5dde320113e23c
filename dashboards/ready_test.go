package dashboards

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"danbiet/analytics"
	"danbiet/data"
)

// counting counts the steps that are worked out.
type counting struct {
	analytics.DB
	made atomic.Int64
}

func (c *counting) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if strings.HasPrefix(query, "create table mart.") {
		c.made.Add(1)
	}
	return c.DB.QueryContext(ctx, query, args...)
}

// readyPages holds that the first visitor finds the pages of the menu worked out.
func readyPages(t *testing.T, of *Server) {
	marts := of.DB.(*analytics.Marts)
	db := &counting{DB: marts.DB}
	marts.DB = db
	defer func() { marts.DB = db.DB }()
	s := &Server{DB: marts, Catalogue: of.Catalogue, Original: of.Original, Now: of.Now, Importer: of.Importer, Defaults: of.Defaults}
	s.Defaults.AsOf += 3 // a day that nobody asked about
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	opened := make(chan string, 100)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Ready(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.ServeHTTP(w, r)
			opened <- r.URL.Path
		}))
	}()
	for range menu {
		<-opened
	}
	cancel()
	<-done
	before := db.made.Load()
	if before == 0 {
		t.Error("no step was worked out beforehand")
	}
	for _, name := range menu {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, pathOf(name), nil))
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", name, w.Code)
		}
	}
	if after := db.made.Load(); after != before {
		t.Errorf("the first visitor waited for %d steps", after-before)
	}
}

func TestUntilMidnight(t *testing.T) {
	for now, want := range map[time.Time]time.Duration{
		time.Date(2024, 5, 17, 16, 59, 59, 0, time.UTC):   time.Second,
		time.Date(2024, 5, 17, 17, 0, 0, 0, time.UTC):     24 * time.Hour,
		time.Date(2024, 12, 31, 23, 0, 0, 0, data.Saigon): time.Hour,
	} {
		if got := untilMidnight(now); got != want {
			t.Errorf("%v: got %v, want %v", now, got, want)
		}
	}
}
