package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"danbiet/data"
)

// acceptancePlan is a real plan that is not part of this repository; it is
// looked for beside the module.
const acceptancePlan = "../../shared/inputs/plan-tan-thanh-2024.txt"

func readAcceptance(t *testing.T) *data.Reading {
	t.Helper()
	b, err := os.ReadFile(acceptancePlan)
	if err != nil {
		t.Skipf("the real plan is not beside the module (%s); nothing to accept", acceptancePlan)
	}
	return readText(filepath.Base(acceptancePlan), b, catalogue(t), Hints{})
}

func lines(p data.Place) string { return fmt.Sprintf("%d–%d", p.Lines[0], p.Lines[1]) }

func equalLines(t *testing.T, what string, got []string, want string) {
	t.Helper()
	if g := strings.Join(got, "\n"); g != strings.TrimSpace(want) {
		t.Errorf("%s\n--- got\n%s\n--- want\n%s", what, g, strings.TrimSpace(want))
	}
}

func TestAcceptancePlan(t *testing.T) {
	r := readAcceptance(t)
	h := r.Head
	head := []string{string(r.Kind), shownText(h.Type), shownText(h.Title), itoa(*h.Year), shownText(h.Number), h.Date.String(), shownText(h.Place),
		shownText(h.Issuer), string(*h.IssuerState), h.Unit.Type + " " + h.Unit.Name, r.UnitID}
	equalLines(t, "head", []string{strings.Join(head, "|")},
		"plan|KẾ HOẠCH|Thực hiện Quy chế dân chủ ở cơ sở năm 2024|2024||||Ủy ban nhân dân xã Tân Thạnh|inferred|xã Tân Thạnh|xa-tan-thanh")

	var got []string
	for _, x := range r.Tasks {
		got = append(got, strings.TrimSpace(x.Label+" "+lines(x.At)+" "+string(x.From)+" "+string(x.To)))
	}
	equalLines(t, "tasks", got, "II.1 55–82\nII.2 84–112\nII.3 114–138 2024-05 2024-12\nII.4 140–152\nII.5 154–165\nII.6 167–179")
	if text := r.Tasks[1].Text; !strings.Contains(text, "Kết luận số 21-KL/TW của") || strings.Contains(text, "\n") {
		t.Errorf("the number cut across lines is not mended in %q", text)
	}

	got = nil
	for _, s := range r.Sections {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%d", s.Label, s.Title, s.Role, lines(s.At), len(s.Items)))
		for _, it := range s.Items {
			got = append(got, "  "+it.Label+" "+lines(it.At))
		}
	}
	equalLines(t, "sections", got, `
||basis|7–11|1
   7–11
I|MỤC ĐÍCH, YÊU CẦU|purpose|17–51|3
   19–27
   29–39
   41–51
II|NHIỆM VỤ TRỌNG TÂM|tasks|53–179|6
  1 55–82
  2 84–112
  3 114–138
  4 140–152
  5 154–165
  6 167–179
III|Tổ chức thực hiện|organisation|181–193|3
  1 183–185
  2 187–189
  3 191–193`)

	got = nil
	for _, d := range r.Obligations {
		got = append(got, strings.Join([]string{d.Report, string(d.Rule), d.Date.String(), d.LastDay.String(), shownText(d.Sender), shownText(d.Recipient), lines(d.At)}, "|"))
	}
	equalLines(t, "obligations", got, `
sơ kết 6 tháng|before_date|2024-05-10|2024-05-09|UBND xã|Khối dân vận xã|191–193
tổng kết năm|before_date|2024-10-10|2024-10-09|UBND xã|Khối dân vận xã|191–193`)

	var numbered, named []string
	dated := 0
	for _, c := range r.Citations {
		if c.Number == nil {
			named = append(named, fmt.Sprintf("%s|%s|%d", shownText(c.Name), shownText(c.Term), c.At.Lines[0]))
			continue
		}
		if c.Date != 0 {
			dated++
		}
		numbered = append(numbered, strings.Join([]string{lines(c.At), c.Type, *c.Number, c.Date.String(), shownText(c.Issuer), shownText(c.Term)}, "|"))
	}
	equalLines(t, "numbered citations", numbered, `
7–9|Kế hoạch|142-KH/BTC|2024-04-16|Ban tổ chức thực hiện Quy chế dân chủ cơ sở|
35–35|Chỉ thị|05-CT/TW||Bộ Chính trị|
63–63|Nghị quyết|27-NQ/TW||Ban Chấp hành Trung ương|
67–69|Chỉ thị|30-CT/TW||Bộ Chính trị|VIII
69–71|Kết luận|120-KL/TW||Bộ Chính trị|XI
71–73|Kế hoạch|31-KH/TU|2017-05-15|Ban Thường vụ Thị ủy|
73–73|Kế hoạch|23-KH/TU||Ban Thường vụ Tỉnh ủy|
73–74|Chỉ thị|10-CT/TW||Ban Bí thư|X
76–76|Nghị định|59/2023/NĐ-CP|2023-08-14|Chính phủ|
78–80|Nghị định|61/2023/NĐ-CP|2023-08-16|Chính phủ|
90–92|Kết luận|21-KL/TW||Ban Chấp hành Trung ương|XIII
114–116|Kế hoạch|36-KH/TU|2017-08-18|Ban Thường vụ Thị ủy|
116–118|Đề án|03-ĐA/TU|2017-06-22|Ban Thường vụ Tỉnh ủy|
122–124|Kế hoạch|814/KH-UBND|2021-12-28|UBND tỉnh|
124–126|Chỉ thị|33/CT-TTg|2021-11-26|Thủ tướng Chính phủ|
132–134|Kế hoạch|125-KH/TU|2024-03-28|Ban Thường vụ Thị ủy|`)
	if len(numbered) != 16 || dated != 9 {
		t.Errorf("%d numbered, %d dated, want 16 and 9", len(numbered), dated)
	}
	equalLines(t, "named citations", named, `
Nghị quyết Trung ương 4|XII|29
Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII||61
Nghị quyết Đại hội Đảng bộ thị xã lần thứ XII||67
Luật Thực hiện dân chủ ở cơ sở||74
Luật Thực hiện dân chủ ở cơ sở||78
Nghị quyết Trung ương 4|XII|84
Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII||94`)

	equalLines(t, "recipients", r.Recipients, "VP. UBND thị xã\nTT. Đảng ủy, HĐND, UBND xã\nCác ngành, đơn vị xã\nBND các ấp\nLưu: VT, nthung")
	if s := r.Signer; s == nil || shownText(s.Authority) != "KT. CHỦ TỊCH" || s.Title != "PHÓ CHỦ TỊCH" || s.Name != "Lê Quốc Hải" {
		t.Errorf("signer = %+v", s)
	}
	got = nil
	for _, p := range r.Problems {
		if p.Code == "spelling" {
			got = append(got, lines(p.At)+" "+p.Args["got"]+" → "+p.Args["want"])
		}
	}
	equalLines(t, "spelling", got, "195–195 Kế họach → Kế hoạch")
	if data.Blocks(r.Problems) || r.Report != nil {
		t.Errorf("problems %+v, report %+v: want none that block, and no report", r.Problems, r.Report)
	}
	for _, c := range r.Cells {
		if c.At.Lines != [2]int{c.Row, c.Row} || c.Col != 1 || c.Sheet != "" || c.Text == "" {
			t.Fatalf("cell %+v: want one a non-blank line, in column 1", c)
		}
	}
}

// The reader is grammar and dictionaries: nothing that only this file says may
// stand in its code.
func TestNothingOfThePlanStandsInTheCode(t *testing.T) {
	r := readAcceptance(t)
	forbidden := []string{r.Head.Unit.Name, r.Signer.Name, "nthung", "An Giang", "Chính quyền thân thiện", "Khối dân vận xã", "Kịp thời", "10/10/2024"}
	for _, c := range r.Citations {
		if c.Number != nil {
			forbidden = append(forbidden, *c.Number)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || !strings.HasPrefix(file, "plan_") && !strings.HasPrefix(file, "text_") && file != "date.go" && file != "show.go" {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range forbidden {
			if strings.Contains(string(b), word) {
				t.Errorf("%s contains %q, which only one plan says", file, word)
			}
		}
	}
}
