package ingest

import (
	"strings"
	"unicode"
)

// A Vietnamese syllable is an onset, a rime and a tone, each of a closed list.
// Of the strings that a wrong table makes of a text few are syllables, of those
// that the right one makes nearly all: that is what tells old encodings apart.

// onsets before back and front vowels differ (c and k, g and gh, ng and ngh);
// "" is no onset.
var onsets = setOf(" b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x")

// rimes have their vowel marks, without tone.
var rimes = setOf(`a ac ach ai am an ang anh ao ap at au ay
	ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
	e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
	i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
	o oc oi om on ong oong ooc op ot
	oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oe oen oeo oet
	ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
	u ua uc ui um un ung up ut uân uâng uât uây uâc uê uêch uên uênh uơ
	uôc uôi uôm uôn uông uôp uôt uy uya uych uyên uyêt uynh uyn uyp uyt uyu
	ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
	y ych ym yn ynh yt yêm yên yêng yêt yêu`)

// quRimes are the rimes after qu that the u is no part of.
var quRimes = setOf(`a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây
	e ec em en eng eo et ê êch ên ênh êt êu i ic ich in inh it ơ ơi ơn ơt ôc ôt
	y ych yên yêt ynh yn yt yp yu`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	if strings.HasPrefix(words, " ") {
		set[""] = true
	}
	return set
}

// maxSyllable is the longest syllable, "nghiêng", in letters.
const maxSyllable = 7

// possibleSyllable tells whether a word in NFC, in any case, can be one
// Vietnamese syllable. The mark of tone may stand on any vowel; p, t, c and ch
// end a syllable with sắc or nặng only.
func possibleSyllable(word string) bool { return syllableShape(word, true) }

// syllableShape is possibleSyllable, for words without marks of tone too when
// stops need no tone.
func syllableShape(word string, stopsNeedTone bool) bool {
	var letters [maxSyllable]rune
	var tone rune
	n := 0
	for _, r := range word {
		if n == maxSyllable {
			return false
		}
		if v, is := tonedVowelOf(r); is {
			if tone != 0 {
				return false
			}
			tone, r = v.tone, v.letter
		}
		letters[n] = unicode.ToLower(r)
		n++
	}
	if n == 0 || !isRime(letters[:n]) {
		return false
	}
	if !stopsNeedTone || !endsInStop(letters[:n]) {
		return true
	}
	return tone == '\u0301' || tone == '\u0323'
}

func endsInStop(letters []rune) bool {
	switch letters[len(letters)-1] {
	case 'p', 't', 'c':
		return true
	case 'h':
		return len(letters) > 1 && letters[len(letters)-2] == 'c'
	}
	return false
}

// isRime divides the letters into onset and rime.
func isRime(letters []rune) bool {
	from := 0
	for from < len(letters) && !isVowel(letters[from]) {
		from++
	}
	if from == len(letters) || from > 3 {
		return false
	}
	onset, rest := string(letters[:from]), letters[from:]
	if !onsets[onset] || onset == "gi" {
		return false
	}
	front := strings.ContainsRune("eêiy", rest[0])
	switch onset {
	case "q":
		return rest[0] == 'u' && quRimes[string(rest[1:])]
	case "g":
		if rest[0] == 'i' { // gì, gìn; già, giường
			return len(rest) == 1 || rimes[string(rest)] || rimes[string(rest[1:])] && rest[1] != 'i' && rest[1] != 'y'
		}
		if front {
			return false
		}
	case "c", "ng":
		if front {
			return false
		}
	case "k", "gh", "ngh":
		if !front {
			return false
		}
	}
	return rimes[string(rest)]
}
