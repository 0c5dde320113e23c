package ingest

import (
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"danbiet/data"
)

// moneyNames are the units of money as they are typed without marks; what
// stands for them is a unit that UnitFactor knows.
var moneyNames = map[string]string{
	"dong": "đồng", "vnd": "đồng", "d": "đồng",
	"nghin dong": "nghìn đồng", "ngan dong": "nghìn đồng", "1000 dong": "nghìn đồng", "1.000 dong": "nghìn đồng", "1.000d": "nghìn đồng", "1000d": "nghìn đồng", "nghin": "nghìn đồng", "ngan": "nghìn đồng", "ngd": "nghìn đồng", "nghin d": "nghìn đồng", "ngan d": "nghìn đồng",
	"trieu dong": "triệu đồng", "tr.dong": "triệu đồng", "tr. dong": "triệu đồng", "tr dong": "triệu đồng", "trd": "triệu đồng", "tr.d": "triệu đồng", "tr d": "triệu đồng", "trieu": "triệu đồng", "trieu d": "triệu đồng", "trieu vnd": "triệu đồng", "tr.vnd": "triệu đồng", "1.000.000 dong": "triệu đồng", "1000000 dong": "triệu đồng",
	"ty dong": "tỷ đồng", "ti dong": "tỷ đồng", "ty": "tỷ đồng", "ti": "tỷ đồng", "ty vnd": "tỷ đồng",
}

// shortestMistyped is the length from which one wrong letter leaves a unit what
// it was: "triêụ đòng", "trieu dogn"; "tỷ" and "tr" are too short for that.
const shortestMistyped = 8

// moneyNamed is the unit of money that a text is, wrongly marked or with one
// letter mistyped too; "" when it is none. The marks do not tell units of money
// apart, so they are not asked for.
func moneyNamed(s string) string {
	key := strings.Trim(data.SearchKey(s), " .:,()[]")
	if unit := moneyNames[key]; unit != "" {
		return unit
	}
	if len(key) < shortestMistyped || !strings.Contains(key, " d") {
		return ""
	}
	for name, unit := range moneyNames {
		if len(name) > shortestMistyped && !isDigit(name[0]) && mistyped(key, name) {
			return unit
		}
	}
	return ""
}

// mistyped tells one letter too many, too few or another, or two that changed
// places.
func mistyped(got, want string) bool {
	switch levenshtein.ComputeDistance(got, want) {
	case 1:
		return true
	case 2:
		a, b := []byte(got), []byte(want)
		slices.Sort(a)
		slices.Sort(b)
		return string(a) == string(b)
	}
	return false
}

// unitAnnounced is what stands before a unit that is said once for a table.
// It is sought in the text without marks: captions are typed in haste.
var unitAnnounced = regexp.MustCompile(`(?:dvt|dv tinh|don vi(?: tinh| tien(?: te)?| do)?|(?:ghi|tinh) (?:bang|theo))(?:[^:;()]{0,30}:)?\s*`)

// unitAnnouncers: one of them is in all that unitAnnounced matches.
var unitAnnouncers = []string{"dvt", "dv tinh", "don vi", "ghi bang", "ghi theo", "tinh bang", "tinh theo"}

// moneySaidIn is the unit of money that a text announces: "(ĐVT: triệu đồng)",
// "Đơn vị tính của vốn: nghìn đồng; của đất: m2", "số tiền tính bằng triệu
// đồng", or a unit alone in brackets.
func moneySaidIn(s string) string {
	bare := data.SearchKey(s)
	if slices.ContainsFunc(unitAnnouncers, func(w string) bool { return strings.Contains(bare, w) }) {
		for _, m := range unitAnnounced.FindAllStringIndex(bare, -1) {
			if unit := moneyFirst(bare[m[1]:]); unit != "" {
				return unit
			}
		}
	}
	if strings.IndexByte(s, '(') < 0 {
		return ""
	}
	for _, m := range inBrackets.FindAllStringSubmatch(s, -1) {
		if unit := moneyNamed(m[1]); unit != "" && len(m[1]) > 2 {
			return unit
		}
	}
	return ""
}

var signsApart = strings.NewReplacer(")", " ) ", ";", " ; ", ",", " , ", "/", " / ")

// moneyFirst is the unit of money that a text begins with.
func moneyFirst(s string) string {
	words := strings.Fields(signsApart.Replace(s))
	for n := min(len(words), 3); n >= 1; n-- {
		if unit := moneyNamed(strings.Join(words[:n], " ")); unit != "" {
			return unit
		}
	}
	return ""
}

// unitMended is a unit of measure as UnitFactor knows it: as written where it is
// known, mended where it is money.
func unitMended(unit string) string {
	if _, known := measures[measureKey(unit)]; known {
		return unit
	}
	if money := moneyNamed(unit); money != "" {
		return money
	}
	return unit
}

func unitKnown(unit string) bool {
	_, known := measures[measureKey(unit)]
	return known
}
