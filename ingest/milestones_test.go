package ingest

import (
	"fmt"
	"strings"
	"testing"

	"danbiet/data"
)

func TestMilestonesOfACell(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "",
		"30/6: 40%; 31/12: 100%":        "2024-06-30 0.4, 2024-12-31 0.6",
		"30/6/2024 40%\n31/12/2024 60%": "2024-06-30 0.4, 2024-12-31 0.6",
		"Đến 30/6 đạt 40 %, đến 31/12 đạt 100%":     "2024-06-30 0.4, 2024-12-31 0.6",
		"Quý II: 50%; Quý IV: 100%":                 "2024-06-30 0.5, 2024-12-31 0.5",
		"hết tháng 2: 12,5%; tháng 11: 87,5%":       "2024-02-29 0.125, 2024-11-30 0.875",
		"31/3: 33,33%; 30/6: 33,33%; 31/12: 33,34%": "2024-03-31 0.333, 2024-06-30 0.333, 2024-12-31 0.333",
		"31/12: 100%":                       "2024-12-31 1",
		"30/6: 40%; 31/12: 70%":             "no", // neither parts of all nor all
		"31/12: 60%; 30/6: 40%":             "no", // not in the order of days
		"30/6: 40%; 31/12: 60%, nếu có vốn": "no",
		"31/13: 100%":                       "no",
		"100%":                              "no",
		"sớm":                               "no",
	} {
		got := "no"
		if list, ok := milestonesIn(text, 2024, data.Place{}); ok {
			var parts []string
			for _, m := range list {
				parts = append(parts, fmt.Sprintf("%s %.3g", m.On, m.Share))
			}
			got = strings.Join(parts, ", ")
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// A form of the next report has the milestones of the last one, and they are read
// as they were written.
func TestMilestonesOfAFormAreReadAgain(t *testing.T) {
	first, ok := milestonesIn("31/3/2024: 33,3333%; 30/6/2024: 33,3333%; 31/12/2024: 33,3334%", 2024, data.Place{})
	again, ok2 := milestonesIn("31/03/2024: 33,3333%; 30/06/2024: 33,3333%; 31/12/2024: 33,3334%", 0, data.Place{})
	if !ok || !ok2 || fmt.Sprint(first) != fmt.Sprint(again) {
		t.Errorf("%v %v, then %v %v", first, ok, again, ok2)
	}
}

func TestATaskTableHasMilestones(t *testing.T) {
	r := planOfTable(tableOfRows("STT | Nội dung công việc | Thời gian | Mốc tiến độ",
		"1 | Họp dân ở các ấp | Tháng 6/2024 | 30/6: 40%; 31/12: 100%",
		"2 | Niêm yết công khai | Tháng 7/2024 | khi có điều kiện",
		"3 | Kiểm tra các ấp | Tháng 8/2024 |"))
	if len(r.Tasks) != 3 || len(r.Tasks[0].Milestones) != 2 || r.Tasks[1].Milestones != nil || r.Tasks[2].Milestones != nil {
		t.Fatalf("tasks %+v", r.Tasks)
	}
	if m := r.Tasks[0].Milestones[1]; m.On != data.Date(2024, 12, 31) || m.At.Cell != "D2" {
		t.Errorf("second milestone %+v", m)
	}
	if len(r.Problems) != 1 || r.Problems[0].Code != "milestones" || r.Problems[0].At.Cell != "D3" {
		t.Errorf("problems %+v", r.Problems)
	}
}
