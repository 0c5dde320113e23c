-- Who had sent which of the reports due, year by year? METHOD.md 1.5.
select cast(obligation_state.year as varchar) as span, obligation_state.unit_id, obligation_state.period_id,
       obligation_state.state not in ('missing_none', 'missing_returned') as submitted
from obligation_state
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
where obligation_state.due and obligation_state.state <> 'exempt'
