-- How many of the communes' tasks are done? METHOD.md 2.3: counts of tasks over
-- all units asked about; a task of which nothing is reported is unknown and
-- stays in the count.
with unit_total as (
    select completion.*, case when task_scope.report_id is null then 0 else 1 end as reporting
    from completion
    join task_scope
        on task_scope.unit_id = completion.unit_id and task_scope.period_id = completion.period_id
)
select
    period_id as period,
    cast(sum(n_tasks) as bigint) as tasks,
    cast(sum(n_applicable) as bigint) as applicable,
    cast(sum(n_done) as bigint) as done,
    cast(sum(n_in_progress) as bigint) as in_progress,
    cast(sum(n_not_started) as bigint) as not_started,
    cast(sum(n_not_reported) as bigint) as unknown,
    cast(sum(n_overdue) as bigint) as overdue,
    -- nothing stated by anyone is not "none done"
    case when sum(n_done) + sum(n_in_progress) + sum(n_not_started) > 0
        then cast(sum(n_done) as double) / sum(n_applicable) end as completed_share,
    min(policy_id) as _policy,
    cast(sum(n_tasks) as bigint) as _n,
    cast(sum(reporting) as bigint) as _sources
from unit_total
group by period_id
order by period_id
