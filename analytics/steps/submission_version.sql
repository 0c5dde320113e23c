-- Which versions of which reports had come in by $as_of, and what had been
-- decided on them by then? A refused file is not a submission: it has no
-- version; nor has one that still waits, or waited then, to be confirmed.
-- METHOD.md 1.3, 1.4.
-- Whose reports they are is looked at first, and reviews and confirmations of
-- these alone: a country has a thousand times as many (measured).
with read as materialized (
    select reading.submission_id, reading.unit_id, reading.period_id, reading.data_to
    from submission_reading reading
    join scope_unit on scope_unit.unit_id = reading.unit_id
    where reading.kind = 'report'
      and reading.outcome = 'read'
      and reading.period_id is not null
      and ($sender = '' or reading.unit_id = $sender)
      and ($of_periods = '' or reading.period_id = any (string_to_array($of_periods, ',')))
),
latest_review as (
    select review.submission_id, review.decided_on, review.decision, review.reason_kind,
           row_number() over (partition by review.submission_id order by review.decided_on desc, review.seq desc) as nth
    from read
    join review on review.submission_id = read.submission_id
    where review.decided_on <= cast($as_of as date)
),
first_confirmation as (
    select confirmation.submission_id, min(confirmation.confirmed_on) as confirmed_on
    from confirmation
    group by confirmation.submission_id
)
select submission.submission_id, read.unit_id, read.period_id,
       row_number() over (
           partition by read.unit_id, read.period_id
           order by submission.received_at, submission.submission_id) as version,
       submission.received_on, submission.received_at,
       latest_review.decision, latest_review.decided_on, latest_review.reason_kind,
       read.data_to
from read
join submission on submission.submission_id = read.submission_id
left join latest_review on latest_review.submission_id = read.submission_id and latest_review.nth = 1
left join first_confirmation on first_confirmation.submission_id = read.submission_id
where submission.received_on <= cast($as_of as date)
  and coalesce(first_confirmation.confirmed_on, date '0001-01-01') <= cast($as_of as date)
