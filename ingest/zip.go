package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"danbiet/data"
)

// A Member is one file of an archive.
type Member struct {
	// Name is the base name, Path the name with its folders, both in NFC with
	// slashes; neither is ever used as a path of this machine.
	Name, Path string
	Bytes      []byte
}

// Limits of an archive, beside that of a file on its own (maxFile).
const (
	maxMembers     = 2_000
	maxUnpacked    = 200 << 20
	maxMemberRatio = 200 // beyond ratioFrom
	maxMemberName  = 255
	maxMemberDepth = 16
)

// Unpack gives the files of a zip, in its order. What an office does not mean to
// send is left out without a word (the leftovers of macOS, Windows and open
// documents). A member that cannot or must not be read has a warning and does
// not stop the rest; a blocking problem is one of the whole archive, which then
// has no members.
func Unpack(name string, b []byte) (members []Member, problems []data.Problem) {
	problems = unpack(name, b, func(m Member) { members = append(members, m) })
	if data.Blocks(problems) {
		return nil, problems
	}
	return members, problems
}

// mayBeArchive is a first look that parses nothing: whoever asks may not trust
// the file. Office programs put one of a few parts first.
func mayBeArchive(b []byte) bool {
	const header = 30 // of a local file, then its name
	if !bytes.HasPrefix(b, []byte("PK")) {
		return false
	}
	for _, first := range []string{"[Content_Types].xml", "_rels/.rels", "mimetype"} {
		if len(b) > header && bytes.HasPrefix(b[header:], []byte(first)) {
			return false
		}
	}
	return true
}

// isArchive tells a zip of files from a document that is a zip.
func isArchive(b []byte) bool { return recogniseFile(b).name == fileZip.name }

// unpacker goes through one archive.
type unpacker struct {
	name     string
	each     func(Member)
	given    int
	read     int64 // bytes really unzipped
	seen     map[string]bool
	problems []data.Problem
}

// unpack gives the members one by one, so that one at a time is in memory.
func unpack(name string, b []byte, each func(Member)) []data.Problem {
	u := &unpacker{name: name, each: each, seen: map[string]bool{}}
	if n := claimedEntries(b); n > maxMembers {
		u.tooLarge(fmt.Sprintf("%s tệp con", FormatNumber(float64(n))), FormatNumber(maxMembers)+" tệp con")
		return u.problems
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return append(u.problems, fileBrokenZip.problem(name))
	}
	var claimed uint64
	for _, f := range z.File {
		if claimed += f.UncompressedSize64; claimed > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			u.tooLarge("quá "+megabytes(maxUnpacked)+" sau khi giải nén", megabytes(maxUnpacked))
			return u.problems
		}
	}
	paths := memberPaths(z.File)
	for i, f := range z.File {
		if !u.member(f, paths[i]) {
			break
		}
	}
	if u.given == 0 && len(u.problems) == 0 {
		u.problems = append(u.problems, data.NewProblem("archive_empty", data.Block, data.Place{}, "name", name))
	}
	return u.problems
}

func (u *unpacker) tooLarge(got, want string) {
	u.problems = append(u.problems, data.NewProblem("too_large", data.Block, data.Place{}, "name", u.name, "got", got, "want", want))
}

// A refusal says why a member is not read.
type refusal struct{ vi, en string }

func (r refusal) Error() string { return r.en }

var (
	refusedName      = refusal{"tên tệp không hợp lệ", "its name is not valid"}
	refusedDuplicate = refusal{"trùng tên với tệp khác trong cùng tệp nén", "another file of the archive has the same name"}
	refusedLink      = refusal{"không phải là tệp mà là liên kết", "it is a link, not a file"}
	refusedPassword  = refusal{"có mật khẩu; đề nghị nén lại không đặt mật khẩu", "it has a password; make the archive without one"}
	refusedMethod    = refusal{"được nén theo cách mà chương trình không đọc được; đề nghị nén lại kiểu .zip thông thường", "it is compressed in a way that cannot be read; make a plain .zip"}
	refusedNested    = refusal{"là tệp nén nằm trong tệp nén; đề nghị giải nén ra và gửi các tệp bên trong", "it is an archive inside the archive; unpack it and send the files inside"}
	refusedDamaged   = refusal{"dữ liệu nén bị hỏng; đề nghị nén lại từ tệp gốc", "its data are damaged; make the archive anew from the originals"}
	refusedLarge     = refusal{"lớn hơn giới hạn " + megabytes(maxFile), "it is larger than the limit of 64 MB"}
	refusedRatio     = refusal{"có tỷ lệ nén bất thường", "it is compressed beyond what real files are"}
)

// errFull: the archive has more bytes than may be unpacked.
var errFull = errors.New("too much unpacked")

// member gives one entry of the archive or says what is wrong with it; false
// ends the archive.
func (u *unpacker) member(f *zip.File, name string) bool {
	bad := badMemberPath(name) // before what is hidden: `..\a` begins with a dot, too
	if strings.HasSuffix(name, "/") && f.UncompressedSize64 == 0 || !bad && leftover(name) {
		return true
	}
	b, err := []byte(nil), error(refusedName)
	if !bad {
		b, err = u.content(f, name)
	}
	var why refusal
	switch {
	case err == nil:
		u.given++
		u.each(Member{Name: path.Base(name), Path: name, Bytes: b})
	case errors.As(err, &why):
		u.problems = append(u.problems, data.NewProblem("member_refused", data.Warn, data.Place{},
			"name", u.name, "member", short(name), "why", why.vi, "why_en", why.en))
	default:
		u.tooLarge("quá "+megabytes(maxUnpacked)+" sau khi giải nén", megabytes(maxUnpacked))
		return false
	}
	return true
}

func (u *unpacker) content(f *zip.File, name string) ([]byte, error) {
	folded := strings.ToLower(name)
	switch {
	case u.seen[folded]:
		return nil, refusedDuplicate
	case f.Mode()&fs.ModeSymlink != 0:
		return nil, refusedLink
	case !f.Mode().IsRegular():
		return nil, refusedName
	case f.Flags&1 != 0:
		return nil, refusedPassword
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return nil, refusedMethod
	}
	u.seen[folded] = true
	b, err := u.unzip(f)
	switch {
	case err != nil:
		return nil, err
	case bytes.HasPrefix(b, []byte("PK")) && isArchive(b):
		return nil, refusedNested
	}
	return b, nil
}

// unzip reads an entry with a count of what really comes: sizes in an archive
// are claims.
func (u *unpacker) unzip(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, refusedDamaged
	}
	defer r.Close()
	limit := min(int64(maxFile), maxUnpacked-u.read)
	ratio := max(int64(f.CompressedSize64)*maxMemberRatio, ratioFrom)
	var buf bytes.Buffer
	buf.Grow(int(min(f.UncompressedSize64, uint64(min(limit, ratio)))) + bytes.MinRead)
	n, err := io.Copy(&buf, io.LimitReader(r, min(limit, ratio)+1))
	u.read += n
	switch {
	case u.read > maxUnpacked:
		return nil, errFull
	case n > ratio:
		return nil, refusedRatio
	case n > limit:
		return nil, refusedLarge
	case err != nil:
		return nil, refusedDamaged
	}
	return buf.Bytes(), nil
}

// leftover tells what programs leave beside the files that a person made.
func leftover(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" {
			return true
		}
	}
	base := path.Base(name)
	switch strings.ToLower(base) {
	case "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(base, ".") && base != ".." && base != "." || strings.HasPrefix(base, "~$")
}
