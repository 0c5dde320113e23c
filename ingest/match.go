package ingest

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// Names are matched in steps, the surest first; the first step that finds
// exactly one unit decides:
//
//  1. the key or official code of a unit, or what this sender's words were said
//     to mean;
//  2. the name as the list writes it, whatever the case and the place of the
//     tone marks, after abbreviations (UBND, Đ/U, X., P., TT.) are expanded;
//  3. the name without marks, only where the text has none at all and one unit
//     alone is written so.
//
// Likeness decides nothing: a misspelt name can be another unit's right one. It
// only orders what a person is asked.

const (
	// likeEnough is the likeness (1 is the same, 0 nothing in common) from which a
	// unit is offered; below it a name is unknown.
	likeEnough = 0.60
	// mostCandidates bounds what a person has to choose from.
	mostCandidates = 5
)

// Match finds the unit of commune level or above that a text names on a day (0:
// of all times). id is "" when no step finds exactly one; candidates are then at
// most five units to ask about, the likeliest first. aliases are what the
// sender's words mean, by aliasKey.
func Match(cat *data.Catalogue, text string, on data.Day, aliases map[string]string) (id string, candidates []data.Candidate) {
	text = norm.NFC.String(text)
	if id := aliases[aliasKey(data.AliasUnit, text)]; id != "" {
		if _, ok := cat.UnitOn(id, on); ok {
			return id, nil
		}
	}
	if id := unitCoded(cat, text, on); id != "" {
		return id, nil
	}
	said := unitSaid(text)
	if said.name == "" {
		return "", nil
	}
	found := cat.UnitsNamed(said.name, said.typ, on)
	if len(found) == 0 && unmarked(text) {
		found = unitsWrittenBare(cat, said, on)
	}
	if len(found) > 1 {
		found = said.under(cat, found, on)
	}
	if len(found) == 1 {
		return found[0].UnitID, nil
	}
	if len(found) > 1 {
		for _, v := range found[:min(len(found), mostCandidates)] {
			candidates = append(candidates, unitCandidate(cat, v, on))
		}
		return "", candidates
	}
	return "", unitsLike(cat, said, on)
}

// aliasKey is how a sender's word is looked up: the same for spellings that
// differ in case or in where a tone mark is put.
func aliasKey(kind, text string) string { return kind + ":" + headerKey(text) }

var officialCode = regexp.MustCompile(`^\d{2,5}$`)

// unitCoded finds a unit by danbiet's key or by the official code of that day.
func unitCoded(cat *data.Catalogue, text string, on data.Day) string {
	text = strings.TrimSpace(text)
	if v, ok := cat.UnitOn(text, on); ok && cat.Level(v.UnitID) != data.LevelAp {
		return v.UnitID
	}
	if !officialCode.MatchString(text) {
		return ""
	}
	found := cat.UnitsCoded(text, on)
	if len(found) != 1 {
		return "" // codes were given to other units: the day must tell
	}
	return found[0].UnitID
}

// saidUnit is what a text says of a unit: name, type and the units above it.
type saidUnit struct {
	typ, name string   // typ "" when not said
	above     []string // names after commas
}

// bodiesOf are the bodies of a unit that stand before its name.
var bodiesOf = regexp.MustCompile(`(?i)^(?:thường trực|văn phòng|vp\.?|tt\.? (?:đảng ủy|đảng uỷ|hđnd|ubnd))?\s*` +
	`(?:(?:(?:ủy|uỷ) ban nhân dân|uy ban nhan dan|ubnd|(?:ủy|uỷ) ban mttq(?: việt nam)?|ubmttq(?:vn)?|hội đồng nhân dân|hoi dong nhan dan|hđnd|hdnd|` +
	`đảng ủy|đảng uỷ|dang uy|đ/u|đu|khối dân vận|khoi dan van|ban chỉ đạo|ban chi dao|bcđ|ban chấp hành đảng bộ|bch đảng bộ|đảng bộ|dang bo)[\s,.:-]+)*`)

// typesOf are the ways of writing a unit's type, before its name.
var typesOf = regexp.MustCompile(`(?i)^(xã|xa|phường|phuong|thị trấn|thi tran|thị xã|thi xa|tỉnh|tinh|x\.|p\.|tt\.|tx\.|tx|t\.|ttr\.)(?:\s+|$|(?:\.)\s*)|^(x\.|p\.|tt\.|tx\.|t\.)`)

var fullType = map[string]string{
	"xa": "xã", "x.": "xã", "x": "xã", "phuong": "phường", "p.": "phường", "p": "phường",
	"thi tran": "thị trấn", "tt.": "thị trấn", "ttr.": "thị trấn", "thi xa": "thị xã", "tx.": "thị xã", "tx": "thị xã", "tinh": "tỉnh", "t.": "tỉnh",
}

// unitSaid takes a text apart: "UBND P. Long Phú, TX. Tân Châu".
func unitSaid(text string) saidUnit {
	text = norm.NFC.String(text)
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	for len(parts) > 1 && strings.TrimSpace(bodiesOf.ReplaceAllString(strings.TrimSpace(parts[0])+" ", "")) == "" {
		parts = parts[1:] // "ỦY BAN NHÂN DÂN\nXÃ TÂN THẠNH"
	}
	if len(parts) == 0 {
		return saidUnit{}
	}
	var s saidUnit
	s.typ, s.name = typeAndName(parts[0])
	for _, p := range parts[1:] {
		if _, name := typeAndName(p); name != "" {
			s.above = append(s.above, name)
		}
	}
	return s
}

func typeAndName(s string) (typ, name string) {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimSpace(bodiesOf.ReplaceAllString(s+" ", ""))
	if m := typesOf.FindString(s); m != "" {
		rest := strings.TrimSpace(s[len(m):])
		if rest != "" {
			return fullType[data.SearchKey(strings.TrimSpace(m))], strings.Trim(rest, " .:-–")
		}
	}
	return "", strings.Trim(s, " .:-–")
}

// String is the unit as it was said, in short.
func (s saidUnit) String() string { return strings.TrimSpace(s.typ + " " + s.name) }

// under keeps the units that lie below one of the units that the text names
// after the first, or all when none does.
func (s saidUnit) under(cat *data.Catalogue, found []data.UnitVersion, on data.Day) []data.UnitVersion {
	var kept []data.UnitVersion
	for _, v := range found {
		parent, ok := cat.UnitOn(v.ParentID, on)
		if !ok {
			parent, ok = cat.UnitOn(v.ParentID, 0)
		}
		if ok && slices.ContainsFunc(s.above, func(name string) bool { return sameName(name, parent.Name) }) {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 {
		return found
	}
	return kept
}

func sameName(said, name string) bool {
	return data.ToneKey(said) == data.ToneKey(name) || unmarked(said) && data.SearchKey(said) == data.SearchKey(name)
}

// unmarked tells a text typed without any mark of Vietnamese.
func unmarked(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII && unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) {
			return false
		}
	}
	return true
}

// unitsOn are the versions of commune level and above on a day, the last of
// each unit on day 0.
func unitsOn(cat *data.Catalogue, on data.Day) []data.UnitVersion {
	var all []data.UnitVersion
	for _, u := range cat.Units {
		if v, ok := cat.UnitOn(u.ID, on); ok && u.Level != data.LevelAp {
			all = append(all, v)
		}
	}
	return all
}

func unitsWrittenBare(cat *data.Catalogue, said saidUnit, on data.Day) []data.UnitVersion {
	key := data.SearchKey(said.name)
	var found []data.UnitVersion
	for _, v := range unitsOn(cat, on) {
		if data.SearchKey(v.Name) == key && (said.typ == "" || said.typ == v.Type) {
			found = append(found, v)
		}
	}
	return found
}

// unitsLike are the units whose names are most like what was said, to be
// offered and never taken.
func unitsLike(cat *data.Catalogue, said saidUnit, on data.Day) []data.Candidate {
	type scored struct {
		unit data.UnitVersion
		like float64
	}
	var near []scored
	for _, v := range unitsOn(cat, on) {
		like := likeness(said.name, v.Name)
		if said.typ != "" && said.typ != v.Type {
			like -= 0.05 // another type: behind its equals
		}
		if like >= likeEnough {
			near = append(near, scored{v, like})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.unit.SortKey, b.unit.SortKey))
	})
	var candidates []data.Candidate
	for _, s := range near[:min(len(near), mostCandidates)] {
		candidates = append(candidates, unitCandidate(cat, s.unit, on))
	}
	return candidates
}

// likeness of two names, marks counted and not: 1 is the same.
func likeness(a, b string) float64 {
	share := func(a, b string) float64 {
		longest := max(len([]rune(a)), len([]rune(b)))
		if longest == 0 {
			return 0
		}
		return 1 - float64(levenshtein.ComputeDistance(a, b))/float64(longest)
	}
	// A wrong mark is a smaller slip than a wrong letter.
	return (share(data.ToneKey(a), data.ToneKey(b)) + share(data.SearchKey(a), data.SearchKey(b))) / 2
}

// unitCandidate names a unit so that it cannot be taken for another of its
// name: with the unit above it, its official code and, when it is no more, its
// last day.
func unitCandidate(cat *data.Catalogue, v data.UnitVersion, on data.Day) data.Candidate {
	var notes []string
	parent, ok := cat.UnitOn(v.ParentID, v.ValidFrom)
	if !ok {
		parent, ok = cat.UnitOn(v.ParentID, 0)
	}
	if ok {
		notes = append(notes, parent.Type+" "+parent.Name)
	}
	if v.Code != "" {
		notes = append(notes, "mã "+v.Code)
	}
	if on == 0 && v.ValidTo != 0 {
		notes = append(notes, "đến "+dayVi(v.ValidTo-1))
	}
	return data.Candidate{Value: v.UnitID, Label: v.Type + " " + v.Name, Note: strings.Join(notes, ", ")}
}
