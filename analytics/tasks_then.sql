-- How did the tasks stand then, of the reports in $changed? METHOD.md 4.10.
select unit_id, period_id, label, shown_status as state, cast(value as double) as value
from task_value
where unit_id || ' ' || period_id = any (string_to_array($changed, ','))
order by period_id, unit_id, label
