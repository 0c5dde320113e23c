package ingest

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"danbiet/data"
)

// A small list of a town that the program does not know.
const (
	townUnits = `unit,level,valid_from,valid_to,name,type,code,parent,border,source
huyen-an-phu,town,2009-08-24,2025-07-01,An Phú,huyện,886,tinh-an-giang,true,thử
xa-khanh-an,commune,2009-08-24,2025-07-01,Khánh An,xã,30341,huyen-an-phu,true,thử
xa-khanh-binh,commune,2009-08-24,2025-07-01,Khánh Bình,xã,30342,huyen-an-phu,true,thử
xa-khanh-binh-2025,commune,2025-07-01,,Khánh Bình,xã,30341,tinh-an-giang-2025,true,"Nghị quyết 1654; mã: danh mục"
`
	townEdges = `from,to,on,share,share_basis,document
xa-khanh-an,xa-khanh-binh-2025,2025-07-01,1,toàn bộ,NQ 1654
xa-khanh-binh,xa-khanh-binh-2025,2025-07-01,1.0,toàn bộ,NQ 1654
`
	townMeasures = `unit,as_of,households,population,ap_count,source
xa-khanh-an,2019-04-01,1.762,6152,6,thử
xa-long-an,2019-04-01,2500,9400,5,thử lại
`
)

func townFiles() []NamedBytes {
	return []NamedBytes{{"units.csv", []byte(townUnits)}, {"unit_edges.csv", []byte(townEdges)}, {"unit_measures.csv", []byte(townMeasures)}}
}

func TestAListOfUnitsIsReadHoweverItIsWritten(t *testing.T) {
	semicolons := func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, `"Nghị quyết 1654; mã: danh mục"`, `"Nghị quyết 1654, mã: danh mục"`), ",", ";")
	}
	utf16le := func(s string) string {
		out := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			out = binary.LittleEndian.AppendUint16(out, u)
		}
		return string(out)
	}
	dates := strings.NewReplacer("2009-08-24", "24/08/2009", "2025-07-01", "1/7/2025")
	for name, write := range map[string]func(string) string{
		"as the program's own":                 func(s string) string { return s },
		"with a mark and Windows lines":        func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") },
		"with semicolons as Excel writes them": func(s string) string { return "sep=;\r\n" + semicolons(s) },
		"with tabs":                            func(s string) string { return strings.ReplaceAll(semicolons(s), ";", "\t") },
		"in UTF-16":                            utf16le,
		"with days as people write them":       func(s string) string { return dates.Replace(s) },
		"with decomposed letters": func(s string) string {
			return strings.NewReplacer("á", "a\u0301", "ú", "u\u0301", "ì", "i\u0300").Replace(s)
		},
		"with the columns in another case": func(s string) string {
			first, rest, _ := strings.Cut(s, "\n")
			return strings.ToUpper(first) + "\n" + rest
		},
	} {
		var files []NamedBytes
		for _, f := range townFiles() {
			files = append(files, NamedBytes{f.Name, []byte(write(string(f.Bytes)))})
		}
		list, problems := ReadUnits(files, catalogue(t))
		for _, p := range problems {
			t.Errorf("%s: %s", name, p.Text)
		}
		if len(list.Units) != 4 || len(list.Edges) != 2 || len(list.Measures) != 2 {
			t.Fatalf("%s: %d units, %d edges, %d measures", name, len(list.Units), len(list.Edges), len(list.Measures))
		}
		u := list.Units[2]
		if u.Name != "Khánh Bình" || u.ValidTo != data.Date(2025, 7, 1) || !u.Border || u.SearchKey != "khanh binh" || *list.Measures[0].Households != 1762 {
			t.Errorf("%s: got %+v", name, u)
		}
	}
}

// Old encodings are told by the syllables, as in every other file.
func TestAListOfUnitsInAnOldEncoding(t *testing.T) {
	b, err := charmap.Windows1258.NewEncoder().String(strings.NewReplacer("á", "a\u0301", "ú", "u\u0301", "ì", "i\u0300", "ử", "ư\u0309", "ị", "i\u0323", "ế", "ê\u0301", "ệ", "ê\u0323", "ụ", "u\u0323", "à", "a\u0300", "ộ", "ô\u0323", "ã", "a\u0303", "ạ", "a\u0323").Replace(townUnits))
	if err != nil {
		t.Fatal(err)
	}
	list, problems := ReadUnits([]NamedBytes{{"units.csv", []byte(b)}}, catalogue(t))
	told := false
	for _, p := range problems {
		told = told || p.Code == "legacy_encoding"
	}
	if !told || len(list.Units) != 4 || list.Units[1].Name != "Khánh An" {
		t.Errorf("got %+v, %v", list.Units, problems)
	}
}

// Every fault of a list is told at once, with its file, line and column.
func TestEveryFaultOfAListOfUnitsIsToldAtOnce(t *testing.T) {
	units := `unit,level,valid_from,valid_to,name,type,code,parent,border,source
huyen-an-phu,town,2009-08-24,2025-07-01,An Phú,huyện,886,tinh-an-giang,true,thử
xa-mot,commune,2009-08-24,2009-08-24,Một,xã,40001,huyen-an-phu,true,thử
xa-hai,commune,2009-08-24,2020-01-01,Hai,xã,40002,huyen-an-phu,true,thử
xa-hai,commune,2019-01-01,,Hai,xã,40002,huyen-an-phu,true,thử
xa-ba,commune,2009-08-24,,Ba,xã,30391,huyen-khong-co,true,thử
xa-bon,commune,2009-08-24,,Bốn,xã,40004,xa-nam,true,thử
xa-nam,commune,2009-08-24,,Năm,xã,40005,xa-bon,true,thử
xa-sau,commune,hôm qua,,Sáu,xã,40006,huyen-an-phu,có lẽ,
Xã Bảy,commune,2009-08-24,2025-07-01,Bảy,xã,40007,huyen-an-phu,true,thử
xa-tam,huyện,2009-08-24,2025-07-01,Tám,xã,4x,huyen-an-phu,true,thử
xa-chin,commune,2009-08-24,2025-07-01,Chín,xã,40009,huyen-an-phu,true,thử
xa-chin,commune,2009-08-24,2025-07-01,Chín,xã,40009,huyen-an-phu,true,thử
xa-muoi,commune,2009-08-24,2025-07-01,Mười,xã,40010,huyen-an-phu,true,thử
xa-long-an,town,2009-08-24,2025-07-01,Long An,xã,30391,tinh-an-giang,false,thử
`
	edges := `from,to,on,share,share_basis,document
xa-chin,xa-tan-an-2025,2025-07-01,0.4,dân số,NQ
xa-chin,xa-dau-do,2025-07-01,0.3,dân số,NQ
xa-long-an,xa-tan-an-2025,2025-07-01,nhiều,dân số,NQ
xa-le-chanh,xa-chau-phong-2025,2025-06-01,2,dân số,NQ
xa-tan-an-2025,xa-chau-phong-2025,2025-07-01,1,dân số,NQ
`
	measures := "unit;as_of;households;population;ap_count;source;ghi chú\nxa-chin;2019-04-01;-5;ít;6;thử;\nxa-la;2019-04-01;5;;;thử;\n"
	_, problems := ReadUnits([]NamedBytes{{"units.csv", []byte(units)}, {"unit_edges.csv", []byte(edges)}, {"unit_measures.csv", []byte(measures)}, {"gi-do.csv", []byte("a,b\n1,2\n")}}, catalogue(t))
	got := map[string]bool{}
	for _, p := range problems {
		got[fmt.Sprintf("%s %d %s", p.Code, p.At.Row, p.At.Column)] = true
		if p.Level == data.Block && !strings.Contains(p.Text, ".csv") {
			t.Errorf("no file in %q", p.Text)
		}
		for _, s := range []string{p.Text, p.Sentence("en")} {
			if strings.ContainsAny(s, "{}") {
				t.Errorf("a sentence with a hole: %s", s)
			}
		}
	}
	for _, want := range strings.Split(`unit_dates 3 valid_to
unit_overlap 5 valid_from
unit_parent_gone 5 parent
unit_parent_unknown 6 parent
unit_code_twice 6 code
unit_cycle 7 parent
unit_cycle 8 parent
date_suspect 9 valid_from
unknown_word 9 border
missing_required 9 source
unit_key 10 unit
unknown_word 11 level
unknown_word 11 code
unit_row_twice 13 
edge_none 14 valid_to
unit_level_changed 15 level
edge_sum 3 share
unit_unknown 3 to
not_a_number 4 share
edge_share 5 share
edge_before 6 from
edge_after 5 to
unmapped_column 1 ghi chú
negative 2 households
not_a_number 2 population
unit_unknown 3 unit
unit_file 1 `, "\n") {
		if !got[want] {
			t.Errorf("not told: %s", want)
		}
	}
	if t.Failed() {
		for _, p := range problems {
			t.Log(p.Code, p.At.Row, p.At.Column, p.Text)
		}
	}
}

// national writes the country as it was and is: 63 provinces with 10,599 communes
// until 30/06/2025, 34 with 3,321 from then on, every tenth commune divided between
// two. The codes of before are given again, the names stand in many provinces.
func national(dir string) error {
	const provinces, communes, laterProvinces, laterCommunes = 63, 10599, 34, 3321
	names := []string{"Tân An", "Tân Thạnh", "Hòa Bình", "Bình Minh", "Vĩnh Lộc", "Phú Mỹ", "Long Thành", "Đông Sơn", "An Phước", "Thạnh Hưng", "Minh Đức", "Quang Trung"}
	var units, edges, measures strings.Builder
	units.WriteString("unit,level,valid_from,valid_to,name,type,code,parent,border,source\n")
	edges.WriteString("from,to,on,share,share_basis,document\n")
	measures.WriteString("unit,as_of,households,population,ap_count,source\n")
	code := func(n int) string { // without the codes that the program's own units bear
		return fmt.Sprintf("%05d", n+1)
	}
	for p := range provinces {
		fmt.Fprintf(&units, "vn-t%02d,province,2000-01-01,2025-07-01,Tỉnh %d,tỉnh,,,false,sinh thử\n", p, p)
		fmt.Fprintf(&edges, "vn-t%02d,vn-m%02d,2025-07-01,1,toàn bộ,sinh thử\n", p, p*laterProvinces/provinces)
	}
	for p := range laterProvinces {
		fmt.Fprintf(&units, "vn-m%02d,province,2025-07-01,,Tỉnh mới %d,tỉnh,,,false,sinh thử\n", p, p)
	}
	later := func(i int) int { return i * laterCommunes / communes }
	for i := range communes {
		fmt.Fprintf(&units, "vn-x%05d,commune,2000-01-01,2025-07-01,%s,xã,%s,vn-t%02d,%t,sinh thử\n", i, names[i%len(names)], code(i), i*provinces/communes, i%9 == 0)
		fmt.Fprintf(&measures, "vn-x%05d,2019-04-01,%d,%d,,sinh thử\n", i, 1000+i%4000, 4000+i%9000)
		if next := later(i) + 1; i%10 == 0 && next < laterCommunes {
			fmt.Fprintf(&edges, "vn-x%05d,vn-y%05d,2025-07-01,0.7,dân số,sinh thử\nvn-x%05d,vn-y%05d,2025-07-01,0.3,dân số,sinh thử\n", i, later(i), i, next)
			continue
		}
		fmt.Fprintf(&edges, "vn-x%05d,vn-y%05d,2025-07-01,1,toàn bộ,sinh thử\n", i, later(i))
	}
	for j := range laterCommunes {
		first := (j*communes + laterCommunes - 1) / laterCommunes // the first commune of before that went there
		fmt.Fprintf(&units, "vn-y%05d,commune,2025-07-01,,%s,xã,%s,vn-m%02d,false,sinh thử\n", j, names[j%len(names)], code(j*2), first*provinces/communes*laterProvinces/provinces)
	}
	for name, text := range map[string]string{"units.csv": units.String(), "unit_edges.csv": edges.String(), "unit_measures.csv": measures.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func countryStore(t testing.TB, dir string) (*data.Store, *Importer) {
	t.Helper()
	s, err := data.Open(t.Context(), data.Options{Dir: dir, Now: func() time.Time { return data.Date(2026, 11, 23).Start() }})
	if err != nil {
		t.Fatal(err)
	}
	return s, &Importer{Store: s, Actor: "test", Now: time.Now}
}

// The whole country is compared, taken in and found again by day: codes and names
// were given to others on 01/07/2025.
func TestTheWholeCountryIsTakenIn(t *testing.T) {
	lists, dir := t.TempDir(), t.TempDir()
	if err := national(lists); err != nil {
		t.Fatal(err)
	}
	s, im := countryStore(t, dir)
	start := time.Now()
	u, err := im.CompareUnits(t.Context(), lists)
	if err != nil {
		t.Fatal(err)
	}
	compared := time.Since(start)
	for _, p := range u.Problems[:min(len(u.Problems), 5)] {
		t.Error(p.Text)
	}
	if err := im.ApplyUnits(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	t.Logf("compared in %v, taken in after %v", compared, time.Since(start))
	cat := s.Catalogue()
	on := map[string]int{}
	for _, day := range []data.Day{data.Date(2025, 6, 30), data.Date(2025, 7, 1)} {
		for _, c := range cat.Units {
			if _, ok := cat.UnitOn(c.ID, day); ok && strings.HasPrefix(c.ID, "vn-") {
				on[day.String()+" "+c.Level]++
			}
		}
	}
	for what, want := range map[string]int{"2025-06-30 commune": 10599, "2025-06-30 province": 63, "2025-07-01 commune": 3321, "2025-07-01 province": 34} {
		if on[what] != want {
			t.Errorf("%s: got %d, want %d", what, on[what], want)
		}
	}
	for _, tc := range []struct {
		text string
		on   data.Day
		want string
	}{
		{"00005", data.Date(2025, 6, 30), "vn-x00004"}, {"00005", data.Date(2025, 7, 1), "vn-y00002"}, {"00005", 0, ""},
		{"xã Tân An, tỉnh Tỉnh 62", data.Date(2025, 6, 30), ""}, // of its name there are many in one province
	} {
		if got, _ := Match(cat, tc.text, tc.on, nil); got != tc.want {
			t.Errorf("%q on %s: got %q, want %q", tc.text, tc.on, got, tc.want)
		}
	}
	again, err := im.CompareUnits(t.Context(), lists)
	if err != nil || len(again.Changes) != 0 || len(again.Problems) != 0 {
		t.Errorf("taken in twice: %d changes, %d problems, %v", len(again.Changes), len(again.Problems), err)
	}
	s.Close()
	s, _ = countryStore(t, dir)
	defer s.Close()
	if s.Catalogue().SHA256 != cat.SHA256 {
		t.Error("after a restart the catalogue is another one")
	}
}

// BenchmarkCountry measures comparing and taking in the country's units.
func BenchmarkCountry(b *testing.B) {
	lists := b.TempDir()
	if err := national(lists); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, im := countryStore(b, b.TempDir())
		u, err := im.CompareUnits(b.Context(), lists)
		if err != nil {
			b.Fatal(err)
		}
		if err := im.ApplyUnits(b.Context(), u); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

// FuzzReadUnits looks for a list that breaks its reader, or is taken in though
// the catalogue could not mean it.
func FuzzReadUnits(f *testing.F) {
	for _, file := range townFiles() {
		f.Add(file.Bytes)
	}
	f.Add([]byte("unit;level;valid_from\na;commune;1/1/2020\n"))
	cat, err := data.LoadCatalogue()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		list, problems := ReadUnits([]NamedBytes{{"units.csv", b}}, cat)
		for _, p := range problems {
			if p.Text == "" {
				t.Errorf("a problem without a sentence: %+v", p)
			}
		}
		if data.Blocks(problems) {
			return
		}
		if _, faults := cat.CheckUnits(list, ""); len(faults) > 0 {
			t.Errorf("taken in with faults: %+v", faults)
		}
	})
}
