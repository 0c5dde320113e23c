-- What was sent, and how does each sending stand? METHOD.md 1.4.
select sending.submission_id as submission,
       case when sending.clock_known
            then strftime(sending.received_at + interval '7 hours', '%Y-%m-%dT%H:%M:%S+07:00')
            else strftime(sending.received_on, '%Y-%m-%d') end as received_at,
       sending.kind, sending.unit_id as unit, sending.period_id as period, sending.version,
       sending.number, sending.state, sending.file,
       sending.decided_on, sending.reason_kind, sending.reason,
       1 as _sources
from sending
where $unit = '' or sending.unit_id in (select unit_id from asked_unit)
order by sending.received_on desc, sending.received_at desc, sending.submission_id desc
