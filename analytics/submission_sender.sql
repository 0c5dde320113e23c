-- May the reader see $submission, and whose is it? METHOD.md 0, R9.
select visible_submission.submission_id, coalesce(reading.unit_id, '') as unit_id
from visible_submission
left join submission_reading reading on reading.submission_id = visible_submission.submission_id
where visible_submission.submission_id = $submission
order by visible_submission.submission_id
