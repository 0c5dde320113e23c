-- What does one unit say of each of its tasks? METHOD.md 2.3. In the order of
-- its plan.
with linked as (
    select unit_id, period_id, label, string_agg(town_label, ', ' order by town_label) as town_task
    from link_counted
    where coverage in ('full', 'partial')
    group by unit_id, period_id, label
)
select
    task_value.label,
    task_value.text,
    coalesce(linked.town_task, '') as town_task,
    task_value.shown_status as status,
    task_value.progress,
    task_value.target,
    task_value.actual,
    task_value.unit as measure,
    task_value.value,
    task_value.starts_on,
    task_value.due_on,
    case when task_value.overdue then task_value.judged_on - task_value.due_on end as overdue,
    task_value.note,
    task_value.report_id as submission,
    completion_policy.policy_id as _policy,
    case when task_value.report_id is not null
        and row_number() over (order by task_value.ordinal, task_value.label) = 1
        then 1 else 0 end as _sources
from task_value
left join linked
    on linked.unit_id = task_value.unit_id
    and linked.period_id = task_value.period_id
    and linked.label = task_value.label
left join completion_policy on completion_policy.period_id = task_value.period_id
where task_value.unit_id = $unit
order by task_value.ordinal, task_value.label
