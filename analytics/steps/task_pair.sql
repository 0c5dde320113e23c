-- What did the mid-year report say of each task, what the year's? METHOD.md 2.6.
-- One row a unit and label that either report's list has.
with mid_year as (
    select task_value.* from task_value
    join task_period on task_period.period_id = task_value.period_id and task_period.report_type = 'so-ket-6t'
),
year_end as (
    select task_value.* from task_value
    join task_period on task_period.period_id = task_value.period_id and task_period.report_type = 'tong-ket-nam'
)
select
    coalesce(year_end.unit_id, mid_year.unit_id) as unit_id,
    coalesce(year_end.label, mid_year.label) as label,
    coalesce(year_end.ordinal, mid_year.ordinal) as ordinal,
    coalesce(year_end.planned, mid_year.planned) as planned,
    mid_year.state as sk,
    year_end.state as tk,
    coalesce(bool_or(year_end.report_id is not null) over (
        partition by coalesce(year_end.unit_id, mid_year.unit_id)
    ), false) as year_reported
from year_end
full join mid_year on mid_year.unit_id = year_end.unit_id and mid_year.label = year_end.label
