package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Patience is how long any one step may take. CI machines share two cores.
const Patience = 30 * time.Second

// Keys that Press takes besides letters.
const (
	Enter  = kb.Enter
	Escape = kb.Escape
	Tab    = kb.Tab
	Up     = kb.ArrowUp
	Down   = kb.ArrowDown
	Left   = kb.ArrowLeft
	Right  = kb.ArrowRight
)

// Page is one tab of a browser of its own. A step that cannot be done ends the
// test.
type Page struct {
	t   testing.TB
	ctx context.Context
	dir string // downloads

	mu        sync.Mutex
	origin    string
	noScript  bool
	console   []string
	csp       []string
	foreign   []string
	downloads map[string]*download
	order     []string
}

type download struct {
	name string
	done bool
}

// Start opens an empty tab at 1366×768, the screen of the offices.
func Start(t testing.TB) *Page {
	t.Helper()
	p := &Page{t: t, dir: t.TempDir(), downloads: map[string]*download{}}
	ctx, cancel := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	p.ctx = ctx
	p.must("open a tab", chromedp.Do(ctx))
	p.must("listen", chromedp.Listen(ctx, p.hear))
	p.must("listen for downloads", chromedp.ListenBrowser(ctx, p.hearDownload))
	p.call("watch the page", func(ctx context.Context) error {
		if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		if _, err := chromedp.Call(ctx, runtime.AddBinding, runtime.AddBindingParams{Name: cspBinding}); err != nil {
			return err
		}
		if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: cspListener}); err != nil {
			return err
		}
		on := true
		_, err := chromedp.CallBrowser(ctx, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
			Behavior:         cdpbrowser.SetDownloadBehaviorBehaviorAllowAndName,
			BrowserContextID: chromedp.FromContext(ctx).BrowserContextID,
			DownloadPath:     p.dir,
			EventsEnabled:    &on,
		})
		return err
	})
	p.Viewport(1366, 768)
	return p
}

// cspListener hands every violation to the test; the page cannot see or stop it.
const (
	cspBinding  = "danbietViolation"
	cspListener = `document.addEventListener("securitypolicyviolation", e =>
		window.danbietViolation([e.effectiveDirective, e.blockedURI, e.sourceFile + ":" + e.lineNumber, e.sample].join(" ")), true)`
)

// hear runs within the browser's message loop: it may only note things down.
func (p *Page) hear(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventBindingCalled:
		if ev.Name == cspBinding {
			p.csp = append(p.csp, ev.Payload)
		}
	case *runtime.EventExceptionThrown:
		text := ev.ExceptionDetails.Text
		if ev.ExceptionDetails.Exception != nil {
			text += " " + ev.ExceptionDetails.Exception.Description
		}
		p.console = append(p.console, text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == "error" || ev.Type == "assert" {
			var parts []string
			for _, a := range ev.Args {
				if a.Description != "" {
					parts = append(parts, a.Description)
				} else {
					var text string
					if json.Unmarshal(a.Value, &text) != nil {
						text = string(a.Value) // a number, a truth value
					}
					parts = append(parts, text)
				}
			}
			p.console = append(p.console, strings.Join(parts, " "))
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level != "error" {
			return
		}
		if strings.Contains(ev.Entry.Text, "Content Security Policy") {
			// Scripts off: the listener does not run, the log still tells.
			p.csp = append(p.csp, ev.Entry.Text)
			return
		}
		p.console = append(p.console, ev.Entry.Text+" "+ev.Entry.URL)
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(ev.Request.URL)
		if err != nil || p.origin == "" || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "ws" && u.Scheme != "wss") {
			return
		}
		if u.Scheme+"://"+u.Host != p.origin {
			p.foreign = append(p.foreign, ev.Request.URL)
		}
	}
}

func (p *Page) hearDownload(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch ev := ev.(type) {
	case *cdpbrowser.EventDownloadWillBegin:
		p.downloads[ev.GUID] = &download{name: ev.SuggestedFilename}
		p.order = append(p.order, ev.GUID)
	case *cdpbrowser.EventDownloadProgress:
		if d := p.downloads[ev.GUID]; d != nil && ev.State == cdpbrowser.DownloadProgressStateCompleted {
			d.done = true
		}
	}
}

func (p *Page) must(what string, err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("browsertest: %s: %v", what, err)
	}
}

// call runs one step within Patience.
func (p *Page) call(what string, f func(ctx context.Context) error) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	p.must(what, f(ctx))
}

func (p *Page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	p.call(what, func(ctx context.Context) error { return chromedp.Do(ctx, steps...) })
}

func get[T any](p *Page, what string, a chromedp.Action[T]) T {
	p.t.Helper()
	var v T
	p.call(what, func(ctx context.Context) (err error) {
		v, err = chromedp.Run(ctx, a)
		return err
	})
	return v
}

// Open goes to an address and waits until it has loaded and its fonts are
// there. Its origin is the page's own: requests to any other are foreign.
func (p *Page) Open(address string) {
	p.t.Helper()
	u, err := url.Parse(address)
	p.must("open "+address, err)
	p.mu.Lock()
	p.origin = u.Scheme + "://" + u.Host
	p.mu.Unlock()
	p.do("open "+address, chromedp.Navigate(address))
	p.settle()
}

// settle waits for fonts and two frames, after which the page stands still.
func (p *Page) settle() {
	p.t.Helper()
	if p.noScript {
		return // nothing in the page may run, not even a promise of ours
	}
	get(p, "settle", chromedp.Evaluate[bool](
		`document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`,
		chromedp.EvalAwaitPromise))
}

// Viewport sets the size of the window in CSS pixels.
func (p *Page) Viewport(width, height int64) {
	p.t.Helper()
	p.do("viewport", chromedp.EmulateViewport(width, height))
}

// NoScript turns the scripts of pages opened from now on off, or on again. While
// they are off, Axe cannot run and Clean leaves it out.
func (p *Page) NoScript(off bool) {
	p.t.Helper()
	p.noScript = off
	p.call("scripts off", func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
		return err
	})
}

// Wait waits until an element that fits the selector is seen.
func (p *Page) Wait(selector string) {
	p.t.Helper()
	p.do("wait for "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
}

// Click clicks the first element that fits the selector.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Follow clicks a link or button and waits for the page that it leads to.
func (p *Page) Follow(selector string) {
	p.t.Helper()
	p.call("follow "+selector, func(ctx context.Context) error {
		_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
		return err
	})
	p.settle()
}

// Fill replaces the text of a field as an input method does: the text comes as
// it is, composed or not, and the page hears of it.
func (p *Page) Fill(selector, text string) {
	p.t.Helper()
	p.do("focus "+selector, chromedp.Focus(chromedp.CSS(selector)))
	p.Eval(`document.activeElement.select ? document.activeElement.select() : 0, null`)
	p.call("fill "+selector, func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

// Choose puts files into a file field, as choosing them in its dialogue does.
func (p *Page) Choose(selector string, files ...string) {
	p.t.Helper()
	p.do("choose files for "+selector, chromedp.SetUploadFiles(chromedp.CSS(selector), files))
}

// Press presses keys, one after another, where the focus is.
func (p *Page) Press(keys string) {
	p.t.Helper()
	p.do("press", chromedp.KeyEvent(keys))
}

// Text is the visible text of the first element that fits the selector.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return get(p, "text of "+selector, chromedp.Text(chromedp.CSS(selector)))
}

// Attr is an attribute's value, "" when the element has none.
func (p *Page) Attr(selector, name string) string {
	p.t.Helper()
	return get(p, name+" of "+selector, chromedp.AttributeValue(chromedp.CSS(selector), name)).Value
}

// Count is the number of elements that fit the selector.
func (p *Page) Count(selector string) int {
	p.t.Helper()
	return int(get(p, "count "+selector, chromedp.Evaluate[float64](fmt.Sprintf("document.querySelectorAll(%q).length", selector))))
}

// Eval gives the value of an expression in the page: string, float64, bool, nil,
// []any or map[string]any. A promise is waited for.
func (p *Page) Eval(expression string) any {
	p.t.Helper()
	return get(p, "eval "+expression, chromedp.Evaluate[any](expression, chromedp.EvalAwaitPromise))
}

// Location is the address of the page.
func (p *Page) Location() string {
	p.t.Helper()
	return get(p, "location", chromedp.Location())
}

// Arrive waits until the address of the page has a part, as after a key or a
// script that leads elsewhere.
func (p *Page) Arrive(part string) {
	p.t.Helper()
	for deadline := time.Now().Add(Patience); !strings.Contains(p.Location(), part); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("browsertest: still at %s after %s, want %s", p.Location(), Patience, part)
		}
	}
}

// Shot is a picture (PNG) of the whole page at a width; the page grows to its
// full height.
func (p *Page) Shot(width, height int64) []byte {
	p.t.Helper()
	p.Viewport(width, height)
	p.settle()
	return get(p, "screenshot", chromedp.FullScreenshot(100))
}

// Print is the page as an A4 PDF, laid out by its own print style.
func (p *Page) Print() []byte {
	p.t.Helper()
	return get(p, "print", chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
}

// Download clicks an element and gives the file that comes, with its name.
func (p *Page) Download(selector string) (name string, body []byte) {
	p.t.Helper()
	p.mu.Lock()
	before := len(p.order)
	p.mu.Unlock()
	p.Click(selector)
	for deadline := time.Now().Add(Patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		p.mu.Lock()
		var guid string
		if len(p.order) > before && p.downloads[p.order[before]].done {
			guid, name = p.order[before], p.downloads[p.order[before]].name
		}
		p.mu.Unlock()
		if guid != "" {
			body, err := os.ReadFile(filepath.Join(p.dir, guid))
			p.must("read the download", err)
			return name, body
		}
	}
	p.t.Fatalf("browsertest: no download came from %s within %s", selector, Patience)
	return "", nil
}

// ConsoleErrors lists errors and uncaught exceptions since Start.
func (p *Page) ConsoleErrors() []string { return p.noted(&p.console) }

// CSPViolations lists breaches of the content security policy since Start.
func (p *Page) CSPViolations() []string { return p.noted(&p.csp) }

// ForeignRequests lists addresses asked for on other machines since Start.
func (p *Page) ForeignRequests() []string { return p.noted(&p.foreign) }

func (p *Page) noted(list *[]string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), *list...)
}

// Clean fails the test for every console error, policy violation and foreign
// request since Start, and for every accessibility fault of the page as it is.
func (p *Page) Clean() {
	p.t.Helper()
	for what, list := range map[string][]string{
		"console error": p.ConsoleErrors(), "CSP violation": p.CSPViolations(), "foreign request": p.ForeignRequests(),
	} {
		for _, text := range list {
			p.t.Errorf("%s: %s", what, text)
		}
	}
	if p.noScript {
		return
	}
	for _, fault := range p.Axe() {
		p.t.Errorf("axe: %s", fault)
	}
}
