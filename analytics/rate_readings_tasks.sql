-- And what would they make of the tasks of $period? METHOD.md 1.7, 2.3. A task
-- does not say on which day it was finished, so none is "done in time".
with sums as (
    select sum(completion.n_done) as done, sum(completion.n_applicable) as applicable,
           sum(completion.n_overdue) as overdue, sum(completion.n_tasks) as n,
           string_agg(distinct completion.policy_id, ',' order by completion.policy_id) as policy_id
    from completion
    join asked_unit on asked_unit.unit_id = completion.unit_id
    where completion.period_id = $period
    having count(*) > 0
),
reading as (
    select 1 as nth, 'done_of_all' as reading, done as counted, applicable as out_of from sums
    union all
    select 2, 'done_of_settled', done, done + overdue from sums
)
select 'tasks' as about, 'span_period' as span, reading.reading, reading.counted, reading.out_of,
       cast(reading.counted as double precision) / nullif(reading.out_of, 0) as share,
       sums.policy_id as _policy, case when reading.nth = 1 then sums.n else 0 end as _n
from reading
cross join sums
order by reading.nth
