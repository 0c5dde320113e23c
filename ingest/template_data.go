package ingest

import "danbiet/data"

// TemplateVersion is the version of the workbook that WriteTemplate makes; a
// workbook of another version is refused with "wrong_template".
const TemplateVersion = "1"

// Template is what a workbook is prefilled with. Zero fields stay empty for the
// clerk. Typed values are written as the clerk would type them, so that the
// sample maker can also make the mistakes that offices make.
type Template struct {
	Unit   data.UnitVersion
	Period data.Period
	// Head of the report: sheet BaoCao.
	Number   string   // 52/BC-UBND
	SignedOn data.Day // ngày ký
	DataFrom data.Day
	DataTo   data.Day // ngày chốt số liệu
	Signer   string
	// Tasks of the unit's plan: sheet NhiemVu.
	Tasks []TemplateTask
	// Aps are the figures by ấp/khóm: sheet NhiemVuAp, one row a task and ấp.
	Aps []TemplateAp
	// Values are the indicators' figures by "QC42" or "QC40a": sheet ChiTieu. A
	// string is written as text, a number as a number.
	Values map[string]any
	// Previous are last period's figures, shown for comparison in a locked column.
	Previous map[string]float64
	// Banner is printed above every sheet ("SỐ LIỆU MINH HỌA").
	Banner string
}

// TemplateTask is one row of sheet NhiemVu. Empty fields stay empty.
type TemplateTask struct {
	Label       string // of the unit's own plan: "II.1"
	Text        string
	TownLabel   string // of the superior plan's task: "II.3"
	Coverage    string // full, partial, none; "" when there is no link
	Responsible string
	Type        string // status, higher, lower, range, binary
	Unit        string
	Start, Due  data.Day
	Target      any
	Actual      any
	Progress    any    // percent as typed: 60 or "60%"
	Status      string // the Vietnamese word of the drop-down, as typed
	Weight      any
	Evidence    string
	Note        string
	Milestones  string // "30/6: 40%; 31/12: 100%"
}

// TemplateAp is one row of sheet NhiemVuAp.
type TemplateAp struct {
	Label          string // task
	Ap             string
	Target, Actual any
	Status         string
}
