-- What do the plans that count set as tasks, one row a label? METHOD.md 2.1.
-- The same label in a second file of one sending repeats the first.
with counted as (
    select plan_id as submission_id from task_scope where plan_id is not null
    union
    select superior_id from task_scope where superior_id is not null
),
line as (
    select
        plan_task.*,
        row_number() over (
            partition by plan_task.submission_id, plan_task.label
            order by plan_task.file_no, plan_task.cell_no
        ) as nth
    from plan_task
    join counted on counted.submission_id = plan_task.submission_id
)
select submission_id, file_no, cell_no, ordinal, label, title, text, starts_on, due_on,
       coalesce(responsible, '') as responsible, coalesce(evidence, '') as evidence
from line
where nth = 1
