package ingest

import (
	"math"
	"math/rand/v2"
)

// figures are one commune's numbers by indicator ("QC40a") for one period.
type figures map[string]float64

// yearFigures are the two reports of one year: the six months and the whole
// year, which contains them.
type yearFigures struct{ six, year figures }

// growth is how busy a half-year was: the first of 2022 low after the epidemic,
// then a rise of 5 to 10 % a year.
var growth = map[int][2]float64{2022: {0.62, 0.86}, 2023: {0.96, 1.00}, 2024: {1.03, 1.08}, 2025: {1.10, 1.15}}

// makeFigures draws a year of one unit. carried are the petitions open when the
// year's window began. Rates are those published for communes of An Giang and
// comparable provinces (mediation 14 cases a year and 92 % settled, supervision
// 3 a year, petitions 20 to 36, exemplars 2 an ấp), scaled by households. With
// copied, the office sends those figures for the first half-year.
func makeFigures(r *rand.Rand, u *sampleUnit, year int, carried float64, copied figures) yearFigures {
	scale := float64(u.households) / 2600
	first := halfYear(r, u, scale, growth[year][0])
	second := halfYear(r, u, scale, growth[year][1])
	dialogues(r, u, first, r.IntN(2), r.IntN(2))
	if copied != nil {
		copyFlows(first, copied)
	}
	held := r.IntN(2)
	if first["QC35"] == 0 {
		held = 1 // the law's minimum is one a year
	}
	dialogues(r, u, second, held, r.IntN(2))
	whole := figures{}
	for id, v := range first {
		whole[id] = v + second[id]
	}
	y := yearFigures{six: first, year: whole}
	closeHalf(r, u, y.six, false)
	closeHalf(r, u, y.year, true)
	// What stands still or adds up over the year cannot fall between the reports.
	for _, id := range []string{"QC06", "QC17", "QC18", "QC56", "QC58c"} {
		y.year[id] = math.Max(y.year[id], y.six[id])
	}
	y.year["QC49"], y.year["QC50"] = math.Max(y.year["QC49"], y.six["QC49"]), math.Max(y.year["QC50"], y.six["QC50"])
	y.year["QC50"] = math.Min(y.year["QC50"], y.year["QC49"])
	settle(y.six, y.year, carried)
	return y
}

// settle works out what was open at the end of both windows: settled in six
// months never more than in the year.
func settle(six, year figures, carried float64) {
	for i, f := range []figures{six, year} {
		f["QC41"] = carried
		f["QC43"] += math.Round(carried * []float64{0.5, 1}[i])
		f["QC44"] = carried + f["QC42"] - f["QC43"]
	}
}

// halfYear draws the flows of six months; parts never exceed their wholes.
func halfYear(r *rand.Rand, u *sampleUnit, scale, g float64) figures {
	f := figures{}
	around := func(mean float64, least int) float64 {
		return math.Max(float64(least), math.Round(mean*(0.75+0.5*r.Float64())))
	}
	part := func(whole, lo, hi float64) float64 {
		if u.perfect {
			return whole
		}
		return math.Min(whole, math.Round(whole*(lo+(hi-lo)*r.Float64())))
	}
	aps := float64(u.apCount)

	f["QC01"] = around(3.4*g, 2)
	f["QC03"] = around(1.2*g, 0)
	f["QC04"] = around(2.6*g, 1)
	f["QC05"] = math.Max(60, f["QC04"]*around(64*g, 30))
	f["QC07"] = around(32*scale*g, 11)
	f["QC08"] = around(12*g, 9)
	f["QC09"] = part(f["QC08"], 0.90, 1)
	f["QC10"] = part(f["QC09"], 0.80, 1)
	f["QC12"] = around(f["QC09"]*0.9, 5)
	f["QC13"] = around(f["QC09"]*1.2, 6)
	f["QC14"] = around(f["QC09"]*0.8, 5)
	f["QC15"] = around(f["QC09"]*1.5, 4)
	f["QC19"] = around(1.9*aps*g, u.apCount+2)
	f["QC20"] = f["QC19"] * around(math.Min(90, float64(u.households)/aps*0.11), 20)
	f["QC21"] = around(3*g, 1)
	f["QC22"] = part(f["QC21"], 0.7, 1)
	f["QC23"] = around(1*g, 0)
	f["QC25"] = around(2.4*g, 1)
	f["QC26"] = f["QC25"] * around(12*scale*g, 4)
	f["QC27"] = part(f["QC26"], 0.72, 0.95)
	f["QC28"] = around(2*scale*g, 0)
	if works := f["QC28"]; works > 0 {
		money := func(mean float64) float64 { return works * 1e5 * around(mean*g, 50) }
		f["QC30"], f["QC31"], f["QC33"] = money(1500), money(900), money(350)
		f["QC32"] = works * around(60*g, 10)
		f["QC34"] = works * 5 * around(38*g, 4)
	} else {
		f["QC30"], f["QC31"], f["QC33"], f["QC32"], f["QC34"] = 0, 0, 0, 0, 0
	}
	f["QC40a"] = around(9*scale*g, 6)
	f["QC40c"] = part(f["QC40a"], 0.85, 1)
	f["QC40b"] = f["QC40a"] + math.Round(f["QC40a"]*0.25*r.Float64())
	f["QC42"] = around(11*scale*g, 3)
	f["QC43"] = part(f["QC42"], 0.86, 1)
	f["QC46"] = around(1.7*g, 1)
	f["QC47"] = around(0.8*g, 0)
	f["QC48a"] = part(f["QC47"], 0.6, 1)
	f["QC48b"] = part(f["QC48a"], 0.6, 1)
	f["QC51a"] = around(1.1*g, 0)
	f["QC51b"] = part(f["QC51a"], 0.6, 1)
	f["QC52a"], f["QC52b"] = 0, 0
	if r.IntN(5) == 0 {
		f["QC52a"] = 5e5 * around(9, 2)
	}
	f["QC53"] = around(1.8*g, 1)
	f["QC54"] = around(7*scale*g, 3)
	f["QC55"] = part(f["QC54"], 0.78, 0.97)
	f["QC58a"], f["QC58b"], f["QC58c"] = 0, 0, 0
	f["QC59b"] = math.Max(310, math.Round(0.31*float64(u.households)*g*(0.96+0.08*r.Float64())))
	f["QC59a"] = part(f["QC59b"], 0.962, 0.9995)
	f["QC61"] = around(18*scale*g, 6)
	f["QC62"] = part(f["QC61"], 0.84, 0.99)
	return f
}

// dialogues sets the dialogues of a half-year and what was said at them.
func dialogues(r *rand.Rand, u *sampleUnit, f figures, committee, party int) {
	f["QC35"], f["QC36"] = float64(committee), float64(party)
	f["QC37"], f["QC38"], f["QC39"] = 0, 0, 0
	for range committee + party {
		said := float64(7 + r.IntN(9))
		f["QC37"] += float64(52 + r.IntN(45))
		f["QC38"] += said
		f["QC39"] += said
		if !u.perfect {
			f["QC39"] -= float64(r.IntN(3))
		}
	}
}

// closeHalf adds what is a state at the cut-off date or follows from the flows.
func closeHalf(r *rand.Rand, u *sampleUnit, f figures, whole bool) {
	aps, share := float64(u.apCount), 0.62+0.2*r.Float64()
	if whole {
		share = 0.84 + 0.13*r.Float64()
	}
	if u.perfect {
		share = 0.98
	}
	f["QC02"] = 1
	f["QC06"] = math.Round(share * float64(u.households))
	f["QC16"], f["QC24"] = aps, aps
	f["QC17"] = aps - float64(r.IntN(2))
	if whole {
		f["QC17"] = aps
	}
	f["QC18"] = 0
	if whole {
		f["QC18"] = math.Max(0, aps-1-float64(r.IntN(3)))
	}
	if u.perfect {
		f["QC17"] = aps
	}
	f["QC19"] = math.Max(f["QC19"], f["QC17"]+f["QC18"])
	f["QC29"] = f["QC30"] + f["QC31"] + f["QC33"]
	f["QC49"] = math.Max(2, f["QC28"]+float64(r.IntN(4)))
	f["QC50"] = math.Max(1, math.Min(f["QC49"], f["QC49"]-float64(r.IntN(3))))
	f["QC56"] = math.Round(aps * (1.9 + 0.5*r.Float64()))
	f["QC57"] = 0
	if whole {
		f["QC57"] = math.Round(f["QC56"] * (0.80 + 0.14*r.Float64()))
		f["QC58a"] = float64(1 + r.IntN(3))
		f["QC58b"] = float64(1 + r.IntN(2))
	}
	f["QC58c"] = float64(r.IntN(3))
	f["QC60a"], f["QC60b"] = float64(u.households), float64(u.population)
}

// noDialogue takes the dialogues out of a period, and what was said at them.
func (f figures) noDialogue() {
	for _, id := range []string{"QC35", "QC36", "QC37", "QC38", "QC39"} {
		f[id] = 0
	}
}

// add sums the figures of predecessors for their successor.
func (f figures) add(g figures) {
	for id, v := range g {
		f[id] += v
	}
}
