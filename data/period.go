package data

// ReportType is a kind of periodic report.
type ReportType struct {
	ID      string // so-ket-6t, tong-ket-nam
	NameVi  string
	NameEn  string
	Ordinal int
}

// Period is one reporting period of one report type. DataFrom and DataTo are
// facts of the receiving body's document, never worked out from the label:
// the "six months" end before 10 May (METHOD.md, opening). LastDay follows from
// Deadline and the working calendar; LastDayRolled is the other reading, rolled
// forward over days off, shown wherever someone is called late (METHOD.md 1.2).
type Period struct {
	ID              string // 2024-6T, 2024-N
	ReportType      string
	Year            int
	DataFrom        Day
	DataTo          Day
	Deadline        Deadline
	LastDay         Day
	LastDayRolled   Day
	CureWorkingDays int
	MinCover        float64
	PolicyID        string
	Document        string
}

// PeriodByID is the period of a key such as "2024-6T".
func (c *Catalogue) PeriodByID(id string) (Period, bool) {
	for _, p := range c.Periods {
		if p.ID == id {
			return p, true
		}
	}
	return Period{}, false
}
