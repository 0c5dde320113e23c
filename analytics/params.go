package analytics

// z95 is the 97.5th percentile of the normal distribution: DuckDB has no
// quantile function of it (METHOD.md 1.6).
const z95 = 1.959963984540054

// params are the values of a filter under the names that steps and questions
// use. Days go in as ISO text: a time would be cast by the time zone of the
// session, and the day before would come out west of Greenwich.
func (f Filter) params() map[string]any {
	return map[string]any{
		"scope":  f.Scope.Param(),
		"unit":   f.Unit,
		"period": f.Period,
		"as_of":  f.AsOf.String(),
		"task":   f.Task,
		"z":      z95,

		"indicator": f.Indicator,
		// The indicators that are worked out, and the codes of the figures that they
		// stand on, joined by commas; all when "".
		"of_indicators": "",
		"of_figures":    "",

		// The one sending that is asked about, and whose it is; of all when 0 and "".
		"sending": int64(0),
		"sender":  "",
		// The periods whose obligations are looked at, joined by commas; all when "".
		"of_periods": "",
	}
}

// with adds a parameter to those of a filter.
func with(params map[string]any, name string, value any) map[string]any {
	params[name] = value
	return params
}

// obligationSteps are the steps up to the state of every obligation.
func obligationSteps(more ...string) []string {
	return append([]string{"scope_unit", "asked_unit", "owed", "expected", "submission_version", "receipt_by_policy", "working_day", "obligation_state"}, more...)
}
