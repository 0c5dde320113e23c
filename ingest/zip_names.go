package ingest

import (
	"archive/zip"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// memberPaths are the names of an archive's entries as their maker meant them.
// The format knows two encodings, UTF-8 (a flag) and code page 437; makers
// use a third, that of their system, and say nothing. So a name is, in the order
// of evidence: what the entry's Unicode field says, UTF-8 when it can be, an old
// Vietnamese encoding when the names of the archive are syllables in it, and
// code page 437.
func memberPaths(files []*zip.File) []string {
	paths := make([]string, len(files))
	var unknown []int
	var shown []string // the unknown names as windows-1252 shows them
	for i, f := range files {
		switch name := unicodeName(f); {
		case name != "":
			paths[i] = name
		case utf8.ValidString(f.Name):
			paths[i] = f.Name
		default:
			unknown = append(unknown, i)
			shown = append(shown, latin(f.Name))
		}
	}
	_, decode := legacyText(shown)
	for n, i := range unknown {
		name := decode(shown[n])
		if name == shown[n] { // too few words to be sure of; Windows writes no other
			name = windowsName(files[i].Name, name)
		}
		paths[i] = name
	}
	for i := range paths {
		paths[i] = strings.Map(visible, cleanText(paths[i]))
	}
	return paths
}

// windowsName is a name in windows-1258, the code page of a Vietnamese Windows,
// if every marked word of it is a syllable then, otherwise in code page 437.
func windowsName(raw, shown string) string {
	if s := scoreOf(shown, fromWindows1258); s.words > 0 && s.words == s.syllables {
		name, _ := fromWindows1258(shown)
		return name
	}
	name, err := charmap.CodePage437.NewDecoder().String(raw)
	if err != nil {
		return strings.ToValidUTF8(raw, "�")
	}
	return name
}

func latin(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = charmap.Windows1252.DecodeByte(s[i])
	}
	return string(runes)
}

// visible drops what would make a name look like another one.
func visible(r rune) rune {
	if unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

// unicodeName is the name in the extra field 0x7075 of an entry, which Info-ZIP
// and 7-Zip write beside a name in another encoding: a version, the check sum of
// the other name, the name.
func unicodeName(f *zip.File) string {
	for extra := f.Extra; len(extra) >= 4; {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; size > len(extra) {
			return ""
		}
		if field := extra[:size]; id == 0x7075 && size > 5 && field[0] == 1 && utf8.Valid(field[5:]) {
			return string(field[5:])
		}
		extra = extra[size:]
	}
	return ""
}

// badMemberPath tells names that mean a place outside the archive, or that no
// person would give a file.
func badMemberPath(name string) bool {
	if name == "" || strings.ContainsAny(name, "\\\x7f�") || strings.HasPrefix(name, "/") || len(name) > 2*maxMemberName {
		return true
	}
	if len(name) > 1 && name[1] == ':' { // a drive
		return true
	}
	parts := strings.Split(name, "/")
	if len(parts) > maxMemberDepth {
		return true
	}
	for _, part := range parts {
		if part == "" || part == "." || part == ".." || len(part) > maxMemberName {
			return true
		}
	}
	return strings.ContainsFunc(name, unicode.IsControl)
}
