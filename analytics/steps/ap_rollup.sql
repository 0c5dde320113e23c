-- How far is a task over its ấp, by volume and by spread? METHOD.md 2.4.
-- An ấp that reported nothing keeps its target in the volume and stands between
-- not reached and reached in the spread. rolled_lower and rolled_upper are the
-- task's value by its own rollup.
with ap_value as (
    select
        ap_stated.*,
        actual is not null or status is not null as reported,
        case
            when actual is not null and type = 'lower' and target >= 0
                then case when actual <= target then 1 else target / actual end
            when actual is not null and target > 0 and type <> 'lower'
                then least(1, greatest(0, actual / target))
            when actual is null and status in ('hoan_thanh', 'hoan_thanh_vuot') then 1
            when actual is null and status = 'chua_thuc_hien' then 0
        end as value,
        -- what each ấp adds to the volume that no ấp may exceed for another
        case when actual is not null then least(target, greatest(0, actual)) else 0 end as capped_volume
    from ap_stated
    where coalesce(status, '') not in ('khong_phat_sinh', 'khong_ap_dung')
),
counted as (
    select
        unit_id,
        period_id,
        label,
        min(case when rollup = '' then 'sum_capped_per_ap' else rollup end) as rollup,
        min(type) as type,
        count(*) as ap_applicable,
        count(*) filter (where reported) as ap_reported,
        count(*) filter (where value is null) as ap_unknown,
        count(*) filter (where actual is null) as ap_without_figure,
        count(*) filter (where value = 1) as ap_reached,
        count(*) filter (where target is null) as ap_without_target,
        count(*) filter (where households is null) as ap_without_households,
        sum(actual order by ap) as sum_actual,
        sum(target order by ap) as sum_target,
        sum(capped_volume order by ap) as sum_capped,
        sum(target order by ap) filter (where actual is null) as target_unknown,
        min(value) as least_value,
        sum(households * value order by ap) as household_value,
        sum(households) as households,
        sum(households) filter (where value is null) as households_unknown
    from ap_value
    group by unit_id, period_id, label
),
shown as (
    select
        counted.*,
        -- volumes need a target of every ấp, and more must be better
        case when ap_without_target = 0 and type <> 'lower' and sum_target > 0
            then sum_target end as volume_target
    from counted
)
select
    unit_id,
    period_id,
    label,
    rollup,
    ap_applicable,
    ap_reported,
    sum_actual,
    case when ap_without_target = 0 then sum_target end as sum_target,
    coalesce(sum_actual, 0) / volume_target as volume_raw_lower,
    sum_capped / volume_target as volume_capped_per_ap_lower,
    cast(ap_reached as double) / ap_applicable as share_ap_reached_lower,
    cast(ap_reached + ap_unknown as double) / ap_applicable as share_ap_reached_upper,
    case rollup
        when 'share_reached' then cast(ap_reached as double) / ap_applicable
        when 'min' then case when ap_unknown = 0 then least_value else 0 end
        when 'mean_by_households' then
            case when ap_without_households = 0 and households > 0
                then coalesce(household_value, 0) / households end
        else sum_capped / volume_target
    end as rolled_lower,
    case rollup
        when 'share_reached' then cast(ap_reached + ap_unknown as double) / ap_applicable
        when 'min' then coalesce(least_value, 1)
        when 'mean_by_households' then
            case when ap_without_households = 0 and households > 0
                then (coalesce(household_value, 0) + coalesce(households_unknown, 0)) / households end
        else (sum_capped + coalesce(target_unknown, 0)) / volume_target
    end as rolled_upper
from shown
