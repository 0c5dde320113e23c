package data

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"
)

const pastTableText = `unit,period,received,decision,reason_kind,decided_on,data_to,QC42,QC40a,task II.1,link II.1
xa-tan-an,2023-6T,2023-05-08T02:30:00Z,accepted,,2023-05-09,2023-05-04,12,3.5,hoan_thanh,full
xa-tan-thanh,2023-6T,2023-05-09,returned,formal,2023-05-10,,0,,,
xa-long-an,2023-6T,2023-05-07,,,,,,7,,
`

func loadPast(t *testing.T, s *Store, text string) (int64, error) {
	t.Helper()
	ctx := context.Background()
	info, err := s.Keep(ctx, "so-lieu-cu.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	seqs, err := s.Record(ctx, "văn thư", &PastFiguresLoaded{File: info, Source: "sổ của văn phòng"})
	if err != nil {
		return 0, err
	}
	return seqs[0], nil
}

// What a table of past figures brings stands as every report stands: receipt,
// reading, decision, figures with their cells; and it is made again from the
// ledger and the file.
func TestPastFiguresStandAsReports(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	seq, err := loadPast(t, s, pastTableText)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	err = s.each(t.Context(), `select r.unit_id, concat_ws(' ', s.received_on, s.clock_known, v.decision, v.reason_kind, r.data_to,
			(select string_agg(f.indicator || f.part || '=' || f.value || '@' || c.place, ',' order by f.cell_no)
				from fact f join cell c using (submission_id, file_no, cell_no) where f.submission_id = r.submission_id),
			(select string_agg(label || ':' || status, ',') from task_status where submission_id = r.submission_id),
			(select string_agg(town_label || ':' || coverage, ',') from task_link where submission_id = r.submission_id))
		from submission_reading r join submission s using (submission_id) left join review v using (submission_id)`,
		nil, func(rows *sql.Rows) error {
			var unit, what string
			err := rows.Scan(&unit, &what)
			got[unit] = what
			return err
		})
	if err != nil {
		t.Fatal(err)
	}
	for unit, want := range map[string]string{
		"xa-tan-an":    "2023-05-08 true accepted 2023-05-04 QC42=12.0@dòng 2!QC42,QC40a=3.5@dòng 2!QC40a II.1:hoan_thanh II.1:full",
		"xa-tan-thanh": "2023-05-09 false returned formal 2023-05-05 QC42=0.0@dòng 3!QC42",
		"xa-long-an":   "2023-05-07 false 2023-05-05 QC40a=7.0@dòng 4!QC40a",
	} {
		if got[unit] != want {
			t.Errorf("%s: got %q, want %q", unit, got[unit], want)
		}
	}
	found, err := s.Check(t.Context())
	if err != nil || len(found.Faults) > 0 {
		t.Fatalf("check: %v, %q", err, found.Faults)
	}
	if ids, err := s.Readable(t.Context()); err != nil || len(ids) > 0 {
		t.Errorf("readable again: %v, %v; want none, no stored reading is behind them", ids, err)
	}
	_, err = s.Record(t.Context(), "khối", &ReviewRecorded{Submission: PastSubmission(seq, 3), DecidedOn: Date(2024, 5, 9), Decision: Accepted})
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("a review of a loaded report: got %v, want %v", err, ErrNotFound)
	}
	before := dump(t, s)
	s.Close()
	s, err = Rebuild(t.Context(), Options{Dir: dir, Now: func() time.Time { return noon.Add(time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if after := dump(t, s); after != before {
		t.Errorf("rebuilt otherwise:\n%s\nwas:\n%s", after, before)
	}
	if _, err := loadPast(t, s, pastTableText); !errors.Is(err, ErrDuplicate) {
		t.Errorf("the same table again: got %v, want %v", err, ErrDuplicate)
	}
}

// A table with faults loads nothing and names all of them.
func TestPastFiguresWithFaultsLoadNothing(t *testing.T) {
	s := openTest(t, t.TempDir())
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a heading of nothing known", "unit,period,received,QC99,task ,unit\n", []string{"cột QC99: neither", "cột unit: this column stands twice"}},
		{"a heading without the period", "unit,received,QC42\n", []string{"cột period: this column is missing"}},
		{"rows", `unit,period,received,decision,reason_kind,decided_on,QC42,task II.1,link II.1
xa-tan-an,2023-6T,2023-05-08,accepted,,2023-05-09,một,hoan_thanh,full
tx-tan-chau,2023-6T,2023-05-08,accepted,,2023-05-09,1,hoan_thanh,full
xa-tan-an,2031-6T,2023-13-08,returned,,2023-05-09,1,xong,một nửa
`, []string{"dòng 2, cột QC42", "dòng 3, cột unit: “tx-tan-chau”", "dòng 4, cột period", "dòng 4, cột received", "dòng 4, cột decision", "dòng 4, cột task II.1", "dòng 4, cột link II.1"}},
		{"a quote that does not end", "unit,period,received,QC42\nxa-tan-an,2023-6T,2023-05-08,\"1\n", []string{"dòng 2: the file is not proper csv"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := loadPast(t, s, c.text)
			if !errors.Is(err, ErrInvalid) {
				t.Fatalf("got %v, want %v", err, ErrInvalid)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not said in: %v", want, err)
				}
			}
			if strings.Contains(dump(t, s), "submission_id") {
				t.Error("rows were written")
			}
		})
	}
}
