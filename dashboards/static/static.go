// Package static is what a page is dressed in: style, script, chart library,
// fonts and marks, with their licences. Everything is embedded, nothing comes
// from another machine, and every file is served under the hash of its content,
// so that a browser keeps it for ever and never shows an old one.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
)

//go:embed danbiet.css danbiet.js echarts.min.js icons.svg favicon.svg fonts/*.woff2 licences/*.txt
var files embed.FS

// Prefix is where Handler expects to stand in the routes.
const Prefix = "/static/"

// asset is one file as it goes over the wire.
type asset struct {
	contentType string
	plain, gz   []byte // gz is nil where compressing does not pay
	url         string
}

// contentTypes are set here and not asked of the machine: a Windows registry
// may say that .js is text/plain, and nosniff would then stop the page.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
	".txt":   "text/plain; charset=utf-8",
}

// assets reads, hashes and compresses the embedded files once (about 60 ms).
var assets = sync.OnceValue(func() map[string]*asset {
	all := map[string]*asset{}
	var styles []string
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if path.Ext(name) == ".css" {
			styles = append(styles, name) // after the files that they name
			return nil
		}
		b, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		all[name] = newAsset(name, b)
		return nil
	})
	for _, name := range styles {
		b, readErr := files.ReadFile(name)
		if readErr != nil {
			err = readErr
		}
		all[name] = newAsset(name, rewriteURLs(b, all))
	}
	if err != nil {
		panic(fmt.Sprintf("static: embedded files: %v", err)) // a broken build
	}
	return all
})

func newAsset(name string, b []byte) *asset {
	sum := sha256.Sum256(b)
	a := &asset{
		contentType: contentTypes[path.Ext(name)],
		plain:       b,
		url:         Prefix + hex.EncodeToString(sum[:8]) + "/" + name,
	}
	if strings.HasPrefix(a.contentType, "font/") {
		return a // woff2 is compressed already
	}
	var buf bytes.Buffer
	w, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression) // the level is a valid constant
	_, _ = w.Write(b)                                       // a bytes.Buffer takes everything
	_ = w.Close()
	if buf.Len() < len(b)*9/10 {
		a.gz = buf.Bytes()
	}
	return a
}

var cssURL = regexp.MustCompile(`url\("([^":#]+)"\)`)

// rewriteURLs gives the files that a style sheet names their hashed addresses.
func rewriteURLs(css []byte, all map[string]*asset) []byte {
	return cssURL.ReplaceAllFunc(css, func(m []byte) []byte {
		name := string(cssURL.FindSubmatch(m)[1])
		a, ok := all[name]
		if !ok {
			panic("static: the style sheet names a file that is not embedded: " + name)
		}
		return []byte(`url("` + a.url + `")`)
	})
}

// URL is the address of an embedded file: URL("danbiet.css") is
// /static/0123456789abcdef/danbiet.css. A name that is not embedded panics, as
// templates name only files of the program.
func URL(name string) string {
	a, ok := assets()[name]
	if !ok {
		panic("static: no such file: " + name)
	}
	return a.url
}

// Bytes is an embedded file as it stands in the program; the server's own
// drawing runs the same chart library and script as the page.
func Bytes(name string) ([]byte, error) { return files.ReadFile(name) }

// Handler serves the files under Prefix. An address with another hash than the
// file's own is not found: it belongs to another version of the program.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		_, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
		a, ok := assets()[name]
		if !ok || a.url != r.URL.Path {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.contentType)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		body := a.plain
		if a.gz != nil {
			h.Set("Vary", "Accept-Encoding")
			if acceptsGzip(r.Header.Get("Accept-Encoding")) {
				h.Set("Content-Encoding", "gzip")
				body = a.gz
			}
		}
		h.Set("Content-Length", fmt.Sprint(len(body)))
		w.WriteHeader(http.StatusOK)
		if r.Method == http.MethodGet {
			_, _ = w.Write(body) // the reader may have gone
		}
	})
}

// acceptsGzip reads Accept-Encoding: "gzip;q=0" is a no.
func acceptsGzip(header string) bool {
	for _, part := range strings.Split(header, ",") {
		coding, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if coding = strings.TrimSpace(coding); coding != "gzip" && coding != "*" {
			continue
		}
		q = strings.ReplaceAll(q, " ", "")
		return q != "q=0" && !strings.HasPrefix(q, "q=0.0")
	}
	return false
}
