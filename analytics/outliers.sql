-- Which values of $period stand far from those of the other units? METHOD.md 5.3.
-- The farthest first.
select
    outlier.unit_id as unit,
    outlier.indicator,
    outlier.value as per_base,
    outlier.median,
    outlier.modified_z,
    outlier.method,
    outlier.fence_lo,
    outlier.fence_hi,
    outlier.n_values,
    outlier.flag_z as far_by_z,
    outlier.flag_iqr as far_by_fence,
    outlier.policy_id as _policy,
    case when row_number() over (partition by outlier.unit_id order by outlier.ordinal) = 1 then 1 else 0 end as _sources
from outlier
join unit_order on unit_order.unit_id = outlier.unit_id
where outlier.named and (outlier.flag_z or outlier.flag_iqr)
order by
    outlier.flag_z desc, abs(outlier.modified_z) desc nulls last, unit_order.sort_key, outlier.unit_id,
    outlier.ordinal
