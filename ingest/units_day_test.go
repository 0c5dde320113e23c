package ingest

import (
	"fmt"
	"testing"

	"danbiet/data"
)

// One name, two units: "xã Tân An" was one commune until 30/06/2025 and is
// another, of three together, since. The day of the document tells which, never
// the string; so do official codes, which were given again.
func TestANameIsTheUnitThatBoreItOnTheDay(t *testing.T) {
	cat := catalogue(t)
	for _, tc := range []struct{ name, period, want string }{
		{"xã Tân An", "2024-6T", "xa-tan-an"},
		{"xã Tân An", "2025-6T", "xa-tan-an"},
		{"xã Tân An", "2025-N", "xa-tan-an-2025"},
		{"UBND xã Châu Phong", "2024-N", "xa-chau-phong"},
		{"UBND xã Châu Phong", "2026-6T", "xa-chau-phong-2025"},
		{"phường Long Phú", "2025-6T", "phuong-long-phu"},
		{"P. Long Phú", "2025-N", "phuong-long-phu-2025"},
		{"30385", "2025-6T", "xa-vinh-hoa"}, // and Vĩnh Xương's since
		{"30385", "2025-N", "xa-vinh-xuong-2025"},
		{"xã Tân Thạnh", "2025-6T", "xa-tan-thanh"},
		{"xã Tân Thạnh", "2025-N", "xa-tan-thanh-2025"}, // another place altogether
		{"phường Long Thạnh", "2025-N", ""},             // no more
		{"phường Tân Châu", "2025-6T", ""},              // not yet
	} {
		r := Read("bao-cao.csv", report(tc.name, tc.period, "52/BC-UBND", "QC42=28"), cat)
		if r.UnitID != tc.want {
			t.Errorf("%q in a report of %s: got %q, want %q", tc.name, tc.period, r.UnitID, tc.want)
		}
	}
}

// A plan has its own date.
func TestAPlanIsOfTheUnitOfItsDay(t *testing.T) {
	for _, tc := range []struct{ day, year, want string }{
		{"05 tháng 3 năm 2024", "2024", "xa-tan-an"},
		{"05 tháng 3 năm 2026", "2026", "xa-tan-an-2025"},
	} {
		text := fmt.Sprintf("ỦY BAN NHÂN DÂN\nXÃ TÂN AN\nSố: 12/KH-UBND\nTân An, ngày %s\n\nKẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm %s\n\nI. MỤC ĐÍCH, YÊU CẦU\nThực hiện tốt dân chủ ở cơ sở.\nII. NỘI DUNG\n1. Tổ chức quán triệt Luật Thực hiện dân chủ ở cơ sở.\n2. Công khai các nội dung theo quy định.\nIII. TỔ CHỨC THỰC HIỆN\nBáo cáo sơ kết trước ngày 10/5/%s.\n", tc.day, tc.year, tc.year)
		r := Read("ke-hoach.txt", []byte(text), catalogue(t))
		if r.UnitID != tc.want {
			t.Errorf("a plan of %s: got %q, want %q", tc.day, r.UnitID, tc.want)
		}
	}
}

// A report in words that states no period it can be held to still has a date.
func TestAReportInWordsIsOfTheUnitOfItsDay(t *testing.T) {
	for _, tc := range []struct{ day, about, want string }{
		{"06 tháng 5 năm 2025", "6 tháng đầu năm 2025", "xa-tan-an"},
		{"06 tháng 10 năm 2025", "năm 2025", "xa-tan-an-2025"},
	} {
		text := fmt.Sprintf("ỦY BAN NHÂN DÂN\nXÃ TÂN AN\nSố: 52/BC-UBND\nTân An, ngày %s\n\nBÁO CÁO\nKết quả thực hiện Quy chế dân chủ ở cơ sở %s\n\nI. KẾT QUẢ\nTiếp nhận 28 đơn thư, giải quyết 27 đơn.\n", tc.day, tc.about)
		r := Read("bao-cao.txt", []byte(text), catalogue(t))
		if r.UnitID != tc.want {
			t.Errorf("a report of %s: got %q, want %q (%s)", tc.day, r.UnitID, tc.want, r.Period)
		}
	}
}

// An answer in words means the unit that the question's day offers.
func TestAnAnswerIsTheUnitThatTheDayOffers(t *testing.T) {
	cat := catalogue(t)
	for period, want := range map[string]string{"2025-6T": "xa-tan-an", "2025-N": "xa-tan-an-2025"} {
		r := Read("bao-cao.csv", report("xã Tân Anh", period, "52/BC-UBND", "QC42=28"), cat)
		q := unitQuestion(cat, r, Hints{})
		if got, ok := answerTo(cat, q, "Tân An"); !ok || got != want {
			t.Errorf("answered in %s: got %q, want %q", period, got, want)
		}
	}
	if got, ok := answerTo(cat, data.Question{Kind: data.AskUnit, Free: true}, "Tân An"); ok {
		t.Errorf("without a day it was taken for %s", got)
	}
}
