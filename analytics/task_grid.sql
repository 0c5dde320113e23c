-- How does each unit stand with each task of the superior plan? METHOD.md 2.3,
-- 2.7. One row a cell of the grid: units by name, tasks in the plan's order.
select
    task_cell.unit_id as unit,
    task_cell.town_label as town_task,
    task_cell.title,
    task_cell.status,
    task_cell.progress,
    task_cell.value,
    task_cell.n_tasks,
    task_cell.report_id as submission,
    completion_policy.policy_id as _policy,
    case when task_cell.report_id is not null
        and row_number() over (partition by task_cell.unit_id order by task_cell.ordinal, task_cell.town_label) = 1
        then 1 else 0 end as _sources
from task_cell
join unit_order on unit_order.unit_id = task_cell.unit_id
left join completion_policy on completion_policy.period_id = task_cell.period_id
order by unit_order.sort_key, task_cell.unit_id, task_cell.ordinal, task_cell.town_label
