-- Which unit's people went where? METHOD.md 4.8.
select from_unit, to_unit
from bridge_edge
order by from_unit, to_unit
