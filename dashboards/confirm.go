package dashboards

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"time"

	"danbiet/analytics"
	"danbiet/dashboards/words"
	"danbiet/data"
	"danbiet/ingest"
)

// confirmPanel is what a sending that waits asks of its sender, on the page of
// the sending.
type confirmPanel struct {
	Line                       string
	Summary                    []fact
	AnswerTo, ConfirmTo, RutTo string
	Questions                  []questionLine
	Values                     []valueLine
	Changes                    *changesView
	Warnings                   []warningLine
	Open                       int    // points that keep it from being confirmed
	Blocked, Note              string // why it cannot be; what was just done
	Waits                      bool   // can be confirmed or withdrawn
}

// OpenValues tells whether the figures read stand open: something in them must
// be mended.
func (p *confirmPanel) OpenValues() bool {
	for _, v := range p.Values {
		if v.Problem {
			return true
		}
	}
	return false
}

// panelView is the panel with what its template needs beside it.
type panelView struct {
	*page
	P *confirmPanel
}

// Panel is the panel as its template takes it.
func (p *page) Panel(c *confirmPanel) panelView { return panelView{p, c} }

// questionLine is one question with its candidates.
type questionLine struct {
	Name, Text, Place, Href string
	Candidates              []candidateLine
	Free                    bool
}

type candidateLine struct{ Value, Label, Note string }

// valueLine is one figure as it was read, with a field to mend it.
type valueLine struct {
	Name, What, Value, Printed, Was, Place, Href, Label string
	Problem                                             bool   // a blocking problem speaks of it
	Why                                                 string // what the problem says
}

// warningLine is a warning that the sender may explain.
type warningLine struct{ Name, Text string }

// changesView is a sending beside the version before it: what it says otherwise
// or anew, and what it says no more.
type changesView struct {
	Line     string
	Rows     []changeLine
	Gone     []changeLine
	GoneLine string
}

type changeLine struct {
	What, Was, Now string
	Words          bool // sentences, not a figure
}

// panel makes the panel of a sending that waits, nil for any other.
func (s *Server) panel(r *request, h *analytics.Submission, readings []*data.Reading, problems *analytics.Table) (*confirmPanel, error) {
	if h.State != "waiting" && h.State != "refused" {
		return nil, nil
	}
	base := fmt.Sprintf("/bao-cao/%d", h.ID)
	p := &confirmPanel{AnswerTo: r.Link(base + "/tra-loi"), ConfirmTo: r.Link(base + "/xac-nhan"), RutTo: r.Link(base + "/rut-lai")}
	p.Line, p.Waits = r.T("send.confirm_line", "at", r.receivedWhen(h)), h.State == "waiting"
	if r.Query.Get("da-ghi") != "" {
		p.Note = r.T("send.mended")
	}
	p.Summary = r.summary(h, readings, problems)
	questions, err := s.Importer.Questions(r.Context(), h.ID)
	if err != nil {
		return nil, err
	}
	for i, q := range questions {
		p.Questions = append(p.Questions, r.questionLine(h.ID, i, q, readings))
	}
	if p.Values, err = s.valueLines(r, h, readings, problems); err != nil {
		return nil, err
	}
	if p.Changes, err = s.changes(r, h); err != nil {
		return nil, err
	}
	for _, q := range questions {
		if !q.Optional {
			p.Open++
		}
	}
	for i := range problems.Rows {
		if textAt(problems, i, "level") == string(data.Block) && !asked(questions, textAt(problems, i, "code")) {
			p.Open++
		}
	}
	if p.Waits && p.Open == 0 {
		p.Warnings = r.warnings(problems)
	}
	if p.Open > 0 {
		p.Blocked = r.T("send.confirm_blocked", "n", strconv.Itoa(p.Open))
	}
	return p, nil
}

// askable are the problems that become questions.
var askable = map[string]data.QuestionKind{"unknown_unit": data.AskUnit, "unknown_period": data.AskPeriod, "no_kind": data.AskKind,
	"ambiguous_number": data.AskNumber, "unknown_row": data.AskIndicator}

// asked tells a blocking problem that is a question already: it is counted once.
func asked(questions []data.Question, code string) bool {
	for _, q := range questions {
		if q.Kind == askable[code] {
			return true
		}
	}
	return false
}

// receivedWhen is when a sending came, with its clock where that is known.
func (r *request) receivedWhen(h *analytics.Submission) string {
	when := r.Date(h.ReceivedOn)
	if h.ClockKnown {
		when = h.ReceivedAt.In(data.Saigon).Format("15:04") + ", " + when
	}
	return when
}

// summary is what was understood, in a few lines.
func (r *request) summary(h *analytics.Submission, readings []*data.Reading, problems *analytics.Table) []fact {
	var figures, tasks int
	var from, to data.Day
	for _, reading := range readings {
		tasks += len(reading.Tasks)
		if reading.Report == nil {
			continue
		}
		figures += len(reading.Report.Indicators)
		tasks += len(reading.Report.Tasks)
		if from == 0 {
			from = reading.Report.DataFrom
		}
		if to == 0 {
			to = reading.Report.DataTo
		}
	}
	unit := r.T("ui.unit_unknown")
	if h.Unit != "" {
		unit = r.Printer.Unit(h.Unit)
	}
	facts := []fact{{Label: r.T("send.sum_unit"), Value: words.Upper(unit)}, {Label: r.T("send.sum_kind"), Value: r.Code(h.Kind)}}
	if h.Period != "" {
		facts = append(facts, fact{Label: r.T("send.sum_period"), Value: r.Printer.Period(h.Period)})
	}
	if from != 0 && to != 0 {
		facts = append(facts, fact{Label: r.T("send.sum_window"), Value: r.T("send.window", "from", r.Date(from), "to", r.Date(to))})
	} else if to != 0 {
		facts = append(facts, fact{Label: r.T("send.sum_window"), Value: r.T("ui.until_end_of", "day", r.Date(to))})
	}
	if figures > 0 {
		facts = append(facts, fact{Label: r.T("send.sum_figures"), Value: r.Int(int64(figures))})
	}
	if tasks > 0 {
		facts = append(facts, fact{Label: r.T("send.sum_tasks"), Value: r.Int(int64(tasks))})
	}
	return append(facts, fact{Label: r.T("send.sum_problems"), Value: r.problemCount(problems)})
}

func (r *request) problemCount(t *analytics.Table) string {
	n := map[string]int64{}
	for i := range t.Rows {
		n[textAt(t, i, "level")]++
	}
	if len(n) == 0 {
		return r.T("send.problems_none")
	}
	return r.T("send.problems_count", "block", r.Int(n["block"]), "warn", r.Int(n["warn"]), "inform", r.Int(n["inform"]))
}

// answerField names the field of a question: the file and the key.
const answerField, otherField, mendField = "tra-loi.", "khac.", "sua."

// explainField names the field of an explanation: the file and the warning's
// sentence, in short.
const explainField = "giai-trinh."

func explainName(t *analytics.Table, row int) string {
	return fmt.Sprintf("%s%d.%s", explainField, count(t, row, "file_no"), shortHash(fmt.Sprintf("%x", sha256.Sum256([]byte(textAt(t, row, "text"))))))
}

// warnings are those that the sender may explain, each once.
func (r *request) warnings(t *analytics.Table) []warningLine {
	var list []warningLine
	seen := map[string]bool{}
	for i, line := range r.problemLines(t, 0) {
		if name := explainName(t, i); line.Level == string(data.Warn) && !seen[name] {
			seen[name] = true
			list = append(list, warningLine{name, line.Text})
		}
	}
	return list
}

// explanations are those that a form gives to the warnings of a sending.
func (r *request) explanations(t *analytics.Table) []data.Explanation {
	var list []data.Explanation
	seen := map[string]bool{}
	for i := range t.Rows {
		name := explainName(t, i)
		text := strings.Join(strings.Fields(r.PostForm.Get(name)), " ")
		if textAt(t, i, "level") != string(data.Warn) || text == "" || seen[name] {
			continue
		}
		seen[name] = true
		list = append(list, data.Explanation{FileNo: int(count(t, i, "file_no")), Problem: textAt(t, i, "text"), Text: cutShort(text, longestExplanation)})
	}
	return list
}

// longestExplanation is how long an explanation can be, in runes.
const longestExplanation = 500

func cutShort(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

func (r *request) questionLine(id int64, i int, q data.Question, readings []*data.Reading) questionLine {
	key := "send.q_" + string(q.Kind)
	if q.Got == "" && words.Known(key+"_none") {
		key += "_none"
	}
	line := questionLine{Name: fmt.Sprintf("%d.%s", q.FileNo, q.Key), Text: r.T(key, "got", q.Got), Free: q.Free, Place: r.shownPlace(q.At.Key())}
	if cell := cellNo(readings, q.FileNo, q.At); cell > 0 {
		line.Href = r.ReportLink(id, fmt.Sprintf("%d.%d", q.FileNo, cell))
	}
	for _, c := range q.Candidates {
		label := c.Label
		if q.Kind == data.AskUnit {
			label = words.Upper(c.Label)
		}
		line.Candidates = append(line.Candidates, candidateLine{c.Value, label, c.Note})
	}
	switch q.Kind {
	case data.AskUnit, data.AskIndicator:
		line.Candidates = append(line.Candidates, candidateLine{Value: data.NotListed, Label: r.T("send.q_none")})
	}
	return line
}

// cellNo is the number of the cell at a place of a file, 0 for none.
func cellNo(readings []*data.Reading, fileNo int, at data.Place) int {
	if fileNo < 1 || fileNo > len(readings) || at.Key() == "" {
		return 0
	}
	for i, c := range readings[fileNo-1].Cells {
		if c.At == at || at.Lines[0] > 0 && c.At.Lines == [2]int{at.Lines[0], at.Lines[0]} {
			return i + 1
		}
	}
	return 0
}

// valueLines are the figures read, and the cells that a problem speaks of and
// no figure was read from: both can be mended on the page.
func (s *Server) valueLines(r *request, h *analytics.Submission, readings []*data.Reading, problems *analytics.Table) ([]valueLine, error) {
	made, err := s.Importer.Store.Corrections(r.Context(), h.ID)
	if err != nil {
		return nil, err
	}
	was := map[string]string{}
	for _, c := range made {
		was[fmt.Sprintf("%d.%s.%s%s", c.FileNo, c.At.Key(), c.Code, c.Part)] = c.Was
	}
	blocked := map[string]string{}
	for i := range problems.Rows {
		if textAt(problems, i, "level") == string(data.Block) {
			blocked[fmt.Sprintf("%d.%d", count(problems, i, "file_no"), count(problems, i, "cell_no"))] = textAt(problems, i, "text")
		}
	}
	var lines []valueLine
	shown := map[string]bool{}
	for n, reading := range readings {
		if reading.Report == nil {
			continue
		}
		for _, v := range reading.Report.Indicators {
			cell := cellNo(readings, n+1, v.At)
			if cell == 0 {
				continue
			}
			in, _ := s.Catalogue.IndicatorByCode(v.Code, v.Part)
			name := in.NameVi
			if r.Lang == "en" {
				name = in.NameEn
			}
			id := fmt.Sprintf("%d.%d", n+1, cell)
			shown[id] = true
			lines = append(lines, valueLine{
				Name: id + "." + v.Code + "." + v.Part, What: v.Code + v.Part + " · " + name, Value: r.figure(v.Value, v.Unit), Printed: v.Printed,
				Was: was[fmt.Sprintf("%d.%s.%s%s", n+1, v.At.Key(), v.Code, v.Part)], Place: r.shownPlace(v.At.Key()), Href: r.ReportLink(h.ID, id), Label: r.T("send.mend_label", "what", name),
				Problem: blocked[id] != "", Why: blocked[id],
			})
		}
	}
	for i := range problems.Rows {
		cell, ok := int64At(problems, i, "cell_no")
		file := count(problems, i, "file_no")
		id := fmt.Sprintf("%d.%d", file, cell)
		if !ok || shown[id] || askable[textAt(problems, i, "code")] != "" || file < 1 || int(file) > len(readings) || cell < 1 || int(cell) > len(readings[file-1].Cells) {
			continue
		}
		c := readings[file-1].Cells[cell-1]
		if c.At.Cell == "" && c.At.Row == 0 {
			continue // running text: only its figures can be mended
		}
		shown[id] = true
		lines = append(lines, valueLine{Name: id + "..", What: textAt(problems, i, "text"), Printed: c.Text, Place: r.shownPlace(c.At.Key()), Href: r.ReportLink(h.ID, id),
			Was: was[fmt.Sprintf("%d.%s.", file, c.At.Key())], Label: r.T("send.mend_label", "what", c.At.Key()), Problem: blocked[id] != ""})
	}
	return lines, nil
}

// figure prints a figure with its unit of measure.
func (r *request) figure(v float64, unit string) string {
	decimals := 0
	if v != float64(int64(v)) {
		decimals = 2
	}
	return strings.TrimSpace(r.Number(v, decimals) + " " + unit)
}

// changes sets a sending beside the version before it, nil when there is none.
func (s *Server) changes(r *request, h *analytics.Submission) (*changesView, error) {
	c, err := s.Importer.Changes(r.Context(), h.ID)
	if err != nil || c == nil || c.Before == 0 {
		return nil, err
	}
	v := &changesView{Line: r.T("send.changes_line", "id", fmt.Sprint(c.Before))}
	for _, x := range c.Changes {
		line := changeLine{What: r.changed(s.Catalogue, x), Was: r.changeValue(x, x.Was), Now: r.changeValue(x, x.Now), Words: x.Field == "text"}
		if x.Now == nil {
			v.Gone = append(v.Gone, line)
			continue
		}
		v.Rows = append(v.Rows, line)
	}
	v.GoneLine = r.T("send.changes_gone", "n", r.Int(int64(len(v.Gone))))
	return v, nil
}

// changed names what a change is of: an indicator, or a field of a task.
func (r *request) changed(cat *data.Catalogue, c ingest.Change) string {
	if c.Code == "" {
		field, ap, _ := strings.Cut(c.Field, " ")
		name := r.T("note.task", "label", c.Task) + ", " + lower(r.T("send.field_"+field))
		if ap != "" {
			name += " (" + ap + ")"
		}
		return words.Upper(name)
	}
	in, _ := cat.IndicatorByCode(c.Code, c.Part)
	name := in.NameVi
	if r.Lang == "en" {
		name = in.NameEn
	}
	return c.Code + c.Part + " · " + name
}

// changeValue writes one side of a change; a status by its word, a day as days
// are written.
func (r *request) changeValue(c ingest.Change, v *string) string {
	switch {
	case v == nil:
		return words.None
	case strings.HasPrefix(c.Field, "status"):
		return r.Code(*v)
	}
	if day, err := data.ParseDay(*v); err == nil {
		return r.Date(day)
	}
	if month, err := time.Parse("2006-01", *v); err == nil {
		return month.Format("01/2006")
	}
	return *v
}

// maxAnswers bounds what a form of answers sends.
const maxAnswers = 512 << 10

// submissionOf is the sending that a path names, when the reader may see it.
func (s *Server) submissionOf(r *request) (*analytics.Submission, error) {
	id, err := strconv.ParseInt(r.Var("id"), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: submission %q", data.ErrNotFound, r.Var("id"))
	}
	return analytics.SubmissionHead(r.Context(), s.DB, s.reader(), id)
}

// answerQuestions takes in answers and mended values; the files are read again
// with them.
func (s *Server) answerQuestions(w http.ResponseWriter, r *request) error {
	h, err := s.submissionOf(r)
	if err != nil {
		return err
	}
	back := r.Link(fmt.Sprintf("/bao-cao/%d", h.ID))
	if err := r.parseForm(w, maxAnswers); err != nil {
		return err
	}
	readings, err := s.Importer.Readings(r.Context(), h.ID)
	if err != nil {
		return err
	}
	answers, corrections := r.answers(), r.corrections(readings)
	if len(answers)+len(corrections) == 0 {
		return formFault(back, "send.answer_missing")
	}
	if bad := notNumbers(corrections); len(bad) > 0 {
		return formFaults{bad, back}
	}
	err = s.Importer.Answer(r.Context(), h.ID, answers, corrections)
	if errors.Is(err, data.ErrInvalid) {
		return formFault(back, "send.answer_invalid", "why", err.Error())
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r.Request, back+"&da-ghi=1#xac-nhan", http.StatusSeeOther)
	return nil
}

// answers are those of a form, in the order of their names; what was written by
// hand goes before what was chosen.
func (r *request) answers() []data.Answer {
	var list []data.Answer
	for _, name := range sortedKeys(r.PostForm) {
		rest, ok := strings.CutPrefix(name, answerField)
		file, key, ok2 := strings.Cut(rest, ".")
		no, err := strconv.Atoi(file)
		if !ok || !ok2 || err != nil {
			continue
		}
		value := strings.TrimSpace(r.PostForm.Get(otherField + rest))
		if value == "" {
			value = r.PostForm.Get(name)
		}
		if value != "" {
			list = append(list, data.Answer{FileNo: no, Key: key, Value: value})
		}
	}
	return list
}

// corrections are the mended values of a form: "sua.FILE.CELL.CODE.PART".
func (r *request) corrections(readings []*data.Reading) []data.FileCorrection {
	var list []data.FileCorrection
	for _, name := range sortedKeys(r.PostForm) {
		rest, ok := strings.CutPrefix(name, mendField)
		parts := strings.Split(rest, ".")
		value := strings.TrimSpace(r.PostForm.Get(name))
		if !ok || len(parts) != 4 || value == "" {
			continue
		}
		file, err1 := strconv.Atoi(parts[0])
		cell, err2 := strconv.Atoi(parts[1])
		if err1 != nil || err2 != nil || file < 1 || file > len(readings) || cell < 1 || cell > len(readings[file-1].Cells) {
			continue
		}
		c := readings[file-1].Cells[cell-1]
		one := data.FileCorrection{FileNo: file}
		one.At, one.Code, one.Part, one.Was, one.Value = c.At, parts[2], parts[3], printedAt(readings[file-1], c, parts[2], parts[3]), value
		if one.Was != value {
			list = append(list, one)
		}
	}
	return list
}

// printedAt is what stands in the file where a value is mended.
func printedAt(reading *data.Reading, c data.Cell, code, part string) string {
	if code != "" && reading.Report != nil {
		for _, v := range reading.Report.Indicators {
			if v.Code == code && v.Part == part {
				return v.Printed
			}
		}
	}
	return c.Text
}

// notNumbers are the mended figures that are no numbers.
func notNumbers(corrections []data.FileCorrection) faults {
	var bad faults
	for _, c := range corrections {
		if _, problem := ingest.ParseNumber(strings.TrimSuffix(c.Value, "%")); c.Code != "" && problem != "" {
			bad = append(bad, fault{Key: "send.not_number", Args: []string{"got", c.Value, "place", c.At.Key()}})
		}
	}
	return bad
}

func sortedKeys(form map[string][]string) []string {
	keys := make([]string, 0, len(form))
	for k := range form {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// confirm sends what was read: from now on it counts.
func (s *Server) confirm(w http.ResponseWriter, r *request) error {
	h, err := s.submissionOf(r)
	if err != nil {
		return err
	}
	if err := r.parseForm(w, maxAnswers); err != nil {
		return err
	}
	problems, err := analytics.SubmissionProblems(r.Context(), s.DB, s.reader(), h.ID)
	if err != nil {
		return err
	}
	err = s.Importer.Confirm(r.Context(), h.ID, r.explanations(problems)...)
	if errors.Is(err, data.ErrInvalid) { // the page of the sending says what is in the way
		return formFault(r.Link(fmt.Sprintf("/bao-cao/%d", h.ID))+"#xac-nhan", "send.not_yet")
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r.Request, r.Link(fmt.Sprintf("/bao-cao/%d/bien-nhan", h.ID)), http.StatusSeeOther)
	return nil
}

// withdraw gives up a sending that waits; its files stay.
func (s *Server) withdraw(w http.ResponseWriter, r *request) error {
	h, err := s.submissionOf(r)
	if err != nil {
		return err
	}
	if err := s.Importer.Withdraw(r.Context(), h.ID, r.T("send.withdraw_reason")); err != nil {
		return err
	}
	http.Redirect(w, r.Request, r.Link(pathOf("nap")), http.StatusSeeOther)
	return nil
}

// receiptBody is the paper that a clerk keeps.
type receiptBody struct {
	Facts      []fact
	Files      []receivedFile
	Line       string
	Back, More string
	Draft      string // of the form on the page, done with when this is sent
}

func (s *Server) receipt(r *request) (*page, error) {
	h, err := s.submissionOf(r)
	if err != nil {
		return nil, err
	}
	files, err := analytics.SubmissionFiles(r.Context(), s.DB, s.reader(), h.ID)
	if err != nil {
		return nil, err
	}
	body := receiptBody{Files: r.receivedFiles(files, h.ID), Line: r.T("send.receipt_line"),
		Back: r.Link(fmt.Sprintf("/bao-cao/%d", h.ID)), More: r.Link(pathOf("nap"))}
	unit := r.T("ui.unit_unknown")
	if h.Unit != "" {
		unit = r.Printer.Unit(h.Unit)
	}
	if h.State != "waiting" {
		body.Draft = h.Unit + "|" + h.Period
	}
	body.Facts = []fact{
		{Label: r.T("send.receipt_of"), Value: words.Upper(unit)},
		{Label: r.T("send.receipt_what"), Value: r.what(h.Kind, h.Unit, h.Period, h.Year)},
		{Label: r.T("send.receipt_at"), Value: r.receivedWhen(h)},
	}
	// a register may say when it was sent, and that decides by some policies
	if p, ok := s.Catalogue.PeriodByID(h.Period); ok && (p.Deadline.Basis != data.SentAt || h.RegisterRow == 0) {
		body.Facts = append(body.Facts, fact{Label: r.T("send.receipt_due"), Value: r.againstLastDay(h, p)})
	}
	body.Facts = append(body.Facts, fact{Label: r.T("send.receipt_state"), Value: r.Code(h.State)})
	return &page{file: "receipt.html", Title: r.T("send.receipt", "id", fmt.Sprint(h.ID)), Body: body,
		Source: r.T("ui.receipt_source", "id", fmt.Sprint(h.ID), "day", r.Date(h.ReceivedOn))}, nil
}

// againstLastDay says whether a receipt is in time.
func (r *request) againstLastDay(h *analytics.Submission, p data.Period) string {
	if p.Deadline.CountsOn(h.ReceivedAt, h.ClockKnown) <= p.LastDay {
		return r.T("send.receipt_in_due", "day", r.Printer.LastDay(p))
	}
	return r.T("send.receipt_late", "days", r.Words.LateBy(int64(h.ReceivedOn-p.LastDay)), "day", r.Printer.LastDay(p))
}
