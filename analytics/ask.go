package analytics

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"regexp"
	"strings"
)

// Every step of the method is one select in steps/NAME.sql. It reads relations
// by name (tables of data, or the steps before it) and is itself the relation
// NAME to the steps after it. A question strings steps together; a worked case
// fills a step's input relations by hand and runs that same step.
//
//go:embed steps/*.sql *.sql
var sqlFiles embed.FS

// statement strings steps into one SQL statement whose result is the last of
// them: with a as (…), b as (…) select * from b. A last name that ends in
// ".sql" is a question's own file, which reads the steps. Where the last one
// begins with a "with" of its own, its CTEs follow the steps in the same list:
// DuckDB takes no second "with" there, not even in brackets.
func statement(steps ...string) (string, error) {
	var ctes []string
	for i, name := range steps {
		file := "steps/" + name + ".sql"
		if strings.HasSuffix(name, ".sql") {
			file = name
		}
		b, err := sqlFiles.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("step %s: %w", name, err)
		}
		body := strings.TrimRight(strings.TrimSpace(string(b)), ";")
		if i < len(steps)-1 {
			ctes = append(ctes, name+" as (\n"+body+"\n)")
			continue
		}
		if len(ctes) == 0 {
			return body, nil
		}
		list := strings.Join(ctes, ",\n")
		if m := ownWith.FindStringSubmatch(body); m != nil {
			return m[1] + "with " + m[2] + list + ",\n" + body[len(m[0]):], nil
		}
		return "with " + list + "\n" + body, nil
	}
	return "", fmt.Errorf("no steps")
}

// ownWith is the head of a select that brings CTEs of its own: its comments,
// and whether they are recursive.
var ownWith = regexp.MustCompile(`^((?:\s*--[^\n]*\n)*)\s*with\s+(recursive\s+)?`)

var (
	paramName  = regexp.MustCompile(`\$([a-z_]+)`)
	sqlComment = regexp.MustCompile(`--[^\n]*`)
)

// ask runs steps with the parameters that they name; each must be in params.
// A parameter that only a comment names is none.
func ask(ctx context.Context, db DB, params map[string]any, steps ...string) (*sql.Rows, error) {
	text, err := statement(steps...)
	if err != nil {
		return nil, err
	}
	var args []any
	seen := map[string]bool{}
	for _, m := range paramName.FindAllStringSubmatch(sqlComment.ReplaceAllString(text, ""), -1) {
		if name := m[1]; !seen[name] {
			seen[name] = true
			v, ok := params[name]
			if !ok {
				return nil, fmt.Errorf("step %s: no value for $%s", steps[len(steps)-1], name)
			}
			args = append(args, sql.Named(name, v))
		}
	}
	rows, err := db.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", steps[len(steps)-1], err)
	}
	return rows, nil
}
