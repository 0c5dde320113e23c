-- Which counts of events are held against the Poisson distribution, and what was
-- expected of each? The unit's own rate over its earlier reports of the same kind
-- where there are enough of them, else the pooled rate of the whole set.
-- METHOD.md 5.3.
with counted as (
    select unit_id, period_id, set_id, named, indicator, x, n
    from measure_part
    where kind = 'rate' and x is not null and n > 0
),
pooled as (
    select set_id, indicator, sum(x order by unit_id) / sum(n order by unit_id) as rate, count(*) as n_units
    from counted
    where period_id = $period
    group by set_id, indicator
),
own as (
    select
        counted.unit_id, counted.indicator, count(*) as n_periods,
        sum(counted.x order by counted.period_id) / sum(counted.n order by counted.period_id) as rate
    from counted
    join period on period.period_id = counted.period_id
    join period as now
        on now.period_id = $period
        and now.report_type = period.report_type
        and now.data_to > period.data_to
    group by counted.unit_id, counted.indicator
)
select
    counted.*,
    case when own.n_periods >= quality_policy.min_own_periods then own.rate else pooled.rate end * counted.n as expected
from counted
join pooled on pooled.set_id = counted.set_id and pooled.indicator = counted.indicator
join quality_policy on quality_policy.period_id = counted.period_id
left join own on own.unit_id = counted.unit_id and own.indicator = counted.indicator
where counted.period_id = $period
    and counted.x = floor(counted.x)
    and counted.x >= 0
    and (pooled.n_units > 1 or own.n_periods >= quality_policy.min_own_periods)
