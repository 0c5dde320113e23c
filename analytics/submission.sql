-- What is sending $submission, and how does it stand? METHOD.md 1.4.
select submission_id, received_at, received_on, clock_known, recorded_at, actor,
       register_sha256, register_row, kind, unit_id, period_id, report_type, year, number,
       signed_on, data_from, data_to, reading, reader, version, state,
       decided_on, reason_kind, reason, review_row, file, n_files
from sending
where submission_id = $submission
order by submission_id
