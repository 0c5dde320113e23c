package data

import "encoding/json"

// Policy is a versioned rule with its document. Body differs by kind:
//
//   - deadline: receipt_basis (received_at, or sent_at where the register says
//     when), rule, roll, cutoff_time ("17:00", local; without it 24:00),
//     so_ket_6t and tong_ket_nam (month and day), cure_working_days, min_cover
//     (METHOD.md 1.1–1.4);
//   - completion: min_coverage, cap, default_weight, na_share_question,
//     pace_ahead, pace_behind (shares), coverage (value of a full, partial or
//     missing link) (METHOD.md 2.3, 2.5, 2.7);
//   - score: need (a fraction: the weight an element needs), composite (whether
//     one is worked out at all), floor, factors and aggregations (the scenarios
//     of weights), max_rank_spread, seed and draws (of the simulation), elements
//     (in their order, with weights), indicators (goalposts lo and hi and weight
//     by code with part, where they differ from the catalogue's and from 1)
//     (METHOD.md 3.2–3.6);
//   - comparison: level and alarm_level (of intervals and funnel limits), winsor,
//     min_set (units below which no reference figure is given), min_peers,
//     min_denominator (for ranking and the funnel), events (units of measure of
//     counts that may be treated as events), bridge (limits of the refusals)
//     (METHOD.md 4.1–4.8);
//   - quality: rate_tolerance, sums (whole and parts, as expressions of codes),
//     outlier, min_own_periods, heaping, perfect, same_floor, text (limits of the
//     signals), single_level, false_discovery, least_corrected (share of a
//     kind's answered flags), evidence (worth of each level)
//     (METHOD.md 5.1–5.9);
//   - definition: indicators (codes with part that mean something else from
//     ValidFrom on: no figure is carried over that day) (METHOD.md 4.8);
//   - legal: rules (each an indicator, with part, that must be at least so much,
//     or at least that share of another one; whole_year where the law counts by
//     the year; basis, the article) (METHOD.md 3.8);
//   - outside: score (of another body: qd766) and groups (each with the most points
//     it gives) (METHOD.md 3.7).
//
// ValidTo is exclusive; 0 is "still".
type Policy struct {
	ID         string
	Kind       string // one of policyKinds
	ValidFrom  Day
	ValidTo    Day
	Body       json.RawMessage
	Document   string
	ApprovedBy string
}

// policyKinds are the kinds of policy that the program applies.
var policyKinds = []string{"deadline", "completion", "score", "comparison", "quality", "definition", "legal", "outside"}
