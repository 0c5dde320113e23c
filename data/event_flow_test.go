package data

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// flow puts one submission through everything that can happen to one, and
// another through being withdrawn. It returns their numbers.
func flow(t *testing.T, s *Store) (answered, withdrawn int64) {
	t.Helper()
	ctx := context.Background()
	keep := func(text string) FileInfo {
		info, err := s.Keep(ctx, text+".csv", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	reading := func(unit string, value float64) string {
		hash, err := s.KeepReading(ctx, readingOf(unit, "2024-6T", value))
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	container := keep("nén")
	waits := func(id int64, unit string, readings ...string) *SubmissionRead {
		return &SubmissionRead{Submission: id, Outcome: OutcomeWaiting, Document: KindReport, UnitID: unit, PeriodID: "2024-6T", Year: 2024, Readings: readings, Reader: "2"}
	}
	second := readingOf("xa-tan-an", "2024-6T", 7)
	second.Report.Indicators[0].Code, second.Report.Tasks, second.Targets = "QC43", nil, nil
	annex, err := s.KeepReading(ctx, second)
	if err != nil {
		t.Fatal(err)
	}
	one, two, three := keep("một"), keep("hai"), keep("ba")
	_, err = s.RecordTogether(ctx, func(first int64) []Signed {
		answered, withdrawn = first, first+2
		return []Signed{
			{"xã", &SubmissionReceived{ReceivedAt: noon, ClockKnown: true, Files: []FileInfo{one, two}, Sender: "xa-tan-an", ByPage: true, Container: &Container{container.Name, container.SHA256}}},
			{"xã", waits(answered, "", reading("", 28), annex)},
			{"xã", &SubmissionReceived{ReceivedAt: noon, ClockKnown: true, SentAt: noon.Add(-time.Hour), SentClockKnown: true, Files: []FileInfo{three}, Sender: "xa-tan-an", ByPage: true}},
			{"xã", waits(withdrawn, "xa-tan-an", reading("xa-tan-an", 1))},
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	read := waits(answered, "xa-tan-an", reading("xa-tan-an", 29), annex)
	counts := *read
	counts.Outcome = OutcomeRead
	_, err = s.RecordTogether(ctx, func(int64) []Signed {
		return []Signed{
			{"xã", &SubmissionAnswered{Submission: answered, Answers: []Answer{{FileNo: 1, Key: "unit", Value: "xa-tan-an", Got: "Xã Tân Ân"}},
				Corrections: []FileCorrection{{1, Correction{At: Place{Sheet: "ChiTieu", Cell: "E5"}, Was: "28", Value: "29"}}}}},
			{"xã", &AliasLearned{Alias: Alias{"xa-tan-an", AliasUnit, "Xã Tân Ân", "xa-tan-an"}, Submission: answered}},
			{"xã", read},
			{"xã", &SubmissionConfirmed{Submission: answered, Explanations: []Explanation{{1, "Số liệu tăng gấp ba kỳ trước.", "Có thêm ba hội nghị."}}}},
			{"xã", &counts},
			{"danbiet", &ReviewRecorded{Submission: answered, DecidedOn: Date(2024, 5, 9), Decision: Accepted}},
			{"xã", &SubmissionWithdrawn{withdrawn, "gửi nhầm"}},
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	newer := counts
	newer.Readings, newer.Reader = []string{reading("xa-tan-an", 30), annex}, "3"
	was, now := "29", "30"
	_, err = s.Record(ctx, "tỉnh", &SubmissionReread{Submissions: []int64{answered}, Reader: "3",
		Changes: []ReadChange{{Submission: answered, FileNo: 1, What: "QC42", Place: "ChiTieu!E5", Was: &was, Now: &now}}}, &newer)
	if err != nil {
		t.Fatal(err)
	}
	return answered, withdrawn
}

func TestARebuildGivesTheSameAfterAnswersAndReadingAgain(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	answered, withdrawn := flow(t, s)
	clean(t, s)
	before := dump(t, s)
	for _, want := range []string{"Xã Tân Ân", "gửi nhầm", "ChiTieu!E5", "hai.csv", "nén.csv", "QC43"} {
		if !strings.Contains(before, want) {
			t.Errorf("no %q in the rows:\n%s", want, before)
		}
	}
	if n := strings.Count(before, "\nfact "); n != 2 {
		t.Errorf("%d facts, want those of the last reading, 2:\n%s", n, before)
	}
	ctx := context.Background()
	x, err := s.Sending(ctx, answered)
	if err != nil || x.Reader != "3" || len(x.Readings) != 2 || !x.Confirmed || x.Sender != "xa-tan-an" || x.Container.Name != "nén.csv" || x.Number != "52/BC-UBND" {
		t.Errorf("got %+v, %v", x, err)
	}
	if x, err := s.Sending(ctx, withdrawn); err != nil || !x.Withdrawn {
		t.Errorf("withdrawn: got %+v, %v", x, err)
	}
	if open, err := s.OpenSendings(ctx); err != nil || len(open) != 0 {
		t.Errorf("open: got %v, %v", open, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, dir)
	if got := dump(t, s); got != before {
		t.Errorf("after reopening:\n%s\nwant\n%s", got, before)
	}
	remembered := fmt.Sprint(s.memory.states, s.SubmissionOf(sha(t, s, "ba")), s.SubmissionOf(sha(t, s, "hai")))
	s.Close()
	s, err = Rebuild(ctx, Options{Dir: dir, Now: s.o.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := dump(t, s); got != before {
		t.Errorf("after a rebuild:\n%s\nwant\n%s", got, before)
	}
	if got := fmt.Sprint(s.memory.states, s.SubmissionOf(sha(t, s, "ba")), s.SubmissionOf(sha(t, s, "hai"))); got != remembered {
		t.Errorf("memory after a rebuild: %s, after reopening %s", got, remembered)
	}
	if s.SubmissionOf(sha(t, s, "ba")) != 0 {
		t.Error("withdrawn bytes cannot be sent again")
	}
	clean(t, s)
}

func TestAnswersComeOnlyWhileASubmissionWaits(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := context.Background()
	answered, withdrawn := flow(t, s)
	before := dump(t, s)
	answer := func(id int64) Event {
		return &SubmissionAnswered{Submission: id, Answers: []Answer{{FileNo: 1, Key: "unit", Value: "xa-tan-an"}}}
	}
	for name, c := range map[string]struct {
		event Event
		want  error
	}{
		"answers to nothing":           {answer(999), ErrNotFound},
		"answers to what counts":       {answer(answered), ErrConflict},
		"answers to what is withdrawn": {answer(withdrawn), ErrConflict},
		"confirming what counts":       {&SubmissionConfirmed{Submission: answered}, ErrConflict},
		"withdrawing what counts":      {&SubmissionWithdrawn{answered, ""}, ErrConflict},
		"withdrawing twice":            {&SubmissionWithdrawn{withdrawn, ""}, ErrConflict},
		"reviewing what is withdrawn":  {&ReviewRecorded{Submission: withdrawn, DecidedOn: 1, Decision: Accepted}, ErrConflict},
		"reading what is withdrawn":    {&SubmissionReread{Submissions: []int64{withdrawn}, Reader: "3"}, ErrConflict},
		"an alias of nobody":           {&AliasLearned{Alias: Alias{"xa-khong-co", AliasUnit, "a", "b"}}, ErrInvalid},
		"an alias without a meaning":   {&AliasLearned{Alias: Alias{"xa-tan-an", AliasUnit, "a", ""}}, ErrInvalid},
		"an alias of another kind":     {&AliasLearned{Alias: Alias{"xa-tan-an", "x", "a", "b"}}, ErrInvalid},
	} {
		if _, err := s.Record(ctx, "xã", c.event); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if got := dump(t, s); got != before {
		t.Errorf("rows changed:\n%s\nwant\n%s", got, before)
	}
}

// A folder of an earlier program has readings of one file each; they are known
// by their files after the migration, as after a rebuild.
func TestReadingsOfBeforeTheMigrationAreKnown(t *testing.T) {
	s := openTest(t, t.TempDir())
	id := send(t, s, "một", "xa-tan-an", "2024-6T", 28)
	x, err := s.Sending(context.Background(), id)
	if err != nil || len(x.Readings) != 1 {
		t.Fatalf("got %+v, %v", x, err)
	}
	text, err := migrations.ReadFile("migrations/002_flow.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, fill, ok := strings.Cut(string(text), "insert into file_reading ")
	fill, _, ok2 := strings.Cut(fill, ";")
	if !ok || !ok2 {
		t.Fatal("the migration does not fill file_reading")
	}
	rows, err := s.QueryContext(context.Background(), fill+" except select * from file_reading")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if rows.Next() {
		t.Error("the migration's rows are not those that events write")
	}
}
