package data

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// check finds what no single row can show. All faults are given at once.
func (c *Catalogue) check() error {
	return errors.Join(slices.Concat(
		c.checkUnits(), c.checkPeriods(), c.checkIndicators(),
	)...)
}

func fault(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

// checkUnits is what unitFaults finds, as errors: in the program's own catalogue
// they are faults of the program.
func (c *Catalogue) checkUnits() (faults []error) {
	for _, f := range c.unitFaults() {
		faults = append(faults, fault("%s", f.Problem(Place{}, f.Where()).Sentence("en")))
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
		faults = append(faults, c.agrees(p, policies[p.PolicyID])...)
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

// deadlineBody is what a policy of kind deadline says.
type deadlineBody struct {
	ReceiptBasis    Basis   `json:"receipt_basis"`
	CutoffTime      string  `json:"cutoff_time"`
	CureWorkingDays int     `json:"cure_working_days"`
	MinCover        float64 `json:"min_cover"`
	Rule            Rule    `json:"rule"`
	Roll            Roll    `json:"roll"`
	SoKet           string  `json:"so_ket_6t"`
	TongKet         string  `json:"tong_ket_nam"`
}

// deadlinePolicy is what the deadline policy of a key says; false when there is
// none that can be read.
func (c *Catalogue) deadlinePolicy(id string) (body deadlineBody, ok bool) {
	for _, p := range c.Policies {
		if p.ID == id && p.Kind == "deadline" {
			return body, json.Unmarshal(p.Body, &body) == nil
		}
	}
	return body, false
}

// agrees compares a period with the deadline policy it cites.
func (c *Catalogue) agrees(p Period, policy Policy) (faults []error) {
	body, ok := c.deadlinePolicy(p.PolicyID)
	if !ok {
		return []error{fault("period %s: no deadline policy %q", p.ID, p.PolicyID)}
	}
	if _, err := p.Deadline.Cutoff(p.LastDay); err != nil {
		faults = append(faults, fault("policy %s: %v", p.PolicyID, err))
	}
	if b := p.Deadline.Basis; b != "" && b != ReceivedAt && b != SentAt {
		faults = append(faults, fault("policy %s: receipt_basis %q is neither %s nor %s", p.PolicyID, b, ReceivedAt, SentAt))
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
