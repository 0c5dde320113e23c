package ingest

import (
	"io"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// A pdfFont tells the letters and widths of the codes that a page shows.
type pdfFont struct {
	name    string // without the mark of a subset
	bytes   int    // of a code: 1, or 2 of a composite font
	letters map[uint32]string
	plain   pdf.TextEncoding // for codes that letters does not have
	widths  []pdfWidths
	missing float64
}

// pdfWidths are the widths of the codes from first on; of all of them to last,
// when there is only one.
type pdfWidths struct {
	first, last int
	w           []float64
}

// maxPdfLetters bounds the codes of a font.
const maxPdfLetters = 1 << 17

// letterCost is what a letter of a table takes of the budget of bytes. Few bytes
// can claim the letters of all codes, and again, in every font of a file.
const letterCost = 16

// pdfFontOf reads a font. decoded is the budget of bytes for its table of letters.
func pdfFontOf(v pdf.Value, decoded *int) *pdfFont {
	f := &pdfFont{name: v.Key("BaseFont").Name(), bytes: 1}
	if _, name, found := strings.Cut(f.name, "+"); found {
		f.name = name
	}
	if table := v.Key("ToUnicode"); table.Kind() == pdf.Stream {
		f.letters = lettersOf(table, decoded)
	}
	if v.Key("Subtype").Name() == "Type0" {
		f.bytes = 2
		f.compositeWidths(v.Key("DescendantFonts").Index(0))
		return f
	}
	if len(f.letters) == 0 {
		f.plain = plainLetters(v)
	}
	f.missing = v.Key("FontDescriptor").Key("MissingWidth").Float64()
	widths := v.Key("Widths")
	scale := 1.0 // of the widths; fonts that are drawn by hand have their own
	if m := v.Key("FontMatrix"); m.Len() == 6 {
		scale = m.Index(0).Float64() * 1000
	}
	run := pdfWidths{first: int(v.Key("FirstChar").Int64())}
	for i := range min(widths.Len(), 256) {
		run.w = append(run.w, widths.Index(i).Float64()*scale)
	}
	run.last = run.first + len(run.w) - 1
	f.widths = []pdfWidths{run}
	if len(run.w) == 0 { // one of the fourteen that every viewer has
		f.missing = 500
	}
	return f
}

// plainLetters are those of a font without a table of letters of its own. The
// library is not shown a table that gave us none: one that breaks off within a
// code has it read for ever.
func plainLetters(v pdf.Value) pdf.TextEncoding {
	font := pdf.Font{V: v}
	switch encoding := v.Key("Encoding"); {
	case encoding.Kind() == pdf.Null, encoding.Name() == "Identity-H":
		font.V = pdf.Value{}
	}
	return font.Encoder()
}

func (f *pdfFont) compositeWidths(v pdf.Value) {
	f.missing = 1000
	if dw := v.Key("DW"); !dw.IsNull() {
		f.missing = dw.Float64()
	}
	ws := v.Key("W")
	for i := 0; i+1 < ws.Len() && i < maxPdfLetters; {
		run := pdfWidths{first: int(ws.Index(i).Int64())}
		if list := ws.Index(i + 1); list.Kind() == pdf.Array {
			for k := range min(list.Len(), maxPdfLetters) {
				run.w = append(run.w, list.Index(k).Float64())
			}
			run.last = run.first + len(run.w) - 1
			i += 2
		} else {
			run.last, run.w = int(list.Int64()), []float64{ws.Index(i + 2).Float64()}
			i += 3
		}
		f.widths = append(f.widths, run)
	}
}

// width is that of a code, in thousandths of the size.
func (f *pdfFont) width(code uint32) float64 {
	c := int(code)
	for _, run := range f.widths {
		switch {
		case c < run.first || c > run.last:
			continue
		case c-run.first < len(run.w):
			return run.w[c-run.first]
		case len(run.w) == 1:
			return run.w[0]
		}
	}
	return f.missing
}

// letter is what a code shows, "\ufffd" when the file does not say.
func (f *pdfFont) letter(code uint32) string {
	if s, ok := f.letters[code]; ok {
		return s
	}
	if f.plain != nil {
		return f.plain.Decode(string([]byte{byte(code)}))
	}
	return "\ufffd"
}

// lettersOf reads a table from codes to Unicode (ToUnicode). The library reads
// such tables too, but makes as many entries as one claims to have, and looks
// each code up in all of them.
func lettersOf(table pdf.Value, decoded *int) map[uint32]string {
	b := pdfStream(table, decoded)
	letters := map[uint32]string{}
	set := func(code uint32, s string) {
		if *decoded -= letterCost; *decoded < 0 {
			panic(errPdfWork)
		}
		if len(letters) < maxPdfLetters {
			letters[code] = s
		}
	}
	t := pdfTokens{b: b}
	var args []pdfToken
	for {
		tok, ok := t.next()
		if !ok {
			return letters
		}
		if tok.kind != pdfOperator {
			if args = append(args, tok); len(args) > maxPdfLetters {
				return letters
			}
			continue
		}
		switch tok.text {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				set(pdfCode(args[i].text), utf16BE(args[i+1].text))
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				letterRange(pdfCode(args[i].text), pdfCode(args[i+1].text), args[i+2], set)
			}
		}
		args = args[:0]
	}
}

// letterRange sets the letters of the codes from lo to hi: a list, or the first
// of letters that follow one another.
func letterRange(lo, hi uint32, to pdfToken, set func(uint32, string)) {
	if hi-lo > 0xffff || hi < lo {
		return
	}
	if to.kind == pdfList {
		for i, s := range to.list {
			set(lo+uint32(i), utf16BE(s.text))
		}
		return
	}
	first := []rune(utf16BE(to.text))
	if len(first) == 0 {
		return
	}
	for code := lo; code <= hi; code++ {
		set(code, string(first))
		first[len(first)-1]++
	}
}

func pdfCode(s string) uint32 {
	var code uint32
	for i := 0; i < len(s); i++ {
		code = code<<8 | uint32(s[i])
	}
	return code
}

func utf16BE(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// pdfStream is the content of a stream. What cannot be unpacked to its end is
// read as far as it goes; what is longer than the budget panics.
func pdfStream(v pdf.Value, decoded *int) []byte {
	b, _ := io.ReadAll(io.LimitReader(v.Reader(), int64(*decoded)+1))
	if *decoded -= len(b); *decoded < 0 {
		panic(errPdfWork)
	}
	return b
}
