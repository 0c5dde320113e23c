-- Who owes a report of $period, and how does each stand? METHOD.md 1.3.
select obligation_state.unit_id as unit, obligation_state.state, obligation_state.last_day,
       obligation_state.received_for_timeliness as received_on,
       obligation_state.received_for_timeliness - obligation_state.last_day as day_diff,
       obligation_state.days_late_calendar, obligation_state.days_late_working,
       obligation_state.days_overdue_calendar, obligation_state.days_overdue_working,
       obligation_state.versions_received, obligation_state.versions_returned,
       obligation_state.n_corrections as corrections, obligation_state.cured,
       obligation_state.credit_submission_id as submission,
       obligation_state.figures_from_submission_id as figures_from,
       obligation_state.policy_id as _policy,
       obligation_state.versions_received as _sources
from obligation_state
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
join unit_order on unit_order.unit_id = obligation_state.unit_id
where obligation_state.period_id = $period
order by obligation_state.state_order, unit_order.sort_key, obligation_state.unit_id
