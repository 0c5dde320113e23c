package ingest

import (
	"strings"
	"testing"
)

// A report that was typed into a message, with pictures for bullets and keycaps
// for numbers, place and day above the signature.
func TestReadMessageWithPictures(t *testing.T) {
	r := readText("tin-nhan.txt", []byte(`[16:05 07/11/2024] Văn thư:
📣 UBND PHƯỜNG LONG CHÂU

BÁO CÁO
Tổng kết năm 2024 về thực hiện dân chủ ở cơ sở
(Số liệu chốt
đến hết ngày 31/10/2024)

1️⃣ Dân biết
✅ Tuyên truyền: 05 lớp tập huấn, 410 lượt người dự
✅ Trên loa có 61 tin, bài
2️⃣ Dân kiểm tra
🔹 Ban Thanh tra nhân dân giám sát 3 cuộc
🔹 Hòa giải: nhận 9 vụ, thành 8 vụ

Long Châu, ngày 07 tháng 11 năm 2024
TM. UBND PHƯỜNG
CHỦ TỊCH
Đỗ Hữu Lành
`), catalogue(t), Hints{})
	h := r.Head
	if got := shownText(h.Issuer) + "|" + shownText(h.Title) + "|" + h.Date.String() + "|" + shownText(h.Place); got != "UBND phường Long Châu|Tổng kết năm 2024 về thực hiện dân chủ ở cơ sở|2024-11-07|Long Châu" {
		t.Errorf("head: %s", got)
	}
	var figures []string
	for _, v := range r.Report.Indicators {
		figures = append(figures, v.Code+v.Part+"="+FormatNumber(v.Value))
	}
	if got := strings.Join(figures, " "); got != "QC04=5 QC05=410 QC07=61 QC46=3 QC54=9 QC55=8" {
		t.Errorf("figures: %s", got)
	}
	if got := r.Report.DataTo.String(); got != "2024-10-31" {
		t.Errorf("figures are to %s", got)
	}
}

// A plan that lost its head is of the body in whose name it is signed; its
// recipients stand in one row over two lines.
func TestReadPlanSignedByItsIssuer(t *testing.T) {
	r := readText("kh.txt", []byte(`KẾ HOẠCH
Thực hiện dân chủ ở cơ sở năm 2024

I. NHIỆM VỤ
1. Họp dân mỗi quý một lần.
2. Niêm yết các khoản thu.

Nơi nhận: Thường trực Đảng ủy; Ủy ban MTTQ Việt Nam và các
đoàn thể; các khóm; Lưu: VT.

TM. ỦY BAN NHÂN DÂN PHƯỜNG LONG SƠN
CHỦ TỊCH
Mai Văn Thuận
`), catalogue(t), Hints{})
	if shownText(r.Head.Issuer) != "Ủy ban nhân dân phường Long Sơn" || r.Head.Unit == nil || r.Head.Unit.Name != "Long Sơn" {
		t.Errorf("issuer %q, unit %+v", shownText(r.Head.Issuer), r.Head.Unit)
	}
	if got := strings.Join(r.Recipients, "|"); got != "Thường trực Đảng ủy|Ủy ban MTTQ Việt Nam và các đoàn thể|các khóm|Lưu: VT" {
		t.Errorf("recipients: %s", got)
	}
}

// A plan whose tasks are a table drawn with spaces; place and day in digits, the
// whole in a letter.
func TestReadPlanWithDrawnTable(t *testing.T) {
	r := readText("kh.txt", []byte(`Kính gửi: Phòng Nội vụ thị xã
BCH ĐẢNG BỘ XÃ LONG AN
BAN CHỈ ĐẠO QCDC Ở CƠ SỞ
Long An, ngày 09/02/2024

KẾ HOẠCH
Thực hiện dân chủ ở cơ sở năm 2024

I. CÔNG VIỆC
TT   Nội dung công việc             Chủ trì          Thời gian
1    Họp dân ở các ấp               Trưởng ấp        Quý II/2024
2    Niêm yết dự toán               Kế toán          Thường xuyên
3    Đối thoại với Nhân dân         Văn phòng        Trước ngày 20/9/2024

II. TỔ CHỨC THỰC HIỆN
1. Các ấp gửi báo cáo 6 tháng về Ban Chỉ đạo trước ngày 10/6/2024.
`), catalogue(t), Hints{})
	if got := shownText(r.Head.Issuer) + "|" + r.Head.Date.String(); got != "Ban Chỉ đạo QCDC ở cơ sở|2024-02-09" || r.Head.Unit == nil || r.Head.Unit.Name != "Long An" {
		t.Errorf("head: %s, unit %+v", got, r.Head.Unit)
	}
	var got []string
	for _, x := range r.Tasks {
		got = append(got, x.Label+" "+x.Text+" ["+string(x.From)+".."+string(x.To)+"]")
	}
	if s := strings.Join(got, "\n"); s != "I.1 Họp dân ở các ấp [2024-04..2024-06]\nI.2 Niêm yết dự toán [..]\nI.3 Đối thoại với Nhân dân [..2024-09-19]" {
		t.Errorf("tasks: %s", s)
	}
	if len(r.Obligations) != 1 {
		t.Errorf("duties: %+v", r.Obligations)
	}
}
