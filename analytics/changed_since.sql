-- Which figures differ from those of $since, and by what? METHOD.md 4.10.
-- What a reading made anew says otherwise, what a list of units changed and what
-- rule came into force stands with its own day: those figures are the same on
-- both days.
with figure_then as (
    select row.unit_id, row.period_id, row.indicator, row.value
    from (select unnest(from_json($figures_then,
        '[{"unit_id": "VARCHAR", "period_id": "VARCHAR", "indicator": "VARCHAR", "value": "DOUBLE"}]')) as row) as handed
),
task_then as (
    select row.unit_id, row.period_id, row.label, row.state, row.value
    from (select unnest(from_json($tasks_then,
        '[{"unit_id": "VARCHAR", "period_id": "VARCHAR", "label": "VARCHAR", "state": "VARCHAR", "value": "DOUBLE"}]')) as row) as handed
),
figure_now as (
    select figure.unit_id, figure.period_id, figure.indicator, figure.value
    from figure
    join report_change
        on report_change.unit_id = figure.unit_id
        and report_change.period_id = figure.period_id
        and report_change.other_figures
),
task_now as (
    select task_value.unit_id, task_value.period_id, task_value.label, task_value.shown_status as state,
        cast(task_value.value as double) as value
    from task_value
    join report_change
        on report_change.unit_id = task_value.unit_id
        and report_change.period_id = task_value.period_id
        and (report_change.other_figures or report_change.other_plan)
),
moved as (
    select
        coalesce(figure_now.unit_id, figure_then.unit_id) as unit_id,
        coalesce(figure_now.period_id, figure_then.period_id) as period_id,
        'figure' as change,
        coalesce(figure_now.indicator, figure_then.indicator) as what,
        figure_then.value as value_before,
        figure_now.value as value_after,
        cast(null as varchar) as state_before,
        cast(null as varchar) as state_after
    from figure_now
    full join figure_then
        on figure_then.unit_id = figure_now.unit_id
        and figure_then.period_id = figure_now.period_id
        and figure_then.indicator = figure_now.indicator
    where figure_then.value is distinct from figure_now.value
    union all
    select
        coalesce(task_now.unit_id, task_then.unit_id),
        coalesce(task_now.period_id, task_then.period_id),
        'task',
        coalesce(task_now.label, task_then.label),
        task_then.value,
        task_now.value,
        task_then.state,
        task_now.state
    from task_now
    full join task_then
        on task_then.unit_id = task_now.unit_id
        and task_then.period_id = task_now.period_id
        and task_then.label = task_now.label
    where task_then.value is distinct from task_now.value
        -- that nothing is said of it now in another way is no change
        or nullif(nullif(task_then.state, 'chua_nop'), 'chua_bao_cao')
            is distinct from nullif(nullif(task_now.state, 'chua_nop'), 'chua_bao_cao')
),
listed as (
    select
        moved.unit_id, moved.period_id, moved.change, moved.what,
        moved.value_before, moved.value_after, moved.state_before, moved.state_after,
        report_change.cause, report_change.changed_on, report_change.submission_id, report_change.policy_id
    from moved
    join report_change on report_change.unit_id = moved.unit_id and report_change.period_id = moved.period_id
    union all
    select
        report_standing.unit_id, report_standing.period_id,
        case when reread_change.what like 'QC%' then 'figure' when reread_change.what like 'task %' then 'task' else 'reading' end,
        reread_change.what, null, null, reread_change.was, reread_change.now,
        'reread', reread.reread_on, reread_change.submission_id, null
    from reread_change
    join reread on reread.seq = reread_change.seq
    join report_standing
        on reread_change.submission_id in (report_standing.figures_id, report_standing.plan_id, report_standing.credit_id)
    where reread.reread_on > cast($since as date) and reread.reread_on <= cast($as_of as date)
    union all
    select
        unit_change.unit_id, null, 'catalogue',
        trim(unit_change.table_name || ' ' || unit_change.field || ' ' || strftime(unit_change.valid_on, '%d/%m/%Y') || ' ' || unit_change.to_unit),
        null, null, unit_change.was, unit_change.now,
        'catalogue_change', unit_change.imported_on, null, null
    from unit_change
    join asked_unit on asked_unit.unit_id = unit_change.unit_id
    where unit_change.imported_on > cast($since as date) and unit_change.imported_on <= cast($as_of as date)
    union all
    select
        null, null, 'policy', policy.kind, null, null,
        (
            select max(before.policy_id)
            from policy as before
            where before.kind = policy.kind
                and before.valid_from < policy.valid_from
                and (before.valid_to is null or before.valid_to >= policy.valid_from)
        ),
        policy.policy_id,
        'policy_change', policy.valid_from, null, policy.policy_id
    from policy
    where policy.valid_from > cast($since as date)
        and policy.valid_from <= cast($as_of as date)
        and exists (select 1 from asked_unit)
)
select
    listed.unit_id as unit,
    listed.period_id as period,
    listed.change,
    listed.what,
    listed.value_before,
    listed.value_after,
    listed.state_before,
    listed.state_after,
    listed.cause,
    listed.changed_on,
    listed.submission_id as submission,
    listed.policy_id as _policy,
    case when listed.submission_id is not null
        and row_number() over (partition by listed.submission_id order by listed.change, listed.what) = 1
        then 1 else 0 end as _sources
from listed
left join unit_order on unit_order.unit_id = listed.unit_id
left join period on period.period_id = listed.period_id
left join indicator on indicator.code || indicator.part = listed.what
order by
    period.data_to desc nulls last, listed.period_id, listed.changed_on desc,
    unit_order.sort_key nulls last, listed.unit_id, listed.change, indicator.ordinal nulls last, listed.what,
    listed.cause, listed.submission_id, listed.state_before, listed.state_after
