package data

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// CheckReport is what Check found: how much it looked at and every fault.
type CheckReport struct {
	Lines, Files, Readings, Cells, Facts int
	Faults                               []string
}

// Check holds the folder against itself: the ledger's chain (walked again from
// disk), every original and stored reading against its hash, every row against
// the reading it came from, and every fact against its cell.
func (s *Store) Check(ctx context.Context) (*CheckReport, error) {
	s.write.Lock()
	defer s.write.Unlock()
	r := &CheckReport{}
	fault := func(format string, args ...any) { r.Faults = append(r.Faults, fmt.Sprintf(format, args...)) }
	cells := map[int64]int{}
	l, err := openLedger(filepath.Join(s.o.Dir, "ledger.jsonl"), func(l Line) error {
		r.Lines++
		e, err := decodeEvent(l)
		if err != nil {
			return err
		}
		switch e := e.(type) {
		case *SubmissionReceived:
			for _, f := range e.Files {
				r.Files++
				if err := s.originals.verify(f.SHA256); err != nil {
					fault("biên nhận %d: bản gốc “%s”: %v", l.Seq, f.Name, err)
				}
			}
			if e.Container != nil {
				if err := s.originals.verify(e.Container.SHA256); err != nil {
					fault("biên nhận %d: tệp nén “%s”: %v", l.Seq, e.Container.Name, err)
				}
			}
			if e.RegisterSHA256 != "" {
				if err := s.originals.verify(e.RegisterSHA256); err != nil {
					fault("biên nhận %d: sổ tiếp nhận: %v", l.Seq, err)
				}
			}
		case *UnitsImported:
			for _, f := range e.Files {
				r.Files++
				if err := s.originals.verify(f.SHA256); err != nil {
					fault("dòng nhật ký %d: danh mục đơn vị “%s”: %v", l.Seq, f.Name, err)
				}
			}
			r.Readings++
			if err := s.readings.verify(e.List); err != nil {
				fault("dòng nhật ký %d: danh mục đơn vị: %v", l.Seq, err)
			}
		case *PastFiguresLoaded:
			r.Files++
			if err := s.originals.verify(e.File.SHA256); err != nil {
				fault("bảng số liệu các kỳ trước ở dòng %d: tệp “%s”: %v", l.Seq, e.File.Name, err)
			} else if err := s.countPast(l.Seq, e, cells); err != nil {
				fault("bảng số liệu các kỳ trước ở dòng %d: %v", l.Seq, err)
			}
		case *SubmissionRead:
			cells[e.Submission] = 0 // an earlier reading's cells are gone
			for _, hash := range e.Readings {
				r.Readings++
				if err := s.readings.verify(hash); err != nil {
					fault("biên nhận %d: kết quả đọc: %v", e.Submission, err)
					continue
				}
				reading, err := s.Reading(hash)
				if err != nil {
					fault("biên nhận %d: kết quả đọc: %v", e.Submission, err)
					continue
				}
				cells[e.Submission] += len(reading.Cells)
			}
		}
		return nil
	}, func(b []byte) error {
		return fmt.Errorf("%w: the ledger's last line is half written", ErrCorrupt)
	})
	if err != nil {
		fault("nhật ký: %v", err)
	} else {
		l.close()
	}
	if err := s.checkRows(ctx, r, cells, fault); err != nil {
		return nil, err
	}
	return r, nil
}

// countPast counts the cells of every report of a table of past figures.
func (s *Store) countPast(seq int64, e *PastFiguresLoaded, cells map[int64]int) error {
	in, err := s.originals.open(e.File.SHA256)
	if err != nil {
		return err
	}
	defer in.Close()
	row := 0
	return (&pastTable{catalogue: s.Catalogue()}).read(in, func(r *pastReport) error {
		row++
		cells[PastSubmission(seq, row)] = len(r.cells)
		return nil
	})
}

// checkRows compares DuckDB's rows with the ledger and with each other.
func (s *Store) checkRows(ctx context.Context, r *CheckReport, cells map[int64]int, fault func(string, ...any)) error {
	var seq int64
	if err := s.one(ctx, &seq, "select seq from applied"); err != nil {
		return err
	}
	if seq != s.ledger.seq {
		fault("DuckDB có đến dòng %d, nhật ký có %d dòng; chạy “danbiet rebuild”", seq, s.ledger.seq)
	}
	rows, err := s.query(ctx, "select submission_id, count(*) from cell group by submission_id order by submission_id")
	if err != nil {
		return err
	}
	defer rows.Close()
	stored := map[int64]int{}
	for rows.Next() {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return err
		}
		stored[id] = n
		r.Cells += n
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for id, want := range cells {
		if stored[id] != want {
			fault("biên nhận %d: DuckDB có %d ô, kết quả đọc có %d ô; chạy “danbiet rebuild”", id, stored[id], want)
		}
	}
	var twice int
	if err := s.one(ctx, &twice, `select count(*) from (
		select 1 from fact group by submission_id, indicator, part having count(*) > 1)`); err != nil {
		return err
	}
	if twice > 0 {
		fault("%d chỉ tiêu có hai số trong một lần nộp", twice)
	}
	for _, table := range []string{"fact", "plan_task", "plan_duty", "task_target", "task_status", "task_status_ap", "task_link", "task_milestone"} {
		var n, lost int
		// The table's name comes from the list above.
		err := s.one(ctx, &n, "select count(*) from "+table)
		if err == nil {
			err = s.one(ctx, &lost, `select count(*) from `+table+` f
				where not exists (select 1 from cell c where c.submission_id = f.submission_id and c.file_no = f.file_no and c.cell_no = f.cell_no)`)
		}
		if err != nil {
			return err
		}
		r.Facts += n
		if lost > 0 {
			fault("%d dòng của bảng %s không có ô gốc", lost, table)
		}
	}
	return nil
}

func (s *Store) one(ctx context.Context, dest any, query string) error {
	rows, err := s.query(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(dest); err != nil {
			return err
		}
	}
	return rows.Err()
}

// LedgerLines reads the ledger's lines about one thing ("submission/17"), all
// lines when about is "".
func (s *Store) LedgerLines(about string) ([]Line, error) {
	f, err := os.Open(filepath.Join(s.o.Dir, "ledger.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var lines []Line
	l := &ledger{file: f}
	err = l.walk(func(line Line) error {
		if about == "" || line.About == about {
			lines = append(lines, line)
		}
		return nil
	}, func([]byte) error { return io.EOF })
	if err == io.EOF { // a line being written while this reads: not yet there
		err = nil
	}
	return lines, err
}
