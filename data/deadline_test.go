package data

import (
	"testing"
	"time"
)

func d(s string) Day {
	day, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return day
}

// The worked cases of METHOD.md 1.2, on the embedded calendar.
func TestLastDay(t *testing.T) {
	c, err := LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name     string
		deadline Deadline
		want     string
	}{
		{"trước ngày 10/5/2024 ends with the 9th", Deadline{Rule: BeforeDate, On: d("2024-05-10")}, "2024-05-09"},
		{"trước 10/10/2024", Deadline{Rule: BeforeDate, On: d("2024-10-10"), Roll: RollNone}, "2024-10-09"},
		{"before a Sunday ends on the Saturday", Deadline{Rule: BeforeDate, On: d("2026-05-10"), Roll: RollNone}, "2026-05-09"},
		{"before a Sunday, rolled, passes the date written", Deadline{Rule: BeforeDate, On: d("2026-05-10"), Roll: RollForward}, "2026-05-11"},
		{"by a Sunday", Deadline{Rule: ByDate, On: d("2026-05-10"), Roll: RollNone}, "2026-05-10"},
		{"by a Sunday, rolled", Deadline{Rule: ByDate, On: d("2026-05-10"), Roll: RollForward}, "2026-05-11"},
		{"1 May 2025, rolled over the swapped Friday and the weekend", Deadline{Rule: ByDate, On: d("2025-05-01"), Roll: RollForward}, "2025-05-05"},
		{"the swapped Monday 29/4/2024, rolled", Deadline{Rule: ByDate, On: d("2024-04-29"), Roll: RollForward}, "2024-05-02"},
		{"three working days across Tết 2025", Deadline{Rule: WorkingDaysAfter, On: d("2025-01-24"), Days: 3}, "2025-02-05"},
		{"Saturday 4/5/2024 was worked: no roll", Deadline{Rule: ByDate, On: d("2024-05-04"), Roll: RollForward}, "2024-05-04"},
		{"seven calendar days after", Deadline{Rule: CalendarDaysAfter, On: d("2024-04-26"), Days: 7}, "2024-05-03"},
		{"no working day after is the day itself", Deadline{Rule: WorkingDaysAfter, On: d("2024-05-02"), Days: 0}, "2024-05-02"},
	} {
		got, err := tc.deadline.LastDay(c.Calendar)
		if err != nil || got.String() != tc.want {
			t.Errorf("%s: got %s (%v), want %s", tc.name, got, err, tc.want)
		}
	}
}

// To the minute around a cut-off at 17:00, and around midnight without one.
func TestCutoff(t *testing.T) {
	for _, tc := range []struct{ time, cutoff, at, countsOn string }{
		{"", "2024-05-10T00:00:00+07:00", "2024-05-09T23:59:59+07:00", "2024-05-09"},
		{"", "2024-05-10T00:00:00+07:00", "2024-05-10T00:00:00+07:00", "2024-05-10"},
		{"17:00", "2024-05-09T17:00:00+07:00", "2024-05-09T16:59:59+07:00", "2024-05-09"},
		{"17:00", "2024-05-09T17:00:00+07:00", "2024-05-09T17:00:00+07:00", "2024-05-10"},
		{"17:00", "2024-05-09T17:00:00+07:00", "2024-05-09T10:00:00Z", "2024-05-10"},
		{"07:30", "2024-05-09T07:30:00+07:00", "2024-05-09T00:29:00Z", "2024-05-09"},
	} {
		dl := Deadline{CutoffTime: tc.time}
		cutoff, err := dl.Cutoff(d("2024-05-09"))
		if err != nil || cutoff.Format(time.RFC3339) != tc.cutoff {
			t.Errorf("cut-off %q: got %s (%v), want %s", tc.time, cutoff.Format(time.RFC3339), err, tc.cutoff)
		}
		at, err := time.Parse(time.RFC3339, tc.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := dl.CountsOn(at, true).String(); got != tc.countsOn {
			t.Errorf("cut-off %q, %s: counts on %s, want %s", tc.time, tc.at, got, tc.countsOn)
		}
		if got, want := dl.CountsOn(at, false), DayOf(at); got != want {
			t.Errorf("cut-off %q, %s by its day alone: counts on %s, want %s", tc.time, tc.at, got, want)
		}
	}
	for _, wrong := range []string{"5pm", "25:00", "17"} {
		if _, err := (Deadline{CutoffTime: wrong}).Cutoff(d("2024-05-09")); err == nil {
			t.Errorf("cut-off %q is taken", wrong)
		}
	}
}

func TestLastDayOutsideTheCalendarIsAnError(t *testing.T) {
	c := NewCalendar(2024, 2024, nil)
	for _, dl := range []Deadline{
		{Rule: ByDate, On: d("2025-05-10"), Roll: RollForward},
		{Rule: WorkingDaysAfter, On: d("2024-12-30"), Days: 3},
		{Rule: "someday", On: d("2024-05-10")},
		{Rule: ByDate, On: d("2024-05-10"), Roll: "backward"},
	} {
		if got, err := dl.LastDay(c); err == nil {
			t.Errorf("%+v: got %s, want an error", dl, got)
		}
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	c, err := LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, from, to string
		want           int
	}{
		{"a Saturday after a Friday is no working day", "2025-05-09", "2025-05-10", 0},
		{"across 30/4–1/5/2024 with the worked Saturday", "2024-04-26", "2024-05-07", 5},
		{"across Tết 2025", "2025-01-24", "2025-02-03", 1},
		{"backwards is none", "2024-05-09", "2024-05-02", 0},
	} {
		got, err := c.Calendar.WorkingBetween(d(tc.from), d(tc.to))
		if err != nil || got != tc.want {
			t.Errorf("%s: got %d (%v), want %d", tc.name, got, err, tc.want)
		}
	}
}
