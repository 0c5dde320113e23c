-- How specific is each unit's plan? METHOD.md 2.1. By name; units of which
-- neither a report nor a plan counts are not judged.
select
    plan_specificity.unit_id as unit,
    plan_specificity.tasks,
    plan_specificity.with_target,
    plan_specificity.with_unit,
    plan_specificity.with_due,
    plan_specificity.with_responsible,
    plan_specificity.with_evidence,
    plan_specificity.target,
    plan_specificity.measure,
    plan_specificity.due,
    plan_specificity.responsible,
    plan_specificity.evidence,
    plan_specificity.quantitative,
    completion_policy.policy_id as _policy,
    plan_specificity.tasks as _n,
    1 as _sources
from plan_specificity
join unit_order on unit_order.unit_id = plan_specificity.unit_id
left join completion_policy on completion_policy.period_id = plan_specificity.period_id
order by unit_order.sort_key, plan_specificity.unit_id
