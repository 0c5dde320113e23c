package ingest

import (
	"bytes"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// The form is the template's workbook as a page, for those who have no file.
// What is typed there goes into the workbook's cells as if it had been typed in
// Excel, and the workbook goes the same way as any file: nothing is judged here.

// FormKind says how a field of the form is typed.
type FormKind string

// The kinds of field; a locked one is shown and not typed.
const (
	FormText    FormKind = "text"
	FormNumber  FormKind = "number"
	FormPercent FormKind = "percent"
	FormDate    FormKind = "date"
	FormList    FormKind = "list"
	FormLocked  FormKind = "locked"
)

// FormColumn is a column of a sheet: its machine key, its head, and the hint
// that the workbook shows when one of its cells is entered.
type FormColumn struct{ Key, Title, Note string }

// FormCell is one cell. ID is its place in the workbook, "ChiTieu!E12".
type FormCell struct {
	ID      string
	Column  string // key of its column
	Kind    FormKind
	Text    string   // what the workbook is prefilled with
	Options []string // of a list
}

// FormRow is a row of a sheet; Element is the element of the motto that an
// indicator belongs to, "" elsewhere. Spare rows are empty, for the clerk.
type FormRow struct {
	Label   string // names the row to those who hear the page
	Hint    string // how to fill it
	Element string
	Spare   bool
	Cells   []FormCell
}

// FormSheet is a sheet of the template.
type FormSheet struct {
	Name, Title string
	Columns     []FormColumn
	Rows        []FormRow
}

// Form lays the workbook of a template out: head, tasks, figures by ấp,
// indicators.
func Form(cat *data.Catalogue, t Template) ([]FormSheet, error) {
	b, err := newFormBook(cat, t)
	if err != nil {
		return nil, err
	}
	defer b.f.Close()
	sheets := []FormSheet{b.head(), b.table(&taskSheet, len(t.Tasks)), b.table(&apSheet, len(t.Aps)), b.indicators()}
	return sheets, b.err
}

// formBook is the prefilled workbook, opened again to look into its cells.
type formBook struct {
	f   *excelize.File
	cat *data.Catalogue
	t   Template
	err error
}

func newFormBook(cat *data.Catalogue, t Template) (*formBook, error) {
	var buf bytes.Buffer
	if err := WriteTemplate(&buf, cat, t); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(&buf, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, fmt.Errorf("form of %s, %s: %w", t.Unit.UnitID, t.Period.ID, err)
	}
	return &formBook{f: f, cat: cat, t: t}, nil
}

func (b *formBook) cell(sheet, column string, col, row int, kind cellKind, list string) FormCell {
	name := at(col, row)
	text, err := b.f.GetCellValue(sheet, name)
	if err != nil && b.err == nil {
		b.err = fmt.Errorf("form, sheet %s, cell %s: %w", sheet, name, err)
	}
	c := FormCell{ID: sheet + "!" + name, Column: column, Kind: formKind(kind), Text: text}
	v, notNumber := strconv.ParseFloat(text, 64)
	switch {
	case notNumber != nil:
	case kind == kindDate:
		c.Text = dayVi(data.Day(int(v) - excelEpoch))
	case kind != kindText && kind != kindList:
		c.Text = FormatNumber(v)
	}
	if kind == kindList {
		c.Options = b.options(list)
	}
	return c
}

func formKind(k cellKind) FormKind {
	switch k {
	case kindNumber:
		return FormNumber
	case kindPercent:
		return FormPercent
	case kindDate:
		return FormDate
	case kindList:
		return FormList
	case kindLocked, kindRatio:
		return FormLocked
	}
	return FormText
}

func (b *formBook) options(list string) []string {
	words := map[string][]word{"status": statusWords, "type": typeWords, "coverage": coverageWords, "yes_no": yesNoWords}[list]
	if words == nil {
		return apNames(b.cat, b.t.Unit.UnitID, b.t.Period.DataTo)
	}
	var shown []string
	for _, w := range words {
		shown = append(shown, w.vi)
	}
	return shown
}

func (b *formBook) head() FormSheet {
	s := FormSheet{Name: sheetHead, Title: "THÔNG TIN BÁO CÁO", Columns: []FormColumn{{Key: "value"}}}
	for i, f := range headFields {
		c := b.cell(sheetHead, f.key, 3, rowFirst+i, f.kind, "")
		s.Rows = append(s.Rows, FormRow{Label: f.label, Hint: f.hint, Cells: []FormCell{c}})
	}
	return s
}

// table lays a sheet out that has a schema: its prefilled rows, whose name is
// locked, and the spare ones.
func (b *formBook) table(schema *sheetSchema, filled int) FormSheet {
	s := formSheet(schema)
	for i := range filled + schema.spare {
		row := FormRow{Spare: i >= filled}
		for j, c := range schema.columns {
			kind := c.kind
			if !row.Spare && (c.key == "task_code" || c.key == "text") {
				kind = kindLocked
			}
			cell := b.cell(schema.name, c.key, j+1, rowFirst+i, kind, c.list)
			if kind == kindList && len(cell.Options) == 0 {
				cell.Kind = FormText // no ấp in the catalogue: typed by hand
			}
			row.Cells = append(row.Cells, cell)
		}
		row.Label = row.Cells[0].Text
		s.Rows = append(s.Rows, row)
	}
	return s
}

func formSheet(schema *sheetSchema) FormSheet {
	s := FormSheet{Name: schema.name, Title: schema.title}
	for _, c := range schema.columns {
		s.Columns = append(s.Columns, FormColumn{c.key, c.title, c.note})
	}
	return s
}

func (b *formBook) indicators() FormSheet {
	s := formSheet(&indicatorSheet)
	for i, in := range b.cat.Indicators {
		row := FormRow{Label: in.NameVi, Element: in.Element}
		for j, c := range indicatorSheet.columns {
			kind, list := c.kind, ""
			switch {
			case c.key == "value" && derived(in):
				kind = kindLocked
			case c.key == "value" && yesNo(in):
				kind, list = kindList, "yes_no"
			}
			row.Cells = append(row.Cells, b.cell(indicatorSheet.name, c.key, j+1, rowFirst+i, kind, list))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// maxFormField is the longest text that a field takes; a cell of Excel holds
// little more.
const maxFormField = 30_000

// WriteForm writes the workbook of a template with what was typed into the
// form: by cell ("ChiTieu!E12"), as typed. What is not a field of the form is
// ErrInvalid; what is wrong with a value is for the reader to say, with its
// place.
func WriteForm(w io.Writer, cat *data.Catalogue, t Template, typed map[string]string) error {
	sheets, err := Form(cat, t)
	if err != nil {
		return err
	}
	fields := map[string]FormCell{}
	for _, s := range sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if c.Kind != FormLocked {
					fields[c.ID] = c
				}
			}
		}
	}
	b, err := newFormBook(cat, t)
	if err != nil {
		return err
	}
	defer b.f.Close()
	ids := make([]string, 0, len(typed))
	for id := range typed {
		ids = append(ids, id)
	}
	sort.Strings(ids) // the same form, the same bytes
	for _, id := range ids {
		field, ok := fields[id]
		text := strings.TrimSpace(typed[id])
		if !ok || !utf8.ValidString(text) || len(text) > maxFormField {
			return fmt.Errorf("%w: form field %q", data.ErrInvalid, short(id))
		}
		if text == field.Text {
			continue
		}
		if err := b.put(id, field.Kind, text); err != nil {
			return fmt.Errorf("form field %q: %w", id, err)
		}
	}
	if _, err := b.f.WriteTo(w); err != nil {
		return fmt.Errorf("write form: %w", err)
	}
	return nil
}

// put types a text into a cell as a Vietnamese Excel takes it: a number or a
// day where it is one beyond doubt, else the text as it stands.
func (b *formBook) put(id string, kind FormKind, text string) error {
	sheet, cell, _ := strings.Cut(id, "!")
	switch {
	case text == "":
		return b.f.SetCellValue(sheet, cell, nil)
	case kind == FormNumber || kind == FormPercent:
		if v, problem := ParseNumber(strings.TrimSuffix(text, "%")); problem == "" {
			return b.f.SetCellValue(sheet, cell, v)
		}
	case kind == FormDate:
		if day, problem := ParseDate(text, b.t.Period.Year); problem == "" {
			return b.f.SetCellInt(sheet, cell, int64(day)+excelEpoch)
		}
	}
	return b.f.SetCellStr(sheet, cell, text)
}
