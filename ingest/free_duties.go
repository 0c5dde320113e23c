package ingest

import (
	"regexp"
	"strings"

	"danbiet/data"
)

var (
	dutyName   = phrases("loại báo cáo|tên báo cáo|báo cáo|nội dung báo cáo|chế độ báo cáo|loại văn bản|kỳ báo cáo|nội dung|loại hình báo cáo")
	dutySender = phrases("đơn vị gửi|nơi gửi|đơn vị báo cáo|cơ quan gửi|người gửi|đơn vị thực hiện|cơ quan báo cáo|đơn vị lập|đơn vị|bộ phận gửi")
	dutyTo     = phrases("nơi nhận|nơi nhận báo cáo|cơ quan nhận|đơn vị nhận|gửi về|gửi đến|gửi cho|nơi gửi đến")
	dutyWhen   = phrases("thời hạn gửi|thời hạn|hạn gửi|thời gian gửi|hạn nộp|thời gian nộp|ngày gửi|thời hạn nộp|thời gian|hạn cuối|hạn báo cáo|hạn")
	beforeDay  = regexp.MustCompile(`(?i)trước\s*(?:ngày)?\s*$`)
)

// readDutyTables reads the tables of a plan that say which report is due when:
// "Loại báo cáo | Đơn vị gửi | Nơi nhận | Thời hạn gửi".
func readDutyTables(r *data.Reading, tables []*grid) {
	year := 0
	if r.Head.Year != nil {
		year = *r.Head.Year
	}
	for _, g := range tables {
		for row := 1; row <= min(g.rows, headerRows); row++ {
			if cols := dutyColumns(g, row); cols != nil {
				for at := row + 1; at <= g.rows; at++ {
					r.Obligations = append(r.Obligations, dutiesOfRow(g, at, cols, year)...)
				}
				break
			}
		}
	}
}

// dutyColumns are the columns of a header of duties: of the name and the time
// at least.
func dutyColumns(g *grid, row int) map[string]int {
	cols := headedColumns(g, row, []headedColumn{{"when", dutyWhen}, {"to", dutyTo}, {"name", dutyName}, {"sender", dutySender}})
	if cols["name"] == 0 || cols["when"] == 0 {
		return nil
	}
	return cols
}

// dutiesOfRow are the reports of one row. Its name and its time are read like a
// sentence, "báo cáo quý: ngày 20 của tháng cuối quý", so that all its wordings
// are known here too; a time in other words gives its bare dates.
func dutiesOfRow(g *grid, row int, cols map[string]int, year int) []data.ReportDuty {
	name, when := g.cell(cols["name"], row), g.cell(cols["when"], row)
	if name == nil || when == nil || when.text == "" || name.merged && name.text == when.text {
		return nil
	}
	said := strings.TrimRight(strings.Join(strings.Fields(name.text), " "), ".:;, ")
	if !reportWord.MatchString(said) {
		said = "Báo cáo " + lowerFirst(said)
	}
	p := cellPassage(said + ": " + lowerFirst(strings.TrimRight(when.text, ". ")))
	out := dutiesIn(p, year, true)
	if len(out) == 0 {
		out = datedDuties(name.text, when.text, year)
	}
	for i := range out {
		out[i].At = when.at
		out[i].Sender, out[i].Recipient = statedIn(g, cols["sender"], row), statedIn(g, cols["to"], row)
	}
	return out
}

// datedDuties are one report for every date of a text.
func datedDuties(name, when string, year int) []data.ReportDuty {
	kind := kindSaid(string(canonTone([]rune(name))))
	if kind == "" {
		return nil
	}
	canon := string(canonTone([]rune(when)))
	var out []data.ReportDuty
	for _, d := range datesIn(canon) {
		if d.yearText == "" {
			d.year = year
		}
		day, problem := d.day()
		if problem != "" {
			continue
		}
		duty := data.ReportDuty{Report: kind, Rule: data.ByDate, Date: day, LastDay: day}
		if beforeDay.MatchString(canon[:d.from]) {
			duty.Rule, duty.LastDay = data.BeforeDate, day-1
		}
		out = append(out, duty)
	}
	return out
}

func statedIn(g *grid, col, row int) *string {
	if c := g.cell(col, row); col > 0 && c != nil && c.text != "" {
		text := c.text
		return &text
	}
	return nil
}
