-- Which communes are asked about in the periods, under which parent do they
-- stand, and how many stand there? METHOD.md 4.1. The last day decides, as for
-- the obligation. Predecessors of those asked about, however far back, are there
-- for the sake of what they left (METHOD.md 4.8), and are not named.
with recursive predecessor (unit_id) as (
    select unit_id from asked_unit
    union
    select unit_edge.from_unit
    from predecessor
    join unit_edge on unit_edge.to_unit = predecessor.unit_id and unit_edge.share > 0
),
looked_at as (
    select unit_id, true as named from asked_unit
    union
    select unit_id, false from predecessor where unit_id not in (select unit_id from asked_unit)
),
standing as (
    select
        unit.unit_id,
        period.period_id,
        coalesce(version.parent_id, '') as set_id,
        count(*) over (partition by period.period_id, version.parent_id) as size
    from unit
    join unit_version as version on version.unit_id = unit.unit_id
    join period
        on version.valid_from <= period.last_day
        and (version.valid_to is null or version.valid_to > period.last_day)
    where unit.level = 'commune' and period.period_id = any (string_to_array($periods, ','))
)
select standing.unit_id, standing.set_id, standing.size, looked_at.named
from standing
join looked_at on looked_at.unit_id = standing.unit_id
order by standing.period_id, standing.set_id, standing.unit_id, looked_at.named
