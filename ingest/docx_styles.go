package ingest

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// A toggle is a property that is on, off, or left to the style.
type toggle uint8

const (
	inherited toggle = iota
	on
	off
)

func toggleOf(e xml.StartElement) toggle {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return off
	}
	return on
}

func (t toggle) or(u toggle) toggle {
	if t == inherited {
		return u
	}
	return t
}

// themeFont stands for a font that the theme names: never an old one.
const themeFont = "+"

// runProps are the properties of characters that change what is read: the font
// (an old font means an old encoding), capitals and hidden text.
type runProps struct {
	style        string // of characters
	ascii, hAnsi string // fonts
	caps, vanish toggle
}

// take reads one element of a list of properties.
func (p *runProps) take(e xml.StartElement) {
	switch e.Name.Local {
	case "rFonts":
		p.ascii, p.hAnsi = runFont(e, "ascii"), runFont(e, "hAnsi")
	case "rStyle":
		p.style = attr(e, "val")
	case "caps", "smallCaps":
		if t := toggleOf(e); t == on || p.caps == inherited {
			p.caps = t
		}
	case "vanish":
		p.vanish = toggleOf(e)
	}
}

func runFont(e xml.StartElement, script string) string {
	if attr(e, script+"Theme") != "" {
		return themeFont
	}
	return attr(e, script)
}

// over gives what is left open from the properties below.
func (p runProps) over(base runProps) runProps {
	if p.ascii == "" {
		p.ascii = base.ascii
	}
	if p.hAnsi == "" {
		p.hAnsi = base.hAnsi
	}
	p.caps, p.vanish = p.caps.or(base.caps), p.vanish.or(base.vanish)
	return p
}

// font is the one that says how the text is encoded. Letters beyond ASCII are
// shown in hAnsi; files exist that name an old font for ascii alone.
func (p runProps) font() string {
	if encoding, _ := fontEncoding(p.hAnsi); encoding == "" {
		if encoding, _ := fontEncoding(p.ascii); encoding != "" {
			return p.ascii
		}
	}
	return p.hAnsi
}

// paraProps are the properties of a paragraph that change what is read.
type paraProps struct {
	style      string
	num, level string // of its list; num "0" takes it out of any
	indent     int    // twips from the left edge, -1 when left to the style
	right      toggle // set at the right edge
	page       toggle // begins a page
}

func (p *paraProps) take(parent string, e xml.StartElement) {
	switch name := e.Name.Local; {
	case name == "pStyle":
		p.style = attr(e, "val")
	case name == "numId" && parent == "numPr":
		p.num = attr(e, "val")
	case name == "ilvl" && parent == "numPr":
		p.level = attr(e, "val")
	case name == "jc":
		switch attr(e, "val") {
		case "right", "end":
			p.right = on
		default:
			p.right = off
		}
	case name == "ind":
		for _, side := range []string{"left", "start"} {
			if n, err := strconv.Atoi(attr(e, side)); err == nil {
				p.indent = max(0, min(n, 20_000))
			}
		}
	case name == "pageBreakBefore":
		p.page = toggleOf(e)
	}
}

func (p paraProps) over(base paraProps) paraProps {
	if p.num == "" {
		p.num = base.num
	}
	if p.level == "" {
		p.level = base.level
	}
	if p.indent < 0 {
		p.indent = base.indent
	}
	p.right, p.page = p.right.or(base.right), p.page.or(base.page)
	return p
}

type docxStyle struct {
	name, based string
	para        paraProps
	run         runProps
	resolved    bool
}

// docxStyles are the styles of a document, each with what it inherits.
type docxStyles struct {
	by       map[string]*docxStyle
	normal   string // the style of a paragraph that names none
	defaults runProps
}

func newDocxStyles() *docxStyles { return &docxStyles{by: map[string]*docxStyle{}} }

// visit reads the part of the styles.
func (s *docxStyles) visit() visitor {
	var style *docxStyle
	return func(open []string, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || len(open) < 3 && e.Name.Local != "style" {
			return nil
		}
		if e.Name.Local == "style" && len(open) == 2 {
			style = &docxStyle{para: paraProps{indent: -1}}
			id := attr(e, "styleId")
			s.by[id] = style
			if v := attr(e, "default"); attr(e, "type") == "paragraph" && (v == "1" || v == "true" || v == "on") {
				s.normal = id
			}
			return nil
		}
		if len(open) == 5 && open[1] == "docDefaults" && open[3] == "rPr" {
			s.defaults.take(e)
		}
		if style == nil || open[1] != "style" {
			return nil
		}
		switch {
		case len(open) == 3 && e.Name.Local == "name":
			style.name = strings.ToLower(attr(e, "val"))
		case len(open) == 3 && e.Name.Local == "basedOn":
			style.based = attr(e, "val")
		case len(open) == 4 && open[2] == "rPr":
			style.run.take(e)
		case open[2] == "pPr" && (len(open) == 4 || len(open) == 5 && open[3] == "numPr"):
			style.para.take(open[len(open)-2], e)
		}
		return nil
	}
}

// of is a style with everything it inherits; the zero style for one that is not
// there.
func (s *docxStyles) of(id string) docxStyle {
	style := s.by[id]
	if style == nil {
		return docxStyle{para: paraProps{indent: -1}}
	}
	s.resolve(id)
	return *style
}

// resolve works a style out of the chain it stands on, the lowest first. A
// chain that bites its tail ends where it does.
func (s *docxStyles) resolve(id string) {
	var chain []*docxStyle
	seen := map[string]bool{}
	for style := s.by[id]; style != nil && !style.resolved && !seen[id]; id, style = style.based, s.by[style.based] {
		seen[id] = true
		chain = append(chain, style)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		style := chain[i]
		if base := s.by[style.based]; base != nil && base.resolved {
			style.para, style.run = style.para.over(base.para), style.run.over(base.run)
		}
		style.resolved = true
	}
}

// runIn is how a run is shown in a paragraph of a style.
func (s *docxStyles) runIn(paragraph string, p runProps) runProps {
	if p.style != "" {
		p = p.over(s.of(p.style).run)
	}
	if paragraph == "" {
		paragraph = s.normal
	}
	return p.over(s.of(paragraph).run).over(s.defaults)
}

// paragraph is how a paragraph is set.
func (s *docxStyles) paragraph(p paraProps) paraProps {
	if p.style == "" {
		p.style = s.normal
	}
	return p.over(s.of(p.style).para)
}
