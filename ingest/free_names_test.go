package ingest

import (
	"strings"
	"testing"
)

// Wordings further from the catalogue's: other verbs, other bodies, other words
// for the same people. What only looks like an indicator must stay open.
func TestIdentifyRowsWordedUnusually(t *testing.T) {
	x := &recogniser{cat: catalogue(t)}
	for id, wordings := range map[string]string{
		"QC03":  "Số cuộc kiểm tra việc thực hiện Quy chế dân chủ tại các ấp [cuộc]",
		"QC06":  "Số hộ được phổ biến nội dung Luật [hộ]",
		"QC07":  "Số tin, bài, ảnh đăng trên fanpage, website của phường [tin]; Tin, bài phát sóng trên đài truyền thanh [tin]",
		"QC08":  "Số việc phải công khai [việc]; Danh mục nội dung phải công khai [nội dung]",
		"QC09":  "Số việc đã công khai [việc]",
		"QC12":  "Công khai > Dán niêm yết tại nhà văn hóa, điểm sinh hoạt cộng đồng [lượt]; Hình thức công khai > Niêm yết trên bảng thông tin [lần]",
		"QC13":  "Hình thức công khai > Đọc trên cụm loa ấp [lượt]; Công khai > Phát trên hệ thống loa thông minh [lượt]",
		"QC14":  "Hình thức công khai > Trưởng ấp phổ biến tại các cuộc họp tổ [lượt]",
		"QC15":  "Hình thức công khai > Đăng trên website, fanpage [lượt]",
		"QC17":  "Số ấp tổ chức họp toàn ấp ít nhất 1 lần [ấp]",
		"QC20":  "Lượt hộ có mặt tại các buổi họp dân [lượt]; Số người đến họp dân [người]",
		"QC21":  "Số việc đã đưa ra dân bàn và quyết định trực tiếp [việc]",
		"QC22":  "Dân bàn, quyết định trực tiếp > Được đa số hộ tán thành, thông qua [việc]",
		"QC25":  "Số việc xin ý kiến Nhân dân [việc]",
		"QC26":  "Lấy ý kiến Nhân dân > Số ý kiến nhận được [ý kiến]",
		"QC29":  "Nguồn lực huy động > Tổng cộng [triệu đồng]; Vốn Nhân dân đóng góp làm đường > Tổng số [triệu đồng]",
		"QC30":  "Nhân dân tự nguyện ủng hộ [triệu đồng]; Vốn đối ứng của dân [triệu đồng]; Dân góp tiền làm công trình [triệu đồng]; Bà con góp tiền nâng cấp đường [triệu đồng]; Kinh phí người dân đóng góp sửa chữa cầu [triệu đồng]",
		"QC31":  "Ngân sách trung ương, tỉnh bố trí [triệu đồng]; Ngân sách cấp trên hỗ trợ [triệu đồng]",
		"QC33":  "Việt kiều, nhà thiện nguyện ủng hộ [triệu đồng]; Các công ty, hợp tác xã hỗ trợ [triệu đồng]; Nguồn ngoài ngân sách [triệu đồng]",
		"QC34":  "Đất hiến xây dựng nhà văn hóa, kênh thủy lợi [m2]; Diện tích đất thổ cư, đất nông nghiệp dân hiến [m2]",
		"QC36":  "Thường trực Đảng ủy đối thoại với Nhân dân [cuộc]",
		"QC38":  "Ý kiến được nêu tại các cuộc đối thoại [ý kiến]",
		"QC39":  "Ý kiến nêu tại đối thoại đã được phản hồi, làm rõ [ý kiến]; Đối thoại > Đã giải đáp ngay [ý kiến]",
		"QC41":  "Đơn thư > Tồn đọng kỳ trước [đơn]; Đơn năm trước chuyển sang [đơn]",
		"QC42":  "Đơn do người dân gửi đến [đơn]; Đơn thư > Thụ lý mới [đơn]",
		"QC43":  "Đơn thư > Hoàn tất giải quyết [đơn]",
		"QC44":  "Đơn thư > Còn tồn chuyển kỳ sau [đơn]; Đơn đang xác minh [đơn]",
		"QC48b": "Ban TTND > Kiến nghị được UBND xã chấp nhận, khắc phục [vụ]",
		"QC50":  "Công trình được Ban GSĐTCĐ theo dõi, giám sát thi công [công trình]",
		"QC51b": "Ban GSĐTCĐ > Kiến nghị được chủ đầu tư khắc phục [kiến nghị]",
		"QC57":  "Mô hình được Khối dân vận thẩm định, công nhận [mô hình]; Mô hình được UBND phường ra quyết định công nhận [mô hình]",
		"QC58c": "Mô hình “Dân vận khéo” > Nhân rộng ra các ấp [mô hình]",
		"QC59a": "Hồ sơ một cửa trả đúng hẹn và trước hẹn [hồ sơ]; Thủ tục hành chính > Giải quyết trong hạn [hồ sơ]",
		"QC59b": "Tổng số hồ sơ một cửa đã giải quyết [hồ sơ]",
		"QC61":  "Ý kiến cử tri gửi đến các kỳ họp HĐND [ý kiến]",
		"":      "Số tổ hòa giải [tổ]; Số hộ vay vốn [hộ]; Số hộ được tặng quà [hộ]; Đơn chuyển cơ quan khác [đơn]; Số cuộc họp chi bộ [cuộc]; Số hội nghị cử tri [cuộc]; Kinh phí tuyên truyền [triệu đồng]; Mô hình chưa được công nhận [mô hình]; Tổng thu ngân sách [triệu đồng]; Quỹ vì người nghèo [triệu đồng]; Số vụ vi phạm pháp luật [vụ]; Số vụ việc chuyển Tòa án [vụ]; Tiền mặt tồn quỹ [triệu đồng]; Hồ sơ quá hạn [hồ sơ]; Hồ sơ nộp trực tuyến [hồ sơ]; Số hộ văn hóa [hộ]; Số người nghèo [người]; Số cuộc kiểm tra an toàn thực phẩm [cuộc]; Ý kiến cử tri chưa giải quyết [ý kiến]; Số đảng viên [người]; Số công trình hoàn thành [công trình]; Diện tích đất trồng lúa [ha]; Đơn không đủ điều kiện xử lý [đơn]; Tổng [cuộc]; Cộng [người]; Kinh phí hỗ trợ hộ nghèo sửa chữa nhà [triệu đồng]; Vốn vay của hộ dân [triệu đồng]",
	} {
		for _, w := range strings.Split(wordings, ";") {
			text, unit, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(w), "]"), "[")
			n := rowName{own: strings.TrimSpace(text), unit: unit}
			if parent, own, ok := strings.Cut(text, " > "); ok {
				n.parent, n.own = parent, strings.TrimSpace(own)
			}
			got := ""
			if in, sure, _ := x.identify(n); sure {
				got = indicatorID(in)
			}
			if got != id {
				t.Errorf("%q: got %q, want %q", strings.TrimSpace(w), got, id)
			}
		}
	}
}

// Wordings of rows as offices write them: "name [unit]", or "parent > name
// [unit]". What is left open must be asked ("").
func TestIdentifyRows(t *testing.T) {
	x := &recogniser{cat: catalogue(t)}
	for id, wordings := range map[string]string{
		"QC01":  "Số văn bản chỉ đạo, triển khai thực hiện QCDC [văn bản]; Số văn bản đã ban hành lãnh đạo, chỉ đạo thực hiện dân chủ ở cơ sở [VB]; Văn bản lãnh đạo, chỉ đạo, triển khai [văn bản]; Số văn bản của Đảng ủy, UBND về thực hiện QCDC [văn bản]",
		"QC03":  "Số cuộc kiểm tra việc thực hiện quy chế dân chủ [cuộc]; Kiểm tra, giám sát thực hiện dân chủ ở cơ sở [cuộc]; Cuộc kiểm tra của Ban Chỉ đạo QCDC [cuộc]",
		"QC04":  "Số hội nghị quán triệt, tuyên truyền [hội nghị]; Tổ chức tập huấn nghiệp vụ thực hiện dân chủ ở cơ sở [lớp]; Số cuộc tuyên truyền, phổ biến Luật [cuộc]; Lớp tập huấn, bồi dưỡng [lớp]; Hội nghị triển khai, quán triệt Luật Thực hiện dân chủ ở cơ sở [cuộc]; Tuyên truyền, quán triệt > Số cuộc [cuộc]",
		"QC05":  "Số lượt người tham dự hội nghị quán triệt [lượt người]; Số người dự tập huấn [người]; Lượt người được tuyên truyền, phổ biến [lượt]; Tuyên truyền, quán triệt > Số lượt người tham dự [lượt]",
		"QC06":  "Số hộ được tuyên truyền, phổ biến QCDC [hộ]; Hộ dân được quán triệt, phổ biến Luật [hộ]; Số hộ gia đình được phổ biến Luật Thực hiện dân chủ ở cơ sở [hộ]",
		"QC07":  "Tin, bài tuyên truyền trên hệ thống truyền thanh [tin]; Số tin bài phát thanh [tin, bài]; Số tin, bài đăng trên trang thông tin điện tử [tin]; Số lượt phát thanh, tin bài tuyên truyền [tin]",
		"QC08":  "Số nội dung phải công khai theo quy định [nội dung]; Công khai > Số nội dung phải công khai [nội dung]; Các nội dung phải công khai theo Luật [nội dung]",
		"QC09":  "Số nội dung đã được công khai [nội dung]; Công khai > Đã công khai [nội dung]; Nội dung đã công khai để dân biết [nội dung]",
		"QC10":  "Công khai đúng thời gian quy định [nội dung]; Nội dung đã công khai > Trong đó: đúng thời hạn [nội dung]; Số nội dung công khai đúng hạn [nội dung]",
		"QC12":  "Hình thức công khai > Niêm yết tại trụ sở UBND, nhà văn hóa ấp [lượt]; Công khai bằng niêm yết [lượt]; Niêm yết công khai tại trụ sở [lượt]",
		"QC13":  "Hình thức công khai > Qua hệ thống truyền thanh [lượt]; Thông báo trên loa truyền thanh [lượt]; Công khai qua hệ thống loa truyền thanh [lần]",
		"QC14":  "Hình thức công khai > Thông qua trưởng ấp [lượt]; Thông báo qua trưởng khóm, tổ trưởng tổ dân phố [lượt]; Công khai thông qua Trưởng thôn để thông báo đến Nhân dân [lượt]",
		"QC15":  "Hình thức công khai > Trang thông tin điện tử, Zalo [lượt]; Công khai trên Cổng thông tin điện tử [lượt]; Hình thức công khai > Hình thức khác [lượt]; Đăng công khai trên mạng xã hội [lượt]",
		"QC16":  "Số ấp [ấp]; Tổng số khóm [khóm]; Tổng số thôn, tổ dân phố [thôn]; Số khu dân cư [KDC]; Tổng số ấp trên địa bàn xã [ấp]; Số ấp hiện có [ấp]",
		"QC17":  "Số ấp đã họp toàn thể ít nhất 01 lần trong năm [ấp]; Khóm tổ chức họp toàn thể 1 lần trở lên [khóm]; Số ấp đã tổ chức họp toàn thể [ấp]",
		"QC18":  "Số ấp họp toàn thể từ 2 lần trở lên [ấp]; Khóm đã họp toàn thể ít nhất 02 lần trong năm [khóm]",
		"QC19":  "Họp dân [cuộc]; " + "Số cuộc họp dân [cuộc]; Tổng số cuộc họp dân đã tổ chức [cuộc]; Họp Nhân dân > Số cuộc [cuộc]; Số cuộc họp ấp [cuộc]; Số buổi họp dân [buổi]; Họp dân ở các ấp [cuộc]",
		"QC20":  "Họp dân [lượt]; Dự họp dân [lượt hộ]; " + "Số lượt người dự họp dân [lượt]; Lượt hộ tham dự họp [lượt hộ]; Họp dân > Số lượt người tham dự [lượt]; Số hộ dự họp dân [hộ]; Số người tham gia họp dân [người]",
		"QC21":  "Số nội dung Nhân dân bàn và quyết định trực tiếp [nội dung]; Nội dung dân bàn, quyết định trực tiếp [nội dung]; Số việc dân bàn và quyết định trực tiếp [nội dung]",
		"QC22":  "Trong đó: nội dung được thông qua đủ tỷ lệ [nội dung]; Nội dung Nhân dân bàn và quyết định trực tiếp > Được thông qua [nội dung]; Số nội dung được biểu quyết thông qua [nội dung]",
		"QC23":  "Nội dung Nhân dân bàn, biểu quyết để cấp có thẩm quyền quyết định [nội dung]; Số nội dung biểu quyết trình cấp có thẩm quyền quyết định [nội dung]",
		"QC24":  "Số hương ước, quy ước được công nhận [bản]; Hương ước, quy ước đang còn hiệu lực [bản]; Quy ước ấp được công nhận [bản]; Số hương ước, quy ước đã được phê duyệt [bản]",
		"QC25":  "Lấy ý kiến: số nội dung [nội dung]; " + "Nội dung đưa ra lấy ý kiến Nhân dân [nội dung]; Số nội dung Nhân dân tham gia ý kiến [nội dung]; Lấy ý kiến Nhân dân > Số nội dung [nội dung]; Số nội dung tổ chức lấy ý kiến [nội dung]",
		"QC26":  "Số ý kiến tham gia [ý kiến]; Tổng số ý kiến đóng góp của Nhân dân [ý kiến]; Lấy ý kiến Nhân dân > Số ý kiến tham gia [lượt ý kiến]; Ý kiến góp ý của người dân [ý kiến]",
		"QC27":  "Số ý kiến được tiếp thu [ý kiến]; Lấy ý kiến Nhân dân > Ý kiến đã tiếp thu [ý kiến]; Số ý kiến được tiếp thu, giải trình [ý kiến]",
		"QC28":  "Số công trình do Nhân dân đóng góp [công trình]; Công trình nhà nước và nhân dân cùng làm [công trình]; Công trình có vốn Nhân dân đóng góp [công trình]; Số công trình, phần việc do dân làm [công trình]",
		"QC29":  "Tổng giá trị huy động sức dân [triệu đồng]; Tổng kinh phí vận động [đồng]; Tổng nguồn vốn huy động [triệu đồng]; Tổng số tiền huy động [đồng]; Tổng giá trị [triệu đồng]",
		"QC30":  "Nhân dân đóng góp [triệu đồng]; Dân đóng góp tiền mặt [đồng]; Tổng giá trị huy động > Trong đó: Nhân dân đóng góp [triệu đồng]; Vốn dân góp [triệu đồng]; Tiền Nhân dân đóng góp [đồng]; Hộ dân đóng góp [đồng]",
		"QC31":  "Ngân sách nhà nước [triệu đồng]; Tổng giá trị huy động > Nhà nước hỗ trợ [triệu đồng]; Vốn ngân sách xã [đồng]; NSNN [triệu đồng]",
		"QC32":  "Nhân dân đóng góp [ngày công]; Dân góp công [ngày công]; " + "Số ngày công lao động [ngày công]; Ngày công Nhân dân đóng góp [công]; Nhân dân đóng góp ngày công [ngày công]; Huy động ngày công lao động [ngày công]; Ngày công [ngày]",
		"QC33":  "Nguồn khác [triệu đồng]; Doanh nghiệp, nhà hảo tâm hỗ trợ [đồng]; Vốn xã hội hóa [triệu đồng]; Mạnh thường quân đóng góp [đồng]; Các nguồn vốn hợp pháp khác [triệu đồng]",
		"QC34":  "Nhân dân hiến [m2]; Dân hiến đất [ha]; " + "Diện tích đất Nhân dân hiến [m2]; Đất hiến [m²]; Số m2 đất hiến [m2]; Hiến đất làm đường [m2]; Đất do hộ dân hiến [ha]",
		"QC35":  "Số hội nghị đối thoại giữa Chủ tịch UBND xã với Nhân dân [cuộc]; Đối thoại trực tiếp với Nhân dân [cuộc]; Hội nghị trao đổi, đối thoại [hội nghị]; Đối thoại với Nhân dân > Số cuộc [cuộc]",
		"QC36":  "Đối thoại giữa Bí thư Đảng ủy với Nhân dân [cuộc]; Số cuộc đối thoại của người đứng đầu cấp ủy [cuộc]; Người đứng đầu cấp ủy đối thoại với Nhân dân [cuộc]",
		"QC37":  "Đối thoại với Nhân dân [lượt người]; " + "Số lượt người dự đối thoại [lượt]; Đối thoại với Nhân dân > Số người tham dự [người]; Số người tham gia đối thoại [người]",
		"QC38":  "Đối thoại: số ý kiến [ý kiến]; " + "Số ý kiến, kiến nghị tại hội nghị đối thoại [ý kiến]; Đối thoại với Nhân dân > Số ý kiến tham gia [ý kiến]; Đối thoại > Số ý kiến, kiến nghị [ý kiến]",
		"QC39":  "Đối thoại > Số ý kiến đã trả lời, giải quyết [ý kiến]; Ý kiến, kiến nghị tại đối thoại đã được giải quyết [ý kiến]; Kiến nghị tại hội nghị đối thoại được trả lời [ý kiến]",
		"QC40a": "Tiếp công dân [lượt]; Tiếp dân [lượt]; " + "Số lượt tiếp công dân [lượt]; Tiếp công dân > Số lượt [lượt]; Lượt tiếp công dân của UBND xã [lượt]; Tổng số lượt tiếp công dân [lượt]",
		"QC40b": "Tiếp công dân [người]; " + "Tiếp công dân > Số người [người]; Số công dân được tiếp [người]; Tiếp công dân > Số người được tiếp [người]",
		"QC40c": "Tiếp công dân [vụ việc]; " + "Tiếp công dân > Số vụ việc [vụ việc]; Số vụ việc qua tiếp công dân [vụ]",
		"QC41":  "Đơn tồn kỳ trước chuyển sang [đơn]; Đơn thư > Kỳ trước chuyển sang [đơn]; Số đơn tồn đầu kỳ [đơn]; Giải quyết đơn thư > Tồn từ năm trước chuyển sang [đơn]",
		"QC42":  "Đơn thư - tiếp nhận [đơn]; " + "Số đơn tiếp nhận trong kỳ [đơn]; Tiếp nhận đơn khiếu nại, tố cáo, kiến nghị, phản ánh [đơn]; Đơn thư > Tiếp nhận mới [đơn]; Số đơn thư phát sinh trong kỳ [đơn]; Tổng số đơn nhận được [đơn]",
		"QC43":  "Đơn thư - đã giải quyết [đơn]; " + "Số đơn đã giải quyết xong [đơn]; Đơn thư > Đã giải quyết [đơn]; Đơn khiếu nại, tố cáo đã được giải quyết [đơn]; Giải quyết đơn thư > Đã xử lý, giải quyết xong [đơn]",
		"QC44":  "Số đơn chưa giải quyết [đơn]; Đơn thư > Còn lại chưa giải quyết [đơn]; Đơn đang xem xét, giải quyết [đơn]; Đơn tồn cuối kỳ [đơn]",
		"QC46":  "Ban Thanh tra nhân dân > Số cuộc giám sát [cuộc]; Số cuộc giám sát của Ban TTND [cuộc]; Ban TTND tổ chức giám sát [cuộc]; Giám sát của Ban Thanh tra nhân dân [cuộc]; Ban TTND > Số cuộc [cuộc]",
		"QC47":  "Ban TTND > Số vụ việc phát hiện vi phạm [vụ]; Số vụ việc do Ban TTND phát hiện [vụ]",
		"QC48a": "Ban TTND > Số vụ việc đã kiến nghị [vụ]; Số kiến nghị của Ban TTND [kiến nghị]",
		"QC48b": "Ban TTND > Số kiến nghị được xử lý [vụ]; Kiến nghị của Ban TTND đã được giải quyết [vụ]",
		"QC49":  "Số công trình, dự án trên địa bàn [công trình]; Ban GSĐTCĐ > Số công trình, dự án trên địa bàn [công trình]; Tổng số dự án đầu tư trên địa bàn xã [dự án]",
		"QC50":  "Ban GSĐTCĐ giám sát [công trình]; " + "Số công trình được Ban GSĐTCĐ giám sát [công trình]; Ban GSĐTCĐ > Số công trình đã giám sát [công trình]; Công trình, dự án được giám sát đầu tư của cộng đồng [công trình]",
		"QC51a": "Ban GSĐTCĐ > Số kiến nghị [ý kiến]; Kiến nghị của Ban Giám sát đầu tư của cộng đồng [kiến nghị]",
		"QC51b": "Ban GSĐTCĐ > Kiến nghị được tiếp thu [ý kiến]; Kiến nghị của Ban GSĐTCĐ được xử lý [kiến nghị]",
		"QC52a": "Số tiền thu hồi qua giám sát [đồng]; Thu hồi, giảm trừ quyết toán qua giám sát [triệu đồng]",
		"QC52b": "Diện tích đất thu hồi qua giám sát [m2]",
		"QC53":  "Mặt trận Tổ quốc và các đoàn thể giám sát, phản biện xã hội [cuộc]; Số cuộc giám sát của UBMTTQ và các tổ chức chính trị - xã hội [cuộc]; MTTQ tổ chức phản biện xã hội [cuộc]",
		"QC54":  "Hòa giải - nhận [vụ]; " + "Số vụ việc hòa giải đã tiếp nhận [vụ]; Hòa giải ở cơ sở > Tiếp nhận [vụ]; Tổng số vụ hòa giải [vụ]; Số vụ việc tổ chức hòa giải [vụ việc]; Hoà giải > Số vụ [vụ]",
		"QC55":  "Hòa giải - thành [vụ]; " + "Số vụ hòa giải thành công [vụ]; Hòa giải ở cơ sở > Hòa giải thành [vụ]; Vụ việc hoà giải thành [vụ]; Hòa giải ở cơ sở > Thành [vụ]",
		"QC56":  "Mô hình Dân vận khéo: đăng ký [mô hình]; " + "Số mô hình đăng ký xây dựng [mô hình]; Mô hình “Dân vận khéo” > Đăng ký [mô hình]; Mô hình, điển hình dân vận khéo đăng ký mới trong năm [mô hình]; Tổng số mô hình DVK đăng ký [mô hình]",
		"QC57":  "Mô hình được công nhận [mô hình]; Mô hình “Dân vận khéo” > Được công nhận cấp xã [mô hình]; Số mô hình đã được thẩm định, công nhận [mô hình]",
		"QC58a": "Mô hình “Dân vận khéo” > Được công nhận cấp thị xã [mô hình]; Mô hình được cấp tỉnh công nhận [mô hình]",
		"QC58b": "Mô hình tiêu biểu [mô hình]; Mô hình “Dân vận khéo” > Được chọn tiêu biểu [mô hình]",
		"QC58c": "Mô hình “Dân vận khéo” > Được nhân rộng [mô hình]; Số mô hình nhân ra diện rộng [mô hình]",
		"QC59a": "Hồ sơ giải quyết trước và đúng hạn [hồ sơ]; Thủ tục hành chính > Giải quyết đúng hạn, trước hạn [hồ sơ]; Số hồ sơ TTHC trả đúng hẹn [hồ sơ]",
		"QC59b": "Tổng số hồ sơ TTHC đã giải quyết [hồ sơ]; Thủ tục hành chính > Tổng hồ sơ đã giải quyết [hồ sơ]; Số hồ sơ đã giải quyết xong [hồ sơ]",
		"QC60a": "Tổng số hộ dân [hộ]; Số hộ gia đình [hộ]; Số hộ toàn xã [hộ]; Tổng số hộ trên địa bàn [hộ]",
		"QC60b": "Dân số [người]; Tổng số nhân khẩu [khẩu]; Nhân khẩu [người]; Dân số toàn xã [người]",
		"QC61":  "Số kiến nghị của cử tri đã tiếp nhận [kiến nghị]; Tiếp nhận ý kiến, kiến nghị cử tri [ý kiến]; Kiến nghị cử tri > Tiếp nhận [kiến nghị]",
		"QC62":  "Kiến nghị cử tri đã được trả lời, giải quyết [kiến nghị]; Kiến nghị cử tri > Đã giải quyết, trả lời [kiến nghị]; Số kiến nghị của cử tri được giải quyết [ý kiến]",
		"":      "Số hộ nghèo [hộ]; Hộ cận nghèo [hộ]; Số vụ hòa giải không thành [vụ]; Số ấp văn hóa [ấp]; Tỷ lệ hòa giải thành [%]; Số đơn thuộc thẩm quyền [đơn]; Số đơn trả lại, hướng dẫn [đơn]; Hồ sơ trễ hạn [hồ sơ]; Số tổ hòa giải [tổ]; Số hòa giải viên [người]; Nhà Đại đoàn kết [căn]; Kinh phí hỗ trợ hộ nghèo [triệu đồng]; Số cuộc tiếp xúc cử tri [cuộc]; Lượt người dự tiếp xúc cử tri [lượt]; Mô hình đề nghị công nhận cấp tỉnh [mô hình]; Số cuộc giám sát của HĐND [cuộc]; Số thành viên Ban TTND [người]; Trong đó: nữ [người]; Mô hình > Tập thể [mô hình]; Ý kiến chưa được tiếp thu [ý kiến]; Hồ sơ đang giải quyết [hồ sơ]; Số hồ sơ tiếp nhận [hồ sơ]",
	} {
		for _, w := range strings.Split(wordings, ";") {
			text, unit, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(w), "]"), "[")
			n := rowName{own: strings.TrimSpace(text), unit: unit}
			if parent, own, ok := strings.Cut(text, " > "); ok {
				n.parent, n.own = parent, strings.TrimSpace(own)
			}
			in, sure, likely := x.identify(n)
			got := ""
			if sure {
				got = indicatorID(in)
			}
			if got != id {
				var offered []string
				for _, l := range likely {
					offered = append(offered, indicatorID(l))
				}
				t.Errorf("%q: got %q, want %q (offered %s)", strings.TrimSpace(w), got, id, strings.Join(offered, " "))
			}
			if len(likely) > 5 {
				t.Errorf("%q: %d are offered", w, len(likely))
			}
		}
	}
}
