-- Which milestones does each task have? METHOD.md 2.5: those of the report that
-- counts where it states any of that task, else those of the unit's plan, else,
-- of a unit that sent neither, those of the superior plan. A table that is
-- repeated in a second file of one sending is looked at once.
with said as (
    select
        task_scope.unit_id,
        task_scope.period_id,
        task_milestone.*,
        min(case task_milestone.submission_id
            when task_scope.report_id then 1
            when task_scope.plan_id then 2
            else 3
        end) over whole_task as nearest,
        case task_milestone.submission_id
            when task_scope.report_id then 1
            when task_scope.plan_id then 2
            else 3
        end as near,
        min(task_milestone.file_no) over (
            partition by task_scope.unit_id, task_scope.period_id, task_milestone.label, task_milestone.submission_id
        ) as first_file
    from task_scope
    join task_milestone
        on task_milestone.submission_id = task_scope.report_id
        or task_milestone.submission_id = task_scope.plan_id
        or (task_milestone.submission_id = task_scope.superior_id
            and task_scope.report_id is null and task_scope.plan_id is null)
    window whole_task as (partition by task_scope.unit_id, task_scope.period_id, task_milestone.label)
)
select unit_id, period_id, label, due_on, share, submission_id, file_no, cell_no
from said
where near = nearest and file_no = first_file
