package national

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

func now() time.Time { return time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC) }

// catalogueOf writes a nation's catalogue and reads it back.
func catalogueOf(t *testing.T, n *Nation) *data.Catalogue {
	t.Helper()
	dir := t.TempDir()
	if err := n.WriteCatalogue(dir); err != nil {
		t.Fatal(err)
	}
	c, err := data.ReadCatalogue(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The country has as many units on either side as the real one, and its
// catalogue holds against every check of the embedded one: shares that add up,
// parents that stand, nobody without a successor.
func TestTheCountryHasTheNationalShape(t *testing.T) {
	n := Make(Country())
	c := catalogueOf(t, n)
	standing := func(level string, on data.Day) (count int) {
		for _, u := range c.Units {
			if _, ok := c.UnitOn(u.ID, on); ok && u.Level == level {
				count++
			}
		}
		return count
	}
	for _, want := range []struct {
		level         string
		before, after int
	}{{data.LevelProvince, 63, 34}, {data.LevelTown, 696, 0}, {data.LevelCommune, 10599, 3321}} {
		before, after := standing(want.level, Reorganised-1), standing(want.level, Reorganised)
		if before != want.before || after != want.after {
			t.Errorf("%s: got %d before and %d after the reorganisation, want %d and %d", want.level, before, after, want.before, want.after)
		}
	}
	splits, most := 0, 0
	into := map[string]int{}
	for _, e := range c.Edges {
		if e.Share < 1 {
			splits++
		}
		into[e.To]++
		most = max(most, into[e.To])
	}
	if splits == 0 || splits > len(c.Edges)/10 || most > 10 {
		t.Errorf("%d of %d edges are parts, at most %d predecessors; want a few parts and few predecessors", splits, len(c.Edges), most)
	}
	if len(c.Periods) != 20 {
		t.Errorf("%d periods, want 20 half-years", len(c.Periods))
	}
}

func TestOneSeedGivesTheSameBytes(t *testing.T) {
	write := func(seed uint64) string {
		s := Small()
		s.Seed = seed
		n := Make(s)
		c := catalogueOf(t, n)
		var b bytes.Buffer
		for _, w := range []func() error{
			func() error { return n.WriteUnits(&b) }, func() error { return n.WriteEdges(&b) }, func() error { return n.WriteMeasures(&b) },
			func() error { _, _, err := n.WriteFigures(&b, c, c.Periods[0]); return err },
		} {
			if err := w(); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	first := write(1)
	if again := write(1); again != first {
		t.Error("the same seed gave other bytes")
	}
	if other := write(2); other == first {
		t.Error("another seed gave the same bytes")
	}
	for _, head := range []string{
		"unit,level,valid_from,valid_to,name,type,code,parent,border,source\n",
		"from,to,on,share,share_basis,document\n",
		"unit,as_of,households,population,ap_count,source\n",
	} {
		if !strings.Contains(first, head) {
			t.Errorf("no table with the columns %q", head)
		}
	}
}

func TestTheSmallCountryLoads(t *testing.T) {
	n := Make(Small())
	dir := t.TempDir()
	if err := n.WriteCatalogue(dir); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	s, err := data.Open(ctx, data.Options{Dir: t.TempDir(), Now: now, Catalogue: os.DirFS(dir)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	l, err := n.Load(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	var reports, facts, units int
	rows, err := s.QueryContext(ctx, `select count(distinct submission_id), count(*), count(distinct unit_id)
		from fact join submission_reading using (submission_id)`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if !rows.Next() {
		t.Fatal(rows.Err())
	}
	if err := rows.Scan(&reports, &facts, &units); err != nil {
		t.Fatal(err)
	}
	if reports != l.Reports || facts != l.Figures || units != n.Shape.Communes+n.Shape.NewCommunes || l.Plans != 12 {
		t.Errorf("stored %d reports, %d facts of %d units; loaded %+v", reports, facts, units, l)
	}
	found, err := s.Check(ctx)
	if err != nil || len(found.Faults) > 0 {
		t.Errorf("check: %v, %q", err, found.Faults)
	}
}
