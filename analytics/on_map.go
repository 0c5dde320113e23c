package analytics

import (
	"context"
	"strings"
)

// OnMap gives the figures of f.Period on the units of f.Map, the old ones or the
// new ones (METHOD.md 4.8): of a unit that reported itself its own figures
// (as_reported), of a later one what its predecessors left, with the verdicts of
// Bridged, of an earlier one what its successor reported when that has no other
// predecessor; else it is refused, for a sum cannot be taken apart. f.Map 0 is
// f.AsOf.
func OnMap(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "ban-do", Method: "4.8", AsOf: f.AsOf, Rows: []Row{}, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "bridged_counted", Kind: Estimate, Format: Decimal},
		{Key: "bridged_out_of", Kind: Estimate, Format: Decimal},
		{Key: "bridged_share", Kind: Estimate, Format: Share},
		{Key: "bridged_per_base", Kind: Estimate, Format: Decimal},
		{Key: "share_missing", Kind: Label, Format: Share},
		{Key: "share_split", Kind: Label, Format: Share},
		{Key: "verdict", Kind: Judgement, Format: Code},
		{Key: "refusal", Kind: Judgement, Format: Code},
		{Key: "super_unit", Kind: Label, Format: Text},
	}}
	params, err := comparisonParams(ctx, db, f)
	if err != nil {
		return nil, err
	}
	// Units of the other map stand in no set of this period; they are named where
	// they are asked about.
	named, err := texts(ctx, db, f.params(), "scope_unit", "asked_unit", "asked_units.sql")
	if err != nil {
		return nil, err
	}
	on := f.Map
	if on == 0 {
		on = f.AsOf
	}
	params["named"], params["before"], params["map_on"] = strings.Join(named, ","), f.Period, on.String()
	if err := grouped(ctx, db, params); err != nil {
		return nil, err
	}
	rows, err := ask(ctx, db, params, bridgeSteps("on_map.sql")...)
	if err != nil {
		return nil, err
	}
	own := figureEvidence(f.Period)
	return t, t.fill(rows, func(key string, of func(string) any) Evidence {
		if of("counted") != nil || of("out_of") != nil {
			return own(key, of)
		}
		return figureChoice{Period: f.Period, Units: word(of("units")), Num: word(of("x_of")), Den: word(of("n_of"))}.Evidence()
	})
}
