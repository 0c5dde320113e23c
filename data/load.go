package data

import (
	"context"
	"database/sql"
	"strings"
)

// storeCatalogue writes the embedded catalogues into their tables when they are
// not the ones that stand there. They are part of the program, not events.
func storeCatalogue(ctx context.Context, conn *sql.Conn, c *Catalogue) error {
	var have string
	err := conn.QueryRowContext(ctx, "select coalesce(max(sha256), '') from catalogue").Scan(&have)
	if err != nil || have == c.SHA256 {
		return err
	}
	empty := newMemory()
	t, err := begin(ctx, conn, c, nil, &empty)
	if err != nil {
		return err
	}
	if err := t.storeCatalogue(); err != nil {
		t.rollback()
		return err
	}
	return t.commit()
}

func (t *tx) storeCatalogue() error {
	for _, table := range []string{"catalogue", "unit", "unit_version", "unit_measure", "unit_edge", "calendar_day", "policy", "report_type", "period", "indicator"} {
		if _, err := t.conn.ExecContext(t.ctx, "delete from "+table); err != nil {
			return err
		}
	}
	c := t.catalogue
	w := catalogueWriter{tx: t}
	w.add("catalogue", "all", c.SHA256)
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

func (w *catalogueWriter) add(table string, values ...any) {
	if w.err == nil {
		w.err = w.tx.append(table, values...)
	}
}
