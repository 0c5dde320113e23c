-- What is each unit's composite, and does its rank hold when weights change? Only
-- where the policy wants a composite at all. METHOD.md 3.5, 3.6.
with counted_in as (
    select
        unit_id,
        period_id,
        string_agg(figures, '+' order by ordinal) as figures
    from element_score
    group by unit_id, period_id
),
sized as (
    select set_id, period_id, count(*) as k
    from rank_scenarios
    group by set_id, period_id
)
select
    composite.unit_id as unit,
    composite.geom as composite,
    composite.arith as arithmetic,
    case when sized.k >= comparison_policy.min_set then rank_scenarios.best end as best,
    case when sized.k >= comparison_policy.min_set then rank_scenarios.worst end as worst,
    case when sized.k >= comparison_policy.min_set then rank_scenarios.share_rank1 end as share_rank1,
    case when sized.k >= comparison_policy.min_set then rank_scenarios.scenarios end as scenarios,
    cast(null as double) as mean_rank,
    cast(null as bigint) as p05,
    cast(null as bigint) as p95,
    cast(null as bigint) as rank,
    cast(null as varchar) as rank_verdict,
    rank_scenarios.base_rank,
    score_policy.max_rank_spread,
    counted_in.figures as x_of,
    '' as n_of,
    concat_ws(',', score_policy.policy_id, comparison_policy.policy_id) as _policy,
    1 as _sources
from composite
join rank_scenarios
    on rank_scenarios.unit_id = composite.unit_id and rank_scenarios.period_id = composite.period_id
join sized on sized.set_id = composite.set_id and sized.period_id = composite.period_id
join counted_in on counted_in.unit_id = composite.unit_id and counted_in.period_id = composite.period_id
join score_policy on score_policy.period_id = composite.period_id and score_policy.composite
left join comparison_policy on comparison_policy.period_id = composite.period_id
join unit_order on unit_order.unit_id = composite.unit_id
where composite.scenario = 'base' and composite.named and composite.period_id = $period
order by unit_order.sort_key, composite.unit_id
