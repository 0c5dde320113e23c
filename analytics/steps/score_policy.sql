-- Which policy of kind score holds for each period, and what does it say?
-- METHOD.md 0 (R5), 3.2, 3.3, 3.4, 3.5. Without a policy nothing is scored.
select
    period_id,
    policy_id,
    -- written as a fraction: 2/3 has no end in decimals
    cast((body -> 'need') ->> 0 as double) / cast((body -> 'need') ->> 1 as double) as need,
    cast(body ->> 'composite' as boolean) as composite,
    cast(body ->> 'floor' as double) as floor,
    cast(body -> 'factors' as double[]) as factors,
    cast(body -> 'aggregations' as varchar[]) as aggregations,
    cast(body ->> 'max_rank_spread' as bigint) as max_rank_spread,
    cast(body ->> 'seed' as bigint) as seed,
    cast(body ->> 'draws' as bigint) as draws,
    body -> 'elements' as elements,
    body -> 'indicators' as indicators
from period_policy
where kind = 'score'
