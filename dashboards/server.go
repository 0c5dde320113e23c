// Package dashboards shows what analytics answers: pages, their data beside
// them, and the evidence behind every figure. It has no state of its own: what
// a page shows is in its URL.
package dashboards

import (
	"compress/gzip"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/mux"

	"danbiet/analytics"
	"danbiet/dashboards/static"
	"danbiet/data"
	"danbiet/ingest"
)

// A Server shows one folder of data. All fields but Demo and Log are needed;
// Handler says which one is missing.
type Server struct {
	DB        analytics.DB
	Catalogue *data.Catalogue
	// Original opens a file as it was received, by its SHA-256.
	Original func(sha string) (*os.File, error)
	// Importer takes in what is sent on the pages.
	Importer *ingest.Importer
	Now      func() time.Time
	// Demo puts the banner "SỐ LIỆU MINH HỌA" on every page and export.
	Demo     bool
	Defaults Defaults
	Log      *slog.Logger
	// Limits are those of sending; they are counted in it.
	Limits Limits

	pages  pages
	reach  map[string]bool // unit keys that a reader of this server may ask about
	serial atomic.Int64    // number of requests served, the request's id
}

// Defaults are what a page shows when its URL does not say.
type Defaults struct {
	Unit   string   // scope; also the widest one that this server shows
	Period string   // period key; "": what an office is working on when the server starts
	AsOf   data.Day // for Period; 0: eight days after its last day, or today if that is earlier
}

// Handler is the whole site. Everything that can be wrong with the program
// itself (a template, a missing field) comes out here and not at a request.
func (s *Server) Handler() (http.Handler, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	var err error
	if s.pages, err = parsePages(); err != nil {
		return nil, err
	}
	s.reach = unitsWithin(s.Catalogue, s.Defaults.Unit)

	r := mux.NewRouter()
	r.StrictSlash(true)
	for _, route := range routes() {
		if route.answer != nil || route.raw != nil {
			r.Path(route.path).Methods(http.MethodGet, http.MethodHead).Name(route.name).Handler(s.handle(route))
		}
		if route.post != nil {
			r.Path(route.path).Methods(http.MethodPost).Name(route.name + " post").Handler(s.handlePost(route))
		}
	}
	r.PathPrefix(static.Prefix).Name("static").Handler(static.Handler())
	r.NotFoundHandler = s.failure(data.ErrNotFound)
	r.MethodNotAllowedHandler = s.failure(errMethod)
	return s.outside(r), nil
}

func (s *Server) check() error {
	missing := map[string]bool{
		"DB": s.DB == nil, "Catalogue": s.Catalogue == nil, "Original": s.Original == nil,
		"Importer": s.Importer == nil, "Now": s.Now == nil,
	}
	for name, is := range missing {
		if is {
			return fmt.Errorf("%w: dashboards.Server.%s is not set", data.ErrInvalid, name)
		}
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	if _, ok := s.Catalogue.UnitOn(s.Defaults.Unit, 0); !ok {
		return fmt.Errorf("%w: default unit %q is not in the catalogue", data.ErrInvalid, s.Defaults.Unit)
	}
	if s.Defaults.Period == "" {
		s.Defaults.Period = currentPeriod(s.Catalogue, data.DayOf(s.Now()))
	}
	if _, ok := s.Catalogue.PeriodByID(s.Defaults.Period); !ok {
		return fmt.Errorf("%w: default period %q is not in the catalogue", data.ErrInvalid, s.Defaults.Period)
	}
	return nil
}

// currentPeriod is the latest period whose last day has passed or comes within
// a month: what an office is working on.
func currentPeriod(cat *data.Catalogue, today data.Day) string {
	id := ""
	for _, p := range sortedPeriods(cat) {
		if id == "" || p.LastDay <= today+30 {
			id = p.ID
		}
	}
	return id
}

// policy is the content security policy of every response: nothing inline,
// nothing from elsewhere, no frames. Charts are data in the page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

func securityHeaders(h http.Header, overTLS bool) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	if overTLS {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// outside wraps the router: mux's own middleware does not run for 404 and 405,
// and their answers need the same headers, log line and recovery.
func (s *Server) outside(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := fmt.Sprintf("%06d", s.serial.Add(1))
		securityHeaders(w.Header(), r.TLS != nil)
		w.Header().Set("X-Request-Id", id)
		rec := &recorder{ResponseWriter: w}
		start := s.Now()
		defer func() {
			if v := recover(); v != nil {
				s.Log.Error("panic", "request", id, "path", r.URL.Path, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
				if rec.status == 0 {
					s.fail(rec, r, errPanic)
				}
			}
			s.Log.Info("request", "request", id, "method", r.Method, "path", r.URL.Path, "status", rec.status,
				"bytes", rec.bytes, "ms", s.Now().Sub(start).Milliseconds())
		}()
		if err := crossSite.Check(r); err != nil {
			s.fail(rec, r, errCrossSite)
			return
		}
		next.ServeHTTP(rec, r)
	})
}

// crossSite refuses what a page of another site sends: browsers say so in
// Sec-Fetch-Site or Origin.
var crossSite = http.NewCrossOriginProtection()

// recorder remembers what was answered, for the log.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// write sends a finished body, compressed where the reader can take it; text
// under a kilobyte is not worth it.
func write(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Add("Vary", "Accept-Encoding")
	squeeze := len(body) > 1024 && acceptsGzip(r.Header.Get("Accept-Encoding"))
	if squeeze {
		h.Set("Content-Encoding", "gzip")
	} else {
		h.Set("Content-Length", fmt.Sprint(len(body)))
	}
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	if !squeeze {
		_, _ = w.Write(body) // the reader may have gone
		return
	}
	z := gzip.NewWriter(w)
	_, _ = z.Write(body)
	_ = z.Close()
}

// acceptsGzip reads Accept-Encoding; "gzip;q=0" is a no.
func acceptsGzip(header string) bool {
	for _, part := range strings.Split(header, ",") {
		coding, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(coding) == "gzip" {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && !strings.HasPrefix(q, "q=0.0")
		}
	}
	return false
}
