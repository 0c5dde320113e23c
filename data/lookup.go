package data

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Receipt is what a clerk is told: the number, when the office received the
// files, and when danbiet wrote it down.
type Receipt struct {
	Submission int64
	ReceivedAt time.Time
	ClockKnown bool
	RecordedAt time.Time
}

// Receipt finds the receipt of a submission; ErrNotFound when there is none.
func (s *Store) Receipt(ctx context.Context, id int64) (Receipt, error) {
	r := Receipt{Submission: id}
	rows, err := s.QueryContext(ctx, "select received_at, clock_known, recorded_at from submission where submission_id = $1", id)
	if err != nil {
		return r, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return r, err
		}
		return r, fmt.Errorf("%w: submission %d", ErrNotFound, id)
	}
	return r, rows.Scan(&r.ReceivedAt, &r.ClockKnown, &r.RecordedAt)
}

// Unread is a submission that was received and not read yet: a job to do. After
// a crash it is all that stands between a receipt and its reading.
type Unread struct {
	Submission     int64
	Files          []FileInfo
	ReceivedAt     time.Time
	RegisterSHA256 string
	RegisterRow    int
}

// Unread lists the submissions that were received and not read, oldest first.
func (s *Store) Unread(ctx context.Context) ([]Unread, error) {
	const query = `select s.submission_id, s.received_at, coalesce(s.register_sha256, ''), coalesce(s.register_row, 0),
			f.name, f.sha256, f.bytes, f.format
		from submission s join submission_file f on f.submission_id = s.submission_id
		where not exists (select 1 from submission_reading r where r.submission_id = s.submission_id)
		order by s.submission_id, f.file_no`
	var all []Unread
	err := s.each(ctx, query, nil, func(rows *sql.Rows) error {
		var u Unread
		var f FileInfo
		if err := rows.Scan(&u.Submission, &u.ReceivedAt, &u.RegisterSHA256, &u.RegisterRow, &f.Name, &f.SHA256, &f.Bytes, &f.Format); err != nil {
			return err
		}
		if n := len(all); n > 0 && all[n-1].Submission == u.Submission {
			all[n-1].Files = append(all[n-1].Files, f)
			return nil
		}
		u.Files = []FileInfo{f}
		all = append(all, u)
		return nil
	})
	return all, err
}

// ReportedFigures are the figures that units last reported for a period, by unit
// and then by code and part ("QC42", "QC40a"). Refused files do not count.
func (s *Store) ReportedFigures(ctx context.Context, period string) (map[string]map[string]float64, error) {
	const query = `with last_report as (
			select unit_id, max(submission_id) as submission_id from submission_reading
			where period_id = $1 and kind = 'report' and outcome = 'read'
			group by unit_id)
		select l.unit_id, f.indicator || f.part, f.value
		from last_report l join fact f on f.submission_id = l.submission_id
		order by 1, 2, f.file_no, f.cell_no, f.value`
	figures := map[string]map[string]float64{}
	err := s.each(ctx, query, []any{period}, func(rows *sql.Rows) error {
		var unit, code string
		var v float64
		if err := rows.Scan(&unit, &code, &v); err != nil {
			return err
		}
		if figures[unit] == nil {
			figures[unit] = map[string]float64{}
		}
		figures[unit][code] = v
		return nil
	})
	return figures, err
}

// PlannedTask is a task of a unit's plan as last read.
type PlannedTask struct {
	Label, Text string
	Start, Due  Day
	Milestones  string // as StatedTask.MilestoneText
}

// PlannedTasks are the tasks of the plan that a unit last sent for a year, in
// the plan's order.
func (s *Store) PlannedTasks(ctx context.Context, unit string, year int) ([]PlannedTask, error) {
	const query = `select p.label, p.text, p.starts_on, p.due_on, coalesce(m.milestones, '') from plan_task p left join ` + milestoneTexts + ` m
		on m.submission_id = p.submission_id and m.file_no = p.file_no and m.label = p.label
		where p.submission_id = (select max(submission_id) from submission_reading
			where unit_id = $1 and year = $2 and kind = 'plan' and outcome = 'read')
		order by p.file_no, p.ordinal`
	var tasks []PlannedTask
	err := s.each(ctx, query, []any{unit, year}, func(rows *sql.Rows) error {
		var t PlannedTask
		if err := rows.Scan(&t.Label, &t.Text, &t.Start, &t.Due, &t.Milestones); err != nil {
			return err
		}
		tasks = append(tasks, t)
		return nil
	})
	return tasks, err
}

// milestoneTexts are the milestones of each task as a form has them.
const milestoneTexts = `(select submission_id, file_no, label,
		string_agg(strftime(due_on, '%d/%m/%Y') || ': ' || replace(format('{:g}', round(100 * share, 4)), '.', ',') || '%', '; ' order by due_on) as milestones
	from task_milestone group by submission_id, file_no, label)`

// StatedTask is a task as a unit's last report of a year set it out: how it is
// measured, and which task of the superior plan it carries out.
type StatedTask struct {
	TaskTarget
	TownLabel, Coverage string // "" when the report links it to none
	MilestoneText       string // as a form has them: "30/06/2024: 40%; 31/12/2024: 60%"
}

// StatedTasks are the tasks of the last report that a unit sent for a year, in
// the report's order; empty when it has sent none.
func (s *Store) StatedTasks(ctx context.Context, unit string, year int) ([]StatedTask, error) {
	const query = `select t.label, t.text, t.type, t.unit, t.target, t.lo, t.hi, t.weight, t.starts_on, t.due_on, t.responsible,
			coalesce(l.town_label, ''), coalesce(l.coverage, ''), coalesce(m.milestones, '')
		from task_target t left join task_link l on l.submission_id = t.submission_id and l.label = t.label
		left join ` + milestoneTexts + ` m on m.submission_id = t.submission_id and m.file_no = t.file_no and m.label = t.label
		where t.submission_id = (select max(submission_id) from submission_reading
			where unit_id = $1 and year = $2 and kind = 'report' and outcome = 'read')
		order by t.file_no, t.ordinal, l.town_label`
	var tasks []StatedTask
	err := s.each(ctx, query, []any{unit, year}, func(rows *sql.Rows) error {
		var t StatedTask
		if err := rows.Scan(&t.Label, &t.Text, &t.Type, &t.Unit, &t.Target, &t.Lo, &t.Hi, &t.Weight, &t.Start, &t.Due, &t.Responsible, &t.TownLabel, &t.Coverage, &t.MilestoneText); err != nil {
			return err
		}
		if n := len(tasks); n > 0 && tasks[n-1].Label == t.Label {
			return nil // a task linked to two: the form has room for one
		}
		tasks = append(tasks, t)
		return nil
	})
	return tasks, err
}

func (s *Store) each(ctx context.Context, query string, args []any, row func(*sql.Rows) error) error {
	rows, err := s.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
