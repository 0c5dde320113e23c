package data

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func names(vs []UnitVersion) []string {
	var out []string
	for _, v := range vs {
		out = append(out, v.Type+" "+v.Name)
	}
	return out
}

func TestTheFourteenUnitsOfTheTown(t *testing.T) {
	c := load(t)
	want := []string{
		"xã Châu Phong", "xã Lê Chánh", "xã Long An", "phường Long Châu", "phường Long Hưng", "phường Long Phú", "phường Long Sơn",
		"phường Long Thạnh", "xã Phú Lộc", "xã Phú Vĩnh", "xã Tân An", "xã Tân Thạnh", "xã Vĩnh Hòa", "xã Vĩnh Xương",
	}
	if got := names(c.Children("tx-tan-chau", d("2024-05-17"))); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := c.Children("tx-tan-chau", d("2025-07-01")); len(got) != 0 {
		t.Errorf("the town ended on 01/07/2025, got %q", names(got))
	}
}

func TestTheFiveSuccessors(t *testing.T) {
	c := load(t)
	want := map[string]int{"phuong-tan-chau-2025": 2, "phuong-long-phu-2025": 3, "xa-tan-an-2025": 3, "xa-chau-phong-2025": 3, "xa-vinh-xuong-2025": 3}
	got := map[string]int{}
	for _, e := range c.Edges {
		if c.Level(e.From) != LevelCommune {
			continue
		}
		got[e.To]++
		if e.On != d("2025-07-01") || e.Share != 1 || !strings.Contains(e.Document, "1654/NQ-UBTVQH15") {
			t.Errorf("edge %+v: want 01/07/2025, share 1, NQ 1654", e)
		}
		if v, ok := c.UnitOn(e.To, e.On); !ok || v.ParentID != "tinh-an-giang-2025" {
			t.Errorf("%s stands under %q", e.To, v.ParentID)
		}
	}
	for unit, n := range want {
		if got[unit] != n {
			t.Errorf("%s has %d predecessors, want %d", unit, got[unit], n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %d successors, want %d", len(got), len(want))
	}
}

func TestANameAloneDoesNotTellTheUnit(t *testing.T) {
	c := load(t)
	keys := func(vs []UnitVersion) string {
		var out []string
		for _, v := range vs {
			out = append(out, v.UnitID)
		}
		return strings.Join(out, " ")
	}
	for _, tc := range []struct {
		name, typ string
		on        Day
		want      string
	}{
		{"Tân Thạnh", "xã", d("2024-05-17"), "xa-tan-thanh"},
		{"Tân Thạnh", "xã", d("2025-10-01"), "xa-tan-thanh-2025"}, // another place, in what was Kiên Giang
		{"Tân Thạnh", "", 0, "xa-tan-thanh xa-tan-thanh-2025"},
		{"TÂN AN", "Xã", d("2024-05-17"), "xa-tan-an"},
		{"Vĩnh Hoà", "", d("2024-05-17"), "xa-vinh-hoa"},
		{"Long Phú", "phường", d("2025-07-01"), "phuong-long-phu-2025"},
		{"Long Phú", "xã", d("2024-05-17"), ""},
		{"Tân Châu", "", d("2024-05-17"), "tx-tan-chau"},
		{"Tân Châu", "", d("2025-07-01"), "phuong-tan-chau-2025"},
		{"Hòa Tân", "", d("2024-05-17"), ""}, // an ấp
		{"An Giang", "tỉnh", 0, "tinh-an-giang tinh-an-giang-2025"},
	} {
		if got := keys(c.UnitsNamed(tc.name, tc.typ, tc.on)); got != tc.want {
			t.Errorf("%q %q on %s: got %q, want %q", tc.name, tc.typ, tc.on, got, tc.want)
		}
	}
}

func TestUnitOnTheDayOfTheMerger(t *testing.T) {
	c := load(t)
	if _, ok := c.UnitOn("xa-tan-thanh", d("2025-06-30")); !ok {
		t.Error("xã Tân Thạnh was valid on 30/06/2025")
	}
	if _, ok := c.UnitOn("xa-tan-thanh", d("2025-07-01")); ok {
		t.Error("xã Tân Thạnh was not valid on 01/07/2025")
	}
	if v, ok := c.UnitOn("xa-tan-thanh", 0); !ok || v.Code != "30387" {
		t.Errorf("last version of xã Tân Thạnh: got %+v", v)
	}
	if got := c.Children("xa-tan-an-2025", d("2025-07-01")); len(got) != 0 {
		t.Errorf("the ấp of the new xã Tân An are not all known, so none may be listed: got %q", names(got))
	}
}

func TestMeasures(t *testing.T) {
	c := load(t)
	m, ok := c.MeasureOn("xa-tan-thanh", d("2024-05-17"))
	if !ok || m.Households == nil || *m.Households != 1762 || *m.Population != 6152 || *m.ApCount != 6 {
		t.Errorf("xã Tân Thạnh: got %+v", m)
	}
	if _, ok := c.MeasureOn("xa-tan-an-2025", d("2025-06-30")); ok {
		t.Error("the new xã Tân An had no measure before it existed")
	}
	if m, ok := c.MeasureOn("tx-tan-chau", 0); !ok || m.Households != nil || *m.Population != 141211 {
		t.Errorf("the town: got %+v", m)
	}
	if got := len(c.Children("xa-tan-thanh", d("2024-05-17"))); got != 6 {
		t.Errorf("xã Tân Thạnh has %d ấp, want 6", got)
	}
	illustrative := 0
	for _, m := range c.Measures {
		if strings.HasPrefix(m.Source, "số liệu minh họa") {
			illustrative++
		}
	}
	if illustrative != 11 {
		t.Errorf("%d measures are wholly illustrative, want 11 of the 14 communes", illustrative)
	}
}

func TestIndicatorsHaveTheirParts(t *testing.T) {
	c := load(t)
	if len(c.Indicators) != 71 {
		t.Errorf("got %d rows, want 62 codes in 71 parts", len(c.Indicators))
	}
	for _, id := range []string{"QC01", "QC40a", "QC40b", "QC40c", "QC48b", "QC51b", "QC52b", "QC58c", "QC59b", "QC60b", "QC62"} {
		if ind, ok := c.IndicatorByCode(id[:4], id[4:]); !ok || ind.Code+ind.Part != id {
			t.Errorf("%s: got %+v", id, ind)
		}
	}
	if _, ok := c.IndicatorByCode("QC40", ""); ok {
		t.Error("QC40 has parts only")
	}
	for _, id := range []string{"QC35", "QC36", "QC40a", "QC42", "QC43", "QC54"} {
		if ind, _ := c.IndicatorByCode(id[:4], id[4:]); ind.Direction != "none" {
			t.Errorf("%s: direction %s; volumes of petitions, dialogues and disputes have none", id, ind.Direction)
		}
	}
}

func TestPeriods(t *testing.T) {
	c := load(t)
	if len(c.Periods) != 10 {
		t.Errorf("got %d periods, want 10", len(c.Periods))
	}
	for _, tc := range []struct{ id, from, to, last, rolled string }{
		{"2024-6T", "2023-10-06", "2024-05-05", "2024-05-09", "2024-05-09"},
		{"2024-N", "2023-10-06", "2024-10-05", "2024-10-09", "2024-10-09"},
		{"2022-N", "2021-10-06", "2022-10-05", "2022-10-09", "2022-10-10"},
		{"2026-6T", "2025-10-06", "2026-05-05", "2026-05-09", "2026-05-11"},
	} {
		p, ok := c.PeriodByID(tc.id)
		if !ok || p.DataFrom.String() != tc.from || p.DataTo.String() != tc.to || p.LastDay.String() != tc.last || p.LastDayRolled.String() != tc.rolled {
			t.Errorf("%s: got %s–%s, last day %s, rolled %s; want %s–%s, %s, %s", tc.id, p.DataFrom, p.DataTo, p.LastDay, p.LastDayRolled, tc.from, tc.to, tc.last, tc.rolled)
		}
	}
	if _, ok := c.PeriodByID("2024-Q1"); ok {
		t.Error("there is no period 2024-Q1")
	}
}

// A changed catalogue must be refused, with the place of the fault.
func TestAWrongCatalogueIsRefused(t *testing.T) {
	for _, tc := range []struct{ name, file, old, new, want string }{
		{"two versions at once", "units.csv", "xa-tan-thanh.hoa-thanh,ap,", "xa-tan-thanh.hoa-tan,ap,", "overlaps"},
		{"a version that ends before it begins", "units.csv", "xa-long-an,commune,2009-08-24,2025-07-01", "xa-long-an,commune,2009-08-24,2009-08-24", "valid from"},
		{"a parent that does not exist", "units.csv", "30391,tx-tan-chau", "30391,tx-tan-chu", "no parent"},
		{"a parent that is not valid any more", "units.csv", ",2025-07-01,,Tân An,xã,30388,tinh-an-giang-2025", ",2025-07-01,,Tân An,xã,30388,tinh-an-giang", "not valid from"},
		{"a commune under a commune", "units.csv", "30391,tx-tan-chau", "30391,xa-tan-an", "stands under"},
		{"a unit of two levels", "units.csv", "xa-tan-thanh.hoa-thanh,ap,", "xa-tan-thanh.hoa-tan,commune,", "was ap before"},
		{"a level that does not exist", "units.csv", "xa-long-an,commune", "xa-long-an,huyện", "none of"},
		{"a row without a source", "unit_measures.csv", "xa-long-an,2019-04-01,2500,9300,5,số liệu minh họa", "xa-long-an,2019-04-01,2500,9300,5,", "source"},
		{"a list of ấp that is not whole", "unit_measures.csv", "xa-tan-thanh,2019-04-01,1762,6152,6,", "xa-tan-thanh,2019-04-01,1762,6152,7,", "6 ấp are listed"},
		{"a measure of nobody", "unit_measures.csv", "xa-long-an,", "xa-long-anh,", "no unit"},
		{"shares that do not sum to 1", "unit_edges.csv", "xa-tan-thanh,xa-tan-an-2025,2025-07-01,1.0", "xa-tan-thanh,xa-tan-an-2025,2025-07-01,0.9", "sum to 0.9"},
		{"an edge on the wrong day", "unit_edges.csv", "xa-tan-thanh,xa-tan-an-2025,2025-07-01", "xa-tan-thanh,xa-tan-an-2025,2025-06-01", "is not valid on"},
		{"a unit that ended and went nowhere", "unit_edges.csv", "xa-long-an,xa-tan-an-2025,2025-07-01,1.0", "xa-tan-an,xa-tan-an-2025,2025-07-01,0.0001", "nothing follows"},
		{"a day that does not exist", "calendar.csv", "2024-04-30,false", "2024-04-31,false", "calendar.csv line"},
		{"a day twice", "calendar.csv", "2024-04-30,false", "2024-05-01,false", "stands twice"},
		{"a year without a calendar", "periods.csv", "before_date,2026-10-10", "before_date,2027-10-10", "no working calendar"},
		{"data after the last day", "periods.csv", "2023-10-06,2024-05-05", "2023-10-06,2024-05-09", "last day"},
		{"a gap between two years", "periods.csv", "2023-10-06,2024-10-05", "2023-10-10,2024-10-05", "the year before ended"},
		{"a period against its policy", "periods.csv", "before_date,2024-05-10", "before_date,2024-05-11", "differs from its policy"},
		{"a policy that does not exist", "periods.csv", "han-nop-2024", "han-nop-2034", "no deadline policy"},
		{"a report type that does not exist", "report_types.csv", "so-ket-6t", "so-ket-quy", "no report type"},
		{"a policy without a document", "policies.json", `"document": "analytics/METHOD.md`, `"document": "", "x": "`, "policies.json"},
		{"an indicator left out", "indicators.csv", "QC51,b,", "QC51,c,", "QC51b is missing"},
		{"an indicator twice", "indicators.csv", "QC02,,", "QC01,,", "stands twice"},
		{"a formula of nothing", "indicators.csv", "QC41+QC42", "QC41+QC99", "no indicator QC99"},
		{"a volume with a direction", "indicators.csv", ",per_1000_households,none,,,2,40", ",per_1000_households,lower,,,2,40", "volume is not merit"},
		{"one wording for two indicators", "indicators.csv", "Vụ hòa giải tiếp nhận|", "Vụ hoà giải thành|", "names both"},
		{"limits the wrong way round", "indicators.csv", ",60,1500,", ",1500,60,", "not a range"},
		{"decomposed letters", "units.csv", "Long An", "Long A\u0301n", "NFC"},
		{"a column left out", "report_types.csv", "id,name_vi", "id,ten", "no such column"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir, err := fs.Sub(catalogueFiles, "catalogue")
			if err != nil {
				t.Fatal(err)
			}
			files := fstest.MapFS{}
			entries, err := fs.ReadDir(dir, ".")
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				b, err := fs.ReadFile(dir, e.Name())
				if err != nil {
					t.Fatal(err)
				}
				files[e.Name()] = &fstest.MapFile{Data: b}
			}
			if _, err := loadCatalogue(files); err != nil {
				t.Fatalf("unchanged: %v", err)
			}
			old := string(files[tc.file].Data)
			changed := strings.Replace(old, tc.old, tc.new, 1)
			if changed == old {
				t.Fatalf("%q does not stand in %s", tc.old, tc.file)
			}
			files[tc.file] = &fstest.MapFile{Data: []byte(changed)}
			_, err = loadCatalogue(files)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error with %q", err, tc.want)
			}
		})
	}
}

func TestTheHashChangesWithAnyFile(t *testing.T) {
	a := fstest.MapFS{"a.csv": {Data: []byte("1")}, "b.csv": {Data: []byte("2")}}
	b := fstest.MapFS{"a.csv": {Data: []byte("12")}, "b.csv": {Data: []byte("")}}
	var ca, cb Catalogue
	if err := ca.hash(a); err != nil {
		t.Fatal(err)
	}
	if err := cb.hash(b); err != nil {
		t.Fatal(err)
	}
	if ca.SHA256 == cb.SHA256 {
		t.Error("bytes moved from one file to the other give the same hash")
	}
	if got := load(t).SHA256; len(got) != 64 {
		t.Errorf("hash of the catalogue: %q", got)
	}
}
