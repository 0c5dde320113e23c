package ingest

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"danbiet/data"
)

// A pdfText is the text of a PDF, page by page, each line as it stands on the
// page with its columns kept by spaces. Both ways of getting it give this.
type pdfText struct {
	pages     []pdfPageText
	encodings map[string]bool // old encodings that were converted by their fonts
}

type pdfPageText struct {
	lines   []pdfLine
	letters int
	unseen  int // letters drawn invisible
	images  int
	broken  bool // its content could not be read
}

// readPDF reads a PDF by its text. Pictures of text are not read, and figures of
// tables only where a sentence says them: columns of a page are no cells.
func readPDF(name string, b []byte, cat *data.Catalogue, tools Tools, h Hints) *data.Reading {
	r := newReading(name, b, "pdf")
	d, problems := pdfDocument(name, b, tools)
	r.Problems = append(r.Problems, problems...)
	if !data.Blocks(problems) {
		d.hints = h
		readDocument(r, d, cat)
	}
	fillEmpty(r)
	return r
}

// pdfDocument is the document of a PDF: its lines, with their page and their
// line on it. It is read by ourselves; pdftotext is asked where that failed or
// left doubts, and taken where its text has more words that are syllables.
func pdfDocument(name string, b []byte, tools Tools) (*document, []data.Problem) {
	text, err := ownPdfText(b)
	quality := qualityOf(text)
	if tools.PDFToText != "" && (err != nil || quality.doubtful(text)) {
		if other, otherErr := tools.pdfText(b); otherErr == nil {
			if q := qualityOf(other); err != nil || q.better(quality) {
				text, quality, err = other.with(text), q, nil
			}
		}
	}
	if err != nil {
		return nil, []data.Problem{pdfRefusal(name, err)}
	}
	problems := pdfProblems(name, text, quality)
	if data.Blocks(problems) {
		return nil, problems
	}
	d, more := text.document(name)
	return d, append(problems, more...)
}

// with keeps what only our own reader knows: the pictures of a page, and that
// its text is drawn invisible.
func (t pdfText) with(own pdfText) pdfText {
	for i := range min(len(t.pages), len(own.pages)) {
		t.pages[i].images = own.pages[i].images
		if own.pages[i].unseen*2 > own.pages[i].letters {
			t.pages[i].unseen = t.pages[i].letters
		}
	}
	return t
}

// ownPdfText reads the pages of a PDF.
func ownPdfText(b []byte) (text pdfText, err error) {
	defer func() {
		if x := recover(); x != nil {
			text, err = pdfText{}, pdfPanic(x)
		}
	}()
	r, err := openPdf(b)
	if err != nil {
		return pdfText{}, err
	}
	pages := pdfPages(r)
	if len(pages) == 0 {
		return pdfText{}, errPdfBroken
	}
	text.encodings = map[string]bool{}
	d := newPdfDrawing()
	size := 0
	for _, p := range pages {
		page := d.pageText(p, text.encodings)
		text.pages = append(text.pages, page)
		for _, l := range page.lines {
			size += len(l.text)
		}
		if size > maxTextBytes {
			return pdfText{}, errPdfWork
		}
	}
	return text, nil
}

// pageText is the text of one page. A page that is broken is told of; running
// out of budget ends the file.
func (d *pdfDrawing) pageText(p pdfPage, encodings map[string]bool) (out pdfPageText) {
	defer func() {
		if x := recover(); x != nil {
			if err := pdfPanic(x); !errors.Is(err, errPdfBroken) {
				panic(err)
			}
			out.broken = true
		}
	}()
	glyphs := d.page(p)
	for _, g := range glyphs {
		if g.unseen {
			out.unseen += lettersIn(g.text)
		}
	}
	out.images = d.images
	out.lines = layoutPage(stretchesOf(glyphs, encodings))
	for _, l := range out.lines {
		out.letters += lettersIn(l.text)
	}
	return out
}

// lettersIn counts the letters of a text, those that an old encoding shows as
// signs too.
func lettersIn(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || r > 0xa0 && r < 0x100 {
			n++
		}
	}
	return n
}

func pdfRefusal(name string, err error) data.Problem {
	refuse := func(code string, args ...string) data.Problem {
		return data.NewProblem(code, data.Block, data.Place{}, append([]string{"name", name}, args...)...)
	}
	switch {
	case errors.Is(err, errPdfEncrypted):
		return refuse("encrypted")
	case errors.Is(err, errPdfPages):
		return refuse("too_large", "got", "hơn "+strconv.Itoa(maxPdfPages)+" trang", "want", strconv.Itoa(maxPdfPages)+" trang",
			"got_en", "more than "+strconv.Itoa(maxPdfPages)+" pages", "want_en", strconv.Itoa(maxPdfPages)+" pages")
	case errors.Is(err, errPdfWork):
		return refuse("too_large", "got", "nội dung bên trong lớn bất thường", "want", byteSize(maxTextBytes)+" chữ",
			"got_en", "its content is larger than any document of its size", "want_en", byteSize(maxTextBytes)+" of text")
	}
	return refuse("damaged", "where", "toàn tệp", "why", "cấu trúc PDF bị cắt hoặc hỏng, nên gửi tệp Word gốc", "where_en", "the whole file", "why_en", "the structure of the PDF is cut or broken, the original Word file is better")
}

// leastLetters is how many letters a page of text has at least; a scanned page
// has none, or a stamp and a page number.
const leastLetters = 50

// pdfProblems says what is wrong with the text of a PDF as such.
func pdfProblems(name string, t pdfText, q textQuality) []data.Problem {
	letters, unseen := 0, 0
	var scanned, broken []string
	for i, p := range t.pages {
		letters += p.letters
		unseen += p.unseen
		if p.letters < leastLetters && p.images > 0 {
			scanned = append(scanned, strconv.Itoa(i+1))
		}
		if p.broken {
			broken = append(broken, strconv.Itoa(i+1))
		}
	}
	problem := func(code string, level data.Level, args ...string) []data.Problem {
		return []data.Problem{data.NewProblem(code, level, data.Place{}, append([]string{"name", name}, args...)...)}
	}
	switch {
	case len(broken) > 0:
		pages := strings.Join(broken, ", ")
		return problem("damaged", data.Block, "where", "trang "+pages, "why", "nội dung trang không đọc được", "where_en", "page "+pages, "why_en", "the content of the page cannot be read")
	case letters < leastLetters*len(t.pages):
		return problem("scan", data.Block)
	case q.unreadable():
		return problem("split_font", data.Block)
	}
	var out []data.Problem
	if q.split() {
		out = append(out, problem("split_font", data.Warn)...)
	}
	if unseen*2 > letters {
		out = append(out, problem("ocr_text", data.Warn)...)
	}
	if len(scanned) > 0 {
		out = append(out, problem("scanned_pages", data.Warn, "pages", strings.Join(scanned, ", "))...)
	}
	return out
}

// document makes lines of the pages: running heads and the words of electronic
// signatures taken out, an old encoding converted, and columns that are read one
// after the other put so.
func (t pdfText) document(name string) (*document, []data.Problem) {
	var lines []pdfLine
	places := []data.Place{{}}
	for p, page := range t.tidyPages() {
		for _, l := range page {
			lines = append(lines, l)
			places = append(places, data.Place{Page: p + 1, Line: l.on})
		}
	}
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
	}
	encoding, decode := legacyText(texts)
	lost := false
	for i, l := range texts {
		texts[i] = decode(l)
		lost = lost || encoding == tcvn3 && capitalsLost(l, texts[i])
	}
	if encoding != "" {
		t.encodings[encoding] = true
	}
	var problems []data.Problem
	for _, e := range []string{tcvn3, vni, windows1258} {
		if t.encodings[e] {
			problems = append(problems, legacyProblem(e, data.Place{}, lost && e == tcvn3))
		}
	}
	d := &document{lines: splitLines(cleanText(ligatures.Replace(strings.Join(texts, "\n")))), places: places}
	markParagraphs(d.lines, lines)
	return d, problems
}

// tidyPages are the lines of the pages as they are to be read.
func (t pdfText) tidyPages() [][]pdfLine {
	running := t.runningLines()
	var pages [][]pdfLine
	for p, page := range t.pages {
		lines := slices.Clone(page.lines)
		for k := range lines {
			lines[k].on = k + 1
			if (k <= 1 || k >= len(lines)-2) && running[runningKey(lines[k].text)] {
				lines[k].text = ""
			}
		}
		withoutSignatureNotes(lines)
		if p == 0 {
			joinHeadColumns(lines)
		}
		pages = append(pages, closingColumns(lines))
	}
	return pages
}

// ligatures are letters that fonts draw in one.
var ligatures = strings.NewReplacer("\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl")

// runningLines are the lines that stand first or last on most pages, of a file
// of three pages or more.
func (t pdfText) runningLines() map[string]bool {
	counts := map[string]int{}
	for _, p := range t.pages {
		if n := len(p.lines); n > 0 {
			keys := []string{runningKey(p.lines[0].text), runningKey(p.lines[n-1].text)}
			slices.Sort(keys)
			for _, key := range slices.Compact(keys) {
				counts[key]++
			}
		}
	}
	running := map[string]bool{}
	for key, n := range counts {
		running[key] = key != "" && n >= 3 && n*2 > len(t.pages)
	}
	return running
}

// runningKey is a line without its digits and spaces; "" for one of digits only,
// which splitLines knows as a page number.
func runningKey(l string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, l)
}
