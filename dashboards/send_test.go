package dashboards

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"danbiet/analytics"
	"danbiet/dashboards/browsertest"
	"danbiet/data"
	"danbiet/ingest"
)

// sendSite serves an empty folder.
func sendSite(t *testing.T) (*Server, *httptest.Server) {
	t.Helper()
	store, err := data.Open(t.Context(), data.Options{Dir: filepath.Join(t.TempDir(), "data"), Now: today})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s := &Server{DB: &analytics.Marts{DB: store, StateOf: store.StateOf}, Catalogue: store.Catalogue(), Original: store.Original, Now: today,
		Importer: &ingest.Importer{Store: store, Actor: "page", Now: today},
		Defaults: Defaults{Unit: "tx-tan-chau", Period: "2024-6T", AsOf: data.Date(2024, 5, 17)}}
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return s, server
}

// workbook is the filled template of a unit for the first half of 2024.
func workbook(t *testing.T, cat *data.Catalogue, unit string, values map[string]any) []byte {
	t.Helper()
	template, err := ingest.TemplateFor(t.Context(), cat, nil, unit, "2024-6T")
	if err != nil {
		t.Fatal(err)
	}
	template.Number, template.Signer, template.SignedOn = "52/BC-UBND", "Nguyễn Văn Mẫu", data.Date(2024, 5, 7)
	template.Values = map[string]any{"QC01": 4.0, "QC42": 9.0, "QC43": 8.0, "QC41": 1.0, "QC54": 6.0, "QC55": 5.0}
	for code, v := range values {
		template.Values[code] = v
	}
	var b bytes.Buffer
	if err := ingest.WriteTemplate(&b, cat, template); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// misspelt is a csv whose ward is in no list.
const misspelt = "Đơn vị;Phường Long Hương\nKỳ báo cáo;Sơ kết 6 tháng năm 2024\nMã;Chỉ tiêu;Đơn vị tính;Kết quả\nQC01;Văn bản đã ban hành;văn bản;5\nQC42;Đơn thư tiếp nhận;đơn;6\n"

// sendFiles writes the files that the tests send and gives their paths by name.
func sendFiles(t *testing.T, cat *data.Catalogue) map[string]string {
	t.Helper()
	dir := t.TempDir()
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, unit := range []string{"xa-tan-an", "xa-long-an"} {
		w, err := z.Create(unit + ".xlsx")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(workbook(t, cat, unit, nil)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{}
	for name, b := range map[string][]byte{
		"tan-thanh.xlsx":    workbook(t, cat, "xa-tan-thanh", map[string]any{"QC26": "2l5"}),
		"tan-thanh-2.xlsx":  workbook(t, cat, "xa-tan-thanh", map[string]any{"QC26": 225.0, "QC42": 10.0}),
		"long-huong.csv":    []byte(misspelt),
		"vinh-hoa.xlsx":     workbook(t, cat, "xa-vinh-hoa", nil),
		"hai-xa.zip":        packed.Bytes(),
		"tep-khong-ro.xlsx": []byte("PK\x03\x04 không phải Excel"),
	} {
		paths[name] = filepath.Join(dir, name)
		if err := os.WriteFile(paths[name], b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// A clerk drops three files and a zip, answers a question, mends a value,
// confirms, gets a receipt, sends a second version and sees what changed.
func TestSending(t *testing.T) {
	for name, script := range map[string]bool{"with script": true, "without script": false} {
		t.Run(name, func(t *testing.T) {
			s, server := sendSite(t)
			files := sendFiles(t, s.Catalogue)
			b := browsertest.Start(t)
			b.NoScript(!script)
			b.Open(server.URL + "/nap")
			b.Clean()
			b.Choose("#tep", files["tan-thanh.xlsx"], files["long-huong.csv"], files["vinh-hoa.xlsx"], files["hai-xa.zip"])
			submit(b, script, ".send-form button[type=submit]", "nhan=")
			if n := b.Count("#vua-nhan tbody tr"); n != 5 {
				t.Fatalf("%d sendings are listed at %s, want 5: %s", n, b.Location(), b.Text("#vua-nhan"))
			}
			b.Clean()
			keep(t, b, "nap-"+fmt.Sprint(script), 1366)
			list := b.Location()

			// the misspelt ward: a question
			b.Follow(`#vua-nhan tr:has(td:nth-child(2)):nth-of-type(` + rowOf(t, b, "long-huong.csv") + `) a`)
			b.Wait("#xac-nhan .question")
			keep(t, b, "hoi-"+fmt.Sprint(script), 1366)
			b.Clean()
			if b.Count(".decide .button.primary") != 0 {
				t.Error("it can be confirmed with an open question")
			}
			b.Click(`.question input[value="phuong-long-hung"]`)
			b.Follow(".mend button[type=submit]")
			b.Wait(".decide .button.primary")
			b.Follow(".decide .button.primary")
			if text := b.Text("main"); !strings.Contains(text, "Long Hưng") || !strings.Contains(text, "BIÊN NHẬN") {
				t.Errorf("the receipt says %q", text)
			}

			// the letter in a number: mended on the page
			b.Open(list)
			b.Follow(`#vua-nhan tr:nth-of-type(` + rowOf(t, b, "tan-thanh.xlsx") + `) a`)
			b.Wait("tr.problem input")
			b.Fill("tr.problem input", "215")
			b.Follow(".mend button[type=submit]")
			b.Wait(".decide .button.primary")
			if text := fmt.Sprint(b.Eval(`document.querySelector("#xac-nhan").textContent`)); !strings.Contains(text, "2l5") {
				t.Errorf("the original value is not shown beside the mended one: %s", text)
			}
			b.Follow(".decide .button.primary")
			b.Wait(".receipt")
			keep(t, b, "bien-nhan-"+fmt.Sprint(script), 1366)
			b.Clean()

			// version 2
			b.Open(server.URL + "/nap?don-vi=xa-tan-thanh&ky=2024-6T")
			b.Choose("#tep", files["tan-thanh-2.xlsx"])
			submit(b, script, ".send-form button[type=submit]", "/bao-cao/")
			b.Wait("#thay-doi")
			changes := b.Text("#thay-doi")
			for _, want := range []string{"QC26", "215", "225", "QC42"} {
				if !strings.Contains(changes, want) {
					t.Errorf("the differences do not name %s: %s", want, changes)
				}
			}
			if strings.Contains(changes, "QC54") {
				t.Errorf("a figure that did not change is listed: %s", changes)
			}
			keep(t, b, "thay-doi-"+fmt.Sprint(script), 1366)
			b.Clean()
			b.Follow(".decide .button.primary")
			b.Wait(".receipt")
		})
	}
}

// submit sends a form; the script sends it itself and then leads on.
func submit(b *browsertest.Page, script bool, button, arrive string) {
	if script {
		b.Click(button)
		b.Arrive(arrive)
		b.Eval(`new Promise(done => document.readyState === "complete" ? done(true) : addEventListener("load", () => done(true)))`)
		return
	}
	b.Follow(button)
}

// rowOf is the row of the list that names a file, counted from 1.
func rowOf(t *testing.T, b *browsertest.Page, file string) string {
	t.Helper()
	at := b.Eval(fmt.Sprintf(`[...document.querySelectorAll("#vua-nhan tbody tr")].findIndex(r => r.textContent.includes(%q)) + 1`, file))
	if at == float64(0) {
		t.Fatalf("%s is not listed", file)
	}
	return fmt.Sprint(at)
}

// post sends a form as a browser does.
func post(t *testing.T, server *httptest.Server, path, contentType string, body []byte, header ...string) answer {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, server.URL+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	return do(t, req, header...)
}

// upload is the body of a form with files.
func upload(t *testing.T, sender string, files ...string) (contentType string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("don-vi-gui", sender); err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		part, err := w.CreateFormFile("tep", filepath.Base(path))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.Bytes()
}

func TestPostsAreGuarded(t *testing.T) {
	s, server := sendSite(t)
	files := sendFiles(t, s.Catalogue)
	kind, body := upload(t, "xa-tan-thanh", files["vinh-hoa.xlsx"])
	for name, header := range map[string][]string{
		"another site":     {"Sec-Fetch-Site", "cross-site"},
		"another origin":   {"Origin", "https://vi-du.vn"},
		"a sibling's page": {"Sec-Fetch-Site", "same-site"},
	} {
		if a := post(t, server, "/nap", kind, body, header...); a.status != http.StatusForbidden {
			t.Errorf("%s: status %d, want 403", name, a.status)
		} else {
			a.held(t, name)
		}
	}
	unit := post(t, server, "/nap", kind, body)
	at := regexp.MustCompile(`/bao-cao/(\d+)`).FindStringSubmatch(unit.header.Get("Location"))
	if unit.status != http.StatusSeeOther || at == nil {
		t.Fatalf("status %d, to %q", unit.status, unit.header.Get("Location"))
	}
	page := get(t, server, unit.header.Get("Location"))
	if !strings.Contains(page.body, "unit_mismatch") && !strings.Contains(page.body, "người gửi là") {
		t.Error("a file of another unit than the sender's is not stopped")
	}
	if a := post(t, server, "/bao-cao/"+at[1]+"/xac-nhan", "application/x-www-form-urlencoded", nil); a.status == http.StatusSeeOther {
		t.Error("a file of another unit was confirmed")
	}
	for name, c := range map[string]struct {
		path, want string
		status     int
	}{
		"no file":            {"/nap", "Chưa chọn tệp nào", 422},
		"no such submission": {"/bao-cao/999/xac-nhan", "Không có trang", 404},
		"no answer":          {"/bao-cao/" + at[1] + "/tra-loi", "Chưa chọn câu trả lời", 422},
	} {
		kind, body := upload(t, "")
		if !strings.HasPrefix(c.path, "/nap") {
			kind, body = "application/x-www-form-urlencoded", nil
		}
		a := post(t, server, c.path, kind, body)
		a.held(t, name)
		if a.status != c.status || !strings.Contains(a.body, c.want) {
			t.Errorf("%s: status %d, want %d with %q", name, a.status, c.status, c.want)
		}
	}
}

// A file that cannot be read is received, told about, and never confirmed.
func TestUnreadableFileIsTold(t *testing.T) {
	s, server := sendSite(t)
	files := sendFiles(t, s.Catalogue)
	kind, body := upload(t, "", files["tep-khong-ro.xlsx"])
	sent := post(t, server, "/nap", kind, body)
	if sent.status != http.StatusSeeOther {
		t.Fatalf("status %d", sent.status)
	}
	page := get(t, server, sent.header.Get("Location"))
	if !strings.Contains(page.body, "bị hỏng") || strings.Contains(page.body, "Xác nhận và gửi") {
		t.Error("the page does not say that the file is damaged, or offers to confirm it")
	}
	again := post(t, server, "/nap", kind, body)
	if a := get(t, server, again.header.Get("Location")); !strings.Contains(a.body, "bị hỏng") {
		t.Errorf("the same file again leads to %q", again.header.Get("Location"))
	}
}

// The form of the page fills the workbook and goes the same way.
func TestFormIsSent(t *testing.T) {
	_, server := sendSite(t)
	b := browsertest.Start(t)
	const form = "/nap/bieu-mau?don-vi=xa-tan-thanh&ky=2024-6T"
	for _, width := range []int64{1366, 360} {
		b.Viewport(width, 768)
		b.Open(server.URL + form)
		noSidewaysScroll(t, b)
		b.Clean()
		keep(t, b, fmt.Sprint("bieu-mau-", width), width)
	}
	b.Viewport(1366, 768)
	field := func(label string) string {
		return fmt.Sprintf(`input[aria-label=%q]`, label)
	}
	b.Fill(field("Văn bản lãnh đạo, chỉ đạo, triển khai QCDC đã ban hành, Kỳ này"), "4")
	paste := `(() => { const at = document.activeElement, d = new DataTransfer(); d.setData("text/plain", "7\tkèm danh sách\n3\t\n");
		at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: d, bubbles: true, cancelable: true })); })()`
	b.Fill(field("Lớp tập huấn, hội nghị quán triệt, Kỳ này"), "")
	b.Eval(paste)
	if got := b.Eval(`document.querySelector('input[aria-label="Lớp tập huấn, hội nghị quán triệt, Ghi chú"]').value`); got != "kèm danh sách" {
		t.Errorf("pasting put %q into the cell beside", got)
	}
	b.Eval(`new Promise(done => setTimeout(done, 700))`)
	b.Open(server.URL + form)
	if got := b.Eval(`document.querySelector('input[aria-label="Lớp tập huấn, hội nghị quán triệt, Kỳ này"]').value`); got != "7" {
		t.Errorf("the draft brought back %q, want 7", got)
	}
	b.Follow(".entry button[type=submit]")
	b.Wait("#xac-nhan .decide")
	if text := fmt.Sprint(b.Eval(`document.querySelector("#xac-nhan").textContent`)); !strings.Contains(text, "QC04") {
		t.Errorf("what was typed is not read: %s", text)
	}
	b.Follow(".decide .button.primary")
	b.Wait(".receipt")
	b.Open(server.URL + form)
	if got := b.Eval(`document.querySelector('input[aria-label="Lớp tập huấn, hội nghị quán triệt, Kỳ này"]').value`); got != "" {
		t.Errorf("the draft of a confirmed report comes back: %q", got)
	}
}

func TestTemplateIsOffered(t *testing.T) {
	_, server := sendSite(t)
	a := get(t, server, "/nap/bieu-mau.xlsx?don-vi=xa-tan-thanh&ky=2024-6T")
	a.held(t, "the template")
	if a.status != 200 || !strings.HasPrefix(a.body, "PK") || !strings.Contains(a.header.Get("Content-Disposition"), "xa-tan-thanh_2024-6T.xlsx") {
		t.Errorf("status %d, %q", a.status, a.header.Get("Content-Disposition"))
	}
	if a := get(t, server, "/nap/bieu-mau.xlsx?don-vi=tx-tan-chau"); a.status != 400 || !strings.Contains(a.body, "chọn một xã") {
		t.Errorf("a town's template: status %d", a.status)
	}
}

// What only warns can be sent; the sender may say why the figure is right, and
// the receiver reads it beside the warning.
func TestAWarningIsExplained(t *testing.T) {
	_, server := sendSite(t)
	file := filepath.Join(t.TempDir(), "mot.csv")
	if err := os.WriteFile(file, []byte("don_vi;xã Tân Thạnh\nky;2024-6T\nso_hieu;52/BC-UBND\nMã;Kỳ này\nQC04;0\nQC05;30\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	kind, body := upload(t, "xa-tan-thanh", file)
	sent := post(t, server, "/nap", kind, body)
	page := get(t, server, sent.header.Get("Location"))
	field := regexp.MustCompile(`name="(giai-trinh\.[^"]+)"`).FindStringSubmatch(page.body)
	confirm := regexp.MustCompile(`action="(/bao-cao/\d+/xac-nhan[^"]*)"`).FindStringSubmatch(page.body)
	if field == nil || confirm == nil {
		t.Fatalf("no field to explain the warning, or none to confirm: %d, %s", sent.status, sent.header.Get("Location"))
	}
	form := url.Values{field[1]: {"Dự lớp do  tỉnh mở <b>"}, "giai-trinh.1.000000000000": {"không của điểm nào"}}
	path := html.UnescapeString(confirm[1])
	if a := post(t, server, path, "application/x-www-form-urlencoded", []byte(form.Encode())); a.status != http.StatusSeeOther {
		t.Fatalf("status %d", a.status)
	}
	page = get(t, server, strings.Replace(path, "/xac-nhan", "", 1))
	if !strings.Contains(page.body, "Nơi gửi giải trình: Dự lớp do tỉnh mở &lt;b&gt;") || strings.Contains(page.body, "không của điểm nào") {
		t.Error("the explanation does not stand beside its warning")
	}
}
