-- Which scores does the simulation of weights draw on, element by element, with
-- the seed and the number of draws that the policy fixes? METHOD.md 3.6.
select
    element_score.unit_id,
    element_score.period_id,
    element_score.set_id,
    element_score.score,
    score_policy.floor,
    score_policy.seed,
    score_policy.draws
from element_score
join complete_profile
    on complete_profile.unit_id = element_score.unit_id and complete_profile.period_id = element_score.period_id
join score_policy on score_policy.period_id = element_score.period_id
order by element_score.period_id, element_score.set_id, element_score.unit_id, element_score.ordinal
