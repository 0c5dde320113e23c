-- What would each new unit's figures of $before have been, had it been there
-- then? METHOD.md 4.8.
with arrived_from as (
    select to_unit, string_agg(from_unit, ',' order by from_unit) as from_units
    from bridge_edge
    group by to_unit
)
select
    bridge.unit_id as unit,
    bridge.indicator,
    bridge.x as bridged_counted,
    bridge.n as bridged_out_of,
    case when measured.kind = 'proportion' then bridge.rate end as bridged_share,
    case when measured.kind <> 'proportion' then measured.per * bridge.rate end as bridged_per_base,
    bridge.share_missing,
    bridge.share_from_partial_splits as share_split,
    case bridge.verdict when 'refused' then 'bridge_refused' else bridge.verdict end as verdict,
    nullif(split_part(bridge.reasons, ',', 1), '') as refusal,
    case when bridge.reasons like '%split_uncertainty%' then super_unit.super_unit end as super_unit,
    measured.x_of,
    measured.n_of,
    measured.per,
    arrived_from.from_units,
    comparison_policy.policy_id as _policy
from bridge
join measured
    on measured.unit_id = bridge.unit_id and measured.indicator = bridge.indicator and measured.period_id = $period
join comparison_policy on comparison_policy.period_id = $period
join unit_order on unit_order.unit_id = bridge.unit_id
left join arrived_from on arrived_from.to_unit = bridge.unit_id
left join bridge_group on bridge_group.unit_id = bridge.unit_id and bridge_group.side = 'after'
left join super_unit on super_unit.group_no = bridge_group.group_no
where measured.named and ($indicator = '' or bridge.indicator = $indicator)
order by unit_order.sort_key, bridge.unit_id, measured.ordinal
