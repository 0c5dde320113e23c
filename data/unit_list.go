package data

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// UnitList is a list of units as an office hands it over: rows to add to the
// catalogue or to put in the place of what it has of the same units. Nothing that
// it does not name is touched.
type UnitList struct {
	Units    []UnitRow     `json:"units"`
	Edges    []UnitEdge    `json:"edges"`
	Measures []UnitMeasure `json:"measures"`
}

// UnitRow is a version of a unit with the unit's level.
type UnitRow struct {
	Level string `json:"level"`
	UnitVersion
}

// UnitKey names one row of a list of units: a version by its unit and first day,
// an edge by its two units and its day, a measure by its unit and day.
type UnitKey struct {
	Table    string // one of UnitTables
	Unit, To string
	On       Day
}

// The tables of a list of units, each a file of that name with .csv.
const (
	UnitsTable    = "units"
	EdgesTable    = "unit_edges"
	MeasuresTable = "unit_measures"
)

// Key of a version.
func (v UnitVersion) Key() UnitKey {
	return UnitKey{Table: UnitsTable, Unit: v.UnitID, On: v.ValidFrom}
}

// Key of an edge.
func (e UnitEdge) Key() UnitKey {
	return UnitKey{Table: EdgesTable, Unit: e.From, To: e.To, On: e.On}
}

// Key of a measure.
func (m UnitMeasure) Key() UnitKey { return UnitKey{Table: MeasuresTable, Unit: m.UnitID, On: m.AsOf} }

// packUnits is a list as the folder keeps it, with its hash.
func packUnits(l *UnitList) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(z).Encode(l); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unpackUnits(r io.Reader) (*UnitList, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%w: stored list of units: %v", ErrCorrupt, err)
	}
	var l UnitList
	if err := json.NewDecoder(z).Decode(&l); err != nil {
		return nil, fmt.Errorf("%w: stored list of units: %v", ErrCorrupt, err)
	}
	// The keys of search and order belong to the program, not to the list.
	for i := range l.Units {
		l.Units[i].SearchKey, l.Units[i].SortKey = SearchKey(l.Units[i].Name), SortKey(l.Units[i].Name)
	}
	return &l, nil
}

// With is the catalogue with a list merged in, as a new one; hash names the list.
// All versions of a unit that the list names are the list's; so are all edges out
// of a unit on a day, and what was measured of a unit on a day.
func (c *Catalogue) With(l *UnitList, hash string) *Catalogue {
	sum := sha256.Sum256([]byte(c.SHA256 + " " + hash))
	n := &Catalogue{
		Units: slices.Clone(c.Units), Calendar: c.Calendar, ReportTypes: c.ReportTypes, Periods: c.Periods,
		Policies: c.Policies, Indicators: c.Indicators, SHA256: hex.EncodeToString(sum[:]),
		versions: map[string][]UnitVersion{}, level: map[string]string{}, indicators: c.indicators,
	}
	for _, u := range c.Units {
		n.level[u.ID] = u.Level
		n.versions[u.ID] = c.versions[u.ID]
	}
	given := map[string]bool{}
	for _, r := range l.Units {
		if n.level[r.UnitID] == "" {
			n.level[r.UnitID] = r.Level
			n.Units = append(n.Units, OrgUnit{ID: r.UnitID, Level: r.Level})
		}
		if !given[r.UnitID] {
			given[r.UnitID], n.versions[r.UnitID] = true, nil
		}
		n.versions[r.UnitID] = append(n.versions[r.UnitID], r.UnitVersion)
	}
	for id := range given {
		slices.SortStableFunc(n.versions[id], func(a, b UnitVersion) int { return int(a.ValidFrom - b.ValidFrom) })
	}
	for _, u := range n.Units { // a unit's versions stand together
		n.Versions = append(n.Versions, n.versions[u.ID]...)
	}
	type moved struct {
		from string
		on   Day
	}
	out := map[moved]bool{}
	for _, e := range l.Edges {
		out[moved{e.From, e.On}] = true
	}
	for _, e := range c.Edges {
		if !out[moved{e.From, e.On}] {
			n.Edges = append(n.Edges, e)
		}
	}
	n.Edges = append(n.Edges, l.Edges...)
	measured := map[UnitKey]bool{}
	for _, m := range l.Measures {
		measured[m.Key()] = true
	}
	for _, m := range c.Measures {
		if !measured[m.Key()] {
			n.Measures = append(n.Measures, m)
		}
	}
	n.Measures = append(n.Measures, l.Measures...)
	return n
}

// UnitChange is one thing that a list says otherwise than the catalogue does: a
// field of a row that stands, or a whole row (Column "") that is new or goes.
type UnitChange struct {
	UnitKey
	Column   string
	Was, Now *string
	NewUnit  bool // the catalogue did not know the unit
}

// UnitChanges lists all that differs from one catalogue to another, by the rows
// of the later one, then the rows that went.
func UnitChanges(was, now *Catalogue) []UnitChange {
	old, order := map[UnitKey][]field{}, []UnitKey{}
	was.eachUnitRow(func(k UnitKey, f []field) {
		old[k] = f
		order = append(order, k)
	})
	var all []UnitChange
	now.eachUnitRow(func(k UnitKey, f []field) {
		before, stood := old[k]
		delete(old, k)
		if !stood {
			text := joined(f)
			all = append(all, UnitChange{UnitKey: k, Now: &text, NewUnit: was.level[k.Unit] == ""})
			return
		}
		for i := range f {
			if f[i].value != before[i].value {
				all = append(all, UnitChange{UnitKey: k, Column: f[i].column, Was: &before[i].value, Now: &f[i].value})
			}
		}
	})
	for _, k := range order {
		if f, gone := old[k]; gone {
			text := joined(f)
			all = append(all, UnitChange{UnitKey: k, Was: &text})
			delete(old, k)
		}
	}
	return all
}

type field struct{ column, value string }

// eachUnitRow gives the rows of units, edges and measures with their fields as
// text, in the columns of the files.
func (c *Catalogue) eachUnitRow(row func(UnitKey, []field)) {
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	for _, v := range c.Versions {
		row(v.Key(), []field{{"valid_to", v.ValidTo.String()}, {"name", v.Name}, {"type", v.Type}, {"code", v.Code},
			{"parent", v.ParentID}, {"border", strconv.FormatBool(v.Border)}, {"source", v.Source}})
	}
	for _, e := range c.Edges {
		row(e.Key(), []field{{"share", strconv.FormatFloat(e.Share, 'g', -1, 64)}, {"share_basis", e.ShareBasis}, {"document", e.Document}})
	}
	for _, m := range c.Measures {
		row(m.Key(), []field{{"households", number(m.Households)}, {"population", number(m.Population)}, {"ap_count", number(m.ApCount)}, {"source", m.Source}})
	}
}

// joined is a row in one line: its fields that say something.
func joined(f []field) string {
	var out []byte
	for _, x := range f {
		if x.value == "" || x.value == "false" || x.column == "source" {
			continue
		}
		if len(out) > 0 {
			out = append(out, "; "...)
		}
		out = append(out, x.column+" "+x.value...)
	}
	return string(out)
}
