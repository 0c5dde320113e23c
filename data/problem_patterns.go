package data

type problemPattern struct{ vi, en string }

// problemPatterns has one sentence a code and language: what, where, why, how
// to mend it. {what}, {got}, {want}, {where}… are filled from the problem.
var problemPatterns = map[string]problemPattern{
	// the file as a whole
	"empty":           {"Tệp “{name}” rỗng (0 byte). Đề nghị mở lại tệp gốc, lưu và gửi lại.", "The file “{name}” is empty (0 bytes). Open the original, save it and send it again."},
	"wrong_extension": {"Tên tệp “{name}” có đuôi {got} nhưng nội dung là {want}. Chương trình đọc theo nội dung; đề nghị lưu lại với đúng đuôi tệp.", "The file “{name}” has the extension {got}, but its content is {want_en}. It is read by its content; save it with the right extension."},
	"damaged":         {"Tệp “{name}” bị hỏng ({where}: {why}). Đề nghị mở bằng Word, Excel hoặc LibreOffice, lưu thành tệp mới rồi gửi lại.", "The file “{name}” is damaged ({where_en}: {why_en}). Open it in Word, Excel or LibreOffice, save a new copy and send that."},
	"encrypted":       {"Tệp “{name}” có mật khẩu nên không đọc được. Đề nghị bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi gửi lại.", "The file “{name}” is password-protected and cannot be read. Remove the password (File → Info → Protect) and send it again."},
	"not_supported":   {"Tệp “{name}” là {got}, chương trình chưa đọc được loại này. {advice}", "The file “{name}” is {got_en}, which cannot be read. {advice_en}"},
	"too_large":       {"Tệp “{name}” quá lớn: {got}, giới hạn là {want}. Đề nghị xóa các vùng trống, hình ảnh không cần thiết rồi lưu lại.", "The file “{name}” is too large: {got_en}, the limit is {want_en}. Remove empty areas and pictures that are not needed and save it again."},
	"wrong_template":  {"Biểu mẫu trong tệp là “{got}”, chương trình cần “{want}”. Đề nghị tải biểu mẫu mới của đơn vị và kỳ này, chép số liệu sang.", "The template in the file is “{got}”, the program needs “{want}”. Download the current template for this unit and period and copy the figures over."},
	"duplicate_file":  {"Tệp “{name}” đã nhận lúc {at} (biên nhận {receipt}); không ghi thành báo cáo thứ hai.", "The file “{name}” was received at {at} (receipt {receipt}); it is not recorded as a second report."},
	"scan":            {"Tệp “{name}” là ảnh chụp, không có chữ để đọc. Đề nghị gửi tệp Word hoặc Excel gốc.", "The file “{name}” is a picture with no text to read. Send the original Word or Excel file."},
	"ocr_text":        {"Chữ trong tệp “{name}” do máy nhận dạng từ ảnh chụp nên có thể sai. Đề nghị gửi tệp Word hoặc Excel gốc, hoặc đối chiếu kỹ từng số.", "The text of “{name}” was recognised from a picture by a machine and may be wrong. Send the original Word or Excel file, or check every figure."},
	"scanned_pages":   {"Trang {pages} của tệp “{name}” là ảnh chụp nên không đọc được; các trang khác đã đọc. Đề nghị gửi tệp Word hoặc Excel gốc nếu ở đó có số liệu.", "Page {pages} of “{name}” is a picture and was not read; the other pages were. Send the original Word or Excel file if figures stand there."},
	"split_font":      {"Chữ trong tệp “{name}” bị tách rời nên có thể đọc sai. Đề nghị gửi tệp Word hoặc Excel gốc.", "The text of “{name}” is split between fonts and may be misread. Send the original Word or Excel file."},
	"legacy_encoding": {"Tệp dùng bảng mã cũ {got}; đã chuyển sang Unicode. Đề nghị xem lại chữ có dấu ở bản đã chuyển.", "The file uses the old encoding {got_en}; it was converted to Unicode. Look at the accented words of the converted text."},
	"tracked_changes": {"Tệp còn dấu vết sửa chưa chấp nhận ({got} chỗ); đã đọc theo bản sau khi sửa. Đề nghị chấp nhận hết các sửa đổi trước khi gửi.", "The file has tracked changes ({got} places); the text after the changes was read. Accept all changes before sending."},
	"embedded":        {"{where}: {what} nhúng trong tệp nên chương trình không đọc được. Đề nghị chuyển thành bảng hoặc chữ thường ngay trong văn bản, lưu rồi gửi lại.", "{where}: {what_en} is embedded in the file and cannot be read. Turn it into a table or text of the document itself, save it and send it again."},
	"hidden_content":  {"{what} đang ẩn, chương trình không lấy số liệu ở đó. Nếu cần, đề nghị bỏ ẩn rồi gửi lại.", "{what} is hidden and no figures were taken from it. Unhide it and send again if they count."},
	// who and when
	"unknown_unit":      {"Không tìm thấy đơn vị “{got}” trong danh sách đơn vị ngày {on}. {advice}", "No unit “{got}” in the list of units of {on}. {advice_en}"},
	"unit_mismatch":     {"Tệp ghi đơn vị “{got}” nhưng người gửi là “{want}”. Đề nghị kiểm tra lại tệp.", "The file names the unit “{got}” but the sender is “{want}”. Check the file."},
	"unknown_period":    {"Không tìm thấy kỳ báo cáo “{got}”. Các kỳ đang có: {want}.", "No reporting period “{got}”. Known periods: {want}."},
	"unit_not_expected": {"{got} không phải nộp báo cáo kỳ {period}: {why}.", "{got} does not owe a report for {period}: {why}."},
	"no_kind":           {"Không nhận ra tệp “{name}” là kế hoạch hay báo cáo. Đề nghị dùng biểu mẫu của chương trình, hoặc ghi rõ tên loại văn bản ở đầu.", "It cannot be told whether “{name}” is a plan or a report. Use the program's template, or state the kind of document at the top."},
	// values
	"missing_required":     {"{where}: thiếu {what}. Đề nghị điền rồi gửi lại.", "{where}: {what} is missing. Fill it in and send again."},
	"not_a_number":         {"{where}: “{got}” không phải là số. Đề nghị chỉ ghi số, ví dụ 12 hoặc 1.234,5; để trống nếu không có số liệu.", "{where}: “{got}” is not a number. Write digits only, such as 12 or 1.234,5; leave the cell empty if there is no figure."},
	"ambiguous_number":     {"{where}: “{got}” có thể là {a} hoặc {b}. Đề nghị ghi lại theo kiểu Việt Nam: dấu chấm ngăn hàng nghìn, dấu phẩy là thập phân.", "{where}: “{got}” may be {a} or {b}. Write it the Vietnamese way: full stop for thousands, comma for decimals."},
	"negative":             {"{where}: {what} là {got}, số đếm không thể âm. Đề nghị kiểm tra lại.", "{where}: {what} is {got}; a count cannot be negative. Check it."},
	"out_of_range":         {"{where}: {what} là {got}, ngoài khoảng thường gặp {want}. Nếu đúng, đề nghị ghi lý do; nếu không, sửa lại.", "{where}: {what} is {got}, outside the usual range {want}. Give the reason if it is right, otherwise mend it."},
	"date_suspect":         {"{where}: ngày “{got}” {why}. Đề nghị ghi lại dạng ngày/tháng/năm, ví dụ 09/05/2024.", "{where}: the date “{got}” {why_en}. Write it as day/month/year, such as 09/05/2024."},
	"part_over_whole":      {"{where}: {part} ({got}) lớn hơn {whole} ({want}). Phần không thể lớn hơn toàn bộ; đề nghị kiểm tra cả hai số.", "{where}: {part} ({got}) is larger than {whole} ({want}). A part cannot exceed the whole; check both figures."},
	"sum_mismatch":         {"{where}: {what} ghi {got}, cộng các phần được {want}. Đề nghị kiểm tra và xác nhận số đúng.", "{where}: {what} says {got}, its parts add up to {want}. Check and confirm the right figure."},
	"contradiction":        {"{where}: {what} ghi {got}, chỗ khác ({other}) ghi {want}. Đề nghị kiểm tra và xác nhận số đúng.", "{where}: {what} says {got}, elsewhere ({other}) {want}. Check and confirm the right figure."},
	"unit_suspect":         {"{where}: {what} là {got} {unit}, có thể đã nhầm đơn vị tính ({why}). Đề nghị kiểm tra.", "{where}: {what} is {got} {unit}; the unit of measure may be wrong ({why_en}). Check it."},
	"copied_from_previous": {"{got} trong {want} chỉ tiêu trùng với kỳ trước. Có thể do tình hình không đổi; đề nghị xác nhận đã cập nhật đến ngày chốt số liệu.", "{got} of {want} indicators are the same as in the previous period. The situation may not have changed; confirm that the figures are up to date."},
	"status_contradiction": {"{where}: nhiệm vụ {what} ghi “{got}” nhưng kết quả đạt {want}. Đề nghị kiểm tra trạng thái hoặc số liệu.", "{where}: task {what} says “{got}” but its figures reach {want}. Check the status or the figures."},
	"reason_missing":       {"{where}: nhiệm vụ {what} ghi “{got}”, cần một câu nêu lý do ở cột Ghi chú.", "{where}: task {what} says “{got}”; a sentence with the reason is needed in the Notes column."},
	"unmapped_column":      {"{where}: cột “{got}” không có trong biểu mẫu nên không được đọc. Đề nghị chuyển số liệu sang đúng cột.", "{where}: the column “{got}” is not in the template and was not read. Move its figures to the right column."},
	"unknown_row":          {"{where}: mã “{got}” không có trong danh mục nên không được đọc. Đề nghị giữ nguyên cột mã của biểu mẫu.", "{where}: the code “{got}” is not in the catalogue and was not read. Leave the template's code column as it is."},
	"unknown_word":         {"{where}: “{got}” không thuộc danh sách cho phép ({want}). Đề nghị chọn lại trong danh sách.", "{where}: “{got}” is not in the allowed list ({want}). Choose from the list."},
	"duplicate_row":        {"{where}: {what} đã ghi ở {other}. Đề nghị chỉ giữ một dòng.", "{where}: {what} already stands at {other}. Keep one row only."},
	"merged_figure":        {"{where}: số “{got}” nằm trong ô gộp của nhiều dòng nên không rõ thuộc dòng nào. Đề nghị bỏ gộp ô và ghi số vào đúng dòng.", "{where}: the figure “{got}” stands in a cell merged over several rows, so it is unclear whose it is. Unmerge the cells and write the figure in its own row."},
	"not_computed":         {"{where}: công thức chưa được tính nên không có kết quả. Đề nghị mở tệp bằng Excel, lưu lại rồi gửi.", "{where}: the formula has no computed result. Open the file in Excel, save it and send it."},
	"not_whole":            {"{where}: {what} là {got}, số đếm phải là số nguyên. Đề nghị kiểm tra lại.", "{where}: {what} is {got}; a count must be a whole number. Check it."},
	"spelling":             {"{where}: “{got}” có thể viết sai, thường viết “{want}”.", "{where}: “{got}” may be misspelt, usually “{want}”."},
}
