-- How many figures are those of the report before, beside how often they are
-- elsewhere? Only what is counted anew in each period, and only where neither
-- figure is 0. METHOD.md 5.6.
with counted as (
    select
        unit_id, period_id, set_id, named,
        count(*) as n,
        count(*) filter (where value = value_before) as k
    from figure_pair
    where aggregation = 'flow' and value <> 0 and value_before <> 0
    group by unit_id, period_id, set_id, named
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
    cast(k as double) / n as share,
    greatest(quality_policy.same_floor, coalesce(cast(peer_k as double) / nullif(peer_n, 0), 0)) as q
from beside
join quality_policy on quality_policy.period_id = beside.period_id
