package ingest

import (
	"regexp"
	"slices"
	"strings"

	"danbiet/data"
)

// Many offices set their tasks out in a table: "STT | Nội dung | Chủ trì | Thời
// gian". A row is a task of the section that the table stands in; rows that only
// head others give none.

var (
	taskText = phrases("nội dung|nội dung công việc|nội dung nhiệm vụ|nội dung thực hiện|nội dung hoạt động|nội dung triển khai|nội dung chủ yếu|nội dung cụ thể|nội dung, nhiệm vụ|nhiệm vụ|nhiệm vụ cụ thể|nhiệm vụ trọng tâm|nhiệm vụ, công việc|nhiệm vụ, giải pháp|nhiệm vụ giải pháp|tên nhiệm vụ|công việc|tên công việc|đầu việc|hoạt động|các nhiệm vụ|các hoạt động|các nội dung|việc phải làm|việc cần làm|phần việc|nội dung phần việc")
	taskWhen = phrases("thời gian|thời gian thực hiện|thời gian hoàn thành|thời gian triển khai|thời gian tổ chức|thời gian dự kiến|dự kiến thời gian|thời hạn|thời hạn hoàn thành|thời hạn thực hiện|hạn hoàn thành|hoàn thành|hạn cuối|tiến độ|tiến độ thực hiện|tiến độ hoàn thành|lộ trình|thời điểm|mốc thời gian|ngày hoàn thành")
	taskLead = phrases("chủ trì|đơn vị chủ trì|cơ quan chủ trì|bộ phận chủ trì|thực hiện|người thực hiện|đơn vị thực hiện|cơ quan thực hiện|bộ phận thực hiện|phụ trách|người phụ trách|đơn vị phụ trách|bộ phận phụ trách|đơn vị chủ trì thực hiện|phối hợp|đơn vị phối hợp|cơ quan phối hợp|chịu trách nhiệm|trách nhiệm|phân công|phân công thực hiện|đơn vị|ai làm")
	// by what a task will be shown to be done
	taskEvidence = phrases("minh chứng|hồ sơ minh chứng|tài liệu minh chứng|loại minh chứng|hồ sơ, minh chứng|minh chứng, sản phẩm|sản phẩm, minh chứng|sản phẩm|sản phẩm đầu ra|sản phẩm dự kiến|sản phẩm hoàn thành|sản phẩm, kết quả|kết quả, sản phẩm|hồ sơ|hồ sơ, tài liệu|văn bản, sản phẩm")
	taskNo       = phrases("stt|tt|số tt|số thứ tự|mục|số")

	headingNo  = regexp.MustCompile(`^\s*(?:[IVX]{1,5}|[A-HĐ])\s*[.)/]?\s*$`)
	ordinalNo  = regexp.MustCompile(`^\s*(\d{1,3}(?:\.\d{1,2})*|[a-zđ])\s*[.)/]?\s*$`)
	leadsTable = regexp.MustCompile(`(?i:(?:bảng|biểu|phụ lục)(?:\s+\S+){0,3}\s+(?:sau|dưới đây|kèm theo|đính kèm)|(?:như|cụ thể)\s+(?:sau|dưới đây)\s*:?\s*$|:\s*$)`)
)

// readPlanTables reads the tables of a plan: those of tasks and those of reports
// and their last days.
func readPlanTables(r *data.Reading, d *document, tables []*grid) {
	var duties []*grid
	for _, g := range tables {
		if row, cols := taskTable(g); cols != nil {
			readTaskTable(r, d, g, row, cols)
		} else {
			duties = append(duties, g)
		}
	}
	readDutyTables(r, duties)
}

// taskTable finds the header of a table of tasks: a column of their text, and of
// their time or of who does them. A table whose captions or rows speak of reports
// is one of duties.
func taskTable(g *grid) (int, map[string]int) {
	for row := 1; row <= min(g.rows, headerRows); row++ {
		cols := taskColumns(g, row)
		if cols == nil {
			continue
		}
		if d := dutyColumns(g, row); d != nil && (d["to"] != 0 || namesReports(g, row, d["name"])) {
			return 0, nil
		}
		return row, cols
	}
	return 0, nil
}

// headsPlanTable tells that the first row of a grid heads tasks or reports with
// their times.
func headsPlanTable(g *grid) bool {
	return dutyColumns(g, 1) != nil || taskColumns(g, 1)["when"] != 0
}

func taskColumns(g *grid, row int) map[string]int {
	cols := headedColumns(g, row, []headedColumn{{"no", taskNo}, {"text", taskText}, {"when", taskWhen}, {"lead", taskLead}, {"evidence", taskEvidence}, {"milestones", milestoneWords}})
	if cols["text"] == 0 || cols["when"] == 0 && cols["lead"] == 0 {
		return nil
	}
	return cols
}

// headedColumn is what a column is for, and the headers that say so.
type headedColumn struct {
	key   string
	words []string
}

// headedColumns are the columns that the headers of a row name, the first of
// each.
func headedColumns(g *grid, row int, asked []headedColumn) map[string]int {
	cols := map[string]int{}
	for col := 1; col <= g.cols; col++ {
		c := g.cell(col, row)
		if c == nil || c.merged || c.text == "" {
			continue
		}
		f := folded(c.text)
		for _, role := range asked {
			if _, taken := cols[role.key]; !taken && equals(f, role.words) {
				cols[role.key] = col
				break
			}
		}
	}
	return cols
}

// namesReports tells that most rows of a table are reports by their first words.
func namesReports(g *grid, head, col int) bool {
	rows, reports := 0, 0
	for row := head + 1; row <= g.rows; row++ {
		c := g.cell(col, row)
		if c == nil || c.merged || c.text == "" {
			continue
		}
		rows++
		if ownReport.MatchString(string(canonTone([]rune(c.text)))) {
			reports++
		}
	}
	return reports*2 > rows
}

var ownReport = regexp.MustCompile(`^(?i:(?:gửi\s+|nộp\s+|xây dựng\s+)?(?:các\s+)?báo cáo|sơ kết|tổng kết|quý\s+[IV]+|(?:6|9|sáu|chín)\s+tháng)`)

// readTaskTable reads the rows of a table of tasks.
func readTaskTable(r *data.Reading, d *document, g *grid, head int, cols map[string]int) {
	under, role := sectionAt(r.Sections, tablePlace(d, g))
	// What a purpose or an organisation is made of is no task while others are.
	if len(r.Tasks) > 0 && under != "" && role != roleTasks && role != roleOther {
		return
	}
	year := 0
	if r.Head.Year != nil {
		year = *r.Head.Year
	}
	// The sentence that leads to the table is no task itself.
	r.Tasks = slices.DeleteFunc(r.Tasks, func(t data.PlanTask) bool {
		return strings.HasPrefix(t.Label, under+".") && leadsTable.MatchString(string(canonTone([]rune(t.Text))))
	})
	taken := map[string]bool{}
	for _, t := range r.Tasks {
		taken[t.Label] = true
	}
	group, n := "", len(r.Tasks)
	for row := head + 1; row <= g.rows; row++ {
		c := g.cell(cols["text"], row)
		if c == nil || c.text == "" || c.merged {
			continue
		}
		no := g.text(cols["no"], row)
		if headsRows(g, row, cols, no) {
			if group = ""; headingNo.MatchString(no) {
				group = strings.Trim(no, " .)/")
			}
			continue
		}
		n++
		own := itoa(n)
		if m := ordinalNo.FindStringSubmatch(no); m != nil {
			own = m[1]
		}
		label := labelled(under, "", own)
		if taken[label] && group != "" {
			label = labelled(under, group, own)
		}
		if taken[label] {
			label = labelled(under, "", itoa(n))
		}
		taken[label] = true
		t := taskOfRow(g, c, g.text(cols["when"], row), label, year)
		t.Responsible, t.Evidence = oneLine(g.text(cols["lead"], row)), oneLine(g.text(cols["evidence"], row))
		if c := g.cell(cols["milestones"], row); cols["milestones"] != 0 && c != nil && !c.merged {
			var ok bool
			if t.Milestones, ok = milestonesIn(c.text, year, c.at); !ok {
				r.Problems = append(r.Problems, data.NewProblem("milestones", data.Warn, c.at, "where", where(c.at), "got", c.text))
			}
		}
		r.Tasks = append(r.Tasks, t)
		p := cellPassage(c.text)
		for _, cited := range citationsIn(p) {
			cited.At = c.at
			r.Citations = append(r.Citations, cited)
		}
		r.Obligations = append(r.Obligations, dutyOfTask(g, row, cols, year)...)
	}
}

// oneLine is a text with its runs of space as one.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func labelled(under, group, own string) string {
	return strings.TrimLeft(strings.ReplaceAll(under+"."+group+"."+own, "..", "."), ".")
}

// headsRows tells a row that only names what the rows below it have in common.
func headsRows(g *grid, row int, cols map[string]int, no string) bool {
	for _, key := range []string{"when", "lead"} {
		if c := g.cell(cols[key], row); cols[key] != 0 && c != nil && c.text != "" && !c.merged {
			return false
		}
	}
	if c := g.cell(cols["text"]+1, row); c != nil && c.merged && c.text == g.text(cols["text"], row) {
		return true // one cell over the row
	}
	return headingNo.MatchString(no) || !ordinalNo.MatchString(no) || allCaps(g.text(cols["text"], row))
}

// taskOfRow is the task of a row, with the time that its column gives it, or its
// own words.
func taskOfRow(g *grid, c *gridCell, when, label string, year int) data.PlanTask {
	t := data.PlanTask{Label: label, Text: oneLine(c.text), At: c.at}
	canon := string(canonTone([]rune(oneLine(when))))
	for _, said := range []string{"thời gian: " + canon, "hoàn thành " + canon} {
		if t.From, t.To = windowIn(said, year); t.From != "" || t.To != "" {
			return t
		}
	}
	if d, ok := dateAt(canon, len(dayWord.FindString(canon))); ok {
		if d.yearText == "" {
			d.year = year
		}
		if day, problem := d.day(); problem == "" {
			t.To = data.PartialDate(day.String())
			return t
		}
	}
	t.From, t.To = windowIn(string(canonTone([]rune(t.Text))), year)
	return t
}

var dayWord = regexp.MustCompile(`^(?i:(?:vào\s+)?ngày\s+)?`)

// dutyOfTask are the reports that a row of a table of tasks is about, where it
// begins with one: "Báo cáo sơ kết 6 tháng | Văn phòng | Trước ngày 10/5".
func dutyOfTask(g *grid, row int, cols map[string]int, year int) []data.ReportDuty {
	if cols["when"] == 0 || !ownReport.MatchString(string(canonTone([]rune(g.text(cols["text"], row))))) {
		return nil
	}
	return dutiesOfRow(g, row, map[string]int{"name": cols["text"], "when": cols["when"], "sender": cols["lead"]}, year)
}

// cellPassage is the text of a cell as running text.
func cellPassage(text string) passage {
	text = oneLine(text)
	return join([]line{{no: 1, text: text, canon: string(canonTone([]rune(text)))}})
}

// tablePlace is where a table stands: the place before it, or of its first cell.
func tablePlace(d *document, g *grid) data.Place {
	if g.after > 0 && g.after < len(d.places) {
		return d.places[g.after]
	}
	for row := 1; row <= g.rows; row++ {
		for col := 1; col <= g.cols; col++ {
			if c := g.cell(col, row); c != nil {
				return c.at
			}
		}
	}
	return data.Place{}
}

// sectionAt is the label, with those above it, and the role of the section that
// a place stands in.
func sectionAt(sections []data.Section, at data.Place) (label, role string) {
	where := readingOrder(at)
	if where == 0 {
		return "", ""
	}
	for _, s := range sections {
		if s.Label == "" || readingOrder(s.At) > where {
			continue
		}
		label, role = s.Label, s.Role
		if inner, _ := sectionAt(s.Items, at); inner != "" && !signLabel.MatchString(inner) {
			label = s.Label + "." + inner
		}
	}
	return label, role
}

var signLabel = regexp.MustCompile(`^[^\p{L}\d]`)

// readingOrder is a number that grows with places in reading order, 0 for a
// place that has none.
func readingOrder(at data.Place) int {
	switch {
	case at.Lines[0] > 0:
		return at.Lines[0]
	case at.Paragraph > 0:
		return at.Paragraph
	case at.Page > 0:
		return at.Page*100_000 + at.Line
	}
	return 0
}
