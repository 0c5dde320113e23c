-- Which policy of kind comparison holds for each period, and what does it say?
-- METHOD.md 0 (R5), 4. Without a policy nothing is compared.
select
    period_id,
    policy_id,
    cast(body ->> 'level' as double) as level,
    cast(body ->> 'alarm_level' as double) as alarm_level,
    cast(body ->> 'winsor' as double) as winsor,
    cast(body ->> 'min_set' as bigint) as min_set,
    cast(body ->> 'min_peers' as bigint) as min_peers,
    cast(body ->> 'min_denominator' as double) as min_denominator,
    cast(body -> 'events' as varchar[]) as events,
    cast((body -> 'bridge') ->> 'share_tolerance' as double) as share_tolerance,
    cast((body -> 'bridge') ->> 'max_missing' as double) as max_missing,
    cast((body -> 'bridge') ->> 'max_split' as double) as max_split,
    cast((body -> 'bridge') ->> 'max_length_difference' as double) as max_length_difference
from period_policy
where kind = 'comparison'
