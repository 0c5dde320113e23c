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
// ".sql" is a question's own file, which reads the steps.
func statement(steps ...string) (string, error) {
	var ctes []string
	for i, name := range steps {
		file := "steps/" + name + ".sql"
		last := i == len(steps)-1
		if strings.HasSuffix(name, ".sql") {
			file = name
		}
		b, err := sqlFiles.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("step %s: %w", name, err)
		}
		body := strings.TrimRight(strings.TrimSpace(string(b)), ";")
		if last {
			if len(ctes) == 0 {
				return body, nil
			}
			return "with " + strings.Join(ctes, ",\n") + "\n" + body, nil
		}
		ctes = append(ctes, name+" as (\n"+body+"\n)")
	}
	return "", fmt.Errorf("no steps")
}

var paramName = regexp.MustCompile(`\$([a-z_]+)`)

// ask runs steps with the parameters that they name; each must be in params.
func ask(ctx context.Context, db DB, params map[string]any, steps ...string) (*sql.Rows, error) {
	text, err := statement(steps...)
	if err != nil {
		return nil, err
	}
	var args []any
	seen := map[string]bool{}
	for _, m := range paramName.FindAllStringSubmatch(text, -1) {
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
