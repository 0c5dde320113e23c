-- What is each sending, and how does it stand at the end of $as_of? A refused
-- file stays refused whatever is said of it; one that waits for a person, or was
-- confirmed only later, waits; else the latest review speaks. METHOD.md 1.3, 1.4.
with latest_review as (
    select review.submission_id, review.decided_on, review.decision, review.reason_kind, review.reason, review.register_row,
           row_number() over (partition by review.submission_id order by review.decided_on desc, review.seq desc) as nth
    from visible_submission
    join review on review.submission_id = visible_submission.submission_id
    where review.decided_on <= cast($as_of as date)
),
first_confirmation as (
    select submission_id, min(confirmed_on) as confirmed_on
    from confirmation
    group by submission_id
),
first_file as (
    select submission_file.submission_id, submission_file.name, submission_file.sha256,
           row_number() over (partition by submission_file.submission_id order by submission_file.file_no) as nth,
           count(*) over (partition by submission_file.submission_id) as n_files
    from visible_submission
    join submission_file on submission_file.submission_id = visible_submission.submission_id
)
select submission.submission_id, submission.received_at, submission.received_on, submission.clock_known,
       submission.recorded_at, submission.actor, submission.register_sha256, submission.register_row,
       reading.kind, reading.outcome, reading.unit_id, reading.period_id, reading.report_type, reading.year,
       reading.number, reading.signed_on, reading.data_from, reading.data_to, reading.reading, reading.reader,
       submission_version.version,
       latest_review.decided_on, latest_review.decision, latest_review.reason_kind, latest_review.reason,
       latest_review.register_row as review_row,
       first_file.name as file, first_file.n_files,
       case
           when withdrawal.withdrawn_on <= cast($as_of as date) then 'withdrawn'
           when reading.outcome = 'refused' then 'refused'
           when reading.outcome = 'waiting' or first_confirmation.confirmed_on > cast($as_of as date) then 'waiting'
           when latest_review.decision is not null then latest_review.decision
           when reading.submission_id is not null then 'read'
           else 'received'
       end as state
from submission
join visible_submission on visible_submission.submission_id = submission.submission_id
left join submission_reading reading on reading.submission_id = submission.submission_id
left join submission_version on submission_version.submission_id = submission.submission_id
left join latest_review on latest_review.submission_id = submission.submission_id and latest_review.nth = 1
left join first_confirmation on first_confirmation.submission_id = submission.submission_id
left join withdrawal on withdrawal.submission_id = submission.submission_id
left join first_file on first_file.submission_id = submission.submission_id and first_file.nth = 1
where submission.received_on <= cast($as_of as date)
