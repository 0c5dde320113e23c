package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// An orderedDB holds the order of every answer that it gives: rows that differ
// must not stand in the order that the database happened to find them. Each
// question is asked twice more, its ties settled by its columns from small to
// large and from large to small: where the two differ, its own order leaves a tie.
type orderedDB struct {
	DB
	mu     sync.Mutex
	made   map[string]answered // by the table that holds its answer
	rows   map[string]int      // by question: the most rows that one answer had
	faults map[string]string   // by question
}

type answered struct {
	text string
	args []any
}

var (
	worksOut = regexp.MustCompile(`^create table (mart\.m\d+) as\n`)
	looksUp  = regexp.MustCompile(`^select \* from (mart\.m\d+)$`)
)

// QueryContext asks the database, and holds the order where the query is a
// question or fetches the answer to one.
func (o *orderedDB) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if m := worksOut.FindStringSubmatch(query); m != nil {
		o.made[m[1]] = answered{query[len(m[0]):], args}
		return o.DB.QueryContext(ctx, query, args...)
	}
	q := answered{query, args}
	if m := looksUp.FindStringSubmatch(query); m != nil {
		q = o.made[m[1]]
		delete(o.made, m[1]) // its order is held once
	}
	if name := questionOf(q.text); name != "" {
		if err := o.hold(ctx, name, q); err != nil {
			return nil, err
		}
	}
	return o.DB.QueryContext(ctx, query, args...)
}

func (o *orderedDB) hold(ctx context.Context, name string, q answered) error {
	columns, rows, err := o.answer(ctx, q, q.text)
	if err != nil {
		return fmt.Errorf("order of %s: %w", name, err)
	}
	o.rows[name] = max(o.rows[name], len(rows))
	if len(rows) < 2 || o.faults[name] != "" {
		return nil
	}
	if !ordered(q.text) {
		o.faults[name] = fmt.Sprintf("%d rows in no order", len(rows))
		return nil
	}
	var up, down strings.Builder
	for i, c := range columns {
		if c != "_sources" {
			fmt.Fprintf(&up, ", %d asc nulls last", i+1)
			fmt.Fprintf(&down, ", %d desc nulls first", i+1)
		}
	}
	_, rising, err := o.answer(ctx, q, q.text+up.String())
	if err != nil {
		return fmt.Errorf("order of %s: %w", name, err)
	}
	_, falling, err := o.answer(ctx, q, q.text+down.String())
	if err != nil {
		return fmt.Errorf("order of %s: %w", name, err)
	}
	for i := range rising {
		if rising[i] != falling[i] {
			o.faults[name] = fmt.Sprintf("of %d rows, row %d may be either\n\t%s\nor\t%s", len(rows), i+1, rising[i], falling[i])
			return nil
		}
	}
	return nil
}

// answer gives the columns and the rows of a question, each row as text. Which of
// the rows of a report is the one that counts it among the sources (_sources) is
// left out: only their sum is shown.
func (o *orderedDB) answer(ctx context.Context, q answered, text string) (columns, list []string, err error) {
	rows, err := o.DB.QueryContext(ctx, text, q.args...)
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
func questionOf(text string) (name string) {
	all, _ := parsed()
	for at, s := range all {
		own := s.body
		if m := ownWith.FindStringIndex(own); m != nil {
			own = own[m[1]:]
		}
		if strings.HasSuffix(at, ".sql") && strings.HasSuffix(text, own) {
			return at
		}
	}
	return ""
}

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
	"submission.sql":        "one sending",
	"submission_sender.sql": "the sender of one sending",
	"comparison_levels.sql": "the policy of one period",
	"completion_totals.sql": "the totals of one period",
	"timeliness_rates.sql":  "the rates of one period",
	"bulk_arrival.sql":      "the arrivals of one period",
	"dhis2_compare.sql":     "the rates of one year",
}

// tiedWorlds are the worlds of everyWorld and two more, in which as much as can
// be is the same: names of units, places in a plan, cells that two things stand in.
func tiedWorlds(t *testing.T) map[string]*world {
	worlds := everyWorld(t)
	worlds["changes"], worlds["merger"] = changedWorld(t), mergerWorld(t)
	for name, w := range worlds {
		tie := func(queries ...string) {
			for _, q := range queries {
				insert(t, w.db, q)
			}
		}
		tie(`update unit_version set name = 'Tân', sort_key = 'tan'`, `update plan_task set ordinal = 1`, `update task_target set ordinal = 1`,
			`insert into fact select submission_id, file_no, cell_no, indicator, part, value, unit, printed || ',0' from fact`)
		switch name {
		case "reports":
			w.unit("ap-hai", "ap", "Hai", "xa-an", "2003-01-01", "2025-07-01")
			w.accepted("ap-hai", "2024-6T", "2024-05-08", "2024-05-09")
		case "tasks":
			tie(`insert into task_status_ap select submission_id, file_no, cell_no, label, ap || 'a', target, actual, status from task_status_ap`,
				`insert into task_status_ap select submission_id, file_no, cell_no, '2', ap, target, actual, status from task_status_ap`,
				`insert into task_status select submission_id, file_no, cell_no, label, status, progress, target, actual + 1, note from task_status`)
		case "figures":
			tie(`insert into fact select submission_id, file_no, cell_no, indicator, part, value + 1, unit, printed from fact where indicator = 'QC39'`)
		case "findings":
			tie(`insert into problem select submission_id, file_no, cell_no, code, level, text, '{"what":"y"}' from problem`,
				`insert into problem select submission_id, file_no, cell_no, code, level, text || '!', args from problem`,
				`insert into explanation select submission_id, 1, file_no, text, 'đúng' from problem`,
				`insert into explanation select submission_id, 2, file_no, text, 'vẫn đúng' from problem`,
				`insert into task_status select r.submission_id, 1, 60, 'x', 'hoan_thanh', null, null, null, '' from submission_reading r where r.unit_id = 'xa-7'`)
		case "changes":
			tie(`insert into reread values (902, '4', 'console', date '2024-05-17')`,
				`insert into reread_change select 902, submission_id, file_no, what, place, '7', '1' from reread_change`,
				`insert into unit_change select 903, imported_on, table_name, unit_id, to_unit, valid_on, field, '1100', '1200' from unit_change`,
				`insert into policy select policy_id || '-hai', kind, valid_from, valid_to, body, document, approved_by from policy`)
		}
	}
	return worlds
}

// No question lists its rows in another order when it is asked again: over every
// question, the evidence of its numbers and all that is told of a submission.
func TestEveryOrderIsTotal(t *testing.T) {
	t.Parallel()
	o := &orderedDB{made: map[string]answered{}, rows: map[string]int{}, faults: map[string]string{}}
	town := ScopeOf("tx-tan-chau", "tinh-an-giang-2025").Answering()
	for name, w := range tiedWorlds(t) {
		m := w.marts(changesOf(w.db).Load)
		o.DB, m.DB = w.db, o
		f := Filter{Scope: town, AsOf: day(t, "2025-11-01"), Since: day(t, "2024-05-10")}
		everySubmission(t, m, f)
		for _, q := range Questions() {
			if q.About == AboutSince {
				must(t)(q.Ask(t.Context(), m, f)) // of all periods
			}
		}
		for _, f.Period = range strings.Fields(periodsOf[name]) {
			tables, err := everyQuestion(t.Context(), m, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range oneOfEachKind(t, tables) {
				must(t)(EvidenceOf(t.Context(), m, f, e))
			}
		}
	}
	names, err := fs.Glob(sqlFiles, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		switch most, asked := o.rows[name]; {
		case !asked:
			t.Errorf("%s was not asked", name)
		case most < 2 && single[name] == "":
			t.Errorf("%s had one row at most: its order was not held", name)
		case most > 1 && single[name] != "":
			t.Errorf("%s had %d rows, not one", name, most)
		}
		if o.faults[name] != "" {
			t.Errorf("%s: %s", name, o.faults[name])
		}
	}
}

// oneOfEachKind are the evidences of all units, figures and tasks, one of each
// kind that a column names.
func oneOfEachKind(t *testing.T, tables []checkedTable) (list []url.Values) {
	t.Helper()
	seen := map[string]bool{}
	for _, table := range tables {
		for _, row := range table.Rows {
			for col, e := range row.Evidence {
				if e == "" {
					continue
				}
				e, _ = widened(e)
				q, err := url.ParseQuery(string(e))
				if err != nil {
					t.Fatal(err)
				}
				kind := strings.Join([]string{table.Name, table.Columns[col].Key, q.Get("kind"), q.Get("what"), q.Get("only")}, " ")
				if !seen[kind] && !seen[string(e)] {
					seen[kind], seen[string(e)] = true, true
					list = append(list, q)
				}
			}
		}
	}
	return list
}

// everySubmission asks all that is told of each submission.
func everySubmission(t *testing.T, db DB, f Filter) {
	t.Helper()
	sent := must(t)(SubmissionList(t.Context(), db, f))
	for i := range sent.Rows {
		id := sent.Value(i, "submission").(int64)
		if _, err := SubmissionHead(t.Context(), db, f.Scope, id); err != nil {
			t.Fatal(err)
		}
		for _, ask := range []func(context.Context, DB, Scope, int64) (*Table, error){
			SubmissionVersions, SubmissionFiles, SubmissionFacts, SubmissionProblems,
		} {
			must(t)(ask(t.Context(), db, f.Scope, id))
		}
		sheets := must(t)(SubmissionSheets(t.Context(), db, f.Scope, id))
		for j := range sheets.Rows {
			cells := must(t)(SubmissionCells(t.Context(), db, f.Scope, id, int(sheets.Value(j, "file_no").(int64)), word(sheets.Value(j, "sheet"))))
			if len(cells.Rows) > 0 {
				must(t)(AroundCell(t.Context(), db, f.Scope, id, int(sheets.Value(j, "file_no").(int64)), int(cells.Value(0, "cell_no").(int64))))
			}
		}
	}
}
