package ingest

import (
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

func TestReadRegister(t *testing.T) {
	const text = "\ufefftep;nhan_luc;quyet_dinh;ngay_quyet_dinh;loai_ly_do;ly_do;ghi_chu\n" +
		"a.xlsx;09/05/2024 23:41;tiếp nhận;10/05/2024;;;\n" +
		"b.xlsx;2024-05-08;Trả lại;2024-05-09;hình thức;\"Chưa ký; gửi lại.\";x\n" +
		"\n" +
		"c.xlsx;12/05/2024;;;;\n" +
		"d.xlsx;12/05/2024 8h30;returned;13/05/2024;substantive;Thiếu bảng;\n" +
		"Báo cáo  hoà.xlsx;2024-05-09T16:59:59Z;chấp nhận;10/5/2024;;;\n"
	at := func(d, h, m int) time.Time { return time.Date(2024, 5, d, h, m, 0, 0, data.Saigon).UTC() }
	want := map[string]RegisterRow{
		"a.xlsx":           {Row: 1, Received: at(9, 23, 41), ClockKnown: true, Decision: data.Accepted, DecidedOn: data.Date(2024, 5, 10)},
		"b.xlsx":           {Row: 2, Received: at(8, 12, 0), Decision: data.Returned, DecidedOn: data.Date(2024, 5, 9), ReasonKind: data.Formal, Reason: "Chưa ký; gửi lại."},
		"c.xlsx":           {Row: 3, Received: at(12, 12, 0)},
		"d.xlsx":           {Row: 4, Received: at(12, 8, 30), ClockKnown: true, Decision: data.Returned, DecidedOn: data.Date(2024, 5, 13), ReasonKind: data.Substantive, Reason: "Thiếu bảng"},
		"báo cáo hòa.xlsx": {Row: 5, Received: time.Date(2024, 5, 9, 16, 59, 59, 0, time.UTC), ClockKnown: true, Decision: data.Accepted, DecidedOn: data.Date(2024, 5, 10)},
	}
	for name, text := range map[string]string{
		"semicolons": text,
		"commas":     strings.ReplaceAll(strings.ReplaceAll(text, "Chưa ký; gửi", "Chưa ký, gửi"), ";", ","),
	} {
		reg, problems := ReadRegister([]byte(text))
		if len(problems) > 0 || len(reg.Rows) != len(want) {
			t.Fatalf("%s: got %d rows, %v; want %d rows", name, len(reg.Rows), problems, len(want))
		}
		for file, w := range want {
			got, ok := reg.Row(file)
			got.File = ""
			w.Reason = strings.ReplaceAll(w.Reason, ";", map[bool]string{true: ",", false: ";"}[name == "commas"])
			if !ok || got != w {
				t.Errorf("%s, %s: got %+v, want %+v", name, file, got, w)
			}
			if again, _ := reg.RowAt(w.Row); again.Row != w.Row {
				t.Errorf("%s: row %d not found again", name, w.Row)
			}
		}
	}
}

func TestARegisterMaySayWhenASendingLeft(t *testing.T) {
	reg, problems := ReadRegister([]byte("tep;nhan_luc;gửi lúc\na.xlsx;11/05/2024;09/05/2024 16:59\nb.xlsx;11/05/2024;09/05/2024\nc.xlsx;11/05/2024;\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	at := time.Date(2024, 5, 9, 16, 59, 0, 0, data.Saigon)
	if a, _ := reg.Row("a.xlsx"); !a.Sent.Equal(at) || !a.SentClock {
		t.Errorf("a: sent %s, clock %v", a.Sent, a.SentClock)
	}
	if b, _ := reg.Row("b.xlsx"); data.DayOf(b.Sent) != data.Date(2024, 5, 9) || b.SentClock {
		t.Errorf("b: sent %s, clock %v", b.Sent, b.SentClock)
	}
	if c, _ := reg.Row("c.xlsx"); !c.Sent.IsZero() {
		t.Errorf("c: sent %s", c.Sent)
	}
}

func TestEveryFaultOfARegisterIsToldWithItsPlace(t *testing.T) {
	const head = "tep;nhan_luc;quyet_dinh;ngay_quyet_dinh;loai_ly_do;ly_do\n"
	for name, c := range map[string]struct {
		text string
		want []string // a place and a word of each problem, in order
	}{
		"no heading":             {"", []string{"dòng 1"}},
		"a column missing":       {"tep;quyet_dinh\na;\n", []string{"nhan_luc", "dòng 2"}},
		"no name":                {head + ";09/05/2024;;;;\n", []string{"tên tệp"}},
		"month 13":               {head + "a.xlsx;09/13/2024;;;;\n", []string{"09/13/2024"}},
		"sent after it came":     {"tep;nhan_luc;gui_luc\na.xlsx;09/05/2024;10/05/2024\n", []string{"sau ngày nhận 09/05/2024"}},
		"no day of sending":      {"tep;nhan_luc;gui_luc\na.xlsx;09/05/2024;hôm qua\n", []string{"hôm qua"}},
		"hour 25":                {head + "a.xlsx;09/05/2024 25:00;;;;\n", []string{"25:00"}},
		"a decision of its own":  {head + "a.xlsx;09/05/2024;đang xem;10/05/2024;;\n", []string{"đang xem"}},
		"decided without a day":  {head + "a.xlsx;09/05/2024;tiếp nhận;;;\n", []string{"ngày quyết định"}},
		"a day without decision": {head + "a.xlsx;09/05/2024;;10/05/2024;;\n", []string{"quyết định của ngày"}},
		"decided before it came": {head + "a.xlsx;09/05/2024;tiếp nhận;08/05/2024;;\n", []string{"trước ngày nhận"}},
		"returned for nothing":   {head + "a.xlsx;09/05/2024;trả lại;10/05/2024;;Thiếu\n", []string{"loại lý do"}},
		"returned without words": {head + "a.xlsx;09/05/2024;trả lại;10/05/2024;nội dung;\n", []string{"lý do trả lại"}},
		"accepted for a reason":  {head + "a.xlsx;09/05/2024;tiếp nhận;10/05/2024;nội dung;x\n", []string{"để trống"}},
		"the same file twice":    {head + "a.xlsx;09/05/2024;;;;\nA.xlsx;10/05/2024;;;;\n", []string{"dòng ghi thứ 1"}},
		"all faults, not the first": {head + "a.xlsx;hôm qua;có lẽ;;;\nb.xlsx;mai;;;;\n",
			[]string{"dòng 2", "có lẽ", "dòng 3"}},
	} {
		_, problems := ReadRegister([]byte(c.text))
		if len(problems) < len(c.want) || !data.Blocks(problems) {
			t.Errorf("%s: got %v, want %d blocking problems", name, problems, len(c.want))
			continue
		}
		all := ""
		for _, p := range problems {
			all += p.Text + "\n"
		}
		for _, want := range c.want {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in\n%s", name, want, all)
			}
		}
	}
}

func FuzzReadRegister(f *testing.F) {
	f.Add([]byte("tep;nhan_luc\na.xlsx;09/05/2024\n"))
	f.Add([]byte("tep,nhan_luc\n\"a\"b,09/05/2024 8h\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		reg, problems := ReadRegister(b)
		for _, row := range reg.Rows {
			if !data.Blocks(problems) && (row.File == "" || row.Received.IsZero()) {
				t.Errorf("a row without file or time passed: %+v", row)
			}
		}
	})
}
