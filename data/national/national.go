// Package national makes up a country of the size and shape of Viet Nam before
// and after 01/07/2025, for tests and benchmarks: its units with their succession
// as files of the catalogue, and ten years of its communes' reports as tables of
// past figures. Names and numbers are invented; the same shape and seed give the
// same bytes. Only tests import it.
package national

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"danbiet/data"
)

// Shape is how large a country is.
type Shape struct {
	Seed uint64
	// Before 01/07/2025: communes under towns under provinces.
	Provinces, Towns, Communes int
	// After it: communes under provinces.
	NewProvinces, NewCommunes int
	// FromYear to ToYear each have a half-year's and a year's report.
	FromYear, ToYear int
	// Indicators that every report states.
	Indicators int
}

// Country is the national shape: 20 half-years in which 10,599 communes of 63
// provinces, and from 01/07/2025 their 3,321 successors in 34, report 50
// indicators; some ten million figures.
func Country() Shape {
	return Shape{Seed: 1, Provinces: 63, Towns: 696, Communes: 10599, NewProvinces: 34, NewCommunes: 3321,
		FromYear: 2017, ToYear: 2026, Indicators: 50}
}

// Small is the same shape in seconds: two provinces become one.
func Small() Shape {
	return Shape{Seed: 1, Provinces: 3, Towns: 6, Communes: 72, NewProvinces: 2, NewCommunes: 23,
		FromYear: 2022, ToYear: 2026, Indicators: 50}
}

// OfFigures is the shape whose reports hold about n figures: the whole country
// from ten million on, else as many provinces' share of it.
func OfFigures(n int) Shape {
	s := Country()
	share := float64(n) / 10_000_000
	if share >= 1 {
		return s
	}
	of := func(whole, least int) int { return max(least, int(float64(whole)*share+0.5)) }
	s.Provinces, s.NewProvinces = of(s.Provinces, 3), of(s.NewProvinces, 2)
	s.Towns, s.Communes, s.NewCommunes = of(s.Towns, 6), of(s.Communes, 72), of(s.NewCommunes, 23)
	return s
}

// Reorganised is the day from which the new units stand.
var Reorganised = data.Date(2025, 7, 1)

// A Nation is a made-up country. Units stand in order: a province's towns and a
// town's communes together.
type Nation struct {
	Shape
	Provinces, Towns, Communes []Unit
	NewProvinces, NewCommunes  []Unit
	Edges                      []Edge
}

// Unit is a unit of one side of the reorganisation.
type Unit struct {
	ID, Name, Type, Code string
	Parent               string // key of the unit above, "" of a province
	Border               bool
	Households           int
	Aps                  int
	// Stays: of a province that the reorganisation left alone. It stands on both
	// sides under one key.
	Stays bool
}

// Edge is a share of one unit's people going to another, in hundredths.
type Edge struct {
	From, To  string
	Hundredth int
}

// Make works a country out of its shape.
func Make(s Shape) *Nation {
	n := &Nation{Shape: s}
	r := rand.New(rand.NewPCG(s.Seed, 1))
	n.makeOld(r)
	n.makeNew(r)
	return n
}

func (n *Nation) makeOld(r *rand.Rand) {
	for i := range n.Shape.Provinces {
		n.Provinces = append(n.Provinces, Unit{ID: fmt.Sprintf("tinh-%02d", i+1), Name: name(r), Type: "tỉnh", Code: fmt.Sprintf("%02d", i+1), Border: r.IntN(3) == 0})
	}
	for i := range n.Shape.Towns {
		p := n.Provinces[i*len(n.Provinces)/n.Shape.Towns]
		typ := pick(r, "huyện", "huyện", "huyện", "huyện", "thị xã", "thành phố")
		n.Towns = append(n.Towns, Unit{ID: fmt.Sprintf("huyen-%03d", i+1), Name: name(r), Type: typ, Code: fmt.Sprintf("%03d", i+1), Parent: p.ID, Border: p.Border && r.IntN(4) == 0})
	}
	for i := range n.Shape.Communes {
		town := n.Towns[i*len(n.Towns)/n.Shape.Communes]
		typ := pick(r, "xã", "xã", "xã", "xã", "phường", "thị trấn")
		n.Communes = append(n.Communes, Unit{ID: fmt.Sprintf("xa-%05d", i+1), Name: name(r), Type: typ, Code: fmt.Sprintf("%05d", i+1), Parent: town.ID,
			Border: town.Border && r.IntN(3) == 0, Households: 700 + r.IntN(4200), Aps: 3 + r.IntN(10)})
	}
}

// makeNew merges neighbours. A province of those left alone keeps its key; a new
// commune takes in neighbours whole, and now and then a part of the next one.
func (n *Nation) makeNew(r *rand.Rand) {
	provinceOf := map[string]string{} // town → province
	for _, t := range n.Towns {
		provinceOf[t.ID] = t.Parent
	}
	whole := 100
	successor := map[string]string{} // province → its successor
	groups := groupSizes(len(n.Provinces), n.Shape.NewProvinces)
	for i, at := 0, 0; i < len(groups); i++ {
		members := n.Provinces[at : at+groups[i]]
		at += groups[i]
		p := members[len(members)/2]
		if p.Stays = len(members) == 1; p.Stays {
			n.Provinces[at-1].Stays = true
		} else {
			p.ID = fmt.Sprintf("tinh-%02d-2025", i+1)
			for _, m := range members {
				n.Edges = append(n.Edges, Edge{m.ID, p.ID, whole})
			}
		}
		for _, m := range members {
			successor[m.ID] = p.ID
		}
		n.NewProvinces = append(n.NewProvinces, p)
	}
	of := func(i int) string { return successor[provinceOf[n.Communes[i].Parent]] }
	bounds := n.communeBounds(of)
	for k := 0; k+1 < len(bounds); k++ {
		n.joinCommunes(r, k, bounds[k], bounds[k+1], of(bounds[k]))
	}
	n.split(r, bounds, of)
}

// groupSizes parts n into k groups, the surplus over groups of one shared out as
// groups of two and three.
func groupSizes(n, k int) []int {
	sizes := slices.Repeat([]int{1}, k)
	for extra, i := n-k, 0; extra > 0; extra, i = extra-1, i+3 {
		for sizes[i%k] >= 3 {
			i++
		}
		sizes[i%k]++
	}
	return sizes
}

// communeBounds are the first old commune of each new one, and the end: each new
// province has its share of the new communes, none reaches over two.
func (n *Nation) communeBounds(of func(int) string) []int {
	total, want := len(n.Communes), n.Shape.NewCommunes
	var bounds []int
	for at := 0; at < total; {
		end := at
		for end < total && of(end) == of(at) {
			end++
		}
		// The number of new communes up to here is kept to the share of old ones.
		k := max(1, (end*want+total/2)/total-len(bounds))
		for i := range k {
			bounds = append(bounds, at+i*(end-at)/k)
		}
		at = end
	}
	return append(bounds, total)
}

func (n *Nation) joinCommunes(r *rand.Rand, k, from, to int, province string) {
	u := Unit{ID: fmt.Sprintf("xa-%05d-2025", k+1), Parent: province, Type: "xã"}
	first := n.Communes[from+r.IntN(to-from)] // gives its name and its code
	u.Name, u.Code = first.Name, first.Code
	if first.Type == "phường" {
		u.Type = first.Type
	}
	for _, c := range n.Communes[from:to] {
		u.Households += c.Households
		u.Aps += c.Aps
		u.Border = u.Border || c.Border
		n.Edges = append(n.Edges, Edge{c.ID, u.ID, 100})
	}
	n.NewCommunes = append(n.NewCommunes, u)
}

// split gives a part of the last predecessor of some new communes to the next
// one, about one in thirty.
func (n *Nation) split(r *rand.Rand, bounds []int, of func(int) string) {
	to := map[string]int{}
	for i, e := range n.Edges {
		to[e.From] = i
	}
	for k := 0; k+2 < len(bounds); k++ {
		last := bounds[k+1] - 1
		if bounds[k+1]-bounds[k] < 2 || of(last) != of(bounds[k+1]) || r.IntN(30) != 0 {
			continue
		}
		i := to[n.Communes[last].ID]
		part := 10 + r.IntN(40)
		n.Edges[i].Hundredth -= part
		n.Edges = append(n.Edges, Edge{n.Communes[last].ID, n.NewCommunes[k+1].ID, part})
		moved := n.Communes[last].Households * part / 100
		n.NewCommunes[k].Households -= moved
		n.NewCommunes[k+1].Households += moved
	}
}

func pick(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }

// name is two syllables that Vietnamese places are called by: a country of ten
// thousand has many namesakes, as the real one.
func name(r *rand.Rand) string {
	return pick(r, "Tân", "Phú", "Long", "Vĩnh", "Bình", "Mỹ", "Thạnh", "Hòa", "Đông", "Tây", "Nam", "Bắc", "An", "Thanh", "Xuân", "Yên", "Đại", "Kim", "Ngọc", "Quảng", "Sơn", "Hải", "Cẩm", "Ea", "Nghĩa") +
		" " + pick(r, "An", "Bình", "Châu", "Đức", "Hưng", "Hội", "Khánh", "Lộc", "Lợi", "Minh", "Phong", "Phước", "Quang", "Thành", "Thạnh", "Thịnh", "Thuận", "Tiến", "Trung", "Xuân", "Sơn", "Hải", "Ô", "Ái", "Văn")
}
