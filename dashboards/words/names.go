package words

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"danbiet/data"
)

// kinds of unit in English, after the name: "Long Châu ward".
var kindEn = map[string]string{
	"xã": "commune", "phường": "ward", "thị trấn": "township", "thị xã": "town",
	"huyện": "district", "thành phố": "city", "tỉnh": "province", "đặc khu": "special zone",
	"ấp": "hamlet", "khóm": "quarter",
}

var kindsEn = map[string]string{
	"xã": "communes", "phường": "wards", "thị trấn": "townships", "thị xã": "towns",
	"huyện": "districts", "thành phố": "cities", "tỉnh": "provinces", "đặc khu": "special zones",
	"ấp": "hamlets", "khóm": "quarters",
}

// Kind is the kind of unit as a noun.
func (w Words) Kind(kind string) string {
	if w.en() {
		if en, ok := kindEn[kind]; ok {
			return en
		}
	}
	return kind
}

// Named is a unit's name with its kind: "phường Long Châu", "Long Châu ward".
func (w Words) Named(v data.UnitVersion) string {
	switch {
	case v.Type == "":
		return v.Name
	case w.en():
		return v.Name + " " + w.Kind(v.Type)
	}
	return v.Type + " " + v.Name
}

// Upper makes the first letter of a sentence a capital.
func Upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Units is the noun for units of the given kinds, without a number: "xã,
// phường" where both occur. In English it is plural but for one unit.
func (w Words) Units(n int64, kinds ...string) string {
	order := map[string]int{"xã": 1, "phường": 2, "thị trấn": 3}
	seen := map[string]bool{}
	var list []string
	for _, k := range kinds {
		if k != "" && !seen[k] {
			seen[k] = true
			list = append(list, k)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := order[list[i]], order[list[j]]
		if a != b {
			return a < b
		}
		return list[i] < list[j]
	})
	if len(list) == 0 || len(list) > 3 {
		if !w.en() {
			return "đơn vị"
		}
		return plural(n, "unit", "units")
	}
	if !w.en() {
		if n == 1 && len(list) > 1 {
			return "đơn vị" // one unit is of one kind: "1 xã, phường" is no Vietnamese
		}
		return strings.Join(list, ", ")
	}
	if n == 1 {
		if len(list) > 1 {
			return "unit"
		}
		return w.Kind(list[0])
	}
	for i, k := range list {
		if en, ok := kindsEn[k]; ok {
			list[i] = en
		}
	}
	return w.And(list)
}

// Count is a number of units with their noun: "14 xã, phường", "1 đơn vị".
func (w Words) Count(n int64, kinds ...string) string {
	return w.Int(n) + " " + w.Units(n, kinds...)
}

func plural(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// And joins names: "a", "a và b", "a, b và c".
func (w Words) And(names []string) string {
	and := " và "
	if w.en() {
		and = " and "
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + and + names[len(names)-1]
}
