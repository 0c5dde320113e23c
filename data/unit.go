package data

import (
	"cmp"
	"slices"
)

// OrgUnit is a unit under danbiet's own key; its level never changes.
type OrgUnit struct {
	ID    string
	Level string // province, town, commune, ap
}

// UnitVersion is what a unit was called, and under whom, in a stretch of time.
// ValidTo is exclusive; 0 is "still".
type UnitVersion struct {
	UnitID    string `json:"unit"`
	ValidFrom Day    `json:"valid_from"`
	ValidTo   Day    `json:"valid_to"`
	Name      string `json:"name"` // Tân An
	Type      string `json:"type"` // xã, phường, thị trấn, thị xã, tỉnh, ấp, khóm
	Code      string `json:"code"` // official code of that time; "" for ấp/khóm and where unknown
	ParentID  string `json:"parent"`
	Border    bool   `json:"border"`
	SearchKey string `json:"-"`
	SortKey   string `json:"-"`
	Source    string `json:"source"`
}

// On tells whether the version is valid on a day.
func (v UnitVersion) On(d Day) bool {
	return v.ValidFrom <= d && (v.ValidTo == 0 || d < v.ValidTo)
}

// UnitMeasure is how large a unit is, as one source says; nil is unknown. The
// sources count differently (census, police, act of 2025), so a rate per
// household takes both numbers from one row.
type UnitMeasure struct {
	UnitID     string `json:"unit"`
	AsOf       Day    `json:"as_of"`
	Households *int   `json:"households"`
	Population *int   `json:"population"`
	ApCount    *int   `json:"ap_count"`
	Source     string `json:"source"`
}

// UnitEdge says that a share of one unit's population went to another on a day
// (METHOD.md 4.8).
type UnitEdge struct {
	From       string  `json:"from"`
	To         string  `json:"to"`
	On         Day     `json:"on"`
	Share      float64 `json:"share"`
	ShareBasis string  `json:"share_basis"`
	Document   string  `json:"document"`
}

// CatalogueOfUnits is a catalogue of a list of units and nothing else: names can
// be matched against it. A unit's versions are given in order of time.
func CatalogueOfUnits(units []OrgUnit, versions []UnitVersion) *Catalogue {
	c := &Catalogue{Units: units, Versions: versions, versions: map[string][]UnitVersion{}, level: map[string]string{}, indicators: map[string]int{}}
	for _, u := range units {
		c.level[u.ID] = u.Level
	}
	for _, v := range versions {
		c.versions[v.UnitID] = append(c.versions[v.UnitID], v)
	}
	return c
}

// UnitOn is the version of a unit on a day; on day 0 its last version.
func (c *Catalogue) UnitOn(id string, on Day) (UnitVersion, bool) {
	vs := c.versions[id]
	if on == 0 && len(vs) > 0 {
		return vs[len(vs)-1], true
	}
	for _, v := range vs {
		if v.On(on) {
			return v, true
		}
	}
	return UnitVersion{}, false
}

// UnitsNamed are the units of commune level and above that bear a name on a
// day, whatever the placing of tone marks (Vĩnh Hoà, Vĩnh Hòa). typ "" is any
// type; on day 0 the versions of all times are searched, the last of each unit
// given. More than one means that the name alone does not tell which: "Xã Tân
// Thạnh, An Giang" was one place before 01/07/2025 and is another since.
func (c *Catalogue) UnitsNamed(name, typ string, on Day) []UnitVersion {
	typeKey := ToneKey(typ)
	var found []UnitVersion
	for _, i := range c.index().named[ToneKey(name)] {
		v := c.Versions[i]
		if c.level[v.UnitID] == LevelAp || on != 0 && !v.On(on) || typ != "" && ToneKey(v.Type) != typeKey {
			continue
		}
		if n := len(found); n > 0 && found[n-1].UnitID == v.UnitID {
			found[n-1] = v
			continue
		}
		found = append(found, v)
	}
	return found
}

// Children are the units directly below a unit on a day (on day 0: by their
// last version), in the Vietnamese alphabet.
func (c *Catalogue) Children(id string, on Day) []UnitVersion {
	var children []UnitVersion
	for _, below := range c.index().below[id] {
		if v, ok := c.UnitOn(below, on); ok && v.ParentID == id {
			children = append(children, v)
		}
	}
	slices.SortFunc(children, func(a, b UnitVersion) int {
		return cmp.Or(cmp.Compare(a.SortKey, b.SortKey), cmp.Compare(a.UnitID, b.UnitID))
	})
	return slices.CompactFunc(children, func(a, b UnitVersion) bool { return a.UnitID == b.UnitID })
}

// MeasureOn is the latest measure of a unit taken on or before a day; on day 0
// the last.
func (c *Catalogue) MeasureOn(id string, on Day) (UnitMeasure, bool) {
	var best UnitMeasure
	found := false
	for _, m := range c.Measures {
		if m.UnitID == id && (on == 0 || m.AsOf <= on) && (!found || m.AsOf >= best.AsOf) {
			best, found = m, true
		}
	}
	return best, found
}

// unitIndex finds what every file and page looks for, in a country of 14,000 units
// as fast as in a town.
type unitIndex struct {
	named map[string][]int    // by ToneKey of the name: positions in Versions
	below map[string][]string // units that ever stood directly below one
	coded map[string][]int    // by official code: positions in Versions
}

func (c *Catalogue) index() *unitIndex {
	c.indexed.Do(func() {
		x := unitIndex{named: map[string][]int{}, below: map[string][]string{}, coded: map[string][]int{}}
		for i, v := range c.Versions {
			key := ToneKey(v.Name)
			x.named[key] = append(x.named[key], i)
			if below := x.below[v.ParentID]; len(below) == 0 || below[len(below)-1] != v.UnitID {
				x.below[v.ParentID] = append(below, v.UnitID)
			}
			if v.Code != "" {
				x.coded[v.Code] = append(x.coded[v.Code], i)
			}
		}
		c.units = x
	})
	return &c.units
}

// UnitsCoded are the units of commune level and above that bear an official code
// on a day; on day 0 those of all times, the last version of each. Codes were
// given to other units on 01/07/2025, so that a day is what tells them apart.
func (c *Catalogue) UnitsCoded(code string, on Day) []UnitVersion {
	var found []UnitVersion
	for _, i := range c.index().coded[code] {
		v := c.Versions[i]
		if c.level[v.UnitID] == LevelAp || on != 0 && !v.On(on) {
			continue
		}
		if n := len(found); n > 0 && found[n-1].UnitID == v.UnitID {
			found[n-1] = v
			continue
		}
		found = append(found, v)
	}
	return found
}

// Level of a unit, "" for a unit that is not in the catalogue.
func (c *Catalogue) Level(id string) string { return c.level[id] }

// The levels of units, from above to below.
const (
	LevelProvince = "province"
	LevelTown     = "town"
	LevelCommune  = "commune"
	LevelAp       = "ap"
)
