-- Which unit reported in which period, and when? METHOD.md 1.3.
select obligation_state.unit_id as unit, obligation_state.period_id as period, obligation_state.state,
       obligation_state.last_day, obligation_state.received_for_timeliness as received_on,
       obligation_state.received_for_timeliness - obligation_state.last_day as day_diff,
       obligation_state.days_late_calendar, obligation_state.days_late_working,
       obligation_state.credit_submission_id as submission,
       obligation_state.policy_id as _policy,
       obligation_state.versions_received as _sources
from obligation_state
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
join unit_order on unit_order.unit_id = obligation_state.unit_id
where obligation_state.data_to <= cast($as_of as date) + interval '1 year'
  and obligation_state.year <= (select year from period where period_id = $period)
order by unit_order.sort_key, obligation_state.unit_id, obligation_state.last_day, obligation_state.period_id
