package dashboards

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
)

// reportBody is one sending: what came, what was read, what does not add up.
type reportBody struct {
	Confirm  *confirmPanel // of a sending that waits for its sender
	Receipt  string        // its receipt, to print
	Facts    []fact
	State    htmlCell
	Review   string
	Files    []receivedFile
	Problems []problemLine
	Sheets   []sheetTab
	Sheet    *sheetView
	Marked   string // sentence on the marked cell, "" when none is marked
	MarkedID string // its place in the page
	Versions card
}

type receivedFile struct {
	No              int64
	Name, Href      string
	Size, SHA, Kind string
}

type problemLine struct {
	Level, LevelWord, Text string
	Place, Href            string
	Explanation            string // of the sender
}

type sheetTab struct {
	Text, Href string
	Current    bool
}

// sheetView is a sheet, or the lines of a text, as it was received.
type sheetView struct {
	Name     string
	Lines    bool // a text: one column, the row is the line
	Heads    []string
	Rows     []sheetRow
	Earlier  string // further rows before and after those shown
	Later    string
	Location string
}

type sheetRow struct {
	No    int64
	Cells []sheetCell
}

type sheetCell struct {
	ID, Text            string
	Span                int64 // columns covered by a title that stands alone in its row
	Read, Here, Problem bool
	Hidden              bool
	Label               string // said of a marked cell to those who hear the page
}

// Class is how the cell is marked.
func (c sheetCell) Class() string {
	var list []string
	for _, x := range []struct {
		is   bool
		name string
	}{{c.Read, "read"}, {c.Problem, "has-problem"}, {c.Hidden, "none"}, {c.Here, "here"}, {len(c.Text) > 80, "long"}} {
		if x.is {
			list = append(list, x.name)
		}
	}
	return strings.Join(list, " ")
}

// sheetRows is how many rows of a sheet a page shows; a report's sheets have
// fewer, an annex may have thousands.
const sheetRows = 300

// sheetCols bounds the columns drawn: a stray cell in column XFD is a problem of
// the file and must not be one of the page.
const sheetCols = 60

func (s *Server) report(r *request) (*page, error) {
	id, err := strconv.ParseInt(r.Var("id"), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: submission %q", data.ErrNotFound, r.Var("id"))
	}
	ctx, scope := r.Context(), s.reader()
	head, err := analytics.SubmissionHead(ctx, s.DB, scope, id)
	if err != nil {
		return nil, err
	}
	files, err := analytics.SubmissionFiles(ctx, s.DB, scope, id)
	if err != nil {
		return nil, err
	}
	problems, err := analytics.SubmissionProblems(ctx, s.DB, scope, id)
	if err != nil {
		return nil, err
	}
	facts, err := analytics.SubmissionFacts(ctx, s.DB, scope, id)
	if err != nil {
		return nil, err
	}
	versions, err := analytics.SubmissionVersions(ctx, s.DB, scope, id)
	if err != nil {
		return nil, err
	}
	p := &page{file: "report.html", Title: r.reportTitle(head), Tables: []*analytics.Table{files, problems, facts, versions}}
	p.Source = r.T("ui.receipt_source", "id", fmt.Sprint(head.ID), "day", r.Date(head.ReceivedOn))
	body := reportBody{Facts: r.reportFacts(head), Review: r.review(head),
		State: htmlCell{Text: r.Code(head.State), State: head.State, Mark: markOf(head.State)}}
	body.Files = r.receivedFiles(files, id)
	body.Problems = r.problemLines(problems, id)
	body.Versions = r.newCard("cac-lan-nop", versions, "versions")
	body.Versions.Table = r.tableView(versions, "unit", "kind", "period", "reason_kind")
	readings, err := s.Importer.Readings(ctx, id)
	if err != nil {
		return nil, err
	}
	body.Receipt = r.Link(fmt.Sprintf("/bao-cao/%d/bien-nhan", id))
	if body.Confirm, err = s.panel(r, head, readings, problems); err != nil {
		return nil, err
	}
	if err := s.fillSheet(r, &body, head, readings, facts, problems); err != nil {
		return nil, err
	}
	p.Body = body
	return p, nil
}

func (r *request) reportTitle(h *analytics.Submission) string {
	name := r.T("ui.unit_unknown")
	if h.Unit != "" {
		name = r.Printer.Unit(h.Unit)
	}
	switch {
	case h.Kind == "plan":
		return r.T("page.report_plan", "unit", name, "year", fmt.Sprint(h.Year))
	case h.Period != "":
		return r.T("page.report_of", "unit", name, "period", lower(r.Printer.Period(h.Period)))
	}
	return r.T("page.report_unknown", "id", fmt.Sprint(h.ID))
}

func (r *request) reportFacts(h *analytics.Submission) []fact {
	facts := []fact{{Label: r.T("ui.receipt"), Value: fmt.Sprint(h.ID)}, {Label: r.T("ui.received_at"), Value: r.receivedWhen(h)}}
	if h.Unit != "" {
		facts = append(facts, fact{r.T("col.unit"), words.Upper(r.Printer.Unit(h.Unit)), r.UnitLink(h.Unit)})
	}
	if h.Number != "" {
		facts = append(facts, fact{Label: r.T("ui.number"), Value: h.Number})
	}
	if h.SignedOn != 0 {
		facts = append(facts, fact{Label: r.T("ui.signed_on"), Value: r.Date(h.SignedOn)})
	}
	if h.DataTo != 0 {
		facts = append(facts, fact{Label: r.T("ui.data_to"), Value: r.Date(h.DataTo)})
	}
	if h.Version > 0 {
		facts = append(facts, fact{Label: r.T("col.version"), Value: fmt.Sprint(h.Version)})
	}
	if h.RegisterRow > 0 {
		facts = append(facts, fact{Label: r.T("ui.register"), Value: r.T("ui.register_row", "row", fmt.Sprint(h.RegisterRow), "hash", shortHash(h.RegisterSHA256))})
	}
	return facts
}

func shortHash(sha string) string {
	if len(sha) > 12 {
		return sha[:12]
	}
	return sha
}

func (r *request) review(h *analytics.Submission) string {
	switch h.State {
	case "accepted":
		return r.T("note.accepted", "day", r.Date(h.DecidedOn))
	case "returned":
		text := r.T("note.returned", "day", r.Date(h.DecidedOn))
		if h.Reason != "" {
			text += " " + r.T("note.reason", "reason", h.Reason)
		}
		return text
	case "refused":
		return r.T("note.refused_file")
	case "waiting":
		return r.T("note.waiting")
	case "withdrawn":
		return r.T("send.withdrawn")
	}
	return r.T("note.not_reviewed")
}

func (r *request) receivedFiles(t *analytics.Table, id int64) []receivedFile {
	var list []receivedFile
	for i := range t.Rows {
		sha := textAt(t, i, "sha256")
		list = append(list, receivedFile{
			No: count(t, i, "file_no"), Name: textAt(t, i, "name"), SHA: shortHash(sha), Kind: textAt(t, i, "format"),
			Size: r.T("ui.kilobytes", "n", r.Number(float64(count(t, i, "bytes"))/1024, 1)),
			Href: r.Link("/tep/"+sha, "bao-cao", fmt.Sprint(id)),
		})
	}
	return list
}

func (r *request) problemLines(t *analytics.Table, id int64) []problemLine {
	var list []problemLine
	for i := range t.Rows {
		line := problemLine{Level: textAt(t, i, "level"), Text: textAt(t, i, "text"), Explanation: textAt(t, i, "explanation"), Place: r.shownPlace(textAt(t, i, "place"))}
		line.LevelWord = r.Code(line.Level)
		if r.Lang == "en" {
			p := data.Problem{Code: textAt(t, i, "code"), Text: line.Text}
			if json.Unmarshal([]byte(textAt(t, i, "args")), &p.Args) == nil {
				line.Text = p.Sentence("en")
			}
		}
		if cell, ok := int64At(t, i, "cell_no"); ok {
			line.Href = r.ReportLink(id, fmt.Sprintf("%d.%d", count(t, i, "file_no"), cell))
		}
		list = append(list, line)
	}
	return list
}

// wanted is which cell or sheet the URL asks for.
type wanted struct {
	file, cell int64
	sheet      string
	from       int64 // first row shown
}

// readWanted understands ?o=FILE.CELL, ?tep=FILE&trang=SHEET and ?tu=ROW.
func (r *request) readWanted() (wanted, error) {
	w := wanted{}
	if o := r.Query.Get("o"); o != "" {
		file, cell, _ := strings.Cut(o, ".")
		f, errF := strconv.ParseInt(file, 10, 32)
		c, errC := strconv.ParseInt(cell, 10, 32)
		if errF != nil || errC != nil || f < 1 || c < 1 {
			return w, faults{{"err.cell", []string{"got", o}, "o"}}
		}
		w.file, w.cell = f, c
	}
	if n := r.Query.Get("tep"); n != "" {
		f, err := strconv.ParseInt(n, 10, 32)
		if err != nil || f < 1 {
			return w, faults{{"err.file", []string{"got", n}, "tep"}}
		}
		w.file = f
	}
	if n := r.Query.Get("tu"); n != "" {
		row, err := strconv.ParseInt(n, 10, 32)
		if err != nil || row < 1 {
			return w, faults{{"err.row", []string{"got", n}, "tu"}}
		}
		w.from = row
	}
	w.sheet = r.Query.Get("trang")
	return w, nil
}

// fillSheet shows the sheet that the URL asks for, else the one with the first
// value read, else the first.
func (s *Server) fillSheet(r *request, body *reportBody, h *analytics.Submission, readings []*data.Reading, facts, problems *analytics.Table) error {
	want, err := r.readWanted()
	if err != nil {
		return err
	}
	ctx, scope := r.Context(), s.reader()
	sheets, err := analytics.SubmissionSheets(ctx, s.DB, scope, h.ID)
	if err != nil || len(sheets.Rows) == 0 {
		return err
	}
	if want.cell > 0 {
		around, err := analytics.AroundCell(ctx, s.DB, scope, h.ID, int(want.file), int(want.cell))
		if err != nil {
			return err
		}
		for i := range around.Rows {
			if count(around, i, "cell_no") == want.cell {
				want.sheet = textAt(around, i, "sheet")
				body.MarkedID = fmt.Sprintf("o%d.%d", want.file, want.cell)
				body.Marked = r.T("note.marked", "place", textAt(around, i, "place"), "text", textAt(around, i, "text"))
				if want.from == 0 {
					want.from = max(1, count(around, i, "row")-sheetRows/2)
				}
			}
		}
	}
	if want == (wanted{}) {
		want.file, want.sheet = firstOfInterest(readings, problems, facts)
	}
	at := chooseSheet(sheets, want)
	if at < 0 {
		return fmt.Errorf("%w: sheet %q", data.ErrNotFound, want.sheet)
	}
	file, name := count(sheets, at, "file_no"), textAt(sheets, at, "sheet")
	for i := range sheets.Rows {
		tab := sheetTab{Text: textAt(sheets, i, "sheet"), Current: i == at}
		if tab.Text == "" {
			tab.Text = r.T("ui.text_file")
		}
		if h.NFiles > 1 {
			tab.Text = fmt.Sprintf("%d · %s", count(sheets, i, "file_no"), tab.Text)
		}
		tab.Href = r.Link(r.URL.Path, "tep", fmt.Sprint(count(sheets, i, "file_no")), "trang", textAt(sheets, i, "sheet"))
		body.Sheets = append(body.Sheets, tab)
	}
	cells, err := analytics.SubmissionCells(ctx, s.DB, scope, h.ID, int(file), name)
	if err != nil {
		return err
	}
	read := map[int64]bool{}
	if int(file) <= len(readings) {
		read = cellsRead(readings[file-1])
	}
	body.Sheet = r.sheet(cells, sheetMarks{file: file, here: want.cell, from: want.from,
		facts: cellsOf(facts, file), problems: cellsOf(problems, file), read: read})
	return nil
}

// firstOfInterest is the sheet to open a file at: where something needs another
// look, else where figures were read.
func firstOfInterest(readings []*data.Reading, tables ...*analytics.Table) (file int64, sheet string) {
	for _, t := range tables {
		for i := range t.Rows {
			no, ok := int64At(t, i, "cell_no")
			file := count(t, i, "file_no")
			if ok && file >= 1 && int(file) <= len(readings) && no >= 1 && int(no) <= len(readings[file-1].Cells) {
				return file, readings[file-1].Cells[no-1].Sheet
			}
		}
	}
	for n, reading := range readings { // its figures do not count yet
		read := cellsRead(reading)
		for i, c := range reading.Cells {
			if read[int64(i+1)] && (reading.Report == nil || c.Sheet == sheetOfFirstFigure(reading)) {
				return int64(n + 1), c.Sheet
			}
		}
	}
	return 0, ""
}

// sheetOfFirstFigure is the sheet of the first figure read.
func sheetOfFirstFigure(reading *data.Reading) string {
	for _, v := range reading.Report.Indicators {
		for _, c := range reading.Cells {
			if c.At.Key() == v.At.Key() {
				return c.Sheet
			}
		}
	}
	return ""
}

// shownPlace is a place as a person reads it: "dòng 4, cột Kết quả" of a csv,
// "bảng 2, ô C5" of a text; a cell of a sheet keeps its name.
func (r *request) shownPlace(key string) string {
	before, after, cut := strings.Cut(key, "!")
	switch {
	case !cut:
		return key
	case after == "":
		return before
	case strings.HasPrefix(before, "dòng "):
		return before + ", " + r.T("ui.column") + " " + after
	case strings.HasPrefix(before, "bảng "):
		return before + ", " + r.T("ui.cell") + " " + after
	}
	return key
}

func chooseSheet(sheets *analytics.Table, want wanted) int {
	first := -1
	for i := range sheets.Rows {
		if want.file != 0 && count(sheets, i, "file_no") != want.file {
			continue
		}
		if first < 0 {
			first = i
		}
		if textAt(sheets, i, "sheet") == want.sheet {
			return i
		}
	}
	if want.sheet != "" {
		return -1
	}
	return first
}

// cellsOf are the cell numbers that a table of a submission names in one file.
func cellsOf(t *analytics.Table, file int64) map[int64]bool {
	in := map[int64]bool{}
	for i := range t.Rows {
		if n, ok := int64At(t, i, "cell_no"); ok && count(t, i, "file_no") == file {
			in[n] = true
		}
	}
	return in
}

// cellsRead are the numbers of the cells that something was read from.
func cellsRead(reading *data.Reading) map[int64]bool {
	no := map[string]int64{}
	for i, c := range reading.Cells {
		no[c.At.Key()] = int64(i + 1)
	}
	in := map[int64]bool{}
	add := func(p data.Place) {
		if n := no[p.Key()]; n > 0 {
			in[n] = true
		}
		for line := p.Lines[0]; line > 0 && line <= p.Lines[1]; line++ {
			if n := no[(data.Place{Lines: [2]int{line, line}}).Key()]; n > 0 {
				in[n] = true
			}
		}
	}
	for _, t := range reading.Tasks {
		add(t.At)
	}
	for _, o := range reading.Obligations {
		add(o.At)
	}
	for _, l := range reading.Links {
		add(l.At)
	}
	for _, t := range reading.Targets {
		add(t.At)
	}
	if reading.Report == nil {
		return in
	}
	for _, t := range reading.Report.Tasks {
		add(t.At)
		for _, a := range t.Aps {
			add(a.At)
		}
	}
	for _, v := range reading.Report.Indicators {
		add(v.At)
	}
	for _, e := range reading.Report.Exemplars {
		add(e.At)
	}
	return in
}

type sheetMarks struct {
	file, here, from int64
	facts, problems  map[int64]bool
	read             map[int64]bool
}

// sheet lays the cells of one sheet out as they stood in the file.
func (r *request) sheet(cells *analytics.Table, m sheetMarks) *sheetView {
	v := &sheetView{}
	byRow := map[int64]map[int64]int{}
	var last, width int64
	v.Lines = true
	for i := range cells.Rows {
		row, col := count(cells, i, "row"), count(cells, i, "column")
		v.Name = textAt(cells, i, "sheet")
		v.Lines = v.Lines && v.Name == "" && col <= 1
		last, width = max(last, row), max(width, min(col, sheetCols))
		if byRow[row] == nil {
			byRow[row] = map[int64]int{}
		}
		byRow[row][col] = i
	}
	for c := int64(1); c <= width && !v.Lines; c++ {
		v.Heads = append(v.Heads, columnName(c))
	}
	from := max(1, min(m.from, last))
	to := min(last, from+sheetRows-1)
	for no := from; no <= to; no++ {
		if v.Lines && byRow[no] == nil {
			continue // an empty line of a text tells nothing
		}
		row := sheetRow{No: no}
		if len(byRow[no]) == 1 && width > 1 { // a heading, not a narrow column
			for c, i := range byRow[no] {
				for range c - 1 {
					row.Cells = append(row.Cells, sheetCell{})
				}
				cell := r.sheetCell(cells, i, m)
				cell.Span = max(1, width-c+1)
				row.Cells = append(row.Cells, cell)
			}
			v.Rows = append(v.Rows, row)
			continue
		}
		for c := int64(1); c <= width; c++ {
			i, ok := byRow[no][c]
			if !ok {
				row.Cells = append(row.Cells, sheetCell{})
				continue
			}
			row.Cells = append(row.Cells, r.sheetCell(cells, i, m))
		}
		v.Rows = append(v.Rows, row)
	}
	link := func(row int64) string {
		return r.Link(r.URL.Path, "tep", fmt.Sprint(m.file), "trang", v.Name, "tu", fmt.Sprint(row))
	}
	if from > 1 {
		v.Earlier = link(max(1, from-sheetRows))
	}
	if to < last {
		v.Later = link(to + 1)
	}
	v.Location = r.T("ui.rows_shown", "from", r.Int(from), "to", r.Int(to), "all", r.Int(last))
	return v
}

func (r *request) sheetCell(cells *analytics.Table, i int, m sheetMarks) sheetCell {
	no := count(cells, i, "cell_no")
	c := sheetCell{ID: fmt.Sprintf("o%d.%d", m.file, no), Text: textAt(cells, i, "text")}
	c.Read = m.facts[no] || m.read[no]
	c.Problem, c.Here = m.problems[no], no == m.here && m.here > 0
	c.Hidden = textAt(cells, i, "hidden") == "yes"
	if c.Here {
		c.Label = r.T("ui.marked_cell")
	}
	return c
}

// columnName is a column as sheets write it: 1 is A, 27 is AA.
func columnName(n int64) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// original sends a file as it was received, to be saved and not shown: only to
// who may see the submission that it came with.
func (s *Server) original(w http.ResponseWriter, r *request) error {
	id, err := strconv.ParseInt(r.Query.Get("bao-cao"), 10, 64)
	if err != nil {
		return faults{{"err.submission", []string{"got", r.Query.Get("bao-cao")}, "bao-cao"}}
	}
	files, err := analytics.SubmissionFiles(r.Context(), s.DB, s.reader(), id)
	if err != nil {
		return err
	}
	sha, name := r.Var("sha"), ""
	for i := range files.Rows {
		if textAt(files, i, "sha256") == sha {
			name = textAt(files, i, "name")
		}
	}
	if name == "" {
		return fmt.Errorf("%w: file %s of submission %d", data.ErrNotFound, sha, id)
	}
	f, err := s.Original(sha)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("original %s: %w", sha, err)
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "sandbox; "+policy)
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", attachment(name))
	h.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	h.Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(w, f); err != nil {
		s.Log.Warn("original", "sha", sha, "error", err.Error()) // the head is out: nothing more can be said
	}
	return nil
}
