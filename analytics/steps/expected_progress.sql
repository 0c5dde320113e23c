-- How far should each task be at the report's data date? METHOD.md 2.5: linear
-- from its first to its last day, both counted; null for a task without both
-- days, whose work comes with an event and not with time.
select
    unit_id,
    period_id,
    label,
    case
        when starts_on is null or due_on is null or due_on < starts_on or data_to is null then null
        else least(1, greatest(0,
            cast(data_to - starts_on + 1 as double) / (due_on - starts_on + 1)))
    end as expected
from task_stated
