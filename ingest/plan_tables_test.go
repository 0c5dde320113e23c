package ingest

import (
	"strings"
	"testing"

	"danbiet/data"
)

// tableOfRows makes a table of rows of cells divided by |; a cell "^" goes on the one
// to its left, as a merged one does.
func tableOfRows(rows ...string) *grid {
	g := &grid{cells: map[int32]*gridCell{}}
	for i, row := range rows {
		for j, text := range strings.Split(row, "|") {
			c := &gridCell{row: i + 1, col: j + 1, kind: 's', text: strings.TrimSpace(text), value: true, at: data.Place{Table: 1, Cell: at(j+1, i+1)}}
			if c.text == "^" {
				c.merged, c.text = true, g.text(j, i+1)
			}
			if c.text != "" {
				g.put(c)
			}
		}
	}
	return g
}

// planOfTable reads a table that stands in section III of a plan of 2024.
func planOfTable(g *grid) *data.Reading {
	year := 2024
	r := &data.Reading{Kind: data.KindPlan, Head: data.Head{Year: &year}, Sections: []data.Section{
		{Label: "II", Role: rolePurpose, At: data.Place{Paragraph: 5}}, {Label: "III", Role: roleTasks, At: data.Place{Paragraph: 9}}}}
	g.after = 1
	readPlanTables(r, &document{places: []data.Place{{}, {Paragraph: 10}}}, []*grid{g})
	return r
}

func TestTasksOfTables(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"who leads and until when", []string{"TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn hoàn thành", "1 | Rà soát quy ước | Tư pháp | Trước ngày 15/8/2024", "2 | Họp dân | Các ấp | Tháng 5, tháng 6", "3 | Niêm yết giá đất | Địa chính | Thường xuyên", "4 | Sửa cầu | Các ấp | 30/9"},
			"III.1 Rà soát quy ước [..2024-08-14]\nIII.2 Họp dân [2024-05..2024-06]\nIII.3 Niêm yết giá đất [..]\nIII.4 Sửa cầu [..2024-09-30]"},
		{"groups over whole rows, numbers that begin again", []string{"STT | Nội dung thực hiện | Phụ trách", "I | Dân biết | ^", "1 | Mở 4 lớp | Văn phòng", "II | Dân bàn | ^", "1 | Họp dân quý II/2024 | Các khóm"},
			"III.1 Mở 4 lớp [..]\nIII.II.1 Họp dân quý II/2024 [..]"},
		{"no numbers", []string{"Công việc | Thời gian thực hiện", "Ra quân dọn kênh | Quý III/2024", "Bình xét mô hình | Từ ngày 01/10 đến ngày 15/10/2024"},
			"III.1 Ra quân dọn kênh [2024-07..2024-09]\nIII.2 Bình xét mô hình [2024-10-01..2024-10-15]"},
		{"a half-year in a task is no report", []string{"Nội dung | Thời gian", "Họp dân 6 tháng đầu năm | 20/6/2024"}, "III.1 Họp dân 6 tháng đầu năm [..2024-06-20]"},
		{"figures are no tasks", []string{"Chỉ tiêu | ĐVT | Kế hoạch", "Số cuộc họp dân | cuộc | 12"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := planOfTable(tableOfRows(c.rows...))
			var got []string
			for _, x := range r.Tasks {
				got = append(got, x.Label+" "+x.Text+" ["+string(x.From)+".."+string(x.To)+"]")
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("tasks\n got %q\nwant %q", strings.Join(got, "\n"), c.want)
			}
			if len(r.Obligations) > 0 {
				t.Errorf("reports in a table of tasks: %+v", r.Obligations)
			}
		})
	}
}

// A table's columns say who answers for a task and by what it will be shown.
func TestATaskTableNamesWhoAndEvidence(t *testing.T) {
	for header, evidence := range map[string]string{"Minh chứng": "Biên bản họp dân", "HỒ SƠ MINH CHỨNG": "Biên bản họp dân", "Sản phẩm": "Biên bản họp dân", "Kinh phí": ""} {
		r := planOfTable(tableOfRows("STT | Nội dung công việc | Chủ trì | Thời gian | "+header,
			"1 | Họp dân ở các ấp | Ban nhân dân ấp | Tháng 6/2024 | Biên bản họp dân",
			"2 | Niêm yết công khai | | Tháng 7/2024 |"))
		if len(r.Tasks) != 2 {
			t.Fatalf("%s: %d tasks, want 2: %+v", header, len(r.Tasks), r.Tasks)
		}
		if got := r.Tasks[0]; got.Responsible != "Ban nhân dân ấp" || got.Evidence != evidence {
			t.Errorf("%s: responsible %q, evidence %q", header, got.Responsible, got.Evidence)
		}
		if got := r.Tasks[1]; got.Responsible != "" || got.Evidence != "" {
			t.Errorf("%s: an empty cell: responsible %q, evidence %q", header, got.Responsible, got.Evidence)
		}
	}
}

func TestReportDutiesOfTables(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"by dates", []string{"Loại báo cáo | Hạn gửi | Nơi nhận", "Sơ kết 6 tháng | Trước 12/6/2024 | UBND huyện", "Cả năm | 12/12/2024 | UBND huyện"},
			"sơ kết 6 tháng before_date 2024-06-12 >UBND huyện\ntổng kết năm by_date 2024-12-12 >UBND huyện"},
		{"each quarter", []string{"Báo cáo | Thời gian gửi", "Báo cáo quý | Ngày 18 của tháng cuối quý"},
			"quý I by_date 2024-03-18 >\nquý II by_date 2024-06-18 >\nquý III by_date 2024-09-18 >\nquý IV by_date 2024-12-18 >"},
		{"a report among tasks", []string{"Nội dung | Thực hiện | Thời gian", "Họp dân | Các ấp | Quý I", "Báo cáo sơ kết 6 tháng | Văn phòng | Trước ngày 09/6/2024"},
			"sơ kết 6 tháng before_date 2024-06-09 Văn phòng>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range planOfTable(tableOfRows(c.rows...)).Obligations {
				got = append(got, strings.TrimSpace(d.Report+" "+string(d.Rule)+" "+d.Date.String()+" "+shownText(d.Sender)+">"+shownText(d.Recipient)))
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("duties\n got %q\nwant %q", strings.Join(got, "\n"), c.want)
			}
		})
	}
}
