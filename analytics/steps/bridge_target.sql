-- Of which units and indicators is a figure of $before wanted though the unit was
-- not there then? Those of $period that succeeded others after the last day of
-- $before. METHOD.md 4.8.
select
    measured.unit_id,
    measured.period_id,
    measured.indicator,
    case measured.n_of when '' then 'count' else 'ratio' end as kind,
    -- the catalogue holds one definition of an indicator for all periods
    '' as definition_before,
    '' as definition_after,
    cast(earlier.data_to - earlier.data_from + 1 as bigint) as days_before,
    cast(later.data_to - later.data_from + 1 as bigint) as days_after
from measured
-- yes and no do not add up
join indicator
    on indicator.code || indicator.part = measured.indicator and indicator.aggregation <> 'yes_no'
join period as later on later.period_id = measured.period_id
join period as earlier on earlier.period_id = $before
where measured.period_id = $period
    and exists (
        select 1 from unit_edge
        where unit_edge.to_unit = measured.unit_id
            and unit_edge.share > 0
            and unit_edge.effective_on > earlier.last_day
            and unit_edge.effective_on <= later.last_day
    )
