-- How likely is it that all cases succeed, at the rate of the other units? Few
-- cases are not looked at: three of three says nothing. METHOD.md 5.5.
with total as (
    select
        set_id, period_id, indicator,
        sum(x order by unit_id) as x, sum(n order by unit_id) as n
    from proportion_value
    group by set_id, period_id, indicator
),
beside as (
    select
        proportion_value.*,
        (total.x - proportion_value.x) / nullif(total.n - proportion_value.n, 0) as peer_rate
    from proportion_value
    join total
        on total.set_id = proportion_value.set_id
        and total.period_id = proportion_value.period_id
        and total.indicator = proportion_value.indicator
)
select
    beside.*,
    pow(beside.peer_rate, beside.n) as p,
    beside.n >= quality_policy.perfect_min as tested
from beside
join quality_policy on quality_policy.period_id = beside.period_id
where beside.x = beside.n and beside.n > 0 and beside.peer_rate between 0 and 1
