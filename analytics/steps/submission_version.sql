-- Which versions of which reports had come in by $as_of, and what had been
-- decided on them by then? A refused file is not a submission: it has no
-- version; nor has one that still waits, or waited then, to be confirmed.
-- METHOD.md 1.3, 1.4.
with latest_review as (
    select submission_id, decided_on, decision, reason_kind,
           row_number() over (partition by submission_id order by decided_on desc, seq desc) as nth
    from review
    where decided_on <= cast($as_of as date)
)
select submission.submission_id, reading.unit_id, reading.period_id,
       row_number() over (
           partition by reading.unit_id, reading.period_id
           order by submission.received_at, submission.submission_id) as version,
       submission.received_on, submission.received_at,
       latest_review.decision, latest_review.decided_on, latest_review.reason_kind,
       reading.data_to
from submission
join submission_reading reading on reading.submission_id = submission.submission_id
join scope_unit on scope_unit.unit_id = reading.unit_id
left join latest_review on latest_review.submission_id = submission.submission_id and latest_review.nth = 1
where submission.received_on <= cast($as_of as date)
  and reading.kind = 'report'
  and reading.outcome = 'read'
  and reading.period_id is not null
  and not exists (
      select 1
      from confirmation
      where confirmation.submission_id = submission.submission_id
      group by confirmation.submission_id
      having min(confirmation.confirmed_on) > cast($as_of as date))
