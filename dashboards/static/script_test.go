package static_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"danbiet/dashboards/browsertest"
	"danbiet/dashboards/static"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

const scriptPage = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang thử %s</title><link rel="icon" href="%s"><link rel="stylesheet" href="%s"><script defer src="%s"></script></head>
<body class="page"><header class="top"><a class="brand" href="/">Dân Biết</a><form class="pickers" action="/" method="get">
<label class="picker"><span>Đơn vị</span><select name="don-vi" data-picker>
<option value="tx-tan-chau" selected>Thị xã Tân Châu</option><option value="xa-tan-an">xã Tân An</option><option value="xa-tan-thanh">xã Tân Thạnh</option>
<option value="phuong-long-thanh">phường Long Thạnh</option><option value="xa-vinh-hoa">xã Vĩnh Hòa</option><option value="xa-da-phuoc">xã Đa Phước</option></select></label>
<button class="button">Xem</button></form></header>
<main class="main"><h1 class="finding">Trang thử</h1>
<nav aria-label="Kỳ"><a rel="prev" href="/?ky=2023-N">Kỳ trước</a> <a rel="next" href="/?ky=2024-N">Kỳ sau</a></nav>
<div class="table-wrap" tabindex="0" role="region" aria-label="Bảng"><table class="table" data-sortable><thead><tr><th scope="col">Đơn vị</th><th scope="col" class="num">Ngày</th><th scope="col" data-nosort>Ghi chú</th></tr></thead><tbody>
<tr><th scope="row">Đông</th><td data-value="3">3</td><td></td></tr><tr><th scope="row">Ấp 10</th><td data-value="1200.5">1.200,5</td><td></td></tr>
<tr><th scope="row">Dương</th><td data-value="">—</td><td></td></tr><tr><th scope="row">Ấp 2</th><td data-value="-20">−20</td><td></td></tr>
<tr><th scope="row">Ăn</th><td data-value="100">100</td><td></td></tr><tr class="total"><th scope="row">Tất cả</th><td data-value="9">9</td><td></td></tr></tbody></table></div>
<details class="fold"><summary>Bảng số</summary><p>Số</p></details>
<button type="button" class="button" data-keys hidden>Phím tắt</button></main>
<dialog class="keys" aria-labelledby="kt"><h2 id="kt">Phím tắt</h2><form method="dialog"><button class="button">Đóng</button></form></dialog></body></html>`

func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'")
		fmt.Fprintf(w, scriptPage, "x", static.URL("favicon.svg"), static.URL("danbiet.css"), static.URL("danbiet.js"))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

const input = "[data-picker-input]"

func TestPickersFindNamesAsPeopleTypeThem(t *testing.T) {
	p := browsertest.Start(t)
	p.Open(serve(t))
	for typed, want := range map[string]string{
		"tan thanh":             "xã Tân Thạnh",
		"TÂN THẠNH":             "xã Tân Thạnh",
		"Ta\u0302n Tha\u0323nh": "xã Tân Thạnh", // decomposed, as some keyboards send it
		"tan thnah":             "xã Tân Thạnh", // two letters exchanged
		"tan tahnh":             "xã Tân Thạnh",
		"lomg thanh":            "phường Long Thạnh", // a wrong letter
		"vinhh":                 "xã Vĩnh Hòa",       // one too many
		"vih hoa":               "xã Vĩnh Hòa",       // one too few
		"da phuoc":              "xã Đa Phước",
		"thi xa":                "Thị xã Tân Châu",
		"<script>":              "",
		"khong co":              "",
	} {
		p.Fill(input, typed)
		got, _ := p.Eval(`document.querySelector("[role=option]:not([aria-disabled])")?.textContent ?? ""`).(string)
		if got != want {
			t.Errorf("%q: got %q first, want %q", typed, got, want)
		}
		p.Press(browsertest.Escape)
	}
	if got := p.Eval(`document.querySelector("` + input + `").value`); got != "Thị xã Tân Châu" {
		t.Errorf("Escape left %q", got)
	}
	p.Fill(input, "tan")
	p.Clean() // with the list open
}

func TestAPickerWorksByKeysAlone(t *testing.T) {
	p := browsertest.Start(t)
	p.Open(serve(t))
	p.Press("/")
	if got := p.Eval(`document.activeElement.dataset.pickerInput`); got != "don-vi" {
		t.Fatalf("/ focused %v", got)
	}
	p.Press("tan")
	if got := p.Eval(`document.activeElement.getAttribute("aria-expanded")`); got != "true" {
		t.Errorf("list not announced as open: %v", got)
	}
	p.Press(browsertest.Down)
	if got := p.Eval(`document.getElementById(document.activeElement.getAttribute("aria-activedescendant")).textContent`); got != "xã Tân An" {
		t.Errorf("the second of the list is %v", got)
	}
	p.Press(browsertest.Enter)
	p.Arrive("don-vi=xa-tan-an")
}

func column(p *browsertest.Page) string {
	s, _ := p.Eval(`[...document.querySelectorAll("tbody th")].map(th => th.textContent).join(" ")`).(string)
	return s
}

func TestTablesAreSortedAsVietnameseCount(t *testing.T) {
	p := browsertest.Start(t)
	p.Open(serve(t))
	for _, step := range []struct{ click, want, sort string }{
		{"thead th:nth-child(2) button", "Ấp 10 Ăn Đông Ấp 2 Dương Tất cả", "descending"},
		{"thead th:nth-child(2) button", "Ấp 2 Đông Ăn Ấp 10 Dương Tất cả", "ascending"},
		{"thead th:nth-child(1) button", "Ăn Ấp 2 Ấp 10 Dương Đông Tất cả", "ascending"},
		{"thead th:nth-child(1) button", "Đông Dương Ấp 10 Ấp 2 Ăn Tất cả", "descending"},
	} {
		p.Click(step.click)
		if got := column(p); got != step.want {
			t.Errorf("got %q, want %q", got, step.want)
		}
		if got := p.Eval(`[...document.querySelectorAll("th[aria-sort]")].map(th => th.getAttribute("aria-sort")).join()`); got != step.sort {
			t.Errorf("announced as %q, want %q", got, step.sort)
		}
	}
	if n := p.Count("th[data-nosort] button"); n != 0 {
		t.Error("a column that is not sorted has a button")
	}
	p.Clean()
}

func TestKeys(t *testing.T) {
	p := browsertest.Start(t)
	address := serve(t)
	p.Open(address)
	p.Click("[data-keys]")
	p.Press(browsertest.Escape)
	p.Press("?")
	if p.Count("dialog[open]") != 1 {
		t.Error("? did not open the help")
	}
	p.Clean()
	p.Press(browsertest.Escape)
	if p.Count("dialog[open]") != 0 {
		t.Error("Escape did not close the help")
	}
	p.Press("p")
	if p.Count("html.present") != 1 {
		t.Error("p did not start the presentation")
	}
	p.Press("p")
	for key, want := range map[string]string{browsertest.Left: "ky=2023-N", browsertest.Right: "ky=2024-N"} {
		p.Open(address)
		p.Press(key)
		p.Arrive(want)
	}
	p.Open(address)
	p.Click(input)
	p.Press("?")
	if p.Count("dialog[open]") != 0 {
		t.Error("? in a field opened the help")
	}
}

func TestEverythingEssentialWorksWithoutScript(t *testing.T) {
	p := browsertest.Start(t)
	p.NoScript(true)
	p.Open(serve(t))
	p.Wait("select[name=don-vi]")
	if p.Count("[data-keys]:not([hidden])") != 0 {
		t.Error("a button that needs the script is shown")
	}
	p.Follow(".pickers button")
	if !strings.Contains(p.Location(), "don-vi=tx-tan-chau") {
		t.Errorf("the form led to %s", p.Location())
	}
	if got := p.Text("tbody tr:nth-child(2) td"); got != "1.200,5" {
		t.Errorf("table says %q", got)
	}
	p.Clean()
}

func TestFocusIsSeen(t *testing.T) {
	p := browsertest.Start(t)
	p.Open(serve(t))
	for range 6 {
		p.Press(browsertest.Tab)
		got := p.Eval(`(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + " " + s.outlineWidth + " " + document.activeElement.tagName })()`)
		if s, _ := got.(string); !strings.HasPrefix(s, "solid 3px") {
			t.Errorf("focus drawn as %v", got)
		}
	}
}

func TestFoldedTablesAreOnPaper(t *testing.T) {
	p := browsertest.Start(t)
	p.Open(serve(t))
	p.Eval(`window.addEventListener("beforeprint", () => { window.openAtPrint = document.querySelector("details.fold").open; })`)
	p.Print()
	if p.Eval(`window.openAtPrint`) != true || p.Count("details.fold[open]") != 0 {
		t.Error("a folded table was not unfolded for the print alone")
	}
}

// The script writes numbers as the server's words do: both are held to one table.
func TestTheScriptWritesNumbersAsTheServerDoes(t *testing.T) {
	table, err := os.ReadFile("../words/testdata/numbers.json")
	if err != nil {
		t.Fatal(err)
	}
	p := browsertest.Start(t)
	p.Open(serve(t))
	faults, ok := p.Eval(`(() => {
		const file = ` + string(table) + `, faults = [];
		for (const c of file.cases) for (const lang of ["vi", "en"]) {
			const w = danbiet.numbers(lang);
			const got = { rate: () => w.rate(c.x, c.n), number: () => w.number(c.v, c.decimals), percent: () => w.percent(c.v),
				points: () => w.points(c.v), signed: () => w.signed(c.n), int: () => w.int(c.n) }[c.write]();
			if (got !== c[lang]) faults.push(lang + " " + JSON.stringify(c) + ": " + got);
		}
		return file.cases.length + " cases" + faults.map((f) => "\n" + f).join("");
	})()`).(string)
	if !ok || strings.Contains(faults, "\n") || !strings.HasSuffix(faults, " cases") || len(faults) < len("50 cases") {
		t.Errorf("the script writes otherwise: %s", faults)
	}
}
