-- Which kind of unit is each, and how wide is the group that it is held against?
-- METHOD.md 4.6. Members are counted, not named.
with sized as (
    select unit_id, period_id, level, count(*) as n_peers
    from peer_group
    group by unit_id, period_id, level
)
select
    peer_unit.unit_id as unit,
    peer_unit.type as unit_type,
    case peer_unit.size when 'S' then 'size_small' when 'M' then 'size_middle' when 'L' then 'size_large' end as size,
    peer_unit.border,
    sized.level as peer_level,
    sized.n_peers,
    comparison_policy.policy_id as _policy
from peer_unit
join sized on sized.unit_id = peer_unit.unit_id and sized.period_id = peer_unit.period_id
join comparison_policy on comparison_policy.period_id = peer_unit.period_id
join unit_order on unit_order.unit_id = peer_unit.unit_id
where peer_unit.named and peer_unit.period_id = $period
order by unit_order.sort_key, peer_unit.unit_id
