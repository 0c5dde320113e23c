-- What does each unit say of one task of the superior plan? METHOD.md 2.3. One
-- row a task linked to it; a unit without one has a row that says why.
select
    task_cell.unit_id as unit,
    coalesce(task_value.label, '') as label,
    coalesce(task_value.text, '') as text,
    coalesce(task_value.shown_status, task_cell.status) as status,
    task_value.progress,
    task_value.target,
    task_value.actual,
    coalesce(task_value.unit, '') as measure,
    coalesce(task_value.note, '') as note,
    coalesce(cell.place, '') as place,
    task_cell.report_id as submission,
    completion_policy.policy_id as _policy,
    case when task_value.label is null then 0 else 1 end as _n,
    case when task_cell.report_id is not null
        and row_number() over (partition by task_cell.unit_id order by task_value.ordinal, task_value.label) = 1
        then 1 else 0 end as _sources
from task_cell
left join link_counted
    on link_counted.unit_id = task_cell.unit_id
    and link_counted.period_id = task_cell.period_id
    and link_counted.town_label = task_cell.town_label
    and link_counted.coverage in ('full', 'partial')
left join task_value
    on task_value.unit_id = link_counted.unit_id
    and task_value.period_id = link_counted.period_id
    and task_value.label = link_counted.label
left join cell
    on cell.submission_id = task_value.submission_id
    and cell.file_no = task_value.file_no
    and cell.cell_no = task_value.cell_no
join unit_order on unit_order.unit_id = task_cell.unit_id
left join completion_policy on completion_policy.period_id = task_cell.period_id
where task_cell.town_label = $task
    and (link_counted.label is null or task_value.label is not null or task_cell.n_tasks = 0)
order by unit_order.sort_key, task_cell.unit_id, task_value.ordinal, task_value.label
