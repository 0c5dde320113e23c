-- How far is each unit's plan, and is it on pace? METHOD.md 2.3, 2.5. The
-- furthest first, by what is certain; by name where that is equal.
select
    completion.unit_id as unit,
    completion.n_tasks,
    completion.weight_applicable,
    completion.coverage,
    completion.lower,
    completion.upper,
    completion.point,
    completion.completed_share,
    completion.n_done,
    completion.n_in_progress,
    completion.n_not_started,
    completion.n_not_applicable,
    completion.n_not_reported,
    completion.n_invalid,
    completion.n_overdue,
    schedule_gap.plan_expected,
    schedule_gap.plan_progress,
    schedule_gap.gap as gap_points,
    schedule_gap.pace,
    task_scope.data_to,
    task_scope.report_id as submission,
    completion.policy_id as _policy,
    completion.n_tasks as _n,
    case when task_scope.report_id is null then 0 else 1 end as _sources
from completion
join task_scope
    on task_scope.unit_id = completion.unit_id and task_scope.period_id = completion.period_id
left join schedule_gap
    on schedule_gap.unit_id = completion.unit_id and schedule_gap.period_id = completion.period_id
join unit_order on unit_order.unit_id = completion.unit_id
order by
    completion.lower desc nulls last,
    completion.upper desc nulls last,
    unit_order.sort_key,
    completion.unit_id
