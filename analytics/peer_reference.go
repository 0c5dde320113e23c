package analytics

import "context"

// PeerReference gives every unit's value of every indicator beside the median of
// its peers and of its whole set (METHOD.md 4.6). A median of too few units with
// a figure is null. Of a share the columns end in share, of anything else in
// per_base.
func PeerReference(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "so-voi-nhom", Method: "4.6", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "per_base", Kind: Fact, Format: Decimal},
		{Key: "peer_level", Kind: Label, Format: Code},
		{Key: "n_peers", Kind: Label, Format: Integer},
		{Key: "peer_share", Kind: Estimate, Format: Share},
		{Key: "peer_per_base", Kind: Estimate, Format: Decimal},
		{Key: "set_share", Kind: Estimate, Format: Share},
		{Key: "set_per_base", Kind: Estimate, Format: Decimal},
	}}
	return t, t.compare(ctx, db, f, []string{"peer_share", "peer_per_base", "set_share", "set_per_base"},
		"peer_unit", "peer_group", "peer_reference.sql")
}
