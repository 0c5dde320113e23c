package ingest

import (
	"fmt"
	"regexp"
	"strings"

	"danbiet/data"
)

// isTaskRegion tells a table of tasks and their progress from one of figures:
// by labels of a plan, by a column of tasks, and by statuses in words.
func (x *recogniser) isTaskRegion(r *region) bool {
	if r.transposed || r.column(roleModel) != nil {
		return false
	}
	labels, statuses, rows := 0, 0, 0
	for row := r.first; row <= min(r.last, r.first+sampleRows); row++ {
		if r.taskName(row) == nil {
			continue
		}
		rows++
		if label, _ := r.taskLabelAt(row); label != "" {
			labels++
		}
		if c, _ := r.statusCell(row); c != nil {
			statuses++
		}
	}
	if rows == 0 {
		return false
	}
	task := r.column(roleTask) != nil || r.column(roleLabel) != nil
	switch {
	case labels > 0 && (labels*2 >= rows || task):
		return true
	case task:
		return statuses > 0 || r.column(roleStatus) != nil || !x.mostlyNamed(r, rows)
	}
	return statuses*2 > rows && statuses > 1 && !x.mostlyNamed(r, rows)
}

// mostlyNamed tells that at least half of the rows that are looked at name an
// indicator.
func (x *recogniser) mostlyNamed(r *region, rows int) bool {
	named := 0
	for row := r.first; row <= min(r.last, r.first+sampleRows); row++ {
		if name := r.taskName(row); name != nil {
			if _, sure, _ := x.identify(rowName{own: name.text, unit: r.text(roleUnit, row)}); sure {
				named++
			}
		}
	}
	return named*2 >= rows
}

// taskName is the cell that says what the task of a row is, nil in a heading
// or an empty row.
func (r *region) taskName(row int) *gridCell {
	for _, role := range []columnRole{roleTask, roleName, roleLabel} {
		if c := r.cell(role, row); c != nil && c.text != "" && !(c.merged && r.first < row && r.g.text(c.col, row-1) == c.text) {
			return c
		}
	}
	return nil
}

var (
	planLabel   = regexp.MustCompile(`^\s*(?:(?i:mục|nhiệm vụ)\s+)?([IVX]{1,5}(?:\s*\.\s*(?:\d{1,2}|[a-zđ])){1,3})\s*[.):-]?\s*(.*)$`)
	numberLabel = regexp.MustCompile(`^\s*(\d{1,2}(?:\.\d{1,2})*)\s*[.)]?\s*$`)
	romanAlone  = regexp.MustCompile(`^\s*[IVX]{1,5}\s*[.)]?\s*$`)
)

// taskLabelAt is the label of the plan that a row carries, and the cell it
// stands in.
func (r *region) taskLabelAt(row int) (string, *gridCell) {
	for _, role := range []columnRole{roleLabel, roleCode, roleOrdinal, roleTask, roleName} {
		c := r.cell(role, row)
		if c == nil {
			continue
		}
		if m := planLabel.FindStringSubmatch(c.text); m != nil && (m[2] == "" || role == roleTask || role == roleName || role == roleLabel) {
			return strings.ReplaceAll(m[1], " ", ""), c
		}
	}
	return "", nil
}

// statusCell finds the cell of a row that says a status, and the status. The
// columns for statuses are asked first, then those for results.
func (r *region) statusCell(row int) (*gridCell, data.Status) {
	for _, role := range []columnRole{roleStatus, roleValue, rolePercent, "", rolePlace} {
		for _, col := range r.cols {
			if col.role != role {
				continue
			}
			c := r.g.cell(col.col, row)
			if c == nil || c.merged || c.text == "" {
				continue
			}
			if s := statusInWords(c.text); s != "" {
				return c, s
			}
		}
	}
	return nil, ""
}

// Words of a status, asked in this order: what says that nothing applies, then
// the unfinished before the finished, because "chưa hoàn thành" holds both.
var (
	notApplicable = phrases("không áp dụng|không thuộc diện|không thuộc đối tượng|không có đối tượng|không thuộc phạm vi|không thuộc thẩm quyền|không thuộc trường hợp|không phải thực hiện|không liên quan|không có trên địa bàn")
	nothingArose  = phrases("không phát sinh|chưa phát sinh|không có phát sinh|không xảy ra|kps|không có vụ việc|không có trường hợp|không có nội dung")
	unfinished    = phrases("chưa hoàn thành|chưa xong|chưa đạt|không đạt|chưa hoàn tất|chưa đủ|đang|dở dang|hoàn thành một phần|đạt một phần|một phần|thực hiện một phần|tiếp tục thực hiện|tiếp tục triển khai")
	notStarted    = phrases("chưa")
	aboveTarget   = phrases("vượt")
	finishedAll   = phrases("hoàn thành|hoàn tất|xong")
	reachedWords  = phrases("đạt|hoàn thành")
	finished      = phrases("hoàn thành|hoàn tất|đã xong|xong|đạt|đã thực hiện|đã tổ chức|đã triển khai|đã ban hành|thực hiện tốt|đảm bảo|đã làm|đã có|đã công khai|đã niêm yết|đã đối thoại|đã giám sát|đã kiện toàn|đã họp|thực hiện đầy đủ|đã")
)

var (
	percentIn1 = regexp.MustCompile(`(\d{1,3}(?:[.,]\d{1,2})?)\s*%`)
	ratioIn    = regexp.MustCompile(`(^|[^\d/.,])(\d{1,3}(?:\.\d{3})*|\d+)\s*/\s*(\d{1,3}(?:\.\d{3})*|\d+)(?:$|[^\d/])`)
	dateBefore = regexp.MustCompile(`(?i)(?:ngày|tháng|trước|hạn|đến|lúc|vào)\s*$`)
)

// statusInWords reads a status out of a remark: "đang thực hiện, đạt 40%".
func statusInWords(s string) data.Status {
	f := folded(s)
	share, stated := shareIn(s)
	switch {
	case has(f, notApplicable):
		return data.StatusNotApplicable
	case has(f, nothingArose):
		return data.StatusNothingArose
	case has(f, unfinished):
		return data.StatusInProgress
	case has(f, notStarted):
		return data.StatusNotStarted
	case has(f, aboveTarget):
		return data.StatusDoneAbove
	case has(f, finishedAll) && !(stated && share < 1):
		return data.StatusDone
	case stated && has(f, reachedWords):
		switch {
		case share > 1:
			return data.StatusDoneAbove
		case share == 1:
			return data.StatusDone
		case share > 0:
			return data.StatusInProgress
		}
		return ""
	case has(f, finished) && !stated:
		return data.StatusDone
	}
	return ""
}

// shareIn is the percentage in a remark, as a share.
func shareIn(s string) (float64, bool) {
	m := percentIn1.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	v, problem := ParseNumber(strings.ReplaceAll(m[1], ".", ","))
	if problem != "" {
		return 0, false
	}
	if has(folded(s), aboveTarget) && v < 100 { // "vượt 16,7%"
		v += 100
	}
	return roundTo(v/100, 6), true
}

// partsIn are the two numbers of "04/06 cuộc": done and planned. A date is
// none.
func partsIn(s string) (actual, target float64, ok bool) {
	m := ratioIn.FindStringSubmatchIndex(s)
	if m == nil || dateBefore.MatchString(s[:m[4]]) {
		return 0, 0, false
	}
	actual, problem := ParseNumber(s[m[4]:m[5]])
	target, problem2 := ParseNumber(s[m[6]:m[7]])
	return actual, target, problem == "" && problem2 == "" && target > 0
}

// tasksOfRegion reads a table of tasks. A row without a label takes the next
// one of section II, where plans of communes set their tasks.
func (x *recogniser) tasksOfRegion(r *region) {
	own, section, number := 0, "II", 0
	for row := r.first; row <= r.last; row++ {
		if label, _ := r.taskLabelAt(row); label != "" {
			own++
		}
	}
	for row := r.first; row <= r.last; row++ {
		name := r.taskName(row)
		if name == nil || x.rowHidden(r, row) {
			continue
		}
		label, _ := r.taskLabelAt(row)
		if label == "" && own == 0 {
			if ord := strings.TrimSpace(r.text(roleOrdinal, row)); romanAlone.MatchString(ord) && !r.rowFilled(row, name) {
				section, number = strings.Trim(ord, ".) "), 0
				continue
			} else if m := numberLabel.FindStringSubmatch(ord); m != nil {
				label = section + "." + m[1]
			} else if r.rowFilled(row, name) {
				number++
				label = fmt.Sprintf("%s.%d", section, number)
			}
		}
		if label == "" || !r.rowFilled(row, name) && r.column(roleStatus) == nil && r.column(roleValue) == nil {
			continue
		}
		x.addTask(x.taskOfRow(r, row, label, name))
	}
}

// rowFilled tells that a row says something of its task.
func (r *region) rowFilled(row int, name *gridCell) bool {
	for _, col := range r.cols {
		c := r.g.cell(col.col, row)
		if c == nil || c.merged || c.text == "" || c == name {
			continue
		}
		switch col.role {
		case roleStatus, roleValue, rolePlan, rolePercent, rolePlace, roleWhen, "":
			return true
		}
	}
	return false
}

// addTask keeps the status of a task; what a table says counts before what a
// sentence said of the same task.
func (x *recogniser) addTask(s data.TaskStatus) {
	for i := range x.r.Report.Tasks {
		if x.r.Report.Tasks[i].Label == s.Label {
			if x.tableTasks[s.Label] {
				x.addAt("duplicate_row", data.Warn, s.At, "what", "nhiệm vụ "+s.Label, "other", where(x.r.Report.Tasks[i].At))
				return
			}
			x.r.Report.Tasks[i] = s
			x.markTask(s.Label)
			return
		}
	}
	x.markTask(s.Label)
	x.r.Report.Tasks = append(x.r.Report.Tasks, s)
}

func (x *recogniser) markTask(label string) {
	if x.tableTasks == nil {
		x.tableTasks = map[string]bool{}
	}
	x.tableTasks[label] = true
}

func (x *recogniser) taskOfRow(r *region, row int, label string, name *gridCell) data.TaskStatus {
	s := data.TaskStatus{Label: label, Note: r.text(roleNote, row), At: name.at}
	status, said := r.statusCell(row)
	s.Status = said
	var evidence *gridCell
	for _, col := range r.cols {
		c := r.g.cell(col.col, row)
		if c == nil || c.merged || c.text == "" || blank(c.text) && c != status {
			continue
		}
		switch col.role {
		case rolePlan:
			s.Target = quantityOf(c, true)
		case rolePercent, roleStatus, roleValue, "", rolePlace:
			evidence = first(evidence, c)
			x.takeProgress(&s, c, col.role)
		}
	}
	if s.Progress == nil && s.Actual != nil && s.Target != nil && *s.Target > 0 {
		share := roundTo(*s.Actual / *s.Target, 6)
		if share <= 1 {
			s.Progress = &share
		}
	}
	if s.Status == data.StatusNothingArose || s.Status == data.StatusNotApplicable {
		s.Progress = nil
	}
	switch {
	case status != nil:
		s.At = status.at
	case evidence != nil:
		s.At = evidence.at
	}
	x.doubtStatus(s, status)
	return s
}

func first(a, b *gridCell) *gridCell {
	if a != nil {
		return a
	}
	return b
}

// takeProgress takes what a cell of results says in figures.
func (x *recogniser) takeProgress(s *data.TaskStatus, c *gridCell, role columnRole) {
	if actual, target, ok := partsIn(c.text); ok && c.kind == 's' {
		s.Actual = &actual
		if s.Target == nil {
			s.Target = &target
		}
	}
	share, stated := shareIn(c.text)
	if !stated && role == rolePercent && c.kind == 'n' {
		v := parseRaw(c.raw)
		share, stated = v/100, true
		if strings.Contains(c.format, "%") || v <= 1 && v != 0 && v != 1 {
			share = v
		}
	}
	if stated && share <= 1 && s.Progress == nil {
		s.Progress = &share
		return
	}
	if role == roleValue && !stated && s.Actual == nil {
		s.Actual = quantityOf(c, false)
	}
}

var atLeast = regexp.MustCompile(`^(?i:ít nhất|tối thiểu|từ|trên|đạt|khoảng)\s+`)

// quantityOf is the number of "6 hội nghị", "300 phiếu", "ít nhất 04 cuộc"; nil
// for words, dates and shares.
func quantityOf(c *gridCell, planned bool) *float64 {
	if c.kind == 'n' {
		if dateFormat(c.format) || strings.Contains(c.format, "%") {
			return nil
		}
		v := parseRaw(c.raw)
		return &v
	}
	text := c.text
	if planned {
		text = atLeast.ReplaceAllString(text, "")
	}
	v, unit, problem := ParseQuantity(text)
	if problem != "" || measureKey(unit) == "%" {
		return nil
	}
	return &v
}

// doubtStatus asks about a status that the row's own figures contradict.
func (x *recogniser) doubtStatus(s data.TaskStatus, cell *gridCell) {
	reached := s.Progress
	if s.Actual != nil && s.Target != nil && *s.Target > 0 {
		v := *s.Actual / *s.Target
		reached = &v
	}
	if s.Status == "" || reached == nil || cell == nil {
		return
	}
	contradicts := false
	switch s.Status {
	case data.StatusDone, data.StatusDoneAbove:
		contradicts = *reached < 1
	case data.StatusInProgress:
		contradicts = *reached > 1
	case data.StatusNotStarted, data.StatusNothingArose, data.StatusNotApplicable:
		contradicts = *reached > 0
	}
	if contradicts {
		x.addAt("status_contradiction", data.Warn, cell.at, "what", s.Label, "got", short(cell.text), "want", FormatNumber(roundTo(*reached*100, 1))+"%")
	}
}
