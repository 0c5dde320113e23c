package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A paragraph is one or more lines that belong together.
type paragraph struct {
	passage
	label label
}

// body is the passage without the label.
func (p paragraph) body() passage { return p.from(p.label.rest) }

// A joiner makes paragraphs of lines. It knows which labels can come next, so
// that a wrapped "2024." or "21-" is not taken for one.
type joiner struct {
	spaced bool // blank lines stand between all lines and mean nothing
	width  int
	done   []paragraph
	open   []line
	label  label
	last   map[labelKind]label // of the current branch
}

// joinParagraphs makes paragraphs of the lines of a body.
func joinParagraphs(lines []line, spaced bool) []paragraph {
	j := &joiner{spaced: spaced, width: fitWidth(lines), last: map[labelKind]label{}}
	for _, l := range lines {
		j.add(l)
	}
	j.close()
	return j.done
}

func (j *joiner) add(l line) {
	if isSeparator(l.canon) {
		j.close()
		return
	}
	if len(j.open) == 0 {
		lab, _ := j.accept(l, "", true)
		j.begin(l, lab)
		return
	}
	before := j.open[len(j.open)-1]
	if !l.first && glue(before.canon, l.canon) == "" {
		j.open = append(j.open, l)
		return
	}
	broken := j.broken(before, l) && !j.untitled()
	if lab, ok := j.accept(l, before.canon, broken); ok {
		j.close()
		j.begin(l, lab)
		return
	}
	if broken {
		j.close()
		j.begin(l, label{})
		return
	}
	j.open = append(j.open, l)
}

func (j *joiner) begin(l line, lab label) {
	j.open, j.label = []line{l}, lab
	if lab.kind == noLabel {
		return
	}
	for kind, other := range j.last {
		if other.depth > lab.depth {
			delete(j.last, kind)
		}
	}
	j.last[lab.kind] = lab
}

func (j *joiner) close() {
	if len(j.open) > 0 {
		lab := j.label
		for _, p := range join(j.open).pieces() {
			j.done = append(j.done, paragraph{p, lab})
			lab = label{}
		}
	}
	j.open, j.label = nil, label{}
}

// accept finds the label with which a line can begin a paragraph here. Numbers
// must come in sequence; where the paragraph before has clearly ended, a number
// that repeats or skips one (clerks do) is taken too.
func (j *joiner) accept(l line, before string, broken bool) (label, bool) {
	for _, lab := range labelsOf(l.canon) {
		last, seen := j.last[lab.kind]
		if lab.kind == multiLabel && seen && last.depth != lab.depth {
			seen = false
		}
		near := seen && lab.prefix == last.prefix && lab.ordinal >= last.ordinal && lab.ordinal <= last.ordinal+2
		ended := before == "" || broken || terminated(before)
		switch lab.kind {
		case dashLabel, plusLabel:
			upper := startsUpper(l.canon[lab.rest:])
			if lab.kind == dashLabel && strings.IndexFunc(lab.printed, pictured) >= 0 {
				return lab, true // a picture at the head of a line is only put there for that
			}
			if terminated(before) || before == "" || l.first || upper && (broken || strings.HasSuffix(before, ",") || j.endsShort(l)) {
				return lab, true
			}
		case romanLabel, capitalLabel:
			if seen && lab.follows(last) || !seen && lab.ordinal == 1 || near && ended {
				return lab, true
			}
		case multiLabel:
			if seen && lab.follows(last) || lab.ordinal == 1 && j.parent(lab) || near && ended {
				return lab, true
			}
		default:
			if seen && lab.follows(last) || lab.ordinal == 1 && (ended || startsUpper(l.canon[lab.rest:])) || near && ended {
				return lab, true
			}
		}
	}
	return label{}, false
}

// parent tells whether 1.1 can begin here: under 1, or under 1.1 for 1.1.1, or
// where no number stands yet.
func (j *joiner) parent(lab label) bool {
	if a, ok := j.last[arabicLabel]; ok && a.printed == lab.prefix {
		return true
	}
	if m, ok := j.last[multiLabel]; ok && (m.printed == lab.prefix || m.prefix != "" && m.prefix != lab.prefix) {
		return true
	}
	_, arabic := j.last[arabicLabel]
	_, multi := j.last[multiLabel]
	return !arabic && !multi
}

var (
	separator  = regexp.MustCompile(`^[-_=*~.…\s]{2,}$|^\*$`)
	opener     = regexp.MustCompile(`^(?:Căn cứ|Trên đây|Nơi nhận|Kính gửi|TM\.|T/M|KT\.|K/T|TL\.|T/L|TUQ\.)`)
	connective = regexp.MustCompile(`(?:^|\s)(?i:của|và|về|số|ngày|tháng|năm|từ|đến|các|cho|với|theo|trong|tại|là|do|để|ở|trên|bằng|những|được|không|ban|xã|phường|ấp|khóm|thị|ủy)$|[,\-/]$`)
)

// isSeparator tells a line of signs that parts what stands above from what stands
// below.
func isSeparator(s string) bool {
	return s != "" && strings.IndexByte("-_=*~.\xe2 ", s[0]) >= 0 && separator.MatchString(s)
}

// terminated tells that a line ends in a stop, quotes and brackets aside.
func terminated(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”\"’)]"))
	return strings.ContainsRune(".:;!?…", r)
}

// broken tells that the break between two lines was meant: the paragraph ends.
func (j *joiner) broken(before, l line) bool {
	if l.first {
		return true
	}
	blank := !j.spaced && l.blanks > 0 || j.spaced && l.blanks > 2
	switch {
	case startsLower(l.canon), !startsWordish(l.canon):
		return false
	case opener.MatchString(l.canon):
		return !strings.HasSuffix(before.canon, ",")
	case j.capitals():
		return !allCaps(l.canon) || terminated(before.canon)
	case allCaps(l.canon) && strings.Contains(l.canon, " ") && !connective.MatchString(before.canon):
		return terminated(before.canon) || j.fits(before, l, 0)
	case terminated(before.canon):
		return blank || j.fits(before, l, 0)
	case connective.MatchString(before.canon):
		return false
	}
	return startsUpper(l.canon) && (blank || j.fits(before, l, 10) || j.heading() && j.fits(before, l, 0))
}

// untitled tells that the open paragraph is so far the number of a part, whose
// title is the line that follows.
func (j *joiner) untitled() bool {
	return j.label.kind != noLabel && len(j.open) == 1 && j.label.rest == len(j.open[0].canon)
}

// capitals tells that the open paragraph is so far a heading in capitals. Only
// its ends are looked at: a line of another kind would have ended it.
func (j *joiner) capitals() bool {
	first, last := j.open[0].canon[j.label.rest:], j.open[len(j.open)-1].canon
	if len(j.open) == 1 {
		last = first
	}
	return len(first) > 3 && allCaps(first) && allCaps(last)
}

// heading tells that the open paragraph is so far one line that numbers a
// section: what follows on a new line is not its title any more.
func (j *joiner) heading() bool {
	return len(j.open) == 1 && (j.label.kind == romanLabel || j.label.kind == capitalLabel)
}

// fits tells that the first word of a line would have stood on the one before.
func (j *joiner) fits(before, l line, slack int) bool {
	return utf8.RuneCountInString(before.text)+1+firstWordLen(l.text)+slack < j.width
}

// endsShort tells that the open paragraph's last line left room for the sign and
// the first word of the next one.
func (j *joiner) endsShort(l line) bool {
	before := j.open[len(j.open)-1]
	return !connective.MatchString(before.canon) && j.fits(before, l, 8)
}

// startsWordish: a line that begins with a closing sign goes on a sentence.
func startsWordish(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !strings.ContainsRune(`.,;:)]}”/%`, r)
}
