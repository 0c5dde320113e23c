package ingest

// guideLines are sheet HuongDan: headings and the paragraphs under them.
var guideLines = []struct{ head, text string }{
	{head: "Biểu này dùng để làm gì"},
	{text: "Một tệp là một báo cáo của một đơn vị cho một kỳ. Tên đơn vị và kỳ đã điền sẵn, không chép sang tệp của đơn vị khác hoặc kỳ khác. Điền xong thì lưu (giữ đuôi .xlsx) và gửi kèm báo cáo bằng văn bản."},
	{head: "Điền theo thứ tự"},
	{text: "1. Sheet BaoCao: số, ký hiệu; ngày ký; số liệu từ ngày, đến ngày (ngày chốt số liệu); người ký."},
	{text: "2. Sheet NhiemVu: mỗi nhiệm vụ trong kế hoạch của đơn vị là một dòng. Nhiệm vụ có số lượng thì ghi Kế hoạch và Thực hiện, cột Tỷ lệ tự tính. Nhiệm vụ không đo bằng số lượng thì chọn Trạng thái; nếu đang thực hiện thì ghi thêm Tiến độ (%)."},
	{text: "3. Cột Nhiệm vụ cấp trên ghi số mục trong kế hoạch cấp trên mà nhiệm vụ của đơn vị thực hiện (ví dụ II.3) và chọn Mức bao phủ. Để trống cả hai nếu là sáng kiến của đơn vị."},
	{text: "4. Sheet NhiemVuAp (nếu có): số liệu của từng ấp, khóm cho những nhiệm vụ giao đến ấp, khóm."},
	{text: "5. Sheet ChiTieu: ghi số liệu trong kỳ vào cột Kỳ này. Cột Kỳ trước chỉ để đối chiếu. Chỉ tiêu có nền xám do biểu tự tính."},
	{head: "Cách ghi số"},
	{text: "Chỉ ghi số, không ghi chữ hay đơn vị tính trong ô số. Đúng đơn vị tính của dòng: tiền ghi bằng đồng (45.000.000, không ghi 45 triệu), đất ghi bằng m² (1 công bằng 1.000 m², 1 ha bằng 10.000 m²)."},
	{text: "Không có việc phát sinh thì ghi 0. Chưa có số liệu thì để trống, không ghi “x” hoặc “-”. Ô trống nghĩa là chưa báo cáo, không phải bằng 0."},
	{text: "Ngày ghi dạng ngày/tháng/năm, ví dụ 07/05/2024."},
	{head: "Trạng thái của nhiệm vụ"},
	{text: "Hoàn thành: xong toàn bộ. Hoàn thành vượt: vượt kế hoạch. Đang thực hiện: đã bắt đầu, chưa xong. Chưa thực hiện: chưa bắt đầu. Không phát sinh: trong kỳ không có việc để làm. Không áp dụng: đơn vị không thuộc đối tượng. Hai mục sau cần một câu nêu lý do ở cột Ghi chú."},
	{head: "Khi gửi"},
	{text: "Chương trình kiểm tra ngay khi nhận và báo tất cả các chỗ cần sửa hoặc cần hỏi, kèm tên sheet và ô. Số bất hợp lý (ví dụ số đơn đã giải quyết lớn hơn số đơn tồn và số đơn mới nhận) phải sửa; số khác thường nhưng đúng thì ghi lý do ở cột Ghi chú."},
	{text: "Không đổi tên sheet, không xóa hoặc chèn cột, không đặt mật khẩu mở tệp. Các ô nền xám và tiêu đề đã khóa để tránh sửa nhầm."},
}

func (b *templateBuilder) writeGuide() {
	b.heading(sheetGuide, 1, "HƯỚNG DẪN ĐIỀN BIỂU BÁO CÁO")
	const width = 120
	row := rowSubtitle + 2
	for _, l := range guideLines {
		text, style := l.text, b.style.guide
		if l.head != "" {
			text, style = l.head, b.style.guideHead
		}
		b.put(sheetGuide, 1, row, text)
		b.fill(sheetGuide, style, 1, row, 1, row)
		height := float64(20 + 15*(len([]rune(text))/(width+10)))
		if l.head != "" {
			height = 24
		}
		b.do(b.f.SetRowHeight(sheetGuide, row, height))
		row++
	}
	b.widths(sheetGuide, width)
}
