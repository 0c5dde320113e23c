package dashboards

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"danbiet/dashboards/browsertest"
)

// tour walks as a leader does, in a real browser: the overview, a figure, its
// evidence, the marked cell; nothing on the way is broken, foreign, forbidden by
// the policy or closed to a reader with a screen reader.
func tour(t *testing.T, server *httptest.Server) {
	for name, width := range map[string]int64{"office screen": 1366, "phone": 360} {
		t.Run(name, func(t *testing.T) {
			b := browsertest.Start(t)
			b.Viewport(width, 768)
			b.Open(server.URL + "/")
			b.Wait("[data-chart] svg")
			if title := b.Text("h1"); !strings.Contains(title, "nộp báo cáo đúng hạn") {
				t.Errorf("the finding is %q", title)
			}
			noSidewaysScroll(t, b)
			b.Clean()
			keep(t, b, "tour-overview", width)
			b.Follow(".status-grid td.state-dang_thuc_hien a")
			b.Clean()
			b.Follow("a.place")
			b.Wait("td.here")
			if n := b.Count("td.here"); n != 1 {
				t.Errorf("%d cells are marked, want 1", n)
			}
			if !strings.Contains(b.Text("td.here"), "Đang") {
				t.Errorf("the marked cell says %q", b.Text("td.here"))
			}
			noSidewaysScroll(t, b)
			b.Clean()
		})
	}
	t.Run("a rate says what it divides by what", func(t *testing.T) {
		b := browsertest.Start(t)
		for lang, want := range map[string][3]string{
			"":         {"nộp đúng hạn, kể cả đang chờ duyệt ÷ phải nộp đã đến hạn", "Đã nộp ÷ tất cả, kể cả chưa đến hạn", "Kể cả ngày ghi trong văn bản"},
			"?lang=en": {"on time, review pending included ÷ due", "Received ÷ all, due or not", "The day named included"},
		} {
			b.Open(server.URL + "/" + lang)
			b.Follow(`.figure a.evidence[href*="cot=on_time_rate"]`)
			card := b.Text("#cong-thuc")
			for _, words := range want {
				if !strings.Contains(card, words) {
					t.Errorf("the formula of a rate lacks %q: %s", words, card)
				}
			}
			noSidewaysScroll(t, b)
			b.Clean()
			b.Follow("#cong-thuc a.evidence") // another reading has evidence of its own
			if b.Count("#dong tbody tr") == 0 {
				t.Error("another reading stands on nothing")
			}
		}
		b.Viewport(360, 768)
		b.Open(server.URL + "/nhiem-vu")
		b.Click("details.fold:has(details.formulas) > summary")
		b.Click("details.formulas > summary")
		if text := b.Text("details.formulas"); !strings.Contains(text, "÷") {
			t.Errorf("under the table stands %q", text)
		}
		noSidewaysScroll(t, b)
		b.Clean()
	})
	t.Run("every page is clean", func(t *testing.T) {
		b := browsertest.Start(t)
		for _, path := range []string{"/nop-bao-cao", "/nhiem-vu", "/nhiem-vu?nv=II.3", "/don-vi/xa-tan-thanh", "/don-vi/tx-tan-chau", "/thay-doi?tu-ngay=2024-05-01", "/nap", "/nap?don-vi=xa-tan-thanh&lang=en", "/tro-giup", "/tro-giup/cach-tinh", "/giay-phep", "/?lang=en"} {
			for _, width := range []int64{1366, 360} {
				b.Viewport(width, 768)
				b.Open(server.URL + path)
				noSidewaysScroll(t, b)
				b.Clean()
			}
		}
	})
	t.Run("a page of an error is clean too", func(t *testing.T) {
		b := browsertest.Start(t)
		for _, path := range []string{"/khong-co", "/?ky=x&don-vi=y"} {
			b.Open(server.URL + path)
			noSidewaysScroll(t, b)
			for _, fault := range append(b.CSPViolations(), b.ForeignRequests()...) { // the console has the page's own status
				t.Error(fault)
			}
			for _, fault := range b.Axe() {
				t.Errorf("axe: %s", fault)
			}
		}
	})
	t.Run("words of cells never wrap at 1366", func(t *testing.T) {
		b := browsertest.Start(t)
		b.Viewport(1366, 768)
		for _, path := range []string{"/", "/nop-bao-cao", "/nhiem-vu"} {
			b.Open(server.URL + path)
			wraps := b.Eval(`[...document.querySelectorAll(".status-grid td.cell > *")].filter(c => c.getBoundingClientRect().height > 34).length`)
			if wraps != float64(0) {
				t.Errorf("%s: %v cells wrap", path, wraps)
			}
			over := b.Eval(`[...document.querySelectorAll(".status-grid")].filter(g => g.parentElement.scrollWidth > g.parentElement.clientWidth + 1).length`)
			if over != float64(0) {
				t.Errorf("%s: a grid is wider than its card", path)
			}
		}
	})
	t.Run("a unit is found without marks and without a mouse", func(t *testing.T) {
		b := browsertest.Start(t)
		b.Open(server.URL + "/nop-bao-cao")
		b.Fill("[data-picker-input=don-vi]", "tan thanh")
		b.Press("\r")
		b.Arrive("don-vi=xa-tan-thanh")
		if title := b.Text("h1"); !strings.Contains(title, "Tân Thạnh") {
			t.Errorf("the finding is %q", title)
		}
	})
	t.Run("without script the page is whole and the pickers work", func(t *testing.T) {
		b := browsertest.Start(t)
		b.NoScript(true)
		b.Open(server.URL + "/")
		if b.Count(".status-grid td.cell") < 80 || b.Count("button[type=submit]") != 1 {
			t.Error("the page is not whole")
		}
		b.Follow(".pickers button[type=submit]")
		if !strings.Contains(b.Location(), "don-vi=tx-tan-chau") {
			t.Errorf("the form leads to %s", b.Location())
		}
		b.Clean()
	})
	t.Run("what changed since a day is asked for without script", func(t *testing.T) {
		b := browsertest.Start(t)
		b.NoScript(true)
		b.Open(server.URL + "/")
		b.Follow(`.lead a[href^="/thay-doi"]`)
		b.Clean()
		b.Fill("#tu-ngay", "01/05/2024")
		b.Follow("form.field button")
		if !strings.Contains(b.Location(), "don-vi=tx-tan-chau") || !strings.Contains(b.Text("h1"), "Từ 01/05/2024 đến 17/05/2024") {
			t.Errorf("the form leads to %s: %s", b.Location(), b.Text("h1"))
		}
		if n := b.Count("#bao-cao tbody tr"); n < 10 {
			t.Errorf("%d reports changed, want those of the town", n)
		}
		b.Clean()
		keep(t, b, "tour-changed", 1366)
	})
	t.Run("a chart is saved as a picture", func(t *testing.T) {
		b := browsertest.Start(t)
		b.Open(server.URL + "/")
		b.Wait("[data-chart] svg")
		for kind, head := range map[string]string{"png": "\x89PNG", "svg": "<svg"} {
			name, body := b.Download(`[data-save=` + kind + `]`)
			if !strings.HasSuffix(name, "2024-6T."+kind) || !strings.HasPrefix(string(body), head) {
				t.Errorf("%s: named %q, starts %.20q", kind, name, body)
			}
		}
		b.Clean()
	})
}

// noSidewaysScroll holds that a page fits its width; wide tables scroll within.
func noSidewaysScroll(t *testing.T, b *browsertest.Page) {
	t.Helper()
	if over := b.Eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`); over != float64(0) {
		t.Errorf("%s is %v pixels wider than the screen", b.Location(), over)
	}
}

// keep writes a picture where $DANBIET_SHOTS says, for a person to look at.
func keep(t *testing.T, b *browsertest.Page, name string, width int64) {
	dir := os.Getenv("DANBIET_SHOTS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), b.Shot(width, 768), 0o644); err != nil {
		t.Fatal(err)
	}
}
