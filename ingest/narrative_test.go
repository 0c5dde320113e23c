package ingest

import (
	"fmt"
	"sort"
	"strings"
	"testing"
)

// figuresSaid reads one paragraph of a report of 2024 under headings.
func figuresSaid(text string, headings ...string) (string, []doubtfulFigure) {
	p := join(splitLines(text))
	for i, h := range headings {
		headings[i] = phrase(wordsOf(h, 0, -1))
	}
	found, doubts := figuresIn(paragraphRead{p, headings}, 2024)
	var out []string
	for _, f := range found {
		out = append(out, fmt.Sprintf("%s=%s", f.id, FormatNumber(f.value)))
	}
	return strings.Join(out, " "), doubts
}

func TestFiguresOfSentences(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a number before its noun, two in one clause", "Tổ chức 07 cuộc họp dân với 385 lượt hộ tham dự.", "QC19=7 QC20=385"},
		{"a pair gives both", "Tiếp nhận 11 đơn, đã giải quyết 12/13 đơn.", "QC42=11 QC43=12"},
		{"households briefed of all", "Có 2.186/2.384 hộ được quán triệt quy chế dân chủ, đạt 91,7%.", "QC06=2.186 QC60a=2.384"},
		{"money in millions and its sources", "Huy động 845,6 triệu đồng, trong đó Nhân dân đóng góp 412,6 triệu đồng, ngân sách 350 triệu đồng, nguồn khác 83 triệu đồng.", "QC29=845.600.000 QC30=412.600.000 QC31=350.000.000 QC33=83.000.000"},
		{"billions and millions together", "Tổng kinh phí huy động làm cầu, đường 1 tỷ 250 triệu đồng.", "QC29=1.250.000.000"},
		{"money in full with a sign", "Nhân dân đóng góp 95.500.000đ làm đèn đường.", "QC30=95.500.000"},
		{"land in square metres", "Bà con hiến 1.200 m² đất.", "QC34=1.200"},
		{"land in hectares", "Vận động 14 hộ hiến 0,35 ha đất mở đường.", "QC34=3.500"},
		{"settled of received", "Trong kỳ hòa giải thành 7/8 vụ.", "QC55=7 QC54=8"},
		{"of a total in words", "Hòa giải thành 8 vụ trên tổng số 9 vụ tiếp nhận.", "QC55=8 QC54=9"},
		{"a share is no figure of its own", "Tỷ lệ hòa giải thành đạt 87,5%.", ""},
		{"the noun is said once", "Các tổ hòa giải tiếp nhận 9 vụ, hòa giải thành 8.", "QC54=9 QC55=8"},
		{"a label and its number", "- Tổng số đơn thư tiếp nhận: 11.", "QC42=11"},
		{"the topic before the colon", "Công tác hòa giải: tiếp nhận 9 vụ, hòa giải thành 8 vụ.", "QC54=9 QC55=8"},
		{"numbers in words", "Ủy ban nhân dân xã tổ chức hai hội nghị đối thoại với Nhân dân; mở mười hai lớp tập huấn.", "QC35=2 QC04=12"},
		{"a number with its words in brackets", "Đã tổ chức 02 (hai) hội nghị đối thoại với người dân.", "QC35=2"},
		{"a target is not a result", "Kế hoạch 6 cuộc giám sát, Ban Thanh tra nhân dân đã thực hiện 4 cuộc giám sát.", "QC46=4"},
		{"an increase is not a result", "Tiếp nhận 12 đơn, tăng 3 đơn so với cùng kỳ.", "QC42=12"},
		{"another year in brackets", "Hòa giải thành 9 vụ (năm 2023: 12 vụ).", "QC55=9"},
		{"all that stands in brackets behind another year", "Toàn xã có 23 cuộc họp dân, thu hút 1.310 lượt hộ tham dự (năm 2023 là 19 cuộc, 980 lượt hộ).", "QC19=23 QC20=1.310"},
		{"all that stands in brackets behind the same time", "Tiếp nhận 12 đơn, đã giải quyết 11 đơn (cùng kỳ tiếp nhận 15 đơn, đã giải quyết 14 đơn).", "QC42=12 QC43=11"},
		{"petitions left over from a year that is named", "Đơn thư năm 2023 chuyển sang 2 đơn, tiếp nhận mới 15 đơn, đã giải quyết 16 đơn.", "QC41=2 QC42=15 QC43=16"},
		{"petitions received in another year", "Năm 2023 tiếp nhận 18 đơn; trong kỳ tiếp nhận 15 đơn.", "QC42=15"},
		{"looked over and recognised", "Có 14 mô hình “Dân vận khéo” đăng ký, trong đó 12 mô hình được thẩm định, công nhận cấp cơ sở.", "QC56=14 QC57=12"},
		{"cash beside working days", "Vận động Nhân dân hiến 900 m² đất, đóng góp 120 ngày công và 85 triệu đồng tiền mặt.", "QC34=900 QC32=120 QC30=85.000.000"},
		{"cash and what it is for", "Vận động Nhân dân hiến 900 m2 đất, góp 120 ngày công và 85 triệu đồng tiền mặt để làm 3 công trình.", "QC34=900 QC32=120 QC30=85.000.000 QC28=3"},
		{"so many on so many", "Đã công khai được 15 trên 16 nội dung thuộc diện phải công khai.", "QC09=15 QC08=16"},
		{"the people and the State in brackets", "Tổng vốn huy động là 850 triệu đồng (Nhân dân 500 triệu đồng, Nhà nước 350 triệu đồng).", "QC29=850.000.000 QC30=500.000.000 QC31=350.000.000"},
		{"money given to the people is not theirs", "Huy động nguồn lực hỗ trợ Nhân dân 500 triệu đồng.", ""},
		{"the people far from their verb", "Bà con trong ấp tự nguyện đóng góp số tiền 75 triệu đồng.", "QC30=75.000.000"},
		{"people who came with a complaint", "Trong kỳ đã tiếp 23 lượt với 25 người đến khiếu nại, phản ánh.", "QC40a=23 QC40b=25"},
		{"a remark in brackets behind a bare number", "Tiếp nhận 10 đơn, giải quyết 9 (đạt 90%).", "QC42=10 QC43=9"},
		{"there were disputes", "Trong 6 tháng có 6 vụ hòa giải, kết quả thành 6 vụ.", "QC54=6 QC55=6"},
		{"the name of an office is no verb", "Bộ phận Tiếp nhận và trả kết quả giải quyết đúng, trước hạn 1.510/1.520 hồ sơ.", "QC59a=1.510 QC59b=1.520"},
		{"the budget for a road", "Ngân sách xã hỗ trợ 200 triệu đồng để làm đường nông thôn.", "QC31=200.000.000"},
		{"meetings in all, after the hamlets that met", "Có 5/5 ấp tổ chức họp dân từ 02 lần trở lên; tổng cộng 21 cuộc với 1.260 lượt hộ.", "QC18=5 QC16=5 QC19=21 QC20=1.260"},
		{"receptions and people beside a stroke", "Tiếp công dân được 31 lượt/34 người.", "QC40a=31 QC40b=34"},
		{"a day beside a stroke is no count", "Tiếp công dân ngày 12/5 được 31 lượt.", "QC40a=31"},
		{"the noun stands before brackets", "Toàn xã đăng ký 14 mô hình Dân vận khéo (11 tập thể, 3 cá nhân), công nhận 12.", "QC56=14 QC57=12"},
		{"files received and settled", "Bộ phận Một cửa tiếp nhận và giải quyết 2.310 hồ sơ, trong đó 2.300 hồ sơ đúng và trước hạn.", "QC59b=2.310 QC59a=2.300"},
		{"files received only", "Bộ phận Một cửa tiếp nhận 2.310 hồ sơ.", ""},
		{"the same time a year before", "Cùng kỳ năm trước tiếp nhận 15 đơn; kỳ này tiếp nhận 12 đơn.", "QC42=12"},
		{"one hamlet's figure is not the commune's", "Ấp Bình Trung tổ chức 02 cuộc họp dân.", ""},
		{"so many times, after what was held", "Chủ tịch UBND xã đối thoại với Nhân dân 02 lần, có 120 lượt người dự.", "QC35=2 QC37=120"},
		{"times of meetings", "Xã tổ chức họp dân được 12 lần với 800 lượt hộ dự.", "QC19=12 QC20=800"},
		{"times of supervision", "Ban Thanh tra nhân dân giám sát 4 lần trong kỳ.", "QC46=4"},
		{"times of the party's secretary", "Bí thư Đảng ủy đối thoại 1 lần.", "QC36=1"},
		{"times in a half-year", "Trong 6 tháng đầu năm, Chủ tịch UBND xã đối thoại với Nhân dân 02 lần.", "QC35=2"},
		{"times for each hamlet", "Các ấp họp dân 2 lần.", ""},
		{"times of one hamlet", "Ấp Hòa Tân họp dân 2 lần.", ""},
		{"times that a rule asks for", "Chủ tịch UBND xã đối thoại 2 lần/năm; phải đối thoại ít nhất 2 lần; đối thoại 2 lần trở lên.", ""},
		{"times each month", "Mỗi tháng kiểm tra 2 lần.", ""},
		{"so many times as much", "Số cuộc đối thoại tăng 2 lần so với cùng kỳ.", ""},
		{"the second time", "Đối thoại với Nhân dân lần 2.", ""},
		{"per hamlet", "Mỗi ấp họp 02 cuộc họp dân.", ""},
		{"what is to be done", "Phấn đấu tổ chức 20 cuộc họp dân.", ""},
		{"parts behind trong đó are not values of the whole", "Tiếp nhận 11 đơn, trong đó: 03 đơn khiếu nại, tiếp nhận qua bưu điện 02 đơn.", "QC42=11"},
		{"exemplars by group and person", "Toàn xã đăng ký 17 mô hình “Dân vận khéo”, trong đó 12 mô hình tập thể, 05 mô hình cá nhân.", "QC56=17"},
		{"recognised of registered", "Xã đã công nhận 14/17 mô hình “Dân vận khéo”.", "QC57=14 QC56=17"},
		{"dialogues of two hosts", "UBND xã tổ chức 02 hội nghị trao đổi, đối thoại với Nhân dân; Bí thư Đảng ủy đối thoại 01 cuộc.", "QC35=2 QC36=1"},
		{"who supervised is the nearest", "Ban Thanh tra nhân dân giám sát 03 cuộc; Mặt trận Tổ quốc và các đoàn thể tổ chức 04 cuộc giám sát, phản biện xã hội.", "QC46=3 QC53=4"},
		{"works supervised of those in the area", "Ban Giám sát đầu tư của cộng đồng giám sát 06/09 công trình, có 3 kiến nghị, được tiếp thu 2 kiến nghị.", "QC50=6 QC49=9 QC51a=3 QC51b=2"},
		{"receptions of citizens", "Chủ tịch và cán bộ tiếp dân tiếp 21 lượt công dân.", "QC40a=21"},
		{"files done in time of all", "Bộ phận một cửa giải quyết đúng hạn và trước hạn 1.084/1.090 hồ sơ.", "QC59a=1.084 QC59b=1.090"},
		{"petitions left over, received, settled, open", "Đơn tồn kỳ trước 01 đơn, tiếp nhận trong kỳ 06 đơn, đã giải quyết 05 đơn, chưa giải quyết 02 đơn.", "QC41=1 QC42=6 QC43=5 QC44=2"},
		{"two verbs say two things", "Tiếp nhận, giải quyết 06 đơn.", ""},
		{"matters made public", "Đã công khai 11/12 nội dung phải công khai, trong đó đúng thời hạn 10 nội dung.", "QC09=11 QC08=12 QC10=10"},
		{"hamlets that met once, and twice", "Có 6/7 thôn đã họp toàn thể từ 01 lần trở lên; 4 thôn đã họp 02 lần trở lên.", "QC17=6 QC16=7 QC18=4"},
		{"years, articles and numbers of documents count nothing", "Thực hiện Điều 11 Luật số 10/2022/QH15, tháng 5/2024, khóm 4, quý 2, Nghị quyết 27-NQ/TW.", ""},
		{"attendance at something else", "Mở lớp dạy nghề với 40 người tham dự.", ""},
		{"a vehicle is no petition", "Có 12 đơn vị đăng ký thi đua.", ""},
		{"not done is not done", "Còn 02 vụ hòa giải không thành.", ""},
		{"requests of voters", "Tiếp nhận 18 kiến nghị của cử tri, đã trả lời 16 kiến nghị.", "QC61=18 QC62=16"},
		{"opinions on drafts", "Tổ chức lấy ý kiến Nhân dân 05 nội dung, có 64 ý kiến tham gia, tiếp thu 51 ý kiến.", "QC25=5 QC26=64 QC27=51"},
		{"matters decided by the people", "Nhân dân bàn và quyết định trực tiếp 10 nội dung, thông qua 9 nội dung.", "QC21=10 QC22=9"},
		{"covenants in force", "Toàn xã có 7 bản hương ước, quy ước được công nhận.", "QC24=7"},
		{"money that is only to be recovered", "Ban Giám sát đầu tư của cộng đồng kiến nghị thu hồi 18,5 triệu đồng.", ""},
		{"money recovered", "Qua giám sát đã thu hồi 18,5 triệu đồng.", "QC52a=18.500.000"},
		{"money for a fund of the poor", "Vận động quỹ Vì người nghèo được 126 triệu đồng.", ""},
		{"hundreds in words", "Tổ chức năm mươi hai cuộc họp dân với một trăm linh bốn lượt hộ dự.", "QC19=52 QC20=104"},
		{"hundreds and tens in words", "Đã tiếp ba trăm hai mươi lăm lượt công dân.", "QC40a=325"},
		{"thousands in words", "Toàn xã có hai nghìn một trăm hộ.", "QC60a=2.100"},
		{"what is said short could be two numbers", "Tổ chức họp dân với một trăm hai lượt hộ dự.", ""},
		{"a list of labels with one noun", "Nội dung phải công khai: 14; đã công khai: 13; công khai đúng thời hạn: 12.", "QC08=14 QC09=13 QC10=12"},
		{"labels with nouns of their own", "Số cuộc họp dân: 6; đơn tiếp nhận: 4.", "QC19=6 QC42=4"},
		{"a list of what the commune has", "Toàn phường có 8 khóm, 4.120 hộ, 16.530 nhân khẩu.", "QC16=8 QC60a=4.120 QC60b=16.530"},
		{"a level is no hamlet with a number", "Đã công nhận cấp xã 05 mô hình “Dân vận khéo”.", "QC57=5"},
		{"both of them", "Ban Thanh tra nhân dân phát hiện 02 vụ việc; cả hai vụ việc đã được xử lý.", "QC47=2 QC48b=2"},
		{"people received", "Tiếp 42 lượt công dân với 57 người.", "QC40a=42 QC40b=57"},
		{"who gave, in everyday words", "Bà con đóng góp 96 triệu đồng, xây dựng 3 công trình cầu dân sinh.", "QC30=96.000.000 QC28=3"},
		{"works of the young are not of all", "Bà con góp 20 triệu đồng; Đoàn thanh niên xây dựng 2 công trình thanh niên.", "QC30=20.000.000"},
		{"households and people", "Toàn xã có 2.415 hộ với 9.873 nhân khẩu.", "QC60a=2.415 QC60b=9.873"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := figuresSaid(c.in); got != c.want {
				t.Errorf("figures of %q\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
	if got, _ := figuresSaid("- Tiếp nhận 9 vụ; thành 8 vụ.", "Công tác hòa giải ở cơ sở"); got != "QC54=9 QC55=8" {
		t.Errorf("under a heading: %q", got)
	}
	got, doubts := figuresSaid("Có khoảng 240 lượt người dự các lớp tập huấn.")
	if got != "" || len(doubts) != 1 || doubts[0].id != "QC05" {
		t.Errorf("an estimate gave %q, doubts %+v; want none, and one doubt", got, doubts)
	}
}

func TestReportKindAndYear(t *testing.T) {
	for _, c := range []struct{ title, kind string }{
		{"Sơ kết 6 tháng đầu năm 2024 về thực hiện Quy chế dân chủ ở cơ sở", "sơ kết 6 tháng"},
		{"Kết quả thực hiện dân chủ ở cơ sở sáu tháng đầu năm 2025", "sơ kết 6 tháng"},
		{"Kết quả công tác dân vận năm 2025, phương hướng nhiệm vụ năm 2026", "tổng kết năm"},
		{"Tổng kết công tác dân vận chính quyền năm 2023", "tổng kết năm"},
		{"Tình hình thực hiện quy chế dân chủ quý III/2024", "quý III"},
		{"Kết quả thực hiện quy chế dân chủ quý I năm 2023 và nhiệm vụ quý II năm 2023", "quý I"},
		{"Kết quả thực hiện dân chủ ở cơ sở 9 tháng đầu năm và phương hướng 3 tháng cuối năm 2022", "9 tháng"},
		{"Công tác dân vận tháng 8/2024", "tháng 8"},
		{"Sơ kết 03 năm thực hiện Kết luận số 54-KL/TW", ""},
		{"Tổng kết 10 năm thực hiện Chỉ thị số 49-CT/TW năm 2025", ""},
	} {
		if got := kindSaid(pastOf(c.title)); got != c.kind {
			t.Errorf("%q is %q, want %q", c.title, got, c.kind)
		}
	}
}

func TestDataWindows(t *testing.T) {
	for _, c := range []struct{ name, in, from, to string }{
		{"days with their years", "Ủy ban nhân dân xã báo cáo kết quả (số liệu từ ngày 15/12/2023 đến ngày 30/4/2024) như sau:", "2023-12-15", "2024-04-30"},
		{"until the end of a day", "Số liệu tính từ 15/12/2023 đến hết 25/5/2024.", "2023-12-15", "2024-05-25"},
		{"in words", "báo cáo kết quả từ ngày 15 tháng 12 năm 2023 đến ngày 31 tháng 5 năm 2024 như sau", "2023-12-15", "2024-05-31"},
		{"the first year left out", "Số liệu báo cáo từ ngày 15/11 đến ngày 14/5/2024.", "2023-11-15", "2024-05-14"},
		{"both in one year", "Số liệu báo cáo từ ngày 01/01 đến ngày 31/5/2024.", "2024-01-01", "2024-05-31"},
		{"months", "Kỳ báo cáo từ tháng 11/2023 đến hết tháng 9/2024.", "2023-11-01", "2024-09-30"},
		{"a last day alone", "Số liệu chốt đến ngày 05/5/2024.", "", "2024-05-05"},
		{"as of", "Tính đến hết ngày 30/4/2024, toàn xã đã họp dân 12 cuộc.", "", "2024-04-30"},
		{"at the time of", "Thời điểm chốt số liệu: ngày 10/10/2024.", "", "2024-10-10"},
		{"after a day", "Số liệu phát sinh sau ngày 14/12/2023 đến hết ngày 14/6/2024.", "2023-12-15", "2024-06-14"},
		{"no window", "Thực hiện Kế hoạch số 12/KH-UBND ngày 12/3/2024.", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := outline{preamble: []passage{join(splitLines(c.in))}}
			from, to := dataWindow(zones{}, o, 2024)
			if from.String() != c.from || to.String() != c.to {
				t.Errorf("window of %q is %s – %s, want %s – %s", c.in, from, to, c.from, c.to)
			}
		})
	}
}

func TestExemplarsAndStatuses(t *testing.T) {
	p := paragraphRead{passage: join(splitLines("Các mô hình tiêu biểu: “Tuyến đường không rác” (tập thể, lĩnh vực văn hóa - xã hội), “Tổ vay vốn tiết kiệm” thuộc lĩnh vực kinh tế; phong trào thi đua “Dân vận khéo” lan rộng."))}
	var got []string
	for _, e := range exemplarsIn([]paragraphRead{p}) {
		got = append(got, e.Name+"|"+shownText(e.Field)+"|"+shownText(e.Kind))
	}
	if want := "Tuyến đường không rác|van_hoa_xa_hoi|tap_the; Tổ vay vốn tiết kiệm|kinh_te|"; strings.Join(got, "; ") != want {
		t.Errorf("exemplars %q, want %q", strings.Join(got, "; "), want)
	}
	var ps []paragraphRead
	for _, s := range []string{"Nhiệm vụ II.1: đã hoàn thành.", "Nhiệm vụ II.2 (đối thoại): chưa tổ chức, dự kiến tháng 8.", "Mục II.3. Đang thực hiện, đạt 40% khối lượng.", "Nhiệm vụ II.4: không phát sinh trong kỳ.", "Nhiệm vụ II.5: hoàn thành vượt chỉ tiêu.", "Nhiệm vụ trọng tâm: đã hoàn thành."} {
		ps = append(ps, paragraphRead{passage: join(splitLines(s))})
	}
	got = nil
	for _, s := range statusesIn(ps) {
		progress := ""
		if s.Progress != nil {
			progress = FormatNumber(*s.Progress)
		}
		got = append(got, s.Label+" "+string(s.Status)+progress)
	}
	if want := "II.1 hoan_thanh; II.2 chua_thuc_hien; II.3 dang_thuc_hien0,4; II.4 khong_phat_sinh; II.5 hoan_thanh_vuot"; strings.Join(got, "; ") != want {
		t.Errorf("statuses %q, want %q", strings.Join(got, "; "), want)
	}
}

// Every indicator that is counted has words, and every row names indicators
// that exist.
func TestIndicatorWordsCoverTheCatalogue(t *testing.T) {
	cat := catalogue(t)
	have := map[string]bool{}
	for _, r := range indicatorWords {
		for _, id := range []string{r.code, r.whole} {
			if _, ok := indicatorOf(cat, id); id != "" && !ok {
				t.Errorf("rule for %q: no such indicator", id)
			}
		}
		if r.topic != "" && !knownTopic(r.topic) {
			t.Errorf("rule for %q: no topic %q", r.code, r.topic)
		}
		have[r.code] = true
	}
	var missing []string
	for _, in := range cat.Indicators {
		if !derived(in) && !yesNo(in) && !have[indicatorID(in)] {
			missing = append(missing, indicatorID(in))
		}
	}
	sort.Strings(missing)
	if len(missing) > 0 {
		t.Errorf("no words for %q", missing)
	}
}

func knownTopic(topic string) bool {
	for _, list := range topics {
		for _, t := range list {
			if t == topic {
				return true
			}
		}
	}
	return false
}

// The time of reading grows with the size of a text, whatever it holds.
func TestReportOfManyFiguresIsReadOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("BÁO CÁO\nSơ kết 6 tháng đầu năm 2024\n\nI. KẾT QUẢ\n")
	for range 2_000 {
		b.WriteString("tổ chức 07 cuộc họp dân với 385 lượt hộ dự, ")
	}
	r := readText("bc.txt", []byte(b.String()), catalogue(t), Hints{})
	if r.Report == nil || len(r.Report.Indicators) != 2 {
		t.Errorf("report %+v, problems %+v; want two indicators, each once", r.Report, r.Problems)
	}
}
