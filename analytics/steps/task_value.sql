-- What is each task worth: does it count, with which weight, and how far is it,
-- if that is known? METHOD.md 2.3, 2.4. Not known is null, never 0.
-- A set of weights of which some are missing or one is negative is refused as a
-- whole: every task then weighs the same, and each row at fault is a defect.
with weighed as (
    select
        achievement.*,
        coalesce(status, '') not in ('khong_phat_sinh', 'khong_ap_dung') as applicable,
        -- an actual without anything to measure it by is a defect of the plan
        actual is not null and type in ('higher', 'lower', 'range', 'binary') and raw is null as unmeasurable,
        count(weight) over whole_plan as weights_given,
        count(*) over whole_plan as weights_wanted,
        count(*) filter (where weight < 0) over whole_plan as weights_negative
    from achievement
    window whole_plan as (partition by unit_id, period_id)
),
valued as (
    select
        weighed.*,
        case
            when weights_given = weights_wanted and weights_negative = 0 then weight
            else coalesce(completion_policy.default_weight, 1)
        end as weight_used,
        ap_reported,
        weights_given > 0 and (weight is null or weight < 0) as weight_defect,
        case
            when not applicable then null
            -- by its ấp, when the plan says how they add up or when nothing else
            -- is known; ấp that did not report leave the task without a value
            when ap_label is not null and (rollup <> '' or actual is null) then
                case when rolled_lower = rolled_upper then rolled_lower end
            when type in ('higher', 'lower', 'range', 'binary') and actual is not null then
                case
                    when coalesce(completion_policy.cap, true) or raw is null then capped
                    else greatest(raw, 0)
                end
            when status in ('hoan_thanh', 'hoan_thanh_vuot') then 1
            when status = 'chua_thuc_hien' then 0
            when progress is not null then least(1, greatest(0, progress))
        end as value
    from weighed
    left join (
        select unit_id as ap_unit_id, period_id as ap_period_id, label as ap_label,
               ap_reported, rolled_lower, rolled_upper
        from ap_rollup
    ) as ap_rollup
        on ap_rollup.ap_unit_id = weighed.unit_id
        and ap_rollup.ap_period_id = weighed.period_id
        and ap_rollup.ap_label = weighed.label
    left join completion_policy on completion_policy.period_id = weighed.period_id
),
stated as (
    select
        valued.*,
        -- figures without a word for the status: work is reported, nobody called
        -- it finished
        coalesce(status, case when value is not null or ap_reported > 0 then 'dang_thuc_hien' end) as state
    from valued
)
select
    unit_id, period_id, year, judged_on, data_to, unsent, report_id, source,
    ordinal, label, title, text, type, unit, target, baseline, lo, hi,
    weight_used as weight,
    starts_on, due_on, responsible, evidence, rollup,
    status, progress, actual, note, submission_id, file_no, cell_no, planned,
    raw, capped, applicable, value, state,
    coalesce(state, case when report_id is null and unsent then 'chua_nop' else 'chua_bao_cao' end) as shown_status,
    (applicable and unmeasurable) or weight_defect as invalid,
    applicable
        and coalesce(due_on < judged_on, false)
        and coalesce(state not in ('hoan_thanh', 'hoan_thanh_vuot'), false)
        and not (status is null and value >= 1) as overdue
from stated
