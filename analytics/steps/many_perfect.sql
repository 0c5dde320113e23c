-- How many shares of a report are full, beside how often they are elsewhere?
-- METHOD.md 5.5.
with counted as (
    select
        proportion_value.unit_id, proportion_value.period_id, proportion_value.set_id, proportion_value.named,
        count(*) as n,
        count(*) filter (where proportion_value.x = proportion_value.n) as k
    from proportion_value
    join quality_policy on quality_policy.period_id = proportion_value.period_id
    where proportion_value.n >= quality_policy.many_cases
    group by proportion_value.unit_id, proportion_value.period_id, proportion_value.set_id, proportion_value.named
),
beside as (
    select
        counted.*,
        sum(k) over one_set - k as peer_k,
        sum(n) over one_set - n as peer_n
    from counted
    window one_set as (partition by set_id, period_id)
)
select
    beside.*,
    greatest(quality_policy.same_floor, coalesce(cast(peer_k as double) / nullif(peer_n, 0), 0)) as q
from beside
join quality_policy on quality_policy.period_id = beside.period_id
where beside.n >= quality_policy.many_min
