package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// hashOf is one hash over names and bytes of all files of a folder.
func hashOf(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	names, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(dir, name)
		fmt.Fprintf(h, "%s %d\n", rel, len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func writeSample(t *testing.T, seed uint64) (string, SampleStats) {
	t.Helper()
	dir := t.TempDir()
	stats, err := WriteSample(dir, catalogue(t), seed)
	if err != nil {
		t.Fatal(err)
	}
	return dir, stats
}

func TestTheSampleIsTheSameForTheSameSeed(t *testing.T) {
	one, stats := writeSample(t, 1)
	two, _ := writeSample(t, 1)
	other, _ := writeSample(t, 2)
	if hashOf(t, one) != hashOf(t, two) {
		t.Error("the same seed gave other bytes")
	}
	if hashOf(t, one) == hashOf(t, other) {
		t.Error("another seed gave the same bytes")
	}
	if stats.Plans != 46 || stats.Reports != 103 || stats.Registers != 12 || stats.Files != 161 || len(stats.Folders) != 12 {
		t.Errorf("got %+v", stats)
	}
	if _, err := WriteSample(one, catalogue(t), 1); err == nil {
		t.Error("a second sample was written over the first")
	}
}

// registers reads every register of the sample: folder/file → row.
func registers(t *testing.T, dir string) map[string]RegisterRow {
	t.Helper()
	rows := map[string]RegisterRow{}
	names, _ := filepath.Glob(filepath.Join(dir, "*", RegisterName))
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		register, problems := ReadRegister(b)
		if len(problems) > 0 {
			t.Fatalf("%s: %v", name, problems)
		}
		for _, row := range register.Rows {
			rows[filepath.Base(filepath.Dir(name))+"/"+row.File] = row
		}
		if !strings.Contains(string(b), sampleBanner) {
			t.Errorf("%s: no banner", name)
		}
	}
	return rows
}

// TestTheSample looks at one sample from all sides.
func TestTheSample(t *testing.T) {
	dir, stats := writeSample(t, 1)
	t.Run("every file is in a register", func(t *testing.T) { everyFileIsInARegister(t, dir, stats) })
	t.Run("who sent when", func(t *testing.T) { whoSentWhen(t, dir) })
	t.Run("the plans are read", func(t *testing.T) { plansAreRead(t, dir, stats) })
}

func everyFileIsInARegister(t *testing.T, dir string, stats SampleStats) {
	rows := registers(t, dir)
	names, _ := filepath.Glob(filepath.Join(dir, "*", "*"))
	dateOnly := 0
	for _, name := range names {
		if filepath.Base(name) == RegisterName {
			continue
		}
		rel, _ := filepath.Rel(dir, name)
		row, ok := rows[filepath.ToSlash(rel)]
		if !ok {
			t.Errorf("%s is in no register", rel)
		}
		if !row.ClockKnown {
			dateOnly++
		}
	}
	if want := stats.Plans + stats.Reports; len(rows) != want {
		t.Errorf("the registers have %d rows, want %d", len(rows), want)
	}
	if dateOnly < 20 || dateOnly > 60 {
		t.Errorf("%d receipts are known by their date alone, want most with a clock and some without", dateOnly)
	}
}

// whoSentWhen counts by the register alone.
func whoSentWhen(t *testing.T, dir string) {
	cat := catalogue(t)
	rows := registers(t, dir)
	type outcome struct{ onTime, late, missing int }
	want := map[string]outcome{
		"2022-6T": {8, 4, 2}, "2022-N": {10, 3, 1}, "2023-6T": {9, 4, 1}, "2023-N": {11, 3, 0},
		"2024-6T": {11, 2, 1}, "2024-N": {12, 2, 0}, "2025-6T": {12, 2, 0}, "2025-N": {4, 1, 0},
	}
	for period, w := range want {
		p, ok := cat.PeriodByID(period)
		if !ok {
			t.Fatalf("no period %s", period)
		}
		parent := "tx-tan-chau"
		if period == "2025-N" {
			parent = "tinh-an-giang-2025"
		}
		units, err := sampleUnits(cat, parent, p.LastDay)
		if err != nil {
			t.Fatal(err)
		}
		var got outcome
		for _, u := range units {
			credit := data.Day(0)
			for _, n := range []string{"", "-lan-2"} {
				row, ok := rows[fmt.Sprintf("%s/bao-cao-%s-%s%s.xlsx", period, strings.ToLower(period), u.v.UnitID, n)]
				if !ok || row.Decision == "returned" && row.ReasonKind == "substantive" {
					continue
				}
				if credit == 0 { // a formal return that was cured keeps its day
					credit = data.DayOf(row.Received)
				}
			}
			switch {
			case credit == 0:
				got.missing++
			case credit <= p.LastDay:
				got.onTime++
			default:
				got.late++
			}
		}
		if got != w {
			t.Errorf("%s: got %+v, want %+v", period, got, w)
		}
	}
	for _, tc := range []struct{ name, file, received string }{
		{"late by 3 days, on a Sunday", "2024-6T/bao-cao-2024-6t-xa-vinh-xuong.xlsx", "2024-05-12 20:14"},
		{"late by 6 days", "2024-6T/bao-cao-2024-6t-phuong-long-son.xlsx", "2024-05-15 16:55"},
		{"in the last hour of the last day", "2024-N/bao-cao-2024-n-phuong-long-son.xlsx", "2024-10-09 23:41"},
		{"a correction after the last day", "2024-6T/bao-cao-2024-6t-xa-tan-an-lan-2.xlsx", "2024-05-14 10:05"},
		{"cured in two working days", "2024-6T/bao-cao-2024-6t-xa-phu-loc-lan-2.xlsx", "2024-05-13 08:45"},
	} {
		if got := rows[tc.file].Received.In(data.Saigon).Format("2006-01-02 15:04"); got != tc.received {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.received)
		}
	}
	for file, w := range map[string]RegisterRow{
		"2022-N/bao-cao-2022-n-phuong-long-son.xlsx":      {Decision: "returned", ReasonKind: "substantive"},
		"2024-6T/bao-cao-2024-6t-xa-phu-loc.xlsx":         {Decision: "returned", ReasonKind: "formal"},
		"2024-6T/bao-cao-2024-6t-xa-long-an.xlsx":         {Decision: "returned", ReasonKind: "substantive"},
		"2023-N/bao-cao-2023-n-phuong-long-thanh.xlsx":    {Decision: "returned", ReasonKind: "substantive"},
		"2025-N/bao-cao-2025-n-phuong-tan-chau-2025.xlsx": {},
		"2024-6T/bao-cao-2024-6t-xa-le-chanh.xlsx":        {Decision: "accepted"},
	} {
		if got := rows[file]; got.File == "" || got.Decision != w.Decision || got.ReasonKind != w.ReasonKind {
			t.Errorf("%s: got %+v, want %+v", file, got, w)
		}
	}
	if got := rows["2024-6T/bao-cao-2024-6t-xa-le-chanh.xlsx"].DecidedOn; got != data.Date(2024, 5, 20) {
		t.Errorf("xã Lê Chánh was decided on %s, want 20/05/2024: waiting on 17/05/2024", got)
	}
}

// plansAreRead: every commune's way of laying out a plan is read back: unit, year, tasks,
// duties, signer.
func plansAreRead(t *testing.T, dir string, stats SampleStats) {
	cat := catalogue(t)
	names, _ := filepath.Glob(filepath.Join(dir, "*", "ke-hoach-*.txt"))
	if len(names) != stats.Plans {
		t.Fatalf("%d plans, want %d", len(names), stats.Plans)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var year int
		var unit string
		if _, err := fmt.Sscanf(filepath.Base(name), "ke-hoach-%d-%s", &year, &unit); err != nil {
			t.Fatal(err)
		}
		unit = strings.TrimSuffix(unit, ".txt")
		if !strings.Contains(norm.NFC.String(string(b)), sampleBanner) {
			t.Errorf("%s: no banner", name)
		}
		if nfd := unit == "xa-le-chanh"; nfd == norm.NFC.IsNormal(b) {
			t.Errorf("%s: composed letters: %v", name, !nfd)
		}
		r := readText(filepath.Base(name), b, cat, Hints{})
		if r.Kind != data.KindPlan || r.UnitID != unit || r.Head.Year == nil || *r.Head.Year != year || data.Blocks(r.Problems) {
			t.Errorf("%s: got %s of %q, %+v", name, r.Kind, r.UnitID, r.Problems)
		}
		n := 6
		if _, local := localTasks[unit]; local {
			n = 7
		}
		if len(r.Tasks) != n {
			t.Errorf("%s: %d tasks, want %d", name, len(r.Tasks), n)
		}
		var last []string
		for _, o := range r.Obligations {
			last = append(last, o.LastDay.String())
		}
		want := []string{fmt.Sprintf("%d-05-09", year), fmt.Sprintf("%d-10-09", year)}
		if unit == "phuong-long-phu" && year == 2024 {
			want[0] = "2024-05-15" // its plan says otherwise than the town's
		}
		if !slices.Equal(last, want) {
			t.Errorf("%s: last days %v, want %v", name, last, want)
		}
		if r.Signer == nil || r.Signer.Name == "" || len(r.Recipients) < 4 || len(r.Citations) < 8 {
			t.Errorf("%s: signer %+v, %d recipients, %d citations", name, r.Signer, len(r.Recipients), len(r.Citations))
		}
		if unit == "tx-tan-chau" {
			for i, task := range r.Tasks {
				if !strings.HasPrefix(task.Text, keyTasks[i].title+": ") {
					t.Errorf("%s: task %s begins %q, want its head %q", name, task.Label, task.Text, keyTasks[i].title)
				}
			}
		}
	}
}
