package analytics_test

import (
	"encoding/json"
	"strings"
	"testing"

	"danbiet/analytics"
	"danbiet/dashboards/words"
)

// The rule of METHOD.md 4.9 is proved by what the pages print, so its case runs
// through the room of words.
var _ = analytics.AddCase("format_rate", func(t *testing.T, input any) any {
	b, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	var shares []struct {
		X int64 `json:"x"`
		N int64 `json:"n"`
	}
	if err := json.Unmarshal(b, &shares); err != nil {
		t.Fatalf("input %s: %v", b, err)
	}
	out := []any{}
	for _, s := range shares {
		// pages keep the sign on the line of its number; cases do not
		out = append(out, strings.ReplaceAll(words.Of("vi").Rate(s.X, s.N), "\u00a0", ""))
	}
	return out
})
