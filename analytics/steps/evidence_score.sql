-- How well does each report show what it claims as done? The best that each such
-- task gives, weighted by the tasks; what is not claimed is not asked. It stands
-- beside completion and is never multiplied into it. METHOD.md 5.8.
with shown as (
    select
        task_value.unit_id, task_value.period_id, task_value.label, task_value.weight,
        quality_policy.policy_id,
        coalesce(max(case task_evidence.level
            when 'narrative' then quality_policy.worth_narrative
            when 'reference' then quality_policy.worth_reference
            when 'attached' then quality_policy.worth_attached
            when 'confirmed' then quality_policy.worth_confirmed
        end), quality_policy.worth_none) as worth,
        count(task_evidence.level) as n_shown
    from task_value
    join quality_policy on quality_policy.period_id = task_value.period_id
    left join task_evidence
        on task_evidence.unit_id = task_value.unit_id
        and task_evidence.period_id = task_value.period_id
        and task_evidence.label = task_value.label
    where task_value.shown_status in ('hoan_thanh', 'hoan_thanh_vuot')
    group by task_value.unit_id, task_value.period_id, task_value.label, task_value.weight,
             quality_policy.policy_id, quality_policy.worth_none
)
select
    unit_id, period_id,
    count(*) as n_claimed,
    count(*) filter (where n_shown = 0) as n_without,
    sum(weight * worth order by label) / nullif(sum(weight order by label), 0) as evidence_score,
    sum(weight order by label) filter (where n_shown = 0) / nullif(sum(weight order by label), 0) as share_without,
    policy_id
from shown
group by unit_id, period_id, policy_id
