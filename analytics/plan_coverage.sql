-- How much of the superior plan does each unit's plan take up? METHOD.md 2.7.
-- By name. A unit whose report is not there, or states no links, has a row
-- without figures.
with superior as (
    select distinct unit_id, period_id from town_task
)
select
    superior.unit_id as unit,
    plan_coverage.coverage,
    coalesce(plan_coverage.uncovered, '') as uncovered,
    coalesce(plan_coverage.local_initiatives, '') as local_initiatives,
    completion_policy.policy_id as _policy,
    case when task_scope.report_id is null then 0 else 1 end as _sources
from superior
join task_scope
    on task_scope.unit_id = superior.unit_id and task_scope.period_id = superior.period_id
left join plan_coverage
    on plan_coverage.unit_id = superior.unit_id and plan_coverage.period_id = superior.period_id
join unit_order on unit_order.unit_id = superior.unit_id
left join completion_policy on completion_policy.period_id = superior.period_id
order by unit_order.sort_key, superior.unit_id
