-- Which sendings are of the same unit for the same period (or year, for a plan)
-- as $submission? METHOD.md 1.4.
select sending.submission_id as submission,
       case when sending.clock_known
            then strftime(sending.received_at + interval '7 hours', '%Y-%m-%dT%H:%M:%S+07:00')
            else strftime(sending.received_on, '%Y-%m-%d') end as received_at,
       sending.kind, sending.unit_id as unit, sending.period_id as period, sending.version,
       sending.number, sending.state, sending.file,
       sending.decided_on, sending.reason_kind, sending.reason
from sending
join sending asked on asked.submission_id = $submission
where sending.submission_id = asked.submission_id
   or (sending.unit_id = asked.unit_id and sending.kind = asked.kind
       and (sending.period_id = asked.period_id
            or (sending.period_id is null and asked.period_id is null and sending.year = asked.year)))
order by sending.received_on, sending.received_at, sending.submission_id
