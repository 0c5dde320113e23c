-- Which periods have a rate, if only 0/0? Those against which a commune asked
-- about was checked. METHOD.md 1.5.
select distinct expected.period_id as rate_group
from expected
join asked_unit on asked_unit.unit_id = expected.unit_id
