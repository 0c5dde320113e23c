package words

import "danbiet/analytics"

// formulaWords say what each rate divides by what: "formula.KEY", or
// "formula.TABLE.KEY" where a column has its own meaning in one Table.
var formulaWords = map[string]word{
	"submitted_rate":          {"đã nộp ÷ phải nộp đã đến hạn (không kể được miễn)", "received ÷ due (without the exempt)"},
	"accepted_rate":           {"đã chấp nhận ÷ phải nộp đã đến hạn", "accepted ÷ due"},
	"on_time_rate":            {"nộp đúng hạn, kể cả đang chờ duyệt ÷ phải nộp đã đến hạn", "on time, review pending included ÷ due"},
	"missing_rate":            {"chưa nộp, kể cả bị trả lại ÷ phải nộp đã đến hạn", "missing, returned included ÷ due"},
	"on_time_given_submitted": {"nộp đúng hạn ÷ đã nộp; chỉ đọc cùng tỷ lệ đã nộp", "on time ÷ received; to be read beside the share received"},
	"consistent":              {"đơn vị nộp đủ mọi kỳ đã đến hạn trong năm ÷ đơn vị nộp ít nhất một kỳ (chỉ đơn vị có từ hai kỳ)", "units that reported in every period due ÷ units that reported in any (of those with two periods due)"},
	"dhis2_rate":              {"đã nộp ÷ mọi báo cáo dự kiến trong năm, kể cả chưa đến hạn và được miễn", "received ÷ all expected in the year, not due and exempt included"},
	"share_filled":            {"số liệu đã ghi, kể cả số 0 ÷ số liệu mẫu biểu hỏi (không kể số chương trình tự tính)", "figures given, zeros included ÷ figures the form asks for (without those worked out)"},
	"share_last_day":          {"đến trong ngày cuối ÷ đến đúng hạn", "came on the last day ÷ came on time"},
	"share_submitted":         {"1 − tích các (1 − số nộp trong ngày ÷ số còn theo dõi), theo Kaplan–Meier", "1 − product of (1 − came that day ÷ not yet in), Kaplan–Meier"},
	"lo":                      {"cận dưới của khoảng 95 % quanh con số bên cạnh", "lower end of the 95 % interval of the figure beside"},
	"hi":                      {"cận trên của khoảng 95 % quanh con số bên cạnh", "upper end of the 95 % interval of the figure beside"},

	"share_after":               {"số đếm kỳ này ÷ trên tổng số kỳ này", "count of this period ÷ out of, of this period"},
	"share":                     {"số đếm ÷ trên tổng số, cùng một dòng", "count ÷ out of, of the same row"},
	"nua-cuoi-nam.share":        {"(số đến tổng kết − số đến sơ kết) ÷ hiệu như thế của mẫu số", "(count of the year − count of the half-year) ÷ the same difference of the denominator"},
	"nua-cuoi-nam.share_before": {"năm trước: (số đến tổng kết − số đến sơ kết) ÷ hiệu như thế của mẫu số", "a year before: (count of the year − count of the half-year) ÷ the same difference of the denominator"},
	"cach-chia.share":           {"chia như tên của cách ấy nói", "divided as the reading’s name says"},
	"chi-tieu.share":            {"tử số ÷ mẫu số của chỉ tiêu theo danh mục", "numerator ÷ denominator of the indicator in the catalogue"},
	"per_base":                  {"số đếm × cỡ quy về (1.000 hộ, một ấp) ÷ số hộ hay số ấp", "count × size of the base (1,000 households, one ấp) ÷ households or ấp"},

	"target":              {"nhiệm vụ có chỉ tiêu ÷ nhiệm vụ của kế hoạch", "tasks with a target ÷ tasks of the plan"},
	"measure":             {"nhiệm vụ có đơn vị tính ÷ nhiệm vụ của kế hoạch", "tasks with a unit of measure ÷ tasks of the plan"},
	"due":                 {"nhiệm vụ có thời hạn ÷ nhiệm vụ của kế hoạch", "tasks with a due day ÷ tasks of the plan"},
	"diem-noi-khac.share": {"hồ sơ giải quyết đúng và trước hạn ÷ hồ sơ đã giải quyết, theo báo cáo của đơn vị", "files done in time ÷ files done, as the unit reports"},
	"share_corrected":     {"câu hỏi dẫn đến sửa số ÷ câu hỏi đã trả lời, hai kỳ liền nhau", "questions that led to a correction ÷ questions answered, over two periods"},
	"evidence":            {"nhiệm vụ có nêu minh chứng ÷ nhiệm vụ của kế hoạch", "tasks that name their evidence ÷ tasks of the plan"},
	"responsible":         {"nhiệm vụ có nơi chịu trách nhiệm ÷ nhiệm vụ của kế hoạch", "tasks with a responsible body ÷ tasks of the plan"},

	"progress":                      {"tiến độ do đơn vị ghi", "progress as the unit states it"},
	"value":                         {"thực hiện ÷ chỉ tiêu, chặn trong 0–100 %; không có số thì theo trạng thái", "actual ÷ target within 0–100 %; by its status without figures"},
	"coverage":                      {"trọng số đã biết mức đạt ÷ trọng số phải làm", "weight of what is known ÷ weight applicable"},
	"bao-phu.coverage":              {"tổng mức liên kết tốt nhất (trọn 1, một phần ½) ÷ nhiệm vụ cấp trên còn áp dụng", "sum of the best links (full 1, part ½) ÷ superior tasks applicable"},
	"lower":                         {"mức đạt đã biết, chưa biết coi là 0 ÷ trọng số phải làm", "what is known, the unknown as 0 ÷ weight applicable"},
	"upper":                         {"mức đạt đã biết, chưa biết coi là trọn ÷ trọng số phải làm", "what is known, the unknown as done ÷ weight applicable"},
	"point":                         {"mức đạt ÷ trọng số, chỉ trên phần đã biết, khi đã biết đủ", "what is reached ÷ weight, over what is known, where enough is"},
	"completed_share":               {"trọng số đã hoàn thành ÷ trọng số phải làm", "weight done ÷ weight applicable"},
	"tong-nhiem-vu.completed_share": {"nhiệm vụ đã xong ÷ nhiệm vụ phải làm (không kể không phát sinh, không áp dụng)", "tasks done ÷ tasks applicable"},
	"plan_expected":                 {"phần thời gian đã qua của từng nhiệm vụ đến ngày chốt số liệu, theo trọng số", "share of each task’s time gone by the data date, weighted"},
	"plan_progress":                 {"mức đạt của các nhiệm vụ có thời hạn, theo trọng số", "what is reached of the tasks with days, weighted"},
	"gap_points":                    {"mức đạt − mức dự kiến, điểm phần trăm", "reached − expected, in points"},
	"plan_done_lower":               {"có trong kế hoạch và xong ÷ có trong kế hoạch", "planned and done ÷ planned"},
	"plan_done_upper":               {"(xong + chưa báo) ÷ có trong kế hoạch", "(done + not reported) ÷ planned"},
	"volume_raw_lower":              {"tổng thực hiện ÷ tổng chỉ tiêu của các ấp", "sum of actuals ÷ sum of targets over ấp"},
	"volume_capped_per_ap_lower":    {"tổng thực hiện, mỗi ấp không quá chỉ tiêu ÷ tổng chỉ tiêu", "sum of actuals, each up to its target ÷ sum of targets"},
	"share_ap_reached_lower":        {"ấp đạt chỉ tiêu ÷ ấp phải làm", "ấp that reached the target ÷ ấp applicable"},
	"share_ap_reached_upper":        {"(ấp đạt + ấp chưa báo) ÷ ấp phải làm", "(ấp that reached it + not reported) ÷ ấp applicable"},
	"share_without":                 {"trọng số nhiệm vụ ghi là xong mà không có minh chứng ÷ trọng số ghi là xong", "weight claimed done without evidence ÷ weight claimed done"},

	"available_weight": {"trọng số chỉ tiêu có điểm ÷ trọng số của thành tố", "weight of indicators with a score ÷ weight of the element"},
	"share_rank1":      {"kịch bản đứng đầu ÷ số kịch bản", "scenarios ranked first ÷ scenarios"},

	"wilson_lo":        {"cận dưới Wilson 95 % của số đếm ÷ trên tổng số", "lower end of Wilson’s 95 % interval of count ÷ out of"},
	"wilson_hi":        {"cận trên Wilson 95 % của số đếm ÷ trên tổng số", "upper end of Wilson’s 95 % interval of count ÷ out of"},
	"jeffreys_lo":      {"cận dưới Jeffreys 95 % của số đếm ÷ trên tổng số", "lower end of Jeffreys’ 95 % interval of count ÷ out of"},
	"jeffreys_hi":      {"cận trên Jeffreys 95 % của số đếm ÷ trên tổng số", "upper end of Jeffreys’ 95 % interval of count ÷ out of"},
	"joint_lo":         {"cận dưới Wilson khi mọi đơn vị cùng đúng ở mức 95 %", "lower end of Wilson’s interval that holds for all units together at 95 %"},
	"joint_hi":         {"cận trên Wilson khi mọi đơn vị cùng đúng ở mức 95 %", "upper end of Wilson’s interval that holds for all units together at 95 %"},
	"own_weight":       {"phần tỷ lệ của chính đơn vị giữ lại khi kéo về tỷ lệ chung", "what is kept of the unit’s own rate when drawn to the pooled one"},
	"shrunk_share":     {"tỷ lệ chung + phần giữ lại × (tỷ lệ của đơn vị − tỷ lệ chung)", "pooled + weight × (own − pooled)"},
	"shrunk_per_base":  {"giá trị chung + phần giữ lại × (giá trị của đơn vị − giá trị chung)", "pooled + weight × (own − pooled)"},
	"pooled_share":     {"tổng số đếm của mọi đơn vị ÷ tổng mẫu số của mọi đơn vị", "sum of all units’ counts ÷ sum of all units’ denominators"},
	"pooled_per_base":  {"tổng số đếm × cỡ quy về ÷ tổng số hộ hay số ấp của mọi đơn vị", "sum of all units’ counts × base ÷ sum of all units’ households or ấp"},
	"p0":               {"tổng số đếm của mọi đơn vị ÷ tổng mẫu số của mọi đơn vị", "sum of all units’ counts ÷ sum of all units’ denominators"},
	"alert_lo":         {"tỷ lệ chung − 1,960 × sai số, đã nhân mức quá phân tán", "pooled − 1.960 × error, over-dispersion included"},
	"alert_hi":         {"tỷ lệ chung + 1,960 × sai số, đã nhân mức quá phân tán", "pooled + 1.960 × error, over-dispersion included"},
	"alarm_lo":         {"tỷ lệ chung − 3,090 × sai số, đã nhân mức quá phân tán", "pooled − 3.090 × error, over-dispersion included"},
	"alarm_hi":         {"tỷ lệ chung + 3,090 × sai số, đã nhân mức quá phân tán", "pooled + 3.090 × error, over-dispersion included"},
	"peer_share":       {"trung vị tỷ lệ của các đơn vị cùng nhóm", "median share of the peers"},
	"peer_per_base":    {"trung vị giá trị của các đơn vị cùng nhóm", "median value of the peers"},
	"set_share":        {"trung vị tỷ lệ của cả tập so sánh", "median share of the whole set"},
	"set_per_base":     {"trung vị giá trị của cả tập so sánh", "median value of the whole set"},
	"change_points":    {"tỷ lệ kỳ này − tỷ lệ cùng loại báo cáo năm trước, điểm phần trăm", "share of this period − share of the same report a year before, in points"},
	"change_lo":        {"cận dưới Newcombe 95 % của thay đổi", "lower end of Newcombe’s 95 % interval of the change"},
	"change_hi":        {"cận trên Newcombe 95 % của thay đổi", "upper end of Newcombe’s 95 % interval of the change"},
	"bridged_share":    {"tổng (phần dân số × tử số) ÷ tổng (phần dân số × mẫu số) của các tiền thân", "sum of (population share × numerator) ÷ sum of (population share × denominator) of the predecessors"},
	"bridged_per_base": {"tổng (phần dân số × số đếm) × cỡ quy về ÷ tổng (phần dân số × số hộ hay số ấp)", "sum of (population share × count) × base ÷ sum of (population share × households or ấp)"},

	"share_alike":        {"cụm từ cả hai có ÷ cụm từ ít nhất một bên có, giữ chữ số, bỏ phần mẫu", "runs of words in both ÷ in either, figures kept, the template left out"},
	"share_alike_masked": {"cụm từ cả hai có ÷ cụm từ ít nhất một bên có, coi mọi số như nhau", "runs of words in both ÷ in either, all figures taken as equal"},
}

// Formula says what a column of a Table divides by what, "" where that is not a
// rate.
func (w Words) Formula(table, column string) string {
	for _, key := range []string{"formula." + table + "." + column, "formula." + column} {
		if Known(key) {
			return w.T(key)
		}
	}
	return ""
}

// IsRate tells whether a column holds a rate, which is shown with its formula.
func IsRate(c analytics.Column) bool {
	return c.Kind != analytics.Label && (c.Format == analytics.Share || c.Format == analytics.Points)
}
