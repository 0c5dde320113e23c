package ingest

import (
	"strings"
	"testing"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		name, in string
		year     int
		want     string
		problem  string
	}{
		{"slashes, day before month", "10/5/2024", 0, "2024-05-10", ""},
		{"leading zeros", "05/04/2024", 0, "2024-04-05", ""},
		{"hyphens", "18-8-2017", 0, "2017-08-18", ""},
		{"full stops", "10.5.2024", 0, "2024-05-10", ""},
		{"spaces around the signs", " 10 / 5 / 2024 ", 0, "2024-05-10", ""},
		{"with the word for day", "ngày 10/5/2024", 0, "2024-05-10", ""},
		{"year after its word", "10/5 năm 2024", 0, "2024-05-10", ""},
		{"in words", "ngày 16 tháng 4 năm 2024", 0, "2024-04-16", ""},
		{"in words, decomposed", "nga\u0300y 16 tha\u0301ng 4 na\u0306m 2024", 0, "2024-04-16", ""},
		{"in words, capitals", "NGÀY 16 THÁNG 4 NĂM 2024", 0, "2024-04-16", ""},
		{"month in words", "ngày 8 tháng tư năm 2024", 0, "2024-04-08", ""},
		{"month of two words", "ngày 8 tháng mười hai năm 2024", 0, "2024-12-08", ""},
		{"five and year are one word", "ngày 10 tháng năm năm 2024", 0, "2024-05-10", ""},
		{"five without a year", "ngày 10 tháng năm", 2024, "2024-05-10", ""},
		{"five or a lost month", "ngày 10 tháng năm 2024", 0, "", "date_suspect"},
		{"year filled in", "10/5", 2024, "2024-05-10", ""},
		{"no year to fill in", "10/5", 0, "", "date_suspect"},
		{"machine form", "2024-05-10", 0, "2024-05-10", ""},
		{"29 February of a leap year", "29/02/2024", 0, "2024-02-29", ""},
		{"29 February of another", "29/02/2023", 0, "", "date_suspect"},
		{"30 February", "30/02/2024", 0, "", "date_suspect"},
		{"31 April in words", "31 tháng 4 năm 2024", 0, "", "date_suspect"},
		{"month before day", "05/13/2024", 0, "", "date_suspect"},
		{"two-digit year", "10/5/24", 2024, "", "date_suspect"},
		{"signs that differ", "10/5-2024", 0, "", "date_suspect"},
		{"year out of reach", "10/5/0024", 0, "", "date_suspect"},
		{"no date", "trong tháng", 2024, "", "date_suspect"},
		{"nothing", "  ", 2024, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, problem := ParseDate(c.in, c.year)
			if got.String() != c.want || problem != c.problem {
				t.Errorf("ParseDate(%q, %d) = %s, %q; want %s, %q", c.in, c.year, got, problem, c.want, c.problem)
			}
		})
	}
}

func TestDatesInsideText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"figures and words", "ngày 14/8/2023 của Chính phủ; ngày 26 tháng 11 năm 2021 của", "2023-08-14 2021-11-26"},
		{"a number of a law is none", "Luật số 10/2022/QH15", ""},
		{"thousands are none", "1.200 lượt, 420.000.000 đồng", ""},
		{"a decimal is none", "1,5 tỷ đồng", ""},
		{"a share of hộ is none", "2.186/2.384 hộ", ""},
		{"a document number is none", "số 12/1/KH-UBND", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range datesIn(c.in) {
				if day, problem := d.day(); problem == "" {
					got = append(got, day.String())
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("datesIn(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"10/5/2024", "ngày 10 tháng năm năm 2024", "30/02/2024", "10/5", "31-12-99", "2024-13-01", "ngày ngày", "9" + strings.Repeat("9", 30)} {
		f.Add(s, 2024)
	}
	f.Fuzz(func(t *testing.T, s string, year int) {
		day, problem := ParseDate(s, year)
		if day != 0 && problem != "" {
			t.Fatalf("ParseDate(%q, %d) gives both %s and %q", s, year, day, problem)
		}
		if day != 0 {
			if again, p := ParseDate(day.Time().Format("02/01/2006"), 0); again != day || p != "" {
				t.Fatalf("ParseDate(%q, %d) = %s, which reads back as %s, %q", s, year, day, again, p)
			}
		}
		for _, d := range datesIn(s) {
			if d.from < 0 || d.to > len(s) || d.from >= d.to {
				t.Fatalf("datesIn(%q): span %d–%d of %d", s, d.from, d.to, len(s))
			}
		}
	})
}
