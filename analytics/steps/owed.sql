-- Which communes of the whole country owe each period's report, exemptions apart:
-- did they stand when it was due, and for how much of it did they and their
-- predecessors live? One row a commune and period. The catalogue alone says it,
-- whoever asks and whatever comes in, so that it is worked out once. METHOD.md 1.1.
with recursive commune as (
    select unit_id from unit where level = 'commune'
),
-- A unit is its own ancestor; a predecessor that gave no people is none.
ancestor (unit_id, ancestor_id) as (
    select unit_id, unit_id from commune
    union
    select ancestor.unit_id, unit_edge.from_unit
    from ancestor join unit_edge on unit_edge.to_unit = ancestor.ancestor_id and unit_edge.share > 0
),
-- How long each of them lived. Materialized, and without an "or" in what follows:
-- else all versions are laid against the periods first (measured on 10,599
-- communes: ten times as long).
lived as materialized (
    select ancestor.unit_id, ancestor.ancestor_id, version.parent_id, version.valid_from,
           coalesce(version.valid_to, date '9999-12-31') as valid_to
    from ancestor
    join unit_version version on version.unit_id = ancestor.ancestor_id
),
-- The stretches of a period on which the unit or an ancestor existed; until is
-- exclusive.
stretch as (
    select lived.unit_id, period.period_id,
           greatest(lived.valid_from, period.data_from) as since,
           least(lived.valid_to, period.data_to + 1) as until
    from lived
    join period on lived.valid_from <= period.data_to and lived.valid_to > period.data_from
),
standing as (                        -- the unit itself, on the last day
    select lived.unit_id, period.period_id, lived.parent_id
    from lived
    join period on lived.valid_from <= period.last_day and lived.valid_to > period.last_day
    where lived.ancestor_id = lived.unit_id
),
-- Two predecessors on one day are one day: what an earlier stretch reached is
-- not counted again.
fresh as (
    select unit_id, period_id, until,
           greatest(since, coalesce(max(until) over (
               partition by unit_id, period_id order by since, until
               rows between unbounded preceding and 1 preceding), since)) as since
    from stretch
),
cover as (
    select unit_id, period_id, sum(greatest(until - since, 0)) as days
    from fresh
    group by unit_id, period_id
)
select commune.unit_id, period.period_id, standing.parent_id,
       cast(coalesce(cover.days, 0) as bigint) as lineage_cover_days,
       case
           when standing.unit_id is null then 'not_valid_on_last_day'
           when coalesce(cover.days, 0) < period.min_cover * (period.data_to - period.data_from + 1) then 'coverage_below_min'
           else 'expected'
       end as result
from commune
cross join period
left join standing on standing.unit_id = commune.unit_id and standing.period_id = period.period_id
left join cover on cover.unit_id = commune.unit_id and cover.period_id = period.period_id
order by 2, 1
