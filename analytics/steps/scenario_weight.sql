-- Which weights are tried? Those of the policy, and each element's made smaller
-- and greater by its factors, the others left as they are. METHOD.md 3.6.
select period_id, 'base' as scenario, element, weight
from element_weight
union all
select
    element_weight.period_id,
    changed.element || '*' || cast(changed.factor as varchar),
    element_weight.element,
    element_weight.weight * case when element_weight.element = changed.element then changed.factor else 1 end
from element_weight
join (
    select element_weight.period_id, element_weight.element, unnest(score_policy.factors) as factor
    from element_weight
    join score_policy on score_policy.period_id = element_weight.period_id
) as changed on changed.period_id = element_weight.period_id
