package data

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func loadOutside(t *testing.T, s *Store, text string) error {
	t.Helper()
	info, err := s.Keep(t.Context(), "qd766.csv", strings.NewReader(text))
	must(t, err)
	_, err = s.Record(t.Context(), "cán bộ", &OutsideFiguresLoaded{File: info, Source: "Cổng dịch vụ công", Score: "qd766"})
	return err
}

// Points of another body are kept as given, with their file and cell, and are made
// again from the ledger.
func TestOutsideFiguresAreKeptAsGiven(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	const table = "unit,period,cong_khai,tien_do,so_hoa,truc_tuyen,hai_long,tong\nxa-tan-an,2024-6T,16.2,19,8.8,13.2,18,75.2\nxa-tan-thanh,2024-6T,,0,,,,80\n"
	must(t, loadOutside(t, s, table))
	before := dump(t, s)
	if n := strings.Count(before, "outside_figure "); n != 8 {
		t.Errorf("%d points, want 8:\n%s", n, before)
	}
	if !strings.Contains(before, "dòng 2!cong_khai") {
		t.Errorf("no place of a point:\n%s", before)
	}
	if err := loadOutside(t, s, table); !errors.Is(err, ErrDuplicate) {
		t.Errorf("again: %v, want ErrDuplicate", err)
	}
	clean(t, s)
	must(t, s.Close())
	s = openTest(t, dir)
	if err := loadOutside(t, s, table); !errors.Is(err, ErrDuplicate) {
		t.Errorf("again, after reopening: %v, want ErrDuplicate", err)
	}
	must(t, s.Close())
	s, err := Rebuild(t.Context(), Options{Dir: dir, Now: func() time.Time { return noon.AddDate(1, 0, 0) }})
	must(t, err)
	defer s.Close()
	if after := dump(t, s); after != before {
		t.Errorf("rebuilt:\n%s\nwant\n%s", after, before)
	}
}

func TestEveryFaultOfOutsideFiguresIsTold(t *testing.T) {
	s := openTest(t, t.TempDir())
	defer s.Close()
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"no row":           {"", []string{"dòng 1"}},
		"unknown column":   {"unit,period,vui_ve\n", []string{"vui_ve"}},
		"no period":        {"unit,cong_khai\n", []string{"period", "dòng 1"}[:1]},
		"more than most":   {"unit,period,cong_khai\nxa-tan-an,2024-6T,18.5\n", []string{"từ 0 đến 18"}},
		"a total too high": {"unit,period,tong\nxa-tan-an,2024-6T,101\n", []string{"từ 0 đến 100"}},
		"words, no unit":   {"unit,period,cong_khai\nxa-nao-do,2024-6T,cao\n", []string{"xa-nao-do", "“cao”"}},
		"no such period":   {"unit,period,cong_khai\nxa-tan-an,1999,1\n", []string{"“1999”"}},
		"a unit twice":     {"unit,period,cong_khai\nxa-tan-an,2024-6T,1\nxa-tan-an,2024-6T,2\n", []string{"mỗi đơn vị một dòng"}},
	} {
		err := loadOutside(t, s, c.text)
		var faults Faults
		if !errors.As(err, &faults) {
			t.Errorf("%s: %v, want faults", name, err)
			continue
		}
		for i, word := range c.want {
			if i >= len(faults) || !strings.Contains(faults[i].Sentence("vi"), word) {
				t.Errorf("%s: %v, want %q", name, faults, word)
			}
		}
	}
	info, err := s.Keep(t.Context(), "x.csv", strings.NewReader("unit,period\n"))
	must(t, err)
	if _, err := s.Record(t.Context(), "cán bộ", &OutsideFiguresLoaded{File: info, Source: "ai đó", Score: "papi"}); !errors.Is(err, ErrInvalid) {
		t.Errorf("an unknown score: %v", err)
	}
}
