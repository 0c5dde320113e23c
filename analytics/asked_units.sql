-- Which units are asked about? METHOD.md 0 (R9).
select unit_id
from asked_unit
order by unit_id
