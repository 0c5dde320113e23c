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
	lines   []string
	letters int
	unseen  int // letters drawn invisible
	images  int
	broken  bool // its content could not be read
}

// readPDF reads a PDF by its text. Pictures of text are not read, and figures of
// tables only where a sentence says them: columns of a page are no cells.
func readPDF(name string, b []byte, cat *data.Catalogue, tools Tools) *data.Reading {
	r := newReading(name, b, "pdf")
	d, problems := pdfDocument(name, b, tools)
	r.Problems = append(r.Problems, problems...)
	if !data.Blocks(problems) {
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
			size += len(l)
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
	for _, g := range d.page(p) {
		for _, r := range g.text {
			if unicode.IsLetter(r) {
				out.letters++
				if g.unseen {
					out.unseen++
				}
			}
		}
	}
	out.images = d.images
	out.lines = layoutPage(stretchesOf(d.glyphs, encodings))
	return out
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
	return refuse("damaged", "where", "toàn tệp", "why", "cấu trúc PDF bị cắt hoặc hỏng", "where_en", "the whole file", "why_en", "the structure of the PDF is cut or broken")
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
// signatures taken out, an old encoding converted.
func (t pdfText) document(name string) (*document, []data.Problem) {
	var texts []string
	places := []data.Place{{}}
	running := t.runningLines()
	for p, page := range t.pages {
		lines := withoutSignatureNotes(page.lines)
		if p == 0 {
			lines = joinHeadColumns(lines)
		}
		for k, l := range lines {
			if running[runningKey(l)] && (k <= 1 || k >= len(lines)-2) {
				l = ""
			}
			texts = append(texts, l)
			places = append(places, data.Place{Page: p + 1, Line: k + 1})
		}
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
	text := cleanText(ligatures.Replace(strings.Join(texts, "\n")))
	return &document{lines: splitLines(text), places: places}, problems
}

// ligatures are letters that fonts draw in one.
var ligatures = strings.NewReplacer("\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl")

// runningLines are the lines that stand first or last on most pages, of a file
// of three pages or more.
func (t pdfText) runningLines() map[string]bool {
	counts := map[string]int{}
	for _, p := range t.pages {
		if n := len(p.lines); n > 0 {
			keys := []string{runningKey(p.lines[0]), runningKey(p.lines[n-1])}
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

// A textQuality tells a text that can be read from one that was drawn in pieces.
type textQuality struct {
	words, syllables int
	pieces           int // of one or two small letters that are no syllable
	strange          int // characters that no table explains
	letters          int
}

func qualityOf(t pdfText) textQuality {
	var q textQuality
	for _, p := range t.pages {
		for _, l := range p.lines {
			q.line([]rune(l))
		}
	}
	return q
}

func (q *textQuality) line(l []rune) {
	for i := 0; i < len(l); {
		if l[i] == unicode.ReplacementChar || l[i] >= 0xe000 && l[i] < 0xf000 || l[i] < ' ' {
			q.strange++
		}
		if !unicode.IsLetter(l[i]) {
			i++
			continue
		}
		j := i
		for j < len(l) && (unicode.IsLetter(l[j]) || unicode.Is(unicode.Mn, l[j])) {
			j++
		}
		label := j < len(l) && strings.ContainsRune(")./-", l[j]) || i > 0 && strings.ContainsRune("/-.", l[i-1])
		q.word(cleanText(string(l[i:j])), label)
		i = j
	}
}

// word counts one run of letters. Labels, parts of numbers ("b)", "TTg") and
// abbreviations say nothing.
func (q *textQuality) word(w string, label bool) {
	n := len([]rune(w))
	q.letters += n
	if label || isAbbreviation(w) && w == strings.ToUpper(w) {
		return
	}
	q.words++
	switch {
	case syllableShape(w, !isASCII(w)):
		q.syllables++
	case n <= 2 && w == strings.ToLower(w):
		q.pieces++
	}
}

// doubtful tells that another reader should be asked.
func (q textQuality) doubtful(t pdfText) bool {
	for _, p := range t.pages {
		if p.broken {
			return true
		}
	}
	return q.syllables*100 < q.words*97 || q.strange > 0
}

// split tells that words come in pieces: more than one piece in a hundred words.
func (q textQuality) split() bool {
	return q.pieces*100 > q.words || q.strange*100 > q.letters
}

// unreadable tells that too many words are in pieces to make sense of the rest.
func (q textQuality) unreadable() bool {
	return q.pieces*5 > q.words || q.strange*10 > q.letters
}

func (q textQuality) share() float64 {
	if q.words == 0 {
		return 0
	}
	return float64(q.syllables) / float64(q.words+q.strange)
}

// better tells that another reader's text has more sense, and is not only the
// better part of it.
func (q textQuality) better(own textQuality) bool {
	return q.share() > own.share() && q.letters*10 >= own.letters*9
}
