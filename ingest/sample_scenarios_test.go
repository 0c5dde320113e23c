package ingest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"danbiet/data"
)

// sampleReadings are the readings of all reports of a sample, by file.
type sampleReadings map[string]*data.Reading

func readReports(t *testing.T, dir string) sampleReadings {
	t.Helper()
	cat := catalogue(t)
	all := sampleReadings{}
	names, _ := filepath.Glob(filepath.Join(dir, "*", "*.xlsx"))
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".xlsx")] = Read(filepath.Base(name), b, cat)
	}
	return all
}

// of is the reading of a unit's sending for a period: version 1, 2, …
func (s sampleReadings) of(t *testing.T, unit, period string, version int) *data.Reading {
	t.Helper()
	name := fmt.Sprintf("bao-cao-%s-%s", strings.ToLower(period), unit)
	if version > 1 {
		name = fmt.Sprintf("%s-lan-%d", name, version)
	}
	r, ok := s[name]
	if !ok || r.Report == nil {
		t.Fatalf("no report %s", name)
	}
	return r
}

func valuesOf(r *data.Reading) figures {
	f := figures{}
	for _, v := range r.Report.Indicators {
		f[v.Code+v.Part] = v.Value
	}
	return f
}

func sampleTask(t *testing.T, r *data.Reading, label string) (data.TaskStatus, data.TaskTarget) {
	t.Helper()
	for i, s := range r.Report.Tasks {
		if s.Label == label {
			return s, r.Targets[i]
		}
	}
	t.Fatalf("%s: no task %s", r.File.Name, label)
	return data.TaskStatus{}, data.TaskTarget{}
}

func TestTheReportsOfTheSample(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { reportsOfTheSample(t, seed) })
	}
}

func reportsOfTheSample(t *testing.T, seed uint64) {
	dir, stats := writeSample(t, seed)
	all := readReports(t, dir)
	if len(all) != stats.Reports {
		t.Fatalf("%d reports, want %d", len(all), stats.Reports)
	}
	t.Run("whose and for when", func(t *testing.T) { whoseAndForWhen(t, dir, all) })
	t.Run("only the scenarios have problems", func(t *testing.T) { onlyScenariosHaveProblems(t, all) })
	t.Run("figures agree with each other", func(t *testing.T) { figuresAgree(t, all) })
	t.Run("rising", func(t *testing.T) { rising(t, all) })
	t.Run("figures of the scenarios", func(t *testing.T) { scenarioFigures(t, all) })
	t.Run("tasks of the scenarios", func(t *testing.T) { scenarioTasks(t, all) })
	t.Run("the report of May 2024", func(t *testing.T) { may2024(t, all) })
}

func whoseAndForWhen(t *testing.T, dir string, all sampleReadings) {
	cat, rows := catalogue(t), registers(t, dir)
	for name, r := range all {
		p, ok := cat.PeriodByID(r.Period)
		unit := r.UnitID
		if !ok || r.Kind != data.KindReport || !strings.HasPrefix(name, "bao-cao-"+strings.ToLower(p.ID)+"-"+unit) {
			t.Errorf("%s: read as %s of %q for %q", name, r.Kind, unit, r.Period)
			continue
		}
		row := rows[p.ID+"/"+name+".xlsx"]
		on := data.DayOf(row.Received)
		if r.Report.DataFrom != p.DataFrom || r.Report.DataTo > p.DataTo || r.Report.DataTo >= on || r.Head.Date > on || r.Head.Date < r.Report.DataTo {
			t.Errorf("%s: data %s to %s, signed %s, received %s", name, r.Report.DataFrom, r.Report.DataTo, r.Head.Date, on)
		}
		banner := slices.ContainsFunc(r.Cells, func(c data.Cell) bool { return strings.Contains(c.Text, sampleBanner) })
		if !banner {
			t.Errorf("%s: no banner", name)
		}
		if len(r.Report.Tasks) < 6 || len(r.Links) < 5 {
			t.Errorf("%s: %d tasks, %d links", name, len(r.Report.Tasks), len(r.Links))
		}
	}
}

func onlyScenariosHaveProblems(t *testing.T, all sampleReadings) {
	want := map[string]string{
		"bao-cao-2023-n-phuong-long-thanh": "ambiguous_number block",
		"bao-cao-2024-6t-xa-long-an":       "part_over_whole block",
		"bao-cao-2023-6t-xa-phu-loc":       "copied_from_previous warn",
		"bao-cao-2023-n-xa-vinh-hoa":       "unit_suspect warn",
		"bao-cao-2024-6t-xa-vinh-hoa":      "sum_mismatch warn",
		"bao-cao-2023-6t-xa-tan-thanh":     "sum_mismatch warn",
		"bao-cao-2023-6t-xa-vinh-hoa":      "status_contradiction warn",
		"bao-cao-2023-n-xa-le-chanh":       "reason_missing warn",
		"bao-cao-2022-n-phuong-long-chau":  "status_contradiction warn", // the range left at the top
		"bao-cao-2023-n-phuong-long-chau":  "status_contradiction warn",
		"bao-cao-2024-n-phuong-long-chau":  "status_contradiction warn",
	}
	got := map[string]string{}
	for name, r := range all {
		for _, p := range r.Problems {
			// A successor is three times as large as the communes the ranges are of.
			if strings.HasSuffix(r.UnitID, "-2025") && p.Code == "out_of_range" {
				continue
			}
			got[name] = p.Code + " " + string(p.Level)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// figuresAgree: what a year holds is never less than what its first part held,
// and what was open at a year's end is what the next year begins with.
func figuresAgree(t *testing.T, all sampleReadings) {
	cat := catalogue(t)
	open := map[string]float64{}
	for year := 2022; year <= 2025; year++ {
		for _, u := range cat.Children("tx-tan-chau", data.Date(year, 5, 1)) {
			id := u.UnitID
			six := all[fmt.Sprintf("bao-cao-%d-6t-%s-lan-2", year, id)]
			if six == nil {
				six = all[fmt.Sprintf("bao-cao-%d-6t-%s", year, id)]
			}
			if six != nil {
				f := valuesOf(six)
				if before, known := open[id]; known && f["QC41"] != before {
					t.Errorf("%s %d: carried over %v, was open %v", id, year, f["QC41"], before)
				}
			}
			whole := all[fmt.Sprintf("bao-cao-%d-n-%s-lan-2", year, id)]
			if whole == nil {
				whole = all[fmt.Sprintf("bao-cao-%d-n-%s", year, id)]
			}
			if whole == nil || len(whole.Report.Indicators) < 60 {
				delete(open, id) // nothing, or the report returned for its substance
				continue
			}
			w := valuesOf(whole)
			open[id] = w["QC44"]
			if six == nil || id == "xa-vinh-hoa" && year == 2023 { // money in millions
				continue
			}
			for _, ind := range cat.Indicators {
				if ind.Aggregation != "flow" && ind.Aggregation != "cumulative" {
					continue
				}
				if a, b := valuesOf(six)[ind.Code+ind.Part], w[ind.Code+ind.Part]; b < a {
					// The correction and the wrong total stand in the first report alone.
					if id == "xa-vinh-hoa" && year == 2024 && ind.Code == "QC29" {
						continue
					}
					t.Errorf("%s %d %s%s: %v in the year, %v in its first part", id, year, ind.Code, ind.Part, b, a)
				}
			}
		}
	}
}

func rising(t *testing.T, all sampleReadings) {
	sum := map[string]float64{}
	for _, r := range all {
		if !strings.Contains(r.File.Name, "-lan-") && r.UnitID != "xa-le-chanh" && r.UnitID != "xa-phu-vinh" && r.UnitID != "xa-chau-phong" && r.UnitID != "phuong-long-son" {
			sum[r.Period] += valuesOf(r)["QC59b"] // the largest count, so the steadiest
		}
	}
	for _, tc := range []struct {
		from, to string
		lo, hi   float64
	}{
		{"2022-6T", "2023-6T", 1.25, 1.85}, {"2023-6T", "2024-6T", 1.00, 1.16}, {"2024-6T", "2025-6T", 1.00, 1.16}, {"2022-N", "2023-N", 1.15, 1.45}, {"2023-N", "2024-N", 1.02, 1.13},
	} {
		if got := sum[tc.to] / sum[tc.from]; got < tc.lo || got > tc.hi {
			t.Errorf("%s to %s: %.2f, want %v to %v", tc.from, tc.to, got, tc.lo, tc.hi)
		}
	}
}

func scenarioFigures(t *testing.T, all sampleReadings) {
	value := func(unit, period string, version int, id string) float64 {
		v, ok := valuesOf(all.of(t, unit, period, version))[id]
		if !ok {
			t.Errorf("%s %s: no %s", unit, period, id)
		}
		return v
	}
	if got := value("phuong-long-thanh", "2023-N", 2, "QC32"); got != 125 {
		t.Errorf("days of work sent again: got %v, want 125", got)
	}
	if _, read := valuesOf(all.of(t, "phuong-long-thanh", "2023-N", 1))["QC32"]; read {
		t.Error("12.5 was read as a number")
	}
	for version, want := range map[int]bool{1: true, 2: false} {
		r := valuesOf(all.of(t, "xa-long-an", "2024-6T", version))
		if got := r["QC43"] > r["QC41"]+r["QC42"]; got != want {
			t.Errorf("xã Long An, version %d: settled %v of %v + %v", version, r["QC43"], r["QC41"], r["QC42"])
		}
	}
	before, after := valuesOf(all.of(t, "xa-tan-an", "2024-6T", 1)), valuesOf(all.of(t, "xa-tan-an", "2024-6T", 2))
	changed := 0
	for id := range after {
		if before[id] != after[id] {
			changed++
		}
	}
	if changed != 4 {
		t.Errorf("the correction changes %d figures, want 4", changed)
	}
	for _, unit := range []string{"xa-le-chanh", "phuong-long-phu"} {
		for _, period := range []string{"2024-6T", "2024-N"} {
			for _, id := range []string{"QC35", "QC36", "QC37", "QC38", "QC39"} {
				if got := value(unit, period, 1, id); got != 0 {
					t.Errorf("%s %s: %s is %v, want no dialogue", unit, period, id, got)
				}
			}
		}
	}
	for name, r := range all { // elsewhere the law's minimum is kept
		if f := valuesOf(r); strings.HasSuffix(r.Period, "-N") && f["QC35"] == 0 && r.Period != "2024-N" && len(f) > 60 {
			t.Errorf("%s: no dialogue in the year", name)
		}
	}
	for _, period := range []string{"2022-6T", "2023-N", "2024-6T", "2025-6T"} {
		f := valuesOf(all.of(t, "phuong-long-hung", period, 1))
		for part, whole := range map[string]string{"QC09": "QC08", "QC10": "QC09", "QC27": "QC26", "QC55": "QC54", "QC59a": "QC59b", "QC62": "QC61", "QC39": "QC38"} {
			if f[part] != f[whole] {
				t.Errorf("phường Long Hưng %s: %s %v of %v, want all", period, part, f[part], f[whole])
			}
		}
	}
	if n := len(all.of(t, "phuong-long-son", "2022-N", 1).Report.Indicators); n > 45 {
		t.Errorf("the report returned for its substance has %d figures", n)
	}
	if s := all.of(t, "xa-phu-loc", "2024-6T", 1).Signer; s != nil && s.Name != "" {
		t.Errorf("the report returned for want of a signature is signed %q", s.Name)
	}
	sum := 0.0
	for _, unit := range []string{"xa-tan-an", "xa-tan-thanh", "xa-long-an"} {
		sum += value(unit, "2025-6T", 1, "QC19")
	}
	if got := value("xa-tan-an-2025", "2025-N", 1, "QC19"); got <= sum {
		t.Errorf("the new xã Tân An held %v meetings in the year, its predecessors %v by May", got, sum)
	}
}

func scenarioTasks(t *testing.T, all sampleReadings) {
	for _, tc := range []struct {
		name, unit, period, label string
		status                    data.Status
		note                      bool
	}{
		{"nothing arose, with a reason", "phuong-long-chau", "2024-N", "II.4", data.StatusNothingArose, true},
		{"nothing arose, without", "xa-le-chanh", "2023-N", "II.4", data.StatusNothingArose, false},
		{"not applicable", "phuong-long-thanh", "2022-N", "II.6", data.StatusNotApplicable, true},
		{"done with 8 of 10", "xa-vinh-hoa", "2023-6T", "II.5", data.StatusDone, false},
		{"done in May", "phuong-long-son", "2023-6T", "II.4", data.StatusDone, false},
		{"in progress in October", "phuong-long-son", "2023-N", "II.4", data.StatusInProgress, false},
		{"reported in May", "phuong-long-phu", "2023-6T", "II.2", data.StatusInProgress, false},
		{"not in October", "phuong-long-phu", "2023-N", "II.2", "", false},
	} {
		got, _ := sampleTask(t, all.of(t, tc.unit, tc.period, 1), tc.label)
		if got.Status != tc.status || (got.Note != "") != tc.note {
			t.Errorf("%s: got %q, note %q; want %q", tc.name, got.Status, got.Note, tc.status)
		}
	}
	s, g := sampleTask(t, all.of(t, "phuong-long-chau", "2024-N", 1), "II.7")
	if g.Type != "range" || g.Lo == nil || *g.Lo != 4 || *g.Hi != 8 || s.Actual == nil || *s.Actual != 9 {
		t.Errorf("a task by a range: got %+v, actual %v", g, s.Actual)
	}
	s, g = sampleTask(t, all.of(t, "xa-chau-phong", "2024-N", 1), "II.7")
	if g.Type != "lower" || *g.Target != 2 || *s.Actual != 3 {
		t.Errorf("a task where less is better: got %+v, actual %v", g, s.Actual)
	}
	for period, want := range map[string]string{"2023-6T": "5 ấp, 5 reported", "2024-6T": "6 ấp, 5 reported", "2024-N": "6 ấp, 6 reported"} {
		s, _ := sampleTask(t, all.of(t, "xa-tan-thanh", period, 1), "II.1")
		reported := 0
		for _, ap := range s.Aps {
			if ap.Actual != nil {
				reported++
			}
		}
		if got := fmt.Sprintf("%d ấp, %d reported", len(s.Aps), reported); got != want {
			t.Errorf("xã Tân Thạnh %s: got %s, want %s", period, got, want)
		}
	}
	s, _ = sampleTask(t, all.of(t, "xa-chau-phong", "2024-6T", 1), "II.1")
	if len(s.Aps) != 8 || *s.Aps[0].Actual != 3 || *s.Aps[1].Actual != 1 || *s.Actual != 16 {
		t.Errorf("xã Châu Phong 2024-6T: got %+v of %v", s.Aps, s.Actual)
	}
	_, g = sampleTask(t, all.of(t, "phuong-long-thanh", "2024-6T", 1), "II.1")
	if g.Weight == nil || *g.Weight != 3 {
		t.Errorf("phường Long Thạnh weighs its tasks: got %v", g.Weight)
	}
	towns := map[string]bool{}
	for _, l := range all.of(t, "xa-phu-loc", "2023-N", 1).Links {
		towns[l.TownLabel] = true
	}
	if towns["II.2"] || !towns["II.3"] {
		t.Errorf("xã Phú Lộc 2023 carries out %v, want not II.2", towns)
	}
	for name, r := range all {
		if r.UnitID != "phuong-long-hung" {
			continue
		}
		for i, s := range r.Report.Tasks {
			if s.Status != data.StatusDone || r.Targets[i].Evidence != "" {
				t.Errorf("%s %s: %s, evidence %q; want done without evidence", name, s.Label, s.Status, r.Targets[i].Evidence)
			}
		}
		if l := r.Links[0]; l.Label != "II.1" || l.TownLabel != "II.3" {
			t.Errorf("%s: first link %+v, want II.1 for II.3", name, l)
		}
	}
}

// may2024 is the overview that the demo opens with.
func may2024(t *testing.T, all sampleReadings) {
	cat := catalogue(t)
	count := map[data.Status]int{}
	for _, u := range cat.Children("tx-tan-chau", data.Date(2024, 5, 17)) {
		r, sent := all["bao-cao-2024-6t-"+u.UnitID]
		if sent == (u.UnitID == "xa-phu-vinh") {
			t.Errorf("%s sent: %v", u.UnitID, sent)
		}
		if !sent {
			continue
		}
		town := map[string]string{}
		for _, l := range r.Links {
			town[l.Label] = l.TownLabel
		}
		for _, s := range r.Report.Tasks {
			label, linked := town[s.Label]
			if !linked {
				continue
			}
			count[s.Status]++
			want, open := six2024[u.UnitID][int(label[len(label)-1]-'0')]
			if !open {
				want = sampleState{wordDone, 1}
			}
			if wordOf(statusWords, string(s.Status)) != want.word {
				t.Errorf("%s %s: got %q, want %q", u.UnitID, label, s.Status, want.word)
			}
			share := s.Progress
			if share == nil && s.Actual != nil {
				v := *s.Actual / *s.Target
				share = &v
			}
			if want.word == wordDoing && (want.share < 0) != (share == nil) || share != nil && want.word == wordDoing && *share != want.share {
				t.Errorf("%s %s: got %v, want %v", u.UnitID, label, share, want.share)
			}
		}
	}
	want := map[data.Status]int{data.StatusDone: 66, data.StatusInProgress: 9, data.StatusNotStarted: 2, "": 1}
	if !maps.Equal(count, want) {
		t.Errorf("got %v, want %v of 13 × 6 tasks", count, want)
	}
}
