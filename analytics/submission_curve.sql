-- By each day around the last day of $period, what share had sent? The sources
-- stand on the first row alone, so that they are counted once. METHOD.md 1.6.
select survival.day, survival.at_risk, survival.events, survival.censored,
       survival.share_submitted, survival.lo, survival.hi,
       survival.events + survival.censored as _n,
       curve_source.policy_id as _policy,
       case when row_number() over (order by survival.day) = 1 then curve_source.sources end as _sources
from survival
cross join curve_source
order by survival.day
