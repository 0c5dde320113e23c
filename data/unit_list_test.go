package data

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// neighbours is a list of a town that the program does not know: two communes
// that became one, and a row that ends a measure of one that it knows.
func neighbours() *UnitList {
	people := 9000
	row := func(level, id, name, typ, code, parent, from, to string) UnitRow {
		until := Day(0)
		if to != "" {
			until = d(to)
		}
		return UnitRow{Level: level, UnitVersion: UnitVersion{UnitID: id, ValidFrom: d(from), ValidTo: until, Name: name, Type: typ, Code: code, ParentID: parent, Source: "thử"}}
	}
	return &UnitList{
		Units: []UnitRow{
			row("town", "huyen-an-phu", "An Phú", "huyện", "886", "tinh-an-giang", "2009-08-24", "2025-07-01"),
			row("commune", "xa-khanh-an", "Khánh An", "xã", "30341", "huyen-an-phu", "2009-08-24", "2025-07-01"),
			row("commune", "xa-khanh-binh", "Khánh Bình", "xã", "30342", "huyen-an-phu", "2009-08-24", "2025-07-01"),
			row("commune", "xa-khanh-binh-2025", "Khánh Bình", "xã", "30341", "tinh-an-giang-2025", "2025-07-01", ""),
		},
		Edges: []UnitEdge{
			{From: "xa-khanh-an", To: "xa-khanh-binh-2025", On: d("2025-07-01"), Share: 1, ShareBasis: "nguyên", Document: "NQ"},
			{From: "xa-khanh-binh", To: "xa-khanh-binh-2025", On: d("2025-07-01"), Share: 1, ShareBasis: "nguyên", Document: "NQ"},
		},
		Measures: []UnitMeasure{{UnitID: "xa-long-an", AsOf: d("2019-04-01"), Population: &people, Source: "thử"}},
	}
}

func importUnits(t *testing.T, s *Store, l *UnitList) error {
	t.Helper()
	hash, err := s.KeepUnits(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	info, err := s.Keep(t.Context(), "units.csv", strings.NewReader("unit"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Record(t.Context(), "test", &UnitsImported{Files: []FileInfo{info}, List: hash, Base: s.Catalogue().SHA256})
	return err
}

func TestUnitsTakenInStandAfterARestartAndARebuild(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	send(t, s, "before", "xa-long-an", "2024-6T", 3)
	if err := importUnits(t, s, neighbours()); err != nil {
		t.Fatal(err)
	}
	send(t, s, "after", "xa-khanh-an", "2024-6T", 4)
	holds := func(when string, s *Store) string {
		t.Helper()
		if v, ok := s.Catalogue().UnitOn("xa-khanh-an", d("2024-05-05")); !ok || v.Name != "Khánh An" || v.SortKey == "" {
			t.Errorf("%s: got %+v, %v", when, v, ok)
		}
		if m, _ := s.Catalogue().MeasureOn("xa-long-an", 0); m.Population == nil || *m.Population != 9000 || m.Households != nil {
			t.Errorf("%s: the measure is %+v", when, m)
		}
		if got := len(s.UnitLists()); got != 1 {
			t.Errorf("%s: %d lists", when, got)
		}
		c, err := LoadCatalogueWith(s.UnitLists()...)
		if err != nil || c.SHA256 != s.Catalogue().SHA256 {
			t.Errorf("%s: another process has another catalogue: %v", when, err)
		}
		var changes int
		if err := s.one(t.Context(), &changes, "select count(*) from unit_change where unit_id = 'xa-long-an'"); err != nil || changes != 4 {
			t.Errorf("%s: %d changes of the measure, %v", when, changes, err)
		}
		return dump(t, s)
	}
	want := holds("at once", s)
	for _, again := range []struct {
		when string
		open func(context.Context, Options) (*Store, error)
	}{{"after a restart", Open}, {"after a rebuild", Rebuild}} {
		s.Close()
		var err error
		if s, err = again.open(t.Context(), s.o); err != nil {
			t.Fatalf("%s: %v", again.when, err)
		}
		if got := holds(again.when, s); got != want {
			t.Errorf("%s the rows differ:\n%s", again.when, firstDifference(got, want))
		}
	}
	r, err := s.Check(t.Context())
	if err != nil || len(r.Faults) > 0 {
		t.Errorf("check: %v, %q", err, r.Faults)
	}
	s.Close()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one has more lines"
}

// What the list cannot mean is refused as a whole, and so is a list that was
// compared with another catalogue.
func TestAListOfUnitsIsRefused(t *testing.T) {
	s := openTest(t, t.TempDir())
	send(t, s, "report", "xa-long-an", "2024-6T", 3)
	before := s.Catalogue().SHA256
	for _, tc := range []struct {
		name, want string
		change     func(*UnitList)
	}{
		{"a unit that reported ends before its report", "cannot be gone", func(l *UnitList) {
			l.Units = append(l.Units, UnitRow{Level: "commune", UnitVersion: UnitVersion{UnitID: "xa-long-an", ValidFrom: d("2009-08-24"), ValidTo: d("2023-01-01"), Name: "Long An", Type: "xã", ParentID: "tx-tan-chau", Source: "thử"}})
			l.Edges = append(l.Edges, UnitEdge{From: "xa-long-an", To: "xa-tan-an", On: d("2023-01-01"), Share: 1, ShareBasis: "nguyên", Document: "NQ"})
		}},
		{"a level that changes", "never changes", func(l *UnitList) {
			l.Units = append(l.Units, UnitRow{Level: "town", UnitVersion: UnitVersion{UnitID: "xa-long-an", ValidFrom: d("2009-08-24"), ValidTo: d("2025-07-01"), Name: "Long An", Type: "xã", ParentID: "tinh-an-giang", Source: "thử"}})
		}},
		{"a code of two units", "belongs to one unit", func(l *UnitList) { l.Units[1].Code = "30391" }},
		{"a circle of successions", "succeed itself", func(l *UnitList) {
			l.Units[3].ValidTo = d("2026-01-01")
			l.Units = append(l.Units, UnitRow{Level: "commune", UnitVersion: UnitVersion{UnitID: "xa-khanh-an", ValidFrom: d("2026-01-01"), Name: "Khánh An", Type: "xã", ParentID: "tinh-an-giang-2025", Source: "thử"}})
			l.Edges = append(l.Edges, UnitEdge{From: "xa-khanh-binh-2025", To: "xa-khanh-an", On: d("2026-01-01"), Share: 1, ShareBasis: "nguyên", Document: "NQ"})
		}},
		{"a parent below its child", "which stands under", func(l *UnitList) { l.Units[0].ParentID = "xa-khanh-an" }},
		{"shares that do not sum to 1", "sum to 0.5", func(l *UnitList) { l.Edges[0].Share = 0.5 }},
	} {
		l := neighbours()
		tc.change(l)
		if err := importUnits(t, s, l); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
		}
	}
	hash, err := s.KeepUnits(t.Context(), neighbours())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Record(t.Context(), "test", &UnitsImported{List: hash, Base: "another"}); !errors.Is(err, ErrConflict) {
		t.Errorf("compared with another catalogue: %v", err)
	}
	if s.Catalogue().SHA256 != before {
		t.Error("a refused list changed the catalogue")
	}
}
