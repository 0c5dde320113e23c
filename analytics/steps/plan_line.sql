-- What do the plans that count set as tasks, one row a label? METHOD.md 2.1.
-- The same label in a second file of one sending repeats the first.
with counted as (
    select plan_id as submission_id from task_scope where plan_id is not null
    union
    select superior_id from task_scope where superior_id is not null
),
line as (
    select plan_task.submission_id, plan_task.label,
           min(struct_pack(
               plan_task.file_no, plan_task.cell_no, plan_task.ordinal, plan_task.title, plan_task.text,
               plan_task.starts_on, plan_task.due_on, plan_task.responsible, plan_task.evidence)) as first
    from plan_task
    join counted on counted.submission_id = plan_task.submission_id
    group by plan_task.submission_id, plan_task.label
)
select submission_id, first.file_no, first.cell_no, first.ordinal, label, first.title, first.text,
       first.starts_on, first.due_on,
       coalesce(first.responsible, '') as responsible, coalesce(first.evidence, '') as evidence
from line
