package words

import (
	"regexp"
	"strings"
	"testing"

	"danbiet/analytics"
	"danbiet/data"
)

func finding(name string, values map[string]any) *analytics.Table {
	t := &analytics.Table{Name: name, Rows: []analytics.Row{{}}}
	for key, v := range values {
		format := analytics.Text
		switch v.(type) {
		case float64:
			format = analytics.Decimal
		case data.Day:
			format = analytics.Date
		}
		t.Columns = append(t.Columns, analytics.Column{Key: key, Format: format})
		t.Rows[0].Values = append(t.Rows[0].Values, v)
	}
	return t
}

func TestWhatAFindingAsks(t *testing.T) {
	c, err := data.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	by := data.Date(2024, 5, 31)
	for _, test := range []struct {
		table  string
		values map[string]any
		vi, en string
	}{
		{"quy-tac", map[string]any{"unit": "xa-tan-an", "rule": "QC-SUM", "subject": "QC29", "seen": 48.0, "wanted": 50.0},
			"Tổng giá trị huy động: số tổng (50) khác tổng các phần (48). Có thể một phần chưa được ghi. Đề nghị xã Tân An kiểm tra và xác nhận số đúng trước ngày 31/05/2024.",
			"the total (50) differs from the sum of its parts (48)"},
		{"quy-tac", map[string]any{"unit": "xa-tan-an", "rule": "QC-NA", "subject": "not_applicable", "seen": 0.5, "wanted": 0.3},
			"Tỷ lệ nhiệm vụ không phát sinh, không áp dụng là 50\u00a0%. Có thể kế hoạch giao việc không có ở địa bàn. Đề nghị xã Tân An cho biết lý do trước ngày 31/05/2024.",
			"50% of the tasks are not applicable"},
		{"quy-tac", map[string]any{"unit": "xa-tan-an", "rule": "QC-DATE", "subject": "data_to", "seen_on": data.Date(2024, 6, 30), "wanted_on": data.Date(2024, 5, 5)},
			"Ngày chốt số liệu: ngày 30/06/2024 không khớp với 05/05/2024. Có thể gõ nhầm ngày hoặc năm. Đề nghị xã Tân An xác nhận trước ngày 31/05/2024.",
			"does not go with"},
		{"quy-tac", map[string]any{"unit": "xa-tan-an", "rule": "QC-SRC", "subject": "contradiction", "code": "sum_mismatch", "text": "B3: tổng ghi 5, cộng các phần được 6. Đề nghị kiểm tra và xác nhận số đúng.",
			"args": `{"where":"B3","what":"tổng","got":"5","want":"6"}`},
			"B3: tổng ghi 5, cộng các phần được 6. Đề nghị kiểm tra và xác nhận số đúng. Đề nghị xã Tân An trả lời trước ngày 31/05/2024.",
			"B3: tổng says 5, its parts add up to 6"},
		{"dau-hieu", map[string]any{"unit": "xa-tan-an", "kind": "lap_lai", "seen": 11.0, "out_of": 24.0, "explained_by": "explain_lap_lai"},
			"11 trong 24 chỉ tiêu trùng với kỳ trước. Có thể do tình hình không đổi. Đề nghị xã Tân An xác nhận đã cập nhật đến ngày chốt số liệu, trước ngày 31/05/2024.",
			"11 of 24 indicators equal the period before"},
		{"ngoai-le", map[string]any{"unit": "xa-tan-an", "indicator": "QC54", "per_base": 18.0, "median": 5.5},
			"Vụ việc hòa giải tiếp nhận là 18, giá trị giữa của các đơn vị là 5,5. Có thể do điều kiện địa bàn hoặc cách đếm khác. Đề nghị xã Tân An xác nhận trước ngày 31/05/2024.",
			"the median of the units 5.5"},
		{"giong-nhau", map[string]any{"unit": "xa-tan-an", "heading": "II. Kết quả", "likeness": nil, "form_likeness": "gan_nhu_trung"},
			"Mục “II. Kết quả” cùng lời với báo cáo khác, số liệu thì khác. Có thể hai nơi dùng chung một mẫu. Đề nghị xã Tân An xác nhận trước ngày 31/05/2024.",
			"has the words of another report with other figures"},
		{"hoan-thanh", map[string]any{"unit": "xa-tan-an"}, "", ""},
	} {
		p := Printer{Of("vi"), c, data.Date(2024, 5, 20)}
		table := finding(test.table, test.values)
		if got := p.Asked(table, 0, by); got != test.vi {
			t.Errorf("got  %s\nwant %s", got, test.vi)
		}
		p.Words = Of("en")
		if got := p.Asked(table, 0, by); !strings.Contains(got, test.en) || strings.Contains(got, "{") {
			t.Errorf("got %s, want %q in it", got, test.en)
		}
	}
}

// Every sentence says who answers and by when.
func TestEveryFindingNamesWhoAndWhen(t *testing.T) {
	for key, w := range findingWords {
		for _, text := range []string{w.vi, w.en} {
			for _, want := range []string{`\{who\}`, `\{by\}`} {
				if !regexp.MustCompile(want).MatchString(text) {
					t.Errorf("%s has no %s: %s", key, want, text)
				}
			}
		}
	}
}

func TestChance(t *testing.T) {
	for p, want := range map[float64]string{0.0109: "0,0109", 7.2e-6: "<0,0001", 1: "1", 0: "0", 0.05: "0,05"} {
		if got := Of("vi").Chance(p); got != want {
			t.Errorf("%v: got %s, want %s", p, got, want)
		}
	}
}
