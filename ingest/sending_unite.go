package ingest

import (
	"context"
	"unicode"

	"danbiet/data"
)

// unite makes one report of the files of a sending: a figure that several state
// counts once. The annex wins over the narrative, for it is what was counted
// from; where they differ the clerk is asked, with both places.
func (s *intake) unite() {
	figures, tasks := map[string]stated{}, map[string]stated{}
	for _, a := range s.byWeight() {
		r := a.reading
		if r.Report == nil {
			continue
		}
		r.Report.Indicators = keepNew(r.Report.Indicators, func(v data.IndicatorValue) bool {
			return s.once(figures, a, v.Code+v.Part, stated{a, v.At, v.Value, v.Printed}, indicatorName(v))
		})
		r.Report.Tasks = keepNew(r.Report.Tasks, func(t data.TaskStatus) bool {
			return s.once(tasks, a, t.Label, stated{a, t.At, taskSaid(t), taskShown(t)}, "nhiệm vụ "+t.Label)
		})
		r.Targets = keepNew(r.Targets, func(t data.TaskTarget) bool {
			return tasks[t.Label].file == nil || tasks[t.Label].file == a
		})
	}
}

// stated is one value and where it stands.
type stated struct {
	file    *arrival
	at      data.Place
	value   any
	printed string
}

// once keeps the first value of a key. A later one is dropped; when it differs
// it is a problem of the file that says it.
func (s *intake) once(known map[string]stated, a *arrival, key string, v stated, what string) bool {
	first := known[key]
	if first.file == nil {
		known[key] = v
		return true
	}
	if first.value != v.value {
		other := where(first.at)
		if first.file != a {
			other = "tệp " + first.file.info.Name + ", " + lowerFirst(other)
		}
		a.reading.Problems = append(a.reading.Problems, data.NewProblem("contradiction", data.Warn, v.at,
			"where", a.info.Name+", "+lowerFirst(where(v.at)), "what", what, "got", v.printed, "other", other, "want", first.printed))
	}
	return false
}

// byWeight are the files whose figures count first: annexes, then narratives.
func (s *intake) byWeight() []*arrival {
	var annexes, narratives []*arrival
	for _, a := range s.files {
		if a.reading != nil && wordy(a.reading) {
			narratives = append(narratives, a)
		} else if a.reading != nil {
			annexes = append(annexes, a)
		}
	}
	return append(annexes, narratives...)
}

func keepNew[T any](all []T, isNew func(T) bool) []T {
	kept := make([]T, 0, len(all))
	for _, v := range all {
		if isNew(v) {
			kept = append(kept, v)
		}
	}
	return kept
}

func indicatorName(v data.IndicatorValue) string { return "chỉ tiêu " + v.Code + v.Part }

// taskSaid is what a status says, to be compared.
func taskSaid(t data.TaskStatus) any {
	number := func(p *float64) any {
		if p == nil {
			return nil
		}
		return *p
	}
	return [4]any{t.Status, number(t.Progress), number(t.Target), number(t.Actual)}
}

// taskShown is what a status says, to be read.
func taskShown(t data.TaskStatus) string {
	shown := wordOf(statusWords, string(t.Status))
	if t.Actual != nil {
		shown += " " + FormatNumber(*t.Actual)
	}
	if t.Progress != nil {
		shown += " " + FormatNumber(roundTo(*t.Progress*100, 4)) + "%"
	}
	return shown
}

func lowerFirst(s string) string {
	if r := []rune(s); len(r) > 0 {
		return string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return s
}

// unite reads the annexes of a recorded sending that do not say whose they are
// with the unit and the period of its first file, then makes one report of all.
func (im *Importer) unite(ctx context.Context, s *intake) error {
	for _, a := range s.files[min(1, len(s.files)):] {
		if first := s.files[0]; !identified(a) && identified(first) && annex(a) {
			takeFrom(a, first)
			if err := im.read(ctx, a); err != nil {
				return err
			}
		}
	}
	s.unite()
	return nil
}
