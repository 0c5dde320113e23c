package data

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// The tables of units, which lists that are taken in change, and those that only
// the program's catalogue fills.
var (
	unitTables  = []string{"unit", "unit_version", "unit_measure", "unit_edge"}
	fixedTables = []string{"calendar_day", "policy", "report_type", "period", "indicator"}
)

// CatalogueTables are the tables that hold the catalogue, and nothing of what was
// sent in.
var CatalogueTables = slices.Concat(unitTables, fixedTables)

// queryer is what both the writer and the readers ask through.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// storeCatalogue writes the catalogues, the program's own with the lists of units
// that were taken in, into their tables when they are not the ones that stand
// there.
func storeCatalogue(ctx context.Context, conn *sql.Conn, c *Catalogue) error {
	var have string
	err := conn.QueryRowContext(ctx, "select coalesce(max(sha256), '') from catalogue").Scan(&have)
	if err != nil || have == c.SHA256 {
		return err
	}
	nothing := newMemory()
	t, err := begin(ctx, conn, c, nil, &nothing)
	if err != nil {
		return err
	}
	if err := t.storeAll(); err != nil {
		t.rollback()
		return err
	}
	return t.commit()
}

// storeUnits writes the units, which a list can change, in the place of those
// that stand, and names the catalogue that stands from now on.
func (t *tx) storeUnits() error {
	w := catalogueWriter{tx: t}
	w.empty(unitTables...)
	c := t.catalogue
	for _, u := range c.Units {
		w.add("unit", u.ID, u.Level)
	}
	for _, v := range c.Versions {
		w.add("unit_version", v.UnitID, v.ValidFrom, v.ValidTo, v.Name, v.Type, orNil(v.Code), orNil(v.ParentID), v.Border, v.SearchKey, v.SortKey, v.Source)
	}
	for _, m := range c.Measures {
		w.add("unit_measure", m.UnitID, m.AsOf, m.Households, m.Population, m.ApCount, m.Source)
	}
	for _, e := range c.Edges {
		w.add("unit_edge", e.From, e.To, e.On, e.Share, e.ShareBasis, e.Document)
	}
	if w.err != nil {
		return w.err
	}
	// The name is the key: a row of it that goes and comes in one transaction
	// would be taken for a second one.
	_, err := t.conn.ExecContext(t.ctx, "insert into catalogue values ('all', $1) on conflict (name) do update set sha256 = excluded.sha256", c.SHA256)
	return err
}

func (t *tx) storeAll() error {
	if err := t.storeUnits(); err != nil {
		return err
	}
	c := t.catalogue
	w := catalogueWriter{tx: t}
	w.empty(fixedTables...)
	for _, d := range c.Calendar.Days() {
		w.add("calendar_day", d.Day, d.IsWorking, d.WorkingNo, d.Reason, d.Status, d.Source)
	}
	for _, p := range c.Policies {
		w.add("policy", p.ID, p.Kind, p.ValidFrom, p.ValidTo, string(p.Body), p.Document, p.ApprovedBy)
	}
	for _, r := range c.ReportTypes {
		w.add("report_type", r.ID, r.NameVi, r.NameEn, r.Ordinal)
	}
	for _, p := range c.Periods {
		w.add("period", p.ID, p.ReportType, p.Year, p.DataFrom, p.DataTo, string(p.Deadline.Rule), p.Deadline.On, p.Deadline.Days,
			string(p.Deadline.Roll), p.LastDay, p.LastDayRolled, p.CureWorkingDays, p.MinCover, p.PolicyID, p.Document)
	}
	for _, i := range c.Indicators {
		w.add("indicator", i.Code, i.Part, i.Ordinal, i.Element, i.NameVi, i.NameEn, i.Unit, i.Aggregation, i.Numerator, i.Denominator,
			i.Base, i.Direction, i.Lo, i.Hi, i.RangeLo, i.RangeHi, i.Basis, strings.Join(i.Synonyms, "|"))
	}
	if w.err != nil {
		return w.err
	}
	return t.flush()
}

type catalogueWriter struct {
	tx  *tx
	err error
}

// empty takes all rows out of tables, those still held by appenders too.
func (w *catalogueWriter) empty(tables ...string) {
	if w.err == nil {
		w.err = w.tx.flush()
	}
	for _, table := range tables {
		if w.err == nil {
			_, w.err = w.tx.conn.ExecContext(w.tx.ctx, "delete from "+table)
			w.tx.changed[table] = true
		}
	}
}

func (w *catalogueWriter) add(table string, values ...any) {
	if w.err == nil {
		w.err = w.tx.append(table, values...)
	}
}
