package ingest

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

func TestReadRegister(t *testing.T) {
	const text = "\ufefftep;nhan_luc;quyet_dinh;ngay_quyet_dinh;loai_ly_do;ly_do;ghi_chu\n" +
		"a.xlsx;09/05/2024 23:41;tiếp nhận;10/05/2024;;;\n" +
		"b.xlsx;2024-05-08;Trả lại;2024-05-09;hình thức;\"Chưa ký; gửi lại.\";x\n" +
		"c.xlsx;12/05/2024;;;;\n" +
		"d.xlsx;12/05/2024 08:00;returned;13/05/2024;substantive;Thiếu bảng;\n"
	got, err := ReadRegister([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, data.Saigon) }
	want := []RegisterRow{
		{Row: 2, File: "a.xlsx", Received: day(2024, 5, 9).Add(23*time.Hour + 41*time.Minute), ClockKnown: true, Decision: "accepted", DecidedOn: data.Date(2024, 5, 10)},
		{Row: 3, File: "b.xlsx", Received: day(2024, 5, 8), Decision: "returned", DecidedOn: data.Date(2024, 5, 9), ReasonKind: "formal", Reason: "Chưa ký; gửi lại."},
		{Row: 4, File: "c.xlsx", Received: day(2024, 5, 12)},
		{Row: 5, File: "d.xlsx", Received: day(2024, 5, 12).Add(8 * time.Hour), ClockKnown: true, Decision: "returned", DecidedOn: data.Date(2024, 5, 13), ReasonKind: "substantive", Reason: "Thiếu bảng"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if again, err := ReadRegister([]byte(strings.ReplaceAll(strings.ReplaceAll(text, ",", " "), ";", ","))); err == nil && len(again) != len(got) {
		t.Errorf("with commas: got %d rows, want %d", len(again), len(got))
	}
}

func TestAFaultyRegisterIsRefusedWithItsLine(t *testing.T) {
	const head = "tep;nhan_luc;quyet_dinh;ngay_quyet_dinh;loai_ly_do;ly_do\n"
	for _, tc := range []struct{ name, text, want string }{
		{"no file", "", "dòng 1"},
		{"a column missing", "tep;nhan_luc\na;b\n", "thiếu cột"},
		{"no name", head + ";09/05/2024;;;;\n", "dòng 2"},
		{"month 13", head + "a.xlsx;09/13/2024;;;;\n", "nhan_luc"},
		{"a decision of its own", head + "a.xlsx;09/05/2024;đang xem;10/05/2024;;\n", "quyet_dinh"},
		{"decided without a day", head + "a.xlsx;09/05/2024;tiếp nhận;;;\n", "cùng có hoặc cùng để trống"},
		{"decided before it came", head + "a.xlsx;09/05/2024;tiếp nhận;08/05/2024;;\n", "trước ngày nhận"},
		{"returned for nothing", head + "a.xlsx;09/05/2024;trả lại;10/05/2024;;Thiếu\n", "loại lý do"},
		{"returned without words", head + "a.xlsx;09/05/2024;trả lại;10/05/2024;nội dung;\n", "lý do"},
		{"accepted for a reason", head + "a.xlsx;09/05/2024;tiếp nhận;10/05/2024;nội dung;x\n", "để trống"},
		{"the second row", head + "a.xlsx;09/05/2024;;;;\nb.xlsx;hôm qua;;;;\n", "dòng 3"},
	} {
		_, err := ReadRegister([]byte(tc.text))
		if !errors.Is(err, data.ErrInvalid) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want an invalid register with %q", tc.name, err, tc.want)
		}
	}
}

func FuzzReadRegister(f *testing.F) {
	f.Add([]byte("tep;nhan_luc;quyet_dinh;ngay_quyet_dinh;loai_ly_do;ly_do\na;09/05/2024 23:41;trả lại;10/05/2024;hình thức;x\n"))
	f.Add([]byte("tep,nhan_luc,quyet_dinh,ngay_quyet_dinh,loai_ly_do,ly_do\na,2024-05-09\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, err := ReadRegister(b)
		if err != nil {
			return
		}
		for _, r := range rows {
			if y := r.Received.Year(); y < 1 || y > 9999 {
				return
			}
		}
		again, err := writeRegister(rows, "")
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadRegister(again)
		if err != nil {
			t.Fatalf("what was written is not read: %v\n%s", err, again)
		}
		for i := range back {
			back[i].Row = rows[i].Row
			rows[i].Received, back[i].Received = rows[i].Received.Truncate(time.Minute), back[i].Received.Truncate(time.Minute)
		}
		if !reflect.DeepEqual(back, rows) && len(rows) > 0 {
			t.Errorf("got %+v, want %+v", back, rows)
		}
	})
}
