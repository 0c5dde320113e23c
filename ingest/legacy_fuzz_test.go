package ingest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// Whatever the bytes are, the text is clean Unicode or the file is refused, and
// reading what was made of it changes nothing.
func FuzzDecodeText(f *testing.F) {
	const text = "Ủy ban nhân dân xã, người dân được biết\nKế hoạch năm 2024"
	for _, s := range []string{text, toTCVN3(text), toVNI(text), toWindows1258(text)} {
		f.Add([]byte(s))
		f.Add(windows1252Bytes(f, strings.Map(func(r rune) rune {
			if r > 0xff {
				return '?'
			}
			return r
		}, s)))
	}
	f.Add([]byte{0xff, 0xfe, 'a', 0, 0xd5, 0xd8})
	f.Add([]byte("a\x00b\x00c\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, problems := decodeText("f", b)
		if data.Blocks(problems) {
			if got != "" {
				t.Errorf("refused, but gave %q", got)
			}
			return
		}
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Errorf("%q is no clean text", got)
		}
		for _, p := range problems {
			if strings.Contains(p.Text+p.Sentence("en"), "{") {
				t.Errorf("sentence %q", p.Text)
			}
		}
	})
}

// A run keeps its line breaks and digits, and what is Unicode already stays.
func FuzzLegacyRun(f *testing.F) {
	f.Add(".VnTime", "Céng hoµ")
	f.Add(".VnTimeH", "céng hoµ 12")
	f.Add("VNI-Times", "Coäng hoøa")
	f.Add("Arial", "Cộng hòa")
	f.Add(".VnTime", "Cộng hòa")
	f.Fuzz(func(t *testing.T, font, s string) {
		if !utf8.ValidString(s) {
			return
		}
		got, encoding := legacyRun(font, s)
		if !utf8.ValidString(got) || encoding == "" && got != s && !strings.EqualFold(got, s) {
			t.Errorf("legacyRun(%q, %q) = %q, %q", font, s, got, encoding)
		}
		if unicodeVietnamese(s) && got != s {
			t.Errorf("legacyRun(%q, %q) = %q, want it as it was", font, s, got)
		}
		for _, c := range "0123456789\n" {
			if strings.Count(got, string(c)) != strings.Count(s, string(c)) {
				t.Errorf("legacyRun(%q, %q) = %q: %q changed", font, s, got, c)
			}
		}
	})
}

func BenchmarkDecodeText(b *testing.B) {
	var all strings.Builder
	for all.Len() < 200<<10 {
		for _, text := range planTexts(b) {
			all.WriteString(text)
		}
	}
	text := all.String()
	for _, c := range []struct {
		name string
		b    []byte
	}{
		{"Unicode", []byte(text)},
		{"NFD", norm.NFD.Bytes([]byte(text))},
		{"TCVN3", windows1252Bytes(b, toTCVN3(plainSigns.Replace(text)))},
		{"VNI", windows1252Bytes(b, toVNI(plainSigns.Replace(text)))},
		{"windows-1258", windows1252Bytes(b, toWindows1258(plainSigns.Replace(text)))},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.b)))
			for b.Loop() {
				if got, problems := decodeText("f", c.b); got == "" || data.Blocks(problems) {
					b.Fatal(problems)
				}
			}
		})
	}
}

// plainSigns takes out what the old encodings have no code for.
var plainSigns = strings.NewReplacer("đ̣", "đ", "●", "-", "\f", "\n", "≥", ">=", "→", "-")
