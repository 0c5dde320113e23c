package ingest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
)

// A hostileFile is one file of the corpus: made when it is needed, the same
// every time.
type hostileFile struct {
	kind string // the row of the table of memory
	name string
	make func(tb testing.TB) []byte
	// blocks: the file must be refused; false leaves it open, because half a file
	// can be a whole one.
	blocks bool
}

// hostileCorpus is the corpus: builders by kind, each over its parameters.
func hostileCorpus() []hostileFile {
	var all []hostileFile
	for _, part := range [][]hostileFile{cutFiles(), flippedFiles(), bombs(), hostileXML(), hostileWorkbooks(), hostileDocuments(), hostilePDFs(),
		hostileTables(), hostileTexts(), wrongTypes(), hostileOLE(), hostileArchives(), oddFiles()} {
		all = append(all, part...)
	}
	return all
}

func fixed(b []byte) func(testing.TB) []byte { return func(testing.TB) []byte { return b } }

func text(format string, args ...any) func(testing.TB) []byte {
	return func(testing.TB) []byte { return fmt.Appendf(nil, format, args...) }
}

// The honest files that the others are made of.

const wordMain = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func wordP(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

func wordParts() map[string]string {
	const types, rels = "http://schemas.openxmlformats.org/package/2006/content-types", "http://schemas.openxmlformats.org/package/2006/relationships"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	body := wordP("ỦY BAN NHÂN DÂN XÃ TÂN AN") + wordP("BÁO CÁO") + wordP("Kết quả thực hiện Quy chế dân chủ ở cơ sở 6 tháng đầu năm 2024") +
		`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Đã tổ chức 12 cuộc họp dân.</w:t></w:r></w:p>` +
		`<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>` + wordP("Nội dung") + `</w:tc><w:tc>` + wordP("Số liệu") + `</w:tc></w:tr></w:tbl>`
	return map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="` + types + `"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="` + rels + `"><Relationship Id="r1" Type="` + office + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<?xml version="1.0"?><Relationships xmlns="` + rels + `"><Relationship Id="r1" Type="` + office + `/styles" Target="styles.xml"/><Relationship Id="r2" Type="` +
			office + `/numbering" Target="numbering.xml"/></Relationships>`,
		"word/document.xml": wordDocument(body),
		"word/styles.xml":   `<?xml version="1.0"?><w:styles ` + wordMain + `><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style></w:styles>`,
		"word/numbering.xml": `<?xml version="1.0"?><w:numbering ` + wordMain + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>` +
			`<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
	}
}

func wordDocument(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordMain + `><w:body>` + body + `</w:body></w:document>`
}

const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

func workbookParts() map[string]string {
	const types, rels = "http://schemas.openxmlformats.org/package/2006/content-types", "http://schemas.openxmlformats.org/package/2006/relationships"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="` + types + `"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + kind +
			`sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kind + `worksheet+xml"/></Types>`,
		"_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="` + rels + `"><Relationship Id="r1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="` + rels + `"><Relationship Id="r1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="` +
			office + `/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="` + office + `/styles" Target="styles.xml"/></Relationships>`,
		"xl/workbook.xml":          `<?xml version="1.0"?><workbook ` + sheetSpace + ` xmlns:r="` + office + `"><sheets><sheet name="Phụ lục" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml": worksheet(honestRows),
		"xl/sharedStrings.xml": `<?xml version="1.0"?><sst ` + sheetSpace + `><si><t>BÁO CÁO SỐ LIỆU THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ 6 THÁNG ĐẦU NĂM 2024</t></si><si><t>Đơn vị: UBND xã Tân Thạnh</t></si>` +
			`<si><t>Mã</t></si><si><t>Chỉ tiêu</t></si><si><t>Đơn vị tính</t></si><si><t>Số liệu</t></si><si><t>QC19</t></si><si><t>Cuộc họp dân</t></si><si><t>cuộc</t></si></sst>`,
		"xl/styles.xml": `<?xml version="1.0"?><styleSheet ` + sheetSpace + `><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`,
	}
}

// honestRows is the sheet of a report with one indicator, in rows 1 to 4.
const honestRows = `<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>` +
	`<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="s"><v>3</v></c><c r="C3" t="s"><v>4</v></c><c r="D3" t="s"><v>5</v></c></row>` +
	`<row r="4"><c r="A4" t="s"><v>6</v></c><c r="B4" t="s"><v>7</v></c><c r="C4" t="s"><v>8</v></c><c r="D4"><v>12</v></c></row>`

func worksheet(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet ` + sheetSpace + `><sheetData>` + rows + `</sheetData></worksheet>`
}

// office packs parts with one put in the place of the honest one.
func office(parts map[string]string, replaced ...string) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		for i := 0; i+1 < len(replaced); i += 2 {
			parts[replaced[i]] = replaced[i+1]
		}
		entries := []zipEntry{{name: "[Content_Types].xml", body: parts["[Content_Types].xml"]}}
		for _, name := range sortedNames(parts) {
			if name != "[Content_Types].xml" {
				entries = append(entries, zipEntry{name: name, body: parts[name]})
			}
		}
		return archiveOf(tb, entries...)
	}
}

func sortedNames(m map[string]string) []string {
	g := &guard{parts: map[string]*zip.File{}}
	for k := range m {
		g.parts[k] = nil
	}
	return g.sortedParts()
}

// objectsPDF writes objects (from 1) with a table of where they stand; object 1 is
// the catalogue.
func objectsPDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

func streamObject(content string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
}

const (
	catalogObject = "<< /Type /Catalog /Pages 2 0 R >>"
	pagesObject   = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	pageObject    = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
	fontObject    = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
	pageContent   = "BT /F1 12 Tf 72 700 Td (BAO CAO) Tj 0 -20 Td (Ket qua thuc hien Quy che dan chu o co so 6 thang dau nam 2024 cua xa Tan An) Tj ET"
)

const honestPlan = "ỦY BAN NHÂN DÂN\nXÃ TÂN AN\n\nKẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2024\n\nCăn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;\n\n" +
	"I. NHIỆM VỤ\n1. Tuyên truyền, phổ biến pháp luật.\n2. Báo cáo kết quả trước ngày 10/5/2024.\n\nNơi nhận:\n- Lưu: VT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn An\n"

const honestCSV = "BÁO CÁO SỐ LIỆU THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ 6 THÁNG ĐẦU NĂM 2024;;;\nĐơn vị: UBND xã Tân Thạnh;;;\n" +
	"Mã;Chỉ tiêu;Đơn vị tính;Số liệu\nQC19;Cuộc họp dân;cuộc;12\nQC42;Đơn thư tiếp nhận trong kỳ;đơn;28\n"

func utf16Of(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// honestFiles are one of each format, by extension.
func honestFiles(tb testing.TB) map[string][]byte {
	return map[string][]byte{
		"xlsx": office(workbookParts())(tb), "docx": office(wordParts())(tb), "pdf": objectsPDF(catalogObject, pagesObject, pageObject, streamObject(pageContent), fontObject),
		"csv": []byte(honestCSV), "txt": []byte(honestPlan), "utf16.txt": utf16Of(honestPlan),
		"zip": archiveOf(tb, zipEntry{name: "ke-hoach.txt", body: honestPlan}, zipEntry{name: "so-lieu.csv", body: honestCSV}),
	}
}

var honestFormats = []string{"xlsx", "docx", "pdf", "csv", "txt", "utf16.txt", "zip"}

// cutFiles end early, as after a download that broke off.
func cutFiles() (files []hostileFile) {
	for _, format := range honestFormats {
		for tenth := 1; tenth < 10; tenth++ {
			files = append(files, hostileFile{kind: "cut " + format, name: fmt.Sprintf("cat-%d.%s", tenth, format), blocks: format == "xlsx" || format == "docx" || format == "zip",
				make: func(tb testing.TB) []byte { b := honestFiles(tb)[format]; return b[:len(b)*tenth/10] }})
		}
	}
	return files
}

// flippedFiles have some bytes changed.
func flippedFiles() (files []hostileFile) {
	for _, format := range honestFormats {
		for round := range 6 {
			files = append(files, hostileFile{kind: "flipped " + format, name: fmt.Sprintf("sai-%d.%s", round, format), make: func(tb testing.TB) []byte {
				random := rand.New(rand.NewPCG(uint64(round), uint64(len(format))))
				b := bytes.Clone(honestFiles(tb)[format])
				for range 1 << round {
					b[random.IntN(len(b))] ^= byte(1 + random.IntN(255))
				}
				return b
			}})
		}
	}
	return files
}

// deflated is a part that unzips to head, a filling repeated up to size, and
// tail.
type deflated struct {
	name, head, fill, tail string
	size                   int
}

// zipWith packs honest parts and a part far larger than its file.
func zipWith(parts map[string]string, d deflated) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		var body bytes.Buffer
		w, _ := flate.NewWriter(&body, flate.BestSpeed)
		sum, size := crc32.NewIEEE(), 0
		write := func(s string) {
			w.Write([]byte(s))
			sum.Write([]byte(s))
			size += len(s)
		}
		write(d.head)
		for block := strings.Repeat(d.fill, 1+(1<<20)/len(d.fill)); size < d.size; {
			write(block)
		}
		write(d.tail)
		w.Close()
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, name := range sortedNames(parts) {
			if name != d.name {
				f, _ := z.Create(name)
				f.Write([]byte(parts[name]))
			}
		}
		f, err := z.CreateRaw(&zip.FileHeader{Name: d.name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(body.Len()), UncompressedSize64: uint64(size)})
		if err != nil {
			tb.Fatal(err)
		}
		f.Write(body.Bytes())
		z.Close()
		return out.Bytes()
	}
}

// lying halves what an archive claims of the sizes of its parts.
func lying(make func(testing.TB) []byte) func(testing.TB) []byte {
	return func(tb testing.TB) []byte {
		b := make(tb)
		for at := bytes.Index(b, []byte("PK\x01\x02")); at >= 0; {
			if size := binary.LittleEndian.Uint32(b[at+24:]); size > 1<<20 {
				binary.LittleEndian.PutUint32(b[at+24:], 1000)
			}
			next := bytes.Index(b[at+4:], []byte("PK\x01\x02"))
			if next < 0 {
				break
			}
			at += 4 + next
		}
		return b
	}
}

func bombs() (files []hostileFile) {
	sheet := strings.SplitN(worksheet("|"), "|", 2)
	document := strings.SplitN(wordDocument("|"), "|", 2)
	for name, c := range map[string]struct {
		parts map[string]string
		d     deflated
	}{
		"bom-sheet.xlsx":     {workbookParts(), deflated{"xl/worksheets/sheet1.xml", sheet[0], "<row></row>", sheet[1], 300 << 20}},
		"bom-dong.xlsx":      {workbookParts(), deflated{"xl/worksheets/sheet1.xml", sheet[0], `<row><c><v>1</v></c></row>`, sheet[1], 60 << 20}},
		"bom-chuoi.xlsx":     {workbookParts(), deflated{"xl/sharedStrings.xml", "<sst>", "<si><t>a</t></si>", "</sst>", 300 << 20}},
		"bom-chuoi-dai.xlsx": {workbookParts(), deflated{"xl/sharedStrings.xml", "<sst><si><t>", "aaaaaaaa", "</t></si></sst>", 300 << 20}},
		"bom-kieu.xlsx":      {workbookParts(), deflated{"xl/styles.xml", "<styleSheet><cellXfs>", `<xf numFmtId="1"/>`, "</cellXfs></styleSheet>", 60 << 20}},
		"bom-anh.xlsx":       {workbookParts(), deflated{"xl/media/image1.png", "", "\x00\x00\x00\x00", "", 300 << 20}},
		"bom-van-ban.docx":   {wordParts(), deflated{"word/document.xml", document[0], wordP("x"), document[1], 300 << 20}},
		"bom-chu.docx":       {wordParts(), deflated{"word/document.xml", document[0] + "<w:p><w:r><w:t>", "aaaaaaaa", "</w:t></w:r></w:p>" + document[1], 300 << 20}},
		"bom-so.docx":        {wordParts(), deflated{"word/numbering.xml", "<w:numbering>", "<w:num/>", "</w:numbering>", 300 << 20}},
		"bom-anh.docx":       {wordParts(), deflated{"word/media/image1.png", "", "\x00\x00\x00\x00", "", 300 << 20}},
		"bom-50MB.docx":      {wordParts(), deflated{"word/document.xml", document[0], wordP("x"), document[1], 50 << 20}},
		"bom.zip":            {map[string]string{"a.txt": honestPlan}, deflated{"b.txt", "", "bbbbbbbb", "", 300 << 20}},
		"bom-60MB.zip":       {map[string]string{"a.txt": honestPlan}, deflated{"b.txt", "", "bbbbbbbb", "", 60 << 20}},
	} {
		make := zipWith(c.parts, c.d)
		// A picture of a document is never unpacked.
		blocks := !strings.HasSuffix(name, "60MB.zip") && name != "bom-anh.docx"
		files = append(files, hostileFile{kind: "bomb", name: name, make: make, blocks: blocks},
			hostileFile{kind: "bomb that lies", name: "noi-doi-" + name, make: lying(make), blocks: blocks && !strings.HasSuffix(name, ".zip")})
	}
	return files
}

// hostileXML puts broken and evil XML in the place of each part that is read.
func hostileXML() (files []hostileFile) {
	const dtd = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	for _, part := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "word/document.xml", "word/styles.xml", "word/numbering.xml"} {
		parts, ext := workbookParts, "xlsx"
		if strings.HasPrefix(part, "word/") {
			parts, ext = wordParts, "docx"
		}
		honest := parts()[part]
		_, inner, _ := strings.Cut(honest, "?>")
		end := strings.LastIndex(honest, "</")
		for _, c := range []struct{ name, xml string }{
			{"thuc-the", dtd + strings.Replace(inner, "</", "&c;</", 1)},
			{"xxe", `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + strings.Replace(inner, "</", "&e;</", 1)},
			{"thuc-the-la", strings.Replace(honest, "</", "&khong-co;</", 1)},
			{"sau", honest[:end] + strings.Repeat("<a>", 100_000) + strings.Repeat("</a>", 100_000) + honest[end:]},
			{"sau-khong-dong", honest[:end] + strings.Repeat("<a>", 100_000)},
			{"thuoc-tinh-dai", honest[:end] + `<a b="` + strings.Repeat("b", 5<<20) + `"/>` + honest[end:]},
			{"nhieu-thuoc-tinh", honest[:end] + "<a " + strings.Repeat(`b="" `, 100_000) + "/>" + honest[end:]},
			{"ten-dai", honest[:end] + "<" + strings.Repeat("a", 5<<20) + "/>" + honest[end:]},
			{"ghi-chu-dai", honest[:end] + "<!--" + strings.Repeat("a", 20<<20) + "-->" + honest[end:]},
			{"khong-dong", honest[:end]},
			{"dong-sai", honest[:end] + "</sai>"},
			{"ky-tu-dieu-khien", honest[:end] + "\x01" + honest[end:]},
			{"utf8-sai", honest[:end] + "\xff\xfe" + honest[end:]},
			{"bang-ma-la", strings.Replace(honest, `version="1.0"`, `version="1.0" encoding="EBCDIC-CP-US"`, 1)},
			{"rong", ""},
		} {
			files = append(files, hostileFile{kind: "XML " + ext, name: fmt.Sprintf("%s-%s.%s", c.name, strings.NewReplacer("/", "-", ".", "-").Replace(part), ext),
				make: func(tb testing.TB) []byte { return office(parts(), part, c.xml)(tb) }})
		}
	}
	return files
}

// hostileArchives are zips of files; what Unpack gives is read, too.
func hostileArchives() (files []hostileFile) {
	add := func(name string, blocks bool, make func(testing.TB) []byte) {
		files = append(files, hostileFile{kind: "zip", name: name + ".zip", blocks: blocks, make: make})
	}
	of := func(entries ...zipEntry) func(testing.TB) []byte {
		return func(tb testing.TB) []byte { return archiveOf(tb, entries...) }
	}
	for i, path := range []string{"../../etc/passwd", "/etc/passwd", `..\..\a.txt`, `C:\a.txt`, "C:/a.txt", "a/../b.txt", "./a.txt", "a//b.txt", "a\x00b.txt", "\u202etxt.exe",
		strings.Repeat("a", 60_000), strings.Repeat("a/", 20_000) + "b", "con.txt", "\xff\xfe\xfd.txt", " ", "", "a\nb.txt"} {
		add(fmt.Sprintf("duong-dan-%d", i), false, of(zipEntry{name: path, body: honestPlan, raw: true}))
	}
	add("trung-ten", false, of(zipEntry{name: "a.txt", body: honestPlan}, zipEntry{name: "A.TXT", body: honestCSV}, zipEntry{name: "a.txt", body: "x"}))
	add("lien-ket", false, of(zipEntry{name: "a.txt", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777}))
	add("mat-khau", false, of(zipEntry{name: "a.txt", body: honestPlan, with: func(h *zip.FileHeader) { h.Flags |= 1 }}))
	add("rong", true, of())
	add("long-nhau", false, func(tb testing.TB) []byte {
		b := []byte(honestPlan)
		for range 50 {
			b = archiveOf(tb, zipEntry{name: "a.zip", body: string(b)}, zipEntry{name: "b.txt", body: honestPlan})
		}
		return b
	})
	add("70000-tep", true, func(tb testing.TB) []byte {
		entries := make([]zipEntry, 70_000)
		for i := range entries {
			entries[i] = zipEntry{name: fmt.Sprintf("%d.txt", i), body: "x"}
		}
		return archiveOf(tb, entries...)
	})
	add("1000-tep", false, func(tb testing.TB) []byte {
		entries := make([]zipEntry, 200)
		for i := range entries {
			entries[i] = zipEntry{name: fmt.Sprintf("%d.txt", i), body: honestPlan}
		}
		return archiveOf(tb, entries...)
	})
	add("muc-luc-noi-doi", false, func(tb testing.TB) []byte { // the end claims entries that are not there
		b := archiveOf(tb, zipEntry{name: "a.txt", body: honestPlan})
		binary.LittleEndian.PutUint16(b[len(b)-12:], 1999)
		binary.LittleEndian.PutUint16(b[len(b)-14:], 1999)
		return b
	})
	add("chong-len-nhau", false, func(tb testing.TB) []byte { // all entries of the directory are one file
		b := archiveOf(tb, zipEntry{name: "a.txt", body: strings.Repeat("abcd", 1<<20)})
		dir := bytes.Index(b, []byte("PK\x01\x02"))
		end := bytes.Index(b, []byte("PK\x05\x06"))
		entry, tail := bytes.Clone(b[dir:end]), bytes.Clone(b[end:])
		out := bytes.Clone(b[:dir])
		for i := range 1000 {
			entry[46] = byte('a' + i%26) // the first letter of its name
			out = append(out, entry...)
		}
		binary.LittleEndian.PutUint16(tail[8:], 1000)
		binary.LittleEndian.PutUint16(tail[10:], 1000)
		binary.LittleEndian.PutUint32(tail[12:], uint32(1000*len(entry)))
		return append(out, tail...)
	})
	add("bom-trong-docx", false, func(tb testing.TB) []byte {
		document := strings.SplitN(wordDocument("|"), "|", 2)
		return archiveOf(tb, zipEntry{name: "a.docx", body: string(zipWith(wordParts(), deflated{"word/document.xml", document[0], wordP("x"), document[1], 100 << 20})(tb))},
			zipEntry{name: "b.txt", body: honestPlan})
	})
	return files
}

// wrongTypes are honest files under names that say otherwise.
func wrongTypes() (files []hostileFile) {
	for _, format := range honestFormats {
		for _, ext := range []string{"xlsx", "docx", "pdf", "csv", "txt", "zip"} {
			if ext != format {
				files = append(files, hostileFile{kind: "wrong type", name: format + "-la." + ext, make: func(tb testing.TB) []byte { return honestFiles(tb)[format] }})
			}
		}
	}
	return files
}

// oleOf is a compound file: a header and sectors of 512 bytes, of which the
// first is the table of sectors and the second the directory.
func oleOf(table []uint32, entries ...string) []byte {
	b := make([]byte, 512)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := binary.LittleEndian
	le.PutUint16(b[24:], 0x3e)
	le.PutUint16(b[26:], 3)
	le.PutUint16(b[28:], 0xfffe)
	le.PutUint16(b[30:], 9)
	le.PutUint16(b[32:], 6)
	le.PutUint32(b[44:], 1)
	le.PutUint32(b[48:], 1)
	le.PutUint32(b[56:], 4096)
	le.PutUint32(b[60:], 0xfffffffe)
	le.PutUint32(b[68:], 0xfffffffe)
	for i := range 109 {
		le.PutUint32(b[76+4*i:], 0xffffffff)
	}
	le.PutUint32(b[76:], 0)
	sectors := make([]byte, 512)
	for i := range 128 {
		v := uint32(0xffffffff)
		if i < len(table) {
			v = table[i]
		}
		le.PutUint32(sectors[4*i:], v)
	}
	dir := make([]byte, 512)
	for i, name := range append([]string{"Root Entry"}, entries...) {
		e := dir[128*i:]
		units := utf16.Encode([]rune(name))
		for k, u := range units {
			le.PutUint16(e[2*k:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66] = 2
		if i == 0 {
			e[66] = 5
		}
		le.PutUint32(e[68:], 0xffffffff)
		le.PutUint32(e[72:], 0xffffffff)
		le.PutUint32(e[76:], 0xffffffff)
		if i == 0 {
			le.PutUint32(e[76:], 1)
		}
		le.PutUint32(e[116:], 0xfffffffe)
	}
	return append(append(b, sectors...), dir...)
}

func hostileOLE() (files []hostileFile) {
	const end, self = 0xfffffffe, 0xfffffffd
	add := func(name string, b []byte) {
		files = append(files, hostileFile{kind: "OLE", name: name, blocks: true, make: fixed(b)})
	}
	honest := []uint32{self, end}
	add("cu.doc", oleOf(honest, "WordDocument"))
	add("cu.xls", oleOf(honest, "Workbook"))
	add("mat-khau.docx", oleOf(honest, "EncryptedPackage"))
	add("vong-thu-muc.doc", oleOf([]uint32{self, 1}, "WordDocument"))
	add("vong-hai.doc", oleOf([]uint32{1, 0}, "WordDocument"))
	loop := oleOf(honest, "WordDocument", "Workbook")
	binary.LittleEndian.PutUint32(loop[1024+128+68:], 1) // an entry is its own left neighbour
	add("vong-cay.doc", loop)
	loop = oleOf(honest, "WordDocument", "Workbook")
	binary.LittleEndian.PutUint32(loop[1024+76:], 0) // the root is its own child
	add("vong-goc.doc", loop)
	long := oleOf(honest, "WordDocument")
	binary.LittleEndian.PutUint32(long[72:], 0x7fffffff) // two thousand million tables
	binary.LittleEndian.PutUint32(long[44:], 0x7fffffff)
	add("nhieu-bang.doc", long)
	sector := oleOf(honest, "WordDocument")
	binary.LittleEndian.PutUint16(sector[30:], 60)
	add("khoi-lon.doc", sector)
	add("cut.doc", oleOf(honest, "WordDocument")[:700])
	add("dau.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	return files
}

func oddFiles() (files []hostileFile) {
	add := func(name string, make func(testing.TB) []byte) {
		files = append(files, hostileFile{kind: "odd", name: name, make: make})
	}
	add("rong.txt", fixed(nil))
	for _, b := range []byte{0, ' ', '\n', 'P', '%', 0xff, '{', '<'} {
		add(fmt.Sprintf("mot-byte-%02x.txt", b), fixed([]byte{b}))
	}
	for name, head := range map[string]string{"a.rtf": "{\\rtf1 ", "b.html": "<html><table>", "c.mht": "MIME-Version: 1.0\n", "d.png": "\x89PNG\r\n", "e.jpg": "\xff\xd8\xff", "f.rar": "Rar!\x1a\x07", "g.7z": "7z\xbc\xaf",
		"h.xml": "<?xml version=\"1.0\"?><a>", "i.ps": "%!PS", "k.exe": "MZ\x90\x00"} {
		add(name, fixed(append([]byte(head), bytes.Repeat([]byte("<tr><td>{\\b x}\x00"), 1000)...)))
	}
	add("pdf-va-zip.pdf", func(tb testing.TB) []byte { h := honestFiles(tb); return append(bytes.Clone(h["pdf"]), h["docx"]...) })
	add("zip-va-pdf.docx", func(tb testing.TB) []byte { h := honestFiles(tb); return append(bytes.Clone(h["docx"]), h["pdf"]...) })
	add("html-va-zip.html", func(tb testing.TB) []byte { return append([]byte("<html>"), honestFiles(tb)["xlsx"]...) })
	add("docx-va-xlsx.docx", func(tb testing.TB) []byte {
		both := workbookParts()
		for name, part := range wordParts() {
			both[name] = part
		}
		return office(both)(tb)
	})
	add("khong-phai-chu.txt", func(testing.TB) []byte {
		random := rand.New(rand.NewPCG(3, 3))
		b := make([]byte, 900_000)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		return b
	})
	return files
}
