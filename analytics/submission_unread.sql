-- Did $submission come in, that nobody has read yet? METHOD.md 0, R9.
select cast(null as varchar) as unit_id
from submission
where submission_id = $submission
order by unit_id
