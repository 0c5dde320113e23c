-- Which ranks may each unit hold, if all intervals hold together? Those above it
-- for certain are before it, those below for certain after. Where less is better,
-- shares are turned round first. METHOD.md 4.4.
with judged as (
    select
        rankable.*,
        wilson.p,
        wilson.z,
        wilson.lo,
        wilson.hi,
        case rankable.direction when 'lower' then 1 - wilson.p else wilson.p end as good,
        case rankable.direction when 'lower' then 1 - wilson.hi else wilson.lo end as good_lo,
        case rankable.direction when 'lower' then 1 - wilson.lo else wilson.hi end as good_hi
    from rankable
    join wilson
        on wilson.unit_id = rankable.unit_id
        and wilson.period_id = rankable.period_id
        and wilson.indicator = rankable.indicator
        and wilson.purpose = 'joint'
),
placed as (
    select
        judged.unit_id,
        judged.period_id,
        judged.indicator,
        1 + count(*) filter (where other.good_lo > judged.good_hi) as best,
        max(judged.k) - count(*) filter (where other.good_hi < judged.good_lo) as worst,
        1 + count(*) filter (where other.good > judged.good + 1e-9) as naive_rank
    from judged
    join judged as other
        on other.set_id = judged.set_id
        and other.period_id = judged.period_id
        and other.indicator = judged.indicator
    group by judged.unit_id, judged.period_id, judged.indicator
)
select judged.*, placed.best, placed.worst, placed.naive_rank
from judged
join placed
    on placed.unit_id = judged.unit_id
    and placed.period_id = judged.period_id
    and placed.indicator = judged.indicator
