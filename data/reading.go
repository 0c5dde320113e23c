package data

import "encoding/json"

// A Reading is what a reader understood of one file, before anything is
// stored: what the file says, where it says it, and every fault. Its JSON is
// what `danbiet read FILE --json` prints; a field the file does not state is
// null or empty, nothing is guessed.
type Reading struct {
	File        FileInfo      `json:"file"`
	Kind        DocumentKind  `json:"kind"`
	Head        Head          `json:"head"`
	Tasks       []PlanTask    `json:"tasks"`
	Obligations []ReportDuty  `json:"obligations"`
	Citations   []Citation    `json:"citations"`
	Recipients  []string      `json:"recipients"`
	Signer      *Signer       `json:"signer"`
	Report      *ReportValues `json:"report"`
	Problems    []Problem     `json:"problems"`

	// Period is the key of the reporting period that the file names ("2024-6T"),
	// UnitID the key of its unit, where the file carries danbiet's own machine
	// keys or its head was resolved against the list of units; "" when unknown.
	Period string `json:"-"`
	UnitID string `json:"-"`
	// Sections are the headings of a plan with what stands under them, shown by
	// `danbiet read` without --json.
	Sections []Section `json:"-"`
	// Cells are all non-empty cells or lines of the file, in reading order.
	Cells []Cell `json:"-"`
	// Links are the tasks of the superior plan that the file says its own tasks
	// carry out.
	Links []TaskLink `json:"-"`
	// Targets are what the file states of its tasks' plan: type, target, unit,
	// weight, window, responsible body. They complete Tasks for measuring.
	Targets []TaskTarget `json:"-"`
}

// FileInfo names the file as it was received.
type FileInfo struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Format string `json:"format"` // txt, docx, xlsx, csv, pdf; "" when not recognised
}

// DocumentKind tells plans from reports.
type DocumentKind string

// The kinds of document.
const (
	KindPlan    DocumentKind = "plan"
	KindReport  DocumentKind = "report"
	KindUnknown DocumentKind = "unknown"
)

// State tells how a value came about.
type State string

// A value stands in the text, or was worked out from other words of it.
const (
	StateRead     State = "read"
	StateInferred State = "inferred"
)

// Head is the head of an administrative document (Decree 30/2020).
type Head struct {
	Type        *string   `json:"type"`
	Title       *string   `json:"title"`
	Year        *int      `json:"year"`
	Number      *string   `json:"number"`
	Date        Day       `json:"date"`
	Place       *string   `json:"place"`
	Issuer      *string   `json:"issuer"`
	IssuerState *State    `json:"issuer_state"`
	Unit        *UnitName `json:"unit"`
}

// UnitName is a unit as the list of units writes it, with its kind in
// Vietnamese (xã, phường, thị trấn, thị xã, …).
type UnitName struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// PlanTask is one numbered item of the parts of a plan that set tasks. From and
// To are a month (2024-05) or a day (2024-05-01), "" when not stated.
type PlanTask struct {
	Label string      `json:"label"`
	Text  string      `json:"text"`
	From  PartialDate `json:"from"`
	To    PartialDate `json:"to"`
	At    Place       `json:"at"`
	// Milestones of a table's column, if any.
	Milestones []Milestone `json:"milestones,omitempty"`
	// Of a table's columns; "" where the plan is running text.
	Responsible string `json:"responsible,omitempty"`
	Evidence    string `json:"evidence,omitempty"` // by what it will be shown: "Quyết định", "biên bản họp dân"
}

// Milestone is a day by which a part of a task must be done. Share is that part
// alone, not what must be done in all by then; those of a task add up to 1.
type Milestone struct {
	On    Day     `json:"on"`
	Share float64 `json:"share"`
	At    Place   `json:"at"`
}

// PartialDate is a year-month or a date in ISO form; "" is null in JSON.
type PartialDate string

// MarshalJSON writes the date or null.
func (p PartialDate) MarshalJSON() ([]byte, error) {
	if p == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(p))
}

// FirstDay is the first day the partial date covers, zero when empty or wrong.
func (p PartialDate) FirstDay() Day {
	switch len(p) {
	case 7:
		d, _ := ParseDay(string(p) + "-01")
		return d
	case 10:
		d, _ := ParseDay(string(p))
		return d
	}
	return 0
}

// LastDay is the last day the partial date covers, zero when empty or wrong.
func (p PartialDate) LastDay() Day {
	first := p.FirstDay()
	if first == 0 || len(p) == 10 {
		return first
	}
	y, m, _ := first.Time().Date()
	return Date(y, m+1, 0)
}

// ReportDuty is a report that a plan promises by a date.
type ReportDuty struct {
	Report    string  `json:"report"`
	Rule      Rule    `json:"rule"`
	Date      Day     `json:"date"`
	LastDay   Day     `json:"last_day"`
	Sender    *string `json:"sender"`
	Recipient *string `json:"recipient"`
	At        Place   `json:"at"`
}

// Citation is one mention of another document. Number is as printed, in NFC,
// with a line break mended; a document named without a number has a Name.
type Citation struct {
	Type   string  `json:"type"`
	Number *string `json:"number"`
	Name   *string `json:"name"`
	Date   Day     `json:"date"`
	Issuer *string `json:"issuer"`
	Term   *string `json:"term"`
	At     Place   `json:"at"`
}

// Signer is the signature block.
type Signer struct {
	Authority *string `json:"authority"`
	Title     string  `json:"title"`
	Name      string  `json:"name"`
}

// Section is a heading with the items under it.
type Section struct {
	Label string    `json:"label"`
	Title string    `json:"title"`
	Role  string    `json:"role"` // purpose, tasks, organisation, basis, other
	Items []Section `json:"items,omitempty"`
	At    Place     `json:"at"`
}

// ReportValues is what a report says.
type ReportValues struct {
	Report     string           `json:"report"`
	Year       int              `json:"year"`
	DataFrom   Day              `json:"data_from"`
	DataTo     Day              `json:"data_to"`
	Tasks      []TaskStatus     `json:"tasks"`
	Indicators []IndicatorValue `json:"indicators"`
	Exemplars  []ExemplarNamed  `json:"models"`
}

// Status is the stored status of a task (METHOD.md 2.3). "" is "not reported".
type Status string

// The statuses a report can state.
const (
	StatusNotStarted    Status = "chua_thuc_hien"
	StatusInProgress    Status = "dang_thuc_hien"
	StatusDone          Status = "hoan_thanh"
	StatusDoneAbove     Status = "hoan_thanh_vuot"
	StatusNothingArose  Status = "khong_phat_sinh"
	StatusNotApplicable Status = "khong_ap_dung"
)

// MarshalJSON writes the status or null.
func (s Status) MarshalJSON() ([]byte, error) {
	if s == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(s))
}

// TaskStatus is what a report says of one task. Progress is a share (0 to 1).
type TaskStatus struct {
	Label    string     `json:"label"`
	Status   Status     `json:"status"`
	Progress *float64   `json:"progress"`
	Target   *float64   `json:"target"`
	Actual   *float64   `json:"actual"`
	Aps      []ApStatus `json:"aps,omitempty"`
	At       Place      `json:"at"`
	// Note is the clerk's remark; the reason of "không phát sinh" stands here.
	Note string `json:"-"`
}

// ApStatus is the share of one ấp/khóm in a task.
type ApStatus struct {
	Name   string   `json:"name"`
	Target *float64 `json:"target"`
	Actual *float64 `json:"actual"`
	Status Status   `json:"status"`
	At     Place    `json:"-"`
}

// IndicatorValue is one number of one indicator. Value is in the catalogue's
// unit, Printed is what stands in the file.
type IndicatorValue struct {
	Code    string  `json:"code"`
	Part    string  `json:"part,omitempty"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Printed string  `json:"printed"`
	At      Place   `json:"at"`
}

// ExemplarNamed is a mô hình or điển hình that a report names.
type ExemplarNamed struct {
	Name  string  `json:"name"`
	Field *string `json:"field"`
	Kind  *string `json:"kind"`
	At    Place   `json:"at"`
}

// TaskLink says that a task of the commune's plan carries out a task of the
// superior plan, as the clerk stated it (METHOD.md 2.7).
type TaskLink struct {
	Label     string `json:"label"`      // of the commune's task
	TownLabel string `json:"town_label"` // of the superior plan's task
	Coverage  string `json:"coverage"`   // full, partial, none
	At        Place  `json:"at"`
}

// TaskTarget is how a task is measured (METHOD.md 2.2). Absent numbers are nil.
type TaskTarget struct {
	Label       string   `json:"label"`
	Text        string   `json:"text"`
	Type        string   `json:"type"` // status, higher, lower, range, binary
	Unit        string   `json:"unit"`
	Target      *float64 `json:"target"`
	Baseline    *float64 `json:"baseline"`
	Lo          *float64 `json:"lo"`
	Hi          *float64 `json:"hi"`
	Weight      *float64 `json:"weight"`
	Start       Day      `json:"start"`
	Due         Day      `json:"due"`
	Responsible string   `json:"responsible"`
	Evidence    string   `json:"evidence"`
	// Milestones of the row, if any.
	Milestones []Milestone `json:"milestones,omitempty"`
	Rollup     string      `json:"rollup"` // sum_capped_per_ap, share_reached, mean_by_households, min
	At         Place       `json:"at"`
}

// Place is where something stands in a file as received: lines of a text (from
// 1), a line of a page of a PDF, a paragraph or a table's cell of a docx, a cell of a
// sheet, or a row and column of a csv.
type Place struct {
	Lines     [2]int `json:"lines,omitzero"`
	Page      int    `json:"page,omitzero"`
	Line      int    `json:"line,omitzero"` // on its page
	Paragraph int    `json:"paragraph,omitzero"`
	Table     int    `json:"table,omitzero"`
	Sheet     string `json:"sheet,omitzero"`
	Cell      string `json:"cell,omitzero"`
	Row       int    `json:"row,omitzero"`
	Column    string `json:"column,omitzero"`
}

// Cell is one non-empty cell, line or paragraph. Row and Col count from 1 in
// its sheet (for text: Row is the line, Col is 1).
type Cell struct {
	At     Place  `json:"at"`
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row"`
	Col    int    `json:"col"`
	Text   string `json:"text"`
	Hidden bool   `json:"hidden,omitempty"`
}
