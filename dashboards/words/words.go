// Package words holds every word and sentence that is shown, in Vietnamese and
// English, and the ways numbers, dates, names and findings are written.
//
// Keys are dotted: "page.…" and "ui.…" for pages, "col.KEY" for the columns of
// Tables, "code.VALUE" for closed lists of values, "table.NAME" for Tables,
// "err.…" for what went wrong, "send.…" for sending, "help.…" for the guides. A test holds that every
// key has both languages and that templates and questions use known keys only.
package words

import "strings"

// Words speaks one language. The zero value speaks Vietnamese.
type Words struct{ lang string }

// Languages are the languages spoken, the first one by default.
var languages = []string{"vi", "en"}

// Languages lists the languages spoken, the default first.
func Languages() []string { return append([]string(nil), languages...) }

// Of speaks a language; an unknown one is Vietnamese.
func Of(lang string) Words {
	if lang == "en" {
		return Words{lang: "en"}
	}
	return Words{lang: "vi"}
}

// Lang is "vi" or "en".
func (w Words) Lang() string {
	if w.lang == "" {
		return "vi"
	}
	return w.lang
}

func (w Words) en() bool { return w.lang == "en" }

// word is one entry in both languages.
type word struct{ vi, en string }

// catalogue joins the lists by prefix; the lists stand in files of their own.
var catalogue = func() map[string]word {
	all := map[string]word{}
	for prefix, list := range map[string]map[string]word{
		"page.": pageWords, "ui.": uiWords, "col.": colWords, "code.": codeWords,
		"table.": tableWords, "err.": errWords, "help.": helpWords, "chart.": chartWords, "note.": noteWords, "cli.": cliWords, "send.": sendWords, "finding.": findingWords, "formula.": formulaWords,
	} {
		for key, w := range list {
			all[prefix+key] = w
		}
	}
	for key, w := range changedWords {
		all[key] = w
	}
	return all
}()

// Known tells whether a key is in the catalogue.
func Known(key string) bool {
	_, ok := catalogue[key]
	return ok
}

// T is the word of a key with {name} replaced by args, pairs of name and value.
// An unknown key comes back in brackets, so that a page still stands; the tests
// look for such keys.
func (w Words) T(key string, args ...string) string {
	entry, ok := catalogue[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	text := entry.vi
	if w.en() {
		text = entry.en
	}
	return fill(text, args)
}

// Code is the word of a value of a closed list; a value without a word is shown
// as it is, because data may be newer than the program.
func (w Words) Code(value string) string {
	if value == "" {
		return dash
	}
	if !Known("code." + value) {
		return value
	}
	return w.T("code." + value)
}

func fill(text string, args []string) string {
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, len(args))
	for i, a := range args {
		if i%2 == 0 {
			a = "{" + a + "}"
		}
		pairs[i] = a
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
