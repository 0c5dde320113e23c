-- Which obligations does the rate of each period stand on? METHOD.md 1.5.
select obligation_state.period_id as rate_group, obligation_state.state, obligation_state.due
from obligation_state
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
