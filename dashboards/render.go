package dashboards

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"danbiet/analytics"
	"danbiet/dashboards/export"
	"danbiet/dashboards/static"
	"danbiet/dashboards/words"
	"danbiet/data"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages are the parsed templates, one set a page.
type pages map[string]*template.Template

// parsePages parses every page with the layout and the partials, so that a
// broken template stops the program and not a reader.
func parsePages() (pages, error) {
	layout, err := template.New("layout").Funcs(template.FuncMap{
		"asset": static.URL,
	}).Option("missingkey=error").ParseFS(templateFiles, "templates/_*.html")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	files, err := fs.Glob(templateFiles, "templates/[a-z]*.html")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	all := pages{}
	for _, file := range files {
		t, err := template.Must(layout.Clone()).ParseFS(templateFiles, file)
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", file, err)
		}
		all[path.Base(file)] = t
	}
	return all, nil
}

// A page is what a handler answers with: what the template shows, and the
// Tables that are its data twins. The fields below Body are filled by render.
type page struct {
	file   string             // template
	Title  string             // finding or name; the one h1
	Lede   []words.Sentence   // under the title
	Foot   []string           // notes under the lede: the other reading of the rule
	Tables []*analytics.Table // in the order shown; the first is the page's own
	Body   any

	*request
	Route    string
	Demo     bool
	Menu     []menuItem
	Units    []unitGroup
	Periods  []option
	Earlier  string // the view of the period before, "" where there is none
	Later    string
	Source   string // the sentence about what was received
	Other    string // this page in the other language
	Twins    []twin
	AsOfText string // the view's day as it is typed, 17/05/2024
}

type menuItem struct {
	Text, Href string
	Current    bool
}

type option struct {
	Value, Text string
	Search      string // without marks, for the search in the picker
	Selected    bool
}

type unitGroup struct {
	Label   string
	Options []option
}

type twin struct{ Text, Href string }

// Of is a card with what its template needs beside it.
func (p *page) Of(c card, span string) cardView { return cardView{p, c, span} }

type cardView struct {
	*page
	C    card
	Span string
}

// HasCharts tells whether the page needs the chart library: 230 kB that a page
// of tables does without.
func (p *page) HasCharts() bool {
	for _, c := range p.cards() {
		if c.Chart != nil {
			return true
		}
	}
	return false
}

func (p *page) cards() []card {
	switch b := p.Body.(type) {
	case overviewBody:
		return []card{b.Arrivals, b.Grid}
	case reportsBody:
		return []card{b.Grid, b.Curve, b.Late, b.Trend}
	case tasksBody:
		return []card{b.Grid, b.Bounds}
	}
	return nil
}

// ScriptWords are the few words that the page's script says itself.
func (p *page) ScriptWords() (string, error) {
	words := map[string]string{}
	for _, key := range []string{"none", "found", "failed", "sort"} {
		words[key] = p.T("ui.script_" + key)
	}
	b, err := json.Marshal(words)
	return string(b), err
}

// FormPath is where the pickers lead: the same page, but for pages of one thing,
// which another unit or period does not have.
func (p *page) FormPath() string {
	switch p.Route {
	case "tong-quan", "nop-bao-cao", "nhiem-vu", "nap", "bieu-mau", "thay-doi", "tro-giup", "cach-tinh", "giay-phep":
		return pathOf(p.Route)
	case "don-vi":
		return p.URL.Path
	}
	return "/"
}

// OtherLang is the language that the page can be had in besides its own.
func (p *page) OtherLang() string {
	if p.Lang == "en" {
		return "vi"
	}
	return "en"
}

// ScopeName is the unit that the page is about.
func (p *page) ScopeName() string { return words.Upper(p.Printer.Unit(p.Scope)) }

// handle turns a route into a handler: read the URL, answer, write.
func (s *Server) handle(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req, err := s.readView(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if rt.raw != nil {
			if err := rt.raw(s, w, req); err != nil {
				s.fail(w, r, err)
			}
			return
		}
		if to, ok := s.chosen(req); ok {
			http.Redirect(w, r, to, http.StatusSeeOther)
			return
		}
		p, err := rt.answer(s, req)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if err := s.answer(w, req, p, rt.name); err != nil {
			s.fail(w, r, err)
		}
	})
}

// handlePost turns a route's change into a handler: read the URL, do it, lead on.
func (s *Server) handlePost(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req, err := s.readView(r)
		if err == nil {
			err = rt.post(s, w, req)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// chosen is where the picker's form leads: its field "tu-ky" names the period
// that the form was shown for. A new period leaves the old day behind, because
// eight days after one deadline means nothing for another.
func (s *Server) chosen(r *request) (string, bool) {
	from := r.Query.Get("tu-ky")
	if from == "" {
		return "", false
	}
	q := r.Query
	q.Del("tu-ky")
	on := r.AsOf // as addresses write it, however it was typed
	if from != r.Reporting.ID || q.Get("ngay") == "" {
		on = s.defaultAsOf(r.Reporting)
	}
	q.Set("ngay", on.String())
	return r.URL.Path + "?" + q.Encode(), true
}

// answer writes a page in the form that was asked for: HTML, or its Tables.
func (s *Server) answer(w http.ResponseWriter, r *request, p *page, name string) error {
	var body []byte
	var contentType string
	var err error
	switch r.As {
	case "":
		contentType = "text/html; charset=utf-8"
		body, err = s.render(r, p, name)
	default:
		contentType, body, err = s.twin(w.Header(), r, p, name)
	}
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-store")
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	write(w, r.Request, http.StatusOK, contentType, body)
	return nil
}

// render draws a page into memory: a fault in a template never leaves half a
// page behind.
func (s *Server) render(r *request, p *page, name string) ([]byte, error) {
	t, ok := s.pages[p.file]
	if !ok {
		return nil, fmt.Errorf("no template %s", p.file)
	}
	p.request, p.Route, p.Demo = r, name, s.Demo
	p.Menu = s.menu(r, name)
	p.Units, p.Periods = s.unitOptions(r), s.periodOptions(r)
	p.Earlier, p.Later = s.neighbours(r)
	if p.Source == "" && len(p.Tables) > 0 { // a page of words stands on no report
		p.Source = source(r.Printer, p.Tables, r.AsOf)
	}
	p.Other = s.otherLanguage(r)
	p.AsOfText = r.AsOf.Time().Format("02/01/2006")
	if len(p.Tables) > 0 {
		p.Twins = []twin{{"XLSX", r.Here("as", "xlsx")}, {"JSON", r.Here("as", "json")}}
	}
	var buf bytes.Buffer
	if err := t.ExecuteTemplate(&buf, p.file, p); err != nil {
		return nil, fmt.Errorf("render %s: %w", p.file, err)
	}
	return buf.Bytes(), nil
}

// Here is the request's own URL with parameters changed, as Link does.
func (r *request) Here(pairs ...string) string {
	all := make([]string, 0, 16)
	for key, values := range r.Query {
		switch key {
		case "don-vi", "ky", "ngay", "lang", "as", "table":
		default:
			all = append(all, key, values[0])
		}
	}
	return r.Link(r.URL.Path, append(all, pairs...)...)
}

func (s *Server) otherLanguage(r *request) string {
	if r.Lang == "en" {
		return r.Here("lang", "")
	}
	return r.Here("lang", "en")
}

func (s *Server) menu(r *request, name string) []menuItem {
	var items []menuItem
	for _, m := range menu {
		items = append(items, menuItem{Text: r.T("page." + m), Href: r.Link(pathOf(m)), Current: m == name})
	}
	return items
}

// unitOptions are the units to choose from: the widest scope first, then those
// that existed on the period's last day, then those reorganised before or after.
func (s *Server) unitOptions(r *request) []unitGroup {
	on := r.Reporting.LastDay
	now := unitGroup{Label: r.T("ui.units_now")}
	other := unitGroup{Label: r.T("ui.units_other")}
	whole := unitGroup{Label: r.T("ui.units_whole")}
	seen := map[string]bool{}
	for _, v := range sortedVersions(s.Catalogue, on) {
		if !s.reach[v.UnitID] || seen[v.UnitID] {
			continue
		}
		seen[v.UnitID] = true
		o := option{Value: v.UnitID, Text: words.Upper(r.Named(v)), Search: v.SearchKey, Selected: v.UnitID == r.Scope}
		_, valid := s.Catalogue.UnitOn(v.UnitID, on)
		switch {
		case v.UnitID == s.Defaults.Unit:
			whole.Options = append(whole.Options, o)
		case valid:
			now.Options = append(now.Options, o)
		default:
			o.Text += " (" + s.span(r, v) + ")"
			other.Options = append(other.Options, o)
		}
	}
	var groups []unitGroup
	for _, g := range []unitGroup{whole, now, other} {
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// span says from when or until when a unit existed.
func (s *Server) span(r *request, v data.UnitVersion) string {
	if v.ValidTo != 0 {
		return r.T("ui.until", "day", r.Date(v.ValidTo-1))
	}
	return r.T("ui.since", "day", r.Date(v.ValidFrom))
}

func (s *Server) periodOptions(r *request) []option {
	var list []option
	for _, p := range sortedPeriods(s.Catalogue) {
		list = append(list, option{Value: p.ID, Text: r.Printer.Period(p.ID), Search: data.SearchKey(r.Printer.Period(p.ID)), Selected: p.ID == r.Reporting.ID})
	}
	return list
}

// neighbours are this page for the period before and after, by last day.
func (s *Server) neighbours(r *request) (earlier, later string) {
	list := sortedPeriods(s.Catalogue)
	for i, p := range list {
		if p.ID != r.Reporting.ID {
			continue
		}
		if i > 0 {
			earlier = r.Here("ky", list[i-1].ID, "ngay", s.defaultAsOf(list[i-1]).String())
		}
		if i+1 < len(list) {
			later = r.Here("ky", list[i+1].ID, "ngay", s.defaultAsOf(list[i+1]).String())
		}
	}
	return earlier, later
}

// source is the sentence on what the figures stand: "13 báo cáo đã nhận, tính
// đến 17/05/2024".
func source(p words.Printer, tables []*analytics.Table, asOf data.Day) string {
	n := 0
	for _, t := range tables {
		n = max(n, t.Sources)
		if t.AsOf != 0 {
			asOf = t.AsOf
		}
	}
	return sourceOf(p, n, asOf)
}

func sourceOf(p words.Printer, n int, asOf data.Day) string {
	key := "ui.source"
	switch n {
	case 0:
		key = "ui.source_none"
	case 1:
		key = "ui.source_one"
	}
	return p.T(key, "n", p.Int(int64(n)), "day", p.Date(asOf))
}

// twin is the page as data. The same URL gives the same bytes while the data
// are the same: nothing of the moment of asking is in it.
func (s *Server) twin(h http.Header, r *request, p *page, name string) (string, []byte, error) {
	tables := p.Tables
	if want := r.Query.Get("table"); want != "" {
		t := tableNamed(tables, want)
		if t == nil {
			return "", nil, faults{{"err.table", []string{"got", want}, "table"}}
		}
		tables = []*analytics.Table{t}
	}
	if len(tables) == 0 {
		return "", nil, fmt.Errorf("%w: the page has no tables", data.ErrNotFound)
	}
	about := s.about(r, p, name)
	var buf bytes.Buffer
	var err error
	contentType := ""
	switch r.As {
	case "json":
		contentType = "application/json; charset=utf-8"
		err = export.JSON(&buf, about, tables)
	case "csv":
		contentType = "text/csv; charset=utf-8"
		err = export.CSV(&buf, r.Printer, about, tables[0])
	case "xlsx":
		contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		err = export.XLSX(&buf, r.Printer, about, tables)
	}
	if err != nil {
		return "", nil, fmt.Errorf("export %s of %s: %w", r.As, name, err)
	}
	if r.As != "json" {
		file := "danbiet_" + about.Slug
		if r.As == "csv" && tables[0].Name != about.Slug {
			file += "_" + tables[0].Name
		}
		file += "_" + r.Scope + "_" + r.Reporting.ID + "." + r.As
		h.Set("Content-Disposition", attachment(file))
	}
	return contentType, buf.Bytes(), nil
}

func tableNamed(tables []*analytics.Table, name string) *analytics.Table {
	for _, t := range tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func (s *Server) about(r *request, p *page, name string) export.About {
	a := export.About{
		Slug: name, Title: p.Title, Scope: r.Scope, ScopeName: words.Upper(r.Printer.Unit(r.Scope)),
		Period: r.Reporting.ID, PeriodName: r.Printer.Period(r.Reporting.ID), AsOf: r.AsOf,
		Source: p.Source, URL: r.Here(),
	}
	if a.Source == "" {
		a.Source = source(r.Printer, p.Tables, r.AsOf)
	}
	if s.Demo {
		a.Banner = r.T("ui.banner")
	}
	return a
}

// attachment is a Content-Disposition that every browser understands (RFC
// 6266): an ASCII name, and the true one in UTF-8 where it differs.
func attachment(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`/\"`, r) {
			return '_'
		}
		return r
	}, name)
	ascii := strings.Map(func(r rune) rune {
		if r > '~' {
			return '_'
		}
		return r
	}, data.SearchKey(name))
	if strings.IndexFunc(name, func(r rune) bool { return r > '~' }) < 0 {
		ascii = name
	}
	if ascii == name {
		return mime.FormatMediaType("attachment", map[string]string{"filename": ascii})
	}
	return `attachment; filename="` + ascii + `"; filename*=UTF-8''` + percentEncoded(name)
}

// percentEncoded is the ext-value of RFC 8187.
func percentEncoded(s string) string {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(plain, s[i]) >= 0 {
			b.WriteByte(s[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", s[i])
		}
	}
	return b.String()
}
