package analytics

import (
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

// qualityCases are the measures of section 5. Each fills by hand the relations
// that a step reads and runs the steps that the questions run.
var qualityCases = map[string]measured{
	"arithmetic_rules": arithmeticRulesCase,
	"outlier":          outlierCase,
	"poisson_outlier":  poissonOutlierCase,
	"heaping":          heapingCase,
	"perfect_values":   perfectValuesCase,
	"copied_values":    copiedValuesCase,
	"text_similarity":  textSimilarityCase,
	"fdr":              fdrCase,
	"evidence_score":   evidenceScoreCase,
	"bulk_submission":  bulkSubmissionCase,
}

// qualityHouse is a DuckDB with the relations that the steps of quality read,
// empty, but for the policy of the program.
func qualityHouse(t testing.TB) *sql.DB {
	t.Helper()
	db := emptyHouse(t)
	insert(t, db, `
		create table quality_policy as
			select 'p' as period_id, 'chat-luong' as policy_id, 0.005 as rate_tolerance,
			       7 as min_values, 3.5 as z_limit, 1.5 as iqr_k, 20.0 as heap_least, 0.2 as heap_share,
			       25 as heap_min, 20.0 as perfect_min, 5.0 as many_cases, 5 as many_min, 0.1 as same_floor,
			       5 as shingle_words, 50 as min_shingles, 0.8 as near, 0.5 as alike, 0.5 as template_share,
			       4 as template_units, 0.05 as single_level, 0.1 as false_discovery,
			       0.0 as worth_none, 0.25 as worth_narrative, 0.5 as worth_reference,
			       0.75 as worth_attached, 1.0 as worth_confirmed;
		create table quality_rule (
			period_id varchar, rule varchar, ordinal integer, subject varchar, left_of varchar,
			right_of varchar, under_of varchar, per double, tolerance double);
		create table earlier_period (period_id varchar, earlier_id varchar);
		create table figure (
			unit_id varchar, period_id varchar, indicator varchar, value double, source varchar,
			submission_id bigint, file_no integer, cell_no integer);
		create table outlier_value (
			unit_id varchar, period_id varchar, set_id varchar, indicator varchar, value double);
		create table poisson_test (ordinal integer, x double, expected double);
		create table counted_number (
			unit_id varchar, period_id varchar, set_id varchar, named boolean, value double);
		create table proportion_value (
			unit_id varchar, period_id varchar, set_id varchar, named boolean, indicator varchar,
			x double, n double);
		create table figure_pair (
			unit_id varchar, period_id varchar, set_id varchar, named boolean, indicator varchar,
			aggregation varchar, value double, value_before double);
		create table text_section (
			side varchar, unit_id varchar, period_id varchar, set_id varchar, section varchar, text varchar);
		create table signal_test (
			kind varchar, subject varchar, unit_id varchar, period_id varchar, set_id varchar, named boolean,
			seen double, out_of double, expected double, p double);
		create table task_value (
			unit_id varchar, period_id varchar, label varchar, weight double, shown_status varchar);
		create table task_evidence (unit_id varchar, period_id varchar, label varchar, level varchar);
		create table arrival (
			period_id varchar, submission_id bigint, received_at timestamp, received_on date,
			clock_known boolean, on_time boolean, last_day date)`)
	return db
}

// binomialSteps run one source of binomial tests.
var binomialSteps = []string{"heaping", "many_perfect", "copied_value", "binomial_test", "binomial_tail"}

// only is the one row of rows, nil when there is none.
func only(t testing.TB, rows []map[string]any) map[string]any {
	t.Helper()
	if len(rows) > 1 {
		t.Fatalf("got %d rows, want at most one", len(rows))
	}
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

func arithmeticRulesCase(t *testing.T, in caseInput) any {
	var c struct {
		Total, Resolved, Received, Num, Den *float64
		Parts                               []float64
		RateReported                        *float64 `json:"rate_reported"`
		CumMidyear                          *float64 `json:"cum_midyear"`
		CumAnnual                           *float64 `json:"cum_annual"`
		HouseholdsApproved                  *float64 `json:"households_approved"`
		HouseholdsTotal                     *float64 `json:"households_total"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	insert(t, db, `insert into earlier_period values ('p', 'before')`)
	figure := func(period, name string, value *float64) {
		if value != nil {
			insert(t, db, `insert into figure values ('u', $1, $2, $3, null, 1, 1, 1)`, period, name, *value)
		}
	}
	var parts []string
	for i, part := range c.Parts {
		parts = append(parts, fmt.Sprintf("part%d", i))
		figure("p", parts[i], &part)
	}
	for name, value := range map[string]*float64{
		"total": c.Total, "resolved": c.Resolved, "received": c.Received, "rate": c.RateReported,
		"num": c.Num, "den": c.Den, "cum": c.CumAnnual,
		"households_approved": c.HouseholdsApproved, "households_total": c.HouseholdsTotal,
	} {
		figure("p", name, value)
	}
	figure("before", "cum", c.CumMidyear)
	for i, r := range [][]string{
		{"QC-SUM", strings.Join(parts, "+"), "total", ""},
		{"QC-PART", "resolved", "received", ""},
		{"QC-RATE", "rate", "num", "den"},
		{"QC-CUM", "cum", "cum", ""},
		{"QC-PART", "households_approved", "households_total", ""},
	} {
		tolerance := 1e-9
		if r[0] == "QC-RATE" {
			tolerance = 0.005
		}
		insert(t, db, `insert into quality_rule values ('p', $1, $2, $3, $3, $4, $5, 1, $6)`, r[0], i, r[1], r[2], r[3], tolerance)
	}
	rows := askRows(t, db, nil, "rule_term", "figure_rule")
	slices.SortFunc(rows, func(a, b map[string]any) int { return int(a["ordinal"].(float64) - b["ordinal"].(float64)) })
	violations := []any{}
	for _, r := range rows {
		if r["broken"] != true {
			continue
		}
		pattern := map[string]string{"QC-SUM": "%s: %v != %v", "QC-RATE": "%s: %.2f != %.2f", "QC-CUM": "%s: %v < %v"}[word(r["rule"])]
		text := fmt.Sprintf(pattern, r["rule"], r["seen"], r["wanted"])
		if r["rule"] == "QC-PART" {
			whole := map[any]string{"resolved": "received", "households_approved": "households_total"}[r["subject"]]
			text = fmt.Sprintf("QC-PART: %v %v > %s %v", r["subject"], r["seen"], whole, r["wanted"])
		}
		violations = append(violations, text)
	}
	return map[string]any{"violations": violations}
}

func outlierCase(t *testing.T, in caseInput) any {
	var c struct {
		Xs     []float64 `json:"xs"`
		XsMad0 []float64 `json:"xs_mad0"`
		ZLimit *float64  `json:"z_limit"`
		IqrK   *float64  `json:"iqr_k"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	insert(t, db, `update quality_policy set z_limit = coalesce($1, z_limit), iqr_k = coalesce($2, iqr_k)`, c.ZLimit, c.IqrK)
	out := map[string]any{}
	for prefix, xs := range map[string][]float64{"": c.Xs, "mad0_": c.XsMad0} {
		if xs == nil {
			continue
		}
		clear(t, db, "outlier_value")
		for i, x := range xs {
			insert(t, db, `insert into outlier_value values ($1, 'p', 's', 'i', $2)`, fmt.Sprintf("%03d", i), x)
		}
		rows := askRows(t, db, nil, "outlier")
		slices.SortFunc(rows, func(a, b map[string]any) int { return strings.Compare(word(a["unit_id"]), word(b["unit_id"])) })
		z, flagZ, flagIQR := []any{}, []any{}, []any{}
		for i, r := range rows {
			z = append(z, r["modified_z"])
			if r["flag_z"] == true {
				flagZ = append(flagZ, i)
			}
			if r["flag_iqr"] == true {
				flagIQR = append(flagIQR, i)
			}
		}
		out[prefix+"z"], out[prefix+"flag_z"], out[prefix+"flag"] = z, flagZ, flagZ
		if len(rows) == 0 {
			continue
		}
		out[prefix+"method"], out[prefix+"flag_iqr"] = rows[0]["method"], flagIQR
		for _, key := range []string{"median", "mad", "q1", "q3"} {
			out[prefix+key] = rows[0][key]
		}
		out[prefix+"fences"] = []any{rows[0]["fence_lo"], rows[0]["fence_hi"]}
	}
	return out
}

func poissonOutlierCase(t *testing.T, in caseInput) any {
	db := qualityHouse(t)
	return each(in.value, func(v any) any {
		var c struct {
			X        float64 `json:"x"`
			Expected float64 `json:"expected"`
		}
		into(t, v, &c)
		clear(t, db, "poisson_test")
		insert(t, db, `insert into poisson_test values (1, $1, $2)`, c.X, c.Expected)
		return only(t, askRows(t, db, nil, "poisson_tail"))["p"]
	})
}

func heapingCase(t *testing.T, in caseInput) any {
	type counts struct {
		N    int `json:"n"`
		Ends int `json:"ending_0_or_5"`
	}
	var c struct {
		counts
		ExpectedShare *float64 `json:"expected_share"`
		MinN          *int     `json:"min_n"`
		TooFew        *counts  `json:"too_few"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	insert(t, db, `update quality_policy set heap_share = coalesce($1, heap_share), heap_min = coalesce($2, heap_min)`, c.ExpectedShare, c.MinN)
	p := func(n counts) (any, any) {
		clear(t, db, "counted_number")
		for i := range n.N {
			value := 21 + 5*i // ends in 1 or 6
			if i < n.Ends {
				value = 20 + 5*i
			}
			insert(t, db, `insert into counted_number values ('u', 'p', 's', true, $1)`, value)
		}
		// what is too small or no whole number is not looked at
		insert(t, db, `insert into counted_number values ('u', 'p', 's', true, 15), ('u', 'p', 's', true, 25.5)`)
		return sixDecimals(only(t, askRows(t, db, nil, "heaping"))["share"]), only(t, askRows(t, db, nil, binomialSteps...))["p"]
	}
	out := map[string]any{}
	out["share"], out["p"] = p(c.counts)
	if c.TooFew != nil {
		_, out["too_few"] = p(*c.TooFew)
	}
	return out
}

func perfectValuesCase(t *testing.T, in caseInput) any {
	type cases struct {
		X float64 `json:"x"`
		N float64 `json:"n"`
	}
	var c struct {
		cases
		PeersX float64 `json:"peers_x"`
		PeersN float64 `json:"peers_n"`
		Small  *cases  `json:"small"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	// flagged before the batch is looked at: enough cases, and small alone
	one := func(own cases) (rate, p any, flag bool) {
		clear(t, db, "proportion_value")
		for unit, v := range map[string]cases{"u": own, "peers": {c.PeersX, c.PeersN}} {
			insert(t, db, `insert into proportion_value values ($1, 'p', 's', true, 'i', $2, $3)`, unit, v.X, v.N)
		}
		for _, r := range askRows(t, db, nil, "perfect_value") {
			if r["unit_id"] == "u" {
				rate, p = r["peer_rate"], r["p"]
				flag = r["tested"] == true && r["p"].(float64) <= 0.05
			}
		}
		return rate, p, flag
	}
	out := map[string]any{}
	out["peer_rate"], out["p"], out["flag_before_fdr"] = one(c.cases)
	if c.Small != nil {
		_, out["small_p"], out["small_flag"] = one(*c.Small)
	}
	return out
}

func copiedValuesCase(t *testing.T, in caseInput) any {
	var c struct {
		Comparable int     `json:"comparable"`
		Same       int     `json:"same"`
		Q          float64 `json:"q"`
		Structural int     `json:"excluded_structural"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	pairs := func(unit, aggregation string, n, same int) {
		insert(t, db, `insert into figure_pair
			select $1, 'p', 's', true, $2 || i, $2, i + 1, case when i < $4 then i + 1 else i + 2 end
			from (select unnest(range(0, $3)) as i)`, unit, aggregation, n, same)
	}
	pairs("u", "flow", c.Comparable, c.Same)
	pairs("u", "stock", c.Structural, c.Structural)
	insert(t, db, `insert into figure_pair values ('u', 'p', 's', true, 'none', 'flow', 0, 0)`)
	// the others' share is at most q, which the policy's floor makes exact
	pairs("peers", "flow", 1000, int(c.Q*1000))
	insert(t, db, `update quality_policy set same_floor = $1`, c.Q)
	out := map[string]any{}
	for _, r := range askRows(t, db, nil, "copied_value") {
		if r["unit_id"] == "u" {
			out["share"] = sixDecimals(r["share"])
		}
	}
	for _, r := range askRows(t, db, nil, binomialSteps...) {
		if r["unit_id"] == "u" {
			out["p"] = r["p"]
		}
	}
	return out
}

// sixDecimals is a share as the files of cases write it, whose tolerance may be
// finer than that.
func sixDecimals(v any) any {
	if f, ok := v.(float64); ok {
		return math.Round(f*1e6) / 1e6
	}
	return v
}

func textSimilarityCase(t *testing.T, in caseInput) any {
	var c struct {
		A        string `json:"a"`
		B        string `json:"b"`
		K        int    `json:"k"`
		Template string `json:"template"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	insert(t, db, `update quality_policy set shingle_words = $1`, c.K)
	insert(t, db, `insert into text_section values ('report', 'a', 'p', 's', 'I', $1), ('report', 'b', 'p', 's', 'I', $2)`, c.A, c.B)
	pair := func() any {
		for _, r := range askRows(t, db, nil, textSteps...) {
			if r["unit_id"] == "a" && r["figures"] == "kept" {
				return map[string]any{
					"shingles_a": r["shingles"], "shingles_b": r["other_shingles"],
					"both": r["both_have"], "union": r["either_has"], "jaccard": r["jaccard"],
				}
			}
		}
		return nil
	}
	out := map[string]any{"with_template": pair()}
	insert(t, db, `insert into text_section values ('template', '', 'p', 's', '', $1)`, c.Template)
	out["template_removed"] = pair()
	return out
}

var textSteps = []string{"section_word", "shingle", "own_shingle", "text_pair"}

func fdrCase(t *testing.T, in caseInput) any {
	var c struct {
		P []float64 `json:"p"`
		Q *float64  `json:"q"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	insert(t, db, `update quality_policy set false_discovery = coalesce($1, false_discovery)`, c.Q)
	adjusted, survives := adjust(t, db, c.P)
	flag := []any{}
	for i, yes := range survives {
		if yes {
			flag = append(flag, i)
		}
	}
	return map[string]any{"adjusted": adjusted, "flag": flag}
}

// adjust runs one batch of tests through the database.
func adjust(t testing.TB, db *sql.DB, ps []float64) (adjusted []float64, survives []bool) {
	t.Helper()
	clear(t, db, "signal_test")
	for i, p := range ps {
		insert(t, db, `insert into signal_test values ('k', '', $1, 'p', 's', true, 0, 0, 0, $2)`, fmt.Sprintf("%06d", i), p)
	}
	rows := askRows(t, db, nil, "signal")
	slices.SortFunc(rows, func(a, b map[string]any) int { return strings.Compare(word(a["unit_id"]), word(b["unit_id"])) })
	for _, r := range rows {
		adjusted = append(adjusted, r["adjusted_p"].(float64))
		survives = append(survives, r["survives"] == true)
	}
	return adjusted, survives
}

func evidenceScoreCase(t *testing.T, in caseInput) any {
	var c struct {
		Levels map[string]float64 `json:"levels"`
		Tasks  []struct {
			Status   string   `json:"status"`
			Weight   *float64 `json:"weight"`
			Evidence []string `json:"evidence"`
		} `json:"tasks"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	for _, level := range []string{"none", "narrative", "reference", "attached", "confirmed"} {
		if worth, ok := c.Levels[level]; ok {
			insert(t, db, `update quality_policy set worth_`+level+` = $1`, worth)
		}
	}
	for i, task := range c.Tasks {
		insert(t, db, `insert into task_value values ('u', 'p', $1, coalesce($2, 1), $3)`, fmt.Sprint(i), task.Weight, task.Status)
		for _, level := range task.Evidence {
			insert(t, db, `insert into task_evidence values ('u', 'p', $1, $2)`, fmt.Sprint(i), level)
		}
	}
	out := only(t, askRows(t, db, nil, "evidence_score"))
	if out == nil {
		out = map[string]any{}
	}
	out["score"], out["share_without_any"] = out["evidence_score"], out["share_without"]
	return out
}

func bulkSubmissionCase(t *testing.T, in caseInput) any {
	var c struct {
		Calendar   string       `json:"calendar"`
		ReceivedAt []string     `json:"received_at"`
		Deadline   caseDeadline `json:"deadline"`
	}
	into(t, in.value, &c)
	db := qualityHouse(t)
	calendar := data.NewCalendar(2022, 2028, nil)
	if c.Calendar != "" {
		calendar = in.calendar(t, c.Calendar)
	}
	last := c.Deadline.lastDay(t, calendar).String()
	for i, at := range c.ReceivedAt {
		// the cases write minutes
		instant, err := time.Parse("2006-01-02T15:04Z07:00", at)
		known := err == nil
		if err != nil {
			instant, known = instantOf(t, at)
		}
		insert(t, db, `insert into arrival values ('p', $1, $2, cast($3 as date), $4, cast($3 as date) <= cast($5 as date), cast($5 as date))`,
			i, instant.UTC(), data.DayOf(instant).String(), known, last)
	}
	out := only(t, askRows(t, db, nil, "bulk_arrival"))
	if out == nil {
		out = map[string]any{}
	}
	out["share_last_24h_of_on_time"], out["max_in_60_minutes"] = out["share_last_day"], out["most_in_an_hour"]
	return out
}
