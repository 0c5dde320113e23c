-- Between which ranks does each unit move when the weights and the way of adding
-- up change? Equal to nine decimals is equal; equals share the better rank.
-- METHOD.md 3.6.
with tried as (
    select unit_id, period_id, set_id, named, scenario, 'arith' as aggregation, arith as value from composite
    union all
    select unit_id, period_id, set_id, named, scenario, 'geom', geom from composite
),
ranked as (
    select
        tried.unit_id,
        tried.period_id,
        tried.set_id,
        tried.named,
        tried.scenario,
        tried.aggregation,
        1 + (
            select count(*) from tried as other
            where other.period_id = tried.period_id
                and other.set_id = tried.set_id
                and other.scenario = tried.scenario
                and other.aggregation = tried.aggregation
                and other.value > tried.value + 1e-9
        ) as rank
    from tried
    join score_policy on score_policy.period_id = tried.period_id
    where tried.aggregation = any (score_policy.aggregations)
)
select
    unit_id,
    period_id,
    set_id,
    named,
    min(rank) as best,
    max(rank) as worst,
    count(*) filter (where rank = 1) / count(*) as share_rank1,
    count(*) as scenarios,
    max(rank) filter (where scenario = 'base' and aggregation = 'geom') as base_rank
from ranked
group by unit_id, period_id, set_id, named
