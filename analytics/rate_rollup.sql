-- What is the on-time rate of each part and of the whole? A ratio of sums; the
-- mean of the parts' rates stands beside it only to be rejected. METHOD.md 1.5.
with part_sum as (
    select part, sum(expected) as expected, sum(on_time) as on_time,
           sum(sources) as sources, min(policy_id) as policy_id
    from rolled_part
    group by part
),
summed as (
    select part, expected, on_time, sources, policy_id, cast(null as double precision) as mean_of_rates, 0 as is_whole
    from part_sum
    union all
    select null, sum(expected), sum(on_time), 0, null,
           avg(cast(on_time as double precision) / nullif(expected, 0)), 1
    from part_sum
    having count(*) > 0
)
select part, expected, on_time,
       cast(on_time as double precision) / nullif(expected, 0) as on_time_rate,
       mean_of_rates,
       (select year from period where period_id = $period) as _year,
       policy_id as _policy, sources as _sources,
       case when is_whole = 1 then 0 else expected end as _n
from summed
order by is_whole, part
