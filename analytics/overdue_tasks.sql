-- Which tasks are past their due day and not finished? METHOD.md 2.3: reported,
-- not finished, not set aside; the longest overdue first.
select
    task_value.unit_id as unit,
    task_value.label,
    task_value.title,
    task_value.due_on,
    task_value.judged_on - task_value.due_on as days_overdue,
    task_value.shown_status as status,
    task_value.progress,
    task_value.report_id as submission,
    completion_policy.policy_id as _policy,
    case when row_number() over (partition by task_value.unit_id order by task_value.due_on, task_value.label) = 1
        then 1 else 0 end as _sources
from task_value
join unit_order on unit_order.unit_id = task_value.unit_id
left join completion_policy on completion_policy.period_id = task_value.period_id
where task_value.overdue
order by
    days_overdue desc, unit_order.sort_key, task_value.unit_id, task_value.ordinal, task_value.label
