package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What every reader asks of every letter of a text is looked up: the tables of
// package unicode are searched, and that was a tenth of the time of reading.

// A runeTrait is what a rune is, a bit each.
type runeTrait uint8

const (
	runeLetter runeTrait = 1 << iota
	runeMark
	runeDigit
	runeUpper
	runeSmall // it is its own small letter
	runeVowel // of Vietnamese, without a tone, small
	runeKnown
)

// runeTraits are those of the runes that Vietnamese texts are written in; the
// others have no runeKnown.
var runeTraits = func() *[0x2000]runeTrait {
	var t [0x2000]runeTrait
	for _, part := range [][2]rune{{0, 0x24f}, {0x300, 0x36f}, {0x1e00, 0x1eff}} {
		for r := part[0]; r <= part[1]; r++ {
			t[r] = traitsAsked(r) | runeKnown
		}
	}
	return &t
}()

func traitsOf(r rune) runeTrait {
	if r >= 0 && int(r) < len(runeTraits) && runeTraits[r] != 0 {
		return runeTraits[r]
	}
	return traitsAsked(r)
}

func traitsAsked(r rune) (t runeTrait) {
	set := func(trait runeTrait, is bool) {
		if is {
			t |= trait
		}
	}
	set(runeLetter, unicode.IsLetter(r))
	set(runeMark, unicode.IsMark(r))
	set(runeDigit, unicode.IsDigit(r))
	set(runeUpper, unicode.IsUpper(r))
	set(runeSmall, unicode.ToLower(r) == r)
	set(runeVowel, strings.ContainsRune("aăâeêioôơuưy", r))
	return t
}

func isLetter(r rune) bool { return traitsOf(r)&runeLetter != 0 }

// wordRune tells what words are made of.
func wordRune(r rune) bool { return traitsOf(r)&(runeLetter|runeDigit|runeMark) != 0 }

func isVowel(r rune) bool { return traitsOf(r)&runeVowel != 0 }

// small is a text in small letters; most words are so already.
func small(s string) string {
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r == utf8.RuneError || traitsOf(r)&runeSmall == 0 {
			return strings.ToLower(s)
		}
		i += size
	}
	return s
}
