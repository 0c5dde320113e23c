-- Between which fixed goalposts is each indicator scored, and what does it weigh
-- in its element? Those of the catalogue, unless the policy sets others; a weight
-- is 1 unless it does. An indicator without a direction has none and is never
-- scored. METHOD.md 3.1, 3.2, 3.3.
with decided as (
    select
        score_policy.period_id,
        indicator.code || indicator.part as indicator,
        indicator.element,
        indicator.direction,
        coalesce(cast((indicators -> (indicator.code || indicator.part)) ->> 'lo' as double), indicator.lo) as lo,
        coalesce(cast((indicators -> (indicator.code || indicator.part)) ->> 'hi' as double), indicator.hi) as hi,
        coalesce(cast((indicators -> (indicator.code || indicator.part)) ->> 'weight' as double), 1) as weight
    from score_policy
    cross join indicator
)
select period_id, indicator, element, direction, lo, hi, weight
from decided
where direction in ('higher', 'lower') and hi > lo
