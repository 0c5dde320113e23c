package browsertest

import (
	"bytes"
	"errors"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestMain(m *testing.M) { Main(m) }

func serve(t *testing.T, csp, body string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
			return
		case "/page.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = io.WriteString(w, `document.querySelector("#out").textContent = "chạy";
				document.querySelector("input").addEventListener("input", e => document.querySelector("#out").textContent = e.target.value.length);
				document.querySelector("#save").addEventListener("click", () => {
					const a = document.createElement("a");
					a.href = URL.createObjectURL(new Blob(["xin chào"]));
					a.download = "tệp.txt";
					a.click();
				});`)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if csp != "" {
			w.Header().Set("Content-Security-Policy", csp)
		}
		_, _ = io.WriteString(w, `<!doctype html><html lang="vi"><head><title>Trang thử</title></head><body><main>`+body+`</main></body></html>`)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

const strict = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"

func TestAPageWithoutFaultsIsClean(t *testing.T) {
	p := Start(t)
	p.Open(serve(t, strict, `<h1>Chào</h1><p id="out"></p><label>Tên <input></label><button id="save">Lưu</button><script src="/page.js"></script>`))
	if got := p.Text("#out"); got != "chạy" {
		t.Errorf("script did not run: %q", got)
	}
	p.Clean()
}

func TestEveryPlantedFaultIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		csp, body string
		found     func(p *Page) []string
		want      string
	}{
		"console error":      {"", `<script>console.error("hỏng", 1)</script>`, (*Page).ConsoleErrors, "hỏng"},
		"uncaught exception": {"", `<script>null.x</script>`, (*Page).ConsoleErrors, "TypeError"},
		"late exception":     {"", `<script>setTimeout(() => { throw new Error("trễ") }, 0)</script>`, (*Page).ConsoleErrors, "trễ"},
		"missing picture":    {"", `<img alt="" src="/%zz.png">`, (*Page).ConsoleErrors, "zz.png"},
		"inline style":       {strict, `<p style="color:red">đỏ</p>`, (*Page).CSPViolations, "style-src"},
		"inline script":      {strict, `<script>document.title="x"</script>`, (*Page).CSPViolations, "script-src"},
		"foreign picture":    {"", `<img alt="" src="http://example.invalid/a.png">`, (*Page).ForeignRequests, "http://example.invalid/a.png"},
		"foreign font": {"", `<style>@font-face{font-family:a;src:url(https://fonts.example.invalid/a.woff2)} p{font-family:a}</style><p>chữ</p>`,
			(*Page).ForeignRequests, "https://fonts.example.invalid/a.woff2"},
		"field without a name": {"", `<input>`, faultIDs, "label"},
		"pale text":            {"", `<p style="color:#aaa;background:#fff">mờ</p>`, faultIDs, "color-contrast"},
	} {
		t.Run(name, func(t *testing.T) {
			p := Start(t)
			p.Open(serve(t, c.csp, c.body))
			if got := strings.Join(c.found(p), "\n"); !strings.Contains(got, c.want) {
				t.Errorf("got %q, want something with %q", got, c.want)
			}
		})
	}
}

func faultIDs(p *Page) []string {
	var ids []string
	for _, f := range p.Axe() {
		ids = append(ids, f.ID)
	}
	return ids
}

func TestVerbs(t *testing.T) {
	p := Start(t)
	p.Open(serve(t, strict, `<h1>Chào</h1><a href="/xa">Sang</a><p id="out"></p><label>Tên <input value="cũ"></label><button id="save">Lưu</button><script src="/page.js"></script>`))

	decomposed := "Ta\u0302n"
	p.Fill("input", decomposed)
	if got := p.Eval(`document.querySelector("input").value`); got != decomposed {
		t.Errorf("Fill composed or lost the text: %q", got)
	}
	if got := p.Text("#out"); got != "4" {
		t.Errorf("the page did not hear the input: %q", got)
	}
	p.Press("x")
	if got := p.Text("#out"); got != "5" {
		t.Errorf("the page did not hear the key: %q", got)
	}
	name, body := p.Download("#save")
	if name != "tệp.txt" || string(body) != "xin chào" {
		t.Errorf("download %q %q", name, body)
	}
	if n := p.Count("label"); n != 1 {
		t.Errorf("%d labels", n)
	}
	if got := p.Attr("a", "href"); got != "/xa" {
		t.Errorf("href %q", got)
	}
	img, err := png.Decode(bytes.NewReader(p.Shot(360, 640)))
	if err != nil || img.Bounds().Dx() != 360 || img.Bounds().Dy() < 640 {
		t.Errorf("screenshot: %v, %v", img.Bounds(), err)
	}
	if pdf := p.Print(); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("print gave no PDF")
	}
	p.Follow("a")
	if !strings.HasSuffix(p.Location(), "/xa") {
		t.Errorf("at %s", p.Location())
	}
}

func TestWithoutScript(t *testing.T) {
	p := Start(t)
	p.NoScript(true)
	p.Open(serve(t, strict, `<h1>Chào</h1><p id="out">không</p><label>Tên <input></label><button id="save">Lưu</button><script src="/page.js"></script>`))
	if got := p.Text("#out"); got != "không" {
		t.Errorf("the script ran: %q", got)
	}
	p.Clean()
}

func TestTestsDoNotShareCookies(t *testing.T) {
	address := serve(t, "", `<h1>Chào</h1>`)
	first, second := Start(t), Start(t)
	first.Open(address)
	first.Eval(`document.cookie = "a=1"`)
	second.Open(address)
	if got := second.Eval(`document.cookie`); got != "" {
		t.Errorf("the second test sees %q", got)
	}
}

func TestWhereABrowserIsLookedFor(t *testing.T) {
	none := errors.New("not there")
	for name, c := range map[string]struct {
		env  map[string]string
		has  []string
		goos string
		want string
	}{
		"nothing installed":          {goos: "linux"},
		"chromium before chrome":     {has: []string{"google-chrome", "chromium"}, goos: "linux", want: "chromium"},
		"a named one first":          {env: map[string]string{"DANBIET_CHROME": "/opt/c"}, has: []string{"/opt/c", "chromium"}, goos: "linux", want: "/opt/c"},
		"a named one that is absent": {env: map[string]string{"DANBIET_CHROME": "/opt/c"}, has: []string{"chromium"}, goos: "linux"},
		"Edge of macOS": {has: []string{"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"}, goos: "darwin",
			want: "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"},
	} {
		t.Run(name, func(t *testing.T) {
			look := func(path string) (string, error) {
				for _, h := range c.has {
					if h == path {
						return path, nil
					}
				}
				return "", none
			}
			if got := find(func(k string) string { return c.env[k] }, look, c.goos); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
