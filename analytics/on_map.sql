-- What are the figures of $period on the units of $map_on? METHOD.md 4.8. A unit
-- that reported itself has its own; a later one what its predecessors left, carried
-- over; an earlier one only what is its successor's alone: a sum cannot be taken
-- apart again.
with indicated as (
    select distinct indicator, ordinal, kind, x_of, n_of, per from measured where period_id = $period
),
standing as (
    select version.unit_id
    from unit_version as version
    join unit on unit.unit_id = version.unit_id and unit.level = 'commune'
    where version.valid_from <= cast($map_on as date)
        and (version.valid_to is null or version.valid_to > cast($map_on as date))
        and version.unit_id in (select unnest(string_to_array($named, ',')))
),
arrived_from as (
    select to_unit, string_agg(from_unit, ',' order by from_unit) as from_units
    from bridge_edge
    group by to_unit
),
-- units that took others in after that day: more people than they had then
grown as (
    select standing.unit_id, min(version.type || ' ' || version.name) as name
    from standing
    join period on period.period_id = $period
    join unit_edge
        on unit_edge.to_unit = standing.unit_id
        and unit_edge.share > 0
        and unit_edge.effective_on > cast($map_on as date)
        and unit_edge.effective_on <= period.last_day
    join unit_version as version
        on version.unit_id = standing.unit_id
        and version.valid_from <= period.last_day
        and (version.valid_to is null or version.valid_to > period.last_day)
    group by standing.unit_id
),
own as (
    select
        measured.unit_id, measured.indicator, 'as_reported' as verdict, cast(null as varchar) as refusal,
        measured.x, measured.n, cast(null as double) as bridged_x, cast(null as double) as bridged_n,
        cast(null as double) as share_missing, cast(null as double) as share_split,
        cast(null as varchar) as super_unit, measured.unit_id as units
    from measured
    join standing on standing.unit_id = measured.unit_id
    where measured.period_id = $period
        and measured.unit_id not in (select unit_id from bridge_target)
        and measured.unit_id not in (select unit_id from grown)
),
carried as (
    select
        bridge.unit_id, bridge.indicator,
        case bridge.verdict when 'refused' then 'bridge_refused' else bridge.verdict end,
        nullif(split_part(bridge.reasons, ',', 1), ''),
        cast(null as double), cast(null as double), bridge.x, bridge.n,
        bridge.share_missing, bridge.share_from_partial_splits,
        case when bridge.reasons like '%split_uncertainty%' then super_unit.super_unit end,
        arrived_from.from_units
    from bridge
    join standing on standing.unit_id = bridge.unit_id
    left join arrived_from on arrived_from.to_unit = bridge.unit_id
    left join bridge_group on bridge_group.unit_id = bridge.unit_id and bridge_group.side = 'after'
    left join super_unit on super_unit.group_no = bridge_group.group_no
),
-- units of an earlier day that were gone by the period's own last day
gone as (
    select
        standing.unit_id,
        count(*) = 1 and min(unit_edge.share) = 1 and min(arrivals.n) = 1
            and not bool_or(stood.unit_id is not null) as alone,
        min(unit_edge.to_unit) as to_unit,
        string_agg(version.type || ' ' || version.name, ' + ' order by version.sort_key, version.unit_id)
            filter (where seen.unit_id is not null) as successors
    from standing
    join period on period.period_id = $period
    join unit_edge
        on unit_edge.from_unit = standing.unit_id
        and unit_edge.share > 0
        and unit_edge.effective_on > cast($map_on as date)
        and unit_edge.effective_on <= period.last_day
    join unit_version as version
        on version.unit_id = unit_edge.to_unit
        and version.valid_from <= unit_edge.effective_on
        and (version.valid_to is null or version.valid_to > unit_edge.effective_on)
    join (select to_unit, effective_on, count(*) as n from unit_edge where share > 0 group by to_unit, effective_on) as arrivals
        on arrivals.to_unit = unit_edge.to_unit and arrivals.effective_on = unit_edge.effective_on
    left join (select unnest(string_to_array($named, ',')) as unit_id) as seen on seen.unit_id = unit_edge.to_unit
    left join unit_version as stood
        on stood.unit_id = unit_edge.to_unit
        and stood.valid_from < unit_edge.effective_on
        and (stood.valid_to is null or stood.valid_to >= unit_edge.effective_on)
    where standing.unit_id not in (select unit_id from measured where period_id = $period)
    group by standing.unit_id
),
taken_apart as (
    select
        gone.unit_id, indicated.indicator,
        case when gone.alone then 'bridged_exact' else 'bridge_refused' end,
        case when not gone.alone then 'not_divisible' end,
        cast(null as double), cast(null as double),
        case when gone.alone then measured.x end, case when gone.alone then measured.n end,
        cast(null as double), cast(null as double),
        case when not gone.alone then gone.successors end,
        case when gone.alone then gone.to_unit end
    from gone
    cross join indicated
    left join measured
        on measured.unit_id = gone.to_unit
        and measured.indicator = indicated.indicator
        and measured.period_id = $period
    union all
    select
        grown.unit_id, indicated.indicator, 'bridge_refused', 'not_divisible',
        null, null, null, null, null, null, grown.name, null
    from grown
    cross join indicated
),
listed as (
    select * from own
    union all
    select * from carried
    union all
    select * from taken_apart
)
select
    listed.unit_id as unit,
    listed.indicator,
    listed.x as counted,
    listed.n as out_of,
    case when indicated.kind = 'proportion' then listed.x / nullif(listed.n, 0) end as share,
    listed.bridged_x as bridged_counted,
    listed.bridged_n as bridged_out_of,
    case when indicated.kind = 'proportion' then listed.bridged_x / nullif(listed.bridged_n, 0) end as bridged_share,
    case when indicated.kind <> 'proportion' and indicated.n_of <> ''
        then indicated.per * listed.bridged_x / nullif(listed.bridged_n, 0) end as bridged_per_base,
    listed.share_missing,
    listed.share_split,
    listed.verdict,
    listed.refusal,
    listed.super_unit,
    indicated.x_of,
    indicated.n_of,
    indicated.per,
    listed.units,
    comparison_policy.policy_id as _policy
from listed
join indicated on indicated.indicator = listed.indicator
join unit_order on unit_order.unit_id = listed.unit_id
left join comparison_policy on comparison_policy.period_id = $period
where $indicator = '' or listed.indicator = $indicator
order by unit_order.sort_key, listed.unit_id, indicated.ordinal
