package ingest

import (
	"strings"
	"unicode"
)

// maxScored is how many bytes of a text are scored; a page says enough.
const maxScored = 64 << 10

// A score counts the words that hold marks, and those of them that can be
// syllables.
type score struct{ words, syllables int }

func (s *score) add(t score) { s.words += t.words; s.syllables += t.syllables }

// share is the part of the words that can be syllables; a text without words
// has nothing against it.
func (s score) share() float64 {
	if s.words == 0 {
		return 0
	}
	return float64(s.syllables) / float64(s.words)
}

func (s score) better(t score) bool {
	if a, b := s.share(), t.share(); a != b {
		return a > b
	}
	return s.syllables > t.syllables
}

// sure tells that a reading of a text is right and another one wrong: at least
// three words in four are syllables, by two words and a fifth of all more than
// under the other.
func (s score) sure(other score) bool {
	return s.syllables*4 >= s.words*3 && s.syllables >= other.syllables+2 && s.share() >= other.share()+0.2
}

// betterAsIs tells that a text has more sense as it stands than under a table.
func betterAsIs(s string, t legacyTable) bool {
	converted := scoreOf(s, t.decode)
	if converted.words > 0 && converted.syllables == converted.words {
		return false
	}
	return converted.share() < scoreOf(s, asIs).share()
}

func asIs(s string) (string, bool) { return s, true }

// scoreOf scores a text under a table. Words are cut in the text as it stands,
// at spaces and at what is neither letter nor beyond ASCII: the characters that
// an old text shows inside its words can be signs (©, ®, ¬).
func scoreOf(s string, decode func(string) (string, bool)) score {
	var out score
	from, marked := -1, false
	end := func(to int) {
		if from >= 0 && marked {
			out.count(s[from:to], decode)
		}
		from, marked = -1, false
	}
	for i, r := range s {
		if r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') || typographic(r) {
			end(i)
			continue
		}
		if from < 0 {
			from = i
		}
		marked = marked || r >= 0x80
	}
	end(len(s))
	return out
}

// count counts one word; one of whose signs the table makes letters ("nh©n")
// counts twice, because no other text has such.
func (s *score) count(word string, decode func(string) (string, bool)) {
	text, ok := decode(word)
	if ok && (isAbbreviation(text) || strings.IndexFunc(text, unicode.IsLetter) < 0) {
		return
	}
	weight := 1
	switch {
	case !ok || !possibleSyllable(text):
		s.words++
		return
	case strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0:
		weight = 2
	}
	s.words += weight
	s.syllables += weight
}

// isAbbreviation tells "HĐND", "NĐ", "đ)": Vietnamese consonants only.
func isAbbreviation(word string) bool {
	for _, r := range word {
		switch r = unicode.ToLower(r); {
		case r == 'đ', r >= 'a' && r <= 'z' && !isVowel(r):
		default:
			return false
		}
	}
	return word != ""
}
