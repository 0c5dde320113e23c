package ingest

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"danbiet/data"
)

// SampleStats says what WriteSample wrote.
type SampleStats struct {
	Folders                   []string
	Files                     int // plans, reports and registers
	Plans, Reports, Registers int
	Bytes                     int64
}

// WriteSample writes the made-up papers of thị xã Tân Châu, 2022 to 2025, into
// an empty or new folder: for each year a folder of plans (the town's and, to
// 2024, its 14 communes'), for each reporting period a folder of workbooks, each
// folder with its incoming register. The same seed gives the same bytes. Every
// file bears the words SỐ LIỆU MINH HỌA; signers are invented, the numbers of
// superior documents are real where the communes' own plans cite them.
//
// Figures follow rates published for comparable communes and agree with each
// other, but where a scenario breaks them:
//
//	unit                 period   what happens
//	all                  2022-6T  low figures, 8 of 14 on time; a rise of 5–10 % a year after
//	xa-vinh-xuong        all      always late, 2 to 5 days; in 2024-6T on a Sunday
//	phuong-long-hung     all      everything done, every share 100 %, no evidence
//	xa-phu-vinh          2024-6T  no report
//	xa-le-chanh          2022-6T  no report, nor from xa-phu-vinh
//	xa-chau-phong        2023-6T  no report
//	phuong-long-son      2022-N   returned for its substance, not sent again
//	xa-phu-loc           2023-6T  the figures of the year before, sent again
//	phuong-long-thanh    2023-N   days of work "12.5", returned, sent again as 125
//	xa-vinh-hoa          2023-N   money in million đồng
//	xa-vinh-hoa          2024-6T  money raised is not the sum of its sources
//	xa-long-an           2024-6T  settled more petitions than it had; returned, sent again
//	xa-phu-loc           2024-6T  returned for want of a signature, cured in 2 working days
//	xa-tan-an            2024-6T  a correction after the last day
//	xa-le-chanh          2024-6T  accepted on 20/05/2024: waiting on 17/05/2024
//	phuong-long-son      2024-N   received at 23:41 of the last day
//	phuong-tan-chau-2025 2025-N   not decided yet
//	phuong-long-phu      2024     no dialogue in the year (with xa-le-chanh)
//	phuong-long-phu      2024 KH  its plan says "chậm nhất ngày 15/5"
//	xa-phu-loc           2023 KH  nothing in its plan carries out the town's task 2
//	xa-tan-thanh         2023-6T  one ấp left out of a task split by ấp
//	xa-tan-thanh         2024-6T  one ấp with a target and no result
//	xa-chau-phong        2024-6T  one ấp above, one below: the sum hides it
//	phuong-long-chau     2024-N   "Không phát sinh" with its reason
//	xa-le-chanh          2023-N   "Không phát sinh" without a reason
//	phuong-long-thanh    2022-N   "Không áp dụng" with the consent's number
//	xa-vinh-hoa          2023-6T  "Hoàn thành" with 8 of 10
//	phuong-long-son      2023     task 4 done in May, in progress in October
//	phuong-long-phu      2023     task 2 reported in May, not in October
//	xa-chau-phong        2024-6T  task 4 in progress without a figure
//	xa-vinh-hoa          2024-6T  task 3 without a status
//	phuong-long-thanh    2024     tasks with weights
//	phuong-long-chau     all      a task measured by a range; out of it in the year reports
//	xa-chau-phong        all      a task where less is better; more than planned in the year reports
//
// In 2024-6T, as of 17/05/2024, 11 of 14 reports came in on time, two late by 3
// and 6 days, one is missing; six2024 lists the tasks that were not finished.
func WriteSample(dir string, cat *data.Catalogue, seed uint64) (SampleStats, error) {
	s := &sampleMaker{dir: dir, cat: cat, seed: seed, carried: map[string]float64{}, past: map[string]yearFigures{}}
	for year := 2022; year <= 2025; year++ {
		if err := s.year(year); err != nil {
			return SampleStats{}, err
		}
	}
	return s.stats, nil
}

type sampleMaker struct {
	dir     string
	cat     *data.Catalogue
	seed    uint64
	stats   SampleStats
	carried map[string]float64     // petitions open at the end of the last year, by unit
	past    map[string]yearFigures // of the last year, by unit
}

// rand is a source of its own for everything that has a name, so that one more
// scenario does not move all other figures.
func (s *sampleMaker) rand(name string, year int) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d", name, year)
	return rand.New(rand.NewPCG(s.seed, h.Sum64()))
}

// sending is one file with its line in the register.
type sending struct {
	file string
	body []byte
	row  RegisterRow
}

func (s *sampleMaker) year(year int) error {
	units, err := sampleUnits(s.cat, "tx-tan-chau", data.Date(year, 5, 1))
	if err != nil {
		return err
	}
	if err := s.plans(units, year); err != nil {
		return err
	}
	now := map[string]yearFigures{}
	for _, u := range units {
		now[u.v.UnitID] = s.figures(u, year)
	}
	six, _ := s.cat.PeriodByID(fmt.Sprintf("%d-6T", year))
	if err := s.reports(units, six, now); err != nil {
		return err
	}
	whole, _ := s.cat.PeriodByID(fmt.Sprintf("%d-N", year))
	if year == 2025 { // the successors owe the year
		if units, now, err = s.successors(whole, now); err != nil {
			return err
		}
	}
	if err := s.reports(units, whole, now); err != nil {
		return err
	}
	s.past = now
	return nil
}

// figures draws a unit's year and lets its scenarios act on it.
func (s *sampleMaker) figures(u *sampleUnit, year int) yearFigures {
	id := u.v.UnitID
	r := s.rand("figures "+id, year)
	if _, known := s.carried[id]; !known {
		s.carried[id] = float64(r.IntN(4))
	}
	var copied figures
	if id == "xa-phu-loc" && year == 2023 {
		copied = s.past[id].six
	}
	y := makeFigures(r, u, year, s.carried[id], copied)
	if u.noDialogue == year {
		y.six.noDialogue()
		y.year.noDialogue()
	}
	if id == "phuong-long-thanh" && year == 2023 {
		y.six["QC32"], y.year["QC32"] = 55, 125
	}
	s.carried[id] = y.year["QC44"]
	return y
}

// successors are the communes of 01/07/2025: what their predecessors had done by
// May, and a summer of their own.
func (s *sampleMaker) successors(p data.Period, old map[string]yearFigures) ([]*sampleUnit, map[string]yearFigures, error) {
	units, err := sampleUnits(s.cat, "tinh-an-giang-2025", p.LastDay)
	if err != nil {
		return nil, nil, err
	}
	now := map[string]yearFigures{}
	for _, u := range units {
		spring := figures{}
		for _, e := range s.cat.Edges {
			if e.To == u.v.UnitID {
				spring.add(old[e.From].six)
			}
		}
		y := makeFigures(s.rand("figures "+u.v.UnitID, p.Year), u, p.Year, spring["QC41"], spring)
		for _, ind := range []string{"QC06", "QC56", "QC58c"} {
			y.year[ind] = max(y.year[ind], spring[ind])
		}
		y.year["QC60b"] = spring["QC60b"] // counted as its predecessors counted, not as the act of 2025
		now[u.v.UnitID] = y
	}
	return units, now, nil
}

// plans writes the folder of a year's plans.
func (s *sampleMaker) plans(units []*sampleUnit, year int) error {
	folder := fmt.Sprintf("%d-KH", year)
	r := s.rand("plan tx-tan-chau", year)
	town, err := townPlanDoc(s.cat, year, inventedName(r))
	if err != nil {
		return err
	}
	sent := []sending{s.planSending(r, fmt.Sprintf("ke-hoach-%d-tx-tan-chau.txt", year), town.text(layoutTwoColumns, false), town.on+1)}
	if year < 2025 {
		for _, u := range units {
			r := s.rand("plan "+u.v.UnitID, year)
			on := s.workday(townPlans[year].on+data.Day(3+r.IntN(7)), 1)
			p := communePlan(r, u, year, on, inventedName(r))
			text := p.text(u.layout, u.v.UnitID == "xa-le-chanh")
			sent = append(sent, s.planSending(r, fmt.Sprintf("ke-hoach-%d-%s.txt", year, u.v.UnitID), text, s.workday(on+data.Day(r.IntN(4)), 1)))
		}
	}
	s.stats.Plans += len(sent)
	return s.write(folder, sent)
}

func (s *sampleMaker) planSending(r *rand.Rand, file, text string, on data.Day) sending {
	row := RegisterRow{File: file, Received: clock(on, 8+r.IntN(8), r.IntN(60)), ClockKnown: true, Decision: "accepted", DecidedOn: s.workday(on+1, 1)}
	if r.IntN(3) == 0 {
		row.Received, row.ClockKnown = on.Start(), false
	}
	return sending{file: file, body: []byte(text), row: row}
}

// workday moves a day off to the next working day, or with step -1 to the one
// before.
func (s *sampleMaker) workday(d data.Day, step data.Day) data.Day {
	for {
		working, err := s.cat.Calendar.Working(d)
		if err != nil || working {
			return d
		}
		d += step
	}
}

// arrival is when a report came in, in days from the last day; absent units
// came in on time, drawn.
var arrivals = map[string]map[string]data.Day{
	"2022-6T": {"xa-vinh-xuong": 5, "phuong-long-son": 3, "xa-vinh-hoa": 1, "xa-long-an": 2},
	"2022-N":  {"xa-vinh-xuong": 4, "xa-le-chanh": 2, "phuong-long-chau": 1},
	"2023-6T": {"xa-vinh-xuong": 4, "xa-tan-an": 2, "phuong-long-son": 5, "xa-vinh-hoa": 1},
	"2023-N":  {"phuong-long-thanh": -3, "xa-vinh-xuong": 3, "phuong-long-son": 1, "xa-phu-loc": 2},
	"2024-6T": {
		"phuong-long-chau": -7, "phuong-long-hung": -7, "phuong-long-thanh": -6, "phuong-long-phu": -5, "xa-chau-phong": -3, "xa-tan-thanh": -3,
		"xa-vinh-hoa": -3, "xa-tan-an": -3, "xa-le-chanh": -2, "xa-long-an": -3, "xa-phu-loc": -1, "xa-vinh-xuong": 3, "phuong-long-son": 6,
	},
	"2024-N":  {"xa-vinh-xuong": 2, "xa-phu-vinh": 1, "phuong-long-son": 0},
	"2025-6T": {"xa-vinh-xuong": 5, "phuong-long-son": 1},
	"2025-N":  {"xa-vinh-xuong-2025": 4},
}

// notSent are the reports that never came.
var notSent = map[string][]string{
	"2022-6T": {"xa-le-chanh", "xa-phu-vinh"},
	"2023-6T": {"xa-chau-phong"},
	"2024-6T": {"xa-phu-vinh"},
}

// reports writes the folder of a period.
func (s *sampleMaker) reports(units []*sampleUnit, p data.Period, now map[string]yearFigures) error {
	var sent []sending
	for _, u := range units {
		if slices.Contains(notSent[p.ID], u.v.UnitID) {
			continue
		}
		list, err := s.report(u, p, now[u.v.UnitID])
		if err != nil {
			return fmt.Errorf("sample: %s %s: %w", u.v.UnitID, p.ID, err)
		}
		sent = append(sent, list...)
	}
	s.stats.Reports += len(sent)
	return s.write(p.ID, sent)
}

// report is everything a unit sends for a period: once, but in the scenarios.
func (s *sampleMaker) report(u *sampleUnit, p data.Period, y yearFigures) ([]sending, error) {
	id, whole := u.v.UnitID, strings.HasSuffix(p.ID, "-N")
	r := s.rand("report "+id+" "+p.ID, p.Year)
	six, year := makeStates(s.rand("states "+id, p.Year), u, p.Year)
	states, values, before := six, y.six, s.past[id].six
	if whole {
		states, values, before = year, y.year, s.past[id].year
	}
	states = scenarioStates(id, p.ID, states)

	on := s.received(r, id, p)
	t := Template{
		Unit: u.v, Period: p, Number: fmt.Sprintf("%d/BC-UBND", 40+r.IntN(160)), SignedOn: max(on-data.Day(r.IntN(2)), p.DataFrom),
		DataFrom: p.DataFrom, DataTo: min(p.DataTo, on-data.Day(1+r.IntN(2))),
		Signer: inventedName(r), Previous: s.previous(id, before), Banner: sampleBanner, Values: map[string]any{},
	}
	t.Tasks, t.Aps = u.taskRows(r, p.Year, states, whole)
	for ind, v := range values {
		t.Values[ind] = v
	}
	t.Values["QC02"] = "Có"
	scenarioRows(id, p.ID, &t)

	first := RegisterRow{Received: clock(on, 7+r.IntN(10), r.IntN(60)), ClockKnown: r.IntN(4) > 0, Decision: "accepted", DecidedOn: s.workday(on+data.Day(1+r.IntN(2)), 1)}
	if !first.ClockKnown {
		first.Received = on.Start()
	}
	return s.scenarioSendings(id, p, t, first)
}

// previous are the figures of the same report a year before, but the petitions
// left open, which are those of the last report.
func (s *sampleMaker) previous(id string, before figures) figures {
	before = maps.Clone(before)
	if before != nil {
		before["QC44"] = s.past[id].year["QC44"]
	}
	return before
}

// received is the day a report came in: given, or drawn on working days before
// the last day.
func (s *sampleMaker) received(r *rand.Rand, id string, p data.Period) data.Day {
	drawn := s.workday(p.LastDay-data.Day(r.IntN(7)), -1)
	if days, ok := arrivals[p.ID][id]; ok {
		return p.LastDay + days
	}
	return drawn
}

func (s *sampleMaker) workbook(t Template) ([]byte, error) {
	var b bytes.Buffer
	err := WriteTemplate(&b, s.cat, t)
	return b.Bytes(), err
}

// write puts the files of a folder and its register on disk, the register in
// order of receipt.
func (s *sampleMaker) write(folder string, sent []sending) error {
	dir := filepath.Join(s.dir, folder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	slices.SortStableFunc(sent, func(a, b sending) int { return a.row.Received.Compare(b.row.Received) })
	var rows []RegisterRow
	for _, f := range sent {
		f.row.File = f.file
		rows = append(rows, f.row)
		if err := s.writeFile(filepath.Join(dir, f.file), f.body); err != nil {
			return err
		}
	}
	register, err := writeRegister(rows, sampleBanner)
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	s.stats.Registers++
	s.stats.Folders = append(s.stats.Folders, folder)
	return s.writeFile(filepath.Join(dir, RegisterName), register)
}

// writeFile never replaces a file: the folder is somebody's.
func (s *sampleMaker) writeFile(name string, body []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	_, err = f.Write(body)
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	s.stats.Files++
	s.stats.Bytes += int64(len(body))
	return nil
}

func inventedName(r *rand.Rand) string {
	return familyNames[r.IntN(len(familyNames))] + " " + middleNames[r.IntN(len(middleNames))] + " " + givenNames[r.IntN(len(givenNames))]
}

// cloneTemplate copies what a scenario may change.
func cloneTemplate(t Template) Template {
	t.Tasks, t.Aps, t.Values = slices.Clone(t.Tasks), slices.Clone(t.Aps), maps.Clone(t.Values)
	return t
}
