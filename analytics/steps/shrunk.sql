-- What is left of a difference when small numbers are drawn to the mean of all?
-- Marshall's estimator from the moments; for events of a base the variance within
-- is m where for cases of cases it is m(1 − m). Without a difference between
-- units beyond chance all are the mean. METHOD.md 4.3.
with pooled as (
    select
        set_id,
        period_id,
        indicator,
        sum(x order by unit_id) / nullif(sum(n order by unit_id), 0) as m,
        sum(n order by unit_id) / nullif(count(*) filter (where n > 0), 0) as mean_n,
        sum(n order by unit_id) as total
    from comparable
    group by set_id, period_id, indicator
),
spread as (
    select
        comparable.set_id,
        comparable.period_id,
        comparable.indicator,
        max(case comparable.kind when 'rate' then pooled.m else pooled.m * (1 - pooled.m) end) as within,
        max(pooled.mean_n) as mean_n,
        sum(comparable.n * power(comparable.x / nullif(comparable.n, 0) - pooled.m, 2) order by comparable.unit_id)
            / max(pooled.total) as between_all
    from comparable
    join pooled
        on pooled.set_id = comparable.set_id
        and pooled.period_id = comparable.period_id
        and pooled.indicator = comparable.indicator
    where comparable.n > 0
    group by comparable.set_id, comparable.period_id, comparable.indicator
),
prior as (
    select spread.*, greatest(0, between_all - within / mean_n) as a
    from spread
),
weighed as (
    select
        comparable.*,
        comparable.x / nullif(comparable.n, 0) as raw,
        pooled.m as pooled,
        prior.a,
        case when comparable.n > 0 and prior.a > 0
            then prior.a / (prior.a + prior.within / comparable.n) else 0 end as weight
    from comparable
    join pooled
        on pooled.set_id = comparable.set_id
        and pooled.period_id = comparable.period_id
        and pooled.indicator = comparable.indicator
    join prior
        on prior.set_id = comparable.set_id
        and prior.period_id = comparable.period_id
        and prior.indicator = comparable.indicator
)
select
    unit_id, period_id, set_id, named, indicator, ordinal, kind, per, x, n,
    raw, pooled, a, weight,
    pooled + case when weight > 0 then weight * (raw - pooled) else 0 end as shrunk
from weighed
