package ingest

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/richardlehane/mscfb"

	"danbiet/data"
)

// Read reads one file. What it is, its content says, never its name; a name
// that says otherwise is mentioned. Read does not fail: what is wrong with the
// file is in the reading's problems, all of it at once.
func Read(name string, b []byte, cat *data.Catalogue) *data.Reading {
	return read(name, b, cat, Tools{})
}

func read(name string, b []byte, cat *data.Catalogue, tools Tools) (r *data.Reading) {
	defer func() {
		if recover() != nil { // a parser met what its author did not think of
			r = newReading(name, b, "")
			r.Problems = append(r.Problems, data.NewProblem("damaged", data.Block, data.Place{}, "name", name, "where", "toàn tệp", "why", "cấu trúc bên trong không đọc được"))
		}
	}()
	kind := recogniseFile(b)
	switch kind.format {
	case "xlsx":
		r = readWorkbook(name, b, cat)
	case "docx":
		r = readDocx(name, b, cat)
	case "txt":
		r = readTextOrCSV(name, b, cat)
	case "pdf":
		r = readPDF(name, b, cat, tools)
	default:
		r = newReading(name, b, "")
		r.Problems = append(r.Problems, kind.problem(name))
	}
	r.File = fileInfo(name, b, r.File.Format)
	if says := extensionSays(name, kind); says != "" {
		r.Problems = append(r.Problems, data.NewProblem("wrong_extension", data.Inform, data.Place{}, "name", name, "got", says, "want", kind.name, "want_en", kind.nameEn))
	}
	return r
}

func fileInfo(name string, b []byte, format string) data.FileInfo {
	sum := sha256.Sum256(b)
	return data.FileInfo{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(b)), Format: format}
}

// fileKind is what the first bytes say. A kind without a format is not read;
// code and advice say why.
type fileKind struct {
	name             string // in Vietnamese
	format           string
	code             string
	nameEn           string
	advice, adviceEn string
	extensions       string // that such a file usually has
}

const (
	adviceXlsx = "Đề nghị mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As) kiểu “Excel Workbook (.xlsx)” rồi gửi lại."
	adviceDocx = "Đề nghị mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save As) kiểu “Word Document (.docx)” rồi gửi lại."
	adviceForm = "Đề nghị ghi số liệu vào biểu mẫu Excel của chương trình rồi gửi lại."
	enXlsx     = "Open it in Excel or LibreOffice, save it as an Excel Workbook (.xlsx) and send that."
	enDocx     = "Open it in Word or LibreOffice, save it as a Word Document (.docx) and send that."
	enForm     = "Put the figures into the program's Excel template and send that."
)

var (
	fileEmpty     = fileKind{name: "tệp rỗng", code: "empty"}
	fileXlsx      = fileKind{name: "tệp Excel (.xlsx)", nameEn: "an Excel workbook (.xlsx)", format: "xlsx", extensions: ".xlsx .xlsm .xltx .xltm"}
	fileText      = fileKind{name: "tệp chữ (.txt, .csv)", nameEn: "text (.txt, .csv)", format: "txt", extensions: ".txt .csv .tsv .md"}
	fileEncrypted = fileKind{name: "tệp có mật khẩu", nameEn: "a file with a password", code: "encrypted", extensions: ".xlsx .docx .xlsm"}
	fileXls       = fileKind{name: "tệp Excel 97–2003 (.xls)", nameEn: "an Excel 97–2003 workbook (.xls)", code: "not_supported", advice: adviceXlsx, adviceEn: enXlsx, extensions: ".xls .xlt"}
	fileDoc       = fileKind{name: "tệp Word 97–2003 (.doc)", nameEn: "a Word 97–2003 document (.doc)", code: "not_supported", advice: adviceDocx, adviceEn: enDocx, extensions: ".doc .dot"}
	fileOle       = fileKind{name: "tệp Office đời cũ không rõ loại", nameEn: "an old Office file of unknown kind", code: "not_supported", advice: adviceXlsx, adviceEn: enXlsx, extensions: ".ppt .msg .vsd"}
	fileDocx      = fileKind{name: "tệp Word (.docx)", nameEn: "a Word document (.docx)", format: "docx", extensions: ".docx .docm .dotx"}
	fileXlsb      = fileKind{name: "tệp Excel nhị phân (.xlsb)", nameEn: "a binary Excel workbook (.xlsb)", code: "not_supported", advice: adviceXlsx, adviceEn: enXlsx, extensions: ".xlsb"}
	fileOds       = fileKind{name: "tệp OpenDocument (.ods, .odt)", nameEn: "an OpenDocument file (.ods, .odt)", code: "not_supported", advice: adviceXlsx, adviceEn: enXlsx, extensions: ".ods .odt .odp"}
	filePptx      = fileKind{name: "tệp trình chiếu (.pptx)", nameEn: "a presentation (.pptx)", code: "not_supported", advice: adviceForm, adviceEn: enForm, extensions: ".pptx"}
	fileZip       = fileKind{name: "tệp nén (.zip)", nameEn: "a zip archive", code: "not_supported", advice: "Đề nghị giải nén và gửi từng tệp bên trong.", adviceEn: "Unpack it and send the files inside.", extensions: ".zip"}
	fileBrokenZip = fileKind{name: "tệp Office hoặc tệp nén bị hỏng", nameEn: "a damaged Office file or archive", code: "damaged", extensions: ".xlsx .docx .zip .xlsm .pptx .ods .odt"}
	filePdf       = fileKind{name: "tệp PDF", nameEn: "a PDF", format: "pdf", extensions: ".pdf"}
	fileHTML      = fileKind{name: "trang web (HTML)", nameEn: "a web page (HTML)", code: "not_supported", advice: adviceXlsx, adviceEn: enXlsx, extensions: ".html .htm .mht"}
	fileRtf       = fileKind{name: "tệp RTF", nameEn: "an RTF document", code: "not_supported", advice: adviceDocx, adviceEn: enDocx, extensions: ".rtf"}
	fileImage     = fileKind{name: "tệp ảnh", nameEn: "a picture", code: "scan", extensions: ".jpg .jpeg .png .gif .tif .tiff .bmp .heic .webp"}
	fileRar       = fileKind{name: "tệp nén (.rar, .7z)", nameEn: "an archive (.rar, .7z)", code: "not_supported", advice: "Đề nghị giải nén và gửi từng tệp bên trong.", adviceEn: "Unpack it and send the files inside.", extensions: ".rar .7z"}
	fileBinary    = fileKind{name: "tệp không rõ loại", nameEn: "a file of unknown kind", code: "not_supported", advice: adviceForm, adviceEn: enForm}
)

func (k fileKind) problem(name string) data.Problem {
	switch k.code {
	case "damaged":
		return data.NewProblem(k.code, data.Block, data.Place{}, "name", name, "where", "toàn tệp", "why", "tệp nén thiếu hoặc hỏng phần mục lục, có thể do tải về hay chép chưa xong")
	case "not_supported":
		return data.NewProblem(k.code, data.Block, data.Place{}, "name", name, "got", k.name, "advice", k.advice, "advice_en", k.adviceEn, "got_en", k.nameEn)
	}
	return data.NewProblem(k.code, data.Block, data.Place{}, "name", name)
}

// magic has the first bytes of what is told by them alone.
var magic = []struct {
	bytes string
	kind  fileKind
}{
	{"%PDF", filePdf}, {"{\\rtf", fileRtf}, {"Rar!", fileRar}, {"7z\xbc\xaf", fileRar},
	{"\xff\xd8\xff", fileImage}, {"\x89PNG", fileImage}, {"GIF8", fileImage}, {"II*\x00", fileImage}, {"MM\x00*", fileImage}, {"BM", fileImage},
}

func recogniseFile(b []byte) fileKind {
	switch {
	case len(b) == 0:
		return fileEmpty
	case bytes.HasPrefix(b, []byte("PK")):
		return recogniseZip(b)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return recogniseOle(b)
	}
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.bytes)) && (m.bytes != "BM" || bytes.IndexByte(b[:min(len(b), 32)], 0) >= 0) {
			return m.kind
		}
	}
	head := strings.ToLower(strings.TrimLeft(string(bytes.TrimPrefix(b[:min(len(b), 1024)], []byte("\xef\xbb\xbf"))), " \t\r\n"))
	switch {
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"), strings.HasPrefix(head, "<table"),
		strings.HasPrefix(head, "<?xml") && strings.Contains(head, "<html"), strings.HasPrefix(head, "mime-version:"):
		return fileHTML
	case strings.HasPrefix(head, "<?xml"):
		return fileBinary
	}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) || zeroBytesOrder(b) != nil {
		return fileText
	}
	if bytes.IndexByte(b[:min(len(b), 4096)], 0) >= 0 {
		return fileBinary
	}
	return fileText
}

func recogniseZip(b []byte) fileKind {
	if claimedEntries(b) > maxParts {
		return fileXlsx // the guard says what is wrong with it
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && z == nil {
		return fileBrokenZip
	}
	if err != nil && len(z.File) == 0 {
		return fileBrokenZip
	}
	for _, f := range z.File {
		switch f.Name {
		case "xl/workbook.xml":
			return fileXlsx
		case "word/document.xml":
			return fileDocx
		case "xl/workbook.bin":
			return fileXlsb
		case "ppt/presentation.xml":
			return filePptx
		case "mimetype":
			return fileOds
		}
	}
	for _, f := range z.File {
		switch {
		case strings.HasPrefix(f.Name, "xl/"):
			return fileXlsx
		case strings.HasPrefix(f.Name, "word/") && path.Ext(f.Name) == ".xml": // Word on the web calls it document2.xml
			return fileDocx
		}
	}
	return fileZip
}

func recogniseOle(b []byte) (kind fileKind) {
	kind = fileOle
	defer func() {
		if recover() != nil {
			kind = fileOle
		}
	}()
	doc, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return fileOle
	}
	for entry, err := doc.Next(); err != io.EOF; entry, err = doc.Next() {
		if err != nil {
			return fileOle
		}
		switch entry.Name {
		case "EncryptedPackage":
			return fileEncrypted
		case "Workbook", "Book":
			kind = fileXls
		case "WordDocument":
			kind = fileDoc
		}
	}
	return kind
}

// extensionSays is the extension when the content is another kind of thing.
func extensionSays(name string, kind fileKind) string {
	ext := strings.ToLower(filepath.Ext(name))
	if ext == "" || kind.extensions == "" || len(ext) > 6 {
		return ""
	}
	for _, e := range strings.Fields(kind.extensions) {
		if e == ext {
			return ""
		}
	}
	return ext
}
