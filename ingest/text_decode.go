package ingest

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"danbiet/data"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// maxTextBytes bounds what is read as text; a plan is a few kilobytes.
const maxTextBytes = 1 << 20

// decodeText makes Unicode text in NFC of the bytes of a file. The order is that
// of evidence: byte-order mark, the zero bytes of UTF-16, valid UTF-8, and then
// what the text itself says: TCVN3, VNI and windows-1258 are told by the share
// of words that are Vietnamese syllables (legacyText). UTF-8 that shows such a
// text without its font is converted too. The clerk is told of every conversion.
// Anything else is a blocking problem, because a wrong guess would look like
// text.
func decodeText(name string, b []byte) (string, []data.Problem) {
	return decodeUpTo(name, b, maxTextBytes)
}

// decodeUpTo is decodeText for text that may be longer than a document.
func decodeUpTo(name string, b []byte, most int) (string, []data.Problem) {
	refuse := func(code string, args ...string) (string, []data.Problem) {
		args = append([]string{"name", name}, args...)
		return "", []data.Problem{data.NewProblem(code, data.Block, data.Place{}, args...)}
	}
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return refuse("empty")
	case len(b) > most:
		return refuse("too_large", "got", byteSize(len(b)), "want", byteSize(most))
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return decodeLegacy(utf16Text(b[2:], binary.LittleEndian))
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return decodeLegacy(utf16Text(b[2:], binary.BigEndian))
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b = b[3:]
	}
	if bytes.IndexByte(b, 0) >= 0 {
		if order := zeroBytesOrder(b); order != nil {
			return decodeLegacy(utf16Text(b, order))
		}
		return refuse("not_supported", "got", "tệp nhị phân, không phải văn bản",
			"advice", "Đề nghị gửi tệp Word, Excel hoặc văn bản gốc.", "advice_en", "Send the original Word, Excel or text file.")
	}
	if utf8.Valid(b) {
		return decodeLegacy(string(b))
	}
	if text, problems := decodeLegacy(windows1252Text(b)); problems != nil {
		return text, problems
	}
	return refuse("not_supported", "got", "văn bản không dùng bảng mã Unicode, cũng không nhận ra là TCVN3, VNI hay windows-1258",
		"got_en", "text in neither Unicode nor, as far as can be told, TCVN3, VNI or windows-1258",
		"advice", "Đề nghị mở bằng Word, chuyển phông sang Unicode rồi lưu thành tệp .docx hoặc .txt (UTF-8) và gửi lại.",
		"advice_en", "Open it in Word, convert the fonts to Unicode, save it as .docx or .txt (UTF-8) and send it again.")
}

// decodeLegacy converts a text that shows an old encoding, with the problem that
// tells of it, and cleans any other.
func decodeLegacy(s string) (string, []data.Problem) {
	lines := strings.Split(s, "\n")
	encoding, decode := legacyText(lines)
	if encoding == "" {
		return cleanText(s), nil
	}
	lost := false
	for i, l := range lines {
		lines[i] = decode(l)
		lost = lost || encoding == tcvn3 && capitalsLost(l, lines[i])
	}
	return cleanText(strings.Join(lines, "\n")), []data.Problem{legacyProblem(encoding, data.Place{}, lost)}
}

// windows1252Text is a text of one byte a character as a program shows it that
// knows nothing of Vietnamese; the tables of old encodings start from it.
func windows1252Text(b []byte) string {
	var out strings.Builder
	out.Grow(2 * len(b))
	for _, c := range b {
		out.WriteRune(charmap.Windows1252.DecodeByte(c))
	}
	return out.String()
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
