package ingest

import "strings"

// A concept says which words make a row an indicator, beyond the names and
// synonyms of the catalogue. It is a small grammar, not a measure of likeness:
// all needs must be met, none of the words in not may stand in the row, and
// whatever else stands there must be harmless. So "Số vụ hòa giải không thành"
// is not "hòa giải thành", however alike they are.
//
// A need is alternatives written "một|hai"; one that begins with "~" may also
// be met by what stands above the row: its parent, its section, the row before.
type concept struct {
	id    string
	needs []need
	not   []term
	ok    []term
	units []string // groups of unitNouns that such a figure can be counted in
}

type need struct {
	words   []term
	context bool
}

func newConcept(id, units, not, ok string, needs ...string) concept {
	c := concept{id: id, not: terms(not), ok: terms(ok), units: strings.Split(units, "|")}
	for _, n := range needs {
		rest, context := strings.CutPrefix(n, "~")
		c.needs = append(c.needs, need{terms(rest), context})
	}
	return c
}

const (
	meetingUnits = "cuộc"
	peopleUnits  = "lượt|người"
	aboutDem     = "qcdc|dân chủ|ở cơ sở|dân vận|luật|pháp luật|chủ trương|chính sách|nghị quyết|chỉ thị|đảng|nhà nước"
)

var concepts = []concept{
	newConcept("QC01", "văn bản", "công khai|kiểm tra|trả lời|quy phạm|đơn|kiến nghị|giám sát|tuyên truyền viên|cấp trên|tiếp nhận", aboutDem+"|lãnh đạo|chỉ đạo|triển khai|ban hành|hướng dẫn|đảng ủy|ubnd|cấp ủy|chính quyền|cụ thể hóa|quán triệt|loại|các loại|dân vận khéo|công tác|chương trình|công văn|kế hoạch|liên quan|về|nghị quyết|quyết định|phục vụ",
		"văn bản|vb", "~lãnh đạo|chỉ đạo|triển khai|ban hành|hướng dẫn|qcdc|cụ thể hóa|lãnh chỉ đạo|thực hiện|cụ thể"),
	newConcept("QC02", "có", "kiểm tra|giám sát|đạt|văn bản|khảo sát|mô hình|tuyên truyền|đầu tư|phát triển", aboutDem+"|ban hành|xây dựng|hàng năm|hằng năm|đơn vị|có|năm|ubnd",
		"kế hoạch", "qcdc|ban hành|dân chủ"),
	newConcept("QC03", meetingUnits, "ttnd|gsđtcđ|mttq|đoàn thể|kế hoạch|kỹ thuật|công trình|phản biện|sau kiểm tra|được kiểm tra", aboutDem+"|bcđ|ban chỉ đạo|đoàn|tự kiểm tra|kiểm tra|giám sát|việc|đảng ủy|ubnd|hđnd|ấp|đơn vị|tại các ấp|tiến hành|lãnh đạo|định kỳ|đợt",
		"kiểm tra", "~qcdc|dân chủ|ban chỉ đạo|bcđ"),
	newConcept("QC04", meetingUnits, "lượt|người|hộ|tin|đối thoại|họp|văn bản|số hộ|tuyên truyền viên|cấp phát|tờ rơi", aboutDem+"|tuyên truyền|phổ biến|quán triệt|triển khai|học tập|hội nghị|lớp|tập huấn|bồi dưỡng|nghiệp vụ|cán bộ|dân|sinh hoạt|mở|cho|cán bộ|đảng viên|hội viên|đoàn viên|ấp|chuyên đề|lồng ghép|văn bản luật|triển khai luật",
		"hội nghị|lớp|tập huấn|cuộc|buổi|đợt", "~tập huấn|quán triệt|tuyên truyền|phổ biến|học tập|bồi dưỡng"),
	newConcept("QC05", peopleUnits, "hộ|họp|đối thoại|tiếp|tin|ý kiến", aboutDem+"|tuyên truyền|phổ biến|quán triệt|triển khai|học tập|hội nghị|lớp|tập huấn|bồi dưỡng|nghiệp vụ|cán bộ|dân|dự|lượt|người|tham dự|tham gia|được|nghe|đảng viên|công chức|hội viên|đoàn viên|học viên|có mặt|trên|ấp|cho|lớp trên",
		"lượt|người|dự|tham dự", "~tập huấn|quán triệt|tuyên truyền|phổ biến|học tập|bồi dưỡng"),
	newConcept("QC06", "hộ", "họp|nghèo|lượt|cuộc|thông tin", aboutDem+"|được|quán triệt|phổ biến|tuyên truyền|học tập|tiếp cận|dân|biết|nội dung|đến|triển khai|tới|tận hộ",
		"hộ", "~quán triệt|phổ biến|tuyên truyền|học tập"),
	newConcept("QC07", "tin|lượt", "công khai|hội nghị|phản ánh", aboutDem+"|truyền thanh|tuyên truyền|trang|trang thông tin|điện tử|zalo|facebook|mạng xã hội|loa|phát|đăng|đăng tải|cổng thông tin|hệ thống|đài|chuyên mục|phóng sự|viết|đã|nhóm|website|lượt|bài|fanpage|phường|chuyên trang|số lượng|phát sóng|bài phát|ảnh|video|clip|đưa|tải|kênh|phát trên",
		"tin|chuyên mục|bài", "~truyền thanh|tuyên truyền|trang|zalo|đăng|phát|loa|cổng thông tin|đài|facebook|mạng xã hội|fanpage|website|phát sóng"),
	newConcept("QC08", "nội dung|vụ", "đúng|tỷ lệ|niêm yết|loa|hình thức", "luật định|theo quy định|quy định|theo luật|nội dung|việc|dân biết|bắt buộc|vụ việc|công khai|danh mục|đầu việc|mục|diện|điều 11",
		"công khai|~", "phải|cần|thuộc diện|bắt buộc|phải công khai"),
	newConcept("QC09", "nội dung|vụ", "phải|đúng|kịp thời|tỷ lệ|niêm yết|loa|hình thức|truyền thanh|trang|chưa|qua|kiến nghị|giải quyết|lượt|tài sản|thu nhập", "nội dung|dân biết|đã|được|việc|theo quy định|quy định|thông tin|để|biết|mục|danh mục|công bố|thực tế|đúng luật|thực hiện|cho|hộ dân|số",
		"công khai"),
	newConcept("QC10", "nội dung|vụ", "tỷ lệ|hồ sơ|đơn|trễ|quá|chưa|trả lời", "nội dung|được|theo luật|luật định|quy định|công khai|thời gian|kịp thời|mục|danh mục|đảm bảo|bảo đảm|đã",
		"đúng hạn|đúng thời hạn|kịp thời|đúng thời gian|đúng quy định|đúng hạn luật định", "~công khai"),
	newConcept("QC11", "%", "đơn|hồ sơ|hòa giải", "đúng|hạn|thời hạn|nội dung|đúng hạn",
		"tỷ lệ", "~công khai"),
	newConcept("QC12", "lượt|nội dung|cuộc", "loa|phải|thời hạn", "công khai|trụ sở|nhà văn hóa|ấp|bằng|hình thức|lượt|văn phòng|điểm|sinh hoạt|ubnd|cộng đồng|bảng tin|thông báo|nội dung|bảng|thông tin|công sở|nơi|sinh hoạt cộng đồng|hội trường|khu|nhà|dán|giấy|tại các|điểm dân cư",
		"niêm yết"),
	newConcept("QC13", "lượt|nội dung|cuộc", "tin|bài|trưởng ấp|niêm yết|trang", "công khai|qua|trên|phát|loa|truyền thanh|hệ thống|đài|bằng|hình thức|lượt|thông báo|thông qua|nội dung|không dây|đọc|cụm loa|thông minh|phát sóng|cụm|ấp|xã|phường",
		"loa|truyền thanh|đài", "~công khai|hình thức|thông báo|phát|qua"),
	newConcept("QC14", "lượt|nội dung|cuộc", "bầu|loa|số cuộc họp|người dự", "công khai|qua|thông qua|thông báo|dân|hình thức|lượt|đến|bằng|nội dung|để thông báo|thông tin|cuộc họp|họp|tổ|họp tổ|họp dân|trực tiếp|phổ biến|truyền đạt|bằng lời|ban",
		"trưởng ấp", "~công khai|qua|thông qua|thông báo|hình thức"),
	newConcept("QC15", "lượt|nội dung|cuộc", "tin|bài|loa|niêm yết", "công khai|qua|trên|đăng|đăng tải|điện tử|xã hội|zalo|facebook|khác|lượt|mạng|trang|hình thức khác|bằng|hình thức|nội dung|cổng thông tin|thông tin|nhóm|ubnd|fanpage|phường|website|kênh|trên mạng|đăng trang|các",
		"trang|mạng xã hội|zalo|facebook|hình thức khác|cổng thông tin|trang thông tin|fanpage|website|trang web", "~công khai|hình thức khác|hình thức"),
	newConcept("QC16", "ấp", "họp|văn hóa|quy ước|mô hình|đạt|trưởng|đã", "toàn xã|hiện có|trên địa bàn|số|tổng|của|phường|tổ|hành chính|trực thuộc|đơn vị|hiện nay",
		"ấp"),
	newConcept("QC17", "ấp", "2 lần|hai lần|chưa|cuộc họp|trưởng|từ 2", "họp|toàn thể|lần|trở lên|năm|ít nhất|tối thiểu|một|1|từ|dân|hội nghị|đã|có|định kỳ|cộng đồng|tất cả|toàn ấp|ít nhất một|tổ chức được",
		"ấp", "họp|hội nghị toàn thể", "~1 lần|một lần|toàn thể|đã họp|có họp|tổ chức họp|họp dân|ít nhất 1|toàn ấp"),
	newConcept("QC18", "ấp", "1 lần|chưa", "họp|toàn thể|lần|trở lên|năm|ít nhất|tối thiểu|hai|2|từ|dân|hội nghị|đã|có|ấp|toàn ấp|đủ|tổ chức được",
		"2 lần|hai lần|lần thứ 2|lần 2", "~họp|toàn thể"),
	newConcept("QC19", meetingUnits, "lượt|người|hộ|toàn thể|đối thoại|tỷ lệ|lần trở lên|tập huấn|hđnd|cử tri|đảng|chi bộ|dự", "dân|ấp|cuộc|họp|sinh hoạt|lệ|các|bàn|cộng đồng|tại|hội nghị|toàn ấp|định kỳ|buổi|lượt họp|nhóm hộ",
		"~họp|họp dân|sinh hoạt ấp", "cuộc|họp|lần|buổi|họp dân|sinh hoạt ấp"),
	newConcept("QC20", peopleUnits+"|hộ", "đối thoại|tập huấn|quán triệt|bình quân|tỷ lệ|tiếp", "lượt|người|hộ|dự|họp|dân|tham dự|tham gia|đại diện|ấp|cuộc|các|có mặt|đến|buổi|đi|chủ hộ|cử tri|hội nghị|toàn ấp",
		"lượt|người|hộ|dự|tham dự|có mặt|đi họp|đến họp", "~họp|họp dân"),
	newConcept("QC21", "nội dung|cuộc|vụ", "biểu quyết|thẩm quyền|thông qua|ý kiến|giám sát", "dân|nội dung|bàn|quyết định|trực tiếp|và|việc|được|đưa ra|vấn đề|đã|do|công việc|cộng đồng|thống nhất|được đưa ra",
		"~bàn|quyết định|trực tiếp", "quyết định|trực tiếp|bàn và quyết định|nội dung", "~quyết định|trực tiếp"),
	newConcept("QC22", "nội dung|vụ", "thẩm quyền|không|chưa|hđnd", "nội dung|đủ|tỷ lệ|biểu quyết|tán thành|được|quy định|theo|dân|bàn|trên|quyết định|đạt|trực tiếp|hộ|số hộ|đồng ý|thống nhất|cao|vấn đề|việc|đa số|trong đó|có",
		"thông qua|đủ tỷ lệ|tán thành|đạt tỷ lệ|đủ số phiếu|đồng ý thông qua", "~bàn|quyết định|biểu quyết|nội dung|quyết định trực tiếp"),
	newConcept("QC23", "nội dung|vụ", "lấy ý kiến", "dân|bàn|biểu quyết|để|cấp|có|thẩm quyền|quyết định|nội dung|trình|trên|tham gia|việc|vấn đề|quyền|đề nghị|ubnd|trước khi",
		"biểu quyết|bàn", "thẩm quyền|cấp trên quyết định|trình cấp trên"),
	newConcept("QC24", "bản|nội dung|ấp", "sửa đổi|dự thảo|chưa|vi phạm|đang xây dựng|đang sửa", "quy ước|công nhận|còn|hiệu lực|ấp|được|đã|đang thực hiện|có|văn hóa|bản|phê duyệt|xây dựng|đang|thực hiện|duyệt|cộng đồng dân cư|hương ước|bản|số|thực tế|đang có|ban hành|còn giá trị|thi hành",
		"quy ước"),
	newConcept("QC25", "nội dung|cuộc|vụ", "tiếp thu|tổng số ý kiến|tín nhiệm|hài lòng|cử tri", "dân|nội dung|đưa ra|được|việc|lấy|ý kiến|dự thảo|vấn đề|tham gia|tham vấn|trước khi|quyết định|cấp có thẩm quyền|số|đã|xin ý kiến|tổ chức|đề án|đối tượng|góp ý|hội nghị|dự án|trưng cầu|cộng đồng",
		"~lấy ý kiến|tham gia ý kiến|lấy ý kiến dân|xin ý kiến", "nội dung|lấy ý kiến|tham gia ý kiến|việc|vấn đề|xin ý kiến"),
	newConcept("QC26", "ý kiến", "tiếp thu|đối thoại|trả lời|giải quyết|cử tri|lấy|giám sát|phản biện|đơn|nội dung", "dân|tham gia|đóng góp|góp ý|của|ý kiến|lượt|ghi nhận|phát biểu|được|thu được|lượt ý kiến|tổng hợp|từ|lấy ý kiến|nhận được|gửi|thu về|gửi đến|người dân|phản hồi|tiếp nhận",
		"ý kiến|góp ý", "~tham gia|đóng góp|góp ý|lấy ý kiến|thu được|ghi nhận|nhận được|thu về|phản hồi"),
	newConcept("QC26", "ý kiến", "tiếp thu|đối thoại|trả lời|giải quyết|cử tri|lấy|giám sát|phản biện|đơn|nội dung|kiến nghị", "lượt|tổng hợp|từ|của",
		"ý kiến", "dân"),
	newConcept("QC27", "ý kiến", "gsđtcđ|đối thoại|cử tri|chưa|không", "ý kiến|được|tiếp thu|dân|đã|góp ý|của|giải trình|tổng hợp|sửa đổi|điều chỉnh|theo|góp|vào|nghiên cứu|tiếp nhận|chỉnh sửa",
		"tiếp thu|được ghi nhận chỉnh sửa|chấp nhận|được điều chỉnh", "~ý kiến|lấy ý kiến|góp ý"),
	newConcept("QC28", "công trình|cuộc", "giám sát|trên địa bàn|kiến nghị|giá trị|tổng vốn|kinh phí|ngân sách|đầu tư|tỷ lệ", "dân|đóng góp|góp|làm|có|do|cuộc vận động|vận động|huy động|sức dân|thực hiện|hoàn thành|góp vốn|vốn|công|của|nhà nước và dân cùng làm|xây dựng|hạ tầng|phần việc|tham gia|cầu|đường|nhà|góp sức|chung|phúc lợi|cộng đồng|nhân dân|cùng|chung tay|dân bàn|có sự|sửa chữa",
		"công trình|cuộc vận động", "~dân|đóng góp|góp|làm|vận động|huy động|sức dân|dân làm"),
	newConcept("QC29", "đồng", "ngày công|tiền mặt|ngân sách|khác|bằng tiền|doanh nghiệp|tiết kiệm|thu hồi|giảm trừ|nợ|quỹ", "tổng|giá trị|vốn|kinh phí|nguồn lực|huy động|làm|công trình|được|vận động|nguồn|số tiền|sức dân|dân|đóng góp|quy ra tiền|thành tiền|từ|trong dân|trị giá|xây dựng|các nguồn|đầu tư|các|toàn bộ|đã|xây dựng|nông thôn|vật chất|ước tính|quy đổi|thu được|phúc lợi|cộng|nguồn vốn",
		"tổng giá trị|tổng vốn|tổng kinh phí|tổng nguồn|tổng số tiền|huy động|tổng trị giá|tổng số kinh phí|tổng cộng vốn|tổng huy động|tổng mức huy động|tổng số vốn", "~huy động|vốn|kinh phí|giá trị|nguồn lực|vận động"),
	newConcept("QC29", "đồng", "ngày công|ngân sách|khác|doanh nghiệp|đơn|vụ", "tiền|vốn|nguồn|các nguồn|kinh phí|giá trị",
		"tổng số|tổng cộng|tổng|cộng", "~huy động|vốn|nguồn lực|đóng góp|sức dân"),
	newConcept("QC30", "đồng", "ngày công|đất|hiến|doanh nghiệp|ngân sách|tổng|khác|thu hồi|công trình", "dân|đóng góp|góp|bằng|tiền|mặt|tiền mặt|vốn|hộ|số tiền|do|của|trực tiếp|hỗ trợ|nguồn|từ|huy động|kinh phí|trị giá|giá trị|người|tự nguyện|cùng|ủng hộ|trong|thu|các hộ|quy tiền|đối ứng|phần|tự",
		"dân|hộ", "~góp|đóng góp|tiền|huy động|vốn|ủng hộ|đối ứng"),
	newConcept("QC30", "đồng", "ngày công|đất|hiến|doanh nghiệp|ngân sách|tổng|khác|thu hồi|số công trình|nhà nước|quỹ", "dân|đóng góp|góp|bằng|tiền|mặt|tiền mặt|vốn|hộ|số tiền|do|kinh phí|tự nguyện|ủng hộ|đối ứng|làm|công trình|cầu|đường|xây dựng|sửa chữa|nâng cấp|hạ tầng|các hộ|huy động",
		"dân|hộ", "tiền|kinh phí|vốn|số tiền|tiền mặt", "góp|đóng góp|ủng hộ|đối ứng", "làm|công trình|xây dựng|sửa chữa|nâng cấp"),
	newConcept("QC31", "đồng", "dân|khác|doanh nghiệp|cùng làm|thu|chi|tiết kiệm", "ngân sách|nhà nước|hỗ trợ|vốn|các cấp|cấp|xã|tỉnh|huyện|thị xã|địa phương|nguồn|từ|đầu tư|kinh phí|đối ứng|trung ương|bố trí|phần|phân bổ|chương trình|mục tiêu|sự nghiệp|cấp trên|phường|bằng|xã hội",
		"ngân sách|nhà nước"),
	newConcept("QC32", "ngày công", "đất|tiền", "ngày công|công|lao động|dân|đóng góp|góp|tham gia|ngày|công ích|của|huy động|bằng|vận động|hiến|số|quy|ra|tình nguyện|lao động công ích|nhân|tự nguyện|ấp",
		"ngày công|công lao động|ngày lao động"),
	newConcept("QC32", "ngày công", "đất|tiền", "dân|đóng góp|góp|tham gia|công|lao động|huy động",
		"ngày công", "đóng góp|góp|dân|huy động"),
	newConcept("QC33", "đồng", "dân đóng góp|ngân sách|tổng", "nguồn|khác|vốn|doanh nghiệp|mạnh thường quân|nhà hảo tâm|nhà|xã hội hóa|tài trợ|hỗ trợ|tổ chức|cá nhân|đóng góp|các|từ|ngoài ngân sách|vận động|huy động|nhà tài trợ|hợp pháp|xã hội|bằng tiền|hiện vật|kiều bào|ủng hộ|việt kiều|đơn vị|công ty|hội|thiện nguyện|từ thiện|tôn giáo|quỹ|nhóm|ngoài|hợp tác xã|cơ sở|nhân|ấp|chức sắc|cơ quan|nguồn ngoài|ngoài địa bàn|đóng",
		"khác|doanh nghiệp|mạnh thường quân|hảo tâm|xã hội hóa|tài trợ|nhà hảo tâm|kiều bào|việt kiều|công ty|thiện nguyện|từ thiện|hợp tác xã|tổ chức tôn giáo|ngoài ngân sách"),
	newConcept("QC33", "đồng", "dân|tổng|thu|chi", "nguồn|vốn|các|huy động|hỗ trợ|nhà nước|hợp pháp|khác",
		"ngoài ngân sách"),
	newConcept("QC34", "m2", "thu hồi|tranh chấp|giấy", "đất|hiến|dân|diện tích|vật kiến trúc|của|đóng góp|góp|làm đường|mở rộng|để|do|làm|công trình|m2|hộ|ha|mét vuông|giao thông|nông thôn|cầu|đường|đê|kênh|trường|nhà văn hóa|hẻm|lộ|tổng|xây dựng|phúc lợi|thủy lợi|nội đồng|làm cầu|thổ cư|nông nghiệp|các loại|tự nguyện|xây|hoa màu|quy|mặt đường|bê tông|công",
		"đất|hiến đất|diện tích", "~hiến|đóng góp|góp"),
	newConcept("QC35", meetingUnits, "bí thư|cấp ủy|đảng ủy|lượt|người dự|ý kiến|kiến nghị|dự|mttq|doanh nghiệp", "đối thoại|hội nghị|trao đổi|ubnd|chủ tịch|dân|với|giữa|trực tiếp|chính quyền|tiếp xúc|định kỳ|số|lần|buổi|cuộc|tổ chức|người dân|ubnd cấp|của|các|diễn đàn|gặp gỡ|đảng viên|cấp|lắng nghe|ban",
		"~đối thoại", "cuộc|hội nghị|đối thoại|lần|buổi"),
	newConcept("QC36", meetingUnits, "lượt|ý kiến|kiến nghị|dự", "đối thoại|bí thư|người|đứng đầu|cấp ủy|đảng ủy|với|dân|giữa|trực tiếp|tiếp xúc|hội nghị|chính quyền|tổ chức|thường trực|cấp|ban thường vụ|gặp gỡ|buổi|cuộc|diễn đàn",
		"bí thư|cấp ủy|đảng ủy|người đứng đầu", "~đối thoại"),
	newConcept("QC37", peopleUnits, "ý kiến|kiến nghị|họp|tập huấn|quán triệt|tiếp", "lượt|người|dự|tham dự|dân|đối thoại|hội nghị|các|tham gia|cuộc|đại biểu|có mặt|đến|buổi|trực tiếp|ubnd|diễn đàn|bà con",
		"lượt|người|dự|tham dự|có mặt", "~đối thoại"),
	newConcept("QC38", "ý kiến", "trả lời|giải quyết|cử tri|đơn|tiếp thu|chưa", "ý kiến|kiến nghị|phản ánh|tại|đối thoại|hội nghị|dân|nêu|tham gia|của|các|lượt|câu hỏi|trong|được|phát biểu|cuộc|đề xuất|ghi nhận|góp|tiếp nhận|được nêu|đặt|qua|nhận được|gửi|buổi|kiến|người dân|phát sinh|từ|thảo luận",
		"ý kiến|kiến nghị|câu hỏi", "~đối thoại"),
	newConcept("QC39", "ý kiến", "cử tri|đơn|chưa|tiếp công dân|tỷ lệ", "ý kiến|kiến nghị|tại|đối thoại|đã|trả lời|giải quyết|được|trực tiếp|hội nghị|dân|phản ánh|xong|xem xét|tiếp thu|giải đáp|nêu|ghi nhận|làm rõ|ngay|buổi|các|được nêu|tiếp nhận|phản hồi|thỏa đáng|cuộc|từ|qua|bằng văn bản",
		"trả lời|giải quyết|giải đáp|phản hồi|làm rõ", "~đối thoại"),
	newConcept("QC40a", "lượt|cuộc", "người được|vụ việc|số người|ý kiến|đơn|định kỳ", "tiếp công dân|công dân|lượt|tiếp|của|ubnd|lãnh đạo|thường xuyên|và|tại|bộ phận|trụ sở|chủ tịch|đột xuất|định|đã|cán bộ|ban|lần|buổi|người dân|đến|trực tiếp|hđnd|thường trực",
		"~tiếp công dân|lượt tiếp", "lượt|tiếp công dân|số lần|lượt tiếp"),
	newConcept("QC40b", "người", "lượt tiếp|ý kiến|đơn", "tiếp công dân|công dân|người|được|tiếp|số|đến|lượt|dân|với|gồm|tổng|trực tiếp|kiến nghị|phản ánh",
		"người|công dân được tiếp|được tiếp", "~tiếp công dân|được tiếp"),
	newConcept("QC40c", "vụ", "đơn|hòa giải|lượt", "vụ|việc|vụ việc|qua|tiếp công dân|tiếp|công dân|nội dung|phản ánh|được|công|đã|các|phát sinh|kiến nghị|tiếp nhận|trình bày",
		"vụ|vụ việc|việc", "~tiếp công dân"),
	newConcept("QC41", "đơn", "cuối kỳ|giải quyết|chưa|hòa giải|hiện còn", "đơn|tồn|kỳ trước|chuyển sang|năm trước|từ|kỳ|trước|đầu kỳ|chuyển|sang|kntc|còn|phản ánh|kiến nghị|cũ|từ kỳ|thư|kỳ|tồn đọng|các|năm|chưa|lại|nhận",
		"tồn|kỳ trước|chuyển sang|đầu kỳ|tồn đầu kỳ|năm trước|tồn cũ|kỳ trước chuyển|còn tồn kỳ trước|tồn đọng kỳ trước", "~đơn|kntc|khiếu nại"),
	newConcept("QC42", "đơn", "giải quyết|tồn|kỳ trước|chưa|hòa giải|cử tri|hồ sơ|đủ điều kiện|thẩm quyền|chuyển|trả lại", "đơn|kntc|khiếu nại|tố cáo|kiến nghị|phản ánh|tiếp nhận|nhận|mới|nhận được|phát sinh|của|công dân|dân|các loại|thư|tranh chấp|và|từ|tổng|trong|loại|gửi đến|gửi|người dân|thụ lý|lượt|đến|đầu|vào",
		"tiếp nhận|nhận|phát sinh|nhận mới|mới|nhận được|gửi đến|thụ lý", "~đơn|kntc|khiếu nại"),
	newConcept("QC43", "đơn", "chưa|tỷ lệ|còn|đang|không|kiến nghị cử tri|hòa giải|ý kiến|hồ sơ|đúng hạn|đối thoại|phát hiện|ttnd|cử tri|thẩm quyền", "đơn|kntc|khiếu nại|tố cáo|kiến nghị|phản ánh|đã|giải quyết|xong|xử lý|được|công dân|dân|kết quả|dứt điểm|thư|hoàn thành|hết|trong|đạt|dân|đủ|thỏa thuận|ổn thỏa|trả lời|các|loại|thẩm tra",
		"giải quyết|xử lý|hoàn tất", "~đơn|kntc|khiếu nại"),
	newConcept("QC44", "đơn", "kỳ trước|đã giải quyết|tỷ lệ|cử tri|hòa giải|ý kiến", "đơn|kntc|khiếu nại|tố cáo|chưa|giải quyết|còn|lại|tồn|cuối kỳ|đang|xử lý|xong|chuyển kỳ sau|hiện|xem xét|kỳ|sau|trong hạn|thời hạn|thẩm tra|chuyển|năm|sang|tiếp tục|xác minh|đến",
		"chưa giải quyết|đang giải quyết|còn lại|tồn cuối kỳ|chưa xong|còn tồn|chưa xử lý|đang xem xét|đang xử lý|cuối kỳ|giải quyết chưa xong|chưa|còn giải quyết|chuyển kỳ sau|chuyển sang kỳ sau|đang xác minh|đang thụ lý|tồn chưa giải quyết", "~đơn|kntc|khiếu nại"),
	newConcept("QC45", "%", "cử tri|hồ sơ|hòa giải|công khai|kiến nghị", "đơn|được|đã|kntc|khiếu nại|tố cáo|giải quyết|xong",
		"tỷ lệ", "giải quyết", "~đơn|kntc|khiếu nại"),
	newConcept("QC46", meetingUnits, "kiến nghị|vụ|phát hiện|xử lý|gsđtcđ|thành viên|kiện toàn|công trình", "ttnd|giám sát|cuộc|đã|các|của|việc|xác minh|kiểm tra|tổ chức|tiến hành|thực|thường xuyên|chuyên đề|lần|đợt|xã",
		"~ttnd", "giám sát|cuộc|ttnd giám sát"),
	newConcept("QC47", "vụ|ý kiến", "kiến nghị|xử lý|gsđtcđ|giải quyết", "ttnd|vụ|việc|vụ việc|phát hiện|qua|giám sát|sai phạm|vi phạm|vấn đề|dấu hiệu|được|phản ánh|ghi nhận|các|số|có|tồn tại|hạn chế",
		"~ttnd", "phát hiện"),
	newConcept("QC48a", "vụ|ý kiến", "xử lý|giải quyết|gsđtcđ|tiếp thu|được|cử tri|đối thoại|phát hiện", "ttnd|vụ|việc|vụ việc|kiến nghị|đã|của|qua|giám sát|đề nghị|nội dung|xem xét|cấp|thẩm quyền|xử|các|lên|gửi|ubnd|xã",
		"~ttnd", "kiến nghị"),
	newConcept("QC48b", "vụ|ý kiến", "gsđtcđ|cử tri|đối thoại|chưa|đơn", "ttnd|vụ|việc|vụ việc|kiến nghị|được|xử lý|giải quyết|tiếp thu|của|đã|qua|xem xét|nội dung|cơ quan|chức năng|ubnd|thực hiện|khắc phục|chấp nhận|thẩm quyền",
		"~ttnd", "xử lý|giải quyết|tiếp thu|được xem xét|chấp nhận|khắc phục"),
	newConcept("QC49", "công trình", "được giám sát|đã giám sát|được gsđtcđ|giám sát|đóng góp|dân làm|hoàn thành|kiến nghị|dân góp|số cuộc", "công trình|dự án|trên địa bàn|địa bàn|gsđtcđ|đầu tư|triển khai|có|đang|tổng|trong năm|thuộc diện|phải|xã|chương trình|thi công|mới|được đầu tư|cần|đã|xây dựng|khởi công|chuyển tiếp|hạ tầng|giám sát cộng đồng",
		"công trình|dự án", "~trên địa bàn|địa bàn|thuộc diện|gsđtcđ|dự án"),
	newConcept("QC50", "công trình", "kiến nghị|dân đóng góp|ttnd|chưa", "công trình|dự án|được|đã|gsđtcđ|giám sát|có|đầu tư|của|cộng đồng|ban|theo dõi|thi công|xây dựng|trực tiếp|chịu|sự|tiến hành|tổ chức",
		"công trình|dự án", "giám sát|được gsđtcđ|do gsđtcđ|gsđtcđ giám sát|gsđtcđ"),
	newConcept("QC51a", "ý kiến|vụ", "tiếp thu|xử lý|giải quyết|ttnd|được|cử tri|đối thoại", "gsđtcđ|kiến nghị|của|đã|ý kiến|qua|giám sát|phản ánh|đề nghị|nội dung|chủ|đầu|tư|các|nhà thầu|gửi|chủ đầu tư|thi công",
		"~gsđtcđ", "kiến nghị"),
	newConcept("QC51b", "ý kiến|vụ", "ttnd|chưa|cử tri|đối thoại|đơn", "gsđtcđ|kiến nghị|được|tiếp thu|xử lý|giải quyết|khắc phục|của|ý kiến|đã|nội dung|chủ đầu tư|nhà thầu|thực hiện|các|sửa chữa|chấp nhận|ghi nhận",
		"~gsđtcđ", "tiếp thu|xử lý|giải quyết|khắc phục|sửa chữa|chấp nhận"),
	newConcept("QC52a", "đồng", "đất|huy động", "thu hồi|giảm trừ|giảm|trừ|qua|giám sát|tiền|số tiền|kiến nghị|kinh tế|ngân sách|quyết toán|sai phạm|phát hiện|cho",
		"thu hồi|giảm trừ"),
	newConcept("QC52b", "m2", "hiến", "thu hồi|qua|giám sát|đất|diện tích|kiến nghị|sai phạm",
		"thu hồi"),
	newConcept("QC53", meetingUnits, "ttnd|gsđtcđ|kiến nghị|vụ|ý kiến|bầu", "mttq|đoàn thể|giám sát|phản biện|xã hội|chính trị|các|tổ chức|cuộc|chủ trì|hội|của|ban|công tác|và|ngành|thành viên|ubnd|ban ttnd|chuyên đề|hội nghị|phường|phối hợp|đoàn|phụ nữ|nông dân|cựu chiến binh|thanh niên|thực hiện|văn bản|tổ",
		"~mttq|đoàn thể|phản biện", "giám sát|phản biện|giám sát phản biện|cuộc"),
	newConcept("QC54", "vụ|đơn", "thành|không|tỷ lệ|tổ|chưa|chuyển|đang|lượt", "hòa giải|vụ|việc|vụ việc|tiếp nhận|nhận|thụ lý|đưa ra|đã|mâu thuẫn|tranh chấp|phát sinh|tổng số|ở|các|được|yêu cầu|tổ chức|ấp|hòa|tranh|giữa|của|tổ hòa giải|các tổ|lập|giải quyết|đơn|dân|phát|phản ánh|mới|yêu",
		"~hòa giải", "tiếp nhận|nhận|thụ lý|đưa ra|hòa giải|phát sinh|số vụ|tổng số vụ|số vụ việc|vụ|vụ việc"),
	newConcept("QC55", "vụ|đơn", "không|tỷ lệ|chưa|tiếp nhận|hoàn thành|thành viên|thành lập", "hòa giải|vụ|việc|vụ việc|thành|thành công|đã|được|mâu thuẫn|ở|tranh chấp|số|tổ hòa giải|các tổ|tổ|đạt|kết quả|đã hòa giải|ấp|vụ|xong|được",
		"thành|thành công|hòa giải được|giải thành", "~hòa giải"),
	newConcept("QC56", "mô hình", "công nhận|tiêu biểu|nhân rộng|khen|không|hiệu quả", "mô hình|điển hình|dân vận khéo|đăng ký|mới|xây dựng|các|năm|được|tổng|triển khai|của|cấp cơ sở|phong trào|đầu năm|đề xuất|thực hiện|tập thể|cá nhân|cấp|ấp|phường|cơ quan|đơn vị",
		"~mô hình|điển hình", "đăng ký|đăng ký mới|đăng kí|đã đăng ký"),
	newConcept("QC57", "mô hình", "cấp trên|thị xã|huyện|tỉnh|tiêu biểu|nhân rộng|đề nghị|chưa|đăng ký|thành phố|khen", "mô hình|điển hình|dân vận khéo|được|công nhận|cấp|cơ sở|xã|thẩm định|ra|đã|đạt|quyết định|đảng ủy|ubnd|ban chỉ đạo|khối dân vận|khối vận|hội đồng|xét|thẩm tra|phường|đánh giá|đủ điều kiện|ban|bcđ|dân vận|quyết|thị trấn",
		"~mô hình|điển hình", "công nhận|công nhận đạt"),
	newConcept("QC58a", "mô hình", "tiêu biểu|nhân rộng|đề nghị|chưa", "mô hình|điển hình|dân vận khéo|được|công nhận|cấp|trên|thị xã|huyện|tỉnh|thành phố|đã|cấp|được|khen|đảng ủy|thị ủy|tỉnh ủy|ubnd|ban dân vận|xét",
		"~mô hình|điển hình", "~công nhận", "cấp trên|thị xã|huyện|tỉnh|cấp tỉnh|cấp huyện|thành phố"),
	newConcept("QC58b", "mô hình", "nhân rộng|đăng ký", "mô hình|điển hình|dân vận khéo|tiêu biểu|được|chọn|bình chọn|xuất sắc|tuyên dương|tuyên|dương|biểu|giới thiệu|điểm|báo cáo|khen|cấp|đề|nổi bật",
		"~mô hình|điển hình", "tiêu biểu|nổi bật|xuất sắc"),
	newConcept("QC58c", "mô hình", "tiêu biểu|đăng ký", "mô hình|điển hình|dân vận khéo|nhân rộng|được|nhân ra|diện rộng|đã|mở rộng|ra|các|ấp|diện|toàn|phổ biến|địa bàn",
		"~mô hình|điển hình", "nhân rộng|nhân ra|nhân diện rộng|mở rộng"),
	newConcept("QC59a", "hồ sơ", "tỷ lệ|trễ|quá hạn|chưa|tiếp nhận", "hồ sơ|tthc|giải quyết|đúng|và|trước|hạn|trả|đúng hẹn|kết quả|được|thời hạn|đã|trả kết quả|hẹn|trước hẹn|sớm|một cửa|bộ phận|sớm hạn|thủ tục|giải|hành chính|người dân|dân|trong hạn|thời gian|quy định",
		"đúng hạn|đúng và trước hạn|trước hạn|đúng hẹn|trước và đúng hạn|đúng thời hạn|đúng trước hạn|trước đúng hạn|trước hẹn|sớm hạn|trong hạn|đúng thời gian|đúng quy định", "~hồ sơ|tthc"),
	newConcept("QC59b", "hồ sơ", "đúng|trễ|quá|trước|tỷ lệ|chưa|đang|trực tuyến|tiếp nhận", "hồ sơ|tthc|đã|giải quyết|tổng|trả|kết quả|được|xong|các loại|trong kỳ|một cửa|bộ phận|thủ tục|hành chính|trung tâm|phục vụ|công|cho|dân|hoàn thành|xử lý|số",
		"~hồ sơ|tthc", "giải quyết|trả kết quả|đã trả|xử lý xong|hoàn thành"),
	newConcept("QC60a", "hộ", "nghèo|quán triệt|họp|dự|chính sách|kinh doanh|khá|văn hóa|đóng góp|vay|phổ biến|sử dụng|được|tham gia|đồng ý|thông tin", "hộ|toàn xã|dân|dân cư|hiện có|của|thực tế|cư trú|thường trú|trên|tổng|nhân khẩu",
		"hộ"),
	newConcept("QC60b", "người", "dự|nghèo|bình quân|tiếp", "dân số|nhân khẩu|khẩu|toàn xã|của|người|dân|thường trú|thực tế|tổng|trung bình|hiện|hộ khẩu|cư trú",
		"dân số|nhân khẩu|số khẩu|tổng số khẩu"),
	newConcept("QC61", "ý kiến", "giải quyết|trả lời|tỷ lệ|cuộc|hội nghị|lượt|đã xử lý|tiếp xúc", "kiến nghị|ý kiến|cử tri|của|tiếp nhận|được|phản ánh|đã|tổng hợp|qua|gửi|đến|hội đồng|hđnd|tại|trong|các|nêu|kỳ họp|các cuộc|thu thập|nhận|gửi đến|ghi nhận|nhận được|trước|sau",
		"~cử tri", "kiến nghị|ý kiến|tiếp nhận|ghi nhận|phản ánh"),
	newConcept("QC62", "ý kiến", "chưa|tỷ lệ|đối thoại|đang|đơn", "kiến nghị|ý kiến|cử tri|của|đã|được|giải quyết|trả lời|xong|xử lý|tiếp thu|các|tại|cơ quan|ubnd|gửi|phản ánh|tiếp nhận|kịp thời|phản hồi",
		"~cử tri", "giải quyết|trả lời|xử lý|phản hồi"),
}

// unitNouns are the words that figures are counted in, by group: a figure in
// "lượt" is not a number of meetings.
var unitNouns = func() map[string]string {
	m := map[string]string{}
	for group, words := range map[string]string{
		"cuộc": "cuộc|hội nghị|buổi|lớp|lần|đợt|lớp cuộc|hội nghị cuộc|cuộc họp|kỳ|cuộc hội nghị|lớp hội nghị", "lượt": "lượt|lượt người|lượt hộ|lượt lần|lượt phát|lượt đăng|lượt tin|lượt dự|lượt người dự",
		"người": "người|nhân khẩu|khẩu|đại biểu|công dân", "hộ": "hộ", "ấp": "ấp|khóm ấp|ấp khóm",
		"đơn": "đơn|lá đơn|đơn thư", "vụ": "vụ|vụ việc|việc|trường hợp", "ý kiến": "ý kiến|kiến nghị|lượt ý kiến|ý kiến kiến nghị", "nội dung": "nội dung|nd|vấn đề",
		"công trình": "công trình|dự án|ct|công trình dự án", "mô hình": "mô hình|điển hình|mh|mô hình điển hình", "hồ sơ": "hồ sơ|hs", "tin": "tin|bài|tin bài|chuyên mục",
		"văn bản": "văn bản|vb", "bản": "bản|quy ước|hương ước|cuốn", "ngày công": "ngày công|công|ngày|ngày lao động|công lao động", "%": "%|phần trăm|tỷ lệ", "có": "có không|có/không|có|x",
		"khác": "căn|nhà|suất|phần quà|km|m|mét|con|chiếc|cái|bộ|điểm|giờ|tấn|kg|phiếu|tờ|thành viên|đồng chí|đảng viên|câu lạc bộ|nhóm|ban",
	} {
		for _, w := range phrases(words) {
			m[w] = group
		}
	}
	return m
}()

// unitNoun is the group of a unit of measure as written, "" when unknown.
func unitNoun(s string) string {
	s = unitMended(s)
	if m, known := measures[measureKey(s)]; known {
		switch m.base {
		case "m²":
			if measureKey(s) == "công" {
				return "ngày công"
			}
			return "m2"
		default:
			return m.base
		}
	}
	return unitNouns[folded(s)]
}
