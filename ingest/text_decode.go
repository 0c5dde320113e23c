package ingest

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"danbiet/data"

	"golang.org/x/text/unicode/norm"
)

// maxTextBytes bounds what is read as text; a plan is a few kilobytes.
const maxTextBytes = 1 << 20

// decodeText makes Unicode text in NFC of the bytes of a file: UTF-8 with or
// without a byte-order mark, UTF-16 with one or with the zero bytes that give it
// away. The order is that of evidence: mark, zero bytes, valid UTF-8. Anything
// else is a blocking problem, because a wrong guess would look like text.
func decodeText(name string, b []byte) (string, []data.Problem) {
	refuse := func(code string, args ...string) (string, []data.Problem) {
		args = append([]string{"name", name}, args...)
		return "", []data.Problem{data.NewProblem(code, data.Block, data.Place{}, args...)}
	}
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return refuse("empty")
	case len(b) > maxTextBytes:
		return refuse("too_large", "got", byteSize(len(b)), "want", byteSize(maxTextBytes))
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return cleanText(utf16Text(b[2:], binary.LittleEndian)), nil
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return cleanText(utf16Text(b[2:], binary.BigEndian)), nil
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b = b[3:]
	}
	if bytes.IndexByte(b, 0) >= 0 {
		if order := zeroBytesOrder(b); order != nil {
			return cleanText(utf16Text(b, order)), nil
		}
		return refuse("not_supported", "got", "tệp nhị phân, không phải văn bản",
			"advice", "Đề nghị gửi tệp Word, Excel hoặc văn bản gốc.", "advice_en", "Send the original Word, Excel or text file.")
	}
	if !utf8.Valid(b) {
		return refuse("not_supported", "got", "văn bản không dùng bảng mã Unicode (có thể là TCVN3 hoặc VNI)",
			"advice", "Đề nghị mở bằng Word, chuyển phông sang Unicode rồi lưu thành tệp .docx hoặc .txt (UTF-8) và gửi lại.",
			"advice_en", "Open it in Word, convert the fonts to Unicode, save it as .docx or .txt (UTF-8) and send it again.")
	}
	return cleanText(string(b)), nil
}

// zeroBytesOrder tells UTF-16 without a mark from a binary file: spaces, digits
// and plain letters leave zeros on one side only.
func zeroBytesOrder(b []byte) binary.ByteOrder {
	var zeros [2]int
	n := min(len(b), 4096)
	for i, c := range b[:n] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch half := n / 2; {
	case zeros[1] > half/5 && zeros[0] == 0:
		return binary.LittleEndian
	case zeros[0] > half/5 && zeros[1] == 0:
		return binary.BigEndian
	}
	return nil
}

func utf16Text(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// cleaner takes out what no reader sees, and makes one Đ of its look-alikes
// (eth and African d), which converters of old fonts leave behind.
var cleaner = strings.NewReplacer(
	"\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "",
	"\u00a0", " ", "\u2007", " ", "\u202f", " ", "\u2009", " ", "\u3000", " ",
	"Ð", "Đ", "Ɖ", "Đ", "ð", "đ", "ɖ", "đ",
)

func cleanText(s string) string { return norm.NFC.String(cleaner.Replace(s)) }

func byteSize(n int) string {
	return strings.Replace(strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64), ".", ",", 1) + " MB"
}
