package browsertest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe-core 4.14.1 (MPL-2.0, axe-LICENSE.txt), for tests only: the program does
// not carry it. npm axe-core@4.14.1 axe.min.js, SHA-256
// 29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c.
//
//go:embed axe.min.js
var axeScript string

// Fault is one rule that the page breaks, with the elements that break it.
type Fault struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Nodes  []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

func (f Fault) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", f.ID, f.Impact, f.Help)
	for _, n := range f.Nodes {
		fmt.Fprintf(&b, "\n  %s\n    %s", n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n    "))
	}
	return b.String()
}

// Axe checks the page against WCAG 2.0, 2.1 and 2.2, levels A and AA. It finds
// perhaps half of what a person would find: keyboard walks are tests of their
// own.
func (p *Page) Axe() []Fault {
	p.t.Helper()
	// Evaluated by the debugger, which the page's policy does not bind.
	get(p, "load axe", chromedp.Evaluate[bool](axeScript+"\n;true"))
	text := get(p, "run axe", chromedp.Evaluate[string](`
		axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag",
			values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}})
		.then(r => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	var faults []Fault
	p.must("read axe's answer", json.Unmarshal([]byte(text), &faults))
	return faults
}
