package ingest

import (
	"fmt"

	"danbiet/data"
)

// sampleUnit is one commune of the demo and its habits.
type sampleUnit struct {
	v          data.UnitVersion
	households int
	population int
	apCount    int
	aps        []string // as a form lists them
	layout     planLayout
	wording    int  // which of the wordings of a task its office uses
	perfect    bool // reports that everything is done, without evidence
	percent    bool // types progress as "60%"
	byAp       bool // splits the first task by ấp
	noDialogue int  // the year in which it held no dialogue, 0: none
	typist     string
}

// planLayout is how a plan's text came out of the office.
type planLayout int

const (
	layoutTwoColumns  planLayout = iota // head in two columns
	layoutInterleaved                   // the columns run into one line
	layoutLostHead                      // nothing above the kind of document
	layoutDoubled                       // a blank line after every line
	layoutStacked                       // head cells one below the other
	layoutSentence                      // headings in sentence case, "I/"
)

// habits are set by hand, so that each office is recognisable over the years.
var habits = map[string]sampleUnit{
	"phuong-long-thanh": {layout: layoutTwoColumns, wording: 0, typist: "ntmai"},
	"phuong-long-son":   {layout: layoutLostHead, wording: 1, typist: "dkthu"},
	"phuong-long-hung":  {layout: layoutTwoColumns, wording: 2, perfect: true, typist: "lvphat"},
	"phuong-long-chau":  {layout: layoutStacked, wording: 0, percent: true, typist: "ptuhien"},
	"phuong-long-phu":   {layout: layoutInterleaved, wording: 1, noDialogue: 2024, typist: "nvlinh"},
	"xa-tan-an":         {layout: layoutSentence, wording: 2, byAp: true, typist: "dkduyen"},
	"xa-tan-thanh":      {layout: layoutDoubled, wording: 0, byAp: true, typist: "tqnhu"},
	"xa-long-an":        {layout: layoutTwoColumns, wording: 1, typist: "vtbich"},
	"xa-phu-vinh":       {layout: layoutStacked, wording: 2, percent: true, typist: "btnhan"},
	"xa-le-chanh":       {layout: layoutTwoColumns, wording: 0, noDialogue: 2024, typist: "hmtri"}, // written in decomposed letters
	"xa-chau-phong":     {layout: layoutInterleaved, wording: 2, byAp: true, typist: "mhamad"},
	"xa-vinh-hoa":       {layout: layoutDoubled, wording: 1, typist: "tpnga"},
	"xa-phu-loc":        {layout: layoutSentence, wording: 2, typist: "cvkhanh"},
	"xa-vinh-xuong":     {layout: layoutLostHead, wording: 0, percent: true, typist: "hlphuoc"},
}

// sampleUnits are the communes below a parent on a day, in the Vietnamese
// alphabet. Successors take the habits of their first predecessor.
func sampleUnits(cat *data.Catalogue, parent string, on data.Day) ([]*sampleUnit, error) {
	var units []*sampleUnit
	for _, v := range cat.Children(parent, on) {
		u, known := habits[v.UnitID]
		for _, e := range cat.Edges {
			if from, ok := habits[e.From]; e.To == v.UnitID && ok && !known {
				u, known = from, true
				u.perfect, u.noDialogue = false, 0
			}
		}
		if !known || v.Type != "xã" && v.Type != "phường" {
			continue
		}
		m, ok := cat.MeasureOn(v.UnitID, on)
		if !ok || m.Households == nil || m.Population == nil || m.ApCount == nil {
			return nil, fmt.Errorf("sample: %w: no households, population or number of ấp of %s on %s", data.ErrInvalid, v.UnitID, on)
		}
		u.v, u.households, u.population, u.apCount = v, *m.Households, *m.Population, *m.ApCount
		u.aps = apNames(cat, v.UnitID, on)
		if len(u.aps) != u.apCount { // not all in the catalogue: plain numbers
			u.aps = nil
			word := map[string]string{"phường": "Khóm", "xã": "Ấp"}[v.Type]
			for i := range u.apCount {
				u.aps = append(u.aps, fmt.Sprintf("%s %d", word, i+1))
			}
		}
		units = append(units, &u)
	}
	return units, nil
}

// ap is what the unit calls its parts: ấp in a commune, khóm in a ward.
func (u *sampleUnit) ap() string {
	if u.v.Type == "phường" {
		return "khóm"
	}
	return "ấp"
}

// name is the unit as its papers write it: xã Tân Thạnh.
func (u *sampleUnit) name() string { return u.v.Type + " " + u.v.Name }

// Invented names of signers; none is a person.
var (
	familyNames = []string{"Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý", "Phan", "Hồ"}
	middleNames = []string{"Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh", "Bích", "Quốc", "Kim", "Thiện", "Diễm", "Khánh", "Thục", "Lữ"}
	givenNames  = []string{"Rạng", "Thơ", "Chương", "Nhàn", "Hiền", "Sương", "Phước", "Duyên", "Khoa", "Tường", "Mẫn", "Lành", "Đượm", "Hảo"}
)
