-- What does each parent add to the rate of $period's year? An obligation belongs
-- to the parent that its unit had on the last day. METHOD.md 1.5.
select obligation_state.parent_id as part, obligation_state.period_id,
       count(*) as expected,
       count(*) filter (where obligation_state.state in ('on_time', 'pending_on_time')) as on_time,
       sum(obligation_state.versions_received) as sources,
       min(obligation_state.policy_id) as policy_id
from obligation_state
join asked_unit on asked_unit.unit_id = obligation_state.unit_id
where obligation_state.due and obligation_state.state <> 'exempt'
  and obligation_state.year = (select year from period where period_id = $period)
group by obligation_state.parent_id, obligation_state.period_id
