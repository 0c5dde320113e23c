package data

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Catalogue is what danbiet knows before anyone sends anything: units and their
// succession, periods, policies, the working calendar, the indicators. It is
// embedded in the program; every row names its source.
type Catalogue struct {
	Units       []OrgUnit
	Versions    []UnitVersion
	Measures    []UnitMeasure
	Edges       []UnitEdge
	Calendar    *Calendar
	ReportTypes []ReportType
	Periods     []Period
	Policies    []Policy
	Indicators  []Indicator
	SHA256      string // over all files of the catalogue

	versions   map[string][]UnitVersion // in order of time
	level      map[string]string
	indicators map[string]int
	workedOut  sync.Map // by key, functions of WorkedOut
	indexed    sync.Once
	units      unitIndex // once indexed
}

// WorkedOut is what make works out of the catalogue, once for each key, however
// many ask at a time: an index of names that every file needs. The catalogue must
// not change after that, and what make gives is shared. A key is of a type of the
// asking package's own.
func (c *Catalogue) WorkedOut(key any, make func() any) any {
	value, made := c.workedOut.Load(key)
	if !made {
		value, _ = c.workedOut.LoadOrStore(key, sync.OnceValue(make))
	}
	return value.(func() any)()
}

//go:embed catalogue
var catalogueFiles embed.FS

// LoadCatalogue parses and checks the embedded catalogue and works out the last
// day of every period. An error is a fault of the program, not of the user.
func LoadCatalogue() (*Catalogue, error) { return ReadCatalogue(nil) }

// ReadCatalogue is LoadCatalogue for the catalogue in a folder: files of the same
// names and columns as the embedded ones. nil is the embedded folder.
func ReadCatalogue(dir fs.FS) (*Catalogue, error) {
	if dir == nil {
		dir = EmbeddedCatalogue()
	}
	return loadCatalogue(dir)
}

// EmbeddedCatalogue is the folder of catalogue files in the program.
func EmbeddedCatalogue() fs.FS {
	dir, err := fs.Sub(catalogueFiles, "catalogue")
	if err != nil {
		panic(err) // the name is a valid path
	}
	return dir
}

func loadCatalogue(dir fs.FS) (*Catalogue, error) {
	c := &Catalogue{versions: map[string][]UnitVersion{}, level: map[string]string{}, indicators: map[string]int{}}
	for _, step := range []func(fs.FS) error{
		c.readUnits, c.readMeasures, c.readEdges, c.readCalendar, c.readReportTypes, c.readPolicies, c.readPeriods, c.readIndicators, c.hash,
	} {
		if err := step(dir); err != nil {
			return nil, fmt.Errorf("catalogue: %w", err)
		}
	}
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	return c, nil
}

// hash covers names and bytes of all files, in order of their names.
func (c *Catalogue) hash(dir fs.FS) error {
	names, err := fs.Glob(dir, "*")
	if err != nil {
		return err
	}
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", name, len(b))
		h.Write(b)
	}
	c.SHA256 = hex.EncodeToString(h.Sum(nil))
	return nil
}

func (c *Catalogue) readUnits(dir fs.FS) error {
	return eachRow(dir, "units.csv", func(r *csvRow) {
		v := UnitVersion{
			UnitID: r.must("unit"), ValidFrom: r.day("valid_from"), ValidTo: r.optDay("valid_to"),
			Name: r.must("name"), Type: r.must("type"), Code: r.text("code"), ParentID: r.text("parent"),
			Border: r.bool("border"), Source: r.must("source"),
		}
		v.SearchKey, v.SortKey = SearchKey(v.Name), SortKey(v.Name)
		level := r.oneOf("level", LevelProvince, LevelTown, LevelCommune, LevelAp)
		switch known, ok := c.level[v.UnitID]; {
		case !ok:
			c.Units = append(c.Units, OrgUnit{ID: v.UnitID, Level: level})
			c.level[v.UnitID] = level
		case known != level:
			r.fail("level", "unit %s was %s before", v.UnitID, known)
		}
		c.Versions = append(c.Versions, v)
		c.versions[v.UnitID] = append(c.versions[v.UnitID], v)
	})
}

func (c *Catalogue) readMeasures(dir fs.FS) error {
	return eachRow(dir, "unit_measures.csv", func(r *csvRow) {
		c.Measures = append(c.Measures, UnitMeasure{
			UnitID: r.unit("unit", c), AsOf: r.day("as_of"),
			Households: r.optInt("households"), Population: r.optInt("population"), ApCount: r.optInt("ap_count"),
			Source: r.must("source"),
		})
	})
}

func (c *Catalogue) readEdges(dir fs.FS) error {
	return eachRow(dir, "unit_edges.csv", func(r *csvRow) {
		c.Edges = append(c.Edges, UnitEdge{
			From: r.unit("from", c), To: r.unit("to", c), On: r.day("on"),
			Share: r.float("share"), ShareBasis: r.must("share_basis"), Document: r.must("document"),
		})
	})
}

func (c *Catalogue) readCalendar(dir fs.FS) error {
	var exceptions []CalendarException
	seen := map[Day]bool{}
	err := eachRow(dir, "calendar.csv", func(r *csvRow) {
		e := CalendarException{
			Day: r.day("day"), IsWorking: r.bool("is_working"), Reason: r.must("reason"),
			Status: r.oneOf("status", "law", "dispatch", "provisional"), Source: r.must("source"),
		}
		if seen[e.Day] {
			r.fail("day", "%s stands twice", e.Day)
		}
		seen[e.Day] = true
		exceptions = append(exceptions, e)
	})
	if err == nil && len(exceptions) == 0 {
		err = fmt.Errorf("%w: calendar.csv has no day", ErrInvalid)
	}
	if err != nil {
		return err
	}
	// Periods whose last day falls outside the years that the file speaks of cannot
	// be loaded: nobody would have looked up their days off.
	from, to := exceptions[0].Day, exceptions[0].Day
	for _, e := range exceptions {
		from, to = min(from, e.Day), max(to, e.Day)
	}
	c.Calendar = NewCalendar(from.Time().Year(), to.Time().Year(), exceptions)
	return nil
}

func (c *Catalogue) readReportTypes(dir fs.FS) error {
	return eachRow(dir, "report_types.csv", func(r *csvRow) {
		r.must("source")
		c.ReportTypes = append(c.ReportTypes, ReportType{ID: r.must("id"), NameVi: r.must("name_vi"), NameEn: r.must("name_en"), Ordinal: r.int("ordinal")})
	})
}

func (c *Catalogue) readPeriods(dir fs.FS) error {
	return eachRow(dir, "periods.csv", func(r *csvRow) {
		r.must("source")
		p := Period{
			ID: r.must("id"), ReportType: r.must("report_type"), Year: r.int("year"),
			DataFrom: r.day("data_from"), DataTo: r.day("data_to"),
			Deadline: Deadline{
				Rule: Rule(r.oneOf("rule", string(BeforeDate), string(ByDate), string(CalendarDaysAfter), string(WorkingDaysAfter))),
				On:   r.day("rule_on"), Days: r.int("rule_days"), Roll: Roll(r.oneOf("roll", string(RollNone), string(RollForward))),
			},
			CureWorkingDays: r.int("cure_working_days"), MinCover: r.float("min_cover"),
			PolicyID: r.must("policy"), Document: r.must("document"),
		}
		if body, ok := c.deadlinePolicy(p.PolicyID); ok {
			p.Deadline.CutoffTime, p.Deadline.Basis = body.CutoffTime, body.ReceiptBasis
		}
		rolled := p.Deadline
		rolled.Roll = RollForward
		var err, errRolled error
		p.LastDay, err = p.Deadline.LastDay(c.Calendar)
		p.LastDayRolled, errRolled = rolled.LastDay(c.Calendar)
		if err := errors.Join(err, errRolled); err != nil {
			r.fail("rule_on", "%v", err)
		}
		c.Periods = append(c.Periods, p)
	})
}

func (c *Catalogue) readPolicies(dir fs.FS) error {
	b, err := fs.ReadFile(dir, "policies.json")
	if err != nil {
		return err
	}
	var rows []struct {
		ID         string          `json:"id"`
		Kind       string          `json:"kind"`
		ValidFrom  Day             `json:"valid_from"`
		ValidTo    Day             `json:"valid_to"`
		Body       json.RawMessage `json:"body"`
		Document   string          `json:"document"`
		ApprovedBy string          `json:"approved_by"`
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&rows); err != nil {
		return fmt.Errorf("%w: policies.json: %v", ErrInvalid, err)
	}
	for i, r := range rows {
		if r.ID == "" || r.ValidFrom == 0 || r.Document == "" || r.ApprovedBy == "" || len(r.Body) == 0 {
			return fmt.Errorf("%w: policies.json: policy %d %q lacks id, valid_from, body, document or approved_by", ErrInvalid, i+1, r.ID)
		}
		if !slices.Contains(policyKinds, r.Kind) {
			return fmt.Errorf("%w: policies.json: %s: kind %q", ErrInvalid, r.ID, r.Kind)
		}
		var body bytes.Buffer
		if err := json.Compact(&body, r.Body); err != nil {
			return fmt.Errorf("%w: policies.json: %s: %v", ErrInvalid, r.ID, err)
		}
		c.Policies = append(c.Policies, Policy{ID: r.ID, Kind: r.Kind, ValidFrom: r.ValidFrom, ValidTo: r.ValidTo, Body: body.Bytes(), Document: r.Document, ApprovedBy: r.ApprovedBy})
	}
	return nil
}

func (c *Catalogue) readIndicators(dir fs.FS) error {
	return eachRow(dir, "indicators.csv", func(r *csvRow) {
		i := Indicator{
			Code: r.must("code"), Part: r.text("part"), Ordinal: r.int("ordinal"),
			Element: r.oneOf("element", "biet", "ban", "lam", "kiem_tra", "giam_sat", "thu_huong", "chung"),
			NameVi:  r.must("name_vi"), NameEn: r.must("name_en"), Unit: r.must("unit"),
			Aggregation: r.oneOf("aggregation", "flow", "cumulative", "stock", "derived", "yes_no"),
			Numerator:   r.must("numerator"), Denominator: r.text("denominator"),
			Base:      r.oneOf("base", "", "per_1000_households", "per_ap", "per_meeting"),
			Direction: r.oneOf("direction", "higher", "lower", "none"),
			Lo:        r.optFloat("lo"), Hi: r.optFloat("hi"), RangeLo: r.optFloat("range_lo"), RangeHi: r.optFloat("range_hi"),
			Basis: r.must("basis"),
		}
		for s := range strings.SplitSeq(r.text("synonyms"), "|") {
			if s = strings.TrimSpace(s); s != "" {
				i.Synonyms = append(i.Synonyms, s)
			}
		}
		if _, twice := c.indicators[i.Code+i.Part]; twice {
			r.fail("code", "%s%s stands twice", i.Code, i.Part)
		}
		c.indicators[i.Code+i.Part] = len(c.Indicators)
		c.Indicators = append(c.Indicators, i)
	})
}

// nfc reports a string that is not composed: two spellings of one name would
// look the same and never match.
func nfc(s string) bool { return norm.NFC.IsNormalString(s) }

// LoadCatalogueWith is the program's own catalogue with the lists of units in
// files that Store.UnitLists named.
func LoadCatalogueWith(files ...string) (*Catalogue, error) {
	c, err := LoadCatalogue()
	for _, name := range files {
		if err != nil {
			return nil, err
		}
		c, err = c.withFile(name)
	}
	return c, err
}

func (c *Catalogue) withFile(name string) (*Catalogue, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l, err := unpackUnits(f)
	if err != nil {
		return nil, err
	}
	return c.With(l, filepath.Base(name)), nil
}
