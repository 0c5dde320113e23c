package ingest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"danbiet/data"
)

// Changes are what a sending says otherwise than the version before it, of the
// same unit and period (a plan: and year).
type Changes struct {
	Submission int64
	Before     int64 // the version before, 0 when this is the first
	Changes    []Change
	// Same is the number of values that are in both and equal.
	Same int
}

// Change is one value that differs: of a figure, or of a field of a task.
type Change struct {
	Code, Part string // of a figure
	Task       string // label of a task
	Field      string // of a task: status, actual, target, progress, text, due
	// Was and Now are as a person reads them; nil: the version does not say it.
	// Numbers are written the Vietnamese way, statuses are their codes.
	Was, Now *string
	// Where each stands: file of its submission, place in it.
	WasFile, NowFile int
	WasAt, NowAt     data.Place
}

// What names the value: QC40a, II.1 status.
func (c Change) What() string {
	if c.Code != "" {
		return c.Code + c.Part
	}
	return c.Task + " " + c.Field
}

// Changes compares a submission with the version before it: the last one
// received before it, of the same unit and period, that was read and not
// returned. It works before confirming, too. A submission of which unit or
// period is not known has no version before.
func (im *Importer) Changes(ctx context.Context, submission int64) (*Changes, error) {
	x, err := im.Store.Sending(ctx, submission)
	if err != nil {
		return nil, err
	}
	s, err := im.readSending(x)
	if err != nil {
		return nil, err
	}
	c := &Changes{Submission: submission}
	if x.UnitID == "" || x.Document == data.KindUnknown || x.Document == data.KindReport && x.PeriodID == "" {
		return c, nil
	}
	period := x.PeriodID
	if x.Document == data.KindPlan {
		period = ""
	}
	versions, err := im.Store.CountingSendings(ctx, x.UnitID, period, x.Year)
	if err != nil {
		return nil, err
	}
	var before *data.Sending
	for _, v := range versions {
		if cmp.Or(v.ReceivedAt.Compare(x.ReceivedAt), cmp.Compare(v.Submission, submission)) < 0 {
			before = v
		}
	}
	if before == nil {
		return c, nil
	}
	old, err := im.readSending(before)
	if err != nil {
		return nil, err
	}
	c.Before = before.Submission
	c.Changes, c.Same = compare(old.values(), s.values())
	return c, nil
}

// statement is one value of a sending with its place.
type statement struct {
	change Change // without was and now
	text   string
	file   int
	at     data.Place
	order  int
}

// values are everything a sending says that can change from version to version.
func (s *intake) values() map[string]statement {
	all := map[string]statement{}
	for _, a := range s.files {
		say := func(c Change, text string, at data.Place) {
			if _, known := all[c.What()]; !known && text != "" {
				all[c.What()] = statement{change: c, text: text, file: a.FileNo, at: at, order: len(all)}
			}
		}
		r := a.reading
		for _, t := range r.Tasks {
			say(Change{Task: t.Label, Field: "text"}, t.Text, t.At)
			say(Change{Task: t.Label, Field: "due"}, string(t.To), t.At)
		}
		for _, t := range r.Targets {
			say(Change{Task: t.Label, Field: "target"}, shownTarget(t), t.At)
			if t.Due != 0 {
				say(Change{Task: t.Label, Field: "due"}, t.Due.String(), t.At)
			}
		}
		if r.Report == nil {
			continue
		}
		for _, v := range r.Report.Indicators {
			say(Change{Code: v.Code, Part: v.Part}, FormatNumber(roundTo(v.Value, 2)), v.At)
		}
		for _, t := range r.Report.Tasks {
			say(Change{Task: t.Label, Field: "status"}, string(t.Status), t.At)
			say(Change{Task: t.Label, Field: "actual"}, shownNumberOf(t.Actual, 1, ""), t.At)
			say(Change{Task: t.Label, Field: "progress"}, shownNumberOf(t.Progress, 100, "%"), t.At)
			for _, ap := range t.Aps {
				say(Change{Task: t.Label, Field: "actual " + ap.Name}, shownNumberOf(ap.Actual, 1, ""), ap.At)
				say(Change{Task: t.Label, Field: "status " + ap.Name}, string(ap.Status), ap.At)
			}
		}
	}
	return all
}

func shownTarget(t data.TaskTarget) string {
	if t.Lo != nil && t.Hi != nil {
		return FormatNumber(*t.Lo) + "–" + FormatNumber(*t.Hi)
	}
	return shownNumberOf(t.Target, 1, "")
}

func shownNumberOf(v *float64, factor float64, suffix string) string {
	if v == nil {
		return ""
	}
	return FormatNumber(roundTo(*v*factor, 6)) + suffix
}

// compare lists what differs, in the order of the newer version, what is gone
// at the end.
func compare(old, now map[string]statement) (changes []Change, same int) {
	inOrder := func(m map[string]statement) []string {
		return slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Compare(m[a].order, m[b].order) })
	}
	for _, key := range inOrder(now) {
		n := now[key]
		c := n.change
		c.Now, c.NowFile, c.NowAt = &n.text, n.file, n.at
		if o, ok := old[key]; ok {
			if o.text == n.text {
				same++
				continue
			}
			c.Was, c.WasFile, c.WasAt = &o.text, o.file, o.at
		}
		changes = append(changes, c)
	}
	for _, key := range inOrder(old) {
		if _, still := now[key]; !still {
			o := old[key]
			c := o.change
			c.Was, c.WasFile, c.WasAt = &o.text, o.file, o.at
			changes = append(changes, c)
		}
	}
	return changes, same
}

// String is the change in one line, for logs and tests.
func (c Change) String() string {
	show := func(s *string) string {
		if s == nil {
			return "—"
		}
		return *s
	}
	return fmt.Sprintf("%s: %s → %s", c.What(), show(c.Was), show(c.Now))
}
