package chart

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"danbiet/dashboards/browsertest"
	"danbiet/dashboards/static"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// The policy of danbiet's pages.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

var trialPage = template.Must(template.New("trial").Funcs(template.FuncMap{"static": static.URL, "icon": func(code string) template.HTML {
	return template.HTML(`<svg class="mark" aria-hidden="true"><use href="` + static.URL("icons.svg") + "#" + html.EscapeString(code) + `"></use></svg>`)
}}).Parse(`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Trang thử biểu đồ</title>
<link rel="icon" href="{{static "favicon.svg"}}"><link rel="stylesheet" href="{{static "danbiet.css"}}">
<script defer src="{{static "danbiet.js"}}"></script><script defer src="{{static "echarts.min.js"}}"></script></head>
<body class="page"><a class="skip" href="#noi-dung">Đến nội dung</a>
<header class="top"><a class="brand" href="/">Dân Biết</a>
<nav class="menu" aria-label="Trang"><ul><li><a href="/" aria-current="page">Tổng quan</a></li><li><a href="/nop-bao-cao">Nộp báo cáo</a></li><li><a href="/nhiem-vu">Nhiệm vụ</a></li>
<li><a href="/so-sanh">So sánh</a></li><li><a href="/mo-hinh">Mô hình</a></li><li><a href="/tai-lieu-hop">Tài liệu họp</a></li></ul></nav>
<form class="pickers" action="/" method="get">
<label class="picker"><span>Đơn vị</span><select name="don-vi" data-picker><option value="tx-tan-chau" selected>Thị xã Tân Châu</option>{{range .Units}}<option value="{{.}}">Xã, phường {{.}}</option>{{end}}</select></label>
<label class="picker"><span>Kỳ báo cáo</span><select name="ky" data-picker><option value="2024-6T" selected>Sơ kết 6 tháng 2024</option><option value="2023-N">Tổng kết năm 2023</option></select></label>
<button class="button">Xem</button></form>
<nav class="period-nav" aria-label="Kỳ"><a class="button" rel="prev" href="/?ky=2023-N">Kỳ trước</a></nav></header>
<p class="banner">SỐ LIỆU MINH HỌA: các con số là giả định</p>
<main class="main" id="noi-dung">
<h1 class="finding">11 trong 14 xã, phường nộp báo cáo đúng hạn; 68 trong 84 nhiệm vụ đã xong</h1>
<p class="lead">Sơ kết 6 tháng 2024, hạn <strong>trước ngày 10/05/2024</strong> (đến hết 09/05), tính đến 17/05/2024. <strong>Vĩnh Xương</strong> và <strong>Long Sơn</strong> nộp muộn 3 và 6 ngày; <strong>Phú Vĩnh</strong> chưa nộp.</p>
<div class="grid-12">
{{range .Figures}}<section class="card figure span-3"><h2>{{index . 0}}</h2><p class="figure-value"><a href="/can-cu?q=x">{{index . 1}}<small>{{index . 2}}</small></a></p><p class="note">{{index . 3}}</p></section>{{end}}
{{range .Cards}}<section class="card {{.Span}}"><div class="card-head"><h2>{{.Picture.Title}}</h2><p>{{.Picture.Subtitle}}</p></div>
<div class="card-body">{{if .Drawn}}<div class="{{.Class}}" data-chart="{{.ID}}"></div>{{end}}
<details class="fold"><summary>Bảng số</summary><div class="table-wrap" tabindex="0" role="region" aria-label="Bảng số: {{.Picture.Title}}"><table class="table tight" data-sortable id="t-{{.ID}}"><thead><tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>{{range .Body}}<tr>{{range $i, $c := .}}{{if eq $i 0}}<th scope="row">{{$c}}</th>{{else}}<td>{{$c}}</td>{{end}}{{end}}</tr>{{end}}</tbody></table></div></details></div>
<div class="card-foot"><p class="source">13 báo cáo đã nhận, tính đến 17/05/2024</p><ul class="links"><li><a href="/tro-giup/cach-tinh#1.5">Cách tính</a></li>
<li><button class="link" type="button" data-save="png" data-for="{{.ID}}" data-name="danbiet_{{.ID}}_tx-tan-chau_2024-6T">PNG<span class="visually-hidden">: {{.Picture.Title}}</span></button></li>
<li><button class="link" type="button" data-save="svg" data-for="{{.ID}}" data-name="danbiet_{{.ID}}_tx-tan-chau_2024-6T">SVG<span class="visually-hidden">: {{.Picture.Title}}</span></button></li><li><a href="/?as=xlsx">XLSX</a></li></ul></div>
<script type="application/json" id="{{.ID}}">{{.JSON}}</script></section>{{end}}
<section class="card span-8"><div class="card-head"><h2>Đơn vị nào còn vướng nhiệm vụ nào?</h2><p>Sáu nhiệm vụ trọng tâm của kế hoạch; xếp theo số việc chưa xong</p></div><div class="card-body">
<div class="table-wrap" tabindex="0" role="region" aria-label="Bảng nhiệm vụ"><table class="table status-grid"><thead><tr><th scope="col">Đơn vị</th>{{range .Tasks}}<th scope="col">{{.}}</th>{{end}}</tr></thead><tbody>
{{range .Grid}}<tr><th scope="row"><a class="unit" href="/don-vi/x">{{.Unit}}</a></th>{{range .Cells}}<td class="cell state-{{.State}}"><a href="/bao-cao/1">{{icon .State}}{{.Word}}</a></td>{{end}}</tr>{{end}}</tbody></table></div></div>
<div class="card-foot"><p class="source">Bấm vào ô để xem dòng gốc trong báo cáo</p></div></section>
<section class="card span-4"><div class="card-head"><h2>Ba việc đề nghị chỉ đạo</h2></div><div class="card-body"><ol class="matters"><li><span>Nhắc <strong>Phú Vĩnh</strong> gửi báo cáo sơ kết; quá hạn 8 ngày</span><a href="/x">Lời nhắc</a></li><li><span>Nhiệm vụ II.5 còn vướng ở <strong>Vĩnh Xương, Long Sơn</strong></span><a href="/x">Xem</a></li></ol>
<h3>Trạng thái</h3><ul class="legend">{{range .States}}<li><span class="chip state-{{.State}}">{{icon .State}}{{.Word}}</span></li>{{end}}</ul>
<h3>Điểm cần xem lại</h3><ul class="problems"><li class="problem-warn">{{icon "warn"}}<p>Ô D17: đơn đã giải quyết (31) nhiều hơn số phải giải quyết (28).</p><a class="where" href="/x">Mở ô gốc</a></li></ul></div></section>
</div></main><footer class="bottom"><span>danbiet</span><button class="link" type="button" data-keys>Phím tắt</button></footer>
<dialog class="keys" aria-labelledby="keys-title"><h2 id="keys-title">Phím tắt</h2><dl><dt><kbd>/</kbd></dt><dd>tìm đơn vị</dd><dt><kbd>?</kbd></dt><dd>bảng này</dd></dl><form method="dialog"><button class="button">Đóng</button></form></dialog>
</body></html>`))

type trialCard struct {
	ID, Span, Class string
	Drawn           bool // a grid is drawn only when it is saved; the page has its table
	Picture         Picture
	JSON            json.RawMessage
	Head            []string
	Body            [][]string
}

type trialCell struct{ State, Word string }

type trialRow struct {
	Unit  string
	Cells []trialCell
}

// trial serves a page with every chart drawn of its sample, dressed as danbiet's
// pages are and under their policy.
func trial(t *testing.T) string {
	t.Helper()
	titles := map[string][3]string{
		"arrivals": {"span-5", "Ai nộp khi nào?", "Ngày nhận báo cáo so với hạn; mỗi dòng một đơn vị"},
		"bounds":   {"span-7", "Mỗi đơn vị làm được bao nhiêu?", "Phần việc đã đạt; vạch đứt: từ mức chắc chắn đến mức có thể, do có nhiệm vụ chưa có số"},
		"curve":    {"span-6", "Báo cáo về nhanh hay chậm?", "Tỷ lệ đã nộp đến từng ngày quanh hạn; nền xanh: khoảng tin cậy 95 %"},
		"trend":    {"span-6", "Việc nộp báo cáo có tốt lên không?", "Tỷ lệ nộp đúng hạn qua các kỳ"},
		"status":   {"span-6", "Đơn vị nào hay nộp muộn?", "Số ngày so với hạn: − sớm, + muộn"},
		"tasks":    {"span-6", "Đơn vị nào còn vướng nhiệm vụ nào?", "Trạng thái từng nhiệm vụ của kế hoạch"},
	}
	var page struct {
		Units, Tasks []string
		Figures      [][4]string
		Cards        []trialCard
		Grid         []trialRow
		States       []trialCell
	}
	charts := everyChart()
	for _, id := range []string{"arrivals", "bounds", "curve", "trend", "status", "tasks"} {
		p := Picture{Title: titles[id][1], Subtitle: titles[id][2], Source: samplePicture.Source}
		o, err := charts[id](p)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		page.Cards = append(page.Cards, trialCard{id, titles[id][0], o.Class(), id != "status" && id != "tasks", p, b, []string{"Đơn vị", "Ngày"},
			[][]string{{"Đông", "3"}, {"Ấp 10", "1"}, {"Dương", "—"}, {"Ấp 2", "2"}, {"Ăn", "5"}}})
	}
	page.Figures = [][4]string{{"Nộp đúng hạn", "11", "/14", "cùng kỳ 9/14"}, {"Nhiệm vụ đã xong", "68", "/84", "đang làm 8 · chưa làm 2 · chưa rõ 6"},
		{"Kiến nghị đã giải quyết", "92,4", "\u00a0%", "487/527 · cùng kỳ 90,1 % (462/513)"}, {"Việc quá hạn", "3", "", "cùng kỳ 5"}}
	page.Units = sampleUnits
	tasks := sampleTasks()
	for i := range tasks.Rows {
		unit := text(tasks.Value(i, "unit"))
		if i < 6 {
			page.Tasks = append(page.Tasks, text(tasks.Value(i, "town_task"))+" "+text(tasks.Value(i, "title")))
		}
		if n := len(page.Grid); n == 0 || page.Grid[n-1].Unit != unit {
			page.Grid = append(page.Grid, trialRow{Unit: unit})
		}
		state := text(tasks.Value(i, "status"))
		word := testCodes[state]
		if p, ok := number(tasks.Value(i, "progress")); ok {
			word += fmt.Sprintf(" %.0f\u00a0%%", p*100)
		}
		row := &page.Grid[len(page.Grid)-1]
		row.Cells = append(row.Cells, trialCell{state, word})
	}
	for _, code := range strings.Fields("on_time late pending_on_time pending_late missing_none missing_returned not_yet_due exempt hoan_thanh hoan_thanh_vuot dang_thuc_hien chua_thuc_hien khong_phat_sinh chua_bao_cao chua_nop") {
		page.States = append(page.States, trialCell{code, testCodes[code]})
	}
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := trialPage.Execute(w, page); err != nil {
			t.Error(err)
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// keep puts a picture where a person may look at it, when asked to.
func keep(t *testing.T, name string, b []byte) {
	t.Helper()
	if dir := os.Getenv("DANBIET_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryChartDrawsUnderThePolicy(t *testing.T) {
	address := trial(t)
	for _, size := range [][2]int64{{1366, 768}, {360, 740}, {1920, 1080}} {
		t.Run(fmt.Sprintf("%d wide", size[0]), func(t *testing.T) {
			p := browsertest.Start(t)
			p.Viewport(size[0], size[1])
			p.Open(address)
			if n := p.Count("[data-chart] svg"); n != 4 {
				t.Errorf("%d of 4 charts drawn", n)
			}
			if over := p.Eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`); over != 0.0 {
				t.Errorf("the page is %v px wider than the window", over)
			}
			keep(t, fmt.Sprintf("page-%d.png", size[0]), p.Shot(size[0], size[1]))
			p.Clean()
		})
	}
}

func TestChartsAreSavedAsTheyAreNamed(t *testing.T) {
	address := trial(t)
	var p *browsertest.Page
	saved := 0
	for id := range everyChart() {
		if saved++; saved%3 == 1 { // browsers stop a page after its tenth download
			p = browsertest.Start(t)
			p.Open(address)
		}
		name, b := p.Download(fmt.Sprintf(`[data-save=png][data-for=%s]`, id))
		if want := "danbiet_" + id + "_tx-tan-chau_2024-6T.png"; name != want {
			t.Errorf("named %s, want %s", name, want)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil || img.Bounds().Dx() < 1600 {
			t.Errorf("%s: %v, %v", id, img.Bounds(), err)
		}
		keep(t, id+".png", b)
		name, b = p.Download(fmt.Sprintf(`[data-save=svg][data-for=%s]`, id))
		if !strings.HasSuffix(name, "2024-6T.svg") || !bytes.HasPrefix(b, []byte("<svg")) {
			t.Errorf("%s: %.40q", name, b)
		}
		for _, want := range []string{"13 báo cáo đã nhận", "?"} {
			if !bytes.Contains(b, []byte(want)) {
				t.Errorf("%s.svg does not say %q", id, want)
			}
		}
		for _, bad := range []string{"<style", "<script", "http://www.w3.org/1999/xhtml", "class="} {
			if bytes.Contains(b, []byte(bad)) {
				t.Errorf("%s.svg has %s", id, bad)
			}
		}
		keep(t, id+".svg", b)
	}
	p.Clean()
	keep(t, "printed.pdf", p.Print())
}
