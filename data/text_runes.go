package data

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Keys are made of every header, name and cell that is read. Taking a text apart
// by Unicode's rules, mark by mark, is most of their cost; the composed letters
// of Vietnamese and what stands between them are looked up instead. A text with
// any other rune goes the long way, and gives the same key (a test holds it).

// A runeKey is what the keys make of one rune.
type runeKey struct {
	letter rune // without its tone, in small; any other rune as it is
	bare   rune // without marks
	tone   byte // the digit, 0 for none
	known  bool
}

// runeKeys are those of the scripts and signs that such texts are written in.
var runeKeys = runeKeysOf([][2]rune{{0, 0x24f}, {0x1e00, 0x1eff}, {0x2000, 0x202f}})

func runeKeysOf(ranges [][2]rune) *[0x2030]runeKey {
	var keys [0x2030]runeKey
	for _, part := range ranges {
		for r := part[0]; r <= part[1]; r++ {
			keys[r] = runeKeyOf(r)
		}
	}
	return &keys
}

func runeKeyOf(r rune) runeKey {
	apart := []rune(norm.NFD.String(string(r)))
	k := runeKey{letter: r, bare: apart[0], known: true}
	if !unicode.IsLetter(r) {
		k.known = len(apart) == 1 && apart[0] == r && !unicode.Is(unicode.M, r)
		return k
	}
	letter := string(lower(apart[0]))
	for _, mark := range apart[1:] {
		if t, ok := tones[mark]; ok {
			k.tone = t
		} else {
			letter = norm.NFC.String(letter + string(mark))
		}
		k.known = k.known && unicode.Is(unicode.Mn, mark)
	}
	composed := []rune(letter)
	k.letter = composed[0]
	k.known = k.known && len(composed) == 1 && unicode.IsLetter(apart[0])
	return k
}

func knownRunes(s string) bool {
	for _, r := range s {
		if r >= rune(len(runeKeys)) || !runeKeys[r].known {
			return false
		}
	}
	return true
}

// knownRune is the key of a rune of a text of knownRunes.
func knownRune(r rune) *runeKey { return &runeKeys[r] }
