-- Which reports stand at the end of $as_of that nobody owed, and why not? One
-- row a unit and period: a unit that is no commune (not_a_commune), a commune that
-- did not stand on the last day, was there for too little of the period, or is
-- exempt. They are in no rate: a report too many cannot make up for one that is
-- missing. METHOD.md 1.4, 1.7.
with came as (
    select unit_id, period_id, count(*) as n_versions,
           min(received_on) as received_on, max(submission_id) as submission_id
    from submission_version
    where decision is null or decision = 'accepted'
    group by unit_id, period_id
)
select came.unit_id, came.period_id, came.n_versions, came.received_on, came.submission_id,
       period.year, period.policy_id,
       coalesce(expected.result, 'not_a_commune') as result
from came
join asked_unit on asked_unit.unit_id = came.unit_id
join period on period.period_id = came.period_id
left join expected on expected.unit_id = came.unit_id and expected.period_id = came.period_id
where coalesce(expected.result, '') <> 'expected'
