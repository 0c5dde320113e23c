package main

import (
	"encoding/json"
	"fmt"
	"time"

	"danbiet/analytics"
	"danbiet/data"
)

// flagsCmd groups what is done with the rules and signals about reports.
type flagsCmd struct {
	List   flagsListCmd   `cmd:"" help:"${flags_list}"`
	Answer flagsAnswerCmd `cmd:"" help:"${flags_answer}"`
}

type flagsListCmd struct {
	Data   string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Period string `required:"" help:"${period}"`
	Home   string `default:"tx-tan-chau" env:"DANBIET_HOME" help:"${home}"`
}

// Run prints the flags of a period with their answers, and what came of each
// kind, as JSON.
func (f *flagsListCmd) Run(c *console) error {
	store, err := c.open(f.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	if _, known := store.Catalogue().UnitOn(f.Home, 0); !known {
		return fmt.Errorf("%w: %s", errUnknownHome, f.Home)
	}
	if _, ok := store.Catalogue().PeriodByID(f.Period); !ok {
		c.faulty(data.Faults{data.NewProblem("past_value", data.Block, data.Place{}, "where", "--period", "got", f.Period,
			"want", "khóa của một kỳ báo cáo, ví dụ 2023-6T", "want_en", "the key of a reporting period, such as 2023-6T")}, "blocked")
		return errRefused
	}
	db := &analytics.Marts{DB: store, StateOf: store.StateOf}
	asked := analytics.Filter{Scope: analytics.ScopeOf(f.Home).Answering(), Period: f.Period, AsOf: data.DayOf(time.Now())}
	answers, err := analytics.FlagAnswers(c.ctx, db, asked)
	if err != nil {
		return err
	}
	yield, err := analytics.FlagYield(c.ctx, db, asked)
	if err != nil {
		return err
	}
	out := json.NewEncoder(c.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode([]*analytics.Table{answers, yield})
}

type flagsAnswerCmd struct {
	Data    string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Unit    string `required:"" help:"${unit}"`
	Period  string `required:"" help:"${period}"`
	Flag    string `required:"" help:"${flags_flag}"`
	Subject string `help:"${flags_subject}"`
	Answer  string `required:"" help:"${flags_result}"`
	Text    string `required:"" help:"${flags_text}"`
	Side    string `default:"officer" help:"${flags_side}"`
}

// Run records one answer.
func (f *flagsAnswerCmd) Run(c *console) error {
	store, err := c.open(f.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	seqs, err := store.Record(c.ctx, localActor, &data.FlagAnswered{UnitID: f.Unit, PeriodID: f.Period, Flag: f.Flag, Subject: f.Subject,
		Answer: data.FlagResult(f.Answer), Text: f.Text, Side: f.Side})
	if c.faulty(err, "blocked") {
		return errRefused
	}
	if err != nil {
		return err
	}
	c.say("flags_answered", "line", fmt.Sprint(seqs[0]))
	return nil
}
