-- In which group is each unit for certain, and which ranks may it hold?
-- METHOD.md 4.4. Units not asked about are there for the order inside a group,
-- which the question works out; it drops them.
select
    rank_group.unit_id as unit,
    rank_group.indicator,
    rank_group.x as counted,
    rank_group.n as out_of,
    rank_group.p as share,
    rank_group.lo as joint_lo,
    rank_group.hi as joint_hi,
    rank_group.best,
    rank_group.worst,
    rank_group.k as n_ranked,
    rank_group.rank_group,
    rank_group.set_id,
    rank_group.direction,
    rank_group.named,
    measured.x_of,
    measured.n_of,
    measured.per,
    comparison_policy.policy_id as _policy,
    0 as _sources
from rank_group
join measured
    on measured.unit_id = rank_group.unit_id
    and measured.period_id = rank_group.period_id
    and measured.indicator = rank_group.indicator
join comparison_policy on comparison_policy.period_id = rank_group.period_id
join unit_order on unit_order.unit_id = rank_group.unit_id
where rank_group.period_id = $period
    and ($indicator = '' or rank_group.indicator = $indicator)
order by
    rank_group.ordinal,
    rank_group.set_id,
    case rank_group.rank_group when 'nhom_dau' then 1 when 'nhom_giua' then 2 when 'nhom_can_ho_tro' then 3 else 4 end,
    unit_order.sort_key,
    rank_group.unit_id
