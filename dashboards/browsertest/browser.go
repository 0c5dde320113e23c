// Package browsertest drives a real browser over danbiet's pages, for tests
// only. A test says Start, Open, Click, Fill, Press, Text, Attr, Shot, Axe,
// Download; at its end Clean holds that the page made no console error, broke no
// content security policy, asked no foreign machine and has no accessibility
// fault that axe finds.
//
// The library beneath changed its whole interface within one year, so nothing
// of it is seen from outside: only this package would have to follow.
//
// One browser is started a package and each test gets a context of its own
// (cookies, storage). The package under test needs
//
//	func TestMain(m *testing.M) { browsertest.Main(m) }
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// Require gives the path of the browser, or ends the test: loudly skipped where
// there is none, failed where DANBIET_REQUIRE_BROWSER=1.
func Require(t testing.TB) string {
	t.Helper()
	path := find(os.Getenv, exec.LookPath, runtime.GOOS)
	if path != "" {
		return path
	}
	const none = "KHÔNG CÓ TRÌNH DUYỆT: phép thử này cần Chromium, Chrome hoặc Edge; cài một trong ba, hoặc đặt DANBIET_CHROME=đường dẫn"
	if os.Getenv("DANBIET_REQUIRE_BROWSER") == "1" {
		t.Fatal(none + " (DANBIET_REQUIRE_BROWSER=1)")
	}
	t.Skip(none)
	return ""
}

// find looks where browsers are: what the environment names first, then the
// search path, then where Windows and macOS install them. A named browser that
// is not there is no browser, so that a wrong setting shows.
func find(getenv func(string) string, look func(string) (string, error), goos string) string {
	if named := getenv("DANBIET_CHROME"); named != "" {
		path, err := look(named)
		if err != nil {
			return ""
		}
		return path
	}
	places := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"}
	switch goos {
	case "windows":
		for _, root := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			if dir := getenv(root); dir != "" {
				places = append(places,
					filepath.Join(dir, "Google", "Chrome", "Application", "chrome.exe"),
					filepath.Join(dir, "Microsoft", "Edge", "Application", "msedge.exe"))
			}
		}
	case "darwin":
		places = append(places,
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
			"/Applications/Chromium.app/Contents/MacOS/Chromium")
	}
	for _, place := range places {
		if path, err := look(place); err == nil {
			return path
		}
	}
	return ""
}

// shared is the browser of the package under test.
var shared struct {
	sync.Mutex
	hasMain bool
	ctx     context.Context
	stop    func()
}

// Main runs the tests of a package and closes its browser.
func Main(m *testing.M) {
	shared.hasMain = true
	code := m.Run()
	shared.Lock()
	if shared.stop != nil {
		shared.stop()
	}
	shared.Unlock()
	os.Exit(code)
}

// browser starts the package's browser at the first call.
func browser(t testing.TB) context.Context {
	t.Helper()
	path := Require(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx != nil {
		return shared.ctx
	}
	if !shared.hasMain {
		t.Fatal("browsertest: the package needs func TestMain(m *testing.M) { browsertest.Main(m) }, or its browser is never closed")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("lang", "vi-VN"),
		// Nothing but this machine answers, so that a page that needs another
		// one shows it here as it would in an office without network.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // Chromium refuses a sandbox to root
	}
	allocated, stopAllocator := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stop := chromedp.NewContext(allocated)
	if err := chromedp.Do(ctx); err != nil {
		stop()
		stopAllocator()
		t.Fatalf("browsertest: start %s: %v", path, err)
	}
	shared.ctx = ctx
	shared.stop = func() {
		if err := chromedp.Cancel(ctx); err != nil {
			fmt.Fprintln(os.Stderr, "browsertest: close the browser:", err)
		}
		stop()
		stopAllocator()
	}
	return ctx
}
