package ingest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"danbiet/data"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

// The plans of testdata/plans are made up for this project; every signer is.
func TestPlans(t *testing.T) {
	checkGoldens(t, "testdata/plans/*.txt", 5)
}

// The documents of testdata/narrative are made up too, in the manner of several
// provinces: reports in words, and plans of thôn, buôn, bản and of new wards.
func TestReportsAndPlansOfOtherProvinces(t *testing.T) {
	checkGoldens(t, "testdata/narrative/*.txt", 12)
}

func checkGoldens(t *testing.T, pattern string, fewest int) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) < fewest {
		t.Fatalf("documents: %v, %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := JSON(&got, readText(filepath.Base(file), b, catalogue(t), Hints{})); err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".txt") + ".want.json"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s: the reading changed; see the difference with -update and git diff", file)
			}
		})
	}
}

func TestPartsThatAreCalledParts(t *testing.T) {
	for name, parts := range map[string][3]string{
		"number and title on two lines": {"PHẦN I\nMỤC ĐÍCH, YÊU CẦU", "PHẦN II\nNHIỆM VỤ CỤ THỂ", "PHẦN III\nTỔ CHỨC THỰC HIỆN"},
		"in words":                      {"Phần thứ nhất\nMỤC ĐÍCH, YÊU CẦU", "Phần thứ hai\nNHIỆM VỤ CỤ THỂ", "Phần thứ ba\nTỔ CHỨC THỰC HIỆN"},
		"in figures":                    {"Phần 1. MỤC ĐÍCH, YÊU CẦU", "Phần 2. NHIỆM VỤ CỤ THỂ", "Phần 3. TỔ CHỨC THỰC HIỆN"},
		"without a sign":                {"PHẦN I MỤC ĐÍCH, YÊU CẦU", "PHẦN II NHIỆM VỤ CỤ THỂ", "PHẦN III TỔ CHỨC THỰC HIỆN"},
	} {
		text := "KẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2023\n\n" + parts[0] + "\n\n1) Nâng cao nhận thức của cán bộ.\n\n" + parts[1] +
			"\n\n1) Kiện toàn Ban Chỉ đạo phường.\n\n2) Công khai thủ tục hành chính.\n\n" + parts[2] + "\n\n1) Các khóm thực hiện kế hoạch này.\n"
		r := readText("a.txt", []byte(text), catalogue(t), Hints{})
		var got []string
		for _, task := range r.Tasks {
			got = append(got, task.Label+" "+task.Text)
		}
		if want := "II.1 Kiện toàn Ban Chỉ đạo phường.|II.2 Công khai thủ tục hành chính."; strings.Join(got, "|") != want {
			t.Errorf("%s: tasks %q", name, got)
		}
	}
}

// JSON has the keys of the agreed form, in its order, and no null lists.
func TestJSONForm(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, &data.Reading{Report: &data.ReportValues{}}); err != nil {
		t.Fatal(err)
	}
	keys := regexp.MustCompile(`(?m)^  "(\w+)":`).FindAllStringSubmatch(b.String(), -1)
	var got []string
	for _, k := range keys {
		got = append(got, k[1])
	}
	if want := "file kind head tasks obligations citations recipients signer report problems"; strings.Join(got, " ") != want {
		t.Errorf("keys %q, want %q", strings.Join(got, " "), want)
	}
	var form struct {
		Tasks, Obligations, Citations, Recipients, Problems []any
		Report                                              struct{ Tasks, Indicators, Models []any }
	}
	if err := json.Unmarshal(b.Bytes(), &form); err != nil {
		t.Fatal(err)
	}
	for i, list := range [][]any{form.Tasks, form.Obligations, form.Citations, form.Recipients, form.Problems, form.Report.Tasks, form.Report.Indicators, form.Report.Models} {
		if list == nil {
			t.Errorf("list %d is null, want []", i)
		}
	}
}

func TestCitations(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"number, date, issuer", "Nghị định số 59/2023/NĐ-CP, ngày 14/8/2023 của Chính phủ quy định chi tiết", "Nghị định|59/2023/NĐ-CP|2023-08-14|Chính phủ|"},
		{"a law's number after its name", "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;", "Luật|10/2022/QH15|2022-11-10||"},
		{"a comma inside the name of a ministry", "Thông tư số 01/2024/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch về thiết chế", "Thông tư|01/2024/TT-BVHTTDL||Bộ Văn hóa, Thể thao và Du lịch|"},
		{"a ministry of two words", "Công văn số 12/BNV-CCHC ngày 02/01/2024 của Bộ Nội vụ hướng dẫn", "Công văn|12/BNV-CCHC|2024-01-02|Bộ Nội vụ|"},
		{"a committee named after its work", "Kế hoạch số 05-KH/BCĐ của Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở thị xã Tân Châu về chương trình", "Kế hoạch|05-KH/BCĐ||Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở thị xã Tân Châu|"},
		{"a joint plan", "Kế hoạch liên tịch số 02/KHLT-UBND-UBMTTQ ngày 10/01/2025 của Ủy ban nhân dân thị xã;", "Kế hoạch liên tịch|02/KHLT-UBND-UBMTTQ|2025-01-10|Ủy ban nhân dân thị xã|"},
		{"term after the issuer", "Quyết định 99-QĐ/TW của Ban Bí thư (khóa XII) về", "Quyết định|99-QĐ/TW||Ban Bí thư|XII"},
		{"issuer before the kind", "UBND xã ban hành Kế hoạch số 77/KH-UBND ngày 05/3/2024 để thực hiện", "Kế hoạch|77/KH-UBND|2024-03-05|UBND xã|"},
		{"issuer between kind and number", "theo Kế hoạch của Ban Chỉ đạo thị xã số 07-KH/BCĐ ngày 20/02/2023;", "Kế hoạch|07-KH/BCĐ|2023-02-20|Ban Chỉ đạo thị xã|"},
		{"two numbers of one kind", "Quyết định số 41-QĐ/TU và số 42-QĐ/TU, ngày 01/3/2022 của Tỉnh ủy", "Quyết định|41-QĐ/TU|2022-03-01|Tỉnh ủy|\nQuyết định|42-QĐ/TU|2022-03-01|Tỉnh ủy|"},
		{"a number without a symbol", "Chỉ thị số 18 của Ban Bí thư về", "Chỉ thị|18||Ban Bí thư|"},
		{"a resolution known by name", "Nghị quyết Trung ương 5 khóa XII về", "Nghị quyết|Nghị quyết Trung ương 5|||XII"},
		{"the law without a number", "phổ biến Luật thực hiện dân chủ ở cơ sở đến Nhân dân", "Luật|Luật Thực hiện dân chủ ở cơ sở|||"},
		{"kinds without a number are none", "các Nghị định của Chính phủ, chỉ thị của Đảng, pháp lệnh của Ủy ban Thường vụ Quốc hội, pháp luật", ""},
		{"a day that does not exist", "Kế hoạch số 41-KH/BCĐ ngày 30 tháng 02 năm 2022 của Ban Chỉ đạo thị xã;", "Kế hoạch|41-KH/BCĐ||Ban Chỉ đạo thị xã|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range citationsIn(join(splitLines(c.in))) {
				name := shownText(x.Number)
				if name == "" {
					name = shownText(x.Name)
				}
				got = append(got, strings.Join([]string{x.Type, name, x.Date.String(), shownText(x.Issuer), shownText(x.Term)}, "|"))
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("citations of %q\n got %q\nwant %q", c.in, strings.Join(got, "\n"), c.want)
			}
		})
	}
}

func TestReportDuties(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"before a day", "UBND xã báo cáo sơ kết 6 tháng (trước ngày 10/5/2024) gửi Khối dân vận xã.", "sơ kết 6 tháng|before_date|2024-05-10|2024-05-09|UBND xã|Khối dân vận xã"},
		{"no later than", "Đảng ủy xã báo cáo tổng kết năm chậm nhất ngày 05 tháng 11 năm 2024 về Ban Dân vận Thị ủy.", "tổng kết năm|by_date|2024-11-05|2024-11-05|Đảng ủy xã|Ban Dân vận Thị ủy"},
		{"until the end of", "Khối dân vận xã báo cáo sơ kết 6 tháng đến hết ngày 15-5-2024 về Ban Thường vụ Đảng ủy xã.", "sơ kết 6 tháng|by_date|2024-05-15|2024-05-15|Khối dân vận xã|Ban Thường vụ Đảng ủy xã"},
		{"before an hour of a day", "UBND xã báo cáo tổng kết năm trước 17 giờ ngày 10/10/2024.", "tổng kết năm|by_date|2024-10-10|2024-10-10|UBND xã|"},
		{"the day first, no year", "Trước ngày 05/6, UBND xã gửi báo cáo sơ kết 6 tháng; trước ngày 05/11 gửi báo cáo tổng kết năm về Phòng Nội vụ.",
			"sơ kết 6 tháng|before_date|2024-06-05|2024-06-04|UBND xã|Phòng Nội vụ\ntổng kết năm|before_date|2024-11-05|2024-11-04|UBND xã|Phòng Nội vụ"},
		{"two reports, two days", "UBND xã báo cáo 6 tháng và năm gửi Ban Dân vận Thị ủy trước ngày 15/6 và ngày 15/12/2024.",
			"sơ kết 6 tháng|before_date|2024-06-15|2024-06-14|UBND xã|Ban Dân vận Thị ủy\ntổng kết năm|before_date|2024-12-15|2024-12-14|UBND xã|Ban Dân vận Thị ủy"},
		{"the report's name after the day", "UBND xã báo cáo kết quả về UBND thị xã (trước ngày 10/5/2024 đối với báo cáo 6 tháng; trước ngày 10/10/2024 đối với báo cáo năm).",
			"sơ kết 6 tháng|before_date|2024-05-10|2024-05-09|UBND xã|UBND thị xã\ntổng kết năm|before_date|2024-10-10|2024-10-09|UBND xã|UBND thị xã"},
		{"an office that drafts for its chairman", "Văn phòng UBND xã tổng hợp, trình Chủ tịch UBND xã ký báo cáo năm gửi UBND thị xã chậm nhất là ngày 10/11/2024.",
			"tổng kết năm|by_date|2024-11-10|2024-11-10|Văn phòng UBND xã|UBND thị xã"},
		{"the year's results by a day", "Công chức Văn phòng - Thống kê tham mưu UBND xã báo cáo UBND huyện kết quả 6 tháng chậm nhất là ngày 10 tháng 6, kết quả năm không quá ngày 05/12/2024.",
			"sơ kết 6 tháng|by_date|2024-06-10|2024-06-10|UBND xã|UBND huyện\ntổng kết năm|by_date|2024-12-05|2024-12-05|UBND xã|UBND huyện"},
		{"sent by, in the passive", "Báo cáo kết quả thực hiện năm 2024 được các chi bộ gửi về Ban Xây dựng Đảng trước ngày 30/11.", "tổng kết năm|before_date|2024-11-30|2024-11-29|các chi bộ|Ban Xây dựng Đảng"},
		{"regularly, each with its day in brackets", "UBND xã định kỳ 6 tháng (trước ngày 15/6), 01 năm (trước ngày 15/12) báo cáo UBND huyện.",
			"sơ kết 6 tháng|before_date|2024-06-15|2024-06-14|UBND xã|UBND huyện\ntổng kết năm|before_date|2024-12-15|2024-12-14|UBND xã|UBND huyện"},
		{"days without their word", "Khối dân vận xã gửi báo cáo sơ kết 6 tháng trước 05/6, báo cáo tổng kết năm trước 05/12 về Ban Dân vận Huyện ủy.",
			"sơ kết 6 tháng|before_date|2024-06-05|2024-06-04|Khối dân vận xã|Ban Dân vận Huyện ủy\ntổng kết năm|before_date|2024-12-05|2024-12-04|Khối dân vận xã|Ban Dân vận Huyện ủy"},
		{"no later than, in other words", "UBND phường nộp báo cáo năm về UBND thành phố muộn nhất đến ngày 25/11/2024.", "tổng kết năm|by_date|2024-11-25|2024-11-25|UBND phường|UBND thành phố"},
		{"a table of days in a sentence", "Thời hạn gửi báo cáo về Phòng Nội vụ: ngày 10/6/2024 (báo cáo 6 tháng), ngày 10/12/2024 (báo cáo năm).",
			"sơ kết 6 tháng|by_date|2024-06-10|2024-06-10||Phòng Nội vụ\ntổng kết năm|by_date|2024-12-10|2024-12-10||Phòng Nội vụ"},
		{"the report, a colon, the day", "Thời gian gửi báo cáo: báo cáo 6 tháng: ngày 10/6/2024; báo cáo năm: ngày 10/12/2024.",
			"sơ kết 6 tháng|by_date|2024-06-10|2024-06-10||\ntổng kết năm|by_date|2024-12-10|2024-12-10||"},
		{"four reports in a row", "UBND xã báo cáo quý I trước ngày 15/3; 6 tháng trước ngày 15/6; 9 tháng trước ngày 15/9; năm trước ngày 15/12 về UBND huyện.",
			"quý I|before_date|2024-03-15|2024-03-14|UBND xã|UBND huyện\nsơ kết 6 tháng|before_date|2024-06-15|2024-06-14|UBND xã|UBND huyện\n9 tháng|before_date|2024-09-15|2024-09-14|UBND xã|UBND huyện\ntổng kết năm|before_date|2024-12-15|2024-12-14|UBND xã|UBND huyện"},
		{"between two days", "UBND xã nộp báo cáo 6 tháng từ ngày 01/6 đến ngày 05/6/2024.", "sơ kết 6 tháng|by_date|2024-06-05|2024-06-05|UBND xã|"},
		{"done before a day", "Ban Xây dựng Đảng hoàn thành báo cáo tổng kết năm trình Ban Thường vụ Đảng ủy xong trước ngày 10/12/2024.", "tổng kết năm|before_date|2024-12-10|2024-12-09|Ban Xây dựng Đảng|Ban Thường vụ Đảng ủy"},
		{"the sender after the days", "Chế độ báo cáo: 6 tháng (trước ngày 10/5), năm (trước ngày 10/10), UBND xã gửi báo cáo về Khối dân vận xã.",
			"sơ kết 6 tháng|before_date|2024-05-10|2024-05-09|UBND xã|Khối dân vận xã\ntổng kết năm|before_date|2024-10-10|2024-10-09|UBND xã|Khối dân vận xã"},
		{"the report in brackets after each day", "Các ấp gửi báo cáo về UBND xã trước ngày 05/5 (6 tháng) và trước ngày 05/10 (năm).",
			"sơ kết 6 tháng|before_date|2024-05-05|2024-05-04|Các ấp|UBND xã\ntổng kết năm|before_date|2024-10-05|2024-10-04|Các ấp|UBND xã"},
		{"the day in brackets after each report", "Khối dân vận xã tham mưu báo cáo sơ kết 6 tháng (ngày 10/5/2024), tổng kết năm (ngày 10/10/2024) gửi Ban Dân vận Thị ủy.",
			"sơ kết 6 tháng|by_date|2024-05-10|2024-05-10|Khối dân vận xã|Ban Dân vận Thị ủy\ntổng kết năm|by_date|2024-10-10|2024-10-10|Khối dân vận xã|Ban Dân vận Thị ủy"},
		{"a dash before each day", "Mốc nộp báo cáo: 6 tháng - ngày 08/5/2024; năm - ngày 08/10/2024.", "sơ kết 6 tháng|by_date|2024-05-08|2024-05-08||\ntổng kết năm|by_date|2024-10-08|2024-10-08||"},
		{"on a day", "Các chi bộ nộp báo cáo 6 tháng về Đảng ủy trong ngày 05/6/2024.", "sơ kết 6 tháng|by_date|2024-06-05|2024-06-05|Các chi bộ|Đảng ủy"},
		{"the days of a list share the word before the first", "Các khóm gửi báo cáo về UBND phường trước 12/6 (báo cáo 6 tháng), 12/12 (báo cáo năm).",
			"sơ kết 6 tháng|before_date|2024-06-12|2024-06-11|Các khóm|UBND phường\ntổng kết năm|before_date|2024-12-12|2024-12-11|Các khóm|UBND phường"},
		{"the days of a list, each with its report in words", "Các chi bộ nộp báo cáo về Đảng ủy xã chậm nhất ngày 08/6 đối với báo cáo 6 tháng, ngày 08/12 đối với báo cáo năm.",
			"sơ kết 6 tháng|by_date|2024-06-08|2024-06-08|Các chi bộ|Đảng ủy xã\ntổng kết năm|by_date|2024-12-08|2024-12-08|Các chi bộ|Đảng ủy xã"},
		{"to whom before a colon, then reports and days", "Ủy ban MTTQ xã tổng hợp, báo cáo Thường trực Đảng ủy xã: sơ kết 6 tháng chậm nhất ngày 11/5, tổng kết năm chậm nhất ngày 11/11.",
			"sơ kết 6 tháng|by_date|2024-05-11|2024-05-11|Ủy ban MTTQ xã|Thường trực Đảng ủy xã\ntổng kết năm|by_date|2024-11-11|2024-11-11|Ủy ban MTTQ xã|Thường trực Đảng ủy xã"},
		{"a short name of the mass mobilisation bloc", "Hội Nông dân xã gửi báo cáo năm cho Khối vận xã trễ nhất là ngày 02/12/2024.", "tổng kết năm|by_date|2024-12-02|2024-12-02|Hội Nông dân xã|Khối vận xã"},
		{"sơ, tổng kết in one breath", "Các khóm gửi báo cáo sơ, tổng kết về UBND phường trước ngày 07/6 và 07/12/2024.",
			"sơ kết 6 tháng|before_date|2024-06-07|2024-06-06|Các khóm|UBND phường\ntổng kết năm|before_date|2024-12-07|2024-12-06|Các khóm|UBND phường"},
		{"bare days behind colons in brackets", "UBND phường báo cáo Đảng ủy phường (6 tháng: 12/6; năm: 12/12/2024).",
			"sơ kết 6 tháng|by_date|2024-06-12|2024-06-12|UBND phường|Đảng ủy phường\ntổng kết năm|by_date|2024-12-12|2024-12-12|UBND phường|Đảng ủy phường"},
		{"the day right behind the name", "Thời hạn nộp báo cáo về Văn phòng Đảng ủy: 6 tháng ngày 11/6, năm ngày 11/12.",
			"sơ kết 6 tháng|by_date|2024-06-11|2024-06-11||Văn phòng Đảng ủy\ntổng kết năm|by_date|2024-12-11|2024-12-11||Văn phòng Đảng ủy"},
		{"one day of two months", "Các thôn gửi báo cáo 6 tháng và năm về UBND xã trước ngày 08 của tháng 6 và tháng 12.",
			"sơ kết 6 tháng|before_date|2024-06-08|2024-06-07|Các thôn|UBND xã\ntổng kết năm|before_date|2024-12-08|2024-12-07|Các thôn|UBND xã"},
		{"the sentence begins with its days", "Ngày 14/6 và ngày 14/12, Mặt trận Tổ quốc xã nộp báo cáo sơ kết 6 tháng, tổng kết năm cho Đảng ủy xã.",
			"sơ kết 6 tháng|by_date|2024-06-14|2024-06-14|Mặt trận Tổ quốc xã|Đảng ủy xã\ntổng kết năm|by_date|2024-12-14|2024-12-14|Mặt trận Tổ quốc xã|Đảng ủy xã"},
		{"half a year and twelve months", "Báo cáo nửa năm nộp trước ngày 13/6, báo cáo 12 tháng nộp trước ngày 13/12 về UBND xã.",
			"sơ kết 6 tháng|before_date|2024-06-13|2024-06-12||UBND xã\ntổng kết năm|before_date|2024-12-13|2024-12-12||UBND xã"},
		{"the day figures are cut off is none", "Mốc chốt số liệu báo cáo sơ kết 6 tháng: ngày 31/5/2024.", ""},
		{"work kept up every month is no report", "Niêm yết, cập nhật hằng tháng, báo cáo Chủ tịch UBND phường trước ngày 25.", ""},
		{"work with a last day is no report", "Mở 02 hội nghị, hoàn thành trước ngày 30/4/2024; báo cáo Đảng ủy khi có vấn đề.", ""},
		{"a summing-up of ten years is no yearly report", "Báo cáo tổng kết 10 năm thực hiện Chỉ thị trước ngày 30/4/2024.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range dutiesIn(join(splitLines(c.in)), 2024, false) {
				got = append(got, strings.Join([]string{d.Report, string(d.Rule), d.Date.String(), d.LastDay.String(), shownText(d.Sender), shownText(d.Recipient)}, "|"))
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("duties of %q\n got %q\nwant %q", c.in, strings.Join(got, "\n"), c.want)
			}
		})
	}
	for _, c := range []struct {
		name, in    string
		n           int
		first, last string
	}{
		{"the last month of every quarter", "Định kỳ hằng quý, các khóm gửi báo cáo về UBND phường trước ngày 20 của tháng cuối quý.", 4, "quý I 2024-03-19", "quý IV 2024-12-19"},
		{"the month after every quarter", "Các ấp báo cáo quý chậm nhất ngày 05 của tháng đầu quý sau.", 4, "quý I 2024-04-05", "quý IV 2025-01-05"},
		{"every month", "Các ấp báo cáo UBND xã trước ngày 25 hằng tháng.", 12, "tháng 1 2024-01-24", "tháng 12 2024-12-24"},
		{"every report at the end of its time", "Các ấp báo cáo quý, 6 tháng, năm về UBND xã chậm nhất ngày 15 của tháng cuối kỳ báo cáo.", 6, "quý I 2024-03-15", "tổng kết năm 2024-12-15"},
		{"every quarter, through an official", "Các thôn, buôn gửi báo cáo định kỳ hằng quý về UBND xã (qua Công chức Văn phòng - Thống kê) trước ngày 20 tháng cuối quý.", 4, "quý I 2024-03-19", "quý IV 2024-12-19"},
		{"a monthly report by a bare day", "Các khóm báo cáo tháng trước ngày 25 về UBND phường.", 12, "tháng 1 2024-01-24", "tháng 12 2024-12-24"},
		{"on a day of every month", "Ban nhân dân các ấp gửi báo cáo tháng về UBND xã vào ngày 15 hằng tháng.", 12, "tháng 1 2024-01-15", "tháng 12 2024-12-15"},
		{"every month, the day in brackets", "Định kỳ hằng tháng (trước ngày 22), các khóm gửi báo cáo về UBND phường.", 12, "tháng 1 2024-01-21", "tháng 12 2024-12-21"},
		{"every month, on a day", "Đề nghị các ấp báo cáo tình hình hằng tháng vào ngày 19.", 12, "tháng 1 2024-01-19", "tháng 12 2024-12-19"},
		{"a day of certain months", "UBND xã báo cáo hằng quý trước ngày 16 các tháng 3, 6, 9, 12.", 4, "quý I 2024-03-15", "quý IV 2024-12-15"},
		{"a list of days", "UBND xã báo cáo hằng quý trước ngày 15/3, 15/6, 15/9 và 15/12.", 4, "quý I 2024-03-14", "quý IV 2024-12-14"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := dutiesIn(join(splitLines(c.in)), 2024, false)
			if len(got) != c.n {
				t.Fatalf("%d duties, want %d: %+v", len(got), c.n, got)
			}
			for i, want := range map[int]string{0: c.first, c.n - 1: c.last} {
				if s := got[i].Report + " " + got[i].LastDay.String(); s != want {
					t.Errorf("duty %d is %q, want %q", i, s, want)
				}
			}
		})
	}
}

func TestWindows(t *testing.T) {
	for _, c := range []struct{ name, in, from, to string }{
		{"months", "từ tháng 5/2024 đến tháng 12/2024", "2024-05", "2024-12"},
		{"the year once", "thực hiện từ tháng 4 đến tháng 9 năm 2023", "2023-04", "2023-09"},
		{"days", "từ ngày 01/4/2023 đến hết ngày 30/9/2023", "2023-04-01", "2023-09-30"},
		{"months without a word before", "thời gian: tháng 3/2024 - tháng 10/2024", "2024-03", "2024-10"},
		{"days of one month", "từ ngày 10 đến ngày 20 tháng 7 năm 2022", "2022-07-10", "2022-07-20"},
		{"days without their word", "Thời gian: từ 01/4 đến 30/6/2024", "2024-04-01", "2024-06-30"},
		{"to the end of the year", "từ tháng 02/2024 đến hết năm 2024", "2024-02", "2024-12"},
		{"a last day in other words", "hạn chót ngày 30 tháng 4 năm 2024", "", "2024-04-30"},
		{"quarters", "từ quý II đến quý IV năm 2025", "2025-04", "2025-12"},
		{"inside a quarter", "thực hiện trong quý III/2024", "2024-07", "2024-09"},
		{"done before a day", "hoàn thành trước ngày 30/4/2024", "", "2024-04-29"},
		{"done by the end of a month", "hoàn thành trong tháng 9/2024", "", "2024-09"},
		{"from now to the end of a month", "từ nay đến hết tháng 10/2024", "", "2024-10"},
		{"from the beginning to the end of a month", "từ đầu năm đến hết tháng 9/2024", "2024-01", "2024-09"},
		{"done in a quarter", "hoàn thành trong quý III năm 2024", "2024-07", "2024-09"},
		{"by the end of a quarter", "hoàn thành trước khi hết quý II/2024", "", "2024-06"},
		{"the whole year is no window", "thực hiện thường xuyên cả năm 2024", "", ""},
		{"months side by side", "thời gian thực hiện: tháng 4, tháng 5", "2024-04", "2024-05"},
		{"two quarters", "Thời gian: quý I, quý II năm 2024", "2024-01", "2024-06"},
		{"until a day", "thời gian thực hiện đến hết ngày 15/11/2024", "", "2024-11-15"},
		{"a share is no window", "nâng tỷ lệ từ 85% đến 90%", "", ""},
		{"a day in force is no window", "áp dụng từ ngày 01/7/2023", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, to := windowIn(c.in, 2024)
			if string(from) != c.from || string(to) != c.to {
				t.Errorf("windowIn(%q) = %q, %q; want %q, %q", c.in, from, to, c.from, c.to)
			}
		})
	}
}

func TestShowNamesEverything(t *testing.T) {
	b, err := os.ReadFile("testdata/plans/dang-uy-quy.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := readText("dang-uy-quy.txt", b, catalogue(t), Hints{})
	for lang, wants := range map[string][]string{
		"vi": {"Số, ký hiệu:      31-KH/ĐU", "Đơn vị:           phường Long Châu", "II. NHIỆM VỤ VÀ GIẢI PHÁP", "↳ 2025-04 → 2025-12", "Báo cáo phải gửi (6)", "ngày cuối 14/03/2025", "Người ký", "Kiều Thanh Vỹ", "Không thấy lỗi."},
		"en": {"Number:", "Reports promised (6)", "last day 2025-03-14", "Signer", "No faults found."},
	} {
		var out bytes.Buffer
		Show(&out, r, lang)
		for _, want := range wants {
			if !strings.Contains(out.String(), want) {
				t.Errorf("Show in %q lacks %q:\n%s", lang, want, out.String())
			}
		}
	}
}

func TestShowOfAReport(t *testing.T) {
	share := 0.6
	r := &data.Reading{Kind: data.KindReport, Report: &data.ReportValues{
		Report: "sơ kết 6 tháng", Year: 2024, DataTo: data.Date(2024, 5, 5),
		Tasks:      []data.TaskStatus{{Label: "II.1", Status: data.StatusInProgress, Progress: &share, At: data.Place{Sheet: "NhiemVu", Cell: "C5"}}},
		Indicators: []data.IndicatorValue{{Code: "QC40", Part: "a", Value: 1250000000, Unit: "đồng", Printed: "1.250", At: data.Place{Sheet: "ChiTieu", Cell: "D7"}}},
	}}
	var out bytes.Buffer
	Show(&out, r, "vi")
	for _, want := range []string{"sơ kết 6 tháng 2024", "05/05/2024", "đang thực hiện", "60%", "QC40a", "1250000000", "[ChiTieu D7]"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("Show lacks %q:\n%s", want, out.String())
		}
	}
}

func BenchmarkReadText(b *testing.B) {
	file, err := os.ReadFile("testdata/plans/hai-cot-xen-ke.txt")
	if err != nil {
		b.Fatal(err)
	}
	cat := catalogue(b)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		readText("kh.txt", file, cat, Hints{})
	}
}
