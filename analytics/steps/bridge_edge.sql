-- Where did the people of each predecessor go? METHOD.md 4.8. From the units of
-- the earlier day, by all reorganisations in between, to where they are in the
-- end: a share of a share is their product. All ways out of a predecessor, so that
-- what is missing of it shows. A unit that took others in and kept its key keeps
-- what it had.
with recursive moved as (
    select unit_edge.from_unit, unit_edge.to_unit, unit_edge.effective_on, unit_edge.share
    from unit_edge
    join bridge_span
        on unit_edge.effective_on > bridge_span.since_day and unit_edge.effective_on <= bridge_span.until_day
    where unit_edge.share > 0
),
way (from_unit, at_unit, reached_on, share) as (
    select version.unit_id, version.unit_id, bridge_span.since_day, cast(1 as double)
    from unit_version as version
    join bridge_span
        on version.valid_from <= bridge_span.since_day
        and (version.valid_to is null or version.valid_to > bridge_span.since_day)
    where version.unit_id in (select from_unit from moved)
        or version.unit_id in (select unit_id from bridge_target)
    union all
    select way.from_unit, moved.to_unit, moved.effective_on, way.share * moved.share
    from way
    join moved on moved.from_unit = way.at_unit and moved.effective_on > way.reached_on
),
ended as (
    select way.from_unit, way.at_unit as to_unit, round(sum(way.share order by way.reached_on, way.share), 12) as share
    from way
    where not exists (
        select 1 from moved where moved.from_unit = way.at_unit and moved.effective_on > way.reached_on
    )
    group by way.from_unit, way.at_unit
)
select ended.from_unit, ended.to_unit, ended.share
from ended
where ended.from_unit in (
    select arriving.from_unit
    from ended as arriving
    join bridge_target on bridge_target.unit_id = arriving.to_unit
)
