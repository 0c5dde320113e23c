package analytics

import "context"

// PeerGroups says what kind of unit each is (type, third of size, border), which
// group it is held against, and how many are in it (METHOD.md 4.6). Members are
// counted and not named: they may lie outside the scope.
func PeerGroups(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nhom-so-sanh", Method: "4.6", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "unit_type", Kind: Label, Format: Text},
		{Key: "size", Kind: Label, Format: Code},
		{Key: "border", Kind: Label, Format: Code},
		{Key: "peer_level", Kind: Judgement, Format: Code},
		{Key: "n_peers", Kind: Label, Format: Integer},
	}}
	return t, t.compare(ctx, db, f, nil, "peer_unit", "peer_group", "peer_groups.sql")
}
