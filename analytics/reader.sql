-- Which units may the reader name, and which of them receives what is sent without
-- a known sender? METHOD.md 0, R9.
select scope_unit.unit_id, scope_unit.unit_id in (select unit_id from receiving_body) as receives
from scope_unit
order by scope_unit.unit_id
