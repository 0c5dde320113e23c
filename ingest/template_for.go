package ingest

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"danbiet/data"
)

// TemplateFor prefills the report workbook of a unit and period: with a store,
// the tasks of the plan that the unit sent for that year and last period's
// figures; without one (nil) the unit and period alone. An unknown unit or
// period, or a unit that does not owe that report, is ErrInvalid.
func TemplateFor(ctx context.Context, cat *data.Catalogue, store *data.Store, unit, period string) (Template, error) {
	p, ok := cat.PeriodByID(period)
	if !ok {
		var known []string
		for _, q := range cat.Periods {
			known = append(known, q.ID)
		}
		return Template{}, fmt.Errorf("%w: không có kỳ báo cáo %q; các kỳ đang có: %s", data.ErrInvalid, period, strings.Join(known, ", "))
	}
	v, ok := cat.UnitOn(unit, p.LastDay)
	if !ok {
		var known []string
		for _, u := range cat.Units {
			if _, valid := cat.UnitOn(u.ID, p.LastDay); valid && u.Level == "commune" {
				known = append(known, u.ID)
			}
		}
		sort.Strings(known)
		return Template{}, fmt.Errorf("%w: không có đơn vị %q vào ngày %s; các đơn vị đang có: %s", data.ErrInvalid, unit, dayVi(p.LastDay), strings.Join(known, ", "))
	}
	t := Template{Unit: v, Period: p, DataFrom: p.DataFrom, DataTo: p.DataTo}
	if store == nil {
		return t, nil
	}
	planned, err := store.PlannedTasks(ctx, unit, p.Year)
	if err != nil {
		return Template{}, err
	}
	for _, task := range planned {
		t.Tasks = append(t.Tasks, TemplateTask{Label: task.Label, Text: task.Text, Start: task.Start, Due: task.Due})
	}
	if before, ok := previousPeriod(cat, p); ok {
		figures, err := store.ReportedFigures(ctx, before.ID)
		if err != nil {
			return Template{}, err
		}
		t.Previous = figures[unit]
	}
	return t, nil
}
