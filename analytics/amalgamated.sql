-- What did the smallest areas that no reorganisation cut through report before and
-- after, where a unit's own figure is refused for splits? METHOD.md 4.8. Whole
-- units are added up, no share is estimated. An area with a unit that may not be
-- named has no figures: from the sum and its own share anyone could work them out.
with refused as (
    select distinct bridge_group.group_no, bridge.indicator
    from bridge
    join bridge_group on bridge_group.unit_id = bridge.unit_id and bridge_group.side = 'after'
    where bridge.reasons like '%split_uncertainty%'
        and bridge.unit_id in (select unnest(string_to_array($named, ',')))
),
other_reason as (
    select
        bridge_group.group_no,
        bridge.indicator,
        bool_or(bridge.reasons like '%definition_changed%') as redefined,
        bool_or(bridge.reasons like '%period_length%') as other_length,
        bool_or(bridge.reasons like '%lineage_incomplete%') as lost
    from bridge
    join bridge_group on bridge_group.unit_id = bridge.unit_id and bridge_group.side = 'after'
    group by bridge_group.group_no, bridge.indicator
),
member as (
    select refused.group_no, refused.indicator, bridge_group.side, bridge_group.unit_id, indicated.needs_n, indicated.ordinal,
        indicated.kind, indicated.x_of, indicated.n_of, indicated.per
    from refused
    join bridge_group on bridge_group.group_no = refused.group_no
    join (
        select distinct indicator, ordinal, kind, x_of, n_of, per, n_of <> '' as needs_n from measured where period_id = $period
    ) as indicated on indicated.indicator = refused.indicator
),
stated as (
    select
        member.*,
        peopled.population,
        measured.x,
        measured.n,
        measured.x is null or (member.needs_n and measured.n is null) as is_missing
    from member
    left join measured
        on measured.unit_id = member.unit_id
        and measured.indicator = member.indicator
        and measured.period_id = case member.side when 'before' then $before else $period end
    left join (select distinct unit_id, population from bridge_part) as peopled
        on peopled.unit_id = member.unit_id and member.side = 'before'
),
summed as (
    select
        group_no, indicator, ordinal, kind, x_of, n_of, per,
        sum(x order by unit_id) filter (where side = 'before' and not is_missing) as before_x,
        sum(n order by unit_id) filter (where side = 'before' and not is_missing) as before_n,
        sum(x order by unit_id) filter (where side = 'after' and not is_missing) as after_x,
        sum(n order by unit_id) filter (where side = 'after' and not is_missing) as after_n,
        bool_or(is_missing) filter (where side = 'before') as before_missing,
        bool_or(is_missing) filter (where side = 'after') as after_missing,
        bool_or(population is null) filter (where side = 'before') as people_unknown,
        coalesce(
            sum(population order by unit_id) filter (where side = 'before' and is_missing)
                / nullif(sum(population order by unit_id) filter (where side = 'before'), 0), 0
        ) as share_missing,
        string_agg(unit_id, ',' order by unit_id) as units
    from stated
    group by group_no, indicator, ordinal, kind, x_of, n_of, per
),
judged as (
    select
        summed.*,
        super_unit.super_unit,
        case
            when not super_unit.all_named then 'not_all_seen'
            when other_reason.redefined then 'definition_changed'
            when other_reason.lost then 'lineage_incomplete'
            when before_missing and (people_unknown or share_missing > comparison_policy.max_missing) then 'predecessor_missing'
            when after_missing then 'successor_missing'
            when other_reason.other_length then 'period_length'
        end as refusal,
        comparison_policy.policy_id
    from summed
    join super_unit on super_unit.group_no = summed.group_no
    join other_reason on other_reason.group_no = summed.group_no and other_reason.indicator = summed.indicator
    join comparison_policy on comparison_policy.period_id = $period
)
select
    super_unit,
    indicator,
    case when refusal is null then before_x end as bridged_counted,
    case when refusal is null then before_n end as bridged_out_of,
    case when refusal is null and kind = 'proportion' then before_x / nullif(before_n, 0) end as bridged_share,
    case when refusal is null and kind <> 'proportion' and n_of <> '' then per * before_x / nullif(before_n, 0) end as bridged_per_base,
    case when refusal is null then after_x end as counted_after,
    case when refusal is null then after_n end as out_of_after,
    case when refusal is null and kind = 'proportion' then after_x / nullif(after_n, 0) end as share_after,
    case when refusal is null and kind <> 'proportion' and n_of <> '' then per * after_x / nullif(after_n, 0) end as per_base_after,
    case when refusal is null or refusal <> 'not_all_seen' then share_missing end as share_missing,
    case when refusal is not null then 'bridge_refused' when before_missing then 'bridged_partial' else 'bridged_exact' end as verdict,
    refusal,
    x_of, n_of, per, units,
    policy_id as _policy
from judged
where $indicator = '' or indicator = $indicator
order by super_unit, group_no, ordinal
