-- Which tasks does the superior plan set for each unit? METHOD.md 2.7. Plans of
-- this kind give no weights: each counts 1.
select
    task_scope.unit_id,
    task_scope.period_id,
    plan_line.label as town_label,
    plan_line.ordinal,
    plan_line.title,
    plan_line.text,
    cast(1 as double) as weight,
    plan_line.submission_id,
    plan_line.file_no,
    plan_line.cell_no
from task_scope
join plan_line on plan_line.submission_id = task_scope.superior_id
