package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
)

func ask(method, address, encoding string) *http.Response {
	r := httptest.NewRequest(method, address, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestEveryFileIsServedUnderItsHash(t *testing.T) {
	for name, a := range assets() {
		plain := ask("GET", URL(name), "")
		body, err := io.ReadAll(plain.Body)
		if err != nil || plain.StatusCode != 200 {
			t.Fatalf("%s: %d, %v", name, plain.StatusCode, err)
		}
		sum := sha256.Sum256(body)
		if !strings.Contains(URL(name), hex.EncodeToString(sum[:8])) {
			t.Errorf("%s: the address %s is not the hash of what is served", name, URL(name))
		}
		for header, want := range map[string]string{
			"Content-Type":           contentTypes[name[strings.LastIndex(name, "."):]],
			"Cache-Control":          "public, max-age=31536000, immutable",
			"X-Content-Type-Options": "nosniff",
		} {
			if got := plain.Header.Get(header); got != want || got == "" {
				t.Errorf("%s: %s is %q, want %q", name, header, got, want)
			}
		}
		packed := ask("GET", URL(name), "br, gzip")
		if a.gz == nil {
			if packed.Header.Get("Content-Encoding") != "" {
				t.Errorf("%s: compressed though it does not pay", name)
			}
			continue
		}
		zr, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		unpacked, err := io.ReadAll(zr)
		if err != nil || !bytes.Equal(unpacked, body) {
			t.Errorf("%s: compressed and plain differ (%v)", name, err)
		}
		if packed.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: a proxy may mix compressed and plain", name)
		}
	}
}

func TestWhatIsNotServed(t *testing.T) {
	css := URL("danbiet.css")
	for name, c := range map[string]struct {
		method, address string
		want            int
	}{
		"another version's hash": {"GET", Prefix + "0123456789abcdef/danbiet.css", 404},
		"no hash":                {"GET", Prefix + "danbiet.css", 404},
		"a file of the package":  {"GET", Prefix + "0123456789abcdef/static.go", 404},
		"upwards":                {"GET", css[:strings.LastIndex(css, "/")] + "/../static.go", 404},
		"the folder":             {"GET", Prefix, 404},
		"writing":                {"POST", css, 405},
		"only the head":          {"HEAD", css, 200},
	} {
		t.Run(name, func(t *testing.T) {
			res := ask(c.method, c.address, "")
			body, _ := io.ReadAll(res.Body)
			if res.StatusCode != c.want {
				t.Errorf("got %d, want %d", res.StatusCode, c.want)
			}
			if c.method == "HEAD" && len(body) > 0 {
				t.Error("HEAD has a body")
			}
		})
	}
}

func TestAcceptEncoding(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "br": false, "br, gzip;q=0.5": true, "gzip;q=0": false, "gzip; q=0.0": false, "*": true, "identity": false,
	} {
		if got := acceptsGzip(header); got != want {
			t.Errorf("%q: got %v, want %v", header, got, want)
		}
	}
}

// The bundle is the one that the recipe makes; a change of it is a change of
// its hash, on purpose.
func TestTheBundleIsTheOneRecorded(t *testing.T) {
	line, err := os.ReadFile("echarts.min.js.sha256")
	if err != nil {
		t.Fatal(err)
	}
	b, err := Bytes("echarts.min.js")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	if want := strings.Fields(string(line))[0]; hex.EncodeToString(sum[:]) != want {
		t.Errorf("echarts.min.js is %x, recorded is %s", sum, want)
	}
	if !bytes.Contains(b, []byte(`"6.1.0"`)) {
		t.Error("not ECharts 6.1.0: older ones have a fault in their tooltips")
	}
}

func TestNothingPointsToAnotherMachine(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)(@import|url\(\s*["']?\s*(https?:)?//|src\s*=\s*["']https?:|fetch\(\s*["']https?:|eval\(|innerHTML)`)
	for _, name := range []string{"danbiet.css", "danbiet.js", "icons.svg", "favicon.svg"} {
		b, err := Bytes(name)
		if err != nil {
			t.Fatal(err)
		}
		if m := elsewhere.Find(b); m != nil {
			t.Errorf("%s has %q", name, m)
		}
	}
}

// Every state that the style sheet colours has its mark, and the other way
// round: a colour alone tells nothing on a black-and-white print.
func TestEveryStateHasColourAndMark(t *testing.T) {
	css, _ := Bytes("danbiet.css")
	icons, _ := Bytes("icons.svg")
	script, _ := Bytes("danbiet.js")
	codes := regexp.MustCompile(`\.state-([a-z_]+)`).FindAllSubmatch(css, -1)
	if len(codes) < 18 {
		t.Fatalf("only %d states found", len(codes))
	}
	for _, m := range codes {
		code := string(m[1])
		if !bytes.Contains(icons, []byte(`<symbol id="`+code+`"`)) {
			t.Errorf("state %s has a colour and no mark", code)
		}
	}
	for _, code := range strings.Fields(`on_time late pending_on_time pending_late missing_none missing_returned not_yet_due exempt
		hoan_thanh hoan_thanh_vuot dang_thuc_hien chua_thuc_hien khong_phat_sinh khong_ap_dung chua_bao_cao chua_nop ngoai_ke_hoach`) {
		if !bytes.Contains(css, []byte(".state-"+code)) || !bytes.Contains(script, []byte("\n    "+code+": {")) {
			t.Errorf("state %s is missing from the style sheet or the charts", code)
		}
	}
}

func TestLicencesAreComplete(t *testing.T) {
	for _, l := range Licences() {
		if len(l.Text) < 400 || l.Kind == "" || l.Source == "" {
			t.Errorf("%s: incomplete", l.Name)
		}
	}
}
