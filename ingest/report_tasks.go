package ingest

import (
	"regexp"
	"strings"

	"danbiet/data"
)

// readTasks reads sheet NhiemVu: how each task is measured and what was done.
func (x *recogniser) readTasks(t *table) {
	first := map[string]data.Place{}
	weights, rows := 0, 0
	for row := t.first; row <= t.rows; row++ {
		label, ok := x.taskLabel(t, row)
		if !ok {
			continue
		}
		at := t.of("task_code", row).at
		if other, twice := first[label]; twice {
			x.addAt("duplicate_row", data.Block, at, "what", "nhiệm vụ "+label, "other", where(other))
			continue
		}
		first[label] = at
		target := x.taskTarget(t, row, label)
		status := x.taskStatus(t, row, target)
		x.r.Targets = append(x.r.Targets, target)
		x.r.Report.Tasks = append(x.r.Report.Tasks, status)
		x.taskLink(t, row, label)
		rows++
		if target.Weight != nil {
			weights++
		}
	}
	if weights > 0 && weights < rows {
		x.addAt("missing_required", data.Warn, t.placeOf("weight"), "what", "trọng số của một số nhiệm vụ (ghi tất cả hoặc để trống tất cả)")
	}
}

// placeOf is the header of a column.
func (t *table) placeOf(key string) data.Place {
	if c := t.cell(t.cols[key], t.header); c != nil {
		return c.at
	}
	return data.Place{Sheet: t.name}
}

// taskLabel is the row's task code. A row without one is a heading or empty,
// unless it holds figures.
func (x *recogniser) taskLabel(t *table, row int) (string, bool) {
	if c := t.of("task_code", row); c != nil {
		text := c.text
		if c.kind == 'n' { // 1.1 typed as a number
			text = c.raw
		}
		if label := strings.TrimRight(strings.Join(strings.Fields(text), " "), ". "); label != "" {
			return label, true
		}
	}
	for _, key := range []string{"actual", "status", "progress", "target", "ap"} {
		if c := t.of(key, row); c != nil && !c.merged && !blank(c.text) {
			x.addAt("missing_required", data.Block, c.at, "what", "mã nhiệm vụ của dòng này")
			break
		}
	}
	return "", false
}

var between = regexp.MustCompile(`^\s*([\d.,]+)\s*(?:-|–|đến)\s*([\d.,]+)\s*$`)

func (x *recogniser) taskTarget(t *table, row int, label string) data.TaskTarget {
	g := data.TaskTarget{
		Label: label, Text: t.textOf("text", row), Unit: t.textOf("unit", row),
		Responsible: t.textOf("responsible", row), Evidence: t.textOf("evidence", row),
		At: t.of("task_code", row).at,
	}
	g.Type = x.word(t.of("type", row), typeWords, nil)
	year := x.period.Year
	g.Start, _ = x.day(t.of("start", row), year)
	g.Due, _ = x.day(t.of("due", row), year)
	if g.Start != 0 && g.Due != 0 && g.Due < g.Start {
		x.addAt("date_suspect", data.Warn, t.of("due", row).at, "got", dayVi(g.Due), "why", "trước ngày bắt đầu "+dayVi(g.Start), "why_en", "is before the start, "+dayVi(g.Start))
	}
	if c := t.of("milestones", row); c != nil && !c.merged {
		var ok bool
		if g.Milestones, ok = milestonesIn(c.text, year, c.at); !ok {
			x.addAt("milestones", data.Warn, c.at, "got", c.text)
		}
	}
	what := "nhiệm vụ " + label
	c := t.of("target", row)
	if m := between.FindStringSubmatch(t.textOf("target", row)); c != nil && c.kind == 's' && m != nil {
		lo, problemLo := ParseNumber(m[1])
		hi, problemHi := ParseNumber(m[2])
		if problemLo == "" && problemHi == "" && lo <= hi {
			g.Lo, g.Hi = &lo, &hi
			if g.Type == "" {
				g.Type = "range"
			}
		}
	}
	if g.Lo == nil {
		g.Target = x.pointer(c, "kế hoạch của "+what, g.Unit)
	}
	g.Weight = x.pointer(t.of("weight", row), "trọng số của "+what, "")
	switch {
	case g.Type != "":
	case g.Target != nil:
		g.Type = "higher"
	default:
		g.Type = "status"
	}
	return g
}

func (x *recogniser) taskStatus(t *table, row int, target data.TaskTarget) data.TaskStatus {
	label := target.Label
	s := data.TaskStatus{Label: label, Target: target.Target, Note: t.textOf("note", row), At: target.At}
	s.Actual = x.pointer(t.of("actual", row), "kết quả của nhiệm vụ "+label, target.Unit)
	s.Progress = x.progress(t.of("progress", row), label)
	s.Status = data.Status(x.word(t.of("status", row), statusWords, statusSynonyms))
	// The most telling cell of the row is its place: a reader of the figure
	// looks there first.
	for _, key := range []string{"progress", "actual", "status"} {
		if c := t.of(key, row); c != nil && !c.merged && c.text != "" {
			s.At = c.at
		}
	}
	x.checkStatus(t, row, s, target)
	return s
}

// progress reads a share typed as percent: 60, "60%", or 0,6 shown as 60 %.
func (x *recogniser) progress(c *gridCell, label string) *float64 {
	if c == nil {
		return nil
	}
	v, ok := x.number(c, "tiến độ của nhiệm vụ "+label, "%")
	if !ok {
		return nil
	}
	share := v / 100
	switch {
	case c.kind == 'n' && strings.Contains(c.format, "%"):
		share = v
	case v > 0 && v < 1: // 0,6: of one, or of a hundred?
		x.addAt("ambiguous_number", data.Block, c.at, "got", c.text, "a", FormatNumber(v)+"%", "b", FormatNumber(roundTo(v*100, 4))+"%")
		return nil
	}
	if share > 1 {
		x.addAt("out_of_range", data.Warn, c.at, "what", "tiến độ của nhiệm vụ "+label, "got", FormatNumber(roundTo(share*100, 4))+"%", "want", "0–100%")
		return nil
	}
	share = roundTo(share, 6)
	return &share
}

// achievement is what a task's figures reach, nil without figures
// (METHOD.md 2.2).
func achievement(g data.TaskTarget, actual *float64) *float64 {
	if actual == nil {
		return nil
	}
	a := *actual
	var v float64
	switch {
	case g.Lo != nil && g.Hi != nil:
		switch {
		case a < *g.Lo:
			v = a / *g.Lo
		case a > *g.Hi:
			v = *g.Hi / a
		default:
			v = 1
		}
	case g.Type == "binary":
		if a > 0 {
			v = 1
		}
	case g.Target == nil:
		return nil
	case g.Type == "lower":
		switch {
		case a <= *g.Target:
			v = 1
		default:
			v = *g.Target / a
		}
	case g.Type == "status" || *g.Target <= 0:
		return nil
	default:
		v = a / *g.Target
	}
	return &v
}

// checkStatus asks about a status that its own row contradicts.
func (x *recogniser) checkStatus(t *table, row int, s data.TaskStatus, g data.TaskTarget) {
	if s.Status == "" {
		return
	}
	reached := achievement(g, s.Actual)
	if reached == nil {
		reached = s.Progress
	}
	contradicts := false
	if reached != nil {
		switch s.Status {
		case data.StatusDone:
			contradicts = *reached < 1
		case data.StatusDoneAbove:
			contradicts = *reached < 1 || *reached == 1 && g.Type == "higher" && s.Actual != nil
		case data.StatusInProgress:
			contradicts = s.Actual == nil && *reached >= 1
		case data.StatusNotStarted, data.StatusNothingArose, data.StatusNotApplicable:
			contradicts = *reached > 0 && g.Type != "lower"
		}
	}
	cell := t.of("status", row)
	if contradicts {
		x.addAt("status_contradiction", data.Warn, cell.at, "what", s.Label, "got", cell.text, "want", FormatNumber(roundTo(*reached*100, 1))+"%")
	}
	if (s.Status == data.StatusNothingArose || s.Status == data.StatusNotApplicable) && blank(s.Note) {
		x.addAt("reason_missing", data.Warn, cell.at, "what", s.Label, "got", cell.text)
	}
}

// taskLink reads which task of the superior plan this one carries out.
func (x *recogniser) taskLink(t *table, row int, label string) {
	c := t.of("town_task", row)
	if c == nil || blank(c.text) {
		return
	}
	coverage := x.word(t.of("coverage", row), coverageWords, nil)
	if coverage == "" {
		if t.textOf("coverage", row) == "" {
			x.addAt("missing_required", data.Warn, c.at, "what", "mức bao phủ của nhiệm vụ "+label)
		}
		return
	}
	town := c.text
	if c.kind == 'n' {
		town = c.raw
	}
	x.r.Links = append(x.r.Links, data.TaskLink{Label: label, TownLabel: strings.TrimRight(town, ". "), Coverage: coverage, At: c.at})
}

// readAps reads sheet NhiemVuAp into the tasks it belongs to.
func (x *recogniser) readAps(t *table) {
	byLabel := map[string]*data.TaskStatus{}
	for i := range x.r.Report.Tasks {
		byLabel[x.r.Report.Tasks[i].Label] = &x.r.Report.Tasks[i]
	}
	first := map[string]data.Place{}
	for row := t.first; row <= t.rows; row++ {
		label, ok := x.taskLabel(t, row)
		ap := t.of("ap", row)
		if !ok || ap == nil || blank(ap.text) {
			if ok && rowFilled(t, row) {
				x.addAt("missing_required", data.Block, t.of("task_code", row).at, "what", "tên ấp, khóm của dòng này")
			}
			continue
		}
		task := byLabel[label]
		if task == nil {
			x.addAt("unknown_row", data.Warn, t.of("task_code", row).at, "got", label, "advice", adviceCode, "advice_en", adviceCodeEn)
			continue
		}
		key := label + "\x00" + apKey(ap.text)
		if other, twice := first[key]; twice {
			x.addAt("duplicate_row", data.Block, ap.at, "what", ap.text+" của nhiệm vụ "+label, "other", where(other))
			continue
		}
		first[key] = ap.at
		if len(x.aps) > 0 && !x.aps[apKey(ap.text)] {
			x.add("unknown_unit", data.Warn, ap.at, "got", ap.text, "on", dayVi(x.onDay()),
				"advice", where(ap.at)+": đề nghị chọn ấp, khóm trong danh sách của "+x.unit.Type+" "+x.unit.Name+".",
				"advice_en", where(ap.at)+": choose one of the unit's own hamlets.")
		}
		what := "nhiệm vụ " + label + " của " + ap.text
		s := data.ApStatus{Name: ap.text, At: ap.at}
		s.Target = x.pointer(t.of("target", row), "kế hoạch "+what, "")
		s.Actual = x.pointer(t.of("actual", row), "kết quả "+what, "")
		s.Status = data.Status(x.word(t.of("status", row), statusWords, statusSynonyms))
		for _, key := range []string{"status", "actual"} {
			if c := t.of(key, row); c != nil && !c.merged && c.text != "" {
				s.At = c.at
			}
		}
		task.Aps = append(task.Aps, s)
	}
	x.sumsOfAps()
}

func rowFilled(t *table, row int) bool {
	for _, key := range []string{"actual", "target", "status"} {
		if c := t.of(key, row); c != nil && !c.merged && !blank(c.text) {
			return true
		}
	}
	return false
}

// sumsOfAps compares a task's figure with the sum of its ấp, when all of them
// gave one and the task is counted, not rated.
func (x *recogniser) sumsOfAps() {
	unit := map[string]string{}
	for _, g := range x.r.Targets {
		unit[g.Label] = g.Unit
	}
	for _, t := range x.r.Report.Tasks {
		if t.Actual == nil || len(t.Aps) == 0 || strings.Contains(unit[t.Label], "%") {
			continue
		}
		sum, all := 0.0, true
		for _, ap := range t.Aps {
			if ap.Actual == nil {
				all = false
				break
			}
			sum += *ap.Actual
		}
		if all && roundTo(sum, 6) != roundTo(*t.Actual, 6) {
			x.addAt("sum_mismatch", data.Warn, t.At, "what", "kết quả của nhiệm vụ "+t.Label, "got", FormatNumber(*t.Actual), "want", FormatNumber(roundTo(sum, 6)))
		}
	}
}
