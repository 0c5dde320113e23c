-- Which proportions and rates may be held against each other? Those of sets in
-- which enough units have something to count: with fewer, a reference figure
-- would give away another unit's. A unit of which there was nothing to count
-- stays, marked by n = 0. METHOD.md 4.1.
with counted as (
    select
        measured.*,
        count(*) filter (where n > 0) over (partition by measured.set_id, measured.period_id, measured.indicator) as k
    from measured
    where kind in ('proportion', 'rate')
        and x is not null
        and n is not null
        and x >= 0
        and (kind = 'rate' or x <= n)
)
select counted.*, comparison_policy.winsor, comparison_policy.min_denominator
from counted
join comparison_policy on comparison_policy.period_id = counted.period_id
where counted.k >= comparison_policy.min_set
