-- Which values stand far from those of the other units? The modified z of
-- Iglewicz and Hoaglin, by the mean absolute deviation where more than half of
-- the values are equal, and the fences of the quartiles as a second opinion.
-- METHOD.md 5.3. Too few values have neither.
with middle as (
    select
        set_id, period_id, indicator,
        count(value) as n_values,
        median(value) as median,
        mad(value) as mad,
        quantile_cont(value, 0.25) as q1,
        quantile_cont(value, 0.75) as q3
    from outlier_value
    group by set_id, period_id, indicator
),
spread as (
    select
        outlier_value.set_id, outlier_value.period_id, outlier_value.indicator,
        avg(abs(outlier_value.value - middle.median) order by outlier_value.unit_id) as mean_deviation
    from outlier_value
    join middle
        on middle.set_id = outlier_value.set_id
        and middle.period_id = outlier_value.period_id
        and middle.indicator = outlier_value.indicator
    group by outlier_value.set_id, outlier_value.period_id, outlier_value.indicator
),
judged as (
    select
        outlier_value.*,
        middle.n_values, middle.median, middle.mad, middle.q1, middle.q3,
        middle.q1 - quality_policy.iqr_k * (middle.q3 - middle.q1) as fence_lo,
        middle.q3 + quality_policy.iqr_k * (middle.q3 - middle.q1) as fence_hi,
        case when middle.mad > 0 then 'mad' when spread.mean_deviation > 0 then 'meanad' else 'none' end as method,
        case
            when middle.mad > 0 then 0.6745 * (outlier_value.value - middle.median) / middle.mad
            when spread.mean_deviation > 0
                then (outlier_value.value - middle.median) / (1.253314 * spread.mean_deviation)
        end as modified_z,
        quality_policy.z_limit,
        quality_policy.policy_id
    from outlier_value
    join middle
        on middle.set_id = outlier_value.set_id
        and middle.period_id = outlier_value.period_id
        and middle.indicator = outlier_value.indicator
    join spread
        on spread.set_id = outlier_value.set_id
        and spread.period_id = outlier_value.period_id
        and spread.indicator = outlier_value.indicator
    join quality_policy on quality_policy.period_id = outlier_value.period_id
    where middle.n_values >= quality_policy.min_values
)
select
    judged.*,
    coalesce(abs(modified_z) > z_limit, false) as flag_z,
    value < fence_lo or value > fence_hi as flag_iqr
from judged
