-- How far should each task be at the report's data date? METHOD.md 2.5: by its
-- milestones, the sum of the shares due by then; without any, linear from its
-- first to its last day, both counted. Null for a task with neither milestones
-- nor both days, whose work comes with an event and not with time.
with stepped as (
    select
        task_stated.unit_id,
        task_stated.period_id,
        task_stated.label,
        least(1, coalesce(sum(milestone.share order by milestone.due_on)
            filter (where milestone.due_on <= task_stated.data_to), 0)) as expected
    from task_stated
    join milestone
        on milestone.unit_id = task_stated.unit_id
        and milestone.period_id = task_stated.period_id
        and milestone.label = task_stated.label
    where task_stated.data_to is not null
    group by task_stated.unit_id, task_stated.period_id, task_stated.label
)
select
    task_stated.unit_id,
    task_stated.period_id,
    task_stated.label,
    case
        when stepped.expected is not null then stepped.expected
        when starts_on is null or due_on is null or due_on < starts_on or data_to is null then null
        else least(1, greatest(0,
            cast(data_to - starts_on + 1 as double) / (due_on - starts_on + 1)))
    end as expected
from task_stated
left join stepped
    on stepped.unit_id = task_stated.unit_id
    and stepped.period_id = task_stated.period_id
    and stepped.label = task_stated.label
