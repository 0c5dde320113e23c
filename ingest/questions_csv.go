package ingest

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"danbiet/data"
)

// The sheet of questions is a csv that opens in Excel: UTF-8 with its mark,
// semicolons, one row a question, five proposals, and an empty last column to
// fill in. It comes back as the sheet of answers.
var questionColumns = []string{"bien_nhan", "tep", "khoa", "cho", "hoi", "tep_ghi", "goi_y_1", "goi_y_2", "goi_y_3", "goi_y_4", "goi_y_5", "tra_loi"}

// Columns of the sheet.
const (
	colReceipt = iota
	colFile
	colKey
	colPlace
	colAsk
	colGot
	colFirst // of the proposals
)

const colAnswer = colFirst + mostCandidates

// OpenQuestions are the questions of all submissions that wait for a person, by
// submission.
func (im *Importer) OpenQuestions(ctx context.Context) ([]OpenQuestion, error) {
	sendings, err := im.Store.OpenSendings(ctx)
	if err != nil {
		return nil, err
	}
	var all []OpenQuestion
	for _, x := range sendings {
		qs, err := im.Questions(ctx, x.Submission)
		if err != nil {
			return nil, err
		}
		for _, q := range qs {
			all = append(all, OpenQuestion{x.Submission, x.Files[q.FileNo-1].Name, q})
		}
	}
	return all, nil
}

// OpenQuestion is a question with the submission and the file it is about.
type OpenQuestion struct {
	Submission int64
	File       string
	data.Question
}

// WriteQuestions writes the sheet; ask puts a question into words.
func WriteQuestions(w io.Writer, qs []OpenQuestion, ask func(data.Question) string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	if err := out.Write(questionColumns); err != nil {
		return err
	}
	for _, q := range qs {
		row := make([]string, len(questionColumns))
		row[colReceipt], row[colFile], row[colKey] = strconv.FormatInt(q.Submission, 10), strconv.Itoa(q.FileNo)+": "+q.File, q.Key
		row[colPlace], row[colAsk], row[colGot] = where(q.At), ask(q.Question), q.Got
		for i, c := range q.Candidates[:min(len(q.Candidates), mostCandidates)] {
			row[colFirst+i] = c.Label
			if c.Note != "" {
				row[colFirst+i] += " (" + c.Note + ")"
			}
		}
		for i := range row {
			row[i] = unformula(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// unformula keeps a spreadsheet from computing what a file says: a text that
// begins like a formula gets a mark in front.
func unformula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// AnswersTaken is what a sheet of answers came to.
type AnswersTaken struct {
	Answers   int
	Confirmed []int64 // submissions that count now
	Open      []int64 // answered in part, or with problems left
}

// TakeAnswers takes in a filled sheet of answers. An answer is the number of a
// proposal (1 to 5), a proposal itself, a key, or, where a number or a name is
// asked for, what is right. Rows without an answer stay open. With any fault
// nothing is recorded and all faults are told, each with its row. Submissions
// that are complete then are confirmed.
func (im *Importer) TakeAnswers(ctx context.Context, b []byte) (*AnswersTaken, []data.Problem, error) {
	p := answerReader{im: im, ctx: ctx, open: map[int64][]data.Question{}, given: map[int64][]data.Answer{}}
	if err := p.read(b); err != nil {
		return nil, nil, err
	}
	if len(p.problems) > 0 {
		return nil, p.problems, nil
	}
	taken := &AnswersTaken{}
	for _, id := range p.order {
		if err := im.Answer(ctx, id, p.given[id], nil); err != nil {
			return taken, nil, fmt.Errorf("submission %d: %w", id, err)
		}
		taken.Answers += len(p.given[id])
		switch err := im.Confirm(ctx, id); {
		case err == nil:
			taken.Confirmed = append(taken.Confirmed, id)
		case errors.Is(err, data.ErrInvalid), errors.Is(err, data.ErrConflict):
			taken.Open = append(taken.Open, id)
		default:
			return taken, nil, fmt.Errorf("submission %d: %w", id, err)
		}
	}
	return taken, nil, nil
}

// answerReader goes through a sheet of answers.
type answerReader struct {
	im       *Importer
	ctx      context.Context
	at       map[string]int
	open     map[int64][]data.Question // of the submissions met
	given    map[int64][]data.Answer
	order    []int64
	problems []data.Problem
}

func (p *answerReader) problem(row int, column, code string, args ...string) {
	p.problems = append(p.problems, data.NewProblem(code, data.Block, data.Place{Row: row, Column: column},
		append([]string{"where", where(data.Place{Row: row, Column: column})}, args...)...))
}

func (p *answerReader) read(b []byte) error {
	text, problems := decodeText("tra-loi.csv", b)
	if p.problems = problems; data.Blocks(problems) {
		return nil
	}
	p.problems = nil
	head, _, _ := strings.Cut(text, "\n")
	comma := ';'
	for _, c := range ",\t" {
		if strings.Count(head, string(c)) > strings.Count(head, string(comma)) {
			comma = c
		}
	}
	r := csvReader(bytes.NewReader([]byte(text)), comma)
	first, err := r.Read()
	if err != nil || !p.columns(first) {
		return nil
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			p.problem(0, "", "damaged", "name", "tra-loi.csv", "why", "dấu nháy hoặc dấu ngăn không khớp")
			return nil
		}
		row, _ := r.FieldPos(0)
		if err := p.row(row, record); err != nil {
			return err
		}
	}
}

func (p *answerReader) columns(head []string) bool {
	p.at = map[string]int{}
	for i, h := range head {
		p.at[strings.ReplaceAll(data.SearchKey(csvText(h)), " ", "_")] = i
	}
	for _, c := range []string{questionColumns[colReceipt], questionColumns[colFile], questionColumns[colKey], questionColumns[colAnswer]} {
		if _, ok := p.at[c]; !ok {
			p.problem(1, "", "missing_required", "what", "cột “"+c+"”")
		}
	}
	return len(p.problems) == 0
}

func (p *answerReader) field(record []string, column int) string {
	if i, ok := p.at[questionColumns[column]]; ok && i < len(record) {
		return strings.TrimPrefix(csvText(record[i]), "'")
	}
	return ""
}

func (p *answerReader) row(row int, record []string) error {
	text := p.field(record, colAnswer)
	if text == "" {
		return nil
	}
	receipt := p.field(record, colReceipt)
	id, err := strconv.ParseInt(receipt, 10, 64)
	if err != nil {
		p.problem(row, questionColumns[colReceipt], "not_a_number", "got", receipt)
		return nil
	}
	qs, known := p.open[id]
	if !known {
		switch qs, err = p.im.Questions(p.ctx, id); {
		case errors.Is(err, data.ErrNotFound):
			qs = nil
		case err != nil:
			return err
		}
		p.open[id] = qs
	}
	number, _, _ := strings.Cut(p.field(record, colFile), ":")
	fileNo, _ := strconv.Atoi(number)
	key := p.field(record, colKey)
	i := slices.IndexFunc(qs, func(q data.Question) bool { return q.Key == key && q.FileNo == fileNo })
	if i < 0 {
		p.problem(row, questionColumns[colKey], "unknown_question", "got", key, "receipt", receipt)
		return nil
	}
	value, ok := p.value(qs[i], text)
	if !ok {
		p.problem(row, questionColumns[colAnswer], "unknown_word", "got", short(text), "want", candidatesShown(qs[i]))
		return nil
	}
	if p.given[id] == nil {
		p.order = append(p.order, id)
	}
	p.given[id] = append(p.given[id], data.Answer{FileNo: fileNo, Key: key, Value: value})
	return nil
}

// value is what a cell of the sheet answers. A number from 1 to 5 is that of a
// proposal.
func (p *answerReader) value(q data.Question, text string) (string, bool) {
	if n, err := strconv.Atoi(strings.Trim(text, "()#. ")); err == nil && n >= 1 && n <= len(q.Candidates) {
		return q.Candidates[n-1].Value, true
	}
	for _, c := range q.Candidates {
		if text == c.Label+" ("+c.Note+")" {
			return c.Value, true
		}
	}
	return answerTo(p.im.Store.Catalogue(), q, text)
}

func candidatesShown(q data.Question) string {
	var all []string
	for i, c := range q.Candidates {
		all = append(all, fmt.Sprintf("%d: %s", i+1, c.Label))
	}
	if q.Kind == data.AskUnit || q.Kind == data.AskIndicator {
		all = append(all, "không có trong danh sách")
	}
	return strings.Join(all, "; ")
}
