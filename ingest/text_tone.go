package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// toned tells the letter and the tone mark of a vowel that has one, tonedOf puts
// one on.
var toned, tonedOf = toneTables()

// tonedAt are those of toned by rune, its letter 0 where there is none.
var tonedAt = func() *[0x1f00]tonedVowel {
	var t [0x1f00]tonedVowel
	for r, v := range toned {
		t[r] = v
	}
	return &t
}()

func tonedVowelOf(r rune) (v tonedVowel, is bool) {
	if r >= 0 && int(r) < len(tonedAt) {
		v = tonedAt[r]
	}
	return v, v.letter != 0
}

type tonedVowel struct {
	letter rune // with its own mark (ă, ê, ơ), in its own case
	tone   rune // combining mark
}

func toneTables() (map[rune]tonedVowel, map[tonedVowel]rune) {
	of, on := map[rune]tonedVowel{}, map[tonedVowel]rune{}
	for _, v := range "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" {
		for _, t := range "\u0300\u0301\u0303\u0309\u0323" {
			r := []rune(norm.NFC.String(string([]rune{v, t})))
			of[r[0]] = tonedVowel{v, t}
			on[tonedVowel{v, t}] = r[0]
		}
	}
	return of, on
}

// canonTone puts every tone mark where one convention puts it (hoà → hòa, họach
// → hoạch, qúy → quý), so that patterns need one spelling. It never changes the
// number of runes: an index in one string is an index in the other. Text must
// be in NFC. Words that are no Vietnamese syllable stay as they are.
func canonTone(text []rune) []rune {
	out := make([]rune, len(text))
	copy(out, text)
	for i := 0; i < len(out); {
		if !isLetter(out[i]) {
			out[i] = canonDash(out[i])
			i++
			continue
		}
		j := i
		for j < len(out) && isLetter(out[j]) {
			j++
		}
		if to, tone, ok := toneSeat(out[i:j]); ok {
			moveTone(out[i:j], to, tone)
		}
		i = j
	}
	return out
}

// canonDash makes one hyphen of the dashes that word processors put in.
func canonDash(r rune) rune {
	if (r >= '\u2010' && r <= '\u2015') || r == '\u2212' {
		return '-'
	}
	return r
}

func moveTone(syllable []rune, to int, tone rune) {
	for i, r := range syllable {
		if v, ok := tonedVowelOf(r); ok {
			syllable[i] = v.letter
		}
	}
	syllable[to] = tonedOf[tonedVowel{syllable[to], tone}]
}

// toneSeat is the index of the letter of a syllable that carries its tone mark,
// and the mark; false for a word without a mark or of no Vietnamese shape.
func toneSeat(syllable []rune) (seat int, tone rune, ok bool) {
	if len(syllable) > 7 {
		return 0, 0, false
	}
	var letters [7]rune
	for i, r := range syllable {
		if v, is := tonedVowelOf(r); is {
			if tone != 0 {
				return 0, 0, false
			}
			tone, r = v.tone, v.letter
		}
		letters[i] = r
	}
	if tone == 0 {
		return 0, 0, false
	}
	for i, r := range letters[:len(syllable)] {
		if traitsOf(r)&runeSmall == 0 {
			letters[i] = unicode.ToLower(r)
		}
	}
	from, to, ok := nucleus(letters[:len(syllable)])
	if !ok {
		return 0, 0, false
	}
	vowels := letters[from:to]
	for i := len(vowels) - 1; i >= 0; i-- {
		switch vowels[i] {
		case 'ă', 'â', 'ê', 'ô', 'ơ', 'ư':
			return from + i, tone, true
		}
	}
	switch open := to == len(syllable); {
	case len(vowels) == 1, len(vowels) == 2 && open:
		return from, tone, true
	}
	return from + 1, tone, true
}

// nucleus is the run of vowels of a syllable without tone marks; the u of qu
// and the i of gi before a vowel belong to the onset.
func nucleus(letters []rune) (from, to int, ok bool) {
	for from < len(letters) && !isVowel(letters[from]) {
		from++
	}
	if from > 3 || from == len(letters) {
		return 0, 0, false
	}
	if from > 0 && from+1 < len(letters) && isVowel(letters[from+1]) {
		if before := letters[from-1]; before == 'q' && letters[from] == 'u' || before == 'g' && from == 1 && letters[from] == 'i' {
			from++
		}
	}
	for to = from; to < len(letters) && isVowel(letters[to]); to++ {
	}
	switch string(letters[to:]) {
	case "", "c", "ch", "m", "n", "ng", "nh", "p", "t":
		return from, to, to-from <= 3
	}
	return 0, 0, false
}

// misplacedTone tells a syllable whose tone mark stands where neither of the two
// accepted conventions puts it: "hoà" and "hòa" are both right, "họach" is not.
func misplacedTone(syllable []rune) bool {
	seat, tone, ok := toneSeat(syllable)
	if !ok {
		return false
	}
	at := 0
	for i, r := range syllable {
		if v, is := tonedVowelOf(r); is && v.tone == tone {
			at = i
		}
	}
	if at == seat {
		return false
	}
	// The other convention puts the mark of an open oa, oe, uy on the last letter.
	if at == seat+1 && at == len(syllable)-1 {
		switch strings.ToLower(string([]rune{bare(syllable[seat]), bare(syllable[at])})) {
		case "oa", "oe", "uy":
			return false
		}
	}
	return true
}

func bare(r rune) rune {
	if v, ok := tonedVowelOf(r); ok {
		return v.letter
	}
	return r
}
