package dashboards

import (
	"context"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"danbiet/analytics"
	"danbiet/data"
	"danbiet/ingest"
)

// The overview page at the server, on the sample: as it is served (steps worked
// out before), as it is the first time for a day nobody has asked about, and
// beside it the bare engine: the page's questions alone, each as one statement
// without steps kept.
func BenchmarkOverview(b *testing.B) {
	ctx := context.Background()
	dir := b.TempDir()
	store, err := data.Open(ctx, data.Options{Dir: filepath.Join(dir, "data"), Now: today})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	files := filepath.Join(dir, "files")
	if _, err := ingest.WriteSample(files, store.Catalogue(), 2024); err != nil {
		b.Fatal(err)
	}
	if _, err := (&ingest.Importer{Store: store, Actor: "đo", Now: today}).Import(ctx, files); err != nil {
		b.Fatal(err)
	}
	s := &Server{DB: &analytics.Marts{DB: store, StateOf: store.StateOf}, Catalogue: store.Catalogue(), Original: store.Original, Now: today,
		Defaults: Defaults{Unit: "tx-tan-chau", Period: "2024-6T", AsOf: data.Date(2024, time.May, 17)}}
	h, err := s.Handler()
	if err != nil {
		b.Fatal(err)
	}
	get := func(b *testing.B, path string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 {
			b.Fatalf("%s: status %d", path, w.Code)
		}
	}
	b.Run("page", func(b *testing.B) {
		get(b, "/")
		for b.Loop() {
			get(b, "/")
		}
	})
	b.Run("page first time", func(b *testing.B) {
		day := data.Date(2024, time.May, 17)
		for b.Loop() {
			day++
			get(b, fmt.Sprint("/?ngay=", day))
		}
	})
	b.Run("bare questions", func(b *testing.B) {
		f := analytics.Filter{Scope: analytics.ScopeOf("tx-tan-chau"), Period: "2024-6T", AsOf: data.Date(2024, time.May, 17)}
		for b.Loop() {
			for _, ask := range []func(context.Context, analytics.DB, analytics.Filter) (*analytics.Table, error){
				analytics.Obligations, analytics.TimelinessRates, analytics.TownTasks, analytics.TaskGrid, analytics.CompletionTotals,
			} {
				if _, err := ask(ctx, store, f); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
