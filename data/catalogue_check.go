package data

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

// check finds what no single row can show. All faults are given at once.
func (c *Catalogue) check() error {
	return errors.Join(slices.Concat(
		c.checkVersions(), c.checkAps(), c.checkEdges(), c.checkPeriods(), c.checkIndicators(),
	)...)
}

func fault(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

// checkVersions: in order of time, never two at once, and a parent of a higher
// level that is valid as long as the version is.
func (c *Catalogue) checkVersions() (faults []error) {
	rank := map[string]int{LevelProvince: 0, LevelTown: 1, LevelCommune: 2, LevelAp: 3}
	for _, u := range c.Units {
		vs := c.versions[u.ID]
		for i, v := range vs {
			if v.ValidTo != 0 && v.ValidTo <= v.ValidFrom {
				faults = append(faults, fault("unit %s: valid from %s to %s", u.ID, v.ValidFrom, v.ValidTo))
			}
			if i > 0 && (vs[i-1].ValidTo == 0 || vs[i-1].ValidTo > v.ValidFrom) {
				faults = append(faults, fault("unit %s: the version from %s overlaps the one before", u.ID, v.ValidFrom))
			}
			switch {
			case v.ParentID == "":
				if u.Level != LevelProvince {
					faults = append(faults, fault("unit %s has no parent", u.ID))
				}
				continue
			case c.level[v.ParentID] == "":
				faults = append(faults, fault("unit %s: no parent %q", u.ID, v.ParentID))
				continue
			case rank[c.level[v.ParentID]] >= rank[u.Level]:
				faults = append(faults, fault("unit %s (%s) stands under %s (%s)", u.ID, u.Level, v.ParentID, c.level[v.ParentID]))
			}
			last := v.ValidTo - 1
			if v.ValidTo == 0 {
				last = math.MaxInt32
			}
			if !c.validFrom(v.ParentID, v.ValidFrom, last) {
				faults = append(faults, fault("unit %s: its parent %s is not valid from %s on", u.ID, v.ParentID, v.ValidFrom))
			}
		}
	}
	return faults
}

// validFrom tells whether a unit's versions cover all days from first to last.
func (c *Catalogue) validFrom(id string, first, last Day) bool {
	for _, v := range c.versions[id] {
		if v.On(first) {
			if v.ValidTo == 0 || v.ValidTo > last {
				return true
			}
			first = v.ValidTo
		}
	}
	return false
}

// checkAps: the ấp of a commune are all listed, or none. A form that offers some
// would refuse the others, and a reader would call them unknown.
func (c *Catalogue) checkAps() (faults []error) {
	listed := map[string]bool{} // communes of which ấp are listed: few of a whole country
	for _, v := range c.Versions {
		if c.level[v.UnitID] == LevelAp {
			listed[v.ParentID] = true
		}
	}
	for _, m := range c.Measures {
		if !listed[m.UnitID] || c.level[m.UnitID] != LevelCommune || m.ApCount == nil {
			continue
		}
		for _, v := range c.versions[m.UnitID] {
			if n := len(c.Children(m.UnitID, v.ValidFrom)); n != 0 && n != *m.ApCount {
				faults = append(faults, fault("unit %s: %d ấp are listed, it has %d", m.UnitID, n, *m.ApCount))
			}
		}
	}
	return faults
}

// checkEdges: the whole of a predecessor goes somewhere on the day it ends, and
// its successors begin that day (METHOD.md 4.8). The town has none: its level
// ended.
func (c *Catalogue) checkEdges() (faults []error) {
	sum := map[string]float64{}
	for _, e := range c.Edges {
		if e.Share <= 0 || e.Share > 1 {
			faults = append(faults, fault("edge %s → %s: share %v", e.From, e.To, e.Share))
		}
		if _, before := c.UnitOn(e.From, e.On-1); !before {
			faults = append(faults, fault("edge %s → %s: %s is not valid the day before %s", e.From, e.To, e.From, e.On))
		}
		if _, after := c.UnitOn(e.To, e.On); !after {
			faults = append(faults, fault("edge %s → %s: %s is not valid on %s", e.From, e.To, e.To, e.On))
		}
		sum[e.From] += e.Share
	}
	for _, u := range c.Units {
		vs := c.versions[u.ID]
		ended := vs[len(vs)-1].ValidTo != 0
		if s, has := sum[u.ID]; has && math.Abs(s-1) > 0.001 {
			faults = append(faults, fault("the shares out of %s sum to %v", u.ID, s))
		} else if ended && !has && u.Level == LevelCommune {
			faults = append(faults, fault("unit %s ended and nothing follows it", u.ID))
		}
	}
	return faults
}

// checkPeriods: keys that exist, data windows that do not pass the last day,
// windows of one report type that follow each other without a gap, and the same
// figures as the policy they cite.
func (c *Catalogue) checkPeriods() (faults []error) {
	types := map[string]bool{}
	for _, t := range c.ReportTypes {
		types[t.ID] = true
	}
	policies := map[string]Policy{}
	for _, p := range c.Policies {
		if _, twice := policies[p.ID]; twice {
			faults = append(faults, fault("policy %s stands twice", p.ID))
		}
		policies[p.ID] = p
	}
	seen := map[string]bool{}
	yearly := map[int]Period{}
	for _, p := range c.Periods {
		if seen[p.ID] {
			faults = append(faults, fault("period %s stands twice", p.ID))
		}
		seen[p.ID] = true
		if !types[p.ReportType] {
			faults = append(faults, fault("period %s: no report type %q", p.ID, p.ReportType))
		}
		if p.DataFrom > p.DataTo || p.DataTo >= p.LastDay {
			faults = append(faults, fault("period %s: data from %s to %s, last day %s", p.ID, p.DataFrom, p.DataTo, p.LastDay))
		}
		if p.MinCover < 0 || p.MinCover > 1 || p.CureWorkingDays < 0 {
			faults = append(faults, fault("period %s: min_cover %v, cure_working_days %d", p.ID, p.MinCover, p.CureWorkingDays))
		}
		faults = append(faults, agrees(p, policies[p.PolicyID])...)
		if p.ReportType == "tong-ket-nam" {
			yearly[p.Year] = p
		}
	}
	for _, p := range c.Periods {
		if before, ok := yearly[p.Year-1]; ok && p.DataFrom != before.DataTo+1 {
			faults = append(faults, fault("period %s: data from %s, the year before ended %s", p.ID, p.DataFrom, before.DataTo))
		}
	}
	return faults
}

// agrees compares a period with the deadline policy it cites.
func agrees(p Period, policy Policy) (faults []error) {
	var body struct {
		CureWorkingDays int     `json:"cure_working_days"`
		MinCover        float64 `json:"min_cover"`
		Rule            Rule    `json:"rule"`
		Roll            Roll    `json:"roll"`
		SoKet           string  `json:"so_ket_6t"`
		TongKet         string  `json:"tong_ket_nam"`
	}
	if policy.Kind != "deadline" || json.Unmarshal(policy.Body, &body) != nil {
		return []error{fault("period %s: no deadline policy %q", p.ID, p.PolicyID)}
	}
	on := map[string]string{"so-ket-6t": body.SoKet, "tong-ket-nam": body.TongKet}[p.ReportType]
	if !strings.HasSuffix(p.Deadline.On.String(), "-"+on) || body.Rule != p.Deadline.Rule || body.Roll != p.Deadline.Roll || body.CureWorkingDays != p.CureWorkingDays || body.MinCover != p.MinCover {
		faults = append(faults, fault("period %s differs from its policy %s", p.ID, p.PolicyID))
	}
	if p.LastDay < policy.ValidFrom || policy.ValidTo != 0 && p.LastDay >= policy.ValidTo {
		faults = append(faults, fault("period %s: policy %s is not valid on %s", p.ID, p.PolicyID, p.LastDay))
	}
	return faults
}

var indicatorCodes = regexp.MustCompile(`QC\d\d[abc]?`)

// checkIndicators: all codes with their parts and no other, formulas of codes
// that exist, and no wording that means two indicators.
func (c *Catalogue) checkIndicators() (faults []error) {
	n := 0
	for code := 1; code <= indicatorCount; code++ {
		parts := cmp.Or(indicatorParts[code], " ")
		n += len(parts)
		for _, part := range strings.Split(parts, "") {
			id := fmt.Sprintf("QC%02d%s", code, strings.TrimSpace(part))
			if _, ok := c.indicators[id]; !ok {
				faults = append(faults, fault("indicator %s is missing", id))
			}
		}
	}
	if len(c.Indicators) != n {
		faults = append(faults, fault("%d indicators, want %d", len(c.Indicators), n))
	}
	wording := map[string]string{}
	for i, ind := range c.Indicators {
		id := ind.Code + ind.Part
		if ind.Ordinal != i+1 {
			faults = append(faults, fault("indicator %s: ordinal %d, stands at %d", id, ind.Ordinal, i+1))
		}
		for _, formula := range []string{ind.Numerator, ind.Denominator} {
			if strings.Trim(indicatorCodes.ReplaceAllString(formula, ""), "+-") != "" {
				faults = append(faults, fault("indicator %s: formula %q", id, formula))
			}
			for _, code := range indicatorCodes.FindAllString(formula, -1) {
				if _, ok := c.indicators[code]; !ok {
					faults = append(faults, fault("indicator %s: no indicator %s", id, code))
				}
			}
		}
		if ind.Direction != "none" && ind.Aggregation != "yes_no" && ind.Denominator == "" {
			faults = append(faults, fault("indicator %s has a direction and no denominator: volume is not merit", id))
		}
		for _, pair := range [][2]*float64{{ind.Lo, ind.Hi}, {ind.RangeLo, ind.RangeHi}} {
			if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && *pair[0] >= *pair[1] {
				faults = append(faults, fault("indicator %s: its limits are not a range", id))
			}
		}
		for _, s := range append([]string{ind.NameVi}, ind.Synonyms...) {
			if other, ok := wording[ToneKey(s)]; ok {
				faults = append(faults, fault("%q names both %s and %s", s, other, id))
			}
			wording[ToneKey(s)] = id
		}
	}
	return faults
}
