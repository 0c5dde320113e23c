-- How many of the reports due for $period were on time by each reading of its
-- last day? METHOD.md 1.2.
with asked as (
    select obligation_state.counts_on, obligation_state.versions_received,
           obligation_state.state in ('on_time', 'pending_on_time', 'late', 'pending_late') as submitted
    from obligation_state
    join asked_unit on asked_unit.unit_id = obligation_state.unit_id
    where obligation_state.period_id = $period
      and obligation_state.due
      and obligation_state.state <> 'exempt'
),
sums as (
    select deadline_reading.nth, deadline_reading.reading, deadline_reading.last_day,
           deadline_reading.policy_id,
           count(*) filter (where asked.submitted and asked.counts_on <= deadline_reading.last_day) as on_time,
           count(*) as expected,
           sum(asked.versions_received) as sources
    from deadline_reading
    cross join asked
    group by deadline_reading.nth, deadline_reading.reading, deadline_reading.last_day, deadline_reading.policy_id
)
select reading, last_day, on_time, expected,
       cast(on_time as double precision) / nullif(expected, 0) as on_time_rate,
       strftime(last_day, '%Y-%m-%d') as _by, policy_id as _policy,
       case when nth = 1 then sources else 0 end as _sources,
       case when nth = 1 then expected else 0 end as _n
from sums
order by nth
