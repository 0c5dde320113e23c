package dashboards

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"danbiet/data"
)

var (
	errMethod = errors.New("method not allowed")
	errPanic  = errors.New("panic")
	// errCrossSite: a page of another site tried to send something here.
	errCrossSite = errors.New("sent by another site")
	// errForm: what was sent cannot be taken as it is.
	errForm = errors.New("form")
)

// statuses is the one table from an error to a status and a message: err.KEY is
// the heading, err.KEY_do what the reader can do about it. The first that
// matches counts.
var statuses = []struct {
	err    error
	status int
	key    string
}{
	{errForm, http.StatusUnprocessableEntity, "form"},
	{data.ErrInvalid, http.StatusBadRequest, "invalid"},
	{data.ErrNotFound, http.StatusNotFound, "not_found"},
	{errMethod, http.StatusMethodNotAllowed, "method"},
	{errCrossSite, http.StatusForbidden, "cross_site"},
	{data.ErrConflict, http.StatusConflict, "conflict"},
	{data.ErrDuplicate, http.StatusConflict, "duplicate"},
	{data.ErrUnavailable, http.StatusServiceUnavailable, "unavailable"},
	{data.ErrLocked, http.StatusServiceUnavailable, "locked"},
	{data.ErrCorrupt, http.StatusInternalServerError, "corrupt"},
	{context.Canceled, http.StatusServiceUnavailable, "unavailable"},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "unavailable"},
}

func statusOf(err error) (status int, key string) {
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			return s.status, s.key
		}
	}
	return http.StatusInternalServerError, "internal"
}

// failed is the body of the page for an error.
type failed struct {
	Heading, Do string
	Back        string // the page that the form stands on
	Request     string // id to tell whoever looks after the machine; "" for the reader's own faults
	Faults      []faultLine
}

type faultLine struct{ Text, Mend, Href string }

// failure is a handler that always fails with err.
func (s *Server) failure(err error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, err) })
}

// fail answers with the error's page, or with JSON where data was asked for.
// What the program itself did wrong is logged and not told.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, key := statusOf(err)
	id := w.Header().Get("X-Request-Id")
	if status >= 500 && !errors.Is(err, errPanic) {
		s.Log.Error("failed", "request", id, "path", r.URL.Path, "error", err.Error())
	}
	req, _ := s.readView(r)
	h := w.Header()
	h.Del("Content-Disposition")
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
	switch status {
	case http.StatusMethodNotAllowed:
		h.Set("Allow", allowed(r.URL.Path))
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "5")
	}
	body := failed{Heading: req.T("err." + key), Do: req.T("err." + key + "_do")}
	if status >= 500 {
		body.Request = id
	}
	var list faults
	var form formFaults
	if errors.As(err, &form) {
		list, body.Back = form.faults, form.back
	}
	if form.faults != nil || errors.As(err, &list) {
		for _, f := range list {
			line := faultLine{Text: req.T(f.Key, f.Args...)}
			if f.Drop != "" {
				line.Mend, line.Href = req.T("err.leave_out"), without(r, f.Drop)
			}
			body.Faults = append(body.Faults, line)
		}
	}
	if req.As == "json" {
		s.failJSON(w, r, status, body)
		return
	}
	p := &page{file: "error.html", Title: body.Heading, Body: body}
	html, renderErr := s.render(req, p, "")
	if renderErr != nil { // the layout itself is broken: still an answer, still the headers
		s.Log.Error("render", "request", id, "error", renderErr.Error())
		write(w, r, status, "text/plain; charset=utf-8", []byte(body.Heading+"\n"+body.Do+"\n"))
		return
	}
	write(w, r, status, "text/html; charset=utf-8", html)
}

func (s *Server) failJSON(w http.ResponseWriter, r *http.Request, status int, body failed) {
	out := struct {
		Status  int      `json:"status"`
		Message string   `json:"message"`
		Do      string   `json:"do"`
		Faults  []string `json:"faults,omitempty"`
		Request string   `json:"request,omitempty"`
	}{Status: status, Message: body.Heading, Do: body.Do, Request: body.Request}
	for _, f := range body.Faults {
		out.Faults = append(out.Faults, f.Text)
	}
	b, err := json.Marshal(out)
	if err != nil {
		b = []byte("{}")
	}
	write(w, r, status, "application/json; charset=utf-8", append(b, '\n'))
}

// without is the request's own URL with one parameter left out.
func without(r *http.Request, name string) string {
	u := *r.URL
	q := u.Query()
	q.Del(name)
	u.RawQuery = q.Encode()
	u.Path = "/" + strings.TrimLeft(u.Path, "/") // "//host" would leave this site
	return (&u).RequestURI()
}

// allowed are the methods that a path answers, for the head of a refusal.
func allowed(path string) string {
	var methods []string
	for _, rt := range routes() {
		if !mux.NewRouter().Path(rt.path).Match(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}}, &mux.RouteMatch{}) {
			continue
		}
		if rt.answer != nil || rt.raw != nil {
			methods = append(methods, "GET", "HEAD")
		}
		if rt.post != nil {
			methods = append(methods, "POST")
		}
	}
	if len(methods) == 0 {
		return "GET, HEAD"
	}
	return strings.Join(methods, ", ")
}
