-- How does each unit stand in each of the six elements, and where is the middle
-- of its set? METHOD.md 3.4, 3.5.
with middle as (
    select
        element_score.set_id,
        element_score.element,
        quantile_cont(element_score.score, 0.5) as set_median,
        count(element_score.score) as n_set
    from element_score
    where element_score.period_id = $period
    group by element_score.set_id, element_score.element
)
select
    element_score.unit_id as unit,
    element_score.element,
    element_score.score,
    element_score.available_weight,
    element_score.n_available,
    element_score.n_indicators,
    case when middle.n_set >= comparison_policy.min_set then middle.set_median end as set_median,
    element_score.figures as x_of,
    '' as n_of,
    concat_ws(',', score_policy.policy_id, comparison_policy.policy_id) as _policy,
    case when compared_unit.submission_id is not null and element_score.ordinal = 0 then 1 else 0 end as _sources
from element_score
join compared_unit
    on compared_unit.unit_id = element_score.unit_id and compared_unit.period_id = element_score.period_id
join middle on middle.set_id = element_score.set_id and middle.element = element_score.element
join score_policy on score_policy.period_id = element_score.period_id
left join comparison_policy on comparison_policy.period_id = element_score.period_id
join unit_order on unit_order.unit_id = element_score.unit_id
where element_score.named and element_score.period_id = $period
order by unit_order.sort_key, element_score.unit_id, element_score.ordinal
