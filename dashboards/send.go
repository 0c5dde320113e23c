package dashboards

import (
	"bytes"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
	"danbiet/ingest"
)

// sendBody is the page on which a clerk sends files.
type sendBody struct {
	Action   string
	Senders  []unitGroup
	Limits   string
	Template twin   // of the chosen unit and period; no Href without one
	Form     string // the same as a page
	TryOut   string // documents to try, in the demo
	Received []sentLine
	Heading  string // of what was just received
	Waiting  []sentLine
}

// sentLine is one sending in a list of them, or a file that was not received.
type sentLine struct {
	Receipt  string
	Files    []string
	What     string
	State    htmlCell
	Href     string
	Problems []problemLine
}

// Limits of what a browser sends at once; larger folders go by the command line.
const (
	maxUpload     = 20 << 20 // one file
	maxUploads    = 64 << 20 // all files of one sending
	maxUploadTree = 1 << 20  // of a multipart body that is kept in memory; the rest is spooled
)

func (s *Server) sendPage(r *request) (*page, error) { return s.sendPageWith(r, nil) }

func (s *Server) sendPageWith(r *request, received []sentLine) (*page, error) {
	body := sendBody{Action: r.Link(pathOf("nap")), Senders: s.senders(r), Received: received,
		Limits: r.T("send.limits", "mb", strconv.Itoa(maxUpload>>20))}
	if v, ok := s.sender(r); ok {
		body.Template = twin{r.T("send.template", "unit", r.Named(v), "period", lower(r.Printer.Period(r.Reporting.ID))), r.Link(pathOf("tai-bieu-mau"))}
		body.Form = r.Link(pathOf("bieu-mau"))
	}
	if s.Demo {
		body.TryOut = r.Link(pathOf("tep-thu"))
	}
	ids, err := r.justReceived()
	if err != nil {
		return nil, err
	}
	list, err := analytics.SubmissionList(r.Context(), s.DB, analytics.Filter{Scope: s.reader(), Period: r.Reporting.ID, AsOf: data.DayOf(s.Now()), Unit: s.waitingOf(r)})
	if err != nil {
		return nil, err
	}
	for i := range list.Rows {
		line := r.sentLine(list, i)
		switch {
		case ids[count(list, i, "submission")]:
			body.Received = append(body.Received, line)
		case textAt(list, i, "state") == "waiting":
			body.Waiting = append(body.Waiting, line)
		}
	}
	body.Heading = r.T("send.received", "n", strconv.Itoa(len(body.Received)))
	if len(body.Received) == 1 {
		body.Heading = r.T("send.received_one")
	}
	return &page{file: "send.html", Title: r.T("send.title"), Body: body}, nil
}

// roughSample sends the documents to try as an archive, in the demo alone.
func (s *Server) roughSample(w http.ResponseWriter, r *request) error {
	if !s.Demo {
		return fmt.Errorf("%w: documents to try", data.ErrNotFound)
	}
	var packed bytes.Buffer
	if err := ingest.ZipRough(&packed); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", attachment("tep-thu.zip"))
	w.Header().Set("Cache-Control", "no-store")
	write(w, r.Request, http.StatusOK, "application/zip", packed.Bytes())
	return nil
}

// waitingOf is whose waiting sendings are listed: a commune's own, or all.
func (s *Server) waitingOf(r *request) string {
	if s.levelOf(r.Scope) == "commune" {
		return r.Scope
	}
	return ""
}

// justReceived reads ?nhan=12,13: the receipts of a sending that became several.
func (r *request) justReceived() (map[int64]bool, error) {
	ids := map[int64]bool{}
	for _, s := range strings.FieldsFunc(r.Query.Get("nhan"), func(c rune) bool { return c == ',' }) {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, faults{{"err.submission", []string{"got", s}, "nhan"}}
		}
		ids[id] = true
	}
	return ids, nil
}

func (r *request) sentLine(t *analytics.Table, i int) sentLine {
	id, state := count(t, i, "submission"), textAt(t, i, "state")
	return sentLine{
		Receipt: fmt.Sprint(id), Files: []string{textAt(t, i, "file")}, Href: r.Link(fmt.Sprintf("/bao-cao/%d", id)),
		What:  r.what(textAt(t, i, "kind"), textAt(t, i, "unit"), textAt(t, i, "period"), 0),
		State: htmlCell{Text: r.Code(state), State: state, Mark: markOf(state)},
	}
}

// what names a sending: whose report for when.
func (r *request) what(kind, unit, period string, year int) string {
	name := r.T("ui.unit_unknown")
	if unit != "" {
		name = r.Printer.Unit(unit)
	}
	switch {
	case kind == string(data.KindPlan) && year > 0:
		return r.T("send.what_plan", "unit", name, "year", fmt.Sprint(year))
	case kind == string(data.KindPlan):
		return r.Code("plan") + ", " + name
	case period != "":
		return r.T("send.what_report", "unit", name, "period", lower(r.Printer.Period(period)))
	case unit != "":
		return words.Upper(name)
	}
	return r.T("send.what_unknown")
}

// senders are the units that may send: the communes of the period, the view's
// own chosen; an office that takes in for several chooses none.
func (s *Server) senders(r *request) []unitGroup {
	var groups []unitGroup
	for _, g := range s.unitOptions(r) {
		var communes []option
		for _, o := range g.Options {
			if s.levelOf(o.Value) == "commune" {
				communes = append(communes, o)
			}
		}
		if len(communes) > 0 {
			groups = append(groups, unitGroup{g.Label, communes})
		}
	}
	return groups
}

// send takes in the files of a form: kept, read, shown.
func (s *Server) send(w http.ResponseWriter, r *request) error {
	size := r.ContentLength
	if size < 0 { // not said
		size = maxUploads
	}
	if err := s.Limits.take(r, size, data.DayOf(s.Now())); err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxUploads+maxUploadTree)
	err := r.ParseMultipartForm(maxUploadTree)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return formFault(r.Link(pathOf("nap")), "send.too_large", "mb", strconv.Itoa(maxUploads>>20))
	case err != nil:
		return formFault(r.Link(pathOf("nap")), "send.bad_upload")
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	drop := ingest.Drop{Sender: r.PostFormValue("don-vi-gui")}
	if drop.Sender != "" && !s.reach[drop.Sender] {
		return formFault(r.Link(pathOf("nap")), "send.unknown_unit", "got", drop.Sender)
	}
	var open []multipart.File
	defer func() {
		for _, f := range open {
			_ = f.Close()
		}
	}()
	for _, head := range r.MultipartForm.File["tep"] {
		if head.Filename == "" && head.Size == 0 {
			continue // no file was chosen
		}
		f, err := head.Open()
		if err != nil {
			return fmt.Errorf("open an upload: %w", err)
		}
		open = append(open, f)
		drop.Files = append(drop.Files, ingest.DropFile{Name: head.Filename, Body: f})
	}
	if len(drop.Files) == 0 {
		return formFault(r.Link(pathOf("nap")), "send.nothing_chosen")
	}
	return s.receive(w, r, drop)
}

// receive keeps and reads a drop and leads on: to the sending when there is
// one, else to the list of them.
func (s *Server) receive(w http.ResponseWriter, r *request, drop ingest.Drop) error {
	sent, err := s.Importer.Receive(r.Context(), drop)
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	var order []string
	var lost []sentLine
	for _, x := range sent {
		if x.Submission == 0 {
			lost = append(lost, r.lostLine(x))
			continue
		}
		if !seen[x.Submission] {
			seen[x.Submission] = true
			order = append(order, fmt.Sprint(x.Submission))
		}
	}
	switch {
	case len(lost) > 0:
		q := r.Query
		q.Set("nhan", strings.Join(order, ","))
		p, err := s.sendPageWith(r, lost)
		if err != nil {
			return err
		}
		return s.answer(w, r, p, "nap")
	case len(order) == 1:
		http.Redirect(w, r.Request, r.LinkFor(sent[0], "/bao-cao/"+order[0]), http.StatusSeeOther)
	default:
		http.Redirect(w, r.Request, r.Link(pathOf("nap"), "nhan", strings.Join(order, ",")), http.StatusSeeOther)
	}
	return nil
}

// LinkFor is a link whose view is the file's own period, where that is known.
func (r *request) LinkFor(x ingest.Sent, path string) string {
	if x.PeriodID == "" {
		return r.Link(path)
	}
	return r.Link(path, "ky", x.PeriodID)
}

// lostLine is a file that could not even be received.
func (r *request) lostLine(x ingest.Sent) sentLine {
	line := sentLine{State: htmlCell{Text: r.Code("refused"), State: "refused", Mark: markOf("refused")}}
	for _, f := range x.Files {
		line.Files = append(line.Files, f.Path)
		for _, p := range f.Problems {
			line.Problems = append(line.Problems, problemLine{Level: string(p.Level), LevelWord: r.Code(string(p.Level)), Text: p.Sentence(r.Lang)})
		}
	}
	return line
}

// parseForm reads a plain form of a bounded size.
func (r *request) parseForm(w http.ResponseWriter, most int64) error {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err := r.ParseForm(); err != nil {
		return formFault(r.Here(), "send.bad_upload")
	}
	return nil
}

// sentView is a list of sendings with what its template needs beside it.
type sentView struct {
	*page
	Lines   []sentLine
	Caption string
}

// Sent is a list of sendings as its template takes it.
func (p *page) Sent(lines []sentLine, caption string) sentView { return sentView{p, lines, caption} }
