-- Where did the people of each predecessor go? METHOD.md 4.8. All edges out of a
-- predecessor, so that what is missing of it shows.
select distinct unit_edge.from_unit, unit_edge.to_unit, unit_edge.share
from unit_edge
where unit_edge.from_unit in (
    select arriving.from_unit
    from unit_edge as arriving
    join bridge_target on bridge_target.unit_id = arriving.to_unit
)
