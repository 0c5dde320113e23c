package ingest

// What the figures of sentences are. A figureWords says which words make a
// quantity the value of an indicator. Words are told in four nets, each a list
// of alternatives divided by |, words of one alternative that must all be there
// by &:
//
//   - nouns: the classes of the noun that is counted (countNouns)
//   - near: words of the quantity's own clause; # is the number itself, so that
//     "tiếp #" is the verb right before it
//   - not: words that must not be there
//   - topic: what the clause, the sentence or the paragraph last spoke of before
//     the quantity, or the heading above; "" for a rule that its own words suffice
//
// A quantity that two rules claim is no value of either. Rows without a code are
// claims of things that no indicator counts: attendance at a singing contest is
// not attendance at a briefing.
type figureWords struct {
	code  string
	nouns string
	near  string
	not   string
	topic string
	// void is a topic of which the sentence must not speak: money for a fund of
	// the poor is none for works.
	void string
	// whole is the indicator of y in "x/y" (or "x of y in all"). Rows that have it
	// are asked first when a quantity is such a pair.
	whole string
	// lacking marks rows about what was not done; all others are void where their
	// clause says "chưa" or "không".
	lacking bool
}

// topics are what sentences speak of, by the words that say so.
var topics = topicTable(map[string]string{
	"quan_triet": `quán triệt|tập huấn|tuyên truyền|phổ biến|học tập|bồi dưỡng`,
	"hop_dan": `họp dân|họp nhân dân|họp ấp|họp khóm|họp thôn|họp bản|họp buôn|họp làng|họp xóm|họp tổ dân phố|họp khu phố|họp khu dân cư|họp tổ nhân dân|họp toàn thể|họp cộng đồng dân cư|họp tdp
hội nghị thôn|hội nghị nhân dân|sinh hoạt nhân dân|hội nghị cộng đồng dân cư|cộng đồng dân cư|họp thôn buôn|hội nghị toàn thể|họp thôn tổ dân phố|họp hộ dân|họp các hộ dân|họp lấy ý kiến nhân dân|cuộc họp thôn|cuộc họp`,
	"doi_thoai": `đối thoại`,
	"tiep_dan":  `lượt công dân|lượt công dân đến|tiếp công dân|tiếp dân|tiếp được|tiếp thường xuyên|tiếp định kỳ|tiếp đột xuất`,
	"hoa_giai":  `hòa giải|tổ hòa giải|hòa giải viên|mâu thuẫn`,
	"ttnd":      `thanh tra nhân dân|ttnd`,
	"gsdt":      `giám sát đầu tư|gsđtcđ|gsđt|giám sát cộng đồng|giám sát của cộng đồng`,
	"mttq":      `mặt trận|mặt trận tổ quốc|mttq|ubmttq|ubmttqvn|mttqvn|đoàn thể|phản biện|các tổ chức chính trị xã hội|ban thường trực ubmttq`,
	"hdnd":      `hđnd|hội đồng nhân dân`,
	"cap_uy":    `bí thư|cấp ủy|đảng ủy`,
	"chinh":     `ubnd|ủy ban nhân dân|chính quyền|chủ tịch|nhân dân|người dân|công dân`,
	"cong_khai": `công khai|niêm yết`,
	"gop_y":     `lấy ý kiến|tham gia ý kiến|góp ý|đóng góp ý kiến|tham gia góp ý|tham gia đóng góp ý kiến|dự thảo`,
	"cu_tri":    `cử tri|tiếp xúc cử tri`,
	"dong_gop":  `đóng góp|huy động|vận động|xã hội hóa|nhân dân làm|kết cấu hạ tầng|giao thông nông thôn|công trình|làm đường|làm cầu|làm lộ|đường nông thôn|lộ nông thôn|đường giao thông|bê tông hóa|xây cầu|xây dựng cầu|sửa chữa cầu|nâng cấp đường|nâng cấp cầu`,
	"dan_gop":   `bà con góp|bà con đóng góp|người dân góp|nhân dân góp|dân góp|nhân dân đóng góp|dân đóng góp|đóng góp của nhân dân|nhân dân hiến|bà con hiến|các hộ góp|người dân hiến|người dân đóng góp|nhân dân tự nguyện`,
	"dan_van":   `dân vận khéo|dân vận|mô hình`,
	"tthc":      `thủ tục hành chính|tthc|một cửa|hồ sơ|cải cách hành chính`,
	"dan_chu":   `quy chế dân chủ|qcdc|dân chủ ở cơ sở|dân chủ cơ sở|thực hiện dân chủ|dân chủ`,
	"ban_quyet": `bàn và quyết định|quyết định trực tiếp|nhân dân bàn|dân bàn|bàn quyết định`,
	"other": `nghề|hội thi|hội diễn|văn nghệ|thể thao|thể dục|sinh hoạt chi bộ|họp chi bộ|đại hội|khám bệnh|hiến máu|lễ phát động|lễ ra quân|ngày hội|hội trại|việc làm|xuất khẩu lao động|tọa đàm|hội thảo|giao lưu
về nguồn|phòng cháy|sơ cấp cứu|dạy nghề|khuyến nông|kỹ thuật|tiêm|tết|mừng thọ|thăm hỏi|quà|tặng quà|học bổng|nhà tình thương|đại đoàn kết|vay vốn|vốn vay|quỹ|thi đua|hộ nghèo|cứu trợ`,
	"khieu_to": `đơn thư|khiếu nại|tố cáo|đơn`,
})

// indicatorWords are the rules, in the order of the catalogue.
var indicatorWords = []figureWords{
	{code: "QC01", nouns: "van_ban", near: "ban hành|chỉ đạo|triển khai|lãnh đạo|tham mưu", not: "cấp trên|quy phạm|góp ý|dự thảo|tiếp nhận|trả lời|phúc đáp|luật|hướng dẫn # văn bản|kiểm tra # văn bản"},
	{code: "QC03", nouns: "cuoc", near: "kiểm tra&quy chế dân chủ|kiểm tra&qcdc|kiểm tra&dân chủ ở cơ sở|kiểm tra&dân chủ cơ sở|kiểm tra&thực hiện dân chủ|giám sát&việc thực hiện quy chế dân chủ|giám sát&việc thực hiện qcdc|giám sát&việc thực hiện dân chủ", not: "thanh tra nhân dân|ttnd|mặt trận|mttq|đoàn thể|phản biện|cộng đồng|hđnd|hội đồng nhân dân"},
	{code: "QC03", nouns: "cuoc", near: "kiểm tra", not: "thanh tra nhân dân|ttnd|mặt trận|mttq|đoàn thể|phản biện|cộng đồng|hđnd|hội đồng nhân dân|đảng viên|chi bộ|chuyên đề|giám sát", topic: "dan_chu"},
	{code: "QC04", nouns: "cuoc", near: "quán triệt|tập huấn|tuyên truyền|phổ biến|học tập|bồi dưỡng", not: "đối thoại|họp dân|giám sát|tiếp xúc|họp ấp|họp khóm|họp thôn|cao điểm|xe|văn nghệ|nghề|lưu động"},
	{code: "QC05", nouns: "luot nguoi du", near: "dự|tham dự|tham gia|người dự|lượt|nghe", not: "đối thoại|họp dân|tiếp", topic: "quan_triet"},
	{code: "QC06", nouns: "ho", near: "quán triệt|phổ biến|tuyên truyền", not: "nghèo|cam kết|cận nghèo|dự", whole: "QC60a"},
	{code: "QC06", nouns: "ho", near: "quán triệt|phổ biến|tuyên truyền", not: "nghèo|cam kết|cận nghèo|dự"},
	{code: "QC07", nouns: "tin", near: "phát|đăng|truyền thanh|phát thanh|loa|trang|zalo|tuyên truyền|đưa|viết"},
	{code: "QC08", nouns: "noi_dung", near: "phải công khai|phải được công khai|cần công khai|thuộc diện công khai", not: "đã công khai"},
	{code: "QC09", nouns: "noi_dung", near: "công khai|niêm yết công khai|đã công khai", not: "đúng hạn|đúng thời hạn|chậm|trễ|lấy ý kiến|bàn", whole: "QC08"},
	{code: "QC09", nouns: "noi_dung", near: "đã công khai|công khai|niêm yết công khai", not: "phải công khai|phải được công khai|cần công khai|thuộc diện|đúng hạn|đúng thời hạn|chậm|trễ|lấy ý kiến|bàn|còn"},
	{code: "QC10", nouns: "noi_dung", near: "công khai&đúng hạn|công khai&đúng thời hạn|đúng thời hạn|đúng hạn", not: "chậm|trễ", topic: "cong_khai"},
	{code: "QC12", nouns: "luot lan", near: "niêm yết", topic: "cong_khai"},
	{code: "QC13", nouns: "luot lan", near: "loa|truyền thanh|phát thanh", topic: "cong_khai"},
	{code: "QC14", nouns: "luot lan", near: "trưởng ấp|trưởng khóm|trưởng thôn|trưởng bản|trưởng buôn|tổ trưởng|trưởng khu phố|trưởng khu dân cư|trưởng tdp", topic: "cong_khai"},
	{code: "QC15", nouns: "luot lan", near: "trang thông tin|trang tin|mạng xã hội|zalo|cổng thông tin|website|facebook", topic: "cong_khai"},
	{code: "QC16", nouns: "ap", near: "toàn xã có #|toàn phường có #|toàn thị trấn có #|xã có #|phường có #|thị trấn có #|gồm có #|gồm #|chia thành #|chia làm #|tổng số #|tổng số ấp|tổng số khóm|tổng số thôn|tổng số ấp khóm|tổng số tổ dân phố|tổng số bản|tổng số buôn|toàn xã hiện có #|xã hiện có #|phường hiện có #|địa bàn có #", not: "họp|tổ chức|xây dựng|thực hiện|được|đạt|đăng ký|hương ước|quy ước|nghèo|khó khăn"},
	{code: "QC17", nouns: "ap", near: "họp toàn thể|họp dân|họp nhân dân|tổ chức họp|đã họp|họp ấp|họp khóm|họp thôn|hội nghị toàn thể", not: "02 lần|2 lần|hai lần|xây dựng|quy ước", whole: "QC16"},
	{code: "QC17", nouns: "ap", near: "họp toàn thể|đã họp|hội nghị toàn thể|họp dân&01 lần|họp dân&1 lần", not: "02 lần|2 lần|hai lần|quy ước"},
	{code: "QC18", nouns: "ap", near: "họp&02 lần|họp&2 lần|họp&hai lần", whole: "QC16"},
	{code: "QC18", nouns: "ap", near: "họp&02 lần|họp&2 lần|họp&hai lần"},
	{code: "QC19", nouns: "cuoc", near: "họp dân|họp nhân dân|họp ấp|họp khóm|họp thôn|họp bản|họp buôn|họp làng|họp xóm|họp tổ dân phố|họp tdp|họp khu phố|họp khu dân cư|họp tổ nhân dân|họp toàn thể|họp cộng đồng dân cư|hội nghị thôn|hội nghị nhân dân|hội nghị cộng đồng dân cư|sinh hoạt nhân dân|họp các hộ dân|họp với nhân dân|cuộc họp # với nhân dân", not: "đối thoại|chi bộ|giao ban|ban chỉ đạo|tiếp xúc|giám sát"},
	{code: "QC19", nouns: "cuoc", near: "tổng cộng #|tổng số #|tổng cộng là #|tổng cộng có #", not: "đối thoại|chi bộ|giao ban|ban chỉ đạo|tiếp xúc|giám sát|kiểm tra|quán triệt|tuyên truyền|tập huấn", topic: "hop_dan"},
	{code: "QC20", nouns: "luot ho nguoi du", near: "dự|tham dự|tham gia|dự họp|lượt", not: "đối thoại|quán triệt|tập huấn|tiếp", topic: "hop_dan"},
	{code: "QC21", nouns: "noi_dung", near: "quyết định trực tiếp|bàn và quyết định|bàn quyết định|bàn bạc và quyết định|bàn bạc quyết định", not: "thẩm quyền|biểu quyết để|thông qua"},
	{code: "QC22", nouns: "noi_dung", near: "thông qua|đủ tỷ lệ|đồng thuận thông qua|tán thành", not: "nghị quyết|kỳ họp|hđnd", topic: "ban_quyet", whole: "QC21"},
	{code: "QC22", nouns: "noi_dung", near: "thông qua|đủ tỷ lệ|tán thành", not: "nghị quyết|kỳ họp|hđnd", topic: "ban_quyet"},
	{code: "QC23", nouns: "noi_dung", near: "biểu quyết&thẩm quyền|bàn&cấp có thẩm quyền"},
	{code: "QC24", nouns: "ban", near: "hiệu lực|được công nhận|công nhận|đang thực hiện|còn hiệu lực", not: "sửa đổi|bổ sung|xây dựng mới|đang xây dựng|trình", whole: "QC16"},
	{code: "QC24", nouns: "ban", near: "hiệu lực|được công nhận|công nhận", not: "sửa đổi|bổ sung|xây dựng mới|trình"},
	{code: "QC25", nouns: "noi_dung", near: "lấy ý kiến|tham gia ý kiến|góp ý|xin ý kiến", not: "tiếp thu|công khai|phản biện"},
	{code: "QC26", nouns: "y_kien", near: "tham gia|đóng góp|góp ý|ghi nhận|nhận được|có #|thu được|với #|tổng hợp|tiếp nhận", not: "tiếp thu|giải quyết|trả lời|đối thoại|cử tri|giám sát", topic: "gop_y"},
	{code: "QC27", nouns: "y_kien", near: "tiếp thu", not: "đối thoại|cử tri|giám sát", topic: "gop_y", whole: "QC26"},
	{code: "QC27", nouns: "y_kien", near: "tiếp thu", not: "đối thoại|cử tri|giám sát", topic: "gop_y"},
	{code: "QC28", nouns: "cong_trinh", near: "nhân dân đóng góp|dân đóng góp|đóng góp|vận động|huy động|nhân dân làm|dân góp|cùng làm|nhà nước và nhân dân|nhân dân và nhà nước", not: "giám sát|trên địa bàn|thi đua|chào mừng|thanh niên", void: "other"},
	{code: "QC28", nouns: "cong_trinh", near: "làm #|làm được #|làm mới #|xây dựng #|xây dựng được #|xây mới #|sửa chữa #|nâng cấp #|thi công #|thực hiện #", not: "giám sát|trên địa bàn|thi đua|chào mừng|thanh niên", topic: "dan_gop", void: "other"},
	{code: "QC29", nouns: "dong", near: "tổng giá trị|tổng kinh phí|tổng số tiền|tổng vốn|tổng trị giá|tổng nguồn|tổng nguồn lực|tổng mức|huy động #|huy động được #|vận động #|vận động được #|huy động&tổng|trị giá", not: "ngân sách|nhân dân đóng góp|dân đóng góp|dân góp|nhà nước|doanh nghiệp|nguồn khác|mạnh thường quân|nhà hảo tâm|thu hồi|tiết kiệm|quà|học bổng|quỹ|vay|thu ngân sách|hỗ trợ|giảm trừ|mỗi", topic: "dong_gop", void: "other"},
	{code: "QC30", nouns: "dong", near: "nhân dân đóng góp|dân góp|dân đóng góp|nhân dân góp|bà con góp|bà con đóng góp|bà con ủng hộ|bà con tự nguyện góp|người dân góp|các hộ dân góp|hộ dân đóng góp|các hộ góp|dân tự góp|nhân dân góp tiền|nhân dân đóng góp tiền|nhân dân đối ứng|dân đối ứng|nhân dân đóng góp bằng tiền|người dân đóng góp|vốn dân|nhân dân tự nguyện đóng góp|nhân dân ủng hộ|vốn nhân dân", not: "ngân sách|tổng giá trị|ngày công|tổng kinh phí|nhà nước", void: "other"},
	{code: "QC30", nouns: "dong", near: "tiền mặt|bằng tiền", not: "ngân sách|tổng giá trị|tổng kinh phí|nhà nước|doanh nghiệp|mạnh thường quân|nhà hảo tâm|nguồn khác|tài trợ|thu hồi|hỗ trợ", topic: "dan_gop", void: "other"},
	{code: "QC30", nouns: "dong", near: "nhân dân #|bà con #|người dân #|các hộ dân #|bà con&đóng góp|bà con&góp|người dân&đóng góp|người dân&góp|nhân dân&đóng góp|nhân dân&góp|hộ dân&đóng góp|hộ dân&góp", not: "ngân sách|tổng giá trị|tổng kinh phí|nhà nước|doanh nghiệp|mạnh thường quân|nhà hảo tâm|nguồn khác|tài trợ|thu hồi|hỗ trợ|cho|giúp|tặng|ngày công", topic: "dong_gop", void: "other"},
	{code: "QC31", nouns: "dong", near: "ngân sách|nhà nước hỗ trợ|vốn nhà nước|nhà nước", not: "thu ngân sách|dân đóng góp|dân góp|thu hồi|tiết kiệm|tổng", topic: "dong_gop", void: "other"},
	{code: "QC32", nouns: "ngay_cong", near: "", not: "mỗi"},
	{code: "QC33", nouns: "dong", near: "nguồn khác|doanh nghiệp|mạnh thường quân|nhà hảo tâm|các nguồn khác|xã hội hóa|tài trợ|các nguồn hợp pháp khác|nguồn vốn khác|vốn khác", not: "dân đóng góp|dân góp|ngân sách|tổng|quà|học bổng", topic: "dong_gop", void: "other"},
	{code: "QC34", nouns: "m2", near: "hiến|hiến đất"},
	{code: "QC35", nouns: "cuoc", near: "đối thoại", not: "bí thư|cấp ủy|đảng ủy|doanh nghiệp|thanh niên|mặt trận|mttq|hội nông dân|phụ nữ|chi bộ|dự|hợp tác xã", topic: "chinh"},
	{code: "QC36", nouns: "cuoc", near: "đối thoại&bí thư|đối thoại&cấp ủy|đối thoại&đảng ủy", not: "chính quyền|ubnd|ủy ban nhân dân"},
	{code: "QC36", nouns: "cuoc", near: "đối thoại", not: "chính quyền|ubnd|ủy ban nhân dân|doanh nghiệp|thanh niên|mặt trận|mttq|hội nông dân|phụ nữ", topic: "cap_uy"},
	{code: "QC37", nouns: "luot nguoi du", near: "dự|tham dự|tham gia|lượt", not: "họp dân|quán triệt|tập huấn|tiếp", topic: "doi_thoai"},
	{code: "QC38", nouns: "y_kien", near: "nêu|phát biểu|ghi nhận|đặt|có #|với #|tiếp nhận|phản ánh|tham gia|đóng góp|nhận được|tại đối thoại|đề xuất", not: "trả lời|giải quyết|tiếp thu|cử tri|giải đáp|giám sát", topic: "doi_thoai"},
	{code: "QC39", nouns: "y_kien", near: "trả lời|giải quyết|giải đáp|làm rõ", not: "cử tri|giám sát", topic: "doi_thoai", whole: "QC38"},
	{code: "QC39", nouns: "y_kien", near: "trả lời|giải quyết|giải đáp|làm rõ", not: "cử tri|giám sát|nêu", topic: "doi_thoai"},
	{code: "QC40a", nouns: "luot", near: "tiếp #|tiếp công dân|tiếp dân|tiếp được #|đã tiếp|tiếp thường xuyên|tiếp định kỳ|lượt công dân", not: "đối thoại|dự|tiếp nhận"},
	{code: "QC40a", nouns: "luot", near: "", not: "đối thoại|dự|tiếp nhận|đoàn đông người|đột xuất|định kỳ|thường xuyên", topic: "tiep_dan"},
	{code: "QC40b", nouns: "nguoi", near: "tiếp #|tiếp công dân|tiếp dân|được tiếp|tiếp được #|với #|có #|lượt # người|lượt # công dân|lượt # người dân", not: "đối thoại|dự|tập huấn|quán triệt", topic: "tiep_dan"},
	{code: "QC40c", nouns: "vu", near: "", not: "hòa giải|giám sát|phát hiện|xử lý|giải quyết", topic: "tiep_dan"},
	{code: "QC40b", nouns: "nguoi", near: "đến khiếu nại|đến phản ánh|đến kiến nghị|đến tố cáo|đến trình bày", not: "đối thoại|dự|tập huấn|quán triệt"},
	{code: "QC41", nouns: "don", near: "tồn kỳ trước|kỳ trước|tồn từ kỳ trước|năm trước chuyển sang|chuyển sang|tồn # đơn kỳ trước|kỳ trước chuyển|tồn năm trước|tồn đầu kỳ|tồn từ năm trước", not: "cuối kỳ|giải quyết|tiếp nhận|chuyển sang kỳ sau|kỳ sau"},
	{code: "QC42", nouns: "don", near: "tiếp nhận|nhận được|nhận #|phát sinh|nhận mới|nhận trong kỳ|tiếp nhận mới", not: "tồn|giải quyết|thẩm quyền|kỳ trước|đủ điều kiện|xử lý|chuyển"},
	{code: "QC43", nouns: "don", near: "giải quyết|giải quyết xong|xử lý xong|xử lý dứt điểm", not: "đang|còn|thẩm quyền|tiếp nhận|nhận"},
	{code: "QC44", nouns: "don", near: "chưa giải quyết|đang giải quyết|còn tồn|còn lại|còn #|tồn cuối kỳ|đang xem xét|chuyển kỳ sau|chuyển sang kỳ sau|đang xác minh|chưa giải quyết xong", not: "tiếp nhận", lacking: true},
	{code: "QC46", nouns: "cuoc", near: "giám sát|kiểm tra", topic: "ttnd"},
	{code: "QC47", nouns: "vu", near: "phát hiện", not: "kiến nghị|xử lý", topic: "ttnd"},
	{code: "QC48a", nouns: "vu y_kien", near: "kiến nghị|đề nghị", not: "xử lý|được giải quyết|khắc phục|phát hiện", topic: "ttnd"},
	{code: "QC48b", nouns: "vu y_kien", near: "xử lý|giải quyết|khắc phục", not: "phát hiện", topic: "ttnd", whole: "QC48a"},
	{code: "QC48b", nouns: "vu y_kien", near: "xử lý|giải quyết|khắc phục", not: "phát hiện", topic: "ttnd"},
	{code: "QC49", nouns: "cong_trinh", near: "trên địa bàn", not: "giám sát #|giám sát được|đóng góp|vận động"},
	{code: "QC50", nouns: "cong_trinh", near: "giám sát", topic: "gsdt", whole: "QC49"},
	{code: "QC50", nouns: "cong_trinh", near: "giám sát", topic: "gsdt"},
	{code: "QC51a", nouns: "y_kien", near: "kiến nghị|có #|nêu|đề xuất|phát hiện", not: "tiếp thu|khắc phục|giải quyết", topic: "gsdt"},
	{code: "QC51b", nouns: "y_kien", near: "tiếp thu|khắc phục", topic: "gsdt", whole: "QC51a"},
	{code: "QC51b", nouns: "y_kien", near: "tiếp thu|khắc phục", topic: "gsdt"},
	{code: "QC52a", nouns: "dong", near: "thu hồi|giảm trừ", not: "tổng mức đầu tư|kiến nghị thu hồi|đề nghị thu hồi|phải thu hồi"},
	{code: "QC52b", nouns: "m2", near: "thu hồi"},
	{code: "QC53", nouns: "cuoc", near: "giám sát|phản biện", not: "thanh tra nhân dân|ttnd|cộng đồng|hđnd", topic: "mttq"},
	{code: "QC54", nouns: "vu", near: "tiếp nhận|nhận #|thụ lý|phát sinh|nhận được|hòa giải #|hòa giải được #|đưa ra hòa giải|tổ chức hòa giải|tổng số|có # vụ hòa giải|có # vụ việc hòa giải|có # cuộc hòa giải", not: "thành|giám sát|đang", topic: "hoa_giai"},
	{code: "QC55", nouns: "vu", near: "hòa giải thành|thành #|hòa giải thành công|thành|thành công", not: "giám sát", topic: "hoa_giai", whole: "QC54"},
	{code: "QC55", nouns: "vu", near: "hòa giải thành|thành #|hòa giải thành công|hòa giải # thành|thành|thành công", not: "tiếp nhận|giám sát", topic: "hoa_giai"},
	{code: "QC56", nouns: "mo_hinh", near: "đăng ký", not: "công nhận|tiêu biểu|nhân rộng|duy trì|tập thể|cá nhân", topic: "dan_van"},
	{code: "QC57", nouns: "mo_hinh", near: "công nhận", not: "thị xã|huyện|tỉnh|thành phố|cấp trên|tiêu biểu|nhân rộng|đề nghị|đăng ký #|tập thể|cá nhân", topic: "dan_van", whole: "QC56"},
	{code: "QC57", nouns: "mo_hinh", near: "công nhận", not: "thị xã|huyện|tỉnh|thành phố|cấp trên|tiêu biểu|nhân rộng|đề nghị|đăng ký|tập thể|cá nhân", topic: "dan_van"},
	{code: "QC58a", nouns: "mo_hinh", near: "công nhận&thị xã|công nhận&huyện|công nhận&tỉnh|công nhận&cấp trên|công nhận&thành phố", not: "đề nghị|tiêu biểu|nhân rộng"},
	{code: "QC58b", nouns: "mo_hinh", near: "tiêu biểu", not: "đăng ký|nhân rộng|đề nghị", topic: "dan_van"},
	{code: "QC58c", nouns: "mo_hinh", near: "nhân rộng", not: "đăng ký", topic: "dan_van"},
	{code: "QC59a", nouns: "ho_so", near: "đúng và trước hạn|đúng hạn và trước hạn|trước và đúng hạn|đúng trước hạn|trước hạn và đúng hạn|trước đúng hạn|đúng hạn trước hạn|trước hạn đúng hạn|đúng hạn|đúng thời hạn", not: "trễ|quá hạn|tiếp nhận", whole: "QC59b"},
	{code: "QC59a", nouns: "ho_so", near: "đúng và trước hạn|đúng hạn và trước hạn|trước và đúng hạn|đúng trước hạn|trước hạn và đúng hạn|trước đúng hạn|đúng hạn trước hạn|trước hạn đúng hạn|đúng hạn|đúng thời hạn", not: "trễ|quá hạn|tiếp nhận"},
	{code: "QC59b", nouns: "ho_so", near: "giải quyết|đã giải quyết", not: "đúng|trước hạn|trễ|quá hạn|đang|tiếp nhận"},
	{code: "QC59b", nouns: "ho_so", near: "tiếp nhận và giải quyết|tiếp nhận giải quyết|tiếp nhận và trả kết quả|tiếp nhận và giải quyết xong|tiếp nhận và xử lý xong", not: "đúng|trước hạn|trễ|quá hạn|đang|còn"},
	{code: "QC60a", nouns: "ho", near: "toàn xã có #|toàn phường có #|xã có #|phường có #|tổng số #|tổng số hộ|dân số|gồm #|với #&nhân khẩu|toàn thị trấn có #|bản với #|thôn với #|ấp với #|khóm với #|buôn với #|tổ dân phố với #|khu phố với #|thôn buôn với #|ấp khóm với #|bản gồm #|thôn gồm #|ấp gồm #|khóm gồm #", not: "nghèo|dự|họp|đăng ký|được|đạt|ký|tham gia|vay|hiến|hỗ trợ|văn hóa"},
	{code: "QC60b", nouns: "nguoi khau", near: "nhân khẩu|dân số|khẩu", not: "dự|tham gia|tiếp|nghèo"},
	{code: "QC61", nouns: "y_kien", near: "tiếp nhận|có #|ghi nhận|tổng hợp|kiến nghị|nêu|nhận được|phản ánh", not: "giải quyết|trả lời|giám sát", topic: "cu_tri"},
	{code: "QC62", nouns: "y_kien", near: "giải quyết|trả lời", not: "tiếp nhận", topic: "cu_tri", whole: "QC61"},
	{code: "QC62", nouns: "y_kien", near: "giải quyết|trả lời", not: "tiếp nhận", topic: "cu_tri"},

	// What looks like one of the above and is not.
	{nouns: "luot ho nguoi du", near: "dự|tham dự|tham gia|lượt", topic: "other"},
	{nouns: "luot nguoi du", near: "dự|tham dự|tham gia|lượt", topic: "cu_tri"},
	{nouns: "dong", near: "", topic: "other"},
	{nouns: "cuoc", near: "giám sát", topic: "hdnd"},
	{nouns: "cuoc", near: "giám sát", topic: "gsdt"},
	{nouns: "y_kien", near: "", topic: "mttq"},
}
