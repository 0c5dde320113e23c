package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"

	"danbiet/data"
)

// The guard reads a workbook, and it reads it as hostile: every XML part is
// streamed to its end in one pass that checks what it keeps. A library that
// reads workbooks trusts what it is given: excelize, which this program writes
// with, returns half a damaged sheet without an error, makes 300 million cells of
// one cell in column XFD and unpacks a bomb. A guard in front of it read each
// file twice. What the guard refuses it refuses with sheet and cell, all faults
// of a file at once.

// Limits of a workbook; a real one of this kind has some 3,000 cells.
const (
	maxParts       = 2_000
	maxUnzipped    = 64 << 20
	maxPart        = 32 << 20
	maxStrings     = 16 << 20 // of sharedStrings.xml
	ratioFrom      = 1 << 20  // small parts may compress as they like
	maxRatio       = 100
	maxRow         = 20_000
	maxColumn      = 100
	maxCells       = 200_000
	maxSheets      = 100
	maxText        = 32_767 // of one cell, as in Excel
	maxDepth       = 64
	maxAttributes  = 64
	maxElements    = 200_000   // of a part that is not a sheet
	maxSheetTokens = 1_500_000 // elements of a sheet
	maxMergedCells = 100_000
	maxFaults      = 20 // named one by one; a file with more is beyond mending by hand
)

// bookLimits are the limits of what is kept of a workbook.
type bookLimits struct {
	rows, columns, cells, elements int
	part, unzipped                 int64
}

var usualLimits = bookLimits{rows: maxRow, columns: maxColumn, cells: maxCells, elements: maxSheetTokens, part: maxPart, unzipped: maxUnzipped}

// guard collects the faults of one file.
type guard struct {
	name   string
	parts  map[string]*zip.File
	read   int64 // bytes really unzipped
	cells  int
	faults []data.Problem
	// unread tells the parts that are never unpacked: their sizes do not matter.
	// nil means none.
	unread func(part string) bool
	seen   map[string]bool // parts that were streamed, where the reader asks
	tokens xmlTokens
	limits *bookLimits // nil means usualLimits
}

func (g *guard) unzipped() int64 {
	if g.limits == nil {
		return maxUnzipped
	}
	return g.limits.unzipped
}

func (g *guard) damaged(place data.Place, where, format string, args ...any) {
	if len(g.faults) < maxFaults {
		g.faults = append(g.faults, data.NewProblem("damaged", data.Block, place, "name", g.name, "where", where, "why", fmt.Sprintf(format, args...)))
	}
}

func (g *guard) tooLarge(place data.Place, got, want string) {
	if len(g.faults) < maxFaults {
		g.faults = append(g.faults, data.NewProblem("too_large", data.Block, place, "name", g.name, "got", got, "want", want))
	}
}

// guardWorkbook reads a zip that claims to be a workbook. With a fault there is
// no book.
func guardWorkbook(name string, b []byte) (*guardedBook, []data.Problem) {
	return guardWithin(name, b, usualLimits)
}

func guardWithin(name string, b []byte, limits bookLimits) (*guardedBook, []data.Problem) {
	g := &guard{name: name, limits: &limits}
	if !g.directory(b) {
		return nil, g.faults
	}
	if part := g.macros(); part != "" {
		return nil, []data.Problem{fileMacros.problem(name)}
	}
	book := &guardedBook{}
	parts := g.workbook(book)
	checked := map[string]bool{}
	stream := func(part string, limit int64, elements int, visit tokenVisitor) {
		checked[part] = true
		g.scan(part, "tệp con "+part, data.Place{}, limit, elements, visit)
	}
	if parts.strings != "" {
		stream(parts.strings, maxStrings, maxElements*5, book.readStrings())
	}
	if parts.styles != "" {
		stream(parts.styles, maxPart, maxElements, book.readStyles())
	}
	for _, s := range book.sheets {
		checked[s.part] = true
		g.sheet(book, s)
	}
	for _, part := range g.sortedParts() {
		if lower := strings.ToLower(part); !checked[part] && (strings.HasSuffix(lower, ".xml") || strings.HasSuffix(lower, ".rels")) {
			stream(part, maxPart, maxElements, nil)
		} else if !checked[part] {
			g.count(part)
		}
	}
	if len(g.faults) > 0 {
		return nil, g.faults
	}
	return book, nil
}

// fileMacros is a workbook with program code in it. Figures need none; a program
// that a stranger wrote is not kept among the town's files, where someone will
// open it (ASVS 5.2.2).
var fileMacros = fileKind{name: "tệp Excel có chứa macro", nameEn: "a workbook with macros", code: "not_supported",
	advice:   "Đề nghị mở bằng Excel, chọn Lưu thành (Save As) kiểu “Excel Workbook (.xlsx)”, đồng ý bỏ macro, rồi gửi lại.",
	adviceEn: "Open it in Excel, save it as an Excel Workbook (.xlsx), agree to drop the macros and send that."}

// macros is the part that holds macros, "" when there is none.
func (g *guard) macros() string {
	for part := range g.parts {
		if strings.EqualFold(path.Base(part), "vbaProject.bin") {
			return part
		}
	}
	return ""
}

func (g *guard) sortedParts() []string {
	names := make([]string, 0, len(g.parts))
	for name := range g.parts {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// directory checks the zip's table of contents: names, numbers, claimed sizes.
// The claims are checked against real bytes when the parts are read.
func (g *guard) directory(b []byte) bool {
	if n := claimedEntries(b); n > maxParts {
		g.tooLarge(data.Place{}, fmt.Sprintf("%s tệp con", FormatNumber(float64(n))), FormatNumber(maxParts)+" tệp con")
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		g.damaged(data.Place{}, "toàn tệp", "tệp nén thiếu hoặc hỏng phần mục lục, có thể do tải về hay chép chưa xong")
		return false
	}
	if len(z.File) > maxParts {
		g.tooLarge(data.Place{}, fmt.Sprintf("%s tệp con", FormatNumber(float64(len(z.File)))), FormatNumber(maxParts)+" tệp con")
		return false
	}
	g.parts = make(map[string]*zip.File, len(z.File))
	seen := make(map[string]bool, len(z.File))
	var claimed uint64
	read := func(f *zip.File) bool { return g.unread == nil || !g.unread(f.Name) }
	for _, f := range z.File {
		if read(f) {
			claimed += f.UncompressedSize64
		}
	}
	if claimed > uint64(g.unzipped()) {
		g.tooLarge(data.Place{}, megabytes(claimed)+" sau khi giải nén", megabytes(uint64(g.unzipped())))
	}
	for _, f := range z.File {
		where := fmt.Sprintf("tệp con %q", f.Name)
		switch folded := strings.ToLower(f.Name); {
		case badPartName(f.Name):
			g.damaged(data.Place{}, where, "tên tệp con không hợp lệ, không phải do Word, Excel hay LibreOffice tạo ra")
		case seen[folded]:
			g.damaged(data.Place{}, where, "tên tệp con bị trùng")
		case strings.HasSuffix(folded, ".zip") || strings.HasSuffix(folded, ".7z") || strings.HasSuffix(folded, ".rar"):
			g.damaged(data.Place{}, where, "có tệp nén nằm bên trong")
		default:
			seen[folded] = true
			g.parts[f.Name] = f
		}
		if read(f) && f.UncompressedSize64 > ratioFrom && f.UncompressedSize64 > maxRatio*f.CompressedSize64 {
			g.tooLarge(data.Place{}, fmt.Sprintf("%s nở ra gấp %s lần khi giải nén", f.Name, FormatNumber(float64(f.UncompressedSize64/max(1, f.CompressedSize64)))), fmt.Sprintf("%d lần", maxRatio))
		}
	}
	return len(g.faults) == 0
}

func megabytes(n uint64) string { return FormatNumber(float64((n+1<<20-1)>>20)) + " MB" }

// claimedEntries reads the number of entries from the end record, so that a
// directory of a million entries is refused before it is loaded.
func claimedEntries(b []byte) int {
	tail := b[max(0, len(b)-66_000):]
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail) < i+22 {
		return 0
	}
	return int(binary.LittleEndian.Uint16(tail[i+10:]))
}

func badPartName(name string) bool {
	clean := strings.TrimSuffix(name, "/")
	return clean == "" || strings.ContainsAny(name, "\\\x00:") || path.IsAbs(name) || path.Clean(clean) != clean || clean == ".." || strings.HasPrefix(clean, "../")
}

// open returns a part's bytes, counted: a directory that lies about sizes is
// found out here.
func (g *guard) open(part string, limit int64) (io.ReadCloser, *countingReader, error) {
	f := g.parts[part]
	r, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	return r, &countingReader{r: r, g: g, limit: limit, compressed: int64(f.CompressedSize64)}, nil
}

var errTooLarge = errors.New("too large")

type countingReader struct {
	r          io.Reader
	g          *guard
	n, limit   int64
	compressed int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n, c.g.read = c.n+int64(n), c.g.read+int64(n)
	if c.n > c.limit || c.g.read > c.g.unzipped() || c.n > ratioFrom && c.n > maxRatio*max(1, c.compressed) {
		return n, errTooLarge
	}
	return n, err
}

// count unzips a part that is not XML and throws it away, for its size and its
// first bytes.
func (g *guard) count(part string) {
	if strings.HasSuffix(part, "/") {
		return
	}
	r, c, err := g.open(part, g.unzipped())
	where := "tệp con " + part
	if err != nil {
		g.damaged(data.Place{}, where, "không giải nén được")
		return
	}
	defer r.Close()
	head := make([]byte, 4)
	n, _ := io.ReadFull(c, head)
	if n == 4 && string(head) == "PK\x03\x04" {
		g.damaged(data.Place{}, where, "có tệp nén nằm bên trong")
		return
	}
	if _, err := io.Copy(io.Discard, c); err != nil {
		if errors.Is(err, errTooLarge) {
			g.tooLarge(data.Place{}, part, megabytes(uint64(g.unzipped())))
			return
		}
		g.damaged(data.Place{}, where, "dữ liệu nén bị hỏng")
	}
}
