package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"danbiet/data"
)

// The workbook has one description, from which WriteTemplate builds it and by
// which readWorkbook and readCSV find their columns. A column is found by its
// machine key (hidden row 3), then by its header or one of the header's
// synonyms, so that a workbook typed by hand is read too.

// TemplateName is what the workbook calls itself in its hidden sheet.
const TemplateName = "danbiet-bao-cao"

// Names of the sheets.
const (
	sheetGuide      = "HuongDan"
	sheetHead       = "BaoCao"
	sheetTasks      = "NhiemVu"
	sheetAps        = "NhiemVuAp"
	sheetIndicators = "ChiTieu"
	sheetLists      = "_dm"
	sheetMeta       = "_meta"
)

// Rows of a table sheet.
const (
	rowTitle    = 1
	rowSubtitle = 2
	rowKeys     = 3
	rowHeaders  = 4
	rowFirst    = 5
)

type cellKind int

const (
	kindText    cellKind = iota
	kindNumber           // at least 0
	kindPercent          // 0 to 100
	kindDate
	kindList // one of the words of a list
	kindLocked
	kindRatio // locked formula
)

type column struct {
	key      string
	title    string
	synonyms []string // further headers, compared by headerKey
	kind     cellKind
	list     string // of kindList
	width    float64
	note     string // shown when a cell of the column is entered
}

type sheetSchema struct {
	name    string
	title   string
	columns []column
	needs   [][]string // a header row must have one of each group to be this table
	spare   int        // empty rows for the clerk below the prefilled ones
}

// The lists of the drop-downs: word shown, code stored.
type word struct{ vi, code string }

var (
	statusWords = []word{
		{"Hoàn thành", string(data.StatusDone)},
		{"Hoàn thành vượt", string(data.StatusDoneAbove)},
		{"Đang thực hiện", string(data.StatusInProgress)},
		{"Chưa thực hiện", string(data.StatusNotStarted)},
		{"Không phát sinh", string(data.StatusNothingArose)},
		{"Không áp dụng", string(data.StatusNotApplicable)},
	}
	coverageWords = []word{{"Toàn bộ", "full"}, {"Một phần", "partial"}, {"Không", "none"}}
	typeWords     = []word{
		{"Theo trạng thái", "status"},
		{"Càng nhiều càng tốt", "higher"},
		{"Càng ít càng tốt", "lower"},
		{"Trong khoảng", "range"},
		{"Có/không", "binary"},
	}
	yesNoWords = []word{{"Có", "1"}, {"Không", "0"}}
)

func wordOf(words []word, code string) string {
	for _, w := range words {
		if w.code == code {
			return w.vi
		}
	}
	return code
}

func wordsShown(words []word) string {
	shown := make([]string, len(words))
	for i, w := range words {
		shown[i] = w.vi
	}
	return strings.Join(shown, ", ")
}

var taskSheet = sheetSchema{
	name: sheetTasks, title: "KẾT QUẢ THỰC HIỆN NHIỆM VỤ", spare: 15,
	needs: [][]string{{"task_code"}, {"status", "actual", "progress"}},
	columns: []column{
		{key: "task_code", title: "Mã nhiệm vụ", synonyms: []string{"Mã", "Mã số", "Số mục", "Ký hiệu nhiệm vụ"}, width: 10, note: "Số mục trong kế hoạch của đơn vị, ví dụ II.1"},
		{key: "text", title: "Nội dung", synonyms: []string{"Nội dung nhiệm vụ", "Nhiệm vụ", "Tên nhiệm vụ"}, width: 40},
		{key: "town_task", title: "Nhiệm vụ cấp trên", synonyms: []string{"Mã nhiệm vụ cấp trên", "Nhiệm vụ của thị xã", "Nhiệm vụ kế hoạch cấp trên"}, width: 11, note: "Số mục trong kế hoạch cấp trên mà nhiệm vụ này thực hiện, ví dụ II.3; để trống nếu là sáng kiến của đơn vị"},
		{key: "coverage", title: "Mức bao phủ", synonyms: []string{"Mức độ bao phủ"}, kind: kindList, list: "coverage", width: 11},
		{key: "responsible", title: "Chủ trì", synonyms: []string{"Đơn vị chủ trì", "Cơ quan chủ trì", "Người chủ trì", "Phụ trách"}, width: 17},
		{key: "type", title: "Loại", synonyms: []string{"Loại nhiệm vụ", "Cách đo"}, kind: kindList, list: "type", width: 17},
		{key: "unit", title: "Đơn vị tính", synonyms: []string{"ĐVT", "Đơn vị"}, width: 10},
		{key: "start", title: "Bắt đầu", synonyms: []string{"Ngày bắt đầu", "Từ ngày"}, kind: kindDate, width: 12},
		{key: "due", title: "Hạn", synonyms: []string{"Hạn hoàn thành", "Thời hạn", "Đến ngày", "Ngày hoàn thành"}, kind: kindDate, width: 12},
		{key: "target", title: "Kế hoạch", synonyms: []string{"Chỉ tiêu kế hoạch", "Chỉ tiêu", "KH"}, kind: kindNumber, width: 11},
		{key: "actual", title: "Thực hiện", synonyms: []string{"Kết quả", "Kết quả thực hiện", "TH", "Đã thực hiện"}, kind: kindNumber, width: 11},
		{key: "progress", title: "Tiến độ (%)", synonyms: []string{"Tiến độ", "% hoàn thành", "Phần trăm hoàn thành"}, kind: kindPercent, width: 9, note: "Dành cho nhiệm vụ không đo bằng số lượng: ghi từ 0 đến 100"},
		{key: "ratio", title: "Tỷ lệ", synonyms: []string{"Tỷ lệ (%)", "TH/KH", "Đạt tỷ lệ"}, kind: kindRatio, width: 8},
		{key: "status", title: "Trạng thái", synonyms: []string{"Tình trạng", "Trạng thái thực hiện", "Kết quả (trạng thái)"}, kind: kindList, list: "status", width: 18},
		{key: "weight", title: "Trọng số", synonyms: []string{"Hệ số"}, kind: kindNumber, width: 8, note: "Ghi cho tất cả các nhiệm vụ hoặc để trống tất cả"},
		{key: "evidence", title: "Căn cứ", synonyms: []string{"Minh chứng", "Tài liệu minh chứng", "Hồ sơ minh chứng", "Loại minh chứng", "Sản phẩm", "Văn bản"}, width: 20},
		{key: "note", title: "Ghi chú", synonyms: []string{"Lý do", "Giải trình"}, width: 24, note: "Bắt buộc một câu nêu lý do khi chọn “Không phát sinh” hoặc “Không áp dụng”"},
		{key: "milestones", title: "Mốc tiến độ", synonyms: []string{"Mốc", "Các mốc", "Các mốc tiến độ", "Mốc hoàn thành"}, width: 24, note: "Đến ngày nào phải xong bao nhiêu phần, ví dụ 30/6: 40%; 31/12: 100%. Để trống thì tiến độ dự kiến tăng đều từ ngày bắt đầu đến hạn"},
	},
}

var apSheet = sheetSchema{
	name: sheetAps, title: "KẾT QUẢ NHIỆM VỤ CHIA THEO ẤP, KHÓM", spare: 22,
	needs: [][]string{{"task_code"}, {"ap"}},
	columns: []column{
		{key: "task_code", title: "Mã nhiệm vụ", synonyms: taskSheet.columns[0].synonyms, width: 14, note: "Đúng như ở sheet NhiemVu"},
		{key: "ap", title: "Ấp/khóm", synonyms: []string{"Ấp", "Khóm", "Tên ấp", "Tên ấp, khóm", "Ấp, khóm"}, kind: kindList, list: "ap", width: 30},
		{key: "target", title: "Kế hoạch", synonyms: []string{"KH", "Chỉ tiêu"}, kind: kindNumber, width: 16},
		{key: "actual", title: "Thực hiện", synonyms: []string{"TH", "Kết quả"}, kind: kindNumber, width: 16},
		{key: "status", title: "Trạng thái", synonyms: []string{"Tình trạng"}, kind: kindList, list: "status", width: 24},
	},
}

var indicatorSheet = sheetSchema{
	name: sheetIndicators, title: "CHỈ TIÊU THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ",
	needs: [][]string{{"code", "name"}, {"value"}},
	columns: []column{
		{key: "code", title: "Mã", synonyms: []string{"Mã chỉ tiêu", "Mã số"}, kind: kindLocked, width: 9},
		{key: "name", title: "Chỉ tiêu", synonyms: []string{"Tên chỉ tiêu", "Nội dung", "Nội dung chỉ tiêu"}, kind: kindLocked, width: 66},
		{key: "unit", title: "Đơn vị tính", synonyms: []string{"ĐVT", "Đơn vị"}, kind: kindLocked, width: 13},
		{key: "previous", title: "Kỳ trước", synonyms: []string{"Cùng kỳ", "Số kỳ trước", "Năm trước", "Cùng kỳ năm trước"}, kind: kindLocked, width: 16},
		{key: "value", title: "Kỳ này", synonyms: []string{"Kết quả", "Số liệu", "Thực hiện", "Giá trị", "Số liệu kỳ này", "Trong kỳ"}, kind: kindNumber, width: 18},
		{key: "note", title: "Ghi chú", synonyms: []string{"Giải trình", "Lý do"}, width: 30},
	},
}

var tableSheets = []*sheetSchema{&taskSheet, &apSheet, &indicatorSheet}

// headField is one line of sheet BaoCao: label and value.
type headField struct {
	key      string
	label    string
	synonyms []string
	kind     cellKind
	hint     string
}

var headFields = []headField{
	{"unit", "Đơn vị báo cáo", []string{"Đơn vị", "Tên đơn vị", "don_vi", "UBND"}, kindLocked, "Đã điền sẵn, không sửa"},
	{"period", "Kỳ báo cáo", []string{"Kỳ", "ky", "Loại báo cáo"}, kindLocked, "Đã điền sẵn, không sửa"},
	{"last_day", "Ngày cuối nộp báo cáo", []string{"Hạn nộp"}, kindLocked, "Nộp đến hết ngày này là đúng hạn"},
	{"number", "Số, ký hiệu báo cáo", []string{"Số", "Số ký hiệu", "Số báo cáo", "so"}, kindText, "Ví dụ 52/BC-UBND"},
	{"signed_on", "Ngày ký", []string{"Ngày ban hành", "Ngày báo cáo", "ngay_ky"}, kindDate, "Ngày/tháng/năm, ví dụ 07/05/2024"},
	{"data_from", "Số liệu từ ngày", []string{"Từ ngày", "tu_ngay"}, kindDate, "Ngày đầu của kỳ số liệu"},
	{"data_to", "Số liệu đến ngày (ngày chốt số liệu)", []string{"Đến ngày", "Ngày chốt số liệu", "Ngày chốt", "Số liệu đến ngày", "den_ngay"}, kindDate, "Ngày chốt số liệu"},
	{"signer_title", "Chức vụ người ký", []string{"Chức vụ"}, kindText, "Ví dụ Phó Chủ tịch"},
	{"signer", "Người ký", []string{"Họ tên người ký", "nguoi_ky"}, kindText, "Họ và tên"},
}

func (s *sheetSchema) column(key string) int {
	for i, c := range s.columns {
		if c.key == key {
			return i
		}
	}
	return -1
}

// schemaHash names the shape of the template: a workbook whose shape differs
// was made by another version of the program, whatever version it claims.
var schemaHash = func() string {
	h := sha256.New()
	for _, s := range tableSheets {
		fmt.Fprintln(h, s.name)
		for _, c := range s.columns {
			fmt.Fprintln(h, c.key, c.kind)
		}
	}
	for _, f := range headFields {
		fmt.Fprintln(h, f.key)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}()

// indicatorID is the code with its part: QC40a.
func indicatorID(in data.Indicator) string { return in.Code + in.Part }

// derived tells an indicator that is computed, never typed.
func derived(in data.Indicator) bool { return in.Aggregation == "derived" }

// yesNo tells an indicator that is answered, not counted.
func yesNo(in data.Indicator) bool { return in.Aggregation == "yes_no" }

// periodTitle is the period in words: "Sơ kết 6 tháng năm 2024".
func periodTitle(cat *data.Catalogue, p data.Period) string {
	name := reportName(cat, p.ReportType)
	if name == "" {
		return p.ID
	}
	r := []rune(name)
	name = strings.ToUpper(string(r[0])) + string(r[1:])
	if strings.HasSuffix(name, "năm") {
		return fmt.Sprintf("%s %d", name, p.Year)
	}
	return fmt.Sprintf("%s năm %d", name, p.Year)
}

// reportName is the report type in words, as a reading prints it: "sơ kết 6
// tháng", "tổng kết năm".
func reportName(cat *data.Catalogue, id string) string {
	for _, t := range cat.ReportTypes {
		if t.ID != id {
			continue
		}
		name := strings.TrimPrefix(t.NameVi, "Báo cáo ")
		r := []rune(name)
		if len(r) == 0 {
			return ""
		}
		return strings.ToLower(string(r[0])) + string(r[1:])
	}
	return ""
}
