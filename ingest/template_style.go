package ingest

import "github.com/xuri/excelize/v2"

type templateStyles struct {
	title, subtitle, banner, header                 int
	text, number, money, date, list                 int // unlocked
	locked, lockedNumber, lockedMoney, ratio, share int
	label, hint, guide, guideHead                   int
}

// Colours: one dark blue for heads, a light grey for what is locked, white for
// what is to be filled. Black-and-white printing keeps them apart.
const (
	colourHead   = "1F3864"
	colourFill   = "DCE6F1"
	colourLocked = "F2F2F2"
	colourLine   = "A6A6A6"
	colourBanner = "C00000"
)

func (b *templateBuilder) makeStyles() {
	line := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: colourLine, Style: 1})
	}
	const face = "Times New Roman"
	b.do(b.f.SetDefaultFont(face))
	font := func(size float64, bold bool, colour string) *excelize.Font {
		return &excelize.Font{Family: face, Size: size, Bold: bold, Color: colour}
	}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	wrap := func(horizontal string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: horizontal == "left"}
	}
	free := &excelize.Protection{Locked: false}
	format := func(s string) *string { return &s }
	make := func(s excelize.Style) int {
		id, err := b.f.NewStyle(&s)
		b.do(err)
		return id
	}
	const text = "@"
	b.style = templateStyles{
		title:        make(excelize.Style{Font: font(14, true, colourHead)}),
		subtitle:     make(excelize.Style{Font: font(12, false, "404040")}),
		banner:       make(excelize.Style{Font: font(12, true, colourBanner)}),
		header:       make(excelize.Style{Font: font(12, true, colourHead), Fill: fill(colourFill), Border: line, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}),
		text:         make(excelize.Style{Font: font(12, false, ""), Border: line, Alignment: wrap("left"), Protection: free, CustomNumFmt: format(text)}),
		number:       make(excelize.Style{Font: font(12, false, ""), Border: line, Alignment: wrap("right"), Protection: free}),
		money:        make(excelize.Style{Font: font(12, false, ""), Border: line, Alignment: wrap("right"), Protection: free, CustomNumFmt: format("#,##0")}),
		date:         make(excelize.Style{Font: font(12, false, ""), Border: line, Alignment: wrap("center"), Protection: free, CustomNumFmt: format("dd/mm/yyyy")}),
		list:         make(excelize.Style{Font: font(12, false, ""), Border: line, Alignment: wrap("left"), Protection: free}),
		locked:       make(excelize.Style{Font: font(12, false, "262626"), Fill: fill(colourLocked), Border: line, Alignment: wrap("left")}),
		lockedNumber: make(excelize.Style{Font: font(12, false, "595959"), Fill: fill(colourLocked), Border: line, Alignment: wrap("right")}),
		lockedMoney:  make(excelize.Style{Font: font(12, false, "595959"), Fill: fill(colourLocked), Border: line, Alignment: wrap("right"), CustomNumFmt: format("#,##0")}),
		ratio:        make(excelize.Style{Font: font(12, false, "595959"), Fill: fill(colourLocked), Border: line, Alignment: wrap("right"), CustomNumFmt: format("0%")}),
		share:        make(excelize.Style{Font: font(12, false, "595959"), Fill: fill(colourLocked), Border: line, Alignment: wrap("right"), CustomNumFmt: format("0.0")}),
		label:        make(excelize.Style{Font: font(12, true, "262626"), Fill: fill(colourLocked), Border: line, Alignment: wrap("left")}),
		hint:         make(excelize.Style{Font: &excelize.Font{Family: face, Size: 11, Italic: true, Color: "595959"}, Alignment: wrap("left")}),
		guide:        make(excelize.Style{Font: font(12, false, "262626"), Alignment: wrap("left")}),
		guideHead:    make(excelize.Style{Font: font(13, true, colourHead), Alignment: wrap("left")}),
	}
}

func (b *templateBuilder) styleOf(c column) int {
	switch c.kind {
	case kindNumber, kindPercent:
		return b.style.number
	case kindDate:
		return b.style.date
	case kindList:
		return b.style.list
	case kindLocked:
		return b.style.locked
	case kindRatio:
		return b.style.ratio
	}
	return b.style.text
}
