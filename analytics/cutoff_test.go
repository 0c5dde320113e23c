package analytics

import (
	"net/url"
	"testing"
)

// A policy that closes the day at 17:00, with receipts to the minute around it:
// every number that depends on being in time agrees (METHOD.md 1.2, 1.3).
func TestACutoffTimeDecidesOnTheLastDayAlone(t *testing.T) {
	w := newWorld(t)
	w.deadlinePolicy("han-nop-2024", "17:00", "")
	for _, r := range []struct{ unit, at string }{
		{"xa-1", "2024-05-09T16:59:59+07:00"},
		{"xa-2", "2024-05-09T17:00:00+07:00"},
		{"xa-3", "2024-05-09T10:00:00Z"},        // 17:00 in Vietnam
		{"xa-4", "2024-05-09"},                  // the whole day is good
		{"xa-5", "2024-05-08T23:30:00+07:00"},   // an evening before the last day
		{"xa-6", "2024-05-10T08:00:00+07:00"},   // late by a day
		{"xa-7", "2024-05-09T00:00:00.5+07:00"}, // half a second after midnight
	} {
		w.unit(r.unit, "commune", r.unit, "tx-tan-chau", "2003-01-01", "2025-07-01")
		w.accepted(r.unit, "2024-6T", r.at, "2024-05-10")
	}
	w.unit("xa-8", "commune", "xa-8", "tx-tan-chau", "2003-01-01", "2025-07-01")

	// the evening of the last day: nothing is due yet, nothing is missing
	f := w.filter("2024-6T", "2024-05-09", "xa-8")
	same(t, lines(must(t)(Obligations(t.Context(), w.asked(), f)), "state", "days_overdue_calendar"), "not_yet_due 0")

	f = w.filter("2024-6T", "2024-05-13")
	owed := must(t)(Obligations(t.Context(), w.asked(), f))
	same(t, lines(owed, "unit", "state", "received_on", "day_diff", "days_late_calendar", "days_late_working"),
		"xa-8 missing_none - - - -\n"+
			"xa-2 late 2024-05-09 0 0 0\nxa-3 late 2024-05-09 0 0 0\nxa-6 late 2024-05-10 1 1 1\n"+
			"xa-1 on_time 2024-05-09 0 0 0\nxa-4 on_time 2024-05-09 0 0 0\nxa-5 on_time 2024-05-08 -1 0 0\nxa-7 on_time 2024-05-09 0 0 0")
	same(t, lines(must(t)(TimelinessRates(t.Context(), w.asked(), f)), "period", "expected", "on_time", "late", "missing", "extra_on_time_if_rolled"),
		"2024-6T 8 4 3 1 0\n2023-6T 8 0 0 8 0")
	// "before the 10th" read as the 10th itself takes those of the evening in
	same(t, lines(must(t)(DeadlineReadings(t.Context(), w.asked(), f)), "reading", "on_time"),
		"as_decided 4\nrolled 4\nnamed_day 7")
	same(t, lines(must(t)(BulkArrival(t.Context(), w.asked(), f)), "n_on_time", "n_last_day"), "4 3")

	// the evidence says the hour
	q, err := url.ParseQuery(string(owed.Rows[1].Evidence[owed.Col("days_late_calendar")]))
	if err != nil {
		t.Fatal(err)
	}
	same(t, lines(must(t)(EvidenceOf(t.Context(), w.asked(), f, q)), "printed", "state", "value"), "09/05/2024 17:00 late 0")
}

// A return that is cured keeps the hour of the returned version.
func TestACuredVersionKeepsItsHour(t *testing.T) {
	for at, want := range map[string]string{
		"2024-05-09T16:59:00+07:00": "on_time 2024-05-09 yes",
		"2024-05-09T17:00:00+07:00": "late 2024-05-09 yes",
	} {
		w := newWorld(t)
		w.deadlinePolicy("han-nop-2024", "17:00", "")
		w.unit("xa-1", "commune", "xa-1", "tx-tan-chau", "2003-01-01", "2025-07-01")
		w.reviewed(w.received("xa-1", "2024-6T", at), "2024-05-10", "returned", "formal")
		w.accepted("xa-1", "2024-6T", "2024-05-13T08:00:00+07:00", "2024-05-13")
		table := must(t)(Obligations(t.Context(), w.asked(), w.filter("2024-6T", "2024-05-20")))
		same(t, lines(table, "state", "received_on", "cured"), want)
	}
}

// By the day of sending, a sending counts from when it left, as far as that is
// known; it is still unknown before it came.
func TestReceiptBasisSentAt(t *testing.T) {
	w := newWorld(t)
	w.deadlinePolicy("han-nop-2024", "17:00", "sent_at")
	for _, r := range []struct{ unit, sent, received string }{
		{"xa-1", "2024-05-09T16:59:00+07:00", "2024-05-11T08:00:00+07:00"},
		{"xa-2", "2024-05-09T17:00:00+07:00", "2024-05-11"},
		{"xa-3", "2024-05-09", "2024-05-11T08:00:00+07:00"},
		{"xa-4", "", "2024-05-11T08:00:00+07:00"},
	} {
		w.unit(r.unit, "commune", r.unit, "tx-tan-chau", "2003-01-01", "2025-07-01")
		id := w.accepted(r.unit, "2024-6T", r.received, "2024-05-13")
		if r.sent != "" {
			w.left(id, r.sent)
		}
	}
	ask := func(asOf string) string {
		return lines(must(t)(Obligations(t.Context(), w.asked(), w.filter("2024-6T", asOf))), "unit", "state", "received_on")
	}
	same(t, ask("2024-05-13"), "xa-2 late 2024-05-09\nxa-4 late 2024-05-11\nxa-1 on_time 2024-05-09\nxa-3 on_time 2024-05-09")
	same(t, ask("2024-05-10"), "xa-1 missing_none -\nxa-2 missing_none -\nxa-3 missing_none -\nxa-4 missing_none -")
}
