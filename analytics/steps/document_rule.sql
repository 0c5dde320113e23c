-- Do the days and the number of each report that counts go together? METHOD.md
-- 5.1: its stretch within the period's, not signed before its figures were
-- closed, not closed after it was received, its number on no other document of
-- the unit and year.
with head as (
    select
        counted_report.unit_id, counted_report.period_id, counted_report.submission_id,
        reading.number, reading.signed_on, reading.data_from, reading.data_to,
        submission.received_on,
        period.data_from as period_from, period.data_to as period_to
    from counted_report
    join submission_reading as reading on reading.submission_id = counted_report.submission_id
    join submission on submission.submission_id = counted_report.submission_id
    join period on period.period_id = counted_report.period_id
    where counted_report.period_id = any (string_to_array($periods, ','))
),
found as (
    select head.*, 'QC-DATE' as rule, 'data_from' as subject, data_from as seen_on, period_from as wanted_on
    from head where data_from < period_from or data_from > data_to
    union all
    select head.*, 'QC-DATE', 'data_to', data_to, period_to
    from head where data_to > period_to
    union all
    select head.*, 'QC-DATE', 'signed_on', signed_on, data_to
    from head where signed_on < data_to
    union all
    select head.*, 'QC-FUT', 'data_to', data_to, received_on
    from head where data_to > received_on
)
select
    unit_id, period_id, rule, subject, submission_id, seen_on, wanted_on,
    cast(null as bigint) as other_submission_id, strftime(seen_on, '%d/%m/%Y') as printed
from found
union all
select
    head.unit_id, head.period_id, 'QC-DUP', 'number', head.submission_id, head.signed_on, null,
    min(other.submission_id), head.number
from head
join submission_reading as other
    on other.unit_id = head.unit_id
    and other.submission_id <> head.submission_id
    and other.outcome = 'read'
    and lower(trim(other.number)) = lower(trim(head.number))
    -- another document: of another period, or a plan beside a report
    and (other.period_id is distinct from head.period_id or other.kind <> 'report')
    and coalesce(year(other.signed_on), year(other.data_to), 0) = coalesce(year(head.signed_on), year(head.data_to), 0)
join submission as received
    on received.submission_id = other.submission_id and received.received_on <= cast($as_of as date)
where trim(head.number) <> ''
    -- what its sender stood by only later was no document yet
    and not exists (
        select 1
        from confirmation
        where confirmation.submission_id = other.submission_id
        group by confirmation.submission_id
        having min(confirmation.confirmed_on) > cast($as_of as date))
group by head.unit_id, head.period_id, head.submission_id, head.number, head.signed_on
