package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"danbiet/data"
)

// zipEntry is one entry of an archive to be made. raw writes its name as it is,
// without the flag of UTF-8.
type zipEntry struct {
	name string
	body string
	raw  bool
	mode fs.FileMode
	with func(*zip.FileHeader)
}

func archiveOf(tb testing.TB, entries ...zipEntry) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, NonUTF8: e.raw}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		if e.with != nil {
			e.with(h)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := f.Write([]byte(e.body)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// windows1258Bytes is a text as a Vietnamese Windows writes it: base letters
// with circumflex, breve and horn, then the tone.
func windows1258Bytes(tb testing.TB, s string) string {
	tb.Helper()
	var composed strings.Builder
	for _, r := range norm.NFD.String(s) {
		composed.WriteRune(r)
	}
	// Bring marks that are part of a letter of the code page back to their letters.
	text := composed.String()
	for _, pair := range []string{"âăêôơư", "ÂĂÊÔƠƯ"} {
		for _, letter := range pair {
			text = strings.ReplaceAll(text, norm.NFD.String(string(letter)), string(letter))
			parts := []rune(norm.NFD.String(string(letter)))
			text = strings.ReplaceAll(text, string(parts[0])+"\u0323"+string(parts[1]), string(letter)+"\u0323")
		}
	}
	b, err := charmap.Windows1258.NewEncoder().String(text)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestUnpackGivesTheFilesOfAnArchive(t *testing.T) {
	const vi = "Báo cáo sơ kết 6 tháng xã Tân An.docx"
	for _, c := range []struct {
		about   string
		entries []zipEntry
		want    []string // paths
	}{
		{"plain files in their order", []zipEntry{{name: "b.txt", body: "b"}, {name: "a.txt", body: "a"}}, []string{"b.txt", "a.txt"}},
		{"folders", []zipEntry{{name: "Tân An/"}, {name: "Tân An/kế hoạch.txt", body: "x"}, {name: "Long An/kế hoạch.txt", body: "x"}},
			[]string{"Tân An/kế hoạch.txt", "Long An/kế hoạch.txt"}},
		{"what systems and open documents leave", []zipEntry{{name: "__MACOSX/._a.txt", body: "x"}, {name: "a/.DS_Store", body: "x"}, {name: "Thumbs.db", body: "x"},
			{name: "a/~$a.docx", body: "x"}, {name: "desktop.ini", body: "x"}, {name: "a/a.txt", body: "x"}}, []string{"a/a.txt"}},
		{"names in UTF-8 without the flag, decomposed", []zipEntry{{name: norm.NFD.String(vi), raw: true, body: "x"}}, []string{vi}},
		{"a name in windows-1258", []zipEntry{{name: windows1258Bytes(t, vi), raw: true, body: "x"}}, []string{vi}},
		{"a short name in windows-1258", []zipEntry{{name: windows1258Bytes(t, "Kế hoạch.txt"), raw: true, body: "x"}}, []string{"Kế hoạch.txt"}},
		{"a name in TCVN3", []zipEntry{{name: "B\xb8o c\xb8o k\xd5t qu\xb6 th\xf9c hi\xd6n quy ch\xd5 d\xa9n ch\xf1.doc", raw: true, body: "x"}},
			[]string{"Báo cáo kết quả thực hiện quy chế dân chủ.doc"}},
		{"a name in code page 437", []zipEntry{{name: "Caf\x82.txt", raw: true, body: "x"}}, []string{"Café.txt"}},
		{"a name with its Unicode beside it", []zipEntry{{name: "?.txt", raw: true, body: "x", with: func(h *zip.FileHeader) {
			field := append([]byte{0x75, 0x70, byte(5 + len(vi)), 0, 1, 0, 0, 0, 0}, vi...)
			binary.LittleEndian.PutUint32(field[5:], crc32.ChecksumIEEE([]byte("?.txt")))
			h.Extra = field
		}}}, []string{vi}},
		{"a name that turns its end around", []zipEntry{{name: "bao-cao\u202excod.txt", body: "x"}}, []string{"bao-caoxcod.txt"}},
		{"an office file inside", []zipEntry{{name: "a.docx", body: string(archiveOf(t, zipEntry{name: "[Content_Types].xml"}, zipEntry{name: "word/document.xml"}))}}, []string{"a.docx"}},
	} {
		t.Run(c.about, func(t *testing.T) {
			members, problems := Unpack("a.zip", archiveOf(t, c.entries...))
			var got []string
			for _, m := range members {
				got = append(got, m.Path)
			}
			if !reflect.DeepEqual(got, c.want) || len(problems) > 0 {
				t.Errorf("got %q, %v, want %q", got, problems, c.want)
			}
		})
	}
}

func TestUnpackRefusesAMemberAndGoesOn(t *testing.T) {
	inner := string(archiveOf(t, zipEntry{name: "b.txt", body: "b"}))
	zeros := strings.Repeat("\x00", 4<<20)
	for _, c := range []struct {
		about string
		entry zipEntry
		says  string
	}{
		{"a name that climbs", zipEntry{name: "../a.txt", body: "x"}, "không hợp lệ"},
		{"a name that climbs later", zipEntry{name: "a/../../a.txt", body: "x"}, "không hợp lệ"},
		{"a name with backslashes", zipEntry{name: `..\a.txt`, body: "x"}, "không hợp lệ"},
		{"an absolute name", zipEntry{name: "/etc/passwd", body: "x"}, "không hợp lệ"},
		{"a drive", zipEntry{name: "C:a.txt", body: "x"}, "không hợp lệ"},
		{"a name with a zero", zipEntry{name: "a\x00.txt", body: "x"}, "không hợp lệ"},
		{"a name without end", zipEntry{name: strings.Repeat("a", 300) + ".txt", body: "x"}, "không hợp lệ"},
		{"folders without end", zipEntry{name: strings.Repeat("a/", 40) + "a.txt", body: "x"}, "không hợp lệ"},
		{"a link", zipEntry{name: "a.txt", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777}, "liên kết"},
		{"a device", zipEntry{name: "a.txt", mode: fs.ModeDevice | 0o600}, "không hợp lệ"},
		{"the name of another", zipEntry{name: "TỐT.txt", body: "x"}, "trùng tên"},
		{"a password", zipEntry{name: "a.txt", body: "x", with: func(h *zip.FileHeader) { h.Flags |= 1 }}, "mật khẩu"},
		{"an archive", zipEntry{name: "trong.zip", body: inner}, "tệp nén nằm trong tệp nén"},
		{"an archive by another name", zipEntry{name: "a.docx", body: inner}, "tệp nén nằm trong tệp nén"},
		{"a bomb", zipEntry{name: "a.txt", body: zeros}, "tỷ lệ nén"},
	} {
		t.Run(c.about, func(t *testing.T) {
			members, problems := Unpack("a.zip", archiveOf(t, zipEntry{name: "tốt.txt", body: "x"}, c.entry, zipEntry{name: "sau.txt", body: "x"}))
			if len(members) != 2 || members[0].Name != "tốt.txt" || members[1].Name != "sau.txt" {
				t.Errorf("got %d members", len(members))
			}
			if len(problems) != 1 || problems[0].Code != "member_refused" || problems[0].Level != data.Warn || !strings.Contains(problems[0].Text, c.says) {
				t.Errorf("got %+v, want %q", problems, c.says)
			}
		})
	}
}

// largeEntries are five files that are fine one by one and too much together.
func largeEntries() []zipEntry {
	random := rand.New(rand.NewPCG(1, 1))
	var body strings.Builder
	for body.Len() < 45<<20 { // compressible, but not beyond the ratio
		var block [512]byte
		for i := range block {
			block[i] = byte(random.Uint32())
		}
		body.WriteString(strings.Repeat(string(block[:]), 60))
	}
	entries := make([]zipEntry, 5)
	for i := range entries {
		entries[i] = zipEntry{name: fmt.Sprintf("%d.txt", i), body: body.String()}
	}
	return entries
}

func TestUnpackRefusesAWholeArchive(t *testing.T) {
	many := make([]zipEntry, maxMembers+1)
	for i := range many {
		many[i] = zipEntry{name: fmt.Sprintf("%d.txt", i)}
	}
	good := archiveOf(t, zipEntry{name: "a.txt", body: "a"}, zipEntry{name: "b.txt", body: "b"})
	for _, c := range []struct {
		about, code string
		file        []byte
	}{
		{"nothing in it", "archive_empty", archiveOf(t)},
		{"only leftovers in it", "archive_empty", archiveOf(t, zipEntry{name: ".DS_Store", body: "x"})},
		{"too many files", "too_large", archiveOf(t, many...)},
		{"too much in all", "too_large", archiveOf(t, largeEntries()...)},
		{"cut", "damaged", good[:len(good)-10]},
	} {
		t.Run(c.about, func(t *testing.T) {
			members, problems := Unpack("a.zip", c.file)
			if members != nil || len(problems) != 1 || problems[0].Code != c.code || problems[0].Level != data.Block {
				t.Errorf("got %d members, %+v", len(members), problems)
			}
		})
	}
}

// An entry that lies about its size is caught by what really comes.
func TestUnpackCountsWhatReallyComes(t *testing.T) {
	body := strings.Repeat("a", 2<<20)
	b := archiveOf(t, zipEntry{name: "a.txt", body: body}, zipEntry{name: "b.txt", body: "b"})
	at := bytes.Index(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[at+24:], 10)
	members, problems := Unpack("a.zip", b)
	if len(members) != 1 || members[0].Name != "b.txt" || len(problems) != 1 || problems[0].Code != "member_refused" {
		t.Errorf("got %d members, %+v", len(members), problems)
	}
}

func TestAnArchiveIsUnpackedInAReadingProcess(t *testing.T) {
	readers := testReaders(t, "read", 1)
	want := []Member{{"a.txt", "x/a.txt", []byte("aa")}, {"b.txt", "b.txt", []byte("b")}}
	b := archiveOf(t, zipEntry{name: "x/a.txt", body: "aa"}, zipEntry{name: "../c.txt"}, zipEntry{name: "b.txt", body: "b"})
	members, problems, archive := readers.Unpack(t.Context(), "a.zip", b)
	if !archive || !reflect.DeepEqual(members, want) || len(problems) != 1 {
		t.Errorf("got %+v, %+v, %v", members, problems, archive)
	}
	for about, file := range map[string][]byte{"text": []byte("PK là gì"), "an office file": archiveOf(t, zipEntry{name: "a.xml"}, zipEntry{name: "xl/workbook.xml"})} {
		if members, problems, archive := readers.Unpack(t.Context(), "a", file); archive || members != nil || problems != nil {
			t.Errorf("%s: got %v, %v, %v", about, members, problems, archive)
		}
	}
	// An archive that is refused has no members, however many went before.
	if members, problems, _ := readers.Unpack(t.Context(), "a.zip", archiveOf(t, largeEntries()...)); members != nil || len(problems) != 1 || problems[0].Code != "too_large" {
		t.Errorf("got %d members, %+v", len(members), problems)
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(archiveOf(f, zipEntry{name: "a.txt", body: "a"}, zipEntry{name: "b/c.txt", body: strings.Repeat("b", 100)}))
	f.Add(archiveOf(f, zipEntry{name: "B\xb8o c\xb8o.txt", raw: true, body: "a"}, zipEntry{name: "../x", body: "x"}))
	f.Fuzz(func(t *testing.T, b []byte) {
		members, problems := Unpack("a.zip", b)
		if len(members) == 0 && len(problems) == 0 {
			t.Error("nothing came out and nothing was said")
		}
		for _, m := range members {
			if badMemberPath(m.Path) || strings.Contains(m.Name, "/") || !norm.NFC.IsNormalString(m.Path) {
				t.Errorf("the name %q", m.Path)
			}
		}
	})
}
