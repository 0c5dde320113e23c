package words

import (
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

var both = []string{"xã", "phường"}

func names(list ...string) []Name {
	var out []Name
	for i, n := range list {
		out = append(out, Name{Text: n, Days: int64(3 * (i + 1))})
	}
	return out
}

// Each case is a finding in both languages: title, then the sentences on last
// year, on those behind, and the other reading of the rule, those that are said.
func TestFindings(t *testing.T) {
	for _, c := range []struct {
		name   string
		r      Reports
		t      Tasks
		vi, en string
	}{
		{
			"some on time, more than last year, late and missing ones named",
			Reports{Owing: 14, OnTime: 11, Kinds: both, Due: true, Late: []Name{{Text: "xã Vĩnh Xương", Days: 3}, {Text: "phường Long Sơn", Days: 6}},
				Missing: []Name{{Text: "xã Phú Vĩnh", Days: 8}}, Previous: PreviousReports{Known: true, OnTime: 9, Owing: 14, Year: 2023}},
			Tasks{Total: 84, Done: 68, Unknown: 6, UnknownNoReport: 6},
			"11 trong 14 xã, phường nộp báo cáo đúng hạn; 68 trong 84 nhiệm vụ đã xong | Thêm 2 đơn vị đúng hạn so với cùng kỳ 2023 (9/14). | Xã Vĩnh Xương (3~ngày) và phường Long Sơn (6~ngày) nộp muộn; xã Phú Vĩnh chưa nộp (quá hạn 8~ngày), nên 6 nhiệm vụ chưa rõ.",
			"11 of 14 communes and wards reported on time; 68 of 84 tasks are done | 2 more units on time than in 2023 (9/14). | Xã Vĩnh Xương (3~days) and phường Long Sơn (6~days) were late; xã Phú Vĩnh has not reported (8~days overdue), so 6 tasks are unknown.",
		},
		{
			"all on time, everything done, nothing behind",
			Reports{Owing: 14, OnTime: 14, Kinds: both, Due: true, Previous: PreviousReports{Known: true, OnTime: 14, Owing: 14, Year: 2023}},
			Tasks{Total: 84, Done: 84},
			"Cả 14 xã, phường nộp báo cáo đúng hạn; cả 84 nhiệm vụ đã xong | Số đơn vị đúng hạn bằng cùng kỳ 2023 (14/14).",
			"All 14 communes and wards reported on time; all 84 tasks are done | As many units on time as in 2023 (14/14).",
		},
		{
			"none on time, one late, fewer than last year",
			Reports{Owing: 2, Kinds: []string{"xã"}, Due: true, Late: []Name{{Text: "xã Tân An", Days: 1}}, Missing: []Name{{Text: "xã Long An"}},
				Previous: PreviousReports{Known: true, OnTime: 1, Owing: 2, Year: 2023}},
			Tasks{Total: 12},
			"Chưa có xã nào nộp báo cáo đúng hạn; chưa nhiệm vụ nào xong | Số đơn vị đúng hạn ít hơn cùng kỳ 2023 là 1 (1/2). | Xã Tân An nộp muộn 1~ngày; xã Long An chưa nộp.",
			"None of the 2 communes reported on time; no task is done yet | 1 fewer unit on time than in 2023 (1/2). | Xã Tân An was 1~day late; xã Long An has not reported.",
		},
		{
			"nobody has reported; last year had another number of units; every task unknown",
			Reports{Owing: 5, Kinds: both, Due: true, Missing: names("xã A", "xã B", "xã C", "xã D", "xã E"), Previous: PreviousReports{Known: true, OnTime: 12, Owing: 14, Year: 2025}},
			Tasks{Total: 30, Unknown: 30, UnknownNoReport: 30},
			"Chưa có xã, phường nào nộp báo cáo | Cùng kỳ 2025: 12/14 đúng hạn. | Xã A, xã B, xã C và 2 đơn vị khác chưa nộp, nên 30 nhiệm vụ chưa rõ.",
			"None of the 5 communes and wards has reported | The same period of 2025: 12/14 on time. | Xã A, xã B, xã C and 2 other units have not reported, so 30 tasks are unknown.",
		},
		{
			"the year before was that of the units before a merger",
			Reports{Owing: 5, OnTime: 5, Kinds: both, Due: true, Previous: PreviousReports{Known: true, OnTime: 5, Owing: 5, Year: 2024, OtherUnits: true}},
			Tasks{},
			"Cả 5 xã, phường nộp báo cáo đúng hạn | Cùng kỳ 2024, các đơn vị trước khi sắp xếp: 5/5 đúng hạn.",
			"All 5 communes and wards reported on time | The same period of 2024, the units before the merger: 5/5 on time.",
		},
		{
			"four names are all said: one other would be longer than its name",
			Reports{Owing: 14, OnTime: 10, Kinds: both, Due: true, Late: names("xã A", "xã B", "xã C", "xã D")},
			Tasks{Total: 84, Done: 1, Unknown: 1},
			"10 trong 14 xã, phường nộp báo cáo đúng hạn; 1 trong 84 nhiệm vụ đã xong | Xã A (3~ngày), xã B (6~ngày), xã C (9~ngày) và xã D (12~ngày) nộp muộn; 1 nhiệm vụ chưa rõ.",
			"10 of 14 communes and wards reported on time; 1 of 84 tasks are done | Xã A (3~days), xã B (6~days), xã C (9~days) and xã D (12~days) were late; 1 task is unknown.",
		},
		{
			"before the last day some have sent",
			Reports{Owing: 14, OnTime: 3, NotDue: 11, Kinds: both},
			Tasks{},
			"Chưa đến hạn; 3 trong 14 xã, phường đã nộp báo cáo",
			"Not due yet; 3 of 14 communes and wards have reported",
		},
		{
			"before the last day nobody has sent",
			Reports{Owing: 14, NotDue: 14, Kinds: both}, Tasks{},
			"Chưa đến hạn; chưa có xã, phường nào nộp báo cáo",
			"Not due yet; none of the 14 communes and wards has reported",
		},
		{
			"before the last day all have sent",
			Reports{Owing: 14, OnTime: 14, Kinds: both}, Tasks{},
			"Cả 14 xã, phường đã nộp báo cáo trước hạn",
			"All 14 communes and wards reported before the last day",
		},
		{
			"one unit asked about, late",
			Reports{Owing: 1, Kinds: []string{"xã"}, One: "xã Tân Thạnh", Due: true, Late: []Name{{Text: "xã Tân Thạnh", Days: 3}}}, Tasks{Total: 6, Done: 5},
			"Xã Tân Thạnh nộp báo cáo muộn 3~ngày; 5 trong 6 nhiệm vụ đã xong",
			"Xã Tân Thạnh reported 3~days late; 5 of 6 tasks are done",
		},
		{
			"one unit asked about, one task, done on time",
			Reports{Owing: 1, OnTime: 1, Kinds: []string{"xã"}, One: "xã Tân Thạnh", Due: true}, Tasks{Total: 1, Done: 1},
			"Xã Tân Thạnh nộp báo cáo đúng hạn; nhiệm vụ duy nhất đã xong",
			"Xã Tân Thạnh reported on time; the one task is done",
		},
		{
			"nothing is owed", Reports{Due: true}, Tasks{},
			"Không có đơn vị nào phải nộp báo cáo kỳ này", "No unit owes a report for this period",
		},
		{
			"the other reading of the rule would bring two in",
			Reports{Owing: 14, OnTime: 14, Kinds: both, Due: true, Rolled: 2, RolledDay: data.Date(2026, time.May, 11)}, Tasks{},
			"Cả 14 xã, phường nộp báo cáo đúng hạn | Theo cách tính có dời ngày nghỉ (đến hết 11/05/2026): thêm 2 báo cáo đúng hạn.",
			"All 14 communes and wards reported on time | If the last day moved over days off (to the end of 11 May 2026), 2 more reports would be on time.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for lang, want := range map[string]string{"vi": c.vi, "en": c.en} {
				w := Of(lang)
				parts := []string{w.Title(c.r, c.t)}
				for _, s := range []string{w.Compared(c.r).Text(), w.Behind(c.r, c.t).Text(), w.Sensitivity(c.r)} {
					if s != "" {
						parts = append(parts, s)
					}
				}
				if got := spaced(strings.Join(parts, " | ")); got != want {
					t.Errorf("%s\n got %s\nwant %s", lang, got, want)
				}
			}
		})
	}
}

func catalogueForTest(t *testing.T) *data.Catalogue {
	t.Helper()
	cat, err := data.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func TestWhenSaysTheRuleAsWrittenAndItsLastDay(t *testing.T) {
	cat := catalogueForTest(t)
	period, _ := cat.PeriodByID("2024-6T")
	for lang, want := range map[string]string{
		"vi": "Sơ kết 6 tháng năm 2024, hạn nộp trước ngày 10/05/2024 (đến hết 09/05), tính đến 17/05/2024.",
	} {
		p := Printer{Words: Of(lang), Catalogue: cat, On: period.LastDay}
		if got := p.When(period, data.Date(2024, time.May, 17)).Text(); got != want {
			t.Errorf("%s\n got %s\nwant %s", lang, got, want)
		}
	}
}

func TestNamesOfUnitsAndPeriods(t *testing.T) {
	cat := catalogueForTest(t)
	vi := Printer{Words: Of("vi"), Catalogue: cat, On: data.Date(2024, time.May, 9)}
	en := Printer{Words: Of("en"), Catalogue: cat, On: data.Date(2024, time.May, 9)}
	for _, c := range [][2]string{
		{vi.Unit("phuong-long-chau"), "phường Long Châu"}, {en.Unit("phuong-long-chau"), "Long Châu ward"},
		{vi.UnitShort("xa-tan-thanh"), "Tân Thạnh"}, {vi.Unit("khong-co"), "khong-co"},
		{vi.Period("2024-N"), "Tổng kết năm 2024"}, {vi.PeriodShort("2024-6T"), "6T 2024"}, {en.PeriodShort("2024-N"), "Year 2024"},
		{vi.Unit("xa-tan-an-2025"), "xã Tân An"}, // a unit of later is named as it is then
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func TestReminderIsCivilAndComplete(t *testing.T) {
	cat := catalogueForTest(t)
	period, _ := cat.PeriodByID("2024-6T")
	p := Printer{Words: Of("vi"), Catalogue: cat, On: period.LastDay}
	want := "Kính gửi xã Phú Vĩnh: báo cáo sơ kết 6 tháng năm 2024 có hạn nộp trước ngày 10/05/2024 (đến hết 09/05); đến nay đã quá hạn 8~ngày và chưa nhận được báo cáo. Đề nghị đơn vị gửi sớm; nếu đã gửi, đề nghị cho biết ngày gửi để đối chiếu. Trân trọng cảm ơn."
	if got := spaced(p.Reminder("xã Phú Vĩnh", period, 8)); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if got := p.Reminder("xã Phú Vĩnh", period, 0); strings.Contains(got, "quá hạn") {
		t.Errorf("before the last day: %s", got)
	}
}

func TestBoundsInWords(t *testing.T) {
	if got, want := spaced(Of("vi").Bounds(3, 6, 2, 0.6, 0.93)), "hoàn thành 3/6; đạt từ 60~% đến 93~% tùy 2 nhiệm vụ chưa có số"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := spaced(Of("vi").Bounds(6, 6, 0, 1, 1)), "hoàn thành 6/6; đạt 100~%"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
