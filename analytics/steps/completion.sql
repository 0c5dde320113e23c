-- How far is each unit's plan? METHOD.md 2.3. Bounds always, a point value only
-- where enough of the weight is known. Sums of fractions go in one order, so that
-- the same figures give the same last bit.
with weighed as (
    select
        unit_id,
        period_id,
        count(*) as n_tasks,
        coalesce(sum(weight order by label) filter (where applicable and value is not null), 0) as known_weight,
        coalesce(sum(weight order by label) filter (where applicable and value is null), 0) as open_weight,
        coalesce(sum(weight * value order by label) filter (where applicable), 0) as known_value,
        coalesce(sum(weight order by label) filter (where state in ('hoan_thanh', 'hoan_thanh_vuot')), 0) as done_weight,
        count(*) filter (where applicable and state is not null) as n_stated,
        count(*) filter (where applicable) as n_applicable,
        count(*) filter (where state in ('hoan_thanh', 'hoan_thanh_vuot')) as n_done,
        count(*) filter (where state = 'dang_thuc_hien') as n_in_progress,
        count(*) filter (where state = 'chua_thuc_hien') as n_not_started,
        count(*) filter (where not applicable) as n_not_applicable,
        count(*) filter (where applicable and state is null) as n_not_reported,
        count(*) filter (where invalid) as n_invalid,
        count(*) filter (where overdue) as n_overdue
    from task_value
    group by unit_id, period_id
),
bounded as (
    select
        weighed.*,
        known_weight + open_weight as weight_applicable,
        known_weight / nullif(known_weight + open_weight, 0) as coverage,
        known_value / nullif(known_weight + open_weight, 0) as lower,
        (known_value + open_weight) / nullif(known_weight + open_weight, 0) as upper
    from weighed
)
select
    bounded.unit_id,
    bounded.period_id,
    completion_policy.policy_id,
    n_tasks,
    weight_applicable,
    coverage,
    lower,
    upper,
    -- kept between its bounds: the last bit of a division must not put it outside
    case when coverage >= completion_policy.min_coverage and known_weight > 0
        then greatest(lower, least(upper, known_value / known_weight)) end as point,
    -- nothing stated at all is not "none done"
    case when n_stated > 0 then done_weight / nullif(weight_applicable, 0) end as completed_share,
    n_applicable,
    n_done,
    n_in_progress,
    n_not_started,
    n_not_applicable,
    n_not_reported,
    n_invalid,
    n_overdue
from bounded
left join completion_policy on completion_policy.period_id = bounded.period_id
