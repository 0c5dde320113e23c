package analytics_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"danbiet/data"
	"danbiet/ingest"
)

// Case F4 of METHOD.md 1.7: the values 32 and 42 where 40 to 60 is usual, 45 and
// 62 where 45 to 65 is. DHIS2 holds stored values against limits; here the reader
// asks about a figure outside its indicator's range, so the case is a workbook
// that is read. Limits are inclusive in both.
func TestARangeIsInclusiveAsDHIS2s(t *testing.T) {
	cat, err := data.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	const a, b = "QC07", "QC19"
	limits := map[string][2]float64{a: {40, 60}, b: {45, 65}}
	cat.Indicators = slices.Clone(cat.Indicators)
	for i, ind := range cat.Indicators {
		if l, ok := limits[ind.Code]; ok {
			cat.Indicators[i].RangeLo, cat.Indicators[i].RangeHi = &l[0], &l[1]
		}
	}
	var dhis2, ours []string
	for _, values := range []map[string]any{{a: 32.0, b: 45.0}, {a: 42.0, b: 62.0}} {
		for _, code := range []string{a, b} {
			if v := values[code].(float64); v < limits[code][0] || v > limits[code][1] {
				dhis2 = append(dhis2, fmt.Sprintf("%v: %v to %v, off by %v", v, limits[code][0], limits[code][1], max(limits[code][0]-v, v-limits[code][1])))
			}
		}
		ours = append(ours, outside(t, cat, values)...)
	}
	if want := []string{"32: 40 to 60, off by 8"}; !slices.Equal(dhis2, want) {
		t.Errorf("DHIS2's rule gives %v, want %v", dhis2, want)
	}
	if want := []string{"32 not in 40–60"}; !slices.Equal(ours, want) {
		t.Errorf("the reader asks about %v, want %v", ours, want)
	}
}

// outside are the figures that the reader finds outside their range, in a
// workbook with these figures.
func outside(t *testing.T, cat *data.Catalogue, values map[string]any) (found []string) {
	t.Helper()
	template, err := ingest.TemplateFor(t.Context(), cat, nil, "xa-tan-thanh", "2024-6T")
	if err != nil {
		t.Fatal(err)
	}
	template.Values = values
	var book bytes.Buffer
	if err := ingest.WriteTemplate(&book, cat, template); err != nil {
		t.Fatal(err)
	}
	for _, p := range ingest.Read("bao-cao.xlsx", book.Bytes(), cat).Problems {
		if p.Code != "out_of_range" {
			continue
		}
		var want string
		fmt.Sscan(p.Args["want"], &want)
		found = append(found, p.Args["got"]+" not in "+want)
	}
	return found
}
