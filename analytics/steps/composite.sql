-- What is each unit's composite under each set of weights? The arithmetic mean of
-- the six scores, and the geometric one of scores not under the floor, which does
-- not let five elements buy one that collapsed. METHOD.md 3.5, 3.6.
select
    element_score.unit_id,
    element_score.period_id,
    element_score.set_id,
    element_score.named,
    scenario_weight.scenario,
    sum(scenario_weight.weight * element_score.score order by element_score.ordinal)
        / nullif(sum(scenario_weight.weight order by element_score.ordinal), 0) as arith,
    exp(sum(scenario_weight.weight * ln(greatest(element_score.score, score_policy.floor)) order by element_score.ordinal)
        / nullif(sum(scenario_weight.weight order by element_score.ordinal), 0)) as geom
from element_score
join complete_profile
    on complete_profile.unit_id = element_score.unit_id and complete_profile.period_id = element_score.period_id
join score_policy on score_policy.period_id = element_score.period_id
join scenario_weight
    on scenario_weight.period_id = element_score.period_id and scenario_weight.element = element_score.element
group by
    element_score.unit_id,
    element_score.period_id,
    element_score.set_id,
    element_score.named,
    scenario_weight.scenario
