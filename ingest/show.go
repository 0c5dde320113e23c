package ingest

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"danbiet/data"
)

// shown are the words of Show, Vietnamese and English side by side. They are for
// a console; pages take theirs from dashboards/words.
var shown = map[string][2]string{
	"file":           {"Tệp", "File"},
	"kind":           {"Văn bản", "Document"},
	"plan":           {"kế hoạch", "plan"},
	"report":         {"báo cáo", "report"},
	"unknown":        {"không nhận ra", "not recognised"},
	"title":          {"Trích yếu", "Subject"},
	"year":           {"Năm", "Year"},
	"number":         {"Số, ký hiệu", "Number"},
	"date":           {"Ngày", "Date"},
	"place":          {"Địa danh", "Place"},
	"issuer":         {"Cơ quan ban hành", "Issuer"},
	"inferred":       {"suy ra từ nội dung", "worked out from the text"},
	"unit":           {"Đơn vị", "Unit"},
	"none":           {"không ghi", "not stated"},
	"sections":       {"Bố cục", "Sections"},
	"tasks":          {"Nhiệm vụ", "Tasks"},
	"organisation":   {"Tổ chức thực hiện", "Organisation"},
	"basis":          {"Căn cứ", "Legal basis"},
	"obligations":    {"Báo cáo phải gửi", "Reports promised"},
	"citations":      {"Văn bản viện dẫn", "Documents cited"},
	"recipients":     {"Nơi nhận", "Recipients"},
	"signer":         {"Người ký", "Signer"},
	"problems":       {"Điểm cần xem lại", "To look at"},
	"noproblems":     {"Không thấy lỗi.", "No faults found."},
	"lines":          {"dòng", "lines"},
	"line":           {"dòng", "line"},
	"page":           {"trang", "page"},
	"paragraph":      {"đoạn", "paragraph"},
	"table":          {"bảng", "table"},
	"row":            {"dòng", "row"},
	"before_date":    {"trước ngày", "before"},
	"by_date":        {"chậm nhất", "by"},
	"lastday":        {"ngày cuối", "last day"},
	"to":             {"gửi", "to"},
	"term":           {"khóa", "term"},
	"window":         {"Số liệu từ", "Figures from"},
	"until":          {"đến", "to"},
	"status":         {"trạng thái", "status"},
	"progress":       {"tiến độ", "progress"},
	"target":         {"kế hoạch", "target"},
	"actual":         {"thực hiện", "actual"},
	"where":          {"chỗ ghi", "where"},
	"label":          {"mã", "label"},
	"code":           {"mã", "code"},
	"value":          {"giá trị", "value"},
	"unitof":         {"đơn vị tính", "unit"},
	"printed":        {"trong tệp", "in the file"},
	"indicators":     {"Chỉ tiêu", "Indicators"},
	"exemplars":      {"Mô hình, điển hình", "Exemplars"},
	"block":          {"CHẶN", "BLOCKS"},
	"warn":           {"cảnh báo", "warning"},
	"inform":         {"lưu ý", "note"},
	"chua_thuc_hien": {"chưa thực hiện", "not started"}, "dang_thuc_hien": {"đang thực hiện", "in progress"},
	"hoan_thanh": {"hoàn thành", "done"}, "hoan_thanh_vuot": {"hoàn thành vượt", "done above target"},
	"khong_phat_sinh": {"không phát sinh", "nothing arose"}, "khong_ap_dung": {"không áp dụng", "not applicable"},
}

// JSON writes what was read of a file as one object, indented by two spaces: the
// form of `danbiet read FILE --json`. Lists are never null.
func JSON(w io.Writer, r *data.Reading) error { return printIndented(w, published(r)) }

// JSONList writes the readings of the files of an archive as one array.
func JSONList(w io.Writer, readings []*data.Reading) error {
	list := make([]*data.Reading, len(readings))
	for i, r := range readings {
		list[i] = published(r)
	}
	return printIndented(w, list)
}

// published is a reading without a null list.
func published(r *data.Reading) *data.Reading {
	whole := *r
	if r.Report != nil {
		report := *r.Report
		whole.Report = &report
	}
	fillEmpty(&whole)
	return &whole
}

func printIndented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// Show writes what was read of a file for a person at a terminal, in lang ("vi"
// or "en"): every value with its place, then what is to be looked at. What the
// file does not state is left out, but for the head, where that is a finding.
func Show(w io.Writer, r *data.Reading, lang string) {
	s := &shower{w: w, lang: lang}
	s.head(r)
	if r.Report != nil {
		s.report(r.Report)
	}
	s.sections(r)
	s.duties(r.Obligations)
	s.citations(r.Citations)
	s.closing(r)
	s.problems(r.Problems)
}

// A shower writes; like a console, it has nobody to tell of a failed write.
type shower struct {
	w    io.Writer
	lang string
}

func (s *shower) word(key string) string {
	pair, ok := shown[key]
	switch {
	case !ok:
		return key
	case s.lang == "en":
		return pair[1]
	}
	return pair[0]
}

func (s *shower) printf(format string, args ...any) { fmt.Fprintf(s.w, format, args...) }

func (s *shower) heading(key string, n int) {
	s.printf("\n%s", s.word(key))
	if n > 0 {
		s.printf(" (%d)", n)
	}
	s.printf("\n")
}

func (s *shower) head(r *data.Reading) {
	h := r.Head
	row := func(key, value string) {
		s.printf("%-18s%s\n", s.word(key)+":", orText(value, s.word("none")))
	}
	row("file", r.File.Name)
	kind := s.word(string(r.Kind))
	if h.Type != nil {
		kind = *h.Type
	}
	row("kind", kind)
	row("title", shownText(h.Title))
	if h.Year != nil {
		row("year", itoa(*h.Year))
	}
	row("number", shownText(h.Number))
	row("date", s.day(h.Date))
	row("place", shownText(h.Place))
	issuer := shownText(h.Issuer)
	if h.IssuerState != nil && *h.IssuerState == data.StateInferred {
		issuer += " (" + s.word("inferred") + ")"
	}
	row("issuer", issuer)
	if h.Unit != nil {
		row("unit", h.Unit.Type+" "+h.Unit.Name)
	}
}

func (s *shower) sections(r *data.Reading) {
	windows := map[string]string{}
	for _, t := range r.Tasks {
		if t.From != "" || t.To != "" {
			windows[placeKey(t.At)] = strings.Trim(string(t.From)+" → "+string(t.To), " ")
		}
	}
	for _, sec := range r.Sections {
		switch {
		case sec.Role == roleBasis && sec.Label == "":
			s.heading("basis", len(sec.Items))
		default:
			s.printf("\n%s. %s  %s\n", sec.Label, sec.Title, s.at(sec.At))
		}
		s.items(sec.Items, "  ", windows)
	}
	if len(r.Sections) == 0 && len(r.Tasks) > 0 {
		s.heading("tasks", len(r.Tasks))
		for _, t := range r.Tasks {
			s.printf("  %s. %s %s\n", t.Label, t.Text, s.at(t.At))
		}
	}
}

func (s *shower) items(items []data.Section, indent string, windows map[string]string) {
	for _, it := range items {
		label := it.Label
		if label != "" && !strings.ContainsAny(label, "-+•*") {
			label += "."
		}
		s.printf("%s%s\n", indent, strings.TrimLeft(label+" "+shorten(it.Title, 160)+"  "+s.at(it.At), " "))
		if w := windows[placeKey(it.At)]; w != "" && len(it.Items) == 0 {
			s.printf("%s   ↳ %s\n", indent, w)
		}
		s.items(it.Items, indent+"  ", windows)
	}
}

func (s *shower) duties(duties []data.ReportDuty) {
	if len(duties) == 0 {
		return
	}
	s.heading("obligations", len(duties))
	for _, d := range duties {
		s.printf("  %s: %s %s, %s %s", d.Report, s.word(string(d.Rule)), s.day(d.Date), s.word("lastday"), s.day(d.LastDay))
		if d.Sender != nil || d.Recipient != nil {
			s.printf("; %s → %s", orText(shownText(d.Sender), "?"), orText(shownText(d.Recipient), "?"))
		}
		s.printf("  %s\n", s.at(d.At))
	}
}

func (s *shower) citations(cited []data.Citation) {
	if len(cited) == 0 {
		return
	}
	s.heading("citations", len(cited))
	for _, c := range cited {
		parts := []string{}
		switch {
		case c.Number != nil:
			parts = append(parts, c.Type+" "+*c.Number)
		case c.Name != nil:
			parts = append(parts, *c.Name)
		}
		if c.Date != 0 {
			parts = append(parts, s.day(c.Date))
		}
		if c.Issuer != nil {
			parts = append(parts, *c.Issuer)
		}
		if c.Term != nil {
			parts = append(parts, s.word("term")+" "+*c.Term)
		}
		s.printf("  %s  %s\n", strings.Join(parts, ", "), s.at(c.At))
	}
}

func (s *shower) closing(r *data.Reading) {
	if len(r.Recipients) > 0 {
		s.heading("recipients", len(r.Recipients))
		for _, x := range r.Recipients {
			s.printf("  - %s\n", x)
		}
	}
	if r.Signer != nil {
		s.heading("signer", 0)
		parts := []string{shownText(r.Signer.Authority), r.Signer.Title, r.Signer.Name}
		s.printf("  %s\n", strings.Trim(strings.Join(parts, " / "), " /"))
	}
}

func (s *shower) report(v *data.ReportValues) {
	s.printf("%-18s%s %s\n", s.word("report")+":", v.Report, itoa(v.Year))
	if v.DataFrom != 0 || v.DataTo != 0 {
		s.printf("%s %s %s %s\n", s.word("window"), orText(s.day(v.DataFrom), "?"), s.word("until"), orText(s.day(v.DataTo), "?"))
	}
	if len(v.Tasks) > 0 {
		s.heading("tasks", len(v.Tasks))
		var rows [][]string
		for _, t := range v.Tasks {
			rows = append(rows, []string{t.Label, orText(s.word(string(t.Status)), "–"), percent(t.Progress), amount(t.Target), amount(t.Actual), s.at(t.At)})
		}
		s.table([]string{"label", "status", "progress", "target", "actual", "where"}, rows)
	}
	if len(v.Indicators) > 0 {
		s.heading("indicators", len(v.Indicators))
		var rows [][]string
		for _, x := range v.Indicators {
			rows = append(rows, []string{x.Code + x.Part, amount(&x.Value), x.Unit, x.Printed, s.at(x.At)})
		}
		s.table([]string{"code", "value", "unitof", "printed", "where"}, rows)
	}
	if len(v.Exemplars) > 0 {
		s.heading("exemplars", len(v.Exemplars))
		for _, x := range v.Exemplars {
			s.printf("  - %s  %s\n", x.Name, s.at(x.At))
		}
	}
}

func (s *shower) table(keys []string, rows [][]string) {
	t := tabwriter.NewWriter(s.w, 0, 4, 2, ' ', 0)
	for i, k := range keys {
		keys[i] = s.word(k)
	}
	for _, row := range append([][]string{keys}, rows...) {
		fmt.Fprintf(t, "  %s\n", strings.Join(row, "\t"))
	}
	t.Flush()
}

func (s *shower) problems(problems []data.Problem) {
	s.heading("problems", len(problems))
	if len(problems) == 0 {
		s.printf("  %s\n", s.word("noproblems"))
	}
	for _, p := range problems {
		s.printf("  [%s] %s\n", s.word(string(p.Level)), strings.TrimSpace(p.Sentence(s.lang)+"  "+s.at(p.At)))
	}
}

// at is a place in brackets, "" for none.
func (s *shower) at(p data.Place) string {
	var parts []string
	add := func(key string, value any) { parts = append(parts, fmt.Sprintf("%s %v", s.word(key), value)) }
	switch {
	case p.Lines[0] > 0 && p.Lines[0] == p.Lines[1]:
		add("line", p.Lines[0])
	case p.Lines[0] > 0:
		add("lines", fmt.Sprintf("%d–%d", p.Lines[0], p.Lines[1]))
	}
	if p.Page > 0 {
		add("page", p.Page)
	}
	if p.Paragraph > 0 {
		add("paragraph", p.Paragraph)
	}
	if p.Table > 0 {
		add("table", p.Table)
	}
	if p.Row > 0 {
		add("row", p.Row)
	}
	place := strings.Join(parts, ", ")
	for _, x := range []string{p.Column, p.Cell} {
		if x != "" {
			place = strings.TrimSpace(place + " " + x)
		}
	}
	if p.Sheet != "" {
		place = strings.TrimSpace(p.Sheet + " " + place)
	}
	if place == "" {
		return ""
	}
	return "[" + place + "]"
}

func (s *shower) day(d data.Day) string {
	if d == 0 {
		return ""
	}
	if s.lang == "en" {
		return d.String()
	}
	return d.Time().Format("02/01/2006")
}

func placeKey(p data.Place) string { return fmt.Sprint(p.Lines) }

func shownText(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func amount(v *float64) string {
	if v == nil {
		return "–"
	}
	return strings.Replace(strconv.FormatFloat(*v, 'f', -1, 64), ".", ",", 1)
}

func percent(v *float64) string {
	if v == nil {
		return "–"
	}
	return fmt.Sprintf("%.0f%%", 100**v)
}

// shorten cuts a long text at a word.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := n
	for cut > n/2 && r[cut] != ' ' {
		cut--
	}
	return string(r[:cut]) + " …"
}
