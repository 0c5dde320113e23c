package data

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// Answers stay, the later beside the earlier, and are made again from the ledger.
func TestFlagAnswersAreKept(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	first := FlagAnswered{UnitID: "xa-tan-an", PeriodID: "2024-6T", Flag: "QC-SUM", Subject: "QC29", Answer: FlagExplained, Text: "còn một khoản chưa quyết toán", Side: SideUnit}
	second := first
	second.Answer, second.Text, second.Side = FlagCorrected, "đã gửi lại", SideOfficer
	if _, err := s.Record(t.Context(), "cán bộ", &first, &second); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*FlagAnswered){
		"no such unit":   func(e *FlagAnswered) { e.UnitID = "xa-nao-do" },
		"a town":         func(e *FlagAnswered) { e.UnitID = "tx-tan-chau" },
		"no such period": func(e *FlagAnswered) { e.PeriodID = "1999-6T" },
		"no such rule":   func(e *FlagAnswered) { e.Flag = "QC-XYZ" },
		"no such answer": func(e *FlagAnswered) { e.Answer = "ignored" },
		"nobody":         func(e *FlagAnswered) { e.Side = "" },
		"no words":       func(e *FlagAnswered) { e.Text = "  " },
	} {
		wrong := first
		spoil(&wrong)
		if _, err := s.Record(t.Context(), "cán bộ", &wrong); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
	var faults Faults
	_, err := s.Record(t.Context(), "cán bộ", &FlagAnswered{UnitID: "xa-nao-do", PeriodID: "1999-6T", Flag: "QC-XYZ", Answer: "ignored", Side: "ai đó"})
	if !errors.As(err, &faults) || len(faults) != 6 {
		t.Fatalf("%v, want all six faults", err)
	}
	for i, want := range []string{"“xa-nao-do”", "“1999-6T”", "“QC-XYZ”", "“ignored”", "“ai đó”", "text: “” không dùng được"} {
		if got := faults[i].Sentence("vi"); !strings.Contains(got, want) {
			t.Errorf("got %q, want %q in it", got, want)
		}
	}
	before := dump(t, s)
	if n := strings.Count(before, "flag_answer "); n != 2 {
		t.Errorf("%d answers, want 2:\n%s", n, before)
	}
	clean(t, s)
	must(t, s.Close())
	s, err = Rebuild(t.Context(), Options{Dir: dir, Now: func() time.Time { return noon.AddDate(1, 0, 0) }})
	must(t, err)
	defer s.Close()
	if after := dump(t, s); after != before {
		t.Errorf("rebuilt:\n%s\nwant\n%s", after, before)
	}
}
