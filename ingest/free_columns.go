package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"danbiet/data"
)

// What a column of a free table holds, as its header says. A header may have
// several levels; title is all of them from above to below.
type columnRole string

const (
	roleOrdinal  columnRole = "ordinal"
	roleName     columnRole = "name"  // of the indicator
	roleGroup    columnRole = "group" // field or section of several rows
	roleTask     columnRole = "task"
	roleLabel    columnRole = "label" // of the task in the plan
	roleModel    columnRole = "model"
	roleField    columnRole = "field"
	roleKind     columnRole = "kind"
	roleCode     columnRole = "code"
	roleUnit     columnRole = "unit"
	roleValue    columnRole = "value"
	rolePlan     columnRole = "plan"
	rolePrevious columnRole = "previous"
	roleDelta    columnRole = "delta"
	rolePercent  columnRole = "percent"
	roleStatus   columnRole = "status"
	roleNote     columnRole = "note"
	roleWhen     columnRole = "when"
	roleWho      columnRole = "who"
	rolePlace    columnRole = "place" // a part of the commune, or the column that names them
	rolePerson   columnRole = "person"
)

// The span of time that a column of figures covers.
const (
	spanNone  = ""
	spanHalf1 = "half1"
	spanPart  = "part" // second half, quarter, month: a part of the year
	spanYear  = "year"
	spanTotal = "total" // of the places or parts beside it
)

type freeColumn struct {
	col   int
	title string
	leaf  string // the lowest level
	role  columnRole
	span  string
	year  int
	unit  string // "triệu đồng" where the header says so
}

// Vocabulary of headers, from the sure to the loose; the first that fits decides.
var (
	ordinalWords = headerWords("stt|tt|số tt|số thứ tự|thứ tự")
	codeWords    = headerWords("mã|mã số|mã chỉ tiêu|mã hiệu|ký hiệu")
	unitWords0   = headerWords("đvt|đv tính|đơn vị tính|đơn vị đo|đơn vị|đ vị tính|đv")
	noteWords    = headerWords("ghi chú|diễn giải|giải trình|thuyết minh|lý do|nguồn số liệu|nguồn|minh chứng|ý kiến khác|nguyên nhân|căn cứ")
	noteBegins   = headerWords("ghi chú|diễn giải|giải trình|thuyết minh|lý do|nguyên nhân|minh chứng|nhận xét|khó khăn")
	modelWords   = headerWords("tên mô hình|tên điển hình|mô hình|điển hình|tên mô hình điển hình|tên gọi mô hình|mô hình dân vận khéo|tên mô hình dân vận khéo|mô hình điển hình|tên tập thể cá nhân")
	fieldWords   = headerWords("lĩnh vực|thuộc lĩnh vực")
	kindWords    = headerWords("loại|loại hình|tập thể cá nhân|đối tượng|hình thức|loại mô hình|tập thể hay cá nhân")
	labelWords   = headerWords("mục|mục trong kế hoạch|số tt trong kế hoạch|số mục|mục kế hoạch|stt trong kế hoạch|mã nhiệm vụ|số mục trong kế hoạch|mục theo kế hoạch|mục kh|tt trong kế hoạch|thứ tự trong kế hoạch|ký hiệu nhiệm vụ|mã nv")
	taskWords    = headerWords("nhiệm vụ|công việc|nội dung công việc|việc phải làm|đầu việc")
	nameWords    = headerWords("nội dung|chỉ tiêu|tiêu chí|hạng mục|danh mục|các mặt công tác|nội dung báo cáo|tên chỉ tiêu|nội dung chỉ tiêu|các chỉ tiêu|chỉ tiêu báo cáo|nội dung thực hiện|nội dung thống kê|lĩnh vực nội dung|mặt công tác|nội dung chủ yếu|khoản mục|các nội dung|các tiêu chí|tên nội dung|nội dung công tác|chỉ số|tiêu chí thống kê|nội dung số liệu|phần nội dung")
	nameIn       = headerWords("nội dung|chỉ tiêu|tiêu chí|hạng mục")
	personWords  = headerWords("họ và tên|họ tên|tên người|người gửi|người khiếu nại|người tố cáo|người phản ánh|người kiến nghị|người có đơn|người đứng đơn|tên công dân|công dân|người nộp|họ tên người gửi|chủ hộ|họ tên chủ hộ|người được tiếp|đương sự|nguyên đơn|bị đơn|các bên")
	whenWords    = headerWords("thời hạn|thời gian|hạn|hạn hoàn thành|ngày|thời điểm|tiến độ thời gian|hoàn thành trước|thời gian thực hiện|thời gian hoàn thành|bắt đầu|kết thúc|ngày hoàn thành")
	whoWords     = headerWords("chủ trì|phụ trách|đơn vị chủ trì|đơn vị thực hiện|cơ quan chủ trì|phối hợp|bộ phận|người phụ trách|đơn vị phụ trách|cơ quan thực hiện|trách nhiệm|phân công|bộ phận phụ trách|đơn vị phối hợp|tập thể thực hiện|địa chỉ|nơi thực hiện|đơn vị xây dựng|đơn vị đăng ký")
	deltaIn      = headerWords("tăng|giảm|so sánh|chênh lệch|so với|tăng giảm")
	percentIn    = headerWords("tỷ lệ|phần trăm|%|đạt %|tỷ trọng|tỉ lệ|th kh|đạt tỷ lệ")
	statusIn     = headerWords("tình trạng|trạng thái|mức độ hoàn thành|tiến độ|mức độ thực hiện|tình hình thực hiện|hiện trạng|đánh giá")
	previousIn   = headerWords("cùng kỳ|năm trước|kỳ trước|năm ngoái|năm liền kề|kỳ báo cáo trước")
	planIn       = headerWords("kế hoạch|kh|chỉ tiêu năm|chỉ tiêu giao|chỉ tiêu|phấn đấu|đăng ký|nghị quyết|mục tiêu|dự kiến|yêu cầu|phải làm|phải thực hiện|giao")
	valueIn      = headerWords("kết quả|số liệu|thực hiện|số lượng|giá trị|kỳ này|trong kỳ|ước thực hiện|đã thực hiện|đạt được|phát sinh|ước|th|số báo cáo|kỳ báo cáo|làm được|đã làm|thực tế|số đạt|đạt|con số|số|số liệu báo cáo|năm nay|hiện nay")
	valueBegins  = headerWords("kết quả|thực hiện|số liệu|ước thực hiện|đã thực hiện|ước|th|tổng kết quả")
	totalIn      = headerWords("tổng|tổng cộng|cộng|tổng số|toàn xã|toàn phường|toàn thị trấn|chung|cả xã|lũy kế|luỹ kế|cộng dồn|tổng chung")
	yearIn       = headerWords("cả năm|12 tháng|trong năm|trọn năm|toàn năm|năm")
	half1In      = headerWords("6 tháng đầu năm|sáu tháng đầu năm|6 tháng|sáu tháng|nửa đầu năm|6t|6t đầu năm|6 tháng đầu")
	half2In      = headerWords("6 tháng cuối năm|sáu tháng cuối năm|nửa cuối năm|6 tháng cuối|6t cuối năm")
	partIn       = headerWords("quý|tháng|từ tháng|đợt|tuần")
	placeIn      = headerWords("ấp|địa bàn|tổ|xã cũ|các ấp|đơn vị cũ|tên ấp|chia theo")
	placeNames   = headerWords("ấp|tên ấp|địa bàn|đơn vị|tên đơn vị|địa phương|xã|tên xã|các ấp|tổ|phường|địa bàn ấp|tên địa bàn")
	headerYear   = regexp.MustCompile(`\b(20[1-4]\d)\b`)
	headerUnit   = regexp.MustCompile(`\(\s*(?i:đvt|đơn vị tính|đơn vị)?\s*:?\s*([^()]{1,20}?)\s*\)`)
)

// bareHeaders are the words of headers as typed without any mark.
var bareHeaders = map[string]string{}

func headerWords(alternatives string) []string {
	for _, a := range strings.Split(alternatives, "|") {
		if key := data.SearchKey(a); bareHeaders[key] == "" {
			bareHeaders[key] = a
		}
	}
	return phrases(alternatives)
}

// columnOf tells what a header announces, typed with or without marks.
func columnOf(title, leaf string) freeColumn {
	if title == leaf && bareText(leaf) {
		if marked := bareHeaders[data.SearchKey(leaf)]; marked != "" && !bareText(marked) {
			c := columnOf(marked, marked)
			if c.title = title; c.leaf != leaf {
				c.leaf = leaf
			}
			return c
		}
	}
	c := freeColumn{title: title, leaf: leaf}
	title, leaf = halfYearWritten(title), halfYearWritten(leaf)
	all, low := folded(title), folded(leaf)
	if m := headerYear.FindStringSubmatch(title); m != nil {
		c.year, _ = strconv.Atoi(m[1])
	}
	if m := headerUnit.FindStringSubmatch(title); m != nil {
		if unit := unitMended(m[1]); unitKnown(unit) {
			c.unit = unit
		}
	}
	c.span = spanOf(all, low)
	c.role = headerRole(all, low, c)
	return c
}

var halfYearShort = regexp.MustCompile(`(?i)(^|[^\p{L}\d])6\s*T(?:H|ĐN)?\s*[/.\-–]?\s*(20\d\d|\P{L}|$)`)

// halfYearWritten writes "6T2024", "6T/2024" and "6T" out.
func halfYearWritten(s string) string {
	return halfYearShort.ReplaceAllString(s, "${1}6 tháng đầu năm ${2}")
}

var modelNames = phrases("tên mô hình|tên điển hình")

func headerRole(all, low string, c freeColumn) columnRole {
	switch {
	case low == "  " || low == " ":
		return ""
	case equals(low, ordinalWords):
		return roleOrdinal
	case equals(low, labelWords):
		return roleLabel
	case equals(low, codeWords):
		return roleCode
	case equals(low, unitWords0):
		return roleUnit
	case equals(low, personWords), begins(low, personWords) && !has(low, modelIn):
		return rolePerson
	case equals(low, noteWords), begins(low, noteBegins):
		return roleNote
	case equals(low, modelWords), begins(low, modelNames):
		return roleModel
	case equals(low, fieldWords):
		return roleField
	case equals(low, kindWords):
		return roleKind
	case equals(low, placeNames):
		return rolePlace
	case has(low, taskWords) && !has(low, valueBeginsOnly(low)):
		return roleTask
	case equals(low, nameWords):
		return roleName
	case equals(low, whoWords), begins(low, whoWords):
		return roleWho
	case equals(low, whenWords):
		return roleWhen
	case has(low, deltaIn) && !has(low, phrases("tăng cường")):
		return roleDelta
	case has(low, percentIn), strings.Contains(c.leaf, "%"):
		return rolePercent
	case has(all, previousIn):
		return rolePrevious
	case begins(low, valueBegins):
		return roleValue
	case has(low, statusIn):
		return roleStatus
	case has(low, nameIn) && !has(low, planWordsOnly) && c.span == spanNone && c.year == 0:
		return roleName
	case has(low, planIn):
		return rolePlan
	case has(low, valueIn), c.span != spanNone, c.year != 0:
		if has(all, planIn) && !has(all, valueIn) {
			return rolePlan
		}
		return roleValue
	case has(low, noteBegins):
		return roleNote
	case begins(low, placeIn), all != low && has(all, placeIn):
		return rolePlace
	case has(all, valueIn) && all != low:
		return rolePlace // "Kết quả" over names: of the places
	}
	return ""
}

var (
	modelIn       = phrases("mô hình|điển hình")
	planWordsOnly = phrases("chỉ tiêu năm|chỉ tiêu giao|chỉ tiêu kế hoạch|kế hoạch|chỉ tiêu đề ra|chỉ tiêu phấn đấu")
)

// valueBeginsOnly: "kết quả thực hiện nhiệm vụ" is a result, not a task.
func valueBeginsOnly(low string) []string {
	if begins(low, valueBegins) || begins(low, phrases("tiến độ|tình hình|tình trạng")) {
		return []string{low}
	}
	return nil
}

func spanOf(all, low string) string {
	switch {
	case has(low, half2In):
		return spanPart
	case has(low, half1In):
		return spanHalf1
	case has(low, totalIn):
		return spanTotal
	case has(low, phrases("cả năm|12 tháng|trọn năm|toàn năm")):
		return spanYear
	case has(low, partIn):
		return spanPart
	case has(low, yearIn) || headerYear.MatchString(low):
		return spanYear
	case has(all, half1In):
		return spanHalf1
	case has(all, yearIn) && all != low:
		return spanYear
	}
	return spanNone
}
