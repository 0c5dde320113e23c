-- Which tasks does a number stand on, and where is each written? METHOD.md 2.3.
-- A task of the superior plan chooses the tasks linked to it; with a choice of
-- cells, a unit without any such task keeps one row, at the plan's own place.
with chosen as (
    select task_value.*, '' as town_label
    from task_value
    where $town_task = ''
    union all
    select task_value.*, link_counted.town_label
    from task_value
    join link_counted
        on link_counted.unit_id = task_value.unit_id
        and link_counted.period_id = task_value.period_id
        and link_counted.label = task_value.label
        and link_counted.coverage in ('full', 'partial')
    where link_counted.town_label = $town_task
),
stepped as (                         -- each milestone with its place
    select
        milestone.unit_id, milestone.period_id, milestone.label,
        max(cell.place) || ': ' || string_agg(strftime(milestone.due_on, '%d/%m/%Y') || ' '
            || replace(format('{:g}', round(100 * milestone.share, 2)), '.', ',') || ' %', '; '
            order by milestone.due_on) as milestones
    from milestone
    join cell
        on cell.submission_id = milestone.submission_id
        and cell.file_no = milestone.file_no
        and cell.cell_no = milestone.cell_no
    group by milestone.unit_id, milestone.period_id, milestone.label
),
listed as (
    select
        chosen.unit_id, chosen.period_id, chosen.ordinal, chosen.label, chosen.text,
        case $what
            when 'progress' then chosen.progress
            when 'target' then chosen.target
            when 'actual' then chosen.actual
            when 'days_overdue' then case when chosen.overdue then chosen.judged_on - chosen.due_on end
            when 'has_target' then
                case when chosen.target is not null or (chosen.lo is not null and chosen.hi is not null) then 1 else 0 end
            when 'has_measure' then case when chosen.unit <> '' then 1 else 0 end
            when 'has_due' then case when chosen.due_on is not null then 1 else 0 end
            when 'has_responsible' then case when chosen.responsible <> '' then 1 else 0 end
            when 'has_evidence' then case when chosen.evidence <> '' then 1 else 0 end
            else chosen.value
        end as value,
        case when chosen.applicable then chosen.weight end as weight_applicable,
        case when chosen.applicable then expected_progress.expected end as plan_expected,
        stepped.milestones,
        chosen.shown_status as state,
        chosen.submission_id, chosen.file_no, chosen.cell_no
    from chosen
    left join expected_progress
        on expected_progress.unit_id = chosen.unit_id
        and expected_progress.period_id = chosen.period_id
        and expected_progress.label = chosen.label
    left join stepped
        on stepped.unit_id = chosen.unit_id
        and stepped.period_id = chosen.period_id
        and stepped.label = chosen.label
    left join task_cell
        on task_cell.unit_id = chosen.unit_id
        and task_cell.period_id = chosen.period_id
        and task_cell.town_label = chosen.town_label
    where ($label = '' or chosen.label = $label)
        and ($status = '' or chosen.shown_status = any (string_to_array($status, ',')))
        and ($cell = '' or task_cell.status = any (string_to_array($cell, ',')))
        and case $only
            when '' then true
            when 'applicable' then chosen.applicable
            when 'defect' then chosen.invalid
            when 'overdue' then chosen.overdue
            when 'settled' then chosen.overdue or chosen.state in ('hoan_thanh', 'hoan_thanh_vuot')
            when 'planned' then chosen.planned
            when 'unplanned' then not chosen.planned
            when 'target' then chosen.target is not null or (chosen.lo is not null and chosen.hi is not null)
            when 'measure' then chosen.unit <> ''
            when 'due' then chosen.due_on is not null
            when 'responsible' then chosen.responsible <> ''
            when 'evidence' then chosen.evidence <> ''
            else false
        end
    union all
    select
        task_cell.unit_id, task_cell.period_id, task_cell.ordinal, task_cell.town_label, task_cell.text,
        null, null, null, null,
        task_cell.status,
        task_cell.plan_id, task_cell.file_no, task_cell.cell_no
    from task_cell
    where task_cell.town_label = $town_task
        and task_cell.n_tasks = 0
        and $cell <> ''
        and task_cell.status = any (string_to_array($cell, ','))
)
select
    listed.unit_id as unit,
    listed.period_id as period,
    listed.label as what,
    cast(listed.value as double) as value,
    listed.weight_applicable,
    listed.plan_expected,
    listed.milestones,
    coalesce(cell.text, '') as printed,
    listed.state,
    listed.submission_id as submission,
    listed.file_no,
    listed.cell_no,
    coalesce(cell.place, '') as place,
    listed.text,
    completion_policy.policy_id as _policy,
    case when row_number() over (partition by listed.submission_id order by listed.file_no, listed.cell_no) = 1
        then 1 else 0 end as _sources
from listed
join task_period on task_period.period_id = listed.period_id
left join cell
    on cell.submission_id = listed.submission_id
    and cell.file_no = listed.file_no
    and cell.cell_no = listed.cell_no
join unit_order on unit_order.unit_id = listed.unit_id
left join completion_policy on completion_policy.period_id = listed.period_id
order by
    unit_order.sort_key, listed.unit_id, listed.ordinal, listed.label,
    task_period.period_data_to, listed.period_id
