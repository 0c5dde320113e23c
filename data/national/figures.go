package national

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/data"
)

// tasksFrom is the first year whose reports state tasks.
const tasksFrom = 2024

// taskLabels are the tasks of every town's plan; the reports' own have the same.
var taskLabels = []string{"II.1", "II.2", "II.3", "II.4", "II.5", "II.6"}

// figurePlan is which indicators the reports state and how each is made up.
type figurePlan struct {
	codes []string
	of    []int // place of the indicator that this one is a part of, else -1
	lo    []int
	hi    []int
}

// planFigures takes what is shown as a share first, with what it is a share of,
// then the rest in the order of the catalogue. Households and ấp are left to the
// catalogue, which lends them.
func planFigures(c *data.Catalogue, n int) figurePlan {
	lent := []string{"QC02", "QC16", "QC60a", "QC60b"}
	wanted := map[string]int{}
	for _, i := range c.Indicators {
		if i.Direction == "higher" && i.Denominator != "" {
			for _, code := range strings.Split(i.Numerator+"+"+i.Denominator, "+") {
				wanted[code] = -1
			}
		}
	}
	var list []data.Indicator
	for _, i := range c.Indicators {
		if i.Aggregation != "derived" && !slices.Contains(lent, i.Code+i.Part) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b data.Indicator) int {
		return cmp.Or(cmp.Compare(wanted[a.Code+a.Part], wanted[b.Code+b.Part]), cmp.Compare(a.Ordinal, b.Ordinal))
	})
	list = list[:min(n, len(list))]
	slices.SortFunc(list, func(a, b data.Indicator) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	p := figurePlan{}
	for _, i := range list {
		p.codes = append(p.codes, i.Code+i.Part)
	}
	for _, i := range list {
		lo, hi := 0, 60
		if i.RangeLo != nil {
			lo, hi = int(*i.RangeLo), int(*i.RangeHi)
		}
		p.lo, p.hi = append(p.lo, lo), append(p.hi, hi)
		p.of = append(p.of, slices.Index(p.codes, i.Denominator))
	}
	return p
}

// report is one sending of the table of a period.
type report struct {
	commune    int
	receivedOn data.Day
	second     int // of its day, so that reports of a day have an order
	decision   string
	reasonKind string
	version    int
}

// WriteFigures writes the reports of one period as a table of past figures, in
// the order in which they came in, and says how many reports and figures.
func (n *Nation) WriteFigures(w io.Writer, c *data.Catalogue, p data.Period) (reports, figures int, err error) {
	plan := planFigures(c, n.Indicators)
	communes := n.Communes
	if p.LastDay >= Reorganised {
		communes = n.NewCommunes
	}
	ordinal := uint64(p.Year*2 + len(p.ID)%2)
	r := rand.New(rand.NewPCG(n.Seed, ordinal))
	sent := sendings(r, len(communes), p.LastDay)
	out := bufio.NewWriterSize(w, 1<<16)
	head := append(slices.Clone(data.PastColumns), plan.codes...)
	withTasks := p.Year >= tasksFrom
	if withTasks {
		for _, label := range taskLabels {
			head = append(head, "task "+label, "link "+label)
		}
	}
	out.WriteString(strings.Join(head, ",") + "\n")
	values := make([]int, len(plan.codes))
	var line []byte
	for _, s := range sent {
		u := &communes[s.commune]
		line = append(line[:0], u.ID...)
		line = append(append(line, ','), p.ID...)
		at := s.receivedOn.Start().Add(time.Duration(s.second) * time.Second)
		line = append(line, ',')
		line = at.UTC().AppendFormat(line, time.RFC3339)
		decided := s.receivedOn + data.Day(1+r.IntN(4))
		line = fmt.Appendf(line, ",%s,%s,%s,%s", s.decision, s.reasonKind, decided, p.DataTo)
		// The same commune works much the same from period to period.
		own := rand.New(rand.NewPCG(n.Seed, uint64(s.commune)*64+ordinal))
		skill := 0.55 + 0.4*float64(s.commune%17)/17
		figures += figuresOf(own, plan, skill, values)
		for _, v := range values {
			line = append(line, ',')
			if v >= 0 {
				line = strconv.AppendInt(line, int64(v), 10)
			}
		}
		if withTasks {
			for range taskLabels {
				line = fmt.Appendf(line, ",%s,full", pick(own, "hoan_thanh", "hoan_thanh", "hoan_thanh_vuot", "dang_thuc_hien", "dang_thuc_hien", "chua_thuc_hien", "khong_phat_sinh"))
			}
		}
		out.Write(append(line, '\n'))
	}
	return len(sent), figures, out.Flush()
}

// figuresOf makes up the figures of one report: a part is a binomial share of its
// whole, which stands before it; one in a hundred is not reported (-1).
func figuresOf(r *rand.Rand, plan figurePlan, skill float64, values []int) (n int) {
	for i := range values {
		values[i] = plan.lo[i] + r.IntN(plan.hi[i]-plan.lo[i]+1)
	}
	for i, whole := range plan.of {
		if whole >= 0 && plan.codes[i] != "QC20" { // people at meetings are no part of the meetings
			share := min(1, skill+0.2*r.Float64())
			values[i] = int(float64(values[whole])*share + 0.5)
		}
	}
	for i := range values {
		if r.IntN(100) == 0 {
			values[i] = -1
		} else {
			n++
		}
	}
	return n
}

// sendings are who sent when: 98 in a hundred, most in the last days before the
// last day; four in a hundred send again, after a return or to correct.
func sendings(r *rand.Rand, communes int, last data.Day) []report {
	var all []report
	for i := range communes {
		if r.IntN(50) == 0 {
			continue
		}
		s := report{commune: i, receivedOn: last + data.Day(3-r.IntN(5)-r.IntN(5)-r.IntN(5)), second: 8*3600 + r.IntN(9*3600), decision: data.Accepted, version: 1}
		again := s
		switch r.IntN(100) {
		case 0:
			s.decision, s.reasonKind = data.Returned, data.Formal
		case 1:
			s.decision, s.reasonKind = data.Returned, data.Substantive
		case 2, 3:
		default:
			all = append(all, s)
			continue
		}
		again.receivedOn, again.version = s.receivedOn+data.Day(2+r.IntN(9)), 2
		all = append(all, s, again)
	}
	slices.SortFunc(all, func(a, b report) int {
		return cmp.Or(cmp.Compare(a.receivedOn, b.receivedOn), cmp.Compare(a.second, b.second), cmp.Compare(a.commune, b.commune), cmp.Compare(a.version, b.version))
	})
	return all
}
