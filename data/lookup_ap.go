package data

import (
	"context"
	"database/sql"
)

// StatedAp is the share of an ấp in a task, as a unit's last report of a year
// set it out.
type StatedAp struct {
	Label, Ap string // of the task; as the report names it
	Target    *float64
}

// StatedAps are the rows by ấp of the last report that a unit sent for a year,
// in the report's order; empty when it has sent none.
func (s *Store) StatedAps(ctx context.Context, unit string, year int) ([]StatedAp, error) {
	const query = `select a.label, a.ap, a.target
		from task_status_ap a
		where a.submission_id = (select max(submission_id) from submission_reading
			where unit_id = $1 and year = $2 and kind = 'report' and outcome = 'read')
		order by a.file_no, a.cell_no`
	var aps []StatedAp
	err := s.each(ctx, query, []any{unit, year}, func(rows *sql.Rows) error {
		var a StatedAp
		if err := rows.Scan(&a.Label, &a.Ap, &a.Target); err != nil {
			return err
		}
		aps = append(aps, a)
		return nil
	})
	return aps, err
}
