-- With what is each task shown that a report claims as done, and where?
-- METHOD.md 5.8.
with best as (
    select
        task_value.unit_id, task_value.period_id, task_value.label,
        max(case task_evidence.level
            when 'narrative' then quality_policy.worth_narrative
            when 'reference' then quality_policy.worth_reference
            when 'attached' then quality_policy.worth_attached
            when 'confirmed' then quality_policy.worth_confirmed
        end) as worth,
        arg_max(task_evidence.level, case task_evidence.level
            when 'narrative' then 1 when 'reference' then 2 when 'attached' then 3 when 'confirmed' then 4
        end) as level
    from task_value
    join quality_policy on quality_policy.period_id = task_value.period_id
    left join task_evidence
        on task_evidence.unit_id = task_value.unit_id
        and task_evidence.period_id = task_value.period_id
        and task_evidence.label = task_value.label
    where task_value.shown_status in ('hoan_thanh', 'hoan_thanh_vuot')
    group by task_value.unit_id, task_value.period_id, task_value.label
)
select
    task_value.unit_id as unit,
    task_value.period_id as period,
    task_value.label as what,
    coalesce(best.worth, quality_policy.worth_none) as value,
    task_value.weight as weight_applicable,
    trim(task_value.evidence || ' ' || task_value.note) as printed,
    case when best.level is null then 'evidence_none' else 'evidence_' || best.level end as state,
    task_value.submission_id as submission,
    task_value.file_no,
    task_value.cell_no,
    coalesce(cell.place, '') as place,
    task_value.text,
    quality_policy.policy_id as _policy,
    1 as _sources
from best
join task_value
    on task_value.unit_id = best.unit_id
    and task_value.period_id = best.period_id
    and task_value.label = best.label
join quality_policy on quality_policy.period_id = best.period_id
join unit_order on unit_order.unit_id = best.unit_id
left join cell
    on cell.submission_id = task_value.submission_id
    and cell.file_no = task_value.file_no
    and cell.cell_no = task_value.cell_no
where $kind = 'minh_chung' and ($subject = '' or best.level is null)
order by unit_order.sort_key, task_value.unit_id, task_value.ordinal, task_value.label
