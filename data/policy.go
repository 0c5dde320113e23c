package data

import "encoding/json"

// Policy is a versioned rule with its document. Body differs by kind:
//
//   - deadline: receipt_basis, rule, roll, so_ket_6t and tong_ket_nam (month
//     and day), cure_working_days, min_cover (METHOD.md 1.1–1.4);
//   - completion: min_coverage, cap, default_weight, na_share_question,
//     pace_ahead, pace_behind (shares), coverage (value of a full, partial or
//     missing link) (METHOD.md 2.3, 2.5, 2.7).
//
// ValidTo is exclusive; 0 is "still".
type Policy struct {
	ID         string
	Kind       string // deadline, completion
	ValidFrom  Day
	ValidTo    Day
	Body       json.RawMessage
	Document   string
	ApprovedBy string
}
