-- How does each unit's value stand beside the middle of its peers and of its
-- whole set? METHOD.md 4.6. A middle of fewer than the policy's units is not
-- given.
with beside as (
    select
        peer_group.unit_id,
        peer_group.period_id,
        peer_group.level,
        measured.indicator,
        quantile_cont(measured.value, 0.5) as peer_median,
        count(measured.value) as n_peers
    from peer_group
    join measured
        on measured.unit_id = peer_group.member_id and measured.period_id = peer_group.period_id
    where peer_group.named and peer_group.period_id = $period
        and ($indicator = '' or measured.indicator = $indicator)
    group by peer_group.unit_id, peer_group.period_id, peer_group.level, measured.indicator
),
middle as (
    select
        set_id,
        indicator,
        quantile_cont(value, 0.5) as set_median,
        count(value) as n_set
    from measured
    where period_id = $period
    group by set_id, indicator
)
select
    measured.unit_id as unit,
    measured.indicator,
    case when measured.kind = 'proportion' then measured.value end as share,
    case when measured.kind <> 'proportion' then measured.value end as per_base,
    beside.level as peer_level,
    beside.n_peers,
    case when beside.n_peers >= comparison_policy.min_set and measured.kind = 'proportion'
        then beside.peer_median end as peer_share,
    case when beside.n_peers >= comparison_policy.min_set and measured.kind <> 'proportion'
        then beside.peer_median end as peer_per_base,
    case when middle.n_set >= comparison_policy.min_set and measured.kind = 'proportion'
        then middle.set_median end as set_share,
    case when middle.n_set >= comparison_policy.min_set and measured.kind <> 'proportion'
        then middle.set_median end as set_per_base,
    measured.x_of,
    measured.n_of,
    measured.per,
    comparison_policy.policy_id as _policy,
    case when measured.value is not null
        and row_number() over (partition by measured.unit_id, measured.value is not null order by measured.ordinal) = 1
        then 1 else 0 end as _sources
from measured
join beside
    on beside.unit_id = measured.unit_id
    and beside.period_id = measured.period_id
    and beside.indicator = measured.indicator
join middle on middle.set_id = measured.set_id and middle.indicator = measured.indicator
join comparison_policy on comparison_policy.period_id = measured.period_id
join unit_order on unit_order.unit_id = measured.unit_id
where measured.named and measured.period_id = $period
order by unit_order.sort_key, measured.unit_id, measured.ordinal
