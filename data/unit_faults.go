package data

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// UnitFault is one thing that a catalogue of units cannot mean, at the row and
// column where it shows.
type UnitFault struct {
	Row    UnitKey
	Column string
	Code   string   // of a problem
	Args   []string // of its sentence, but for {where}
}

// Problem is the fault as a person is told of it, where being the place in the
// words of whoever knows the file.
func (f UnitFault) Problem(at Place, where string) Problem {
	return NewProblem(f.Code, Block, at, append([]string{"where", where}, f.Args...)...)
}

// Where is the row of a fault by its keys, where no file is to be named.
func (f UnitFault) Where() string {
	return strings.TrimSpace(strings.Join([]string{f.Row.Table + ".csv", f.Row.Unit, f.Row.To, f.Row.On.String()}, " "))
}

// unitFaults finds everything that no single row can show: all at once.
func (c *Catalogue) unitFaults() []UnitFault {
	return slices.Concat(c.versionFaults(), c.codeFaults(), c.apFaults(), c.edgeFaults())
}

// CheckUnits merges a list into the catalogue and gives everything that the
// result could not mean. A level is for always: a unit that became one of another
// level is another unit.
func (c *Catalogue) CheckUnits(l *UnitList, hash string) (*Catalogue, []UnitFault) {
	var faults []UnitFault
	seen := map[string]string{}
	for _, r := range l.Units {
		before := seen[r.UnitID]
		if before == "" {
			before = c.level[r.UnitID]
		}
		if before != "" && before != r.Level {
			faults = append(faults, UnitFault{r.Key(), "level", "unit_level_changed", []string{"unit", r.UnitID, "got", r.Level, "want", before}})
		}
		seen[r.UnitID] = r.Level
	}
	merged := c.With(l, hash)
	return merged, append(faults, merged.unitFaults()...)
}

// UsedUnit says that something that counts was received of a unit, for a report
// or plan that holds on a day.
type UsedUnit struct {
	Unit string
	On   Day
	For  string // the period, or the plan's year
}

// Vanished gives a fault for each unit that was there on a day for which
// something was received of it, and is not in the later catalogue.
func (c *Catalogue) Vanished(used []UsedUnit, later *Catalogue) (faults []UnitFault) {
	for _, u := range used {
		was, ok := c.UnitOn(u.Unit, u.On)
		if _, still := later.UnitOn(u.Unit, u.On); !ok || still {
			continue
		}
		key, column := was.Key(), "valid_to"
		if vs := later.versions[u.Unit]; len(vs) > 0 {
			key = vs[len(vs)-1].Key()
			if vs[0].ValidFrom > u.On {
				key, column = vs[0].Key(), "valid_from"
			}
		}
		faults = append(faults, UnitFault{key, column, "unit_in_use", []string{"unit", u.Unit, "got", u.For, "want", u.On.String()}})
	}
	return faults
}

var levelRank = map[string]int{LevelProvince: 0, LevelTown: 1, LevelCommune: 2, LevelAp: 3}

// versionFaults: in order of time, never two at once, and a parent of a higher
// level that is valid as long as the version is.
func (c *Catalogue) versionFaults() (faults []UnitFault) {
	for _, u := range c.Units {
		vs := c.versions[u.ID]
		for i, v := range vs {
			add := func(column, code string, args ...string) {
				faults = append(faults, UnitFault{v.Key(), column, code, append([]string{"unit", u.ID}, args...)})
			}
			if v.ValidTo != 0 && v.ValidTo <= v.ValidFrom {
				add("valid_to", "unit_dates", "got", v.ValidTo.String(), "want", v.ValidFrom.String())
			}
			if i > 0 && (vs[i-1].ValidTo == 0 || vs[i-1].ValidTo > v.ValidFrom) {
				add("valid_from", "unit_overlap", "got", v.ValidFrom.String(), "want", vs[i-1].ValidFrom.String())
			}
			parent := c.level[v.ParentID]
			switch {
			case v.ParentID == "":
				if u.Level != LevelProvince {
					add("parent", "unit_parent_missing")
				}
				continue
			case parent == "":
				add("parent", "unit_parent_unknown", "got", v.ParentID)
				continue
			case c.underItself(v):
				add("parent", "unit_cycle", "got", v.ParentID)
				continue
			case levelRank[parent] >= levelRank[u.Level]:
				add("parent", "unit_parent_level", "got", v.ParentID, "level", u.Level, "want", parent)
			}
			last := v.ValidTo - 1
			if v.ValidTo == 0 {
				last = math.MaxInt32
			}
			if v.ValidTo == 0 || v.ValidTo > v.ValidFrom {
				if gap, ok := c.firstGap(v.ParentID, v.ValidFrom, last); ok {
					add("parent", "unit_parent_gone", "got", v.ParentID, "want", gap.String())
				}
			}
		}
	}
	return faults
}

// underItself tells whether a version's parents lead back to its unit.
func (c *Catalogue) underItself(v UnitVersion) bool {
	at := v
	for range len(levelRank) + 1 {
		if at.ParentID == v.UnitID {
			return true
		}
		next, ok := c.UnitOn(at.ParentID, v.ValidFrom)
		if !ok {
			return false
		}
		at = next
	}
	return at.ParentID != "" // a circle above it
}

// firstGap is the first of the days from first to last on which a unit is not.
func (c *Catalogue) firstGap(id string, first, last Day) (Day, bool) {
	for _, v := range c.versions[id] {
		if v.On(first) {
			if v.ValidTo == 0 || v.ValidTo > last {
				return 0, false
			}
			first = v.ValidTo
		}
	}
	return first, true
}

// codeFaults: a code belongs to one unit on a day. Codes are given again.
func (c *Catalogue) codeFaults() (faults []UnitFault) {
	for j, v := range c.Versions {
		for _, i := range c.index().coded[v.Code] {
			o := c.Versions[i]
			if o.UnitID == v.UnitID || o.ValidFrom > v.ValidFrom || o.ValidFrom == v.ValidFrom && i > j {
				continue // said at the later of the two
			}
			if o.ValidTo == 0 || o.ValidTo > v.ValidFrom {
				faults = append(faults, UnitFault{v.Key(), "code", "unit_code_twice",
					[]string{"unit", v.UnitID, "got", v.Code, "want", v.ValidFrom.String(), "other", o.UnitID}})
			}
		}
	}
	return faults
}

// apFaults: the ấp of a commune are all listed, or none. A form that offers some
// would refuse the others, and a reader would call them unknown.
func (c *Catalogue) apFaults() (faults []UnitFault) {
	for _, m := range c.Measures {
		if c.level[m.UnitID] == "" {
			faults = append(faults, UnitFault{m.Key(), "unit", "unit_unknown", []string{"got", m.UnitID}})
		}
		if c.level[m.UnitID] != LevelCommune || m.ApCount == nil {
			continue
		}
		for _, v := range c.versions[m.UnitID] {
			if n := len(c.Children(m.UnitID, v.ValidFrom)); n != 0 && n != *m.ApCount {
				faults = append(faults, UnitFault{m.Key(), "ap_count", "unit_aps",
					[]string{"unit", m.UnitID, "got", strconv.Itoa(n), "want", strconv.Itoa(*m.ApCount)}})
			}
		}
	}
	return faults
}

// edgeFaults: the whole of a predecessor goes somewhere on the day it is divided,
// its successors are there that day, a commune that ended went somewhere, and
// nothing succeeds itself by way of others (METHOD.md 4.8). A town has no
// successor: its level ended. What stays with a unit that gives a part away is an
// edge to itself.
func (c *Catalogue) edgeFaults() (faults []UnitFault) {
	type moved struct {
		from string
		on   Day
	}
	sum, last := map[moved]float64{}, map[moved]UnitKey{}
	out := map[string][]UnitEdge{}
	seen := map[UnitKey]bool{}
	for _, e := range c.Edges {
		add := func(column, code string, args ...string) {
			faults = append(faults, UnitFault{e.Key(), column, code, args})
		}
		number := strconv.FormatFloat(e.Share, 'g', -1, 64)
		if seen[e.Key()] {
			add("to", "edge_twice", "unit", e.From, "got", e.To, "want", e.On.String())
		}
		seen[e.Key()] = true
		if !(e.Share > 0 && e.Share <= 1) {
			add("share", "edge_share", "got", number)
		}
		if c.level[e.From] == "" {
			add("from", "unit_unknown", "got", e.From)
		} else if _, before := c.UnitOn(e.From, e.On-1); !before {
			add("from", "edge_before", "unit", e.From, "want", (e.On - 1).String())
		}
		if c.level[e.To] == "" {
			add("to", "unit_unknown", "got", e.To)
		} else if _, after := c.UnitOn(e.To, e.On); !after {
			add("to", "edge_after", "unit", e.To, "want", e.On.String())
		}
		sum[moved{e.From, e.On}] += e.Share
		last[moved{e.From, e.On}] = e.Key()
		out[e.From] = append(out[e.From], e)
	}
	for _, e := range c.Edges {
		m := moved{e.From, e.On}
		if last[m] == e.Key() && math.Abs(sum[m]-1) > 0.001 {
			faults = append(faults, UnitFault{e.Key(), "share", "edge_sum",
				[]string{"unit", e.From, "want", e.On.String(), "got", strconv.FormatFloat(sum[m], 'g', 6, 64)}})
		}
	}
	for _, u := range c.Units {
		vs := c.versions[u.ID]
		if len(vs) > 0 && vs[len(vs)-1].ValidTo != 0 && len(out[u.ID]) == 0 && u.Level == LevelCommune {
			v := vs[len(vs)-1]
			faults = append(faults, UnitFault{v.Key(), "valid_to", "edge_none", []string{"unit", u.ID, "want", v.ValidTo.String()}})
		}
	}
	return append(faults, circles(c.Units, out)...)
}

// circles finds edges by which a unit would come after itself.
func circles(units []OrgUnit, out map[string][]UnitEdge) (faults []UnitFault) {
	const (
		open = 1 + iota // on the way that is being walked
		done
	)
	state := map[string]int{}
	type step struct {
		unit string
		next int
	}
	for _, u := range units {
		if state[u.ID] != 0 {
			continue
		}
		state[u.ID] = open
		for way := []step{{u.ID, 0}}; len(way) > 0; {
			at := &way[len(way)-1]
			if at.next == len(out[at.unit]) {
				state[at.unit] = done
				way = way[:len(way)-1]
				continue
			}
			e := out[at.unit][at.next]
			at.next++
			switch {
			case e.From == e.To:
			case state[e.To] == open:
				faults = append(faults, UnitFault{e.Key(), "to", "edge_circle", []string{"unit", e.To, "got", e.From}})
			case state[e.To] == 0:
				state[e.To] = open
				way = append(way, step{e.To, 0})
			}
		}
	}
	return faults
}
