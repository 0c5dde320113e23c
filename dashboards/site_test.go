package dashboards

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"danbiet/analytics"
	"danbiet/dashboards/browsertest"
	"danbiet/data"
	"danbiet/ingest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// today is the clock of the tests: the sample ends before it.
func today() time.Time { return time.Date(2026, time.November, 23, 9, 0, 0, 0, data.Saigon) }

// evilName names a plan whose words would be markup if a page let them.
const (
	evilName = `ke hoach <script>alert(1)<.txt`
	evilText = `<script>alert('x')</script> "><img src=x onerror=alert(1)>`
)

// evilPlan is a plan of the sample with evil words in its tasks.
func evilPlan(t *testing.T, files string) string {
	t.Helper()
	var plan []byte
	err := filepath.WalkDir(files, func(path string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Base(path) == "ke-hoach-2024-xa-tan-thanh.txt" {
			plan, err = os.ReadFile(path)
		}
		return err
	})
	if err != nil || plan == nil {
		t.Fatalf("the sample has no plan of Tân Thạnh: %v", err)
	}
	lines := strings.Split(string(plan), "\n")
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "1. ") {
			lines[i] = strings.TrimRight(line, " \r") + " " + evilText
		}
	}
	return strings.Join(lines, "\n")
}

// sampleSite serves a made-up town from real files, read and stored as an
// office's are.
func sampleSite(t *testing.T) (s *Server, server *httptest.Server, evilID int64, folder string) {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	folder = filepath.Join(dir, "data")
	store, err := data.Open(ctx, data.Options{Dir: folder, Now: today})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	files := filepath.Join(dir, "files")
	if _, err := ingest.WriteSample(files, store.Catalogue(), 2024); err != nil {
		t.Fatal(err)
	}
	im := &ingest.Importer{Store: store, Actor: "test", Now: today}
	if _, err := im.Import(ctx, files); err != nil {
		t.Fatal(err)
	}
	evil := filepath.Join(dir, evilName)
	if err := os.WriteFile(evil, []byte(evilPlan(t, files)), 0o644); err != nil {
		t.Fatal(err)
	}
	sum, err := im.Import(ctx, evil)
	if err != nil || len(sum.Files) != 1 {
		t.Fatalf("import the evil file: %v", err)
	}
	s = &Server{DB: &analytics.Marts{DB: store, StateOf: store.StateOf}, Catalogue: store.Catalogue(), Original: store.Original, Now: today, Demo: true, Importer: im,
		Defaults: Defaults{Unit: "tx-tan-chau", Period: "2024-6T", AsOf: data.Date(2024, time.May, 17)}}
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server = httptest.NewServer(h)
	t.Cleanup(server.Close)
	return s, server, sum.Files[0].Submission, folder
}

// TestSite asks one sample town everything: it is made once, because that takes
// seconds.
func TestSite(t *testing.T) {
	s, server, evil, folder := sampleSite(t)
	t.Run("every page in every form and language", func(t *testing.T) { everyPage(t, server) })
	t.Run("what is wrong is said with headers and words", func(t *testing.T) { wrongRequests(t, server) })
	t.Run("a panic is an answer too", func(t *testing.T) { panics(t, s) })
	t.Run("text of a file never becomes markup", func(t *testing.T) { evilIsText(t, server, evil) })
	t.Run("the JSON twin says what the page says", func(t *testing.T) { jsonIsPage(t, s, server) })
	t.Run("the same address gives the same bytes", func(t *testing.T) { sameBytes(t, server) })
	t.Run("the first visitor does not wait", func(t *testing.T) { readyPages(t, s) })
	t.Run("two clicks lead from a figure to its cell", func(t *testing.T) { twoClicks(t, server) })
	t.Run("the original comes as an attachment", func(t *testing.T) { originals(t, server) })
	t.Run("the pickers' form leads to the view chosen", func(t *testing.T) { pickers(t, server) })
	t.Run("another unit's submission is not found", func(t *testing.T) { scopeHolds(t, s) })
	t.Run("tour", func(t *testing.T) { tour(t, server) })
	t.Run("a rebuild gives the same pages", func(t *testing.T) { rebuilt(t, s, folder) }) // last: it closes the store
}

type answer struct {
	status int
	header http.Header
	body   string
}

func get(t *testing.T, server *httptest.Server, path string, header ...string) answer {
	t.Helper()
	return ask(t, server, http.MethodGet, path, header...)
}

func ask(t *testing.T, server *httptest.Server, method, path string, header ...string) answer {
	t.Helper()
	req, err := http.NewRequest(method, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, req, header...)
}

// do sends a request and follows no redirect.
func do(t *testing.T, req *http.Request, header ...string) answer {
	t.Helper()
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(b)}
}

// held fails unless an answer carries what every answer must.
func (a answer) held(t *testing.T, what string) {
	t.Helper()
	csp := a.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("%s: policy %q lacks %q", what, csp, want)
		}
	}
	if strings.Contains(csp, "unsafe") {
		t.Errorf("%s: policy %q is not strict", what, csp)
	}
	for _, name := range []string{"X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy", "X-Request-Id"} {
		if a.header.Get(name) == "" {
			t.Errorf("%s: no header %s", what, name)
		}
	}
	if strings.Contains(a.body, "⟦") {
		t.Errorf("%s: a word is missing: %s", what, regexp.MustCompile(`⟦[^⟧]*⟧`).FindString(a.body))
	}
}

// sitePages are addresses of every route, with those that have Tables.
func sitePages(t *testing.T, server *httptest.Server) map[string]bool {
	t.Helper()
	submission := regexp.MustCompile(`/bao-cao/(\d+)`).FindStringSubmatch(get(t, server, "/don-vi/xa-tan-thanh").body)
	if submission == nil {
		t.Fatal("the page of a unit links to no submission")
	}
	return map[string]bool{
		"/": true, "/nop-bao-cao": true, "/nhiem-vu": true, "/nhiem-vu?nv=II.3": true, "/don-vi/xa-tan-thanh": true, "/don-vi/tx-tan-chau": true,
		"/bao-cao/" + submission[1]: true, "/can-cu?q=obligations&period=2024-6T&state=on_time": true, "/can-cu?q=tasks&period=2024-6T&unit=xa-tan-thanh": true,
		"/?ky=2024-N": true, "/?ky=2026-6T": true, "/nop-bao-cao?ky=2025-N&don-vi=xa-tan-an-2025": true, "/nhiem-vu?ky=2025-6T": true, "/?don-vi=xa-tan-thanh": true,
		"/don-vi/xa-tan-an-2025?ky=2025-N": true, "/thay-doi": true, "/thay-doi?tu-ngay=01/05/2024": true, "/nop-bao-cao?ngay=2024-05-01": true,
		"/nap": false, "/nap?don-vi=xa-tan-thanh": false, "/nap/bieu-mau?don-vi=xa-tan-thanh": false, "/bao-cao/" + submission[1] + "/bien-nhan": false,
		"/tro-giup": false, "/tro-giup/cach-tinh": false, "/giay-phep": false,
	}
}

func with(path, query string) string {
	if strings.Contains(path, "?") {
		return path + "&" + query
	}
	return path + "?" + query
}

func everyPage(t *testing.T, server *httptest.Server) {
	for path, tables := range sitePages(t, server) {
		for _, lang := range []string{"", "lang=en"} {
			at := path
			if lang != "" {
				at = with(path, lang)
			}
			page := get(t, server, at)
			page.held(t, at)
			if page.status != http.StatusOK {
				t.Errorf("%s: status %d", at, page.status)
				continue
			}
			wellFormed(t, at, page.body)
			banner := "SỐ LIỆU MINH HỌA"
			if lang != "" {
				banner = "MADE-UP FIGURES"
			}
			if !strings.Contains(page.body, banner) {
				t.Errorf("%s: the demo's banner is missing", at)
			}
			if !tables || lang != "" && path != "/nop-bao-cao" {
				continue
			}
			for as, want := range map[string]string{"json": "application/json", "csv": "text/csv", "xlsx": "application/vnd.openxmlformats"} {
				a := get(t, server, with(at, "as="+as))
				a.held(t, at+" as "+as)
				if a.status != http.StatusOK || !strings.HasPrefix(a.header.Get("Content-Type"), want) {
					t.Errorf("%s as %s: status %d, %s: %.200s", at, as, a.status, a.header.Get("Content-Type"), a.body)
				}
				if as != "xlsx" && !strings.Contains(a.body, banner) {
					t.Errorf("%s as %s: the demo's banner is missing", at, as)
				}
				if as != "json" && !strings.Contains(a.header.Get("Content-Disposition"), "danbiet_") {
					t.Errorf("%s as %s: named %q", at, as, a.header.Get("Content-Disposition"))
				}
			}
		}
	}
	name := get(t, server, "/nop-bao-cao?as=xlsx").header.Get("Content-Disposition")
	if want := "attachment; filename=danbiet_nop-bao-cao_tx-tan-chau_2024-6T.xlsx"; name != want {
		t.Errorf("the workbook is named %q, want %q", name, want)
	}
}

// void elements have no end tag.
var void = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "hr": true, "img": true}

// wellFormed holds that tags close in their order, that there is one h1, that
// ids are not given twice, that every field has a label and no attribute of
// style or script stands in the page.
func wellFormed(t *testing.T, what, body string) {
	t.Helper()
	var open []string
	h1, labelled := 0, 0
	ids, named := map[string]bool{}, map[string]bool{} // named: by a label that stands before
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Errorf("%s: %v", what, z.Err())
			}
			if len(open) > 0 {
				t.Errorf("%s: not closed: %v", what, open)
			}
			if h1 != 1 {
				t.Errorf("%s: %d h1, want 1", what, h1)
			}
			return
		case html.StartTagToken:
			tok := z.Token()
			if tok.Data == "h1" {
				h1++
			}
			if tok.Data == "label" {
				labelled++
			}
			hidden, inLabel := false, false
			for _, name := range open {
				inLabel = inLabel || name == "label"
			}
			for _, a := range tok.Attr {
				hidden = hidden || a.Key == "type" && a.Val == "hidden"
				inLabel = inLabel || a.Key == "aria-label" && a.Val != "" || a.Key == "id" && named[a.Val]
				if tok.Data == "label" && a.Key == "for" {
					named[a.Val] = true
				}
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s %s=%q>: the policy forbids it", what, tok.Data, a.Key, a.Val)
				}
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("%s: id %q twice", what, a.Val)
					}
					ids[a.Val] = true
				}
			}
			if (tok.Data == "select" || tok.Data == "input") && !hidden && !inLabel {
				t.Errorf("%s: a field without a label: %s", what, tok)
			}
			if !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("%s: </%s> closes %v", what, tok.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func wrongRequests(t *testing.T, server *httptest.Server) {
	for _, c := range []struct {
		name, method, path string
		status             int
		says               []string
	}{
		{"a page that is not there", "GET", "/khong-co", 404, []string{"Không có trang", "Về trang Tổng quan"}},
		{"a submission that is not there", "GET", "/bao-cao/999999", 404, []string{"Không có trang"}},
		{"a unit that is not there", "GET", "/don-vi/xa-khong-co", 404, []string{"Không có trang"}},
		{"a unit outside this town", "GET", "/don-vi/tinh-an-giang", 404, nil},
		{"a task that is not there", "GET", "/nhiem-vu?nv=IX.9", 404, nil},
		{"a cell that is not there", "GET", "/bao-cao/1?o=1.999999", 404, nil},
		{"a file that is not there", "GET", "/tep/" + strings.Repeat("a", 64) + "?bao-cao=1", 404, nil},
		{"a post", "POST", "/", 405, []string{"chỉ để xem"}},
		{"a delete of a page that is not there", "DELETE", "/khong-co", 404, nil},
		{"every fault of an address at once", "GET", "/?ky=2024-13&don-vi=xa-x&ngay=2024-02-30&lang=fr&as=pdf", 400,
			[]string{"2024-13", "xa-x", "2024-02-30", "fr", "pdf"}},
		{"a day that has not come", "GET", "/?ngay=2027-01-01", 400, []string{"01/01/2027"}},
		{"a table that the page has not", "GET", "/?as=csv&table=khong-co", 400, []string{"khong-co"}},
		{"evidence of nothing", "GET", "/can-cu", 400, nil},
		{"evidence of a kind that is not there", "GET", "/can-cu?q=la", 400, nil},
		{"a cell that cannot be read", "GET", "/bao-cao/1?o=a.b", 400, nil},
		{"a static file of another version", "GET", "/static/0000000000000000/danbiet.css", 404, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, server, c.method, c.path)
			a.held(t, c.path)
			if a.status != c.status {
				t.Errorf("status %d, want %d: %.300s", a.status, c.status, a.body)
			}
			for _, want := range c.says {
				if !strings.Contains(a.body, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			if strings.Contains(a.body, "<h1") {
				wellFormed(t, c.path, a.body)
			}
		})
	}
	a := get(t, server, "/?ky=x&as=json")
	if a.status != 400 || !strings.HasPrefix(a.header.Get("Content-Type"), "application/json") || !strings.Contains(a.body, `"faults"`) {
		t.Errorf("a fault asked for as JSON: %d %s", a.status, a.body)
	}
}

// broken is a database that panics.
type broken struct{ analytics.DB }

func panics(t *testing.T, s *Server) {
	var log bytes.Buffer
	b := *freshServer(s)
	b.DB = broken{}
	h, err := b.Handler()
	if err != nil {
		t.Fatal(err)
	}
	_ = log
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	a := answer{w.Code, w.Header(), w.Body.String()}
	a.held(t, "panic")
	if a.status != 500 || !strings.Contains(a.body, "Mã yêu cầu") || strings.Contains(a.body, "nil pointer") {
		t.Errorf("status %d: %.500s", a.status, a.body)
	}
}

// freshServer is a server over the same data, before Handler was called.
func freshServer(s *Server) *Server {
	return &Server{DB: s.DB, Catalogue: s.Catalogue, Original: s.Original, Importer: s.Importer, Now: s.Now, Demo: s.Demo, Defaults: s.Defaults}
}

func evilIsText(t *testing.T, server *httptest.Server, id int64) {
	a := get(t, server, fmt.Sprintf("/bao-cao/%d", id))
	if a.status != http.StatusOK {
		t.Fatalf("status %d", a.status)
	}
	wellFormed(t, "evil", a.body)
	for _, bad := range []string{"<script>alert", "<img src=x"} {
		if strings.Contains(a.body, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if !strings.Contains(a.body, "&lt;script&gt;alert") {
		t.Error("the page does not show the file's own words")
	}
}

func jsonIsPage(t *testing.T, s *Server, server *httptest.Server) {
	var twin struct {
		Tables []*analytics.Table `json:"tables"`
	}
	a := get(t, server, "/?as=json")
	if err := json.Unmarshal([]byte(a.body), &twin); err != nil {
		t.Fatal(err)
	}
	rates := tableNamed(twin.Tables, "ty-le-nop")
	totals := tableNamed(twin.Tables, "tong-nhiem-vu")
	if rates == nil || totals == nil {
		t.Fatal("the twin lacks a table")
	}
	number := func(table *analytics.Table, key string) string {
		f, ok := table.Value(0, key).(float64) // JSON numbers
		if !ok {
			t.Fatalf("%s.%s is %v", table.Name, key, table.Value(0, key))
		}
		return fmt.Sprint(int64(f))
	}
	page := get(t, server, "/").body
	for _, want := range []string{
		number(rates, "on_time") + "<small>/" + number(rates, "expected") + "</small>",
		number(rates, "submitted") + "<small>/" + number(rates, "expected") + "</small>",
		number(totals, "done") + "<small>/" + number(totals, "applicable") + "</small>",
		number(totals, "unknown") + "<small>/" + number(totals, "applicable") + "</small>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %s", want)
		}
	}
	if want := number(rates, "on_time") + " trong " + number(rates, "expected") + " xã, phường nộp báo cáo đúng hạn"; !strings.Contains(page, want) {
		t.Errorf("the finding is not %q", want)
	}
}

func sameBytes(t *testing.T, server *httptest.Server) {
	for _, path := range []string{"/", "/?as=json", "/nop-bao-cao?as=xlsx", "/nhiem-vu"} {
		first, second := get(t, server, path), get(t, server, path)
		if first.body != second.body {
			t.Errorf("%s: two answers differ", path)
		}
		tag := first.header.Get("ETag")
		if tag == "" || first.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: ETag %q, Cache-Control %q", path, tag, first.header.Get("Cache-Control"))
		}
		if a := get(t, server, path, "If-None-Match", tag); a.status != http.StatusNotModified || a.body != "" {
			t.Errorf("%s: status %d for a page that is known", path, a.status)
		}
	}
}

var (
	evidenceHref = regexp.MustCompile(`href="(/can-cu\?[^"]*)"`)
	cellHref     = regexp.MustCompile(`href="(/bao-cao/\d+\?[^"]*o=(\d+\.\d+)[^"#]*)#o`)
)

func unescape(s string) string { return html.UnescapeString(s) }

func twoClicks(t *testing.T, server *httptest.Server) {
	page := get(t, server, "/")
	figures := evidenceHref.FindAllStringSubmatch(page.body, -1)
	if len(figures) < 80 {
		t.Fatalf("the overview links to %d evidences", len(figures))
	}
	cells := 0
	seen := map[string]bool{}
	for _, m := range figures {
		at := unescape(m[1])
		if seen[at] || len(seen) > 25 {
			continue
		}
		seen[at] = true
		evidence := get(t, server, at)
		if evidence.status != http.StatusOK {
			t.Errorf("%s: status %d", at, evidence.status)
			continue
		}
		if c := cellHref.FindStringSubmatch(evidence.body); c != nil && cells < 8 {
			cells++
			report := get(t, server, unescape(c[1]))
			if report.status != http.StatusOK || !regexp.MustCompile(`id="o`+regexp.QuoteMeta(c[2])+`" class="[^"]*here`).MatchString(report.body) {
				t.Errorf("%s: status %d, the cell %s is not marked", unescape(c[1]), report.status, c[2])
			}
		}
	}
	if cells == 0 {
		t.Error("no evidence leads to a cell")
	}
}

func originals(t *testing.T, server *httptest.Server) {
	report := cellHref.FindStringSubmatch(get(t, server, "/can-cu?q=tasks&period=2024-6T&unit=xa-tan-thanh").body)
	if report == nil {
		t.Fatal("no report found")
	}
	link := regexp.MustCompile(`href="(/tep/[0-9a-f]{64}\?[^"]*)"`).FindStringSubmatch(get(t, server, unescape(report[1])).body)
	if link == nil {
		t.Fatal("the report links to no original")
	}
	a := get(t, server, unescape(link[1]))
	a.held(t, "original")
	if a.status != 200 || !strings.HasPrefix(a.body, "PK") || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment;") ||
		!strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("status %d, %v", a.status, a.header)
	}
	other := strings.Replace(unescape(link[1]), "bao-cao=", "bao-cao=99999", 1)
	if a := get(t, server, other); a.status != 404 {
		t.Errorf("an original under another submission: status %d, want 404", a.status)
	}
}

func TestAttachmentNames(t *testing.T) {
	for _, c := range [][2]string{
		{"bao-cao.xlsx", "attachment; filename=bao-cao.xlsx"},
		{"Báo cáo 6 tháng.docx", `attachment; filename="bao cao 6 thang.docx"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%206%20th%C3%A1ng.docx`},
		{"a\"\r\nSet-Cookie: x\\/b.txt", `attachment; filename="a___Set-Cookie: x__b.txt"`},
	} {
		if got := attachment(c[0]); got != c[1] {
			t.Errorf("%q\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func pickers(t *testing.T, server *httptest.Server) {
	a := get(t, server, "/nop-bao-cao?don-vi=xa-tan-thanh&ky=2023-N&ngay=2024-05-17&tu-ky=2024-6T")
	want := "/nop-bao-cao?don-vi=xa-tan-thanh&ky=2023-N&ngay=2023-10-17"
	if got := a.header.Get("Location"); a.status != http.StatusSeeOther || got != want {
		t.Errorf("a new period keeps the old day: %d %q, want %q", a.status, got, want)
	}
	a = get(t, server, "/?don-vi=xa-tan-thanh&ky=2024-6T&ngay=2024-05-12&tu-ky=2024-6T")
	if got, want := a.header.Get("Location"), "/?don-vi=xa-tan-thanh&ky=2024-6T&ngay=2024-05-12"; got != want {
		t.Errorf("the same period loses its day: %q, want %q", got, want)
	}
	a = get(t, server, "/?don-vi=xa-tan-thanh&ky=2024-6T&ngay=12%2F5%2F2024&tu-ky=2024-6T")
	if got, want := a.header.Get("Location"), "/?don-vi=xa-tan-thanh&ky=2024-6T&ngay=2024-05-12"; got != want {
		t.Errorf("a day as it is typed: %q, want %q", got, want)
	}
}

func scopeHolds(t *testing.T, s *Server) {
	one := freshServer(s)
	one.Defaults.Unit = "xa-tan-thanh"
	h, err := one.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	defer server.Close()
	for _, path := range []string{"/", "/nop-bao-cao", "/nhiem-vu", "/can-cu?q=obligations&period=2024-6T", "/?as=json"} {
		a := get(t, server, path)
		if a.status != 200 {
			t.Errorf("%s: status %d", path, a.status)
		}
		if strings.Contains(a.body, "phuong-long-chau") || strings.Contains(a.body, "Long Châu") {
			t.Errorf("%s names another unit", path)
		}
	}
	if a := get(t, server, "/don-vi/phuong-long-chau"); a.status != 404 {
		t.Errorf("another unit's page: status %d, want 404", a.status)
	}
	found := 0
	for id := 1; id < 320; id++ {
		if get(t, server, fmt.Sprintf("/bao-cao/%d", id)).status == 200 {
			found++
		}
	}
	if found == 0 || found > 12 {
		t.Errorf("one unit sees %d submissions", found)
	}
}

func TestServerSaysWhatIsMissing(t *testing.T) {
	if _, err := (&Server{}).Handler(); err == nil || !strings.Contains(err.Error(), "Server.") {
		t.Errorf("got %v", err)
	}
}

// rebuilt holds that DuckDB is an index: with the file deleted and made anew
// from the ledger and the readings, every page says the same, byte for byte. It
// closes the site's store.
func rebuilt(t *testing.T, s *Server, folder string) {
	pages := func(s *Server) map[string]string {
		h, err := s.Handler()
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(h)
		defer server.Close()
		said := map[string]string{}
		for path, tables := range sitePages(t, server) {
			if tables {
				a := get(t, server, with(path, "as=json"))
				if a.status != http.StatusOK {
					t.Errorf("%s: status %d", path, a.status)
				}
				said[path] = a.body
			}
		}
		return said
	}
	before := pages(freshServer(s))
	if err := s.DB.(*analytics.Marts).DB.(*data.Store).Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"danbiet.duckdb", "danbiet.duckdb.wal"} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	store, err := data.Rebuild(context.Background(), data.Options{Dir: folder, Now: today})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	anew := freshServer(s)
	anew.DB, anew.Original = &analytics.Marts{DB: store, StateOf: store.StateOf}, store.Original
	anew.Importer = &ingest.Importer{Store: store, Actor: "test", Now: today}
	after := pages(anew)
	if len(before) < 10 {
		t.Errorf("only %d pages were compared", len(before))
	}
	for path, want := range before {
		if got := after[path]; got != want {
			t.Errorf("%s changed:\n got %.400s\nwant %.400s", path, got, want)
		}
	}
}
