package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

const (
	wordSpace   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictSpace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	officeRels  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// docxParts of a fixture: the name of a part and what stands in its root.
type docxFixture map[string]string

// docxFile is a document with a body, and with other parts by short names:
// "styles", "numbering", "footnotes", "header1", or by whole path.
func docxFile(t testing.TB, body string, parts docxFixture) []byte {
	t.Helper()
	roots := map[string]string{"document": "document", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header1": "hdr", "footer1": "ftr", "footer2": "ftr"}
	files := map[string]string{"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": `<Relationships><Relationship Id="r1" Type="` + officeRels + `/officeDocument" Target="word/document.xml"/></Relationships>`}
	var rels strings.Builder
	put := func(name, inner string) {
		root := roots[name]
		files["word/"+name+".xml"] = `<?xml version="1.0" encoding="UTF-8"?><w:` + root + ` xmlns:w="` + wordSpace + `" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v" xmlns:o="o">` + inner + `</w:` + root + `>`
		if name != "document" {
			fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%s/%s" Target="%s.xml"/>`, name, officeRels, strings.TrimRight(name, "0123456789"), name)
		}
	}
	put("document", "<w:body>"+body+"<w:sectPr/></w:body>")
	for name, inner := range parts {
		if roots[name] != "" {
			put(name, inner)
		}
	}
	files["word/_rels/document.xml.rels"] = "<Relationships>" + rels.String() + "</Relationships>"
	for name, inner := range parts {
		switch {
		case roots[name] != "":
		case inner == "":
			delete(files, name)
		default:
			files[name] = inner
		}
	}
	return zipOf(t, files)
}

func zipOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		method := zip.Deflate
		if strings.HasSuffix(name, ".xml") && len(files[name]) > 1<<20 { // or the guard would stop at how well it packs
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		must(t, err)
		_, err = w.Write([]byte(files[name]))
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

// wp is a paragraph of runs; a run without a tag is text.
func wp(runs ...string) string {
	var out strings.Builder
	for _, r := range runs {
		if !strings.HasPrefix(r, "<") {
			r = wr("", r)
		}
		out.WriteString(r)
	}
	return "<w:p>" + out.String() + "</w:p>"
}

// wr is a run with properties.
func wr(props, text string) string {
	return "<w:r><w:rPr>" + props + `</w:rPr><w:t xml:space="preserve">` + text + "</w:t></w:r>"
}

// wn is a paragraph in a list.
func wn(num, level, text string) string {
	return wp(`<w:pPr><w:numPr><w:ilvl w:val="`+level+`"/><w:numId w:val="`+num+`"/></w:numPr></w:pPr>`, text)
}

// wt is a table of rows; a cell is text, or its content when it begins with a tag.
func wt(rows ...[]string) string {
	var out strings.Builder
	out.WriteString("<w:tbl><w:tblPr/><w:tblGrid/>")
	for _, row := range rows {
		out.WriteString("<w:tr>")
		for _, cell := range row {
			if !strings.HasPrefix(cell, "<") {
				cell = wp(cell)
			}
			out.WriteString("<w:tc>" + cell + "</w:tc>")
		}
		out.WriteString("</w:tr>")
	}
	return out.String() + "</w:tbl>"
}

func row(cells ...string) []string { return cells }

// shownDocument writes a document down: a line a line with its place, ¶ where a
// paragraph begins; a row a line of each table where it stands.
func shownDocument(d *document) string {
	var out strings.Builder
	tables := d.tables
	emit := func(after int) {
		for len(tables) > 0 && tables[0].after <= after {
			g := tables[0]
			tables = tables[1:]
			fmt.Fprintf(&out, "%s %dx%d\n", g.name, g.cols, g.rows)
			for r := 1; r <= g.rows; r++ {
				var cells []string
				for c := 1; c <= g.cols; c++ {
					switch cell := g.cell(c, r); {
					case cell == nil:
						cells = append(cells, "")
					case cell.merged:
						cells = append(cells, "="+cell.at.Cell)
					default:
						cells = append(cells, strings.ReplaceAll(cell.text, "\n", "/"))
					}
				}
				out.WriteString("| " + strings.Join(cells, " | ") + "\n")
			}
		}
	}
	emit(0)
	for _, l := range d.lines {
		sign := " "
		if l.first {
			sign = "¶"
		}
		fmt.Fprintf(&out, "%s %s: %s\n", sign, d.places[l.no].Key(), l.text)
		emit(l.no)
	}
	for _, n := range d.notes {
		fmt.Fprintf(&out, "%s: %s\n", n.At.Key(), n.Text)
	}
	return strings.TrimSpace(out.String())
}

// codesOf are the problems, a word each.
func codesOf(ps []data.Problem) string {
	var codes []string
	for _, p := range ps {
		code := p.Code
		if key := p.At.Key(); key != "" {
			code += "@" + key
		}
		codes = append(codes, code)
	}
	return strings.Join(codes, " ")
}

const threeLevels = `<w:abstractNum w:abstractNumId="0">` +
	`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>` +
	`<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>` +
	`<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>` +
	`<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>`

func list(levels ...string) docxFixture {
	return docxFixture{"numbering": `<w:abstractNum w:abstractNumId="0">` + strings.Join(levels, "") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`}
}

func listed(at, format, text, more string) string {
	return `<w:lvl w:ilvl="` + at + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/>` + more + `<w:lvlText w:val="` + text + `"/></w:lvl>`
}

var docxCases = []struct {
	name     string
	body     string
	parts    docxFixture
	want     string
	problems string
}{
	{name: "paragraphs are counted, empty ones too", body: wp("Một") + wp() + wp("  ") + wp("Bốn"),
		want: "¶ đoạn 1: Một\n¶ đoạn 4: Bốn"},
	{name: "a sentence in several runs", body: wp("Xã tổ chức ", wr("<w:b/>", "05"), " cuộc họp."),
		want: "¶ đoạn 1: Xã tổ chức 05 cuộc họp."},
	{name: "breaks, tabs and hyphens of a paragraph", body: wp("Một", "<w:r><w:tab/><w:t>hai</w:t><w:br/><w:t>ba</w:t><w:cr/><w:t>21</w:t><w:noBreakHyphen/><w:t>KL/</w:t><w:softHyphen/><w:t>TW</w:t></w:r>"),
		want: "¶ đoạn 1: Một hai\n  đoạn 1: ba\n  đoạn 1: 21-KL/TW"},
	{name: "indented XML is not text", body: "<w:p>\n  <w:r>\n <w:t>\n   Kế hoạch\n  </w:t> </w:r>\n</w:p>",
		want: "¶ đoạn 1: Kế hoạch"},
	{name: "decomposed letters and hard spaces", body: wp(norm.NFD.String("Thực hiện\u00a0Quy chế")),
		want: "¶ đoạn 1: Thực hiện Quy chế"},
	{name: "text of capitals by format", body: wp(wr("<w:caps/>", "Báo cáo"), wr(`<w:caps w:val="0"/>`, " năm")),
		want: "¶ đoạn 1: BÁO CÁO năm"},

	// lists
	{name: "numbers of three levels, begun again under each heading", parts: docxFixture{"numbering": threeLevels},
		body: wn("1", "0", "Mục đích") + wn("1", "1", "Một") + wn("1", "2", "A") + wn("1", "2", "B") + wn("1", "1", "Hai") + wn("1", "2", "A") + wn("1", "0", "Nhiệm vụ") + wn("1", "1", "Một"),
		want: "¶ đoạn 1: I. Mục đích\n¶ đoạn 2: 1. Một\n¶ đoạn 3: a) A\n¶ đoạn 4: b) B\n¶ đoạn 5: 2. Hai\n¶ đoạn 6: a) A\n¶ đoạn 7: II. Nhiệm vụ\n¶ đoạn 8: 1. Một"},
	{name: "numbers of numbers", parts: docxFixture{"numbering": threeLevels},
		body: wn("2", "0", "Một") + wn("2", "1", "A") + wn("2", "1", "B") + wn("2", "0", "Hai") + wn("2", "1", "A"),
		want: "¶ đoạn 1: 1. Một\n¶ đoạn 2: 1.1. A\n¶ đoạn 3: 1.2. B\n¶ đoạn 4: 2. Hai\n¶ đoạn 5: 2.1. A"},
	{name: "bullets of any shape are hyphens", parts: docxFixture{"numbering": threeLevels}, body: wn("3", "0", "Một") + wn("3", "1", "Hai"),
		want: "¶ đoạn 1: - Một\n¶ đoạn 2: + Hai"},
	{name: "a list that begins anew, and one that goes on", parts: docxFixture{"numbering": threeLevels},
		body: wn("2", "0", "Một") + wn("2", "0", "Hai") + wn("4", "0", "Lại một") + wn("4", "0", "Lại hai") + wn("5", "0", "Ba"),
		want: "¶ đoạn 1: 1. Một\n¶ đoạn 2: 2. Hai\n¶ đoạn 3: 1. Lại một\n¶ đoạn 4: 2. Lại hai\n¶ đoạn 5: 3. Ba"},
	{name: "a level of its own for one list", parts: docxFixture{"numbering": `<w:abstractNum w:abstractNumId="0">` + listed("0", "decimal", "%1.", "") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">` + listed("0", "upperLetter", "%1)", "") + `</w:lvlOverride></w:num>`},
		body: wn("1", "0", "Một"), want: "¶ đoạn 1: A) Một"},
	{name: "every format of numbers", parts: list(listed("0", "decimalZero", "%1)", ""), listed("1", "lowerRoman", "(%2)", ""), listed("2", "none", "Điều", ""), listed("3", "vietnameseCounting", "%4/", "")),
		body: wn("1", "0", "a") + wn("1", "1", "b") + wn("1", "1", "c") + wn("1", "2", "d") + wn("1", "3", "e"),
		want: "¶ đoạn 1: 01) a\n¶ đoạn 2: (i) b\n¶ đoạn 3: (ii) c\n¶ đoạn 4: Điều d\n¶ đoạn 5: 1/ e"},
	{name: "numbers in decimal under Roman headings", parts: list(listed("0", "upperRoman", "%1.", ""), listed("1", "decimal", "%1.%2", "<w:isLgl/>")),
		body: wn("1", "0", "a") + wn("1", "0", "b") + wn("1", "1", "c"), want: "¶ đoạn 1: I. a\n¶ đoạn 2: II. b\n¶ đoạn 3: 2.1 c"},
	{name: "a level that never begins again", parts: list(listed("0", "upperRoman", "%1.", ""), listed("1", "decimal", "%2.", `<w:lvlRestart w:val="0"/>`)),
		body: wn("1", "0", "a") + wn("1", "1", "b") + wn("1", "0", "c") + wn("1", "1", "d"), want: "¶ đoạn 1: I. a\n¶ đoạn 2: 1. b\n¶ đoạn 3: II. c\n¶ đoạn 4: 2. d"},
	{name: "nothing between number and text", parts: list(listed("0", "decimal", "%1.", `<w:suff w:val="nothing"/>`)), body: wn("1", "0", "Họp dân"), want: "¶ đoạn 1: 1.Họp dân"},
	{name: "a level below one that was not used", parts: list(listed("0", "decimal", "%1.", ""), listed("1", "decimal", "%1.%2.", "")), body: wn("1", "1", "a"), want: "¶ đoạn 1: 1.1. a"},
	{name: "an empty paragraph of a list takes its number along", parts: docxFixture{"numbering": threeLevels}, body: wn("2", "0", "Một") + wn("2", "0", "") + wn("2", "0", "Ba"),
		want: "¶ đoạn 1: 1. Một\n¶ đoạn 3: 3. Ba"},
	{name: "a list by style, by the style it stands on, and taken out of it",
		parts: docxFixture{"numbering": `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="H2"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>`,
			"styles": `<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H1b"><w:basedOn w:val="H1"/></w:style>`},
		body: wp(`<w:pPr><w:pStyle w:val="H1"/></w:pPr>`, "Một") + wp(`<w:pPr><w:pStyle w:val="H2"/></w:pPr>`, "A") + wp(`<w:pPr><w:pStyle w:val="H1b"/></w:pPr>`, "Hai") + wp(`<w:pPr><w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`, "Không số"),
		want: "¶ đoạn 1: I. Một\n¶ đoạn 2: 1. A\n¶ đoạn 3: II. Hai\n¶ đoạn 4: Không số"},
	{name: "a list whose levels a style of lists holds",
		parts: docxFixture{"numbering": `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>` + listed("0", "lowerLetter", "%1.", "") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`,
			"styles": `<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`},
		body: wn("1", "0", "Một") + wn("1", "0", "Hai"), want: "¶ đoạn 1: a. Một\n¶ đoạn 2: b. Hai"},
	{name: "a list that is not there", body: wn("9", "0", "Một"), want: "¶ đoạn 1: Một"},

	// tracked changes
	{name: "what was put in is read, what was taken out is not", body: wp("Đã họp ", `<w:del w:id="1"><w:r><w:delText>09</w:delText></w:r></w:del>`, `<w:ins w:id="2">`+wr("", "11")+`</w:ins>`, " cuộc, ", `<w:ins w:id="3">`+wr("", "05")+`</w:ins>`, " đợt"),
		want: "¶ đoạn 1: Đã họp 11 cuộc, 05 đợt", problems: "tracked_changes@đoạn 1"},
	{name: "moved text is read where it went", body: wp(`<w:moveFrom w:id="1">`+wr("", "cũ")+`</w:moveFrom>`, "giữ") + wp(`<w:moveTo w:id="2">`+wr("", "mới")+`</w:moveTo>`),
		want: "¶ đoạn 1: giữ\n¶ đoạn 2: mới", problems: "tracked_changes@đoạn 1"},
	{name: "a deleted paragraph mark joins two paragraphs", parts: docxFixture{"numbering": threeLevels},
		body: wp(`<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`, "Một ") + wn("2", "0", "và hai"),
		want: "¶ đoạn 2: 1. Một và hai", problems: "tracked_changes@đoạn 1"},
	{name: "a deleted row and a deleted cell", body: wt(row("A", "1"), row("B", `<w:tcPr><w:cellDel w:id="1"/></w:tcPr>`+wp("2")), row("C", "3")) +
		`<w:tbl><w:tr><w:tc>` + wp("A") + `</w:tc><w:tc>` + wp("1") + `</w:tc></w:tr><w:tr><w:trPr><w:del w:id="3"/></w:trPr><w:tc>` + wp("B") + `</w:tc></w:tr><w:tr><w:tc>` + wp("C") + `</w:tc><w:tc>` + wp("3") + `</w:tc></w:tr></w:tbl>`,
		want: "Bảng 1 2x3\n| A | 1\n| B | \n| C | 3\nBảng 2 2x2\n| A | 1\n| C | 3", problems: "tracked_changes@bảng 1!B2"},
	{name: "old formats are no changes of text", body: wp(`<w:pPr><w:pPrChange w:id="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>`, `<w:r><w:rPr><w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Chữ</w:t></w:r>`),
		parts: docxFixture{"numbering": threeLevels}, want: "¶ đoạn 1: Chữ"},

	// fields, links, controls
	{name: "the result of a simple field and of a complex one", body: wp(`<w:fldSimple w:instr=" DATE ">`+wr("", "05")+`</w:fldSimple>`, " và ", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, "Kế hoạch", `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, " hết"),
		want: "¶ đoạn 1: 05 và Kế hoạch hết"},
	{name: "a field inside the code of another", body: wp(`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/><w:instrText> = 1</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>đúng</w:t><w:fldChar w:fldCharType="end"/></w:r>`),
		want: "¶ đoạn 1: đúng"},
	{name: "a field that is never closed hides nothing", body: wp(`<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="begin"/></w:r>`) + wp("Còn đây"),
		want: "¶ đoạn 2: Còn đây"},
	{name: "links, smart tags and content controls", body: `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + wp("Khối") + `</w:sdtContent></w:sdt>` +
		wp(`<w:hyperlink w:anchor="a">`+wr("", "liên ")+`</w:hyperlink>`, `<w:smartTag><w:smartTagPr/><w:customXml>`+wr("", "kết ")+`</w:customXml></w:smartTag>`, `<w:sdt><w:sdtContent>`+wr("", "trong")+`</w:sdtContent></w:sdt>`) +
		`<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>` + wp("A") + `</w:tc></w:sdtContent></w:sdt><w:tc>` + wp("1") + `</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>`,
		want: "¶ đoạn 1: Khối\n¶ đoạn 2: liên kết trong\nBảng 1 2x1\n| A | 1"},
	{name: "the prompt of an empty control is no text", body: wp("Ngày: ", `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>`+wr("", "Bấm vào đây")+`</w:sdtContent></w:sdt>`), want: "¶ đoạn 1: Ngày:"},
	{name: "a table of contents repeats the headings", parts: docxFixture{"styles": `<w:style w:type="paragraph" w:styleId="Mclc1"><w:name w:val="toc 1"/></w:style>`},
		body: wp(`<w:pPr><w:pStyle w:val="Mclc1"/></w:pPr>`, "I. Mục đích	1") + wp("I. Mục đích"), want: "¶ đoạn 2: I. Mục đích"},

	// text boxes, alternatives
	{name: "a text box is read once, after its paragraph", body: wp("Trước ", `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+wp("Trong khung")+wt(row("A", "1"))+`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+wp("Trong khung")+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, "sau") + wp("Đoạn hai"),
		want: "¶ đoạn 1: Trước sau\n¶ đoạn 1: Trong khung\nBảng 1 2x1\n| A | 1\n¶ đoạn 2: Đoạn hai"},
	{name: "an old text box without an alternative", body: wp(`<w:r><w:pict><v:shape><v:textbox><w:txbxContent>` + wp("Khung cũ") + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`), want: "¶ đoạn 1: Khung cũ"},
	{name: "the text of drawings is no text", body: wp("Hình", `<w:r><w:drawing><a:p xmlns:a="a"><a:r><a:t>chú giải</a:t></a:r></a:p></w:drawing></w:r>`) + wp("Hết"), want: "¶ đoạn 1: Hình\n¶ đoạn 2: Hết"},

	// signs, old fonts, hidden text
	{name: "signs of Wingdings", body: wp(`<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>`, " Đã làm ", wr(`<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>`, "\uf0fc"), `<w:r><w:sym w:font="Wingdings" w:char="F028"/></w:r>`, " xong"),
		want: "¶ đoạn 1: ☑ Đã làm ✓ xong"},
	{name: "a run in .VnTime among Unicode", body: wp("Xã ", wr(`<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>`, "Uû ban nh©n d©n x· b¸o c¸o"), " năm 2023"),
		want: "¶ đoạn 1: Xã Uỷ ban nhân dân xã báo cáo năm 2023", problems: "legacy_encoding@đoạn 1"},
	{name: "Unicode that kept the name of an old font", body: wp(wr(`<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>`, "Cộng hòa xã hội")), want: "¶ đoạn 1: Cộng hòa xã hội"},
	{name: "an old font by the style of the paragraph, in capitals", parts: docxFixture{"styles": `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="N"/><w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr></w:style>`},
		body: wp(`<w:pPr><w:pStyle w:val="A"/></w:pPr>`, "KÕ ho¹ch"), want: "¶ đoạn 1: KẾ HOẠCH", problems: "legacy_encoding@đoạn 1"},
	{name: "an old font of the whole document, VNI cut inside a letter", parts: docxFixture{"styles": `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/></w:rPr></w:rPrDefault></w:docDefaults>`},
		body: wp("Keá hoa", wr("<w:b/>", "ïch naêm 2023")), want: "¶ đoạn 1: Kế hoạch năm 2023", problems: "legacy_encoding@đoạn 1"},
	{name: "a font of the theme is none of the old ones", parts: docxFixture{"styles": `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/></w:rPr></w:rPrDefault></w:docDefaults>`},
		body: wp(wr(`<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>`, "Café naêm")), want: "¶ đoạn 1: Café naêm"},
	{name: "old letters whose font someone changed", body: wp("Uû ban nh©n d©n x· b¸o c¸o t×nh h×nh thùc hiÖn quy chÕ d©n chñ") + wp("C«ng t¸c l·nh ®¹o, chØ ®¹o"),
		want: "¶ đoạn 1: Uỷ ban nhân dân xã báo cáo tình hình thực hiện quy chế dân chủ\n¶ đoạn 2: Công tác lãnh đạo, chỉ đạo", problems: "legacy_encoding@đoạn 1"},
	{name: "hidden text is left out and told of", body: wp("Có 05 ", wr("<w:vanish/>", "(cũ: 03) "), "cuộc"), want: "¶ đoạn 1: Có 05 cuộc", problems: "hidden_content@đoạn 1"},
	{name: "hidden by the style of characters", parts: docxFixture{"styles": `<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>`}, body: wp("Có ", wr(`<w:rStyle w:val="H"/>`, "ẩn"), wr(`<w:rStyle w:val="H"/><w:vanish w:val="0"/>`, "hiện")), want: "¶ đoạn 1: Có hiện", problems: "hidden_content@đoạn 1"},
	{name: "styles that stand on one another in a circle", parts: docxFixture{"styles": `<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>`}, body: wp(`<w:pPr><w:pStyle w:val="A"/></w:pPr>`, "Chữ"), want: "¶ đoạn 1: Chữ"},

	// tables
	{name: "cells over columns and rows", body: wt(
		row(`<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>`+wp("TT"), `<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+wp("Kết quả")),
		row(`<w:tcPr><w:vMerge/></w:tcPr>`+wp(), "Kế hoạch", "Thực hiện"),
		row("1", wp("10")+wp("cuộc"), "8")),
		want: "Bảng 1 3x3\n| TT | Kết quả | =B1\n| =A1 | Kế hoạch | Thực hiện\n| 1 | 10/cuộc | 8"},
	{name: "a row that begins further in", body: `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>` + wp("B") + `</w:tc><w:tc>` + wp("C") + `</w:tc></w:tr><w:tr><w:tc>` + wp("1") + `</w:tc><w:tc>` + wp("2") + `</w:tc><w:tc>` + wp("3") + `</w:tc></w:tr></w:tbl>`,
		want: "Bảng 1 3x2\n|  | B | C\n| 1 | 2 | 3"},
	{name: "numbers of a list that fill a column", parts: docxFixture{"numbering": threeLevels}, body: wt(row("TT", "Nội dung"), row(wn("2", "0", ""), "Một"), row(wn("2", "0", ""), "Hai")),
		want: "Bảng 1 2x3\n| TT | Nội dung\n| 1. | Một\n| 2. | Hai"},
	{name: "a table in a table", body: wp("Trên") + wt(row("A", wp("ngoài")+wt(row("x", "y"))+wp("sau")), row("B", "2")) + wp("Dưới") + wt(row("C", "3")),
		want: "¶ đoạn 1: Trên\nBảng 1 2x2\n| A | ngoài/sau\n| B | 2\nBảng 2 2x1\n| x | y\n¶ đoạn 2: Dưới\nBảng 3 2x1\n| C | 3"},
	{name: "a hidden row", body: `<w:tbl><w:tr><w:tc>` + wp("A") + `</w:tc><w:tc>` + wp("1") + `</w:tc></w:tr><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>` + wp("B") + `</w:tc><w:tc>` + wp("9") + `</w:tc></w:tr></w:tbl>`,
		want: "Bảng 1 2x2\n| A | 1\n|  |", problems: "hidden_content@bảng 1!A2"},
	{name: "a frame around text is text", body: wt(row(wp("Trong khung") + wp("hai đoạn"))), want: "¶ bảng 1!A1: Trong khung\n¶ bảng 1!A1: hai đoạn"},

	// head and signature
	{name: "the head in two columns, the signature beside the recipients", body: wt(
		row(wp("UBND THỊ XÃ TÂN CHÂU")+wp("ỦY BAN NHÂN DÂN XÃ TÂN AN"), wp("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")+wp("Độc lập - Tự do - Hạnh phúc")),
		row("Số: 45/KH-UBND", "Tân An, ngày 22 tháng 4 năm 2024")) + wp("KẾ HOẠCH") +
		wt(row(wp("Nơi nhận:")+wp("- Như trên;")+wp("- Lưu: VT."), wp("TM. ỦY BAN NHÂN DÂN")+wp("CHỦ TỊCH")+wp()+wp("Đỗ Khánh Thơ"))),
		want: "¶ bảng 1!A1: UBND THỊ XÃ TÂN CHÂU\n¶ bảng 1!A1: ỦY BAN NHÂN DÂN XÃ TÂN AN\n¶ bảng 1!A2: Số: 45/KH-UBND\n¶ bảng 1!B1: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n¶ bảng 1!B1: Độc lập - Tự do - Hạnh phúc\n¶ bảng 1!B2: Tân An, ngày 22 tháng 4 năm 2024\n¶ đoạn 1: KẾ HOẠCH\n" +
			"¶ bảng 2!A1: Nơi nhận:\n¶ bảng 2!A1: - Như trên;\n¶ bảng 2!A1: - Lưu: VT.\n¶ bảng 2!B1: TM. ỦY BAN NHÂN DÂN\n¶ bảng 2!B1: CHỦ TỊCH\n¶ bảng 2!B1: Đỗ Khánh Thơ"},
	{name: "a column of recipients, and one of titles, are data", body: wt(row("Báo cáo", "Nơi nhận"), row("Quý I", "UBND xã")) + wt(row("Nguyễn Văn An", "CHỦ TỊCH"), row("Lê Thị Bình", "PHÓ CHỦ TỊCH")),
		want: "Bảng 1 2x2\n| Báo cáo | Nơi nhận\n| Quý I | UBND xã\nBảng 2 2x2\n| Nguyễn Văn An | CHỦ TỊCH\n| Lê Thị Bình | PHÓ CHỦ TỊCH"},

	// outside the running text
	{name: "heads, feet and notes are kept beside the text", body: wp("Chữ", `<w:r><w:footnoteReference w:id="2"/></w:r>`), parts: docxFixture{
		"header1": wp("UBND xã Tân An"), "footer1": wp("Trang ", `<w:fldSimple w:instr="PAGE">`+wr("", "3")+`</w:fldSimple>`), "footer2": wp("Lưu hành nội bộ"),
		"footnotes": `<w:footnote w:type="separator" w:id="0">` + wp("---") + `</w:footnote><w:footnote w:id="2">` + wp("Số liệu tạm tính") + `</w:footnote>`},
		want: "¶ đoạn 1: Chữ\nChân trang!A1: Lưu hành nội bộ\nChú thích!A1: Số liệu tạm tính\nĐầu trang!A1: UBND xã Tân An"},
	{name: "an embedded worksheet is told of", body: wp("Bảng:", `<w:r><w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12"/></w:object></w:r>`), want: "¶ đoạn 1: Bảng:", problems: "embedded@đoạn 1"},
}

func TestDocxDocument(t *testing.T) {
	for _, c := range docxCases {
		t.Run(c.name, func(t *testing.T) {
			d, problems := docxDocument("bao-cao.docx", docxFile(t, c.body, c.parts))
			if got := codesOf(problems); got != c.problems {
				t.Fatalf("problems %q, want %q:%s", got, c.problems, summary(problems))
			}
			if got := shownDocument(d); got != c.want {
				t.Errorf("--- got\n%s\n--- want\n%s", got, c.want)
			}
		})
	}
}

// The strict variant has other name spaces; other programs have other prefixes,
// or none, and other names of parts.
func TestDocxOfOtherMakers(t *testing.T) {
	body := wn("1", "0", "Mục đích") + wt(row("A", "1"))
	want := "¶ đoạn 1: I. Mục đích\nBảng 1 2x1\n| A | 1"
	rewrite := func(change func(name, content string) (string, string)) []byte {
		files := map[string]string{}
		in, err := zip.NewReader(bytes.NewReader(docxFile(t, body, docxFixture{"numbering": threeLevels})), int64(len(docxFile(t, body, docxFixture{"numbering": threeLevels}))))
		must(t, err)
		for _, f := range in.File {
			r, err := f.Open()
			must(t, err)
			var content bytes.Buffer
			_, err = content.ReadFrom(r)
			must(t, err)
			name, changed := change(f.Name, content.String())
			files[name] = changed
		}
		return zipOf(t, files)
	}
	for name, change := range map[string]func(name, content string) (string, string){
		"strict name spaces": func(name, content string) (string, string) {
			return name, strings.NewReplacer(wordSpace, strictSpace, officeRels, "http://purl.oclc.org/ooxml/officeDocument/relationships").Replace(content)
		},
		"another prefix": func(name, content string) (string, string) {
			return name, strings.NewReplacer("w:", "ns0:", "xmlns:w=", "xmlns:ns0=").Replace(content)
		},
		"no prefix": func(name, content string) (string, string) {
			return name, strings.NewReplacer("<w:", "<", "</w:", "</", "xmlns:w=", "xmlns=").Replace(content)
		},
		"document2.xml, as Word on the web has it": func(name, content string) (string, string) {
			return strings.Replace(strings.Replace(name, "word/document.xml", "word/document2.xml", 1), "document.xml.rels", "document2.xml.rels", 1), strings.ReplaceAll(content, "word/document.xml", "word/document2.xml")
		},
		"targets from the root": func(name, content string) (string, string) {
			return name, strings.NewReplacer(`Target="word/`, `Target="/word/`, `Target="numbering`, `Target="/word/numbering`).Replace(content)
		},
		"a template": func(name, content string) (string, string) {
			return name, strings.ReplaceAll(content, "document.main+xml", "template.main+xml")
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := rewrite(change)
			if kind := recogniseFile(b); kind.format != "docx" {
				t.Errorf("taken for %s", kind.name)
			}
			d, problems := docxDocument("a.docx", b)
			if len(problems) > 0 {
				t.Fatal(summary(problems))
			}
			if got := shownDocument(d); got != want {
				t.Errorf("--- got\n%s\n--- want\n%s", got, want)
			}
		})
	}
}

func TestRefusedDocx(t *testing.T) {
	good := wp("BÁO CÁO") + wt(row("A", "1"))
	many := func(n int, s string) string { return strings.Repeat(s, n) }
	for _, c := range []struct {
		name  string
		body  string
		parts docxFixture
		code  string
		says  string
	}{
		{"no document part", good, docxFixture{"word/document.xml": "", "styles": ""}, "damaged", "word/document.xml"},
		{"a document cut in half", good, docxFixture{"word/document.xml": `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Báo`}, "damaged", "nội dung văn bản"},
		{"tags that cross", good, docxFixture{"word/document.xml": `<w:document><w:body><w:p></w:body></w:p></w:document>`}, "damaged", "nội dung văn bản"},
		{"styles cut in half", good, docxFixture{"word/styles.xml": `<w:styles><w:style>`, "word/_rels/document.xml.rels": `<Relationships><Relationship Type="x/styles" Target="styles.xml"/></Relationships>`}, "damaged", "word/styles.xml"},
		{"a part that nobody reads cut in half", good, docxFixture{"word/comments.xml": `<w:comments>`}, "damaged", "word/comments.xml"},
		{"lists that are not in the file", good, docxFixture{"word/_rels/document.xml.rels": `<Relationships><Relationship Type="x/numbering" Target="numbering.xml"/></Relationships>`}, "damaged", "word/numbering.xml"},
		{"a declaration of entities", good, docxFixture{"word/document.xml": `<!DOCTYPE a [<!ENTITY b "c">]><w:document/>`}, "damaged", "DTD"},
		{"an entity nobody declared", wp("&nope;"), nil, "damaged", "nội dung văn bản"},
		{"an archive inside", good, docxFixture{"word/media/a.zip": "PK"}, "damaged", "bên trong"},
		{"a path that leaves the archive", good, docxFixture{"../x.xml": "<a/>"}, "damaged", "không hợp lệ"},
		{"100 levels of tables", many(100, "<w:tbl><w:tr><w:tc>") + many(100, "</w:tc></w:tr></w:tbl>"), nil, "damaged", "64 tầng"},
		{"a million elements", many(maxDocxElements, "<w:p/>"), nil, "too_large", ""},
		{"more paragraphs than a document has", many(maxDocxUnits+1, "<w:p/>"), nil, "too_large", "200.000"},
		{"a million columns", wt(row(`<w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>`+wp("A"), "1")), nil, "too_large", "100 cột"},
		{"more rows than a table has", "<w:tbl>" + many(maxRow+1, "<w:tr/>") + "</w:tbl>", nil, "too_large", "20.000 dòng"},
		{"wide cells in every row", "<w:tbl>" + many(maxCells/100+1, `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr></w:tc></w:tr>`) + "</w:tbl>", nil, "too_large", "200.000 ô"},
		{"more lines than a text has", many(maxDocxLines+1, wp("x")), nil, "too_large", "50.000 dòng"},
		{"more text than a document has", many(60, wp(many(20_000, "a ")+"b")), nil, "too_large", "MB"},
		{"a program inside", good, docxFixture{"word/vbaProject.bin": "x"}, "not_supported", "macro"},
		{"a document that says it may hold a program", good, docxFixture{"[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`}, "not_supported", "macro"},
		{"text of another file", `<w:altChunk r:id="r1"/>`, nil, "embedded", "chèn từ tệp khác"},
		{"pages that are pictures", wp("Trang 1", `<w:r><w:drawing><a:blip/></w:drawing></w:r>`), nil, "scan", "ảnh chụp"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Read("bao-cao.docx", docxFile(t, c.body, c.parts), catalogue(t))
			if len(r.Problems) == 0 || r.Problems[0].Code != c.code || r.Problems[0].Level != data.Block || !strings.Contains(r.Problems[0].Text, c.says) {
				t.Fatalf("want a blocking %s … %q, got:%s", c.code, c.says, summary(r.Problems))
			}
			if strings.Contains(r.Problems[0].Text+r.Problems[0].Sentence("en"), "{") || len(r.Cells) > 0 || r.Head.Type != nil {
				t.Errorf("a refused file still gave %+v", r)
			}
		})
	}
}

// A picture does not count for the limits, whatever it unpacks to.
func TestDocxPicturesAreNotUnpacked(t *testing.T) {
	d, problems := docxDocument("a.docx", docxFile(t, wp("Chữ"), docxFixture{"word/media/image1.bmp": strings.Repeat("\x00", 70<<20), "word/embeddings/a.xlsx": "PK\x03\x04"}))
	if len(problems) > 0 || shownDocument(d) != "¶ đoạn 1: Chữ" {
		t.Error(summary(problems))
	}
}

// Cutting a good file anywhere may refuse it, but never loses text in silence.
func TestADocxCutAnywhereIsRefused(t *testing.T) {
	good := docxFile(t, wp("KẾ HOẠCH")+wn("1", "0", "Mục đích")+wt(row("A", "1")), docxFixture{"numbering": threeLevels})
	for n := 2; n < len(good); n += 37 {
		if r := Read("a.docx", good[:n], catalogue(t)); !data.Blocks(r.Problems) {
			t.Errorf("cut at %d of %d bytes: not refused", n, len(good))
		}
	}
}

const docxHead = `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ỦY BAN NHÂN DÂN</w:t></w:r></w:p><w:p><w:r><w:t>XÃ TÂN AN</w:t></w:r></w:p><w:p><w:r><w:t>Số: 45/BC-UBND</w:t></w:r></w:p></w:tc>` +
	`<w:tc><w:p><w:r><w:t>CỘNG HÒA XÃ HỘI</w:t></w:r></w:p><w:p><w:r><w:t>CHỦ NGHĨA VIỆT NAM</w:t></w:r></w:p><w:p><w:r><w:t>Độc lập - Tự do - Hạnh phúc</w:t></w:r></w:p><w:p><w:r><w:t>Tân An, ngày 07 tháng 5 năm 2024</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`

// What a document of two columns says reaches the reading, with places of the
// file, and the annex behind the signature is no part of it.
func TestReadDocx(t *testing.T) {
	body := docxHead + wp("BÁO CÁO") + wp("Sơ kết 6 tháng đầu năm 2024") + wp("Căn cứ Kế hoạch số 31/KH-UBND ngày 12/3/2024 của Ủy ban nhân dân xã Tân An;") + wn("1", "0", "KẾT QUẢ") + wn("1", "1", "Họp dân 12 cuộc.") +
		wt(row(wp("Nơi nhận:")+wp("- UBND thị xã;")+wp("- Lưu: VT."), wp("KT. CHỦ TỊCH")+wp("PHÓ CHỦ TỊCH")+wp()+wp("Lê Quốc Hải"))) +
		wp(`<w:r><w:br w:type="page"/></w:r>`) + wp("Phụ lục số liệu") + wp("NGUYỄN VĂN AN") + wt(row("TT", "Chỉ tiêu", "Số"), row("1", "Đơn thư", "28"))
	r := Read("bao-cao.docx", docxFile(t, body, docxFixture{"numbering": threeLevels}), catalogue(t))
	if len(r.Problems) > 0 {
		t.Error(summary(r.Problems))
	}
	h := r.Head
	got := strings.Join([]string{string(r.Kind), shownText(h.Type), shownText(h.Title), shownText(h.Number), h.Date.String(), shownText(h.Place), shownText(h.Issuer), strings.Join(r.Recipients, ", ")}, "|")
	want := "report|BÁO CÁO|Sơ kết 6 tháng đầu năm 2024|45/BC-UBND|2024-05-07|Tân An|Ủy ban nhân dân xã Tân An|UBND thị xã, Lưu: VT"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if s := r.Signer; s == nil || shownText(s.Authority) != "KT. CHỦ TỊCH" || s.Title != "PHÓ CHỦ TỊCH" || s.Name != "Lê Quốc Hải" {
		t.Errorf("signer %+v", s)
	}
	if len(r.Citations) != 1 || r.Citations[0].At != (data.Place{Paragraph: 3}) {
		t.Errorf("citations %+v, want one at paragraph 3", r.Citations)
	}
	cells := map[string]string{}
	for _, c := range r.Cells {
		cells[c.Sheet+"|"+c.At.Key()] = c.Text
	}
	for place, text := range map[string]string{"|đoạn 5": "1. Họp dân 12 cuộc.", "Bảng 3|bảng 3!C2": "28", "|bảng 1!B1": "Tân An, ngày 07 tháng 5 năm 2024"} {
		if cells[place] != text {
			t.Errorf("cell %s = %q, want %q", place, cells[place], text)
		}
	}
}

// A signature without a table, moved to the right by indents or tabs.
func TestDocxSignatureWithoutATable(t *testing.T) {
	right := func(s string) string { return wp(`<w:pPr><w:jc w:val="right"/></w:pPr>`, s) }
	body := docxHead + wp("BÁO CÁO") + wp("Sơ kết năm 2024") + wp("Xã họp dân 05 cuộc.") +
		wp("Nơi nhận:", "<w:r><w:tab/><w:tab/><w:tab/><w:tab/><w:tab/></w:r>", "TM. ỦY BAN NHÂN DÂN") + wp("- UBND thị xã;") + right("CHỦ TỊCH") + wp("- Lưu: VT.") + right("Đỗ Khánh Thơ")
	r := Read("bao-cao.docx", docxFile(t, body, nil), catalogue(t))
	if s := r.Signer; s == nil || shownText(s.Authority) != "TM. ỦY BAN NHÂN DÂN" || s.Title != "CHỦ TỊCH" || s.Name != "Đỗ Khánh Thơ" || strings.Join(r.Recipients, "|") != "UBND thị xã|Lưu: VT" {
		t.Errorf("signer %+v, recipients %q", s, r.Recipients)
	}
}

// Two paragraphs of the file are two, whatever their ends look like.
func TestDocxParagraphsAreNeverGlued(t *testing.T) {
	d, _ := docxDocument("a.docx", docxFile(t, wp("1. Thực hiện Kết luận số 21-")+wp("KL/TW của Ban Chấp hành")+wp("- nội dung không viết hoa")+wp("- và nữa"), nil))
	var got []string
	for _, p := range joinParagraphs(d.lines, doubleSpaced(d.lines)) {
		got = append(got, fmt.Sprintf("%d %s", p.label.kind, p.String()))
	}
	equalLines(t, "paragraphs", got, fmt.Sprintf("%d 1. Thực hiện Kết luận số 21-\n0 KL/TW của Ban Chấp hành\n%d - nội dung không viết hoa\n%d - và nữa", arabicLabel, dashLabel, dashLabel))
}

// A plan that LibreOffice 7.4 wrote of a web page with a head in two columns, a
// list of two levels, merged cells and a signature.
func TestDocxOfLibreOffice(t *testing.T) {
	b, err := os.ReadFile("testdata/docx/libreoffice.docx")
	must(t, err)
	r := Read("ke-hoach.docx", b, catalogue(t))
	got := strings.Join([]string{string(r.Kind), shownText(r.Head.Title), shownText(r.Head.Number), r.Head.Date.String(), shownText(r.Head.Issuer), strings.Join(r.Recipients, ", "), r.Signer.Title + " " + r.Signer.Name}, "|")
	if want := "plan|Thực hiện dân chủ ở cơ sở năm 2024|45/KH-UBND|2024-04-22|Ủy ban nhân dân xã Tân An|UBND thị xã, Lưu: VT|CHỦ TỊCH Đỗ Khánh Thơ"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	d, problems := docxDocument("ke-hoach.docx", b)
	if len(problems) > 0 {
		t.Error(summary(problems))
	}
	shown := shownDocument(d)
	for _, want := range []string{": I. MỤC ĐÍCH", ": 1. Một việc.", ": 2. Hai việc.", ": II. NHIỆM VỤ", "Bảng 2 3x3\n| TT | Kết quả | =B1\n| =A1 | Kế hoạch | Thực hiện\n| 1 | 10 | 8"} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
}

func FuzzDocx(f *testing.F) {
	for _, c := range docxCases {
		f.Add(c.body, c.parts["styles"], c.parts["numbering"])
	}
	cat := catalogue(f)
	f.Fuzz(func(t *testing.T, body, styles, numbering string) {
		b := docxFile(t, body, docxFixture{"styles": styles, "numbering": numbering})
		d, problems := docxDocument("a.docx", b)
		for _, p := range problems {
			if strings.Contains(p.Text, "{") && !strings.Contains(body, "{") {
				t.Errorf("a sentence with a gap: %q", p.Text)
			}
		}
		if d == nil {
			if !data.Blocks(problems) {
				t.Error("no document and no reason")
			}
			return
		}
		for i, l := range d.lines {
			if l.no != i+1 || l.text == "" || len(l.cells) == 0 || d.places[l.no] == (data.Place{}) {
				t.Errorf("line %d: %+v at %+v", i, l, d.places[l.no])
			}
		}
		for _, g := range d.tables {
			for _, c := range g.cells {
				if c.text == "" || c.col > g.cols || c.row > g.rows || c.at.Table == 0 {
					t.Errorf("cell %+v of a grid of %d x %d", c, g.cols, g.rows)
				}
			}
		}
		Read("a.docx", b, cat)
	})
}

// largestDocx are documents at the limits of what is let in.
func largestDocx(t testing.TB) map[string][]byte {
	var cells, paragraphs, numbered strings.Builder
	cells.WriteString("<w:tbl>")
	for r := range 18_000 {
		cells.WriteString("<w:tr>")
		for c := range 9 {
			fmt.Fprintf(&cells, "<w:tc><w:p><w:r><w:t>%x</w:t></w:r></w:p></w:tc>", uint64(r*9+c)*0x9e3779b97f4a7c15)
		}
		cells.WriteString("</w:tr>")
	}
	cells.WriteString("</w:tbl>")
	for i := range 7_500 {
		paragraphs.WriteString(wp(fmt.Sprintf("%d. Căn cứ Kế hoạch số %d/KH-UBND ngày 12/3/2024 của Ủy ban nhân dân xã, báo cáo trước ngày %d/5/2024;", i, i, i%30)))
		numbered.WriteString(strings.Repeat(wn("1", fmt.Sprint(i%3), "x"), 6))
	}
	lists := docxFixture{"numbering": threeLevels}
	return map[string][]byte{
		"162,000 cells":         docxFile(t, cells.String(), nil),
		"a megabyte of text":    docxFile(t, paragraphs.String(), nil),
		"one paragraph of all":  docxFile(t, wp(strings.Repeat("Kế hoạch số 31/KH-UBND của xã ", 20_000)), nil),
		"45,000 list items":     docxFile(t, numbered.String(), lists),
		"a line a letter":       docxFile(t, strings.Repeat(wp("x"), 190_000), nil),
		"merged over the whole": docxFile(t, "<w:tbl>"+strings.Repeat(`<w:tr>`+strings.Repeat(`<w:tc><w:tcPr><w:gridSpan w:val="50"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>`, 2)+`</w:tr>`, 1_990)+"</w:tbl>", nil),
		"780,000 elements":      docxFile(t, strings.Repeat("<w:r/><w:bookmarkStart/>", 390_000), nil),
	}
}

func TestLargestDocxStaysUnder300MB(t *testing.T) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("no /proc here: the peak is measured on Linux only")
	}
	for name, b := range largestDocx(t) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "f")
			must(t, os.WriteFile(path, b, 0o600))
			cmd := exec.Command(os.Args[0], "-test.run=^TestHostileFilesStayUnder300MB$", "-test.v")
			cmd.Env = append(os.Environ(), "DANBIET_READ_FILE="+path)
			out, err := cmd.CombinedOutput()
			must(t, err)
			var kb int
			if _, rest, ok := strings.Cut(string(out), "peak "); !ok || rest == "" {
				t.Fatalf("no peak in %q", out)
			} else if _, err := fmt.Sscan(rest, &kb); err != nil {
				t.Fatal(err)
			}
			t.Logf("%d bytes in, peak %d MB, %v of CPU", len(b), kb>>10, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
			if kb<<10 > peakLimit {
				t.Errorf("peak %d MB, limit %d MB", kb>>10, peakLimit>>20)
			}
		})
	}
}
