package ingest

import (
	"fmt"
	"strings"
	"testing"
)

// hostileWorkbooks are well-formed and beyond what a workbook is.
func hostileWorkbooks() (files []hostileFile) {
	sheet := func(name, rows string) {
		files = append(files, hostileFile{kind: "xlsx", name: name + ".xlsx", make: office(workbookParts(), "xl/worksheets/sheet1.xml", worksheet(rows))})
	}
	after := func(name, xml string) {
		files = append(files, hostileFile{kind: "xlsx", name: name + ".xlsx", make: office(workbookParts(), "xl/worksheets/sheet1.xml",
			strings.Replace(worksheet(honestRows), "</sheetData>", "</sheetData>"+xml, 1))})
	}
	rows := func(n int, row func(i int) string) string {
		var b strings.Builder
		for i := 1; i <= n; i++ {
			b.WriteString(row(i))
		}
		return b.String()
	}
	sheet("dong-cuoi", honestRows+`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`)
	sheet("dong-qua-cuoi", honestRows+`<row r="99999999999999999999"/>`)
	sheet("dong-am", `<row r="-5"/>`)
	sheet("dong-lui", `<row r="9"/><row r="8"/>`)
	sheet("cot-cuoi", rows(20_000, func(i int) string { return fmt.Sprintf(`<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i) }))
	sheet("cot-qua-cuoi", `<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`)
	sheet("o-lap", `<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`)
	sheet("o-sai-dong", `<row r="1"><c r="A7"><v>1</v></c></row>`)
	for _, n := range []string{"999999", "-5", "x", "1e9", "99999999999999999999"} {
		sheet("chuoi-"+n, fmt.Sprintf(`<row r="1"><c r="A1" t="s"><v>%s</v></c></row>`, n))
	}
	for _, v := range []string{"1e308", "1e999", "-1e308", "NaN", "Inf", "1e-320", strings.Repeat("9", 30_000), "0x10", "1_000", "1,5"} {
		sheet("so-"+short(v[:min(len(v), 8)]), honestRows+fmt.Sprintf(`<row r="5"><c r="A5" t="s"><v>6</v></c><c r="B5" t="s"><v>7</v></c><c r="C5" t="s"><v>8</v></c><c r="D5"><v>%s</v></c></row>`, v))
	}
	sheet("ngay-xa", `<row r="1">`+`<c r="A1" s="0" t="d"><v>999999-99-99T99:99:99</v></c><c r="B1" t="d"><v>`+strings.Repeat("1", 30_000)+`</v></c></row>`)
	sheet("kieu-65535", `<row r="1"><c r="A1" s="65535"><v>1</v></c><c r="B1" s="-1"><v>1</v></c><c r="C1" s="99999999999"><v>1</v></c></row>`)
	sheet("o-dai", `<row r="1"><c r="A1" t="inlineStr"><is><t>`+strings.Repeat("a", 1<<20)+`</t></is></c></row>`)
	sheet("trieu-dong-rong", rows(1_000_000, func(int) string { return "<row/>" }))
	sheet("trieu-o-rong", rows(10_000, func(int) string { return "<row>" + strings.Repeat("<c/>", 100) + "</row>" }))
	sheet("hai-tram-nghin-o", rows(2_000, func(int) string { return "<row>" + strings.Repeat("<c><v>1</v></c>", 100) + "</row>" }))
	sheet("cong-thuc", rows(5_000, func(int) string {
		return "<row><c><f>A1+B1</f></c><c><f>" + strings.Repeat("A1+", 100) + "1</f></c></row>"
	}))
	sheet("chi-tieu-lap", honestRows+rows(15_000, func(i int) string {
		return fmt.Sprintf(`<row r="%d"><c t="s"><v>6</v></c><c t="s"><v>7</v></c><c t="s"><v>8</v></c><c><v>%d</v></c></row>`, i+4, i)
	}))
	sheet("dau-de-lap", rows(10_000, func(i int) string {
		return `<row><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="s"><v>4</v></c><c t="s"><v>5</v></c></row>`
	}))
	after("gop-tat-ca", `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`)
	after("gop-nguoc", `<mergeCells><mergeCell ref="Z9:A1"/></mergeCells>`)
	after("gop-nhieu", `<mergeCells>`+strings.Repeat(`<mergeCell ref="A1:CV20000"/>`, 50_000)+`</mergeCells>`)
	after("lien-ket", `<hyperlinks>`+strings.Repeat(`<hyperlink ref="A1" location="x"/>`, 190_000)+`</hyperlinks>`)
	var sheets strings.Builder
	for i := range 5_000 {
		fmt.Fprintf(&sheets, `<sheet name="S%d" sheetId="%d" r:id="r1"/>`, i, i+1)
	}
	files = append(files,
		hostileFile{kind: "xlsx", name: "nhieu-sheet.xlsx", make: office(workbookParts(), "xl/workbook.xml", strings.Replace(workbookParts()["xl/workbook.xml"], "</sheets>", sheets.String()+"</sheets>", 1))},
		hostileFile{kind: "xlsx", name: "ten-dinh-nghia.xlsx", make: office(workbookParts(), "xl/workbook.xml", strings.Replace(workbookParts()["xl/workbook.xml"], "</sheets>",
			"</sheets><definedNames>"+strings.Repeat(`<definedName name="a">b</definedName>`, 190_000)+"</definedNames>", 1))},
		hostileFile{kind: "xlsx", name: "tro-ra-ngoai.xlsx", make: office(workbookParts(), "xl/_rels/workbook.xml.rels", strings.ReplaceAll(workbookParts()["xl/_rels/workbook.xml.rels"], "worksheets/sheet1.xml", "../../../etc/passwd"))},
		hostileFile{kind: "xlsx", name: "tro-vong.xlsx", make: office(workbookParts(), "xl/_rels/workbook.xml.rels", strings.ReplaceAll(workbookParts()["xl/_rels/workbook.xml.rels"], "worksheets/sheet1.xml", "workbook.xml"))},
	)
	return files
}

// hostileDocuments are well-formed and beyond what a document is.
func hostileDocuments() (files []hostileFile) {
	add := func(name string, replaced ...string) {
		files = append(files, hostileFile{kind: "docx", name: name + ".docx", make: office(wordParts(), replaced...)})
	}
	body := func(name, xml string) { add(name, "word/document.xml", wordDocument(xml)) }
	cell := func(pr string) string { return "<w:tc><w:tcPr>" + pr + "</w:tcPr>" + wordP("1") + "</w:tc>" }
	table := func(rows string) string { return "<w:tbl>" + rows + "</w:tbl>" }
	nested := func(n int, open, inner, end string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}
	body("trieu-doan", strings.Repeat("<w:p/>", 1_000_000))
	body("nhieu-doan", strings.Repeat(wordP("Điều 1. Căn cứ Nghị định số 59/2023/NĐ-CP"), 50_000))
	body("trieu-o", table(strings.Repeat("<w:tr>"+strings.Repeat("<w:tc><w:p/></w:tc>", 100)+"</w:tr>", 10_000)))
	body("nhieu-o", table(strings.Repeat("<w:tr>"+strings.Repeat(cell(""), 50)+"</w:tr>", 500)))
	body("dong-dai", table("<w:tr>"+strings.Repeat(cell(""), 50_000)+"</w:tr>"))
	for _, n := range []string{"1000000000", "-1", "99999999999999999999", "x", "60000"} {
		body("gridspan-"+n, table(strings.Repeat("<w:tr>"+cell(`<w:gridSpan w:val="`+n+`"/>`)+cell("")+"</w:tr>", 20)))
		body("gridbefore-"+n, table(strings.Repeat(`<w:tr><w:trPr><w:gridBefore w:val="`+n+`"/><w:gridAfter w:val="`+n+`"/></w:trPr>`+cell("")+"</w:tr>", 20)))
		add("so-bat-dau-"+n, "word/numbering.xml", strings.Replace(wordParts()["word/numbering.xml"], `<w:start w:val="1"/>`, `<w:start w:val="`+n+`"/>`, 1))
		body("cap-"+n, `<w:p><w:pPr><w:numPr><w:ilvl w:val="`+n+`"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>`+
			`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="`+n+`"/></w:numPr></w:pPr></w:p>`)
		body("lap-chu-"+n, `<w:p><w:r><w:sym w:font="Wingdings" w:char="`+n+`"/><w:tab/></w:r></w:p>`)
	}
	body("vmerge", table("<w:tr>"+cell(`<w:vMerge w:val="restart"/>`)+"</w:tr>"+strings.Repeat("<w:tr>"+cell("<w:vMerge/>")+cell("<w:vMerge/>")+"</w:tr>", 10_000)))
	body("vmerge-khong-dau", table(strings.Repeat("<w:tr>"+cell("<w:vMerge/>")+"</w:tr>", 100)))
	body("vmerge-rong", table("<w:tr>"+strings.Repeat(cell(`<w:vMerge w:val="restart"/>`), 60)+"</w:tr>"+strings.Repeat("<w:tr>"+strings.Repeat(cell("<w:vMerge/>"), 60)+"</w:tr>", 500)))
	body("bang-long-nhau", nested(15, "<w:tbl><w:tr><w:tc>", wordP("x"), "<w:p/></w:tc></w:tr></w:tbl>"))
	body("bang-long-sau", nested(5_000, "<w:tbl><w:tr><w:tc>", wordP("x"), "</w:tc></w:tr></w:tbl>"))
	body("bang-chia-hai", nested(11, "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>", wordP("x"), "</w:tc></w:tr></w:tbl>"))
	body("khung-chu", nested(15, "<w:p><w:r><w:pict><w:txbxContent>", wordP("x"), "</w:txbxContent></w:pict></w:r></w:p>"))
	body("nhieu-run", "<w:p>"+strings.Repeat("<w:r><w:t>1 </w:t></w:r>", 150_000)+"</w:p>")
	body("nhieu-tab", "<w:p><w:r>"+strings.Repeat("<w:tab/><w:br/>", 90_000)+"</w:r></w:p>")
	body("sua-chua", "<w:p>"+strings.Repeat("<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>", 20_000)+"</w:p>")
	body("truong", "<w:p>"+strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>`, 30_000)+"</w:p>")
	body("truong-ket-thuc", "<w:p>"+strings.Repeat(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, 30_000)+"</w:p>")
	body("phong-cu", "<w:p>"+strings.Repeat(`<w:r><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr><w:t>Uû ban nh©n d©n x· T©n An</w:t></w:r>`, 10_000)+"</w:p>")
	body("chu-dai", wordP(strings.Repeat("ngày 1 tháng 1 năm 2024 ", 30_000)))
	body("khong-than", "")
	add("kieu-vong", "word/styles.xml", `<w:styles `+wordMain+`><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>`,
		"word/document.xml", wordDocument(strings.Repeat(`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, 1000)))
	var chain strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&chain, `<w:style w:type="paragraph" w:styleId="S%d"><w:basedOn w:val="S%d"/></w:style>`, i, i+1)
	}
	add("kieu-chuoi", "word/styles.xml", `<w:styles `+wordMain+`>`+chain.String()+`</w:styles>`,
		"word/document.xml", wordDocument(strings.Repeat(`<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, 20_000)))
	add("so-vong", "word/numbering.xml", `<w:numbering `+wordMain+`><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
		"word/styles.xml", `<w:styles `+wordMain+`><w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`)
	add("so-chu-dai", "word/numbering.xml", strings.Replace(wordParts()["word/numbering.xml"], `"%1."`, `"`+strings.Repeat("%1%2%3%4%5%6%7%8%9", 3_000)+`"`, 1),
		"word/document.xml", wordDocument(strings.Repeat(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, 20_000)))
	for _, format := range []string{"lowerRoman", "upperRoman", "lowerLetter", "upperLetter", "khong-co"} {
		add("so-kieu-"+format, "word/numbering.xml", strings.NewReplacer(`"decimal"`, `"`+format+`"`, `<w:start w:val="1"/>`, `<w:start w:val="2147483640"/>`).Replace(wordParts()["word/numbering.xml"]),
			"word/document.xml", wordDocument(strings.Repeat(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, 100)))
	}
	return files
}

func hostilePDFs() (files []hostileFile) {
	add := func(name string, b []byte) {
		files = append(files, hostileFile{kind: "pdf", name: name + ".pdf", make: fixed(b)})
	}
	page := func(content string) []byte {
		return objectsPDF(catalogObject, pagesObject, pageObject, streamObject(content), fontObject)
	}
	add("trang-vong", objectsPDF(catalogObject, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"))
	add("trang-vong-hai", objectsPDF(catalogObject, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"))
	add("cha-vong", objectsPDF(catalogObject, pagesObject, "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>", streamObject(pageContent)))
	add("trieu-trang", objectsPDF(catalogObject, "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", pageObject, streamObject(pageContent), fontObject))
	add("trang-am", objectsPDF(catalogObject, "<< /Type /Pages /Kids [3 0 R] /Count -7 >>", pageObject, streamObject(pageContent), fontObject))
	add("nhieu-con", objectsPDF(catalogObject, "<< /Type /Pages /Kids ["+strings.Repeat("3 0 R ", 50_000)+"] /Count 50000 >>", pageObject, streamObject(pageContent), fontObject))
	add("goc-la-chinh-no", objectsPDF("1 0 R"))
	add("noi-dung-vong", objectsPDF(catalogObject, pagesObject, pageObject, "4 0 R", fontObject))
	add("noi-dung-nhieu", objectsPDF(catalogObject, pagesObject, strings.Replace(pageObject, "/Contents 4 0 R", "/Contents ["+strings.Repeat("4 0 R ", 20_000)+"]", 1), streamObject(pageContent), fontObject))
	add("do-dai-noi-doi", objectsPDF(catalogObject, pagesObject, pageObject, "<< /Length 2000000000 >>\nstream\n"+pageContent+"\nendstream", fontObject))
	add("do-dai-am", objectsPDF(catalogObject, pagesObject, pageObject, "<< /Length -1 >>\nstream\n"+pageContent+"\nendstream", fontObject))
	add("do-dai-vong", objectsPDF(catalogObject, pagesObject, pageObject, "<< /Length 4 0 R >>\nstream\n"+pageContent+"\nendstream", fontObject))
	add("loc-la", objectsPDF(catalogObject, pagesObject, pageObject, "<< /Filter [/FlateDecode /FlateDecode /ASCII85Decode] /Length 10 >>\nstream\n0123456789\nendstream", fontObject))
	add("mang-sau", objectsPDF(catalogObject, pagesObject, pageObject, streamObject(strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000)), fontObject))
	add("tu-dien-sau", objectsPDF(strings.Repeat("<< /a ", 200_000)+strings.Repeat(">>", 200_000)))
	add("ngoac-sau", page("BT ("+strings.Repeat("(", 200_000)+") Tj ET"))
	add("nhieu-lenh", page(strings.Repeat("q ", 300_000)+pageContent))
	add("nhieu-chu", page("BT /F1 12 Tf "+strings.Repeat("1 0 Td (a b 12) Tj ", 50_000)+"ET"))
	add("khong-font", page("BT /F9 12 Tf (abc) Tj ET"))
	add("so-lon", page("BT /F1 1e300 Tf 1e308 1e308 Td (abc) Tj 999999999999999999999999 0 0 -1 0 0 Tm (x) Tj ET"))
	add("form-vong", objectsPDF(catalogObject, pagesObject, strings.Replace(pageObject, "/Font <<", "/XObject << /X 6 0 R >> /Font <<", 1), streamObject("/X Do"), fontObject,
		"<< /Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"))
	add("mat-khau", []byte(strings.Replace(string(page(pageContent)), "/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 /O (x) /U (x) /P -1 >>", 1)))
	add("xref-vong", []byte(strings.Replace(string(page(pageContent)), "/Root 1 0 R", "/Root 1 0 R /Prev 9", 1)))
	honest := string(page(pageContent))
	at := strings.Index(honest, "xref\n")
	add("xref-chinh-no", []byte(strings.Replace(honest, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R /Prev %d", at), 1)))
	add("xref-lon", []byte(strings.Replace(honest, "xref\n0 6", "xref\n0 2000000000", 1)))
	add("size-lon", []byte(strings.Replace(honest, "/Size 6", "/Size 2000000000", 1)))
	add("startxref-xa", []byte(honest[:strings.Index(honest, "startxref")]+"startxref\n999999999999\n%%EOF"))
	add("khong-xref", []byte(honest[:at]))
	cmap := "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " + strings.Repeat("1 beginbfrange <0000> <FFFF> <0041> endbfrange ", 5_000) + "endcmap"
	add("cmap-lon", objectsPDF(catalogObject, pagesObject, pageObject, streamObject(pageContent), strings.Replace(fontObject, ">>", "/ToUnicode 6 0 R >>", 1), streamObject(cmap)))
	add("cmap-nguoc", objectsPDF(catalogObject, pagesObject, pageObject, streamObject(pageContent), strings.Replace(fontObject, ">>", "/ToUnicode 6 0 R >>", 1), streamObject("1 beginbfrange <FFFF> <0000> <41> endbfrange")))
	add("widths", objectsPDF(catalogObject, pagesObject, pageObject, streamObject(pageContent), "<< /Type /Font /Subtype /TrueType /FirstChar -2000000000 /LastChar 2000000000 /Widths [1] /Encoding << /Differences [2000000000 /a -5 /b] >> >>"))
	return files
}

func hostileTables() (files []hostileFile) {
	add := func(name string, b string) {
		files = append(files, hostileFile{kind: "csv", name: name + ".csv", make: fixed([]byte(b))})
	}
	add("cot-nhieu", honestCSV+strings.Repeat(";", 900_000)+"\n")
	add("cot-nhieu-so", strings.Repeat("1;", 400_000)+"\n")
	add("dong-nhieu", strings.Repeat("\n", 900_000))
	add("dong-nhieu-o", honestCSV+strings.Repeat("1;a;b;2\n", 110_000))
	add("ngoac-kep-mo", honestCSV+`3;"`+strings.Repeat("a;b\n", 200_000))
	add("ngoac-kep-nhieu", honestCSV+strings.Repeat(`"`, 900_000))
	add("ngoac-kep-lech", honestCSV+strings.Repeat(`a"b;"c"d;`+"\n", 50_000))
	add("byte-khong", honestCSV+strings.Repeat("\x00;", 10_000))
	add("phan-cach-lan-lon", strings.Repeat("a;b,c\td|e\n", 80_000))
	add("mot-o", "\""+strings.Repeat("x", 900_000)+"\"")
	add("chi-cr", strings.ReplaceAll(honestCSV, "\n", "\r"))
	add("utf8-sai", honestCSV+strings.Repeat("\xc3;\xff\n", 10_000))
	add("cong-thuc", strings.Repeat("=cmd|' /C calc'!A0;+1;-1;@x\n", 1000))
	add("so-dai", "STT;Nội dung;Số liệu\n"+strings.Repeat("1;Số cuộc họp dân;"+strings.Repeat("9", 1000)+"\n", 500))
	return files
}

// hostileTexts try the patterns: long runs of what they repeat.
func hostileTexts() (files []hostileFile) {
	add := func(name string, make func(testing.TB) []byte) {
		files = append(files, hostileFile{kind: "txt", name: name + ".txt", make: make})
	}
	for _, c := range []struct{ name, run string }{
		{"chu-so", "1"}, {"dau-cham", "."}, {"gach", "-"}, {"dau-cach", " "}, {"chu-hoa", "A"}, {"ngay", "ngày tháng năm "}, {"ngay-so", "ngày 1 tháng 1 năm 2024 "},
		{"can-cu", "Căn cứ Nghị định số 1/2023/NĐ-CP của "}, {"la-ma", "I"}, {"la-ma-dong", "I. \n"}, {"so-dong", "1. a\n"}, {"so-nhieu-cap", "1.1.1.1.1."}, {"gach-cheo", "/"},
		{"ngoac", "(("}, {"dau-thanh", "a\u0301\u0323\u0302"}, {"chi-dau", "\u0301"}, {"dong-trong", "\n"}, {"tab", "\t"}, {"trich-dan", "Kế hoạch số 1-KH/TU, "}, {"noi-nhan", "Nơi nhận:\n"},
		{"ky", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n"}, {"truoc-ngay", "báo cáo trước ngày 10 tháng cuối quý, "}, {"tcvn3", "Uû ban nh©n d©n "}, {"cham-phay", "a; "}, {"so-tien", "1.234.567,89 triệu đồng "},
		{"ap", "ấp 1, ấp 2, khóm 3, "}, {"gach-noi-xuong", "21-\nKL/TW "}, {"kien-nghi", "tiếp nhận 12 đơn, giải quyết 10/12 đơn, đạt 83,3%; "}, {"ty-le", "100%"}, {"ngoac-kep", "“"},
		{"emoji", "😀"}, {"vo-hinh", "\u200b"}, {"rtl", "\u202e"}, {"hoa-dong", "BÁO CÁO KẾ HOẠCH\n"},
	} {
		for _, size := range []int{10_000, 900_000} {
			add(fmt.Sprintf("%s-%d", c.name, size), func(testing.TB) []byte {
				return []byte(honestPlan + strings.Repeat(c.run, size/len(c.run)) + "\n" + honestPlan)
			})
		}
	}
	add("utf16-le", func(testing.TB) []byte { return append(utf16Of(honestPlan), 'x') })
	add("utf16-nua-cap", func(testing.TB) []byte { return append(utf16Of(honestPlan), 0x00, 0xd8, 0x00, 0xd8, 'a', 0) })
	add("utf16-dao", func(testing.TB) []byte { return append([]byte{0xfe, 0xff}, utf16Of(honestPlan)[2:]...) })
	add("utf8-sai", text("%s\xff\xfe\xc0\xaf\xed\xa0\x80", honestPlan))
	add("utf8-dai", text("%s\xf8\x88\x80\x80\x80", honestPlan))
	add("byte-khong", text("%s\x00\x00\x00", honestPlan))
	add("bom-nhieu", text("\xef\xbb\xbf\xef\xbb\xbf%s", honestPlan))
	return files
}
