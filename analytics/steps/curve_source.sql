-- Which reports and which policy does the curve stand on? METHOD.md 1.6.
select min(obligation_state.policy_id) as policy_id, sum(obligation_state.versions_received) as sources
from obligation_state
join curve_time on curve_time.unit_id = obligation_state.unit_id and curve_time.period_id = obligation_state.period_id
