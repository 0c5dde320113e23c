-- Which units is the question about? $unit and all that ever stood below it, as
-- far as the scope reaches; an empty $unit asks about the whole scope. The
-- successor of $unit is another unit and is asked about by its own key.
-- METHOD.md 0, R9.
with recursive below (unit_id) as (
    select unit_id from unit where unit_id = $unit
    union
    select version.unit_id from below join unit_version version on version.parent_id = below.unit_id
)
select scope_unit.unit_id
from scope_unit
where $unit = '' or scope_unit.unit_id in (select unit_id from below)
