package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Sending is one submission as its receipt and its last reading have it.
type Sending struct {
	Submission     int64
	ReceivedAt     time.Time
	ClockKnown     bool
	RecordedAt     time.Time
	Actor          string
	RegisterSHA256 string
	RegisterRow    int
	Sender         string // "" when not known
	ByPage         bool
	Container      Container // zero when the files came as they are
	Files          []FileInfo

	// Of the last reading; Outcome is "" when there is none yet.
	Outcome  Outcome
	Document DocumentKind
	UnitID   string
	PeriodID string
	Year     int
	Number   string
	Reader   string
	ReadSeq  int64    // ledger line of the reading
	Readings []string // hash of each file's reading, in file order

	Confirmed bool
	Withdrawn bool
}

// Sending finds a submission; ErrNotFound when there is none.
func (s *Store) Sending(ctx context.Context, id int64) (*Sending, error) {
	all, err := s.sendings(ctx, "s.submission_id = $1", id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: submission %d", ErrNotFound, id)
	}
	return all[0], nil
}

// CountingSendings are the submissions of one unit that were read and not
// returned, of a report period or, when period is "", the plans of a year, in
// the order in which they were received: the last one is the current version.
func (s *Store) CountingSendings(ctx context.Context, unit, period string, year int) ([]*Sending, error) {
	const returned = `(select arg_max(v.decision, v.seq) from review v where v.submission_id = s.submission_id)`
	if period != "" {
		return s.sendings(ctx, "r.outcome = 'read' and r.kind = 'report' and r.unit_id = $1 and r.period_id = $2 and "+returned+" is distinct from 'returned'", unit, period)
	}
	return s.sendings(ctx, "r.outcome = 'read' and r.kind = 'plan' and r.unit_id = $1 and r.year = $2 and "+returned+" is distinct from 'returned'", unit, year)
}

// CurrentContents are the contents of the versions that count now, by
// VersionKey: of each report and plan the last one received that was read and
// not returned.
func (s *Store) CurrentContents(ctx context.Context) (map[string]CurrentContent, error) {
	const query = `with decided as (
			select submission_id, arg_max(decision, seq) as decision from review group by submission_id)
		select r.kind, r.unit_id, coalesce(r.period_id, ''), coalesce(r.year, 0), r.submission_id, coalesce(c.content, '')
		from submission_reading r
		join submission s on s.submission_id = r.submission_id
		left join decided d on d.submission_id = r.submission_id
		left join submission_content c on c.submission_id = r.submission_id
		where r.outcome = 'read' and r.unit_id is not null and d.decision is distinct from 'returned'
		order by s.received_at, s.submission_id`
	current := map[string]CurrentContent{}
	err := s.each(ctx, query, nil, func(rows *sql.Rows) error {
		var kind DocumentKind
		var unit, period string
		var year int
		var c CurrentContent
		if err := rows.Scan(&kind, &unit, &period, &year, &c.Submission, &c.Content); err != nil {
			return err
		}
		current[VersionKey(kind, unit, period, year)] = c
		return nil
	})
	return current, err
}

// CurrentContent is what the version that counts says, "" when that is not
// known.
type CurrentContent struct {
	Submission int64
	Content    string
}

// VersionKey is the same for the versions of one report of a unit for a period,
// or of one plan of a unit for a year.
func VersionKey(kind DocumentKind, unit, period string, year int) string {
	if kind == KindPlan {
		period = strconv.Itoa(year)
	}
	return string(kind) + "/" + unit + "/" + period
}

// OpenSendings are the submissions that wait for a person, oldest first.
func (s *Store) OpenSendings(ctx context.Context) ([]*Sending, error) {
	return s.sendings(ctx, "r.outcome = 'waiting' and w.submission_id is null")
}

// Readable are the numbers of all submissions that have a stored reading and were
// not withdrawn, in order. Reports out of tables of past figures have none.
func (s *Store) Readable(ctx context.Context) ([]int64, error) {
	var ids []int64
	const query = `select submission_id from submission_reading
		where reading <> '' and submission_id not in (select submission_id from withdrawal) order by 1`
	err := s.each(ctx, query, nil, func(rows *sql.Rows) error {
		ids = append(ids, 0)
		return rows.Scan(&ids[len(ids)-1])
	})
	return ids, err
}

// sendings asks for submissions by a condition of this file's own.
func (s *Store) sendings(ctx context.Context, where string, args ...any) ([]*Sending, error) {
	query := `select s.submission_id, s.received_at, s.clock_known, s.recorded_at, s.actor,
			coalesce(s.register_sha256, ''), coalesce(s.register_row, 0),
			coalesce(o.sender, ''), coalesce(o.by_page, false), coalesce(o.container, ''), coalesce(o.container_sha256, ''),
			coalesce(r.outcome, ''), coalesce(r.kind, ''), coalesce(r.unit_id, ''), coalesce(r.period_id, ''),
			coalesce(r.year, 0), coalesce(r.number, ''), coalesce(r.reader, ''), coalesce(r.seq, 0),
			exists (select 1 from confirmation c where c.submission_id = s.submission_id),
			w.submission_id is not null,
			f.name, f.sha256, f.bytes, f.format, coalesce(fr.reading, '')
		from submission s
		join submission_file f on f.submission_id = s.submission_id
		left join submission_origin o on o.submission_id = s.submission_id
		left join submission_reading r on r.submission_id = s.submission_id
		left join file_reading fr on fr.submission_id = s.submission_id and fr.file_no = f.file_no
		left join withdrawal w on w.submission_id = s.submission_id
		where ` + where + `
		order by s.received_at, s.submission_id, f.file_no`
	var all []*Sending
	err := s.each(ctx, query, args, func(rows *sql.Rows) error {
		x := &Sending{}
		var f FileInfo
		var reading string
		err := rows.Scan(&x.Submission, &x.ReceivedAt, &x.ClockKnown, &x.RecordedAt, &x.Actor, &x.RegisterSHA256, &x.RegisterRow,
			&x.Sender, &x.ByPage, &x.Container.Name, &x.Container.SHA256,
			&x.Outcome, &x.Document, &x.UnitID, &x.PeriodID, &x.Year, &x.Number, &x.Reader, &x.ReadSeq, &x.Confirmed, &x.Withdrawn,
			&f.Name, &f.SHA256, &f.Bytes, &f.Format, &reading)
		if err != nil {
			return err
		}
		if n := len(all); n > 0 && all[n-1].Submission == x.Submission {
			x = all[n-1]
		} else {
			all = append(all, x)
		}
		x.Files = append(x.Files, f)
		if reading != "" {
			x.Readings = append(x.Readings, reading)
		}
		return nil
	})
	return all, err
}

// Answers are what stands answered of a submission: the last answer to each
// question.
func (s *Store) Answers(ctx context.Context, submission int64) ([]Answer, error) {
	const query = `select file_no, question, arg_max(got, seq), arg_max(value, seq) from answer
		where submission_id = $1 group by file_no, question order by 1, 2`
	var all []Answer
	err := s.each(ctx, query, []any{submission}, func(rows *sql.Rows) error {
		all = append(all, Answer{})
		a := &all[len(all)-1]
		return rows.Scan(&a.FileNo, &a.Key, &a.Got, &a.Value)
	})
	return all, err
}

// Corrections are what stands corrected in a submission: the last correction of
// each place and figure, with what the file has there.
func (s *Store) Corrections(ctx context.Context, submission int64) ([]FileCorrection, error) {
	const query = `select file_no, arg_max(place_json, seq), code, part, arg_min(was, seq), arg_max(value, seq) from correction
		where submission_id = $1 group by file_no, place, code, part order by file_no, min(seq), place, code, part`
	var all []FileCorrection
	err := s.each(ctx, query, []any{submission}, func(rows *sql.Rows) error {
		all = append(all, FileCorrection{})
		c := &all[len(all)-1]
		var at string
		if err := rows.Scan(&c.FileNo, &at, &c.Code, &c.Part, &c.Was, &c.Value); err != nil {
			return err
		}
		return json.Unmarshal([]byte(at), &c.At)
	})
	return all, err
}

// Aliases are what stands learned of one sender's words: the last meaning of
// each.
func (s *Store) Aliases(ctx context.Context, sender string) ([]Alias, error) {
	const query = `select sender, kind, text, arg_max(means, seq) from alias
		where sender = $1 group by sender, kind, text order by kind, text`
	var all []Alias
	err := s.each(ctx, query, []any{sender}, func(rows *sql.Rows) error {
		all = append(all, Alias{})
		a := &all[len(all)-1]
		return rows.Scan(&a.Sender, &a.Kind, &a.Text, &a.Means)
	})
	return all, err
}
