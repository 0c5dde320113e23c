package analytics

import "context"

// RateReadings gives the rates that offices print of the same reports and tasks,
// each by what it divides by what (METHOD.md 1.7): of the reports of f.Period and
// of its year, and of the tasks of f.Period. The counts are those of the other
// questions; only the division differs.
func RateReadings(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "cach-chia", Method: "1.7", AsOf: f.AsOf, Rows: []Row{}, Columns: readingColumns}
	if err := t.divideReports(ctx, db, f); err != nil {
		return nil, err
	}
	tasks, err := ask(ctx, db, taskParams(f), taskSteps("completion", "rate_readings_tasks.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(tasks, readingOfTasks(f))
}

var readingColumns = []Column{
	{Key: "about", Kind: Label, Format: Code},
	{Key: "span", Kind: Label, Format: Code},
	{Key: "reading", Kind: Label, Format: Code},
	{Key: "counted", Kind: Fact, Format: Integer},
	{Key: "out_of", Kind: Fact, Format: Integer},
	{Key: "share", Kind: Fact, Format: Share},
}

// divideReports adds the rates of reports.
func (t *Table) divideReports(ctx context.Context, db DB, f Filter) error {
	rows, err := ask(ctx, db, f.params(), obligationSteps("rate_readings.sql")...)
	if err != nil {
		return err
	}
	return t.fill(rows, readingOfReports(f))
}

// A reading divides obligations in some states by those in more; due: only those
// whose last day is over.
var reportReadings = map[string]struct {
	counted, outOf string
	due            bool
}{
	"on_time_of_due":      {onTimeStates, owedStates, true},
	"received_of_all":     {submittedStates, owedStates + ",not_yet_due", false},
	"received_of_settled": {submittedStates, owedStates, false},
	"not_late_of_all":     {onTimeStates + ",not_yet_due", owedStates + ",not_yet_due", false},
}

func readingOfReports(f Filter) evidenceOf {
	return func(key string, of func(string) any) Evidence {
		r := reportReadings[word(of("reading"))]
		e := obligationEvidence{Period: f.Period, Unit: f.Unit, Due: r.due, State: r.outOf}
		if year, _ := of("_year").(int64); word(of("span")) == "span_year" {
			e.Period, e.Year = "", int(year)
		}
		switch key {
		case "counted":
			e.State = r.counted
		case "share":
			e.Count = r.counted
		}
		return e.Evidence()
	}
}

func readingOfTasks(f Filter) evidenceOf {
	return func(key string, of func(string) any) Evidence {
		e := taskEvidence{Period: f.Period, Unit: f.Unit, Only: "applicable"}
		switch {
		case key == "counted":
			e.Only, e.Status = "", doneStatuses
		case word(of("reading")) == "done_of_settled":
			e.Only = "settled"
		}
		return e.Evidence()
	}
}

// DeadlineReadings says how many of the reports due for f.Period were on time by
// every reading of its last day, the one decided first (METHOD.md 1.2). What is
// due is due by the one decided: only the numerator moves.
func DeadlineReadings(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "cach-hieu-han", Method: "1.2", AsOf: f.AsOf, Columns: []Column{
		{Key: "reading", Kind: Label, Format: Code},
		{Key: "last_day", Kind: Label, Format: Date},
		{Key: "on_time", Kind: Fact, Format: Integer},
		{Key: "expected", Kind: Fact, Format: Integer},
		{Key: "on_time_rate", Kind: Fact, Format: Share},
	}}
	rows, err := ask(ctx, db, f.params(), obligationSteps("deadline_reading", "deadline_readings.sql")...)
	if err != nil {
		return nil, err
	}
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		e := obligationEvidence{Period: f.Period, Unit: f.Unit, Due: true, State: owedStates}
		if key != "expected" {
			e.By = word(of("_by"))
		}
		if key == "on_time" {
			e.State = submittedStates
		}
		return e.Evidence()
	})
}
