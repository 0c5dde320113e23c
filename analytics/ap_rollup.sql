-- How far are the tasks of one unit over its ấp, by volume and by spread?
-- METHOD.md 2.4.
select
    ap_rollup.label,
    task_value.title,
    ap_rollup.ap_applicable,
    ap_rollup.ap_reported,
    ap_rollup.sum_actual,
    ap_rollup.sum_target,
    ap_rollup.volume_raw_lower,
    ap_rollup.volume_capped_per_ap_lower,
    ap_rollup.share_ap_reached_lower,
    ap_rollup.share_ap_reached_upper,
    completion_policy.policy_id as _policy,
    case when row_number() over (order by task_value.ordinal, task_value.label) = 1
        then 1 else 0 end as _sources
from ap_rollup
join task_value
    on task_value.unit_id = ap_rollup.unit_id
    and task_value.period_id = ap_rollup.period_id
    and task_value.label = ap_rollup.label
left join completion_policy on completion_policy.period_id = ap_rollup.period_id
where ap_rollup.unit_id = $unit
order by task_value.ordinal, task_value.label
