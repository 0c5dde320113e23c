package data

import (
	"slices"
	"strings"
)

// FlagKinds are all that can be asked of a report's figures: the rules of
// METHOD.md 5.1 and the signals of 5.3 to 5.7. An answer names one of them.
var FlagKinds = []string{
	"QC-SUM", "QC-PART", "QC-RATE", "QC-CUM", "QC-DATE", "QC-UNIT", "QC-STATUS", "QC-NA", "QC-DUP", "QC-FUT", "QC-SRC",
	"so_dem", "tron_ven", "nhieu_tron_ven", "so_tron", "lap_lai", "ngoai_le", "giong_nhau",
}

// FlagResult is how a flag was answered.
type FlagResult string

// A figure was wrong and is corrected; it is right, and the text says why; there
// was nothing to ask.
const (
	FlagCorrected FlagResult = "corrected"
	FlagExplained FlagResult = "explained"
	FlagNoFault   FlagResult = "not_a_fault"
)

// Who answers a flag.
const (
	SideUnit    = "unit"    // the commune itself
	SideOfficer = "officer" // who reviews its reports
)

// FlagAnswered is what somebody answered to a rule or a signal about a unit's
// report of a period. It changes no figure: a correction is a report of its own.
// A later answer to the same flag takes its place; both stay.
type FlagAnswered struct {
	UnitID   string     `json:"unit"`
	PeriodID string     `json:"period"`
	Flag     string     `json:"flag"`    // one of FlagKinds
	Subject  string     `json:"subject"` // as RuleFindings and Signals name it, "" for none
	Answer   FlagResult `json:"answer"`
	Text     string     `json:"text"`
	Side     string     `json:"side"`
}

// Kind is "flag.answered".
func (*FlagAnswered) Kind() string { return "flag.answered" }
func (e *FlagAnswered) about(int64) string {
	return strings.TrimRight("flag/"+e.UnitID+"/"+e.PeriodID+"/"+e.Flag+"/"+e.Subject, "/")
}

func (e *FlagAnswered) apply(tx *tx, line Line) error {
	var faults Faults
	wrong := func(field, got, want, wantEn string) {
		faults = append(faults, NewProblem("past_value", Block, Place{}, "where", field, "got", got, "want", want, "want_en", wantEn))
	}
	if tx.catalogue.Level(e.UnitID) != LevelCommune {
		wrong("unit", e.UnitID, "khóa của một xã, phường trong danh mục", "the key of a commune in the catalogue")
	}
	if _, ok := tx.catalogue.PeriodByID(e.PeriodID); !ok {
		wrong("period", e.PeriodID, "khóa của một kỳ báo cáo, ví dụ 2023-6T", "the key of a reporting period, such as 2023-6T")
	}
	for _, of := range []struct {
		field, got string
		list       []string
	}{
		{"flag", e.Flag, FlagKinds},
		{"answer", string(e.Answer), []string{string(FlagCorrected), string(FlagExplained), string(FlagNoFault)}},
		{"side", e.Side, []string{SideUnit, SideOfficer}},
	} {
		if !slices.Contains(of.list, of.got) {
			list := strings.Join(of.list, ", ")
			wrong(of.field, of.got, "một trong "+list, "one of "+list)
		}
	}
	if strings.TrimSpace(e.Text) == "" {
		wrong("text", e.Text, "câu trả lời bằng lời", "the answer in words")
	}
	if len(faults) > 0 {
		return faults
	}
	return tx.append("flag_answer", e.UnitID, e.PeriodID, e.Flag, e.Subject, string(e.Answer), e.Text, e.Side, line.Actor, line.At, DayOf(line.At), line.Seq)
}
