-- Which policy of kind completion holds for each period asked about, and what
-- does it say? METHOD.md 0 (R5), 2.3, 2.5, 2.7. Without a policy there is
-- neither a point value nor a word for the pace nor a worth of a partial link.
with candidate as (
    select
        task_period.period_id,
        policy.policy_id,
        cast(policy.body as json) as body,
        row_number() over (
            partition by task_period.period_id
            order by policy.valid_from desc, policy.policy_id
        ) as nth
    from task_period
    join policy
        on policy.kind = 'completion'
        and policy.valid_from <= task_period.last_day
        and (policy.valid_to is null or policy.valid_to > task_period.last_day)
)
select
    period_id,
    policy_id,
    cast(body ->> 'min_coverage' as double) as min_coverage,
    cast(body ->> 'cap' as boolean) as cap,
    cast(body ->> 'default_weight' as double) as default_weight,
    cast(body ->> 'pace_ahead' as double) as pace_ahead,
    cast(body ->> 'pace_behind' as double) as pace_behind,
    cast((body -> 'coverage') ->> 'full' as double) as coverage_full,
    cast((body -> 'coverage') ->> 'partial' as double) as coverage_partial,
    cast((body -> 'coverage') ->> 'none' as double) as coverage_none,
    cast(body ->> 'na_share_question' as double) as na_share_question
from candidate
where nth = 1
