package ingest

import (
	"cmp"
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"danbiet/data"
)

// Files that came together are grouped into sendings. A report's narrative and
// its annexes are one sending; any other file is one of its own. Only a report
// is grouped, and only when narrative and annex are of one unit and one period:
// two workbooks of one unit and period are two versions, for nobody can tell
// which of them completes the other.

// group makes sendings of files that were read, in the order in which they are
// recorded: versions of one report by signing date and number.
func (im *Importer) group(ctx context.Context, fresh []*arrival) ([]*intake, error) {
	if err := im.takeFromNarratives(ctx, fresh); err != nil {
		return nil, err
	}
	var all []*intake
	at := map[*arrival]*intake{} // narrative → its sending
	var narratives []*arrival
	for _, a := range fresh {
		if inWords(a) && identified(a) {
			narratives = append(narratives, a)
		}
	}
	byVersion(narratives)
	for _, a := range narratives {
		at[a] = im.sendingOf(a)
	}
	for _, a := range fresh {
		switch main := narrativeOf(a, narratives); {
		case at[a] != nil: // stands where the earliest of its versions does
			if slices.Index(all, at[a]) < 0 {
				for _, n := range narratives {
					if sameReport(n, a) {
						all = append(all, at[n])
					}
				}
			}
		case main != nil:
			at[main].files = append(at[main].files, a)
		default:
			all = append(all, im.sendingOf(a))
		}
	}
	for _, s := range all {
		s.unite()
	}
	return all, nil
}

func (im *Importer) sendingOf(a *arrival) *intake {
	s := &intake{files: []*arrival{a}, received: im.Now().UTC(), clock: true}
	if a.listed {
		s.received, s.clock = a.row.Received, a.row.ClockKnown
	}
	return s
}

// byVersion orders narratives by the day they were signed, then by their number.
func byVersion(narratives []*arrival) {
	slices.SortStableFunc(narratives, func(a, b *arrival) int {
		return cmp.Or(cmp.Compare(a.reading.Head.Date, b.reading.Head.Date), cmp.Compare(leadingNumber(a), leadingNumber(b)))
	})
}

// leadingNumber is the number of a document's symbol: 52 of 52/BC-UBND.
func leadingNumber(a *arrival) int {
	n := 0
	for _, r := range deref(a.reading.Head.Number) {
		if r < '0' || r > '9' {
			break
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// inWords tells a report in words from an annex of figures: it is a document
// whose text has parts.
func inWords(a *arrival) bool {
	r := a.reading
	return r != nil && r.Kind == data.KindReport && wordy(r)
}

func wordy(r *data.Reading) bool { return words(r) && len(r.Sections) > 0 }

// annex tells a file of tables that can complete a narrative.
func annex(a *arrival) bool {
	r := a.reading
	return r != nil && !wordy(r) && (r.Kind == data.KindReport || words(r) && r.Kind == data.KindUnknown && r.Report != nil)
}

func identified(a *arrival) bool { return a.reading.UnitID != "" && a.reading.Period != "" }

func sameReport(a, b *arrival) bool {
	return identified(a) && a.reading.UnitID == b.reading.UnitID && a.reading.Period == b.reading.Period
}

// narrativeOf is the narrative that a file is an annex of, nil when there is
// none. Of several versions it belongs to the one of its name, else to the last.
func narrativeOf(a *arrival, narratives []*arrival) *arrival {
	if !annex(a) || !identified(a) {
		return nil
	}
	var main *arrival
	named := false
	for _, n := range narratives {
		if !sameReport(n, a) || a.container != nil && n.container != nil && a.container.SHA256 != n.container.SHA256 || !rowsAgree(a, n) {
			continue
		}
		kin := kinKey(a.Path) == kinKey(n.Path)
		if kin || !named {
			main, named = n, kin
		}
	}
	return main
}

// rowsAgree tells whether the register has nothing against two files being one
// sending: not two rows that say different things.
func rowsAgree(a, b *arrival) bool {
	if !a.listed || !b.listed {
		return true
	}
	x, y := a.row, b.row
	return x.Received.Equal(y.Received) && x.Decision == y.Decision && x.DecidedOn == y.DecidedOn && x.ReasonKind == y.ReasonKind
}

// takeFromNarratives reads annexes that do not say whose they are again, with
// the unit and the period of the one narrative that lies beside them: in the
// same folder of an archive, the only one of the drop, or of the same name.
func (im *Importer) takeFromNarratives(ctx context.Context, fresh []*arrival) error {
	var lost []*arrival
	for _, a := range fresh {
		if annex(a) && !identified(a) && !misspelt(a.reading) {
			if n := narrativeBeside(a, fresh); n != nil {
				takeFrom(a, n)
				lost = append(lost, a)
			}
		}
	}
	return parallel(lost, func(a *arrival) error { return im.read(ctx, a) })
}

func takeFrom(a, narrative *arrival) {
	if a.reading.UnitID == "" {
		a.hints.UnitID = narrative.reading.UnitID
	}
	if a.reading.Period == "" {
		a.hints.Period = narrative.reading.Period
	}
	if a.reading.Kind == data.KindUnknown {
		a.hints.Kind = data.KindReport
	}
}

// misspelt tells a file that names a unit or a period that is not known: that
// is a question, not a gap to be filled.
func misspelt(r *data.Reading) bool {
	return slices.ContainsFunc(r.Problems, func(p data.Problem) bool {
		return r.UnitID == "" && p.Code == "unknown_unit" || r.Period == "" && p.Code == "unknown_period"
	})
}

func narrativeBeside(a *arrival, fresh []*arrival) *arrival {
	fits := func(n *arrival) bool {
		return n != a && inWords(n) && identified(n) && a.sender == n.sender && rowsAgree(a, n) &&
			(a.reading.UnitID == "" || a.reading.UnitID == n.reading.UnitID) &&
			(a.reading.Period == "" || a.reading.Period == n.reading.Period)
	}
	beside := func(n *arrival) bool {
		if a.container == nil || n.container == nil {
			return a.container == n.container && filepath.Dir(a.Path) == filepath.Dir(n.Path)
		}
		return a.container.SHA256 == n.container.SHA256 && a.folder == n.folder
	}
	for _, near := range []func(*arrival) bool{
		func(n *arrival) bool { return beside(n) && kinKey(a.Path) != "" && kinKey(a.Path) == kinKey(n.Path) },
		beside,
		func(n *arrival) bool {
			return a.container != nil && n.container != nil && a.container.SHA256 == n.container.SHA256
		},
	} {
		var found []*arrival
		for _, n := range fresh {
			if fits(n) && near(n) {
				found = append(found, n)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
		if len(found) > 1 {
			return nil
		}
	}
	return nil
}

// genericWords are what names of files say of their kind, not of their matter.
var genericWords = regexp.MustCompile(`\b(?:bao cao|ke hoach|phu luc|bieu mau|bieu so lieu|so lieu|bang bieu|bieu|kem theo|dinh kem|` +
	`so ket|tong ket|(?:6|sau) thang(?: dau nam| cuoi nam)?|6t|ca nam|nam|quy che dan chu(?: o)?(?: co so)?|dan chu(?: o)? co so|qcdc|` +
	`thuc hien|ket qua|ubnd|uy ban nhan dan|dang uy|xa|phuong|thi tran|thi xa|bc|pl|kh|chinh thuc|ban chinh|da ky|ky|cua|ve|va|scan|final|copy|v\d)\b`)

// kinKey is the same for the names of files that belong together: "Báo cáo 6
// tháng xã Tân An.docx", "phu-luc-tan-an.xlsx".
func kinKey(file string) string {
	name := filepath.Base(file)
	name = strings.TrimSuffix(name, filepath.Ext(name))
	name = strings.NewReplacer("_", " ", "-", " ", ".", " ", "(", " ", ")", " ", ",", " ", "+", " ").Replace(data.SearchKey(name))
	name = genericWords.ReplaceAllString(name, " ")
	return strings.Join(strings.Fields(name), " ")
}
