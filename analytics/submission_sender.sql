-- Whose is $submission, as far as it was read? METHOD.md 0, R9.
select unit_id
from submission_reading
where submission_id = $submission
order by unit_id
