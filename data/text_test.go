package data

import (
	"slices"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestSearchKey(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Tân Thạnh", "tan thanh"},
		{"  Phường\u00a0 Long   Châu ", "phuong long chau"},
		{"ĐƯỜNG ĐÊ", "duong de"},
		{"Ðồng Tháp", "dong thap"}, // eth in place of Đ
		{norm.NFD.String("Giồng Trà Dên"), "giong tra den"},
		{"Ấp 10", "ap 10"},
		{"", ""},
	} {
		if got := SearchKey(c.in); got != c.want {
			t.Errorf("SearchKey(%q): got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSortKeyIsTheVietnameseAlphabet(t *testing.T) {
	want := []string{
		"2", "10", "An", "Àn", "Ản", "Ãn", "Án", "Ạn", "Ăn", "Ân", "Ấp 2", "Ấp 10", "Ấp 100",
		"Châu Phong", "Dầu", "Đà", "E", "Lê Chánh", "Long An", "Long Châu", "Long Hưng", "Long Phú", "Long Sơn", "Long Thạnh",
		"O", "Ô", "Ơ", "Phú Lộc", "Phú Vĩnh", "Tân An", "Tân Đông", "Tân Phú", "Tân Thạnh", "U", "Ư", "Vĩnh Hòa", "Vĩnh Xương",
	}
	for _, form := range []norm.Form{norm.NFC, norm.NFD} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, func(a, b string) int {
			ka, kb := SortKey(form.String(a)), SortKey(form.String(b))
			switch {
			case ka < kb:
				return -1
			case ka > kb:
				return 1
			}
			return 0
		})
		if !slices.Equal(got, want) {
			t.Errorf("form %d: got  %q\nwant %q", form, got, want)
		}
	}
}

func TestSortKeyDoesNotDependOnForm(t *testing.T) {
	for _, s := range []string{"Ấp 2", "Đà", "Ơ", "Tân  Thạnh"} {
		if a, b := SortKey(s), SortKey(norm.NFD.String(s)); a != b {
			t.Errorf("%q: composed %s, decomposed %s", s, a, b)
		}
	}
}

func TestSortKeyFromManyGoroutines(t *testing.T) {
	want := SortKey("Giồng Trà Dên")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if got := SortKey("Giồng Trà Dên"); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	wg.Wait()
}

func TestToneKeySameWord(t *testing.T) {
	for _, group := range [][]string{
		{"hòa", "hoà", "HÒA", norm.NFD.String("hoà"), "hoa2"},
		{"Kế hoạch", "Kế họach", "kê1 hoach5"},
		{"Uỷ ban", "Ủy ban", "ỦY BAN", norm.NFD.String("Uỷ ban")},
		{"quý", "quí", "qui1"},
		{"Vĩnh Hòa", "vĩnh  hoà ", "Vĩnh\u00a0Hoà"},
		{"kỷ luật", "kỉ luật"},
		{"mỹ", "mĩ"},
		{"thủy lợi", "thuỷ lợi"},
		{"Đồng", "Ðồng", "đồng"},
		{"Quỳnh", "Quình"},
		{"xã (mới): Tân An", "XÃ (MỚI): TÂN AN"},
	} {
		for _, s := range group[1:] {
			if a, b := ToneKey(group[0]), ToneKey(s); a != b {
				t.Errorf("%q gives %q, %q gives %q: want the same", group[0], a, s, b)
			}
		}
	}
	if got := ToneKey("Hòa Tân"); got != "hoa2 tân" {
		t.Errorf("got %q, want %q", got, "hoa2 tân")
	}
}

// The short way and the long one, on every rune and on what a random text
// makes of them together.
func TestKeysOfKnownRunesAreThoseOfUnicode(t *testing.T) {
	same := func(s string) {
		if got, want := ToneKey(s), toneKey(norm.NFD.String(s), false); got != want {
			t.Fatalf("ToneKey(%q): got %q, want %q", s, got, want)
		}
		// A mark of no script of ours sends the text the long way; keys skip it.
		if got, want := SearchKey(s), SearchKey(s+"\u0300"); got != want {
			t.Fatalf("SearchKey(%q): got %q, want %q", s, got, want)
		}
	}
	known := 0
	for r := rune(1); r < 0x3000; r++ {
		if knownRunes(string(r)) {
			known++
		}
		same(string(r))
		same("quy" + string(r) + " x" + string(r) + "y")
	}
	if known < 700 {
		t.Errorf("%d known runes", known)
	}
	letters, next := []rune("aAyYỷÝuqQhoạọêỆẾđĐÐ ,.1-(\u00a0\u0301\u0323\u0302ơỢ–“”İµ²"), uint32(1)
	for range 20_000 {
		var s []rune
		for range 12 {
			next = next*1664525 + 1013904223
			s = append(s, letters[int(next>>16)%len(letters)])
		}
		same(string(s))
	}
}

func TestToneKeyOtherWord(t *testing.T) {
	for _, c := range [][2]string{
		{"Tân", "Tấn"}, {"An", "Ân"}, {"Long", "Lòng"}, {"Đa", "Da"}, {"tai", "tay"}, {"tui", "tuy"},
		{"Tân An", "TânAn"},
	} {
		if a, b := ToneKey(c[0]), ToneKey(c[1]); a == b {
			t.Errorf("%q and %q both give %q", c[0], c[1], a)
		}
	}
}

func FuzzTextKeys(f *testing.F) {
	for _, s := range []string{"hoà", "Ấp 2", "Ðồng", "\u0301", "a\u0301\u0300", "\xff", "\xf3à", " y "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, key := range map[string]func(string) string{"SearchKey": SearchKey, "SortKey": SortKey, "ToneKey": ToneKey} {
			if a, b := key(s), key(norm.NFD.String(s)); a != b {
				t.Errorf("%s(%q): composed %q, decomposed %q", name, s, a, b)
			}
		}
		if a, b := SearchKey(s), SearchKey(SearchKey(s)); a != b {
			t.Errorf("SearchKey(%q) is %q, then %q", s, a, b)
		}
	})
}

// The short way through composed letters says the same as the long one.
func TestToneKeyIsTheSameComposedAndDecomposed(t *testing.T) {
	words := []string{"Hoà", "hòa", "Kế họach", "kế hoạch", "Đặng Thuỳ Trâm", "QUÝ", "quí", "mỹ mĩ", "Ủy ban Nhân dân\txã", "Nguyễn Ỷ Ỹ", "Ðông", "đ/c", "café Nestlé", "12,5 %", "Ắ Ằ Ẳ Ẵ Ặ", "y tế", "ý kiến", "", " a "}
	for _, w := range words {
		if got, want := ToneKey(norm.NFC.String(w)), ToneKey(norm.NFD.String(w)); got != want {
			t.Errorf("%q: composed %q, decomposed %q", w, got, want)
		}
	}
}
