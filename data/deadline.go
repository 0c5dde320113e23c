package data

import (
	"fmt"
	"time"
)

// Rule says how a document words its last day (METHOD.md 1.2).
type Rule string

// The rules of a last day.
const (
	// BeforeDate: "trước ngày 10/5" ends with 9/5.
	BeforeDate Rule = "before_date"
	// ByDate: "chậm nhất ngày", "đến hết ngày".
	ByDate Rule = "by_date"
	// CalendarDaysAfter: "trong k ngày kể từ ngày chốt".
	CalendarDaysAfter Rule = "calendar_days_after"
	// WorkingDaysAfter: "k ngày làm việc".
	WorkingDaysAfter Rule = "working_days_after"
)

// Roll says whether a last day that is a day off moves to the next working day.
type Roll string

// Rolling is a decision of the receiving body; the default for dates is none.
const (
	RollNone    Roll = "none"
	RollForward Roll = "forward"
)

// Basis says which instant of a sending its timeliness goes by.
type Basis string

// The signing date on a document is never one: its sender writes it.
const (
	// ReceivedAt is when the receiving body had it; "" is the same.
	ReceivedAt Basis = "received_at"
	// SentAt is when it left its sender, where the register says so, else ReceivedAt.
	SentAt Basis = "sent_at"
)

// Deadline is a rule with its numbers. On is the date named (or the period's
// end for the *_after rules), Days the k of those rules. CutoffTime is the local
// time of day ("17:00") from which on a receipt is too late for that day; "" is
// 24:00.
type Deadline struct {
	Rule       Rule
	On         Day
	Days       int
	Roll       Roll
	CutoffTime string
	Basis      Basis
}

// LastDay is the last local date on which receipt is on time (METHOD.md 1.2).
// Dates outside the calendar are errors: a day off nobody recorded would make
// somebody late.
func (d Deadline) LastDay(c *Calendar) (Day, error) {
	var last Day
	switch d.Rule {
	case BeforeDate:
		last = d.On - 1
	case ByDate:
		last = d.On
	case CalendarDaysAfter:
		last = d.On + Day(d.Days)
	case WorkingDaysAfter:
		last = d.On
		for n := 0; n < d.Days; {
			last++
			working, err := c.Working(last)
			if err != nil {
				return 0, err
			}
			if working {
				n++
			}
		}
	default:
		return 0, fmt.Errorf("%w: deadline rule %q", ErrInvalid, d.Rule)
	}
	switch d.Roll {
	case RollNone, "":
		return last, nil
	case RollForward:
		for {
			working, err := c.Working(last)
			if err != nil || working {
				return last, err
			}
			last++
		}
	}
	return 0, fmt.Errorf("%w: roll %q", ErrInvalid, d.Roll)
}

// Cutoff is the first instant that is too late for a last day: the cut-off time
// of that day, 24:00 without one. A time that is none is an error.
func (d Deadline) Cutoff(last Day) (time.Time, error) {
	if d.CutoffTime == "" {
		return (last + 1).Start(), nil
	}
	at, err := time.Parse(clockTime, d.CutoffTime)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: cut-off time %q is not like 17:00", ErrInvalid, d.CutoffTime)
	}
	return last.Start().Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute), nil
}

// clockTime is how a cut-off time is written.
const clockTime = "15:04"

// CountsOn is the day that a receipt counts for: its own, or the next one from
// the cut-off time on. Where the clock is not known, the whole day is good
// (METHOD.md 1.2).
func (d Deadline) CountsOn(at time.Time, clockKnown bool) Day {
	on := DayOf(at)
	if cutoff, err := d.Cutoff(on); err == nil && clockKnown && !at.Before(cutoff) {
		return on + 1
	}
	return on
}

// Calendar knows the working days of a run of whole years.
type Calendar struct {
	From Day // first day known
	days []CalendarDay
}

// CalendarDay is one day of the working calendar. WorkingNo counts the working
// days from the calendar's start up to and including this day, so that the
// number of working days in (a, b] is the difference of two of them.
type CalendarDay struct {
	Day       Day
	IsWorking bool
	WorkingNo int
	Reason    string
	Status    string // week, law, dispatch, provisional
	Source    string
}

// CalendarException is a day that differs from the week: a day off, or a
// Saturday worked in exchange.
type CalendarException struct {
	Day       Day
	IsWorking bool
	Reason    string
	Status    string
	Source    string
}

// NewCalendar builds the calendar of whole years from the exceptions: Monday to
// Friday are worked, but for the days off, plus the days worked in exchange
// (METHOD.md 1.2). Exceptions outside the years are ignored.
func NewCalendar(fromYear, toYear int, exceptions []CalendarException) *Calendar {
	c := &Calendar{From: Date(fromYear, time.January, 1)}
	by := make(map[Day]CalendarException, len(exceptions))
	for _, e := range exceptions {
		by[e.Day] = e
	}
	n := 0
	for d := c.From; d <= Date(toYear, time.December, 31); d++ {
		w := d.Weekday()
		day := CalendarDay{Day: d, IsWorking: w != time.Saturday && w != time.Sunday, Status: "week", Source: "Bộ luật Lao động 2019, Điều 105, 111"}
		if e, ok := by[d]; ok {
			day.IsWorking, day.Reason, day.Status, day.Source = e.IsWorking, e.Reason, e.Status, e.Source
		}
		if day.IsWorking {
			n++
		}
		day.WorkingNo = n
		c.days = append(c.days, day)
	}
	return c
}

// Days are all days known, in order.
func (c *Calendar) Days() []CalendarDay { return c.days }

// Working tells whether a day is worked; a day outside the calendar is an error.
func (c *Calendar) Working(d Day) (bool, error) {
	if d < c.From || int(d-c.From) >= len(c.days) {
		return false, fmt.Errorf("%w: no working calendar for %s", ErrInvalid, d)
	}
	return c.days[d-c.From].IsWorking, nil
}

// WorkingBetween is the number of working days in (from, to]; both days must be
// in the calendar.
func (c *Calendar) WorkingBetween(from, to Day) (int, error) {
	for _, d := range []Day{from, to} {
		if _, err := c.Working(d); err != nil {
			return 0, err
		}
	}
	if to <= from {
		return 0, nil
	}
	return c.days[to-c.From].WorkingNo - c.days[from-c.From].WorkingNo, nil
}
