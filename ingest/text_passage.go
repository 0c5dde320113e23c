package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"danbiet/data"
)

// A passage is running text joined from lines, with the line of every rune.
// Patterns run over canon; indexes are byte offsets of canon.
type passage struct {
	text   []rune // as printed
	canon  string
	lineOf []int // of each rune of text
	runeOf []int // of each byte of canon, and of its end
}

var (
	cutNumber   = regexp.MustCompile(`(?:^|\s)\d[\p{L}\d/.-]*[-/]$`)
	numberGoes  = regexp.MustCompile(`^[\p{Lu}\d]`)
	hyphenFirst = regexp.MustCompile(`^[-/]\p{Lu}`)
	bareNumber  = regexp.MustCompile(`(?:^|\s)\d{1,5}(?:/\d{4})?$`)
)

// glue is what stands between two lines of one paragraph: nothing where a
// document number was cut ("21-" / "KL/TW"), else a space.
func glue(before, after string) string {
	if before == "" || after == "" {
		return " "
	}
	switch last := before[len(before)-1]; {
	case (last == '-' || last == '/') && cutNumber.MatchString(before) && numberGoes.MatchString(after),
		isDigit(last) && hyphenFirst.MatchString(after) && bareNumber.MatchString(before):
		return ""
	}
	return " "
}

// join makes a passage of lines.
func join(lines []line) passage {
	runes, bytes := 0, 0
	for _, l := range lines {
		runes, bytes = runes+1+utf8.RuneCountInString(l.text), bytes+1+len(l.canon)
	}
	p := passage{text: make([]rune, 0, runes), lineOf: make([]int, 0, runes)}
	var canon strings.Builder
	canon.Grow(bytes)
	add := func(text, canonical string, no int) {
		for _, r := range text {
			p.text, p.lineOf = append(p.text, r), append(p.lineOf, no)
		}
		canon.WriteString(canonical)
	}
	for i, l := range lines {
		if i > 0 {
			g := glue(lines[i-1].canon, l.canon)
			add(g, g, lines[i-1].no)
		}
		add(l.text, l.canon, l.no)
	}
	p.index(canon.String())
	return p
}

// concat is one passage of several, a space between them.
func concat(ps ...passage) passage {
	if len(ps) == 1 && len(ps[0].text) > 0 {
		return ps[0]
	}
	var p passage
	var canon strings.Builder
	for _, q := range ps {
		if len(q.text) == 0 {
			continue
		}
		if len(p.text) > 0 {
			p.text = append(p.text, ' ')
			p.lineOf = append(p.lineOf, p.lineOf[len(p.lineOf)-1])
			canon.WriteByte(' ')
		}
		p.text = append(p.text, q.text...)
		p.lineOf = append(p.lineOf, q.lineOf...)
		canon.WriteString(q.canon)
	}
	p.index(canon.String())
	return p
}

func (p *passage) index(canon string) {
	p.canon = canon
	p.runeOf = make([]int, len(canon)+1)
	n := -1
	for i := range len(canon) {
		if canon[i]&0xC0 != 0x80 {
			n++
		}
		p.runeOf[i] = n
	}
	p.runeOf[len(canon)] = n + 1
}

// from is the passage from a byte offset on.
func (p passage) from(i int) passage { return p.cut(i, len(p.canon)) }

// cut is the part of the passage between two byte offsets.
func (p passage) cut(i, j int) passage {
	var q passage
	q.text = p.text[p.runeOf[i]:p.runeOf[j]]
	q.lineOf = p.lineOf[p.runeOf[i]:p.runeOf[j]]
	q.index(p.canon[i:j])
	return q
}

// maxPassage is far more than the longest paragraph of any plan. Longer ones,
// which no clerk writes, are cut, so that the time of reading grows with the
// size of a file and not with its square.
const maxPassage = 8 << 10

// pieces are the passage itself, or a long one cut at spaces.
func (p passage) pieces() []passage {
	if len(p.canon) <= maxPassage {
		return []passage{p}
	}
	var out []passage
	from := 0
	for rest := p.canon; len(rest) > maxPassage; rest = p.canon[from:] {
		cut := strings.LastIndexByte(rest[:maxPassage], ' ') + 1
		if cut == 0 {
			for cut = maxPassage; rest[cut]&0xC0 == 0x80; cut-- {
			}
		}
		out = append(out, p.cut(from, from+cut))
		from += cut
	}
	return append(out, p.from(from))
}

// printed is the text between two byte offsets as it stands in the file.
func (p passage) printed(i, j int) string {
	return strings.TrimSpace(string(p.text[p.runeOf[i]:p.runeOf[j]]))
}

// at is the place of what stands between two byte offsets.
func (p passage) at(i, j int) data.Place {
	if len(p.text) == 0 {
		return data.Place{}
	}
	last := len(p.lineOf) - 1
	from, to := min(p.runeOf[i], last), min(max(p.runeOf[j]-1, p.runeOf[i]), last)
	return data.Place{Lines: [2]int{p.lineOf[from], p.lineOf[to]}}
}

// place is the place of the whole passage.
func (p passage) place() data.Place { return p.at(0, len(p.canon)) }

func (p passage) String() string { return strings.TrimSpace(string(p.text)) }

// sentences are the byte offsets of the sentences of a passage. A full stop
// after an abbreviation ("TT. Đảng ủy") does not end one.
func (p passage) sentences() [][2]int {
	if !stopInside(p.canon) {
		return [][2]int{{0, len(p.canon)}}
	}
	var out [][2]int
	start := 0
	for _, m := range sentenceEnd.FindAllStringSubmatchIndex(p.canon, -1) {
		if m[2] >= 0 && allCaps(p.canon[m[2]:m[3]]) {
			continue
		}
		if m[4] >= start {
			out = append(out, [2]int{start, m[4]})
			start = m[4]
		}
	}
	return append(out, [2]int{start, len(p.canon)})
}

// stopInside tells that white space follows a full stop somewhere; without one
// there is no end of a sentence to look for.
func stopInside(s string) bool {
	for {
		i := strings.IndexByte(s, '.')
		if i < 0 {
			return false
		}
		s = strings.TrimLeft(s[i+1:], `"”)`)
		if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
			return true
		}
	}
}

// The third group is empty: it marks where the next sentence begins.
var sentenceEnd = regexp.MustCompile(`(\p{Lu}{1,4})?\.["”)]*\s+()["“(]?\p{Lu}`)
