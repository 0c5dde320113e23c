package data

import (
	"bytes"
	"context"
	"fmt"
	"strings"
)

// UnitsImported says that a list of units was taken in. The files as they were
// given are among the originals, the list as it was understood among the stored
// readings: a rebuild needs no reader.
type UnitsImported struct {
	Files []FileInfo `json:"files"`
	List  string     `json:"list"` // hash of the stored list
	// Base is the catalogue that the list was compared with; when another one
	// stands by now, the event is ErrConflict.
	Base string `json:"base"`
}

// Kind is "units.imported".
func (*UnitsImported) Kind() string       { return "units.imported" }
func (*UnitsImported) about(int64) string { return "units" }

func (e *UnitsImported) apply(tx *tx, line Line) error {
	list, err := tx.unitList(e.List)
	if err != nil {
		return fmt.Errorf("stored list of units: %w", err)
	}
	merged := tx.catalogue.With(list, e.List)
	// A line of the ledger was accepted against the catalogue of its time. What
	// the program's own list has become since is no reason to lose it.
	if !tx.replaying {
		if merged, err = e.checked(tx, list); err != nil {
			return err
		}
	}
	tx.own.lists = append(tx.own.lists, e.List)
	changes := UnitChanges(tx.catalogue, merged)
	tx.catalogue = merged
	if err := tx.storeUnits(); err != nil {
		return err
	}
	on := DayOf(line.At)
	for _, c := range changes {
		if c.NewUnit {
			continue
		}
		if err := tx.append("unit_change", line.Seq, on, c.Table, c.Unit, c.To, c.On, c.Column, c.Was, c.Now); err != nil {
			return err
		}
	}
	return tx.append("unit_import", line.Seq, e.List, line.Actor, line.At, on)
}

// checked is the catalogue with the list in it; an error when it contradicts
// itself or a unit of which something was received would vanish.
func (e *UnitsImported) checked(tx *tx, list *UnitList) (*Catalogue, error) {
	if e.Base != tx.catalogue.SHA256 {
		return nil, fmt.Errorf("%w: the catalogue of units changed in the meantime; compare again", ErrConflict)
	}
	merged, faults := tx.catalogue.CheckUnits(list, e.List)
	if err := tx.flush(); err != nil {
		return nil, err
	}
	used, err := usedUnits(tx.ctx, tx.conn, tx.catalogue)
	if err != nil {
		return nil, err
	}
	faults = append(faults, tx.catalogue.Vanished(used, merged)...)
	if len(faults) > 0 {
		const most = 5 // whoever compared first has been told all of them
		var said []string
		for _, f := range faults[:min(len(faults), most)] {
			said = append(said, f.Problem(Place{}, f.Where()).Sentence("en"))
		}
		return nil, fmt.Errorf("%w: %d faults in the list of units: %s", ErrInvalid, len(faults), strings.Join(said, " "))
	}
	return merged, nil
}

// usedUnits are the units of which something that counts was received, each with
// a day on which it must be: the last day of the period, or the day of the plan.
func usedUnits(ctx context.Context, db queryer, c *Catalogue) ([]UsedUnit, error) {
	rows, err := db.QueryContext(ctx, `select distinct r.unit_id, coalesce(r.period_id, ''), coalesce(r.year, 0), s.received_on
		from submission_reading r join submission s on s.submission_id = r.submission_id
		where r.outcome in ('read', 'waiting') and r.unit_id is not null
		order by 1, 2, 3, 4`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var used []UsedUnit
	for rows.Next() {
		u := UsedUnit{}
		var period string
		var year int
		if err := rows.Scan(&u.Unit, &period, &year, &u.On); err != nil {
			return nil, err
		}
		u.For = fmt.Sprint(year)
		if p, ok := c.PeriodByID(period); ok {
			u.For, u.On = period, p.LastDay
			// A report may be of a unit that ended before the last day.
			if _, there := c.UnitOn(u.Unit, u.On); !there {
				u.On = p.DataFrom
			}
		}
		used = append(used, u)
	}
	return used, rows.Err()
}

// UsedUnits are the units that cannot vanish: see Catalogue.Vanished.
func (s *Store) UsedUnits(ctx context.Context) ([]UsedUnit, error) {
	return usedUnits(ctx, s, s.Catalogue())
}

// KeepUnits puts a list among the stored readings, synced, and returns its hash.
func (s *Store) KeepUnits(ctx context.Context, l *UnitList) (string, error) {
	b, err := packUnits(l)
	if err != nil {
		return "", err
	}
	hash, _, err := s.readings.keep(ctx, bytes.NewReader(b))
	if err != nil {
		return "", fmt.Errorf("%w: keep the list of units: %w", ErrUnavailable, err)
	}
	return hash, nil
}

// unitList opens a stored list by its hash.
func (s *Store) unitList(hash string) (*UnitList, error) {
	f, err := s.readings.open(hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return unpackUnits(f)
}

// UnitLists are the files of the lists that were taken in, in order: a process
// that reads files is given them, because it cannot open the folder.
func (s *Store) UnitLists() []string {
	s.write.Lock()
	defer s.write.Unlock()
	var files []string
	for _, hash := range s.memory.lists {
		files = append(files, s.readings.path(hash))
	}
	return files
}
