-- How does every obligation stand at the end of $as_of? One row an obligation
-- owed or exempt. METHOD.md 1.3, 1.4.
with heard as (                      -- what came in for each obligation
    select unit_id, period_id,
           count(*) as versions_received,
           count(*) filter (where decision = 'returned') as versions_returned,
           count(*) filter (where decision = 'accepted') as versions_accepted,
           -- the first accepted version, else the first not yet reviewed
           coalesce(min(version) filter (where decision = 'accepted'),
                    min(version) filter (where decision is null)) as credited_version,
           max(version) filter (where decision = 'accepted') as figures_from_version
    from submission_version
    group by unit_id, period_id
),
credited as (
    select version.unit_id, version.period_id, version.version, version.submission_id, version.received_on, version.decision,
           coalesce(by_policy.received_on, version.received_on) as timely_on,
           coalesce(by_policy.counts_on, version.received_on) as counts_on
    from heard
    join submission_version version on version.unit_id = heard.unit_id
         and version.period_id = heard.period_id and version.version = heard.credited_version
    left join receipt_by_policy by_policy on by_policy.submission_id = version.submission_id
),
cure as (                            -- the earliest formal return that the credited version mended in time
    select credited.unit_id, credited.period_id,
           min(coalesce(by_policy.received_on, back.received_on)) as timely_on,
           min(coalesce(by_policy.counts_on, back.received_on)) as counts_on
    from credited
    join expected on expected.unit_id = credited.unit_id and expected.period_id = credited.period_id
    join submission_version back on back.unit_id = credited.unit_id and back.period_id = credited.period_id
         and back.version < credited.version
         and back.decision = 'returned' and back.reason_kind = 'formal'
    left join receipt_by_policy by_policy on by_policy.submission_id = back.submission_id
    join calendar_day day_back on day_back.day = back.decided_on
    join calendar_day day_again on day_again.day = credited.received_on
    where day_again.working_no - day_back.working_no <= expected.cure_working_days
      and not exists (
          select 1
          from submission_version empty
          where empty.unit_id = credited.unit_id and empty.period_id = credited.period_id
            and empty.version > back.version and empty.version < credited.version
            and empty.decision = 'returned' and empty.reason_kind = 'substantive')
    group by credited.unit_id, credited.period_id
),
known as (
    select expected.unit_id, expected.period_id, expected.report_type, expected.year,
           expected.data_to, expected.last_day, expected.last_day_rolled,
           expected.policy_id, expected.parent_id, expected.exempt_from,
           expected.result = 'exempt' as is_exempt,
           expected.last_day < cast($as_of as date) as due,
           credited.submission_id as credit_submission_id,
           credited.decision = 'accepted' as is_accepted,
           coalesce(cure.timely_on, credited.timely_on) as received_for_timeliness,
           coalesce(cure.counts_on, credited.counts_on) as counts_on,
           cure.counts_on is not null as cured,
           coalesce(heard.versions_received, 0) as versions_received,
           coalesce(heard.versions_returned, 0) as versions_returned,
           -- those accepted after the first, which is the credited one
           greatest(coalesce(heard.versions_accepted, 0) - 1, 0) as n_corrections,
           heard.figures_from_version,
           figures.submission_id as figures_from_submission_id,
           figures.data_to as figures_data_to
    from expected
    left join heard on heard.unit_id = expected.unit_id and heard.period_id = expected.period_id
    left join credited on credited.unit_id = expected.unit_id and credited.period_id = expected.period_id
    left join cure on cure.unit_id = expected.unit_id and cure.period_id = expected.period_id
    left join submission_version figures on figures.unit_id = expected.unit_id
         and figures.period_id = expected.period_id and figures.version = heard.figures_from_version
    where expected.result in ('expected', 'exempt')
),
stated as (
    select known.*,
           case
               when is_exempt then 'exempt'
               when received_for_timeliness is not null then
                   case when is_accepted then '' else 'pending_' end
                   || case when counts_on <= last_day then 'on_time' else 'late' end
               when not due then 'not_yet_due'
               when versions_returned > 0 then 'missing_returned'
               else 'missing_none'
           end as state
    from known
)
select stated.unit_id, stated.period_id, stated.report_type, stated.year, stated.parent_id,
       stated.policy_id, stated.data_to, stated.last_day, stated.last_day_rolled, stated.due,
       stated.exempt_from, stated.state,
       -- what a leader acts on comes first
       case stated.state
           when 'missing_none' then 1 when 'missing_returned' then 2
           when 'late' then 3 when 'pending_late' then 4
           when 'pending_on_time' then 5 when 'on_time' then 6
           when 'not_yet_due' then 7 else 8
       end as state_order,
       stated.received_for_timeliness,
       -- the day the receipt counts for: the next one from the cut-off time on
       stated.counts_on,
       case when stated.is_exempt then null
            when stated.received_for_timeliness <= stated.last_day then 0
            else stated.received_for_timeliness - stated.last_day end as days_late_calendar,
       case when stated.is_exempt then null
            when stated.received_for_timeliness <= stated.last_day then 0
            else day_received.working_no - day_last.working_no end as days_late_working,
       case when stated.state = 'not_yet_due' then 0
            when stated.state like 'missing%' then cast($as_of as date) - stated.last_day
       end as days_overdue_calendar,
       case when stated.state = 'not_yet_due' then 0
            when stated.state like 'missing%' then day_as_of.working_no - day_last.working_no
       end as days_overdue_working,
       stated.versions_received, stated.versions_returned, stated.cured, stated.n_corrections,
       stated.credit_submission_id, stated.figures_from_submission_id, stated.figures_from_version,
       stated.figures_data_to
from stated
left join calendar_day day_last on day_last.day = stated.last_day
left join calendar_day day_received on day_received.day = stated.received_for_timeliness
left join calendar_day day_as_of on day_as_of.day = cast($as_of as date)
