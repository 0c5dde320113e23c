package ingest

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// figuresShown are a reading's figures in a line: "QC19=12@C5 …".
func figuresShown(r *data.Reading) string {
	if r.Report == nil {
		return "no report"
	}
	var out []string
	for _, v := range r.Report.Indicators {
		place := v.At.Cell
		if v.At.Row != 0 {
			place = fmt.Sprint(v.At.Row)
		}
		out = append(out, fmt.Sprintf("%s=%s@%s", v.Code+v.Part, FormatNumber(v.Value), place))
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

func problemsShown(r *data.Reading) string {
	var out []string
	for _, p := range r.Problems {
		place := p.At.Cell
		if p.At.Row != 0 {
			place = fmt.Sprint(p.At.Row)
		}
		out = append(out, strings.TrimSuffix(p.Code+"@"+place, "@"))
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

const sixMonthsHead = "UBND XÃ TÂN THẠNH;;;;;\nBIỂU SỐ LIỆU QCDC 6 THÁNG ĐẦU NĂM 2024;;;;;\n"
const yearHead = "ỦY BAN NHÂN DÂN XÃ TÂN THẠNH;;;;;\nBIỂU TỔNG HỢP SỐ LIỆU NĂM 2024;;;;;\n"

// Each case is one way in which an office lays out its figures.
func TestFreeLayouts(t *testing.T) {
	for _, c := range []struct {
		name, text, figures, problems string
	}{
		{"plan beside result", sixMonthsHead + "TT;Nội dung;ĐVT;Kế hoạch năm;Thực hiện 6 tháng;Tỷ lệ %\n1;Số cuộc họp dân;cuộc;24;12;50\n2;Lượt người dự họp dân;lượt;;690;\n",
			"QC19=12@4 QC20=690@5", ""},
		{"last year beside this year", sixMonthsHead + "TT;Chỉ tiêu;ĐVT;6 tháng đầu năm 2023;6 tháng đầu năm 2024;So sánh\n1;Đơn thư tiếp nhận;đơn;9;7;-2\n2;Đơn thư đã giải quyết;đơn;8;7;-1\n",
			"QC42=7@4 QC43=7@5", ""},
		{"short headers of half-years", sixMonthsHead + "STT;Tiêu chí;Đơn vị;6T/2023;6T/2024;Tăng (+), giảm (-)\n1;Vụ việc hòa giải tiếp nhận;vụ;5;6;+1\n2;Hòa giải thành;vụ;4;5;+1\n",
			"QC54=6@4 QC55=5@5", ""},
		{"quarters and their sum", sixMonthsHead + "TT;Nội dung;ĐVT;Quý I;Quý II;Cộng 6 tháng;Ghi chú\n1;Số cuộc họp dân;cuộc;5;7;13;\n2;Lượt tiếp công dân;lượt;8;9;17;\n",
			"QC19=13@4 QC40a=17@5", "sum_mismatch@4"},
		{"the half-years of a year", yearHead + "TT;Nội dung;ĐVT;6 tháng đầu năm;6 tháng cuối năm;Cả năm\n1;Số cuộc họp dân;cuộc;12;14;26\n2;Ban TTND: số cuộc giám sát;cuộc;2;2;4\n3;Tổng số ấp;ấp;6;6;6\n",
			"QC16=6@6 QC19=26@4 QC46=4@5", ""},
		{"in the period and since the beginning", sixMonthsHead + "TT;Nội dung;ĐVT;Trong kỳ;Lũy kế\n1;Đơn tiếp nhận trong kỳ;đơn;7;12\n",
			"QC42=7@4", ""},
		{"children of a total", sixMonthsHead + "TT;Nội dung;ĐVT;Kết quả\n1;Tổng giá trị huy động;triệu đồng;138,5\n;Trong đó:;;\n;- Nhân dân đóng góp;triệu đồng;63,5\n;- Ngân sách nhà nước;triệu đồng;50\n;- Nguồn khác;triệu đồng;25\n",
			"QC29=138.500.000@4 QC30=63.500.000@6 QC31=50.000.000@7 QC33=25.000.000@8", ""},
		{"children that only their parent explains", sixMonthsHead + "TT;Nội dung;ĐVT;Kết quả\n1;Hòa giải ở cơ sở;;\na;Tiếp nhận;vụ;6\nb;Hòa giải thành;vụ;5\n2;Đối thoại với Nhân dân;cuộc;1\n2.1;Số người dự;lượt;80\n2.2;Số ý kiến;ý kiến;20\n2.3;Đã trả lời;ý kiến;18\n3;Đơn thư;;\n;- Tồn kỳ trước;đơn;1\n;- Tiếp nhận;đơn;8\n;- Đã giải quyết;đơn;8\n;- Chưa giải quyết;đơn;1\n4;Ban Thanh tra nhân dân;;\n;- Số cuộc giám sát;cuộc;3\n;- Phát hiện vi phạm;vụ;1\n;- Kiến nghị;vụ;1\n",
			"QC35=1@7 QC37=80@8 QC38=20@9 QC39=18@10 QC41=1@12 QC42=8@13 QC43=8@14 QC44=1@15 QC46=3@17 QC47=1@18 QC48a=1@19 QC54=6@5 QC55=5@6", ""},
		{"units in the name, in the cell, above the table", sixMonthsHead + "Đơn vị tính: triệu đồng;;;\nTT;Nội dung;Số liệu\n1;Tổng kinh phí huy động;138,5\n2;Nhân dân đóng góp bằng tiền (đồng);63.500.000\n3;Ngân sách nhà nước;50 triệu\n4;Diện tích đất hiến (ha);0,12\n5;Số ngày công;120 ngày công\n",
			"QC29=138.500.000@5 QC30=63.500.000@6 QC31=50.000.000@7 QC32=120@9 QC34=1.200@8", ""},
		{"shares of two numbers", sixMonthsHead + "TT;Nội dung;ĐVT;Kết quả\n1;Hòa giải thành;vụ;5/6\n2;Số ấp đã họp toàn thể 01 lần trở lên;ấp;5/6\n3;Số nội dung đã công khai;nội dung;16/17\n",
			"QC08=17@6 QC09=16@6 QC16=6@5 QC17=5@5 QC54=6@4 QC55=5@4", ""},
		{"nothing to report", sixMonthsHead + "TT;Nội dung;ĐVT;Kết quả\n1;Đơn thư tiếp nhận;đơn;-\n2;Thu hồi qua giám sát;đồng;Không phát sinh\n3;Số cuộc họp dân;cuộc;x\n4;Hòa giải thành;vụ;05\n",
			"QC55=5@7", ""},
		{"unsure rows are asked", sixMonthsHead + "TT;Nội dung;ĐVT;Kết quả\n1;Số vụ hòa giải không thành;vụ;1\n2;Số vụ hòa giải thành trong lĩnh vực đất đai;vụ;2\n3;Nhà Đại đoàn kết;căn;3\n4;Số cuộc họp dân;cuộc;9\n",
			"QC19=9@7", "unknown_row@4 unknown_row@5 unknown_row@6"},
		{"another code is nobody's", sixMonthsHead + "TT;Nội dung;ĐVT;Kết quả\n1;Số hộ nghèo;hộ;30\n2;Tổng số hộ;hộ;1.762\n3;Số ấp văn hóa;ấp;6\n4;Số ấp;ấp;6\n",
			"QC16=6@7 QC60a=1.762@5", "unknown_row@4 unknown_row@6"},
		{"columns of places, one total wrong", sixMonthsHead + "TT;Nội dung;ĐVT;Ấp Hòa Tân;Ấp Hòa Thạnh;Ấp Tân Phú;Toàn xã\n1;Số cuộc họp dân;cuộc;2;3;4;9\n2;Vụ việc hòa giải tiếp nhận;vụ;1;2;1;5\n3;Hòa giải thành;vụ;1;2;1;4\n",
			"QC19=9@4 QC54=5@5 QC55=4@6", "sum_mismatch@5"},
		{"indicators as columns", sixMonthsHead + "TT;Ấp;Số hộ;Số cuộc họp dân;Lượt người dự họp;Ghi chú\n1;Hòa Tân;300;2;120;\n2;Hòa Thạnh;310;3;150;\n;Tổng cộng;610;5;270;\n",
			"QC19=5@6 QC20=270@6 QC60a=610@6", "out_of_range@6 out_of_range@6"},
		{"a row for each ấp, no total", sixMonthsHead + "TT;Ấp;Số hộ;Số cuộc họp dân;Lượt người dự họp;Tỷ lệ hộ dự họp;Ghi chú\n1;Hòa Tân;1.300;2;1.120;90;\n2;Hòa Thạnh;1.310;3;1.150;80;\n",
			"QC19=5@4 QC20=2.270@4 QC60a=2.610@4", "out_of_range@4 summed_rows@4 summed_rows@4 summed_rows@4"},
		{"khu phố told by their names", "UBND PHƯỜNG LONG CHÂU;;;;\nPHỤ LỤC SỐ LIỆU 6 THÁNG ĐẦU NĂM 2024;;;;\nSTT;Địa bàn;Số cuộc họp dân;Ngày công lao động;\n1;Khu phố 1;02 cuộc;30;\n2;Khu phố 2;03 cuộc;25;\n3;Khu phố 3;04 cuộc;45;\n",
			"QC19=9@4 QC32=100@4", "summed_rows@4 summed_rows@4"},
		{"an ấp without a number, rates", sixMonthsHead + "Ấp;Số cuộc họp dân;Hòa giải: tiếp nhận;Ngày công\nHòa Tân;2;10%;30\nHòa Thạnh;;20%;25\nTân Phú;4;30%;45\n",
			"QC32=100@4", "summed_rows@4"},
		{"a total under another name", sixMonthsHead + "Ấp;Số cuộc họp dân;Ngày công\nHòa Tân;2;30\nHòa Thạnh;3;25\nĐã làm;5;55\n",
			"", "missing_required"},
		{"a total with a number in its name", sixMonthsHead + "Ấp;Số cuộc họp dân;Ngày công\nHòa Tân;2;30\nHòa Thạnh;3;25\nTổng 02 ấp;5;56\n",
			"", "missing_required"},
		{"an ấp twice", sixMonthsHead + "Ấp;Số cuộc họp dân;Ngày công\nHòa Tân;2;30\nHòa Tân;3;25\n",
			"", "missing_required"},
		{"communes are not summed", sixMonthsHead + "Địa bàn;Số cuộc họp dân;Ngày công\nTân Thạnh;2;30\nTân An;3;25\n",
			"", "missing_required"},
		{"a place where the part is larger", sixMonthsHead + "Ấp;Hòa giải: tiếp nhận;Hòa giải: thành\nHòa Tân;2;3\nHòa Thạnh;4;3\nCộng;6;6\n",
			"QC54=6@6 QC55=6@6", "part_over_whole@4"},
		{"figures and tasks one below the other", sixMonthsHead + "STT;Nội dung;ĐVT;Số liệu;\n1;Số cuộc họp dân;cuộc;9;\n2;Lượt tiếp công dân;lượt;14;\n;;;;\nMục;Nhiệm vụ;Kế hoạch;Kết quả;Tình trạng\nII.1;Quán triệt;6;4;Đang thực hiện\nII.2;Đối thoại;1;1;Đã hoàn thành\n",
			"QC19=9@4 QC40a=14@5", ""},
		{"two levels of headers without merged cells", sixMonthsHead + "STT;Nội dung;ĐVT;6 tháng đầu năm;;Ghi chú\n;;;Năm 2023;Năm 2024;\n1;Tin, bài phát thanh;tin;30;36;\n2;Hội nghị quán triệt;cuộc;3;4;\n",
			"QC04=4@6 QC07=36@5", ""},
		{"two levels over places", sixMonthsHead + "TT;Chỉ tiêu;ĐVT;Chia theo ấp;;;Tổng cộng\n;;;Hòa Tân;Hòa Thạnh;Tân Phú;\n1;Số cuộc họp dân;cuộc;2;3;4;9\n2;Ngày công lao động;ngày công;20;30;10;70\n",
			"QC19=9@5 QC32=70@6", "sum_mismatch@6"},
		{"no headers at all", sixMonthsHead + "1;Số cuộc họp dân;cuộc;12;;\n2;Lượt tiếp công dân;lượt;14;;\n3;Tin, bài phát thanh;tin;36;;\n4;Đất hiến;ha;0,12;;\n",
			"QC07=36@5 QC19=12@3 QC34=1.200@6 QC40a=14@4", ""},
		{"numbered headers", sixMonthsHead + "STT;Nội dung;ĐVT;Cùng kỳ;Kết quả;So sánh (%)\n(1);(2);(3);(4);(5);(6)=(5)/(4)\n1;Tin, bài phát thanh;tin;30;36;120\n2;Hội nghị quán triệt;cuộc;3;4;133\n",
			"QC04=4@6 QC07=36@5", ""},
		{"wards speak of khóm, others of thôn", "UBND PHƯỜNG LONG CHÂU;;;\nPHỤ LỤC SỐ LIỆU 6 THÁNG ĐẦU NĂM 2024;;;\nTT;Nội dung;ĐVT;Số liệu\n1;Tổng số khóm;khóm;5\n2;Số tổ dân phố đã họp toàn thể 2 lần trở lên;tổ;3\n",
			"QC16=5@4 QC18=3@5", ""},
		{"an empty figure beside last year's", sixMonthsHead + "TT;Nội dung;ĐVT;Cùng kỳ năm trước;Kỳ này\n1;Đơn thư tiếp nhận;đơn;9;7\n2;Đơn thư đã giải quyết;đơn;8;\n",
			"QC42=7@4", "missing_required@5"},
		{"đồng in a line of millions", sixMonthsHead + "TT;Nội dung;ĐVT;Số liệu\n1;Tổng giá trị huy động;triệu đồng;138,5\n2;Dân đóng góp bằng tiền;triệu đồng;63.500.000\n",
			"QC29=138.500.000@4", "unit_suspect@5"},
		{"a unit of money mistyped above the table", sixMonthsHead + "Bảng 1. Vốn (đơn vi tính: trịêu đòng);;\nTT;Nội dung;Số liệu\n1;Dân đóng góp bằng tiền;63,5\n2;Ngân sách nhà nước;50\n",
			"QC30=63.500.000@5 QC31=50.000.000@6", ""},
		{"a unit of money mistyped in its column", sixMonthsHead + "TT;Nội dung;ĐVT;Số liệu\n1;Dân đóng góp bằng tiền;triệu đổng;63,5\n2;Ngân sách nhà nước;trieu đồgn;50\n3;Nguồn khác;ngìn đồng;900\n",
			"QC30=63.500.000@4 QC31=50.000.000@5 QC33=900.000@6", ""},
		{"a unit of money said by the section, until the next", sixMonthsHead + "TT;Nội dung;6 tháng đầu năm 2024\nA;Nguồn lực huy động (tính bằng nghìn đồng);\n1;Tiền Nhân dân góp;185.500\n2;Ngân sách xã;90.000\nB;Họp dân;\n3;Số cuộc họp dân;9\n",
			"QC19=9@8 QC30=185.500.000@5 QC31=90.000.000@6", ""},
		{"a unit of money said by the total", sixMonthsHead + "TT;Nội dung;Kết quả\n1;Tổng giá trị huy động (triệu đồng);120\n;- Nhân dân đóng góp;70\n;- Ngân sách nhà nước;50\n",
			"QC29=120.000.000@4 QC30=70.000.000@5 QC31=50.000.000@6", ""},
		{"units typed beside the figures", sixMonthsHead + "Nhóm;Nội dung;Kết quả\nĐơn thư;Năm trước chuyển sang;02 đơn\n;Nhận mới;11 đơn\n;Giải quyết xong;12 đơn\nCơ bản;Số ấp;06 ấp\n;Ngày công lao động;140 ngày\n;Đất hiến;0,2 ha\n",
			"QC16=6@7 QC32=140@8 QC34=2.000@9 QC41=2@4 QC42=11@5 QC43=12@6", ""},
		{"indicators as columns, periods as rows", sixMonthsHead + "Thời gian;Số cuộc họp dân;Lượt tiếp công dân;Ngày công\nĐVT;cuộc;lượt;ngày công\nKế hoạch năm 2024;20;30;200\nCùng kỳ năm 2023;8;14;90\nThực hiện 6 tháng năm 2024;9;15;120\nTăng, giảm so cùng kỳ;1;1;30\n",
			"QC19=9@7 QC32=120@7 QC40a=15@7", ""},
		{"indicators as columns, years as rows", yearHead + "Năm;Số cuộc họp dân;Hội nghị đối thoại với Nhân dân;Lượt tiếp công dân;;\nNăm 2023;18;1;25;;\nNăm 2024;22;2;31;;\n",
			"QC19=22@5 QC35=2@5 QC40a=31@5", ""},
		{"columns that the first header explains", sixMonthsHead + "Tổ hòa giải;Nhận;Thành;Không thành;;\nTổ 1 Hòa Tân;2;2;0;;\nTổ 2 Tân Phú;4;3;1;;\nTổng cộng;6;5;1;;\n",
			"QC54=6@6 QC55=5@6", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Read("so-lieu.csv", []byte(c.text), catalogue(t))
			if got := figuresShown(r); got != c.figures {
				t.Errorf("figures\ngot  %s\nwant %s\nproblems:%s", got, c.figures, summary(r.Problems))
			}
			if got := problemsShown(r); got != c.problems {
				t.Errorf("problems\ngot  %s\nwant %s:%s", got, c.problems, summary(r.Problems))
			}
			if r.UnitID == "" || r.Period == "" {
				t.Errorf("unit %q, period %q", r.UnitID, r.Period)
			}
		})
	}
}

// Statuses of tasks as offices word them.
func TestStatusInWords(t *testing.T) {
	for s, want := range map[string]data.Status{
		"Đã hoàn thành": data.StatusDone, "Hoàn tất": data.StatusDone, "Đạt": data.StatusDone, "Xong": data.StatusDone, "Hoàn thành (tổ chức ngày 18/4/2024)": data.StatusDone, "Hoàn thành 100%": data.StatusDone, "Đã thực hiện xong": data.StatusDone,
		"Hoàn thành vượt 16,7%": data.StatusDoneAbove, "15/12 mô hình, vượt kế hoạch": data.StatusDoneAbove, "đạt 116,7%": data.StatusDoneAbove,
		"Đang triển khai": data.StatusInProgress, "đạt 60%": data.StatusInProgress, "Chưa hoàn thành": data.StatusInProgress, "Hoàn thành 85%": data.StatusInProgress, "đang thực hiện, đạt 40%": data.StatusInProgress,
		"Chưa triển khai": data.StatusNotStarted, "chưa thực hiện, chờ văn bản hướng dẫn": data.StatusNotStarted, "Chưa tiến hành": data.StatusNotStarted,
		"Không phát sinh": data.StatusNothingArose, "Trong kỳ không phát sinh": data.StatusNothingArose,
		"không áp dụng (xã không có doanh nghiệp nhà nước)": data.StatusNotApplicable, "Không thuộc diện": data.StatusNotApplicable,
		"04/06 cuộc": "", "12": "", "": "", "ngày 15/9/2025": "",
	} {
		if got := statusInWords(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestTasksOfFreeTables(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"labels in a column", "Mục;Nhiệm vụ;Chỉ tiêu;Kết quả;Tiến độ\nII.1;Quán triệt luật;6 hội nghị;4 hội nghị;Đang thực hiện\nII.2;Khảo sát;300 phiếu;0;Chưa triển khai\n", "II.1 dang_thuc_hien 4/6 0,666667|II.2 chua_thuc_hien 0/300 0"},
		{"labels in the name", "Nhiệm vụ theo kế hoạch;Kết quả;Ghi chú\nII.1. Quán triệt;đã hoàn thành;5/5 ấp\nII.2. Đối thoại;chưa tổ chức;\n", "II.1 hoan_thanh|II.2 chua_thuc_hien"},
		{"no labels: by order under II", "TT;Nội dung nhiệm vụ;Kết quả thực hiện;Ghi chú\n1;Quán triệt luật;Đã hoàn thành;\n2;Đối thoại;04/06 cuộc, đang thực hiện;\n3;Giải quyết tranh chấp;Không phát sinh;\n", "II.1 hoan_thanh|II.2 dang_thuc_hien 4/6 0,666667|II.3 khong_phat_sinh"},
		{"percent in a column of its own", "Mục;Nhiệm vụ;Thời hạn;Kết quả;Tỷ lệ\nII.1;Kiện toàn;15/9/2024;Đã hoàn thành;100%\nII.2;Họp dân;31/10/2024;Đang thực hiện;75%\n", "II.1 hoan_thanh 1|II.2 dang_thuc_hien 0,75"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Read("a.csv", []byte(sixMonthsHead+c.text), catalogue(t))
			if r.Report == nil {
				t.Fatalf("no report:%s", summary(r.Problems))
			}
			var got []string
			for _, s := range r.Report.Tasks {
				line := s.Label + " " + string(s.Status)
				if s.Actual != nil {
					line += " " + FormatNumber(*s.Actual) + "/" + FormatNumber(*s.Target)
				}
				if s.Progress != nil {
					line += " " + FormatNumber(*s.Progress)
				}
				got = append(got, line)
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got  %s\nwant %s\nproblems:%s", g, c.want, summary(r.Problems))
			}
		})
	}
}

func TestModelsOfFreeTables(t *testing.T) {
	for name, text := range map[string]string{
		"in words":        "STT;Tên mô hình;Lĩnh vực;Loại\n1;Chợ không túi ni lông;Văn hóa - xã hội;Tập thể\n2;Người lái đò;Quốc phòng - an ninh;Cá nhân\n",
		"by marks":        "STT;Tên mô hình;Tập thể;Cá nhân;Kinh tế;Văn hóa - xã hội;Quốc phòng - an ninh\n1;Chợ không túi ni lông;x;;;x;\n2;Người lái đò;;x;;;x\n",
		"under headings":  "STT;Tên mô hình;Loại\nI;Lĩnh vực văn hóa - xã hội;\n1;Chợ không túi ni lông;Tập thể\nII;Lĩnh vực quốc phòng, an ninh;\n2;Người lái đò;Cá nhân\n",
		"fields in front": "STT;Lĩnh vực;Mô hình, điển hình;Tập thể/cá nhân\n1;VH-XH;“Chợ không túi ni lông”;TT\n2;QP-AN;Người lái đò;CN\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := Read("a.csv", []byte(sixMonthsHead+text), catalogue(t))
			if r.Report == nil {
				t.Fatalf("no report:%s", summary(r.Problems))
			}
			var got []string
			for _, m := range r.Report.Exemplars {
				line := m.Name
				for _, s := range []*string{m.Field, m.Kind} {
					if s != nil {
						line += "|" + *s
					}
				}
				got = append(got, line)
			}
			if g, want := strings.Join(got, "; "), "Chợ không túi ni lông|van_hoa_xa_hoi|tap_the; Người lái đò|quoc_phong_an_ninh|ca_nhan"; g != want {
				t.Errorf("got  %s\nwant %s\nproblems:%s", g, want, summary(r.Problems))
			}
		})
	}
}

// A sheet with heads of two levels, two tables side by side, a signature, a
// date cell and a hidden row.
func TestASheetOfTheOfficesOwn(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	set := func(cell string, v any) { must(t, f.SetCellValue("Sheet1", cell, v)) }
	merge := func(a, b string) { must(t, f.MergeCell("Sheet1", a, b)) }
	set("A1", "ỦY BAN NHÂN DÂN\nXÃ TÂN THẠNH")
	set("A2", "PHỤ LỤC SỐ LIỆU 6 THÁNG ĐẦU NĂM 2024")
	merge("A2", "H2")
	set("A3", "Tính đến hết ngày 05/5/2024")
	set("A5", "TT")
	merge("A5", "A6")
	set("B5", "Nội dung")
	merge("B5", "B6")
	set("C5", "6 tháng đầu năm")
	merge("C5", "D5")
	set("C6", "Kế hoạch")
	set("D6", "Thực hiện")
	set("F5", "Nội dung")
	merge("F5", "F6")
	set("G5", "Số liệu")
	merge("G5", "H5")
	set("G6", "Năm 2023")
	set("H6", "Năm 2024")
	for i, row := range [][]any{{1, "Số cuộc họp dân", 20, 12, nil, "Lượt tiếp công dân", 10, 14}, {2, "Số vụ hòa giải thành", nil, 5, nil, "Tin, bài phát thanh", 40, 44}, {3, "Số vụ hòa giải thành (số cũ)", nil, 9}} {
		must(t, f.SetSheetRow("Sheet1", at(1, 7+i), &row))
	}
	must(t, f.SetRowVisible("Sheet1", 9, false))
	set("G12", "KT. CHỦ TỊCH")
	set("G13", "PHÓ CHỦ TỊCH")
	set("G17", "Nguyễn Văn Mẫu")
	b, err := f.WriteToBuffer()
	must(t, err)
	r := Read("pl.xlsx", b.Bytes(), catalogue(t))
	if got, want := figuresShown(r), "QC07=44@H8 QC19=12@D7 QC40a=14@H7 QC55=5@D8"; got != want {
		t.Errorf("got  %s\nwant %s\nproblems:%s", got, want, summary(r.Problems))
	}
	if r.UnitID != "xa-tan-thanh" || r.Period != "2024-6T" || r.Report.DataTo != data.Date(2024, 5, 5) {
		t.Errorf("unit %q, period %q, to %s:%s", r.UnitID, r.Period, r.Report.DataTo, summary(r.Problems))
	}
	if s := r.Signer; s == nil || s.Name != "Nguyễn Văn Mẫu" || s.Title != "PHÓ CHỦ TỊCH" || s.Authority == nil || *s.Authority != "KT. CHỦ TỊCH" {
		t.Errorf("signer %+v", s)
	}
	if problemAt(r.Problems, "hidden_content", "Sheet1", "") == nil {
		t.Errorf("the hidden row is not mentioned:%s", summary(r.Problems))
	}
}

// hiddenColumn is a workbook of the office's own whose column of last year is
// hidden, with the numbers of rows.
func hiddenColumn(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for row, cells := range [][]any{
		{"", "UBND XÃ TÂN THẠNH"}, {"", "Biểu số liệu năm 2024"},
		{"TT", "Nội dung", "ĐVT", "Năm 2023", "Năm 2024"},
		{1, "Số cuộc họp dân", "cuộc", 18, 22}, {2, "Lượt tiếp công dân", "lượt", 25, 31}, {3, "Hòa giải thành", "vụ", 4, 5},
	} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	for _, col := range []string{"A", "D"} {
		if err := f.SetColVisible("Sheet1", col, false); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHiddenColumnsOfFreeTablesAreSaid(t *testing.T) {
	r := Read("so-lieu.xlsx", hiddenColumn(t), catalogue(t))
	if got, want := figuresShown(r), "QC19=22@E4 QC40a=31@E5 QC55=5@E6"; got != want {
		t.Errorf("figures\ngot  %s\nwant %s", got, want)
	}
	if got, want := problemsShown(r), "hidden_content@D3"; got != want { // not of A: numbers of rows say nothing
		t.Errorf("problems\ngot  %s\nwant %s:%s", got, want, summary(r.Problems))
	}
}

func TestUnitsOfMoneyAsTyped(t *testing.T) {
	for s, want := range map[string]string{
		"triệu đồng": "triệu đồng", "Triệu đòng": "triệu đồng", "trịệu đồng": "triệu đồng", "tr. đồng": "triệu đồng", "triệu  đồng": "triệu đồng", "triệu đồn": "triệu đồng", "trieu dogn": "triệu đồng",
		"ngàn đồng": "nghìn đồng", "1.000 đồng": "nghìn đồng", "1000đ": "nghìn đồng", "nghin dong": "nghìn đồng", "tỉ đồng": "tỷ đồng", "VNĐ": "đồng",
		"cuộc": "", "hội đồng": "", "lượt": "", "hợp đồng": "", "người": "", "tr": "", "m2": "",
	} {
		if got := moneyNamed(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"Bảng 2. Vốn (ĐVT: triệu đòng)": "triệu đồng", "Đơn vị tính của vốn: nghìn đồng; của đất: m2": "nghìn đồng", "Số tiền tính bằng triệu đồng, đất tính bằng m2": "triệu đồng", "Huy động sức dân (tỷ đồng)": "tỷ đồng", "Đơn vi tính : 1.000 đồng": "nghìn đồng",
		"Đơn vị báo cáo: UBND xã": "", "ĐVT: cuộc": "", "Hội đồng nhân dân (HĐND)": "", "Đơn vị: xã Tân Thạnh": "",
	} {
		if got := moneySaidIn(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

// Tables of two columns drawn with spaces in a text: the caption says what the
// rows are about.
func TestTablesOfTwoColumnsInText(t *testing.T) {
	text := `ỦY BAN NHÂN DÂN                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN THẠNH                         Độc lập - Tự do - Hạnh phúc
Số: 41/BC-UBND                       Tân Thạnh, ngày 07 tháng 5 năm 2024

BÁO CÁO
Sơ kết 6 tháng đầu năm 2024 thực hiện Quy chế dân chủ ở cơ sở

I. KẾT QUẢ
Các hình thức công khai đã dùng:
Cách công khai                               Số lượt
Dán niêm yết tại trụ sở, nhà văn hóa ấp      12
Phát trên hệ thống loa                       20
Trưởng ấp phổ biến tại cuộc họp tổ           9

Trên đây là báo cáo của Ủy ban nhân dân xã Tân Thạnh./.
`
	r := Read("bao-cao.txt", []byte(text), catalogue(t))
	if got, want := figuresShown(r), "QC12=12@ QC13=20@ QC14=9@"; got != want {
		t.Errorf("got %s, want %s:%s", got, want, summary(r.Problems))
	}
}

// A sum is printed as one, at the first of its cells; a person may put the right
// figure in its place, or mend one of the cells.
func TestTheSumOfAnAp(t *testing.T) {
	text := sixMonthsHead + "Ấp;Số cuộc họp dân;Ngày công\nHòa Tân;12;30\nHòa Thạnh;3;25\n"
	read := func(fixes ...data.Correction) data.IndicatorValue {
		r := Tools{}.ReadWith("so-lieu.csv", []byte(text), catalogue(t), Hints{Corrections: fixes})
		for _, v := range r.Report.Indicators {
			if v.Code == "QC19" {
				return v
			}
		}
		t.Fatalf("no figure: %s", summary(r.Problems))
		return data.IndicatorValue{}
	}
	sum := read()
	if sum.Value != 15 || sum.Printed != "12 + 3" {
		t.Errorf("got %v, printed %q", sum.Value, sum.Printed)
	}
	if v := read(data.Correction{At: sum.At, Code: "QC19", Was: sum.Printed, Value: "16"}); v.Value != 16 || v.Printed != "12 + 3" {
		t.Errorf("stated instead: got %v, printed %q", v.Value, v.Printed)
	}
	second := sum.At
	second.Row++
	if v := read(data.Correction{At: second, Was: "3", Value: "8"}); v.Value != 20 || v.Printed != "12 + 8" {
		t.Errorf("a part mended: got %v, printed %q", v.Value, v.Printed)
	}
}
