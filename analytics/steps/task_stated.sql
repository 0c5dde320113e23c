-- What are a unit's tasks of a period, and what does its report that counts say
-- of each? METHOD.md 2.3.
-- The tasks are the rows of the report's task sheet; without one, those of the
-- unit's own plan and whatever else the report names; with neither report nor
-- plan, those that the superior plan sets, so that a unit that sends nothing
-- does not leave the count. One row a unit, period and label.
with target_row as (
    select task_target.submission_id, task_target.label,
           min(struct_pack(
               task_target.file_no, task_target.cell_no, task_target.ordinal, task_target.title, task_target.text,
               task_target.type, task_target.unit, task_target.target, task_target.baseline,
               task_target.lo, task_target.hi, task_target.weight, task_target.starts_on, task_target.due_on,
               task_target.responsible, task_target.evidence, task_target.rollup)) as first
    from task_scope
    join task_target on task_target.submission_id = task_scope.report_id
    group by task_target.submission_id, task_target.label
),
-- a narrative and its annex may both speak of a task: the row that says more
-- goes first, then the order of the files
status_row as (
    select task_status.submission_id, task_status.label,
           min(struct_pack(
               less := (case when task_status.actual is not null then 0 else 1 end)
                   + (case when task_status.status <> '' then 0 else 2 end)
                   + (case when task_status.progress is not null then 0 else 1 end),
               task_status.file_no, task_status.cell_no, task_status.status, task_status.actual,
               task_status.progress, task_status.target, task_status.note)) as first
    from task_scope
    join task_status on task_status.submission_id = task_scope.report_id
    group by task_status.submission_id, task_status.label
),
-- without a sheet in its report, a unit's lines are those of its plan, or of the
-- superior's
scoped as (
    select task_scope.*,
           case when with_sheet.submission_id is null then
               case when plan_id is not null then plan_id when report_id is null then superior_id end
           end as lines_id,
           with_sheet.submission_id is null as no_sheet
    from task_scope
    left join (select distinct submission_id from target_row) as with_sheet
        on with_sheet.submission_id = task_scope.report_id
),
listed as (
    select scoped.unit_id, scoped.period_id, scoped.year, scoped.judged_on, scoped.data_to, scoped.unsent, scoped.report_id, 'report' as source,
        target_row.submission_id, first.file_no, first.cell_no,
        first.ordinal, target_row.label, first.title, first.text,
        first.type, first.unit, first.target, first.baseline,
        first.lo, first.hi, first.weight,
        coalesce(first.starts_on, plan_line.starts_on) as starts_on,
        coalesce(first.due_on, plan_line.due_on) as due_on,
        coalesce(nullif(first.responsible, ''), plan_line.responsible, '') as responsible,
        first.evidence, first.rollup,
        plan_line.label is not null as in_plan
    from scoped
    join target_row on target_row.submission_id = scoped.report_id
    left join plan_line
        on plan_line.submission_id = scoped.plan_id and plan_line.label = target_row.label
    union all
    select
        scoped.unit_id, scoped.period_id, scoped.year, scoped.judged_on, scoped.data_to, scoped.unsent, scoped.report_id, case when plan_id is not null then 'plan' else 'superior' end,
        plan_line.submission_id, plan_line.file_no, plan_line.cell_no,
        plan_line.ordinal, plan_line.label, plan_line.title, plan_line.text,
        '', '', null, null, null, null, null,
        plan_line.starts_on, plan_line.due_on,
        case when plan_id is not null then plan_line.responsible else '' end,
        case when plan_id is not null then plan_line.evidence else '' end, '', plan_id is not null
    from scoped
    join plan_line on plan_line.submission_id = scoped.lines_id
    union all
    select
        scoped.unit_id, scoped.period_id, scoped.year, scoped.judged_on, scoped.data_to, scoped.unsent, scoped.report_id, 'status',
        status_row.submission_id, first.file_no, first.cell_no,
        100000 + first.cell_no, status_row.label, status_row.label, status_row.label,
        '', '', null, null, null, null, null,
        null, null, '', '', '', false
    from scoped
    join status_row on status_row.submission_id = scoped.report_id
    left join plan_line
        on plan_line.submission_id = scoped.plan_id and plan_line.label = status_row.label
    where no_sheet and plan_line.label is null
)
select
    listed.unit_id,
    listed.period_id,
    listed.year,
    listed.judged_on,
    listed.data_to,
    listed.unsent,
    listed.report_id,
    listed.source,
    listed.ordinal,
    listed.label,
    listed.title,
    listed.text,
    -- a target without a type is the "5/10" of a narrative: more is better
    coalesce(
        nullif(listed.type, ''),
        case when coalesce(listed.target, first.target) is null then 'status' else 'higher' end
    ) as type,
    listed.unit,
    coalesce(listed.target, first.target) as target,
    listed.baseline,
    listed.lo,
    listed.hi,
    listed.weight,
    listed.starts_on,
    listed.due_on,
    listed.responsible,
    listed.evidence,
    listed.rollup,
    nullif(first.status, '') as status,
    first.progress,
    first.actual,
    coalesce(first.note, '') as note,
    -- where it is said, or where the task stands when nothing is said of it
    coalesce(status_row.submission_id, listed.submission_id) as submission_id,
    coalesce(first.file_no, listed.file_no) as file_no,
    coalesce(first.cell_no, listed.cell_no) as cell_no,
    -- unplanned is only what the unit's own plan, labelled in the same way, lacks
    listed.in_plan or own.unit_id is null as planned
from listed
left join status_row
    on status_row.submission_id = listed.report_id and status_row.label = listed.label
left join (select distinct unit_id, period_id from listed where in_plan) as own
    on own.unit_id = listed.unit_id and own.period_id = listed.period_id
