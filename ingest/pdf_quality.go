package ingest

import (
	"strings"
	"unicode"
)

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
			q.line([]rune(l.text))
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
