package ingest

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"danbiet/data"
)

// TemplateFor prefills the report workbook of a unit and period: with a store,
// the tasks as the unit's last report of that year set them out (or, before the
// first, those of its plan), the shares of the ấp in them, and last period's
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
	var err error
	if t.Tasks, err = templateTasks(ctx, store, unit, p.Year); err != nil {
		return Template{}, err
	}
	if t.Aps, err = templateAps(ctx, cat, store, v, p); err != nil {
		return Template{}, err
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

func templateTasks(ctx context.Context, store *data.Store, unit string, year int) ([]TemplateTask, error) {
	var tasks []TemplateTask
	stated, err := store.StatedTasks(ctx, unit, year)
	if err != nil {
		return nil, err
	}
	for _, s := range stated {
		task := TemplateTask{Label: s.Label, Text: s.Text, TownLabel: s.TownLabel, Coverage: s.Coverage, Responsible: s.Responsible,
			Type: s.Type, Unit: s.Unit, Start: s.Start, Due: s.Due, Milestones: s.MilestoneText}
		switch {
		case s.Lo != nil && s.Hi != nil:
			task.Target = FormatNumber(*s.Lo) + "-" + FormatNumber(*s.Hi)
		case s.Target != nil:
			task.Target = *s.Target
		}
		if s.Weight != nil {
			task.Weight = *s.Weight
		}
		tasks = append(tasks, task)
	}
	if len(tasks) > 0 {
		return tasks, nil
	}
	planned, err := store.PlannedTasks(ctx, unit, year)
	for _, p := range planned {
		tasks = append(tasks, TemplateTask{Label: p.Label, Text: p.Text, Start: p.Start, Due: p.Due, Milestones: p.Milestones})
	}
	return tasks, err
}

// templateAps are the rows by ấp as the last report set them out, with the names
// that the form's own list has where the catalogue knows them.
func templateAps(ctx context.Context, cat *data.Catalogue, store *data.Store, unit data.UnitVersion, p data.Period) ([]TemplateAp, error) {
	listed := map[string]string{}
	for _, name := range apNames(cat, unit.UnitID, p.DataTo) {
		listed[apKey(name)] = name
	}
	stated, err := store.StatedAps(ctx, unit.UnitID, p.Year)
	var aps []TemplateAp
	for _, s := range stated {
		ap := TemplateAp{Label: s.Label, Ap: s.Ap}
		if name := listed[apKey(s.Ap)]; name != "" {
			ap.Ap = name
		}
		if s.Target != nil {
			ap.Target = *s.Target
		}
		aps = append(aps, ap)
	}
	return aps, err
}
