-- What moved in each unit between the mid-year and the year's report?
-- METHOD.md 2.6. By name.
select
    period_progress.unit_id as unit,
    period_progress.planned,
    period_progress.planned_done,
    period_progress.planned_not_done,
    period_progress.planned_not_reported,
    period_progress.plan_done_lower,
    period_progress.plan_done_upper,
    period_progress.unplanned_done,
    period_progress.newly_done,
    period_progress.went_backwards,
    period_progress.lost_report,
    (select min(policy_id) from completion_policy) as _policy,
    (select count(*) from task_scope
     where task_scope.unit_id = period_progress.unit_id and task_scope.report_id is not null) as _sources
from period_progress
join unit_order on unit_order.unit_id = period_progress.unit_id
order by unit_order.sort_key, period_progress.unit_id
