-- What are a unit's tasks of a period, and what does its report that counts say
-- of each? METHOD.md 2.3.
-- The tasks are the rows of the report's task sheet; without one, those of the
-- unit's own plan and whatever else the report names; with neither report nor
-- plan, those that the superior plan sets, so that a unit that sends nothing
-- does not leave the count. One row a unit, period and label.
with target_row as (
    select *
    from (
        select
            task_target.*,
            row_number() over (
                partition by task_target.submission_id, task_target.label
                order by task_target.file_no, task_target.cell_no
            ) as nth
        from task_target
        join task_scope on task_scope.report_id = task_target.submission_id
    ) as numbered
    where nth = 1
),
status_row as (
    -- a narrative and its annex may both speak of a task: the row that says more
    -- goes first, then the order of the files
    select *
    from (
        select
            task_status.*,
            row_number() over (
                partition by task_status.submission_id, task_status.label
                order by
                    (case when task_status.actual is not null then 0 else 1 end)
                    + (case when task_status.status <> '' then 0 else 2 end)
                    + (case when task_status.progress is not null then 0 else 1 end),
                    task_status.file_no,
                    task_status.cell_no,
                    task_status.status,
                    task_status.actual,
                    task_status.progress
            ) as nth
        from task_status
        join task_scope on task_scope.report_id = task_status.submission_id
    ) as numbered
    where nth = 1
),
with_sheet as (
    select distinct submission_id from target_row
),
listed as (
    select
        task_scope.unit_id, task_scope.period_id, 'report' as source,
        target_row.submission_id, target_row.file_no, target_row.cell_no,
        target_row.ordinal, target_row.label, target_row.title, target_row.text,
        target_row.type, target_row.unit, target_row.target, target_row.baseline,
        target_row.lo, target_row.hi, target_row.weight,
        coalesce(target_row.starts_on, plan_line.starts_on) as starts_on,
        coalesce(target_row.due_on, plan_line.due_on) as due_on,
        coalesce(nullif(target_row.responsible, ''), plan_line.responsible, '') as responsible,
        target_row.evidence, target_row.rollup,
        plan_line.label is not null as in_plan
    from task_scope
    join target_row on target_row.submission_id = task_scope.report_id
    left join plan_line
        on plan_line.submission_id = task_scope.plan_id and plan_line.label = target_row.label
    union all
    select
        task_scope.unit_id, task_scope.period_id, 'plan',
        plan_line.submission_id, plan_line.file_no, plan_line.cell_no,
        plan_line.ordinal, plan_line.label, plan_line.title, plan_line.text,
        '', '', null, null, null, null, null,
        plan_line.starts_on, plan_line.due_on, plan_line.responsible, plan_line.evidence, '', true
    from task_scope
    join plan_line on plan_line.submission_id = task_scope.plan_id
    where task_scope.report_id is null
        or task_scope.report_id not in (select submission_id from with_sheet)
    union all
    select
        task_scope.unit_id, task_scope.period_id, 'status',
        status_row.submission_id, status_row.file_no, status_row.cell_no,
        100000 + status_row.cell_no, status_row.label, status_row.label, status_row.label,
        '', '', null, null, null, null, null,
        null, null, '', '', '', false
    from task_scope
    join status_row on status_row.submission_id = task_scope.report_id
    left join plan_line
        on plan_line.submission_id = task_scope.plan_id and plan_line.label = status_row.label
    where plan_line.label is null
        and task_scope.report_id not in (select submission_id from with_sheet)
    union all
    select
        task_scope.unit_id, task_scope.period_id, 'superior',
        plan_line.submission_id, plan_line.file_no, plan_line.cell_no,
        plan_line.ordinal, plan_line.label, plan_line.title, plan_line.text,
        '', '', null, null, null, null, null,
        plan_line.starts_on, plan_line.due_on, '', '', '', false
    from task_scope
    join plan_line on plan_line.submission_id = task_scope.superior_id
    where task_scope.report_id is null and task_scope.plan_id is null
)
select
    listed.unit_id,
    listed.period_id,
    task_scope.year,
    task_scope.judged_on,
    task_scope.data_to,
    task_scope.unsent,
    task_scope.report_id,
    listed.source,
    listed.ordinal,
    listed.label,
    listed.title,
    listed.text,
    -- a target without a type is the "5/10" of a narrative: more is better
    coalesce(
        nullif(listed.type, ''),
        case when coalesce(listed.target, status_row.target) is null then 'status' else 'higher' end
    ) as type,
    listed.unit,
    coalesce(listed.target, status_row.target) as target,
    listed.baseline,
    listed.lo,
    listed.hi,
    listed.weight,
    listed.starts_on,
    listed.due_on,
    listed.responsible,
    listed.evidence,
    listed.rollup,
    nullif(status_row.status, '') as status,
    status_row.progress,
    status_row.actual,
    coalesce(status_row.note, '') as note,
    -- where it is said, or where the task stands when nothing is said of it
    coalesce(status_row.submission_id, listed.submission_id) as submission_id,
    coalesce(status_row.file_no, listed.file_no) as file_no,
    coalesce(status_row.cell_no, listed.cell_no) as cell_no,
    -- unplanned is only what the unit's own plan, labelled in the same way, lacks
    listed.in_plan or not bool_or(listed.in_plan) over (
        partition by listed.unit_id, listed.period_id
    ) as planned
from listed
join task_scope on task_scope.unit_id = listed.unit_id and task_scope.period_id = listed.period_id
left join status_row
    on status_row.submission_id = task_scope.report_id and status_row.label = listed.label
