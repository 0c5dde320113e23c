package dashboards

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"danbiet/dashboards/words"
	"danbiet/data"
	"danbiet/ingest"
)

// formBody is the template's workbook as a page.
type formBody struct {
	Action string
	Draft  string // names the draft that the script keeps on this machine
	Head   []formField
	Tasks  formTable // results
	Plan   formTable // how tasks are measured
	Aps    formTable
	Values []formGroup // indicators by element
	NoPlan bool
}

// formField is a field with its label beside it.
type formField struct {
	Label, Hint string
	Cell        formCell
}

// formTable is a table of fields. Spare rows stand at its end; the script shows
// the first of them and more on demand.
type formTable struct {
	ID    string
	Heads []formHead
	Rows  []formRow
}

type formHead struct {
	Text, Note string
	Numeric    bool
}

type formRow struct {
	Spare bool
	Cells []formCell
}

type formGroup struct {
	Heading string
	Table   formTable
}

// formCell is one field, or text where nothing is typed.
type formCell struct {
	Name    string // "" for text
	Label   string
	Text    string
	Kind    ingest.FormKind
	Options []string
}

// Mode is the keyboard that a phone shows.
func (c formCell) Mode() string {
	if c.Kind == ingest.FormNumber || c.Kind == ingest.FormPercent {
		return "decimal"
	}
	return "text"
}

// Field tells whether the cell is typed.
func (c formCell) Field() bool { return c.Name != "" }

// Listed tells a field that is chosen from a list.
func (c formCell) Listed() bool { return c.Kind == ingest.FormList }

// Wide tells a field of running text.
func (c formCell) Wide() bool { return c.Kind == ingest.FormText }

// sender is the unit that a page of sending is for: the view's own unit when it
// is a commune that reports for the period.
func (s *Server) sender(r *request) (data.UnitVersion, bool) {
	v, ok := s.Catalogue.UnitOn(r.Scope, r.Reporting.LastDay)
	return v, ok && s.levelOf(r.Scope) == "commune"
}

// template is the prefilled workbook of the view's unit and period; a view of
// no single reporting unit is told to choose one.
func (s *Server) template(r *request) (ingest.Template, error) {
	if _, ok := s.sender(r); !ok {
		return ingest.Template{}, faults{{"err.no_sender", []string{"unit", r.Printer.Unit(r.Scope), "period", r.Printer.Period(r.Reporting.ID)}, "don-vi"}}
	}
	t, err := ingest.TemplateFor(r.Context(), s.Catalogue, s.Importer.Store, r.Scope, r.Reporting.ID)
	if s.Demo {
		t.Banner = words.Of("vi").T("ui.banner")
	}
	return t, err
}

// templateFile sends the prefilled workbook to be saved.
func (s *Server) templateFile(w http.ResponseWriter, r *request) error {
	t, err := s.template(r)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := ingest.WriteTemplate(&buf, s.Catalogue, t); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", attachment(fmt.Sprintf("bao-cao_%s_%s.xlsx", r.Scope, r.Reporting.ID)))
	w.Header().Set("Cache-Control", "no-store")
	write(w, r.Request, http.StatusOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buf.Bytes())
	return nil
}

func (s *Server) form(r *request) (*page, error) {
	t, err := s.template(r)
	if err != nil {
		return nil, err
	}
	sheets, err := ingest.Form(s.Catalogue, t)
	if err != nil {
		return nil, err
	}
	body := formBody{Action: r.Link(pathOf("bieu-mau")), Draft: r.Scope + "|" + r.Reporting.ID, NoPlan: len(t.Tasks) == 0}
	head, tasks, aps, values := sheets[0], sheets[1], sheets[2], sheets[3]
	for _, row := range head.Rows {
		body.Head = append(body.Head, formField{Label: row.Label, Hint: row.Hint, Cell: r.formCell(row.Label, "", row.Cells[0])})
	}
	body.Tasks = r.formTable("ket-qua", tasks, "task_code", "text", "unit", "target", "actual", "progress", "status", "note")
	body.Plan = r.formTable("cach-do", tasks, "task_code", "type", "start", "due", "responsible", "town_task", "coverage", "weight", "evidence", "milestones")
	body.Aps = r.formTable("theo-ap", aps, "task_code", "ap", "target", "actual", "status")
	body.Values = r.formGroups(values)
	p := &page{file: "form.html", Body: body,
		Title: r.T("send.form_title", "unit", r.Printer.Unit(r.Scope), "period", r.Printer.Period(r.Reporting.ID))}
	return p, nil
}

// formGroups are the indicators by element, in the order of the motto.
func (r *request) formGroups(s ingest.FormSheet) []formGroup {
	var groups []formGroup
	rows := map[string][]ingest.FormRow{}
	var order []string
	for _, row := range s.Rows {
		if rows[row.Element] == nil {
			order = append(order, row.Element)
		}
		rows[row.Element] = append(rows[row.Element], row)
	}
	for _, element := range order {
		s.Rows = rows[element]
		groups = append(groups, formGroup{r.T("send.element_" + element), r.formTable("chi-tieu-"+element, s, "code", "name", "unit", "previous", "value", "note")})
	}
	return groups
}

// formTable takes some columns of a sheet, in the order asked for.
func (r *request) formTable(id string, s ingest.FormSheet, columns ...string) formTable {
	t := formTable{ID: id}
	at := map[string]int{}
	for i, c := range s.Columns {
		at[c.Key] = i
	}
	for _, key := range columns {
		c := s.Columns[at[key]]
		head := formHead{Text: c.Title, Note: c.Note}
		if len(s.Rows) > 0 {
			kind := s.Rows[0].Cells[at[key]].Kind
			head.Numeric = kind == ingest.FormNumber || kind == ingest.FormPercent
		}
		t.Heads = append(t.Heads, head)
	}
	spare := 0
	for _, row := range s.Rows {
		label := row.Label
		if row.Spare {
			spare++
			label = r.T("send.form_new_row", "n", fmt.Sprint(spare))
		}
		line := formRow{Spare: row.Spare}
		for _, key := range columns {
			line.Cells = append(line.Cells, r.formCell(label, s.Columns[at[key]].Title, row.Cells[at[key]]))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

func (r *request) formCell(row, column string, c ingest.FormCell) formCell {
	out := formCell{Label: row, Text: c.Text, Kind: c.Kind, Options: c.Options}
	if column != "" {
		out.Label = r.T("send.form_field", "row", row, "column", column)
	}
	if c.Kind != ingest.FormLocked {
		out.Name = c.ID
	}
	return out
}

// maxForm bounds what a form sends; a full one is some 40 KB.
const maxForm = 2 << 20

// sendForm takes in what was typed as the workbook that it fills.
func (s *Server) sendForm(w http.ResponseWriter, r *request) error {
	t, err := s.template(r)
	if err != nil {
		return err
	}
	if err := r.parseForm(w, maxForm); err != nil {
		return err
	}
	typed := map[string]string{}
	for name, values := range r.PostForm {
		if strings.Contains(name, "!") {
			typed[name] = values[0]
		}
	}
	var book bytes.Buffer
	if err := ingest.WriteForm(&book, s.Catalogue, t, typed); err != nil {
		return err
	}
	name := fmt.Sprintf("bieu-mau_%s_%s.xlsx", r.Scope, r.Reporting.ID)
	return s.receive(w, r, ingest.Drop{Sender: r.Scope, Files: []ingest.DropFile{{Name: name, Body: &book}}})
}

// entryView is a table of fields with what its template needs beside it.
type entryView struct {
	*page
	Fields  formTable
	Caption string
}

// Entry is a table of fields as its template takes it.
func (p *page) Entry(t formTable, caption string) entryView { return entryView{p, t, caption} }
