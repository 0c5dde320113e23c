package analytics

import (
	"cmp"
	"context"
	"slices"
)

// RankGroups places every unit in a third of its set, where that is certain: the
// joint interval of its share, the best and the worst rank that it may hold, and
// the group (nhom_dau, nhom_giua, nhom_can_ho_tro; khong_phan_biet where the
// units cannot be told apart). Inside a group rows stand by expected rank, which
// is an order and no figure (METHOD.md 4.4).
func RankGroups(ctx context.Context, db DB, f Filter) (*Table, error) {
	t := &Table{Name: "nhom-xep", Method: "4.4", AsOf: f.AsOf, Columns: []Column{
		{Key: "unit", Kind: Label, Format: UnitName},
		{Key: "indicator", Kind: Label, Format: Text},
		{Key: "counted", Kind: Fact, Format: Decimal},
		{Key: "out_of", Kind: Fact, Format: Decimal},
		{Key: "share", Kind: Fact, Format: Share},
		{Key: "joint_lo", Kind: Estimate, Format: Share},
		{Key: "joint_hi", Kind: Estimate, Format: Share},
		{Key: "best", Kind: Estimate, Format: Integer},
		{Key: "worst", Kind: Estimate, Format: Integer},
		{Key: "n_ranked", Kind: Label, Format: Integer},
		{Key: "rank_group", Kind: Judgement, Format: Code},
	}}
	all := &Table{Name: t.Name, Columns: append(slices.Clone(t.Columns),
		Column{Key: "named", Kind: Label, Format: Code},
		Column{Key: "set_id", Kind: Label, Format: Text},
		Column{Key: "direction", Kind: Label, Format: Code})}
	wide := []string{"joint_lo", "joint_hi", "best", "worst"}
	if err := all.compare(ctx, db, f, wide, jointSteps("rank_interval", "rank_group", "rank_groups.sql")...); err != nil {
		return nil, err
	}
	all.orderByExpectedRank()
	t.Rows, t.Policy = []Row{}, all.Policy
	reported := map[any]bool{}
	for i, row := range all.Rows {
		if all.Value(i, "named") != "yes" {
			continue
		}
		n := len(t.Columns)
		t.Rows = append(t.Rows, Row{Values: row.Values[:n:n], Evidence: row.Evidence[:n:n]})
		reported[all.Value(i, "unit")] = true
	}
	t.N, t.Sources = len(t.Rows), len(reported)
	return t, nil
}

// orderByExpectedRank puts the rows of one indicator, set and group in the order
// of expected ranks, worked out over all groups of the set.
func (t *Table) orderByExpectedRank() {
	type list struct{ indicator, set any }
	of := map[list][]int{}
	for i := range t.Rows {
		l := list{t.Value(i, "indicator"), t.Value(i, "set_id")}
		of[l] = append(of[l], i)
	}
	rank := make([]float64, len(t.Rows))
	for _, places := range of {
		units := make([]counted, len(places))
		for at, i := range places {
			x, _ := t.Value(i, "counted").(float64)
			n, _ := t.Value(i, "out_of").(float64)
			if t.Value(i, "direction") == "lower" { // fewer is better: count the others
				x = n - x
			}
			units[at] = counted{x, n}
		}
		for at, r := range expectedRanks(units) {
			rank[places[at]] = r
		}
	}
	order := make([]int, len(t.Rows))
	for i := range order {
		order[i] = i
	}
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && t.together(start, end) {
			end++
		}
		slices.SortStableFunc(order[start:end], func(a, b int) int { return cmp.Compare(rank[a], rank[b]) })
		start = end
	}
	rows := make([]Row, len(order))
	for at, i := range order {
		rows[at] = t.Rows[i]
	}
	t.Rows = rows
}

// together tells whether two rows are of one indicator, set and group.
func (t *Table) together(a, b int) bool {
	for _, key := range []string{"indicator", "set_id", "rank_group"} {
		if t.Value(a, key) != t.Value(b, key) {
			return false
		}
	}
	return true
}
