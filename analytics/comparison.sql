-- Which communes are asked about in the periods, under which parent do they
-- stand, and how many stand there? METHOD.md 4.1. The last day decides, as for
-- the obligation.
with standing as (
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
select standing.unit_id, standing.set_id, standing.size
from standing
join asked_unit on asked_unit.unit_id = standing.unit_id
order by standing.period_id, standing.set_id, standing.unit_id
