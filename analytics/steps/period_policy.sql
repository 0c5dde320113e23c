-- Which policy of each kind holds for each period asked about, on its last day?
-- The latest that began. METHOD.md 0 (R5).
with candidate as (
    select
        period.period_id,
        policy.kind,
        policy.policy_id,
        cast(policy.body as json) as body,
        row_number() over (
            partition by period.period_id, policy.kind
            order by policy.valid_from desc, policy.policy_id
        ) as nth
    from period
    join policy
        on policy.valid_from <= period.last_day
        and (policy.valid_to is null or policy.valid_to > period.last_day)
    where period.period_id = any (string_to_array($periods, ','))
)
select period_id, kind, policy_id, body
from candidate
where nth = 1
