package ingest

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// Word does not store the numbers of its lists: it stores how they are made.
// docxLists makes them again, as Word shows them.

const listLevels = 9

// A listLevel is how one level of a list is numbered.
type listLevel struct {
	set     bool
	start   int
	format  string // decimal, lowerLetter, …
	text    string // "%1.%2.", "a sign" for a bullet
	suffix  string // tab, space, nothing
	style   string // the paragraph style that is set on this level
	restart int    // after which level it begins again; -1 after any above it
	legal   bool   // all numbers in it are decimal
}

// An abstractList has the counters that its lists share: a list goes on where
// another of the same kind stopped, unless it says that it begins anew.
type abstractList struct {
	levels    [listLevels]listLevel
	count     [listLevels]int
	used      [listLevels]bool
	styleLink string // the list is another one, named by a style
}

type docxList struct {
	abstract string
	starts   [listLevels]int // -1 when it does not begin anew
	levels   [listLevels]listLevel
	begun    [listLevels]bool
}

type docxLists struct {
	abstracts map[string]*abstractList
	lists     map[string]*docxList
}

func newDocxLists() *docxLists {
	return &docxLists{abstracts: map[string]*abstractList{}, lists: map[string]*docxList{}}
}

// visit reads the part of the lists.
func (l *docxLists) visit() visitor {
	var abstract *abstractList
	var list *docxList
	var level *listLevel
	at := 0
	return func(open []string, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch name := e.Name.Local; {
		case len(open) == 2 && name == "abstractNum":
			abstract, list, level = &abstractList{}, nil, nil
			l.abstracts[attr(e, "abstractNumId")] = abstract
		case len(open) == 2 && name == "num":
			abstract, level, list = nil, nil, &docxList{}
			for i := range list.starts {
				list.starts[i] = -1
			}
			l.lists[attr(e, "numId")] = list
		case name == "numStyleLink" && abstract != nil:
			abstract.styleLink = attr(e, "val")
		case name == "abstractNumId" && list != nil:
			list.abstract = attr(e, "val")
		case name == "lvlOverride" && list != nil:
			at = levelAt(attr(e, "ilvl"))
		case name == "startOverride" && list != nil:
			list.starts[at] = listNumber(attr(e, "val"))
		case name == "lvl" && (abstract != nil || list != nil):
			if level = l.levelOf(abstract, list, levelAt(attr(e, "ilvl"))); level != nil {
				*level = listLevel{set: true, start: 1, format: "decimal", restart: -1}
			}
		case level != nil:
			level.take(e)
		}
		return nil
	}
}

func (l *docxLists) levelOf(abstract *abstractList, list *docxList, at int) *listLevel {
	if abstract != nil {
		return &abstract.levels[at]
	}
	return &list.levels[at]
}

func (v *listLevel) take(e xml.StartElement) {
	val := attr(e, "val")
	switch e.Name.Local {
	case "start":
		v.start = listNumber(val)
	case "numFmt":
		v.format = val
	case "lvlText":
		v.text = short(val)
	case "suff":
		v.suffix = val
	case "pStyle":
		v.style = val
	case "lvlRestart":
		v.restart = listNumber(val)
	case "isLgl":
		v.legal = toggleOf(e) == on
	}
}

// levelAt is the index of a level; a level that cannot be is the first.
func levelAt(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n < listLevels {
		return n
	}
	return 0
}

func listNumber(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1_000_000 {
		return 0
	}
	return n
}

// abstractOf follows a list to its kind, through the style that may name it.
func (l *docxLists) abstractOf(list *docxList, styles *docxStyles) *abstractList {
	a := l.abstracts[list.abstract]
	if a == nil || a.styleLink == "" {
		return a
	}
	if named := l.lists[styles.of(a.styleLink).para.num]; named != nil {
		return l.abstracts[named.abstract]
	}
	return a
}

// next counts a paragraph and gives its number and what stands after it: "" for
// one that is in no list.
func (l *docxLists) next(p paraProps, styles *docxStyles) string {
	list := l.lists[p.num]
	if list == nil {
		return ""
	}
	a := l.abstractOf(list, styles)
	if a == nil {
		return ""
	}
	at := levelAt(p.level)
	if p.level == "" {
		at = a.levelOfStyle(p.style)
	}
	level := list.level(a, at)
	if !level.set {
		return ""
	}
	if list.starts[at] >= 0 && !list.begun[at] {
		a.used[at] = false
	}
	list.begun[at] = true
	if a.used[at] {
		a.count[at]++
	} else {
		a.used[at], a.count[at] = true, list.start(a, at)
	}
	for i := at + 1; i < listLevels; i++ {
		if r := list.level(a, i).restart; r < 0 || at < r {
			a.used[i] = false
		}
	}
	return list.label(a, at, level)
}

// levelOfStyle is the level that a style is bound to, where the paragraph names
// none.
func (a *abstractList) levelOfStyle(style string) int {
	for i, v := range a.levels {
		if style != "" && v.style == style {
			return i
		}
	}
	return 0
}

func (n *docxList) level(a *abstractList, at int) listLevel {
	if n.levels[at].set {
		return n.levels[at]
	}
	return a.levels[at]
}

func (n *docxList) start(a *abstractList, at int) int {
	if n.starts[at] >= 0 {
		return n.starts[at]
	}
	return n.level(a, at).start
}

// label is the number as it is shown. A bullet is a hyphen, whatever its shape,
// but for those that mark a second level by custom (+, o).
func (n *docxList) label(a *abstractList, at int, level listLevel) string {
	text := strings.TrimSpace(level.text)
	if level.format == "bullet" {
		switch text {
		case "":
			return ""
		case "+", "o", "○", "◦":
			return "+ "
		}
		return "- "
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) || text[i+1] < '1' || text[i+1] > '9' {
			out.WriteByte(text[i])
			continue
		}
		i++
		out.WriteString(n.number(a, int(text[i]-'1'), level.legal))
	}
	if out.Len() > 0 && level.suffix != "nothing" {
		out.WriteByte(' ')
	}
	return out.String()
}

// number is the count of one level; a level above that no paragraph has used
// yet shows its start.
func (n *docxList) number(a *abstractList, at int, legal bool) string {
	count := a.count[at]
	if !a.used[at] {
		count = n.start(a, at)
	}
	format := n.level(a, at).format
	if legal && format != "none" {
		format = "decimal"
	}
	return listFormat(format, count)
}

func listFormat(format string, n int) string {
	switch format {
	case "none":
		return ""
	case "lowerLetter", "upperLetter":
		if n < 1 || n > 26*8 {
			break
		}
		s := strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
		if format == "upperLetter" {
			return strings.ToUpper(s)
		}
		return s
	case "lowerRoman", "upperRoman":
		if n < 1 || n > 3999 {
			break
		}
		if format == "lowerRoman" {
			return strings.ToLower(longRoman(n))
		}
		return longRoman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

func longRoman(n int) string {
	var out strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			out.WriteString(d.sign)
		}
	}
	return out.String()
}
