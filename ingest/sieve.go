package ingest

import (
	"bytes"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sieve is a pattern that is first looked for by its words. Most passages hold
// none of the words that a pattern cannot match without, and a plain search for
// them costs a tenth of running it. The words are worked out of the pattern
// itself, so that they follow when somebody changes it; what it finds is what the
// pattern finds (a test holds the two against each other).
type sieve struct {
	*regexp.Regexp
	words [][]byte // in small letters; a match holds one of them
	pairs []bytePairs
}

// sieved compiles a pattern of canonical text, and panics like MustCompile.
func sieved(pattern string) *sieve {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic(err)
	}
	s := &sieve{Regexp: regexp.MustCompile(pattern)}
	for _, w := range wordsNeeded(re.Simplify()) {
		s.words = append(s.words, []byte(w))
		s.pairs = append(s.pairs, pairsOf([]byte(w)))
	}
	return s
}

// mostWords is how many words are looked for at most.
const mostWords = 64

// wordsNeeded are texts in small letters one of which is in all that an
// expression matches; nil when there are none.
func wordsNeeded(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{strings.Map(smallLetter, string(re.Rune))}
	case syntax.OpCharClass:
		return runesOfClass(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return wordsNeeded(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return wordsNeeded(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if words := wordsNeeded(sub); rarer(words, best) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			words := wordsNeeded(sub)
			if words == nil {
				return nil
			}
			all = append(all, words...)
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) <= mostWords {
			return all
		}
	}
	return nil
}

// runesOfClass are the runes of a small class.
func runesOfClass(ranges []rune) []string {
	var out []string
	for i := 0; i < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if len(out) == 12 {
				return nil
			}
			if s := string(smallLetter(r)); !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// rarer tells that words are less often met than others: the shortest of them is
// longer, or they are fewer.
func rarer(words, than []string) bool {
	if words == nil || than == nil {
		return words != nil
	}
	a, b := shortest(words), shortest(than)
	return a > b || a == b && len(words) < len(than)
}

func shortest(words []string) int {
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

// smallLetters are the runes below its length in the form in which words are
// compared.
var smallLetters = func() *[0x2000]rune {
	var t [0x2000]rune
	for r := range t {
		t[r] = unicode.ToLower(rune(r))
	}
	t['ſ'] = 's' // which patterns without regard to case take for one
	return &t
}()

func smallLetter(r rune) rune {
	if r >= 0 && int(r) < len(smallLetters) {
		return smallLetters[r]
	}
	return unicode.ToLower(r)
}

// may tells whether a text holds one of the words.
func (s *sieve) may(text string) bool {
	if len(s.words) == 0 {
		return true
	}
	var room [2048]byte
	small := room[:0]
	for _, r := range text {
		if r < utf8.RuneSelf {
			small = append(small, byte(smallLetters[r]))
			continue
		}
		small = utf8.AppendRune(small, smallLetter(r))
	}
	have := pairsOf(small)
	for i, w := range s.words {
		if have.hold(&s.pairs[i]) && bytes.Contains(small, w) {
			return true
		}
	}
	return false
}

// bytePairs are the bytes of a text two by two, each pair a bit of 1,024: a word
// that has a pair which the text lacks is not in it.
type bytePairs [16]uint64

func pairsOf(b []byte) (p bytePairs) {
	for i := 1; i < len(b); i++ {
		at := (uint(b[i-1])*37 + uint(b[i])) % 1024
		p[at/64] |= 1 << (at % 64)
	}
	return p
}

func (p *bytePairs) hold(of *bytePairs) bool {
	for i := range p {
		if of[i]&^p[i] != 0 {
			return false
		}
	}
	return true
}

// The methods are those of the pattern.

func (s *sieve) MatchString(text string) bool {
	return s.may(text) && s.Regexp.MatchString(text)
}

func (s *sieve) FindStringIndex(text string) []int {
	if !s.may(text) {
		return nil
	}
	return s.Regexp.FindStringIndex(text)
}

func (s *sieve) FindStringSubmatch(text string) []string {
	if !s.may(text) {
		return nil
	}
	return s.Regexp.FindStringSubmatch(text)
}

func (s *sieve) FindStringSubmatchIndex(text string) []int {
	if !s.may(text) {
		return nil
	}
	return s.Regexp.FindStringSubmatchIndex(text)
}

func (s *sieve) FindAllStringIndex(text string, n int) [][]int {
	if !s.may(text) {
		return nil
	}
	return s.Regexp.FindAllStringIndex(text, n)
}

func (s *sieve) FindAllStringSubmatch(text string, n int) [][]string {
	if !s.may(text) {
		return nil
	}
	return s.Regexp.FindAllStringSubmatch(text, n)
}

func (s *sieve) FindAllStringSubmatchIndex(text string, n int) [][]int {
	if !s.may(text) {
		return nil
	}
	return s.Regexp.FindAllStringSubmatchIndex(text, n)
}
