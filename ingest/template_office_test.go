package ingest

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"danbiet/data"
)

// savedByOffice opens a workbook in LibreOffice and saves it, as a clerk does.
// Without the program the test is skipped, or fails where it must not be.
func savedByOffice(t *testing.T, b []byte) []byte {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("DANBIET_REQUIRE_OFFICE") == "1" {
			t.Fatal("soffice is not installed, and DANBIET_REQUIRE_OFFICE=1")
		}
		t.Skip("NOT TESTED: soffice is not installed; the round trip through LibreOffice was not made")
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "bao-cao.xlsx"), filepath.Join(dir, "out")
	must(t, os.WriteFile(in, b, 0o600))
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--norestore",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, in)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, said)
	}
	saved, err := os.ReadFile(filepath.Join(out, "bao-cao.xlsx"))
	must(t, err)
	return saved
}

func TestTheTemplateComesBackFromLibreOffice(t *testing.T) {
	before := workbook(t, filled(t))
	after := savedByOffice(t, before)
	t.Run("it is the same form", func(t *testing.T) { sameForm(t, opened(t, before), opened(t, after)) })
	t.Run("it says the same", func(t *testing.T) {
		sameReading(t, Read("a.xlsx", before, catalogue(t)), Read("a.xlsx", after, catalogue(t)))
	})
}

func sameForm(t *testing.T, before, after *excelize.File) {
	for _, sheet := range []string{sheetHead, sheetTasks, sheetAps, sheetIndicators} {
		if had, has := ruledCells(t, before, sheet), ruledCells(t, after, sheet); !reflect.DeepEqual(had, has) {
			t.Errorf("%s: rules of cells\n%v\nare now\n%v", sheet, had, has)
		}
		if p, err := after.GetSheetProtection(sheet); err != nil || !reflect.DeepEqual(p.Password, "") {
			t.Errorf("%s: protection %+v, %v", sheet, p, err)
		}
	}
	for _, sheet := range []string{sheetLists, sheetMeta} {
		if visible, err := after.GetSheetVisible(sheet); err != nil || visible {
			t.Errorf("%s is visible: %v", sheet, err)
		}
	}
	titles := func(f *excelize.File) (names []string) {
		for _, n := range f.GetDefinedName() {
			if strings.HasPrefix(n.Name, "_xlnm.Print_Titles") {
				names = append(names, n.Scope+": "+strings.ReplaceAll(n.RefersTo, "'", ""))
			}
		}
		slices.Sort(names)
		return names
	}
	if had, has := titles(before), titles(after); len(had) != 3 || !slices.Equal(had, has) {
		t.Errorf("defined names: %v, now %v", had, has)
	}
	props, err := after.GetCustomProps()
	if err != nil || len(props) != 1 || props[0].Name != TemplateName || !strings.Contains(props[0].Value.(string), "unit=xa-tan-thanh") {
		t.Errorf("custom property: %v %v", props, err)
	}
	cell := cellOf(t, "QC45", "value")
	formula, err := after.GetCellFormula(sheetIndicators, cell)
	shown, _ := after.GetCellValue(sheetIndicators, cell, excelize.Options{RawCellValue: true})
	if err != nil || formula == "" || !strings.HasPrefix(shown, "96.6") {
		t.Errorf("%s: formula %q, value %q, %v", cell, formula, shown, err)
	}
	for cell, want := range map[string]bool{cellOf(t, "QC10", "value"): false, cellOf(t, "QC11", "value"): true, cellOf(t, "QC10", "name"): true} {
		style, err := after.GetCellStyle(sheetIndicators, cell)
		must(t, err)
		s, err := after.GetStyle(style)
		must(t, err)
		if got := s.Protection == nil || s.Protection.Locked; got != want {
			t.Errorf("%s: locked is %v", cell, got)
		}
	}
}

// ruledCells has the kind of rule of each cell that has one. Programs write one
// rule over several ranges, or several over one.
func ruledCells(t *testing.T, f *excelize.File, sheet string) map[string]string {
	rules, err := f.GetDataValidations(sheet)
	must(t, err)
	kinds := map[string]string{}
	for _, r := range rules {
		for _, stretch := range strings.Fields(r.Sqref) {
			from, to, _ := strings.Cut(stretch, ":")
			if to == "" {
				to = from
			}
			col1, row1, _ := cellAt([]byte(from))
			col2, row2, _ := cellAt([]byte(to))
			for col := col1; col <= col2; col++ {
				for row := row1; row <= row2; row++ {
					if r.Type == "list" {
						kinds[at(col, row)] = "list " + strings.NewReplacer("'", "", "$", "").Replace(r.Formula1)
					} else if r.Type != "" && r.Type != "none" {
						kinds[at(col, row)] = r.Type
					}
				}
			}
		}
	}
	return kinds
}

func sameReading(t *testing.T, before, after *data.Reading) {
	if len(after.Problems) != 0 {
		t.Errorf("problems:%s", summary(after.Problems))
	}
	sameJSON(t, "report", before.Report, after.Report)
	sameJSON(t, "targets", before.Targets, after.Targets)
	sameJSON(t, "links", before.Links, after.Links)
	sameJSON(t, "head", before.Head, after.Head)
	sameJSON(t, "signer", before.Signer, after.Signer)
	if before.UnitID != after.UnitID || before.Period != after.Period {
		t.Errorf("%s %s, now %s %s", before.UnitID, before.Period, after.UnitID, after.Period)
	}
	had := map[data.Place]string{}
	for _, c := range before.Cells {
		had[c.At] = c.Text
	}
	for _, c := range after.Cells {
		if text, was := had[c.At]; was && text != c.Text {
			t.Errorf("%s!%s: %q, now %q", c.Sheet, c.At.Cell, text, c.Text)
		}
		delete(had, c.At)
	}
	for place, text := range had {
		t.Errorf("%s!%s: %q is gone", place.Sheet, place.Cell, text)
	}
}

// sameJSON compares what is printed and stored, line by line.
func sameJSON(t *testing.T, what string, before, after any) {
	t.Helper()
	had, err := json.MarshalIndent(before, "", " ")
	must(t, err)
	has, err := json.MarshalIndent(after, "", " ")
	must(t, err)
	old, now := strings.Split(string(had), "\n"), strings.Split(string(has), "\n")
	for i := range max(len(old), len(now)) {
		if i >= len(old) || i >= len(now) || old[i] != now[i] {
			t.Errorf("%s differs at line %d of %d: %s\nnow, of %d: %s", what, i, len(old), old[min(i, len(old)-1)], len(now), now[min(i, len(now)-1)])
			return
		}
	}
}

// An empty form is sent back and filled in LibreOffice's copy: the formulas it
// computed are values now.
func TestAFormFilledInLibreOffice(t *testing.T) {
	tpl := filled(t)
	values := tpl.Values
	tpl.Values = nil
	saved := savedByOffice(t, workbook(t, tpl))
	again := savedByOffice(t, edited(t, saved, func(f *excelize.File) {
		for id, v := range values {
			must(t, f.SetCellValue(sheetIndicators, cellOf(t, id, "value"), v))
		}
	}))
	r, want := Read("a.xlsx", again, catalogue(t)), Read("a.xlsx", workbook(t, filled(t)), catalogue(t))
	if len(r.Problems) != 0 {
		t.Errorf("problems:%s", summary(r.Problems))
	}
	sameJSON(t, "report", want.Report, r.Report)
}
