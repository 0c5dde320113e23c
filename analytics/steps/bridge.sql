-- What would a unit's figure have been before its predecessors became it? Their
-- numerators and denominators travel with the share of their people and are then
-- divided; rates are never averaged. What cannot be bridged is refused, with the
-- reasons. METHOD.md 4.8.
with arriving as (
    select
        bridge_target.unit_id,
        bridge_target.indicator,
        bridge_edge.from_unit,
        bridge_edge.share,
        bridge_edge.share * bridge_part.population as people,
        bridge_part.x,
        bridge_part.n,
        -- a predecessor that left no figure; of a count there is no denominator
        bridge_part.x is null or (bridge_target.kind <> 'count' and bridge_part.n is null) as is_missing
    from bridge_target
    join bridge_edge on bridge_edge.to_unit = bridge_target.unit_id and bridge_edge.share > 0
    left join bridge_part
        on bridge_part.unit_id = bridge_edge.from_unit and bridge_part.indicator = bridge_target.indicator
),
leaving as (
    select from_unit, sum(share) as shares
    from bridge_edge
    group by from_unit
),
gathered as (
    select
        arriving.unit_id,
        arriving.indicator,
        sum(people order by arriving.from_unit) filter (where is_missing)
            / nullif(sum(people order by arriving.from_unit), 0) as share_missing,
        sum(people order by arriving.from_unit) filter (where share < 1)
            / nullif(sum(people order by arriving.from_unit), 0) as share_split,
        bool_or(is_missing) as any_missing,
        bool_or(share < 1) as any_split,
        -- people of which nobody knows the number cannot be weighed
        bool_or(people is null) as people_unknown,
        max(abs(leaving.shares - 1)) as worst_lineage,
        sum(share * x order by arriving.from_unit) filter (where not is_missing) as x,
        sum(share * n order by arriving.from_unit) filter (where not is_missing) as n
    from arriving
    join leaving on leaving.from_unit = arriving.from_unit
    group by arriving.unit_id, arriving.indicator
),
judged as (
    select
        gathered.unit_id,
        gathered.indicator,
        bridge_target.kind,
        coalesce(share_missing, 0) as share_missing,
        coalesce(share_split, 0) as share_from_partial_splits,
        any_missing,
        any_split,
        x,
        n,
        concat_ws(
            ',',
            case when bridge_target.definition_before <> bridge_target.definition_after then 'definition_changed' end,
            case when worst_lineage > comparison_policy.share_tolerance then 'lineage_incomplete' end,
            case when coalesce(share_missing, 0) > comparison_policy.max_missing
                or any_missing and people_unknown then 'predecessor_missing' end,
            case when coalesce(share_split, 0) > comparison_policy.max_split
                or any_split and people_unknown then 'split_uncertainty' end,
            case when bridge_target.kind <> 'ratio'
                and abs(bridge_target.days_after - bridge_target.days_before)
                    > comparison_policy.max_length_difference * bridge_target.days_before then 'period_length' end
        ) as reasons
    from gathered
    join bridge_target
        on bridge_target.unit_id = gathered.unit_id and bridge_target.indicator = gathered.indicator
    join comparison_policy on comparison_policy.period_id = bridge_target.period_id
)
select
    unit_id,
    indicator,
    share_missing,
    share_from_partial_splits,
    case
        when reasons <> '' then 'refused'
        when any_missing then 'bridged_partial'
        when any_split then 'bridged_estimate'
        else 'bridged_exact'
    end as verdict,
    reasons,
    case when reasons = '' then x end as x,
    case when reasons = '' then n end as n,
    case when reasons = '' and kind <> 'count' then x / nullif(n, 0) end as rate
from judged
