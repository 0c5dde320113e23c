-- Which of a unit's tasks carry out each task of the superior plan that it owes,
-- and where is that stated? METHOD.md 2.7. One row a link; a task without any
-- has one row of its own, worth 0, at its place in the superior plan.
select
    owed.unit_id as unit,
    owed.period_id as period,
    owed.town_label as what,
    case coalesce(link_counted.coverage, 'none')
        when 'full' then completion_policy.coverage_full
        when 'partial' then completion_policy.coverage_partial
        else completion_policy.coverage_none
    end as value,
    coalesce(cell.text, '') as printed,
    coalesce(link_counted.coverage, 'none') as state,
    coalesce(link_counted.submission_id, town_task.submission_id) as submission,
    coalesce(link_counted.file_no, town_task.file_no) as file_no,
    coalesce(link_counted.cell_no, town_task.cell_no) as cell_no,
    coalesce(cell.place, '') as place,
    coalesce(task_value.text, town_task.text) as text,
    completion_policy.policy_id as _policy,
    case when row_number() over (
        partition by coalesce(link_counted.submission_id, town_task.submission_id) order by owed.ordinal) = 1
        then 1 else 0 end as _sources
from town_task_owed as owed
join town_task
    on town_task.unit_id = owed.unit_id
    and town_task.period_id = owed.period_id
    and town_task.town_label = owed.town_label
left join link_counted
    on link_counted.unit_id = owed.unit_id
    and link_counted.period_id = owed.period_id
    and link_counted.town_label = owed.town_label
left join task_value
    on task_value.unit_id = link_counted.unit_id
    and task_value.period_id = link_counted.period_id
    and task_value.label = link_counted.label
left join cell
    on cell.submission_id = coalesce(link_counted.submission_id, town_task.submission_id)
    and cell.file_no = coalesce(link_counted.file_no, town_task.file_no)
    and cell.cell_no = coalesce(link_counted.cell_no, town_task.cell_no)
join unit_order on unit_order.unit_id = owed.unit_id
join completion_policy on completion_policy.period_id = owed.period_id
where owed.applicable
    and owed.links_stated
    and ($town_task = '' or owed.town_label = $town_task)
order by unit_order.sort_key, owed.unit_id, owed.ordinal, owed.town_label, link_counted.label
