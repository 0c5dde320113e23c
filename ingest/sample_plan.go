package ingest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// townPlan is the plan that the communes' plans carry out.
type townPlan struct {
	number string
	on     data.Day
}

// townPlans: the one of 2024 is the document that plans of that year cite; the
// others are invented after it.
var townPlans = map[int]townPlan{
	2022: {"96-KH/BTC", data.Date(2022, 3, 21)},
	2023: {"118-KH/BTC", data.Date(2023, 4, 5)},
	2024: {"142-KH/BTC", data.Date(2024, 4, 16)},
	2025: {"155-KH/BTC", data.Date(2025, 3, 10)},
}

// planDoc is a plan's text before an office lays it out.
type planDoc struct {
	issuer     [2]string // the two lines of the head's left cell
	number     string
	place      string
	on         data.Day
	title      string
	basis      []string
	opening    string
	purpose    []string
	tasks      []string // numbered
	organise   []string // numbered
	closing    string
	recipients []string
	signature  []string // authority, title
	signer     string
}

const sampleBanner = "SỐ LIỆU MINH HỌA"

// longDay is "ngày 16 tháng 4 năm 2024".
func longDay(d data.Day) string {
	y, m, dd := d.Time().Date()
	return fmt.Sprintf("ngày %02d tháng %d năm %d", dd, int(m), y)
}

// shortDay is "16/4/2024".
func shortDay(d data.Day) string {
	y, m, dd := d.Time().Date()
	return fmt.Sprintf("%d/%d/%d", dd, int(m), y)
}

// communePlan is a commune's plan of a year, signed on a day.
func communePlan(r *rand.Rand, u *sampleUnit, year int, on data.Day, signer string) planDoc {
	town := townPlans[year]
	kind := strings.ToUpper(u.v.Type[:1]) + u.v.Type[1:]
	p := planDoc{
		issuer: [2]string{"ỦY BAN NHÂN DÂN", strings.ToUpper(u.name())},
		number: fmt.Sprintf("%d/KH-UBND", 20+r.IntN(40)), place: u.v.Name, on: on,
		title: fmt.Sprintf("Thực hiện Quy chế dân chủ ở cơ sở năm %d", year),
		basis: []string{fmt.Sprintf("Căn cứ Kế hoạch số %s, %s của Ban tổ chức thực hiện Quy chế dân chủ cơ sở về thực hiện Quy chế dân chủ cơ sở năm %d;", town.number, longDay(town.on), year)},
		purpose: []string{
			"Thực hiện Quy chế dân chủ ở cơ sở theo phương châm “Dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng” đến các " + u.ap() + ", các ngành, đơn vị.",
			"Việc thực hiện phải gắn với nhiệm vụ phát triển kinh tế - xã hội, bảo đảm quốc phòng - an ninh của địa phương; có phân công, có kiểm tra và có kết quả cụ thể.",
		},
		signature: []string{"KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"}, signer: signer,
	}
	if year >= 2024 {
		p.basis = append(p.basis, "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;")
	}
	p.opening = fmt.Sprintf("Ủy ban nhân dân %s xây dựng kế hoạch thực hiện Quy chế dân chủ ở cơ sở năm %d, cụ thể như sau:", u.v.Type, year)
	for _, k := range u.order() {
		text := u.planText(k, year)
		if u.leftOut(year) != k {
			text += "; thực hiện theo " + keyTasks[k].basis[lawOf(on)]
		}
		if k == 2 && u.wording == 1 {
			text += fmt.Sprintf(" (từ tháng 2/%d đến tháng 6/%d)", year, year)
		}
		p.tasks = append(p.tasks, text+".")
	}
	if t, ok := localTasks[u.v.UnitID]; ok {
		y, m, _ := monthDay(year, t.start).Time().Date()
		_, m2, _ := monthDay(year, t.due).Time().Date()
		p.tasks = append(p.tasks, fmt.Sprintf("%s (từ tháng %d/%d đến tháng %d/%d).", t.text, int(m), y, int(m2), y))
	}
	six, whole := data.Date(year, 5, 10), data.Date(year, 10, 10)
	duty := fmt.Sprintf("Định kỳ UBND %s báo cáo sơ kết 6 tháng (trước ngày %s) và báo cáo tổng kết năm (trước %s) gửi về Khối dân vận %s.", u.v.Type, shortDay(six), shortDay(whole), u.v.Type)
	if u.v.UnitID == "phuong-long-phu" && year == 2024 {
		duty = fmt.Sprintf("UBND %s báo cáo sơ kết 6 tháng chậm nhất ngày 15/5/%d và báo cáo tổng kết năm trước ngày %s gửi về Khối dân vận %s.", u.v.Type, year, shortDay(whole), u.v.Type)
	}
	p.organise = []string{
		fmt.Sprintf("Ủy ban nhân dân %s xây dựng kế hoạch và tổ chức thực hiện đạt hiệu quả theo kế hoạch đề ra.", u.v.Type),
		fmt.Sprintf("Cán bộ, công chức và người hoạt động không chuyên trách %s thực hiện theo từng loại hình mình phụ trách.", u.v.Type),
		duty,
	}
	p.closing = fmt.Sprintf("Trên đây là Kế hoạch thực hiện Quy chế dân chủ ở cơ sở của Ủy ban nhân dân %s./.", u.name())
	p.recipients = []string{
		"VP. UBND thị xã", "TT. Đảng ủy, HĐND, UBND " + u.v.Type, "Các ngành, đơn vị " + u.v.Type, "BND các " + u.ap(), "Lưu: VT, " + u.typist,
	}
	if u.layout == layoutInterleaved {
		p.opening = kind + " " + u.v.Name + " xây dựng kế hoạch thực hiện như sau:"
	}
	return p
}

// lawOf is 0 for a plan made before the law of 01/07/2023, else 1.
func lawOf(on data.Day) int {
	if on < data.Date(2023, 7, 1) {
		return 0
	}
	return 1
}

// townPlanDoc is the plan of the town, whose six key tasks begin with a short
// head and end with a date.
func townPlanDoc(cat *data.Catalogue, year int, signer string) (planDoc, error) {
	town := townPlans[year]
	v, ok := cat.UnitOn("tx-tan-chau", town.on)
	if !ok {
		return planDoc{}, fmt.Errorf("sample: %w: no town on %s", data.ErrInvalid, town.on)
	}
	name := v.Type + " " + v.Name
	p := planDoc{
		issuer: [2]string{"BAN TỔ CHỨC THỰC HIỆN QCDC", strings.ToUpper(name)}, number: town.number, place: v.Name, on: town.on,
		title:   fmt.Sprintf("Thực hiện Quy chế dân chủ ở cơ sở năm %d", year),
		basis:   []string{"Căn cứ Chỉ thị số 30-CT/TW của Bộ Chính trị (khóa VIII) và Kết luận số 120-KL/TW của Bộ Chính trị (khóa XI);"},
		opening: fmt.Sprintf("Ban tổ chức thực hiện Quy chế dân chủ cơ sở %s xây dựng kế hoạch năm %d như sau:", name, year),
		purpose: []string{
			"Phát huy quyền làm chủ của Nhân dân; nâng cao trách nhiệm của cấp ủy, chính quyền các xã, phường.",
			"Mỗi nhiệm vụ có chỉ tiêu, thời hạn và đơn vị chủ trì; kết quả được tổng hợp hai lần trong năm.",
		},
		organise: []string{
			"Ủy ban nhân dân các xã, phường xây dựng kế hoạch và tổ chức thực hiện.",
			fmt.Sprintf("Các xã, phường gửi báo cáo sơ kết 6 tháng trước ngày 10/5/%d, báo cáo tổng kết năm trước ngày 10/10/%d.", year, year),
		},
		closing:    fmt.Sprintf("Trên đây là Kế hoạch thực hiện Quy chế dân chủ ở cơ sở của Ban tổ chức thực hiện Quy chế dân chủ cơ sở %s./.", name),
		recipients: []string{"BTV Thị ủy", "TT. HĐND, UBND thị xã", "UBND các xã, phường", "Lưu: VT"},
		signature:  []string{"TM. BAN TỔ CHỨC", "TRƯỞNG BAN"}, signer: signer,
	}
	for _, k := range keyTasks {
		p.tasks = append(p.tasks, k.title+": "+fillWords(k.town, nil, year)+"; thực hiện theo "+k.basis[lawOf(town.on)]+".")
	}
	return p, nil
}

// text lays a plan out as an office's file.
func (p planDoc) text(layout planLayout, decomposed bool) string {
	var b strings.Builder
	width := 88
	line := func(format string, args ...any) {
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\n")
	}
	para := func(s string) {
		for _, l := range wrap(s, width) {
			line("%s", l)
		}
		line("")
	}
	line("%s", centre(sampleBanner, width))
	line("")
	p.head(layout, line)
	line("%s", centre("KẾ HOẠCH", width))
	line("%s", centre(p.title, width))
	line("")
	for _, s := range p.basis {
		para(s)
	}
	para(p.opening)
	headings := []string{"I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ TRỌNG TÂM", "III. TỔ CHỨC THỰC HIỆN"}
	if layout == layoutSentence {
		headings = []string{"I. Mục đích, yêu cầu", "II. Nhiệm vụ trọng tâm", "III. Tổ chức thực hiện"}
	}
	para(headings[0])
	for _, s := range p.purpose {
		para(s)
	}
	for i, items := range [][]string{p.tasks, p.organise} {
		para(headings[i+1])
		for n, s := range items {
			para(fmt.Sprintf("%d. %s", n+1, s))
		}
	}
	para(p.closing)
	line("Nơi nhận:")
	for i, s := range p.recipients {
		end := ";"
		if i == len(p.recipients)-1 {
			end = "."
		}
		line("- %s%s", s, end)
	}
	line("")
	for _, s := range p.signature {
		line("%s", s)
	}
	line("")
	line("")
	line("%s", p.signer)
	s := b.String()
	if layout == layoutDoubled {
		s = doubled(s)
	}
	if decomposed {
		s = norm.NFD.String(s)
	}
	return s
}

// head is the block above the kind of document (Decree 30/2020), as it comes
// out of two cells side by side.
func (p planDoc) head(layout planLayout, line func(string, ...any)) {
	number, place := "Số: "+p.number, p.place+", "+longDay(p.on)
	left, right := [3]string{p.issuer[0], p.issuer[1], number}, [3]string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", place}
	switch layout {
	case layoutLostHead:
		return
	case layoutInterleaved:
		for i := range left {
			line("%s %s", left[i], right[i])
		}
	case layoutStacked:
		for i := range left {
			line("%s", left[i])
		}
		line("")
		for i := range right {
			line("%s", right[i])
		}
	default:
		for i := range left {
			pad := 42 - len([]rune(left[i]))
			line("%s%s%s", left[i], strings.Repeat(" ", max(pad, 3)), right[i])
		}
	}
	line("")
}

func centre(s string, width int) string {
	return strings.Repeat(" ", max(0, (width-len([]rune(s)))/2)) + s
}

func wrap(s string, width int) (lines []string) {
	current := ""
	for word := range strings.FieldsSeq(s) {
		if current != "" && len([]rune(current))+1+len([]rune(word)) > width {
			lines, current = append(lines, current), ""
		}
		if current != "" {
			current += " "
		}
		current += word
	}
	return append(lines, current)
}

// doubled puts an empty line after every line, as text copied from a page does.
func doubled(s string) string {
	var out []string
	for l := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		if strings.TrimSpace(l) != "" {
			out = append(out, l, "")
		}
	}
	return strings.Join(out, "\n") + "\n"
}
