package ingest

import (
	"strings"
	"unicode"
)

// restoreCapitals gives back the capitals that TCVN3 cannot write: vowels with a
// tone are in it in lower case only, so that a heading in capitals comes as
// "NHIệM Vụ Cụ THể". A word whose other letters (two or more) are capitals was
// meant in capitals. One with a single other letter, or none ("Kế", "ở"), can
// also be the beginning of a sentence: its neighbours on the line decide.
func restoreCapitals(text string) string {
	if isASCII(text) {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = restoreLine(l)
	}
	return strings.Join(lines, "\n")
}

// wordCase is what the letters of a word, those that TCVN3 has in both cases,
// say of its case.
type wordCase byte

const (
	caseUnknown wordCase = iota // a sign, an abbreviation, a single letter
	caseOpen                    // could be either
	caseLower
	caseUpper
	caseBreak // no word: what is before says nothing of what is after
)

type casedWord struct {
	from, to int // in runes
	is       wordCase
	lost     bool // holds a small vowel with a tone
}

func restoreLine(line string) string {
	runes := []rune(line)
	words := casedWords(runes)
	changed := false
	for i, w := range words {
		if !w.lost || w.is != caseUpper && !(w.is == caseOpen && meantUpper(words, i, unicode.IsUpper(runes[w.from]))) {
			continue
		}
		changed = true
		for j := w.from; j < w.to; j++ {
			runes[j] = unicode.ToUpper(runes[j])
		}
	}
	if !changed {
		return line
	}
	return string(runes)
}

func casedWords(runes []rune) []casedWord {
	var words []casedWord
	for i := 0; i < len(runes); {
		if !unicode.IsLetter(runes[i]) {
			if runes[i] == ':' || runes[i] == ';' {
				words = append(words, casedWord{is: caseBreak})
			}
			i++
			continue
		}
		w := casedWord{from: i}
		for i < len(runes) && unicode.IsLetter(runes[i]) {
			i++
		}
		w.to = i
		w.is, w.lost = caseOf(runes[w.from:w.to])
		words = append(words, w)
	}
	return words
}

func caseOf(word []rune) (is wordCase, lost bool) {
	uppers, lowers := 0, 0
	for _, r := range word {
		if _, is := tonedVowelOf(r); is && unicode.IsLower(r) {
			lost = true
			continue
		}
		if unicode.IsUpper(r) {
			uppers++
		} else {
			lowers++
		}
	}
	switch {
	case lowers > 0:
		return caseLower, lost
	case lost && uppers < 2:
		return caseOpen, lost
	case uppers < 2, !lost && !syllableShape(string(word), false):
		return caseUnknown, lost
	}
	return caseUpper, lost
}

// meantUpper tells that an open word stands among capitals: the next word that
// says anything is in capitals (one that begins with a small letter needs the
// one before too), or there is none and the word before is.
func meantUpper(words []casedWord, i int, startsUpper bool) bool {
	before, after := caseUnknown, caseUnknown
	for j := i - 1; j >= 0 && before < caseLower; j-- {
		before = words[j].is
	}
	for j := i + 1; j < len(words) && after < caseLower; j++ {
		after = words[j].is
	}
	switch {
	case after == caseUpper:
		return startsUpper || before != caseLower
	case after == caseLower:
		return false
	}
	return before == caseUpper
}

// capitalsLost tells that restoreCapitals had to give back capitals in a line:
// what the table alone makes of it differs from what was made.
func capitalsLost(raw, text string) bool {
	plain, _ := fromTCVN3(raw)
	return text != raw && plain != text
}
