package ingest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// manyUnits is a made-up list of 600 communes in 12 towns, of the syllables that
// names of communes are made of, so that many are one letter or one mark apart,
// and some have one name in two towns.
func manyUnits() (*data.Catalogue, []data.UnitVersion) {
	first := strings.Fields("Tân Long Phú Vĩnh Hòa Bình An Châu Mỹ Thạnh Lộc Quý Thủy Đông Tây Nam Bắc Định Khánh Hưng Phước Thới Trung Lợi Hậu Tiền")
	last := strings.Fields("An Thạnh Thành Thanh Long Lộc Hưng Hòa Phú Quý Mỹ Thủy Châu Sơn Xương Phong Đức Lợi Bình Định Khánh Trạch Tây Đông")
	types := []string{"xã", "xã", "xã", "xã", "phường", "thị trấn"}
	var names []string
	for _, a := range first {
		for _, b := range last {
			if a != b {
				names = append(names, a+" "+b)
			}
		}
	}
	random := rand.New(rand.NewPCG(7, 7))
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	names = append(names[:560:560], names[:40]...) // 40 names are borne twice, in other towns
	var units []data.OrgUnit
	var versions, communes []data.UnitVersion
	add := func(v data.UnitVersion, level string) {
		units, versions = append(units, data.OrgUnit{ID: v.UnitID, Level: level}), append(versions, v)
	}
	for i := range 12 {
		add(data.UnitVersion{UnitID: fmt.Sprintf("town-%d", i), Name: "Cù Lao " + first[i], Type: "thị xã"}, data.LevelTown)
	}
	for i, name := range names {
		v := data.UnitVersion{UnitID: fmt.Sprintf("u-%d", i), Name: name, Type: types[i%len(types)], Code: fmt.Sprint(30000 + i), ParentID: fmt.Sprintf("town-%d", i%12)}
		add(v, data.LevelCommune)
		communes = append(communes, v)
	}
	return data.CatalogueOfUnits(units, versions), communes
}

// oldPlacing puts tone marks where older typing programs do (hoà, thuỷ, quí).
var oldPlacing = strings.NewReplacer("òa", "oà", "ủy", "uỷ", "ỹ", "ĩ", "ý", "í", "Òa", "Oà")

// The names that offices write, for each unit of a province: what is right is
// found, what is doubtful is asked with the right unit among the candidates,
// and nothing is ever taken for another unit.
func TestNamesOfUnitsAreMatchedOrAsked(t *testing.T) {
	cat, communes := manyUnits()
	random := rand.New(rand.NewPCG(3, 3))
	abbreviation := map[string]string{"xã": "X. ", "phường": "P. ", "thị trấn": "TT. "}
	letters := []rune("aăâeêiuơônhtgc")
	town := func(v data.UnitVersion) string {
		p, _ := cat.UnitOn(v.ParentID, 0)
		return p.Name
	}
	forms := []struct {
		name  string
		write func(data.UnitVersion) string
		least int // of 600 found without asking
	}{
		{"as it is", func(v data.UnitVersion) string { return v.Type + " " + v.Name }, 520},
		{"with its town", func(v data.UnitVersion) string { return v.Type + " " + v.Name + ", thị xã " + town(v) }, 600},
		{"by its code", func(v data.UnitVersion) string { return v.Code }, 600},
		{"in capitals", func(v data.UnitVersion) string {
			return "ỦY BAN NHÂN DÂN " + strings.ToUpper(v.Type+" "+v.Name) + ", TX. " + strings.ToUpper(town(v))
		}, 600},
		{"abbreviated", func(v data.UnitVersion) string {
			return "UBND " + abbreviation[v.Type] + v.Name + ", TX. " + town(v)
		}, 600},
		{"of the Party, decomposed", func(v data.UnitVersion) string {
			return norm.NFD.String("Đảng ủy " + v.Type + " " + v.Name + ", " + town(v))
		}, 600},
		{"tone marks in old places", func(v data.UnitVersion) string {
			return "Uỷ ban nhân dân " + v.Type + " " + oldPlacing.Replace(v.Name) + ", thị xã " + town(v)
		}, 590},
		{"without marks", func(v data.UnitVersion) string { return "UBND " + data.SearchKey(v.Type+" "+v.Name) }, 400},
		{"one wrong letter", func(v data.UnitVersion) string {
			r := []rune(v.Name)
			i := 1 + random.IntN(len(r)-1)
			r[i] = letters[random.IntN(len(letters))]
			return v.Type + " " + string(r)
		}, 0},
		{"wrong marks", func(v data.UnitVersion) string {
			return v.Type + " " + strings.NewReplacer("ạ", "à", "ò", "ó", "ủ", "ù", "ĩ", "ị", "ộ", "ồ", "ị", "ì", "ư", "u", "â", "ấ", "ý", "ỳ", "ú", "ủ", "ỹ", "ỷ").Replace(v.Name)
		}, 0},
	}
	known := map[string]bool{}
	for _, v := range communes {
		known[data.ToneKey(v.Name)] = true
	}
	for _, f := range forms {
		found, asked, unknown, wrong := 0, 0, 0, 0
		for _, v := range communes {
			text := f.write(v)
			id, candidates := Match(cat, text, 0, nil)
			offered := false
			for _, c := range candidates {
				offered = offered || c.Value == v.UnitID
			}
			switch {
			case id == v.UnitID:
				found++
			case id != "":
				// A slip that makes another unit's right name is that unit's name:
				// nobody could tell from the text.
				_, name := typeAndName(text)
				if known[data.ToneKey(name)] && data.ToneKey(name) != data.ToneKey(v.Name) {
					continue
				}
				wrong++
				t.Errorf("%s: %q was taken for %s", f.name, text, id)
			case offered:
				asked++
			default:
				unknown++
			}
			if len(candidates) > mostCandidates {
				t.Fatalf("%d candidates", len(candidates))
			}
		}
		t.Logf("%-26s %3d found, %3d asked, %3d asked without the right one, %d wrong", f.name, found, asked, unknown, wrong)
		if found < f.least || unknown > 60 {
			t.Errorf("%s: %d found, want at least %d; %d not offered", f.name, found, f.least, unknown)
		}
	}
}

func TestUnitsOfTheListAreMatched(t *testing.T) {
	cat := catalogue(t)
	may := data.Date(2024, 5, 10)
	for text, want := range map[string]string{
		"xa-tan-thanh": "xa-tan-thanh", "30387": "xa-tan-thanh", "UBND xã Tân Thạnh": "xa-tan-thanh", "ỦY BAN NHÂN DÂN\nXÃ TÂN THẠNH": "xa-tan-thanh",
		"Đ/U phường Long Phú": "phuong-long-phu", "P. Long Phú": "phuong-long-phu", "P.Long Phú": "phuong-long-phu", "Vĩnh Hoà": "xa-vinh-hoa",
		"vinh hoa": "xa-vinh-hoa", "xã Long Phú": "", "Tân Thành": "", "Xã Bình Minh": "", "Thị xã Tân Châu": "tx-tan-chau", "": "", "UBND": "", "Thường trực Đảng ủy xã Tân An": "xa-tan-an",
	} {
		if got, candidates := Match(cat, text, may, nil); got != want {
			t.Errorf("%q: got %q (%v), want %q", text, got, candidates, want)
		}
	}
	aliases := map[string]string{aliasKey(data.AliasUnit, "xã tân thành"): "xa-tan-thanh"}
	if got, _ := Match(cat, "XÃ TÂN THÀNH", may, aliases); got != "xa-tan-thanh" {
		t.Errorf("by the sender's word: %q", got)
	}
	_, candidates := Match(cat, "xã Tân Thành", may, nil)
	if len(candidates) == 0 || candidates[0].Value != "xa-tan-thanh" || candidates[0].Label != "xã Tân Thạnh" || !strings.Contains(candidates[0].Note, "30387") {
		t.Errorf("candidates: %+v", candidates)
	}
}
