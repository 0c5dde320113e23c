package ingest

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"danbiet/data"
)

// guardedBook is what the guard read.
type guardedBook struct {
	sheets   []*guardedSheet
	date1904 bool
	styles   []cellStyle
	strings  []sharedText
	legacy   bool // a font of an old encoding is named somewhere
	old      oldLetters
}

// guardedSheet is a sheet: where it stands, then its cells.
type guardedSheet struct {
	part   string
	grid   *grid
	rows   int // number of the last row element
	merges []cellRange
}

type cellRange struct{ col1, row1, col2, row2 int }

func cellKey(col, row int) int32 { return int32(row)<<8 | int32(col) }

// cellStyle is what matters of a style of cells: how a number is shown, and the
// font, which may say that the letters are of an old encoding.
type cellStyle struct {
	format string // "" is General
	shows  shownAs
	font   string
}

// sharedText is one string that cells point to.
type sharedText struct {
	text  string
	shown string // as cellText gives it; "" until a cell asks
	runs  []textRun
}

// textRun is a stretch of letters in one font, "" for the cell's own.
type textRun struct{ font, text string }

type bookParts struct{ strings, styles string }

// notWorksheets are kinds of sheets that hold no cells of a person: charts,
// dialogs and the macros of Excel 4.
var notWorksheets = map[string]bool{"chartsheet": true, "dialogsheet": true, "xlMacrosheet": true, "xlIntlMacrosheet": true}

// workbook reads the list of sheets and where they stand.
func (g *guard) workbook(book *guardedBook) (parts bookParts) {
	const main = "xl/workbook.xml"
	if g.parts[main] == nil {
		g.damaged(data.Place{}, "toàn tệp", "thiếu phần %s", main)
		return parts
	}
	targets, kinds := map[string]string{}, map[string]string{}
	if rels := "xl/_rels/workbook.xml.rels"; g.parts[rels] != nil {
		g.scan(rels, "tệp con "+rels, data.Place{}, maxPart, maxElements, func(_ []string, x *xmlTokens) error {
			if x.kind != tokenStart || x.name != "Relationship" || string(x.attr("TargetMode")) == "External" {
				return nil
			}
			id, kind := string(x.attr("Id")), path.Base(string(x.attr("Type")))
			target := g.target(string(x.attr("Target")))
			targets[id], kinds[id] = target, kind
			switch {
			case kind == "sharedStrings" && g.parts[target] != nil:
				parts.strings = target
			case kind == "styles" && g.parts[target] != nil:
				parts.styles = target
			}
			return nil
		})
	}
	g.scan(main, "tệp con "+main, data.Place{}, maxPart, maxElements, func(open []string, x *xmlTokens) error {
		switch {
		case x.kind != tokenStart:
		case x.name == "workbookPr":
			book.date1904 = isTrue(x.attr("date1904"))
		case x.name == "sheet" && len(open) == 3:
			id := string(x.attr("id"))
			if notWorksheets[kinds[id]] {
				return nil
			}
			s := &guardedSheet{part: targets[id], grid: &grid{name: string(x.attr("name"))}}
			state := string(x.attr("state"))
			s.grid.hidden = state == "hidden" || state == "veryHidden"
			if len(book.sheets) == maxSheets {
				return fatal{fmt.Sprintf("có quá %d sheet", maxSheets)}
			}
			if g.parts[s.part] == nil {
				g.damaged(data.Place{Sheet: s.grid.name}, "sheet "+s.grid.name, "thiếu nội dung của sheet")
				return nil
			}
			book.sheets = append(book.sheets, s)
		}
		return nil
	})
	return parts
}

// target is the part that a relation of the workbook names. Names of parts know
// no case, and some programs write them in two.
func (g *guard) target(name string) string {
	if rest, absolute := strings.CutPrefix(name, "/"); absolute {
		name = rest
	} else {
		name = path.Join("xl", name)
	}
	if g.parts[name] == nil {
		for part := range g.parts {
			if strings.EqualFold(part, name) {
				return part
			}
		}
	}
	return name
}

func isTrue(b []byte) bool { return string(b) == "1" || string(b) == "true" }

// readStrings keeps the shared strings: the text of all runs, without the
// phonetic one.
func (book *guardedBook) readStrings() tokenVisitor {
	var text []byte
	var runs []textRun
	font, from, length := "", 0, 0
	return func(open []string, x *xmlTokens) error {
		if len(open) < 2 || open[1] != "si" {
			return nil
		}
		switch {
		case x.kind == tokenText && len(open) > 2:
			if length += utf8.RuneCount(x.text); length > maxText {
				return fatal{fmt.Sprintf("một ô có quá %s ký tự", FormatNumber(maxText))}
			}
			if isRunText(open, 2) {
				text = append(text, x.text...)
			}
		case x.kind == tokenStart && len(open) == 2:
			text, runs, font, from, length = text[:0], nil, "", 0, 0
		case x.kind == tokenStart && len(open) == 3 && x.name == "r":
			font, from = "", len(text)
		case x.kind == tokenStart && len(open) == 5 && x.name == "rFont" && open[3] == "rPr":
			font = string(x.attr("val"))
			book.noteFont(font)
		case x.kind == tokenEnd && len(open) == 3 && x.name == "r":
			runs = append(runs, textRun{font, unescaped(string(text[from:]))})
		case x.kind == tokenEnd && len(open) == 2:
			book.strings = append(book.strings, sharedText{text: unescaped(string(text)), runs: fontRuns(runs)})
		}
		return nil
	}
}

// isRunText tells the text of a string, plain or in a run, from its phonetic
// guide and from the space between elements.
func isRunText(open []string, from int) bool {
	switch len(open) - from {
	case 1:
		return open[from] == "t"
	case 2:
		return open[from] == "r" && open[from+1] == "t"
	}
	return false
}

// fontRuns are the runs when one of them has a font of its own.
func fontRuns(runs []textRun) []textRun {
	for _, r := range runs {
		if r.font != "" {
			return runs
		}
	}
	return nil
}

// unescaped resolves _x000D_, the way in which a workbook writes what XML
// cannot: characters of control, and the underscore before such a mark.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	var units []uint16 // escapes in a row: two may be one character
	flush := func() {
		for _, r := range utf16.Decode(units) {
			if r >= ' ' || r == '\n' || r == '\t' {
				b.WriteRune(r)
			}
		}
		units = units[:0]
	}
	for i := 0; i < len(s); {
		if code, ok := escapeAt(s[i:]); ok {
			units = append(units, code)
			i += len("_x000D_")
			continue
		}
		flush()
		b.WriteByte(s[i])
		i++
	}
	flush()
	return b.String()
}

func escapeAt(s string) (code uint16, ok bool) {
	if len(s) < 7 || s[:2] != "_x" || s[6] != '_' {
		return 0, false
	}
	for _, c := range []byte(s[2:6]) {
		switch {
		case c >= '0' && c <= '9':
			code = code<<4 | uint16(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			code = code<<4 | uint16(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return code, true
}

// readStyles remembers of every style of cells its number format and font: a
// number is a date or a share only by its format.
func (book *guardedBook) readStyles() tokenVisitor {
	custom := map[string]string{}
	var fonts []string
	return func(open []string, x *xmlTokens) error {
		if x.kind != tokenStart || len(open) < 3 {
			return nil
		}
		switch parent := open[len(open)-2]; {
		case x.name == "numFmt" && parent == "numFmts":
			custom[string(x.attr("numFmtId"))] = string(x.attr("formatCode"))
		case x.name == "font" && parent == "fonts":
			fonts = append(fonts, "")
		case x.name == "name" && parent == "font" && open[len(open)-3] == "fonts":
			fonts[len(fonts)-1] = string(x.attr("val"))
		case x.name == "xf" && parent == "cellXfs":
			book.addStyle(x, custom, fonts)
		}
		return nil
	}
}

func (book *guardedBook) addStyle(x *xmlTokens, custom map[string]string, fonts []string) {
	format, ok := custom[string(x.attr("numFmtId"))]
	if !ok {
		format = builtInFormats[string(x.attr("numFmtId"))]
	}
	style := cellStyle{format: format, shows: shownBy(format)}
	if n := number(x.attr("fontId")); n < len(fonts) {
		style.font = fonts[n]
		book.noteFont(style.font)
	}
	book.styles = append(book.styles, style)
}

// noteFont remembers that a font of an old encoding is used: without one no cell
// need be asked for its font.
func (book *guardedBook) noteFont(font string) {
	if !book.legacy {
		encoding, _ := fontEncoding(font)
		book.legacy = encoding != ""
	}
}

// number is the value of an attribute that counts, 0 when it is none.
func number(b []byte) int {
	if len(b) == 0 || len(b) > 9 {
		return 0
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// builtInFormats are those of the fixed number formats that matter here: what
// is not listed shows as a plain number.
var builtInFormats = map[string]string{
	"3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00",
	"14": "dd/mm/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "22": "dd/mm/yyyy hh:mm",
	"27": "dd/mm/yyyy", "28": "dd/mm/yyyy", "29": "dd/mm/yyyy", "30": "dd/mm/yyyy", "31": "dd/mm/yyyy", "36": "dd/mm/yyyy",
	"50": "dd/mm/yyyy", "51": "dd/mm/yyyy", "52": "dd/mm/yyyy", "53": "dd/mm/yyyy", "54": "dd/mm/yyyy", "57": "dd/mm/yyyy", "58": "dd/mm/yyyy",
	"18": "h:mm", "19": "h:mm", "20": "h:mm", "21": "h:mm:ss", "45": "mm:ss", "46": "h:mm:ss", "47": "mm:ss",
}
