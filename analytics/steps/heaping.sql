-- How many of a report's counts end in 0 or 5? Only whole numbers from the
-- policy's least on, and only where there are enough of them. METHOD.md 5.4.
with ending as (
    select
        counted_number.unit_id, counted_number.period_id, counted_number.set_id, counted_number.named,
        count(*) as n,
        count(*) filter (where cast(counted_number.value as bigint) % 5 = 0) as k
    from counted_number
    join quality_policy on quality_policy.period_id = counted_number.period_id
    where counted_number.value >= quality_policy.heap_least
        and counted_number.value = floor(counted_number.value)
        and counted_number.value < 1e15
    group by counted_number.unit_id, counted_number.period_id, counted_number.set_id, counted_number.named
)
select ending.*, quality_policy.heap_share as q, cast(k as double) / n as share
from ending
join quality_policy on quality_policy.period_id = ending.period_id
where ending.n >= quality_policy.heap_min
