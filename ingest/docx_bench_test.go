package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
)

// docxReport is a half-year report of some pages with its two annexes, about
// 7.5 KB packed.
func docxReport(tb testing.TB) []byte {
	var body strings.Builder
	body.WriteString(docxHead + wp("BÁO CÁO") + wp("Sơ kết 6 tháng đầu năm 2024 về thực hiện Quy chế dân chủ ở cơ sở"))
	seed := uint32(1)
	next := func(n int) int { seed = seed*1664525 + 1013904223; return int(seed>>16) % n }
	words := strings.Fields("ủy ban nhân dân xã tổ chức hội nghị quán triệt triển khai thực hiện quy chế dân chủ ở cơ sở tuyên truyền vận động hộ gia đình giám sát công trình đóng góp kiến nghị cử tri đối thoại trực tiếp niêm yết công khai kịp thời đúng quy định nhiệm vụ giải pháp chỉ đạo phối hợp đoàn thể ấp khóm")
	sentence := func(n int) string {
		var s []string
		for range n {
			s = append(s, words[next(len(words))])
		}
		return strings.Join(s, " ")
	}
	for i := range 40 {
		level := "1"
		if i%8 == 0 {
			level = "0"
		}
		body.WriteString(wn("1", level, "Đã "+sentence(12+next(30))+fmt.Sprintf(" với %d lượt người dự.", next(500))))
	}
	for range 2 {
		rows := [][]string{row("TT", "Chỉ tiêu", "Đơn vị", "Kế hoạch", "Thực hiện")}
		for i := range 30 {
			rows = append(rows, row(fmt.Sprint(i+1), "Số "+sentence(5), "cuộc", fmt.Sprint(next(90)), fmt.Sprint(next(90))))
		}
		body.WriteString(wt(rows...))
	}
	body.WriteString(wt(row(wp("Nơi nhận:")+wp("- UBND thị xã;")+wp("- Lưu: VT."), wp("TM. ỦY BAN NHÂN DÂN")+wp("CHỦ TỊCH")+wp("Đỗ Khánh Thơ"))))
	return docxFile(tb, body.String(), docxFixture{"numbering": threeLevels, "styles": `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>`})
}

// Reading a report, and beside it in the same run what no reader can do
// without: unpacking the parts and taking their XML apart.
func BenchmarkDocx(b *testing.B) {
	file := docxReport(b)
	cat := catalogue(b)
	perSecond := func(b *testing.B, n int) {
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "files/s")
		b.ReportMetric(float64(len(file))/1000, "KB")
	}
	b.Run("read", func(b *testing.B) {
		n := 0
		for b.Loop() {
			Read("bao-cao.docx", file, cat)
			n++
		}
		perSecond(b, n)
	})
	b.Run("read on all cores", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				Read("bao-cao.docx", file, cat)
			}
		})
		perSecond(b, b.N)
	})
	b.Run("document", func(b *testing.B) {
		n := 0
		for b.Loop() {
			if d, problems := docxDocument("bao-cao.docx", file); d == nil {
				b.Fatal(summary(problems))
			}
			n++
		}
		perSecond(b, n)
	})
	b.Run("bare", func(b *testing.B) {
		n := 0
		for b.Loop() {
			bareDocx(b, file)
			n++
		}
		perSecond(b, n)
	})
}

func bareDocx(b *testing.B, file []byte) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(b, err)
	for _, f := range z.File {
		r, err := f.Open()
		must(b, err)
		for dec := xml.NewDecoder(r); ; {
			if _, err := dec.RawToken(); err != nil {
				break
			}
		}
		r.Close()
	}
}
