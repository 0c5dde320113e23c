package analytics

import (
	"context"
	"fmt"
	"net/url"

	"danbiet/data"
)

// EvidenceOf answers the query string of an Evidence: the rows that a number
// stands on, each with its place in a file as received. The kind is q:
//
//   - obligations: obligations with their receipts (evidenceObligations)
//   - unexpected: reports that nobody owed (evidenceUnexpected)
//   - tasks: what reports say of tasks (evidenceTasks)
//   - aps: what reports say of tasks by ấp (evidenceAps)
//   - links: which tasks carry out a task of the superior plan (evidenceLinks)
//   - facts: numbers of indicators (evidenceFacts)
//   - findings: what a broken rule, a signal or a figure of section 5 stands on
//     (evidenceFindings)
//   - outside: points that another body gave (evidenceOutside)
//   - answers: what was answered to rules and signals (evidenceAnswers)
//
// An unknown kind is ErrInvalid. Whatever the query names, only units of
// f.Scope answer it.
func EvidenceOf(ctx context.Context, db DB, f Filter, q url.Values) (*Table, error) {
	switch kind := q.Get("q"); kind {
	case "obligations":
		return evidenceObligations(ctx, db, f, q)
	case "unexpected":
		return evidenceUnexpected(ctx, db, f, q)
	case "tasks":
		return evidenceTasks(ctx, db, f, q)
	case "aps":
		return evidenceAps(ctx, db, f, q)
	case "links":
		return evidenceLinks(ctx, db, f, q)
	case "facts":
		return evidenceFacts(ctx, db, f, q)
	case "outside":
		return evidenceOutside(ctx, db, f, q)
	case "answers":
		return evidenceAnswers(ctx, db, f, q)
	case "findings":
		return evidenceFindings(ctx, db, f, q)
	default:
		return nil, fmt.Errorf("%w: không có loại căn cứ %q; các loại: obligations, unexpected, tasks, aps, links, facts, findings, answers, outside", data.ErrInvalid, kind)
	}
}
