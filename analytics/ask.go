package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Every step of the method is one select in steps/NAME.sql. It reads relations
// by name (tables of data, or the steps before it) and is itself the relation
// NAME to the steps after it. A question strings steps together; a worked case
// fills a step's input relations by hand and runs that same step.
//
//go:embed steps/*.sql *.sql
var sqlFiles embed.FS

// sqlStep is one step or question: its select, what it may read, and the
// parameters that it names.
type sqlStep struct {
	body   string
	reads  []string // the relations that it reads, its own CTEs apart, once, in order
	params []string
}

var (
	sqlParam = regexp.MustCompile(`\$([a-z_][a-z0-9_]*)`)
	// What "is distinct from x" and "from f(x)" name is no relation.
	sqlReads   = regexp.MustCompile(`(?:\bdistinct\s+from|\b(?:from|join)\s+([a-z_][a-z0-9_]*)(\(?))`)
	sqlComment = regexp.MustCompile(`--[^\n]*`)
	sqlCTE     = regexp.MustCompile(`([a-z_][a-z0-9_]*)(?:\s*\([a-z0-9_, ]*\))?\s+as\s+(?:materialized\s+)?\(\s*(?:select|values)\b`)
	// ownWith is the head of a select that brings CTEs of its own: its comments,
	// and whether they are recursive.
	ownWith = regexp.MustCompile(`^((?:\s*--[^\n]*\n)*)\s*with\s+(recursive\s+)?`)
)

// parsed holds every step of the program, read once.
var parsed = sync.OnceValues(func() (map[string]sqlStep, error) {
	all := map[string]sqlStep{}
	err := fs.WalkDir(sqlFiles, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := sqlFiles.ReadFile(path)
		if err != nil {
			return err
		}
		s := sqlStep{body: strings.TrimRight(strings.TrimSpace(string(b)), ";")}
		text := sqlComment.ReplaceAllString(s.body, "")
		own := named(sqlCTE, text)
		s.params = named(sqlParam, text)
		for _, read := range sqlReads.FindAllStringSubmatch(text, -1) {
			if name, call := read[1], read[2] != ""; name != "" && !call && !slices.Contains(own, name) && !slices.Contains(s.reads, name) {
				s.reads = append(s.reads, name)
			}
		}
		name := path
		if inSteps, ok := strings.CutPrefix(path, "steps/"); ok {
			name = strings.TrimSuffix(inSteps, ".sql")
		}
		all[name] = s
		return nil
	})
	return all, err
})

// named are the names that a pattern finds in a text, each once, in order.
func named(pattern *regexp.Regexp, text string) (names []string) {
	for _, found := range pattern.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, found[1]) {
			names = append(names, found[1])
		}
	}
	return names
}

// step finds a step by its name, a question's own file by its name with ".sql".
func step(name string) (sqlStep, error) {
	all, err := parsed()
	if err != nil {
		return sqlStep{}, err
	}
	s, ok := all[name]
	if !ok {
		return sqlStep{}, fmt.Errorf("no step %s", name)
	}
	return s, nil
}

// args are the values of the parameters that a step names; each must be there.
func (s sqlStep) args(name string, params map[string]any) ([]any, error) {
	args := make([]any, len(s.params))
	for i, p := range s.params {
		v, ok := params[p]
		if !ok {
			return nil, fmt.Errorf("step %s: no value for $%s", name, p)
		}
		args[i] = sql.Named(p, v)
	}
	return args, nil
}

// with puts CTEs before the step's own.
func (s sqlStep) with(ctes []string) string {
	if len(ctes) == 0 {
		return s.body
	}
	list := strings.Join(ctes, ",\n")
	if m := ownWith.FindStringSubmatch(s.body); m != nil {
		// DuckDB takes no second "with" there, not even in brackets.
		return m[1] + "with " + m[2] + list + ",\n" + s.body[len(m[0]):]
	}
	return "with " + list + "\n" + s.body
}

// statement strings steps into one SQL statement whose result is the last of
// them: with a as (…), b as (…) select * from b. A last name that ends in
// ".sql" is a question's own file, which reads the steps.
func statement(steps ...string) (string, error) {
	var ctes []string
	for i, name := range steps {
		s, err := step(name)
		if err != nil {
			return "", err
		}
		if i == len(steps)-1 {
			return s.with(ctes), nil
		}
		ctes = append(ctes, name+" as (\n"+s.body+"\n)")
	}
	return "", fmt.Errorf("no steps")
}

// ask runs steps with the parameters that they name; each must be in params.
// Marts works each step out once; any other DB runs them as one statement.
func ask(ctx context.Context, db DB, params map[string]any, steps ...string) (*sql.Rows, error) {
	if m, ok := db.(*Marts); ok {
		rows, err := m.steps(ctx, params, steps)
		if err != nil {
			return nil, fmt.Errorf("ask %s: %w", steps[len(steps)-1], err)
		}
		return rows, nil
	}
	rows, err := askWhole(ctx, db, params, steps)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", steps[len(steps)-1], err)
	}
	return rows, nil
}

// askWhole runs steps as one statement.
func askWhole(ctx context.Context, db DB, params map[string]any, steps []string) (*sql.Rows, error) {
	text, err := statement(steps...)
	if err != nil {
		return nil, err
	}
	args, err := argsOf(params, steps)
	if err != nil {
		return nil, err
	}
	return db.QueryContext(ctx, text, args...)
}

// askOne is ask for a question about one thing: a few rows, looked up where they
// stand. Only the scope is worked out beforehand; what belongs to one thing alone
// is not worth keeping, and never waits behind questions about a whole country.
func askOne(ctx context.Context, db DB, params map[string]any, steps ...string) (*sql.Rows, error) {
	m, ok := db.(*Marts)
	if !ok {
		return ask(ctx, db, params, steps...)
	}
	rows, err := m.one(ctx, params, steps)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", steps[len(steps)-1], err)
	}
	return rows, nil
}

// argsOf are the values of all parameters that steps name, each once.
func argsOf(params map[string]any, steps []string) ([]any, error) {
	var args []any
	seen := map[string]bool{}
	for _, name := range steps {
		s, err := step(name)
		if err != nil {
			return nil, err
		}
		own, err := s.args(name, params)
		if err != nil {
			return nil, err
		}
		for i, p := range s.params {
			if !seen[p] {
				seen[p] = true
				args = append(args, own[i])
			}
		}
	}
	return args, nil
}
