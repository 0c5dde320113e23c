package analytics

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"danbiet/data"
)

// An orderedDB holds the order of the answers that it gives: rows that differ must
// not stand in the order that the database happened to find them. A question is
// asked twice more, its ties settled by its columns from small to large and from
// large to small: where the two differ, its own order leaves a tie.
type orderedDB struct {
	DB
	*orders
	held map[string]int      // by question: how many answers were held
	made map[string]answered // by the table that holds its answer
}

// orders are what was found of the questions, by the name of each.
type orders struct {
	mu     sync.Mutex
	rows   map[string]int // the most rows that one answer had
	faults map[string]string
}

type answered struct {
	text string
	args []any
}

var (
	worksOut = regexp.MustCompile(`^create table (mart\.m\d+) as\n`)
	looksUp  = regexp.MustCompile(`^select \* from (mart\.m\d+)$`)
)

// ordered lets the world's questions be held in their order.
func (w *world) ordered(found *orders) {
	m := w.asked().(*Marts)
	m.DB = &orderedDB{DB: m.DB, orders: found, held: map[string]int{}, made: map[string]answered{}}
}

// QueryContext asks the database, and holds the order where the query is a
// question or fetches the answer to one.
func (o *orderedDB) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	q, asked := o.question(query, args)
	if name := questionOf(q.text); asked && name != "" {
		if err := o.hold(ctx, name, q, answered{query, args}); err != nil {
			return nil, fmt.Errorf("order of %s: %w", name, err)
		}
	}
	return o.DB.QueryContext(ctx, query, args...)
}

// question is what a query asks, false when it does not ask for the answer yet or
// asks for it again.
func (o *orderedDB) question(query string, args []any) (answered, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if m := worksOut.FindStringSubmatch(query); m != nil {
		o.made[m[1]] = answered{query[len(m[0]):], args}
		return answered{}, false
	}
	if m := looksUp.FindStringSubmatch(query); m != nil {
		q, ok := o.made[m[1]]
		delete(o.made, m[1])
		return q, ok
	}
	return answered{query, args}, true
}

// hold holds the first answers of a world to a question q, and each that has more
// rows than any before; given is the query that fetches the answer.
func (o *orderedDB) hold(ctx context.Context, name string, q, given answered) error {
	columns, rows, err := o.answer(ctx, given)
	if err != nil {
		return err
	}
	o.mu.Lock()
	more := len(rows) > o.rows[name]
	o.rows[name] = max(o.rows[name], len(rows))
	done := len(rows) < 2 || o.faults[name] != "" || o.held[name] >= 2 && !more
	if !done {
		o.held[name]++
	}
	o.mu.Unlock()
	if done {
		return nil
	}
	fault, err := o.tie(ctx, q, columns)
	if !ordered(q.text) {
		fault, err = fmt.Sprintf("%d rows in no order", len(rows)), nil
	}
	if fault != "" {
		o.mu.Lock()
		o.faults[name] = fault
		o.mu.Unlock()
	}
	return err
}

// tie names the first row of an answer that may be either of two, "" for none.
func (o *orderedDB) tie(ctx context.Context, q answered, columns []string) (string, error) {
	var up, down strings.Builder
	for i, c := range columns {
		if c != "_sources" {
			fmt.Fprintf(&up, ", %d asc nulls last", i+1)
			fmt.Fprintf(&down, ", %d desc nulls first", i+1)
		}
	}
	_, rising, err := o.answer(ctx, answered{q.text + up.String(), q.args})
	if err != nil {
		return "", err
	}
	_, falling, err := o.answer(ctx, answered{q.text + down.String(), q.args})
	if err != nil {
		return "", err
	}
	for i := range rising {
		if rising[i] != falling[i] {
			return fmt.Sprintf("of %d rows, row %d may be either\n\t%s\nor\t%s", len(rising), i+1, rising[i], falling[i]), nil
		}
	}
	return "", nil
}

// answer gives the columns and the rows of a question, each row as text. Which of
// the rows of a report is the one that counts it among the sources (_sources) is
// left out: only their sum is shown.
func (o *orderedDB) answer(ctx context.Context, q answered) (columns, list []string, err error) {
	rows, err := o.DB.QueryContext(ctx, q.text, q.args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	if columns, err = rows.Columns(); err != nil {
		return nil, nil, err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range into {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, nil, err
		}
		shown := slices.Clone(values)
		if i := slices.Index(columns, "_sources"); i >= 0 {
			shown[i] = nil
		}
		list = append(list, fmt.Sprint(shown))
	}
	return columns, list, rows.Err()
}

// questionOf is the name of the question's file that a statement ends in.
func questionOf(text string) string {
	for name, own := range questionEnds() {
		if own.MatchString(text) {
			return name
		}
	}
	return ""
}

// questionEnds is what a statement of each question ends in: its text from its
// own first relation on, where values may stand in place of parameters.
var questionEnds = sync.OnceValue(func() map[string]*regexp.Regexp {
	all, _ := parsed()
	parameter := regexp.MustCompile(`\\\$[a-z_]+`)
	ends := map[string]*regexp.Regexp{}
	for name, s := range all {
		if strings.HasSuffix(name, ".sql") {
			own := regexp.QuoteMeta(s.body[len(ownWith.FindString(s.body)):])
			ends[name] = regexp.MustCompile(parameter.ReplaceAllString(own, `(?:\$$[a-z_]+|\(-?\d+\)|'(?:[^']|'')*'|cast\('[^']*' as double\))`) + "$")
		}
	}
	return ends
})

// ordered says whether a statement has an order of its own, outside all brackets.
func ordered(text string) bool {
	depth := 0
	for _, word := range regexp.MustCompile(`--[^\n]*|'[^']*'|[()]|\border\s+by\b`).FindAllString(text, -1) {
		switch word[0] {
		case '(':
			depth++
		case ')':
			depth--
		case 'o':
			if depth == 0 {
				return true
			}
		}
	}
	return false
}

// single are the questions whose answer is one row, and what it is.
var single = map[string]string{
	"previous_periods.sql":  "the period before the one asked about",
	"submission.sql":        "one sending",
	"submission_sender.sql": "the sender of one sending",
	"submission_unread.sql": "whether one sending came in",
	"comparison_levels.sql": "the policy of one period",
	"completion_totals.sql": "the totals of one period",
	"timeliness_rates.sql":  "the rates of one period",
	"bulk_arrival.sql":      "the arrivals of one period",
	"dhis2_compare.sql":     "the rates of one year",
}

// tie makes as much of a world of everyWorld the same as can be: names of units,
// places in a plan, cells that two things stand in.
func (w *world) tie(name string) {
	w.Helper()
	ties := []string{`update unit_version set name = 'Tân', sort_key = 'tan'`,
		`update plan_task set ordinal = 1`, `update task_target set ordinal = 1`,
		`insert into fact select submission_id, file_no, cell_no, indicator, part, value, unit, printed || ',0' from fact`}
	switch name {
	case "reports":
		w.unit("ap-hai", "ap", "Hai", "xa-an", "2003-01-01", "2025-07-01")
		w.accepted("ap-hai", "2024-6T", "2024-05-08", "2024-05-09")
	case "tasks":
		ties = append(ties, `insert into task_status_ap select submission_id, file_no, cell_no, label, ap || 'a', target, actual, status from task_status_ap`,
			`insert into task_status_ap select submission_id, file_no, cell_no, '2', ap, target, actual, status from task_status_ap`,
			`insert into task_status select submission_id, file_no, cell_no, label, status, progress, target, actual + 1, note from task_status`)
	case "figures":
		ties = append(ties, `insert into fact select submission_id, file_no, cell_no, indicator, part, value + 1, unit, printed from fact where indicator = 'QC39'`)
	case "findings":
		ties = append(ties, `insert into task_status select submission_id, 2, 1, 'x', 'hoan_thanh', null, null, null, ''
				from submission_reading where unit_id in ('xa-5', 'xa-6') and period_id = '2024-6T'`,
			`update cell set sheet = 'Khác' where file_no = 1 and cell_no > 5`,
			`insert into problem select submission_id, file_no, cell_no, code, level, text, '{"what":"y"}' from problem`,
			`insert into problem select submission_id, file_no, cell_no, code, level, text || '!', args from problem`,
			`insert into explanation select submission_id, 1, file_no, text, 'đúng' from problem`,
			`insert into explanation select submission_id, 2, file_no, text, 'vẫn đúng' from problem`)
	case "changes":
		ties = append(ties, `insert into reread values (902, '4', 'console', date '2024-05-17')`,
			`insert into reread_change select 902, submission_id, file_no, what, place, '7', '1' from reread_change`,
			`insert into unit_change select 903, imported_on, table_name, unit_id, to_unit, valid_on, field, '1100', '1200' from unit_change`,
			`insert into policy select policy_id || '-hai', kind, valid_from, valid_to, body, document, approved_by from policy`)
	}
	for _, q := range ties {
		insert(w, w.db, q)
	}
}

// totalOrders holds that no question lists its rows in another order when it is
// asked again, after what was found of the worlds of everyWorld: over the
// questions about changes and areas and all that is told of a submission.
func totalOrders(t *testing.T, worlds map[string]*world, found *orders) {
	worlds = maps.Clone(worlds)
	worlds["changes"], worlds["merger"] = changedWorld(t), mergerWorld(t)
	for _, name := range slices.Sorted(maps.Keys(worlds)) {
		w := worlds[name]
		f := Filter{Scope: ScopeOf("tx-tan-chau", "tinh-an-giang-2025").Answering(), AsOf: day(t, "2025-11-01"), Since: day(t, "2024-05-10")}
		switch name {
		case "figures":
			w.ordered(found)
			f.Period, f.Indicator = "2024-6T", "QC39"
			must(t)(IndicatorValues(t.Context(), w.asked(), f))
		case "changes":
			w.tie(name)
			w.ordered(found)
			for _, q := range []Question{{Ask: ChangedSince}, {Ask: ReportsChangedSince}} {
				must(t)(q.Ask(t.Context(), w.asked(), f))
			}
		case "merger":
			w.tie(name)
			w.ordered(found)
			f.Period = "2025-N"
			must(t)(Amalgamated(t.Context(), w.asked(), f))
		}
		w.tellSubmissions(f)
	}
	names, err := fs.Glob(sqlFiles, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		switch most, asked := found.rows[name]; {
		case !asked:
			t.Errorf("%s was not asked", name)
		case most < 2 && single[name] == "":
			t.Errorf("%s had one row at most: its order was not held", name)
		case most > 1 && single[name] != "":
			t.Errorf("%s had %d rows, not one", name, most)
		}
		if found.faults[name] != "" {
			t.Errorf("%s: %s", name, found.faults[name])
		}
	}
}

// tellSubmissions asks all that is told of the submissions that have most to tell.
func (w *world) tellSubmissions(f Filter) {
	w.Helper()
	rows, err := w.db.Query(`select distinct max_by(submission_id, n) from (
		select 'cell' as of, submission_id, count(*) as n from cell group by all
		union all select 'fact', submission_id, count(*) from fact group by all
		union all select 'problem', submission_id, count(*) from problem group by all
		union all select 'file', submission_id, count(*) from submission_file group by all
		union all select 'version', max(submission_id), count(*) from submission_reading group by unit_id, period_id
		) as counted group by of order by 1`)
	if err != nil {
		w.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			w.Fatal(err)
		}
		ctx, db := context.Background(), w.asked()
		if _, err := SubmissionHead(ctx, db, f.Scope, id); err != nil {
			w.Fatal(err)
		}
		for _, ask := range []func(context.Context, DB, Scope, int64) (*Table, error){
			SubmissionVersions, SubmissionFiles, SubmissionFacts, SubmissionProblems,
		} {
			must(w)(ask(ctx, db, f.Scope, id))
		}
		sheets := must(w)(SubmissionSheets(ctx, db, f.Scope, id))
		for i := range sheets.Rows {
			file := int(sheets.Value(i, "file_no").(int64))
			cells := must(w)(SubmissionCells(ctx, db, f.Scope, id, file, word(sheets.Value(i, "sheet"))))
			must(w)(AroundCell(ctx, db, f.Scope, id, file, int(cells.Value(0, "cell_no").(int64))))
		}
	}
	if _, err := SubmissionFacts(context.Background(), w.asked(), f.Scope, -1); !errors.Is(err, data.ErrNotFound) {
		w.Errorf("a sending that never came: %v, want ErrNotFound", err)
	}
	if err := rows.Err(); err != nil {
		w.Fatal(err)
	}
}
