-- With how much does each report show what it claims as done? METHOD.md 5.8.
select
    evidence_score.unit_id as unit,
    evidence_score.n_claimed,
    evidence_score.n_without,
    evidence_score.evidence_score,
    evidence_score.share_without,
    evidence_score.policy_id as _policy,
    evidence_score.n_claimed as _n,
    1 as _sources
from evidence_score
join unit_order on unit_order.unit_id = evidence_score.unit_id
order by unit_order.sort_key, evidence_score.unit_id
