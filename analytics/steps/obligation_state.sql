-- How does every obligation stand at the end of $as_of? One row an obligation
-- owed or exempt. METHOD.md 1.3, 1.4.
-- All that came in for an obligation is put into one row at once: nearly all of
-- the time goes into planning, and a join for each thing that is asked of a
-- version took twice as long (measured).
with said as (
    select version.unit_id, version.period_id, version.version, version.submission_id,
           version.received_on, version.decision, version.decided_on, version.reason_kind, version.data_to,
           coalesce(by_policy.received_on, version.received_on) as timely_on,
           coalesce(by_policy.counts_on, version.received_on) as counts_on,
           case when version.decision = 'accepted' then version.version end as accepted_version,
           -- the first accepted version, else the first not yet reviewed
           case
               when version.decision = 'accepted' then version.version
               when version.decision is null then version.version + 1000000000
           end as credit_order
    from submission_version version
    left join receipt_by_policy by_policy on by_policy.submission_id = version.submission_id
),
heard as (                           -- what came in for each obligation
    select unit_id, period_id,
           count(*) as versions_received,
           count(accepted_version) as versions_accepted,
           arg_min(submission_id, credit_order) as credit_submission_id,
           arg_min(version, credit_order) as credited_version,
           arg_min(received_on, credit_order) as credited_on,
           arg_min(timely_on, credit_order) as timely_on,
           arg_min(counts_on, credit_order) as counts_on,
           max(accepted_version) as figures_from_version,
           arg_max(submission_id, accepted_version) as figures_from_submission_id,
           arg_max_null(data_to, accepted_version) as figures_data_to,
           list(struct_pack(version, reason_kind, decided_on, timely_on, counts_on))
               filter (where decision = 'returned') as returned
    from said
    group by unit_id, period_id
),
known as (
    select expected.*, heard.* exclude (unit_id, period_id), working_day.*,
           -- the formal returns that the credited version mended in time
           list_filter(returned, lambda back:
               back.reason_kind = 'formal'
               and back.version < credited_version
               and numbers[greatest(credited_on - since + 1, 0)] - numbers[greatest(back.decided_on - since + 1, 0)] <= cure_working_days
               and len(list_filter(returned, lambda empty:
                   empty.reason_kind = 'substantive'
                   and empty.version > back.version and empty.version < credited_version)) = 0) as cure
    from expected
    left join heard on heard.unit_id = expected.unit_id and heard.period_id = expected.period_id
    cross join working_day
    where expected.result in ('expected', 'exempt')
),
timed as (                           -- the earliest of them speaks
    select known.* exclude (timely_on, counts_on),
           result = 'exempt' as is_exempt,
           last_day < cast($as_of as date) as due,
           coalesce(list_min(list_transform(cure, lambda back: back.timely_on)), timely_on) as received_for_timeliness,
           coalesce(list_min(list_transform(cure, lambda back: back.counts_on)), counts_on) as counts_on
    from known
),
stated as (
    select timed.*,
           case
               when is_exempt then 'exempt'
               when received_for_timeliness is not null then
                   case when versions_accepted > 0 then '' else 'pending_' end
                   || case when counts_on <= last_day then 'on_time' else 'late' end
               when not due then 'not_yet_due'
               when returned is not null then 'missing_returned'
               else 'missing_none'
           end as state,
           numbers[greatest(last_day - since + 1, 0)] as last_no
    from timed
)
select unit_id, period_id, report_type, year, parent_id, policy_id, data_to, last_day, last_day_rolled,
       due, exempt_from, state,
       -- what a leader acts on comes first
       case state
           when 'missing_none' then 1 when 'missing_returned' then 2
           when 'late' then 3 when 'pending_late' then 4
           when 'pending_on_time' then 5 when 'on_time' then 6
           when 'not_yet_due' then 7 else 8
       end as state_order,
       received_for_timeliness,
       -- the day the receipt counts for: the next one from the cut-off time on
       counts_on,
       case when is_exempt then null
            when received_for_timeliness <= last_day then 0
            else received_for_timeliness - last_day end as days_late_calendar,
       case when is_exempt then null
            when received_for_timeliness <= last_day then 0
            else numbers[greatest(received_for_timeliness - since + 1, 0)] - last_no end as days_late_working,
       case when state = 'not_yet_due' then 0
            when state like 'missing%' then cast($as_of as date) - last_day
       end as days_overdue_calendar,
       case when state = 'not_yet_due' then 0
            when state like 'missing%' then numbers[greatest(cast($as_of as date) - since + 1, 0)] - last_no
       end as days_overdue_working,
       coalesce(versions_received, 0) as versions_received,
       coalesce(len(returned), 0) as versions_returned,
       coalesce(len(cure), 0) > 0 as cured,
       -- those accepted after the first, which is the credited one
       greatest(coalesce(versions_accepted, 0) - 1, 0) as n_corrections,
       credit_submission_id, figures_from_submission_id, figures_from_version, figures_data_to
from stated
